"""Text → tokens: words, numbers and codes with their places.

Codes (project and decision numbers, dates) stay whole; their parts are given apart. Knows no lemmas.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

TokenKind = Literal["word", "number", "code"]

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SPACES = "[ \u00a0\u202f\u2009]"

# Accepted: "1 250 000", "650 560,77". Rejected: "12 34" (no group of three digits).
_GROUPED_NUMBER = rf"\d{{1,3}}(?:{_SPACES}\d{{3}})+(?:,\d+)?(?!\d)"
# Accepted: "4.5.1.2/17/I/005", "LLI-232", "23.05.2024", "ex-ante". Rejected: "2021.–2027." (two years).
_JOINED = r"[^\W_]+(?:[./\-‐‑–][^\W_]+)+"
# Accepted: "12,5". Rejected: "12," (nothing after the comma).
_DECIMAL = r"\d+,\d+"
# Accepted: "siltināšana". Rejected: "_" (no letter).
_WORD = r"[^\W_]+"
_TOKEN = re.compile(
    rf"(?P<grouped>{_GROUPED_NUMBER})|(?P<decimal>{_DECIMAL})|(?P<joined>{_JOINED})|(?P<word>{_WORD})"
)
# Accepted: "2021-2027", "2021–2027". Rejected: "2021-20" (not two years).
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)\.?[-‐‑–](?P<last>(?:19|20)\d\d)\Z")
_SEPARATORS = frozenset("./")  # between words they are a lost space or "and/or", not a compound
_PART = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A token as written, with its place in the text in characters."""

    text: str
    start: int
    end: int
    kind: TokenKind

    @property
    def exact(self) -> str:
        """Return the form that the index holds: lower case, NFC, plain hyphens, no spaces."""
        plain = unicodedata.normalize("NFC", self.text).lower().translate(_DASHES)
        return re.sub(_SPACES, "", plain) if self.kind == "number" else plain

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the pieces of a code or of a hyphenated word; nothing for a plain token."""
        pieces = tuple(_PART.findall(self.exact))
        return pieces if len(pieces) > 1 else ()


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order; punctuation and white space give none."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["grouped"] or match["decimal"]:
            tokens.append(Token(match[0], start, end, "number"))
        elif match["joined"]:
            tokens.extend(_joined(match[0], start))
        else:
            kind: TokenKind = "number" if match[0].isdecimal() else "word"
            tokens.append(Token(match[0], start, end, kind))
    return tokens


def _joined(text: str, start: int) -> list[Token]:
    years = _YEARS.match(text)
    if years:
        return [
            Token(years[name], start + years.start(name), start + years.end(name), "number")
            for name in ("first", "last")
        ]
    if any(character.isdigit() for character in text):
        return [Token(text, start, start + len(text), "code")]
    if not _SEPARATORS.isdisjoint(text):
        return [_plain(piece, start) for piece in _PART.finditer(text)]
    return [Token(text, start, start + len(text), "word")]


def _plain(piece: re.Match[str], start: int) -> Token:
    return Token(piece[0], start + piece.start(), start + piece.end(), "word")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return `text` in lower case without diacritics."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
