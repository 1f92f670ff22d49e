"""What is learned comes from the labels that are known, and no document stands on both sides of a fold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from search.tagging.learning import Examples, f1, fit, folds

NAMES = ("SOC", "IZGL", "VIDE", "UZN", "PILS")
WORDS = ("aprūp", "skol", "klimat", "uzņēmum", "iel", "budžet")


def examples(count: int = 120) -> Examples:
    """Return texts of one direction each, or none, that their signals and words tell."""
    generator = np.random.default_rng(7)
    theme = np.arange(count) % 6
    signals = generator.normal(0, 0.3, (count, 8)).astype(np.float32)
    signals[np.arange(count), theme] += 2
    labels = np.stack([theme == number for number in range(5)], axis=1)
    return Examples(
        signals=signals,
        words=tuple((WORDS[one], "gads", f"lieks{number}") for number, one in enumerate(theme)),
        labels=labels,
        known=np.ones((count, 5), dtype=bool),
        weights=np.ones(count, dtype=np.float32),
        documents=tuple(f"d{number // 4}" for number in range(count)),
        judged=np.ones(count, dtype=bool),
        likenesses=slice(0, 2),
    )


def test_a_document_is_in_one_fold_and_folds_are_alike_in_size() -> None:
    documents = ["a"] * 5 + ["b"] * 3 + ["c"] * 3 + ["d"] * 2 + [""] * 2
    fold = folds(documents, 2)
    assert all(len({int(fold[n]) for n, one in enumerate(documents) if one == name}) == 1 for name in "abcd")
    assert sorted([(fold == 0).sum(), (fold == 1).sum()]) == [6, 7]
    assert fold[-2:].tolist() == [-1, -1]


def test_fitted_heads_tell_the_directions_and_none() -> None:
    told = examples()
    heads = fit(told, NAMES, "a-model", "invented")
    given = heads.given(heads.probabilities(told.signals, told.words))
    assert (given == told.labels).mean() > 0.98
    assert heads.model == "a-model"
    assert "gads" not in heads.words  # in all texts
    assert not any(word.startswith("lieks") for word in heads.words)  # in one text only
    assert set(WORDS) <= set(heads.words)


def test_a_word_that_tells_a_direction_weighs_more_than_one_as_rare_that_tells_none() -> None:
    told = examples()
    shared = tuple((*words, "tabul") if number % 4 == 0 else words for number, words in enumerate(told.words))
    heads = fit(replace(told, words=shared), NAMES, "a-model", "invented")
    weight = dict(zip(heads.words, heads.rarities.tolist(), strict=True))
    assert weight["skol"] > 3 * weight["tabul"]


def test_what_is_not_known_of_an_example_is_not_learned() -> None:
    told = examples()
    wrong = told.labels.copy()
    wrong[:60, 0] = ~wrong[:60, 0]
    known = told.known.copy()
    known[:60, 0] = False
    heads = fit(replace(told, labels=wrong, known=known), NAMES, "a-model", "invented")
    given = heads.given(heads.probabilities(told.signals[60:], told.words[60:]))
    assert (given[:, 0] == told.labels[60:, 0]).mean() > 0.95


@pytest.mark.parametrize(
    ("given", "true", "value"),
    [([1, 1, 0, 0], [1, 0, 1, 0], 0.5), ([0, 0], [0, 0], 0.0), ([1, 1], [1, 1], 1.0)],
)
def test_f1_is_twice_what_is_right_over_both(given: list[int], true: list[int], value: float) -> None:
    assert f1(np.array(given, dtype=bool), np.array(true, dtype=bool)) == value
