"""A passage → the rows of tables in it, as cells under their headers, each with its place.

Two forms are read: a table with bars, as Markdown has it, and a row as ingestion writes it ("Nr.: 1.1.;
Pasākums: …"). With the columns of a passage given, its row needs no guessing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RULE = re.compile(r"\|[\s:|-]+\|?\s*\Z")
# Where the next cell of a written row begins. Accepted: "; Izpildes termiņš: ", "; PB %: ", "; 2022. gads: ".
# Rejected: "; 172 darba vietas; " (no colon), "; turklāt viņš saka: ".
_HEADER = re.compile(r"(?:\A|(?<=; ))(?P<header>[A-ZĀČĒĢĪĶĻŅŠŪŽ0-9][^;:]{0,70}): ")
_LEAST_CELLS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its header, its text, and where the text stands."""

    header: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Return the character after the last one."""
        return self.start + len(self.text)


Row = tuple[Cell, ...]


def rows_of(text: str, columns: Sequence[tuple[str, str]] = ()) -> list[Row]:
    """Return the rows of the tables in a text, in order."""
    if columns:
        return [row] if (row := _given(text, columns)) else []
    written = _written(text)
    return [written] if written else list(_barred(text))


def _given(text: str, columns: Sequence[tuple[str, str]]) -> Row:
    cells, position = [], 0
    for header, value in columns:
        found = text.find(value, position) if value else -1
        if found >= 0:
            cells.append(Cell(header, value, found))
            position = found + len(value)
    return tuple(cells)


def _written(text: str) -> Row:
    if "\n" in text or "; " not in text:
        return ()
    heads = list(_HEADER.finditer(text))
    if len(heads) < _LEAST_CELLS or heads[0].start() != 0:
        return ()
    ends = [head.start() - 2 for head in heads[1:]] + [len(text)]
    return tuple(
        Cell(head["header"], text[head.end() : end].rstrip(), head.end())
        for head, end in zip(heads, ends, strict=True)
    )


def _barred(text: str) -> Iterator[Row]:
    if "|" not in text:
        return
    headers: list[str] = []
    position = 0
    for line in text.split("\n"):
        if not line.startswith("|"):
            headers = []
        elif not _RULE.match(line):
            cells = list(_split(line, position))
            if headers:
                yield tuple(
                    Cell(header, cell.text, cell.start) for header, cell in zip(headers, cells, strict=False)
                )
            else:
                headers = [cell.text for cell in cells]
        position += len(line) + 1


def _split(line: str, position: int) -> Iterator[Cell]:
    at = 1
    for part in line[1:].rstrip().removesuffix("|").split("|"):
        stripped = part.strip()
        yield Cell("", stripped, position + at + len(part) - len(part.lstrip()))
        at += len(part) + 1
