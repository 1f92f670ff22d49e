"""Sheets of an OpenDocument spreadsheet → pages with a block for each row; what is hidden stays out.

Goes in: the spreadsheet element. Comes out: pages and notes. Values are those that the cells show, so no
number is formatted here. A sheet may say that a row stands a million times: `Copies` bounds that.
"""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from ingest.formats.copies import WIDEST
from ingest.formats.odf.inline import BOXES, COMMENTS, Reader, is_hidden, paragraph_text
from ingest.formats.odf.tables import Grid, Line, hidden_columns, lines
from ingest.formats.odf.text import read_text
from ingest.formats.office.number_formats import ERRORS, shown
from ingest.formats.tables import Row, sheet_blocks
from ingest.pages import Block, Page

_CACHED = "'#$"  # stands in the name of a sheet of another file, kept for formulas


def sheet_pages(spreadsheet: Element, reader: Reader) -> tuple[list[Page], list[str]]:
    """Return a page for each visible sheet, and notes on what was left out."""
    pages: list[Page] = []
    notes: list[str] = []
    sheets = [one for one in spreadsheet.iterfind("table") if _CACHED not in one.get("name", "")]
    for number, sheet in enumerate(sheets, start=1):
        name = sheet.get("name", "")
        if sheet.get("style-name") in reader.styles.hidden_tables:
            notes.append(f"hidden sheet left out: {name}")
            continue
        blocks, left_out = _Sheet(sheet, reader).read()
        pages.append(Page("sheet", number, name, tuple(blocks)))
        notes.extend(f"{name}: {what} left out" for what in left_out)
    return pages, notes


class _Sheet:
    """One sheet while its rows are read."""

    def __init__(self, sheet: Element, reader: Reader) -> None:
        self._sheet = sheet
        self._reader = replace(reader, blocks=[], bold=set())
        self._hidden = hidden_columns(sheet, reader.name)
        self._grid = Grid(self._cell_text, reader.copies, self._hidden)
        self._hidden_rows = 0
        self._boxes: list[Element] = list(sheet.iterfind("shapes"))

    def read(self) -> tuple[list[Block], list[str]]:
        found = self._rows()
        used = {at for _, texts, _ in found for at in texts}
        visible = used - self._hidden
        kept = [at for at in range(min(visible, default=0), max(visible, default=-1) + 1)
                if at not in self._hidden]  # fmt: skip
        rows: list[Row] = []
        for number, texts, joined in found:
            cells = tuple(texts.get(at, "") for at in kept)
            rows.append(Row(number, cells, frozenset(at for at, key in enumerate(kept) if key in joined)))
        for box in self._boxes:
            read_text(box, self._reader)
        counts = (
            (len(used & self._hidden), "hidden columns"),
            (self._hidden_rows, "hidden rows"),
        )
        left_out = [f"{count} {what}" for count, what in counts if count]
        if self._grid.cut:
            left_out.append(f"columns beyond the first {WIDEST}")
        return [*sheet_blocks(rows), *self._reader.blocks], left_out

    def _rows(self) -> list[tuple[int, dict[int, str], frozenset[int]]]:
        """Return the visible rows, with an empty row wherever some are missing."""
        found: list[tuple[int, dict[int, str], frozenset[int]]] = []
        number = 1
        last = 0  # row that is no gap
        for line in lines(self._sheet, self._reader.name):
            texts, joined = self._grid.row(number, line)
            if line.hidden and self._grid.own:
                self._hidden_rows += line.times
            elif self._grid.own:
                if number > last + 1:
                    found.append((number - 1, {}, frozenset()))
                times = self._reader.copies.rows(line.times, list(texts.values()))
                found.extend((number + copy, texts, joined) for copy in range(times))
            if not line.hidden:
                self._collect_boxes(line)
            number += line.times
            last = number - 1 if texts else last
        return found

    def _collect_boxes(self, line: Line) -> None:
        for cell in line.cells:
            boxes = (one for one in cell if one.tag in BOXES)
            self._boxes.extend(one for one in boxes if not is_hidden(one, self._reader))

    def _cell_text(self, cell: Element) -> str:
        if cell.find("annotation") is not None:
            self._reader.left_out.add(COMMENTS)
        lines_ = [paragraph_text(one, self._reader, self._boxes) for one in cell.iterfind("p")]
        text = "\n".join(lines_).strip() if lines_ else _value(cell)
        return "" if cell.get("value-type") == "error" or text in ERRORS else text


def _value(cell: Element) -> str:
    """Return the value of a cell that some program wrote without the text it shows."""
    if "value" in cell.attrib:
        code = "0.##%" if cell.get("value-type") == "percentage" else "General"
        return shown(cell.attrib["value"], code)
    return cell.get("string-value") or cell.get("date-value") or ""
