"""A row of a table with merged cells filled in, and what a cell can be: a number, a year, a name of a column.

Knows no table: which rows make one is told by `tables`, and which columns by `sheet_sides`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADER_CELL = 80  # characters; longer cells are content
# Accepted: "120 000,50", "31.12.2024.", "85 %", "4,6 km". Rejected: "1.2. Mobilitāte", "Termiņš".
NUMBER = re.compile(
    r"[-−–+]?[\d\s.,/:–-]*\d[\d\s.,/:–-]*(?:%|€|EUR|eiro|km|m²|m|t|ha|MW|gab\.?)?", re.IGNORECASE
)
# Accepted: "2024", "2024.", "2024. gads". Rejected: "120 000".
YEAR = re.compile(r"(?:19|20)\d\d\.?(?:\s*(?:gads|g\.))?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with merged cells filled in: `cells` repeats a merged cell's text in all it covers.

    `covered` are the columns that a cell to their left reaches into; `number` counts from 1.
    """

    number: int
    cells: tuple[str, ...]
    covered: frozenset[int] = frozenset()

    @property
    def own(self) -> list[tuple[int, str]]:
        """Return the filled cells with their columns, each merged cell once."""
        return [(at, text) for at, text in enumerate(self.cells) if text and at not in self.covered]


def names_columns(row: Row) -> bool:
    """Say whether the row can be a header: short words, and years among them."""
    own = [text for _, text in row.own]
    words = {text for text in own if not NUMBER.fullmatch(text) and len(text) <= HEADER_CELL}
    return bool(words) and all(text in words or YEAR.fullmatch(text) for text in own)
