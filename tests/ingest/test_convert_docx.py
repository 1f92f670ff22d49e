"""DOCX paragraphs, headings, list numbers and tables become blocks; what readers do not see stays out."""

from __future__ import annotations

from ingest.formats.archives import open_archive
from ingest.formats.office.docx import convert_docx
from ingest.formats.office.package import Package
from ingest.intake import DOCX
from ingest.pages import Converted
from search.settings import Settings
from tests.data.make_broken import docx

STYLES = """
<w:style w:type="paragraph" w:styleId="Virsraksts1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Virsraksts2"><w:name w:val="heading 2"/>
 <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Mans"><w:name w:val="Mans"/><w:basedOn w:val="Virsraksts1"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
 <w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="9"><w:abstractNumId w:val="3"/></w:num>
"""


def p(text: str, style: str = "", properties: str = "", run: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    shown = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{shown}</w:p>"


def listed(text: str, list_id: int, level: int = 0) -> str:
    return p(text, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def read(body: str, **parts: str) -> Converted:
    data = docx(body, styles=STYLES, numbering=NUMBERING, **parts)
    with open_archive(data, "plans.docx", Settings()) as archive:
        return convert_docx(Package(archive, "plans.docx"), DOCX)


def told(body: str, **parts: str) -> list[tuple[str, int, str]]:
    return [(one.kind, one.level, one.text) for one in read(body, **parts).pages[0].blocks]


def test_headings_come_from_styles_inherited_ones_and_outline_levels() -> None:
    body = (
        p("Mobilitāte", "Virsraksts1")
        + p("Teksts")
        + p("Parki", "Mans")
        + p("Sīkāk", "", '<w:outlineLvl w:val="2"/>')
    )

    assert told(body) == [
        ("heading", 1, "Mobilitāte"),
        ("paragraph", 0, "Teksts"),
        ("heading", 1, "Parki"),
        ("heading", 3, "Sīkāk"),
    ]


def test_automatic_numbers_are_part_of_the_text() -> None:
    body = (
        listed("Apstiprināt plānu.", 7)
        + listed("Uzdot nodaļai:", 7)
        + listed("sagatavot", 7, 1)
        + listed("iesniegt", 7, 1)
        + listed("Kontrolēt.", 7)
        + listed("punkts", 8)
        + listed("Nodaļa", 9)
        + p("Ceļi", "Virsraksts2")
    )

    assert told(body) == [
        ("list", 0, "1. Apstiprināt plānu."),
        ("list", 0, "2. Uzdot nodaļai:"),
        ("list", 0, "2.1. sagatavot"),
        ("list", 0, "2.2. iesniegt"),
        ("list", 0, "3. Kontrolēt."),
        ("list", 0, "punkts"),
        ("list", 0, "I. Nodaļa"),
        ("heading", 2, "3.1. Ceļi"),
    ]


def test_bold_lines_head_a_document_without_heading_styles() -> None:
    bold = "<w:b/>"
    body = (
        p("1. Mērķi", run=bold)
        + p("Garš teksts.")
        + p("1.1. Vide", run=bold)
        + p("Vēl teksts.")
        + p("Svarīgi, ka šis ir teikums.", run=bold)
        + p("Beigas.")
    )

    assert [(kind, level) for kind, level, _ in told(body)] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_what_a_reader_sees_is_kept_and_what_not_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>LV</w:t><w:noBreakHyphen/><w:t>1010,</w:t><w:tab/><w:t>tālr.</w:t></w:r>"
        '<w:del><w:r><w:delText>dzēsts</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> jauns'
        "</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>projām</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>slēpts</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t>, saite</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>, lauks</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtContent>{p('Vadīkla')}</w:sdtContent></w:sdt>"
    )

    assert told(body) == [
        ("paragraph", 0, "LV-1010,\ttālr. jauns, saite, lauks"),
        ("paragraph", 0, "Vadīkla"),
    ]


def test_paragraph_that_a_text_box_hangs_on_keeps_its_text() -> None:
    box = f"<w:pict><w:textbox><w:txbxContent>{p('Lodziņā')}</w:txbxContent></w:textbox></w:pict>"
    body = f"<w:p><w:r><w:t>Pirms</w:t></w:r><w:r>{box}</w:r><w:r><w:t> un pēc</w:t></w:r></w:p>"

    assert told(body) == [("paragraph", 0, "Pirms un pēc"), ("paragraph", 0, "Lodziņā")]


def test_footnotes_follow_the_text_and_headers_are_noted() -> None:
    notes = f'<w:footnote w:type="separator"/><w:footnote w:id="2">{p("Avots: CSP.")}</w:footnote>'
    text = "<w:p><w:r><w:t>Teksts</w:t><w:footnoteReference/></w:r></w:p>"
    body = f"{text}<w:sectPr><w:headerReference/></w:sectPr>"

    converted = read(body, footnotes=notes)

    assert [block.text for block in converted.pages[0].blocks] == ["Teksts", "Avots: CSP."]
    assert converted.notes == ("page headers and footers left out",)


def test_a_footnote_stands_in_the_section_that_calls_it() -> None:
    notes = (
        f'<w:footnote w:id="2">{p("Avots: CSP.")}</w:footnote><w:footnote w:id="3">{p("LVM.")}</w:footnote>'
    )
    called = '<w:p><w:r><w:t>Ceļi.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    body = p("Ievads", "Virsraksts1") + called + p("Mērķi", "Virsraksts1") + p("Beigas.")
    texts = [block.text for block in read(body, footnotes=notes).pages[0].blocks]
    assert texts == ["Ievads", "Ceļi.", "Avots: CSP.", "Mērķi", "Beigas.", "LVM."]


def test_table_rows_carry_headers_and_merged_parents() -> None:
    down = '<w:vMerge w:val="restart"/>'
    body = table(
        cell("Uzdevums") + cell("Pasākums") + cell("Termiņš"),
        cell("U1. Mobilitāte", down) + cell("Veloceļš") + cell("2024"),
        cell("", "<w:vMerge/>") + cell(p("Ietves") + p("un tilti")) + cell("2025"),
        cell("U2. Vide", '<w:gridSpan w:val="2"/>') + cell("2026"),
    )

    blocks = read(body).pages[0].blocks

    assert [(block.row, block.columns) for block in blocks] == [
        (2, (("Uzdevums", "U1. Mobilitāte"), ("Pasākums", "Veloceļš"), ("Termiņš", "2024"))),
        (3, (("Uzdevums", "U1. Mobilitāte"), ("Pasākums", "Ietves un tilti"), ("Termiņš", "2025"))),
        (4, (("Uzdevums", "U2. Vide"), ("Termiņš", "2026"))),
    ]
    assert blocks[0].text == "Uzdevums: U1. Mobilitāte; Pasākums: Veloceļš; Termiņš: 2024"


def test_frame_of_one_cell_is_text_and_not_a_table() -> None:
    assert told(table(cell(p("Virsraksts", "Virsraksts1") + p("Teksts")))) == [
        ("heading", 1, "Virsraksts"),
        ("paragraph", 0, "Teksts"),
    ]


def test_table_of_bold_names_and_values_is_told_in_pairs() -> None:
    bold = [p(name, run="<w:b/>") for name in ("Nosaukums", "Īstenotājs")]
    body = table(cell(bold[0]) + cell("Veloceļi Ogrē"), cell(bold[1]) + cell("Ogres novads"))

    assert [block.columns for block in read(body).pages[0].blocks] == [
        (("Nosaukums", "Veloceļi Ogrē"),),
        (("Īstenotājs", "Ogres novads"),),
    ]
