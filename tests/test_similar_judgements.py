"""The judged projects: values of the table stand at their place, comparable ones keep the rules."""

from __future__ import annotations

import csv
import json
import re
import shutil
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.prepare import prepare_file
from search.corpora import load_corpora
from search.domain import DocumentView, Locator
from search.plan_rows import ProjectValue
from search.projects import accounts_of
from search.settings import read_settings

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "corpora" / "judgements" / "projects.tsv"
COLUMNS = ["project", "field", "kind", "value", "printed", "document", "place", "note"]
FIELDS = {"title", "number", "code", "programme", "lead", "partner", "city", "period", "stage", "money",
          "goal", "directions"}  # fmt: skip
SUMS = {"total", "planned", "part", "eligible", "ineligible", "eu", "fund", "state", "region", "municipality",
        "company", "partner", "private", "loan", "other"}  # fmt: skip
SHARES = {"municipality_share", "eu_share", "other_share"}
STAGES = {"planned", "submitted", "preparing", "running", "finished"}
DAY = r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)"
SIMILAR = ROOT / "corpora" / "judgements" / "similar"
REAL = ROOT / "corpora" / "latvia" / "projects.tsv"
KINDS = {"project", "document", "paragraph", "everyday", "english", "none"}
READ = {"title", "code", "programme", "lead", "period", "stage", "money", "goal"}  # of rows of plans
SCANNED = "ogre-digitalas-prasmes-seniori.pdf"

Row = dict[str, str]


@cache
def table() -> tuple[Row, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == COLUMNS
    return tuple(dict(zip(COLUMNS, row, strict=True)) for row in rows[1:])


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def place_of(locator: Locator) -> str:
    if locator.rows is not None:
        first, last = locator.rows
        rows = f"row {first}" if first == last else f"rows {first}-{last}"
        return f"sheet {locator.sheet}, {rows}"
    return (
        f"section {locator.section_title}"
        if locator.kind == "section"
        else f"{locator.kind} {locator.number}"
    )


def texts_by_place(path: Path, data: Path) -> dict[str, list[str]]:
    """Return what is read at each place of a document: passages, the headings above them, and facts."""
    document = prepare_file(path, read_settings({"VIRZIENI_DATA": str(data)}))
    texts: dict[str, list[str]] = defaultdict(list)
    for passage in document.passages:
        headings = [*passage.heading_path, passage.locator.section_title]
        texts[place_of(passage.locator)] += [plain(text) for text in (passage.text, *headings)]
    for fact in document.facts.found:
        page = re.fullmatch(r"p\. (\d+)", fact.where)
        place = f"page {page[1]}" if page else "metadata" if fact.where == "file metadata" else fact.where
        texts[place].append(plain(fact.quote))
    return texts


def stands(printed: str, text: str) -> bool:
    """Say whether the words stand in the text; figures not as a part of longer figures."""
    before = r"(?<!\d)(?<!\d[ ,.])" if printed[0].isdigit() else ""
    after = r"(?!\d)(?! \d{3})" if printed[-1].isdigit() else ""
    return re.search(before + re.escape(plain(printed)) + after, text) is not None


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, list[str]]]:
    """Return the texts of a document by place, each document read once."""
    data = tmp_path_factory.mktemp("data")

    @cache
    def texts(document: str) -> dict[str, list[str]]:
        if document.endswith(SCANNED) and shutil.which("tesseract") is None:
            pytest.skip("tesseract is missing: the scan cannot be read")
        return texts_by_place(ROOT / document, data)

    return texts


@pytest.mark.parametrize("document", sorted({row["document"] for row in table()}))
def test_printed_words_of_projects_stand_at_their_place(
    document: str, read: Callable[[str], dict[str, list[str]]]
) -> None:
    texts = read(document)
    absent = [
        (row["project"], row["field"], row["printed"], row["place"])
        for row in table()
        if row["document"] == document and row["printed"]
        if not any(stands(row["printed"], text) for text in texts.get(row["place"], ()))
    ]
    assert absent == []


def test_figures_are_not_found_inside_longer_figures() -> None:
    assert stands("486 200", "Kopā: 486 200 EUR")
    assert not stands("486 200", "Kopā: 1 486 200 EUR")
    assert not stands("1 486", "Kopā: 1 486 200 EUR")


def test_rows_of_the_table_have_known_fields_kinds_and_normal_forms() -> None:
    cities = {city.name for city in load_corpora().cities}
    for row in table():
        field, kind, value = row["field"], row["kind"], row["value"]
        assert field in FIELDS
        assert (ROOT / row["document"]).is_file()
        assert bool(row["printed"]) == bool(row["place"]) == (field != "directions")
        assert bool(kind) == (field == "money")
        if field == "money":
            assert kind in SUMS | SHARES
            figures = re.sub(r"[^\d,]", "", row["printed"]).strip(",").replace(",", ".")
            assert re.fullmatch(r"\d+(?:\.\d{1,2})?", value)
            assert figures.endswith(value)
        if field == "period":
            assert re.fullmatch(rf"{DAY}?/{DAY}", value)
            first, last = value.split("/")
            assert first <= last
        if field == "stage":
            assert value in STAGES
        if field == "city":
            assert value in cities
        if field == "directions":
            assert set(value.split(";")) <= {"1", "2", "3", "4", "5", ""}


def test_every_project_says_what_who_where_when_how_much_and_what_for() -> None:
    fields: dict[str, set[str]] = defaultdict(set)
    for row in table():
        fields[row["project"]].add(row["field"])
    needed = {"title", "lead", "city", "period", "money", "goal", "directions"}
    assert {project: needed - has for project, has in fields.items() if needed - has} == {}
    assert len(fields) >= 40


def test_every_project_report_and_application_of_the_sample_is_in_the_table() -> None:
    kinds = r'^kind = "(?:projekta pārskats|projekta iesniegums)"$'
    reports = {
        text.stem
        for text in (ROOT / "corpora" / "sample" / "texts").glob("*.md")
        if re.search(kinds, text.read_text(encoding="utf-8"), re.M)
    }
    assert reports - {Path(row["document"]).stem for row in table()} == set()


def test_no_row_of_the_table_stands_twice() -> None:
    counts = Counter(tuple(row.values()) for row in table())
    assert [row for row, count in counts.items() if count > 1] == []


def test_a_contradiction_is_noted_where_sums_of_one_kind_differ_between_documents() -> None:
    sums: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in table():
        if row["field"] == "money" and row["kind"] == "total":
            sums[row["project"], row["kind"]].append(row)
    for (project, _), rows in sums.items():
        differ = len({float(row["value"]) for row in rows}) > 1
        assert differ == any(row["note"].startswith("contradiction:") for row in rows), project


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SIMILAR / name).read_text(encoding="utf-8").splitlines()]


@cache
def projects() -> dict[str, dict[str, Any]]:
    return {project["id"]: project for project in lines("projects.jsonl")}


def judged() -> list[dict[str, Any]]:
    """Return the starts for which something is comparable."""
    return [start for start in lines("starts.jsonl") if start["kind"] != "none"]


def test_projects_to_compare_have_the_fields_of_the_design() -> None:
    cities = {city.name for city in load_corpora().cities}
    keys = ["id", "title", "city", "lead", "programme", "years", "eur", "directions", "origin", "text"]
    rows = lines("projects.jsonl")
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows) >= 130
    for row in rows:
        assert list(row) == keys
        assert set(row["city"]) <= cities
        assert row["city"] or row["origin"] == "real"
        assert row["eur"] is None or row["eur"] > 0
        assert len(set(row["directions"])) == len(row["directions"])
        assert set(row["directions"]) <= {1, 2, 3, 4, 5}
        assert row["text"] == plain(row["text"])
        assert len(row["text"]) > 40
    assert {city for row in rows for city in row["city"]} == cities
    assert {direction for row in rows for direction in row["directions"]} == {1, 2, 3, 4, 5}


def test_real_projects_have_the_facts_of_the_table_of_real_projects() -> None:
    with REAL.open(encoding="utf-8", newline="") as table_lines:
        known = list(csv.DictReader(table_lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    facts = {
        (row["title"], row["lead"], row["programme"], row["years"], float(row["eur_total"] or 0))
        for row in known
    }
    real = [row for row in projects().values() if row["origin"] == "real"]
    assert {
        (row["title"], row["lead"], row["programme"], row["years"], float(row["eur"] or 0)) for row in real
    } == facts
    assert len(real) == len(known)


def test_projects_of_the_sample_have_a_title_a_sum_and_cities_of_the_table_of_its_projects() -> None:
    values: dict[str, set[str]] = defaultdict(set)
    for row in table():
        value = str(float(row["value"])) if row["field"] == "money" else row["value"]
        values[row["project"]].add(value)
    sample = [row for row in projects().values() if row["origin"] == "sample"]
    assert len(sample) > 60
    for row in sample:
        assert {row["title"], row["lead"], str(float(row["eur"])), *row["city"]} <= values[row["id"]], row[
            "id"
        ]


def test_starts_have_a_known_kind_and_either_a_project_or_a_text() -> None:
    rows = lines("starts.jsonl")
    assert len({row["id"] for row in rows}) == len(rows) >= 60
    assert {row["kind"] for row in rows} == KINDS
    texts = [row["text"] for row in rows if "text" in row]
    assert len(set(texts)) == len(texts)
    for row in rows:
        assert ("project_id" in row) != ("text" in row)
        assert ("document" in row) == (row["kind"] == "document")
        assert row["city"]
        if row["kind"] == "project":
            assert "project_id" in row
        if "project_id" in row:
            assert row["city"] == projects()[row["project_id"]]["city"]


def test_grades_are_given_to_known_projects_with_a_reason_each() -> None:
    for row in judged():
        assert len(row["relevant"]) >= 2, row["id"]
        assert set(row["relevant"].values()) <= {1, 2, 3}
        assert set(row["relevant"]) <= set(projects())
        assert list(row["reasons"]) == list(row["relevant"])
        assert all(len(reason) >= 15 for reason in row["reasons"].values())
        assert max(row["relevant"].values()) == 3


def test_nothing_is_comparable_to_a_start_of_the_kind_none() -> None:
    rows = [row for row in lines("starts.jsonl") if row["kind"] == "none"]
    assert len(rows) >= 6
    assert all(row["relevant"] == {} == row["reasons"] for row in rows)


def test_a_comparable_project_has_a_city_outside_the_start_and_is_not_the_start() -> None:
    for row in judged():
        for name in row["relevant"]:
            assert set(projects()[name]["city"]) - set(row["city"]), (row["id"], name)
            assert name != row.get("project_id")


def test_no_purpose_and_no_good_answer_is_on_both_sides_of_the_split() -> None:
    sides: dict[str, set[str]] = defaultdict(set)
    for row in judged():
        sides["purpose " + row["purpose"]].add(row["split"])
        for name, grade in row["relevant"].items():
            if grade >= 2:
                sides[name].add(row["split"])
        if "project_id" in row:
            sides[row["project_id"]].add(row["split"])
    assert {name for name, both in sides.items() if len(both) > 1} == set()
    halves = Counter(row["split"] for row in lines("starts.jsonl"))
    assert set(halves) == {"dev", "test"}
    assert min(halves.values()) >= 0.45 * sum(halves.values())


@pytest.mark.parametrize(
    "start", [row for row in lines("starts.jsonl") if row["kind"] == "document"], ids=lambda row: row["id"]
)
def test_the_text_of_a_document_start_stands_in_the_document(
    start: dict[str, Any], read: Callable[[str], dict[str, list[str]]]
) -> None:
    assert plain(start["text"]) in read(start["document"])[start["place"]]


def test_rows_of_the_workbooks_are_read_as_the_reader_read_them(tmp_path: Path) -> None:
    """Of each field of the plans' rows at least 95 % are right: value, kind and place."""
    judged = [row for row in table() if row["document"].endswith(".xlsx") and row["field"] in READ]
    found: dict[tuple[str, str], list[ProjectValue]] = defaultdict(list)
    for name in sorted({row["document"] for row in judged}):
        document = prepare_file(ROOT / name, read_settings({"VIRZIENI_DATA": str(tmp_path)}))
        places = {passage.id: place_of(passage.locator) for passage in document.passages}
        view = DocumentView(document.id, "tests", name, document.facts, (), len(document.passages), "")
        for account in accounts_of(view, [(passage, ()) for passage in document.passages]):
            for value in account.values:
                found[name, places[value.passage_id]].append(value)
    right, all_of = Counter[str](), Counter[str]()
    for row in judged:
        field = f"{row['field']} {row['kind']}".strip()
        all_of[field] += 1
        right[field] += any(
            (value.field, value.kind) == (row["field"], row["kind"])
            and (plain(value.value) == row["value"] or (field == "goal" and row["printed"] in value.printed))
            for value in found[row["document"], row["place"]]
        )
    assert all_of.total() == 436
    assert right.total() >= 432
    wrong = {field for field in all_of if right[field] < 0.95 * all_of[field]}
    assert wrong == {"programme"}  # the table leaves out "PB" of four joint sources
