"""Text → the days and the spans of years in it, as Latvian documents write them; misprints are not believed.

Goes in: a line of text. Comes out: days as ISO dates, and spans of years, each with its place in characters.
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
# Accepted: "2022. 2038.gadam" (the dash was lost). Rejected: "2022. 2038. punkts".
_LOST_DASH = re.compile(rf"(?<![\w./–-])(?P<from>(?P<first>{YEAR}))\.\s+(?P<to>(?P<last>{YEAR})\.\s?gad\w+)")
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
class Span:
    """Years named in a text as "from – to", at characters `start` to `end`.

    `precise`: months or days are named too. `planning`: it is said as "2022.–2027. gadam" is.
    """

    first: int
    last: int
    start: int
    end: int
    precise: bool
    planning: bool

    def before(self, text: str) -> str:
        """Return the words of `text` before the span that may say whose years these are."""
        return text[max(0, self.start - _WORDS) : self.start]


def days(text: str) -> Iterator[Day]:
    """Yield the days of a text in order; a day that no calendar has is passed over."""
    for match in _DAY.finditer(text):
        groups = match.groupdict()
        number = next(n for n in "123" if groups[f"y{n}"])
        month = groups[f"m{number}"].lower()
        months = _MONTHS.index(month[:4]) + 1 if not month.isdecimal() else int(month)
        try:
            day = date(int(groups[f"y{number}"]), months, int(groups[f"d{number}"]))
        except ValueError:
            continue
        if day.year in _YEARS:
            yield Day(day.isoformat(), match.start(), match.end())


def first_day(text: str) -> Day | None:
    """Return the first day of a text."""
    return next(days(text), None)


def spans(text: str) -> list[Span]:
    """Return the spans of years of a text in order; those that run backwards are passed over."""
    found = []
    for match in (*_SPAN.finditer(text), *_LOST_DASH.finditer(text)):
        first, last = int(match["first"]), int(match["last"])
        if first in _YEARS and last in _YEARS and first <= last:
            found.append(
                Span(
                    first,
                    last,
                    match.start(),
                    match.end(),
                    precise=bool(_PRECISE.search(match["from"])),
                    planning=bool(re.search(r"gadam\Z", match["to"], re.IGNORECASE)),
                )
            )
    return sorted(found, key=lambda span: span.start)
