"""Rows of a sheet → the columns of each table, where tables stand beside each other.

An empty column between them proves nothing: plans have such inside one table. Each part must be a table by
itself: a header over all its columns, a first column that names its rows. Not known: tables without headers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.table_rows import NUMBER, YEAR, Row, names_columns

_LEAST_COLUMNS = 2  # in each table …
_LEAST_ROWS = 2  # … and below its header
# Accepted: "18–29", "2021-2027". Rejected: "-29", "18".
_RANGE = re.compile(r"\d+\s*[–-]\s*\d+")


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the tables: whether a title stands over its header, the header, and the rows below."""

    titled: bool
    header: Row
    rows: tuple[Row, ...]

    @property
    def has_keys(self) -> bool:
        """Say whether the first column names each row, with words and once."""
        keys = [row.cells[0] for row in self.rows]
        return all(keys) and len(set(keys)) == len(keys) and not any(map(_is_amount, keys))

    @property
    def has_amounts(self) -> bool:
        return any(_is_amount(text) for row in self.rows for text in row.cells[1:])


def sides(rows: Sequence[Row]) -> list[range]:
    """Return the columns of each of several tables beside each other; none where the rows are one table."""
    columns = _filled(rows)
    if len(columns) < 2 or any(len(one) < _LEAST_COLUMNS for one in columns):
        return []
    found = [_side([part for row in rows if (part := side_of(row, one)).own]) for one in columns]
    tables = [one for one in found if one is not None]
    if len(tables) < len(found):
        return []
    alike = len({table.header.cells[0].casefold() for table in tables}) == 1  # "Nr." begins each of them
    whole = all(table.has_keys for table in tables) and (
        all(table.has_amounts for table in tables) or all(table.titled for table in tables)
    )
    return columns if alike or whole else []


def side_of(row: Row, columns: range) -> Row:
    """Return the part of a row in these columns."""
    cells = row.cells[columns.start : columns.stop]
    covered = frozenset(at - columns.start for at in row.covered if at in columns)
    return Row(row.number, cells, covered)


def _filled(rows: Sequence[Row]) -> list[range]:
    """Return the stretches of columns between those that are empty in all rows."""
    used = sorted({at for row in rows for at, text in enumerate(row.cells) if text})
    found: list[range] = []
    for at in used:
        if found and at == found[-1].stop:
            found[-1] = range(found[-1].start, at + 1)
        else:
            found.append(range(at, at + 1))
    return found


def _side(rows: Sequence[Row]) -> _Side | None:
    titled = bool(rows) and len(rows[0].own) == 1
    start = int(titled)
    if len(rows) < start + 1 + _LEAST_ROWS:
        return None
    header = rows[start]
    if not all(header.cells) or not names_columns(header):
        return None
    return _Side(titled, header, tuple(rows[start + 1 :]))


def _is_amount(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None and not YEAR.fullmatch(text) and not _RANGE.fullmatch(text)
