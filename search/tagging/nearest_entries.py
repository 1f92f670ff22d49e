"""Vectors → directions by the nearest entries of the vocabulary: for models without learned heads. Pure.

A direction's score is the mean similarity of its five nearest entries, vectors and entries each centred
(design.md §3: macro-F1 .82 on texts of others); it is no probability. Other areas compete, so "none" is
possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.calibration import Calibration, Entry, shifted
from search.domain import DirectionTag, Evidence
from search.tagging.phrases import PassageWords

IDENTITY = "nearest-entries-2"
_NEAREST = 5
_SHOWN = 3  # entries given as evidence
_LEAST = 0.15  # of the score; with the next, best macro-F1 on 340 invented passages of known theme
_WITHIN = 0.03  # of the best direction's score, to be given beside it
_MOST = 3


@dataclass(frozen=True)
class NearestTagger:
    """Tags passages by their vectors; `other` is the bucket that is not shown as a direction."""

    entries: tuple[Entry, ...]
    vectors: NDArray[np.float32]
    passage_mean: NDArray[np.float32]
    other: str
    identity: str = IDENTITY

    def tags(
        self, vectors: NDArray[np.float32], words: Sequence[PassageWords] = ()
    ) -> list[tuple[DirectionTag, ...]]:
        """Return the tags of each of `vectors` (n, dimension), best first; none for other areas."""
        if not len(vectors):
            return []
        similarities = shifted(vectors, self.passage_mean) @ self.vectors.T
        nearest = {one: _nearest(similarities, numbers) for one, numbers in self._directions().items()}
        means = [np.take_along_axis(similarities, columns, 1).mean(axis=1) for columns in nearest.values()]
        return [
            self._tags(
                row,
                {one: columns[number] for one, columns in nearest.items()},
                {one: float(mean[number]) for one, mean in zip(nearest, means, strict=True)},
            )
            for number, row in enumerate(similarities)
        ]

    def _directions(self) -> dict[str, list[int]]:
        """Return the positions of each direction's entries."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            found[entry.direction].append(number)
        return found

    def _tags(
        self,
        similarities: NDArray[np.float32],
        near: Mapping[str, Sequence[int]],
        scores: Mapping[str, float],
    ) -> tuple[DirectionTag, ...]:
        best = max(scores.values())
        given = [one for one in scores if scores[one] >= max(_LEAST, best - _WITHIN) and one != self.other]
        given.sort(key=lambda one: -scores[one])
        return tuple(self._tag(one, scores[one], near[one], similarities) for one in given[:_MOST])

    def _tag(
        self, direction: str, score: float, numbers: Sequence[int], similarities: NDArray[np.float32]
    ) -> DirectionTag:
        evidence = tuple(
            Evidence(self.entries[number].text, round(float(similarities[number]), 3))
            for number in numbers[:_SHOWN]
        )
        return DirectionTag(direction, round(score, 3), evidence)


def _nearest(similarities: NDArray[np.float32], numbers: list[int]) -> Any:
    """Return the nearest of these entries for each row of `similarities`, the most similar first."""
    order = np.argsort(-similarities[:, numbers], axis=1, kind="stable")[:, :_NEAREST]
    return np.asarray(numbers)[order]


def nearest_entries(calibration: Calibration, other: str) -> NearestTagger:
    """Return the tagger of a calibrated model."""
    vectors = calibration.entry_vectors
    return NearestTagger(
        calibration.entries, shifted(vectors, vectors.mean(axis=0)), calibration.passage_mean, other
    )
