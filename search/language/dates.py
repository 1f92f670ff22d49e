"""Text → the days and the spans of years in it, as Latvian documents write them; misprints are not believed.

Goes in: a line of text. Comes out: days, months and quarters as ISO dates, spans of years, and periods as ISO
intervals, each with its place in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_YEARS = range(1990, 2101)
_WORDS = 200  # characters
_MONTHS = ("janv", "febr", "mart", "aprī", "maij", "jūni", "jūli", "augu", "sept", "okto", "nove", "dece")
YEAR = r"(?:19|20)\d\d"
MONTH = (
    r"(?:janvār|februār|mart|aprī[lļ]|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr)\w{0,3}(?!\w)"
)
# Accepted: "2024. gada 23. maijā", "2021.gada 28.janvāra", "23.05.2024.", "2019-09-04".
# Rejected: "23.012.2020." (a misprint), "š.g. 20. maija", "2022. gada maijā".
_DAY = re.compile(
    rf"(?<![\w./-])(?:(?P<y1>{YEAR})\.?\s?(?:gada|g\.)\s?(?P<d1>\d{{1,2}})\.\s?(?P<m1>{MONTH})"
    rf"|(?P<d2>\d{{1,2}})\.\s?(?P<m2>\d{{1,2}})\.\s?(?P<y2>{YEAR})(?!\d)"
    rf"|(?P<y3>{YEAR})-(?P<m3>\d\d)-(?P<d3>\d\d)(?!\d))",
    re.IGNORECASE,
)
_IN_YEAR = rf"\.?(?:\s?(?:gad\w*|g\.)(?:(?:\s?\d{{1,2}}\.)?\s?{MONTH})?)?"
_BEFORE_YEAR = r"(?:\d{1,2}\.\s?){0,2}"
# Accepted: "2022.–2027. gadam", "2014. - 2021. gada", "01.03.2021.–30.11.2023.", "06.2021.-04.2024.", "no
# 2021. gada 1. februāra līdz 2023. gada 29. decembrim", "2021. gada septembris–2023. gada oktobris".
# Rejected: "2014.-20120.gadam" (a misprint), "Nr. 5/2021-2022" (a number).
_SPAN = re.compile(
    rf"(?<![\w./–-])(?P<from>{_BEFORE_YEAR}(?P<first>{YEAR})(?!\d){_IN_YEAR})"
    rf"\s*(?:[-–−‒—]|līdz)\s*(?P<to>{_BEFORE_YEAR}(?P<last>{YEAR})(?!\d){_IN_YEAR})",
    re.IGNORECASE,
)
# The number of a list's entry before a year. Accepted: "2. " before "2024. gada". Rejected: "06.2021.".
_ENTRY = re.compile(rf"\d{{1,2}}\.\s+(?={YEAR}\.?\s?(?:gad|g\.))", re.IGNORECASE)
# Accepted: "2022. 2038.gadam" (the dash was lost). Rejected: "2022. 2038. punkts".
_LOST_DASH = re.compile(rf"(?<![\w./–-])(?P<from>(?P<first>{YEAR}))\.\s+(?P<to>(?P<last>{YEAR})\.\s?gad\w+)")
# A range within one year. Accepted: "2022. gada 14. februāra līdz 18. martam", "2025. gada jūlijs–oktobris",
# "2022.gada 3.–17. janvārī". Rejected: "2022. gada 1. līdz 5. klasei", "2022. gada maijs–2023. gada jūnijs".
_WITHIN = re.compile(
    rf"(?<![\w./–-])(?P<year>{YEAR})\.?\s?(?:gada|g\.)\s?(?:(?P<d1>\d{{1,2}})\.\s?)?(?P<m1>{MONTH})?"
    rf"\s*(?:[-–−‒—]|līdz)\s*(?:(?P<d2>\d{{1,2}})\.\s?)?(?P<m2>{MONTH})",
    re.IGNORECASE,
)
# An open beginning. Accepted: "līdz 2030. gadam", "līdz 2035.gadam". Rejected: "līdz 2024. gada 2. aprīlim"
# (a day), "līdz 30".
UNTIL = re.compile(rf"\blīdz\s+({YEAR})(?!\d)(?!\.?\s?gada\s+\d)", re.IGNORECASE)
# What follows a year named as an end. Rejected: ". gada beigām", ". gadā".
_AS_END = re.compile(r"\.?\s?gadam\b|(?=\.?\s*(?:[,;:)–]|\Z|\n))", re.IGNORECASE)
# Accepted: "2023. gada jūnijā", "2018. gada janvārī". Rejected: "2023. gada 5. janvārī" (a day).
_MONTH_OF = re.compile(rf"(?<![\w./-])(?P<year>{YEAR})\.?\s?(?:gada|g\.)\s?(?P<month>{MONTH})", re.IGNORECASE)
_QUARTERS = (("i", "1", "pirm"), ("ii", "2", "otr"), ("iii", "3", "treš"), ("iv", "4", "cetur"))
# Accepted: "2026. gada IV ceturksnis", "2024. gada pirmajā ceturksnī", "2025. gada 2. ceturksnī". Rejected:
# "2024. gada otrais un trešais ceturksnis".
_QUARTER_OF = re.compile(
    rf"(?<![\w./-])(?P<year>{YEAR})\.?\s?(?:gada|g\.)\s?"
    r"(?P<quarter>IV|I{1,3}|[1-4]|(?:pirm|otr|treš|cetur)\w+)\.?\s?ceturks\w+",
    re.IGNORECASE,
)
# Accepted: "2018. gada jūlijs", "2019. gads", "2026". Rejected: "12026".
MOMENT = re.compile(rf"{_BEFORE_YEAR}(?P<year>{YEAR})(?!\d){_IN_YEAR}", re.IGNORECASE)
# Accepted: "01.03.2021.", "2021. gada 1. februāra", "2021. gada septembris". Rejected: "2021. gada", "2021".
_PRECISE = re.compile(rf"\d{{1,2}}\.\s?{YEAR}|{MONTH}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A day named in a text, at characters `start` to `end`."""

    iso: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A period named in a text, at characters `start` to `end`, as an ISO 8601 interval; "/2030" is open."""

    iso: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Years named in a text as "from – to", at characters `start` to `end`.

    `precise`: months or days are named too. `planning`: it is said as "2022.–2027. gadam" is. `iso`: the
    interval; empty when a day in it is in no calendar.
    """

    first: int
    last: int
    start: int
    end: int
    precise: bool
    planning: bool
    iso: str = ""

    def before(self, text: str) -> str:
        """Return the words of `text` before the span that may say whose years these are."""
        return text[max(0, self.start - _WORDS) : self.start]


def days(text: str) -> Iterator[Day]:
    """Yield the days of a text in order; a day that no calendar has is passed over."""
    for match in _DAY.finditer(text):
        groups = match.groupdict()
        number = next(n for n in "123" if groups[f"y{n}"])
        month = groups[f"m{number}"].lower()
        iso = _iso(groups[f"y{number}"], _month(month), groups[f"d{number}"])
        if iso:
            yield Day(iso, match.start(), match.end())


def months(text: str) -> Iterator[Day]:
    """Yield the months ("2023-06") and quarters ("2026-Q4") of a text, quarters first."""
    for match in _QUARTER_OF.finditer(text):
        word = match["quarter"].lower()
        number = next(
            n
            for n, (roman, digit, stem) in enumerate(_QUARTERS, 1)
            if word in {roman, digit} or word.startswith(stem)
        )
        yield Day(f"{match['year']}-Q{number}", match.start(), match.end())
    for match in _MONTH_OF.finditer(text):
        yield Day(_iso(match["year"], _month(match["month"])), match.start(), match.end())


def first_day(text: str) -> Day | None:
    """Return the first day of a text."""
    return next(days(text), None)


def spans(text: str) -> list[Span]:
    """Return the spans of years of a text in order; those that run backwards are passed over."""
    found = []
    for match in (*_SPAN.finditer(text), *_LOST_DASH.finditer(text)):
        first, last = int(match["first"]), int(match["last"])
        entry = _ENTRY.match(match["from"])
        start = match["from"][entry.end() if entry else 0 :]
        if first in _YEARS and last in _YEARS and first <= last:
            found.append(
                Span(
                    first,
                    last,
                    match.start() + len(match["from"]) - len(start),
                    match.end(),
                    precise=bool(_PRECISE.search(start)),
                    planning=bool(re.search(r"gadam\Z", match["to"], re.IGNORECASE)),
                    iso=_interval(_moment(start), _moment(match["to"])),
                )
            )
    return sorted(found, key=lambda span: span.start)


def intervals(text: str) -> list[Interval]:
    """Return the periods of a text in order: spans of years, ranges within a year, and named ends."""
    found = [Interval(span.iso, span.start, span.end) for span in spans(text) if span.iso]
    for match in _WITHIN.finditer(text):
        last_month = _month(match["m2"])
        first = _iso(match["year"], _month(match["m1"]) if match["m1"] else last_month, match["d1"] or "")
        iso = _interval(first, _iso(match["year"], last_month, match["d2"] or ""))
        if iso and (match["d1"] or match["m1"]):
            found.append(Interval(iso, match.start(), match.end()))
    for match in UNTIL.finditer(text):
        end = _AS_END.match(text, match.end())
        if end:
            found.append(Interval(f"/{match[1]}", match.start(), end.end()))
    kept: list[Interval] = []
    for one in sorted(found, key=lambda interval: (interval.start, -interval.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _interval(first: str, last: str) -> str:
    return f"{first}/{last}" if first and last and first <= last else ""


def _moment(text: str) -> str:
    """Return a day, a month or a year as ISO, as exactly as it is named; nothing for a misprint."""
    if day := first_day(text):
        return day.iso
    year = re.search(YEAR, text)
    if year is None:
        return ""
    named = re.search(MONTH, text, re.IGNORECASE)
    numbered = re.match(r"(\d{1,2})\.\s?\Z", text[: year.start()])
    day_of = re.search(rf"(\d{{1,2}})\.\s?{MONTH}", text, re.IGNORECASE)
    if named:
        return _iso(year[0], _month(named[0]), day_of[1] if day_of else "")
    if numbered:
        return _iso(year[0], int(numbered[1]))
    return year[0] if not text[: year.start()].strip() else ""


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else _MONTHS.index(word[:4].lower()) + 1


def _iso(year: str, month: int, day: str = "") -> str:
    """Return a day or month as ISO; nothing when no calendar has it."""
    try:
        one = date(int(year), month, int(day or 1))
    except ValueError:
        return ""
    if one.year not in _YEARS:
        return ""
    return one.isoformat() if day else one.isoformat()[:7]
