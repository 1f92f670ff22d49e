"""Vectors and phrases of passages → the signals that heads weigh: vector, nearness to prototypes, phrases.

Pure, apart from the vocabulary. What each column means is fixed by `signals`; a change needs new heads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from search.calibration import shifted
from search.tagging.phrases import Met, PassageWords, Phrases
from search.tagging.prototypes import Prototypes

Array = NDArray[np.float32]
# How much vectors and shares weigh beside the other signals, when heads are fitted with one strength; on
# corpora/judgements/directions.jsonl half as much or twice as much changes macro-F1 by less than .01.
_VECTOR_WEIGHT, _SHARE_WEIGHT = 4.0, 3.0


@dataclass(frozen=True)
class Reader:
    """Reads signals with the prototypes of one model."""

    prototypes: Prototypes
    passage_mean: Array
    phrases: Phrases

    def moved(self, vectors: Array) -> Array:
        """Return passage vectors shifted by the mean passage."""
        return shifted(vectors, self.passage_mean)

    def met(self, words: Sequence[PassageWords]) -> list[tuple[Met, ...]]:
        """Return the phrases of each passage."""
        return [self.phrases.met(one) for one in words]

    def signals(self, moved: Array, met: Sequence[Sequence[Met]]) -> Array:
        """Return the signals (n, s) of shifted vectors and phrases."""
        told = np.array([self._told(one) for one in met], dtype=np.float32).reshape(len(met), -1)
        return np.hstack([_VECTOR_WEIGHT * moved, self.prototypes.nearness(moved), told])

    @property
    def likenesses(self) -> slice:
        """Return the columns of signals that are likenesses, on a scale of the model's own."""
        start = len(self.passage_mean)
        return slice(start, start + len(self.prototypes.groups))

    def _told(self, met: Sequence[Met]) -> list[float]:
        """Return how much the phrases say of each direction, its share, and how much of each sub-theme.

        A phrase said again counts less each time, and one that belongs to several shares its weight.
        """
        directions, themes = self.prototypes.directions, self.prototypes.sub_themes[0]
        of_direction: dict[str, float] = defaultdict(float)
        of_theme: dict[str, float] = defaultdict(float)
        for phrase, times in Counter(one.phrase for one in met).items():
            weight = 1 + log(times)
            for one in phrase.directions:
                of_direction[one] += weight / len(phrase.directions)
            for one in phrase.themes:
                of_theme[one] += weight / len(phrase.themes)
        total = sum(of_direction.values()) + 1
        return [
            *(log1p(of_direction[one]) for one in directions),
            *(_SHARE_WEIGHT * of_direction[one] / total for one in directions),
            *(log1p(of_theme[one]) for one in themes),
        ]
