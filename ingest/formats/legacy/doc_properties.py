"""What Word 97–2003 says of stretches of text: lists of properties, found by place in the file.

Goes in: the two streams. Comes out: for a place, what holds there. Names of properties are those of
[MS-DOC]. Knows no text and no style.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

# Of a paragraph.
STYLE = 0x4600
IN_TABLE = 0x2416
ROW_END = 0x2417
DEPTH = 0x6649  # of the table that it stands in
INNER_ROW_END = 0x244C
OUTLINE = 0x2640
LIST_LEVEL = 0x260A
LIST = 0x460B
_HUGE = frozenset({0x6645, 0x6646})  # the list lies in another stream
# Of a row.
CELLS = 0xD608
IS_HEADER = 0x3404
# Of letters.
BOLD = 0x0835
HIDDEN = 0x083C
DELETED = 0x0800
LETTER_STYLE = 0x4A30
SYMBOL = 0x6A09

Properties = dict[int, bytes]  # by code; the last of each counts

_PAGE = 512  # bytes
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # of an operand, by the three highest bits of the code
_TABS = 0xC615  # its length may say "count me yourself"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the file, up to `end`, with its properties; `style` is the paragraph's."""

    start: int
    end: int
    style: int
    properties: Properties


@dataclass
class Runs:
    """Stretches of the file in order."""

    runs: list[Run]
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.runs.sort(key=lambda run: run.start)
        self.starts = [run.start for run in self.runs]

    def at(self, place: int) -> Run | None:
        """Return the stretch that holds a byte of the file."""
        found = bisect_right(self.starts, place) - 1
        return self.runs[found] if found >= 0 and place < self.runs[found].end else None

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Properties]]:
        """Yield the stretches of `start` to `end` with their properties; gaps have none."""
        at = start
        while at < end:
            found = self.at(at)
            if found is None:
                following = bisect_right(self.starts, at)
                reach = self.starts[following] if following < len(self.starts) else end
                yield at, min(reach, end), {}
            else:
                reach = found.end
                yield at, min(reach, end), found.properties
            at = max(at + 1, reach)


def paragraph_runs(main: bytes, index: bytes, further: bytes) -> Runs:
    """Return the paragraphs' properties; `further` is the stream in which long ones lie."""
    found: list[Run] = []
    for start, end, at, page in _places(main, index, 13):
        said = _said(page, at)
        style = struct.unpack_from("<H", said)[0] if len(said) > 1 else 0
        properties = read_properties(said[2:])
        for code in _HUGE & properties.keys():
            properties |= _elsewhere(properties[code], further)
        found.append(Run(start, end, style, properties))
    return Runs(found)


def letter_runs(main: bytes, index: bytes) -> Runs:
    """Return the properties of letters."""
    found = []
    for start, end, at, page in _places(main, index, 1):
        properties = read_properties(page[at + 1 : at + 1 + page[at]]) if at else {}
        found.append(Run(start, end, 0, properties))
    return Runs(found)


def read_properties(data: bytes) -> Properties:
    """Return a list of properties by their codes; what is cut off at its end is left out."""
    found: Properties = {}
    at = 0
    while at + 3 <= len(data):
        (code,) = struct.unpack_from("<H", data, at)
        at += 2
        size = _SIZES[code >> 13]
        if code == CELLS:
            size = struct.unpack_from("<H", data, at)[0] - 1 if at + 2 <= len(data) else 0
            at += 2
        elif not size:
            size = data[at]
            at += 1
            if code == _TABS and size == 255:
                size = _tabs(data, at)
        if size < 0 or at + size > len(data):
            break
        found[code] = data[at : at + size]
        at += size
    return found


def number(properties: Properties, code: int, default: int = 0) -> int:
    """Return a property as a whole number without sign."""
    return int.from_bytes(properties[code], "little") if code in properties else default


def _said(page: bytes, at: int) -> bytes:
    """Return the style and properties of a paragraph; their length counts pairs of bytes."""
    if not at:
        return b""
    size = page[at]
    at, size = (at + 1, 2 * page[at + 1]) if size == 0 else (at, 2 * size - 1)
    return page[at + 1 : at + 1 + size]


def _tabs(data: bytes, at: int) -> int:
    if at >= len(data):
        return 0
    deleted = 1 + 4 * data[at]
    return deleted + (1 + 3 * data[at + deleted] if at + deleted < len(data) else 0)


def _elsewhere(place: bytes, further: bytes) -> Properties:
    at = int.from_bytes(place, "little")
    if at + 2 > len(further):
        return {}
    (size,) = struct.unpack_from("<H", further, at)
    return read_properties(further[at + 2 : at + 2 + size])


def _places(main: bytes, index: bytes, size: int) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield each stretch, and where its properties lie in its page (0 for none), and the page."""
    count = max(0, (len(index) - 4) // 8)
    numbers = struct.unpack_from(f"<{count}I", index, 4 * (count + 1)) if count else ()
    for number_ in dict.fromkeys(one & 0x3FFFFF for one in numbers):
        page = main[number_ * _PAGE : (number_ + 1) * _PAGE]
        if len(page) < _PAGE:
            continue
        stretches = min(page[-1], (_PAGE - 5) // (4 + size))
        bounds = struct.unpack_from(f"<{stretches + 1}I", page)
        for at in range(stretches):
            place = 2 * page[4 * (stretches + 1) + size * at]
            if bounds[at] < bounds[at + 1]:
                yield bounds[at], bounds[at + 1], place, page
