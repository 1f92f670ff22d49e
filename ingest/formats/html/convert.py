"""HTML → one "section" page with the main text; menus, banners, headers, footers and hidden text stay out.

The ready converter keeps footers and cookie banners and drops text outside paragraphs; so the tree is read
by ourselves: what is furniture is cut, the main part is chosen (`html.main`), lines that portals put around
every article are taken out of it (`portal`), and it is told as blocks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.decoding import decode
from ingest.formats.html import portal
from ingest.formats.html.main import cut_furniture, main_part
from ingest.formats.html.title import page_title
from ingest.formats.html.tree import Node, parse_html
from ingest.formats.tables import Row, table_blocks
from ingest.intake import HTML
from ingest.pages import Block, BlockKind, Converted, Page

_SPAN = 50  # columns or rows that a cell may be merged over
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure form header html"
    " main ol p pre section summary ul document caption legend hr".split()
)
_METADATA = {"keywords": "keywords", "description": "description", "author": "author", "dc.title": "title"}


@dataclass
class _Telling:
    """The blocks told so far and the text of the one that is being told."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    number: str = ""  # of the list entry whose text comes next

    def end(self, kind: BlockKind = "paragraph", level: int = 0) -> None:
        lines = [" ".join(line.split()) for line in "".join(self.parts).split("\n")]
        self.parts = []
        # Two line breaks in a row part paragraphs on pages that know no <p>.
        for text in re.split(r"\n{2,}", "\n".join(lines).strip("\n")):
            if text.strip():
                self.blocks.append(Block(self.number + text.strip(), kind, level))
                self.number = ""


def convert_html(data: bytes) -> Converted:
    """Return the main text of a web page with its title, keywords and language."""
    decoded = decode(data, declared=True)
    root = parse_html(decoded.text)
    metadata = _metadata(root)
    left_out = cut_furniture(root)
    main = main_part(root)
    lines = portal.cut_portal_lines(main)
    told = _Telling()
    _tell(main, told)
    told.end()
    if "title" in metadata:
        metadata["title"] = page_title(metadata["title"], told.blocks)
    notes = decoded.notes + ((f"{left_out} menus, banners and the like left out",) if left_out else ())
    notes += portal.told(lines)
    return Converted((Page("section", 1, "", tuple(told.blocks)),), metadata, HTML, notes)


def html_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a piece of HTML, such as one that stands in Markdown."""
    told = _Telling()
    _tell(parse_html(text), told)
    told.end()
    return tuple(told.blocks)


def _metadata(root: Node) -> dict[str, str]:
    metadata: dict[str, str] = {}
    for node in root.find("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property", "")).lower()
        value = " ".join(node.attributes.get("content", "").split())
        if name in _METADATA and value:
            metadata.setdefault(_METADATA[name], value)
    for node in root.find("title")[:1]:
        metadata["title"] = node.text()
    for node in root.find("html")[:1]:
        metadata["language"] = node.attributes.get("lang", "")
    return {name: value for name, value in metadata.items() if value}


def _tell(node: Node, told: _Telling, kind: BlockKind = "paragraph") -> None:
    number = _whole(node, "start", 1) - 1
    for child in node.children:
        if isinstance(child, str):
            told.parts.append(child if node.tag == "pre" else child.replace("\n", " "))
        elif child.tag == "br":
            told.parts.append("\n")
        elif child.tag in _HEADINGS:
            told.end(kind)
            _tell_inline(child, told)
            told.end("heading", _HEADINGS[child.tag])
        elif child.tag == "table":
            told.end(kind)
            _tell_table(child, told)
        elif child.tag == "li":
            told.end(kind)
            number += 1
            told.number = f"{number}. " if node.tag == "ol" else ""
            _tell(child, told, "list")
            told.end("list")
        elif child.tag in _BLOCKS:
            told.end(kind)
            _tell(child, told, kind)
            told.end(kind)
        else:
            _tell(child, told, kind)


def _tell_inline(node: Node, told: _Telling) -> None:
    told.parts.append(node.text())


def _tell_table(table: Node, told: _Telling) -> None:
    lines = list(_own_rows(table))
    cells = [[one for one in line.elements() if one.tag in {"td", "th"}] for line in lines]
    layout = table.find("table", "h1", "h2", "h3", "h4") or all(len(row) < 2 for row in cells)
    if layout or table.attributes.get("role") in {"presentation", "none"}:
        for cell in (cell for row in cells for cell in row):
            _tell(cell, told)
            told.end()
        return
    for caption in table.find("caption")[:1]:
        _tell_inline(caption, told)
        told.end()
    named = [bool(row) and all(cell.tag == "th" for cell in row) for row in cells]
    headers = next((at for at, is_named in enumerate(named) if not is_named), len(named))
    pairs = all(len(row) == 2 and row[0].tag == "th" and row[1].tag == "td" for row in cells)
    told.blocks.extend(table_blocks(list(_rows(cells)), headers or None, pairs=pairs))


def _own_rows(table: Node) -> Iterator[Node]:
    for child in table.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _own_rows(child)


def _rows(cells: list[list[Node]]) -> Iterator[Row]:
    """Yield the rows with merged cells filled in."""
    reaching: dict[int, tuple[int, str, bool]] = {}  # column → further rows, text, covered from the left
    for number, row in enumerate(cells, start=1):
        texts: dict[int, str] = {}
        covered: set[int] = set()
        for at, (left, text, joined) in list(reaching.items()):
            texts[at] = text
            covered |= {at} if joined else set()
            reaching[at] = (left - 1, text, joined)
        at = 0
        for cell in row:
            while at in texts:
                at += 1
            text = cell.text()
            down = _span(cell, "rowspan") - 1
            for place in range(at, at + _span(cell, "colspan")):
                texts[place] = text
                covered |= {place} if place > at else set()
                reaching[place] = (down, text, place > at)
        reaching = {at: one for at, one in reaching.items() if one[0] > 0}
        width = 1 + max(texts, default=-1)
        yield Row(number, tuple(texts.get(at, "") for at in range(width)), frozenset(covered))


def _span(cell: Node, name: str) -> int:
    return max(1, min(_whole(cell, name, 1), _SPAN))


def _whole(node: Node, name: str, default: int) -> int:
    value = node.attributes.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else default
