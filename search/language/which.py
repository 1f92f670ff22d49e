"""Text → its language among those our documents come in: Latvian, English, Russian, or undetermined."""

from __future__ import annotations

import re

# Accepted: "un". Rejected: "2027".
_WORD = re.compile(r"[^\W\d_]+")
_LATVIAN_LETTERS = frozenset("āčēģīķļņšūž")
_LATVIAN = frozenset(
    "un ir par ar no uz pie kas ka vai tiek ko lai līdz arī šo kā gada gadā eur projekta".split()
)
_ENGLISH = frozenset(
    "the and of to in is for with by on are was as from that this be will has have an".split()
)
_ENOUGH = 0.5  # of the letters are Cyrillic


def language_of(text: str) -> str:
    """Return "lv", "en", "ru", or "und" when nothing tells.

    Numbers and names alone tell nothing: a table row such as "Nr. 5; 2024" is undetermined.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    letters = "".join(words)
    if not letters:
        return "und"
    if sum("а" <= letter <= "я" or letter == "ё" for letter in letters) > _ENOUGH * len(letters):
        return "ru"
    latvian = sum(word in _LATVIAN or not _LATVIAN_LETTERS.isdisjoint(word) for word in words)
    english = sum(word in _ENGLISH for word in words)
    if latvian == english:
        return "und"
    return "lv" if latvian > english else "en"
