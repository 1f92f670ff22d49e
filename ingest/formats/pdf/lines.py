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

from ingest.formats.pdf.gaps import (
    LETTERS_APART,
    Frame,
    closed_up,
    is_set_apart,
    jump_in,
    read_gaps,
    wide_gaps,
)
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
# Accepted: "1" in "saldo1", "12" in "gads.”12", "3" in "3 Pilsēta". Rejected: "12" alone, "1." (a number).
_LAST_DIGITS = re.compile(r"(?<=[^\W_]|[.,;:!?)”\"»])\d{1,3}(?![\w])|\A\d{1,3}(?=\s+[^\W\d_])")
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
    `shown` is the place on the page, where the line was turned for reading; `apart` says that its letters
    were set apart from each other, as in some headings.
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
    apart: bool = False

    @property
    def spread(self) -> float:
        """Return the width of a character in ems; cells of a table row stand far apart."""
        if self.apart or not self.size:
            return 0.0
        return (self.right - self.left) / (len(self.text) * self.size)

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


def clean_text(text: str) -> str:
    """Return pdfium's text of a stretch with plain line ends, and U+0002 for a hyphen at a line's end."""
    lines = (line.strip() for line in text.replace(_PDFIUM_HYPHEN, f"{HYPHEN}\n").splitlines())
    return "\n".join(line for line in lines if line)


def read_lines(page: Any, text_page: Any) -> list[Line]:
    """Return the lines of a pdfium page, whose text is `text_page`, that have anything but white space.

    Of a page whose text runs up or down, the lines are those of the page turned so that it can be read.
    """
    frame = Frame(page.get_bbox(), page.get_rotation())
    text = text_page.get_text_range(errors="surrogatepass")
    lines = list(_lines(text_page.raw, frame, text))
    turn = _turn(text_page.raw, lines)
    if turn:
        turned = Frame(frame.box, (frame.rotation + turn) % 360)
        upright = _lines(text_page.raw, turned, text)
        lines = [replace(line, shown=_shown(line, turned, frame)) for line in upright]
    return lines


def _lines(raw: Any, frame: Frame, text: str) -> Iterator[Line]:
    import pypdfium2.raw as pdfium

    fewest = 2 if is_set_apart(text) else LETTERS_APART
    for piece in _PIECE.finditer(text):
        yield from _read(raw, frame, piece.start(), piece[0], fewest, pdfium)


def _shown(line: Line, turned: Frame, frame: Frame) -> Box:
    """Return the place of a line of the turned page on the page as shown."""
    x0, y0 = frame.place(*turned.origin(line.left, line.top))
    x1, y1 = frame.place(*turned.origin(line.right, line.bottom))
    return Box(round(min(x0, x1), 1), round(min(y0, y1), 1), round(max(x0, x1), 1), round(max(y0, y1), 1))


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


def _read(raw: Any, frame: Frame, start: int, text: str, fewest: int, pdfium: Any) -> Iterator[Line]:
    """Yield the line that a stretch of the page's text is, or the two that pdfium has joined."""
    words = text.rstrip(_PDFIUM_HYPHEN).rstrip()
    lead = len(words) - len(words.lstrip())
    if lead == len(words):
        return
    place = pdfium.FPDFText_GetCharIndexFromTextIndex
    first, last = place(raw, start + lead), place(raw, start + len(words) - 1)
    size, bold = _look(raw, start, words, pdfium)
    base, end = _base(raw, frame, first, pdfium), _base(raw, frame, last, pdfium)
    if abs(end - base) > 0.5 * size and (jump := jump_in(raw, frame, start, words, size)):
        yield from _read(raw, frame, start, text[:jump], fewest, pdfium)
        yield from _read(raw, frame, start + jump, text[jump:], fewest, pdfium)
        return
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, first, box)
    left, top = frame.place(box.left, box.bottom), frame.place(box.right, box.top)
    pdfium.FPDFText_GetLooseCharBox(raw, last, box)
    right, bottom = frame.place(box.left, box.bottom), frame.place(box.right, box.top)
    across, down = (left[0], top[0], right[0], bottom[0]), (left[1], top[1], right[1], bottom[1])
    clean, cuts, raised, apart = _words(raw, frame, start, text, size, fewest, pdfium)
    yield Line(
        text=clean,
        left=min(across),
        top=min(down),
        right=max(across),
        bottom=max(down),
        base=base,
        size=size,
        bold=bold,
        cuts=cuts,
        raised=raised,
        apart=apart,
    )


def _base(raw: Any, frame: Frame, index: int, pdfium: Any) -> float:
    """Return the height that a letter stands on."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
    return frame.place(x.value, y.value)[1]


def _words(
    raw: Any, frame: Frame, start: int, text: str, size: float, fewest: int, pdfium: Any
) -> tuple[str, tuple[Cut, ...], tuple[tuple[int, int], ...], bool]:
    """Return the words of a line, its cuts, its raised digits, and whether its letters were set apart."""
    words = text.rstrip(_PDFIUM_HYPHEN).rstrip()
    lead = len(words) - len(words.lstrip())
    clean = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    sign = HYPHEN if text.endswith(_PDFIUM_HYPHEN) else ""
    if len(clean) != len(words) - lead:
        return clean + sign, (), (), False  # letters of two code units: places in both differ
    if is_set_apart(clean, fewest):
        whole = closed_up(words, list(read_gaps(raw, frame, start, words)), size)
        if whole != words:
            return whole.strip() + sign, (), (), True
    gaps = wide_gaps(raw, frame, start, words, size)
    cuts = tuple(Cut(gap.end - lead, gap.left, gap.right) for gap in gaps)
    return clean + sign, cuts, tuple(_raised(raw, start, words, size, pdfium)), False


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
    inner = _LETTER.search(words, (first + len(words)) // 2) or letter  # a space may have any size
    middle = _face(raw, place(raw, start + (inner.start() if inner else first)), pdfium)
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
