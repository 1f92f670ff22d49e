"""A PDF page → its ruling lines: the straight strokes, thin bars and box edges that tables are drawn with.

With `pdf.lines` the boundary to pdfium. Coordinates are those of the page as shown, in points from the top
left corner. Knows nothing of cells.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from ingest.formats.pdf.gaps import Frame

_OBJECTS = 20_000  # of a page, looked at; a drawn map has more, and no table
_SEGMENTS = 4_000  # of one path
_THIN = 3.0  # points; a bar up to this thick is a line
_LEAST = 5.0  # points; shorter lines are dashes and dots
_DEPTH = 3  # forms in forms
_WHOLE_PAGE = 0.9  # share of the page's width and height, from which a filled box is its ground


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` on the one axis, from `start` to `end` on the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The ruling lines of a page: horizontal ones at a height, vertical ones at a distance from the left."""

    horizontal: tuple[Rule, ...] = ()
    vertical: tuple[Rule, ...] = ()


Point = tuple[float, float]


def read_rules(page: Any) -> Rules:
    """Return the ruling lines of a pdfium page."""
    import pypdfium2.raw as pdfium

    frame = Frame(page.get_bbox(), page.get_rotation())
    left, bottom, right, top = page.get_bbox()
    span = max(right - left, top - bottom)
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    wanted = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_DEPTH)
    for drawn in islice(wanted, _OBJECTS):
        for one, other in _edges(drawn, span, pdfium):
            (x0, y0), (x1, y1) = frame.place(*one), frame.place(*other)
            if abs(y1 - y0) <= _THIN < abs(x1 - x0):
                horizontal.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) <= _THIN < abs(y1 - y0):
                vertical.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return Rules(tuple(horizontal), tuple(vertical))


def _edges(drawn: Any, span: float, pdfium: Any) -> Iterator[tuple[Point, Point]]:
    """Yield the straight edges of a path that is drawn, in the page's own coordinates."""
    x0, y0, x1, y1 = drawn.get_bounds()
    if max(x1 - x0, y1 - y0) < _LEAST:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn.raw, fill, stroke)
    if not (fill.value or stroke.value):
        return  # a clipping path
    if min(x1 - x0, y1 - y0) <= _THIN:
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        yield ((x0, middle_y), (x1, middle_y)) if x1 - x0 >= y1 - y0 else ((middle_x, y0), (middle_x, y1))
        return
    if not stroke.value and min(x1 - x0, y1 - y0) > _WHOLE_PAGE * span:
        return
    count = pdfium.FPDFPath_CountSegments(drawn.raw)
    if 0 < count <= _SEGMENTS:
        yield from _segments(drawn, count, pdfium)


def _segments(drawn: Any, count: int, pdfium: Any) -> Iterator[tuple[Point, Point]]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn.raw, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    figures: list[list[Point]] = []
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawn.raw, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        place = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([])
        figures[-1].append(place)
        if pdfium.FPDFPathSegment_GetClose(segment):
            figures[-1].append(figures[-1][0])
    for figure in figures:
        yield from pairwise(figure)
