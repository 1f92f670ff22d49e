"""A table → ruled rows on the pages of a sample PDF, with column widths that break no word."""

from __future__ import annotations

import re

from fpdf.enums import XPos, YPos
from looks import tint
from pdf_pages import Pages
from source_text import Table

_PAD = 1.6  # mm on each side of a cell
_SMALLEST = 6.0  # points
# Accepted: "1 250 000", "9,8", "85 %", "2022". Rejected: "24 vietas", "2022.–2024.".
_NUMBER = re.compile(r"[–-]?\d[\d ]*(?:,\d+)?(?: ?%)?")


class RuledTable:
    """A table laid out for a width: widths of the columns, heights of the rows."""

    def __init__(self, pages: Pages, table: Table, width: float) -> None:
        self._pages = pages
        self._table = table
        self._size = _fitting_size(pages, table, width)
        self._widths = _column_widths(pages, table, width, self._size)
        columns = list(zip(*table.rows, strict=True))
        self._aligns = ["R" if all(_is_number(cell) for cell in column) else "L" for column in columns]

    def height(self) -> float:
        """Return the height of the whole table."""
        return self._row_height(self._table.header, "B") + sum(
            self._row_height(row, "") for row in self._table.rows
        )

    def head_height(self) -> float:
        """Return the height of the header with the first row, which stay together."""
        return self._row_height(self._table.header, "B") + self._row_height(self._table.rows[0], "")

    def draw(self) -> None:
        """Draw the table from the present height on."""
        if self.head_height() > self._pages.room:
            self._pages.next_column()
        self._draw_row(self._table.header, "B")
        for row in self._table.rows:
            if self._row_height(row, "") > self._pages.room:
                self._pages.next_column()
                if self._pages.look.repeat_header:
                    self._draw_row(self._table.header, "B")
            self._draw_row(row, "")

    def _row_height(self, row: tuple[str, ...], style: str) -> float:
        pages = self._pages
        pages.face(style, self._size)
        lines = [
            pages.count_lines(cell, width - 2 * _PAD)
            for cell, width in zip(row, self._widths, strict=True)
            if cell
        ]
        return max(lines, default=1) * pages.line_height + 2 * _PAD

    def _draw_row(self, row: tuple[str, ...], style: str) -> None:
        pages = self._pages
        height = self._row_height(row, style)
        x, y = pages.left, pages.y
        pages.set_draw_color(110, 110, 110)
        pages.set_line_width(0.2)
        pages.set_fill_color(*tint(pages.look.accent, 0.14))
        with pages.unbroken():
            for cell, width, align in zip(row, self._widths, self._aligns, strict=True):
                pages.rect(x, y, width, height, style="DF" if style else "D")
                pages.set_xy(x + _PAD, y + _PAD)
                pages.multi_cell(
                    width - 2 * _PAD,
                    pages.line_height,
                    cell,
                    align="C" if style else align,
                    new_x=XPos.LEFT,
                    new_y=YPos.NEXT,
                )
                x += width
        pages.set_xy(pages.left, y + height)


def _is_number(cell: str) -> bool:
    return not cell or cell in {"–", "-"} or _NUMBER.fullmatch(cell) is not None


def _fitting_size(pages: Pages, table: Table, width: float) -> float:
    size = min(9.0, pages.look.size - 1)
    while sum(_least_widths(pages, table, size)) > width and size > _SMALLEST:
        size -= 0.5
    return size


def _least_widths(pages: Pages, table: Table, size: float) -> list[float]:
    """Return how wide each column must be so that no word of it is broken."""
    least = []
    for index, head in enumerate(table.header):
        pages.face("B", size)
        words = [pages.get_string_width(word) for word in head.split()]
        pages.face("", size)
        words += [pages.get_string_width(word) for row in table.rows for word in row[index].split()]
        least.append(max(words, default=4.0) + 2 * _PAD + 0.2)  # 0.2 against rounding
    return least


def _column_widths(pages: Pages, table: Table, width: float, size: float) -> list[float]:
    least = _least_widths(pages, table, size)
    pages.face("", size)
    columns = zip(table.header, *table.rows, strict=True)
    longest = [max(pages.get_string_width(cell) for cell in column) for column in columns]
    # The square root keeps one long column from starving the others.
    wish = [max(whole - floor, 0.0) ** 0.5 + 0.5 for whole, floor in zip(longest, least, strict=True)]
    spare = max(width - sum(least), 0.0)
    return [floor + spare * part / sum(wish) for floor, part in zip(least, wish, strict=True)]
