"""A sample text → a plain text as an old office program saves it: windows-1257, CRLF, lines of 78 characters.

Knows no tables: `source_text` refuses them.
"""

from __future__ import annotations

import re
import textwrap

from source_text import PLAIN_ENCODING, Block, Heading, Listing, Paragraph, SourceText, Table

_WIDTH = 78
# Accepted: the spaces in "Ogre · 2022" and "vieta – Ogre" before the sign. Rejected: those after it.
_BEFORE_SIGN = re.compile(r" (?=[–·] )")
_UNBROKEN = "\u00a0"


def render_txt(text: SourceText) -> bytes:
    """Return the text's bytes, with last lines that say what the document is; same text, same bytes."""
    parts = [_part(block) for block in text.blocks]
    lines = "\n\n".join((*parts, _wrapped(text.facts))) + "\n"
    return lines.replace("\n", "\r\n").encode(PLAIN_ENCODING)


def _part(block: Block) -> str:
    match block:
        case Heading():
            return _wrapped(block.text.upper() if block.level == 1 else block.text)
        case Paragraph():
            return _wrapped(block.text)
        case Listing():
            return "\n".join(_entries(block))
        case Table():
            raise ValueError("a plain text has no tables")


def _entries(listing: Listing) -> list[str]:
    markers = [f"{listing.first + at}. " if listing.first else "- " for at in range(len(listing.entries))]
    return [
        _wrapped(entry, marker, " " * len(marker))
        for marker, entry in zip(markers, listing.entries, strict=True)
    ]


def _wrapped(words: str, first: str = "", others: str = "") -> str:
    """Return lines, none of which begins with a sign that would make it look like a list's entry."""
    lines = textwrap.fill(
        _BEFORE_SIGN.sub(_UNBROKEN, words),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines.replace(_UNBROKEN, " ")
