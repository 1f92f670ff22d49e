"""Golden workbooks: merged parents, hidden parts, several tables on a sheet, numbers as they are shown."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from tests.data.golden_parts import MADE, MARK, made, row, rows_of, said, without_time


def started(title: str, sheet: str) -> tuple[Any, Any]:
    """Return a workbook with its properties, and its first sheet."""
    book = Workbook()
    about = book.properties
    about.title, about.keywords, about.creator = title, MARK, "Paraugu sagatavotājs"
    about.created = about.modified = MADE.replace(tzinfo=None)
    first = book.active
    first.title = sheet
    return book, first


def written(book: Any) -> bytes:
    """Return a workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return without_time(out.getvalue())


_MONEY = "#,##0"
_PLAN = (
    ("SM1. Zināšanas", "U1. Skolu tīkls", "Pārbūvēt sākumskolu", 120000, None, 680000, "2026"),
    ("SM1. Zināšanas", "U1. Skolu tīkls", "Iegādāties skolēnu autobusu", 145000, None, None, "2025"),
    ("SM1. Zināšanas", "U2. Mūžizglītība", "Izveidot digitālo prasmju kursus", 15000, 22000, None, "2025"),
    ("SM2. Vide", "U3. Ūdens", "Atjaunot attīrīšanas iekārtas", 300000, None, 1700000, "2027"),
    ("SM2. Vide", "U3. Ūdens", "Sakopt Ogres upes krastus", 48000, None, None, "2026"),
)
_PLAN_NAMES = (
    "Mērķis", "Uzdevums", "Pasākums",
    "Finansējums, EUR – PB", "Finansējums, EUR – VB", "Finansējums, EUR – ES fondi", "Termiņš",
)  # fmt: skip


def _shown(value: object) -> str:
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else str(value or "")


@made(
    "apvienotas-sunas.xlsx",
    title="Ogres novada rīcības plāns 2025.–2027. gadam",
    sentences=said(
        rows_of("Rīcības plāns", 2),
        "Apstiprināts ar domes 2024. gada 19. decembra lēmumu Nr. 512",
    ),
    rows=[
        *(
            row(
                {name: _shown(cell) for name, cell in zip(_PLAN_NAMES, cells, strict=True) if cell},
                rows_of("Rīcības plāns", at),
            )
            for at, cells in enumerate(_PLAN, 6)
        ),
        row({"Saīsinājums": "PB", "Skaidrojums": "pašvaldības budžets"}, rows_of("Saīsinājumi", 2)),
        row({"Saīsinājums": "VB", "Skaidrojums": "valsts budžets"}, rows_of("Saīsinājumi", 3)),
        row(
            {"Saīsinājums": "ES fondi", "Skaidrojums": "Eiropas Savienības fondi"}, rows_of("Saīsinājumi", 4)
        ),
    ],
)
def merged_cells() -> bytes:
    """A title over the whole width, a header of two rows, goals and tasks merged over rows; two sheets."""
    book, sheet = started("Ogres novada rīcības plāns 2025.–2027. gadam", "Rīcības plāns")
    sheet["A1"] = "Ogres novada rīcības plāns 2025.–2027. gadam"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "Apstiprināts ar domes 2024. gada 19. decembra lēmumu Nr. 512"
    names = {"A": "Mērķis", "B": "Uzdevums", "C": "Pasākums", "D": "Finansējums, EUR", "G": "Termiņš"}
    for column, name in names.items():
        sheet[f"{column}4"] = name
        sheet[f"{column}4"].font = Font(bold=True)
        if column != "D":
            sheet.merge_cells(f"{column}4:{column}5")
    sheet.merge_cells("D4:F4")
    for column, name in zip("DEF", ("PB", "VB", "ES fondi"), strict=True):
        sheet[f"{column}5"] = name
    for at, cells in enumerate(_PLAN, 6):
        _write_row(sheet, at, cells)
    for span in ("A6:A8", "A9:A10", "B6:B7", "B9:B10"):
        sheet.merge_cells(span)
    short = book.create_sheet("Saīsinājumi")
    for line in (
        ("Saīsinājums", "Skaidrojums"),
        ("PB", "pašvaldības budžets"),
        ("VB", "valsts budžets"),
        ("ES fondi", "Eiropas Savienības fondi"),
    ):
        short.append(line)
    return written(book)


def _write_row(sheet: Any, at: int, cells: tuple[Any, ...]) -> None:
    for column, cell in zip("ABCDEFG", cells, strict=True):
        if cell is not None:
            sheet[f"{column}{at}"] = cell
            sheet[f"{column}{at}"].number_format = _MONEY if column in "DEF" else "General"


@made(
    "sleptas-kolonnas.xlsx",
    title="Projektu reģistrs",
    sentences=[],
    rows=[
        row(
            {"Nr.": "1", "Projekts": "Bērnudārza siltināšana", "Summa, EUR": "412 000"},
            rows_of("Projekti", 2),
        ),
        row({"Nr.": "2", "Projekts": "Veloceliņš gar jūru", "Summa, EUR": "980 000"}, rows_of("Projekti", 3)),
        row({"Nr.": "4", "Projekts": "Bibliotēkas jumts", "Summa, EUR": "67 500"}, rows_of("Projekti", 5)),
        row({"Nr.": "5", "Projekts": "Tirgus laukums", "Summa, EUR": "230 000"}, rows_of("Projekti", 6)),
    ],
    absent=["Iekšējā piezīme", "zvanīt grāmatvedei", "Atceltais projekts", "Darba lapas saturs"],
)
def hidden_parts() -> bytes:
    """A hidden column, a hidden row and a hidden sheet: what a reader of the sheet does not see stays out."""
    book, sheet = started("Projektu reģistrs", "Projekti")
    for line in (
        ("Nr.", "Projekts", "Iekšējā piezīme", "Summa, EUR"),
        (1, "Bērnudārza siltināšana", "zvanīt grāmatvedei", 412000),
        (2, "Veloceliņš gar jūru", "gaidām atzinumu no vides dienesta", 980000),
        (3, "Atceltais projekts", "dzēst pēc audita", 1),
        (4, "Bibliotēkas jumts", "pārbaudīt tāmi", 67500),
        (5, "Tirgus laukums", "nav saskaņots", 230000),
    ):
        sheet.append(line)
    for at in range(2, 7):
        sheet[f"D{at}"].number_format = _MONEY
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[4].hidden = True
    work = book.create_sheet("Darbs")
    work["A1"] = "Darba lapas saturs"
    work.sheet_state = "hidden"
    return written(book)


@made(
    "divas-tabulas.xlsx",
    title="Sociālā dienesta statistika",
    headings=[(1, "Pakalpojumu saņēmēji"), (1, "Pabalsti")],
    sentences=said(rows_of("2023", 14), "Dati no Sociālā dienesta reģistra, 2024. gada janvāris."),
    rows=[
        row({"Grupa": "Seniori", "Pakalpojums": "Aprūpe mājās", "Personas": "212"}, rows_of("2023", 3)),
        row({"Grupa": "Seniori", "Pakalpojums": "Dienas centrs", "Personas": "96"}, rows_of("2023", 4)),
        row({"Grupa": "Bērni", "Pakalpojums": "Asistents", "Personas": "41"}, rows_of("2023", 5)),
        row({"Grupa": "Bērni", "Pakalpojums": "Psihologs", "Personas": "118"}, rows_of("2023", 6)),
        row({"Pabalsta veids": "Mājokļa pabalsts", "Ģimenes": "390", "Vidēji, EUR": "84,50"},
            rows_of("2023", 10)),
        row({"Pabalsta veids": "GMI pabalsts", "Ģimenes": "75", "Vidēji, EUR": "131,20"},
            rows_of("2023", 11)),
        row({"Pabalsta veids": "Pabalsts krīzes situācijā", "Ģimenes": "22", "Vidēji, EUR": "300,00"},
            rows_of("2023", 12)),
    ],
)  # fmt: skip
def two_tables() -> bytes:
    """Two tables below each other, each with a title; a parent is written once, above empty cells; a note."""
    book, sheet = started("Sociālā dienesta statistika", "2023")
    lines: list[tuple[Any, ...]] = [
        ("Pakalpojumu saņēmēji",),
        ("Grupa", "Pakalpojums", "Personas"),
        ("Seniori", "Aprūpe mājās", 212),
        (None, "Dienas centrs", 96),
        ("Bērni", "Asistents", 41),
        (None, "Psihologs", 118),
        (),
        ("Pabalsti",),
        ("Pabalsta veids", "Ģimenes", "Vidēji, EUR"),
        ("Mājokļa pabalsts", 390, 84.5),
        ("GMI pabalsts", 75, 131.2),
        ("Pabalsts krīzes situācijā", 22, 300),
        (),
        ("Dati no Sociālā dienesta reģistra, 2024. gada janvāris.",),
    ]
    for at, line in enumerate(lines, 1):
        for column, cell in zip("ABC", line, strict=False):
            if cell is not None:
                sheet[f"{column}{at}"] = cell
    for at in (10, 11, 12):
        sheet[f"C{at}"].number_format = "#,##0.00"
    for cell in ("A1", "A8", "A2", "B2", "C2", "A9", "B9", "C9"):
        sheet[cell].font = Font(bold=True)
    return written(book)


@made(
    "blakus-tabulas.xlsx",
    title="Iedzīvotāju aptaujas kopsavilkums",
    sentences=[],
    rows=[
        row({"Vecums": "18–29", "Respondenti": "140"}, rows_of("Aptauja", 2)),
        row({"Vecums": "30–59", "Respondenti": "402"}, rows_of("Aptauja", 3)),
        row({"Vecums": "60 un vairāk", "Respondenti": "268"}, rows_of("Aptauja", 4)),
        row({"Apkaime": "Vecpilsēta", "Vērtējums": "4,1"}, rows_of("Aptauja", 2)),
        row({"Apkaime": "Ezerkrasts", "Vērtējums": "3,8"}, rows_of("Aptauja", 3)),
        row({"Apkaime": "Zaļā birze", "Vērtējums": "4,4"}, rows_of("Aptauja", 4)),
    ],
)
def tables_side_by_side() -> bytes:
    """Two tables beside each other with an empty column between: a row belongs to one of them."""
    book, sheet = started("Iedzīvotāju aptaujas kopsavilkums", "Aptauja")
    for line in (
        ("Vecums", "Respondenti", None, "Apkaime", "Vērtējums"),
        ("18–29", 140, None, "Vecpilsēta", 4.1),
        ("30–59", 402, None, "Ezerkrasts", 3.8),
        ("60 un vairāk", 268, None, "Zaļā birze", 4.4),
    ):
        sheet.append(line)
    return written(book)


_AMOUNTS: tuple[tuple[str, Any, str, str], ...] = (
    ("Kopējās izmaksas", 1234567.5, "#,##0.00", "1 234 567,50"),
    ("Attiecināmās izmaksas", 1100000, '#,##0.00\\ "EUR"', "1 100 000,00 EUR"),
    ("Intensitāte", 0.85, "0%", "85%"),
    ("Īpatsvars", 0.4256, "0.0%", "42,6%"),
    ("Sākuma datums", date(2025, 3, 1), "dd.mm.yyyy", "01.03.2025"),
    ("Beigu datums", date(2027, 12, 31), 'dd.mm.yyyy"."', "31.12.2027."),
    ("Uzsākšanas gads", 2025, "General", "2025"),
    ("Garums, km", 2.4, "0.00", "2,40"),
    ("Vidējais rādītājs", 0.1 + 0.2, "General", "0,3"),
    ("Atlikums", -1500, "#,##0", "-1 500"),
    ("Līguma numurs", "2025/17-A", "General", "2025/17-A"),
    ("Darba vietas", 0, "General", "0"),
)


@made(
    "summas.xlsx",
    title="Projekta finanšu rādītāji",
    sentences=[],
    rows=[
        row({"Nr.": str(at), "Rādītājs": name, "Vērtība": shown}, rows_of("Finanses", 1 + at))
        for at, (name, _, _, shown) in enumerate(_AMOUNTS, 1)
    ],
)
def amounts() -> bytes:
    """Amounts, shares and dates are kept as numbers with a format.

    They are read as a Latvian Excel shows them.
    """
    book, sheet = started("Projekta finanšu rādītāji", "Finanses")
    sheet.append(("Nr.", "Rādītājs", "Vērtība"))
    for at, (name, value, form, _) in enumerate(_AMOUNTS, 1):
        sheet.append((at, name, value))
        sheet[f"C{1 + at}"].number_format = form
    return written(book)
