"""CSV and TSV → a sheet: its first row names the columns, each row below is one of a table.

Read by Python's csv. A tab parts the cells of a TSV; in a CSV it is the sign that parts most rows alike. A
quotation mark that is never closed would swallow the rest, so then such marks are plain letters.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath
from typing import Literal

from ingest.formats.copies import WIDEST
from ingest.formats.decoding import decode
from ingest.formats.tables import Row, sheet_blocks, table_blocks
from ingest.intake import TSV
from ingest.pages import Converted, Page

_SIGNS = (";", "\t", ",", "|")
_SAMPLE = 40  # rows by which the sign is told
_LONGEST = 100_000  # characters of a cell; a longer one is a mark that was never closed
_LINES = 50  # line breaks in a cell, as above
_MOST = 100_000  # rows


def convert_delimited(data: bytes, name: str, media_type: str) -> Converted:
    """Return the rows of a CSV or TSV as a sheet; notes tell what was left out."""
    decoded = decode(data)
    sign = "\t" if media_type == TSV else _sign(decoded.text)
    notes = list(decoded.notes)
    rows, more = _first_rows(decoded.text, sign, csv.QUOTE_MINIMAL)
    if any(len(cell) > _LONGEST or cell.count("\n") > _LINES for row in rows for cell in row.cells):
        rows, more = _first_rows(decoded.text, sign, csv.QUOTE_NONE)
        notes.append("quotation marks that do not close are taken as letters")
    if more:
        notes.append(f"rows left out after the first {_MOST}: {more}")
    named = bool(rows) and len(rows) > 1 and sum(bool(cell) for cell in rows[0].cells) > 1
    blocks = table_blocks(rows, 1) if named else sheet_blocks(rows)
    page = Page("sheet", 1, PurePath(name).stem, tuple(blocks))
    return Converted((page,), {}, media_type, tuple(notes))


def _first_rows(text: str, sign: str, quoting: Literal[0, 3]) -> tuple[list[Row], int]:
    """Return the first rows, and how many more there are; these are never held at once."""
    every = _rows(text, sign, quoting)
    return list(islice(every, _MOST)), sum(1 for _ in every)


def _rows(text: str, sign: str, quoting: Literal[0, 3]) -> Iterator[Row]:
    """Yield the rows that hold anything, numbered as a spreadsheet would."""
    before = csv.field_size_limit(max(len(text), 1))  # checked above, with a better answer than an error
    try:
        for number, cells in enumerate(csv.reader(_lines(text), delimiter=sign, quoting=quoting), 1):
            own = tuple(cell.strip() for cell in cells[:WIDEST])
            if any(own):
                yield Row(number, own)
    finally:
        csv.field_size_limit(before)


def _lines(text: str) -> Iterator[str]:
    """Yield lines with their ends, which a quoted cell may hold; csv wants no lone returns or NULs."""
    for line in io.StringIO(text.replace("\0", ""), newline="\n"):
        yield line.replace("\r", " ").rstrip("\n") + "\n"


def _sign(text: str) -> str:
    """Return the sign that parts most of the first rows into the same number of cells."""
    sample = [f"{line[:-1][:_LONGEST]}\n" for line in islice(_lines(text), _SAMPLE) if line.strip()]
    best, sign = (0, 0), ","
    for one in _SIGNS:
        widths = Counter(len(cells) for cells in csv.reader(sample, delimiter=one))
        width, alike = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(1, 0))
        if width > 1 and (alike, width) > best:
            best, sign = (alike, width), one
    return sign
