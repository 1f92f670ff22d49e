"""A Word 97–2003 file → its paragraphs with style and properties, from the parts that readers see.

Goes in: an opened compound file. Comes out: paragraphs in the order of the file, hidden and deleted text and
the instructions of fields left out. Names of fields are those of [MS-DOC]. Knows no block and no table.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.legacy.compound import Compound
from ingest.formats.legacy.doc_properties import (
    BOLD,
    LETTER_STYLE,
    STYLE,
    SYMBOL,
    Properties,
    Runs,
    letter_runs,
    number,
    paragraph_runs,
)
from ingest.formats.legacy.doc_styles import (
    Lists,
    Style,
    Styles,
    is_set,
    is_shown,
    read_doc_styles,
    read_lists,
)
from ingest.formats.legacy.symbols import sign_of
from search.errors import SourceUnreadable

CELL_END = "\x07"
_WORD_97 = 193
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
# Places of tables in the head of the file, by number of their pair.
_STYLES, _LETTERS, _PARAGRAPHS, _PIECES, _LISTS, _LIST_USES = 1, 12, 13, 33, 73, 74
_COMPRESSED = 0x40000000
_WESTERN = "cp1252"  # of texts with one byte for a letter; Latvian ones have two
_FIELD_START, _FIELD_MIDDLE, _FIELD_END = "\x13", "\x14", "\x15"
_MARKS = re.compile(f"([\r\f{CELL_END}{_FIELD_START}{_FIELD_MIDDLE}{_FIELD_END}])")
_DRAWN = range(0xF000, 0xF100)  # letters of fonts that are drawings
_DRAWING = re.compile(f"[{chr(_DRAWN[0])}-{chr(_DRAWN[-1])}]")
# Line break, no-break hyphen; marks of pictures, notes and soft hyphens go.
_LETTERS_READ = str.maketrans(
    {"\v": "\n", "\x1e": "-"} | dict.fromkeys("\0\x01\x02\x03\x04\x05\x06\x08\x1f", "")
)


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph with what ended it; `bold` says that all its letters are."""

    text: str
    end: str
    style: Style
    properties: Properties
    bold: bool


@dataclass(frozen=True, slots=True)
class Stories:
    """The parts of the text, as ranges of letters counted from the start of the file."""

    main: range
    footnotes: range
    headers: range
    endnotes: range
    boxes: range


@dataclass(frozen=True, slots=True)
class _Piece:
    first: int
    last: int
    place: int
    width: int  # bytes of a letter


@dataclass
class _Telling:
    """The paragraph that is being read, and the fields that are open: True while in the instruction."""

    parts: list[str] = field(default_factory=list)
    bold: set[bool] = field(default_factory=set)
    fields: list[bool] = field(default_factory=list)

    def mark(self, mark: str) -> bool:
        """Take in a mark; return whether it ends the paragraph."""
        if mark == _FIELD_START:
            self.fields.append(True)
        elif mark == _FIELD_MIDDLE and self.fields:
            self.fields[-1] = False
        elif mark == _FIELD_END and self.fields:
            self.fields.pop()
        elif mark == CELL_END:
            self.fields.clear()
        return mark in {"\r", "\f", CELL_END} and not any(self.fields)


@dataclass(frozen=True, slots=True)
class WordFile:
    """An opened file."""

    name: str
    main: bytes
    stories: Stories
    styles: Styles
    lists: Lists
    _pieces: tuple[_Piece, ...]
    _paragraph_runs: Runs
    _letter_runs: Runs
    left_out: Counter[str] = field(default_factory=Counter)  # signs of drawing fonts that are not known

    def paragraphs(self, story: range) -> Iterator[WordParagraph]:
        """Yield the paragraphs of a part of the text, empty ones too."""
        told = _Telling()
        for place, text, letters, width in self._stretches(story):
            style = self._style(place)
            at = place
            for part in _MARKS.split(text):
                if not _MARKS.fullmatch(part):
                    self._letters(part, letters, style, told)
                elif told.mark(part):
                    yield self._paragraph(at, part, told)
                at += width * len(part)
        if told.parts:
            yield self._paragraph(-1, "", told)

    def _stretches(self, story: range) -> Iterator[tuple[int, str, Properties, int]]:
        for piece in self._pieces:
            first, last = max(piece.first, story.start), min(piece.last, story.stop)
            if first >= last:
                continue
            start = piece.place + (first - piece.first) * piece.width
            end = piece.place + (last - piece.first) * piece.width
            if end > len(self.main):
                raise _damaged(self.name, "its text is cut off")
            encoding = _WESTERN if piece.width == 1 else "utf-16-le"
            for at, to, properties in self._letter_runs.between(start, end):
                yield at, self.main[at:to].decode(encoding, "replace"), properties, piece.width

    def _letters(self, text: str, letters: Properties, style: Style, told: _Telling) -> None:
        named = self.styles.get(number(letters, LETTER_STYLE), Style()) if LETTER_STYLE in letters else style
        if not text or any(told.fields) or not is_shown(letters, hidden=style.hidden or named.hidden):
            return
        symbol = letters.get(SYMBOL, b"")
        drawn = chr(_DRAWN[0] + symbol[2]) if len(symbol) > 2 else text
        shown = _DRAWING.sub(self._sign, drawn.translate(_LETTERS_READ))
        told.parts.append(shown)
        if shown.strip():
            told.bold.add(is_set(letters, BOLD, inherited=style.bold or named.bold))

    def _sign(self, drawing: re.Match[str]) -> str:
        sign = sign_of(ord(drawing[0]))
        self.left_out.update(() if sign else (drawing[0],))
        return sign

    def _paragraph(self, place: int, end: str, told: _Telling) -> WordParagraph:
        found = self._paragraph_runs.at(place)
        properties = found.properties if found else {}
        text, bold = "".join(told.parts).strip(), told.bold == {True}
        told.parts, told.bold = [], set()
        return WordParagraph(text, end, self._style(place), properties, bold)

    def _style(self, place: int) -> Style:
        found = self._paragraph_runs.at(place)
        if found is None:
            return Style()
        return self.styles.get(number(found.properties, STYLE, found.style), Style())


def open_word(compound: Compound) -> WordFile:
    """Return the opened file. Raises SourceUnreadable for a damaged, protected or older one."""
    name = compound.name
    main = compound.stream("WordDocument") or b""
    try:
        magic, version = struct.unpack_from("<HH", main)
        (flags,) = struct.unpack_from("<H", main, 10)
        if magic != 0xA5EC or version < _WORD_97:
            raise SourceUnreadable(
                "The file was written by Word 95 or an older program",
                value=name,
                next_step="Open it in LibreOffice and save it as DOCX",
            )
        if flags & _ENCRYPTED:
            raise SourceUnreadable(
                "The file is protected with a password",
                value=name,
                next_step="Save a copy without the password",
            )
        table = compound.stream("1Table" if flags & _SECOND_TABLE else "0Table")
        if table is None:
            raise _damaged(name, "it has no table stream")
        return _opened(compound, main, table)
    except (struct.error, IndexError) as error:
        raise _damaged(name, str(error)) from error


def _opened(compound: Compound, main: bytes, table: bytes) -> WordFile:
    stories = _stories(main)
    pieces = tuple(_pieces(_part(main, table, _PIECES), compound.name))
    # Each letter is stored once; more letters than bytes come from pieces that say the same again.
    if sum(piece.last - piece.first for piece in pieces) > len(main):
        raise _damaged(compound.name, "it has more letters than bytes")
    start, size = _pair(main, _LISTS)
    return WordFile(
        compound.name,
        main,
        stories,
        read_doc_styles(_part(main, table, _STYLES)),
        read_lists(_part(main, table, _LISTS), table[start + size :], _part(main, table, _LIST_USES)),
        pieces,
        paragraph_runs(main, _part(main, table, _PARAGRAPHS), compound.stream("Data") or b""),
        letter_runs(main, _part(main, table, _LETTERS)),
    )


def _stories(main: bytes) -> Stories:
    """Return the parts of the text, which lie one behind the other."""
    counts = struct.unpack_from("<8I", main, 0x4C)
    at = 0
    found = []
    for count in counts:
        found.append(range(at, at + count))
        at += count
    text, footnotes, headers, _, _, endnotes, boxes, _ = found
    return Stories(text, footnotes, headers, endnotes, boxes)


def _pair(main: bytes, pair: int) -> tuple[int, int]:
    start, size = struct.unpack_from("<II", main, 0x9A + 8 * pair)
    return start, size


def _part(main: bytes, table: bytes, pair: int) -> bytes:
    start, size = _pair(main, pair)
    return table[start : start + size]


def _pieces(data: bytes, name: str) -> Iterator[_Piece]:
    at = 0
    while at < len(data) and data[at] == 1:  # changes of the last quick saves
        at += 3 + struct.unpack_from("<H", data, at + 1)[0]
    if at >= len(data) or data[at] != 2:
        raise _damaged(name, "it does not say where its text lies")
    size = min(struct.unpack_from("<I", data, at + 1)[0], len(data) - at - 5)
    count = max(0, (size - 4) // 12)
    bounds = struct.unpack_from(f"<{count + 1}I", data, at + 5)
    for number_ in range(count):
        (place,) = struct.unpack_from("<I", data, at + 5 + 4 * (count + 1) + 8 * number_ + 2)
        if bounds[number_ + 1] <= bounds[number_]:
            continue
        if place & _COMPRESSED:
            yield _Piece(bounds[number_], bounds[number_ + 1], (place & ~_COMPRESSED) // 2, 1)
        else:
            yield _Piece(bounds[number_], bounds[number_ + 1], place, 2)


def _damaged(name: str, why: str) -> SourceUnreadable:
    return SourceUnreadable(
        "The file is damaged: its text cannot be found",
        value=f"{name} ({why})",
        next_step="Open it in LibreOffice and save it as DOCX",
    )
