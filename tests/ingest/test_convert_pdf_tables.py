"""Drawn tables of PDFs: cells, merged parents, tables over pages, and drawings that are no tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.formats.pdf.convert import convert_pdf
from ingest.formats.pdf.grids import Cell, find_grids
from ingest.formats.pdf.rules import Rule, Rules
from ingest.pages import Block, Page
from search.domain import Box
from search.errors import SourceUnread
from tests.data.make_broken import Sheet, Text, paragraph, pdf

Stroke = tuple[float, float, float, float]
COLUMNS = (60.0, 160.0, 320.0, 420.0, 530.0)
HEADER = ("Uzdevums", "Pasākums", "Termiņš", "Summa, EUR")


def grid(
    columns: Sequence[float], rows: Sequence[float], *, merged: Sequence[tuple[int, int]] = ()
) -> list[Stroke]:
    """Return the strokes of a table; `merged` names (edge of a row, column) where none is drawn."""
    strokes = [(x, rows[0], x, rows[-1]) for x in columns]
    for edge, y in enumerate(rows):
        strokes += [
            (columns[at], y, columns[at + 1], y) for at in range(len(columns) - 1) if (edge, at) not in merged
        ]
    return strokes


def texts(
    cells: Sequence[Sequence[str]], rows: Sequence[float], columns: Sequence[float] = COLUMNS
) -> list[Text]:
    return [
        Text(cell, columns[at] + 4, rows[row] + 16, 9)
        for row, line in enumerate(cells)
        for at, cell in enumerate(line)
        if cell
    ]


def read(*sheets: Sheet) -> tuple[Page, ...]:
    return convert_pdf(pdf(sheets), "plans.pdf", SourceUnread("There is no OCR")).pages


def rows_of(page: Page) -> list[tuple[tuple[str, str], ...]]:
    return [block.columns for block in page.blocks if block.kind == "row"]


def named(*cells: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(HEADER, cells, strict=True))


def test_rows_name_their_columns_and_merged_cells_are_parents_of_all_they_cover() -> None:
    edges = (100.0, 130.0, 160.0, 190.0)
    cells = (HEADER, ("U1. Mobilitāte", "Ietve", "2025", "120 000"), ("", "Ceļš", "2026", "90 000"))
    sheet = Sheet(tuple(texts(cells, edges)), tuple(grid(COLUMNS, edges, merged=[(2, 0)])))
    page = read(sheet)[0]
    assert rows_of(page) == [
        named("U1. Mobilitāte", "Ietve", "2025", "120 000"),
        named("U1. Mobilitāte", "Ceļš", "2026", "90 000"),
    ]
    assert page.blocks[1].boxes == (Box(60.0, 160.0, 530.0, 190.0),)
    assert (
        page.blocks[1].text == "Uzdevums: U1. Mobilitāte; Pasākums: Ceļš; Termiņš: 2026; Summa, EUR: 90 000"
    )


def test_a_table_goes_on_over_pages_with_its_header_and_parents() -> None:
    one, two = (600.0, 630.0, 660.0), (100.0, 130.0, 160.0)
    running = (Text("Rīcības plāns", 60, 50, 8),)
    first = (HEADER, ("U1. Mobilitāte", "Ietve", "2025", "120 000"))
    second = (("", "Ceļš", "2026", "90 000"), ("U2. Vide", "Parks", "2027", "50 000"))
    pages = read(
        Sheet((*running, *texts(first, one), Text("1. lpp.", 60, 810, 8)), tuple(grid(COLUMNS, one))),
        Sheet((*running, *texts(second, two), Text("2. lpp.", 60, 810, 8)), tuple(grid(COLUMNS, two))),
    )
    assert rows_of(pages[0]) == [named("U1. Mobilitāte", "Ietve", "2025", "120 000")]
    assert rows_of(pages[1]) == [
        named("U1. Mobilitāte", "Ceļš", "2026", "90 000"),
        named("U2. Vide", "Parks", "2027", "50 000"),
    ]


def test_a_header_printed_again_is_no_row() -> None:
    edges = (100.0, 130.0, 160.0)
    first = (HEADER, ("U1", "Ietve", "2025", "120 000"))
    second = (HEADER, ("U1", "Ceļš", "2026", "90 000"))
    pages = read(
        *(Sheet(tuple(texts(cells, edges)), tuple(grid(COLUMNS, edges))) for cells in (first, second))
    )
    assert [rows_of(page) for page in pages] == [
        [named("U1", "Ietve", "2025", "120 000")], [named("U1", "Ceļš", "2026", "90 000")],
    ]  # fmt: skip


def test_a_table_under_a_text_of_its_own_is_another_table() -> None:
    edges = (100.0, 130.0, 160.0)
    first = (HEADER, ("U1", "Ietve", "2025", "120 000"))
    second = (("Risks", "Sekas", "Līmenis", "Rīcība"), ("Plūdi", "Applūst", "augsts", "Dambis"))
    strokes = tuple(grid(COLUMNS, edges))
    pages = read(
        Sheet(tuple(texts(first, edges)), strokes),
        Sheet((Text("Riski ir četri.", 60, 80, 11), *texts(second, edges)), strokes),
    )
    assert rows_of(pages[1]) == [
        (("Risks", "Plūdi"), ("Sekas", "Applūst"), ("Līmenis", "augsts"), ("Rīcība", "Dambis"))
    ]


def test_text_before_and_after_a_table_keeps_its_order() -> None:
    edges = (200.0, 230.0, 260.0)
    cells = (HEADER, ("U1", "Ietve", "2025", "120 000"))
    lines = (
        *paragraph("Pirms tabulas ir rindkopa.", 150),
        *texts(cells, edges),
        *paragraph("Pēc tabulas ir cita.", 300),
    )
    page = read(Sheet(lines, tuple(grid(COLUMNS, edges))))[0]
    assert [block.kind for block in page.blocks] == ["paragraph", "row", "paragraph"]
    assert [page.blocks[0].text, page.blocks[2].text] == [
        "Pirms tabulas ir rindkopa.",
        "Pēc tabulas ir cita.",
    ]


def test_a_turned_page_gives_the_same_rows() -> None:
    edges = (100.0, 130.0, 160.0)
    cells = (HEADER, ("U1", "Ietve", "2025", "120 000"))
    page = read(Sheet(tuple(texts(cells, edges)), tuple(grid(COLUMNS, edges)), turned=90))[0]
    assert rows_of(page) == [named("U1", "Ietve", "2025", "120 000")]


def test_lines_of_a_cell_are_kept_apart_for_repair() -> None:
    edges = (100.0, 130.0, 175.0)
    cells = (HEADER, ("U1", "Ietves atjau-", "2025", "120 000"))
    lines = (*texts(cells, edges), Text("nošana", 164, 159, 9))
    page = read(Sheet(lines, tuple(grid(COLUMNS, edges))))[0]
    assert rows_of(page)[0][1] == ("Pasākums", "Ietves atjau-\nnošana")


@pytest.mark.parametrize(
    "strokes",
    [
        [
            (60, 100, 530, 100),
            (60, 160, 530, 160),
            (60, 100, 60, 160),
            (530, 100, 530, 160),
        ],  # a box around text
        [(60, 100, 530, 100), (60, 130, 530, 130), (60, 160, 530, 160)],  # rules without columns
        grid((60, 300, 530), (400, 500, 600)),  # boxes without text
    ],
)
def test_drawings_that_are_no_tables_leave_their_text_alone(strokes: list[Stroke]) -> None:
    page = read(Sheet(tuple(paragraph("Rāmī ir parasta rindkopa par ielām.", 120)), tuple(strokes)))[0]
    assert page.blocks == (
        Block("Rāmī ir parasta rindkopa par ielām.", "paragraph", boxes=page.blocks[0].boxes),
    )


def test_broken_and_doubled_lines_are_one_and_missing_outer_ones_are_taken_from_the_others() -> None:
    rules = Rules(
        horizontal=(Rule(100, 50, 148), Rule(101, 150, 250), Rule(130, 50, 250), Rule(160, 50, 250)),
        vertical=(Rule(150, 100, 129), Rule(150.5, 131, 160)),
    )
    found = find_grids(rules)
    assert [(one.columns, one.rows) for one in found] == [((50, 150.25, 250), (100.5, 130, 160))]
    assert found[0].cells == (Cell(0, 0, 0, 0), Cell(0, 1, 0, 1), Cell(1, 0, 1, 0), Cell(1, 1, 1, 1))


def test_a_cell_may_span_columns_and_rows() -> None:
    rules = Rules(
        horizontal=(Rule(100, 50, 250), Rule(130, 150, 250), Rule(160, 50, 250)),
        vertical=(Rule(50, 100, 160), Rule(150, 100, 160), Rule(200, 130, 160), Rule(250, 100, 160)),
    )
    assert find_grids(rules)[0].cells == (
        Cell(0, 0, 1, 0),
        Cell(0, 1, 0, 2),
        Cell(1, 1, 1, 1),
        Cell(1, 2, 1, 2),
    )


def aligned(*rows: Sequence[str], columns: Sequence[float] = COLUMNS, top: float = 120.0) -> list[Text]:
    return [
        Text(cell, columns[at], top + 24 * number, 9)
        for number, row in enumerate(rows)
        for at, cell in enumerate(row)
        if cell
    ]


def test_cells_that_stand_in_columns_without_lines_are_rows_too() -> None:
    lines = (
        *paragraph(
            "Pasākumi ir uzskaitīti tabulā, un par katru atbild sava nodaļa, kas raksta pārskatu.", 80
        ),
        *aligned(
            HEADER,
            ("U1", "Ietve", "2025", "120 000"),
            ("U2", "Parks", "2026", "90 000"),
            ("", "Kopā", "", "210 000"),
        ),
        Text("un soliņi", 160, 120 + 48 + 11, 9),
        *paragraph("Summas ir indikatīvas, un tās precizē pēc katra iepirkuma, kas pārsniedz summu.", 240),
    )
    page = read(Sheet(lines))[0]
    assert rows_of(page) == [
        named("U1", "Ietve", "2025", "120 000"),
        named("U2", "Parks\nun soliņi", "2026", "90 000"),
        (("Pasākums", "Kopā"), ("Summa, EUR", "210 000")),
    ]
    assert [block.kind for block in page.blocks] == ["paragraph", "row", "row", "row", "paragraph"]


@pytest.mark.parametrize(
    "lines",
    [
        aligned(*[("•", f"{number}. ielas atjaunošana") for number in range(6)]),  # a list
        aligned(*[(f"{number}.", "ielas atjaunošana") for number in range(6)]),  # a numbered list
        aligned(
            *[("Pašvaldība atjauno ielas un ietves visās apkaimēs,",) * 2 for _ in range(8)],
            columns=(60.0, 320.0),
        ),  # text in two columns
        aligned(("Datums", "Numurs"), ("01.02.2024.", "12")),  # two lines
    ],
)
def test_lists_and_text_in_columns_are_no_tables(lines: list[Text]) -> None:
    assert rows_of(read(Sheet(tuple(lines)))[0]) == []
