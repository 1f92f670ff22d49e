"""A sample text → a presentation: a title slide, then a slide for each ## heading, with its number.

Words and tables shrink until the slide holds them. Raises CorpusError for one that they do not fit on.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from core_properties import describe
from fixed_zip import without_time
from looks import Look, look_of
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Slides
from pptx.util import Mm
from pptx_slides import (
    GREY,
    HEIGHT,
    INNER,
    SIDE,
    Face,
    blocks_height,
    draw_foot,
    draw_table,
    place,
    table_height,
    widen,
    write,
    write_blocks,
)
from source_text import NOTICE, Block, Heading, SourceText, Table

from search.errors import CorpusError

_TITLE_SLIDE, _WITH_TEXT, _TITLE_ONLY = 0, 1, 5  # layouts of python-pptx's own template
_WORDS = 1  # the place of a subtitle or of text in a layout
_TOP, _BOTTOM = Mm(38), Mm(174)  # of what stands between a slide's title and its number
_GAP = Mm(3)
_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0)  # points
_IN_TABLE = 0.75  # size of a table's letters as a share of the text's
_SHORT_TITLE = 100  # letters that a title has at most to be written large


def render_pptx(text: SourceText) -> bytes:
    """Return the presentation's bytes; same text, same bytes. Raises CorpusError."""
    look = look_of(text)
    slides = Presentation()
    widen(slides)
    describe(slides.core_properties, text)
    _add_front(slides, text, look)
    for title, blocks in _parts(text.main):
        _add_slide(slides, text, title, blocks)
    out = io.BytesIO()
    slides.save(out)
    return without_time(out.getvalue())


def _parts(blocks: tuple[Block, ...]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Return the headings, each with the blocks up to the next."""
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        heading, *rest = blocks[start:end]
        if isinstance(heading, Heading):
            yield heading.text, tuple(rest)


def _add_front(slides: Slides, text: SourceText, look: Look) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_SLIDE])
    title, *lines = text.front
    align = PP_ALIGN.LEFT if look.title == "band" else PP_ALIGN.CENTER
    heading, under = slide.shapes.title, slide.placeholders[_WORDS]
    place(heading, Mm(30), Mm(60))
    heading.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    size = 36 if len(title) <= _SHORT_TITLE else 28
    write(heading.text_frame.paragraphs[0], title, Face(look, size, look.accent, bold=True))
    place(under, Mm(95), Mm(65))
    notice = slide.shapes.add_textbox(SIDE, Mm(166), INNER, Mm(14))
    for shape, words, face in (
        (under, [line for line in lines if line != NOTICE], Face(look, 18)),
        (notice, [NOTICE], Face(look, 13, GREY, italic=True)),
    ):
        for number, line in enumerate(words):
            paragraph = shape.text_frame.add_paragraph() if number else shape.text_frame.paragraphs[0]
            write(paragraph, line, face)
    for shape in (heading, under, notice):
        for paragraph in shape.text_frame.paragraphs:
            paragraph.alignment = align
    if look.title == "band":
        band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Mm(8), HEIGHT)
        band.fill.solid()
        band.fill.fore_color.rgb = RGBColor(*look.accent)
        band.line.fill.background()


def _add_slide(slides: Slides, text: SourceText, title: str, blocks: tuple[Block, ...]) -> None:
    look = look_of(text)
    size = _fitting_size(text, title, blocks)
    above, table, below = _divided(blocks)
    slide = slides.slides.add_slide(slides.slide_layouts[_WITH_TEXT if above else _TITLE_ONLY])
    place(slide.shapes.title, Mm(9), Mm(26))
    write(
        slide.shapes.title.text_frame.paragraphs[0],
        title,
        Face(look, 28 if len(title) <= _SHORT_TITLE else 22, look.accent, bold=True),
    )
    slide.shapes.title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    top = _TOP
    if above:
        height = blocks_height(above, size) if table else _BOTTOM - _TOP
        place(slide.placeholders[_WORDS], top, height)
        write_blocks(slide.placeholders[_WORDS].text_frame, above, Face(look, size))
        top += height + _GAP
    if table:
        draw_table(slide, table, top, Face(look, size * _IN_TABLE))
        top += table_height(table, size * _IN_TABLE) + _GAP
    if below:
        box = slide.shapes.add_textbox(SIDE, top, INNER, blocks_height(below, size))
        write_blocks(box.text_frame, below, Face(look, size))
    draw_foot(slide, text.header or text.title, len(slides.slides), look)


def _divided(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], Table | None, tuple[Block, ...]]:
    """Return what stands above the table, the table, and what stands below."""
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            return blocks[:at], block, blocks[at + 1 :]
    return blocks, None, ()


def _fitting_size(text: SourceText, title: str, blocks: tuple[Block, ...]) -> float:
    """Return the largest size in which a slide holds all its blocks."""
    above, table, below = _divided(blocks)
    for size in _SIZES:
        height = sum(blocks_height(part, size) + _GAP for part in (above, below) if part)
        height += table_height(table, size * _IN_TABLE) if table else 0
        if height <= _BOTTOM - _TOP:
            return size
    raise CorpusError(
        "A slide is too full",
        value=f"{text.name}.md, {title}",
        next_step="Shorten what stands under this heading, or part it in two",
    )
