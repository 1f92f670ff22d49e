"""Lines and drawn tables of a PDF's pages → blocks in reading order; tables go on over pages. Pure.

A table that goes on has the same columns at the top of the next page: its rows keep the header and the
parents of the rows before, and a header printed again is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.formats.pdf.blocks import blocks_by_page
from ingest.formats.pdf.cells import Table
from ingest.formats.pdf.lines import Line
from ingest.formats.tables import Row, lost_row, table_blocks
from ingest.pages import Block

_ENDS = (".", "!", "?", ":", ";", "”", ")")
_TELLING = 3  # rows before a page's end that say which cells a row has
_RUNNING_PAGES = 2  # on which a line must stand to run through the document
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on a page: its lines in the order of the content, and its tables from top to bottom."""

    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A table with the place of its page, and of the line outside tables that it stands before."""

    page: int
    line: int
    table: Table


def page_blocks(pages: Sequence[Content]) -> list[tuple[Block, ...]]:
    """Return the blocks of each page in reading order."""
    outside = [_outside(page) for page in pages]
    placed = [_places(at, page) for at, page in enumerate(pages)]
    found = blocks_by_page(outside, [{one.line for one in tables} for tables in placed])
    merged: list[list[tuple[int, int, Block]]] = [
        [(line, 1, block) for line, block in page] for page in found
    ]
    running = _running_shapes(outside)
    for chain in _chains(placed, outside, running):
        for one, block in _chain_blocks(chain):
            merged[one.page].append((one.line, 0, block))
    return [tuple(block for _, _, block in sorted(page, key=lambda entry: entry[:2])) for page in merged]


def _outside(page: Content) -> list[Line]:
    return [line for line in page.lines if not any(table.holds(line) for table in page.tables)]


def _places(at: int, page: Content) -> list[_Placed]:
    """Return the tables with the number of outside lines that stand before their first own line."""
    placed = []
    for table in page.tables:
        count = 0
        for line in page.lines:
            if table.holds(line):
                break
            count += not any(other.holds(line) for other in page.tables)
        placed.append(_Placed(at, count, table))
    return placed


def _running_shapes(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return the lines, digits apart, that stand on several pages: headers, footers, page numbers."""
    counts = Counter(shape for lines in pages for shape in {_shape(line.text) for line in lines})
    return frozenset(shape for shape, count in counts.items() if count >= _RUNNING_PAGES)


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text).strip()


def _chains(
    placed: Sequence[Sequence[_Placed]], outside: Sequence[Sequence[Line]], running: frozenset[str]
) -> Iterator[list[_Placed]]:
    """Yield tables, each with its continuations on the pages after it."""
    held: list[_Placed] = []
    for tables in placed:
        for number, one in enumerate(tables):
            if held and number == 0 and _goes_on(held[-1], one, outside, running):
                held.append(one)
                continue
            if held:
                yield held
            held = [one]
    if held:
        yield held


def _goes_on(
    before: _Placed, after: _Placed, outside: Sequence[Sequence[Line]], running: frozenset[str]
) -> bool:
    if after.page != before.page + 1 or not before.table.grid.has_columns_of(after.table.grid):
        return False
    below = [line for line in outside[before.page] if line.top >= before.table.grid.box.bottom]
    above = [line for line in outside[after.page] if line.bottom <= after.table.grid.box.top]
    return all(_shape(line.text) in running for line in (*below, *above))


def _chain_blocks(chain: Sequence[_Placed]) -> Iterator[tuple[_Placed, Block]]:
    """Yield the blocks of one table with the page part that each stands in."""
    rows: list[Row] = []
    origin: list[tuple[_Placed, int]] = []  # by row of the whole table
    for one in chain:
        repeated = _repeated(one.table.rows, rows)
        for row in one.table.rows[:repeated]:
            box = one.table.row_box(row.number)
            yield one, replace(lost_row(row, "header printed again"), boxes=(box,))
        for row in one.table.rows[repeated:]:
            if rows and one is not chain[0] and row is one.table.rows[repeated] and _broken(rows, row):
                rows[-1] = _mended(rows[-1], row)
                continue
            origin.append((one, row.number))
            rows.append(replace(row, number=len(rows) + 1))
    for block in table_blocks(rows):
        part, number = origin[max(0, block.row - 1)]
        yield part, replace(block, boxes=(part.table.row_box(number),))


def _repeated(rows: Sequence[Row], before: Sequence[Row]) -> int:
    """Return how many rows at the top are those that the table began with: its header, printed again."""
    count = 0
    while count < len(rows) and count < len(before) and _same(rows[count], before[count]):
        count += 1
    return count


def _broken(rows: Sequence[Row], row: Row) -> bool:
    """Say whether a row at the top of a page is the rest of the last row: no code, and cells that go on.

    A cell that ends like a sentence may still go on in a row with fewer cells: "izstrādāt 8." – "dokumentu".
    """
    above = rows[-1]
    own = [(at, text) for at, text in row.own if text != above.cells[at]]  # a merged parent is drawn again
    if not own or own[0][0] == 0 or not all(above.cells[at] for at, _ in own):
        return False
    if _lacks_what_others_have(rows, row):
        return not any(text[0].isdigit() for _, text in own)
    fewer = len(row.own) < len(above.own)
    return all(
        text[0].islower() and (fewer or not above.cells[at].rstrip().endswith(_ENDS)) for at, text in own
    )


def _lacks_what_others_have(rows: Sequence[Row], row: Row) -> bool:
    """Say whether cells of a row are empty that the last rows all fill, those of parents apart."""
    last = rows[-_TELLING:]
    empty = [at for at, text in enumerate(row.cells) if at and not text]
    return len(last) == _TELLING and bool(empty) and all(one.cells[at] for one in last for at in empty)


def _mended(above: Row, row: Row) -> Row:
    cells = list(above.cells)
    for at, text in row.own:
        if text != above.cells[at]:
            cells[at] = f"{cells[at]}\n{text}"
    return replace(above, cells=tuple(cells))


def _same(row: Row, other: Row) -> bool:
    return [" ".join(text.split()) for text in row.cells] == [" ".join(text.split()) for text in other.cells]
