"""Lines of a page as its content gives them → lines in reading order, parted at gutters. Pure.

A line that pdfium has joined over the gutter of two columns, or over the wide gap of a running header, is two
lines; columns are read one after the other; calls of footnotes leave the words they hang on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.formats.pdf.blocks import FOOTNOTE
from ingest.formats.pdf.lines import Cut, Line

_ALWAYS = 2.5  # ems; a gap this wide never stands between words of one sentence
_LEAST = 3  # lines that a gutter parts, and lines that each column has
_WIDTH = 6.0  # points of a gutter that all its lines leave free
_BREAK = 2.2  # ems between lines of a column, from which it may have ended
_JOINED = 0.6  # ems between two parts of one line
_LEVEL = 0.35  # ems that their letters may stand apart
_EVEN = 1.0  # points that the gaps of a justified line differ
_UNEVEN = 2.0  # points that its words do
_NEXT = 0.25  # ems after a word, in which the call of a note begins
_RAISED = 0.7  # ems that it stands above the line, at most
_SMALL = 0.8  # of the line's size
# Accepted: "12". Rejected: "1.", "1200".
_DIGITS = re.compile(r"\d{1,3}")
# Accepted: "m", "km" in "12 km". Rejected: "kam".
_UNIT = re.compile(r"\b[kcdm]?m\Z")
_NOTE_SIZE = 0.92  # of the text's size, that notes at the foot of a page have at most
# Accepted: "Ievads   2" (a contents line). Rejected: "Ievads   lapa 2".
_PAGE_NUMBER = re.compile(r"\d{1,4}\Z")

# Accepted: "Ievads ........ 3". Rejected: "Ievads 3", "u. c. 3".
_CONTENTS = re.compile(r"(?<![.·_…\s])[.·_…\s]{5,}+\d{1,4}\Z")


@dataclass(frozen=True, slots=True)
class _Gutter:
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters `start` to `end` of a line, and the points between which they stand."""

    start: int
    end: int
    left: float
    right: float


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the `rejoined` lines of a page, columns one after the other; without them the order stays."""
    whole = [_whole_contents(line) for line in _without_calls(lines)]
    gutters = _gutters(whole)
    parted = [part for line in whole for part in _parted(line, gutters)]
    for gutter in gutters:
        parted = _ordered(parted, gutter)
    return parted


def _whole_contents(line: Line) -> Line:
    """Return a line without its cuts where dots lead to a page number, whatever gaps are around the dots."""
    return replace(line, cuts=()) if line.cuts and _CONTENTS.search(line.text) else line


def rejoined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those joined that a raised letter has broken; justified ones have no cuts."""
    joined: list[Line] = []
    for line in (replace(one, cuts=()) if _is_justified(one) else one for one in lines):
        before = joined[-1] if joined else None
        if before and (call := _call_after(before, line)):
            joined[-1] = _joined(before, call, "")
        elif before and before.raised and _goes_on(before, line):
            space = " " if line.left - before.right > 0.12 * line.size else ""
            joined[-1] = _joined(before, line, space)
        else:
            joined.append(line)
    return joined


def _is_justified(line: Line) -> bool:
    """Say whether words of different widths have the same wide gaps, as no cells of a table have."""
    if len(line.cuts) < 2 or line.text.count(" ") != len(line.cuts):
        return False
    gaps = [cut.right - cut.left for cut in line.cuts]
    starts, ends = (
        [line.left, *(cut.right for cut in line.cuts)],
        [*(cut.left for cut in line.cuts), line.right],
    )
    words = [end - start for start, end in zip(starts, ends, strict=True)]
    return max(gaps) - min(gaps) <= _EVEN and max(words) - min(words) > _UNEVEN


def with_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those joined that are a title and, far to its right, the number of its page."""
    places = [at for at in range(1, len(lines)) if _is_page_number(lines[at - 1], lines[at])]
    numbers = [int(lines[at].text) for at in places]
    if len(places) < _LEAST or numbers != sorted(numbers):
        return list(lines)
    ends = set(places)
    return [
        _joined(line, lines[at + 1], "\t") if at + 1 in ends else line
        for at, line in enumerate(lines)
        if at not in ends
    ]


def _is_page_number(before: Line, line: Line) -> bool:
    level = abs(line.base - before.base) <= _LEVEL * line.size
    return level and _DIGITS.fullmatch(line.text) is not None and line.left > before.right + line.size


def _joined(before: Line, line: Line, space: str) -> Line:
    shift = len(before.text) + len(space)
    return replace(
        before,
        text=before.text + space + line.text,
        right=max(before.right, line.right),
        bottom=max(before.bottom, line.bottom),
        cuts=before.cuts + tuple(replace(cut, at=cut.at + shift) for cut in line.cuts),
        raised=before.raised + tuple((start + shift, end + shift) for start, end in line.raised),
    )


def _call_after(before: Line, line: Line) -> Line | None:
    """Return a line that begins with raised digits right after the line before, as the rest of that one."""
    near = -0.2 * before.size <= line.left - before.right <= _NEXT * before.size
    if not near or not _LEVEL / 2 * before.size < before.base - line.base < _RAISED * before.size:
        return None
    if _DIGITS.fullmatch(line.text) and line.size <= _SMALL * before.size:
        return replace(line, raised=((0, len(line.text)),))
    return line if line.raised and line.raised[0][0] == 0 else None


def _goes_on(before: Line, line: Line) -> bool:
    level = abs(line.base - before.base) <= _LEVEL * line.size
    return level and -0.3 * line.size <= line.left - before.right <= _JOINED * line.size


def _without_calls(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the raised digits that call a note at the foot of the page."""
    found = {
        at: match
        for at, line in enumerate(lines)
        if (match := FOOTNOTE.match(line.text)) and _is_small(line, lines)
    }
    notes = {match[1] for match in found.values()}
    apart = [_with_space(line, found[at].end(1)) if at in found else line for at, line in enumerate(lines)]
    return [_without(line, notes, own=at in found) if line.raised else line for at, line in enumerate(apart)]


def _with_space(line: Line, at: int) -> Line:
    """Return the first line of a note with a space after its number."""
    if line.text[at].isspace():
        return line
    cuts = tuple(replace(cut, at=cut.at + 1) for cut in line.cuts)
    raised = tuple((start + 1, end + 1) for start, end in line.raised)
    return replace(line, text=f"{line.text[:at]} {line.text[at:]}", cuts=cuts, raised=raised)


def _is_small(line: Line, lines: Sequence[Line]) -> bool:
    return any(other.size * _NOTE_SIZE >= line.size and other.base < line.base for other in lines)


def _without(line: Line, notes: set[str], *, own: bool) -> Line:
    """Return a line without its calls; the number that a note begins with is its `own`."""
    text, cuts = line.text, line.cuts
    for start, end in reversed(line.raised):
        if text[start:end] in notes and not (own and start == 0) and not _UNIT.search(text, 0, start):
            text = text[:start] + text[end:]
            cuts = tuple(Cut(cut.at - (end - start) * (cut.at > start), cut.left, cut.right) for cut in cuts)
    return replace(line, text=text, cuts=cuts, raised=())


def _gutters(lines: Sequence[Line]) -> list[_Gutter]:
    """Return the strips that several lines leave free in their middle, from left to right."""
    cuts = sorted((cut for line in lines for cut in line.cuts), key=lambda cut: cut.left)
    gutters: list[_Gutter] = []
    tried: set[_Gutter] = set()
    for cut in cuts:
        if gutters and cut.left < gutters[-1].right:
            continue
        strip = [cut.left, cut.right]
        count = 0
        for other in cuts:
            left, right = max(strip[0], other.left), min(strip[1], other.right)
            if right - left >= _WIDTH:
                strip = [left, right]
                count += 1
        gutter = _Gutter(*strip)
        if count < _LEAST or gutter in tried:
            continue
        tried.add(gutter)
        if _has_columns(lines, gutter):
            gutters.append(gutter)
    return gutters


def _has_columns(lines: Sequence[Line], gutter: _Gutter) -> bool:
    """Say whether text stands on both sides, and not the cells of a table: parts are as long as lines."""
    sides: tuple[list[int], list[int]] = ([], [])
    for line in lines:
        if line.cuts:
            for part in _stretches(line, [gutter]):
                sides[part.left >= gutter.middle].append(len(line.text[part.start : part.end].rstrip()))
    long = all(len(side) >= _LEAST and sum(side) >= 20 * len(side) for side in sides)
    return long and not _is_run_over(lines, gutter)


def _is_run_over(lines: Sequence[Line], gutter: _Gutter) -> bool:
    """Say whether more lines run over a gutter than it parts: then its gaps are those of justified text."""
    parted = sorted(line.base for line in lines if any(_is_cut_by(cut, gutter) for cut in line.cuts))
    over = sum(
        parted[0] <= line.base <= parted[-1]
        and line.left < gutter.left - 1
        and line.right > gutter.right + 1
        and not any(_is_cut_by(cut, gutter) for cut in line.cuts)
        for line in lines
    )
    return over > len(parted)


def _is_cut_by(cut: Cut, gutter: _Gutter) -> bool:
    return cut.left - 1 <= gutter.left and gutter.right <= cut.right + 1


def _stretches(line: Line, gutters: Sequence[_Gutter]) -> Iterator[_Stretch]:
    """Yield what gutters and very wide gaps part a line into; a page number stays with its title."""
    start, left = 0, line.left
    for cut in line.cuts:
        wide = cut.right - cut.left >= _ALWAYS * line.size and not _PAGE_NUMBER.match(line.text, cut.at)
        if wide or any(_is_cut_by(cut, gutter) for gutter in gutters):
            yield _Stretch(start, cut.at, left, cut.left)
            start, left = cut.at, cut.right
    yield _Stretch(start, len(line.text), left, line.right)


def _parted(line: Line, gutters: Sequence[_Gutter]) -> Iterator[Line]:
    """Yield the parts of a line; a line that nothing parts keeps its cuts."""
    for part in _stretches(line, gutters):
        if part.start == 0 and part.end == len(line.text):
            yield line
        else:
            text = line.text[part.start : part.end]
            text = text if part.end == len(line.text) else text.rstrip()
            yield replace(line, text=text, left=part.left, right=part.right, cuts=())


def _ordered(lines: Sequence[Line], gutter: _Gutter) -> list[Line]:
    """Return the lines with those right of the gutter after those left of it, between lines that cross it."""
    ordered: list[Line] = []
    section: list[Line] = []
    for line in sorted(lines, key=lambda one: (round(one.base), one.left)):
        crosses = line.left < gutter.left - 1 and line.right > gutter.right + 1
        if crosses:
            ordered += [*_section(section, gutter), line]
            section = []
        else:
            section.append(line)
    return ordered + _section(section, gutter)


def _section(lines: Sequence[Line], gutter: _Gutter) -> list[Line]:
    left = [line for line in lines if line.left < gutter.middle]
    right = [line for line in lines if line.left >= gutter.middle]
    if not right:
        return left
    last = max(line.base for line in right)
    for at in range(1, len(left)):
        below = left[at].base > last and left[at].base - left[at - 1].base > _BREAK * left[at].size
        if below:  # a heading over what follows the columns
            return [*left[:at], *right, *left[at:]]
    return [*left, *right]
