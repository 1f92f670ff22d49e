"""A code as typed → its pieces, and the ways in which texts write the same code. Pure.

"LLI-232" is also written "LLI 232", "LLI232" and "LLI/232".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_JOINS = ("-", "/", ".", "")
# Accepted: "lli232", "eni077". Rejected: "co2" (one digit), "a10" (one letter), "skola".
_GLUED = re.compile(r"([^\W\d_]{2,})(\d{2,})\Z")


def glued_pieces(exact: str) -> tuple[str, ...]:
    """Return the letters and the digits of a code typed in one piece; nothing for another word."""
    match = _GLUED.match(exact)
    return match.groups() if match else ()


def ways_to_write(exact: str, pieces: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the exact keys, one after another, of each way to write a code, the one typed first."""
    joined = ((join.join(pieces),) for join in _JOINS)
    return tuple(dict.fromkeys(((exact,), *joined, tuple(pieces))))
