"""Given and true directions of texts → precision, recall, F1, intervals over documents, reliability. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.tagging.learning import f1, no_tag

Bools = NDArray[np.bool_]
_RESAMPLES = 2_000
_BINS = 10


def figures(given: Bools, true: Bools) -> dict[str, Any]:
    """Return macro-F1 and the figures of each direction (by number) and of none, from tags (n, 5)."""
    columns = {str(n + 1): _column(given[:, n], true[:, n]) for n in range(true.shape[1])}
    return {
        "macro_f1": round(float(np.mean([one["f1"] for one in columns.values()])), 4),
        "per_direction": columns,
        "none": _column(no_tag(given), no_tag(true)),
        "texts": len(true),
    }


def _column(given: Bools, true: Bools) -> dict[str, float]:
    right = int((given & true).sum())
    return {
        "precision": round(right / max(1, int(given.sum())), 4),
        "recall": round(right / max(1, int(true.sum())), 4),
        "f1": round(f1(given, true), 4),
        "texts": int(true.sum()),
    }


def intervals(given: Bools, true: Bools, documents: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return 95 % intervals of macro-F1 and the F1 of none, by drawing whole documents anew (fixed seed)."""
    names = sorted(set(documents))
    rows = [np.flatnonzero([one == name for one in documents]) for name in names]
    generator = np.random.default_rng(20261124)
    macro, none = [], []
    for _ in range(_RESAMPLES):
        drawn = np.concatenate([rows[one] for one in generator.integers(0, len(rows), len(rows))])
        told = figures(given[drawn], true[drawn])
        macro.append(told["macro_f1"])
        none.append(told["none"]["f1"])
    return {"macro_f1": _interval(macro), "none": _interval(none)}


def _interval(values: Sequence[float]) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def reliability(probabilities: NDArray[np.float32], true: Bools) -> list[dict[str, float]]:
    """Return for tenths of probability (any direction) their number, mean, and share of true ones."""
    flat, right = probabilities.ravel(), true.ravel()
    tenth = np.minimum((flat * _BINS).astype(int), _BINS - 1)
    return [
        {
            "from": number / _BINS,
            "number": int((tenth == number).sum()),
            "mean": round(float(flat[tenth == number].mean()), 3),
            "true": round(float(right[tenth == number].mean()), 3),
        }
        for number in range(_BINS)
        if (tenth == number).any()
    ]


def table(told: Mapping[str, Any]) -> list[str]:
    """Return the figures as lines."""
    lines = [f"macro-F1 {told['macro_f1']:.3f} over {told['texts']} texts"]
    if told.get("learned_from"):
        lines.append(f"{told['learned_from']} of them were learned from; --folds judges unseen ones")
    lines.append("")
    lines.append("direction  precision  recall     F1  texts")
    for name, one in [*told["per_direction"].items(), ("none", told["none"])]:
        lines.append(
            f"{name:9} {one['precision']:10.3f} {one['recall']:7.3f} {one['f1']:6.3f} {one['texts']:6}"
        )
    return lines
