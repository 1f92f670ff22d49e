"""How far the column of a line reaches: what a short line is short of. Pure.

Lines that begin at about one place share a column; beside lines of another column it ends where theirs did.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.formats.pdf.lines import Line

_COLUMN = 20.0  # points between starts of lines that are told apart as columns
_LEVEL = 0.6  # ems that lines beside each other may stand apart
_LEAST = 3  # lines beside another column
_REACH = 2.0  # ems above and below them, in which lines belong to them


@dataclass(frozen=True, slots=True)
class _Zone:
    """A stretch of the page in which lines that begin at one place stand beside another column."""

    top: float
    bottom: float
    right: float


@dataclass(frozen=True, slots=True)
class Extents:
    """Where the lines of a page that begin at about one place begin and end."""

    whole: dict[int, tuple[float, float]]
    zones: dict[int, _Zone] = field(default_factory=dict)

    def of(self, line: Line) -> tuple[float, float]:
        """Return where the column of a line begins and ends."""
        key = _key(line.left)
        left, right = self.whole[key]
        zone = self.zones.get(key)
        if zone and zone.top <= line.base <= zone.bottom and line.right <= zone.right + 1:
            return left, zone.right
        return left, right


def extents_of(lines: Sequence[Line]) -> Extents:
    """Return the columns of a page's lines."""
    whole: dict[int, tuple[float, float]] = {}
    for line in lines:
        key = _key(line.left)
        for near in (key - 1, key, key + 1):
            left, right = whole.get(near, (line.left, line.right))
            whole[near] = (min(left, line.left), max(right, line.right))
    return Extents(whole, _zones(lines))


def _zones(lines: Sequence[Line]) -> dict[int, _Zone]:
    beside: defaultdict[int, list[Line]] = defaultdict(list)
    for line in _with_another_to_the_right(lines):
        beside[_key(line.left)].append(line)
    return {
        key: _Zone(
            min(line.base - _REACH * line.size for line in found),
            max(line.base + _REACH * line.size for line in found),
            max(line.right for line in found),
        )
        for key, found in beside.items()
        if len(found) >= _LEAST
    }


def _with_another_to_the_right(lines: Sequence[Line]) -> Iterable[Line]:
    level = sorted(lines, key=lambda one: one.base)
    bases = [line.base for line in level]
    for line in lines:
        at = bisect_left(bases, line.base - _LEVEL * line.size)
        while at < len(level) and bases[at] <= line.base + _LEVEL * line.size:
            if level[at].left > line.right:
                yield line
                break
            at += 1


def _key(left: float) -> int:
    return int(left // _COLUMN)
