"""Tables of OpenDocument, in text and in sheets: lines in any grouping, cells with merged and repeated ones.

Goes in: a table element and a way to read a cell. Comes out: texts by column. A sheet may repeat a cell or a
row a million times: `Copies` bounds what is written out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.formats.copies import WIDEST, Copies
from ingest.formats.office.package import check_depth, whole

_ROW_GROUPS = frozenset("table-header-rows table-rows table-row-group".split())
_COLUMN_GROUPS = frozenset("table-header-columns table-columns table-column-group".split())
_CELLS = frozenset("table-cell covered-table-cell".split())


@dataclass(frozen=True, slots=True)
class Line:
    """A row as written: whether it names columns or is hidden, and how often it stands."""

    element: Element
    header: bool
    hidden: bool

    @property
    def times(self) -> int:
        """Return how often the row is repeated."""
        return max(1, whole(self.element.get("number-rows-repeated"), 1))

    @property
    def cells(self) -> Iterator[Element]:
        """Return the cells that are not covered by others."""
        return self.element.iterfind("table-cell")

    @property
    def width(self) -> int:
        """Return the number of columns, as far as they are read."""
        return min(sum(_repeated(one) for one in self.element if one.tag in _CELLS), WIDEST)


@dataclass(frozen=True, slots=True)
class _Merge:
    text: str
    last: int  # row that it reaches into
    lead: int  # first visible column


@dataclass
class Grid:
    """Reads the rows of one table from top to bottom."""

    read_cell: Callable[[Element], str]
    copies: Copies
    hidden: frozenset[int] = frozenset()  # columns
    cut: bool = False  # columns beyond the widest were left out
    own: frozenset[int] = frozenset()  # columns that the last row fills itself
    _merges: dict[int, _Merge] = field(default_factory=dict)

    def row(self, number: int, line: Line) -> tuple[dict[int, str], frozenset[int]]:
        """Return the texts of a row by column and the columns that a cell to their left reaches into."""
        texts: dict[int, str] = {}
        own: set[int] = set()
        at = 0
        for cell in line.element:
            if cell.tag not in _CELLS:
                continue
            places = range(at, min(at + _repeated(cell), WIDEST))
            at += _repeated(cell)
            if cell.tag == "covered-table-cell":
                texts.update(self._covered(places, number))
                continue
            text = self.read_cell(cell)
            if not text:
                continue
            self.cut = self.cut or at > WIDEST
            texts.update((place, text if place == places[0] else self.copies.text(text)) for place in places)
            own.update(places)
            if places:
                self._merge(cell, places[0], number, text)
        self.own = frozenset(own)
        joined = (at for at in texts if at not in own and at in self._merges and self._merges[at].lead < at)
        return texts, frozenset(joined)

    def _covered(self, places: range, number: int) -> Iterator[tuple[int, str]]:
        for place in places:
            merge = self._merges.get(place)
            if merge is not None and merge.last >= number:
                yield place, self.copies.text(merge.text)

    def _merge(self, cell: Element, left: int, number: int, text: str) -> None:
        width = max(1, whole(cell.get("number-columns-spanned"), 1))
        height = max(1, whole(cell.get("number-rows-spanned"), 1))
        if width == height == 1:
            return
        columns = range(left, min(left + width, WIDEST))
        lead = next((at for at in columns if at not in self.hidden), left)
        merge = _Merge(text, number + height - 1, lead)
        self._merges.update(dict.fromkeys(columns, merge))


def lines(table: Element, name: str) -> Iterator[Line]:
    """Yield the rows of a table. Raises SourceUnreadable, naming the file, where groups nest too deep."""
    yield from _lines(table, name, 0, Line(table, header=False, hidden=False))


def hidden_columns(table: Element, name: str) -> frozenset[int]:
    """Return the columns of a sheet that are not shown, counted from 0."""
    hidden: set[int] = set()
    at = 0
    for column, in_hidden in _columns(table, name, 0, hidden=False):
        times = max(1, whole(column.get("number-columns-repeated"), 1))
        if in_hidden or _is_hidden(column):
            hidden.update(range(at, min(at + times, WIDEST)))
        at += times
    return frozenset(hidden)


def _lines(group: Element, name: str, depth: int, above: Line) -> Iterator[Line]:
    check_depth(depth, name)
    for one in group:
        if one.tag == "table-row":
            yield Line(one, above.header, above.hidden or _is_hidden(one))
        elif one.tag in _ROW_GROUPS:
            inner = Line(
                one,
                above.header or one.tag == "table-header-rows",
                above.hidden or one.get("display") == "false",
            )
            yield from _lines(one, name, depth + 1, inner)


def _columns(group: Element, name: str, depth: int, *, hidden: bool) -> Iterator[tuple[Element, bool]]:
    check_depth(depth, name)
    for one in group:
        if one.tag == "table-column":
            yield one, hidden
        elif one.tag in _COLUMN_GROUPS:
            inner = hidden or one.get("display") == "false"
            yield from _columns(one, name, depth + 1, hidden=inner)


def _is_hidden(one: Element) -> bool:
    return one.get("visibility") in {"collapse", "filter"}


def _repeated(cell: Element) -> int:
    return max(1, whole(cell.get("number-columns-repeated"), 1))
