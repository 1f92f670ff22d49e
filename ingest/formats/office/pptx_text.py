"""Texts of a slide's shapes → blocks: paragraphs, list entries with their automatic numbers.

Goes in: a text body and the styles that it inherits from, the nearest first. Knows no slide and no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.formats.office.package import check_depth, whole
from ingest.formats.outline import LARGEST_START, numeral
from ingest.pages import Block

_DEEPEST = 8  # level of a list, counted from 0
_FORMS = {"arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman",
          "romanUc": "upperRoman"}  # fmt: skip
_AROUND = {"Period": ("", "."), "ParenR": ("", ")"), "ParenBoth": ("(", ")"), "Plain": ("", "")}
# Accepted: "arabicPeriod", "romanUcParenR". Rejected: "circleNumWdBlackPlain" (printed like "arabicPeriod").
_SCHEME = re.compile(r"(arabic|alphaLc|alphaUc|romanLc|romanUc)(Period|ParenR|ParenBoth|Plain)")
_LEFT_OUT = frozenset("pPr rPr endParaRPr".split())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with text: whether it is an entry of a list, and the number printed before it."""

    text: str
    listed: bool
    number: str = ""

    @property
    def shown(self) -> str:
        """Return the text as it is printed."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass
class _Count:
    scheme: str
    number: int


def paragraphs(body: Element | None, styles: tuple[Element, ...], name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text body; `name` is the file's, for messages."""
    counts: dict[int, _Count] = {}
    for paragraph in () if body is None else body.iterfind("p"):
        text = "".join(_pieces(paragraph, name, 0)).strip()
        if not text:
            continue
        properties = paragraph.find("pPr")
        level = 0 if properties is None else min(whole(properties.get("lvl")), _DEEPEST)
        bullet = _bullet(properties, styles, level)
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if bullet is not None and bullet.tag == "buAutoNum":
            yield Paragraph(text, listed=True, number=_counted(bullet, counts, level))
            continue
        counts.pop(level, None)
        yield Paragraph(text, listed=bool(level) if bullet is None else bullet.tag != "buNone")


def text_blocks(body: Element | None, styles: tuple[Element, ...], name: str) -> Iterator[Block]:
    """Yield the same as blocks."""
    for one in paragraphs(body, styles, name):
        yield Block(one.shown, "list" if one.listed else "paragraph")


def text_of(body: Element | None, name: str, between: str = " ") -> str:
    """Return the text of a body on its own, such as a title's or a cell's."""
    return between.join(one.shown for one in paragraphs(body, (), name))


def _pieces(element: Element, name: str, depth: int) -> Iterator[str]:
    check_depth(depth, name)
    for child in element:
        if child.tag == "t":
            yield child.text or ""
        elif child.tag == "br":
            yield "\n"
        elif child.tag == "AlternateContent":
            chosen = child.find("Choice")
            yield from () if chosen is None else _pieces(chosen, name, depth + 1)
        elif child.tag not in _LEFT_OUT and not (child.tag == "fld" and child.get("type") == "slidenum"):
            yield from _pieces(child, name, depth + 1)


def _bullet(own: Element | None, styles: tuple[Element, ...], level: int) -> Element | None:
    """Return what the nearest style says of bullets; None when none says anything."""
    tag = f"lvl{level + 1}pPr"
    for properties in (own, *(style.find(tag) for style in styles)):
        for one in () if properties is None else properties:
            if one.tag in {"buNone", "buAutoNum", "buChar", "buBlip"}:
                return one
    return None


def _counted(bullet: Element, counts: dict[int, _Count], level: int) -> str:
    scheme = bullet.get("type", "arabicPeriod")
    count = counts.get(level)
    if count is None or count.scheme != scheme:
        count = counts[level] = _Count(scheme, min(whole(bullet.get("startAt"), 1), LARGEST_START) - 1)
    count.number += 1
    known = _SCHEME.fullmatch(scheme)
    form, around = (known[1], known[2]) if known else ("arabic", "Period")
    before, after = _AROUND[around]
    return f"{before}{numeral(count.number, _FORMS[form])}{after}"
