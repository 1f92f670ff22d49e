"""Figures of directions are counted as they are defined."""

from __future__ import annotations

import numpy as np

from search.evaluate.directions import figures, intervals, reliability, table


def bools(*rows: str) -> np.ndarray:
    return np.array([[sign == "x" for sign in row] for row in rows])


TRUE = bools("x....", "x....", ".x...", ".....", "..xxx")
GIVEN = bools("x....", ".....", ".x...", "x....", "..xxx")


def test_each_direction_and_none_are_counted() -> None:
    told = figures(GIVEN, TRUE)
    assert told["per_direction"]["1"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "texts": 2}
    assert told["per_direction"]["3"]["f1"] == 1.0
    assert told["none"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "texts": 1}
    assert told["macro_f1"] == 0.9
    assert told["texts"] == 5
    assert table(told)[0] == "macro-F1 0.900 over 5 texts"
    assert "2 of them were learned from" in table(told | {"learned_from": 2})[1]


def test_intervals_hold_the_value_and_draw_whole_documents() -> None:
    told = intervals(np.tile(GIVEN, (20, 1)), np.tile(TRUE, (20, 1)), [f"d{n // 5}" for n in range(100)])
    low, high = told["macro_f1"]
    assert low == high == 0.9  # every document is alike, so nothing changes when they are drawn anew
    mixed = intervals(GIVEN, TRUE, list("abcde"))["macro_f1"]
    assert mixed[0] < 0.9


def test_reliability_sets_what_is_true_beside_what_was_said() -> None:
    probabilities = np.array([[0.95, 0.05], [0.91, 0.15], [1.0, 0.12]], dtype=np.float32)
    told = reliability(probabilities, np.array([[1, 0], [1, 0], [0, 1]], dtype=bool))
    assert told == [
        {"from": 0.0, "number": 1, "mean": 0.05, "true": 0.0},
        {"from": 0.1, "number": 2, "mean": 0.135, "true": 0.5},
        {"from": 0.9, "number": 3, "mean": 0.953, "true": 0.667},
    ]
