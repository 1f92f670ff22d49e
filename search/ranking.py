"""Candidates → scores: word score, meaning score, their fusion, grouping by document. Pure.

The same numbers come out whatever store gave the candidates (design.md §2).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.backends import Candidate, Vector, WordStatistics
from search.language.keys import form_keys
from search.query import Plan

# Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", with fields weighted
# before saturation (BM25F); the usual k1 and b.
_K1 = 1.2
_B = 0.6
# How much a match by each key counts; tuned on corpora/judgements/dev.
EXACT, LEMMA, STEM, FOLDED, PART, ROOT = 1.0, 0.95, 0.85, 0.8, 0.6, 0.4
_HEADING = 0.6  # a token of title or headings, beside one of the text
_ALL_WORDS_FROM = 0.5  # a match by root alone does not make "all words"


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its scores: `words` and `meaning` between 0 and 1 within the list, and their mix."""

    candidate: Candidate
    score: float
    words: float
    meaning: float
    all_words: bool


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


@dataclass
class WordScorer:
    """Scores passages by the words of one plan; remembers what each written form matched."""

    plan: Plan
    statistics: WordStatistics
    _idf: list[float] = field(init=False)
    _by_root: dict[str, list[int]] = field(init=False)
    _matches: dict[str, tuple[tuple[int, float], ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._idf = [
            _idf(self.statistics.passages, self.statistics.frequencies.get(word.keys.folded, 0))
            for word in self.plan.words
        ]
        self._by_root = {}
        for number, word in enumerate(self.plan.words):
            self._by_root.setdefault(word.keys.root, []).append(number)

    def score(self, exact: str, heading: str) -> tuple[float, bool]:
        """Return the word score (0 or more) and whether all words are met, in text or headings."""
        weights = [0.0] * len(self.plan.words)
        best = [0.0] * len(self.plan.words)
        tokens = exact.split(" ")
        for token in tokens:
            for number, level in self._match(token):
                weights[number] += level
                best[number] = max(best[number], level)
        for token in heading.split(" "):
            for number, level in self._match(token):
                weights[number] += level * _HEADING
                best[number] = max(best[number], level)
        norm = _K1 * (1 - _B + _B * len(tokens) / (self.statistics.mean_length or 1.0))
        total = sum(
            idf * weight * (_K1 + 1) / (weight + norm)
            for idf, weight in zip(self._idf, weights, strict=True)
            if weight
        )
        return total, bool(best) and min(best) >= _ALL_WORDS_FROM

    def _match(self, token: str) -> tuple[tuple[int, float], ...]:
        found = self._matches.get(token)
        if found is None:
            found = self._matches[token] = tuple(self._levels(token))
        return found

    def _levels(self, token: str) -> list[tuple[int, float]]:
        keys = form_keys(token)
        levels = {
            number: self._level(number, token)
            for root in {keys.root, keys.plain_root}
            for number in self._by_root.get(root, ())
        }
        if not token.isalpha():
            for piece in token.replace("/", "-").replace(".", "-").split("-"):
                for number in self._by_root.get(form_keys(piece).root, ()):
                    if self.plan.words[number].keys.folded == form_keys(piece).folded:
                        levels[number] = max(levels.get(number, 0.0), PART)
        return list(levels.items())

    def _level(self, number: int, token: str) -> float:
        asked, held = self.plan.words[number].keys, form_keys(token)
        for weight, same in (
            (EXACT, asked.exact == held.exact),
            (LEMMA, asked.lemma == held.lemma),
            (STEM, asked.stem == held.stem),
            (FOLDED, asked.folded in (held.folded, held.plain)),
        ):
            if same:
                return weight
        return ROOT


def shifted(vectors: NDArray[np.float32], mean: Vector) -> NDArray[np.float32]:
    """Return `vectors` (n, dimension) less `mean`, each of length 1 again.

    Taking away what all texts share spreads the similarities (design.md §3: .70 → .745).
    """
    moved = np.asarray(vectors, dtype=np.float32) - mean
    lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, 1e-9), dtype=np.float32)


def word_share(plan: Plan) -> float:
    """Return the weight of words against meaning, 0–1; measured on corpora/judgements/dev.

    Codes and names are met by words, long everyday questions by meaning.
    """
    if any(any(letter.isdigit() for letter in word.keys.exact) for word in plan.words):
        return 0.6
    return 0.25 if len(plan.words) >= 6 else 0.4


def score_all(
    plan: Plan,
    statistics: WordStatistics,
    candidates: Sequence[Candidate],
    meanings: Mapping[str, float],
    share: float | None = None,
) -> list[Scored]:
    """Return the candidates scored, best first; ties by passage id.

    `meanings` holds the shifted similarity of each candidate. Both sides are brought to 0–1 over the list:
    words by their best, meaning by its least and best (min-max beat rank fusion, design.md §3).
    """
    scorer = WordScorer(plan, statistics)
    raw = [scorer.score(candidate.exact, candidate.heading) for candidate in candidates]
    most = max((words for words, _ in raw), default=0.0)
    low = min(meanings.values(), default=0.0)
    span = max(meanings.values(), default=0.0) - low
    weight = word_share(plan) if share is None else share
    if most == 0.0:
        weight = 0.0 if share is None else share
    scored = []
    for candidate, (words, all_words) in zip(candidates, raw, strict=True):
        by_words = words / most if most else 0.0
        by_meaning = (meanings[candidate.id] - low) / span if span else 0.0
        mixed = weight * by_words + (1 - weight) * by_meaning
        scored.append(Scored(candidate, mixed, by_words, by_meaning, all_words))
    return sorted(scored, key=lambda one: (-one.score, one.candidate.id))


def grouped(scored: Sequence[Scored]) -> list[Group]:
    """Return the documents in the order of their best passages."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(one.candidate.document_id, []).append(one)
    return [Group(document_id, tuple(passages)) for document_id, passages in groups.items()]


def _idf(passages: int, frequency: int) -> float:
    return math.log(1 + (passages - min(frequency, passages) + 0.5) / (frequency + 0.5))
