"""Whether a machine translated the document, where it says so itself.

Goes in: FactText. Comes out: "machine" with the words that told it. Only the beginning and the end are read:
a document that speaks of machine translation is not one.
"""

from __future__ import annotations

import re

from ingest.facts.text import FactText
from search.domain import FactPlace

_PIECES = 6  # at the beginning and at the end
_LONGEST = 400  # characters of a notice

# Accepted: "This page was machine translated.", "Translated automatically", "Mašīntulkojums", "Teksts tulkots
# automātiski". Rejected: "machine translation services", "automātiski tulkošanas rīki".
_NOTICE = re.compile(
    r"\bmachine[- ]translated\b|\bautomatic(?:ally)? translat(?:ed|ion of)\b"
    r"|\btranslated (?:automatically|by (?:a )?machine|with (?:google|etranslation))\b"
    r"|\bthis is a machine translation\b|\bmašīntulkojums\b"
    r"|\b(?:mašīntulkot|automātiski (?:iz)?tulkot)[sai]\b|\b(?:iz)?tulkot[sai] automātiski\b"
    r"|\bautomātisks tulkojums\b",
    re.IGNORECASE,
)


def translation_of(text: FactText) -> tuple[str, tuple[FactPlace, ...]]:
    """Return "machine" and the notice that says so; an empty text where none does."""
    pieces = (
        text.pieces if len(text.pieces) <= 2 * _PIECES else text.pieces[:_PIECES] + text.pieces[-_PIECES:]
    )
    for piece in pieces:
        match = _NOTICE.search(piece.text) if len(piece.text) <= _LONGEST else None
        if match:
            return "machine", (piece.place("translation", "translation notice", match.start()),)
    return "", ()
