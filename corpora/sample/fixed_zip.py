"""Entries, or a ZIP archive as an office library writes it → an archive without the time it was made.

Fixes the dates of the entries, and an office archive's order and core properties' dates, so that the same
input gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from looks import MADE

# Accepted: "<dcterms:modified xsi:type=…>2026-07-30T10:00:00Z</dcterms:modified>". Rejected: "<dc:title>".
_DATE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_CORE = "docProps/core.xml"
_FIRST = "[Content_Types].xml"  # readers tell the kind of an archive by its first entry


def without_time(archive: bytes) -> bytes:
    """Return the archive with fixed dates and sorted entries."""
    stamp = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    entries = {}
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            data = old.read(name)
            entries[name] = _DATE.sub(rb"\g<1>" + stamp + rb"\g<3>", data) if name == _CORE else data
    return pack(entries)


def pack(entries: Mapping[str, bytes], *, stored: str = "") -> bytes:
    """Return an archive of the entries in their order; the one named `stored` is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, compresslevel=9)
    return out.getvalue()
