"""Corrections of facts: what is understood, what is refused, and what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from search.collection import open_collection
from search.corpora import load_corpora
from search.corrections import FIELDS, Correction, corrected, parse, reason, value_of
from search.domain import FactPlace, Facts, Period
from search.errors import QueryError

CORPORA = load_corpora()
READ = FactPlace("period", "2021.–2027. gadam", "title", "period in title")


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("title=Ogres  plāns", "Ogres plāns"),
        ("period=2022-2027", Period(2022, 2027)),
        ("period=2022.–2027.", Period(2022, 2027)),
        ("period=2024", Period(2024, 2024)),
        ("period=", None),
        ("cities=rezekne, Rīga", ("rezekne", "riga")),
        ("cities=Daugavpilī", ("daugavpils",)),
        ("cities=", ()),
        (
            "issuers=Ogres novada pašvaldība; Ikšķiles pilsēta",
            ("Ogres novada pašvaldība", "Ikšķiles pilsēta"),
        ),
        ("status=zaudējis spēku", "zaudējis spēku"),
        ("decided=16.06.2022.", "2022-06-16"),
        ("decided=2022-06-16", "2022-06-16"),
        ("decided=", ""),
        ("decision=13/7", "13/7"),
        ("translation=machine", "machine"),
        ("language=en", "en"),
        ("kind=nozares plāns", "nozares plāns"),
    ],
)
def test_values_are_understood_as_people_write_them(given: str, value: Any) -> None:
    field, text = parse(given, CORPORA)
    assert value_of(field, text, CORPORA) == value
    assert getattr(corrected(Facts("x"), [Correction("d", field, text, "w")], CORPORA), field) == value


@pytest.mark.parametrize(
    "given",
    ["period", "periods=2021", "found=x", "period=21-27", "period=2027-2021", "cities=Kandava",
     "cities=Rīga Ogre", "status=spēkā", "decided=31.02.2022.", "decided=16.06.22", "title=",
     "language=lt", "translation=human", "title=" + "x" * 501],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_what_to_write(given: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(given, CORPORA)
    assert refused.value.next_step


@pytest.mark.parametrize("why", ["", "  ", "x" * 501])
def test_a_correction_needs_a_reason(why: str) -> None:
    with pytest.raises(QueryError, match="needs a reason"):
        reason(why)
    assert reason("  lēmums \n Nr. 5 ") == "lēmums Nr. 5"


def test_the_reason_stands_before_what_was_read() -> None:
    facts = Facts("x", period=Period(2021, 2027), found=(READ,))
    first = corrected(facts, [Correction("d", "period", "2022-2027", "lēmums")], CORPORA)
    assert first.found == (FactPlace("period", "lēmums", "staff", "correction"), READ)
    again = corrected(first, [Correction("d", "period", "2023-2027", "cits lēmums")], CORPORA)
    assert again.period == Period(2023, 2027)
    assert [place.quote for place in again.found] == ["cits lēmums", "2021.–2027. gadam"]


def test_every_field_can_be_corrected_that_facts_have() -> None:
    assert set(FIELDS) == set(Facts.__slots__) - {"found"}


def test_the_collection_keeps_the_last_correction_of_a_fact(tmp_path: Path) -> None:
    collection = open_collection(tmp_path)
    collection.correct(
        [Correction("d", "period", "2021", "a", "2026-01-01"), Correction("e", "title", "T", "b")]
    )
    collection.correct([Correction("d", "period", "2022", "c", "2026-01-02")])
    assert collection.corrections("d") == (Correction("d", "period", "2022", "c", "2026-01-02"),)
    assert [one.document_id for one in collection.corrections()] == ["d", "e"]
    collection.forget_all()  # states go when an index is built anew; corrections stay
    collection.take_back("d", ["period", "title"])
    assert [one.field for one in open_collection(tmp_path).corrections()] == ["title"]
