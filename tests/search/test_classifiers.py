"""Heads weigh signals and words, are kept whole, and are told by what they depend on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from search.errors import CorpusError
from search.settings import read_settings
from search.tagging.classifiers import Heads, given, load_heads, model_of, save_heads
from search.tagging.directions import HEADS


def small_heads() -> Heads:
    """Return heads over two signals and two words, for two directions and none."""
    return Heads(
        model="a-model",
        learned_from="two texts",
        directions=("SOC", "VIDE"),
        least=0.4,
        most_none=0.5,
        mean=np.array([1.0, 0.0], dtype=np.float32),
        scale=np.array([2.0, 1.0], dtype=np.float32),
        signal_weights=np.array([[1.0, 0.0, -1.0], [0.0, 1.0, 0.0]], dtype=np.float32),
        signal_bias=np.array([0.0, -1.0, 0.5], dtype=np.float32),
        words=("aprūp", "klimat"),
        rarities=np.array([1.0, 2.0], dtype=np.float32),
        word_weights=np.array([[3.0, 0.0, -2.0], [0.0, 4.0, -2.0]], dtype=np.float32),
        word_bias=np.array([-1.0, -1.0, 1.0], dtype=np.float32),
        calibration=np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]], dtype=np.float32),
    )


def test_scores_are_the_mean_of_both_heads() -> None:
    signals = np.array([[2.0, 3.0]], dtype=np.float32)
    scores = small_heads().scores(signals, [("aprūp", "nezināms", "aprūp")])
    # by signals: (2-1)*2 = 2 and 3 → 2, 3-1, -2+.5; by words: one word of length 1 → 3-1, -1, -2+1
    assert scores[0].tolist() == pytest.approx([2.0, 0.5, -1.25])


def test_a_text_without_known_words_gets_what_is_added() -> None:
    heads = small_heads()
    signals = np.array([[1.0, 0.0]], dtype=np.float32)
    assert heads.scores(signals, [("cits",)])[0].tolist() == pytest.approx([-0.5, -1.0, 0.75])


def test_a_tag_needs_its_probability_and_no_sure_none() -> None:
    told = np.array([[0.5, 0.3, 0.1], [0.9, 0.9, 0.5], [0.4, 0.1, 0.49]], dtype=np.float32)
    assert given(told, 0.4, 0.5).tolist() == [[True, False], [False, False], [True, False]]


def test_kept_heads_are_the_same_and_so_are_their_bytes(tmp_path: Path) -> None:
    heads = small_heads()
    save_heads(heads, tmp_path / "one.npz")
    save_heads(heads, tmp_path / "two.npz")
    loaded = load_heads(tmp_path / "one.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    assert loaded.identity == heads.identity
    assert loaded.words == heads.words
    assert np.array_equal(loaded.word_weights, heads.word_weights)
    assert model_of(tmp_path / "one.npz") == "a-model"
    assert model_of(tmp_path / "none.npz") == ""


def test_the_identity_tells_thresholds_and_weights() -> None:
    heads = small_heads()
    assert "least 0.40 none 0.50" in heads.identity
    others = {
        replace(heads, least=0.41).identity,
        replace(heads, model="another").identity,
        replace(heads, word_bias=heads.word_bias + 1).identity,
    }
    assert len(others | {heads.identity}) == 4


def test_damaged_heads_are_named(tmp_path: Path) -> None:
    (tmp_path / "heads.npz").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(CorpusError, match="train-directions"):
        load_heads(tmp_path / "heads.npz")


def test_our_heads_fit_the_bundled_model() -> None:
    from search.embedding import model_identity

    heads = load_heads(HEADS)
    assert heads.model == model_identity(read_settings({}))
    assert heads.directions == ("SOC", "IZGL", "VIDE", "UZN", "PILS")
