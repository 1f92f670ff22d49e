"""A table → the widths of its columns and the size of its font, for formats that measure no letters.

Widths are in English Metric Units (914 400 to the inch), as office formats count.
"""

from __future__ import annotations

from source_text import Table

POINT = 12_700  # EMU


def column_widths(table: Table, width: float, size: float) -> list[int]:
    """Return the columns' widths: none breaks its longest word, the rest goes to the long cells."""
    columns = list(zip(table.header, *table.rows, strict=True))
    words = _longest_words(table)
    longest = [max(map(len, column)) for column in columns]
    least = _least_widths(table, size)
    spare = max(width - sum(least), 0)
    wishes = [(whole - word) ** 0.6 + 0.5 for word, whole in zip(words, longest, strict=True)]
    widths = [floor + spare * wish / sum(wishes) for floor, wish in zip(least, wishes, strict=True)]
    return [int(one * width / sum(widths)) for one in widths]


def fitting_size(table: Table, width: float, size: float, smallest: float) -> float:
    """Return the largest size up to `size` at which no word is broken, or `smallest`."""
    while sum(_least_widths(table, size)) > width and size > smallest:
        size -= 0.5
    return size


def _longest_words(table: Table) -> list[int]:
    columns = zip(table.header, *table.rows, strict=True)
    return [max(len(word) for cell in column for word in (cell.split() or [""])) for column in columns]


def _least_widths(table: Table, size: float) -> list[int]:
    # A bold letter is at most some .62 of the font's size wide on average; 14 points are the cell's margins.
    return [int((word * size * 0.62 + 14) * POINT) for word in _longest_words(table)]
