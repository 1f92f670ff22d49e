"""Text of OpenDocument → blocks: headings, paragraphs, list entries with their numbers, tables, text boxes.

Goes in: an element that holds text, and a Reader that gathers the blocks. Serves text documents and what
stands in cells and boxes of sheets. Knows no file and no sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from ingest.formats.odf.inline import BOXES, COMMENTS, DELETED, Reader, is_bold, is_hidden, paragraph_text
from ingest.formats.odf.styles import MOST_LEVEL, Style
from ingest.formats.odf.tables import Grid, Line, lines
from ingest.formats.office.package import check_depth, whole
from ingest.formats.tables import Row, table_blocks
from ingest.pages import CONTENTS, Block, BlockKind

_CONTAINERS = BOXES | frozenset(
    "text-box shapes a section index-body index-title illustration-index table-index object-index user-index"
    " alphabetical-index bibliography".split()
)


@dataclass
class _Entry:
    """An entry of a list, whose first paragraph gets the number."""

    counts: list[int]
    style: str
    level: int
    start: int | None = None
    said: str = ""  # the number as the file prints it
    due: bool = True


def read_text(container: Element, reader: Reader, depth: int = 0) -> None:
    """Add the blocks of what stands in `container`. Raises SourceUnreadable where it nests too deep."""
    _read(container, reader, depth, None)


def read_notes(reader: Reader) -> None:
    """Add the footnotes called since the last time, as at the end of the section that calls them."""
    start = len(reader.blocks)
    while reader.notes:  # grows where a note has notes
        notes, reader.notes[:] = list(reader.notes), []
        for note in notes:
            read_text(note, reader)
    reader.bold.difference_update(range(start, len(reader.blocks)))


def _read(container: Element, reader: Reader, depth: int, entry: _Entry | None) -> None:
    check_depth(depth, reader.name)
    for child in container:
        read = _READERS.get(child.tag)
        if read is not None and not is_hidden(child, reader):
            read(child, reader, depth + 1, entry)


def _paragraph(paragraph: Element, reader: Reader, depth: int, entry: _Entry | None) -> None:
    style = reader.styles.of("paragraph", paragraph.get("style-name"))
    level = style.level
    if paragraph.tag == "h":
        level = min(max(1, whole(paragraph.get("outline-level"), 1)), MOST_LEVEL)
    number = _number(paragraph, style, reader, entry)
    boxes: list[Element] = []
    if level and not reader.in_cell:
        read_notes(reader)
    text = paragraph_text(paragraph, reader, boxes, depth)
    if text:
        kind: BlockKind = "heading" if level else "list" if entry else "paragraph"
        if kind != "heading" and not reader.in_cell and is_bold(paragraph, reader):
            reader.bold.add(len(reader.blocks))
        reader.blocks.append(Block(f"{number} {text}" if number else text, kind, level))
    for box in boxes:
        _read(box, reader, depth + 1, None)


def _number(paragraph: Element, style: Style, reader: Reader, entry: _Entry | None) -> str:
    """Count a paragraph and return what is printed before it, as the file says or as we count."""
    said = " ".join((paragraph.findtext("number") or "").split())
    counted = ""
    if entry is not None:
        if entry.due:
            counted = reader.lists.number(entry.counts, entry.style, entry.level, entry.start)
            said = said or entry.said
        entry.due = False
    elif paragraph.tag == "h" and style.list_name is None and paragraph.get("is-list-header") != "true":
        level = max(1, whole(paragraph.get("outline-level"), 1))
        restarts = paragraph.get("restart-numbering") == "true"
        start = whole(paragraph.get("start-value"), 1) if restarts else None
        counted = reader.lists.heading_number(level, start)
    return said or counted


def _list(element: Element, reader: Reader, depth: int, above: _Entry | None) -> None:
    style = element.get("style-name") or (above.style if above else "") or _style_of_first(element, reader)
    counts = above.counts if above else reader.lists.opened(element, style)
    level = above.level + 1 if above else 0
    for one in element:
        if one.tag in {"list-item", "list-header"}:
            start = whole(one.get("start-value")) if "start-value" in one.attrib else None
            said = " ".join((one.findtext("number") or "").split())
            _read(one, reader, depth, _Entry(counts, style, level, start, said, one.tag == "list-item"))


def _style_of_first(element: Element, reader: Reader) -> str:
    """Return the list style that the first paragraph of a list brings along."""
    first = element.find("list-item/p")
    return "" if first is None else reader.styles.of("paragraph", first.get("style-name")).list_name or ""


def _numbered(element: Element, reader: Reader, depth: int, _: _Entry | None) -> None:
    style = element.get("style-name", "")
    counts = reader.lists.opened(element, style)
    said = " ".join((element.findtext("number") or "").split())
    level = max(1, whole(element.get("level"), 1)) - 1
    _read(element, reader, depth, _Entry(counts, style, level, said=said))


def _table(table: Element, reader: Reader, depth: int, _: _Entry | None) -> None:
    rows = list(lines(table, reader.name))
    if reader.in_cell or len(rows) < 2 or all(row.width < 2 for row in rows):
        for cell in (cell for row in rows for cell in row.cells):
            _read(cell, reader, depth, None)  # a frame around text, not a table
        return
    grid = Grid(lambda cell: _cell_text(cell, reader, depth), reader.copies)
    told: list[Row] = []
    headers = 0
    number = 1
    for line in rows:
        texts, joined = grid.row(number, line)
        if grid.own:
            cells = tuple(texts.get(at, "") for at in range(1 + max(texts)))
            times = reader.copies.rows(line.times, list(texts.values()))
            told.extend(Row(number + copy, cells, joined) for copy in range(times))
            headers += times if line.header else 0
        number += line.times
    pairs = not headers and _names_rows(rows, reader)
    reader.blocks.extend(table_blocks(told, headers or None, pairs=pairs))


def _cell_text(cell: Element, reader: Reader, depth: int) -> str:
    inner = replace(reader, blocks=[], bold=set(), in_cell=True)
    _read(cell, inner, depth, None)
    return " ".join(block.text for block in inner.blocks)


def _names_rows(rows: list[Line], reader: Reader) -> bool:
    """Say whether a table of two columns has names in bold on the left and values on the right."""
    cells = [list(row.cells) for row in rows]
    if any(len(row) != 2 for row in cells):
        return False
    left, right = ([is_bold(row[at], reader) for row in cells] for at in (0, 1))
    return all(left) and not all(right)


def _contents(element: Element, reader: Reader, depth: int, _: _Entry | None) -> None:
    """Add a table of contents as lost: it only says the headings again."""
    start = len(reader.blocks)
    _read(element, reader, depth, None)
    told = (Block(block.text, "paragraph", lost=CONTENTS) for block in reader.blocks[start:])
    reader.blocks[start:] = list(told)
    reader.bold.difference_update(range(start, len(reader.blocks)))


def _note_deletions(changes: Element, reader: Reader, _depth: int, _: _Entry | None) -> None:
    deleted = changes.iterfind("changed-region/deletion")
    if any(text.strip() for one in deleted for p in one.iter("p") for text in p.itertext()):
        reader.left_out.add(DELETED)


def _note_comment(_comment: Element, reader: Reader, _depth: int, _: _Entry | None) -> None:
    reader.left_out.add(COMMENTS)


_READERS: dict[str, Callable[[Element, Reader, int, _Entry | None], None]] = {
    "p": _paragraph,
    "h": _paragraph,
    "list": _list,
    "numbered-paragraph": _numbered,
    "table": _table,
    "tracked-changes": _note_deletions,
    "annotation": _note_comment,
    "table-of-content": _contents,
    **dict.fromkeys(_CONTAINERS, _read),
}
