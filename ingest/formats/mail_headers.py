"""Headers of mail as they come → text: encoded words, letters in any code page, dates.

Headers are written by many programs and often broken; nothing here fails. Knows no body and no attachment.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
import unicodedata
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from ingest.formats.decoding import decode

_LONGEST = 10_000  # characters of a header that are read
_NAME = 120  # characters of a file name
# Accepted: "=?windows-1257?Q?L=E7mums?=", "=?utf-8*lv?B?xIE=?=". Rejected: "=?Ogre?=" (no encoding).
_WORD = re.compile(r"=\?(?P<page>[\w.:-]+)(?:\*[\w-]*)?\?(?P<form>[bqBQ])\?(?P<letters>[^?]*)\?=")
# Codecs of texts. Accepted: "windows-1257", "utf-8". Rejected: "zlib", "punycode".
_USABLE = re.compile(
    r"(?:x-)?(?:utf-?(?:7|8|16(?:le|be)?)|us-ascii|ascii|(?:windows-|cp)\d{3,4}|(?:iso-?8859-?|latin-?)\d{1,2}"
    r"|koi8-[ru]|gb\w+|big5|euc-\w+|shift_jis|iso-2022-\w+|macintosh|mac-?roman)",
    re.IGNORECASE,
)
# Accepted: "From: dome@ogre.lv". Rejected: "Sēdes sākums: 10.00" (no name of a header).
_HEADER = re.compile(rb"([!-9;-~]+):")
_MAIL_HEADERS = frozenset(
    b"received return-path delivered-to from to cc subject date mime-version message-id".split()
)


def is_mail(head: bytes) -> bool:
    """Say whether a text begins with headers of mail, of which at least two are well known."""
    block, ended, _ = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = block.split(b"\n")
    names = set()
    for line in lines if ended else lines[:-1]:  # the last may be cut off
        header = _HEADER.match(line)
        if header:
            names.add(header[1].lower())
        elif not line.startswith((b" ", b"\t", b"From ")):
            return False
    return len(names & _MAIL_HEADERS) > 1


def header(message: Message, name: str) -> str:
    """Return a header as readers see it, on one line; "" when there is none."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    return readable(str(raw))


def mend(message: Message) -> None:
    """Make letters of the headers that name a part and its file readable, where they came as bare bytes."""
    for name in ("content-type", "content-disposition"):
        raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
        mended = _letters(raw)
        if mended != raw:
            message.replace_header(name, mended)


def page_of(message: Message) -> str:
    """Return the code page that a part names for its letters; "" for none."""
    try:
        return message.get_content_charset() or ""
    except (ValueError, LookupError):  # its name is no name
        return ""


def file_of(message: Message) -> str:
    """Return the name of the file that a part is, as written; "" for none."""
    try:
        return readable(message.get_filename() or "")
    except (ValueError, LookupError):  # in letters of a code page that is none
        return ""


def readable(raw: str) -> str:
    """Return a header's value with its encoded words and its letters decoded."""
    text = _letters(raw[:_LONGEST])
    parts: list[str] = []
    held: list[tuple[str, bytes]] = []  # encoded words, which may part a letter between them
    at = 0
    for match in _WORD.finditer(text):
        between = text[at : match.start()]
        if between.strip() or not held:
            parts.extend((_words(held), between))
            held = []
        held.append((match["page"].lower(), _bytes(match)))
        at = match.end()
    whole = "".join((*parts, _words(held), text[at:]))
    return " ".join(unicodedata.normalize("NFC", whole).split())


def in_page(data: bytes, page: str) -> str:
    """Return letters in the code page that mail names for them, or in the likeliest when it does not fit."""
    if _USABLE.fullmatch(page):
        name = page.lower().removeprefix("x-")
        try:
            codecs.lookup(name)
            # By its name ASCII or Latin-1, yet with Latvian letters: what is named is a program's default.
            if name not in {"us-ascii", "ascii"}:
                return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data).text


def date(message: Message) -> str:
    """Return the date as "05.03.2024. 14:05", as written when it cannot be read, "" when there is none."""
    said = header(message, "date")
    try:
        moment: datetime = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return said
    return f"{moment:%d.%m.%Y. %H:%M}"


def safe_name(raw: str, otherwise: str) -> str:
    """Return a file's name without folders and control characters, NFC; `otherwise` when none is left."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", raw)[-1])
    shown = "".join(one for one in name if unicodedata.category(one)[0] != "C").strip(" .")
    shown = " ".join(shown.split())
    if len(shown) > _NAME:
        stem, dot, suffix = shown.rpartition(".")
        shown = f"{stem[:_NAME]}{dot}{suffix[:10]}" if dot else shown[:_NAME]
    return shown or otherwise


def _letters(raw: str) -> str:
    """Return a header in which bytes that are no ASCII, against the rules, are letters again."""
    if not any("\udc80" <= letter <= "\udcff" for letter in raw):
        return raw
    return decode(raw.encode("utf-8", "surrogateescape")).text


def _bytes(word: re.Match[str]) -> bytes:
    letters = word["letters"].encode("utf-8", "replace")
    if word["form"].lower() == "q":
        return quopri.decodestring(letters, header=True)
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return b""


def _words(held: list[tuple[str, bytes]]) -> str:
    """Return encoded words side by side as one text, those in one code page decoded together."""
    text = ""
    waiting = b""
    for at, (page, letters) in enumerate(held):
        waiting += letters
        if at + 1 == len(held) or held[at + 1][0] != page:
            text += in_page(waiting, page)
            waiting = b""
    return text
