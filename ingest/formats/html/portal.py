"""Lines that portals of municipalities put around every article → out of the tree, and told.

Goes in: a tree without furniture (`html.main`). Comes out: the lines taken out: name days, links to easy
reading and printing, reading aloud, the day of the last change. Judged by their words, since plain pages name
nothing; a line counts only when nothing else is in it, so a sentence that mentions such words stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.formats.html.tree import Node

_LONGEST = 300  # characters of such a line
_MOST = 60  # elements in one
_TOLD = 5  # lines that a note quotes …
_QUOTED = 60  # … and characters of each
# What ends a line of text; any other element is part of one.
_ENDS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul document".split()
)
_TITLES = frozenset("h2 h3 h4 h5 h6 caption".split())

_NAME = r"[A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]+"
_NAMES = rf"{_NAME}(?:(?:\s*[,;/]\s*|\s+un\s+){_NAME})*\.?"
_CLOCK = r"(?:,?\s*(?:plkst\.\s*)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?"
_DAY = (
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d|\d{4}\.\s?gada\s\d{1,2}\.\s?\w+|\d{1,2}\.\s?\w+,?\s\d{4})"
    rf"\.?{_CLOCK}\.?"
)
_NAME_DAY = r"(?:Šodien:?\s+)?[Vv]ārda\s?dien(?:as?|u)(?:\s+(?:šodien|svin|atzīmē|svinam))*"
_PART = r"(?:[Ii]nformācija|[Ss]aturs|[Ll]apa|[Rr]aksts|[Ss]adaļa)\s+"
_CHANGED = r"(?:atjaun(?:ot|ināt)|labot|mainīt|rediģēt|aktualizēt)[asi]{0,2}"
_UPDATED = (
    rf"(?:(?:{_PART})?[Pp]ēdējo\s?reizi\s+(?:{_PART})?(?:ir\s+)?{_CHANGED}|{_PART}{_CHANGED}"
    r"|Pēdējās\s+izmaiņas(?:\s+veiktas)?|Last\s+(?:updated|modified)|Atjaun(?:ināt|ot)[sa](?=\s*:))"
)
# Accepted: "Vārda dienas: Meldra, Meldris", "Vārda dienu svin Anna", "Pēdējo reizi informācija atjaunota:
# 19.06.2024.", "Click to listen highlighted text!". Rejected: "Vārda dienas koncerts", "Plāns pēdējo reizi
# atjaunots 2019. gadā", "Informācija atjaunota" (no day).
_SURE = re.compile(
    rf"(?:{_NAME_DAY}\s*(?::|[–-]|(?<=svin)|(?<=atzīmē)|(?<=svinam))\s*{_NAMES}"
    rf"|{_UPDATED}\s*[:–-]?\s*{_DAY}"
    r"|Click to listen (?:to )?(?:the )?(?:highlighted|selected) text!?|Powered by GSpeech"
    r"|(?:Klausīties|Noklausīties|Atskaņot) (?:šo )?(?:tekstu|rakstu|lapu)"
    r"|Skatīts:?\s*\d[\d ]*\s+reiz[ie]s?|(?:Skatījumu skaits|Skatījumi):?\s*\d[\d ]*"
    r"|.{0,100}\bVisas tiesības (?:ir )?aizsargātas\b.{0,100})"
)
# Accepted: "Vārda dienas:", "Pēdējo reizi atjaunots:"; what they name stands on the next line. Rejected:
# "Vārda dienas koncerts".
_LABEL = re.compile(rf"(?:{_NAME_DAY}\s*:?|{_UPDATED}\s*:)")
_VALUE = re.compile(rf"(?:{_NAMES}|{_DAY})")
# Of a link alone. Accepted: "Lasīt viegli", "Drukāt lapu". Rejected: "Viegli", "Drukas nams".
_LINK = re.compile(
    r"Lasīt viegli|Viegli lasīt|Viegl[āo]s? valod[aā]s?(?: versija)?|Teksta versija|Lapas karte"
    r"|(?:Versija )?[Vv]ājredzīgajiem|Pāriet uz (?:galveno |lapas )?saturu|Skip to (?:main )?content"
    r"|Drukas versija|(?:Drukāt|Izdrukāt)(?: lapu)?|Nosūtīt draugam|Uz (?:lapas )?(?:augšu|sākumu)|Atpakaļ"
    r"|Dalīties(?: (?:Facebook|Twitter|X|WhatsApp|LinkedIn|Draugiem(?:\.lv)?|e-pastā))?"
    r"|Lasīt (?:vairāk|tālāk)|Pieteikties jaunumiem(?: e-pastā)?"
)
# Beside a sure line only: the day, the weather, other languages. Accepted: "Pirmdiena, 2025. gada 10.
# novembris", "Jelgava +4 °C, apmācies", "EN". Rejected: "Temperatūra".
_BESIDE = re.compile(
    r"(?:Pirm|Otr|Treš|Ceturt|Piekt|Sest|Svēt)dien(?:a\b.{0,40})?|.{0,30}[-–−+]?\d+(?:[.,]\d+)?\s?°\s?C?\b.{0,60}"
    r"|LV|EN|RU|DE|English|Latviešu|Русский|Deutsch|\d{1,2}[:.]\d\d|(?:Publicēts:?\s*)?" + _DAY
)
_DAY_ALONE = re.compile(_DAY)
# Parts of a line. Accepted: "Pirmdiena | Vārda dienas: Anna", "15. janvāris. Vārda". Rejected: "2026. gada".
_PARTS = re.compile(r"\s*[|·•]\s*|(?<=\.)\s+(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])")


def cut_portal_lines(root: Node) -> list[str]:
    """Take such lines out of the tree; return their texts in reading order."""
    cutting = _Cutting(_measured(root))
    cutting.read(root)
    return cutting.taken


def told(lines: Sequence[str]) -> tuple[str, ...]:
    """Return a note that quotes the lines taken out; none where there are none."""
    if not lines:
        return ()
    short = [line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…" for line in dict.fromkeys(lines)]
    more = f" and {len(short) - _TOLD} more" if len(short) > _TOLD else ""
    return (f"lines of the portal left out: {', '.join(f'„{line}”' for line in short[:_TOLD])}{more}",)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is in an element: letters, elements, and whether one of them ends a line."""

    letters: int
    elements: int
    ends_line: bool


def _measured(root: Node) -> dict[int, _Measure]:
    """Return what is in each element, by its identity."""
    measures: dict[int, _Measure] = {}
    for node in root.bottom_up():
        within = [measures[id(child)] for child in node.elements()]
        measures[id(node)] = _Measure(
            node.own_letters() + sum(one.letters for one in within),
            1 + sum(one.elements for one in within),
            node.tag in _ENDS or any(one.ends_line for one in within),
        )
    return measures


@dataclass
class _Cutting:
    """What was taken out so far, and whether the last line was a label whose value may come next."""

    measures: dict[int, _Measure]
    taken: list[str] = field(default_factory=list)
    awaited: bool = False

    def read(self, node: Node) -> None:
        if node.tag == "h1":
            return
        left: list[Node | str] = []
        for line in self._lines(node):
            left += self._left(line, is_title=node.tag in _TITLES)
        node.children = left

    def _lines(self, node: Node) -> Iterator[list[Node | str]]:
        """Yield the children of a node by lines; what ends a line stands by itself."""
        line: list[Node | str] = []
        for child in node.children:
            if not self._ends_line(child):
                line.append(child)
                continue
            if line:
                yield line
            yield [child]
            line = []
        if line:
            yield line

    def _left(self, line: list[Node | str], *, is_title: bool) -> list[Node | str]:
        if self._ends_line(line[0]):
            if isinstance(line[0], Node):
                self.read(line[0])
            return line
        text = self._text(line)
        if text == "":
            return line
        awaited, self.awaited = self.awaited, text is not None and _LABEL.fullmatch(text) is not None
        value = awaited and not is_title and text is not None and _VALUE.fullmatch(text)
        if text is not None and (self.awaited or value or _is_portal_line(text)):
            self.taken.append(text)
            return []
        if any(_has_words(one) for one in line if isinstance(one, str)):
            return line  # a sentence
        return self._without_links(line)

    def _without_links(self, line: list[Node | str]) -> list[Node | str]:
        """Return a line of nothing but elements without those that are lines of a portal by themselves."""
        elements = [(one, self._text([one]) or "") for one in line if isinstance(one, Node)]
        sure = any(_is_portal_line(text) for _, text in elements)
        parts = [text for one, text in elements if _is_portal_line(text) or _is_portal_link(one, text)]
        if not parts:
            for one, _ in elements:
                self.read(one)
            return line
        gone = {id(one) for one, text in elements if text in parts or _is_beside(text, sure=sure)}
        self.taken.extend(text for one, text in elements if id(one) in gone)
        left = [one for one in line if id(one) not in gone]
        return left if any(_has_words(one if isinstance(one, str) else one.text()) for one in left) else []

    def _ends_line(self, child: Node | str) -> bool:
        return isinstance(child, Node) and self.measures[id(child)].ends_line

    def _text(self, line: Sequence[Node | str]) -> str | None:
        """Return the text of a line; None where it is too much to be one of a portal."""
        within = [self.measures[id(one)] for one in line if isinstance(one, Node)]
        texts = [" ".join(one.split()) for one in line if isinstance(one, str)]
        letters = sum(one.letters for one in within) + sum(map(len, texts))
        if letters > _LONGEST or sum(one.elements for one in within) > _MOST:
            return None
        return Node("span", {}, list(line)).text()


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _is_portal_line(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    if _SURE.fullmatch(text):
        return True
    parts = [part for part in _PARTS.split(text) if part]
    others = [part for part in parts if not _SURE.fullmatch(part)]
    return len(others) < len(parts) and all(_LINK.fullmatch(one) or _BESIDE.fullmatch(one) for one in others)


def _is_beside(text: str, *, sure: bool) -> bool:
    """Say whether a text goes with its line; a day beside a link may be that of what is linked."""
    return _BESIDE.fullmatch(text) is not None and (sure or not _DAY_ALONE.fullmatch(text))


def _is_portal_link(node: Node, text: str) -> bool:
    if not _LINK.fullmatch(text):
        return False
    return node.tag == "a" or "".join(one.text() for one in node.find("a")) == text
