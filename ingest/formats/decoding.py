"""Bytes → text: by byte-order mark, by the charset that HTML declares, as UTF-8, then as windows-1257."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BALTIC = "windows-1257"  # of Latvian, Lithuanian and Estonian before Unicode
_TOLERATED = 0.002  # share of undecodable characters in what is otherwise UTF-8: a file cut in mid-letter
# Accepted: 'charset="windows-1257"', "charset=utf-8". Rejected: "charset=" (no name).
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
# Codecs that decode text in linear time. Accepted: "windows-1257". Rejected: "punycode".
_USABLE = re.compile(r"utf-?8|(?:windows-|cp)125\d|iso-?8859-\d{1,2}|koi8-[ru]")
_HEAD = 4096  # bytes in which HTML declares its encoding
# HTML takes these names for windows-1252 (WHATWG Encoding Standard, "Names and labels").
_WESTERN = frozenset({"ascii", "us-ascii", "iso-8859-1", "latin1", "iso8859-1"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, with a note when its encoding was a guess or does not fit."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, declared: bool = False) -> Decoded:
    """Return the text of `data` with plain line ends; never fails, and notes what was lost.

    With `declared`, a charset that an HTML file declares for itself is tried before guessing.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plain(data.decode(encoding, "replace"), "")
    said = _declared(data) if declared else ""
    for encoding in dict.fromkeys((said, "utf-8", _BALTIC)):
        try:
            text = data.decode(encoding) if encoding else None
        except (UnicodeDecodeError, LookupError):
            continue
        if text is not None:
            return _plain(text, _note(said, encoding))
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= max(1, _TOLERATED * len(text)):
        return _plain(text, "")
    return _plain(data.decode(_BALTIC, "replace"), _note(said, _BALTIC))


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    name = match[1].decode().lower() if match else ""
    if name in _WESTERN:
        return "windows-1252"
    return name if _USABLE.fullmatch(name) else ""


def _note(said: str, used: str) -> str:
    if said and said != used:
        return f"declared as {said}, but read as {used}"
    return f"no encoding declared; read as {used}" if used == _BALTIC and not said else ""


def _plain(text: str, note: str) -> Decoded:
    lost = text.count("\ufffd")
    notes = (note, f"{lost} characters could not be decoded" if lost else "")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), tuple(one for one in notes if one))
