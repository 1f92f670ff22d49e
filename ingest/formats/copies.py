"""How often a document may have a text written anew: cells that are merged, repeated or carried down.

A few bytes of a hostile sheet can ask for a million copies; authors' tables stay far below these limits.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDEST = 200  # columns; a layout wider than this is no table for readers
_LETTERS = 20_000_000  # of all copies in a document
_ROW = 4_000  # letters that a repeated row counts for besides its own, so that there are 5,000 at most


@dataclass
class Copies:
    """What may still be copied in one document, and what was not."""

    letters: int = _LETTERS
    cells_left_out: int = 0
    rows_left_out: int = 0

    def text(self, text: str) -> str:
        """Return the text for one more cell; an empty one when too much was copied already."""
        self.letters -= len(text)
        if self.letters >= 0:
            return text
        self.cells_left_out += 1
        return ""

    def rows(self, wanted: int, texts: list[str]) -> int:
        """Return how often a row with these texts may stand, once at least."""
        each = _ROW + sum(map(len, texts))
        given = min(wanted, 1 + max(0, self.letters) // each)
        self.letters -= (given - 1) * each
        self.rows_left_out += wanted - given
        return given

    def notes(self) -> list[str]:
        """Return in words what was left out."""
        counts = ((self.rows_left_out, "rows"), (self.cells_left_out, "cells"))
        return [f"{count} {what} that only repeat others left out" for count, what in counts if count]
