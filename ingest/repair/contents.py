"""Tables of contents, out of the text: they would answer every question and say nothing.

A line is one by dots that lead to a page number, by a title such as "Saturs" over it, or by a run of lines
that end in growing numbers after a tab and say the document's headings again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.pages import CONTENTS, Block, Page, with_lost
from ingest.repair.echoes import bare_heading

_LEAST = 3  # lines
_LETTERS = 400  # of a line with its dots
_ECHOES = 0.5  # of the lines without a title over them, that say a heading again
# Accepted: "1.2. Ietves ........ 4", "Ievads . . . . . 3". Rejected: "Ievads 3", "u. c. 3".
_LED_LINE = re.compile(r".*\S\s*(?:(?:[.·_]\s?){4}[.·_]|…\s?…)\s*+\d{1,4}\s*+", re.DOTALL)
# Accepted: "Ievads 2", "1.2. Mērķi\t14". Rejected: "Ievads".
_ENTRY = re.compile(r"(?P<name>[\W\d_]*+[^\W\d_].*?)(?P<space>\s+)(?P<number>\d{1,4})\s*+")
# Accepted: "Saturs", "Satura rādītājs". Rejected: "Saturs un apjoms".
_TITLE = re.compile(r"\s*(?:saturs|satura rādītājs|contents|table of contents)\s*+:?\s*+", re.IGNORECASE)

Repaired = tuple[tuple[Page, ...], list[str]]
_Place = tuple[int, int]  # page and block, among the pages and blocks


@dataclass
class _Run:
    """Blocks, one after the other, each line of which may be an entry of a table of contents."""

    titled: bool = False
    places: list[_Place] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    lines: int = 0
    echoes: int = 0  # lines that say a heading again
    tabs: int = 0  # lines whose number stands after a tab

    def takes(self, block: Block, headings: frozenset[str], last: int) -> bool:
        """Take a block in when all of its lines are entries; `last` is the highest page there is."""
        lines = block.text.split("\n")
        ends = [_ENTRY.fullmatch(line) for line in lines]
        said = [bare_heading(end["name"] if end else line) for end, line in zip(ends, lines, strict=True)]
        echoes = [name in headings for name in said]
        if block.kind == "heading" and not all(ends):
            return False  # the heading itself
        numbers = [*self.numbers, *(int(end["number"]) for end in ends if end is not None)]
        if not all(end or echo for end, echo in zip(ends, echoes, strict=True)):
            return False
        if numbers != sorted(numbers) or (numbers and numbers[-1] > last):
            return False
        self.numbers = numbers
        self.lines += len(lines)
        self.echoes += sum(echoes)
        self.tabs += sum(end is not None and "\t" in end["space"] for end in ends)
        return True

    @property
    def is_contents(self) -> bool:
        """Say whether the entries are enough, and proven by their title or by what they say."""
        if self.lines < _LEAST:
            return False
        return self.titled or (self.tabs == self.lines and self.echoes >= _ECHOES * self.lines)


def drop_contents(pages: tuple[Page, ...]) -> Repaired:
    """Mark tables of contents and their titles."""
    blocks = {
        (at, number): block for at, page in enumerate(pages) for number, block in enumerate(page.blocks)
    }
    known = {place for place, block in blocks.items() if block.lost == CONTENTS}
    led = {
        place
        for place, block in blocks.items()
        if not block.lost and len(block.text) <= _LETTERS and _LED_LINE.fullmatch(block.text)
    }
    entries = {place for run in _runs(pages) if run.is_contents for place in run.places}
    lines = known | led | entries
    if not known and not entries and len(led) < _LEAST:
        return pages, []
    titles = {
        (at, number - 1)
        for at, number in lines
        if number and _TITLE.fullmatch(pages[at].blocks[number - 1].text)
    }
    left = with_lost(pages, lines | titles, CONTENTS)
    return left, [f"table of contents left out: {len(lines)} lines"]


def _runs(pages: Sequence[Page]) -> Iterator[_Run]:
    """Yield runs of blocks that may be contents; they go on over pages, past running lines."""
    headings = frozenset(
        bare_heading(block.text) for page in pages for block in page.blocks if block.kind == "heading"
    )
    run = _Run()
    for at, page in enumerate(pages):
        last = len(pages) if page.kind == "page" else 9999
        for number, block in enumerate(page.blocks):
            if block.lost:
                continue
            if _TITLE.fullmatch(block.text):
                yield run
                run = _Run(titled=True)
            elif block.columns or not run.takes(block, headings, last):
                yield run
                run = _Run()
                if not block.columns and run.takes(block, headings, last):
                    run.places.append((at, number))
            else:
                run.places.append((at, number))
    yield run
