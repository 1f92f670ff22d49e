"""A slide of a PPT → its shapes with text, in reading order; tables among them as rows.

Goes in: the records of a slide, and the texts that the document keeps for it. Hidden shapes, dates, footers
and slide numbers stay out. Knows no presentation and no block.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.formats.legacy.ppt_records import Record
from ingest.formats.office.package import check_depth
from ingest.formats.tables import Row

_TEXT_KIND, _WIDE_TEXT, _TEXT, _OUTLINE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
_DRAWING, _DRAWINGS, _GROUP, _SHAPE = 0x040C, 0xF002, 0xF003, 0xF004
_SHAPE_TEXT, _SHAPE_DATA, _PLACEHOLDER = 0xF00D, 0xF011, 0x0BC3
_ANCHOR, _INNER_ANCHOR = 0xF010, 0xF00F
_RUNNING = frozenset({7, 8, 9, 10})  # placeholders of date, slide number, footer, header
_TABLE, _HIDES = 0x039F, 0x03BF  # properties of a shape
_IS_HIDDEN = 0x20002
_OTHER = 4  # kind of text that is no placeholder's
_BAND = (
    126  # of 576 to the inch, about half a centimetre: shapes whose tops differ by less stand side by side
)
_MOST_ROWS = 75  # and columns, of a table

Text = tuple[int, str]  # its kind, and what it says
Texts = dict[int, Text]  # by number; each is told once


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with its upper left corner, kind of text and text; `rows` are those of a table."""

    top: int
    left: int
    kind: int
    text: str
    rows: tuple[Row, ...] = ()


@dataclass
class Slide:
    """What is read from one slide, and whether something on it was left out."""

    name: str  # of the file, for messages
    outline: Texts
    running: bool = False
    hidden: bool = False

    def shapes(self, record: Record) -> list[Shape]:
        """Return the shapes with text of a slide or its notes, in reading order."""
        drawing = record.first(_DRAWING)
        drawings = drawing.first(_DRAWINGS) if drawing else None
        group = drawings.first(_GROUP) if drawings else None
        return list(self._shapes(group, 0)) if group else []

    def _shapes(self, group: Record, depth: int) -> Iterator[Shape]:
        """Yield the shapes of a group; its first record is the group itself."""
        check_depth(depth, self.name)
        found: list[list[Shape]] = []
        for at, one in enumerate(group.children()):
            if one.kind == _GROUP:
                found.extend(self._group(one, depth + 1))
            elif one.kind == _SHAPE and at:
                found.extend([shape] for shape in self._shape(one))
        yield from _ordered(found)

    def _group(self, group: Record, depth: int) -> Iterator[list[Shape]]:
        """Yield the shapes of a group within another, which stay together, or the table that it is."""
        itself = next(group.children(), None)
        if itself is None:
            return
        top, left = _place(itself)
        rows = self._table(group) if itself.options().get(_TABLE, 0) & 1 else ()
        inner = [Shape(top, left, _OTHER, "", rows)] if rows else list(self._shapes(group, depth))
        if inner:
            yield [replace(inner[0], top=top, left=left), *inner[1:]]

    def _shape(self, record: Record) -> Iterator[Shape]:
        """Yield a shape with text for readers, and remember what was left out."""
        texts = self._own_texts(record)
        if not any(text.strip() for _, text in texts):
            return
        data = record.first(_SHAPE_DATA)
        holder = data.first(_PLACEHOLDER) if data else None
        if holder and len(holder.data) > 4 and holder.data[4] in _RUNNING:
            self.running = True
        elif record.options().get(_HIDES, 0) & _IS_HIDDEN == _IS_HIDDEN:
            self.hidden = True
        else:
            top, left = _place(record)
            yield from (Shape(top, left, kind, text) for kind, text in texts)

    def _own_texts(self, record: Record) -> list[Text]:
        box = record.first(_SHAPE_TEXT)
        if box is None:
            return []
        children = list(box.children())
        named = next((one for one in children if one.kind == _OUTLINE), None)
        if named is None:
            return read_texts(children)
        kept = self.outline.pop(int.from_bytes(named.data[:4], "little"), None)
        return [kept] if kept else []

    def _table(self, table: Record) -> tuple[Row, ...]:
        """Return the rows of a table, whose cells are shapes; columns and rows are told by their edges."""
        cells = [cell for one in table.children() for cell in self._cell(one)]
        lefts = sorted({cell.left for cell in cells})
        tops = sorted({cell.top for cell in cells})
        if max(len(lefts), len(tops)) > _MOST_ROWS:
            return ()
        rows = []
        for number, line in enumerate(tops, start=1):
            texts = [""] * len(lefts)
            covered: set[int] = set()
            for cell in cells:
                if cell.top <= line < cell.bottom or cell.top == line:
                    reach = [at for at, column in enumerate(lefts) if cell.left <= column < cell.right]
                    texts = [cell.text if at in reach else text for at, text in enumerate(texts)]
                    covered.update(reach[1:])
            rows.append(Row(number, tuple(texts), frozenset(covered)))
        return tuple(rows)

    def _cell(self, record: Record) -> Iterator[_Cell]:
        anchor = record.first(_INNER_ANCHOR) if record.kind == _SHAPE else None
        if anchor is None or record.first(_SHAPE_TEXT) is None or len(anchor.data) < 16:
            return
        text = " ".join(line for _, text in self._own_texts(record) for line in lines_of(text))
        left, top, right, bottom = struct.unpack_from("<4i", anchor.data)
        yield _Cell(left, top, right, bottom, text)


@dataclass(frozen=True, slots=True)
class _Cell:
    left: int
    top: int
    right: int
    bottom: int
    text: str


def read_texts(records: Iterable[Record]) -> list[Text]:
    """Return the texts that stand one behind the other."""
    found: list[Text] = []
    for one in records:
        if one.kind == _TEXT_KIND:
            found.append((int.from_bytes(one.data[:4], "little"), ""))
        elif one.kind in {_WIDE_TEXT, _TEXT} and found:
            encoding = "utf-16-le" if one.kind == _WIDE_TEXT else "latin-1"
            found[-1] = (found[-1][0], found[-1][1] + bytes(one.data).decode(encoding, "replace"))
    return found


def lines_of(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, without empty ones."""
    for line in text.split("\r"):
        shown = line.replace("\v", "\n").strip(" \t\n\0")
        if shown:
            yield shown


def _ordered(found: list[list[Shape]]) -> Iterator[Shape]:
    bands: list[list[list[Shape]]] = []
    for shapes in sorted(found, key=lambda shapes: shapes[0].top):
        if bands and shapes[0].top - bands[-1][0][0].top <= _BAND:
            bands[-1].append(shapes)
        else:
            bands.append([shapes])
    for band in bands:
        for shapes in sorted(band, key=lambda shapes: shapes[0].left):
            yield from shapes


def _place(record: Record) -> tuple[int, int]:
    """Return top and left of a shape."""
    anchor, inner = record.first(_ANCHOR), record.first(_INNER_ANCHOR)
    if anchor is not None and len(anchor.data) >= 8:
        return struct.unpack_from("<ii" if len(anchor.data) >= 16 else "<hh", anchor.data)
    if inner is not None and len(inner.data) >= 16:
        left, top = struct.unpack_from("<ii", inner.data)
        return top, left
    return 0, 0
