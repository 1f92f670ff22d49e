"""Rows of cells → blocks, for every format that has tables.

Told here: where tables and their headers begin, what is a title or a note, and that a table may be layout.
Each row below a header becomes one block that names its columns and repeats its parents (`table_body`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.formats.sheet_sides import side_of, sides
from ingest.formats.table_body import (
    TOTAL,
    TableState,
    body_blocks,
    column_names,
    is_line,
    lost_row,
    row_block,
    unused_line,
)
from ingest.formats.table_rows import HEADER_CELL, NUMBER, YEAR, Row, names_columns
from ingest.pages import Block

__all__ = ["TOTAL", "Row", "lost_row", "sheet_blocks", "table_blocks"]

_LABEL_CELL = 40  # characters
_LEAST_ASKED = 3  # rows of a form
# What a form asks for. Accepted: "Projekta nosaukums", "Tālrunis". Rejected: "Ielu remonts".
_ASKED = re.compile(
    r"\b(?:nosaukums|iesniedzējs|pieteicējs|īstenotājs|pasūtītājs|izpildītājs|partner[ia]s?|period[si]|termiņš"
    r"|izmaksas|finansējums|budžets|summa|avot[si]|adrese|vieta|mērķis|grupa|vadītājs|kontaktpersona|tālrunis"
    r"|e-pasts|vārds|uzvārds|amats|paraksts|reģistrācijas|numurs|nr\.?|programma|statuss|datums|apraksts"
    r"|sākums|beigas|rezultāt[si]|ilgums|priekšmets)(?!\w)",
    re.IGNORECASE,
)


def table_blocks(rows: Sequence[Row], headers: int | None = None, *, pairs: bool = False) -> list[Block]:
    """Return the blocks of one table. `headers` counts its header rows, None when that is not known.

    `pairs` says that the first of two columns names the second. A table of one row or one column is layout:
    its cells become paragraphs.
    """
    filled = [row for row in rows if row.own]
    if len(filled) < 2 or max(len(row.cells) for row in filled) < 2:
        return [Block(text, "paragraph") for row in filled for _, text in row.own]
    if pairs or (headers is None and _are_pairs(filled)):
        return [_pair(row) for row in filled]
    lead = 0
    while headers is None and lead < len(filled) and is_line(filled[lead]):
        lead += 1
    blocks = [Block(text, "paragraph") for row in filled[:lead] for _, text in row.own]
    body = filled[lead:]
    if not body:
        return blocks
    count = min(_header_rows(body) if headers is None else headers, len(body) - 1)
    state = TableState(names=column_names(body[:count]))
    return [*blocks, *body_blocks(body[count:], state), *unused_line(state)]


def sheet_blocks(rows: Iterable[Row]) -> list[Block]:
    """Return the blocks of a sheet, which may hold titles, several tables and notes between empty rows.

    Tables that stand beside each other are told one after the other.
    """
    regions = list(_regions(rows))
    sheet = _Sheet(any(len(row.own) > 1 for region in regions for row in region))
    for region in regions:
        sheet.read(region)
    return sheet.end()


@dataclass
class _Sheet:
    """The blocks of a sheet so far, and what its next region may belong to."""

    tables: bool  # the sheet has any
    blocks: list[Block] = field(default_factory=list)
    state: TableState = field(default_factory=TableState)
    level: int = 1  # of the titles to come
    columns: list[range] = field(default_factory=list)  # of tables beside each other, just read …
    beside: list[Row] = field(default_factory=list)  # … and their rows that are not told yet
    titles: Sequence[Row] = ()  # over all of those

    def read(self, region: Sequence[Row]) -> None:
        """Tell the rows between two empty ones."""
        start, end = _lead(region), len(region)
        while end > start and len(region[end - 1].own) == 1 and len(region[end - 1].own[0][1]) > _LABEL_CELL:
            end -= 1
        if columns := sides(region[start:end]):
            self._tell_beside()
            self.columns, self.titles, self.beside = columns, region[:start], list(region[start:end])
            if end < len(region):
                self._tell_notes(region[end:])
        elif self.beside and _fits(region, self.columns):
            self.beside += [Row(region[0].number - 1, ()), *region]
        elif self.columns and start == len(region):
            self._tell_notes(region)
        else:
            self._tell_beside()
            self.columns = []
            self._read_one(region)

    def end(self) -> list[Block]:
        self._tell_beside()
        self.blocks.extend(unused_line(self.state))
        return self.blocks

    def _read_one(self, region: Sequence[Row]) -> None:
        rest = region[_lead(region) :]
        fresh = _starts_table(rest, self.state)
        if self.state.names and not fresh:
            self.blocks.extend(body_blocks(region, self.state))
            return
        self.blocks.extend(unused_line(self.state))
        self._tell_titles(region[: len(region) - len(rest)], own=bool(rest))
        count = _header_rows(rest) if fresh else 0
        self.state = TableState(names=column_names(rest[:count]))
        self.blocks.extend(body_blocks(rest[count:], self.state))

    def _tell_titles(self, rows: Sequence[Row], *, own: bool) -> None:
        """Tell the lines over a table. A first title apart from its `own` table names the sheet."""
        first = not self.blocks
        self.blocks.extend(_titles(rows, self.level, first=first, table=own or self.tables))
        if first and rows and (len(rows) > 1 or not own):
            self.level += 1

    def _tell_beside(self) -> None:
        """Tell the tables beside each other one after the other, below the titles over all of them."""
        if not self.beside:
            return
        self.blocks.extend(unused_line(self.state))
        above = self.level
        self._tell_titles(self.titles, own=False)
        after, self.level = self.level, above + bool(self.titles)
        for columns in self.columns:
            self.state = TableState()
            for region in _regions(side_of(row, columns) for row in self.beside):
                self._read_one(region)
            self.blocks.extend(unused_line(self.state))
        self.level, self.state, self.beside = after, TableState(), []

    def _tell_notes(self, rows: Sequence[Row]) -> None:
        self._tell_beside()
        self.blocks.extend(Block(row.own[0][1], "paragraph", 0, (), row.number) for row in rows)


def _lead(rows: Sequence[Row]) -> int:
    """Return how many rows at the beginning have one filled cell: titles."""
    return next((at for at, row in enumerate(rows) if len(row.own) != 1), len(rows))


def _fits(rows: Sequence[Row], columns: Sequence[range]) -> bool:
    """Say whether rows go on in the tables beside each other: in more than one, and between them nothing."""
    filled = {at for row in rows for at, text in enumerate(row.cells) if text}
    within = [filled.intersection(one) for one in columns]
    return sum(map(bool, within)) > 1 and filled == set().union(*within)


def _regions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    held: list[Row] = []
    for row in rows:
        if row.own:
            held.append(row)
        elif held:
            yield held
            held = []
    if held:
        yield held


def _titles(rows: Sequence[Row], level: int, *, first: bool, table: bool) -> Iterator[Block]:
    for at, row in enumerate(rows):
        text = row.own[0][1]
        heading = table and at == 0 and (first or len(rows) < 3) and len(text) <= 2 * HEADER_CELL
        yield Block(text, "heading" if heading else "paragraph", level if heading else 0, (), row.number)


def _pair(row: Row) -> Block:
    own = [text for _, text in row.own]
    if len(own) < 2:
        return Block(own[0], "paragraph", 0, (), row.number)
    return row_block(((own[0].rstrip(": "), " ".join(own[1:])),), row.number)


def _are_pairs(rows: Sequence[Row]) -> bool:
    if _is_form(rows):
        return True
    if max(len(row.cells) for row in rows) != 2:
        return False
    if sum(row.cells[0].endswith(":") for row in rows) * 2 >= len(rows):
        return True
    second = rows[0].cells[-1]
    short = all(len(row.cells[0]) <= HEADER_CELL for row in rows)
    return short and (len(second) > _LABEL_CELL or any(letter.isdigit() for letter in second))


def _is_form(rows: Sequence[Row]) -> bool:
    """Say whether most first cells are what a form asks for, and the cells beside them of several kinds."""
    pairs = [row.own for row in rows if len(row.own) == 2 and row.own[0][0] == 0]
    if len(pairs) < _LEAST_ASKED or len(rows) - len(pairs) > len(rows) // 3 or len(rows[0].own) != 2:
        return False
    asked = [bool(_ASKED.search(name)) and len(name) <= HEADER_CELL for (_, name), _ in pairs]
    numbers = [NUMBER.fullmatch(text) is not None for _, (_, text) in pairs[1:]]
    return bool(asked[0]) and 2 * sum(asked) > len(asked) and not all(numbers)


def _starts_table(rows: Sequence[Row], state: TableState) -> bool:
    """Say whether the first row names columns: short words, and below an earlier table only over numbers."""
    if len(rows) < 2 or not names_columns(rows[0]):
        return False
    years = any(YEAR.fullmatch(text) for _, text in rows[0].own)
    below = [text for row in rows[1:] for _, text in row.own]
    return not state.names or (not years and any(NUMBER.fullmatch(text) for text in below))


def _header_rows(rows: Sequence[Row]) -> int:
    """Return how many rows name columns: one, and further ones under a name that spans columns."""
    count = 1
    while (
        count < len(rows) - 1
        and rows[count - 1].covered
        and not any(NUMBER.fullmatch(text) and not YEAR.fullmatch(text) for _, text in rows[count].own)
    ):
        count += 1
    return count
