"""A PDF page → its lines with place, size and weight, in the order of the page's own content.

The one boundary to pdfium. Coordinates are in points from the top left corner of the page as shown, so a
turned page reads like any other. Knows nothing of paragraphs.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from search.domain import Box

HYPHEN = "\x02"  # what stands for a hyphen at a line's end
_PDFIUM_HYPHEN = "\ufffe"
_BOLD_WEIGHT = 650  # pdfium's guess from the stem width; regular faces were seen up to 505
_NAME_BYTES = 128
_OBJECTS = 2_000  # of a page without text, looked at for pictures
_PICTURE_DEPTH = 3
# pdfium ends a line at CR LF, or at a hyphen without any. Accepted: "Veloceliņi". Rejected: CR LF alone.
_PIECE = re.compile(rf"[^\r\n{_PDFIUM_HYPHEN}]+{_PDFIUM_HYPHEN}?")
# Accepted: "ģ", "7". Rejected: "•".
_LETTER = re.compile(r"[^\W_]")
# Accepted: "  " in "Nr.  12". Rejected: a space at the line's end.
_SPACES = re.compile(r"(?<=\S)\s+(?=\S)")
# Accepted: "1" in "saldo1", "12" in "km12". Rejected: "12" on its own, "1." (a number).
_LAST_DIGITS = re.compile(r"(?<=[^\W_])\d{1,2}(?![\w])")
_WIDE = 0.9  # ems; a space between words has .25 to .5, in justified lines up to .8
_RAISED = 0.8  # of the line's size
# Accepted: "ABCDEE+Calibri,Bold", "Arial-BoldMT". Rejected: "TimesNewRomanPSMT".
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cut:
    """A wide gap in a line: `at` is where the text after it begins, `left` and `right` are the gap's ends."""

    at: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. `base` is the height its letters stand on; `text` may end in U+0002.

    `cuts` are gaps wider than between words; `raised` are stretches of small digits that may call a footnote;
    `shown` is the place on the page, where the line was turned for reading.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    bold: bool
    cuts: tuple[Cut, ...] = ()
    raised: tuple[tuple[int, int], ...] = ()
    shown: Box | None = None

    @property
    def spread(self) -> float:
        """Return the width of a character in ems; cells of a table row stand far apart."""
        return (self.right - self.left) / (len(self.text) * self.size) if self.size else 0.0

    @property
    def box(self) -> Box:
        """Return the line's place on the page, in points to one decimal."""
        return self.shown or Box(
            round(self.left, 1), round(self.top, 1), round(self.right, 1), round(self.bottom, 1)
        )

    @property
    def upright(self) -> bool:
        """Say whether the line runs from left to right."""
        return len(self.text) < 3 or self.right - self.left >= self.bottom - self.top


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


def clean_text(text: str) -> str:
    """Return pdfium's text of a stretch with plain line ends, and U+0002 for a hyphen at a line's end."""
    lines = (line.strip() for line in text.replace(_PDFIUM_HYPHEN, f"{HYPHEN}\n").splitlines())
    return "\n".join(line for line in lines if line)


def read_lines(page: Any) -> list[Line]:
    """Return the lines of a pdfium page that have anything but white space.

    Of a page whose text runs up or down, the lines are those of the page turned so that it can be read.
    """
    frame = Frame(page.get_bbox(), page.get_rotation())
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range(errors="surrogatepass")
        lines = list(_lines(text_page.raw, frame, text))
        turn = _turn(text_page.raw, lines)
        if turn:
            upright = _lines(text_page.raw, Frame(frame.box, (frame.rotation + turn) % 360), text)
            lines = [replace(line, shown=was.box) for line, was in zip(upright, lines, strict=True)]
        return lines
    finally:
        text_page.close()


def _lines(raw: Any, frame: Frame, text: str) -> Iterator[Line]:
    import pypdfium2.raw as pdfium

    for piece in _PIECE.finditer(text):
        line = _line(raw, frame, piece.start(), piece[0], pdfium)
        if line:
            yield line


def _turn(raw: Any, lines: list[Line]) -> int:
    """Return by how many degrees the page must be turned for most of its text to run from left to right."""
    import pypdfium2.raw as pdfium

    upright = sum(len(line.text) for line in lines if line.upright)
    if 3 * upright > sum(len(line.text) for line in lines) or not lines:
        return 0
    angles = (pdfium.FPDFText_GetCharAngle(raw, at) for at in range(min(20, pdfium.FPDFText_CountChars(raw))))
    turns = Counter(round(math.degrees(angle) / 90) * 90 % 360 for angle in angles if angle >= 0)
    found = turns.most_common(1)[0][0] if turns else 0
    return found if found in {90, 270} else 0


def picture_share(page: Any) -> float:
    """Return the share of the page that pictures cover, at most 1; 0 without any."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_bbox()
    area = (right - left) * (top - bottom)
    covered = 0.0
    wanted = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_PICTURE_DEPTH)
    for picture in islice(wanted, _OBJECTS):
        x0, y0, x1, y1 = picture.get_bounds()
        covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
    return min(1.0, covered / area) if area > 0 else 0.0


def _line(raw: Any, frame: Frame, start: int, text: str, pdfium: Any) -> Line | None:
    words = text.rstrip(_PDFIUM_HYPHEN).rstrip()
    lead = len(words) - len(words.lstrip())
    if lead == len(words):
        return None
    place = pdfium.FPDFText_GetCharIndexFromTextIndex
    first, last = place(raw, start + lead), place(raw, start + len(words) - 1)
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, first, box)
    x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
    pdfium.FPDFText_GetLooseCharBox(raw, last, box)
    left, top = frame.place(x0, y0), frame.place(x1, y1)
    right, bottom = frame.place(box.left, box.bottom), frame.place(box.right, box.top)
    across, down = (left[0], top[0], right[0], bottom[0]), (left[1], top[1], right[1], bottom[1])
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, first, x, y)
    size, bold = _look(raw, start, words, pdfium)
    clean = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    whole = len(clean) == len(words) - lead  # no letters of two code units, so that places in both agree
    return Line(
        text=clean + HYPHEN if text.endswith(_PDFIUM_HYPHEN) else clean,
        left=min(across),
        top=min(down),
        right=max(across),
        bottom=max(down),
        base=frame.place(x.value, y.value)[1],
        size=size,
        bold=bold,
        cuts=tuple(_cuts(raw, frame, start, words, size, pdfium)) if whole else (),
        raised=tuple(_raised(raw, start, words, size, pdfium)) if whole else (),
    )


def _cuts(raw: Any, frame: Frame, start: int, words: str, size: float, pdfium: Any) -> Iterator[Cut]:
    """Yield the gaps of a line that are wider than between words."""
    lead = len(words) - len(words.lstrip())
    place = pdfium.FPDFText_GetCharIndexFromTextIndex
    before, after = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    for gap in _SPACES.finditer(words, lead):
        pdfium.FPDFText_GetLooseCharBox(raw, place(raw, start + gap.start() - 1), before)
        pdfium.FPDFText_GetLooseCharBox(raw, place(raw, start + gap.end()), after)
        left = max(frame.place(before.left, before.bottom)[0], frame.place(before.right, before.top)[0])
        right = min(frame.place(after.left, after.bottom)[0], frame.place(after.right, after.top)[0])
        if right - left > _WIDE * size:
            yield Cut(gap.end() - lead, left, right)


def _raised(raw: Any, start: int, words: str, size: float, pdfium: Any) -> Iterator[tuple[int, int]]:
    """Yield the digits at the end of words that are set much smaller than the line."""
    lead = len(words) - len(words.lstrip())
    place = pdfium.FPDFText_GetCharIndexFromTextIndex
    for word in _LAST_DIGITS.finditer(words):
        first = word.end()
        while first > word.start() and _face(raw, place(raw, start + first - 1), pdfium)[0] < _RAISED * size:
            first -= 1
        if first < word.end():
            yield first - lead, word.end() - lead


def _look(raw: Any, start: int, words: str, pdfium: Any) -> tuple[float, bool]:
    """Return size and weight of a line by its first and last letter, by a middle one where they differ."""
    letter = _LETTER.search(words)
    first = letter.start() if letter else len(words) - 1
    place = pdfium.FPDFText_GetCharIndexFromTextIndex
    one = _face(raw, place(raw, start + first), pdfium)
    other = _face(raw, place(raw, start + len(words) - 1), pdfium)
    if one == other:
        return one
    middle = _face(raw, place(raw, start + (first + len(words)) // 2), pdfium)
    sizes = sorted((one[0], middle[0], other[0]))
    return sizes[1], one[1] and middle[1] and other[1]


def _face(raw: Any, index: int, pdfium: Any) -> tuple[float, bool]:
    """Return the size of a letter as shown, in points, and whether it is bold."""
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(raw, index, matrix):
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
    name = ctypes.create_string_buffer(_NAME_BYTES)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, _NAME_BYTES, flags)
    heavy = pdfium.FPDFText_GetFontWeight(raw, index) >= _BOLD_WEIGHT
    size = round(pdfium.FPDFText_GetFontSize(raw, index) * scale, 2)
    return size, heavy or _BOLD_NAME.search(name.value) is not None
