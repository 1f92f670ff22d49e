"""Makes the files of older office programs under `office/` from their sources there; needs LibreOffice.

The sources are flat OpenDocument, invented for these tests. A presentation loses the picture of its first
slide, which LibreOffice writes in 400 kB. `legacy.compound` writes containers for tests of their reader.
"""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

from ingest.formats.legacy.compound import open_compound

OFFICE = Path(__file__).resolve().parent / "office"
_MADE = (("plans.fodt", "doc"), ("plans.fodt", "rtf"), ("budzets.fods", "xls"), ("sede.fodp", "ppt"))
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams."""
    small, small_table = bytearray(), []
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        """Put content into sectors of its own; return the first."""
        first = len(sectors)
        count = -(-len(content) // _SECTOR)
        sectors.extend(
            content[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0") for at in range(count)
        )
        table.extend([*range(first + 1, first + count), _END] if count else [])
        return first if count else _END

    entries = []
    for at, (name, content) in enumerate(streams.items(), start=1):
        following = at + 1 if at < len(streams) else _FREE
        if len(content) < _CUTOFF:
            first = len(small) // _SMALL
            count = -(-len(content) // _SMALL)
            small += content.ljust(count * _SMALL, b"\0")
            small_table += [*range(first + 1, first + count), _END] if count else []
        else:
            first = add(content)
        entries.append(_entry(name, 2, first, len(content), following, _FREE))
    root = _entry("Root Entry", 5, add(bytes(small)), len(small), _FREE, 1 if streams else _FREE)
    directory = add(b"".join([root, *entries]))
    small_first = add(struct.pack(f"<{len(small_table)}I", *small_table))
    count = 1
    while count * 128 < len(sectors) + count:
        count += 1
    places = list(range(len(sectors), len(sectors) + count))
    table += [_TABLE] * count + [_FREE] * (count * 128 - len(sectors) - count)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xII", 62, 3, 0xFFFE, 9, 6, 0, count)
    head += struct.pack("<7I", directory, 0, _CUTOFF, small_first, int(bool(small)), _END, 0)
    head += struct.pack("<109I", *places, *[_FREE] * (109 - count))
    return head + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, first: int, size: int, right: int, child: int) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB3I", len(letters) + 2, kind, 1, _FREE, right, child)
    return head.ljust(116, b"\0") + struct.pack("<IQ", first, size)


def main() -> None:
    """Write the files."""
    for source, form in _MADE:
        command = [
            "soffice",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(OFFICE),
            str(OFFICE / source),
        ]
        subprocess.run(command, check=True)
    path = OFFICE / "sede.ppt"
    opened = open_compound(path.read_bytes(), path.name)
    names = ("PowerPoint Document", "Current User")
    path.write_bytes(compound({name: opened.stream(name) or b"" for name in names}))


if __name__ == "__main__":
    main()
