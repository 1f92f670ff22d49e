"""Files of older office programs (RTF, DOC, XLS, PPT): each to the reader of its format.

Goes in: bytes and the media type. Comes out: pages, never without text. The library `kreuzberg` reads these
formats too; what it lost on real files is told in the README.
"""

from __future__ import annotations

from ingest.formats.legacy.compound import open_compound
from ingest.formats.legacy.doc import convert_doc
from ingest.formats.legacy.ppt import convert_ppt
from ingest.formats.legacy.rtf import convert_rtf
from ingest.formats.legacy.xls import convert_xls
from ingest.intake import DOC, PPT, RTF, XLS
from ingest.pages import Converted

_COMPOUND = {DOC: convert_doc, XLS: convert_xls, PPT: convert_ppt}
OTHER = frozenset({RTF, *_COMPOUND})


def convert_other(data: bytes, name: str, kind: str) -> Converted:
    """Return the pages of a file. Raises SourceUnreadable for a damaged, protected or much older one."""
    if kind == RTF:
        return convert_rtf(data, name)
    return _COMPOUND[kind](open_compound(data, name))
