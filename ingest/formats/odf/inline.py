"""What stands inside a paragraph of OpenDocument → its visible text, and whether it is bold or hidden.

Goes in: a paragraph, and the Reader that remembers what was left out. Knows no lists and no tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.formats.copies import Copies
from ingest.formats.odf.styles import Lists, Styles
from ingest.formats.office.package import check_depth, whole
from ingest.pages import Block

HIDDEN, COMMENTS, DELETED = "hidden text", "comments", "deleted text (tracked changes)"
# Shapes with text of their own, which hang on a paragraph, a page or a cell.
BOXES = frozenset(
    "frame g custom-shape rect ellipse circle line polyline polygon regular-polygon path connector caption"
    " measure".split()
)
_SPACES = 100  # that one element may stand for
# Signs for spaces, tabs and line ends that the author typed, while those of the file's layout are folded.
_TYPED = str.maketrans({"\x01": " ", "\x03": "\t", "\x04": "\n"})
_LETTERS = {"tab": "\x03", "line-break": "\x04"}
# Accepted: a line end between two spans. Rejected: "\x01" (a space that the author typed).
_LAYOUT = re.compile(r"[ \t\r\n]+")
_LEFT_OUT = frozenset("annotation annotation-end script ruby-text number control forms".split())
_FAMILIES = {"span": "text", "p": "paragraph", "h": "paragraph"}


@dataclass
class Reader:
    """What is known while a document is read from top to bottom."""

    name: str
    styles: Styles
    lists: Lists
    copies: Copies = field(default_factory=Copies)
    blocks: list[Block] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)  # places of blocks that are bold throughout
    notes: list[Element] = field(default_factory=list)  # footnotes and endnotes
    left_out: set[str] = field(default_factory=set)
    in_cell: bool = False


def paragraph_text(paragraph: Element, reader: Reader, boxes: list[Element], depth: int = 0) -> str:
    """Return the visible text of a paragraph; the text boxes that hang on it are put into `boxes`."""
    text = _LAYOUT.sub(" ", "".join(_pieces(paragraph, reader, boxes, depth)))
    return text.translate(_TYPED).strip()


def is_bold(element: Element, reader: Reader) -> bool:
    """Say whether all letters of a paragraph or a cell are bold."""
    weights = list(_weights(element, reader, bold=False, depth=0))
    return bool(weights) and all(weights)


def is_hidden(element: Element, reader: Reader) -> bool:
    """Say whether an element is not shown, and remember that when it has text."""
    family = _FAMILIES.get(element.tag, "")
    hidden = (
        element.get("display") == "none"
        or (element.tag in {"section", "hidden-text"} and element.get("is-hidden") == "true")
        or reader.styles.of(family, element.get("style-name")).hidden
        or (family == "paragraph" and _hides_itself(element))
    )
    if hidden and any(text.strip() for text in element.itertext()):
        reader.left_out.add(HIDDEN)
    return hidden


def _hides_itself(paragraph: Element) -> bool:
    said = paragraph.find(".//hidden-paragraph")
    return said is not None and said.get("is-hidden") == "true"


def _pieces(element: Element, reader: Reader, boxes: list[Element], depth: int) -> Iterator[str]:
    check_depth(depth, reader.name)
    yield element.text or ""
    for child in element:
        if child.tag in _LETTERS:
            yield _LETTERS[child.tag]
        elif child.tag == "s":
            yield "\x01" * min(max(1, whole(child.get("c"), 1)), _SPACES)
        elif child.tag == "note":
            reader.notes.extend(child.iterfind("note-body"))
        elif child.tag == "annotation":
            reader.left_out.add(COMMENTS)
        elif child.tag not in _LEFT_OUT and not is_hidden(child, reader):
            if child.tag in BOXES:
                boxes.append(child)
            else:
                yield from _pieces(child, reader, boxes, depth + 1)
        yield child.tail or ""


def _weights(element: Element, reader: Reader, *, bold: bool, depth: int) -> Iterator[bool]:
    check_depth(depth, reader.name)
    own = reader.styles.of(_FAMILIES.get(element.tag, ""), element.get("style-name")).bold
    bold = bold if own is None else own
    if (element.text or "").strip():
        yield bold
    for child in element:
        if child.tag not in _LEFT_OUT and child.tag not in BOXES and child.tag != "note":
            yield from _weights(child, reader, bold=bold, depth=depth + 1)
        if (child.tail or "").strip():
            yield bold
