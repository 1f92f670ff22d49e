"""Styles and list numbers of a DOCX: which paragraph is a heading, and what number stands before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.formats.office.package import whole
from ingest.formats.outline import INHERITED, LARGEST_START, named_level, names_contents, numeral

_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: heading level (0 for none), list and its level, bold letters, entry of contents."""

    level: int = 0
    list_id: str = ""
    list_level: int = 0
    bold: bool = False
    contents: bool = False


Styles = dict[str, Style]


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is printed: kind of number, the text around "%1", and the first number."""

    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list
    kinds: dict[str, str] = field(default_factory=dict)  # list → what it shares its count with
    counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, list_id: str, level: int) -> str | None:
        """Count one entry and return what is printed before it; "" for a bullet, None for no list."""
        levels = self.levels.get(list_id)
        if not levels or level not in levels:
            return None
        kind = self.kinds[list_id]
        counts = self.counts.setdefault(kind, [])
        del counts[level + 1 :]
        while len(counts) <= level:
            counts.append(levels[len(counts)].start - 1 if len(counts) in levels else 0)
        for above in range(level):
            counts[above] = max(counts[above], levels[above].start if above in levels else 1)
        counts[level] += 1
        return _printed(levels, level, counts)


def is_on(properties: Element | None, name: str) -> bool | None:
    """Return whether a switch such as bold is set; None when nothing is said."""
    found = None if properties is None else properties.find(name)
    return None if found is None else found.get("val", "1") not in {"0", "false", "none", "off"}


def list_place(properties: Element | None) -> tuple[str, int] | None:
    """Return list and level that paragraph properties name; ("0", …) takes a paragraph out of its list."""
    found = None if properties is None else properties.find("numPr")
    if found is None:
        return None
    list_id, level = found.find("numId"), found.find("ilvl")
    return (
        "" if list_id is None else list_id.get("val", ""),
        0 if level is None else min(whole(level.get("val")), _DEEPEST),
    )


def read_styles(root: Element | None) -> Styles:
    """Return the paragraph styles by id, each with what it inherits."""
    found = {one.get("styleId", ""): one for one in root.iterfind("style")} if root is not None else {}
    return {key: _style(key, found) for key in found}


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists of the numbering part."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {
        one.get("abstractNumId", ""): dict(_levels(one.iterfind("lvl")))
        for one in root.iterfind("abstractNum")
    }
    for one in root.iterfind("num"):
        list_id = one.get("numId", "")
        base = one.find("abstractNumId")
        kind = "" if base is None else base.get("val", "")
        overrides = dict(_levels(one.iterfind("lvlOverride/lvl")))
        restarts = {
            whole(each.get("ilvl")): each.find("startOverride") for each in one.iterfind("lvlOverride")
        }
        numbering.levels[list_id] = abstract.get(kind, {}) | overrides
        numbering.kinds[list_id] = list_id if any(each is not None for each in restarts.values()) else kind
    return numbering


def heading_level(properties: Element | None) -> int | None:
    """Return the heading level that an outline level gives; 0 for body text, None when nothing is said."""
    found = None if properties is None else properties.find("outlineLvl")
    if found is None:
        return None
    level = whole(found.get("val"), _DEEPEST)
    return level + 1 if level < _DEEPEST else 0


def _style(key: str, found: dict[str, Element]) -> Style:
    level: int | None = None
    place: tuple[str, int] | None = None
    bold: bool | None = None
    contents = key in found and names_contents(_name(found[key]))
    for _ in range(INHERITED):
        one = found.get(key)
        if one is None:
            break
        properties = one.find("pPr")
        level = named_level(_name(one)) if level is None else level
        level = heading_level(properties) if level is None else level
        place = list_place(properties) if place is None else place
        bold = is_on(one.find("rPr"), "b") if bold is None else bold
        base = one.find("basedOn")
        key = "" if base is None else base.get("val", "")
    list_id, list_level = place or ("", 0)
    return Style(level or 0, list_id, list_level, bold or False, contents)


def _name(style: Element) -> str:
    name = style.find("name")
    return "" if name is None else name.get("val", "")


def _levels(found: Iterable[Element]) -> Iterable[tuple[int, Level]]:
    for one in found:
        form, text, start = one.find("numFmt"), one.find("lvlText"), one.find("start")
        yield (
            whole(one.get("ilvl")),
            Level(
                "decimal" if form is None else form.get("val", "decimal"),
                "" if text is None else text.get("val", ""),
                1 if start is None else min(whole(start.get("val"), 1), LARGEST_START),
            ),
        )


def _printed(levels: dict[int, Level], level: int, counts: list[int]) -> str:
    if levels[level].form in {"bullet", "none"}:
        return ""
    text = levels[level].text
    for at in range(level + 1):
        form = levels[at].form if at in levels else "decimal"
        text = text.replace(f"%{at + 1}", numeral(counts[at], form))
    return text
