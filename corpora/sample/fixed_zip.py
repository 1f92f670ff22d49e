"""A ZIP archive as an office library writes it → the same archive without the time it was made.

Fixes the order and dates of the entries, and the core properties' dates, so that the same input gives the
same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile

from looks import MADE

# Accepted: "<dcterms:modified xsi:type=…>2026-07-30T10:00:00Z</dcterms:modified>". Rejected: "<dc:title>".
_DATE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_CORE = "docProps/core.xml"
_FIRST = "[Content_Types].xml"  # readers tell the kind of an archive by its first entry


def without_time(archive: bytes) -> bytes:
    """Return the archive with fixed dates and sorted entries."""
    stamp = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            data = old.read(name)
            if name == _CORE:
                data = _DATE.sub(rb"\g<1>" + stamp + rb"\g<3>", data)
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, data, compresslevel=9)
    return out.getvalue()
