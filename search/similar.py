"""Comparable documents of other cities: nearest to a document, or to a pasted text.

First version: by the likeness of passages, vectors centred; a document counts as another city's when it
has a city outside the start's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search import filters
from search.backends import Candidate
from search.domain import Filters, PassageHit, SimilarHit
from search.errors import QueryError
from search.language.names import cities_asked
from search.ranking import shifted
from search.records import document_of, passage_of, tags_of
from search.searcher import Searcher

_BEST = 3  # passages whose mean likeness ranks a document


@dataclass(frozen=True, slots=True)
class Start:
    """What comparable documents are looked for: vectors (n, dimension), and the cities it belongs to."""

    vectors: NDArray[np.float32]
    cities: tuple[str, ...]
    document_id: str = ""


def document_start(searcher: Searcher, document_id: str) -> Start:
    """Return the start for a document of the index. Raises NotFound."""
    view, _ = searcher.document(document_id)
    records = searcher.backend.document(document_id)
    return Start(np.stack([record["vector"] for record in records]), view.facts.cities, document_id)


def text_start(searcher: Searcher, text: str, city: str = "") -> Start:
    """Return the start for a pasted text; its cities are `city`, or those the text names.

    Raises QueryError for an empty text.
    """
    kept = " ".join(text.split())[: searcher.settings.query_characters * 5]
    if not kept:
        raise QueryError("There is no text to compare", next_step="Paste a paragraph or name a document")
    cities = (city,) if city else cities_asked(kept, searcher.corpora.cities)
    return Start(searcher.embedder.embed_passages([kept]), cities)


def similar(searcher: Searcher, start: Start, wanted: Filters, limit: int = 10) -> tuple[SimilarHit, ...]:
    """Return up to `limit` documents with a city outside the start's, the most alike first."""
    others = tuple(city.id for city in searcher.corpora.cities if city.id not in start.cities)
    allowed = tuple(city for city in wanted.cities if city in others) if wanted.cities else others
    if not allowed:
        return ()
    where = filters.passage_filter(
        Filters(allowed, wanted.directions, wanted.kinds, wanted.languages, wanted.period)
    )
    asked = shifted(start.vectors, searcher.calibration.passage_mean)
    centre = asked.mean(axis=0)
    found = searcher.backend.meaning_candidates(centre, where, searcher.settings.meaning_candidates)
    ranked = _ranked(_likeness(asked, centre, found, searcher), start.document_id)[:limit]
    records = searcher.backend.fetch([one.id for _, _, best in ranked for one, _ in best])
    hits = []
    for score, _, best in ranked:
        kept = [(records[one.id], likeness) for one, likeness in best if one.id in records]
        if kept:
            passages = tuple(
                PassageHit(passage_of(record), tags_of(record), likeness, 0.0, likeness, False)
                for record, likeness in kept
            )
            hits.append(SimilarHit(document_of(kept[0][0]), score, passages))
    return tuple(hits)


def _likeness(
    asked: NDArray[np.float32], centre: NDArray[np.float32], found: Sequence[Candidate], searcher: Searcher
) -> list[tuple[Candidate, float]]:
    """Return each candidate with its likeness: half to the start as a whole, half to its nearest passage."""
    if not found:
        return []
    held = shifted(np.stack([one.vector for one in found]), searcher.calibration.passage_mean)
    whole = held @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    nearest = (held @ asked.T).max(axis=1)
    scores = (whole + nearest) / 2
    return [(one, round(float(score), 4)) for one, score in zip(found, scores, strict=True)]


def _ranked(
    scored: Sequence[tuple[Candidate, float]], own: str
) -> list[tuple[float, str, list[tuple[Candidate, float]]]]:
    groups: dict[str, list[tuple[Candidate, float]]] = {}
    for one, score in sorted(scored, key=lambda pair: (-pair[1], pair[0].id)):
        if one.document_id != own:
            groups.setdefault(one.document_id, []).append((one, score))
    ranked = [
        (
            round(sum(score for _, score in passages[:_BEST]) / len(passages[:_BEST]), 4),
            document,
            passages[:_BEST],
        )
        for document, passages in groups.items()
    ]
    return sorted(ranked, key=lambda group: (-group[0], group[1]))
