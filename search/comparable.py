"""Projects that are for the same as a start: a project, or a text in Latvian or English.

Goes in: the projects' texts with their cities, and an embedder. Comes out: the projects with a city outside
the start's, best first, or none. Texts are compared without names and stock sentences (`search.purpose`), by
words (`search.word_vectors`) and by meaning.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np
from numpy.typing import NDArray

from search.calibration import shifted
from search.concepts import Concepts
from search.corpora import Corpora
from search.purpose import Purposes, purposes
from search.word_vectors import WordVectors, word_vectors

# Tuned on the dev part of corpora/judgements/similar (nDCG@5; words alone .68, meaning alone .63):
WORDS = 1.6  # weight of words beside meaning: .736 at 1, .756 at 1.6, .741 at 3
NEIGHBOURS, BESIDE = 5, 0.4  # the nearest projects speak for those like them: .756 without, .766 with
AGAIN = 0.03  # what a project loses for each one before it of the same city: from .06 on good ones go
# What is shown of the first ten, on dev: 76 % is comparable, without these limits 54 %, and it is 63 % of
# what is, without them 77 %. Where no project shares LEAST_WORDS with the start, nothing is comparable. On
# dev nothing is left for all 5 starts without an answer and for 2 of 43 with one; a LEAST of .58 alone leaves
# nothing for 3 and 2. How far the best score lies above the others tells less, and agreement of sub-themes no
# more. On test it makes no difference: 2 of 5 and 3 of 47 both ways.
LEAST = 0.5
OF_BEST = 0.4
LEAST_WORDS = 0.115
_SPREAD = 20  # places of the list that are diversified
_PRIOR = 50  # projects that the embedder's own mean stands for: a small list has no mean to speak of

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class ProjectText:
    """What a project is compared by: its words, and the cities it is carried out in."""

    id: str
    title: str
    text: str
    cities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alike:
    """A comparable project: its score, and the likeness by words and by meaning.

    `joint` tells that it is carried out in a city of the start, too.
    """

    id: str
    score: float
    words: float
    meaning: float
    joint: bool = False


@dataclass(frozen=True)
class Comparer:
    """Compares starts with projects; made by `comparer`."""

    texts: tuple[ProjectText, ...]
    reader: Purposes
    told: WordVectors
    vectors: NDArray[np.float32]  # (projects, dimension), shifted by `mean`
    mean: NDArray[np.float32]
    embed: Embed
    numbers: Mapping[str, int]  # of each project's id

    def alike(self, start: ProjectText, among: Collection[str] | None = None) -> tuple[Alike, ...]:
        """Return the comparable projects, best first, `among` these ids if given; none is an answer, too."""
        return tuple(one for one, _ in self.alike_to_any([start], among))

    def alike_to_any(
        self, starts: Sequence[ProjectText], among: Collection[str] | None = None
    ) -> tuple[tuple[Alike, int], ...]:
        """Return the projects comparable to one of `starts`, best first, each with the nearest's number."""
        nearest: dict[str, tuple[Alike, int]] = {}
        for number, start in enumerate(starts):
            for one in self._comparable(start, among):
                if one.id not in nearest or one.score > nearest[one.id][0].score:
                    nearest[one.id] = one, number
        own = frozenset(city for start in starts for city in start.cities)
        listed = self._spread(_ordered(one for one, _ in nearest.values()), own)
        return tuple(nearest[one.id] for one in listed)

    def measured(self, starts: Sequence[ProjectText], project_id: str) -> tuple[Alike, int] | None:
        """Return how like a project is to the nearest of `starts`, and its number; None in the same city."""
        found = [
            (one, number)
            for number, start in enumerate(starts)
            for one in self._scored(start)
            if one.id == project_id
        ]
        return max(found, key=lambda one: one[0].score, default=None)

    def ranked(self, start: ProjectText) -> tuple[Alike, ...]:
        """Return all projects with a city outside the start's, best first."""
        return self._spread(self._scored(start), start.cities)

    def _comparable(self, start: ProjectText, among: Collection[str] | None) -> list[Alike]:
        scored = self._scored(start)
        if max((one.words for one in scored), default=0.0) < LEAST_WORDS:
            return []
        kept = scored if among is None else [one for one in scored if one.id in among]
        return [one for one in kept if one.score >= max(LEAST, OF_BEST * kept[0].score)]

    def _scored(self, start: ProjectText) -> list[Alike]:
        purpose = self.reader.purpose(start.title, start.text, start.id)
        meaning = self.vectors @ self._vector(start, purpose)
        words = self.told.likeness(self.told.vector(purpose))
        likeness = meaning + WORDS * words
        known = [number for number, one in enumerate(self.texts) if one.id != start.id]
        scores = likeness + BESIDE * self._beside(likeness, known)
        return _ordered(
            Alike(
                self.texts[number].id,
                float(scores[number]),
                float(words[number]),
                float(meaning[number]),
                joint=bool(self.texts[number].cities & start.cities),
            )
            for number in known
            if self.texts[number].cities - start.cities
        )

    def _vector(self, start: ProjectText, purpose: str) -> NDArray[np.float32]:
        number = self.numbers.get(start.id, -1)
        held = self.texts[number] if number >= 0 else None
        if held is not None and (held.title, held.text) == (start.title, start.text):
            return np.asarray(self.vectors[number], dtype=np.float32)
        return np.asarray(shifted(self.embed([purpose]), self.mean)[0], dtype=np.float32)

    def _beside(self, likeness: NDArray[np.float32], known: Sequence[int]) -> NDArray[np.float32]:
        """Return how like each project is to those nearest to the start, whichever city these are of."""
        nearest = nsmallest(NEIGHBOURS, known, key=lambda number: (-likeness[number], number))
        weights = np.maximum(likeness[nearest], 0)
        beside = np.zeros(len(self.texts), dtype=np.float32)
        for number, weight in zip(nearest, weights / max(float(weights.sum()), 1e-9), strict=True):
            like = self.vectors @ self.vectors[number]
            like = like + WORDS * self.told.likeness(self.told.rows[number])
            like[number] = likeness[number]  # a project does not speak for itself
            beside += weight * like
        return beside

    def _spread(self, found: Sequence[Alike], own: frozenset[str]) -> tuple[Alike, ...]:
        """Return the list with the later projects of a city put back a little, in its first places."""
        cities = {one.id: self.texts[self.numbers[one.id]].cities - own for one in found}
        shown: Counter[str] = Counter()
        # a project that far behind cannot come forward
        least = found[_SPREAD - 1].score - AGAIN * _SPREAD if len(found) > _SPREAD else -math.inf
        near = sum(one.score >= least for one in found)
        left, spread = list(found[:near]), list[Alike]()
        while left and len(spread) < _SPREAD:
            best = max(left, key=lambda one: one.score - AGAIN * min(shown[city] for city in cities[one.id]))
            left.remove(best)
            spread.append(best)
            shown.update(cities[best.id])
        return (*spread, *left, *found[near:])


def _ordered(found: Iterable[Alike]) -> list[Alike]:
    return sorted(found, key=lambda one: (-one.score, one.id))


def comparer(
    texts: Sequence[ProjectText],
    corpora: Corpora,
    concepts: Concepts,
    embed: Embed,
    mean: NDArray[np.float32],
    kept: Embed | None = None,
) -> Comparer:
    """Return the comparer over at least one of `texts`; `mean` is the mean passage vector of the embedder.

    `kept` gives the projects' vectors, which are asked for again and again, unlike those of other starts.
    """
    reader = purposes(corpora, {one.id: one.text for one in texts})
    told = [reader.purpose(one.title, one.text, one.id) for one in texts]
    vectors = (kept or embed)(told)
    centre = (vectors.sum(axis=0) + _PRIOR * mean) / (len(vectors) + _PRIOR)
    return Comparer(
        tuple(texts),
        reader,
        word_vectors(told, concepts, reader.passed_over),
        shifted(vectors, centre),
        np.asarray(centre, dtype=np.float32),
        embed,
        {one.id: number for number, one in enumerate(texts)},
    )
