"""ZIP containers (DOCX, XLSX and others) opened with limits, so that none can fill memory or disk.

Goes in: bytes. Comes out: a ZipFile whose entries were counted and unpacked once, to nowhere, or an error.
Knows nothing of what the entries mean.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from search.errors import SourceUnreadable
from search.settings import Settings

_ENTRIES = 10_000  # of a container and all containers in it; a DOCX with 2,000 pictures has about 2,100
_DIRECTORY = 4_000_000  # bytes of the list of entries
_UNPACKED = 5  # times the largest file may be, unpacked
_RATIO = 200  # unpacked by packed bytes; sheets of zeros reach about 100
_RATIO_FROM = 10**7  # bytes below which the ratio says nothing
_DEPTH = 3  # containers in containers
_STEP = 2**20
_SIGNATURE = b"PK\x03\x04"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
# What the library raises on a damaged directory or entry head besides.
_BROKEN_HEADS = (*_BROKEN, ValueError, struct.error, RuntimeError)


@dataclass
class _Budget:
    """What may still be unpacked, over all levels of one file."""

    name: str
    bytes: int
    entries: int = _ENTRIES

    def check(self, entries: int, size: int) -> None:
        if entries > self.entries or size > self.bytes:
            raise SourceUnreadable(
                "The file unpacks to far more than a document holds (a ZIP bomb?)",
                value=self.name,
                next_step="Get it from its publisher again; if it is sound, save it as PDF",
            )

    def take(self, entries: int, size: int) -> None:
        self.check(entries, size)
        self.entries -= entries
        self.bytes -= size


@contextmanager
def open_archive(data: bytes, name: str, settings: Settings) -> Iterator[zipfile.ZipFile]:
    """Yield the archive in `data` after its declared and its real sizes were found within limits.

    Raises SourceUnreadable for a damaged, protected or oversized one, also while it is in use.
    """
    most = min(settings.file_megabytes * 10**6 * _UNPACKED, max(_RATIO_FROM, len(data) * _RATIO))
    budget = _Budget(name, most)
    _check_directory(data, budget)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check(archive, budget, _DEPTH)
    except _BROKEN_HEADS as error:
        raise _damaged(name, error) from error
    with archive:
        try:
            yield archive
        except _BROKEN as error:
            raise _damaged(name, error) from error


def _damaged(name: str, error: BaseException) -> SourceUnreadable:
    return SourceUnreadable(
        "The file is damaged: its ZIP container cannot be unpacked",
        value=f"{name} ({error})",
        next_step="Get or save the file again",
    )


def _check_directory(data: bytes, budget: _Budget) -> None:
    """Read the end record ourselves: the library would build a million entries before we could count."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise SourceUnreadable(
            "The file is cut off: the end of its ZIP container is missing",
            value=budget.name,
            next_step="Copy or download it again",
        )
    budget.check(int.from_bytes(data[end + 10 : end + 12], "little"), 0)
    if int.from_bytes(data[end + 12 : end + 16], "little") > _DIRECTORY:
        budget.check(_ENTRIES + 1, 0)


def _check(archive: zipfile.ZipFile, budget: _Budget, depth: int) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceUnreadable(
            "The file is protected with a password",
            value=budget.name,
            next_step="Save a copy without the password",
        )
    budget.check(len(entries), sum(entry.file_size for entry in entries))
    for entry in entries:
        budget.take(1, 0)
        with archive.open(entry) as stream:
            kept: list[bytes] = []
            nested = False
            while step := stream.read(_STEP):
                budget.take(0, len(step))
                nested = nested or (not kept and depth > 1 and step.startswith(_SIGNATURE))
                if nested:
                    kept.append(step)
        if nested:
            _check_nested(b"".join(kept), budget, depth - 1)


def _check_nested(data: bytes, budget: _Budget, depth: int) -> None:
    """Count what an embedded container would unpack to; whether it is sound does not matter here."""
    if b"PK\x05\x06" not in data[-65_557:]:
        return
    _check_directory(data, budget)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if not any(entry.flag_bits & 1 for entry in archive.infolist()):
                _check(archive, budget, depth)
    except _BROKEN_HEADS:
        return
