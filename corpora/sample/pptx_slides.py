"""Slides of a sample presentation: their size, footer and number, and words and tables in a place.

Knows places and sizes, not what a slide says: `render_pptx` puts blocks on slides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from column_widths import POINT, column_widths
from core_properties import LANGUAGE
from looks import Colour, Look, tint
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Mm, Pt
from source_text import Block, Listing, Paragraph, Table

WIDTH, HEIGHT = Mm(338.7), Mm(190.5)  # 16:9
SIDE = Mm(16)
INNER = WIDTH - 2 * SIDE
GREY: Colour = (90, 90, 90)
_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)
_FOOT, _FOOT_HEIGHT, _NUMBER_WIDTH = Mm(177), Mm(9), Mm(20)
_INDENT = Mm(9)  # of a list
_LETTER = 0.52  # average width of a letter as a share of the font's size
_LINE = 1.2  # height of a line, likewise
_GAP = 0.35  # after a paragraph, likewise
_PAD_SIDE, _PAD_TOP = 7.2, 3.0  # points: a cell's margins


@dataclass(frozen=True, slots=True)
class Face:
    """How words are set; `size` is in points."""

    look: Look
    size: float
    colour: Colour = _BLACK
    bold: bool = False
    italic: bool = False


def widen(slides: Presentation) -> None:
    """Give the slides, and the places on their masters, the width of today's screens."""
    share = WIDTH / slides.slide_width
    for page in (slides.slide_master, *slides.slide_layouts):
        for shape in page.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = int(shape.left * share), int(shape.width * share)
    slides.slide_width, slides.slide_height = WIDTH, HEIGHT


def place(shape: Any, top: int, height: int, *, left: int = SIDE, width: int = INNER) -> None:
    """Put a shape somewhere, by default between the side margins."""
    shape.left, shape.top, shape.width, shape.height = int(left), int(top), int(width), int(height)


def write(paragraph: Any, words: str, face: Face) -> None:
    """Write words into a paragraph."""
    run = paragraph.add_run()
    run.text = words
    run.font.name = "Times New Roman" if face.look.serif else "Calibri"
    run.font.size = Pt(face.size)
    run.font.bold, run.font.italic = face.bold, face.italic
    run.font.color.rgb = RGBColor(*face.colour)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)


def write_blocks(frame: Any, blocks: Iterable[Block], face: Face) -> None:
    """Write paragraphs and lists into an empty text frame."""
    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    for words, number in _entries(blocks):
        paragraph = frame.add_paragraph() if paragraph.runs else paragraph
        write(paragraph, words, face)
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(face.size * _GAP)
        properties = paragraph._p.get_or_add_pPr()
        indent = 0 if number is None else _INDENT
        properties.set("marL", str(indent))
        properties.set("indent", str(-indent))
        properties.append(_bullet(number, face.look))


def _entries(blocks: Iterable[Block]) -> Iterator[tuple[str, int | None]]:
    """Return the paragraphs, and the entries of lists with the number that their list begins with."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text, None
        elif isinstance(block, Listing):
            yield from ((entry, block.first) for entry in block.entries)


def _bullet(number: int | None, look: Look) -> Any:
    if number is None:
        return parse_xml(f"<a:buNone {nsdecls('a')}/>")
    if number == 0:
        return parse_xml(f'<a:buChar {nsdecls("a")} char="{look.bullet}"/>')
    return parse_xml(f'<a:buAutoNum {nsdecls("a")} type="arabicPeriod" startAt="{number}"/>')


def blocks_height(blocks: Iterable[Block], size: float) -> int:
    """Return the height that paragraphs and lists take, at most."""
    height = 0.0
    for words, number in _entries(blocks):
        room = INNER - 2 * _PAD_SIDE * POINT - (0 if number is None else _INDENT)
        height += size * (_lines(words, room, size) * _LINE + _GAP)
    return Pt(height + 2 * _PAD_TOP)


def draw_table(slide: Slide, table: Table, top: int, face: Face) -> None:
    """Draw a table over the whole width, with a header of the look's accent."""
    rows = (table.header, *table.rows)
    frame = slide.shapes.add_table(len(rows), len(table.header), SIDE, top, INNER, Pt(0))
    grid = frame.table
    for column, width in zip(grid.columns, column_widths(table, INNER, face.size), strict=True):
        column.width = width
    heights = _row_heights(table, face.size)
    head = Face(face.look, face.size, _WHITE, bold=True)
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        grid.rows[number].height = height
        fill = face.look.accent if number == 0 else tint(face.look.accent, 0.05 + 0.1 * (number % 2))
        for cell, words in zip(grid.rows[number].cells, row, strict=True):
            cell.margin_left = cell.margin_right = Pt(_PAD_SIDE)
            cell.margin_top = cell.margin_bottom = Pt(_PAD_TOP)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor(*fill)
            write(cell.text_frame.paragraphs[0], words, head if number == 0 else face)
    frame.height = sum(heights)


def table_height(table: Table, size: float) -> int:
    """Return the height that a table takes, at most."""
    return sum(_row_heights(table, size))


def _row_heights(table: Table, size: float) -> list[int]:
    rooms = [width - 2 * _PAD_SIDE * POINT for width in column_widths(table, INNER, size)]
    lines = [
        max(_lines(cell, room, size) for cell, room in zip(row, rooms, strict=True))
        for row in (table.header, *table.rows)
    ]
    return [Pt(count * size * _LINE + 2 * _PAD_TOP) for count in lines]


def _lines(words: str, room: float, size: float) -> int:
    """Return how many lines words take, at most, in a room of so many EMU."""
    letters = max(int(room / (size * _LETTER * POINT)), 1)
    taken, left = 1, letters
    for word in words.split():
        if len(word) > left:
            taken, left = taken + 1 + len(word) // letters, letters
        left -= len(word) + 1
    return taken


def draw_foot(slide: Slide, words: str, number: int, look: Look) -> None:
    """Draw the footer and the slide's number, which python-pptx leaves out of new slides."""
    for kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
        pattern = next(one for one in slide.slide_layout.placeholders if one.placeholder_format.type == kind)
        element = deepcopy(pattern._element)
        used = [int(one) for one in slide.shapes._spTree.xpath("//p:cNvPr/@id")]
        element.nvSpPr.cNvPr.set("id", str(max(used) + 1))
        slide.shapes._spTree.append(element)
    footer, counter = list(slide.placeholders)[-2:]
    place(footer, _FOOT, _FOOT_HEIGHT, width=INNER - _NUMBER_WIDTH)
    place(counter, _FOOT, _FOOT_HEIGHT, left=WIDTH - SIDE - _NUMBER_WIDTH, width=_NUMBER_WIDTH)
    write(footer.text_frame.paragraphs[0], words, Face(look, 11, GREY))
    footer.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    for field in counter._element.iter(qn("a:fld")):
        field.find(qn("a:t")).text = str(number)
        field.find(qn("a:rPr")).set("lang", LANGUAGE)
