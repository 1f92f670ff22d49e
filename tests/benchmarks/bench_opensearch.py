"""OpenSearch beside the embedded store, in one run: writing and asking 100,000 passages, and parity.

`make bench-opensearch` calls it, with OPENSEARCH_URL or OPENSEARCH_HOME as for the tests. Both stores are
written by the way of ingestion (`replace_documents`), the same synthetic documents; both answer the same
questions through the whole searcher. The parity part ranks all judged questions on both, with one shard and
with three, for several windows of candidates.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_query import IN_A_DOCUMENT, PASSAGES, banded_questions, percentiles, synthetic_documents, times

from ingest.judged import searcher_over
from search import manifest
from search.backends import Backend, open_backend
from search.calibration import load_calibration
from search.corpora import load_corpora
from search.domain import Filters, Query
from search.embedding import Embedder, load_embedder
from search.evaluate.figures import ndcg
from search.evaluate.judgements import Judgements, load_judgements
from search.query import plan_query
from search.ranking import grouped
from search.records import Record
from search.searcher import Searcher
from search.settings import Settings, quiet_libraries, read_settings
from tests import opensearch_server

_TOGETHER = 100  # documents in one call, 5,000 passages
_WINDOWS = ((100, 50), (200, 100), (500, 200), (1000, 400))  # candidates by words, by meaning
_JUDGEMENTS = Path(__file__).resolve().parents[2] / "corpora" / "judgements"


def main() -> None:
    quiet_libraries()
    os.environ["TEST_BACKEND"] = "opensearch"
    with opensearch_server.server():
        for title, lines in (("Speed", _speed()), ("Parity", _parity())):
            sys.stdout.write(f"\n{title}\n")
            for line in lines:
                sys.stdout.write(f"  {line}\n")
                sys.stdout.flush()


@contextmanager
def _own(backend: str, **given: str) -> Iterator[Settings]:
    """Yield settings for a store of its own, and remove it in the end."""
    with tempfile.TemporaryDirectory() as folder:
        if backend == "opensearch":
            with opensearch_server.own_index(Path(folder), **given) as settings:
                yield settings
        else:
            yield read_settings({"VIRZIENI_DATA": folder} | given)


def _speed() -> Iterator[str]:
    base = read_settings({})
    embedder = load_embedder(base)
    with ExitStack() as stack:
        searchers = {}
        for name, given in (("embedded", {}), ("opensearch", {"VIRZIENI_OPENSEARCH_SHARDS": "2"})):
            own = stack.enter_context(_own(name, **given))
            backend = open_backend(own)
            yield f"{name}: {_written(backend, embedder)}, {_megabytes(own):.0f} MB on disk"
            corpora = load_corpora()
            calibration = load_calibration(embedder, corpora, base.cache)
            searchers[name] = Searcher(backend, embedder, calibration, corpora, own)
        for band, questions in banded_questions().items():
            told = []
            for name, searcher in searchers.items():
                milliseconds = times([lambda q=q, s=searcher: s.search(Query(q)) for q in questions])
                told.append(f"{name} {percentiles(milliseconds)}")
            yield f"{band:9} words: {'; '.join(told)}"


def _written(backend: Backend, embedder: Embedder) -> str:
    """Write all synthetic documents, and say how fast."""
    backend.write_manifest(manifest.as_stored(manifest.expected(embedder.identity), embedder.dimension))
    spent, held, waiting = 0.0, 0, dict[str, Sequence[Record]]()
    for number, (document, records) in enumerate(synthetic_documents(embedder.dimension), 1):
        waiting[document.id] = records
        held += len(records)
        if len(waiting) == _TOGETHER or number * IN_A_DOCUMENT >= PASSAGES:
            begun = time.perf_counter()
            backend.replace_documents(waiting)
            spent += time.perf_counter() - begun
            waiting = {}
    begun = time.perf_counter()
    backend.settle()
    settled = time.perf_counter() - begun
    return f"{held} passages written in {spent:.0f} s ({held / spent:.0f}/s), settled in {settled:.0f} s"


def _megabytes(settings: Settings) -> float:
    """Return what the index takes on disk, in MB (10^6 bytes)."""
    if settings.backend == "embedded":
        return sum(file.stat().st_size for file in settings.data.rglob("*") if file.is_file()) / 1e6
    address = f"{settings.opensearch_url}/_cat/indices/{settings.opensearch_index}-*?format=json&bytes=b"
    with urllib.request.urlopen(address, timeout=30) as answer:
        return sum(int(one["store.size"]) for one in json.load(answer)) / 1e6


def _parity() -> Iterator[str]:
    for split in ("dev", "test"):
        judgements = load_judgements(_JUDGEMENTS / split)
        with ExitStack() as stack:
            searchers = {}
            for name, backend, given in (
                ("embedded", "embedded", {}),
                ("one shard", "opensearch", {}),
                ("three shards", "opensearch", {"VIRZIENI_OPENSEARCH_SHARDS": "3"}),
            ):
                own = stack.enter_context(_own(backend, **given))
                searchers[name] = stack.enter_context(searcher_over(judgements.texts, own))
            for words, meaning in _WINDOWS:
                lists = {
                    name: [
                        _ranked(searcher, text_of, query.text, words, meaning) for query in judgements.queries
                    ]
                    for name, (searcher, text_of) in searchers.items()
                }
                for name in ("one shard", "three shards"):
                    yield f"{split}, {words} + {meaning}, {name}: {_compared(judgements, lists, name)}"


def _ranked(
    searcher: Searcher, text_of: Callable[[str], str], question: str, words: int, meaning: int
) -> list[str]:
    own = replace(searcher.settings, word_candidates=words, meaning_candidates=meaning)
    plan = plan_query(question, own.query_characters)
    _, scored = replace(searcher, settings=own).rank(plan, Filters())
    return [text_of(group.document_id) for group in grouped(scored)]


def _compared(judgements: Judgements, lists: dict[str, list[list[str]]], name: str) -> str:
    pairs = list(zip(judgements.queries, lists["embedded"], lists[name], strict=True))
    other = [query.id for query, ours, theirs in pairs if ours[:10] != theirs[:10]]
    judged = [(query, ours, theirs) for query, ours, theirs in pairs if query.grades]
    means = [np.mean([ndcg(ranked[side], query.grades) for query, *ranked in judged]) for side in (0, 1)]
    share = 100 * (len(pairs) - len(other)) / len(pairs)
    return (
        f"{share:.1f} % of {len(pairs)} first pages are the same; "
        f"nDCG@10 {means[0]:.4f} embedded, {means[1]:.4f} here; other: {', '.join(other) or 'none'}"
    )


if __name__ == "__main__":
    main()
