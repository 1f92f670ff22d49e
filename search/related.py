"""A document → what is one with it in the index, and where its passages are said again.

Goes in: heads of documents (their first records). Comes out: related documents, the preferred first; answers
with one of each; repeated passages. The rules are in `search.identity`; here they meet the backend.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from search import filters
from search.backends import Backend
from search.domain import Related, Repeated
from search.filters import AnyOf, Filter
from search.identity import Identity, identity_of, preference, relation
from search.records import LEAST_RUNS, document_of, facts_of, passage_of

_MOST = 200  # relatives that are looked at for one request
_MOST_ROWS = 5_000  # passages that share a run with those looked up together
_REPEATED = 3  # repetitions that are told for one passage
_LOOKED_UP = 100  # passages of a document that are looked up together
_SAME_RUNS = 0.7  # of the shorter passage's runs of three words are in the other
_PREFERRED_FROM = 0.8  # of the best score, for the preferred version to stand for the others

Head = Mapping[str, Any]


def related_to(backend: Backend, heads: Sequence[Head]) -> dict[str, tuple[Related, ...]]:
    """Return for each document, by its id, those of the index that are one with it, the preferred first."""
    asked = {head["document_id"]: identity_of(head, facts_of(head)) for head in heads}
    if not asked:
        return {}
    keys = tuple(sorted({key for one in asked.values() for key in one.keys}))
    found = filters.seen(backend.relatives(keys, _MOST))
    others = [(identity_of(record, facts_of(record)), record) for record in found]
    by_key: dict[str, list[int]] = {}
    for number, (other, _) in enumerate(others):
        for key in other.keys:
            by_key.setdefault(key, []).append(number)
    return {
        document_id: _related(
            one, [others[n] for n in sorted({n for key in one.keys for n in by_key.get(key, ())})]
        )
        for document_id, one in asked.items()
    }


def one_of_each(heads: Mapping[str, Head], scores: Mapping[str, float]) -> dict[str, str]:
    """Return which document stands for each one that a list of answers can do without.

    `scores` gives the documents in the order of the list. The preferred version stands for the others where
    it answers nearly as well.
    """
    clusters: list[list[Identity]] = []
    by_key: dict[str, set[int]] = {}  # numbers of clusters: without a key in common nothing is related
    for document_id in scores:
        if document_id not in heads:  # replaced between ranking and reading
            continue
        one = identity_of(heads[document_id], facts_of(heads[document_id]))
        near = sorted({number for key in one.keys for number in by_key.get(key, ())})
        mine = next((number for number in near if _among(one, clusters[number])), len(clusters))
        if mine == len(clusters):
            clusters.append([])
        clusters[mine].append(one)
        for key in one.keys:
            by_key.setdefault(key, set()).add(mine)
    stands: dict[str, str] = {}
    for cluster in clusters:
        least = _PREFERRED_FROM * scores[cluster[0].document_id]
        kept = max((one for one in cluster if scores[one.document_id] >= least), key=preference)
        stands |= {one.document_id: kept.document_id for one in cluster if one is not kept}
    return stands


def repeated(backend: Backend, records: Sequence[Head]) -> dict[str, tuple[Repeated, ...]]:
    """Return, by the id of a document's passage, the passages of other documents that say nearly the same.

    `records` are those of one document.
    """
    told: dict[str, tuple[Repeated, ...]] = {}
    long = [record for record in records if record["length"] >= LEAST_RUNS]
    for start in range(0, len(long), _LOOKED_UP):
        told |= _repeated(backend, long[start : start + _LOOKED_UP])
    return told


def _repeated(backend: Backend, records: Sequence[Head]) -> dict[str, tuple[Repeated, ...]]:
    keys = tuple(sorted({key for record in records for key in record["runs"]}))
    own = records[0]["document_id"]
    where = Filter((*filters.all_of().conditions, AnyOf("runs", keys)))
    fields = ["id", "document_id", "exact", "runs"]
    rows = (row for row in backend.scan(where, fields) if row["document_id"] != own)
    others = list(islice(rows, _MOST_ROWS))
    by_key: dict[str, list[Head]] = {}
    for row in others:
        for key in row["runs"]:
            by_key.setdefault(key, []).append(row)
    near: dict[str, list[str]] = {}
    for record in records:
        met = {row["id"]: row for key in record["runs"] for row in by_key.get(key, ())}
        runs = _runs(record["exact"])
        shares = {row["id"]: _shared(runs, _runs(row["exact"])) for row in met.values()}
        same = sorted((-share, one) for one, share in shares.items() if share >= _SAME_RUNS)
        near[record["id"]] = [one for _, one in same[:_REPEATED]]
    held = backend.fetch(sorted({one for ids in near.values() for one in ids}))
    return {
        passage_id: tuple(
            Repeated(document_of(held[one]), passage_of(held[one])) for one in ids if one in held
        )
        for passage_id, ids in near.items()
        if ids
    }


def _related(one: Identity, others: Iterable[tuple[Identity, Head]]) -> tuple[Related, ...]:
    found = []
    for other, record in others:
        how = relation(one, other) if other.document_id != one.document_id else None
        if how is not None:
            found.append((preference(other), Related(document_of(record), how)))
    return tuple(related for _, related in sorted(found, key=lambda pair: pair[0], reverse=True))


def _among(one: Identity, cluster: Sequence[Identity]) -> bool:
    return any(relation(mate, one) is not None for mate in cluster)


def _runs(exact: str) -> set[tuple[str, ...]]:
    words = exact.split(" ")
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def _shared(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
