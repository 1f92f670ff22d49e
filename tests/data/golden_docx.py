"""Golden Word documents: styles, bold headings, merged parents, numbering, notes, boxes, revisions."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.data.golden_parts import MADE, MARK, made, row, rows_named, said, section, without_time

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def started(title: str) -> Any:
    """Return an empty document with its properties."""
    document = Document()
    about = document.core_properties
    about.title, about.keywords, about.language = title, MARK, "lv-LV"
    about.author = about.last_modified_by = "Paraugu sagatavotājs"
    about.comments = ""
    about.created = about.modified = MADE.replace(tzinfo=None)
    return document


def written(document: Any) -> bytes:
    """Return a document's bytes."""
    out = io.BytesIO()
    document.save(out)
    return without_time(out.getvalue())


@made(
    "stili.docx",
    title="Daugavpils veselības veicināšanas plāns 2024.–2027. gadam",
    headings=[
        (1, "Esošā situācija"),
        (2, "Iedzīvotāju veselība"),
        (3, "Profilakse"),
        (2, "Pakalpojumu pieejamība"),
        (1, "Mērķi"),
    ],
    sentences=[
        *said(
            section("Iedzīvotāju veselība"),
            "Sirds un asinsvadu slimības ir biežākais nāves cēlonis.",
            "Divi no pieciem pieaugušajiem nenodarbojas ar fiziskām aktivitātēm.",
        ),
        *said(section("Profilakse"), "Vakcinācijas pret gripu aptvere senioru vidū ir 31 %."),
        *said(
            section("Pakalpojumu pieejamība"),
            "Pilsētā strādā 44 ģimenes ārsti.",
            "Rinda pie kardiologa pārsniedz trīs mēnešus.",
        ),
        *said(
            section("Mērķi"),
            "Palielināt fiziski aktīvo iedzīvotāju īpatsvaru līdz 45 %.",
            "Nodrošināt mobilo veselības kabinetu četrās apkaimēs.",
        ),
    ],
    absent=["Daugavpils veselības plāna projekts", "lapa no"],
)
def heading_styles() -> bytes:
    """Heading styles of three levels, a title style, and page headers and footers that are no text."""
    document = started("Daugavpils veselības veicināšanas plāns 2024.–2027. gadam")
    frame = document.sections[0]
    frame.header.paragraphs[0].text = "Daugavpils veselības plāna projekts"
    frame.footer.paragraphs[0].text = "1. lapa no 4"
    document.add_heading("Daugavpils veselības veicināšanas plāns 2024.–2027. gadam", 0)
    document.add_heading("Esošā situācija", 1)
    document.add_heading("Iedzīvotāju veselība", 2)
    document.add_paragraph(
        "Sirds un asinsvadu slimības ir biežākais nāves cēlonis. Divi no pieciem pieaugušajiem "
        "nenodarbojas ar fiziskām aktivitātēm."
    )
    document.add_heading("Profilakse", 3)
    document.add_paragraph("Vakcinācijas pret gripu aptvere senioru vidū ir 31 %.")
    document.add_heading("Pakalpojumu pieejamība", 2)
    document.add_paragraph("Pilsētā strādā 44 ģimenes ārsti. Rinda pie kardiologa pārsniedz trīs mēnešus.")
    document.add_heading("Mērķi", 1)
    document.add_paragraph("Palielināt fiziski aktīvo iedzīvotāju īpatsvaru līdz 45 %.", style="List Bullet")
    document.add_paragraph("Nodrošināt mobilo veselības kabinetu četrās apkaimēs.", style="List Bullet")
    return written(document)


def _bold(document: Any, text: str, size: float = 0) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold = True
    if size:
        run.font.size = Pt(size)


@made(
    "treknraksta-virsraksti.docx",
    title="Projekta „Drošs ceļš uz skolu” noslēguma pārskats",
    headings=[(1, "Projekta mērķis"), (1, "Paveiktais"), (1, "Finanses")],
    sentences=[
        *said(section("Projekta mērķis"), "Samazināt satiksmes negadījumu skaitu pie piecām skolām."),
        *said(
            section("Paveiktais"),
            "Izbūvētas sešas paaugstinātas gājēju pārejas.",
            "Svarīgi: visas pārejas ir apgaismotas.",
            "Skolēniem notikušas 18 drošības nodarbības.",
        ),
        *said(
            section("Finanses"),
            "Projekta izmaksas ir 148 300 eiro.",
            "Neizlietoti palika 2 150 eiro.",
        ),
    ],
)
def bold_headings() -> bytes:
    """Headings made of bold lines without a style; a bold word inside a sentence is no heading."""
    document = started("Projekta „Drošs ceļš uz skolu” noslēguma pārskats")
    _bold(document, "Projekta „Drošs ceļš uz skolu” noslēguma pārskats", 18)
    _bold(document, "Projekta mērķis", 13)
    document.add_paragraph("Samazināt satiksmes negadījumu skaitu pie piecām skolām.")
    _bold(document, "Paveiktais", 13)
    document.add_paragraph("Izbūvētas sešas paaugstinātas gājēju pārejas.")
    mixed = document.add_paragraph()
    mixed.add_run("Svarīgi:").bold = True
    mixed.add_run(" visas pārejas ir apgaismotas. Skolēniem notikušas 18 drošības nodarbības.")
    _bold(document, "Finanses", 13)
    document.add_paragraph("Projekta izmaksas ir 148 300 eiro. Neizlietoti palika 2 150 eiro.")
    return written(document)


_ACTIONS = ("Mērķis", "Uzdevums", "Pasākums", "Termiņš")
_ACTION_ROWS = (
    ("SM1 Izglītota sabiedrība", "1.1. Pirmsskola", "Atvērt trīs grupas", "2025"),
    ("SM1 Izglītota sabiedrība", "1.1. Pirmsskola", "Apmācīt 20 skolotāju palīgus", "2026"),
    ("SM1 Izglītota sabiedrība", "1.2. Skolas", "Iekārtot dabaszinātņu kabinetus", "2026"),
    ("SM2 Vesela sabiedrība", "2.1. Sports", "Atjaunot stadionu", "2027"),
    ("SM2 Vesela sabiedrība", "2.1. Sports", "Ierīkot slēpošanas trasi", "2028"),
)


@made(
    "tabula-apvienota.docx",
    title="Jēkabpils rīcības plāna izraksts",
    headings=[(1, "Pasākumi")],
    sentences=said(
        section("Pasākumi"),
        "Izrakstā iekļauti pasākumi, par kuriem atbild Izglītības nodaļa.",
        "Izraksts ir apstiprināts komitejas sēdē.",
    ),
    rows=rows_named(_ACTIONS, _ACTION_ROWS),
)
def merged_cells() -> bytes:
    """A table whose goals and tasks are merged over rows (vMerge): each row names both parents."""
    document = started("Jēkabpils rīcības plāna izraksts")
    document.add_heading("Jēkabpils rīcības plāna izraksts", 0)
    document.add_heading("Pasākumi", 1)
    document.add_paragraph("Izrakstā iekļauti pasākumi, par kuriem atbild Izglītības nodaļa.")
    table = document.add_table(rows=1 + len(_ACTION_ROWS), cols=4, style="Table Grid")
    for at, name in enumerate(_ACTIONS):
        table.cell(0, at).text = name
    for line, cells in enumerate(_ACTION_ROWS, 1):
        table.cell(line, 2).text, table.cell(line, 3).text = cells[2], cells[3]
    for column, first, last in ((0, 1, 3), (0, 4, 5), (1, 1, 2), (1, 4, 5)):
        table.cell(first, column).merge(table.cell(last, column)).text = _ACTION_ROWS[first - 1][column]
    table.cell(3, 1).text = _ACTION_ROWS[2][1]
    document.add_paragraph("Izraksts ir apstiprināts komitejas sēdē.")
    return written(document)


@made(
    "numuri.docx",
    title="Saistošie noteikumi par atkritumu apsaimniekošanu",
    headings=[(1, "1. Vispārīgie jautājumi"), (2, "1.1. Lietotie termini"), (1, "2. Atkritumu dalīšana")],
    sentences=[
        *said(
            section("1. Vispārīgie jautājumi"),
            "Noteikumi nosaka kārtību, kādā pilsētā apsaimnieko sadzīves atkritumus.",
        ),
        *said(section("1.1. Lietotie termini"), "Bioloģiskie atkritumi ir virtuves un dārza atkritumi."),
        *said(
            section("2. Atkritumu dalīšana"),
            "Atkritumu radītājs šķiro papīru, stiklu un plastmasu.",
            "1) stiklu ievieto zaļajā konteinerā;",
            "2) papīru ievieto zilajā konteinerā.",
        ),
    ],
)
def automatic_numbers() -> bytes:
    """Headings and points numbered by Word: the numbers stand in no text, but a reader sees them."""
    document = started("Saistošie noteikumi par atkritumu apsaimniekošanu")
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{level + 1}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(("%1.", "%1.%2."))
    )
    numbering = document.part.numbering_part.element
    for number, content in (
        ("90", levels),
        ("91", '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/>'
               "</w:lvl>"),
    ):  # fmt: skip
        kind = "multilevel" if number == "90" else "singleLevel"
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {_WORD} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="{kind}"/>{content}</w:abstractNum>'
            ),
        )
        numbering.append(
            parse_xml(f'<w:num {_WORD} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    document.add_heading("Saistošie noteikumi par atkritumu apsaimniekošanu", 0)
    for level, heading, texts in (
        (1, "Vispārīgie jautājumi",
         ["Noteikumi nosaka kārtību, kādā pilsētā apsaimnieko sadzīves atkritumus."]),
        (2, "Lietotie termini", ["Bioloģiskie atkritumi ir virtuves un dārza atkritumi."]),
        (1, "Atkritumu dalīšana", ["Atkritumu radītājs šķiro papīru, stiklu un plastmasu."]),
    ):  # fmt: skip
        _numbered(document.add_heading(heading, level), "90", level - 1)
        for text in texts:
            document.add_paragraph(text)
    for text in ("stiklu ievieto zaļajā konteinerā;", "papīru ievieto zilajā konteinerā."):
        _numbered(document.add_paragraph(text), "91", 0)
    return written(document)


def _numbered(paragraph: Any, number: str, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {_WORD}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


@made(
    "vires.docx",
    title="Liepājas kultūras pieejamības pētījums",
    headings=[(1, "Rezultāti")],
    sentences=said(
        section("Rezultāti"),
        "Kultūras pasākumus vismaz reizi gadā apmeklē 74 % iedzīvotāju.",
        "Biežākais šķērslis ir biļešu cena.",
        "Iedzīvotāji vēlas vairāk pasākumu apkaimēs.",
        "Aptaujāti 1 012 iedzīvotāji vecumā no 15 līdz 75 gadiem.",
        "Vidējā biļetes cena ir 14 eiro.",
    ),
    absent=["74 %1", "cena2"],
)
def footnotes() -> bytes:
    """Footnotes in a part of their own: the sentences stay whole, the notes are found as text."""
    document = started("Liepājas kultūras pieejamības pētījums")
    document.add_heading("Liepājas kultūras pieejamības pētījums", 0)
    document.add_heading("Rezultāti", 1)
    first = document.add_paragraph("Kultūras pasākumus vismaz reizi gadā apmeklē 74 %")
    _note(first, 1)
    first.add_run(" iedzīvotāju. Biežākais šķērslis ir biļešu cena")
    _note(first, 2)
    first.add_run(".")
    document.add_paragraph("Iedzīvotāji vēlas vairāk pasākumu apkaimēs.")
    texts = ("Aptaujāti 1 012 iedzīvotāji vecumā no 15 līdz 75 gadiem.", "Vidējā biļetes cena ir 14 eiro.")
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(texts, 1)
    )
    separator = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f'<?xml version="1.0"?><w:footnotes {_WORD}>{separator}{notes}</w:footnotes>'.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return written(document)


def _note(paragraph: Any, number: int) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:r {_WORD}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>'
        )
    )


@made(
    "tekstlodzins.docx",
    title="Ventspils pilsētas brīvprātīgā darba programma",
    headings=[(1, "Programmas saturs")],
    sentences=said(
        section(),
        "Programmā katru gadu iesaistās 180 brīvprātīgo.",
        "Pieteikties var visu gadu jauniešu mājā.",
        "Brīvprātīgajiem nodrošina apmācības un apdrošināšanu.",
    ),
)
def text_box() -> bytes:
    """A text box (as Word writes it, once as a drawing and once for old programs): its text is read once."""
    document = started("Ventspils pilsētas brīvprātīgā darba programma")
    document.add_heading("Ventspils pilsētas brīvprātīgā darba programma", 0)
    document.add_heading("Programmas saturs", 1)
    document.add_paragraph("Programmā katru gadu iesaistās 180 brīvprātīgo.")
    content = (
        "<w:txbxContent><w:p><w:r><w:t>Pieteikties var visu gadu jauniešu mājā.</w:t></w:r></w:p>"
        "</w:txbxContent>"
    )
    document.add_paragraph()._p.append(
        parse_xml(
            f"<w:r {_WORD}"
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
            ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
            f' xmlns:wps="{_SHAPE}"'
            ' xmlns:v="urn:schemas-microsoft-com:vml">'
            '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
            '<wp:extent cx="3000000" cy="600000"/><wp:docPr id="1" name="Text Box 1"/>'
            f'<a:graphic><a:graphicData uri="{_SHAPE}">'
            f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{content}</wps:txbx><wps:bodyPr/>'
            "</wps:wsp>"
            "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            '<mc:Fallback><w:pict><v:shape style="width:236pt;height:47pt"><v:textbox>'
            f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    document.add_paragraph("Brīvprātīgajiem nodrošina apmācības un apdrošināšanu.")
    return written(document)


@made(
    "labojumi.docx",
    title="Rēzeknes valstspilsētas domes lēmuma projekts",
    headings=[(1, "Lēmuma projekts")],
    sentences=said(
        section("Lēmuma projekts"),
        "Piešķirt 45 000 eiro tirgus laukuma labiekārtošanai.",
        "Darbus pabeigt līdz 2025. gada 1. oktobrim.",
        "Lēmums stājas spēkā nākamajā dienā.",
        "Par lēmuma izpildi atbild izpilddirektors.",
    ),
    absent=["30 000 eiro", "2025. gada 1. jūlijam", "Lūdzu pārbaudīt summu", "Šis punkts ir svītrots"],
)
def tracked_changes() -> bytes:
    """Tracked changes and a comment: the text is read as if the changes were accepted."""
    document = started("Rēzeknes valstspilsētas domes lēmuma projekts")
    document.add_heading("Rēzeknes valstspilsētas domes lēmuma projekts", 0)
    document.add_heading("Lēmuma projekts", 1)
    _revised(
        document, ("Piešķirt ", ""), ("30 000", "del"), ("45 000", "ins"),
        (" eiro tirgus laukuma labiekārtošanai.", ""),
    )  # fmt: skip
    _revised(
        document,
        ("Darbus pabeigt līdz 2025. gada 1. ", ""),
        ("jūlijam", "del"),
        ("oktobrim", "ins"),
        (".", ""),
    )
    _revised(document, ("Lēmums stājas spēkā nākamajā dienā.", "ins"))
    _revised(document, ("Šis punkts ir svītrots.", "del"))
    commented = document.add_paragraph("Par lēmuma izpildi atbild izpilddirektors.")
    comment = document.add_comment(commented.runs, "Lūdzu pārbaudīt summu", "Redaktore", "R")
    comment._comment_elm.set(qn("w:date"), MADE.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return written(document)


def _revised(document: Any, *parts: tuple[str, str]) -> None:
    paragraph = document.add_paragraph()._p
    for at, (text, kind) in enumerate(parts):
        tag = "w:delText" if kind == "del" else "w:t"
        run = f'<w:r><{tag} xml:space="preserve">{text}</{tag}></w:r>'
        if kind:
            about = f'w:id="{at + 1}" w:author="Redaktore" w:date="2026-01-15T09:00:00Z"'
            run = f"<w:{kind} {_WORD} {about}>{run}</w:{kind}>"
        else:
            run = run.replace("<w:r>", f"<w:r {_WORD}>", 1)
        paragraph.append(parse_xml(run))


@made(
    "tabula-joslas.docx",
    title="Ogres novada projektu saraksts",
    headings=[(1, "Projekti")],
    sentences=said(section("Projekti"), "Sarakstā iekļauti projekti, kas sākti pēc 2023. gada."),
    rows=[
        row({"Projekts": "Ielu apgaismojums", "Summa, EUR": "86 400", "Statuss": "īsteno"},
            parents=["Pilsētvide"]),
        row({"Projekts": "Promenādes turpinājums", "Summa, EUR": "312 000", "Statuss": "plāno"},
            parents=["Pilsētvide"]),
        row({"Projekts": "Sākumskolas telpas", "Summa, EUR": "140 750", "Statuss": "pabeigts"},
            parents=["Izglītība"]),
        row({"Projekts": "Interešu izglītības centrs", "Summa, EUR": "95 000", "Statuss": "īsteno"},
            parents=["Izglītība"]),
    ],
)  # fmt: skip
def table_with_bands() -> bytes:
    """A table with lines over its whole width that the rows below them belong to."""
    document = started("Ogres novada projektu saraksts")
    document.add_heading("Ogres novada projektu saraksts", 0)
    document.add_heading("Projekti", 1)
    document.add_paragraph("Sarakstā iekļauti projekti, kas sākti pēc 2023. gada.")
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    for cells in (
        ("Projekts", "Summa, EUR", "Statuss"),
        ("Pilsētvide",),
        ("Ielu apgaismojums", "86 400", "īsteno"),
        ("Promenādes turpinājums", "312 000", "plāno"),
        ("Izglītība",),
        ("Sākumskolas telpas", "140 750", "pabeigts"),
        ("Interešu izglītības centrs", "95 000", "īsteno"),
    ):
        line = table.add_row().cells
        if len(cells) == 1:
            line[0].merge(line[2]).text = cells[0]
        else:
            for cell, text in zip(line, cells, strict=True):
                cell.text = text
    return written(document)
