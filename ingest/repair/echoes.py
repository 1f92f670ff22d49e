"""Page headers that change by section, out of the text: lines that only say a heading again.

Such a header stands at one height of its pages, says what is printed as a heading elsewhere, alone or after
words that are the same on all pages, and no three pages need to have the same one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.pages import Page
from ingest.repair.running import RUNNING

_EDGE = 2  # blocks at the top and at the bottom of a page, running lines apart
_LETTERS = 160  # of a header
_LEVEL = 3.0  # points that the tops of headers may differ
_LEAST = 3  # pages
_SHARE = 0.6  # of the lines at one height, that say a heading again
_SAME_START = 8  # letters at the beginning of headers that may be the document's title
# Accepted: "2.1. " in "2.1. Mērķi", "12 " in "12 Mērķi". Rejected: "2024. gads" (a word follows the year).
_NUMBER = re.compile(r"\W*(?:\d{1,2}\.)*(?:\d{1,2}|[IVX]{1,5})?[.)]?\s+(?=\S)|\W+")
# Accepted: " 12" in "Mērķi 12", " | 3. lpp." in "Mērķi | 3. lpp.". Rejected: "2030" in "Ogre 2030".
_PAGE = re.compile(r"[\s|–—-]+(?:lpp\.?\s*)?\d{1,3}(?:\.?\s*lpp\.?)?\W*\Z")

Repaired = tuple[tuple[Page, ...], list[str]]


@dataclass(frozen=True, slots=True)
class _Edge:
    page: int  # place among the pages
    block: int
    top: float
    text: str


def drop_echoes(pages: tuple[Page, ...]) -> Repaired:
    """Mark headers and footers that say the heading of their section again."""
    if len(pages) < _LEAST or pages[0].kind != "page":
        return pages, []
    dropped: set[tuple[int, int]] = set()
    for last in (False, True):
        for level in _levels(pages, last=last):
            dropped.update((edge.page, edge.block) for edge in _echoes(level, pages))
    if not dropped:
        return pages, []
    marked = tuple(
        replace(
            page,
            blocks=tuple(
                replace(block, lost=RUNNING) if (at, number) in dropped else block
                for number, block in enumerate(page.blocks)
            ),
        )
        for at, page in enumerate(pages)
    )
    return marked, [f"headers that say a heading again left out on {len({at for at, _ in dropped})} pages"]


def _levels(pages: Sequence[Page], *, last: bool) -> Iterator[list[_Edge]]:
    """Yield the short lines at the edge of pages that stand at one height, where enough pages have one."""
    levels: defaultdict[int, list[_Edge]] = defaultdict(list)
    for at, page in enumerate(pages):
        for edge in _edges(page, at, last=last):
            levels[round(edge.top / _LEVEL)].append(edge)
    heights = sorted(levels)
    while heights:
        height = max(heights, key=lambda one: len(levels[one]))
        near = [one for one in (height - 1, height, height + 1) if one in levels]
        found = [edge for one in near for edge in levels.pop(one)]
        heights = sorted(levels)
        if len({edge.page for edge in found}) >= _LEAST:
            yield found


def _edges(page: Page, at: int, *, last: bool) -> list[_Edge]:
    kept = [(number, block) for number, block in enumerate(page.blocks) if not block.lost]
    outermost = kept[-_EDGE:] if last else kept[:_EDGE]
    return [
        _Edge(at, number, block.boxes[0].top, block.text)
        for number, block in outermost
        if block.boxes and "\n" not in block.text and len(block.text) <= _LETTERS and block.kind != "row"
    ]


def _echoes(edges: Sequence[_Edge], pages: Sequence[Page]) -> Sequence[_Edge]:
    """Return the lines at one height, where most of them say a heading again."""
    places = {(edge.page, edge.block) for edge in edges}
    headings = {
        bare_heading(block.text)
        for at, page in enumerate(pages)
        for number, block in enumerate(page.blocks)
        if block.kind == "heading" and not block.lost and (at, number) not in places
    }
    start = _same_start([edge.text for edge in edges])
    heard = [
        edge
        for edge in edges
        if bare_heading(edge.text) in headings or bare_heading(edge.text[start:]) in headings
    ]
    if len(heard) < max(_LEAST - 1, _SHARE * len(edges)):
        return []
    return edges if start else heard


def _same_start(texts: Sequence[str]) -> int:
    """Return the length of what all lines begin with, whole words; 0 where that is hardly anything."""
    first, last = min(texts), max(texts)
    pairs = enumerate(zip(first, last, strict=False))
    same = first[: next((at for at, (one, other) in pairs if one != other), len(first))]
    end = max(same.rfind(" "), same.rfind("|")) + 1
    return end if end >= _SAME_START else 0


def bare_heading(text: str) -> str:
    """Return a heading without its number, the page's number and case, as it may be said again."""
    plain = " ".join(text.split())
    plain = _PAGE.sub("", plain)
    return _NUMBER.sub("", plain, count=1).casefold() if _NUMBER.match(plain) else plain.casefold()
