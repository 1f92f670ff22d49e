"""DOCX → one "section" page: headings by style or outline, numbered lists with their numbers, table rows.

Read from the format's own XML: the ready converter drops no-break hyphens ("LV-1010"), tabs, automatic
numbers and every paragraph that a text box hangs on. Deleted and hidden text, headers and footers stay out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.formats.office.docx_styles import (
    Numbering,
    Style,
    Styles,
    heading_level,
    is_on,
    list_place,
    read_numbering,
    read_styles,
)
from ingest.formats.office.package import DEPTH, Package, check_depth, whole
from ingest.formats.outline import promote_bold
from ingest.formats.tables import Row, table_blocks
from ingest.pages import CONTENTS, Block, BlockKind, Converted, Page

_LEFT_OUT = frozenset(
    "del moveFrom delText instrText Fallback pPr rPr tblPr tblGrid sdtPr sdtEndPr sectPr".split()
)
_LETTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-"}
_CALLS = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_CONTAINERS = frozenset("sdt sdtContent customXml ins moveTo".split())


@dataclass
class _Reader:
    """What is known while a document is read from top to bottom."""

    name: str
    styles: Styles
    numbering: Numbering
    blocks: list[Block] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)  # places of blocks that are bold throughout
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)  # by part and id, not told yet
    called: list[tuple[str, str]] = field(default_factory=list)  # notes, since the last ones told


def convert_docx(package: Package, media_type: str) -> Converted:
    """Return the text of a document. Raises SourceUnreadable when its main part is damaged or missing."""
    path, root = package.main_part("word/document.xml", "document text")
    body = root.find("body")
    if body is None:
        raise package.lacks("document text")
    parts = package.by_type(path)
    reader = _Reader(
        package.name,
        read_styles(package.part(parts.get("styles", "word/styles.xml"))),
        read_numbering(package.part(parts.get("numbering", "word/numbering.xml"))),
    )
    for kind in ("footnote", "endnote"):
        notes = package.part(parts[f"{kind}s"]) if f"{kind}s" in parts else None
        for note in notes if notes is not None else ():
            if note.get("type", "normal") == "normal":
                reader.notes[kind, note.get("id", "")] = note
    _read(body, reader, 0)
    _read_notes([*reader.called, *reader.notes], reader)
    promote_bold(reader.blocks, reader.bold)
    furniture = any(one.tag in {"headerReference", "footerReference"} for one in body.iter())
    page = Page("section", 1, "", tuple(reader.blocks))
    left_out = ("page headers and footers left out",) if furniture else ()
    return Converted((page,), package.metadata(), media_type, left_out)


def _read(container: Element, reader: _Reader, depth: int) -> None:
    check_depth(depth, reader.name)
    for child in container:
        if child.tag == "p":
            _paragraph(child, reader, depth)
        elif child.tag == "tbl":
            _table(child, reader, depth)
        elif child.tag in _CONTAINERS:
            _read(child, reader, depth + 1)


def _read_notes(called: Iterable[tuple[str, str]], reader: _Reader) -> None:
    """Tell notes at the end of the section that calls them, each once."""
    start = len(reader.blocks)
    for key in called:
        note = reader.notes.pop(key, None)
        if note is not None:
            _read(note, reader, 0)
    reader.called.clear()
    reader.bold.difference_update(range(start, len(reader.blocks)))


def _paragraph(paragraph: Element, reader: _Reader, depth: int) -> None:
    boxes: list[Element] = []
    properties = paragraph.find("pPr")
    style = _style(properties, reader)
    own = heading_level(properties)
    level = style.level if own is None else own
    number = _list_number(properties, style, reader)
    if level:
        _read_notes(list(reader.called), reader)
    text = "".join(_pieces(paragraph, boxes, depth, reader)).strip()
    if style.contents and text:
        reader.blocks.append(Block(text, "paragraph", lost=CONTENTS))
    elif text:
        kind: BlockKind = "heading" if level else "paragraph" if number is None else "list"
        if kind != "heading" and _is_bold(paragraph, bold=style.bold):
            reader.bold.add(len(reader.blocks))
        reader.blocks.append(Block(f"{number} {text}" if number else text, kind, level))
    for box in boxes:
        _read(box, reader, depth + 1)


def _style(properties: Element | None, reader: _Reader) -> Style:
    named = None if properties is None else properties.find("pStyle")
    return reader.styles.get("" if named is None else named.get("val", ""), Style())


def _list_number(properties: Element | None, style: Style, reader: _Reader) -> str | None:
    list_id, level = list_place(properties) or (style.list_id, style.list_level)
    return reader.numbering.next(list_id or style.list_id, level)


def _pieces(element: Element, boxes: list[Element], depth: int, reader: _Reader) -> Iterator[str]:
    """Yield the visible text of a paragraph; text boxes that hang on it are put aside."""
    check_depth(depth, reader.name)
    for child in element:
        if child.tag == "t":
            yield child.text or ""
        elif child.tag in _LETTERS:
            yield _LETTERS[child.tag]
        elif child.tag == "txbxContent":
            boxes.append(child)
        elif child.tag in _CALLS:
            reader.called.append((_CALLS[child.tag], child.get("id", "")))
        elif child.tag not in _LEFT_OUT and not (child.tag == "r" and is_on(child.find("rPr"), "vanish")):
            yield from _pieces(child, boxes, depth + 1, reader)


def _is_bold(paragraph: Element, *, bold: bool) -> bool:
    runs = [run for run in paragraph.iter("r") if any((text.text or "").strip() for text in run.iter("t"))]
    said = (is_on(run.find("rPr"), "b") for run in runs)
    return bool(runs) and all(bold if one is None else one for one in said)


def _table(table: Element, reader: _Reader, depth: int) -> None:
    lines = [row for row in _within(table, "tr") if row.find("trPr/del") is None]
    if len(lines) < 2 or all(len(list(_within(row, "tc"))) < 2 for row in lines):
        for cell in (cell for row in lines for cell in _within(row, "tc")):
            _read(cell, reader, depth + 1)  # a frame around text, not a table
        return
    headers = 0
    while headers < len(lines) and is_on(lines[headers].find("trPr"), "tblHeader"):
        headers += 1
    above: dict[int, str] = {}
    rows = []
    for number, line in enumerate(lines, start=1):
        row, above = _row(number, line, above, reader, depth + 1)
        rows.append(row)
    blocks = table_blocks(rows, headers or None, pairs=not headers and _names_rows(lines))
    reader.blocks.extend(blocks)


def _row(
    number: int, line: Element, above: dict[int, str], reader: _Reader, depth: int
) -> tuple[Row, dict[int, str]]:
    """Return a row, and the texts of the cells that may reach into the next one."""
    before = line.find("trPr/gridBefore")
    texts: list[str] = [""] * (0 if before is None else min(whole(before.get("val")), DEPTH))
    covered: set[int] = set()
    reaching: dict[int, str] = {}
    for cell in _within(line, "tc"):
        merge, span = cell.find("tcPr/vMerge"), cell.find("tcPr/gridSpan")
        width = max(1, 1 if span is None else min(whole(span.get("val"), 1), DEPTH))
        text = " ".join(_cell_texts(cell, reader, depth))
        at = len(texts)
        if merge is not None and merge.get("val", "continue") != "restart":
            text = above.get(at, text)
        if merge is not None:
            reaching[at] = text
        covered.update(range(at + 1, at + width))
        texts.extend([text] * width)
    return Row(number, tuple(texts), frozenset(covered)), reaching


def _cell_texts(cell: Element, reader: _Reader, depth: int) -> Iterator[str]:
    check_depth(depth, reader.name)
    for child in cell:
        if child.tag == "p":
            boxes: list[Element] = []
            properties = child.find("pPr")
            number = _list_number(properties, _style(properties, reader), reader)
            text = "".join(_pieces(child, boxes, depth, reader)).strip()
            if text or number:
                yield f"{number} {text}".strip() if number else text
            for box in boxes:
                yield from _cell_texts(box, reader, depth + 1)
        elif child.tag not in _LEFT_OUT:
            yield from _cell_texts(child, reader, depth + 1)


def _names_rows(lines: list[Element]) -> bool:
    """Say whether a table of two columns has names in bold on the left and values on the right."""
    cells = [list(_within(line, "tc")) for line in lines]
    if any(len(row) != 2 for row in cells):
        return False
    left, right = ([_is_bold(row[at], bold=False) for row in cells] for at in (0, 1))
    return all(left) and not all(right)


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or cells of a row, also those in content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _within(child, tag)
