"""RTF → one "section" page: headings by style or outline, list numbers as printed, table rows.

Read from the format itself: the ready converter gives no headings, mixes headers and footers into the text
and takes Latvian letters for those of the file's code page, whatever their font says. Hidden and deleted
text, comments, headers and footers stay out; footnotes and text boxes follow the text.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.formats.legacy.rtf_letters import FILES
from ingest.formats.legacy.rtf_text import GROUPS, Reader
from ingest.formats.legacy.rtf_tokens import Token, read_tokens
from ingest.intake import RTF
from ingest.pages import Converted, Page
from search.errors import SourceUnreadable

_DEEPEST = 1_000  # groups in groups
_SHOWN = {"tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
          "bullet": "•", "endash": "–", "emdash": "—", "emspace": " ", "enspace": " ",
          "qmspace": " "}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}


def convert_rtf(data: bytes, name: str) -> Converted:
    """Return the text of a document. Raises SourceUnreadable when its end is missing."""
    reader = Reader()
    optional = False  # the next word may be passed over by who does not know it
    for token in read_tokens(data):
        if token.kind == "word":
            _word(reader, token, optional=optional)
        else:
            _TAKE[token.kind](reader, token)
        optional = token.kind == "symbol" and token.name == "*"
        if len(reader.above) > _DEEPEST:
            raise SourceUnreadable(
                f"The file nests its groups more than {_DEEPEST} deep",
                value=name,
                next_step="Save it as PDF and read that",
            )
        if token.kind == "close" and not reader.above:
            break
    if reader.above:
        raise SourceUnreadable(
            "The file is cut off: its end is missing", value=name, next_step="Copy or download it again"
        )
    reader.end_paragraph()
    blocks = (*reader.story.text.end(), *reader.following)
    notes = ["page headers and footers left out"] if reader.furniture else []
    if reader.left_out:
        notes.append(f"signs of drawing fonts left out: {reader.left_out}")
    metadata = {key: text for key, text in reader.metadata.items() if text}
    return Converted((Page("section", 1, "", blocks),), metadata, RTF, tuple(notes))


def _word(reader: Reader, token: Token, *, optional: bool) -> None:
    letters, name = reader.letters, token.name
    letters.skipped = 0
    if name == "u":
        reader.put(letters.unicode(token.number or 0, reader.font, reader.state.replaced))
        return
    group = GROUPS.get(name, "skip" if optional else "")
    if group:
        reader.begin(group)
    elif reader.state.group == "skip":
        return
    elif name in _SHOWN:
        reader.put(letters.flush() + _SHOWN[name])
    elif name in FILES:
        letters.says_file(name)
    elif name in {"clmrg", "clvmgf", "clvmrg"}:
        reader.story.joins[-1].add(name)
    elif name in _WORDS:
        reader.put(letters.flush())  # what was read so far had what held so far
        _WORDS[name](reader, token.number)


def _symbol(reader: Reader, token: Token) -> None:
    if token.name in "\r\n":
        reader.end_paragraph()
    elif reader.letters.skipped:
        reader.letters.skipped -= 1
    else:
        reader.put(reader.letters.flush() + _SYMBOLS.get(token.name, ""))


def _letters(reader: Reader, token: Token) -> None:
    if reader.state.group == "fonts":  # the name of a font of drawings is not drawn
        reader.put(token.letters.decode("latin-1"))
    elif reader.state.group != "skip":
        reader.put(reader.letters.add(token.letters, reader.font))


def _pard(reader: Reader, number: int | None) -> None:
    state = reader.state
    state.style, state.outline, state.listed, state.in_cell = 0, None, False, False


def _plain(reader: Reader, number: int | None) -> None:
    reader.state.bold, reader.state.hidden, reader.state.font = False, False, -1


def _row(reader: Reader, number: int | None) -> None:
    if reader.in_text:
        reader.story.end_row()


def _inner_cell(reader: Reader, number: int | None) -> None:
    """End a cell of a table in a cell, whose text is the outer cell's."""
    reader.state.in_cell = True
    reader.end_paragraph()


def _set(name: str, default: int) -> Callable[[Reader, int | None], None]:
    """Return what takes a word's number into the state."""

    def set_(reader: Reader, number: int | None) -> None:
        setattr(reader.state, name, default if number is None else number)

    return set_


def _switch(name: str) -> Callable[[Reader, int | None], None]:
    """Return what turns a part of the state on, or off with the number 0."""

    def switch(reader: Reader, number: int | None) -> None:
        setattr(reader.state, name, number != 0)

    return switch


_TAKE: dict[str, Callable[[Reader, Token], None]] = {
    "open": lambda reader, _: reader.open(),
    "close": lambda reader, _: reader.close(),
    "symbol": _symbol,
    "byte": _letters,
    "text": _letters,
}
_WORDS: dict[str, Callable[[Reader, int | None], None]] = {
    "par": lambda reader, _: reader.end_paragraph(),
    "sect": lambda reader, _: reader.end_paragraph(),
    "page": lambda reader, _: reader.end_paragraph(),
    "pard": _pard,
    "plain": _plain,
    "cell": lambda reader, _: reader.end_cell(),
    "nestcell": _inner_cell,
    "row": _row,
    "trowd": lambda reader, _: reader.story.begin_row(),
    "trleft": lambda reader, number: setattr(reader.story, "left", number or 0),
    "trhdr": lambda reader, _: setattr(reader.story, "header", True),
    "cellx": lambda reader, number: reader.story.cell_edge(number or 0),
    "intbl": _switch("in_cell"),
    "itap": lambda reader, number: setattr(reader.state, "in_cell", (number or 0) > 0),
    "s": _set("style", 0),
    "sbasedon": _set("base", 0),
    "outlinelevel": _set("outline", 0),
    "ls": _switch("listed"),
    "b": _switch("bold"),
    "v": _switch("hidden"),
    "deleted": _switch("hidden"),
    "f": _set("font", -1),
    "uc": _set("replaced", 1),
    "deff": lambda reader, number: setattr(reader.letters, "default_font", number or 0),
    "ansicpg": lambda reader, number: reader.letters.says_page(number or 0),
    "fcharset": lambda reader, number: reader.letters.says_font_set(reader.state.font, number or 0),
    "cpg": lambda reader, number: reader.letters.says_font_page(reader.state.font, number or 0),
}
