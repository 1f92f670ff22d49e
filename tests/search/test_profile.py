"""A city's profile and the standing of documents, on invented documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from search.corpora import load_corpora
from search.domain import Document, Facts, Period
from search.errors import NotFound
from search.profile import Profile, city_named, profile
from search.searcher import Searcher
from search.standing import Standing, standing_of
from tests.invented import make_document, make_tagged

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("kind", "status", "period", "standing"),
    [
        ("nozares plāns", "apstiprināts", Period(2022, 2028), "in_force"),
        ("nozares plāns", "", None, "in_force"),
        ("nozares plāns", "apstiprināts", Period(2022, 2027), "expiring"),
        ("nozares plāns", "aktualizēts", Period(2020, 2026), "expiring"),
        ("nozares plāns", "apstiprināts", Period(2014, 2025), "expired"),
        ("nozares plāns", "zaudējis spēku", Period(2022, 2030), "expired"),
        ("nozares plāns", "projekts", Period(2014, 2020), "draft"),
        ("projekta pārskats", "apstiprināts", Period(2014, 2020), "other"),
        ("projekta iesniegums", "projekts", None, "other"),
        ("", "", None, "other"),
    ],
)
def test_how_a_document_stands_on_a_day(
    kind: str, status: str, period: Period | None, standing: Standing
) -> None:
    assert standing_of(Facts("Plāns", kind=kind, status=status, period=period), TODAY) == standing


@pytest.mark.parametrize(
    "name", ["jekabpils", "Jēkabpils", "JEKABPILS", "Jēkabpilī", " jekabpili ", "Jēkabpils novads"]
)
def test_a_city_is_known_by_id_case_alias_and_without_diacritics(name: str) -> None:
    assert city_named(name, load_corpora()).id == "jekabpils"


@pytest.mark.parametrize("name", ["Cēsis", "", "../riga", "riga\0", "Rīgas iela"])
def test_an_unknown_city_is_named_with_those_known(name: str) -> None:
    with pytest.raises(NotFound) as error:
        city_named(name, load_corpora())
    assert error.value.code == "city_unknown"
    assert error.value.value == name
    assert "Daugavpils, Jelgava, Jēkabpils" in error.value.next_step


def add(searcher: Searcher, name: str, city: str, *themes: str, status: str = "", **facts: object) -> str:
    texts = [f"{name}: {theme} {number}. teikums." for number, theme in enumerate(themes)]
    given = {"kind": "nozares plāns", "title": name, "period": (2022, 2030), **facts}
    document: Document = make_document(name, texts, cities=[city], **given)  # type: ignore[arg-type]
    document = replace(document, facts=replace(document.facts, status=status))
    searcher.backend.replace_document(document.id, make_tagged(document, *({one: 0.99} for one in themes)))
    return document.id


def told(searcher: Searcher, city: str) -> Profile:
    return profile(searcher, city_named(city, searcher.corpora), TODAY)


def test_documents_are_told_by_their_standing(empty_searcher: Searcher) -> None:
    force = add(empty_searcher, "Siltuma plāns", "ogre", "VIDE/heating")
    draft = add(empty_searcher, "Ūdens plāns", "ogre", "VIDE/water-management", status="projekts")
    ends = add(empty_searcher, "Ielu plāns", "ogre", "PILS/housing", period=(2020, 2027))
    add(empty_searcher, "Citas pilsētas plāns", "riga", "VIDE/heating")
    documents = told(empty_searcher, "Ogrē").documents
    assert {standing: [view.id for view in views] for standing, views in documents.items()} == {
        "in_force": [force],
        "expiring": [ends],
        "expired": [],
        "draft": [draft],
        "other": [],
    }


def test_directions_have_shares_of_the_passages(empty_searcher: Searcher) -> None:
    add(empty_searcher, "Plāns", "ogre", "VIDE/heating", "VIDE/heating", "VIDE/nature", "PILS/housing")
    shares = {one.direction: one.share for one in told(empty_searcher, "ogre").directions}
    assert shares == {"SOC": 0, "IZGL": 0, "VIDE": 0.75, "UZN": 0, "PILS": 0.25}


def test_what_is_shared_and_what_only_others_have(empty_searcher: Searcher) -> None:
    add(empty_searcher, "Siltums Ogrē", "ogre", "VIDE/heating")
    add(empty_searcher, "Siltums Rīgā", "riga", "VIDE/heating", "SOC/health-care", "PILS/housing")
    add(empty_searcher, "Jelgavas nami", "jelgava", "SOC/health-care", "PILS/housing")
    health = add(empty_searcher, "Liepājas veselība", "liepaja", "SOC/health-care")
    found = told(empty_searcher, "ogre")
    assert [(one.sub_theme, [city for city, _ in one.others]) for one in found.shared] == [
        ("VIDE/heating", ["riga"])
    ]
    assert found.alike == (("riga", 1),)
    (gap,) = found.gaps  # housing is found in two others only
    assert (gap.sub_theme, set(gap.cities)) == ("SOC/health-care", {"riga", "jelgava", "liepaja"})
    assert {city for city, _ in gap.examples} == set(gap.cities)
    assert dict(gap.examples)["liepaja"].document_id == health


def test_of_a_city_without_documents_nothing_is_said(empty_searcher: Searcher) -> None:
    for city in ("riga", "jelgava", "liepaja"):
        add(empty_searcher, f"{city} plāns", city, "SOC/health-care")
    found = told(empty_searcher, "ogre")
    assert (found.count.held, found.shared, found.gaps, found.projects) == (0, (), (), ())
    assert {one.share for one in found.directions} == {0.0}
    assert {one.cell.state for one in found.directions} == {"absent"}


def test_projects_are_those_of_the_city(searcher: Searcher) -> None:
    assert [one.title for one in told(searcher, "Jelgava").projects] == ["Veloceliņa projekta pārskats"]
    assert told(searcher, "Liepāja").projects == ()
