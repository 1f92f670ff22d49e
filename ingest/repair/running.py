"""Lines that run through a document, out of it: headers, footers, page numbers.

They would answer every question and say nothing. They stay in the extracted text, marked as lost to passages,
and are told in notes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.pages import Block, Page

_EDGE = 3  # blocks at the top and at the bottom of a page that may run through the document
_LEVEL = 3.0  # points that the tops of blocks on one height may differ
_EDGE_LINES = 3  # of a block that may; of a longer one only the outermost line
_EDGE_LETTERS = 200
_LEAST_PAGES = 3
_NEAR = 5  # pages within which a line must come back as often as that
_NUMBER_LETTERS = 60  # of a line that is nothing but a page number
_LONGEST_NUMBER = 9  # digits that are compared
_SHOWN = 60  # characters of a line in a note
_NOTED = 8  # lines
RUNNING = "running line"  # why a block is in no passage
# Accepted: "12" in "12. lpp.". Rejected: "XII".
_DIGITS = re.compile(r"\d+")

# Accepted: "12", "- 12 -", "12. lpp.", "Lapa 3 no 40", "3 / 40". Rejected: "12. projekts".
_PAGE_NUMBER = re.compile(
    r"\W*+(?:lpp|lapa|lappuse|page|p)?[\W_]*+\d++[\W_]*+(?:lpp|no|of)?[\W_]*+\d*+[\W_]*+(?:lpp|lapa)?\W*+",
    re.IGNORECASE,
)
# Accepted: "Ogres novada programma 12", "12 Ogres novads". Rejected: "Projekts Nr. 12", "12. projekts".
_NUMBER_AT_END = re.compile(r".*(?<!Nr\.)(?<!№)\s\d+\.?\s*|\d+\s+\D.*", re.DOTALL)

# Accepted: "Dokuments parakstīts ar drošu elektronisko parakstu un satur laika zīmogu". Rejected: "Lēmums
# parakstīts ar drošu elektronisko parakstu 2024. gada 3. maijā".
_STAMP = re.compile(
    r"\W*(?:šis\s+)?(?:elektroniskais\s+)?(?:dokuments\s+)?(?:ir\s+)?(?:elektroniski\s+)?parakstīts\s+ar\s+drošu"
    r"\s+elektronisko\s+parakstu\s+un\s+satur\s+laika\s+zīmogu\W*",
    re.IGNORECASE,
)

Repaired = tuple[tuple[Page, ...], list[str]]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A block near the edge of a page, or its outermost line: where it stands and what it says."""

    page: int  # place among the pages
    block: int
    line: int | None  # None for the whole block
    text: str
    level: int
    top: float | None = None  # points from the top of the page


def drop_running_lines(pages: tuple[Page, ...]) -> Repaired:
    """Mark headers, footers and page numbers: edge lines that come back on at least three near pages."""
    pages = tuple(_without_stamp(page) for page in pages)
    if len(pages) < 2 or pages[0].kind != "page":
        return pages, []
    dropped: set[tuple[int, int, int | None]] = set()
    told: Counter[str] = Counter()
    for last in (False, True):
        for found in _running(pages, last=last):
            dropped.update((edge.page, edge.block, edge.line) for edge in found)
            told[" ".join(found[0].text.split())[:_SHOWN]] += len(found)
    notes = [f"running line left out on {count} pages: {text}" for text, count in told.most_common(_NOTED)]
    notes += [f"{len(told) - _NOTED} further running lines left out"] if len(told) > _NOTED else []
    return tuple(_marked(page, at, dropped) for at, page in enumerate(pages)), notes


def _without_stamp(page: Page) -> Page:
    """Mark what every signed document says at the foot of its pages, be it one page."""
    if not any(_STAMP.fullmatch(block.text) for block in page.blocks):
        return page
    blocks = (replace(one, lost=RUNNING) if _STAMP.fullmatch(one.text) else one for one in page.blocks)
    return replace(page, blocks=tuple(blocks))


def _running(pages: tuple[Page, ...], *, last: bool) -> Iterator[list[_Edge]]:
    """Yield the running lines of the top or the bottom; a line further in needs those outside it."""
    edges = [_edges(page, at, last=last) for at, page in enumerate(pages)]
    open_pages = set(range(len(pages)))
    for depth in range(_EDGE):
        alike: defaultdict[tuple[str, int], list[_Edge]] = defaultdict(list)
        for at in sorted(open_pages):
            for edge in edges[at][depth] if depth < len(edges[at]) else ():
                alike[_shape(edge.text), edge.level].append(edge)
        open_pages = set()
        rest: list[list[_Edge]] = []
        for found in (one for group in alike.values() for one in _same_lines(group, len(pages))):
            if found[0].line is not None and 2 * len(found) < len(pages):
                continue  # a line of a paragraph, which may begin alike on three pages by chance
            open_pages.update(edge.page for edge in found)
            rest.append(found)
        yield from rest
        # Headers of left and right pages differ; a part that comes back beside running ones runs too.
        known = {(edge.page, edge.block) for found in rest for edge in found}
        for group in alike.values():
            beside = [edge for edge in group if (edge.page, edge.block) not in known and edge.line is None]
            if len(beside) > 1 and all(edge.page in open_pages for edge in beside):
                yield beside


def _edges(page: Page, at: int, *, last: bool) -> list[list[_Edge]]:
    """Return the blocks nearest to the edge, those on one height together."""
    found: list[list[_Edge]] = []
    blocks = list(enumerate(page.blocks))
    if all(block.boxes for block in page.blocks):  # a box of text may come last in the file, above the footer
        blocks.sort(key=lambda one: one[1].boxes[0].top)
    height = None
    for number, block in blocks[::-1] if last else blocks:
        top = block.boxes[0].top if block.boxes else None
        level_with = top is not None and height is not None and abs(top - height) <= _LEVEL
        if len(found) == _EDGE and not level_with:
            break
        height = top
        lines = block.text.split("\n")
        if block.kind == "list":
            break
        if len(lines) > _EDGE_LINES or len(block.text) > _EDGE_LETTERS:
            outermost = len(lines) - 1 if last else 0
            found.append([_Edge(at, number, outermost, lines[outermost], -1)])
            break
        edge = _Edge(at, number, None, block.text, block.level, top)
        if level_with:
            found[-1].append(edge)
        else:
            found.append([edge])
    return found


def _shape(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text).casefold().split())


def _same_lines(group: list[_Edge], pages: int) -> Iterator[list[_Edge]]:
    """Yield the lines of one shape that also agree in their numbers, or in those less the page's number."""
    numbers = [
        [int(digits[:_LONGEST_NUMBER]) for digits in _DIGITS.findall(edge.text)[:_EDGE]] for edge in group
    ]
    fixed = [Counter(column).most_common(1)[0][1] * 2 > len(group) for column in zip(*numbers, strict=True)]
    agreeing: defaultdict[tuple[int, ...], list[_Edge]] = defaultdict(list)
    for edge, found in zip(group, numbers, strict=True):
        if not all(fixed) and not _holds_page_number(edge):
            continue
        key = tuple(n if same else n - edge.page for n, same in zip(found, fixed, strict=True))
        agreeing[key].append(edge)
    for edges in agreeing.values():
        near = [edge for edge in edges if not all(fixed) or _near(edge, edges) >= min(pages, _LEAST_PAGES)]
        if len(near) >= _LEAST_PAGES or (len(near) == pages and _stand_alike(near)):
            yield near


def _stand_alike(edges: list[_Edge]) -> bool:
    """Say whether short lines stand at one height: proof enough in a document of two pages."""
    tops = [edge.top for edge in edges if edge.top is not None]
    short = all(edge.level <= 0 and len(edge.text) <= _EDGE_LETTERS // 2 for edge in edges)
    return short and len(tops) == len(edges) and max(tops) - min(tops) <= _LEVEL


def _holds_page_number(edge: _Edge) -> bool:
    """Say whether a number that grows by the page is the page's, and not that of a project on each page."""
    if len(edge.text) <= _NUMBER_LETTERS and _PAGE_NUMBER.fullmatch(edge.text):
        return True
    return edge.level <= 0 and _NUMBER_AT_END.fullmatch(edge.text) is not None


def _near(edge: _Edge, edges: list[_Edge]) -> int:
    return sum(abs(one.page - edge.page) <= _NEAR for one in edges)


def _marked(page: Page, at: int, dropped: set[tuple[int, int, int | None]]) -> Page:
    """Return the page with its running lines marked; a line at the edge of a block becomes its own."""
    blocks: list[Block] = []
    for number, block in enumerate(page.blocks):
        if (at, number, None) in dropped:
            blocks.append(replace(block, lost=RUNNING))
            continue
        lines = block.text.split("\n")
        gone = [line for line in range(len(lines)) if (at, number, line) in dropped]
        if not gone:
            blocks.append(block)
            continue
        running = Block(lines[gone[0]], "paragraph", lost=RUNNING)
        rest = replace(block, text="\n".join(line for n, line in enumerate(lines) if n not in gone))
        blocks += [rest, running] if gone[0] else [running, rest]
    return replace(page, blocks=tuple(blocks))
