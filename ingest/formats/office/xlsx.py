"""XLSX → a page for each visible sheet, with a block for each row; hidden sheets, columns and rows stay out.

Read from the format's own XML: a spreadsheet library gives values, but neither what is hidden nor how a
number is shown, and figures must read as their author printed them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.formats.copies import WIDEST
from ingest.formats.legacy.sheet_grid import Merge, SheetGrid
from ingest.formats.office.number_formats import BUILT_IN, ERRORS, shown
from ingest.formats.office.package import Package, unescaped, whole
from ingest.formats.tables import sheet_blocks
from ingest.pages import Converted, Page


@dataclass(frozen=True, slots=True)
class _Book:
    texts: tuple[str, ...]
    formats: tuple[str, ...]  # by cell style
    from_1904: bool


def convert_xlsx(package: Package, media_type: str) -> Converted:
    """Return the sheets of a workbook. Raises SourceUnreadable when a part is damaged or missing."""
    path, root = package.main_part("xl/workbook.xml", "workbook")
    by_type, by_id = package.by_type(path), package.related(path)
    properties = root.find("workbookPr")
    book = _Book(
        texts=tuple(_shared_texts(package.part(by_type.get("sharedStrings", "xl/sharedStrings.xml")))),
        formats=tuple(_formats(package.part(by_type.get("styles", "xl/styles.xml")))),
        from_1904=properties is not None and properties.get("date1904") in {"1", "true"},
    )
    pages: list[Page] = []
    notes: list[str] = []
    for number, sheet in enumerate(root.iterfind("sheets/sheet"), start=1):
        name = sheet.get("name", "")
        if sheet.get("state", "visible") != "visible":
            notes.append(f"hidden sheet left out: {name}")
            continue
        part = package.part(by_id.get(sheet.get("id", ""), ""))
        if part is None or part.tag != "worksheet":
            notes.append(f"sheet without cells left out: {name}")
            continue
        grid = _grid(part, book)
        pages.append(Page("sheet", number, name, tuple(sheet_blocks(grid.rows()))))
        notes.extend(grid.notes(name))
    return Converted(tuple(pages), package.metadata(), media_type, tuple(notes))


def _shared_texts(root: Element | None) -> Iterator[str]:
    for entry in root if root is not None else ():
        yield _rich_text(entry)


def _rich_text(entry: Element) -> str:
    """Return the text of plain or styled runs, without the phonetic ones."""
    parts = [one.text or "" for one in entry.iterfind("t")]
    parts += [one.text or "" for one in entry.iterfind("r/t")]
    return unescaped("".join(parts))


def _formats(root: Element | None) -> Iterator[str]:
    if root is None:
        return
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iterfind("numFmts/numFmt")}
    for style in root.iterfind("cellXfs/xf"):
        key = style.get("numFmtId", "0")
        yield own.get(key) or BUILT_IN.get(key, "General")


def _hidden_columns(sheet: Element) -> set[int]:
    hidden: set[int] = set()
    for column in sheet.iterfind("cols/col"):
        if column.get("hidden") in {"1", "true"} or column.get("width") in {"0", "0.0"}:
            first, last = whole(column.get("min"), 1), whole(column.get("max"), 1)
            hidden.update(range(first - 1, min(last, WIDEST)))
    return hidden


def _grid(sheet: Element, book: _Book) -> SheetGrid:
    grid = SheetGrid(hidden_columns=_hidden_columns(sheet))
    previous = 0
    for row in sheet.iterfind("sheetData/row"):
        previous = whole(row.get("r"), previous + 1)
        found = dict(_cells(row, book))
        if found:
            grid.cells[previous] = found
            if row.get("hidden") in {"1", "true"}:
                grid.hidden_rows.add(previous)
    merges = (_merge(one.get("ref", "")) for one in sheet.iterfind("mergeCells/mergeCell"))
    grid.merges.extend(merge for merge in merges if merge)
    return grid


def _cells(row: Element, book: _Book) -> Iterator[tuple[int, str]]:
    at = -1
    for cell in row.iterfind("c"):
        reference = cell.get("r", "")
        at = _column(reference) if reference else at + 1
        text = _cell_text(cell, book).strip()
        if text and at < WIDEST:
            yield at, text


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def _cell_text(cell: Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("is")
        return "" if inline is None else _rich_text(inline)
    value = cell.findtext("v") or ""
    if kind == "s":
        place = whole(value, -1)
        return book.texts[place] if 0 <= place < len(book.texts) else ""
    if kind == "b":
        return {"1": "Jā", "0": "Nē"}.get(value, value)
    if kind in {"str", "e", "d"}:
        return "" if value in ERRORS else unescaped(value)
    style = whole(cell.get("s"))
    code = book.formats[style] if style < len(book.formats) else "General"
    return shown(value, code, from_1904=book.from_1904)


def _merge(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    top, bottom = (whole(part.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for part in (first, last))
    if not top or not bottom:
        return None
    return Merge(top, _column(first), bottom, min(_column(last), WIDEST - 1))
