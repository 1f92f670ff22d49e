"""The front of a sample PDF: the title page, or the lines above a decision, and the contents."""

from __future__ import annotations

from typing import NamedTuple

from pdf_pages import Pages
from source_text import NOTICE

_APPROVAL = ("APSTIPRIN", "Apstiprin", "PROJEKTS", "AKTUALIZ")


class Entry(NamedTuple):
    """A line of the contents."""

    level: int
    text: str
    page: int


def draw_top(pages: Pages, front: tuple[str, ...]) -> None:
    """Draw the front lines above the text, as a council's decision has them."""
    title, *lines = front
    for line in lines:
        pages.face("I" if line == NOTICE else "", pages.look.size - 1)
        pages.write_block(line, pages.l_margin, pages.epw, "C")
        pages.ln(1)
    pages.ln(5)
    pages.face("B", pages.look.size + 3)
    pages.write_block(title, pages.l_margin, pages.epw, "C")
    pages.ln(5)


def draw_title_page(pages: Pages, front: tuple[str, ...]) -> None:
    """Draw the title, who issued and approved the document, and the notice."""
    title, *lines = front
    approvals = [line for line in lines if line.startswith(_APPROVAL)]
    others = [line for line in lines if line not in approvals and line != NOTICE]
    band = pages.look.title == "band"
    if band:
        pages.set_fill_color(*pages.look.accent)
        pages.rect(0, 0, 14, pages.h, style="F")
    else:
        _draw_approvals(pages, approvals, pages.w / 2 + 5, pages.epw / 2 - 5)
    pages.set_y(95 if band else 105)
    align = "L" if band else "C"
    pages.face("B", 24 if band else 20, pages.look.accent if band else (0, 0, 0))
    pages.write_block(title, pages.l_margin, pages.epw, align)
    pages.ln(8)
    for line in others:
        pages.face("", 13, (50, 50, 50))
        pages.write_block(line, pages.l_margin, pages.epw, align)
        pages.ln(3)
    if band:
        pages.ln(10)
        _draw_approvals(pages, approvals, pages.l_margin, pages.epw * 0.7)
    pages.face("I", 9.5, (70, 70, 70))
    pages.set_y(pages.h - 40)
    pages.write_block(NOTICE, pages.l_margin, pages.epw, align)


def _draw_approvals(pages: Pages, approvals: list[str], x: float, width: float) -> None:
    for line in approvals:
        pages.face("", 10.5)
        pages.write_block(line, x, width)
        pages.ln(2)


def draw_contents(pages: Pages, entries: tuple[Entry, ...]) -> None:
    """Draw the contents with dots up to the page numbers; headings of level 4 stay out."""
    pages.face("B", pages.look.size + 5)
    pages.write_block("Saturs", pages.l_margin, pages.epw)
    pages.ln(4)
    number_width = 12.0
    for entry in (entry for entry in entries if entry.level <= 3):
        pages.face("B" if entry.level <= 2 else "", pages.look.size - 0.5)
        indent = 5.0 * (max(entry.level, 2) - 2)
        width = pages.epw - indent - number_width
        if pages.room < 2 * pages.line_height:
            pages.next_column()
        pages.write_block(entry.text, pages.l_margin + indent, width)
        _draw_leader(pages, entry, indent, width)
        pages.ln(1)


def _draw_leader(pages: Pages, entry: Entry, indent: float, width: float) -> None:
    """Draw the dots and the page number on the entry's last line."""
    y = pages.y - pages.line_height
    last = pages.lines_of(entry.text, width)[-1]
    start = pages.l_margin + indent + pages.get_string_width(last) + 3
    end = pages.w - pages.r_margin - 9
    pages.face("", pages.look.size - 0.5)
    dots = "." * max(int((end - start) / pages.get_string_width(".")) - 1, 0)
    pages.set_xy(start, y)
    pages.cell(end - start, pages.line_height, dots, align="R")
    pages.cell(9, pages.line_height, str(entry.page), align="R")
    pages.set_xy(pages.l_margin, y + pages.line_height)
