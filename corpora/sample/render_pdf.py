"""A sample text → a PDF: title page, contents, headings, paragraphs, lists, ruled tables.

Wide tables stand on landscape pages; the body has one or two columns. Fonts come from a folder.
"""

from __future__ import annotations

from pathlib import Path

from looks import WIDE, Look, look_of
from pdf_front import Entry, draw_contents, draw_title_page, draw_top
from pdf_pages import Pages
from pdf_tables import RuledTable
from source_text import Block, Heading, Listing, Paragraph, SourceText, Table

_CONTENTS_FROM = 8  # headings
_IN_COLUMN = 3  # columns of a table that still fits into one of two text columns
_GAP = 2.2  # mm after a paragraph
_INDENT = 6.0  # mm of a list


def render_pdf(text: SourceText, fonts: Path) -> bytes:
    """Return the document's bytes; same text and fonts, same bytes. Raises CorpusError without fonts."""
    # The page numbers of the contents are known only after a first run with the same line breaks.
    _, entries = _draw(text, fonts, ())
    pages, again = _draw(text, fonts, entries)
    if entries != again:
        raise RuntimeError(f"{text.name}: headings moved between two runs")
    return bytes(pages.output())


def _draw(text: SourceText, fonts: Path, known: tuple[Entry, ...]) -> tuple[Pages, tuple[Entry, ...]]:
    look = look_of(text)
    pages = Pages(text, look, fonts)
    pages.add_page()
    front, body = text.front, text.main
    if look.title == "none":
        draw_top(pages, front)
    else:
        draw_title_page(pages, front)
        headings = [block for block in body if isinstance(block, Heading)]
        if len(headings) >= _CONTENTS_FROM:
            pages.add_page()
            draw_contents(pages, known or tuple(Entry(block.level, block.text, 0) for block in headings))
        pages.add_page()
    flow = _Flow(pages, text.columns)
    flow.draw(body)
    return pages, tuple(flow.entries)


class _Flow:
    """The body on its pages; `entries` collects the headings with their pages."""

    def __init__(self, pages: Pages, columns: int) -> None:
        self._pages = pages
        self._look: Look = pages.look
        self._columns = columns
        self.entries: list[Entry] = []

    def draw(self, blocks: tuple[Block, ...]) -> None:
        """Draw all blocks, switching between columns, full width and landscape."""
        at = 0
        while at < len(blocks):
            end = at + 1
            layout = self._layout(blocks, at)
            while end < len(blocks) and self._layout(blocks, end) == layout:
                end += 1
            self._draw_run(blocks, at, end, layout)
            at = end

    def _layout(self, blocks: tuple[Block, ...], at: int) -> str:
        """Return how a block is set; a heading goes with what follows it."""
        block = next((block for block in blocks[at:] if not isinstance(block, Heading)), None)
        if not isinstance(block, Table):
            return "columns"
        if len(block.header) >= WIDE:
            return "landscape"
        return "columns" if self._columns == 1 or len(block.header) <= _IN_COLUMN else "full"

    def _draw_run(self, blocks: tuple[Block, ...], start: int, end: int, layout: str) -> None:
        pages = self._pages
        pages.turn(landscape=layout == "landscape")
        count = self._columns if layout == "columns" else 1
        pages.start_columns(count, 0.0)
        height = sum(self._height(block) for block in blocks[start:end]) if count > 1 else 0.0
        pages.start_columns(count, height)
        for at in range(start, end):
            self._draw_block(blocks, at)
        pages.end_columns()

    def _draw_block(self, blocks: tuple[Block, ...], at: int) -> None:
        block = blocks[at]
        match block:
            case Heading():
                self._heading(block, blocks[at + 1] if at + 1 < len(blocks) else None)
            case Paragraph():
                self._body_face()
                align = "J" if self._look.justified else "L"
                self._pages.write_block(block.text, self._pages.left, self._pages.column_width, align)
                self._space(_GAP)
            case Listing():
                self._listing(block)
            case Table():
                RuledTable(self._pages, block, self._pages.column_width).draw()
                self._space(_GAP + 2)

    def _space(self, height: float) -> None:
        """Leave a gap, but not where it would push the next line over the column's end."""
        self._pages.y += min(height, max(self._pages.room, 0.0))

    def _body_face(self) -> None:
        self._pages.face("", self._look.size - (1 if self._columns > 1 else 0))

    def _heading_face(self, level: int) -> None:
        size = self._look.size + {1: 7, 2: 4.5, 3: 2, 4: 0}[level] - (1 if self._columns > 1 else 0)
        colour = (0, 0, 0) if self._look.serif else self._look.accent
        self._pages.face("I" if level == 4 and self._look.serif else "B", size, colour)

    def _heading(self, block: Heading, following: Block | None) -> None:
        pages = self._pages
        before = {1: 6.0, 2: 5.0, 3: 3.0, 4: 2.0}[block.level]
        needed = self._height(block) + self._head_height(following)
        if needed > pages.room:
            pages.next_column()
        elif not pages.at_top:
            pages.y += before
        self._heading_face(block.level)
        pages.start_section(block.text, max(block.level - 2, 0), strict=False)
        self.entries.append(Entry(block.level, block.text, pages.page_no()))
        pages.write_block(block.text, pages.left, pages.column_width)
        self._space(1.2)

    def _head_height(self, block: Block | None) -> float:
        """Return how much of a block must stand under its heading."""
        match block:
            case Table():
                return RuledTable(self._pages, block, self._pages.column_width).head_height()
            case Heading():
                return self._height(block) + 12
            case None:
                return 0
        self._body_face()
        return 2 * self._pages.line_height

    def _listing(self, block: Listing) -> None:
        pages = self._pages
        for offset, entry in enumerate(block.entries):
            self._body_face()
            if pages.line_height > pages.room:
                pages.next_column()
            marker = f"{block.first + offset}." if block.first else self._look.bullet
            pages.set_x(pages.left + 1)
            pages.cell(_INDENT - 1, pages.line_height, marker)
            pages.write_block(entry, pages.left + _INDENT, pages.column_width - _INDENT)
            self._space(0.8)
        self._space(_GAP - 0.8)

    def _height(self, block: Block) -> float:
        """Return the height a block takes in a column."""
        pages = self._pages
        width = pages.column_width
        match block:
            case Heading():
                self._heading_face(block.level)
                return pages.count_lines(block.text, width) * pages.line_height + 5
            case Paragraph():
                self._body_face()
                return pages.count_lines(block.text, width) * pages.line_height + _GAP
            case Listing():
                self._body_face()
                lines = sum(pages.count_lines(entry, width - _INDENT) for entry in block.entries)
                return lines * pages.line_height + 0.8 * len(block.entries) + _GAP
            case Table():
                return RuledTable(pages, block, width).height() + _GAP + 2
