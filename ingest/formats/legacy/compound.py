"""Compound files (DOC, XLS, PPT of 1997–2003) → the streams of their top level, by name.

Goes in: bytes. Comes out: what lies in a stream, and what the file says of itself. Streams of embedded
documents lie deeper and are not seen. Knows nothing of what a stream means.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from search.errors import SourceUnreadable

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_FIRST_TABLES = 109  # sectors of the table that the header itself names
_LAST_SECTOR = 0xFFFFFFFA  # larger numbers are marks: free, end of a chain, …
_NONE = 0xFFFFFFFF
_ENTRY = 128  # bytes of a directory entry
_ENTRIES = 20_000
_ROOT, _STREAM = 5, 2
_SUMMARY = "\x05SummaryInformation"
_TEXTS = {2: "title", 3: "subject", 4: "author", 5: "keywords"}  # of the summary, by property
_CODE_PAGE = 1
_UTF_8 = 65001


@dataclass(frozen=True, slots=True)
class Compound:
    """An opened compound file: where each stream of its top level starts, and its size."""

    name: str
    data: bytes
    sector: int  # bytes
    table: tuple[int, ...]  # the sector that follows each sector
    small_table: tuple[int, ...]
    small: bytes  # the sectors of streams below the cutoff
    small_sector: int
    cutoff: int
    places: dict[str, tuple[int, int]]

    def stream(self, name: str) -> bytes | None:
        """Return a stream; None when there is none of this name. Raises SourceUnreadable when it is cut."""
        if name not in self.places:
            return None
        start, size = self.places[name]
        if size < self.cutoff:
            most = len(self.small) // self.small_sector + 1
            content = b"".join(
                self.small[at * self.small_sector : (at + 1) * self.small_sector]
                for at in _chain(self.small_table, start, most, self.name)
            )
        else:
            content = _read(self.data, self.sector, self.table, start, self.name)
        if len(content) < size:
            raise _damaged(self.name, f"{name} is cut off")
        return content[:size]

    def metadata(self) -> dict[str, str]:
        """Return what the file says of itself; nothing when that part is damaged."""
        try:
            summary = self.stream(_SUMMARY) or b""
            return {name: text for name, text in _summary(summary) if text}
        except (SourceUnreadable, struct.error, IndexError):
            return {}


def open_compound(data: bytes, name: str) -> Compound:
    """Return the opened file. Raises SourceUnreadable when its directory cannot be found."""
    try:
        return _opened(data, name)
    except (struct.error, IndexError) as error:
        raise _damaged(name, str(error)) from error


def _opened(data: bytes, name: str) -> Compound:
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in {9, 12} or not 4 <= small_shift <= shift:
        raise _damaged(name, f"sectors of 2^{shift} bytes")
    sector = 1 << shift
    first, _, cutoff, first_small, _, first_more, _ = struct.unpack_from("<7I", data, 48)
    table = _table(data, sector, first_more, name)
    directory = _read(data, sector, table, first, name)
    entries = {found: (start, size) for found, start, size in _entries(directory, name)}
    root_start, root_size = entries.pop("")
    small_table = _read(data, sector, table, first_small, name)
    return Compound(
        name,
        data,
        sector,
        table,
        _numbers(small_table),
        _read(data, sector, table, root_start, name)[:root_size],
        1 << small_shift,
        cutoff,
        entries,
    )


def _table(data: bytes, sector: int, first_more: int, name: str) -> tuple[int, ...]:
    """Return the table of sectors, gathered from the header and the sectors that go on with it."""
    most = len(data) // sector
    places = list(struct.unpack_from(f"<{_FIRST_TABLES}I", data, 76))
    following = first_more
    steps = 0
    while following < _LAST_SECTOR:
        *more, following = _numbers(_sector(data, sector, following, name))
        places.extend(more)
        steps += 1
        if steps > most:
            raise _damaged(name, "its table of sectors runs in a circle")
    used = [place for place in places if place < _LAST_SECTOR]
    if len(used) > _FIRST_TABLES + 4 * most // sector:
        raise _damaged(name, "its table of sectors is longer than the file")
    return tuple(number for place in used for number in _numbers(_sector(data, sector, place, name)))


def _read(data: bytes, sector: int, table: tuple[int, ...], start: int, name: str) -> bytes:
    most = len(data) // sector + 1
    return b"".join(_sector(data, sector, at, name) for at in _chain(table, start, most, name))


def _chain(table: tuple[int, ...], start: int, most: int, name: str) -> Iterator[int]:
    """Yield the sectors of a stream, `most` of them: a sound file holds each once."""
    at = start
    for _ in range(most):
        if at >= _LAST_SECTOR:
            return
        if at >= len(table):
            raise _damaged(name, f"it lacks sector {at}")
        yield at
        at = table[at]
    if at < _LAST_SECTOR:
        raise _damaged(name, "its sectors run in a circle")


def _sector(data: bytes, sector: int, at: int, name: str) -> bytes:
    place = (at + 1) * sector if sector > _HEADER else _HEADER + at * sector
    if place >= len(data):
        raise _damaged(name, "it is cut off")
    return data[place : place + sector]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _entries(directory: bytes, name: str) -> Iterator[tuple[str, int, int]]:
    """Yield the root as "" and the streams right below it, each with its start and size."""
    if directory[66] != _ROOT:
        raise _damaged(name, "its directory has no root")
    yield "", *struct.unpack_from("<II", directory, 116)
    waiting = [struct.unpack_from("<I", directory, 76)[0]]
    seen: set[int] = set()
    while waiting and len(seen) < _ENTRIES:
        number = waiting.pop()
        at = number * _ENTRY
        if number == _NONE or number in seen or at + _ENTRY > len(directory):
            continue
        seen.add(number)
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        waiting.extend(struct.unpack_from("<II", directory, at + 68))
        if kind == _STREAM:
            said = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield said, *struct.unpack_from("<II", directory, at + 116)


def _summary(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the texts of a summary ([MS-OLEPS], one property set)."""
    if not data:
        return
    (section,) = struct.unpack_from("<I", data, 44)
    (count,) = struct.unpack_from("<I", data, section + 4)
    places = dict(struct.unpack_from("<II", data, section + 8 + 8 * at) for at in range(min(count, 64)))
    page = 1252
    if _CODE_PAGE in places:
        (page,) = struct.unpack_from("<H", data, section + places[_CODE_PAGE] + 4)
    encoding = "utf-8" if page == _UTF_8 else f"cp{page}"
    for key, name in _TEXTS.items():
        if key not in places:
            continue
        kind, length = struct.unpack_from("<HxxI", data, section + places[key])
        text = data[section + places[key] + 8 :][: length * (2 if kind == 31 else 1)]
        try:
            said = text.decode("utf-16-le" if kind == 31 else encoding, "replace")
        except LookupError:
            continue
        yield name, " ".join(said.partition("\0")[0].split())


def _damaged(name: str, why: str) -> SourceUnreadable:
    return SourceUnreadable(
        "The file is damaged: its streams cannot be found",
        value=f"{name} ({why})",
        next_step="Get or save the file again",
    )
