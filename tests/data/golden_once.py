"""Golden documents that LibreOffice 7.4 or Chromium made once from the inputs here; committed as they are.

`make_again` makes them anew (`python -m tests.data.make_golden --once`); page numbers may move with another
version of the program, so look at the pages before committing.
"""

from __future__ import annotations

import html
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.data.golden_docx import started, written
from tests.data.golden_parts import made_once, page, row, rows_named, said, section
from tests.data.golden_plan import HEADER, PLAN, Measure, plan_rows

OFFICE = "LibreOffice 7.4.7"
BROWSER = "Chromium 156"


@dataclass(frozen=True)
class Input:
    """What a program makes a document from."""

    suffix: str
    build: Callable[[], bytes]


INPUTS: dict[str, Input] = {}


def make_again(folder: Path) -> None:
    """Make the documents anew; needs soffice and chromium."""
    for name, given in INPUTS.items():
        with tempfile.TemporaryDirectory() as work:
            source = Path(work) / f"{Path(name).stem}{given.suffix}"
            source.write_bytes(given.build())
            target = Path(work) / "made" / name
            target.parent.mkdir()
            subprocess.run(_command(source, target, Path(work)), check=True, capture_output=True)
            (folder / name).write_bytes(target.read_bytes())


def _command(source: Path, target: Path, work: Path) -> list[str]:
    if source.suffix == ".html":
        return [
            "chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer",
            f"--user-data-dir={work}/profile", f"--print-to-pdf={target}", str(source),
        ]  # fmt: skip
    return [
        "soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to",
        target.suffix[1:], "--outdir", str(target.parent), str(source),
    ]  # fmt: skip


def _turned(document: Any) -> None:
    frame = document.sections[0]
    frame.orientation = WD_ORIENT.LANDSCAPE
    frame.page_width, frame.page_height = Mm(297), Mm(210)
    frame.left_margin = frame.right_margin = frame.top_margin = frame.bottom_margin = Mm(20)


def _plain_font(document: Any, name: str = "Liberation Serif", size: float = 10) -> None:
    for style in ("Normal", "Title", "Heading 1", "Heading 2"):
        font = document.styles[style].font
        font.name = name
        properties = document.styles[style].element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        for kind in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{kind}"), name)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Normal"].font.size = Pt(size)


# --- the action plan

_INTRODUCTION = (
    "Rīcības plānā iekļauti pasākumi, kuriem ir noteikts atbildīgais un finansējuma avots.",
    "Termiņi var tikt precizēti, aktualizējot plānu.",
)
_CLOSING = "Rīcības plānu aktualizē reizi gadā, vienlaikus ar budžetu."


def plan_in_word() -> bytes:
    """Return the action plan as a Word file: bands, merged tasks, the header not repeated."""
    document = started("Rīcības plāns 2024.–2028. gadam")
    _turned(document)
    _plain_font(document)
    document.add_heading("Rīcības plāns 2024.–2028. gadam", 0)
    document.add_paragraph(" ".join(_INTRODUCTION))
    table = document.add_table(rows=1, cols=len(HEADER), style="Table Grid")
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = name
    for direction, tasks in PLAN:
        band = table.add_row().cells
        band[0].merge(band[-1]).text = direction
        for task, found in tasks:
            _write_task(table, task, found)
    for line in table.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    document.add_paragraph(_CLOSING)
    return written(document)


def _write_task(table: Any, task: str, found: Sequence[Measure]) -> None:
    first = len(table.rows)
    for measure in found:
        line = table.add_row()
        line.height = Mm(22)
        for cell, text in zip(line.cells[1:], measure, strict=True):
            cell.text = text
    table.cell(first, 0).merge(table.cell(len(table.rows) - 1, 0)).text = task


def plan_as_page() -> bytes:
    """Return the action plan as a web page to print: bands, rowspan, the header in the body of the table."""
    lines = ["".join(f"<th>{name}</th>" for name in HEADER)]
    for direction, tasks in PLAN:
        lines.append(f'<td class="band" colspan="{len(HEADER)}">{direction}</td>')
        for task, found in tasks:
            for at, measure in enumerate(found):
                merged = f'<td rowspan="{len(found)}">{html.escape(task)}</td>' if at == 0 else ""
                lines.append(merged + "".join(f"<td>{html.escape(cell)}</td>" for cell in measure))
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f"""<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8">
<title>Rīcības plāns 2024.–2028. gadam</title><meta name="keywords" content="Paraugdokuments">
<style>@page {{ size: A4 landscape; margin: 20mm }} body {{ font: 10pt "Liberation Sans" }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ border: 1px solid #333; padding: 4px 6px;
text-align: left; vertical-align: top }} tr {{ break-inside: avoid; height: 16mm }}
.band {{ background: #ddd }}
</style></head><body><h1>Rīcības plāns 2024.–2028. gadam</h1><p>{" ".join(_INTRODUCTION)}</p>
<table><tbody>{body}</tbody></table><p>{_CLOSING}</p></body></html>
""".encode()


INPUTS["ricibas-plans-libreoffice.pdf"] = Input(".docx", plan_in_word)
INPUTS["ricibas-plans-chromium.pdf"] = Input(".html", plan_as_page)
_IN_OFFICE = (6, 7, 7, 4)
_IN_BROWSER = (5, 7, 9, 3)
made_once(
    "ricibas-plans-libreoffice.pdf",
    OFFICE,
    title="Rīcības plāns 2024.–2028. gadam",
    notes="The action plan exported by a word processor: bands over the whole width, tasks merged over rows "
    "and page ends, header on the first page only.",
    sentences=[*said(page(1), *_INTRODUCTION), *said(page(4), _CLOSING)],
    rows=plan_rows(_IN_OFFICE, bands=True),
)
made_once(
    "ricibas-plans-chromium.pdf",
    BROWSER,
    title="Rīcības plāns 2024.–2028. gadam",
    notes="The action plan printed by a browser: cells drawn with borders of their own, bands with a ground.",
    sentences=[*said(page(1), *_INTRODUCTION), *said(page(4), _CLOSING)],
    rows=plan_rows(_IN_BROWSER, bands=True),
)

# --- a row broken over a page's end

_TASKS = ("Nr.", "Uzdevums", "Apraksts", "Termiņš")
_TASK_ROWS = (
    ("1.", "Mājokļu pieejamība", "Pašvaldība apzina neizmantotās ēkas un zemes gabalus, kuros iespējams "
     "būvēt īres namus. Par katru vietu sagatavo izmaksu aprēķinu un iedzīvotāju viedokļu "
     "apkopojumu.", "2025"),
    ("2.", "Apkaimju centri", "Katrā apkaimē izveido vietu, kur iedzīvotāji var satikties, saņemt "
     "pašvaldības pakalpojumus un rīkot pasākumus. Telpas pielāgo cilvēkiem ar kustību "
     "traucējumiem. Darbu sāk ar divām apkaimēm, kurās iedzīvotāju skaits ir vislielākais, un pēc "
     "gada izvērtē pieredzi.", "2026"),
    ("3.", "Pagalmu atjaunošana", "Līdzfinansējumu piešķir dzīvokļu īpašnieku kopībām, kuras vienojušās par "
     "pagalma labiekārtošanu. Atbalsta stāvvietu sakārtošanu, apgaismojumu, rotaļu laukumus un lietus ūdens "
     "novadīšanu. Pieteikumus vērtē komisija, kurā darbojas arī iedzīvotāju pārstāvji. Konkursu rīko divas "
     "reizes gadā, un vienā kārtā atbalsta vismaz desmit pagalmus.", "2027"),
    ("4.", "Degradētās ēkas", "Sastāda sarakstu ar ēkām, kas apdraud cilvēku drošību, un vienojas ar "
     "īpašniekiem par sakārtošanu vai nojaukšanu.", "2028"),
)  # fmt: skip


def broken_row() -> bytes:
    """Return a Word file whose table has a row that the first page's end cuts."""
    document = started("Mājokļu programmas uzdevumi")
    _plain_font(document, size=12)
    document.sections[0].top_margin = Mm(25)
    document.add_heading("Mājokļu programmas uzdevumi", 0)
    for text in (
        "Uzdevumi sagatavoti kopā ar apkaimju biedrībām un apspriesti četrās sanāksmēs.",
        "Katra uzdevuma izpildi vērtē reizi pusgadā.",
    ):
        document.add_paragraph(text)
    space = document.add_paragraph()
    space.paragraph_format.space_before = Mm(62)
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, _TASKS, strict=True):
        cell.text = name
    for cells in _TASK_ROWS:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    for line in table.rows:
        for cell, width in zip(line.cells, (12, 32, 84, 22), strict=True):
            cell.width = Mm(width)
    return written(document)


INPUTS["rinda-pari-lapai.pdf"] = Input(".docx", broken_row)
made_once(
    "rinda-pari-lapai.pdf",
    OFFICE,
    title="Mājokļu programmas uzdevumi",
    notes="A row cut by the page's end: the text of one cell goes on on the next page, and the row is one.",
    sentences=said(
        page(1),
        "Uzdevumi sagatavoti kopā ar apkaimju biedrībām un apspriesti četrās sanāksmēs.",
        "Katra uzdevuma izpildi vērtē reizi pusgadā.",
    ),
    rows=[
        row(dict(zip(_TASKS, cells, strict=True)), page(number))
        for cells, number in zip(_TASK_ROWS, (1, 1, 2, 2), strict=True)
    ],
)

# --- text of a word processor and of a browser


def guidelines() -> bytes:
    """Return a Word file with headings, a list, a footnote-like header and footer, justified text."""
    document = started("Rīgas sabiedrības veselības pamatnostādnes")
    _plain_font(document, size=11)
    frame = document.sections[0]
    frame.header.paragraphs[0].text = "Labklājības departaments · darba redakcija"
    footer = frame.footer.paragraphs[0]
    footer.add_run("lapa ")
    for kind in ("begin", "", "end"):
        run = footer.add_run()
        if kind:
            run._r.append(
                parse_xml(
                    '<w:fldChar xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
                    f' w:fldCharType="{kind}"/>'
                )
            )
        else:
            run._r.append(
                parse_xml(
                    '<w:instrText xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
                    ' xml:space="preserve"> PAGE </w:instrText>'
                )
            )
    document.add_heading("Rīgas sabiedrības veselības pamatnostādnes", 0)
    document.add_heading("1. Problēmas raksturojums", 1)
    _justified(document, " ".join(_HEALTH[:3]))
    document.add_heading("1.1. Cēloņi", 2)
    document.add_paragraph("Galvenie cēloņi ir:")
    for text in _CAUSES:
        document.add_paragraph(text, style="List Bullet")
    document.add_page_break()
    document.add_heading("2. Rīcība", 1)
    _justified(document, " ".join(_HEALTH[3:]))
    return written(document)


def _justified(document: Any, text: str) -> None:
    document.add_paragraph(text).alignment = 3


_HEALTH = (
    "Rīgas iedzīvotāju paredzamais mūža ilgums ir par gadu īsāks nekā Eiropas Savienībā vidēji.",
    "Atšķirības starp apkaimēm ir lielākas nekā atšķirības starp Latvijas reģioniem, un tās pēdējos "
    "gados nav mazinājušās.",
    "Ar psihisko veselību saistītu pakalpojumu pieejamība ir nepietiekama.",
    "Pašvaldība atbalsta mobilās komandas, kas apmeklē senioru dzīvesvietas.",
    "Skolās ievieš veselīgas ēdināšanas standartu un palielina kustību laiku starpbrīžos.",
    "Rezultātus izvērtē 2027. gadā.",
)
_CAUSES = (
    "mazkustīgs dzīvesveids,",
    "gaisa piesārņojums pie galvenajām ielām,",
    "novēlota vēršanās pie ārsta.",
)
INPUTS["pamatnostadnes-libreoffice.pdf"] = Input(".docx", guidelines)
made_once(
    "pamatnostadnes-libreoffice.pdf",
    OFFICE,
    title="Rīgas sabiedrības veselības pamatnostādnes",
    notes="Text of a word processor: heading styles, justified lines, bullets of a symbol font, header, "
    "footer.",
    headings=[(1, "1. Problēmas raksturojums"), (2, "1.1. Cēloņi"), (1, "2. Rīcība")],
    sentences=[
        *said(page(1), *_HEALTH[:3], "Galvenie cēloņi ir:", *_CAUSES),
        *said(page(2), *_HEALTH[3:]),
    ],
    absent=["Labklājības departaments · darba redakcija", "lapa 1", "lapa 2"],
)


def leaflet() -> bytes:
    """Return a web page to print with a title over two columns of text."""
    parts = "".join(
        f"<h2>{heading}</h2>" + "".join(f"<p>{text}</p>" for text in texts) for heading, texts in _LEAFLET
    )
    return f"""<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8"><title>Ko plāno Ventspils?</title>
<style>@page {{ size: A4; margin: 20mm }} body {{ font: 11pt "Liberation Serif" }} h1 {{ font-size: 24pt }}
.flow {{ column-count: 2; column-gap: 10mm }} h2 {{ font-size: 14pt; break-after: avoid }}</style></head>
<body><h1>Ko plāno Ventspils?</h1><p>Īss pārskats par attīstības programmu iedzīvotājiem.</p>
<div class="flow">{parts}</div></body></html>
""".encode()


_LEAFLET = (
    ("Darbs un uzņēmumi", (
        "Brīvostas teritorijā sagatavos 40 hektārus jaunām ražotnēm.",
        "Uzņēmējiem būs pieejamas konsultācijas par eksporta tirgiem un darbinieku piesaisti.",
        "Jauniešiem piedāvās vasaras darbu pašvaldības iestādēs.",
    )),
    ("Pilsēta bērniem", (
        "Zinātnes centrā rīkos nodarbības visām pilsētas klasēm.",
        "Pludmalē atjaunos koka laipas, lai pie jūras var nokļūt arī ar bērnu ratiem.",
    )),
    ("Mājoklis", (
        "Divos gados uzcels 72 īres dzīvokļus.",
        "Daudzdzīvokļu māju siltināšanai pašvaldība sedz daļu projekta izmaksu.",
    )),
    ("Kultūra", (
        "Koncertzālē katru mēnesi notiks koncerts skolēniem.",
        "Pils muzejā atvērs jaunu ekspozīciju par ostas vēsturi.",
    )),
)  # fmt: skip
INPUTS["divas-slejas-chromium.pdf"] = Input(".html", leaflet)
made_once(
    "divas-slejas-chromium.pdf",
    BROWSER,
    title="Ko plāno Ventspils?",
    notes="A title and a line over the whole width, then text that a browser has set in two columns.",
    headings=[(1, heading) for heading, _ in _LEAFLET],
    sentences=said(
        page(1),
        "Īss pārskats par attīstības programmu iedzīvotājiem.",
        *(text for _, texts in _LEAFLET for text in texts),
    ),
)

# --- other formats

_SERVICES = ("Joma", "Pakalpojums", "Klientu skaits")
_SERVICE_ROWS = (
    ("Ģimenes", "Konsultācijas vecākiem", "140"),
    ("Ģimenes", "Atbalsta grupas", "36"),
    ("Seniori", "Aprūpe mājās", "212"),
    ("Seniori", "Drošības poga", "95"),
)


def report() -> bytes:
    """Return a Word file with headings, a list, and a table with merged parents."""
    document = started("Sociālo pakalpojumu gada pārskats")
    _plain_font(document, size=11)
    document.sections[0].footer.paragraphs[0].text = "Pārskats sagatavots iekšējai lietošanai"
    document.add_heading("Sociālo pakalpojumu gada pārskats", 0)
    document.add_heading("Pakalpojumi", 1)
    document.add_paragraph("Gada laikā pakalpojumus saņēma 483 klienti.")
    document.add_paragraph("Pieprasījums audzis visās jomās:")
    for text in ("ģimenēm ar bērniem,", "vientuļiem senioriem."):
        document.add_paragraph(text, style="List Bullet")
    document.add_heading("Klientu skaits", 2)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, name in zip(table.rows[0].cells, _SERVICES, strict=True):
        cell.text = name
    for cells in _SERVICE_ROWS:
        line = table.add_row().cells
        line[1].text, line[2].text = cells[1], cells[2]
    for first in (1, 3):
        table.cell(first, 0).merge(table.cell(first + 1, 0)).text = _SERVICE_ROWS[first - 1][0]
    document.add_heading("Secinājumi", 1)
    document.add_paragraph("Nākamgad jāpalielina aprūpētāju skaits.")
    return written(document)


_REPORT: dict[str, Any] = {
    "title": "Sociālo pakalpojumu gada pārskats",
    "headings": [(1, "Pakalpojumi"), (2, "Klientu skaits"), (1, "Secinājumi")],
    "sentences": [
        *said(
            section("Pakalpojumi"),
            "Gada laikā pakalpojumus saņēma 483 klienti.",
            "Pieprasījums audzis visās jomās:",
            "ģimenēm ar bērniem,",
            "vientuļiem senioriem.",
        ),
        *said(section("Secinājumi"), "Nākamgad jāpalielina aprūpētāju skaits."),
    ],
    "rows": rows_named(_SERVICES, _SERVICE_ROWS),
    "absent": ["Pārskats sagatavots iekšējai lietošanai"],
}
INPUTS["gada-parskats.odt"] = Input(".docx", report)
INPUTS["bagatinats-teksts.rtf"] = Input(".docx", report)
made_once(
    "gada-parskats.odt",
    OFFICE,
    notes="An OpenDocument text: headings, a list, a table whose parents are merged over rows, a footer.",
    **_REPORT,
)
made_once(
    "bagatinats-teksts.rtf",
    OFFICE,
    notes="The same report as rich text of a word processor: letters as \\u numbers, styles, merged cells.",
    **_REPORT,
)
