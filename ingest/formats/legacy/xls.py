"""XLS (Excel 5 to 2003) → a page for each visible sheet, with a block for each row; what is hidden stays out.

Read from the format's own records: a spreadsheet library gives values, but not how they are shown.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.formats.copies import WIDEST
from ingest.formats.legacy.compound import Compound
from ingest.formats.legacy.sheet_grid import Merge, SheetGrid
from ingest.formats.legacy.xls_records import BOF, Pieces, Record, decimal, read_records, shared_texts
from ingest.formats.office.number_formats import BUILT_IN, shown
from ingest.formats.tables import sheet_blocks
from ingest.intake import XLS
from ingest.pages import Converted, Page
from search.errors import SourceUnreadable

_EXCEL_97 = 0x0600
_SHEET, _FORMAT, _STYLE, _TEXTS, _PAGE, _DATES, _PASSWORD = 0x85, 0x41E, 0xE0, 0xFC, 0x42, 0x22, 0x2F
_ROW, _COLUMNS, _MERGED, _STRING = 0x208, 0x7D, 0xE5, 0x207
_WORKSHEET = 0
_UTF_16 = 1200  # code page of all files since Excel 97


@dataclass
class _Book:
    """What the workbook says for all of its sheets."""

    is_97: bool
    encoding: str = "cp1252"
    texts: list[str] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=lambda: dict(BUILT_IN))
    styles: list[str] = field(default_factory=list)  # number of the format, by cell style
    from_1904: bool = False
    sheets: list[tuple[int, int, int, str]] = field(default_factory=list)  # place, hidden, kind, name

    def shown(self, number: float, style: int) -> str:
        """Return a number as its cell shows it."""
        key = self.styles[style] if style < len(self.styles) else "0"
        return shown(f"{number:.15g}", self.formats.get(key, "General"), from_1904=self.from_1904)

    def text(self, data: bytes, at: int, size: int) -> str:
        """Return a text whose length stands at `at` in `size` bytes."""
        length = int.from_bytes(data[at : at + size], "little")
        if self.is_97:
            return Pieces((data,), at + size).text(length)
        return data[at + size : at + size + length].decode(self.encoding, "replace")


def convert_xls(compound: Compound) -> Converted:
    """Return the sheets of a workbook. Raises SourceUnreadable for a damaged or protected one."""
    stream = compound.stream("Workbook") or compound.stream("Book") or b""
    try:
        return _converted(stream, compound)
    except (struct.error, IndexError) as error:
        raise _damaged(compound.name, str(error)) from error


def _converted(stream: bytes, compound: Compound) -> Converted:
    book = _book(stream, compound.name)
    pages: list[Page] = []
    notes: list[str] = []
    for number, (place, hidden, kind, name) in enumerate(book.sheets, start=1):
        if hidden:
            notes.append(f"hidden sheet left out: {name}")
            continue
        if kind != _WORKSHEET:
            notes.append(f"sheet without cells left out: {name}")
            continue
        grid = _grid(read_records(stream, place), book)
        pages.append(Page("sheet", number, name, tuple(sheet_blocks(grid.rows()))))
        notes.extend(grid.notes(name))
    return Converted(tuple(pages), compound.metadata(), XLS, tuple(notes))


def _book(stream: bytes, name: str) -> _Book:
    records = read_records(stream, 0)
    first = next(records, None)
    if first is None or first.kind != BOF:
        raise _damaged(name, "it has no workbook")
    book = _Book(is_97=struct.unpack_from("<H", first.data)[0] >= _EXCEL_97)
    for record in records:
        data = record.data
        if record.kind == _PASSWORD:
            raise SourceUnreadable(
                "The file is protected with a password",
                value=name,
                next_step="Save a copy without the password",
            )
        if record.kind == _TEXTS:
            book.texts.extend(shared_texts(record))
        elif record.kind == _FORMAT:
            book.formats[str(data[0] + 256 * data[1])] = book.text(data, 2, 2 if book.is_97 else 1)
        elif record.kind == _STYLE:
            book.styles.append(str(struct.unpack_from("<H", data, 2)[0]))
        elif record.kind in _SAYS:
            _SAYS[record.kind](book, data)
    return book


def _says_sheet(book: _Book, data: bytes) -> None:
    place, hidden, kind = struct.unpack_from("<IBB", data)
    book.sheets.append((place, hidden & 3, kind, book.text(data, 6, 1)))


def _says_encoding(book: _Book, data: bytes) -> None:
    (page,) = struct.unpack_from("<H", data)
    try:
        codecs.lookup(f"cp{page}")
    except LookupError:
        return
    book.encoding = f"cp{page}"


def _says_dates(book: _Book, data: bytes) -> None:
    book.from_1904 = data[:1] == b"\x01"


_SAYS: dict[int, Callable[[_Book, bytes], None]] = {
    _SHEET: _says_sheet,
    _PAGE: _says_encoding,
    _DATES: _says_dates,
}


def _grid(records: Iterator[Record], book: _Book) -> SheetGrid:
    grid = SheetGrid()
    waiting: tuple[int, int] | None = None  # cell of a formula whose text comes next
    for record in records:
        if record.kind in _CELLS:
            row, at = struct.unpack_from("<HH", record.data)
            for place, text in enumerate(_CELLS[record.kind](record, book), start=at):
                _put(grid, row, place, text)
            waiting = (row, at) if record.kind in _FORMULAS else None
        elif record.kind == _STRING and waiting:
            _put(grid, *waiting, _long_text(record, book))
        elif record.kind in _LAYOUT:
            _LAYOUT[record.kind](grid, record.data)
    return grid


def _says_row(grid: SheetGrid, data: bytes) -> None:
    if data[12] & 0x20:
        grid.hidden_rows.add(1 + data[0] + 256 * data[1])


def _says_columns(grid: SheetGrid, data: bytes) -> None:
    first, last, _, _, options = struct.unpack_from("<5H", data)
    if options & 1:
        grid.hidden_columns.update(range(first, min(last, WIDEST - 1) + 1))


def _says_merged(grid: SheetGrid, data: bytes) -> None:
    for at in range(2, len(data) - 7, 8):
        top, bottom, left, right = struct.unpack_from("<4H", data, at)
        grid.merges.append(Merge(top + 1, left, bottom + 1, right))


_LAYOUT: dict[int, Callable[[SheetGrid, bytes], None]] = {
    _ROW: _says_row,
    _COLUMNS: _says_columns,
    _MERGED: _says_merged,
}


def _put(grid: SheetGrid, row: int, at: int, text: str) -> None:
    if text.strip() and at < WIDEST:
        grid.cells.setdefault(row + 1, {})[at] = text.strip()


def _long_text(record: Record, book: _Book) -> str:
    if not book.is_97:
        return book.text(record.data, 0, 2)
    pieces = Pieces(record.pieces)
    return pieces.text(pieces.number(2))


def _shared(record: Record, book: _Book) -> Iterator[str]:
    (place,) = struct.unpack_from("<I", record.data, 6)
    yield book.texts[place] if place < len(book.texts) else ""


def _label(record: Record, book: _Book) -> Iterator[str]:
    yield book.text(record.data, 6, 2)


def _number(record: Record, book: _Book) -> Iterator[str]:
    style, number = struct.unpack_from("<Hd", record.data, 4)
    yield book.shown(number, style)


def _packed(record: Record, book: _Book) -> Iterator[str]:
    """Yield one number, or those of several cells side by side."""
    for at in range(4, len(record.data) - 5, 6):
        style, packed = struct.unpack_from("<HI", record.data, at)
        yield book.shown(decimal(packed), style)


def _truth(record: Record, book: _Book) -> Iterator[str]:
    yield _said(record.data[6]) if not record.data[7] else ""  # an error is no text for a reader


def _formula(record: Record, book: _Book) -> Iterator[str]:
    data = record.data
    if data[12:14] != b"\xff\xff":
        yield from _number(record, book)
    else:
        yield _said(data[8]) if data[6] == 1 else ""


def _said(truth: int) -> str:
    return "Jā" if truth else "Nē"


_FORMULAS = frozenset({0x06, 0x406})
_CELLS: dict[int, Callable[[Record, _Book], Iterator[str]]] = {
    0xFD: _shared, 0x204: _label, 0xD6: _label, 0x203: _number, 0x27E: _packed, 0xBD: _packed,
    0x205: _truth, 0x06: _formula, 0x406: _formula,
}  # fmt: skip


def _damaged(name: str, why: str) -> SourceUnreadable:
    return SourceUnreadable(
        "The file is damaged: its cells cannot be read",
        value=f"{name} ({why})",
        next_step="Open it in LibreOffice and save it as XLSX",
    )
