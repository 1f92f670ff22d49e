"""A PDF page → its drawn tables with the texts of their cells, ready for `tables`.

Reads the page through `pdf.rules` and pdfium's bounded text. Knows one page at a time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.formats.pdf.gaps import Frame
from ingest.formats.pdf.grids import Cell, Grid, find_grids
from ingest.formats.pdf.lines import Line, clean_text
from ingest.formats.pdf.rules import read_rules
from ingest.formats.tables import Row
from search.domain import Box

_INSIDE = 0.6  # points that a cell's text keeps away from its lines
_LONGEST = 20_000  # characters of a cell
_USUAL = 400  # characters that most cells have room in
_MOST_CELLS = 20_000  # of a page
_FILLED = 0.3  # of the cells; plans with many empty ones have .5, organisation charts .2


@dataclass(frozen=True, slots=True)
class Table:
    """A drawn table of one page; rows are numbered from 1, merged cells repeated in all they cover."""

    grid: Grid
    rows: tuple[Row, ...]

    def holds(self, line: Line) -> bool:
        """Say whether a line stands in the table."""
        box = self.grid.box
        middle_x, middle_y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        return box.left - 1 <= middle_x <= box.right + 1 and box.top - 1 <= middle_y <= box.bottom + 1

    def row_box(self, number: int) -> Box:
        """Return the place of a row on its page."""
        box = self.grid.box
        top, bottom = self.grid.rows[number - 1 : number + 1]
        return Box(round(box.left, 1), round(top, 1), round(box.right, 1), round(bottom, 1))


def read_tables(page: Any, text_page: Any) -> list[Table]:
    """Return the tables of a pdfium page, whose text is `text_page`, from top to bottom.

    Drawings with hardly any text are none.
    """
    grids = find_grids(read_rules(page))
    if not grids or sum(len(grid.cells) for grid in grids) > _MOST_CELLS:
        return []
    frame = Frame(page.get_bbox(), page.get_rotation())
    tables = [Table(grid, tuple(_rows(grid, text_page.raw, frame))) for grid in grids]
    return [table for table in tables if _is_table(table)]


def _is_table(table: Table) -> bool:
    """Say whether enough cells hold text; boxes joined by lines draw many cells that are none."""
    filled = [row for row in table.rows if row.own]
    used = {at for row in filled for at, _ in row.own}
    if len(filled) < 2 or len(used) < 2:
        return False
    texts = sum(bool(table.rows[cell.top].cells[cell.left]) for cell in table.grid.cells)
    return texts >= _FILLED * len(table.grid.cells)


def _rows(grid: Grid, raw: Any, frame: Frame) -> Iterator[Row]:
    columns, rows = len(grid.columns) - 1, len(grid.rows) - 1
    texts = [[""] * columns for _ in range(rows)]
    covered: list[set[int]] = [set() for _ in range(rows)]
    for cell in grid.cells:
        text = _cell_text(grid, cell, raw, frame)
        for row in range(cell.top, cell.bottom + 1):
            for at in range(cell.left, cell.right + 1):
                texts[row][at] = text
            covered[row].update(range(cell.left + 1, cell.right + 1))
    for number, (filled, reached) in enumerate(zip(texts, covered, strict=True), start=1):
        yield Row(number, tuple(filled), frozenset(reached))


def _cell_text(grid: Grid, cell: Cell, raw: Any, frame: Frame) -> str:
    import pypdfium2.raw as pdfium

    box = grid.cell_box(cell)
    one = frame.origin(box.left + _INSIDE, box.top + _INSIDE)
    other = frame.origin(box.right - _INSIDE, box.bottom - _INSIDE)
    left, right = sorted((one[0], other[0]))
    bottom, top = sorted((one[1], other[1]))
    room = _USUAL
    buffer = (ctypes.c_ushort * (room + 1))()
    count = pdfium.FPDFText_GetBoundedText(raw, left, top, right, bottom, buffer, room)
    if count >= room:  # there may be more of it
        room = min(pdfium.FPDFText_GetBoundedText(raw, left, top, right, bottom, None, 0), _LONGEST)
        buffer = (ctypes.c_ushort * (room + 1))()
        count = pdfium.FPDFText_GetBoundedText(raw, left, top, right, bottom, buffer, room)
    if count <= 0:
        return ""
    return clean_text(bytes(buffer)[: 2 * count].decode("utf-16-le", "replace").rstrip("\0"))
