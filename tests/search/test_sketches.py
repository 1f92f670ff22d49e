"""Sketches: what is alike, what is not, and what figures a text holds."""

from __future__ import annotations

import pytest

from search.sketches import as_text, figures, from_text, joined, likeness, lookup_keys, sketch, sketch_of_set


def words(first: int, count: int) -> list[str]:
    return [f"v{number}" for number in range(first, first + count)]


def test_likeness_is_near_the_share_of_common_runs() -> None:
    one, other = sketch(words(0, 300)), sketch(words(100, 300))
    shared, united = 198, 2 * 298 - 198
    assert likeness(one, other) == pytest.approx(shared / united, abs=0.15)
    assert likeness(one, one) == 1.0
    assert likeness(one, sketch(words(1000, 300))) < 0.05


def test_the_sketch_of_parts_is_nearly_that_of_the_whole() -> None:
    whole, parts = sketch(words(0, 400)), [sketch(words(0, 200)), sketch(words(200, 200))]
    assert likeness(whole, joined(parts)) > 0.95


def test_nothing_is_like_nothing() -> None:
    empty = sketch([])
    assert likeness(empty, empty) == 0.0
    assert lookup_keys(empty) == ()
    assert likeness(joined([]), sketch(words(0, 50))) == 0.0
    assert likeness(from_text(""), empty) == 0.0


def test_a_short_text_has_a_sketch_of_its_own() -> None:
    assert likeness(sketch(["viens"]), sketch(["viens"])) == 1.0
    assert likeness(sketch(["viens", "divi"]), sketch(["divi", "viens"])) < 0.1


def test_a_sketch_comes_back_as_it_was_stored() -> None:
    one = sketch(words(0, 30))
    assert (from_text(as_text(one)) == one).all()
    assert len(as_text(one)) == 512


def test_alike_texts_share_a_lookup_key_and_others_none() -> None:
    one, other = sketch(words(0, 100)), sketch(words(30, 100))
    assert set(lookup_keys(one)) & set(lookup_keys(other))
    assert not set(lookup_keys(one)) & set(lookup_keys(sketch(words(500, 100))))


def test_sets_are_alike_in_any_order() -> None:
    assert (sketch_of_set(["12", "99"]) == sketch_of_set(["99", "12", "12"])).all()


def test_figures_are_read_whatever_the_language_writes_between_their_digits() -> None:
    latvian = "Kopā 1 180 000 EUR līdz 2027. gadam, 85 % no ERAF, 7 mājas, 12,5 km."
    english = "1,180,000 EUR in total by 2027, 85% from the ERDF, 7 houses, 12.5 km."
    assert figures(latvian) == figures(english) == {"1180000", "2027", "85", "12"}
