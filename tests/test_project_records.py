"""Records of projects: invented reports in other shapes, the sample against the table, the list of Latvia."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.prepare import prepare_file
from search.catalog import Catalog
from search.corpora import ROOT
from search.domain import Document, DocumentView, Facts, Locator, Passage
from search.errors import CorpusError
from search.evaluate.project_records import (
    Figures,
    ReadRecords,
    load_table,
    measured_records,
    records_table,
    stands,
    total,
)
from search.project_reports import report_text, report_values
from search.projects import Account, accounts_of, joined
from search.settings import Settings, read_settings
from tests.projects.reports import REPORTS

HERE = Path(__file__).parent / "projects"
TABLE = ROOT / "judgements" / "projects.tsv"
SHOWN = frozenset({"activity", "result"})  # passages, which no table lists


def view(document: Document) -> DocumentView:
    return DocumentView(document.id, "tests", document.source.path, document.facts, (), 0, "")


def read(documents: Sequence[Document]) -> ReadRecords:
    accounts: list[Account] = []
    for one in documents:
        accounts += accounts_of(view(one), [(passage, ()) for passage in one.passages])
    projects = joined(accounts)
    catalog = Catalog(
        "",
        projects,
        {one.id: view(one) for one in documents},
        {},
        {account.id: project for project in projects for account in project.accounts},
    )
    return ReadRecords(catalog, {passage.id: passage for one in documents for passage in one.passages})


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return read_settings({"VIRZIENI_DATA": str(tmp_path_factory.mktemp("data"))})


@pytest.fixture(scope="module")
def sample(plain: Settings) -> ReadRecords:
    names = dict.fromkeys(one.document for one in load_table(TABLE))
    return read([prepare_file(ROOT.parent / name, plain) for name in names])


@pytest.fixture(scope="module")
def figures(sample: ReadRecords) -> Figures:
    return measured_records(load_table(TABLE), sample)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_of_another_shape_tells_what_a_reader_finds_and_no_more(name: str, plain: Settings) -> None:
    document = prepare_file(HERE / name, plain)
    found = report_values(view(document), document.passages)
    assert {(one.field, one.kind, one.value) for one in found if one.field not in SHOWN} == REPORTS[name]


@pytest.mark.parametrize("name", REPORTS)
def test_every_value_of_a_report_opens_its_place(name: str, plain: Settings) -> None:
    document = prepare_file(HERE / name, plain)
    held = read([document])
    (account,) = held.catalog.projects[0].accounts
    assert [one for one in account.values if not stands(one, account, held)] == []


def test_activities_and_results_are_told_where_headings_say_so(plain: Settings) -> None:
    document = prepare_file(HERE / "kopsana.html", plain)
    told = report_values(view(document), document.passages)
    assert [one.value for one in told if one.field == "result"] == ["Aprūpi mājās saņēma 312 cilvēki."]
    document = prepare_file(HERE / "stasts.md", plain)
    told = report_values(view(document), document.passages)
    assert [one.value for one in told if one.field == "activity"] == [
        "Apmeklējām 1 320 mājas un ierīkojām rokturus 640 dzīvokļos."
    ]


def test_a_report_is_compared_by_purpose_and_work_not_by_money(plain: Settings) -> None:
    text = report_text(prepare_file(HERE / "avoti.md", plain).passages)
    assert "atvērt upes krastu" in text
    assert "EUR" not in text


def test_at_least_95_of_100_fields_of_the_samples_reports_are_right(figures: Figures) -> None:
    fields = {name: one for name, one in figures.counts["reports"].items() if "directions" not in name}
    found = total(fields)
    assert found.all > 400
    assert found.right / found.all >= 0.95
    assert found.right / (found.right + found.extra) >= 0.95


def test_rows_of_plans_are_read_as_the_table_has_them(figures: Figures) -> None:
    found = total(figures.counts["rows"])
    assert found.right / found.all >= 0.98


def test_sources_of_one_project_are_joined_and_no_others(figures: Figures) -> None:
    assert figures.pairs.right / figures.pairs.all >= 0.9
    assert figures.pairs.extra == 0


def test_contradictions_of_the_table_are_found_and_no_others(figures: Figures) -> None:
    assert figures.contradictions.right / figures.contradictions.all >= 0.9
    assert figures.contradictions.extra == 0


def test_every_value_of_the_sample_opens_its_place(sample: ReadRecords) -> None:
    lost = [
        (sample.catalog.documents[account.document_id].path, one)
        for project in sample.catalog.projects
        for account in project.accounts
        for one in account.values
        if not stands(one, account, sample)
    ]
    assert lost == []


def test_the_figures_are_printed_by_field(figures: Figures) -> None:
    lines = records_table(figures)
    assert any(line.split()[:1] == ["overall"] for line in lines)
    assert figures.data()["parts"]["reports"]["title"]["all"] == 31


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "projects.tsv").write_text("project\tvalue\nx\ty\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="other columns"):
        load_table(tmp_path / "projects.tsv")


@pytest.fixture(scope="module")
def latvia(plain: Settings) -> ReadRecords:
    return read([prepare_file(ROOT / "latvia" / "projects.tsv", plain)])


def test_the_list_of_latvian_projects_gives_75_projects(latvia: ReadRecords) -> None:
    assert len(latvia.catalog.projects) == 75
    named = {one.title: one for one in latvia.catalog.projects}
    exhibitions = next(one for title, one in named.items() if title.startswith("Reģionālās politikas"))
    assert len(exhibitions.cities) == 9
    assert exhibitions.directions == ("UZN",)
    assert [one.value for one in exhibitions.told("period")] == ["2013-12-18/2016-04-30"]
    assert [one.value for one in exhibitions.told("money", "total")] == ["1172029"]
    assert [one.value for one in exhibitions.told("source")] == ["https://vidzeme.lv/en/?p=61539"]


def test_measures_that_pay_for_several_are_no_numbers(latvia: ReadRecords) -> None:
    numbers = [one.value for project in latvia.catalog.projects for one in project.told("number")]
    assert "4.5.1.2/17/I/005" in numbers
    assert not [one for one in numbers if one.startswith("5.6.2")]


def test_sums_of_a_fund_or_a_part_are_not_the_whole(latvia: ReadRecords) -> None:
    park = next(one for one in latvia.catalog.projects if one.title.startswith("Liepājas industriālā parka"))
    assert [one.value for one in park.told("money", "eu")] == ["10000000"]
    coast = next(one for one in latvia.catalog.projects if one.title.startswith("Dzintara krasts"))
    assert [one.value for one in coast.told("money", "part")] == ["144627"]
    assert not park.told("money", "total")
    assert not coast.told("money", "total")


def test_each_value_of_the_list_stands_in_its_row(latvia: ReadRecords) -> None:
    accounts = [account for project in latvia.catalog.projects for account in project.accounts]
    assert [one for account in accounts for one in account.values if not stands(one, account, latvia)] == []
    rows = {latvia.passages[one.passage_id].locator.rows for account in accounts for one in account.values}
    assert rows == {(number, number) for number in range(2, 77)}


@pytest.mark.parametrize(
    "words", ["sadarbībā ar no 1 ", "projekts „", "1 000 EUR, ", "Partneri bija ", "Kopā – ", "1 "]
)
def test_endless_repetition_in_a_report_is_read_in_reasonable_time(words: str) -> None:
    text = words * (12_000 // len(words))
    row = Passage(
        "p", "d", 0, text, Locator("section", 1), (), 0, len(text), "row", columns=(("Darbs", text),)
    )
    began = time.perf_counter()
    report_values(DocumentView("d", "tests", "x", Facts("Projekta pārskats"), (), 1, ""), [row])
    assert time.perf_counter() - began < 10
