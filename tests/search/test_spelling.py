"""Missing diacritics, old double letters and slips, over a given list of written forms."""

from __future__ import annotations

import pytest

from search.language.spelling import mended, one_slip, plain_forms, readings, restored, slips

FORMS = {
    "mājokļu": 9, "mājoklis": 4, "pieejamība": 6, "plāns": 300, "plans": 2, "kāzas": 3, "kazas": 2,
    "šis": 50, "ielas": 40, "ielās": 60, "sadaļa": 5, "sadala": 1, "skolā": 9,
    "liepāja": 2, "liepājā": 9, "ģimenes": 7, "aparāts": 2,
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("majoklu", "mājokļu"),
        ("mājoklu", "mājokļu"),
        ("pieejamiba", "pieejamība"),
        ("maajoklis", "mājoklis"),
        ("pieejamiiba", "pieejamība"),
        ("shis", "šis"),
        ("gjimenes", "ģimenes"),
        ("kazas", "kazas"),
        ("plans", "plans"),
        ("māzas", "māzas"),
        ("ielāš", "ielāš"),
        ("skola", "skola"),
        ("liepaja", "liepāja"),
        ("tramvajs", "tramvajs"),
    ],
)
def test_a_word_that_is_not_held_as_typed_takes_the_diacritics_it_is_held_with(
    typed: str, meant: str
) -> None:
    assert restored(typed, FORMS) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("plans", "plāns"), ("kazas", "kazas"), ("ielas", "ielas"), ("aparats", "aparāts")]
)
def test_in_a_question_without_diacritics_a_much_more_frequent_form_is_meant(typed: str, meant: str) -> None:
    assert restored(typed, FORMS, bare=True) == meant


def test_double_letters_may_be_old_spellings_or_not() -> None:
    assert readings("shaads") == ("shaads", "šāds", "šaads", "shāds")
    assert readings("iela") == ("iela",)
    assert plain_forms(["shaads", "iela"]) == ("shaads", "sads", "saads", "shads", "iela")


def test_double_letters_that_are_held_stay() -> None:
    assert restored("neesošs", {"neesošs": 1, "nēsošs": 9}) == "neesošs"


@pytest.mark.parametrize(
    ("one", "other", "most", "away"),
    [
        ("siltināšana", "siltināšana", 2, 0),
        ("velosipeds", "velospieds", 2, 1),
        ("osta", "ostas", 1, 1),
        ("ostas", "osta", 1, 1),
        ("osta", "asta", 1, 1),
        ("osta", "ilga", 2, 3),
        ("ab", "ba", 1, 1),
        ("abc", "cab", 2, 2),
        ("osta", "apgaismojums", 2, 3),
    ],
)
def test_slips_are_counted(one: str, other: str, most: int, away: int) -> None:
    assert slips(one, other, most) == away


def test_one_slip_gives_every_neighbour_once() -> None:
    near = one_slip("ēka")
    assert {"eka", "ka", "ek", "kea", "eak", "aka", "ekas", "teka"} - set(near) == {"eka"}
    assert len(near) == len(set(near))
    assert {slips("eka", one, 1) for one in near} == {1}


@pytest.mark.parametrize(
    ("typed", "most", "meant"),
    [
        ("majolku", 1, "mājokļu"),
        ("pieejmiba", 1, "pieejamība"),
        ("pieejmibaa", 1, ""),
        ("pieejmibaa", 2, "pieejamība"),
        ("sadula", 1, "sadaļa"),
        ("katedrāle", 2, ""),
        ("ielaz", 1, "ielās"),
    ],
)
def test_the_nearest_and_then_the_most_frequent_form_is_meant(typed: str, most: int, meant: str) -> None:
    assert mended(typed, FORMS, most) == meant


def test_a_form_of_a_single_passage_is_not_suggested() -> None:
    assert mended("krematorjia", {"krematorija": 1}, 1) == ""
    assert mended("krematorjia", {"krematorija": 2}, 1) == "krematorija"
