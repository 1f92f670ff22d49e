"""Comparable projects, over invented ones; the invented embedder makes alike words alike vectors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from search.comparer_kept import project_text
from search.domain import Filters, Note, Period
from search.errors import NotFound, QueryError
from search.plan_rows import ProjectValue
from search.searcher import Searcher
from search.serving import steady
from search.similar import (
    SimilarProjects,
    beside,
    document_start,
    project_start,
    shared_partners,
    similar,
    start_of,
    text_start,
)
from tests.invented import make_document
from tests.invented_comparable import DAMS, OTHERS, add, add_projects, plan

DAM = "Mūsu pilsētā jāpārbūvē dambis pret plūdiem un jāuzstāda sūkņi."


@pytest.fixture
def ids(searcher: Searcher) -> dict[str, str]:
    return add_projects(searcher)


def cities(found: SimilarProjects) -> list[str]:
    return [one.project.cities[0] for one in found.projects]


def test_a_project_finds_the_like_project_of_another_city_and_not_itself(
    searcher: Searcher, ids: dict[str, str]
) -> None:
    found = similar(searcher, project_start(searcher, ids["jekabpils"]), Filters())
    assert cities(found) == ["jelgava"]
    assert found.comparable == 1
    (one,) = found.projects
    assert (one.cities, one.partners) == ((), ())
    assert one.score > 0.5


def test_the_same_project_in_two_documents_is_not_compared_with_itself(
    searcher: Searcher, ids: dict[str, str]
) -> None:
    draft = replace(plan("jekabpils", DAMS["jekabpils"]))
    copy = make_document("melnraksts.xlsx", ["x"], cities=["jekabpils"], kind="investīciju plāns")
    row = replace(draft.passages[0], id=copy.passages[0].id, document_id=copy.id)
    add(searcher, replace(copy, passages=(row,)))
    for start in (project_start(searcher, ids["jekabpils"]), document_start(searcher, copy.id)):
        assert cities(similar(searcher, start, Filters())) == ["jelgava"]


def test_a_text_is_of_the_city_it_names_however_it_is_typed(searcher: Searcher, ids: dict[str, str]) -> None:
    assert text_start(searcher, f"{DAM} Tas būs Jelgavā.").cities == ("jelgava",)
    assert text_start(searcher, "dambis jelgava").cities == ("jelgava",)
    assert text_start(searcher, "Dambis Rīgas ielā 5, Ogrē").cities == ("ogre",)
    assert text_start(searcher, f"{DAM} Tas būs Jelgavā.", "ogre").cities == ("ogre",)
    assert cities(similar(searcher, text_start(searcher, f"{DAM} Tas būs Jelgavā."), Filters())) == [
        "jekabpils"
    ]
    assert set(cities(similar(searcher, text_start(searcher, DAM), Filters()))) == {"jekabpils", "jelgava"}


def test_an_english_text_finds_latvian_projects_and_shares_their_terms(
    searcher: Searcher, ids: dict[str, str]
) -> None:
    start = text_start(searcher, "The city is planning a day centre for the seniors")
    found = similar(searcher, start, Filters())
    assert cities(found)[:1] == ["valmiera"]
    shared = found.projects[0].comparison.terms.both
    assert any("centr" in one.found and "cent" in one.start for one in shared)


def test_a_report_is_its_project_and_a_plan_is_compared_by_its_strongest_passages(
    searcher: Searcher, ids: dict[str, str]
) -> None:
    report = next(one for one in searcher.catalog().projects if not one.code)
    assert document_start(searcher, report.document_ids[0]) == project_start(searcher, report.id)
    whole = plan("daugavpils", DAMS["jekabpils"], OTHERS["valmiera"])
    start = document_start(searcher, add(searcher, whole))
    assert (start.kind, start.cities, len(start.texts)) == ("document", ("daugavpils",), 2)
    assert {one.title for one in start.choices} == {
        "Aizsargdambja pārbūve pret plūdiem", "Senioru dienas centra izveide",
    }  # fmt: skip
    found = similar(searcher, start, Filters())
    assert set(cities(found)) == {"jekabpils", "jelgava", "valmiera"}
    nearest = {one.project.cities[0]: one.comparison.pairs[0].start for one in found.projects}
    assert nearest["valmiera"] == whole.passages[1]
    assert nearest["jelgava"] == whole.passages[0]


def test_a_document_without_directions_is_compared_by_its_longest_passages(searcher: Searcher) -> None:
    add_projects(searcher)
    document = make_document("x.md", ["Īss.", DAM], cities=["ogre"], kind="stratēģija")
    add(searcher, document)
    view = searcher.view(document.id)
    assert all(not tag.passages for tag in view.directions)
    start = document_start(searcher, document.id)
    assert [text.text for text in start.texts] == [DAM]
    assert set(cities(similar(searcher, start, Filters()))) == {"jekabpils", "jelgava"}


def test_nothing_comparable_is_an_answer(searcher: Searcher, ids: dict[str, str]) -> None:
    found = similar(searcher, text_start(searcher, "Kapsētas karte internetā"), Filters())
    assert (found.projects, found.comparable) == ((), 0)
    assert similar(searcher, project_start(searcher, ids["valmiera"]), Filters()).projects == ()


def test_what_no_project_speaks_of_is_told(searcher: Searcher, ids: dict[str, str]) -> None:
    text = "Dambis pret plūdiem un krematorija Liepājā kopā ar 40 vietām"
    assert similar(searcher, text_start(searcher, text), Filters()).absent == ("krematorija",)
    elsewhere = "Vēlamies dambi, tramvaju un ielu apgaismojumu"  # a plan that is no project has the last one
    assert similar(searcher, text_start(searcher, elsewhere), Filters()).absent == ("tramvaju",)
    assert similar(searcher, text_start(searcher, "The crematorium is for the city"), Filters()).absent == ()
    assert similar(searcher, project_start(searcher, ids["ogre"]), Filters()).absent == ()


def test_without_projects_nothing_is_comparable(searcher: Searcher) -> None:
    for project in searcher.catalog().projects:
        for document_id in project.document_ids:
            searcher.backend.remove_document(document_id)
    assert searcher.catalog().projects == ()
    assert similar(searcher, text_start(searcher, DAM), Filters()).projects == ()


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (Filters(cities=("jelgava",)), ["jelgava"]),
        (Filters(cities=("ogre",)), []),
        (Filters(directions=("VIDE",)), ["jekabpils", "jelgava"]),
        (Filters(directions=("SOC",)), []),
        (Filters(kinds=("investīciju plāns",)), ["jekabpils", "jelgava"]),
        (Filters(kinds=("projekta pārskats",)), []),
        (Filters(languages=("en",)), []),
        (Filters(period=Period(2026, 2030)), ["jekabpils"]),
        (Filters(period=Period(2030, 2031)), []),
    ],
)
def test_filters_narrow(searcher: Searcher, ids: dict[str, str], wanted: Filters, left: list[str]) -> None:
    assert sorted(cities(similar(searcher, text_start(searcher, DAM), wanted))) == left


def test_a_joint_project_says_which_city_it_shares(searcher: Searcher, ids: dict[str, str]) -> None:
    joint = make_document(
        "kopa.md", ["Pilsētas kopā būvē dambi un sūkņus pret plūdiem."], cities=["jekabpils", "riga"],
        title="Dambis pret plūdiem divās pilsētās",
    )  # fmt: skip
    add(searcher, joint)
    found = similar(searcher, project_start(searcher, ids["jekabpils"]), Filters())
    shared = {one.project.title: one.cities for one in found.projects}
    assert shared["Dambis pret plūdiem divās pilsētās"] == ("jekabpils",)
    assert shared["Dambja un sūkņu pārbūve pret plūdiem"] == ()


def test_shared_partners_are_told_and_leads_of_one_name_are_not(
    searcher: Searcher, ids: dict[str, str]
) -> None:
    first, second = (searcher.catalog().project(ids[city]) for city in ("jekabpils", "jelgava"))

    def value(field: str, printed: str) -> ProjectValue:
        return ProjectValue(field, "", printed, printed, first.values[0].passage_id)

    own = replace(
        first, values=(value("lead", "Attīstības pārvalde"), value("partner", "Rīgas Tehniskā universitāte"))
    )
    same_lead = replace(second, values=(value("lead", "Attīstības pārvalde"),))
    assert shared_partners(own, same_lead) == ()
    university = replace(second, values=(value("partner", "Rīgas Tehniskās universitātes"),))
    assert shared_partners(own, university) == ("Rīgas Tehniskās universitātes",)
    leads = replace(second, values=(value("lead", "Rīgas Tehniskā universitāte"),))
    assert shared_partners(own, leads) == ("Rīgas Tehniskā universitāte",)
    assert shared_partners(leads, own) == ("Rīgas Tehniskā universitāte",)


def test_threads_share_one_comparer(searcher: Searcher, ids: dict[str, str]) -> None:
    catalog = searcher.catalog()
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda _: searcher.compared.comparer(searcher, catalog), range(12)))
    assert all(one is made[0] for one in made)


def test_both_sides_are_told_as_printed_with_their_places(searcher: Searcher, ids: dict[str, str]) -> None:
    (one,) = similar(searcher, project_start(searcher, ids["jekabpils"]), Filters()).projects
    told = {
        (row.field, row.kind): (
            [value.printed for value in row.start],
            [value.printed for value in row.found],
        )
        for row in one.comparison.table
    }
    assert told == {
        ("money", "total"): (["3 200 000"], ["5 100 000"]),
        ("period", ""): (["2026"], ["2025"]),
        ("programme", ""): (["ERAF, PB"], []),
        ("stage", ""): (["Notiek būvdarbi"], []),
        ("lead", ""): (["Attīstības pārvalde"], ["Pilsētsaimniecība"]),
        ("goal", ""): (["2 km dambja, jauni sūkņi"], ["3 km dambja"]),
    }
    (pair,) = one.comparison.pairs
    dike = searcher.catalog().project(ids["jekabpils"])
    assert getattr(pair.start, "id", None) in dike.accounts[0].passages
    assert pair.found.id in one.project.accounts[0].passages


def test_a_text_lies_beside_passages_by_its_sentences(searcher: Searcher, ids: dict[str, str]) -> None:
    start = text_start(searcher, f"Kultūras namā spēlē teātri. {DAM}", "ogre")
    one = similar(searcher, start, Filters(cities=("jelgava",))).projects[0]
    assert one.comparison.pairs[0].start == DAM
    assert one.comparison.themes is None
    assert {row.field for row in one.comparison.table} == {"money", "period", "lead", "goal"}
    assert all(row.start == () for row in one.comparison.table)


def test_any_two_projects_can_lie_side_by_side(searcher: Searcher, ids: dict[str, str]) -> None:
    start = project_start(searcher, ids["jekabpils"])
    one = beside(searcher, start, ids["ogre"])
    assert one.project.id == ids["ogre"]
    assert one.comparison.terms.both == ()
    with pytest.raises(QueryError, match="with itself"):
        beside(searcher, start, ids["jekabpils"])
    with pytest.raises(NotFound):
        beside(searcher, start, "0" * 16)


def test_a_start_is_told_by_what_is_given(searcher: Searcher, ids: dict[str, str]) -> None:
    assert start_of(searcher, ids["ogre"]).kind == "project"
    assert start_of(searcher, make_document("velo.md", ["x"]).id).kind == "document"
    assert start_of(searcher, "Aizsargdambis").kind == "text"
    with pytest.raises(NotFound, match="no such project or document"):
        start_of(searcher, "0123456789abcdef")


@pytest.mark.parametrize("text", ["", "  ", "\n", "…!", "\x00"])
def test_a_text_without_words_is_an_error(searcher: Searcher, text: str) -> None:
    with pytest.raises(QueryError, match="no text to compare"):
        text_start(searcher, text)


def test_a_long_text_is_cut_and_that_is_told(searcher: Searcher) -> None:
    assert text_start(searcher, "dambis " * 600).notes == ()
    start = text_start(searcher, "dambis " * 1000 + "\ud800")
    assert start.notes == (Note("query_cut", ("5000",)),)
    assert len(start.texts[0].text) == 5000


def test_hostile_texts_are_compared_like_others(searcher: Searcher, ids: dict[str, str]) -> None:
    for text in (
        "<script>alert(1)</script> dambis",
        "dambis\ud800",
        "%s %(n)s dambis",
        "1 2 3 4",
        "д" * 5000,
    ):
        similar(searcher, text_start(searcher, text), Filters())


def test_a_long_project_is_compared_by_its_beginning_in_whole_sentences(searcher: Searcher) -> None:
    project = searcher.catalog().projects[0]
    first = "Pilsēta uzbūvēja dambi. "
    whole = project_text(replace(project, accounts=(replace(project.accounts[0], text=first * 100),)))
    assert len(whole.text) <= 1000
    assert whole.text == (first * 41).strip()
    unbroken = project_text(replace(project, accounts=(replace(project.accounts[0], text="ū" * 3000),)))
    assert unbroken.text == "ū" * 1000
    assert project_text(project).text == project.text


def test_the_comparer_is_made_once_for_a_state_of_the_collection(
    searcher: Searcher, ids: dict[str, str]
) -> None:
    made = searcher.compared.comparer(searcher, searcher.catalog())
    assert searcher.compared.comparer(searcher, searcher.catalog()) is made
    add(searcher, plan("liepaja", DAMS["jelgava"]))
    again = searcher.compared.comparer(searcher, searcher.catalog())
    assert again is not made
    assert again
    assert len(again.texts) == len(searcher.catalog().projects)


def test_passages_that_are_closed_meanwhile_are_not_shown(searcher: Searcher, ids: dict[str, str]) -> None:
    one = steady(searcher)
    start = project_start(one, ids["jekabpils"])
    add(searcher, replace(plan("jelgava", DAMS["jelgava"]), access="staff"))
    (found,) = similar(one, start, Filters()).projects
    assert found.project.cities == ("jelgava",)
    assert found.comparison.pairs == ()
