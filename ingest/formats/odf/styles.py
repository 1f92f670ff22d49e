"""Styles and list numbers of OpenDocument: what is a heading, bold or hidden, what stands before an entry.

Goes in: `styles.xml` and `content.xml`. Knows nothing of the text itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.formats.office.package import whole
from ingest.formats.outline import INHERITED, LARGEST_START, named_level, numeral

MOST_LEVEL = 6  # of headings; OpenDocument has ten
_DEEPEST = 10  # levels of a list
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OUTLINE = "\x00outline"  # stands among the list styles for the numbers of headings; no style can be named so


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits: heading level (0 for none), list ("" for none, None unsaid), looks."""

    level: int = 0
    list_name: str | None = None
    bold: bool | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    form: str  # "" for a bullet or no number
    before: str
    after: str
    shown: int  # levels whose numbers are printed
    start: int


@dataclass
class Lists:
    """The lists of a document and how far each has counted. A count is a list of numbers, one a level."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by list style
    by_id: dict[str | None, list[int]] = field(default_factory=dict)
    latest: dict[str, list[int]] = field(default_factory=dict)  # by list style
    headings: list[int] = field(default_factory=list)

    def opened(self, element: Element, style: str) -> list[int]:
        """Return the count for a list that starts here: a fresh one, or that of the list it continues."""
        counts = self.by_id.get(element.get("continue-list"))
        if counts is None and element.get("continue-numbering") == "true":
            counts = self.latest.get(style)
        counts = [] if counts is None else counts
        self.latest[style] = counts
        if "id" in element.attrib:
            self.by_id[element.attrib["id"]] = counts
        return counts

    def number(self, counts: list[int], style: str, level: int, start: int | None = None) -> str:
        """Count one entry, `level` from 0, and return what is printed before it; "" for a bullet."""
        level = min(level, _DEEPEST - 1)
        levels = self.levels.get(style, {})
        del counts[level + 1 :]
        while len(counts) <= level:
            counts.append(_start(levels, len(counts)) - 1)
        for above in range(level):
            counts[above] = max(counts[above], _start(levels, above))
        counts[level] = counts[level] + 1 if start is None else min(start, LARGEST_START)
        return _printed(levels, level, counts)

    def heading_number(self, level: int, start: int | None) -> str:
        """Count one heading outside lists, `level` from 1, and return its number; "" where it has none."""
        return self.number(self.headings, _OUTLINE, level - 1, start)


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by family and name, and its tables that are not shown."""

    named: dict[tuple[str, str], Style]
    hidden_tables: frozenset[str]

    def of(self, family: str, name: str | None) -> Style:
        """Return a style of the family "paragraph" or "text"; a plain one for an unknown name."""
        return self.named.get((family, name or ""), Style())


def read_styles(*parts: Element | None) -> tuple[Styles, Lists]:
    """Return the styles of `styles.xml` and `content.xml`, in this order."""
    found: dict[tuple[str, str], Element] = {}
    lists = Lists()
    for at, part in enumerate(parts):
        for group in _groups(part, own=at == len(parts) - 1):
            for one in group:
                if one.tag == "style":
                    found[one.get("family", ""), one.get("name", "")] = one
                elif one.tag == "list-style":
                    lists.levels[one.get("name", "")] = dict(_levels(one))
                elif one.tag == "outline-style":
                    lists.levels[_OUTLINE] = dict(_levels(one))
    hidden = {
        name
        for (family, name), one in found.items()
        if family == "table" and any(each.get("display") == "false" for each in one)
    }
    return Styles({key: _style(key, found) for key in found}, frozenset(hidden)), lists


def _groups(part: Element | None, *, own: bool) -> Iterator[Element]:
    """Yield the groups of styles that count for the text; those of headers and footers share their names."""
    for tag in ("styles", "automatic-styles") if own else ("styles",):
        yield from () if part is None else part.iterfind(tag)


def _style(key: tuple[str, str], found: dict[tuple[str, str], Element]) -> Style:
    family, name = key
    level: int | None = None
    list_name: str | None = None
    bold: bool | None = None
    hidden: bool | None = None
    for _ in range(INHERITED):
        one = found.get((family, name))
        if one is None:
            break
        letters = one.find("text-properties")
        level = _level(one) if level is None else level
        list_name = one.get("list-style-name") if list_name is None else list_name
        bold = _is_bold(letters) if bold is None else bold
        hidden = _is_hidden(letters) if hidden is None else hidden
        name = one.get("parent-style-name", "")
    return Style(level or 0, list_name, bold, hidden or False)


def _level(style: Element) -> int | None:
    said = whole(style.get("default-outline-level"))
    name = style.get("display-name") or style.get("name", "").replace("_20_", " ")
    level = said or named_level(name)
    return None if level is None else min(level, MOST_LEVEL)


def _is_bold(letters: Element | None) -> bool | None:
    weight = None if letters is None else letters.get("font-weight")
    return None if weight is None else weight == "bold" or whole(weight) >= 600


def _is_hidden(letters: Element | None) -> bool | None:
    said = None if letters is None else letters.get("display")
    return None if said is None else said == "none"


def _levels(style: Element) -> Iterator[tuple[int, _Level]]:
    for one in style:
        number = one.tag in {"list-level-style-number", "outline-level-style"}
        yield (
            whole(one.get("level"), 1) - 1,
            _Level(
                _FORMS.get(one.get("num-format", ""), "") if number else "",
                one.get("num-prefix", ""),
                one.get("num-suffix", ""),
                whole(one.get("display-levels"), 1),
                min(whole(one.get("start-value"), 1), LARGEST_START),
            ),
        )


def _start(levels: dict[int, _Level], level: int) -> int:
    return levels[level].start if level in levels else 1


def _printed(levels: dict[int, _Level], level: int, counts: list[int]) -> str:
    own = levels.get(level)
    if own is None or not own.form:
        return ""
    first = max(0, level + 1 - own.shown)
    forms = [(at, levels[at].form) for at in range(first, level + 1) if at in levels]
    numbers = ".".join(numeral(counts[at], form) for at, form in forms if form)
    return f"{own.before}{numbers}{own.after}".strip()
