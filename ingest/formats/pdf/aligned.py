"""Pieces of a page that stand in columns → tables without ruling lines. Pure.

Lines of pieces that leave the same gutters free from top to bottom are rows of a table; a line that fills a
gutter ends it. Bulleted lists, contents and text set in columns are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.pdf.blocks import LEADER
from ingest.formats.pdf.cells import Table
from ingest.formats.pdf.grids import Grid
from ingest.formats.pdf.lines import Line
from ingest.formats.tables import TOTAL, Row
from ingest.formats.text import BULLET

_LEAST_ROWS = 3
_GUTTER = 6.0  # points that stay free between two columns
_ROW_GAP = 1.45  # ems between lines, from which the next one is another row
_WRAP = 1.12  # times the least distance of the table's lines, that lines of one cell may be apart
_PART = 3.2  # ems between lines, from which the next one is another table
_SHORT_CELL = 40  # characters; text set in columns has longer lines
_FILLED = 0.6  # of the rows, that have two cells at least
_SAME_LINE = 0.4  # ems
# Accepted: "1.", "a)", "–". Rejected: "1.1. Ietve".
_MARK = re.compile(r"(?:\d{1,3}[.)]?|[a-zāčēģīķļņšūž][.)]|[^\w\s(„\"])\Z")


@dataclass
class _Band:
    """The pieces of one line, from left to right."""

    base: float
    size: float
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line without a wide gap; `base` is the height its letters stand on."""

    text: str
    left: float
    right: float
    base: float
    size: float


def aligned_tables(lines: Sequence[Line]) -> list[Table]:
    """Return the tables of a page from top to bottom."""
    if sum(bool(line.cuts) for line in lines) + _beside(lines) < _LEAST_ROWS:
        return []
    tables = []
    for bands in _regions(_bands([piece for line in lines for piece in _pieces(line)])):
        table = _table(bands)
        if table:
            tables.append(table)
    return tables


def _beside(lines: Sequence[Line]) -> int:
    """Return how many lines stand to the right of the line before them, on the same height."""
    return sum(
        abs(line.base - before.base) <= _SAME_LINE * line.size and line.left > before.right + _GUTTER
        for before, line in pairwise(lines)
    )


def _pieces(line: Line) -> Iterator[Piece]:
    start, left = 0, line.left
    for cut in line.cuts:
        yield Piece(line.text[start : cut.at].rstrip(), left, cut.left, line.base, line.size)
        start, left = cut.at, cut.right
    yield Piece(line.text[start:], left, line.right, line.base, line.size)


def _bands(pieces: Sequence[Piece]) -> list[_Band]:
    bands: list[_Band] = []
    for piece in sorted(pieces, key=lambda one: (one.base, one.left)):
        if bands and piece.base - bands[-1].base <= _SAME_LINE * piece.size:
            bands[-1].pieces.append(piece)
            bands[-1].size = max(bands[-1].size, piece.size)
        else:
            bands.append(_Band(piece.base, piece.size, [piece]))
    for band in bands:
        band.pieces.sort(key=lambda one: one.left)
    return bands


def _regions(bands: Sequence[_Band]) -> Iterator[list[_Band]]:
    """Yield runs of lines that leave a gutter free together; each starts and ends with a line of cells.

    Once there are rows enough, a line over one of several gutters ends them: it is text below the table.
    """
    held: list[_Band] = []
    gutters = 0
    for band in bands:
        apart = held and band.base - held[-1].base > _PART * max(band.size, held[-1].size)
        left = len(_gutters([*held, band])) if held and not apart else 0
        if left and (left >= gutters or len(held) < _LEAST_ROWS):
            held.append(band)
            gutters = left
            continue
        yield _trimmed(held)
        held = [band] if len(band.pieces) > 1 else []
        gutters = len(band.pieces) - 1
    yield _trimmed(held)


def _trimmed(bands: list[_Band]) -> list[_Band]:
    """Return the lines up to the last with cells and what belongs to its row."""
    last = max((at for at, band in enumerate(bands) if len(band.pieces) > 1), default=-1)
    end = last + 1
    while 0 < end < len(bands) and bands[end].base - bands[end - 1].base <= _ROW_GAP * bands[end].size:
        end += 1
    return bands[:end]


def _gutters(bands: Sequence[_Band]) -> list[float]:
    """Return the middles of the stretches between columns that no piece of these lines touches."""
    spans: list[list[float]] = []
    for piece in sorted((one for band in bands for one in band.pieces), key=lambda one: one.left):
        if spans and piece.left < spans[-1][1] + _GUTTER:
            spans[-1][1] = max(spans[-1][1], piece.right)
        else:
            spans.append([piece.left, piece.right])
    return [(spans[at][1] + spans[at + 1][0]) / 2 for at in range(len(spans) - 1)]


def _table(bands: Sequence[_Band]) -> Table | None:
    gutters = _gutters(bands)
    if len(bands) < _LEAST_ROWS or not gutters:
        return None
    pieces = [piece for band in bands for piece in band.pieces]
    rows = _rows(bands, gutters)
    cells = [[text for text in row if text] for _, row in rows]
    if len(rows) < _LEAST_ROWS or sum(len(row) > 1 for row in cells) < _FILLED * len(rows):
        return None
    if _is_list_or_contents(rows) or _is_text_in_columns(rows, len(gutters) + 1):
        return None
    size = max(band.size for band in bands)
    edges = [first.base - first.size for first, _ in rows]
    grid = Grid(
        columns=(min(piece.left for piece in pieces) - 1, *gutters, max(piece.right for piece in pieces) + 1),
        rows=(*edges, bands[-1].base + 0.4 * size),
        cells=(),
    )
    return Table(grid, tuple(Row(number, tuple(row)) for number, (_, row) in enumerate(rows, start=1)))


def _rows(bands: Sequence[_Band], gutters: Sequence[float]) -> list[tuple[_Band, list[str]]]:
    """Return the rows with their first lines; a near line without a first cell goes on with the one above."""
    rows: list[tuple[_Band, list[str]]] = []
    above: _Band | None = None
    distance = _WRAP * min(below.base - band.base for band, below in pairwise(bands))
    for band in bands:
        cells = [""] * (len(gutters) + 1)
        for piece in band.pieces:
            at = sum(piece.left >= gutter for gutter in gutters)
            cells[at] = f"{cells[at]} {piece.text}".strip()
        near = above is not None and band.base - above.base <= min(distance, _ROW_GAP * band.size)
        total = any(TOTAL.match(text) for text in cells)
        if rows and near and not total and (not cells[0] or sum(map(bool, cells)) == 1):
            held = rows[-1][1]
            for at, text in enumerate(cells):
                held[at] = "\n".join(part for part in (held[at], text) if part)
        else:
            rows.append((band, cells))
        above = band
    return rows


def _is_list_or_contents(rows: Sequence[tuple[_Band, list[str]]]) -> bool:
    marks = sum(bool(_MARK.match(row[0]) or BULLET.match(row[0])) for _, row in rows if row[0])
    two = max(len(row) for _, row in rows) == 2
    led = sum(bool(LEADER.search(" ".join(row))) for _, row in rows)
    return (two and (2 * marks >= len(rows) or _are_page_numbers([row[1] for _, row in rows]))) or (
        2 * led >= len(rows)
    )


def _are_page_numbers(texts: Sequence[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    return len(numbers) == len(texts) and numbers == sorted(numbers)


def _is_text_in_columns(rows: Sequence[tuple[_Band, list[str]]], columns: int) -> bool:
    """Say whether most cells are as long as lines of text; a table of two columns has one that is short.

    List signs make no column of their own.
    """
    means = []
    for at in range(columns):
        filled = [part for _, row in rows for part in row[at].split("\n") if part]
        if filled and not any(letter.isalnum() for part in filled for letter in part):
            continue
        means.append(sum(map(len, filled)) / len(filled) if filled else 0)
    return min(means, default=0) >= 0.6 * _SHORT_CELL or min(means[1:] or [0]) >= _SHORT_CELL
