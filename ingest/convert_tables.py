"""Rows of cells → blocks, for every format that has tables.

Each row below the header becomes one block that names its columns and repeats its parents: a cell merged over
several rows, a cell left empty under it, and a line over the whole width that the next rows belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.pages import Block

Columns = tuple[tuple[str, str], ...]

_HEADER_CELL = 80  # characters; longer cells are content
_LABEL_CELL = 40
_LEAST_COLUMNS = 3  # in a table that can have lines over its whole width
# Accepted: "120 000,50", "31.12.2024.", "85 %", "4,6 km". Rejected: "1.2. Mobilitāte", "Termiņš".
_NUMBER = re.compile(
    r"[-−–+]?[\d\s.,/:–-]*\d[\d\s.,/:–-]*(?:%|€|EUR|eiro|km|m²|m|t|ha|MW|gab\.?)?", re.IGNORECASE
)
# Accepted: "2024", "2024.", "2024. gads". Rejected: "120 000".
_YEAR = re.compile(r"(?:19|20)\d\d\.?(?:\s*(?:gads|g\.))?")
# Accepted: "Kopā", "PAVISAM:". Rejected: "Kopējais finansējums" (a column of its own).
TOTAL = re.compile(r"(?:kopā|pavisam|kopsumma|summa|starpsumma|total)\b", re.IGNORECASE)
# Accepted: "1.2. Mobilitāte" (depth 2), "U1.2". Rejected: "Mobilitāte".
_CODE = re.compile(r"[A-ZĀČĒĢĪĶĻŅŠŪŽ]{0,4}\s?(\d+(?:\.\d+)*)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with merged cells filled in: `cells` repeats a merged cell's text in all it covers.

    `covered` are the columns that a cell to their left reaches into; `number` counts from 1.
    """

    number: int
    cells: tuple[str, ...]
    covered: frozenset[int] = frozenset()

    @property
    def own(self) -> list[tuple[int, str]]:
        """Return the filled cells with their columns, each merged cell once."""
        return [(at, text) for at, text in enumerate(self.cells) if text and at not in self.covered]


@dataclass
class _State:
    """What the rows above mean for the next one."""

    names: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    groups: list[Block] = field(default_factory=list)
    used: bool = True  # a row stands under the last group


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
    while headers is None and lead < len(filled) and _is_line(filled[lead]):
        lead += 1
    blocks = [Block(text, "paragraph") for row in filled[:lead] for _, text in row.own]
    body = filled[lead:]
    if not body:
        return blocks
    count = min(_header_rows(body) if headers is None else headers, len(body) - 1)
    state = _State(names=_names(body[:count]))
    return [*blocks, *_body(body[count:], state), *_unused(state)]


def sheet_blocks(rows: Iterable[Row]) -> list[Block]:
    """Return the blocks of a sheet, which may hold titles, several tables and notes between empty rows."""
    state = _State()
    blocks: list[Block] = []
    regions = list(_regions(rows))
    tables = any(len(row.own) > 1 for region in regions for row in region)
    for region in regions:
        start = 0
        while start < len(region) and len(region[start].own) == 1:
            start += 1
        rest = region[start:]
        fresh = _starts_table(rest, state)
        if fresh or not state.names:
            blocks.extend(_unused(state))
            blocks.extend(_titles(region[:start], first=not blocks, table=bool(rest) or tables))
            count = _header_rows(rest) if fresh else 0
            state = _State(names=_names(rest[:count]))
            blocks.extend(_body(rest[count:], state))
        else:
            blocks.extend(_body(region, state))
    return [*blocks, *_unused(state)]


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


def _titles(rows: Sequence[Row], *, first: bool, table: bool) -> Iterator[Block]:
    for at, row in enumerate(rows):
        text = row.own[0][1]
        heading = table and at == 0 and (first or len(rows) < 3) and len(text) <= 2 * _HEADER_CELL
        yield Block(
            text, "heading" if heading else "paragraph", int(heading) * (1 if first else 2), (), row.number
        )


def _body(rows: Iterable[Row], state: _State) -> Iterator[Block]:
    for row in rows:
        if _is_line(row):
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
        yield _row_block(parents + named, row.number)


def _group(row: Row, state: _State) -> Iterator[Block]:
    """Take a line over the whole width as parent of the rows below it; deeper codes keep their parents."""
    text = row.own[0][1]
    depth = _depth(text)
    if state.groups and depth <= state.groups[-1].level:
        yield from _unused(state)
    state.groups = [group for group in state.groups if group.level < depth]
    state.groups.append(Block(text, "paragraph", depth, (), row.number))
    state.above = ()
    state.used = False


def _unused(state: _State) -> Iterator[Block]:
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


def _row_block(columns: Columns, number: int) -> Block:
    text = "; ".join(f"{name.rstrip(':')}: {cell}" if name else cell for name, cell in columns)
    return Block(text, "row", 0, columns, number)


def lost_row(row: Row, reason: str) -> Block:
    """Return a row that stays in the extracted text and becomes no passage."""
    return Block("; ".join(text for _, text in row.own), "paragraph", 0, (), row.number, lost=reason)


def _pair(row: Row) -> Block:
    own = [text for _, text in row.own]
    if len(own) < 2:
        return Block(own[0], "paragraph", 0, (), row.number)
    return _row_block(((own[0].rstrip(": "), " ".join(own[1:])),), row.number)


def _are_pairs(rows: Sequence[Row]) -> bool:
    if max(len(row.cells) for row in rows) != 2:
        return False
    if sum(row.cells[0].endswith(":") for row in rows) * 2 >= len(rows):
        return True
    second = rows[0].cells[-1]
    short = all(len(row.cells[0]) <= _HEADER_CELL for row in rows)
    return short and (len(second) > _LABEL_CELL or any(letter.isdigit() for letter in second))


def _is_line(row: Row) -> bool:
    own = row.own
    return len(row.cells) >= _LEAST_COLUMNS and len(own) == 1 and own[0][0] == 0


def _is_numbering(row: Row) -> bool:
    own = [text.rstrip(".") for _, text in row.own]
    return len(own) > 2 and own == [str(number) for number in range(1, len(own) + 1)]


def _starts_table(rows: Sequence[Row], state: _State) -> bool:
    """Say whether the first row names columns: short words, and below an earlier table only over numbers."""
    if len(rows) < 2:
        return False
    own = [text for _, text in rows[0].own]
    words = [text for text in own if not _NUMBER.fullmatch(text) and len(text) <= _HEADER_CELL]
    years = [text for text in own if _YEAR.fullmatch(text)]
    if not words or len(words) + len(years) < len(own):
        return False
    below = [text for row in rows[1:] for _, text in row.own]
    return not state.names or (not years and any(_NUMBER.fullmatch(text) for text in below))


def _header_rows(rows: Sequence[Row]) -> int:
    """Return how many rows name columns: one, and further ones under a name that spans columns."""
    count = 1
    while (
        count < len(rows) - 1
        and rows[count - 1].covered
        and not any(_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for _, text in rows[count].own)
    ):
        count += 1
    return count


def _names(rows: Sequence[Row]) -> tuple[str, ...]:
    width = max((len(row.cells) for row in rows), default=0)
    columns = ([row.cells[at] for row in rows if at < len(row.cells)] for at in range(width))
    return tuple(" – ".join(dict.fromkeys(part for part in parts if part)) for parts in columns)
