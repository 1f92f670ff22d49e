"""Styles and lists of Word 97–2003: which paragraph is a heading, bold or hidden, and what number it prints.

Goes in: the two tables as bytes. Comes out: styles by number, and lists that count. Names of fields are those
of [MS-DOC]. Knows no text.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.formats.legacy.doc_properties import (
    BOLD,
    DELETED,
    HIDDEN,
    LIST,
    LIST_LEVEL,
    OUTLINE,
    Properties,
    number,
    read_properties,
)
from ingest.formats.office.docx_styles import Level, Numbering
from ingest.formats.outline import INHERITED, LARGEST_START, named_level

_HEADINGS = range(1, 10)  # built-in styles "heading 1" to "heading 9"
_TITLE = 62
_BODY = 9  # outline level of what is no heading
_NO_STYLE = 0xFFF
_NO_LIST = 2047  # takes a paragraph out of its list
_FORMS = {1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
          23: "bullet", 255: "none"}  # fmt: skip
_LEVELS = 9
_LISTS = 4_000
_STARTS_ANEW, _LOOKS_OTHERWISE = 16, 32


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits: heading level (0 for none), list, bold and hidden letters."""

    level: int = 0
    list_id: str = ""
    list_level: int = 0
    bold: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """A style as written."""

    base: int
    level: int | None
    paragraph: Properties
    letters: Properties


Styles = dict[int, Style]


@dataclass
class Lists:
    """The lists of a document; some of their uses start the count anew."""

    numbering: Numbering = field(default_factory=Numbering)
    restarts: set[str] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> str | None:
        """Count one entry and return what is printed before it; "" for a bullet, None for no list."""
        if list_id in self.restarts:
            self.restarts.discard(list_id)
            self.numbering.counts.pop(self.numbering.kinds[list_id], None)
        return self.numbering.next(list_id, level)


def read_doc_styles(table: bytes) -> Styles:
    """Return the styles by number."""
    said = dict(_styles(table))
    return {key: _inherited(key, said) for key in said}


def heading_level(properties: Properties) -> int | None:
    """Return the heading level that an outline level gives; 0 for body text, None when nothing is said."""
    if OUTLINE not in properties:
        return None
    level = number(properties, OUTLINE)
    return level + 1 if level < _BODY else 0


def list_place(properties: Properties) -> tuple[str, int] | None:
    """Return list and level that a paragraph's properties name; ("", …) takes it out of its list."""
    if LIST not in properties:
        return None
    found = number(properties, LIST)
    return "" if found in {0, _NO_LIST} else str(found), number(properties, LIST_LEVEL)


def is_set(properties: Properties, code: int, *, inherited: bool = False) -> bool:
    """Return whether a switch of letters such as bold is on; 128 and 129 say "as the style" and "unlike"."""
    value = number(properties, code, 128)
    return inherited if value == 128 else not inherited if value == 129 else value == 1


def is_shown(properties: Properties, *, hidden: bool) -> bool:
    """Return whether letters are neither hidden nor deleted under tracked changes."""
    return not is_set(properties, HIDDEN, inherited=hidden) and not is_set(properties, DELETED)


def read_lists(table: bytes, levels: bytes, uses: bytes) -> Lists:
    """Return the lists by the number that paragraphs name; `levels` is what follows their table."""
    lists = Lists()
    known = dict(_lists(table, levels))
    count = min(struct.unpack_from("<I", uses)[0], _LISTS, len(uses) // 16) if len(uses) >= 4 else 0
    at = 4 + 16 * count  # what each use changes lies behind all of them
    for number_ in range(count):
        (kind,) = struct.unpack_from("<i", uses, 4 + 16 * number_)
        list_id = str(number_ + 1)
        lists.numbering.levels[list_id] = known.get(kind, {})
        lists.numbering.kinds[list_id] = str(kind)
        at += 4
        for _ in range(uses[4 + 16 * number_ + 12]):
            if at + 8 > len(uses):
                break
            (said,) = struct.unpack_from("<I", uses, at + 4)
            at += 8
            if said & _STARTS_ANEW:
                lists.restarts.add(list_id)
            if said & _LOOKS_OTHERWISE:
                _, at = _level(uses, at)
    return lists


def _styles(table: bytes) -> Iterator[tuple[int, _Said]]:
    if len(table) < 6:
        return
    head, count, fixed = struct.unpack_from("<HHH", table)
    at = 2 + head
    for key in range(count):
        if at + 2 > len(table):
            return
        (size,) = struct.unpack_from("<H", table, at)
        if size > 10:
            yield key, _style(table[at + 2 : at + 2 + size], fixed)
        at += 2 + size


def _style(data: bytes, fixed: int) -> _Said:
    built_in, kind = (one & 0xFFF for one in struct.unpack_from("<HH", data))
    is_paragraph, base = kind & 0xF == 1, struct.unpack_from("<H", data, 2)[0] >> 4
    length = struct.unpack_from("<H", data, fixed)[0] if fixed + 2 <= len(data) else 0
    at = fixed + 2 + 2 * length + 2  # the name ends with a zero
    name = data[fixed + 2 : fixed + 2 + 2 * length].decode("utf-16-le", "replace").partition(",")[0]
    level = built_in if built_in in _HEADINGS else 1 if built_in == _TITLE else named_level(name)
    lists: list[bytes] = []
    while at + 2 <= len(data) and len(lists) < 2:
        (size,) = struct.unpack_from("<H", data, at)
        lists.append(data[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    if not is_paragraph:
        return _Said(base, None, {}, read_properties(lists[0]) if lists else {})
    paragraph, letters = [*lists, b"", b""][:2]
    return _Said(base, level, read_properties(paragraph[2:]), read_properties(letters))


def _inherited(key: int, said: dict[int, _Said]) -> Style:
    line: list[_Said] = []
    while key in said and len(line) < INHERITED:
        line.append(said[key])
        key = said[key].base
    style = Style()
    for one in reversed(line):
        outline, place = heading_level(one.paragraph), list_place(one.paragraph)
        level = next((found for found in (outline, one.level) if found is not None), style.level)
        list_id, list_level = (style.list_id, style.list_level) if place is None else place
        if place is None and LIST_LEVEL in one.paragraph:
            list_level = number(one.paragraph, LIST_LEVEL)
        style = replace(
            style,
            level=level,
            list_id=list_id,
            list_level=list_level,
            bold=is_set(one.letters, BOLD, inherited=style.bold),
            hidden=is_set(one.letters, HIDDEN, inherited=style.hidden),
        )
    return style


def _lists(lists: bytes, levels: bytes) -> Iterator[tuple[int, dict[int, Level]]]:
    count = struct.unpack_from("<H", lists)[0] if len(lists) >= 2 else 0
    at = 0
    for number_ in range(min(count, _LISTS)):
        head = 2 + 28 * number_
        if head + 28 > len(lists):
            return
        (kind,) = struct.unpack_from("<i", lists, head)
        found: dict[int, Level] = {}
        for level in range(1 if lists[head + 26] & 1 else _LEVELS):
            found[level], at = _level(levels, at)
        yield kind, found


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Return a level and where the next one starts."""
    if at + 28 > len(data):
        return Level("none", "", 1), len(data)
    start, form = struct.unpack_from("<iB", data, at)
    at += 28 + data[at + 24] + data[at + 25]
    length = struct.unpack_from("<H", data, at)[0] if at + 2 <= len(data) else 0
    text = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    # A level's number stands as its own small code in what is printed.
    printed = "".join(f"%{ord(sign) + 1}" if ord(sign) < _LEVELS else sign for sign in text)
    start = min(max(start, 0), LARGEST_START)
    return Level(_FORMS.get(form, "decimal"), printed, start), at + 2 + 2 * length
