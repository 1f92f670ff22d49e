"""What conversion gives and repair takes: pages with blocks in reading order. Knows no format."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from search.domain import Box

BlockKind = Literal["heading", "paragraph", "list", "row", "footnote"]
PageKind = Literal["page", "sheet", "slide", "section"]
CONTENTS = "table of contents"  # why a block is in no passage


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text in reading order: a heading, a paragraph, a list entry, a table row or a footnote.

    As converted, `text` keeps the line ends of the source, and U+0002 where a line-end hyphen stood; after
    repair it has neither. `level` is 1 for the highest heading and 0 for anything else. `columns` pairs
    the header name of each filled cell with its text, parents carried down; `row` counts the rows of its
    sheet or table from 1, and is 0 outside tables. `boxes` are the places of its lines on the page, from top
    to bottom, where the format has them. `lost` says why the block is part of the extracted text and of no
    passage: a running line, a table of contents.
    """

    text: str
    kind: BlockKind
    level: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    row: int = 0
    boxes: tuple[Box, ...] = ()
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, sheet or slide; a DOCX, ODT, HTML, Markdown or text file is one "section" page as a whole."""

    kind: PageKind
    number: int
    name: str = ""  # of a sheet
    blocks: tuple[Block, ...] = ()
    file: str = ""  # inside the source, that the page belongs to: an attachment, a part of a signed container


@dataclass(frozen=True, slots=True)
class Converted:
    """A document as its format gives it.

    `metadata` holds what the file says of itself ("title", "keywords", "language", "author"); `notes` say in
    words what was left out, repaired or is doubtful.
    """

    pages: tuple[Page, ...]
    metadata: dict[str, str]
    media_type: str
    notes: tuple[str, ...] = ()

    def __deepcopy__(self, memo: object) -> Converted:
        """Return itself, which nobody changes: Haystack copies what runs through a pipeline."""
        return self


def with_lost(pages: Iterable[Page], places: Collection[tuple[int, int]], reason: str) -> tuple[Page, ...]:
    """Return the pages with the blocks at these places, page and block counted from 0, marked as lost."""
    return tuple(
        replace(
            page,
            blocks=tuple(
                replace(block, lost=reason) if (at, number) in places else block
                for number, block in enumerate(page.blocks)
            ),
        )
        for at, page in enumerate(pages)
    )
