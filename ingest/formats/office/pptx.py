"""PPTX → a "slide" page for each visible slide, in the order in which they are shown.

Read from the format's own XML: the title as heading, then the other shapes in reading order, then the speaker
notes. Hidden slides and shapes, dates, footers and slide numbers stay out; the notes tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.formats.copies import Copies
from ingest.formats.office.package import Package
from ingest.formats.office.pptx_graphics import chart_blocks, diagram_blocks, table_rows
from ingest.formats.office.pptx_shapes import RUNNING, TITLES, Layout, Shape, in_reading_order, shapes_of
from ingest.formats.office.pptx_text import text_blocks, text_of
from ingest.pages import Block, Converted, Page
from search.errors import SourceUnreadable

# What programs put where nobody wrote notes.
_PROMPTS = frozenset(
    "click to add notes|click to edit the notes format|click to edit notes|noklikšķiniet, lai pievienotu"
    " piezīmes|klikšķiniet, lai pievienotu piezīmes|noklikšķiniet šeit, lai pievienotu piezīmes".split("|")
)
_YES = frozenset({"1", "true"})


@dataclass
class _Reader:
    """What is known while slides are read."""

    package: Package
    layouts: dict[str, Layout] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)  # parts, each of which is told once
    copies: Copies = field(default_factory=Copies)
    running: bool = False
    hidden_shapes: bool = False
    comments: bool = False

    def part(self, path: str) -> Element | None:
        """Return a part the first time that it is asked for: a small file may refer to one without end."""
        if path in self.read:
            return None
        self.read.add(path)
        return self.package.part(path)


@dataclass
class _Told:
    """Numbers of the slides that the notes speak of."""

    hidden: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    with_notes: list[int] = field(default_factory=list)


def convert_pptx(package: Package, media_type: str) -> Converted:
    """Return the slides of a presentation. Raises SourceUnreadable when a part is damaged or missing."""
    path, root = package.main_part("ppt/presentation.xml", "presentation")
    entries = root.findall("sldIdLst/sldId")
    if not entries:
        raise SourceUnreadable(
            "The presentation has no slides",
            value=package.name,
            next_step="Check that it is the one you mean",
        )
    paths = package.related(path)
    reader, told = _Reader(package), _Told()
    pages: list[Page] = []
    for number, entry in enumerate(entries, start=1):
        slide = paths.get(entry.get("id", ""), "")
        part = reader.part(slide)
        if part is None:
            told.missing.append(number)
        elif part.get("show", "1") not in _YES:
            told.hidden.append(number)
        else:
            blocks = list(_slide(part, slide, reader))
            notes = list(_speaker_notes(slide, reader))
            if notes:
                told.with_notes.append(number)
            pages.append(Page("slide", number, "", (*blocks, *notes)))
    return Converted(tuple(pages), package.metadata(), media_type, tuple(_notes(reader, told)))


def _notes(reader: _Reader, told: _Told) -> Iterator[str]:
    if told.missing:
        yield f"slides that are missing in the file: {_named(told.missing)}"
    if told.hidden:
        yield f"hidden slides left out: {_named(told.hidden)}"
    if told.with_notes:
        yield f"speaker notes read after the text of slides: {_named(told.with_notes)}"
    if reader.running:
        yield "dates, footers and slide numbers left out"
    if reader.hidden_shapes:
        yield "hidden text left out"
    if reader.comments:
        yield "comments left out"
    yield from reader.copies.notes()


def _named(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _slide(slide: Element, path: str, reader: _Reader) -> Iterator[Block]:
    package = reader.package
    tree = slide.find("cSld/spTree")
    if tree is None:
        return
    by_type = package.by_type(path)
    reader.comments = reader.comments or "comments" in by_type
    layout = _layout(by_type.get("slideLayout", ""), "slideMaster", reader)
    shapes = [one for one in in_reading_order(tree, layout, package.name) if _is_told(one, reader)]
    for shape in (one for one in shapes if one.kind in TITLES):
        title = text_of(shape.element.find("txBody"), package.name, "\n")
        if title:
            yield Block(title, "heading", 1)
    related = package.related(path)
    for shape in (one for one in shapes if one.kind not in TITLES):
        graphic = shape.element.find("graphic/graphicData")
        if graphic is not None:
            yield from _graphic(graphic, related, reader)
        else:
            body = shape.element.find("txBody")
            yield from text_blocks(body, layout.styles(shape), package.name)


def _is_told(shape: Shape, reader: _Reader) -> bool:
    """Say whether a shape is for readers, and remember what was left out."""
    if not shape.hidden and shape.kind not in RUNNING:
        return True
    if any((one.text or "").strip() for one in shape.element.iter("t")):
        reader.running = reader.running or not shape.hidden
        reader.hidden_shapes = reader.hidden_shapes or shape.hidden
    return False


def _layout(path: str, above: str, reader: _Reader) -> Layout:
    """Return a layout or, without `above`, a master; each is read once."""
    if path not in reader.layouts:
        package = reader.package
        root = package.part(path) if path else None
        tree = None if root is None else root.find("cSld/spTree")
        parent = package.by_type(path).get(above, "") if above and root is not None else ""
        reader.layouts[path] = Layout(
            () if tree is None else tuple(one for one in shapes_of(tree, package.name) if one.kind),
            None if root is None else root.find("txStyles"),
            _layout(parent, "", reader) if parent else None,
        )
    return reader.layouts[path]


def _graphic(graphic: Element, related: dict[str, str], reader: _Reader) -> Iterator[Block]:
    name = reader.package.name
    for one in graphic:
        if one.tag == "tbl":
            yield from table_rows(one, reader.copies, name)
        elif one.tag == "chart":
            part = reader.part(related.get(one.get("id", ""), ""))
            yield from () if part is None else chart_blocks(part, name)
        elif one.tag == "relIds":
            part = reader.part(related.get(one.get("dm", ""), ""))
            yield from () if part is None else diagram_blocks(part, name)


def _speaker_notes(path: str, reader: _Reader) -> Iterator[Block]:
    """Yield what the author wrote for the speaker; nothing where a program put its prompt."""
    package = reader.package
    part = reader.part(package.by_type(path).get("notesSlide", ""))
    tree = None if part is None else part.find("cSld/spTree")
    for shape in () if tree is None else shapes_of(tree, package.name):
        if shape.kind == "body" and not shape.hidden:
            for block in text_blocks(shape.element.find("txBody"), (), package.name):
                if " ".join(block.text.lower().split()).rstrip(".") not in _PROMPTS:
                    yield Block(block.text, "paragraph")
