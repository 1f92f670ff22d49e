"""Candidates → scores: word score, meaning score, their fusion, grouping by document. Pure.

The same numbers come out whatever store gave the candidates (design.md §2).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from search.backends import Candidate, Vector, WordStatistics
from search.language.keys import form_keys
from search.query import Plan, QueryWord

# Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", with fields weighted
# before saturation (BM25F); the usual k1 and b.
_K1 = 1.2
_B = 0.6
# How much a match by each key counts; tuned on corpora/judgements/dev.
EXACT, LEMMA, STEM, FOLDED, PART, ROOT = 1.0, 0.95, 0.85, 0.8, 0.6, 0.4
_HEADING = 0.6  # a token of title or headings, beside one of the text
_ALL_WORDS_FROM = 0.5  # a match by root alone does not make "all words"
# The weight of words against meaning, for a question whose words one passage covers whole. Measured on
# corpora/judgements/dev: 0.4 to 0.7 lie within .005 of each other, a fixed weight at its best .019 below.
_WORD_SHARE = 0.5
# What a passage gains, beside 1 for words and meaning, when its document is of the city, kind or direction
# that the question names. Measured on corpora/judgements/dev: 0 .731, .05 .741, .1 .743, .2 .746; kept small,
# since a named city may be spoken of elsewhere.
_NAMED = 0.1


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its scores: `words` and `meaning` between 0 and 1 within the list, and their mix."""

    candidate: Candidate
    score: float
    words: float
    meaning: float
    all_words: bool


@dataclass(frozen=True, slots=True)
class WordMatch:
    """What a passage's words have to do with a question.

    `score` is 0 or more; `coverage` is the part (0–1) of the question's weight that the passage holds, looser
    matches counting less; `all_words` says that every word is met, in text or headings.
    """

    score: float
    coverage: float
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
    _asked: list[tuple[int, QueryWord]] = field(init=False)  # each form with the number of its word
    _by_root: dict[str, list[int]] = field(init=False)  # numbers of forms
    _matches: dict[str, tuple[tuple[int, float], ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        held = self.statistics.frequencies
        self._idf = [
            _idf(self.statistics.passages, sum(held.get(one.keys.folded, 0) for one in word.forms))
            for word in self.plan.words
        ]
        self._asked = [(number, one) for number, word in enumerate(self.plan.words) for one in word.forms]
        self._by_root = {}
        for number, (_, one) in enumerate(self._asked):
            self._by_root.setdefault(one.keys.root, []).append(number)

    def score(self, exact: str, heading: str) -> WordMatch:
        """Return how the keys of a text and of its headings match."""
        weights = [0.0] * len(self.plan.words)
        best = [0.0] * len(self.plan.words)
        tokens = exact.split(" ")
        for forms, share in ((tokens, 1.0), (heading.split(" "), _HEADING)):
            for form in forms:
                found = self._matches.get(form)
                if found is None:
                    found = self._matches[form] = self._levels(form)
                for number, level in found:
                    weights[number] += level * share
                    best[number] = max(best[number], level)
        norm = _K1 * (1 - _B + _B * len(tokens) / (self.statistics.mean_length or 1.0))
        total = sum(
            idf * weight * (_K1 + 1) / (weight + norm)
            for idf, weight in zip(self._idf, weights, strict=True)
            if weight
        )
        held = sum(idf * level for idf, level in zip(self._idf, best, strict=True))
        coverage = held / (sum(self._idf) or 1.0)
        return WordMatch(total, coverage, bool(best) and min(best) >= _ALL_WORDS_FROM)

    def _levels(self, token: str) -> tuple[tuple[int, float], ...]:
        """Return the words that a written form matches, with how closely; for most forms none."""
        keys = form_keys(token)
        roots = self._by_root.keys() & {keys.root, keys.plain_root}
        if not roots and token.isalpha():
            return ()
        levels: dict[int, float] = {}
        for root in roots:
            for number in self._by_root[root]:
                self._keep_best(levels, number, self._level(number, token))
        if not token.isalpha():
            for piece in token.replace("/", "-").replace(".", "-").split("-"):
                for number in self._by_root.get(form_keys(piece).root, ()):
                    if self._asked[number][1].keys.folded == form_keys(piece).folded:
                        self._keep_best(levels, number, PART)
        return tuple(levels.items())

    def _keep_best(self, levels: dict[int, float], number: int, level: float) -> None:
        """Note how closely a form is matched, under its word: of alternatives the best match counts."""
        word, form = self._asked[number]
        levels[word] = max(levels.get(word, 0.0), level * form.weight)

    def _level(self, number: int, token: str) -> float:
        asked, held = self._asked[number][1].keys, form_keys(token)
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


def word_share(coverage: float) -> float:
    """Return the weight of words against meaning, 0–1, by the best coverage that a candidate reaches.

    Codes, names and plain words stand in the passages as they are typed; an everyday or English question
    meets them by a stray word or two, which must not outweigh its meaning.
    """
    return _WORD_SHARE * coverage


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
    matches = [scorer.score(candidate.exact, candidate.heading) for candidate in candidates]
    most = max((match.score for match in matches), default=0.0)
    low = min(meanings.values(), default=0.0)
    span = max(meanings.values(), default=0.0) - low
    weight = share
    if weight is None:
        weight = word_share(max((match.coverage for match in matches), default=0.0))
    scored = []
    for candidate, match in zip(candidates, matches, strict=True):
        by_words = match.score / most if most else 0.0
        by_meaning = (meanings[candidate.id] - low) / span if span else 0.0
        mixed = weight * by_words + (1 - weight) * by_meaning
        scored.append(Scored(candidate, mixed, by_words, by_meaning, match.all_words))
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


def _idf(passages: int, frequency: int) -> float:
    return math.log(1 + (passages - min(frequency, passages) + 0.5) / (frequency + 0.5))
