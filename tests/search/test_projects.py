"""Projects from rows of plans: what a row tells, rows of one project, what they disagree on."""

from __future__ import annotations

import pytest

from search.contradictions import contradictions
from search.domain import DocumentView, Facts, Locator, Passage, Period
from search.language.entities.money import amounts
from search.plan_rows import ProjectValue, project_row
from search.projects import Account, accounts_of, joined

ACTION = {
    "Nr.": "S1.1", "Uzdevums": "Paplašināt pakalpojumus", "Pasākums": "Senioru centra izveide Pārventā",
    "Iznākuma rādītājs": "45 vietas", "Izpildes termiņš": "30.06.2025.",
    "Atbildīgais": "Sociālais dienests", "Finansējums EUR": "980 000", "Finansējuma avots": "ERAF, PB",
    "Stāvoklis": "Notiek būvdarbi",
}  # fmt: skip
INVESTMENT = {
    "Nr.": "1.", "Kods": "S1.1", "Projekts": "Senioru dienas centrs Pārventā", "Kopējā summa EUR": "980 000",
    "Pašvaldības budžets EUR": "147 000", "ES finansējums EUR": "833 000", "Citi avoti EUR": "0",
    "Darbu sākums": "2023", "Darbu beigas": "2025", "Galvenais ieguvums": "Seniors dzīvo mājās",
    "Atbildīgais": "Ventspils Sociālais dienests",
}  # fmt: skip


def row(columns: dict[str, str], number: int = 1, document: str = "d") -> Passage:
    return Passage(
        id=f"{document}-{number}",
        document_id=document,
        position=number,
        text="; ".join(f"{name}: {cell}" for name, cell in columns.items()),
        locator=Locator("sheet", 1, sheet="Plāns", rows=(number, number)),
        heading_path=(),
        start=0,
        end=0,
        kind="row",
        columns=tuple(columns.items()),
    )


PLAN = DocumentView("d", "tests", "plans.xlsx", Facts("Plāns", cities=("ventspils",)), (), 2, "")


def told(columns: dict[str, str]) -> set[tuple[str, str, str, str]]:
    found = project_row(row(columns))
    assert found
    return {(one.field, one.kind, one.value, one.printed) for one in found.values}


def test_a_row_of_an_action_plan_tells_its_fields_as_printed() -> None:
    assert told(ACTION) == {
        ("title", "", "Senioru centra izveide Pārventā", "Senioru centra izveide Pārventā"),
        ("code", "", "S1.1", "S1.1"),
        ("lead", "", "Sociālais dienests", "Sociālais dienests"),
        ("programme", "", "ERAF, PB", "ERAF, PB"),
        ("goal", "", "45 vietas", "45 vietas"),
        ("period", "", "/2025-06-30", "30.06.2025."),
        ("stage", "", "running", "Notiek būvdarbi"),
        ("money", "total", "980000", "980 000"),
    }


def test_a_row_of_an_investment_plan_tells_money_by_source() -> None:
    found = told(INVESTMENT)
    assert ("money", "municipality", "147000", "147 000") in found
    assert ("money", "eu", "833000", "833 000") in found
    assert ("money", "other", "0", "0") in found
    assert ("period", "", "2023/2025", "2023; 2025") in found


def test_shares_and_a_source_in_brackets_are_told() -> None:
    found = told(
        {
            "Kods": "A1.1.", "Pasākums un iznākums": "Brigādes", "Gads": "2024", "Atbildīgais": "Pārvalde",
            "PB %": "55", "Finansējums, EUR (avots)": "1 120 000,50 (ERAF, PB)",
        }
    )  # fmt: skip
    assert ("money", "total", "1120000.50", "1 120 000,50") in found
    assert ("money", "municipality_share", "55", "55") in found
    assert ("programme", "", "ERAF, PB", "ERAF, PB") in found
    assert ("period", "", "/2024", "2024") in found


@pytest.mark.parametrize(
    "columns",
    [
        {"Nr.": "R1", "Rādītājs": "Seniori", "Mērvienība": "cilvēki", "Mērķis 2027. gadā": "700"},
        {"Joma": "Kopā", "Projektu skaits": "24", "Indikatīvā summa EUR": "74 140 000"},
        ACTION | {"Atbildīgais": "–"},
    ],
)
def test_other_rows_are_no_projects(columns: dict[str, str]) -> None:
    assert project_row(row(columns)) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("ERAF, PB", {("programme", "", "ERAF, PB")}),
        ("Privātais", {("programme", "", "Privātais")}),
        ("ALTUM", {("programme", "", "ALTUM")}),
        ("ESF+ 2021", {("programme", "", "ESF+ 2021")}),
        ("ERAF 85 %; PB 15 %", {("programme", "", "ERAF 85 %; PB 15 %")}),
        ("ERAF 884 000; PB 156 000", {("programme", "", "ERAF 884 000; PB 156 000"),
                                      ("money", "eu", "884000"), ("money", "municipality", "156000")}),
        ("https://vidzeme.lv/en/?p=61539", {("source", "", "https://vidzeme.lv/en/?p=61539")}),
        ("Centrālās statistikas pārvaldes dati", {("source", "", "Centrālās statistikas pārvaldes dati")}),
    ],
)  # fmt: skip
def test_a_source_is_who_pays_or_where_it_is_written(cell: str, expected: set[tuple[str, str, str]]) -> None:
    columns = {name: one for name, one in ACTION.items() if name != "Finansējuma avots"} | {"Avots": cell}
    found = {one[:3] for one in told(columns)}
    assert {
        one for one in found if one[0] in {"programme", "source"} or one[1] in {"eu", "municipality"}
    } == expected


def test_beside_a_column_of_payers_a_source_is_where_it_is_written() -> None:
    assert ("source", "", "PB pārskats", "PB pārskats") in told(ACTION | {"Avots": "PB pārskats"})


def test_an_impossible_day_is_no_period() -> None:
    assert "period" not in {one[0] for one in told(ACTION | {"Izpildes termiņš": "31.11.2026."})}


def test_rows_of_one_code_are_one_project_with_two_sources() -> None:
    (first,) = joined(accounts_of(PLAN, [(row(ACTION, 10), ()), (row(INVESTMENT, 7), ())]))
    assert [one.value for one in first.told("title")] == [ACTION["Pasākums"], INVESTMENT["Projekts"]]
    assert {one.passage_id for one in first.values} == {"d-10", "d-7"}
    assert first.contradictions == ()


def test_sums_and_ends_that_differ_are_kept_and_shown() -> None:
    other = INVESTMENT | {"Kopējā summa EUR": "990 000", "Darbu beigas": "2026"}
    (project,) = joined(accounts_of(PLAN, [(row(ACTION, 10), ()), (row(other, 7), ())]))
    assert [
        (one.field, one.kind, [value.value for value in one.values]) for one in project.contradictions
    ] == [
        ("money", "total", ["980000", "990000"]),
        ("period", "", ["/2025-06-30", "2023/2026"]),
    ]


def of_plan(name: str, status: str, columns: dict[str, str]) -> Account:
    facts = Facts("Plāns", "attīstības programma", cities=("ventspils",), status=status)
    document = DocumentView(name, "tests", f"{name}.docx", facts, (), 1, "")
    (account,) = accounts_of(document, [(row(columns, 1, name), ())])
    return account


def test_a_draft_is_told_of_last_and_what_it_alone_tells_otherwise_is_settled() -> None:
    draft = of_plan("a", "projekts", ACTION | {"Finansējums EUR": "800 000", "Izpildes termiņš": "2024"})
    approved = of_plan("b", "apstiprināts", ACTION)
    (project,) = joined([draft, approved])
    assert project.document_ids == ("b", "a")
    assert project.period == Period(2025, 2025)
    assert {(one.field, one.settled) for one in project.contradictions} == {("money", True), ("period", True)}
    other = of_plan("c", "aktualizēts", ACTION | {"Finansējums EUR": "990 000"})
    (project,) = joined([draft, approved, other])
    assert ("money", False) in {(one.field, one.settled) for one in project.contradictions}


@pytest.mark.parametrize(
    ("printed", "agrees"),
    [("0,98 milj. EUR", True), ("980 tūkst. eiro", True), ("1 milj. EUR", True), ("0,9 milj. EUR", False)],
)
def test_a_rounded_sum_agrees_with_what_is_rounded_to_it(printed: str, agrees: bool) -> None:
    amount = amounts(printed, ())[0].normal.partition(" ")[0]
    told = [
        ProjectValue("money", "total", "980000", "980 000", "p1"),
        ProjectValue("money", "total", amount, printed, "p2"),
    ]
    assert (not list(contradictions(told, ()))) == agrees
