"""Comparable documents of other cities: to a document, or to a pasted text.

Words first: documents that share the start's telling words, names of cities left out; then meaning, the
likeness of passages with vectors centred. A document counts as another city's when it has a city outside
the start's own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search import filters
from search.backends import Candidate
from search.calibration import shifted
from search.domain import Filters, Note, PassageHit, SimilarHit
from search.errors import QueryError
from search.language.keys import bags, form_keys
from search.language.names import cities_asked, city_keys
from search.query import without_surrogates
from search.records import document_of, facts_of, passage_of, tags_of
from search.searcher import COMPARED, Searcher, without_others
from search.telling import TellingWords, counted, telling_words

_BEST = 3  # passages of a document that are shown, and whose mean likeness is its meaning score
_WORD_SHARE = 0.8  # of words against meaning, when a document holds half of the telling weight or more
_ENOUGH = 0.5
# Accepted: "9f86d081884c7d65". Rejected: "siltumtīkli".
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Start:
    """What comparable documents are looked for: vectors (n, dimension), words with counts, its cities.

    Notes say what was changed on the way.
    """

    vectors: NDArray[np.float32]
    words: Mapping[str, int]
    cities: tuple[str, ...]
    document_id: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Compared:
    """A candidate passage beside the start: telling words it holds, and its likeness of meaning."""

    candidate: Candidate
    counts: Counter[str]
    tokens: int
    likeness: float


@dataclass(frozen=True, slots=True)
class _Group:
    """A document's compared passages, the most alike first, with its two scores."""

    document_id: str
    passages: tuple[_Compared, ...]
    words: float
    meaning: float
    coverage: float


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A document in the list, with its score (0–1) and the passages to show."""

    document_id: str
    score: float
    passages: tuple[_Compared, ...]


def start_of(searcher: Searcher, given: str) -> Start:
    """Return the start for what is a document's id or else a text.

    Raises NotFound for an id that is not held, QueryError for an empty text.
    """
    return document_start(searcher, given) if _ID.fullmatch(given) else text_start(searcher, given)


def document_start(searcher: Searcher, document_id: str) -> Start:
    """Return the start for a document of the index. Raises NotFound."""
    records = searcher.records(document_id)
    counts = counted(
        (form for record in records for form in record["exact"].split(" ")),
        city_keys(searcher.corpora.cities),
    )
    said_again = {key: count for key, count in counts.items() if count > 1}
    vectors = np.stack([record["vector"] for record in records])
    return Start(vectors, said_again or counts, facts_of(records[0]).cities, document_id)


def text_start(searcher: Searcher, text: str, city: str = "") -> Start:
    """Return the start for a pasted text; its cities are `city`, or those the text names.

    Raises QueryError for an empty text.
    """
    longest = searcher.settings.query_characters * 5
    whole = " ".join(without_surrogates(text).split())
    kept = whole[:longest]
    notes = (Note("query_cut", (str(longest),)),) if len(whole) > longest else ()
    if not kept:
        raise QueryError(
            "There is no text to compare",
            next_step="Paste a paragraph or name a document",
            code="text_missing",
        )
    cities = (city,) if city else cities_asked(kept, searcher.corpora.cities)
    counts = counted(bags([kept]).exact, city_keys(searcher.corpora.cities))
    return Start(searcher.embedder.embed_passages([kept]), counts, cities, notes=notes)


def similar(searcher: Searcher, start: Start, wanted: Filters, limit: int = 10) -> tuple[SimilarHit, ...]:
    """Return up to `limit` documents with a city outside the start's, the most alike first."""
    others = tuple(city.id for city in searcher.corpora.cities if city.id not in start.cities)
    allowed = tuple(city for city in wanted.cities if city in others) if wanted.cities else others
    if not allowed:
        return ()
    where = filters.passage_filter(
        Filters(allowed, wanted.directions, wanted.kinds, wanted.languages, wanted.period)
    )
    telling = telling_words(start.words, searcher.backend.statistics(tuple(start.words)))
    groups = _grouped(_compared(searcher, start, telling, where), telling, start.document_id)
    listed = _ranked(groups)
    heads = searcher.heads([group.document_id for group in listed[:COMPARED]])
    ranked = without_others(listed, heads)[:limit]
    records = searcher.backend.fetch([one.candidate.id for group in ranked for one in group.passages])
    hits = []
    for group in ranked:
        passages = tuple(
            PassageHit(
                passage_of(records[one.candidate.id]),
                tags_of(records[one.candidate.id]),
                score=round(one.likeness, 4),
                words=round(telling.coverage(one.counts), 4),
                meaning=round(one.likeness, 4),
                all_words=False,
            )
            for one in group.passages
            if one.candidate.id in records
        )
        if passages:  # else the document was replaced between ranking and reading
            document = document_of(records[passages[0].passage.id])
            hits.append(SimilarHit(document, round(group.score, 4), passages))
    return tuple(hits)


def _compared(
    searcher: Searcher, start: Start, telling: TellingWords, where: filters.Filter
) -> list[_Compared]:
    asked = shifted(start.vectors, searcher.calibration.passage_mean)
    centre = asked.mean(axis=0)
    found = searcher.candidates(telling.roots, centre, where)
    if not found:
        return []
    held = shifted(np.stack([one.vector for one in found]), searcher.calibration.passage_mean)
    whole = held @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    likeness = (whole + (held @ asked.T).max(axis=1)) / 2  # half to the start as a whole, half to its nearest
    compared = []
    for one, alike in zip(found, likeness, strict=True):
        forms = one.exact.split(" ")
        keys = (form_keys(form).folded for form in forms)
        counts = Counter(key for key in keys if key in telling.weights)
        compared.append(_Compared(one, counts, len(forms), float(alike)))
    return compared


def _grouped(compared: Sequence[_Compared], telling: TellingWords, own: str) -> list[_Group]:
    documents: dict[str, list[_Compared]] = {}
    for one in compared:
        if one.candidate.document_id != own:
            documents.setdefault(one.candidate.document_id, []).append(one)
    groups = []
    for document_id, passages in documents.items():
        counts = sum((one.counts for one in passages), Counter[str]())
        tokens = sum(one.tokens for one in passages)
        passages.sort(key=lambda one: (-telling.held(one.counts) * max(one.likeness, 0), one.candidate.id))
        groups.append(
            _Group(
                document_id,
                tuple(passages[:_BEST]),
                words=telling.held(counts) / math.sqrt(max(1, tokens)),
                meaning=float(np.mean(sorted((one.likeness for one in passages), reverse=True)[:_BEST])),
                coverage=telling.coverage(counts),
            )
        )
    return groups


def _ranked(groups: Sequence[_Group]) -> list[_Ranked]:
    """Return the documents with their scores, best first: words and meaning brought to one scale.

    Words weigh by how much of the start's telling weight one document holds: a text in English holds none,
    and is compared by meaning alone.
    """
    if not groups:
        return []
    share = _WORD_SHARE * min(1.0, max(group.coverage for group in groups) / _ENOUGH)
    most = max(group.words for group in groups) or 1.0
    low = min(group.meaning for group in groups)
    span = (max(group.meaning for group in groups) - low) or 1.0
    scored = [
        _Ranked(
            group.document_id,
            share * group.words / most + (1 - share) * (group.meaning - low) / span,
            group.passages,
        )
        for group in groups
    ]
    return sorted(scored, key=lambda one: (-one.score, one.document_id))
