"""Shapes of a slide in reading order: from top to bottom, from left to right where they stand side by side.

Goes in: a slide's tree of shapes and its layout. A group stays together, placed by its shapes. A placeholder
without a place of its own stands where its layout or master puts it. Knows nothing of texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.formats.office.package import check_depth

TITLES = frozenset({"title", "ctrTitle"})
RUNNING = frozenset({"dt", "ftr", "sldNum", "hdr"})
_BAND = 200_000  # EMU, about half a centimetre: shapes whose tops differ by less stand side by side
# Accepted: "457200", "-12700". Rejected: "1.5in".
_OFFSET = re.compile(r"-?[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape, table or picture with the type of its placeholder ("" for none, "obj" for an untyped one)."""

    element: Element
    kind: str = ""
    index: str = ""

    @property
    def hidden(self) -> bool:
        """Say whether its author hid it."""
        return _named(self.element, "cNvPr").get("hidden") in {"1", "true"}


@dataclass(frozen=True)
class Layout:
    """The placeholders that a slide's shapes inherit from: those of its layout, then of the master."""

    shapes: tuple[Shape, ...] = ()
    texts: Element | None = None  # how the master styles titles, bodies and other texts
    master: Layout | None = None

    def above(self, shape: Shape) -> tuple[Element, ...]:
        """Return the placeholders that a shape inherits from, the nearest first."""
        if not shape.kind:
            return ()
        alike = [one for one in self.shapes if _role(one) == _role(shape)]
        own = next((one for one in alike if one.index == shape.index), None)
        if own is None and _role(shape) == "body":
            own = next((one for one in self.shapes if one.index == shape.index), None)
        own = own or next(iter(alike), None)
        further = self.master.above(own or shape) if self.master else ()
        return further if own is None else (own.element, *further)

    def styles(self, shape: Shape) -> tuple[Element, ...]:
        """Return the styles of a shape's text, its own first and the master's for all such texts last."""
        lists = (one.find("txBody/lstStyle") for one in (shape.element, *self.above(shape)))
        texts = next((one.texts for one in (self, self.master) if one and one.texts is not None), None)
        role = "other" if shape.kind in {"", *RUNNING} else _role(shape)
        general = None if texts is None else texts.find(f"{role}Style")
        return tuple(one for one in (*lists, general) if one is not None)


@dataclass(frozen=True, slots=True)
class _Scale:
    """How the coordinates inside a group become those of the slide."""

    across: float = 1.0
    down: float = 1.0
    left: float = 0.0
    top: float = 0.0


@dataclass
class _Placed:
    """A shape or a group of shapes with its upper left corner."""

    top: float
    left: float
    shapes: list[Shape] = field(default_factory=list)


def in_reading_order(tree: Element, layout: Layout, name: str) -> list[Shape]:
    """Return the shapes of a slide; `name` is the file's, for messages."""
    return _ordered(_placed(tree, layout, _Scale(), name, 0))


def shapes_of(tree: Element, name: str, depth: int = 0) -> Iterator[Shape]:
    """Yield the shapes of a tree as they stand in the file, those of groups among them."""
    check_depth(depth, name)
    for element in _children(tree):
        if element.tag == "grpSp":
            yield from shapes_of(element, name, depth + 1)
        else:
            yield _shape(element)


def _placed(tree: Element, layout: Layout, scale: _Scale, name: str, depth: int) -> list[_Placed]:
    check_depth(depth, name)
    found: list[_Placed] = []
    top = left = 0.0  # a shape that says nothing stands where the one before it does
    for element in _children(tree):
        if element.tag == "grpSp":
            inner = _placed(element, layout, _inner_scale(element, scale), name, depth + 1)
            if inner:
                top, left = min(one.top for one in inner), min(one.left for one in inner)
                found.append(_Placed(top, left, _ordered(inner)))
            continue
        shape = _shape(element)
        place = _place(element)
        if place is not None:
            left = scale.left + place[0] * scale.across
            top = scale.top + place[1] * scale.down
        else:
            inherited = (_place(one) for one in layout.above(shape))
            left, top = next((one for one in inherited if one is not None), (left, top))
        found.append(_Placed(top, left, [shape]))
    return found


def _ordered(found: list[_Placed]) -> list[Shape]:
    bands: list[list[_Placed]] = []
    for one in sorted(found, key=lambda one: one.top):
        if bands and one.top - bands[-1][0].top <= _BAND:
            bands[-1].append(one)
        else:
            bands.append([one])
    lines = (sorted(band, key=lambda one: one.left) for band in bands)
    return [shape for band in lines for one in band for shape in one.shapes]


def _children(tree: Element) -> Iterator[Element]:
    for one in tree:
        if one.tag == "AlternateContent":
            chosen = one.find("Choice")
            yield from () if chosen is None else chosen
        elif one.tag in {"sp", "grpSp", "graphicFrame"}:
            yield one


def _shape(element: Element) -> Shape:
    placeholder = _named(element, "nvPr").find("ph")
    if placeholder is None:
        return Shape(element)
    return Shape(element, placeholder.get("type", "obj"), placeholder.get("idx", "0"))


def _named(element: Element, tag: str) -> Element:
    """Return what a shape says of itself under `tag`; an empty element where it says nothing."""
    about = (one.find(tag) for one in element if one.tag.startswith("nv"))
    return next((one for one in about if one is not None), Element(tag))


def _role(shape: Shape) -> str:
    """Return what a placeholder is to layouts and masters, which know but few types."""
    return "title" if shape.kind in TITLES else shape.kind if shape.kind in RUNNING else "body"


def _transform(element: Element) -> Element | None:
    found = (element.find(path) for path in ("spPr/xfrm", "grpSpPr/xfrm", "xfrm"))
    return next((one for one in found if one is not None), None)


def _place(element: Element) -> tuple[float, float] | None:
    transform = _transform(element)
    offset = None if transform is None else transform.find("off")
    return None if offset is None else (_number(offset.get("x")), _number(offset.get("y")))


def _inner_scale(group: Element, scale: _Scale) -> _Scale:
    transform = _transform(group)
    parts = {} if transform is None else {one.tag: one for one in transform}
    if not {"off", "ext", "chOff", "chExt"} <= parts.keys():
        return scale
    across = scale.across * _ratio(parts["ext"].get("cx"), parts["chExt"].get("cx"))
    down = scale.down * _ratio(parts["ext"].get("cy"), parts["chExt"].get("cy"))
    left = scale.left + _number(parts["off"].get("x")) * scale.across
    top = scale.top + _number(parts["off"].get("y")) * scale.down
    return _Scale(
        across,
        down,
        left - _number(parts["chOff"].get("x")) * across,
        top - _number(parts["chOff"].get("y")) * down,
    )


def _ratio(outside: str | None, inside: str | None) -> float:
    return _number(outside) / _number(inside) if _number(inside) else 1.0


def _number(text: str | None) -> float:
    return float(text) if text and _OFFSET.fullmatch(text) else 0.0
