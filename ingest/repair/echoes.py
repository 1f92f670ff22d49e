"""Page headers that change by section, out of the text: lines that only say a heading again.

Such a header stands at one height of its pages, says what is printed as a heading elsewhere, alone or after
words that are the same on all pages, and no three pages need to have the same one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.pages import Block, Page, with_lost
from ingest.repair.running import RUNNING

_EDGE = 2  # blocks at the top and at the bottom of a page, running lines apart
_LETTERS = 160  # of a header
_LEVEL = 3.0  # points that the tops of headers may differ
_LEAST = 3  # pages
_SHARE = 0.6  # of the lines at one height, that say a heading again
_SMALLER = 0.9  # of the heading's height, that a header in bold has at most
_SAME_START = 8  # letters at the beginning of headers that may be the document's title
# Accepted: "2.1. " in "2.1. Mērķi", "12 " in "12 Mērķi". Rejected: "2024. gads" (a word follows the year).
_NUMBER = re.compile(r"\W*(?:\d{1,2}\.)*(?:\d{1,2}|[ivx]{1,5})?[.)]?\s+(?=\S)|\W+")
# Accepted: " 12" in "Mērķi 12", " | 3. lpp." in "Mērķi | 3. lpp.". Rejected: "2030" in "Ogre 2030".
_PAGE = re.compile(r"[\s|–—-]+(?:lpp\.?\s*)?\d{1,3}(?:\.?\s*lpp\.?)?\W*\Z")

Repaired = tuple[tuple[Page, ...], list[str]]


@dataclass(frozen=True, slots=True)
class _Edge:
    page: int  # place among the pages
    block: int
    top: float
    height: float
    heading: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Level:
    """The short lines that stand at one height, and the pages that have a running line there already."""

    edges: list[_Edge]
    running: frozenset[int]


def drop_echoes(pages: tuple[Page, ...]) -> Repaired:
    """Mark headers and footers that say the heading of their section again."""
    if len(pages) < _LEAST or pages[0].kind != "page":
        return pages, []
    dropped: set[tuple[int, int]] = set()
    headings = _headings(pages)
    for last in (False, True):
        for level in _levels(pages, last=last):
            dropped.update((edge.page, edge.block) for edge in _echoes(level, headings))
    if not dropped:
        return pages, []
    marked = with_lost(pages, dropped, RUNNING)
    return marked, [f"headers that say a heading again left out on {len({at for at, _ in dropped})} pages"]


def _levels(pages: Sequence[Page], *, last: bool) -> Iterator[_Level]:
    """Yield the short lines at the edge of pages by height, where enough pages have one or a running line."""
    edges: defaultdict[int, list[_Edge]] = defaultdict(list)
    running: defaultdict[int, set[int]] = defaultdict(set)
    for at, page in enumerate(pages):
        for edge in _edges(page, at, last=last):
            edges[round(edge.top / _LEVEL)].append(edge)
        for block in page.blocks:
            if block.lost == RUNNING and block.boxes:
                running[round(block.boxes[0].top / _LEVEL)].add(at)
    while edges:
        height = max(edges, key=lambda one: (len(edges[one]), -one))
        near = (height - 1, height, height + 1)
        found = [edge for one in near for edge in edges.pop(one, [])]
        beside = frozenset(at for one in near for at in running.get(one, ()))
        if len(beside | {edge.page for edge in found}) >= _LEAST:
            yield _Level(found, beside)


def _edges(page: Page, at: int, *, last: bool) -> list[_Edge]:
    kept = [(number, block) for number, block in enumerate(page.blocks) if not block.lost]
    outermost = kept[-_EDGE:] if last else kept[:_EDGE]
    return [
        _Edge(at, number, block.boxes[0].top, _height(block), block.kind == "heading", block.text)
        for number, block in outermost
        if block.boxes and "\n" not in block.text and len(block.text) <= _LETTERS and block.kind != "row"
    ]


def _height(block: Block) -> float:
    return block.boxes[0].bottom - block.boxes[0].top if block.boxes else 0.0


def _headings(pages: Sequence[Page]) -> dict[str, float]:
    """Return the headings as they may be said again, with their number and without, and their heights."""
    heights: dict[str, float] = {}
    for page in pages:
        for block in page.blocks:
            if block.kind == "heading" and not block.lost:
                for text in {_plain(block.text), bare_heading(block.text)}:
                    heights[text] = max(heights.get(text, 0.0), _height(block))
    return heights


def _echoes(level: _Level, headings: Mapping[str, float]) -> Sequence[_Edge]:
    """Return the lines at one height, where most of them say a heading again or others there run."""
    edges = level.edges
    start = _same_start([edge.text for edge in edges])
    heard = [edge for edge in edges if _is_heard(edge, 0, headings) or _is_heard(edge, start, headings)]
    if len(level.running) >= _LEAST:
        return heard
    if len(heard) < max(_LEAST - 1, _SHARE * len(edges)):
        return []
    return edges if start else heard


def _is_heard(edge: _Edge, start: int, headings: Mapping[str, float]) -> bool:
    """Say whether a line says a heading again: the number of a heading with it or not, in smaller letters."""
    text = edge.text[start:]
    height = headings.get(_plain(text))
    return height is not None and (not edge.heading or edge.height < _SMALLER * height)


def _same_start(texts: Sequence[str]) -> int:
    """Return the length of what all lines begin with, whole words; 0 where that is hardly anything."""
    first, last = min(texts), max(texts)
    pairs = enumerate(zip(first, last, strict=False))
    same = first[: next((at for at, (one, other) in pairs if one != other), len(first))]
    end = max(same.rfind(" "), same.rfind("|")) + 1
    return end if end >= _SAME_START else 0


def _plain(text: str) -> str:
    """Return a heading without the page's number and without case."""
    return _PAGE.sub("", " ".join(text.split())).casefold()


def bare_heading(text: str) -> str:
    """Return a heading also without its own number, as it may be said again."""
    plain = _plain(text)
    return _NUMBER.sub("", plain, count=1) if _NUMBER.match(plain) else plain
