"""The stream of a PPT presentation (PowerPoint 97–2003) → its records, and where slides lie in it.

Names of records are those of [MS-PPT] and [MS-ODRAW]. Knows no text and no place on a slide.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.formats.legacy.compound import Compound
from search.errors import SourceUnreadable

_CONTAINER = 0xF
_ENCRYPTED = 0xF3D1C4DF
_EDIT, _DIRECTORY, _DOCUMENT = 0x0FF5, 0x1772, 0x03E8
_EDITS = 10_000  # quick saves, each of which adds to the file
# Kinds of records that say how a shape looks.
_OPTIONS = frozenset({0xF00B, 0xF121, 0xF122})


@dataclass(frozen=True, slots=True)
class Record:
    """A record: what it is, its instance, and its content."""

    kind: int
    instance: int
    data: memoryview
    is_container: bool = False

    def children(self) -> Iterator[Record]:
        """Yield the records within a container."""
        at = 0
        while self.is_container and at + 8 <= len(self.data):
            record = read_record(self.data, at)
            yield record
            at += 8 + len(record.data)

    def first(self, kind: int) -> Record | None:
        """Return the first record of a kind right below this one."""
        return next((one for one in self.children() if one.kind == kind), None)

    def options(self) -> dict[int, int]:
        """Return how a shape looks, by number of the property."""
        found: dict[int, int] = {}
        for one in self.children():
            if one.kind in _OPTIONS:
                for at in range(0, min(6 * one.instance, len(one.data) - 5), 6):
                    key, value = struct.unpack_from("<HI", one.data, at)
                    found[key & 0x3FFF] = value
        return found


@dataclass(frozen=True, slots=True)
class Presentation:
    """The document's record, and where each part lies in the stream."""

    stream: memoryview
    places: dict[int, int]
    document: Record

    def part(self, key: int) -> Record | None:
        """Return a slide or its notes; None when it is missing."""
        place = self.places.get(key)
        return None if place is None or place + 8 > len(self.stream) else read_record(self.stream, place)


def read_record(data: memoryview, at: int) -> Record:
    """Return the record at a place; one that is cut off has less content than it says."""
    head, kind, size = struct.unpack_from("<HHI", data, at)
    return Record(kind, head >> 4, data[at + 8 : at + 8 + size], head & 0xF == _CONTAINER)


def open_presentation(compound: Compound) -> Presentation:
    """Return the opened file. Raises SourceUnreadable for a damaged or protected one."""
    name = compound.name
    content, user = compound.stream("PowerPoint Document"), compound.stream("Current User")
    if content is None or user is None:
        raise damaged(name, "it has no presentation")
    stream = memoryview(content)  # records lie in records; none is copied
    token, edit = struct.unpack_from("<II", user, 12)
    if token == _ENCRYPTED:
        raise SourceUnreadable(
            "The file is protected with a password", value=name, next_step="Save a copy without the password"
        )
    places: dict[int, int] = {}
    document = 0
    for _ in range(_EDITS):
        record = read_record(stream, edit)
        if record.kind != _EDIT:
            raise damaged(name, "its last change cannot be found")
        earlier, directory, key = struct.unpack_from("<III", record.data, 8)
        document = document or key
        for part, place in _directory(read_record(stream, directory)):
            places.setdefault(part, place)  # later changes were read before
        if not 0 < earlier < edit:
            break
        edit = earlier
    found = read_record(stream, places.get(document, 0))
    if found.kind != _DOCUMENT:
        raise damaged(name, "its list of slides cannot be found")
    return Presentation(stream, places, found)


def damaged(name: str, why: str) -> SourceUnreadable:
    """Return the error for a file whose slides cannot be read."""
    return SourceUnreadable(
        "The file is damaged: its slides cannot be read",
        value=f"{name} ({why})",
        next_step="Open it in LibreOffice and save it as PPTX",
    )


def _directory(record: Record) -> Iterator[tuple[int, int]]:
    data = record.data if record.kind == _DIRECTORY else memoryview(b"")
    at = 0
    while at + 4 <= len(data):
        (said,) = struct.unpack_from("<I", data, at)
        first, count = said & 0xFFFFF, said >> 20
        at += 4
        for number in range(min(count, (len(data) - at) // 4)):
            yield first + number, struct.unpack_from("<I", data, at + 4 * number)[0]
        at += 4 * count
