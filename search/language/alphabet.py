"""The order of Latvian words in a list, as dictionaries have it. Pure.

A letter with a caron or a cedilla follows its plain letter; a vowel with a macron counts as the plain one
and follows it only where nothing else tells two words apart.
"""

from __future__ import annotations

import re

_AFTER = "\uffff"  # behind every letter
_LETTERS = str.maketrans(
    {
        **{letter: plain + _AFTER for letter, plain in zip("čģķļņŗšž", "cgklnrsz", strict=True)},
        **dict(zip("āēīōū", "aeiou", strict=True)),
    }
)
# Accepted: „ and spaces before a word. Rejected: letters, digits.
_SIGNS = re.compile(r"^[^\w]+")


def latvian_order(text: str) -> tuple[str, str]:
    """Return the key by which texts are put in alphabetical order."""
    low = _SIGNS.sub("", text.casefold())
    return low.translate(_LETTERS), low
