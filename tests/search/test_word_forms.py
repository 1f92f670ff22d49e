"""The forms of a word meet, other words do not: on a list drawn at random, annotated beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.language.keys import form_keys

LIST = Path(__file__).resolve().parents[2] / "corpora" / "judgements" / "word_forms.tsv"
PAIRS = [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines()[1:]]


def meet(one: str, other: str) -> bool:
    """Return whether a search for one form counts the other as a form of the word."""
    asked, held = form_keys(one), form_keys(other)
    return asked.lemma == held.lemma or not {asked.folded, asked.plain}.isdisjoint((held.folded, held.plain))


def test_forms_of_a_word_meet_and_other_words_do_not() -> None:
    same = [meet(form, other) for form, other, label, *_ in PAIRS if label == "1"]
    different = [meet(form, other) for form, other, label, *_ in PAIRS if label == "0"]
    recall = sum(same) / len(same)
    precision = sum(same) / (sum(same) + sum(different))
    assert recall >= 0.93, f"recall {recall:.3f}"
    assert precision >= 0.92, f"precision {precision:.3f}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vide", "vidus"), ("vidē", "vidū"), ("padome", "padoms"), ("padomes", "padoma"), ("zeme", "zems"),
        ("zemes", "zemas"), ("lietas", "lietus"), ("tehnika", "tehnikums"), ("tehnikas", "tehnikuma"),
        ("daugavpils", "pils"), ("jēkabpilī", "pilī"),
    ],
)  # fmt: skip
def test_words_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert not meet(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vide", "vidē"), ("vidus", "vidū"), ("padome", "padomes"), ("padoms", "padomiem"), ("zeme", "zemju"),
        ("lietus", "lietū"), ("tehnikums", "tehnikumā"), ("daugavpils", "daugavpilij"),
    ],
)  # fmt: skip
def test_words_kept_apart_meet_their_own_forms(one: str, other: str) -> None:
    assert meet(one, other)
