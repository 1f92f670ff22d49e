"""Ranked lists and grades → nDCG, recall, reciprocal rank, and paired bootstrap intervals. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

_DEPTH = 10
_RESAMPLES = 10_000


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = _DEPTH) -> float:
    """Return nDCG at `depth` with gain 2^grade − 1 and discount log2(rank + 1)."""
    ideal = sorted(grades.values(), reverse=True)[:depth]
    best = sum(_gain(grade, rank) for rank, grade in enumerate(ideal, 1))
    got = sum(_gain(grades.get(one, 0), rank) for rank, one in enumerate(ranked[:depth], 1))
    return got / best if best else 0.0


def recall(ranked: Sequence[str], grades: Mapping[str, int], depth: int = _DEPTH) -> float:
    """Return the share of the graded texts among the first `depth`."""
    return len(set(ranked[:depth]) & set(grades)) / len(grades) if grades else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return 1 / rank of the first graded text; 0 when there is none."""
    return next((1 / rank for rank, one in enumerate(ranked, 1) if one in grades), 0.0)


def difference_interval(ours: Sequence[float], other: Sequence[float]) -> tuple[float, float, float]:
    """Return the mean difference and its 95 % interval by paired bootstrap (fixed seed)."""
    differences = np.asarray(ours) - np.asarray(other)
    generator = np.random.default_rng(20261124)
    picks = generator.integers(0, len(differences), (_RESAMPLES, len(differences)))
    means = differences[picks].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(differences.mean()), float(low), float(high)


def _gain(grade: int, rank: int) -> float:
    return float((2**grade - 1) / math.log2(rank + 1))
