"""Rows of one table below its header → blocks that name their columns and repeat their parents.

Parents are a cell merged over several rows, a cell left empty under it, and a line over the whole width that
the next rows belong to. Knows no sheet, and not where a table begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.formats.table_rows import Row
from ingest.pages import Block

Columns = tuple[tuple[str, str], ...]

_LEAST_COLUMNS = 3  # in a table that can have lines over its whole width
# Accepted: "Kopā", "PAVISAM:". Rejected: "Kopējais finansējums" (a column of its own).
TOTAL = re.compile(r"(?:kopā|pavisam|kopsumma|summa|starpsumma|total)\b", re.IGNORECASE)
# Accepted: "1.2. Mobilitāte" (depth 2), "U1.2". Rejected: "Mobilitāte".
_CODE = re.compile(r"[A-ZĀČĒĢĪĶĻŅŠŪŽ]{0,4}\s?(\d+(?:\.\d+)*)\b")


@dataclass
class TableState:
    """What the rows above mean for the next one."""

    names: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    groups: list[Block] = field(default_factory=list)
    used: bool = True  # a row stands under the last group


def body_blocks(rows: Iterable[Row], state: TableState) -> Iterator[Block]:
    """Yield a block for each row below the header; `state` goes on with the rows of a later call."""
    for row in rows:
        if is_line(row):
            yield from _group(row, state)
            continue
        if state.names and not any(state.above) and _is_numbering(row):
            yield lost_row(row, "numbers of columns")
            continue
        cells = _carried(row, state.above)
        state.above = cells
        state.used = True
        parents: Columns = tuple(("", group.text) for group in state.groups)
        named = tuple(
            (state.names[at] if at < len(state.names) else "", text)
            for at, text in enumerate(cells)
            if text and at not in row.covered
        )
        yield row_block(parents + named, row.number)


def _group(row: Row, state: TableState) -> Iterator[Block]:
    """Take a line over the whole width as parent of the rows below it; deeper codes keep their parents."""
    text = row.own[0][1]
    depth = _depth(text)
    if state.groups and depth <= state.groups[-1].level:
        yield from unused_line(state)
    state.groups = [group for group in state.groups if group.level < depth]
    state.groups.append(Block(text, "paragraph", depth, (), row.number))
    state.above = ()
    state.used = False


def unused_line(state: TableState) -> Iterator[Block]:
    """Yield a last line over the whole width that no row stands under: a note below the table."""
    if not state.used and state.groups:
        last = state.groups.pop()
        yield Block(last.text, "paragraph", 0, (), last.row)
    state.used = True


def _depth(text: str) -> int:
    code = _CODE.match(text)
    return code[1].count(".") + 1 if code else 1


def _carried(row: Row, above: tuple[str, ...]) -> tuple[str, ...]:
    own = row.own
    if not above or not own or TOTAL.match(own[0][1]):
        return row.cells
    first = own[0][0]
    return tuple(above[at] if at < first and at < len(above) else text for at, text in enumerate(row.cells))


def row_block(columns: Columns, number: int) -> Block:
    """Return the block of a row that pairs the names of its columns with its cells."""
    text = "; ".join(f"{name.rstrip(':')}: {cell}" if name else cell for name, cell in columns)
    return Block(text, "row", 0, columns, number)


def lost_row(row: Row, reason: str) -> Block:
    """Return a row that stays in the extracted text and becomes no passage."""
    return Block("; ".join(text for _, text in row.own), "paragraph", 0, (), row.number, lost=reason)


def is_line(row: Row) -> bool:
    """Say whether the row is a line over the whole width: a group of rows, or a note."""
    own = row.own
    return len(row.cells) >= _LEAST_COLUMNS and len(own) == 1 and own[0][0] == 0


def _is_numbering(row: Row) -> bool:
    own = [text.rstrip(".") for _, text in row.own]
    return len(own) > 2 and own == [str(number) for number in range(1, len(own) + 1)]


def column_names(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return what the header rows call each column, from top to bottom."""
    width = max((len(row.cells) for row in rows), default=0)
    columns = ([row.cells[at] for row in rows if at < len(row.cells)] for at in range(width))
    return tuple(" – ".join(dict.fromkeys(part for part in parts if part)) for parts in columns)
