"""The judged projects: values of the table stand where it says."""

from __future__ import annotations

import csv
import re
import shutil
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from ingest.prepare import prepare_file
from search.corpora import load_corpora
from search.domain import Locator
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


@pytest.mark.parametrize("document", sorted({row["document"] for row in table()}))
def test_printed_words_of_projects_stand_at_their_place(document: str, tmp_path: Path) -> None:
    if document.endswith(SCANNED) and shutil.which("tesseract") is None:
        pytest.skip("tesseract is missing: the scan cannot be read")
    texts = texts_by_place(ROOT / document, tmp_path)
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
