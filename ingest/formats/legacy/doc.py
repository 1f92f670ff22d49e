"""DOC (Word 97–2003) → one "section" page: headings by style or outline, list numbers, table rows.

Read from the format itself: the ready converter gives no headings and tells no cell from a tab. Deleted and
hidden text, comments, headers and footers stay out; footnotes, endnotes and text boxes follow the text.
"""

from __future__ import annotations

import struct

from ingest.formats.legacy.compound import Compound
from ingest.formats.legacy.doc_file import CELL_END, WordFile, WordParagraph, open_word
from ingest.formats.legacy.doc_properties import (
    CELLS,
    DEPTH,
    IN_TABLE,
    INNER_ROW_END,
    IS_HEADER,
    ROW_END,
    Properties,
    number,
)
from ingest.formats.legacy.doc_styles import heading_level, list_place
from ingest.formats.legacy.word_blocks import Edges, Paragraph, WordText
from ingest.intake import DOC
from ingest.pages import Block, Converted, Page

_BESIDE, _TALL, _TALL_START = 2, 32, 64  # of a cell: joined to its left one, to the one above, first of those


def convert_doc(compound: Compound) -> Converted:
    """Return the text of a document. Raises SourceUnreadable when it cannot be found."""
    file = open_word(compound)
    stories = file.stories
    blocks: list[Block] = []
    for story in (stories.main, stories.footnotes, stories.endnotes, stories.boxes):
        text = WordText()
        for paragraph in file.paragraphs(story):
            _read(paragraph, file, text)
        blocks.extend(text.end())
    furniture = any(one.text for one in file.paragraphs(stories.headers))
    notes = ["page headers and footers left out"] if furniture else []
    if file.left_out:
        notes.append(f"signs of drawing fonts left out: {file.left_out.total()}")
    return Converted((Page("section", 1, "", tuple(blocks)),), compound.metadata(), DOC, tuple(notes))


def _read(paragraph: WordParagraph, file: WordFile, text: WordText) -> None:
    said = paragraph.properties
    in_cell = bool(number(said, IN_TABLE) or number(said, DEPTH))
    if in_cell and number(said, ROW_END):
        text.end_row(_edges(said))
    elif not number(said, INNER_ROW_END):
        text.paragraph(_counted(paragraph, file), in_cell=in_cell)
        if in_cell and paragraph.end == CELL_END and number(said, DEPTH, 1) <= 1:
            text.end_cell()


def _counted(paragraph: WordParagraph, file: WordFile) -> Paragraph:
    style = paragraph.style
    outline = heading_level(paragraph.properties)
    list_id, level = list_place(paragraph.properties) or (style.list_id, style.list_level)
    counts = list_id and (paragraph.text or paragraph.end == CELL_END)
    return Paragraph(
        paragraph.text,
        style.level if outline is None else outline,
        file.lists.next(list_id, level) if counts else None,
        paragraph.bold,
    )


def _edges(said: Properties) -> Edges:
    data = said.get(CELLS, b"")
    header = number(said, IS_HEADER) == 1
    count = data[0] if data else 0
    if 1 + 2 * (count + 1) > len(data):
        return Edges(header=header)
    kinds = data[1 + 2 * (count + 1) :: 20]
    tall = frozenset(at for at, kind in enumerate(kinds) if kind & _TALL)
    return Edges(
        struct.unpack_from(f"<{count + 1}h", data, 1),
        frozenset(at for at, kind in enumerate(kinds) if kind & _BESIDE),
        frozenset(at for at in tall if not kinds[at] & _TALL_START),
        tall,
        header,
    )
