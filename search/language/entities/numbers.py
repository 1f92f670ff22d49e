"""A text → the numbers that documents call things by: projects, decisions, and codes of plans and measures.

Numbers of chapters, points, paragraphs and protocols are none of these; telephone and register numbers have
no form that is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.language.entities.cells import Row
from search.language.entities.entity import Entity, entity

# Accepted, in this order: "4.5.1.2/17/I/005", "2.1.3.2/1/23/I/014"; "1DP/1.5.3.2.0/10/APIA/VRAA/057";
# "LLI-232", "LLI 444", "LLIV-326"; "LL-00077"; "LV-RU-021", "LV-RU-II-053"; "ELRII-349", "LVIII-059",
# "ENI-LLB-1-135"; "CB774"; "LV-LOCALDEV-0006"; "17-04-AL02-A019.2201-000001"; "LIFE20 NAT/EE/000074";
# "Q3057353"; "24-TA-162". Rejected: "2.1.3.2", "12/2024".
_PROJECT = re.compile(
    r"(?<![\w./-])(?:"
    r"\d{1,2}(?:\.\d{1,2}){3}\.?/(?:\d/)?\d{2}/[AI]/\d{3}"
    r"|\dDP/\d(?:\.\d){3,5}/\d{2}/[A-Z/]+/\d{2,4}"
    r"|LLI[-‐‑– ]?\d{3}|LLIV[-‐‑– ]?\d{3}|LL[-‐‑–]\d{5}"
    r"|LV[-‐‑–]RU(?:[-‐‑–][IV]+)?[-‐‑–]\d{3}|(?:ELRII|LVIII|LVII)[-‐‑–]\d{3}|ENI[-‐‑–]LLB[-‐‑–]\d[-‐‑–]\d{3}"
    r"|CB\d{3,7}|LV[-‐‑–][A-Z]{3,}[-‐‑–]\d{4}"
    r"|\d{2}-\d{2}-[A-Z]{2}\d{2}-[A-Z]\d{3}\.\d{4}-\d{6}"
    r"|LIFE\d{2}[\s-][A-Z]{3}/[A-Z]{2,4}/\s?\d{6}|Q\d{7}|\d{2}-TA-\d{1,5}"
    r")(?![\w/])"
)
_SPACED = re.compile(r"\A(LLI[V]?)[-‐‑– ]?(?=\d)")
# The number of an act, after its name. Accepted: "lēmumu Nr. 231", "noteikumiem Nr. 6", "(lēmums Nr. 96",
# "rīkojumu Nr. 203-r", "noteikumu (turpmāk – noteikumi) Nr. 5". Rejected: "protokols Nr. 9", "Nr. 5".
ACT_NUMBER = r"(?:[^\W\d_]{1,4}-)?\d[\w/.-]*"
_DECISION = re.compile(
    rf"\b(?:lēmum|noteikum|rīkojum)\w*,?\s+(?:\([^()]{{0,60}}\)\s*)?Nr\.?\s?(?P<number>{ACT_NUMBER})",
    re.IGNORECASE,
)
_PART = r"\d{1,2}"
# Accepted: "VTP1", "VTP 3", "RV5.2", "U1.1.1", "R2.8.1", "P3", "E6". Rejected: "CO2", "A10" of a road, "LED".
_LETTERED = re.compile(
    rf"(?<![\w./-])(?:(?:VTP|RV) ?|SM|IP|AP|RR|VP|LO|[A-Z]){_PART}(?:\.{_PART}){{0,3}}(?![\w/]|\.\d|-\w|,\d)"
)
_ROAD = re.compile(r"\b(?:autoceļ|šosej|ceļ|lielceļ|maršrut|formāt)\w*\s*\Z", re.IGNORECASE)
_LEVEL = re.compile(r"\s*(?:līmen|kategorij|līmeņ)", re.IGNORECASE)
# Accepted: "SAM 8.1.2.", "pasākuma 2.1.3.2.". Rejected: "punkta 2.1.".
_MEASURE_BEFORE = re.compile(
    rf"\b(?:SAM|SAMP|pasākum\w*|investīcij\w*|reform\w*|darbīb\w*)\s+(?:Nr\.?\s?)?(?P<code>{_PART}(?:\.{_PART}){{1,3}}(?:\.i)?)",
)
# Accepted: "6.1.1.3. pasākuma", "3.4. darbības", "3.1.1.3.i investīcija". Rejected: "3.2. apakšnodaļa".
_MEASURE_AFTER = re.compile(
    rf"(?<![\w./-])(?P<code>{_PART}(?:\.{_PART}){{1,3}}(?:\.i)?)\.?\s+(?:SAM\b|specifisk|pasākum|investīcij|reform|darbīb)"
)
_CODE_COLUMN = re.compile(r"(?:Nr\.?|Kods|N\.?\s?p\.?\s?k\.?|Pasākuma (?:Nr\.?|kods))\Z", re.IGNORECASE)
# In a column of codes. Accepted: "1.1.", "1.1.1.", "G-1", "A1.1.". Rejected: "4." (a row's plain number).
_CELL = re.compile(
    rf"(?:{_PART}(?:\.{_PART}){{1,3}}|[A-Z]{{1,3}}-{_PART}|[A-Z]{{1,3}}{_PART}(?:\.{_PART}){{0,3}})(?=\.?\s*\Z)"
)


def project_numbers(text: str) -> Iterator[Entity]:
    """Yield the numbers of projects, in the form in which they are issued."""
    for match in _PROJECT.finditer(text):
        normal = _SPACED.sub(r"\1-", " ".join(match[0].translate(_PLAIN).split()))
        yield entity("project_number", text, match.start(), match.end(), normal)


def decision_numbers(text: str) -> Iterator[Entity]:
    """Yield the numbers of decisions, regulations and orders; not of protocols."""
    for match in _DECISION.finditer(text):
        one = entity("decision_number", text, match.start("number"), match.end("number"), "")
        yield entity("decision_number", text, one.start, one.end, one.text)


def codes(text: str, rows: Sequence[Row]) -> Iterator[Entity]:
    """Yield the codes of priorities, tasks, actions, measures and indicators."""
    for match in _LETTERED.finditer(text):
        if not _ROAD.search(text, max(0, match.start() - 20), match.start()) and not _LEVEL.match(
            text, match.end()
        ):
            yield _code(text, match.start(), match.end())
    for pattern in (_MEASURE_BEFORE, _MEASURE_AFTER):
        for match in pattern.finditer(text):
            yield _code(text, match.start("code"), match.end("code"))
    for row in rows:
        if row and _CODE_COLUMN.match(row[0].header) and (cell := _CELL.match(row[0].text)):
            yield _code(text, row[0].start, row[0].start + cell.end())


def _code(text: str, start: int, end: int) -> Entity:
    one = entity("code", text, start, end, "")
    return entity("code", text, one.start, one.end, re.sub(r"\.I\Z", ".i", one.text.upper().replace(" ", "")))


_PLAIN = str.maketrans(dict.fromkeys("‐‑–", "-"))
