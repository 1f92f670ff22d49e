"""Paragraphs and table cells as a word processor's older files tell them (DOC, RTF) → blocks.

Goes in: paragraphs one by one, and where cells and rows end. Columns are told by the edges of cells, as these
formats have no grid. Knows no format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.copies import WIDEST, Copies
from ingest.formats.outline import promote_bold
from ingest.formats.tables import Row, table_blocks
from ingest.pages import Block, BlockKind

_MOST_LEVEL = 6  # of headings; these formats have nine
_NEAR = 60  # twentieths of a point within which edges of cells are one (1 mm)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed: heading level (0 for none), what a list prints before it, bold throughout.

    `number` is "" for a bullet and None outside lists.
    """

    text: str
    level: int = 0
    number: str | None = None
    bold: bool = False

    @property
    def shown(self) -> str:
        """Return the text with its number."""
        return f"{self.number} {self.text}".strip() if self.number else self.text


@dataclass(frozen=True, slots=True)
class Edges:
    """How a row is cut into cells: their edges from left to right, and what each is joined to.

    `beside` are the cells that go on from their left neighbour, `below` those that go on from the cell above,
    `tall` those that reach down or go on.
    """

    places: tuple[int, ...] = ()
    beside: frozenset[int] = frozenset()
    below: frozenset[int] = frozenset()
    tall: frozenset[int] = frozenset()
    header: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    cells: tuple[tuple[Paragraph, ...], ...]
    edges: Edges

    @property
    def places(self) -> tuple[int, ...]:
        """Return the edges, or nothing where they do not fit the cells."""
        fits = len(self.edges.places) == len(self.cells) + 1
        return self.edges.places if fits else ()


@dataclass
class WordText:
    """Gathers the blocks of a text from top to bottom."""

    blocks: list[Block] = field(default_factory=list)
    _bold: set[int] = field(default_factory=set)  # places of blocks that are bold throughout
    _lines: list[_Line] = field(default_factory=list)  # of the table that is being read
    _cells: list[tuple[Paragraph, ...]] = field(default_factory=list)  # of its row
    _held: list[Paragraph] = field(default_factory=list)  # of its cell
    _copies: Copies = field(default_factory=Copies)

    def paragraph(self, paragraph: Paragraph, *, in_cell: bool) -> None:
        """Take in a paragraph; one outside cells ends a table."""
        if in_cell:
            self._held.append(paragraph)
        else:
            self.end_table()
            self._tell(paragraph)

    def end_cell(self) -> None:
        """End a cell with the paragraphs since the last one."""
        self._cells.append(tuple(self._held))
        self._held = []

    def end_row(self, edges: Edges) -> None:
        """End a row with the cells since the last one."""
        if self._held:
            self.end_cell()
        cells = len(edges.places) - 1
        while len(self._cells) > cells > 0 and not any(one.shown for one in self._cells[-1]):
            self._cells.pop()  # some programs end more cells than they cut
        if self._cells:
            self._lines.append(_Line(tuple(self._cells), edges))
        self._cells = []

    def end_table(self) -> None:
        """Tell the table that was being read, and what was left of a row without an end."""
        left = [*(one for cell in self._cells for one in cell), *self._held]
        lines, self._lines, self._cells, self._held = self._lines, [], [], []
        if len(lines) < 2 or all(len(line.cells) < 2 for line in lines):
            left = [*(one for line in lines for cell in line.cells for one in cell), *left]
            lines = []  # a frame around text, not a table
        if lines:
            headers = 0
            while headers < len(lines) and lines[headers].edges.header:
                headers += 1
            pairs = not headers and _names_rows(lines)
            rows = list(_rows(lines, self._copies))
            self.blocks.extend(table_blocks(rows, headers or None, pairs=pairs))
        for paragraph in left:
            self._tell(paragraph)

    def end(self) -> list[Block]:
        """End the text and return its blocks; bold lines become headings where it has no others."""
        self.end_table()
        promote_bold(self.blocks, self._bold)
        return self.blocks

    def _tell(self, paragraph: Paragraph) -> None:
        if not paragraph.text:
            return
        level = min(paragraph.level, _MOST_LEVEL)
        kind: BlockKind = "heading" if level else "paragraph" if paragraph.number is None else "list"
        if kind != "heading" and paragraph.bold:
            self._bold.add(len(self.blocks))
        self.blocks.append(Block(paragraph.shown, kind, level))


def _rows(lines: Sequence[_Line], copies: Copies) -> Iterator[Row]:
    """Yield the rows with merged cells filled in."""
    columns = _columns(lines)
    above: dict[int, str] = {}
    for number, line in enumerate(lines, start=1):
        texts: dict[int, str] = {}
        covered: set[int] = set()
        reaching: dict[int, str] = {}
        text = ""
        for at, cell in enumerate(line.cells):
            first, last = columns[number - 1][at]
            beside = at > 0 and at in line.edges.beside
            text = copies.text(text) if beside else " ".join(one.shown for one in cell if one.shown)
            if at in line.edges.below:
                text = copies.text(above.get(first, text))
            if at in line.edges.tall:
                reaching[first] = text
            texts[first] = text
            texts.update((place, copies.text(text)) for place in range(first + 1, last))
            covered.update(range(first if beside else first + 1, last))
        above = reaching
        width = 1 + max(texts, default=-1)
        yield Row(number, tuple(texts.get(at, "") for at in range(width)), frozenset(covered))


def _columns(lines: Sequence[_Line]) -> list[list[tuple[int, int]]]:
    """Return for each row the first column of each cell and the one behind its last."""
    starts: list[int] = []
    for edge in sorted({edge for line in lines for edge in line.places}):
        if not starts or edge - starts[-1] > _NEAR:
            starts.append(edge)
    if len(starts) > WIDEST:
        return [_one_by_one(line) for line in lines]
    place: dict[int, int] = {}
    at = 0
    for edge in sorted({edge for line in lines for edge in line.places}):
        while at + 1 < len(starts) and starts[at + 1] <= edge:
            at += 1
        place[edge] = at
    found = []
    for line in lines:
        ends = [place[edge] for edge in line.places]
        cells = [(left, max(left + 1, right)) for left, right in pairwise(ends)]
        found.append(cells or _one_by_one(line))
    return found


def _one_by_one(line: _Line) -> list[tuple[int, int]]:
    return [(at, at + 1) for at in range(len(line.cells))]


def _names_rows(lines: Sequence[_Line]) -> bool:
    """Say whether a table of two columns has names in bold on the left and values on the right."""
    if any(len(line.cells) != 2 for line in lines):
        return False
    left, right = ([_is_bold(line.cells[at]) for line in lines] for at in (0, 1))
    return all(left) and not all(right)


def _is_bold(cell: Sequence[Paragraph]) -> bool:
    filled = [one for one in cell if one.text]
    return bool(filled) and all(one.bold for one in filled)
