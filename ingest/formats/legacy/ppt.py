"""PPT (PowerPoint 97–2003) → a "slide" page for each visible slide: its title, then its shapes in order.

Read from the format's own records: the ready converter tells no slide from the next. Speaker notes follow the
text of their slide; hidden slides and shapes, dates, footers and slide numbers stay out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.formats.legacy.compound import Compound
from ingest.formats.legacy.ppt_records import Presentation, Record, damaged, open_presentation
from ingest.formats.legacy.ppt_shapes import Shape, Slide, Texts, lines_of, read_texts
from ingest.formats.tables import table_blocks
from ingest.intake import PPT
from ingest.pages import Block, BlockKind, Converted, Page

_SLIDE_LIST, _SLIDE_ENTRY, _SLIDE_SHOW, _NOTES_ABOUT = 0x0FF0, 0x03F3, 0x03F9, 0x03F1
_SLIDES, _NOTES = 0, 2  # lists of the document
# Kinds of text.
_TITLES, _NOTES_TEXT, _BULLETED = frozenset({0, 6}), 2, frozenset({1, 7, 8})
_HIDDEN = 4


@dataclass
class _Told:
    """Numbers of the slides that the notes speak of."""

    hidden: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    with_notes: list[int] = field(default_factory=list)
    running: bool = False
    hidden_shapes: bool = False

    def notes(self) -> Iterator[str]:
        for said, numbers in (
            ("slides that are missing in the file", self.missing),
            ("hidden slides left out", self.hidden),
            ("speaker notes read after the text of slides", self.with_notes),
        ):
            if numbers:
                yield f"{said}: {', '.join(map(str, numbers))}"
        if self.running:
            yield "dates, footers and slide numbers left out"
        if self.hidden_shapes:
            yield "hidden text left out"


def convert_ppt(compound: Compound) -> Converted:
    """Return the slides of a presentation. Raises SourceUnreadable for a damaged or protected one."""
    try:
        return _converted(compound)
    except (struct.error, IndexError) as error:
        raise damaged(compound.name, str(error)) from error


def _converted(compound: Compound) -> Converted:
    presentation = open_presentation(compound)
    told = _Told()
    spoken = dict(_speaker_notes(presentation, compound.name))
    pages = []
    read: set[int] = set()
    for number, (key, slide_id, outline) in enumerate(_listed(presentation, _SLIDES), start=1):
        record = None if key in read else presentation.part(key)
        read.add(key)
        if record is None:
            told.missing.append(number)
        elif _is_hidden(record):
            told.hidden.append(number)
        else:
            slide = Slide(compound.name, outline)
            blocks = list(_blocks(slide.shapes(record)))
            told.running = told.running or slide.running
            told.hidden_shapes = told.hidden_shapes or slide.hidden
            notes = spoken.get(slide_id, [])
            if notes:
                told.with_notes.append(number)
            pages.append(Page("slide", number, "", (*blocks, *notes)))
    return Converted(tuple(pages), compound.metadata(), PPT, tuple(told.notes()))


def _is_hidden(slide: Record) -> bool:
    show = slide.first(_SLIDE_SHOW)
    return show is not None and len(show.data) > 11 and bool(show.data[10] & _HIDDEN)


def _listed(presentation: Presentation, instance: int) -> Iterator[tuple[int, int, Texts]]:
    """Yield the slides or notes in order: part, number, and the texts that the document keeps for it."""
    for group in presentation.document.children():
        if group.kind != _SLIDE_LIST or group.instance != instance:
            continue
        entry: tuple[int, int] | None = None
        held: list[Record] = []
        for one in group.children():
            if one.kind == _SLIDE_ENTRY:
                if entry:
                    yield *entry, dict(enumerate(read_texts(held)))
                key, _, _, slide_id = struct.unpack_from("<4I", one.data)
                entry, held = (key, slide_id), []
            else:
                held.append(one)
        if entry:
            yield *entry, dict(enumerate(read_texts(held)))


def _speaker_notes(presentation: Presentation, name: str) -> Iterator[tuple[int, list[Block]]]:
    """Yield what was written for the speaker, by the number of the slide."""
    read: set[int] = set()
    for key, _, outline in _listed(presentation, _NOTES):
        part = None if key in read else presentation.part(key)
        about = part.first(_NOTES_ABOUT) if part else None
        read.add(key)
        if part is None or about is None:
            continue
        shapes = Slide(name, outline).shapes(part)
        lines = [line for one in shapes if one.kind == _NOTES_TEXT for line in lines_of(one.text)]
        yield int.from_bytes(about.data[:4], "little"), [Block(line, "paragraph") for line in lines]


def _blocks(shapes: Iterable[Shape]) -> Iterator[Block]:
    rest = []
    for one in shapes:
        if one.kind in _TITLES and one.text.strip():
            yield Block("\n".join(lines_of(one.text)), "heading", 1)
        else:
            rest.append(one)
    for one in rest:
        if one.rows:
            yield from table_blocks(one.rows)
        else:
            kind: BlockKind = "list" if one.kind in _BULLETED else "paragraph"
            yield from (Block(line, kind) for line in lines_of(one.text))
