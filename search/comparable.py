"""Projects that are for the same as a start: a project, or a text in Latvian or English.

Goes in: the projects' texts with their cities, and an embedder. Comes out: the projects with a city outside
the start's, best first, or none. Texts are compared without names and stock sentences (`search.purpose`), by
words (`search.word_vectors`) and by meaning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
# The best score below which nothing is comparable. On dev 4 of 43 starts with an answer lie below, all 5
# without one, and 28 of the 43 when their answers are taken out of the list.
LEAST = 0.58
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

    def alike(self, start: ProjectText) -> tuple[Alike, ...]:
        """Return the comparable projects, best first; empty when even the first is too unlike."""
        ranked = self.ranked(start)
        return ranked if ranked and ranked[0].score >= LEAST else ()

    def ranked(self, start: ProjectText) -> tuple[Alike, ...]:
        """Return all projects with a city outside the start's, best first."""
        purpose = self.reader.purpose(start.title, start.text, start.id)
        meaning = self.vectors @ shifted(self.embed([purpose]), self.mean)[0]
        words = self.told.likeness(self.told.vector(purpose))
        likeness = meaning + WORDS * words
        known = [number for number, one in enumerate(self.texts) if one.id != start.id]
        scores = likeness + BESIDE * self._beside(likeness, known)
        found = [
            Alike(
                self.texts[number].id,
                float(scores[number]),
                float(words[number]),
                float(meaning[number]),
                joint=bool(self.texts[number].cities & start.cities),
            )
            for number in known
            if self.texts[number].cities - start.cities
        ]
        return self._spread(sorted(found, key=lambda one: (-one.score, one.id)), start.cities)

    def _beside(self, likeness: NDArray[np.float32], known: Sequence[int]) -> NDArray[np.float32]:
        """Return how like each project is to those nearest to the start, whichever city these are of."""
        nearest = sorted(known, key=lambda number: (-likeness[number], number))[:NEIGHBOURS]
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
        cities = {one.id: one.cities - own for one in self.texts}
        shown: Counter[str] = Counter()
        left, spread = list(found), list[Alike]()
        while left and len(spread) < _SPREAD:
            best = max(left, key=lambda one: one.score - AGAIN * min(shown[city] for city in cities[one.id]))
            left.remove(best)
            spread.append(best)
            shown.update(cities[best.id])
        return (*spread, *left)


def comparer(
    texts: Sequence[ProjectText],
    corpora: Corpora,
    concepts: Concepts,
    embed: Embed,
    mean: NDArray[np.float32],
) -> Comparer:
    """Return the comparer over at least one of `texts`; `mean` is the mean passage vector of the embedder."""
    reader = purposes(corpora, {one.id: one.text for one in texts})
    told = [reader.purpose(one.title, one.text, one.id) for one in texts]
    vectors = embed(told)
    centre = (vectors.sum(axis=0) + _PRIOR * mean) / (len(vectors) + _PRIOR)
    return Comparer(
        tuple(texts),
        reader,
        word_vectors(told, concepts, reader.passed_over),
        shifted(vectors, centre),
        np.asarray(centre, dtype=np.float32),
        embed,
    )
