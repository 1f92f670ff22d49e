"""Ruling lines of a page → the tables they draw: rows, columns, and cells merged over several of them. Pure.

Lines that touch belong to one drawing; a drawing with two rows and two columns at least is a table. Knows no
text and no pdfium.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf.rules import Rule, Rules
from search.domain import Box

_SAME = 2.5  # points by which lines at one place may differ
_GAP = 4.0  # points between the ends of one broken line
_TOUCH = 3.5  # points that a line may end short of the one it meets
_MOST = 400  # rows, or columns, of a table
_LEAST_SIDE = 4.0  # points; a narrower row or column is a double line


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over rows `top` to `bottom` and columns `left` to `right`, all included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table: the edges of its columns and rows, and its cells in reading order."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def box(self) -> Box:
        """Return the place of the table on the page."""
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    def cell_box(self, cell: Cell) -> Box:
        """Return the place of a cell on the page."""
        return Box(
            self.columns[cell.left],
            self.rows[cell.top],
            self.columns[cell.right + 1],
            self.rows[cell.bottom + 1],
        )

    def has_columns_of(self, other: Grid) -> bool:
        """Say whether another page's table has the same columns, so that it may go on with this one."""
        return len(self.columns) == len(other.columns) and all(
            abs(one - two) <= 2 * _SAME for one, two in zip(self.columns, other.columns, strict=True)
        )


def find_grids(rules: Rules) -> list[Grid]:
    """Return the tables of a page from top to bottom."""
    horizontal, vertical = _joined(rules.horizontal), _joined(rules.vertical)
    grids = [_grid(*lines) for lines in _drawings(horizontal, vertical)]
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid.rows[0], grid.columns[0]))


def _joined(lines: Iterable[Rule]) -> list[Rule]:
    """Return the lines with those at one place joined where they overlap or nearly meet."""
    groups: list[list[Rule]] = []
    for line in sorted(lines, key=lambda one: one.at):
        if groups and line.at - groups[-1][-1].at <= _SAME and line.at - groups[-1][0].at <= 2 * _SAME:
            groups[-1].append(line)
        else:
            groups.append([line])
    joined = []
    for group in groups:
        at = sum(line.at for line in group) / len(group)
        start, end = None, 0.0
        for line in sorted(group, key=lambda one: one.start):
            if start is None:
                start, end = line.start, line.end
            elif line.start <= end + _GAP:
                end = max(end, line.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = line.start, line.end
        if start is not None:
            joined.append(Rule(at, start, end))
    return joined


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - _TOUCH <= down.at <= across.end + _TOUCH
        and down.start - _TOUCH <= across.at <= down.end + _TOUCH
    )


def _drawings(
    horizontal: Sequence[Rule], vertical: Sequence[Rule]
) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Return the lines that hang together."""
    sets = _Sets(len(horizontal) + len(vertical))
    heights = [line.at for line in horizontal]
    for number, down in enumerate(vertical, start=len(horizontal)):
        first = bisect_left(heights, down.start - _TOUCH)
        for at in range(first, bisect_right(heights, down.end + _TOUCH)):
            if _meet(horizontal[at], down):
                sets.join(at, number)
    drawings: defaultdict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for at, line in enumerate(horizontal):
        drawings[sets.root(at)][0].append(line)
    for at, line in enumerate(vertical, start=len(horizontal)):
        drawings[sets.root(at)][1].append(line)
    return drawings.values()


class _Sets:
    """Disjoint sets of the numbers below `size`, each at first on its own (union–find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, one: int) -> int:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        self._parent[self.root(one)] = self.root(other)


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid | None:
    if not horizontal or not vertical:
        return None
    rows = _edges(
        [line.at for line in horizontal], [end for line in vertical for end in (line.start, line.end)]
    )
    columns = _edges(
        [line.at for line in vertical], [end for line in horizontal for end in (line.start, line.end)]
    )
    if not (3 <= len(rows) <= _MOST and 3 <= len(columns) <= _MOST):
        return None
    return Grid(tuple(columns), tuple(rows), tuple(_cells(rows, columns, horizontal, vertical)))


def _edges(lines: Iterable[float], ends: Iterable[float]) -> list[float]:
    """Return the places of lines, and the outermost ends of the crossing ones where no line is drawn."""
    edges: list[float] = []
    for at in sorted(lines):
        if not edges or at - edges[-1] >= _LEAST_SIDE:
            edges.append(at)
    outer = sorted(ends)
    first = [outer[0]] if edges[0] - outer[0] >= _LEAST_SIDE else []
    last = [outer[-1]] if outer[-1] - edges[-1] >= _LEAST_SIDE else []
    return [*first, *edges, *last]


def _cells(
    rows: Sequence[float], columns: Sequence[float], horizontal: Sequence[Rule], vertical: Sequence[Rule]
) -> Iterable[Cell]:
    """Yield the cells: neighbours with no line between them are one."""
    between = _drawn(columns, rows, vertical)  # (column edge, row) → a line is drawn there
    under = _drawn(rows, columns, horizontal)  # (row edge, column)
    taken: set[tuple[int, int]] = set()
    for top in range(len(rows) - 1):
        for left in range(len(columns) - 1):
            if (top, left) in taken:
                continue
            right = left
            while (
                right + 2 < len(columns) and (right + 1, top) not in between and (top, right + 1) not in taken
            ):
                right += 1
            bottom = top
            while bottom + 2 < len(rows) and not any(
                (bottom + 1, at) in under or (bottom + 1, at) in taken for at in range(left, right + 1)
            ):
                bottom += 1
            taken.update((row, at) for row in range(top, bottom + 1) for at in range(left, right + 1))
            yield Cell(top, left, bottom, right)


def _drawn(edges: Sequence[float], crossing: Sequence[float], lines: Iterable[Rule]) -> set[tuple[int, int]]:
    """Return (edge, stretch between crossing edges) where a line is drawn, over the middle at least."""
    found = set()
    for line in lines:
        edge = min(range(len(edges)), key=lambda at: abs(edges[at] - line.at))
        for at, (start, end) in enumerate(pairwise(crossing)):
            if line.start <= (start + end) / 2 <= line.end:
                found.add((edge, at))
    return found
