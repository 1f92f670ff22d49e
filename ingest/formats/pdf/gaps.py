"""The gaps between the words of a PDF line: wide ones, jumps to another line, and gaps inside words.

With `pdf.lines` the boundary to pdfium. Knows a line's characters by their places in the text of its page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Accepted: "  " in "Nr.  12". Rejected: a space at the line's end.
_SPACES = re.compile(r"(?<=\S)\s+(?=\S)")
_WIDE = 0.9  # ems; a space between words has .25 to .5, in justified lines up to .8
_STEP = 0.6  # ems that the next line lies lower, at least
LETTERS_APART = 5  # that make a word; fewer may be cells or initials
_FEWEST_ALIKE = 3  # different ones; "x x x x x" are marks of a table
_SINGLE = 0.8  # of a line's pieces
_CLOSE = 1.0  # ems between the letters of one word; cells stand further apart
_WORD_GAP = 1.5  # times the gap between letters, from which a gap parts words


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page's own coordinates turn into those of the page as shown."""

    box: tuple[float, float, float, float]
    rotation: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return the place on the page as shown of a point in the page's own coordinates."""
        left, bottom, right, top = self.box
        if self.rotation == 90:
            return y - bottom, x - left
        if self.rotation == 180:
            return right - x, y - bottom
        if self.rotation == 270:
            return top - y, right - x
        return x - left, top - y

    def origin(self, x: float, y: float) -> tuple[float, float]:
        """Return the page's own coordinates of a place on the page as shown."""
        left, bottom, right, top = self.box
        if self.rotation == 90:
            return y + left, x + bottom
        if self.rotation == 180:
            return right - x, y + bottom
        if self.rotation == 270:
            return right - y, top - x
        return x + left, top - y


@dataclass(frozen=True, slots=True)
class Gap:
    """White space in a line: characters `start` to `end`, between the points `left` and `right`.

    `step` says how much lower the letter after it stands; `right` lies before `left` where it begins anew.
    """

    start: int
    end: int
    left: float
    right: float
    step: float


def read_gaps(raw: Any, frame: Frame, start: int, words: str, least: float = 0.0) -> Iterator[Gap]:
    """Yield the gaps of a line wider than `least` points; `start` is its place in the text of the page."""
    import pypdfium2.raw as pdfium

    place, box_of = pdfium.FPDFText_GetCharIndexFromTextIndex, pdfium.FPDFText_GetLooseCharBox
    before, after = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    turned = frame.rotation != 0
    for gap in _SPACES.finditer(words):
        first, last = gap.span()
        box_of(raw, place(raw, start + first - 1), before)
        box_of(raw, place(raw, start + last), after)
        if not turned and abs(after.left - before.right) <= least:
            continue  # most gaps are no wider than a space, and pages seldom turned
        one, two = _shown(frame, before), _shown(frame, after)
        if abs(two[0] - one[2]) > least:
            yield Gap(first, last, one[2], two[0], two[3] - one[3])


def _shown(frame: Frame, box: Any) -> tuple[float, float, float, float]:
    """Return the box of a letter on the page as shown: left, top, right, bottom."""
    x0, y0 = frame.place(box.left, box.bottom)
    x1, y1 = frame.place(box.right, box.top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def wide_gaps(raw: Any, frame: Frame, start: int, words: str, size: float) -> Iterator[Gap]:
    """Yield the gaps that are wider than between words."""
    return (gap for gap in read_gaps(raw, frame, start, words, _WIDE * size) if gap.right > gap.left)


def jump_in(raw: Any, frame: Frame, start: int, words: str, size: float) -> int:
    """Return where the text goes on at the left of a lower line, which pdfium has joined; 0 for nowhere."""
    for gap in read_gaps(raw, frame, start, words, size):
        if gap.right < gap.left and gap.step >= _STEP * size:
            return gap.end
    return 0


def is_set_apart(words: str, fewest: int = LETTERS_APART) -> bool:
    """Say whether the letters of a line stand apart from each other, as in "L Ē M U M S"."""
    pieces = words.split()
    single = sum(len(piece) == 1 for piece in pieces)
    if len(pieces) < fewest or single < _SINGLE * len(pieces):
        return False
    return len(set(words.casefold()).difference(" ")) >= _FEWEST_ALIKE and any(map(str.isalpha, words))


def closed_up(words: str, gaps: Sequence[Gap], size: float) -> str:
    """Return a line whose letters are set apart with its words whole; cells that stand apart stay so."""
    widths = sorted(gap.right - gap.left for gap in gaps)
    usual = widths[len(widths) // 4] if widths else 0.0
    if not 0 < usual <= _CLOSE * size:
        return words
    parts, end = [], 0
    for gap in gaps:
        parts.append(words[end : gap.start])
        if gap.right - gap.left > _WORD_GAP * usual:
            parts.append(" ")
        end = gap.end
    return "".join(parts) + words[end:]
