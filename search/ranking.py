"""Candidates → scores: word score, meaning score, their fusion, grouping by document. Pure.

The same numbers come out whatever store gave the candidates (design.md §2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search.backends import Candidate, WordStatistics
from search.query import Plan
from search.reasons import Behind, Nature
from search.word_scores import WordScorer

# The weight of words against meaning: the least, and what a question adds whose words one passage covers
# whole. Measured on dev: .1 + .5, .2 + .3 and .1 + .4 lie within .006 of each other, 0 + .5 is .018 below.
_WORD_SHARE, _COVERED_SHARE = 0.1, 0.5
_COVERAGE = 0.15  # what a passage gains by holding all words rather than one often; on dev +.007
# What a passage gains, beside 1 for words and meaning, when its document is of the city, kind or direction
# that the question names. Measured on corpora/judgements/dev: 0 .731, .05 .741, .1 .743, .2 .746; kept small,
# since a named city may be spoken of elsewhere.
_NAMED = 0.1


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its scores, 0–1: `words` within the list, `meaning` by calibration, their mix.

    `coverage` is the part of the question's weight that its words hold. `nature` is what it is, for which it
    was put back; `before` what the nearly equal document is that its own was put before; `again` are the ids
    of further passages that it stands for, which say nearly the same (`search.order`).
    """

    candidate: Candidate
    score: float
    words: float
    meaning: float
    coverage: float
    all_words: bool
    nature: Nature | None = None
    before: Behind | None = None
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A document's scored passages, best first."""

    document_id: str
    passages: tuple[Scored, ...]

    @property
    def score(self) -> float:
        """Return the score of the best passage."""
        return self.passages[0].score

    @property
    def all_words(self) -> bool:
        """Return whether a passage holds all words of the question."""
        return any(scored.all_words for scored in self.passages)


def word_share(coverage: float) -> float:
    """Return the weight of words against meaning, 0–1, by the best coverage that a candidate reaches.

    Codes, names and plain words stand in the passages as they are typed; an everyday or English question
    meets them by a stray word or two, which must not outweigh its meaning.
    """
    return _WORD_SHARE + _COVERED_SHARE * coverage if coverage else 0.0


def score_all(
    plan: Plan,
    statistics: WordStatistics,
    candidates: Sequence[Candidate],
    meanings: Mapping[str, float],
    share: float | None = None,
) -> list[Scored]:
    """Return the candidates scored, best first; ties by passage id.

    `meanings` holds how near each candidate is, 0–1 by the model's calibration; words are brought to 0–1 by
    the best of the list. A passage gains by how much of the question it covers.
    """
    scorer = WordScorer(plan, statistics)
    matches = scorer.scores([(candidate.exact, candidate.heading) for candidate in candidates])
    most = max((match.score for match in matches), default=0.0)
    weight = share
    if weight is None:
        weight = word_share(max((match.coverage for match in matches), default=0.0))
    bonus = _COVERAGE if weight else 0.0
    scored = []
    for candidate, match in zip(candidates, matches, strict=True):
        by_words = match.score / most if most else 0.0
        by_meaning = meanings[candidate.id]
        mixed = weight * by_words + (1 - weight) * by_meaning + bonus * match.coverage
        scored.append(
            Scored(candidate, mixed / (1 + bonus), by_words, by_meaning, match.coverage, match.all_words)
        )
    return sorted(scored, key=lambda one: (-one.score, one.candidate.id))


def favour_named(scored: Sequence[Scored], named: Mapping[str, float]) -> list[Scored]:
    """Return the passages, best first, with those ahead whose documents are what the question names.

    `named` holds by document id how much of it (0–1) a document is; a missing one is none of it.
    """
    favoured = [
        replace(one, score=(one.score + _NAMED * named.get(one.candidate.document_id, 0.0)) / (1 + _NAMED))
        for one in scored
    ]
    return sorted(favoured, key=lambda one: (-one.score, one.candidate.id))


def grouped(scored: Sequence[Scored]) -> list[Group]:
    """Return the documents in the order of their best passages."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(one.candidate.document_id, []).append(one)
    return [Group(document_id, tuple(passages)) for document_id, passages in groups.items()]
