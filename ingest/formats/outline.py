"""Headings and list numbers that office formats share: names of heading styles, bold lines, printed numbers.

Goes in: a style's name, blocks, a count. Knows no format's XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.pages import Block

_HEADING = 120  # characters of a bold paragraph that may stand for a heading
INHERITED = 20  # styles based on styles
LARGEST_START = 9_999  # number that a list may start with
_LARGEST = 9_999  # number that letters or Roman numerals are written for
# Accepted: "heading 1", "Heading 2", "virsraksts 3". Rejected: "heading", "toc 1".
_HEADING_NAME = re.compile(r"(?:heading|virsraksts) ([1-9])", re.IGNORECASE)
# Accepted: "toc 1", "Contents 2". Rejected: "TOC Heading", "Table Contents".
_CONTENTS_NAME = re.compile(r"(?:toc|contents) [1-9]", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "nosaukums"})
# Accepted: "1.2. Mobilitāte", "3 Rīcības plāns". Rejected: "2024. gada pārskats".
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def named_level(style_name: str) -> int | None:
    """Return the heading level that the name of a style says; None for other names."""
    words = style_name.strip().lower()
    match = _HEADING_NAME.fullmatch(words)
    return int(match[1]) if match else 1 if words in _TITLE_NAMES else None


def names_contents(style_name: str) -> bool:
    """Say whether a style is that of entries of a table of contents."""
    return _CONTENTS_NAME.fullmatch(style_name.strip()) is not None


def promote_bold(blocks: list[Block], bold: Iterable[int]) -> None:
    """Take short bold paragraphs for headings where the author used no heading styles.

    `bold` are the places of the blocks that are bold throughout.
    """
    places = set(bold)
    if any(block.kind == "heading" for block in blocks) or 2 * len(places) > len(blocks):
        return
    for at in places:
        block = blocks[at]
        if len(block.text) <= _HEADING and not block.text.endswith((".", ",", ";", ":")):
            number = _NUMBERED.match(block.text)
            level = number[1].count(".") + 1 if number else 1
            blocks[at] = replace(block, kind="heading", level=level)


def numeral(count: int, form: str) -> str:
    """Return a number as a list prints it.

    `form` is "lowerLetter", "upperLetter", "lowerRoman", "upperRoman" or "decimalZero"; any other is decimal.
    """
    if not 0 < count <= _LARGEST:
        return str(count)
    if form in {"lowerLetter", "upperLetter"}:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif form in {"lowerRoman", "upperRoman"}:
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (count // value)
            count %= value
    else:
        return f"{count:02}" if form == "decimalZero" else str(count)
    return letters.upper() if form.startswith("upper") else letters
