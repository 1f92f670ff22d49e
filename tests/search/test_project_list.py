"""The list of projects: words, filters, order, and what each further choice would leave."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from search.domain import FacetValue, Period
from search.payers import payers
from search.project_list import ProjectList, ProjectQuery, ProjectsFound
from search.searcher import Searcher
from tests.invented_projects import CENTRE, HEATING, TRAILS, add_plan

SIL, SEN, VEL, REP = (
    "Bērnudārza „Ābelīte” siltināšana", "Senioru centra izveide", "Cēsu ielas veloceliņi",
    "Veloceliņa",
)  # fmt: skip


@pytest.fixture
def projects(searcher: Searcher) -> ProjectList:
    """Return the report of the tests' collection, and two plans with three projects."""
    add_plan(searcher, "liepaja.xlsx", [HEATING, CENTRE], ["liepaja"])
    add_plan(searcher, "jelgava.xlsx", [TRAILS], ["jelgava"])
    return searcher.catalog().listed


def titles(found: ProjectsFound) -> list[str]:
    """Return the titles; how a report's own title is told apart from the word for its kind is not ours."""
    return [one.project.title.removesuffix(" projekta pārskats") for one in found.entries]


def values(found: ProjectsFound, facet: str) -> list[tuple[str, int]]:
    return [(one.value, one.count) for one in found.facets[facet]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [SIL, VEL, SEN, REP]),
        ("siltināt bērnudārzus", [SIL]),  # another part of speech, another case
        ("bernudarzi siltinasana", [SIL]),  # without diacritics
        ("siltuma patēriņu", [SIL]),  # of the goal
        ("sociālajam dienestam", [SEN]),  # who leads
        ("ERAF", [SIL]),
        ("S1.1", [SEN]),  # the code in the plan
        ("veloceliņiem Jelgavā", [VEL, REP]),  # the city's name
        ("centri un senioriem", [SEN]),  # a little word is not asked for
        ("velo", [VEL, REP]),  # a beginning of words
        ("vel", []),  # too short for one
        ("siltināšana tramvajs", []),  # every word has to be met
    ],
)
def test_words_are_met_in_any_form(projects: ProjectList, text: str, expected: list[str]) -> None:
    assert titles(projects.find(ProjectQuery(text))) == expected


def test_little_words_of_a_title_meet_no_other_word(searcher: Searcher) -> None:
    add_plan(searcher, "ielas.xlsx", [{**TRAILS, "Pasākums": "Gaismekļi vēl 40 ielās"}], ["ogre"])
    listed = searcher.catalog().listed
    assert titles(listed.find(ProjectQuery("velo"))) == [REP]
    assert titles(listed.find(ProjectQuery("gaismekļi vēl"))) == ["Gaismekļi vēl 40 ielās"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ProjectQuery(cities=("jelgava",)), [VEL, REP]),
        (ProjectQuery(cities=("jelgava", "liepaja")), [SIL, VEL, SEN, REP]),
        (ProjectQuery(stages=("running",)), [SIL]),
        (ProjectQuery(programmes=("loan",)), [SEN]),
        (ProjectQuery(programmes=("ERAF", "loan")), [SIL, SEN]),
        (ProjectQuery(sources=("report",)), [REP]),
        (ProjectQuery(sources=("plan",), cities=("jelgava",)), [VEL]),
        (ProjectQuery(period=Period(2026, 2026)), [SIL]),
        (ProjectQuery(period=Period(2020, 2030)), [SIL, SEN]),  # the others tell no years
        (ProjectQuery(sum_from=300_000, sum_to=820_000), [SIL, VEL]),
        (ProjectQuery(sum_from=820_000.01), [SEN]),
        (ProjectQuery(sum_to=299_999), []),
        (ProjectQuery(directions=("SOC",)), []),
    ],
)
def test_filters_join(projects: ProjectList, query: ProjectQuery, expected: list[str]) -> None:
    found = projects.find(query)
    assert (titles(found), found.count) == (expected, len(expected))


def test_a_document_keeps_its_own_projects(projects: ProjectList) -> None:
    (report,) = projects.find(ProjectQuery(sources=("report",))).entries
    assert titles(projects.find(ProjectQuery(documents=report.project.document_ids))) == [REP]


def test_orders(projects: ProjectList) -> None:
    assert titles(projects.find(ProjectQuery(order="end"))) == [SEN, SIL, VEL, REP]
    assert titles(projects.find(ProjectQuery(order="sum"))) == [SEN, SIL, VEL, REP]
    assert titles(projects.find(ProjectQuery(order="city"))) == [VEL, REP, SIL, SEN]


def test_a_page_is_a_part_of_the_list(projects: ProjectList) -> None:
    found = projects.find(ProjectQuery(offset=1, limit=2))
    assert (titles(found), found.count) == ([VEL, SEN], 4)


def test_facets_count_what_a_choice_would_leave(projects: ProjectList) -> None:
    found = projects.find(ProjectQuery(cities=("liepaja",)))
    assert found.facets["city"] == (FacetValue("jelgava", 2), FacetValue("liepaja", 2, selected=True))
    assert values(found, "programme") == [("municipality", 2), ("ERAF", 1), ("loan", 1)]
    assert values(found, "stage") == [("running", 1)]
    assert values(found, "source") == [("plan", 2)]
    narrower = projects.find(ProjectQuery(cities=("liepaja",), programmes=("ERAF",)))
    assert values(narrower, "city") == [("liepaja", 1)]
    assert values(narrower, "programme") == [("municipality", 2), ("ERAF", 1), ("loan", 1)]


def test_a_chosen_value_that_leaves_nothing_stays(projects: ProjectList) -> None:
    found = projects.find(ProjectQuery(cities=("rezekne",)))
    assert found.facets["city"][-1] == FacetValue("rezekne", 0, selected=True)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ERAF 85 %, PB 15 %", ("ERAF", "municipality")),
        ("Eiropas Reģionālās attīstības fonds (ERAF)", ("ERAF",)),
        ("ESF+, VB", ("ESF+", "state")),
        ("EIB aizdevums, UL", ("Eiropas Investīciju banka", "loan", "company")),
        ("AS „Attīstības finanšu institūcija Altum”", ("ALTUM",)),
        ("Sabiedrības integrācijas fonda programma", ("Sabiedrības integrācijas fonds",)),
        ("LVAF; SIF", ("LVAF", "Sabiedrības integrācijas fonds")),
        ("„Apvārsnis Eiropa”, privātais", ("Apvārsnis Eiropa", "private")),
        ("Interreg V-A Latvijas–Lietuvas programma", ("Interreg Latvija–Lietuva",)),
        ("ziedojumi", ("other",)),
    ],
)
def test_what_pays_is_grouped(printed: str, expected: tuple[str, ...]) -> None:
    assert payers(printed) == expected


def test_five_thousand_projects_are_listed_at_once(projects: ProjectList, searcher: Searcher) -> None:
    catalog = searcher.catalog()
    many = [replace(catalog.projects[n % 4], id=f"{n:016d}") for n in range(5_000)]
    listed = ProjectList(many, catalog.documents)
    query = ProjectQuery("siltināšana", cities=("liepaja",), programmes=("ERAF",))
    seconds = []
    for _ in range(3):
        began = time.process_time()
        assert listed.find(query).count == 1_250
        assert listed.find(ProjectQuery(order="sum")).count == 5_000
        seconds.append(time.process_time() - began)
    assert min(seconds) < 0.2  # for two questions
