"""A sample text → a Word document: real heading styles, numbered lists, tables, header and footer.

Wide tables get a landscape section of their own. Knows no pages: Word makes them.
"""

from __future__ import annotations

import io
from typing import Any

from column_widths import column_widths
from core_properties import LANGUAGE, describe
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from fixed_zip import without_time
from looks import WIDE, Colour, Look, look_of, tint
from source_text import MARK, NOTICE, Block, Heading, Listing, Paragraph, SourceText, Table

_SHORT, _LONG = Mm(210), Mm(297)
_SIDE = Mm(22)


def render_docx(text: SourceText) -> bytes:
    """Return the document's bytes; same text, same bytes."""
    look = look_of(text)
    document = Document()
    _style(document, look)
    describe(document.core_properties, text)
    _set_page(document.sections[0], landscape=False)
    _write_margins(document.sections[0], text, look)
    _write_front(document, text, look)
    for at in range(len(text.main)):
        _write_block(document, text.main, at, look)
    out = io.BytesIO()
    document.save(out)
    return without_time(out.getvalue())


def _style(document: WordDocument, look: Look) -> None:
    family = "Times New Roman" if look.serif else "Calibri"
    black = (0, 0, 0)
    accent = black if look.serif else look.accent
    normal = document.styles["Normal"]
    _set_font(normal, family, look.size + 1, black)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    _set_font(document.styles["Title"], family, 24, accent, bold=True)
    _remove_border(document.styles["Title"])
    for level, size in ((1, 16), (2, 13.5), (3, 12)):
        _set_font(document.styles[f"Heading {level}"], family, size, accent, bold=True)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)


def _set_font(style: Any, family: str, size: float, colour: Colour, *, bold: bool | None = None) -> None:
    style.font.name = family
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(*colour)
    style.font.bold = bold
    fonts = style.element.rPr.rFonts
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        # A theme's font would win over the one named.
        fonts.attrib.pop(qn(f"w:{name}Theme"), None)
    fonts.set(qn("w:cs"), family)


def _remove_border(style: Any) -> None:
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _set_page(section: Section, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.left_margin = section.right_margin = _SIDE
    section.top_margin = section.bottom_margin = Mm(23)


def _write_margins(section: Section, text: SourceText, look: Look) -> None:
    section.different_first_page_header_footer = look.title != "none"
    top = section.header.paragraphs[0]
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(top.add_run(text.header or text.title))
    bottom = section.footer.paragraphs[0]
    bottom.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(bottom.add_run(f"{MARK} · "))
    before, _, after = look.footer.partition("{page}")
    middle, _, _ = after.partition("{pages}")
    _small(bottom.add_run(before))
    _field(bottom, "PAGE")
    _small(bottom.add_run(middle))
    if "{pages}" in look.footer:
        _field(bottom, "NUMPAGES")


def _small(run: Any) -> None:
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor(90, 90, 90)


def _field(paragraph: WordParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    _small(run)
    field.append(run._r)
    paragraph._p.append(field)


def _write_front(document: WordDocument, text: SourceText, look: Look) -> None:
    title, *lines = text.front
    own_page = look.title != "none"
    centred = look.title != "band"
    heading = document.add_paragraph(title, style="Title")
    heading.paragraph_format.space_before = Pt(170 if own_page else 0)
    heading.paragraph_format.space_after = Pt(24)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph = heading
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = heading.alignment
        run = paragraph.add_run(line)
        if line == NOTICE:
            run.italic = True
            paragraph.paragraph_format.space_before = Pt(120 if own_page else 6)
        elif own_page:
            run.font.size = Pt(13)
    if own_page:
        paragraph.add_run().add_break(WD_BREAK.PAGE)


def _write_block(document: WordDocument, blocks: tuple[Block, ...], at: int, look: Look) -> None:
    block = blocks[at]
    _turn(document, landscape=_is_wide(blocks, at))
    match block:
        case Heading():
            document.add_heading(block.text, max(block.level - 1, 1))
        case Paragraph():
            paragraph = document.add_paragraph(block.text)
            if look.justified:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        case Listing():
            _write_listing(document, block)
        case Table():
            _write_table(document, block, look)


def _is_wide(blocks: tuple[Block, ...], at: int) -> bool:
    """Return whether a block is a wide table, or a heading right above one."""
    block = next((block for block in blocks[at:] if not isinstance(block, Heading)), None)
    return isinstance(block, Table) and len(block.header) >= WIDE


def _turn(document: WordDocument, *, landscape: bool) -> None:
    last = document.sections[-1]
    if landscape != (last.orientation == WD_ORIENT.LANDSCAPE):
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        _set_page(section, landscape=landscape)


def _write_listing(document: WordDocument, listing: Listing) -> None:
    number = _new_numbering(document, listing.first) if listing.first else None
    for entry in listing.entries:
        paragraph = document.add_paragraph(entry, style="List Number" if listing.first else "List Bullet")
        paragraph.paragraph_format.space_after = Pt(3)
        if number is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number


def _new_numbering(document: WordDocument, first: int) -> int:
    """Return the id of a numbering that begins anew: Word would go on from the list before."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    pattern = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(pattern)
    number.add_lvlOverride(ilvl=0).add_startOverride(first)
    return int(number.numId)


def _write_table(document: WordDocument, table: Table, look: Look) -> None:
    section = document.sections[-1]
    width = section.page_width - section.left_margin - section.right_margin
    grid = document.add_table(rows=0, cols=len(table.header), style="Table Grid")
    grid.autofit = False
    size = look.size - (2 if len(table.header) >= WIDE else 1)
    widths = column_widths(table, width, size)
    for number, row in enumerate((table.header, *table.rows)):
        cells = grid.add_row().cells
        for cell, value, own in zip(cells, row, widths, strict=True):
            cell.width = own
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            run = paragraph.add_run(value)
            run.font.size = Pt(size)
            run.bold = True if number == 0 else None
            if number == 0:
                _shade(cell, tint(look.accent, 0.14))
    for column, own in zip(grid.columns, widths, strict=True):
        column.width = own
    if look.repeat_header:
        properties = grid.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _shade(cell: Any, colour: Colour) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "".join(f"{part:02X}" for part in colour))
    cell._tc.get_or_add_tcPr().append(shade)
