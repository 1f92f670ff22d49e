"""A PDF page → its pieces: stretches of text without a wide gap, so that cells of a row come apart.

With `pdf_lines` and `pdf_rules` the boundary to pdfium. It looks at every letter, so it is asked only for
pages whose lines have wide gaps.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.pdf_lines import Frame, Line

_GAP = 0.9  # ems; a space between words has .25 to .5, also in justified lines
_WIDE = 0.6  # ems for a character, from which a line is suspected to be a row of cells
_LEAST = 3  # such lines on a page
_LETTERS = 30_000  # of a page, looked at
_BASE = 0.4  # ems that letters of one line may stand apart (superscripts)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `base` is the height its letters stand on, in points from the top."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    right: float
    base: float
    size: float


def may_have_aligned_cells(lines: list[Line]) -> bool:
    """Say whether enough lines of a page are spread as wide as rows of cells."""
    return sum(line.spread > _WIDE and len(line.text) > 2 for line in lines) >= _LEAST


def read_pieces(page: Any) -> list[Piece]:
    """Return the pieces of a pdfium page in the order of its content."""
    text_page = page.get_textpage()
    try:
        frame = Frame(page.get_bbox(), page.get_rotation())
        return list(_pieces(_letters(text_page.raw, frame)))
    finally:
        text_page.close()


def _letters(raw: Any, frame: Frame) -> Iterator[_Letter]:
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(min(pdfium.FPDFText_CountChars(raw), _LETTERS)):
        letter = chr(pdfium.FPDFText_GetUnicode(raw, at))
        if letter.isspace() or not letter.isprintable():
            yield _Letter(" ", 0, 0, 0, 0)
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, at, box)
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        one, other = frame.place(box.left, box.bottom), frame.place(box.right, box.top)
        left, right = sorted((one[0], other[0]))
        yield _Letter(letter, left, right, frame.place(x.value, y.value)[1], abs(one[1] - other[1]))


def _pieces(letters: Iterator[_Letter]) -> Iterator[Piece]:
    held: list[_Letter] = []
    text = ""
    space = False
    for letter in letters:
        if letter.text == " ":
            space = True
            continue
        if held and not _goes_on(held[-1], letter):
            yield _piece(text, held)
            held, text = [], ""
        text += (" " if space and held else "") + letter.text
        held.append(letter)
        space = False
    if held:
        yield _piece(text, held)


def _goes_on(before: _Letter, letter: _Letter) -> bool:
    size = max(before.size, letter.size, 1.0)
    near = -size < letter.left - before.right <= _GAP * size
    return near and abs(letter.base - before.base) <= _BASE * size


def _piece(text: str, letters: list[_Letter]) -> Piece:
    left = min(letter.left for letter in letters)
    right = max(letter.right for letter in letters)
    return Piece(text, left, right, letters[0].base, max(letter.size for letter in letters))
