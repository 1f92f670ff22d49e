"""Plain text and Markdown → one "section" page with headings, paragraphs, lists and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.formats.decoding import decode
from ingest.formats.html.convert import html_blocks
from ingest.formats.tables import Row, table_blocks
from ingest.intake import MARKDOWN, TEXT
from ingest.pages import Block, BlockKind, Converted, Page

if TYPE_CHECKING:
    from markdown_it.token import Token

_WRAPPED = 100  # characters; a text whose lines are no longer was broken by hand or by its program
_HEADING = 100
# Accepted: "• punkts", "- punkts", "1) punkts", "a) punkts". Rejected: "2024. gadā", "-5 grādi".
BULLET = re.compile(r"\s*(?:[•●▪■◦‣∙·–—*+-]|o|\d{1,2}\)|[a-zāčēģīķļņšūž]\))\s+\S")
# Accepted: "1. Ievads", "2.3. Mobilitāte", "IV Noslēgums". Rejected: "2024. gada pārskats".
NUMBERED = re.compile(
    r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[^\W\d_])|\s*[IVX]{1,5}\.?\s+(?=[^\W\d_])"
)
# Accepted: "---\ntitle: Plāns\n---\n", "+++\n…\n+++\n". Rejected: "---\n" (a rule).
_FRONT = re.compile(r"\A(?P<mark>---|\+\+\+)[ \t]*\n(?P<matter>.*?)\n(?P=mark)[ \t]*(?:\n|\Z)", re.DOTALL)
# Accepted: 'title = "Plāns"', "title: Plāns". Rejected: "subtitle: Plāns".
_FIELD = re.compile(r"^(?P<name>title|keywords|language|lang|author)\s*[:=]\s*(?P<value>.+)$", re.MULTILINE)


def convert_text(data: bytes) -> Converted:
    """Return a plain text: paragraphs between empty lines, or one a line where lines run long."""
    decoded = decode(data)
    page = Page("section", 1, "", tuple(_text_blocks(decoded.text)))
    return Converted((page,), {}, TEXT, decoded.notes)


def convert_markdown(data: bytes) -> Converted:
    """Return a Markdown text (CommonMark with tables); front matter goes into the metadata."""
    from markdown_it import MarkdownIt

    decoded = decode(data)
    front = _FRONT.match(decoded.text)
    text = decoded.text[front.end() :] if front else decoded.text
    parser = MarkdownIt("commonmark").enable("table")
    # A footnote is no link definition: those vanish from the text.
    tokens = parser.parse(text.replace("[^", "\\[^"))
    page = Page("section", 1, "", tuple(_markdown_blocks(tokens)))
    metadata = _front_matter(front["matter"]) if front else {}
    return Converted((page,), metadata, MARKDOWN, decoded.notes)


def heading_depth(text: str) -> int:
    """Return how deep a heading's number is: 2 for "1.2. Mobilitāte", 0 without a number."""
    match = NUMBERED.match(text)
    if match is None:
        return 0
    return match["number"].count(".") + 1 if match["number"] else 1


def _text_blocks(text: str) -> Iterator[Block]:
    lines = text.replace("\f", "\n\n").split("\n")
    wrapped = max(map(len, lines), default=0) <= _WRAPPED
    held: list[str] = []
    alone = True  # nothing but empty lines since the last block
    for line in [*lines, ""]:
        if not line.strip():
            yield from _paragraph(held, alone=alone)
            held, alone = [], True
        elif held and (not wrapped or BULLET.match(line)):
            yield from _paragraph(held, alone=False)
            held, alone = [line], False
        else:
            held.append(line)


def _paragraph(lines: Sequence[str], *, alone: bool) -> Iterator[Block]:
    text = "\n".join(line.strip() for line in lines)
    if not text:
        return
    level = _heading_level(text) if alone and len(lines) == 1 else 0
    kind: BlockKind = "heading" if level else "list" if BULLET.match(text) else "paragraph"
    yield Block(text, kind, level)


def _heading_level(line: str) -> int:
    if len(line) > _HEADING or line.endswith((".", ",", ";", ":", "?")) or BULLET.match(line):
        return 0
    depth = heading_depth(line)
    return depth or int(line.isupper() and sum(letter.isalpha() for letter in line) > 3)


def _front_matter(text: str) -> dict[str, str]:
    found = {match["name"]: match["value"].strip().strip("\"'[]") for match in _FIELD.finditer(text)}
    if "lang" in found:
        found.setdefault("language", found.pop("lang"))
    return {name: value for name, value in found.items() if value}


def _markdown_blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    rest = iter(tokens)
    depth = 0  # of lists
    level = 0  # of the heading that is open
    number = ""  # of a list entry; "2021. gada marts" is one to Markdown and must keep its year
    for token in rest:
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "table_open":
            yield from table_blocks(list(_table_rows(rest)), 1)
        elif token.type in {"heading_open", "heading_close"}:
            level = int(token.tag[1]) if token.nesting > 0 else 0
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        for block in _leaf(token, level, listed=depth > 0):
            yield replace(block, text=number + block.text)
            number = ""


def _table_rows(rest: Iterator[Token]) -> Iterator[Row]:
    cells: list[str] = []
    number = 0
    for token in rest:
        if token.type == "table_close":
            return
        if token.type == "inline":
            cells.append(_inline(token.children or ()))
        elif token.type == "tr_close":
            number += 1
            yield Row(number, tuple(cells))
            cells = []


def _leaf(token: Token, level: int, *, listed: bool) -> Iterator[Block]:
    if token.type == "inline":
        kind: BlockKind = "heading" if level else "list" if listed else "paragraph"
        text = _inline(token.children or ()).strip()
        if text:
            yield Block(text, kind, level)
    elif token.type in {"fence", "code_block"} and token.content.strip():
        yield Block(token.content.strip(), "paragraph")
    elif token.type == "html_block":
        yield from html_blocks(token.content)


def _inline(tokens: Iterable[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"} or token.content.lower() in {"<br>", "<br/>", "<br />"}:
            parts.append("\n")
        elif token.type in {"text", "code_inline", "image"}:
            parts.append(token.content)
    return "".join(parts)
