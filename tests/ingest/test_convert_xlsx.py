"""Sheets become rows with headers and parents; hidden parts stay out; numbers read as they are shown."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ingest.formats.archives import open_archive
from ingest.formats.office.number_formats import shown
from ingest.formats.office.package import Package
from ingest.formats.office.xlsx import convert_xlsx
from ingest.intake import XLSX
from ingest.pages import Block, Converted
from search.settings import Settings


def read(fill: Callable[[Workbook], None]) -> Converted:
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    with open_archive(out.getvalue(), "plans.xlsx", Settings()) as archive:
        return convert_xlsx(Package(archive, "plans.xlsx"), XLSX)


def test_action_plan_gives_a_row_for_each_measure() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "Plāns"
        sheet["A1"] = "Rīcības plāns 2022.–2027. gadam"
        sheet.merge_cells("A1:D1")
        sheet.append([])
        sheet.append(["Uzdevums", "Pasākums", "Termiņš", "Finansējums, EUR"])
        sheet.append(["U1 Mobilitāte", "Veloceļš", datetime.date(2024, 12, 31), 120000.5])
        sheet.append([None, "Ietve", 2025, 80500])
        sheet.merge_cells("A4:A5")
        sheet["C4"].number_format = "dd.mm.yyyy"
        sheet["D4"].number_format = "#,##0.00"

    page = read(fill).pages[0]

    assert (page.kind, page.number, page.name) == ("sheet", 1, "Plāns")
    assert page.blocks == (
        Block("Rīcības plāns 2022.–2027. gadam", "heading", 1, (), 1),
        Block(
            "Uzdevums: U1 Mobilitāte; Pasākums: Veloceļš; Termiņš: 31.12.2024; Finansējums, EUR: 120 000,50",
            "row",
            0,
            (
                ("Uzdevums", "U1 Mobilitāte"),
                ("Pasākums", "Veloceļš"),
                ("Termiņš", "31.12.2024"),
                ("Finansējums, EUR", "120 000,50"),
            ),
            4,
        ),
        Block(
            "Uzdevums: U1 Mobilitāte; Pasākums: Ietve; Termiņš: 2025; Finansējums, EUR: 80500",
            "row",
            0,
            (
                ("Uzdevums", "U1 Mobilitāte"),
                ("Pasākums", "Ietve"),
                ("Termiņš", "2025"),
                ("Finansējums, EUR", "80500"),
            ),
            5,
        ),
    )


def test_hidden_sheets_columns_and_rows_are_left_out_and_noted() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "Plāns"
        for row in (
            ("Nr.", "Piezīme", "Darbs"),
            (1, "slepeni", "Tilts"),
            (2, "slepeni", "Vārti"),
            (3, "x", "Ceļš"),
        ):
            sheet.append(row)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        book.create_sheet("Melnraksts").sheet_state = "hidden"
        book["Melnraksts"]["A1"] = "slepeni"

    converted = read(fill)

    assert [block.text for page in converted.pages for block in page.blocks] == [
        "Nr.: 1; Darbs: Tilts",
        "Nr.: 3; Darbs: Ceļš",
    ]
    assert converted.notes == (
        "Plāns: 1 hidden columns left out",
        "Plāns: 1 hidden rows left out",
        "hidden sheet left out: Melnraksts",
    )


def test_group_lines_become_parents_and_a_note_below_stays_a_note() -> None:
    def fill(book: Workbook) -> None:
        for row in (
            ("Kods", "Pasākums", "EUR"),
            ("1. Mobilitāte", None, None),
            ("1.1.", "Tilts", 5),
            ("2. Vide", None, None),
            ("2.1.", "Parks", 7),
            (None, "Kopā", 12),
            ("Piezīme: bez PVN", None, None),
        ):
            book.active.append(row)

    assert [block.text for block in read(fill).pages[0].blocks] == [
        "1. Mobilitāte; Kods: 1.1.; Pasākums: Tilts; EUR: 5",
        "2. Vide; Kods: 2.1.; Pasākums: Parks; EUR: 7",
        "2. Vide; Pasākums: Kopā; EUR: 12",
        "Piezīme: bez PVN",
    ]


def test_header_in_two_rows_names_both() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.append(("Pasākums", "Finansējums", None))
        sheet.append((None, "ES fondi", "Pašvaldība"))
        sheet.append(("Tilts", 100, 20))
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    assert [block.columns for block in read(fill).pages[0].blocks] == [
        (("Pasākums", "Tilts"), ("Finansējums – ES fondi", "100"), ("Finansējums – Pašvaldība", "20")),
    ]


def test_second_table_of_a_sheet_has_its_own_header() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in (("Darbs", "EUR"), ("Tilts", 5), (), ("Rādītājs", "Vērtība"), ("Ceļi, km", 4.6)):
            sheet.append(row)

    assert [block.text for block in read(fill).pages[0].blocks] == [
        "Darbs: Tilts; EUR: 5",
        "Rādītājs: Ceļi, km; Vērtība: 4,6",
    ]


def blocks(*rows: tuple[object, ...], merged: str = "") -> list[tuple[str, int, str, int]]:
    def fill(book: Workbook) -> None:
        for row in rows:
            book.active.append(row)
        for reference in merged.split():
            book.active.merge_cells(reference)

    return [(one.kind, one.level, one.text, one.row) for one in read(fill).pages[0].blocks]


def test_title_over_a_second_table_is_a_sibling_of_one_over_the_first() -> None:
    first = [("Darbs", "EUR"), ("Tilts", 5)]
    second = [("Ceļi",), ("Rādītājs", "Vērtība"), ("Ceļi, km", 4.6)]

    assert [one[:3] for one in blocks(("Tilti",), *first, (), *second) if one[0] == "heading"] == [
        ("heading", 1, "Tilti"),
        ("heading", 1, "Ceļi"),
    ]
    assert [one[:3] for one in blocks(("Plāns",), (), *first, (), *second) if one[0] == "heading"] == [
        ("heading", 1, "Plāns"),
        ("heading", 2, "Ceļi"),
    ]


def test_tables_beside_each_other_are_told_one_after_the_other() -> None:
    assert blocks(
        ("Aptaujas rezultāti",),
        ("Vecums", "Skaits", None, "Apkaime", "Vērtējums"),
        ("18–29", 140, None, "Centrs", 4.1),
        ("30–59", 402, None, "Ezers", 3.8),
        (None, None, None, "Birze", 4.4),
        ("Dati no iedzīvotāju aptaujas, 2024. gada janvāris.",),
        merged="A1:E1",
    ) == [
        ("heading", 1, "Aptaujas rezultāti", 1),
        ("row", 0, "Vecums: 18–29; Skaits: 140", 3),
        ("row", 0, "Vecums: 30–59; Skaits: 402", 4),
        ("row", 0, "Apkaime: Centrs; Vērtējums: 4,1", 3),
        ("row", 0, "Apkaime: Ezers; Vērtējums: 3,8", 4),
        ("row", 0, "Apkaime: Birze; Vērtējums: 4,4", 5),
        ("paragraph", 0, "Dati no iedzīvotāju aptaujas, 2024. gada janvāris.", 6),
    ]


def test_titles_and_later_rows_of_tables_beside_each_other_stay_with_their_table() -> None:
    assert blocks(
        ("Pēc vecuma", None, None, "Saīsinājumi"),
        ("Vecums", "Skaits", None, "Kods", "Skaidrojums"),
        ("18–29", 140, None, "PB", "budžets"),
        ("30–59", 402, None, "ES", "fondi"),
        (),
        ("60–79", 268, None, "VB", "valsts"),
        (),
        ("Piezīme",),
        (),
        ("Ielas",),
        ("Iela", "Garums"),
        ("Ostas", 7),
    ) == [
        ("heading", 1, "Pēc vecuma", 1),
        ("row", 0, "Vecums: 18–29; Skaits: 140", 3),
        ("row", 0, "Vecums: 30–59; Skaits: 402", 4),
        ("row", 0, "Vecums: 60–79; Skaits: 268", 6),
        ("heading", 1, "Saīsinājumi", 1),
        ("row", 0, "Kods: PB; Skaidrojums: budžets", 3),
        ("row", 0, "Kods: ES; Skaidrojums: fondi", 4),
        ("row", 0, "Kods: VB; Skaidrojums: valsts", 6),
        ("paragraph", 0, "Piezīme", 8),
        ("heading", 1, "Ielas", 10),
        ("row", 0, "Iela: Ostas; Garums: 7", 12),
    ]


def test_tables_beside_each_other_with_alike_first_columns_are_parted() -> None:
    header = ("Nr.", "Darbs", None, "Nr.", "Joma")
    rows = blocks(header, (1, "Tilts", None, 1, "Vide"), (2, "Ceļš", None, 2, "Kultūra"))

    assert [text for _, _, text, _ in rows] == [
        "Nr.: 1; Darbs: Tilts",
        "Nr.: 2; Darbs: Ceļš",
        "Nr.: 1; Joma: Vide",
        "Nr.: 2; Joma: Kultūra",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Nr.", "Darbs", None, "Atbildīgais", "EUR"),
            (1, "Tilts", None, "Dome", 5),
            (2, "Ceļš", None, "SIA", 7),
        ],
        [
            ("Darbs", "EUR", None, "Kas", "Gads"),
            ("Tilts", 5, None, "Dome", 2024),
            ("Ceļš", 7, None, "SIA", 2025),
        ],
        [
            ("Darbs", "EUR", None, "Kas", "km"),
            ("Tilts", 5, None, "Dome", 1.5),
            ("Ceļš", 7, None, "Dome", 2.5),
        ],
        [("Darbs", "EUR", None, "Piezīmes"), ("Tilts", 5, None, "steidzami"), ("Ceļš", 7, None, "vēlāk")],
        [
            ("Darbs", "EUR", None, "Joma", None),
            ("Tilts", 5, None, "Vide", 1.5),
            ("Ceļš", 7, None, "Siets", 2.5),
        ],
    ],
)
def test_empty_column_inside_one_table_does_not_part_it(rows: list[tuple[object, ...]]) -> None:
    told = blocks(*rows)

    assert len(told) == 2
    assert told[0][2].startswith(f"{rows[0][0]}: {rows[1][0]}; ")
    assert str(rows[1][3]) in told[0][2]


def test_prose_in_a_sheet_is_told_as_paragraphs() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["Pirmais teikums."])
        book.active.append(["Otrais teikums."])

    assert [(block.kind, block.text, block.row) for block in read(fill).pages[0].blocks] == [
        ("paragraph", "Pirmais teikums.", 1),
        ("paragraph", "Otrais teikums.", 2),
    ]


def test_metadata_is_given() -> None:
    def fill(book: Workbook) -> None:
        book.properties.title = "Ogres plāns"
        book.properties.creator = None
        book.active["A1"] = "x"

    assert read(fill).metadata == {"title": "Ogres plāns"}


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("120000.5", "#,##0.00", "120 000,50"),
        ("120000", "General", "120000"),
        ("4.6", "General", "4,6"),
        ("0.30000000000000004", "General", "0,3"),
        ("2.665", "0.00", "2,67"),
        ("0.85", "0%", "85%"),
        ("0.125", "0.0%", "12,5%"),
        ("0.85", "0 %", "85 %"),
        ("0.85", "0\\ %", "85 %"),
        ("0.85", '0.0" %"', "0,9 %"),
        ("85", '0"%"', "85%"),
        ("85", 'General"%"', "85%"),
        ("-0.85", "0%;[Red]-0%", "-85%"),
        ("0.85", '0%" gadā"', "85% gadā"),
        ("85", '0" no 100%"', "85 no 100%"),
        ("1234.5", '#,##0.00 "EUR"', "1 234,50 EUR"),
        ("1234.5", "#,##0.00\\ [$€-426]", "1 234,50 €"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1 234,50"),
        ("45657", "dd.mm.yyyy", "31.12.2024"),
        ("45657", "yyyy-mm-dd", "2024-12-31"),
        ("45657.75", "dd.mm.yyyy hh:mm", "31.12.2024 18:00"),
        ("45657", "mmmm yyyy", "decembris 2024"),
        ("1e300", "#,##0", "1e300"),
        ("teksts", "0.00", "teksts"),
    ],
)
def test_number_reads_as_its_format_shows_it(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_dates_of_old_macintosh_books_count_from_1904() -> None:
    assert shown("44195", "dd.mm.yyyy", from_1904=True) == "31.12.2024"
