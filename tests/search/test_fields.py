"""Values of fields by the names people know them by; filters joined with those already chosen."""

from __future__ import annotations

import pytest

from search.asked import TypedFilter
from search.corpora import load_corpora
from search.domain import Filters, Note, Period
from search.fields import Read, join_filters, read_fields
from search.syntax import parse

CORPORA = load_corpora()


def read(text: str) -> Read:
    return read_fields(text, parse(text).fields, CORPORA)


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("pilsēta:Jelgava", "city", ("jelgava",)),
        ("pilseta:jelgava", "city", ("jelgava",)),
        ("city:Jelgavā", "city", ("jelgava",)),
        ('pilsēta:"Rīgas dome"', "city", ("riga",)),
        ("virziens:3", "direction", ("VIDE",)),
        ("virziens:vide", "direction", ("VIDE",)),
        ("virziens:mobilitate", "direction", ("PILS",)),
        ("direction:education", "direction", ("IZGL",)),
        ('veids:"rīcības plāns"', "kind", ("rīcības plāns",)),
        ('veids:"ricibas plani"', "kind", ("rīcības plāns",)),
        ('kind:"action plan"', "kind", ("rīcības plāns",)),
        ("veids:ias", "kind", ("ilgtspējīgas attīstības stratēģija",)),
        ("veids:pārskats", "kind", ("projekta pārskats", "uzraudzības pārskats", "vides pārskats")),
        ("gads:2025", "year", ("2025",)),
        ("gads:2021–2027", "year", ("2021-2027",)),
        ("year:2021-2027", "year", ("2021-2027",)),
    ],
)
def test_values_go_by_many_names(text: str, field: str, values: tuple[str, ...]) -> None:
    (typed,) = read(text).typed
    assert (typed.field, typed.values, typed.typed, typed.rest) == (field, values, text, "")


def test_a_typed_filter_knows_the_question_without_it() -> None:
    assert read("ceļi pilsēta:Rīga ostā").typed[0].rest == "ceļi ostā"


@pytest.mark.parametrize("text", ["pilsēta:Kandava", "virziens:9", "veids:dzejolis", "gads:21", "gads:3021"])
def test_unknown_values_are_told_and_left_to_the_words(text: str) -> None:
    found = read(text)
    assert found.typed == ()
    assert found.notes == (Note("unknown_field_value", (text,)),)
    assert [one.value for one in found.unknown] == [text.split(":")[1]]


def test_years_upside_down_are_swapped_and_told() -> None:
    found = read("gads:2027-2021")
    assert found.typed[0].values == ("2021-2027",)
    assert found.notes == (Note("years_swapped", ("2027", "2021")),)


def year(value: str) -> TypedFilter:
    return TypedFilter("year", (value,), f"gads:{value}", "")


def test_typed_values_join_those_chosen() -> None:
    own = Filters(cities=("riga",), languages=("lv",))
    typed = [
        TypedFilter("city", ("jelgava", "riga"), "", ""),
        TypedFilter("kind", ("rīcības plāns",), "", ""),
    ]
    joined, notes = join_filters(own, typed)
    assert joined == Filters(cities=("riga", "jelgava"), kinds=("rīcības plāns",), languages=("lv",))
    assert notes == ()


@pytest.mark.parametrize(
    ("own", "values", "period", "notes"),
    [
        (None, ["2025"], Period(2025, 2025), ()),
        (Period(2020, 2024), ["2021-2027"], Period(2021, 2024), ()),
        (Period(2014, 2020), ["2021-2027"], Period(2021, 2027), (Note("years_replaced", ("2014–2020",)),)),
        (None, ["2025", "2030"], Period(2025, 2030), (Note("years_joined", ("2025", "2030")),)),
        (Period(2014, 2020), [], Period(2014, 2020), ()),
    ],
)
def test_years_narrow(own: Period | None, values: list[str], period: Period, notes: tuple[Note, ...]) -> None:
    joined, told = join_filters(Filters(period=own), [year(value) for value in values])
    assert (joined.period, told) == (period, notes)
