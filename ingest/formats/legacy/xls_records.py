"""The stream of an XLS workbook (Excel 5 to 2003) → its records, and the texts that are written in them.

Names of records are those of [MS-XLS]. Knows no cell and no sheet.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
_LARGEST = 2**16  # letters of a text


@dataclass(frozen=True, slots=True)
class Record:
    """A record: what it is, and its content in the pieces that it was broken into."""

    kind: int
    pieces: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """Return the first piece, which holds everything that is not long."""
        return self.pieces[0]


def read_records(stream: bytes, start: int) -> Iterator[Record]:
    """Yield the records from `start` to the end of what begins there; those of charts within stay out.

    Raises IndexError when the end is missing.
    """
    depth = 0
    at = start
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        pieces = [stream[at + 4 : at + 4 + size]]
        at += 4 + size
        while at + 4 <= len(stream) and struct.unpack_from("<H", stream, at)[0] == CONTINUE:
            (size,) = struct.unpack_from("<H", stream, at + 2)
            pieces.append(stream[at + 4 : at + 4 + size])
            at += 4 + size
        depth += {BOF: 1, EOF: -1}.get(kind, 0)
        if depth <= 0:
            return
        if depth == 1:
            yield Record(kind, tuple(pieces))
    raise IndexError("its end is missing")


class Pieces:
    """Reads on through the pieces of a record; a text broken between two says its width anew."""

    def __init__(self, pieces: tuple[bytes, ...], at: int = 0) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = at

    def bytes(self, count: int) -> bytes:
        """Return the next bytes; fewer at the end."""
        parts = []
        while count > 0 and self._piece < len(self._pieces):
            part = self._pieces[self._piece][self._at : self._at + count]
            parts.append(part)
            count -= len(part)
            self._at += len(part)
            if count > 0:
                self._piece += 1
                self._at = 0
        return b"".join(parts)

    def number(self, size: int) -> int:
        """Return the next whole number without sign. Raises IndexError at the end."""
        data = self.bytes(size)
        if len(data) < size:
            raise IndexError("a text ends too early")
        return int.from_bytes(data, "little")

    def text(self, length: int) -> str:
        """Return a text of Excel 97 or later, which says itself how wide its letters are."""
        flags = self.number(1)
        runs = self.number(2) if flags & 8 else 0
        extra = self.number(4) if flags & 4 else 0
        text = self._letters(length, wide=bool(flags & 1))
        self.bytes(4 * runs)
        self.bytes(extra)
        return text

    def _letters(self, length: int, *, wide: bool) -> str:
        parts = []
        while length > 0 and self._piece < len(self._pieces):
            width = 2 if wide else 1
            left = len(self._pieces[self._piece]) - self._at
            taken = min(length, left // width)
            encoding = "utf-16-le" if wide else "latin-1"
            parts.append(self.bytes(taken * width).decode(encoding, "replace"))
            length -= taken
            if length > 0:
                self._piece += 1
                self._at = 0
                wide = bool(self.number(1) & 1) if self._piece < len(self._pieces) else wide
        return "".join(parts)


def shared_texts(record: Record) -> Iterator[str]:
    """Yield the texts that cells name by number; those that are cut off at the end are left out."""
    pieces = Pieces(record.pieces, 4)
    (count,) = struct.unpack_from("<I", record.data, 4) if len(record.data) >= 8 else (0,)
    pieces.bytes(4)
    for _ in range(count):
        try:
            yield pieces.text(pieces.number(2))
        except IndexError:
            return


def decimal(packed: int) -> float:
    """Return the number that a cell holds in four bytes."""
    if packed & 2:
        whole = (packed >> 2) - (1 << 30 if packed & 0x80000000 else 0)
        number = float(whole)
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return number / 100 if packed & 1 else number
