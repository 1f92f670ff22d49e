"""RTF as bytes → its tokens: groups, control words with their numbers, letters.

Knows no control word but the one that says how many raw bytes follow, which are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["open", "close", "word", "byte", "symbol", "text"]

# Accepted: "\par ", "\u257 ", "\fs-24". Rejected: "\'e2" (a letter), "\~" (a symbol).
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})? ?"
    rb"|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<open>\{)|(?P<close>\})"
    rb"|(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: a control word or symbol by its name, or letters as bytes."""

    kind: Kind
    name: str = ""
    number: int | None = None
    letters: bytes = b""


def read_tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens in order; line ends of the file say nothing."""
    at = 0
    while match := _TOKEN.search(data, at):
        at = match.end()
        kind = match.lastgroup
        if kind in {"word", "number"}:
            number = int(match["number"]) if match["number"] else None
            name = match["word"].decode("ascii")
            if name == "bin":
                at += max(0, number or 0)
            yield Token("word", name, number)
        elif kind == "byte":
            yield Token("byte", letters=bytes.fromhex(match["byte"].decode("ascii")))
        elif kind == "symbol":
            yield Token("symbol", match["symbol"].decode("latin-1"))
        elif kind == "open":
            yield Token("open")
        elif kind == "close":
            yield Token("close")
        else:
            yield Token("text", letters=match["text"])
