"""Golden PDFs with tables, made by fpdf2: merged parents, headers once or on each page, no ruling lines."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf.enums import TableBordersLayout

from tests.data.golden_parts import Paper, column_lines, made, page, row, rows_named, said
from tests.data.golden_plan import HEADER, PLAN, plan_rows

_WIDTHS = (44, 16, 58, 44, 24, 38, 33)
_ON_PAGES = (5, 6, 7, 6)


def _cell(pdf: Paper, x: float, y: float, width: float, height: float, text: str) -> None:
    pdf.rect(x, y, width, height)
    pdf.lines(column_lines(pdf, text, width - 4), x + 2, y + 5, step=4.6)


@made(
    "ricibas-plans.pdf",
    title="Rīcības plāns 2024.–2028. gadam",
    sentences=[
        *said(
            page(1),
            "Rīcības plānā iekļauti pasākumi, kuriem ir noteikts atbildīgais un finansējuma avots.",
            "Termiņi var tikt precizēti, aktualizējot plānu.",
        ),
        *said(page(4), "Rīcības plānu aktualizē reizi gadā, vienlaikus ar budžetu."),
    ],
    rows=plan_rows(_ON_PAGES, bands=False),
)
def action_plan() -> bytes:
    """An action plan over four landscape pages: tasks merged over rows and page ends, one header."""
    pdf = Paper("Rīcības plāns 2024.–2028. gadam", landscape=True, margin=20)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.block("Rīcības plāns 2024.–2028. gadam", 18, "B", after=3)
    pdf.block(
        "Rīcības plānā iekļauti pasākumi, kuriem ir noteikts atbildīgais un finansējuma avots. Termiņi "
        "var tikt precizēti, aktualizējot plānu.",
        after=4,
    )
    lefts = [20 + sum(_WIDTHS[:at]) for at in range(len(_WIDTHS))]
    pdf.face(10, "B")
    y = pdf.y
    for x, width, name in zip(lefts, _WIDTHS, HEADER, strict=True):
        _cell(pdf, x, y, width, 12, name)
    y += 12
    height = 23.0
    room = _ON_PAGES[0]
    number = 1
    for _, tasks in PLAN:
        for task, found in tasks:
            start, text = y, task
            for measure in found:
                if room == 0:
                    if y > start:
                        _cell(pdf, 20, start, _WIDTHS[0], y - start, text)
                    number += 1
                    room = _ON_PAGES[number - 1]
                    pdf.add_page()
                    # A cell that the page's end has cut is empty on the next page.
                    text = text if y == start else ""
                    y = start = 20.0
                pdf.face(10)
                for x, width, cell in zip(lefts[1:], _WIDTHS[1:], measure, strict=True):
                    _cell(pdf, x, y, width, height, cell)
                y += height
                room -= 1
            _cell(pdf, 20, start, _WIDTHS[0], y - start, text)
    pdf.face(11)
    pdf.text(20, y + 10, "Rīcības plānu aktualizē reizi gadā, vienlaikus ar budžetu.")
    return pdf.data()


_INVESTMENTS = ("Nr.", "Projekta nosaukums", "Sasaiste", "Kopā, EUR", "Finansējuma avots", "Termiņš")
_PROJECTS = (
    ("1.", "Skolas ielas pārbūve", "VTP1-RV2-U3", "840 000",
     ("PB 120 000", "ES fondi 680 000", "VB 40 000"), "2024–2025"),
    ("2.", "Kultūras nama jumta nomaiņa", "VTP2-RV1-U1", "96 500,50", ("PB 96 500,50",), "2024"),
    ("3.", "Ūdenssaimniecības attīstība Pārogrē", "VTP1-RV4-U2", "2 310 000",
     ("KF 1 963 500", "PB 346 500"), "2024–2027"),
    ("4.", "Bibliotēkas piebūve", "VTP3-RV1-U2", "415 000", ("VB 200 000", "PB 215 000"), "2025"),
    ("5.", "Elektroautobusu iegāde", "VTP1-RV2-U1", "1 280 000", ("ES fondi 1 088 000", "PB 192 000"),
     "2025–2026"),
    ("6.", "Sporta laukuma izbūve Jaunogrē", "VTP3-RV2-U4", "158 000", ("PB 58 000", "Citi avoti 100 000"),
     "2025"),
    ("7.", "Dienas aprūpes centra pielāgošana", "VTP3-RV3-U1", "267 300", ("ERAF 227 205", "PB 40 095"),
     "2026"),
    ("8.", "Industriālā parka pievadceļš", "VTP2-RV4-U1", "1 940 000",
     ("ERAF 1 649 000", "VB 97 000", "PB 194 000"), "2026–2027"),
    ("9.", "Mūzikas skolas akustikas uzlabošana", "VTP3-RV1-U3", "72 400", ("PB 72 400",), "2027"),
)  # fmt: skip


@made(
    "investiciju-plans.pdf",
    title="Ogres novada investīciju plāns 2024.–2027. gadam",
    sentences=said(page(1), "Investīciju plānā iekļauti projekti, kuru īstenošana sākas trīs gadu laikā."),
    rows=[
        row(
            dict(zip(_INVESTMENTS, (*found[:4], " ".join(found[4]), found[5]), strict=True)),
            page(1 + at // 3),
        )
        for at, found in enumerate(_PROJECTS)
    ],
)
def investment_plan() -> bytes:
    """The header is repeated on each page; several funding sources in one cell; codes broken over lines."""
    pdf = Paper("Ogres novada investīciju plāns 2024.–2027. gadam", landscape=True, margin=20)
    pdf.set_auto_page_break(False)
    widths = (14, 78, 20, 36, 60, 34)
    for at, (number, name, link, total, sources, years) in enumerate(_PROJECTS):
        if at % 3 == 0:
            pdf.add_page()
            y = 20.0
            if at == 0:
                pdf.block("Ogres novada investīciju plāns 2024.–2027. gadam", 18, "B", after=3)
                pdf.block(
                    "Investīciju plānā iekļauti projekti, kuru īstenošana sākas trīs gadu laikā.", after=4
                )
                y = pdf.y
            pdf.face(10, "B")
            y = _line(pdf, y, widths, [[name] for name in _INVESTMENTS])
            pdf.face(10)
        codes = link.split("-")
        broken = [f"{code}-" for code in codes[:-1]] + codes[-1:]
        cells = [[number], column_lines(pdf, name, 72), broken, [total], list(sources), [years]]
        y = _line(pdf, y, widths, cells)
    return pdf.data()


def _line(pdf: Paper, y: float, widths: Sequence[float], cells: Sequence[list[str]]) -> float:
    height = 4 + 4.8 * max(len(lines) for lines in cells)
    x = pdf.l_margin
    for width, lines in zip(widths, cells, strict=True):
        pdf.rect(x, y, width, height)
        pdf.lines(lines, x + 2, y + 5.4, step=4.8)
        x += width
    return y + height


_BUDGET = ("Pasākums", "2024", "2025", "2026", "Kopā, EUR")
_SPENT = (
    ("Ielu apgaismojuma nomaiņa", "45 000", "60 000", "60 000", "165 000"),
    ("Parku un skvēru uzturēšana", "120 300", "124 000", "128 000", "372 300"),
    ("Bērnu rotaļu laukumu atjaunošana un drošības pārbaudes", "18 500", "22 000", "", "40 500"),
    ("Koku stādīšana", "", "9 800", "9 800", "19 600"),
    ("Vides objektu restaurācija", "7 250,50", "7 250,50", "7 250,50", "21 751,50"),
    ("Kopā", "191 050,50", "223 050,50", "205 050,50", "619 151,50"),
)


@made(
    "tabula-bez-linijam.pdf",
    title="Pilsētvides uzturēšanas budžets",
    headings=[(1, "Izdevumi pa gadiem"), (1, "Skaidrojums")],
    sentences=said(
        page(1),
        "Tabulā apkopoti izdevumi, kas apstiprināti domes sēdē.",
        "Summas norādītas eiro bez pievienotās vērtības nodokļa.",
        "Koku stādīšanu finansē no 2025. gada.",
        "Apgaismojuma nomaiņa notiek divās kārtās.",
    ),
    rows=rows_named(_BUDGET, _SPENT, page(1)),
)
def unruled_table() -> bytes:
    """A table without any line: columns told by their places; one cell takes two lines, some are empty."""
    pdf = Paper("Pilsētvides uzturēšanas budžets")
    pdf.add_page()
    pdf.block("Pilsētvides uzturēšanas budžets", 20, "B", after=5)
    pdf.block("Izdevumi pa gadiem", 15, "B")
    pdf.block(
        "Tabulā apkopoti izdevumi, kas apstiprināti domes sēdē. Summas norādītas eiro bez "
        "pievienotās vērtības nodokļa.",
        after=5,
    )
    y = pdf.y + 4
    rights = (0, 108, 132, 156, 186)
    for at, cells in enumerate((_BUDGET, *_SPENT)):
        pdf.face(10.5, "B" if at in {0, len(_SPENT)} else "")
        below = pdf.lines(column_lines(pdf, cells[0], 58), 22, y, step=4.8)
        for right, cell in zip(rights[1:], cells[1:], strict=True):
            pdf.text(right - pdf.get_string_width(cell), y, cell)
        y = below + 2.4
    pdf.set_y(y + 4)
    pdf.block("Skaidrojums", 15, "B")
    pdf.block("Koku stādīšanu finansē no 2025. gada. Apgaismojuma nomaiņa notiek divās kārtās.")
    return pdf.data()


_TARGETS = (
    ("Bezdarba līmenis", "8,4 %", "6,0 %", "NVA", "reizi gadā"),
    ("Jauni uzņēmumi", "112", "150", "Lursoft", "reizi gadā"),
    ("Nakšņojumu skaits", "41 300", "60 000", "CSP", "reizi ceturksnī"),
    ("Siltināto ēku skaits", "23", "40", "Īpašumu nodaļa", "reizi gadā"),
)
_TARGET_NAMES = ("Rādītājs", "Vērtība – 2022", "Vērtība – 2029", "Dati – Avots", "Dati – Biežums")


@made(
    "divlimenu-galvene.pdf",
    title="Attīstības programmas rezultatīvie rādītāji",
    sentences=said(
        page(1),
        "Rādītāji raksturo programmas ietekmi uz iedzīvotājiem un uzņēmumiem.",
        "Bāzes gads ir 2022. gads.",
    ),
    rows=rows_named(_TARGET_NAMES, _TARGETS, page(1)),
)
def two_level_header() -> bytes:
    """A ruled table whose header has two rows: "Vērtība" spans the years, "Rādītājs" both rows."""
    pdf = Paper("Attīstības programmas rezultatīvie rādītāji")
    pdf.add_page()
    pdf.block("Attīstības programmas rezultatīvie rādītāji", 18, "B", after=4)
    pdf.block("Rādītāji raksturo programmas ietekmi uz iedzīvotājiem un uzņēmumiem.", after=4)
    pdf.face(10)
    with pdf.table(
        num_heading_rows=2,
        col_widths=(54, 26, 26, 32, 28),
        borders_layout=TableBordersLayout.ALL,
        padding=1.5,
    ) as table:
        upper = table.row()
        upper.cell("Rādītājs", rowspan=2)
        upper.cell("Vērtība", colspan=2, align="C")
        upper.cell("Dati", colspan=2, align="C")
        table.row(["2022", "2029", "Avots", "Biežums"])
        for line in _TARGETS:
            table.row(line)
    pdf.ln(5)
    pdf.block("Bāzes gads ir 2022. gads.")
    return pdf.data()


_STAFF = ("Iestāde", "Amata vietas", "Aizpildītas", "Piezīmes")
_POSTS = (
    ("Sociālais dienests", "64", "58", "trūkst sociālo darbinieku"),
    ("Būvvalde", "22", "22", ""),
    ("Pašvaldības policija", "85", "71", "konkurss izsludināts divas reizes, bet pretendentu nav bijis"),
    ("Bāriņtiesa", "9", "9", ""),
    ("Centrālā bibliotēka", "47", "46", "viena vieta ir sezonas darbiniekam"),
)


@made(
    "tabula-ar-svitram.pdf",
    title="Personāla pārskats",
    headings=[(1, "Amata vietas iestādēs")],
    sentences=said(
        page(1),
        "Pārskats sagatavots pēc stāvokļa uz 1. janvāri.",
        "Vakanto vietu īpatsvars gada laikā samazinājies.",
    ),
    rows=rows_named(_STAFF, _POSTS, page(1)),
)
def table_with_rules_below_rows() -> bytes:
    """A table with lines below its rows only, as in many reports; the last column runs over two lines."""
    pdf = Paper("Personāla pārskats")
    pdf.add_page()
    pdf.block("Personāla pārskats", 20, "B", after=5)
    pdf.block("Amata vietas iestādēs", 15, "B")
    pdf.block("Pārskats sagatavots pēc stāvokļa uz 1. janvāri.", after=4)
    lefts = (22, 76, 106, 132)
    y = pdf.y
    for at, cells in enumerate((_STAFF, *_POSTS)):
        pdf.face(10.5, "" if at else "B")
        y += 5.5
        broken = [column_lines(pdf, cell, 52) for cell in cells]
        for left, lines in zip(lefts, broken, strict=True):
            pdf.lines(lines, left, y, step=4.8)
        y += 4.8 * (max(map(len, broken)) - 1) + 2
        pdf.line(22, y, 188, y)
    pdf.set_y(y + 6)
    pdf.block("Vakanto vietu īpatsvars gada laikā samazinājies.")
    return pdf.data()
