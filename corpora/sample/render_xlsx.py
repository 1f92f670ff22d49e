"""A sample text → a workbook: a sheet for each heading, notes above the table, parents merged.

An empty cell means "same as above" and is merged with the cell above it, except in a row of totals.
"""

from __future__ import annotations

import io
import re

from fixed_zip import without_time
from looks import MADE, Look, look_of
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from source_text import MARK, Heading, Paragraph, SourceText, Table

_TOTALS = ("Kopā", "Pavisam")
_WIDTHS = (7, 44)  # narrowest and widest column, in characters
_LINE = 13.5  # points
# Accepted: "1 250 000", "12 500,50". Rejected: "1.1.", "24 vietas", "2025" in a column of dates.
_AMOUNT = re.compile(r"\d{1,3}(?: \d{3})*(?:,\d{1,2})?")
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def render_xlsx(text: SourceText) -> bytes:
    """Return the workbook's bytes; same text, same bytes."""
    look = look_of(text)
    workbook = Workbook()
    workbook.remove(workbook.active)
    sheet: Worksheet | None = None
    for block in text.blocks:
        if isinstance(block, Heading):
            sheet = workbook.create_sheet(block.text)
            _set_page(sheet, text)
            _write_title(sheet, text, block.text, look)
        elif isinstance(block, Paragraph) and sheet is not None:
            row = sheet.max_row + 1
            sheet.cell(row, 1, block.text).font = Font(name="Calibri", size=10, italic=MARK in block.text)
        elif isinstance(block, Table) and sheet is not None:
            _write_table(sheet, block, look)
    _describe(workbook, text)
    out = io.BytesIO()
    workbook.save(out)
    return without_time(out.getvalue())


def _describe(workbook: Workbook, text: SourceText) -> None:
    about = workbook.properties
    about.title = text.title
    about.creator = ", ".join(text.issuers)
    about.subject = text.kind
    about.keywords = text.keywords
    about.description = f"{MARK}. Saturs ir izdomāts."
    about.language = "lv-LV"
    about.created = about.modified = MADE.replace(tzinfo=None)


def _set_page(sheet: Worksheet, text: SourceText) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = text.title.replace("&", "&&")
    sheet.oddFooter.left.text = MARK
    sheet.oddFooter.right.text = "&P. lpp. no &N"


def _write_title(sheet: Worksheet, text: SourceText, name: str, look: Look) -> None:
    """Write the document's title on the first sheet, the sheet's own name on the others."""
    first = len(sheet.parent.sheetnames) == 1
    sheet["A1"] = text.title if first else name
    sheet["A1"].font = Font(name="Calibri", size=14 if first else 12, bold=True, color=_hex(look))


def _write_table(sheet: Worksheet, table: Table, look: Look) -> None:
    notes_end = sheet.max_row
    top = notes_end + 2  # an empty row between the notes and the table
    widths = [_column_width(column) for column in zip(table.header, *table.rows, strict=True)]
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row in range(1, notes_end + 1):
        _spread(sheet, row, widths)
    for index, name in enumerate(table.header, 1):
        cell = sheet.cell(top, index, name)
        cell.font = Font(name="Calibri", size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_hex(look))
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BORDER
    amounts = [_are_amounts(column) for column in zip(*table.rows, strict=True)]
    for offset, row in enumerate(table.rows, 1):
        _write_row(sheet, top + offset, row, amounts)
        sheet.row_dimensions[top + offset].height = _row_height(row, widths)
    _merge_parents(sheet, table, top + 1)
    sheet.row_dimensions[top].height = _row_height(table.header, widths) + 6
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    sheet.print_title_rows = f"{top}:{top}"


def _write_row(sheet: Worksheet, number: int, row: tuple[str, ...], amounts: list[bool]) -> None:
    total = _is_total(row)
    for index, (value, amount) in enumerate(zip(row, amounts, strict=True), 1):
        cell = sheet.cell(number, index)
        cell.font = Font(name="Calibri", size=10, bold=total)
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="right" if amount else "left", vertical="top", wrap_text=True)
        if amount and value and _AMOUNT.fullmatch(value):
            _write_amount(cell, value)
        elif value:
            cell.value = value


def _write_amount(cell: Cell, value: str) -> None:
    """Write a number with as many decimals as the text gives it."""
    whole, comma, decimals = value.replace(" ", "").partition(",")
    cell.value = float(f"{whole}.{decimals}") if comma else int(whole)
    cell.number_format = f"#,##0.{'0' * len(decimals)}" if comma else "#,##0"


def _merge_parents(sheet: Worksheet, table: Table, first: int) -> None:
    """Merge every run of empty cells with the cell above it."""
    for index in range(len(table.header)):
        start = 0
        for offset in range(1, len(table.rows) + 1):
            ended = offset == len(table.rows) or table.rows[offset][index] or _is_total(table.rows[offset])
            if not ended:
                continue
            if offset - start > 1 and not _is_total(table.rows[start]):
                sheet.merge_cells(
                    start_row=first + start,
                    end_row=first + offset - 1,
                    start_column=index + 1,
                    end_column=index + 1,
                )
            start = offset


def _spread(sheet: Worksheet, row: int, widths: list[float]) -> None:
    """Let a note run over the table's whole width."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    cell = sheet.cell(row, 1)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    lines = -(-len(str(cell.value)) // int(sum(widths)))
    sheet.row_dimensions[row].height = lines * _LINE * (1.4 if row == 1 else 1)


def _is_total(row: tuple[str, ...]) -> bool:
    return any(cell.startswith(_TOTALS) for cell in row)


def _are_amounts(column: tuple[str, ...]) -> bool:
    """Return whether a column holds numbers only, and is no column of years or ordinals."""
    values = [value for value in column if value and value not in {"–", "-"}]
    whole = all(_AMOUNT.fullmatch(value) for value in values)
    return whole and any(" " in value or "," in value for value in values)


def _column_width(cells: tuple[str, ...]) -> float:
    word = max(len(word) for cell in cells for word in (cell.split() or [""]))
    longest = max(len(cell) for cell in cells)
    narrowest, widest = _WIDTHS
    return float(max(narrowest, word + 2, min(longest + 2, widest, 6 + longest // 2)))


def _row_height(row: tuple[str, ...], widths: list[float]) -> float:
    lines = [-(-len(cell) // max(int(width) - 2, 1)) for cell, width in zip(row, widths, strict=True) if cell]
    return max(lines, default=1) * _LINE + 3


def _hex(look: Look) -> str:
    return "".join(f"{part:02X}" for part in look.accent)
