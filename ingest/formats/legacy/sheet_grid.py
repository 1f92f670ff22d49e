"""Cells of a sheet by row and column → its visible rows, merged cells filled in; for XLSX and XLS.

Knows no format and no value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.copies import WIDEST, Copies
from ingest.formats.tables import Row


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell: its first and last row and column; rows count from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class SheetGrid:
    """The filled cells of one sheet as written, by row (from 1) and column (from 0), and what is hidden."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def rows(self) -> list[Row]:
        """Return the visible rows, with an empty row wherever some are missing."""
        covered = _fill(self.merges, self.cells)
        used = {at for row in self.cells.values() for at in row} - self.hidden_columns
        kept = range(min(used, default=0), max(used, default=0) + 1)
        columns = [at for at in kept if at not in self.hidden_columns]
        rows = []
        for above, number in pairwise([0, *sorted(self.cells)]):
            if number in self.hidden_rows:
                continue
            if number > above + 1:
                rows.append(Row(number - 1, ()))
            texts = tuple(self.cells[number].get(at, "") for at in columns)
            joined = frozenset(place for place, at in enumerate(columns) if (number, at) in covered)
            rows.append(Row(number, texts, joined))
        return rows

    def notes(self, name: str) -> list[str]:
        """Return what of the sheet was left out, in words."""
        hidden_rows = len(self.hidden_rows & self.cells.keys())
        counts = (("columns", len(self.hidden_columns)), ("rows", hidden_rows))
        return [f"{name}: {count} hidden {what} left out" for what, count in counts if count]


def _fill(merges: Iterable[Merge], cells: dict[int, dict[int, str]]) -> set[tuple[int, int]]:
    """Repeat each merged cell's text over all it covers; return the places right of its first column."""
    covered: set[tuple[int, int]] = set()
    copies = Copies()
    for merge in merges:
        text = cells.get(merge.top, {}).get(merge.left)
        if not text:
            continue
        rows = range(merge.top, merge.bottom + 1)
        for number in rows if len(rows) < len(cells) else [row for row in cells if row in rows]:
            if number not in cells:
                continue
            for at in range(merge.left, min(merge.right, WIDEST - 1) + 1):
                first = number == merge.top and at == merge.left
                cells[number][at] = text if first else copies.text(text)
                if at > merge.left:
                    covered.add((number, at))
    return covered
