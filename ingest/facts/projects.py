"""The years of a project, as its application or report tells them.

Goes in: FactText. Comes out: a period with the words that told it: a span on the title page, a line that
names the time of implementation, a sentence on beginning and end, the first span of the running text, a
timetable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.facts.text import LIST_MARK, FactText, Piece
from search.domain import FactPlace, Period
from search.language.dates import MOMENT, MONTH, YEAR, Span, first_day, spans

Told = tuple[Period, tuple[FactPlace, ...]]

_BEGINNING = 2500  # characters in which a report says when its project ran
_LONG = 2  # a span of days within one year is a campaign; of a project it takes in a new year
_STEPS = 3  # fewer dated steps are no timetable
_NEAR = 6  # lines of a project's card

# What pays has years of its own. Accepted: "programma „Izaugsme” ", "Fonds: " before "2014.–2020. gadam";
# "gada plānošanas periodā" after it. Rejected: "projekts ".
PAYER = re.compile(
    r"\b(?:programm\w*|fond\w*|perioda\w{0,2}|politik\w*|instrument\w*|mehānism\w*|grant\w*|stratēģij\w*"
    r"|plān[asu]\w{0,2})(?:\s+[„“\"«][^”\"»]*[”\"»])?\s*:?\s*\Z",
    re.IGNORECASE,
)
PAYER_AFTER = re.compile(r"\W{0,3}(?:gad\w+\W{1,3})?(?:plānošanas|programmēšanas)\b", re.IGNORECASE)
# Consultations, approvals and submissions have days of their own.
_ELSEWHERE = re.compile(
    r"apspriešan|\blēmum|\bprot(?:okol|\.)|\bpieteikum\w+ pieņ|\bpieņēma\b|\bmērījum|\bsalīdzin",
    re.IGNORECASE,
)
# Accepted: "Īstenošanas laiks: ", "Projekta ieviešanas laiks – ", "Projekts ilga 30 mēnešus: ", "īstenots ",
# "pārskats par laiku ". Rejected: "laika plāns", "mērījumu laiks: ".
_LABEL = re.compile(
    r"\b(?:īstenošan|ieviešan|realizācij|izpild|norises|projekta)\w*\s+(?:laik|period|termiņ|ilgum)\w*[^\d.]{0,40}\Z"
    r"|\bprojekt\w*\b[^.;]{0,60}?\b(?:ilg[as]t?\w*|notik\w*|norisinā\w*|īsteno\w*)\b[^.;]{0,40}\Z"
    r"|\b(?:pārskats|ziņojums|atskaite) par (?:laik|period|paveikt)\w*[^.;\d]{0,20}\Z"
    r"|\baptver laiku\b[^.;\d]{0,20}\Z",
    re.IGNORECASE,
)
# A short label, believed on a project's card only. Accepted: "Laiks: no ", "Kad; Atbilde: No ".
# Rejected: "Darba laiks: ".
_SHORT_LABEL = re.compile(
    r"(?:\A|[:;]\s)\W*(?:laiks|kad|termiņš|periods)\s*[:;–-][^\d.]{0,30}\Z", re.IGNORECASE
)
_CARD = re.compile(
    r"\b(?:īstenotāj|iesniedzēj|finansē|fonds\b|izmaks|maksā\b|partner|numurs\b|nosaukums\b|mērķis\b|programma:)",
    re.IGNORECASE,
)
_DATE_LABELS = tuple(
    re.compile(rf"\b{word}\w*\s+(?:datums|laiks|termiņš)\s*[:;–-]", re.IGNORECASE)
    for word in ("sākum", "(?:beig|noslēgum)")
)
# Accepted: "sākās 2019. gada", "Sākām 2020. gada", "sagatavots 2022. gadā". Rejected: "sāka darbu".
_BEGAN = re.compile(
    rf"\b(?:(?:uz)?sāk(?:ās|ām|ts|ta)|sagatavot[sai])\s+(?P<when>{MOMENT.pattern})", re.IGNORECASE
)
# Accepted: "beidzās 2021. gada", "pabeigts 2025. gada". Rejected: "pabeigt gribējām 2022. gada".
_ENDED = re.compile(
    rf"\b(?:beidzās|beigsies|noslēdz(?:ās|ies)|pabeigt(?:[sai]|as)|pabeidzām)\s+(?P<when>{MOMENT.pattern})",
    re.IGNORECASE,
)
# Who begins. Accepted: "Projekts", "Sākām". Rejected: "Būvnieks".
_PROJECT = re.compile(r"\bprojekt|\b(?:uz)?sākām\b|\bdarbi\b", re.IGNORECASE)
# A step of a timetable. Accepted: "2018. gada jūlijs–decembris: līgums", "No 2024. gada septembra līdz
# decembrim:".
# Rejected: "2019. gada 12. jūnijā nolija 58 mm" (an event).
_STEP = re.compile(rf"\W*(?:no\s+)?{MOMENT.pattern}[^:;]{{0,60}}?\s*[:–-]", re.IGNORECASE)
_MONTHS = re.compile(rf"{MONTH}|ceturksn", re.IGNORECASE)


def project_period(text: FactText) -> Told | None:
    """Return the years of the project and the words that told them."""
    return (
        _on_front(text)
        or labelled_days(text.pieces)
        or _from_to(text.pieces)
        or _in_beginning(text)
        or _timetable(text.pieces)
    )


def own_spans(text: str) -> Iterator[Span]:
    """Yield the spans that may be a project's: not of a programme or fund, not of a consultation."""
    if _ELSEWHERE.search(text):
        return
    for span in spans(text):
        payer = PAYER.search(span.before(text)) or PAYER_AFTER.match(text, span.end)
        if not span.planning and not payer:
            yield span


def _on_front(text: FactText) -> Told | None:
    for clause in text.front_clauses:
        for span in own_spans(clause.text):
            return _told(clause, span, "project days")
        if told := _begun_and_ended(clause):
            return told
    return None


def labelled_days(pieces: Sequence[Piece]) -> Told | None:
    """Return the years of the first line that names its days as a project's."""
    for at, piece in enumerate(pieces):
        for clause in piece.clauses():
            for span in spans(clause.text):
                before = span.before(clause.text)
                card = pieces[max(0, at - _NEAR) : at + _NEAR]
                if _LABEL.search(before) or (_SHORT_LABEL.search(before) and _on_card(piece, card)):
                    return _told(clause, span, "project days")
    return _dated(pieces)


def _on_card(piece: Piece, near: Sequence[Piece]) -> bool:
    """Say whether lines under the same heading make up a project's card."""
    same = (one.text for one in near if one is not piece and one.heading == piece.heading)
    return sum(bool(_CARD.search(text)) for text in same) > 1


def _dated(pieces: Sequence[Piece]) -> Told | None:
    """Return the years of the lines that label the first and the last day."""
    found = []
    for label in _DATE_LABELS:
        line = next((one for one in pieces if label.search(one.text) and first_day(one.text)), None)
        day = first_day(line.text) if line else None
        if line is None or day is None:
            return None
        found.append((int(day.iso[:4]), line.place("period", "project days", day.start, day.end)))
    (first, start), (last, end) = found
    return (Period(first, last), (start, end)) if first <= last else None


def _from_to(pieces: Sequence[Piece]) -> Told | None:
    return next((told for piece in pieces if (told := _begun_and_ended(piece))), None)


def _begun_and_ended(piece: Piece) -> Told | None:
    began = _BEGAN.search(piece.text)
    ended = list(_ENDED.finditer(piece.text))
    if not began or not ended or not _PROJECT.search(piece.text[: began.end()]):
        return None
    first, last = _year(began["when"]), _year(ended[-1]["when"])
    if first > last:
        return None
    places = [
        piece.place("period", "beginning and end", one.start(), one.end()) for one in (began, ended[-1])
    ]
    return Period(first, last), tuple(dict.fromkeys(places))


def _in_beginning(text: FactText) -> Told | None:
    """Return the first span of days in the running text that takes in a new year."""
    for piece in text.beginning(_BEGINNING):
        if piece.kind != "paragraph":
            continue
        for clause in piece.clauses():
            for span in own_spans(clause.text):
                if span.precise and span.last - span.first + 1 >= _LONG:
                    return _told(clause, span, "project days")
    return None


def _timetable(pieces: Sequence[Piece]) -> Told | None:
    """Return the years from the first to the last step of the first timetable."""
    for _, group in groupby(pieces, key=lambda piece: (piece.heading, piece.kind)):
        steps = [(piece, years) for piece in group if (years := _step(piece))]
        firsts = [years[0] for _, years in steps]
        exact = sum(bool(_MONTHS.search(piece.text) or first_day(piece.text)) for piece, _ in steps)
        if len(steps) < _STEPS or firsts != sorted(firsts) or exact < _STEPS - 1:
            continue
        last_piece, last = max(reversed(steps), key=lambda step: step[1][1])
        places = (steps[0][0].place("period", "timetable"), last_piece.place("period", "timetable"))
        return Period(firsts[0], last[1]), tuple(dict.fromkeys(places))
    return None


def _step(piece: Piece) -> tuple[int, int] | None:
    """Return the years of a step of a timetable: a list's entry that begins with them, a row with spans."""
    if piece.kind == "row":
        found = [span for span in spans(piece.text) if span.precise]
        return (found[0].first, max(span.last for span in found)) if found else None
    if piece.kind != "list":
        return None
    text = LIST_MARK.sub("", piece.text)
    match = _STEP.match(text)
    if match is None:
        return None
    first = int(match["year"])
    span = next((one for one in spans(text) if one.start <= match.end("year")), None)
    return first, span.last if span else first


def _year(moment: str) -> int:
    found = re.search(YEAR, moment)
    return int(found[0]) if found else 0


def _told(piece: Piece, span: Span, how: str) -> Told:
    return Period(span.first, span.last), (piece.place("period", how, span.start, span.end),)
