"""Lines of a PDF → blocks: paragraphs, list entries and headings with their levels. Pure.

Whether a line goes on with the one above is told by distance, indent, letters and list signs; a heading is
told by larger or bold letters. All thresholds are in ems or in shares of the usual line distance.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf.extents import Extents, extents_of
from ingest.formats.pdf.lines import HYPHEN, Line
from ingest.formats.text import BULLET, NUMBERED, heading_depth
from ingest.pages import Block, BlockKind

_SAME_SIZE = 0.08  # share by which letters of one paragraph may differ (superscripts, bullets)
_LARGER = 1.1  # times the body's size, from which letters speak of a heading
_LOOSE = 1.2  # times the usual line distance that one paragraph may have between lines
_USUAL = 1.4  # line distance in ems, where none was measured
_INDENT = 0.8  # ems to the right: the first line of a paragraph
_SHIFT = 4.0  # ems that lines of one paragraph may begin apart
_SHORT = 0.85  # share of the column; a line that ends before it was ended on purpose
_SPREAD = 0.85  # ems for a character; justified lines stay below .75, table rows were seen at 1.4
_HEADING_LINES = 4
_HEADING_LETTERS = 220
_BODY_SHARE = 0.4  # of the column, that the text under a bold line must fill for it to be a heading
_DEEPEST = 6
_ENDS = (".", "!", "?", ":", ";", "…", "”", ".)")
# Accepted: "Ievads . . . . . 3", "Ievads......3". Rejected: "u. c. t. i.".
LEADER = re.compile(r"(?:[.·_]\s?){5,}|(?:…\s?){2,}")
# Accepted: "1 Centrālās statistikas pārvaldes dati", "12Avots: CSP". Rejected: "1. Ievads", "5G".
FOOTNOTE = re.compile(r"(\d{1,3})(?:\s+\S|(?=[„(]?[A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]))")
_NOTE_SIZE = 0.92  # of the body's size
# A date broken over two lines is no number of a list. Accepted: "domes 2023. gada" and "21. septembra
# lēmumu". Rejected: "līdz 2023. gadam", "21. uzdevums".
_YEAR_AT_END = re.compile(r"\b(?:19|20)\d\d\.\s?(?:gada|g\.)\Z")
_DAY_AT_START = re.compile(
    r"\d{1,2}\.\s(?:janvār|februār|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr)"
)
# Accepted: "Mērķi". Rejected: "12.", "•".
_WORD = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class _Body:
    """What is usual in a document: the size of its text, and the line distance of each size in ems."""

    size: float
    distances: dict[float, float]

    def is_larger(self, line: Line) -> bool:
        return line.size >= _LARGER * self.size

    def reach(self, line: Line) -> float:
        """Return the distance in points that still belongs to one paragraph."""
        return self.distances.get(round(line.size), _USUAL) * _LOOSE * line.size


_Style = tuple[float, bool, int]  # size (negative: larger first), light letters, depth of the number


def blocks_by_page(
    pages: Sequence[Sequence[Line]], marks: Sequence[Collection[int]] = ()
) -> list[list[tuple[int, Block]]]:
    """Return the blocks of each page with the place of their first line; heading levels are the document's.

    No block runs over a place of `marks`, where something else stands between the lines of a page.
    """
    body = _body([line for lines in pages for line in lines])
    grouped, styles = [], []
    for at, lines in enumerate(pages):
        columns = extents_of(lines)
        grouped.append(_groups(lines, body, columns, marks[at] if marks else ()))
        styles.append(_headings(grouped[-1], body, columns))
    ranks = _ranks(style for page in styles for style in page if style)
    return [
        list(
            _placed(
                _block(group, ranks[style] if style else 0, body)
                for group, style in zip(groups, page, strict=True)
            )
        )
        for groups, page in zip(grouped, styles, strict=True)
    ]


def _placed(blocks: Iterable[Block]) -> Iterator[tuple[int, Block]]:
    place = 0
    for block in blocks:
        yield place, block
        place += len(block.boxes)


def _ranks(styles: Iterable[_Style]) -> dict[_Style, int]:
    """Return the level of each look; a heading without a number ranks with the highest numbered like it."""
    found = set(styles)
    least: dict[tuple[float, bool], int] = {}
    for size, light, depth in sorted(found):
        if depth:
            least.setdefault((size, light), depth)
    resolved = {
        (size, light, depth): (size, light, depth or least.get((size, light), 1))
        for size, light, depth in found
    }
    order = sorted(set(resolved.values()))
    return {style: order.index(key) + 1 for style, key in resolved.items()}


def _body(lines: Sequence[Line]) -> _Body:
    letters: Counter[float] = Counter()
    distances: defaultdict[float, list[float]] = defaultdict(list)
    for line in lines:
        letters[round(line.size * 2) / 2] += len(line.text)
    for above, line in pairwise(lines):
        distance = (line.base - above.base) / line.size if line.size else 0.0
        if _same_size(above, line) and 0.9 <= distance <= 2.2:
            distances[round(line.size)].append(distance)
    # The lower quarter: distances between paragraphs lie above those within them.
    usual = {size: sorted(found)[len(found) // 4] for size, found in distances.items()}
    size = max(letters, key=lambda one: (letters[one], one)) if letters else 0.0
    return _Body(size, usual)


def _groups(lines: Sequence[Line], body: _Body, columns: Extents, marks: Collection[int]) -> list[list[Line]]:
    """Return the lines of each block of a page."""
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        if groups and at not in marks and _goes_on(groups[-1], line, body, columns):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: Sequence[Line], line: Line, body: _Body, columns: Extents) -> bool:
    above = group[-1]
    if not _stands_below(above, line, body) or max(above.spread, line.spread) > _SPREAD:
        return False
    if above.text.endswith(HYPHEN):
        return True
    if LEADER.search(above.text) or BULLET.match(line.text) or not _same_size(above, line):
        return False
    left, right = columns.of(above)
    short = above.right < left + _SHORT * (right - left)
    # A small letter goes on with a sentence, whatever stands before it: "2022. gada 16.", "jūnija lēmums".
    ended = above.text.endswith(_ENDS) and not line.text[0].islower()
    if above.bold != line.bold and (short or ended):
        return False
    headed = body.is_larger(line) or line.bold
    if NUMBERED.match(line.text) and (ended or short or headed) and not _breaks_date(above, line):
        return False
    indented = line.left > above.left + _INDENT * line.size and len(group) > 1
    return not (ended and (short or indented))


def _breaks_date(above: Line, line: Line) -> bool:
    return _YEAR_AT_END.search(above.text) is not None and _DAY_AT_START.match(line.text) is not None


def _stands_below(above: Line, line: Line, body: _Body) -> bool:
    distance = line.base - above.base
    if not (above.upright and line.upright) or not 0.2 * line.size < distance <= body.reach(line):
        return False
    overlap = line.left < above.right and line.right > above.left
    centred = abs((line.left + line.right) - (above.left + above.right)) < 2 * line.size
    return overlap and (centred or abs(line.left - above.left) <= _SHIFT * line.size)


def _same_size(above: Line, line: Line) -> bool:
    return abs(above.size - line.size) <= _SAME_SIZE * max(above.size, line.size)


def _headings(groups: Sequence[Sequence[Line]], body: _Body, columns: Extents) -> list[_Style | None]:
    """Return for each block of a page how its heading looks: larger first, then bold, then by number."""
    looks: list[_Style | None] = []
    for at, group in enumerate(groups):
        above = groups[at - 1][-1] if at else None
        below = groups[at + 1][0] if at + 1 < len(groups) else None
        if _can_head(group, body) and _stands_alone(group, above, below, body, columns):
            depth = heading_depth(group[0].text)
            looks.append((-round(group[0].size * 2) / 2, not group[0].bold, depth))
        else:
            looks.append(None)
    return looks


def _can_head(group: Sequence[Line], body: _Body) -> bool:
    text = " ".join(line.text for line in group)
    if len(group) > _HEADING_LINES or len(text) > _HEADING_LETTERS or not _WORD.search(text):
        return False
    if text.endswith((",", ";")) or (text.endswith(".") and not text.endswith(("gadam.", "g."))):
        return False
    if BULLET.match(text) or LEADER.search(text) or any(line.spread > _SPREAD for line in group):
        return False
    return (
        all(body.is_larger(line) for line in group) or all(line.bold for line in group) or _is_capital(text)
    )


def _is_capital(text: str) -> bool:
    return text.isupper() and heading_depth(text) > 0


def _stands_alone(
    group: Sequence[Line], above: Line | None, below: Line | None, body: _Body, columns: Extents
) -> bool:
    """Say whether a bold line heads a text and is no cell of a table; larger letters need no such proof."""
    line = group[-1]
    if any(other and abs(other.base - line.base) < 0.5 * line.size for other in (above, below)):
        return False
    if body.is_larger(line) or below is None or heading_depth(group[0].text):
        return True
    if below.spread > _SPREAD:
        return False
    left, right = columns.of(below)
    filled = below.right - left >= _BODY_SHARE * (right - left)
    beside = abs(below.left - line.left) <= _SHIFT * line.size
    centred = abs(line.left + line.right - left - right) < 2 * _SHIFT * line.size
    return filled and below.base > line.base and (beside or centred)


def _block(group: Sequence[Line], rank: int, body: _Body) -> Block:
    text = "\n".join(line.text for line in group)
    boxes = tuple(line.box for line in group)
    if rank:
        return Block(text, "heading", min(rank, _DEEPEST), boxes=boxes)
    kind: BlockKind = "list" if BULLET.match(text) else "paragraph"
    if FOOTNOTE.match(text) and group[0].size <= _NOTE_SIZE * body.size:
        kind = "footnote"
    return Block(text, kind, boxes=boxes)
