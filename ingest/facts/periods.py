"""The years a document speaks for: of its title, of a project's days, of a decision's day.

Goes in: FactText, its kind, its approvals, the decision that it is. Comes out: a period with the words that
told it. The years of the fund or programme that pays for a project are not the project's; for a project that
names no days as its own, its timetable tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.decisions import Approval, CouncilDecision
from ingest.facts.kinds import REGULATIONS
from ingest.facts.projects import PAYER, PAYER_AFTER, labelled_days, project_period
from ingest.facts.text import FactText, Piece
from search.domain import REPORTS, FactPlace, Period
from search.language.dates import UNTIL, YEAR, Span, spans

Told = tuple[Period, tuple[FactPlace, ...]]

_BEGINNING = 3000  # characters in which a plan says its years
# A planning document before its years. Accepted: "attīstības programmas ", "pamatnostādņu ", "plāna „Ceļi” ".
# Rejected: "plānots ".
_PLAN = re.compile(
    r"\b(?P<noun>programm|stratēģij|plān|pamatnostād|koncepcij)(?P<case>[asuāēiņm]\w{0,2})"
    r"(?:\s+[„“\"«][^”\"»]*[”\"»])?\s*\Z",
    re.IGNORECASE,
)
_OWN_PLANS = {
    "attīstības programma": {"programm"},
    "ilgtspējīgas attīstības stratēģija": {"stratēģij"},
    "nozares plāns": {"plān", "stratēģij", "koncepcij", "pamatnostād"},
    "tematiskais plānojums": {"plān"},
    "teritorijas plānojums": {"plān"},
}
_NOMINATIVE = {"a", "s"}
# Accepted: "Plānošanas periodā " before years. Rejected: "pārskats par periodu ".
_FUNDING = re.compile(r"\b(?:plānošanas|programmēšanas) period\w*\s*\Z", re.IGNORECASE)
# Accepted: "par 2022. gadu", "2023. gada budžets". Rejected: "2021. gada 23. septembra", "līdz 2030. gadam".
_ONE_YEAR = re.compile(rf"(?<![\d./–-])(?<!līdz )({YEAR})\.?\s?gad(?:a|u|am|ā|s)\b(?!\s+\d)", re.IGNORECASE)
# Accepted: "Noteikumi ir spēkā līdz 2027. gada 31. decembrim". Rejected: "atļauja ir spēkā līdz 2024. gadam".
_IN_FORCE = re.compile(rf"\bnoteikum\w*\b[^.;]{{0,40}}\bspēkā līdz\b[^.;]{{0,20}}?({YEAR})", re.IGNORECASE)
# Consultations and approvals have days of their own. Rejected: "īstenošanas laiks".
_ELSEWHERE = re.compile(r"apspriešan|\blēmum|\bprot(?:okol|\.)|\biesnie(?:dz|gšan)", re.IGNORECASE)


def period_of(
    text: FactText, kind: str, approved: list[Approval], decision: CouncilDecision | None
) -> tuple[Period | None, tuple[FactPlace, ...]]:
    """Return the period and the words that told it."""
    if decision:
        return _of_decision(decision) or (None, ())
    found = _of_title(text, kind, approved)
    if not found and kind in REPORTS:
        return project_period(text) or (None, ())
    if not found and not kind:
        found = labelled_days(text.pieces)
    return found or _of_front(text, kind, approved) or _of_text(text, kind, approved) or (None, ())


def _own_spans(text: str, kind: str) -> Iterator[Span]:
    """Yield the spans of a text that are not those of another plan, nor of a consultation."""
    elsewhere = _ELSEWHERE.search(text)
    for span in spans(text):
        plan = _PLAN.search(span.before(text))
        own = plan is None or _is_own(plan["noun"].lower(), plan["case"].lower(), kind)
        funding = _FUNDING.search(span.before(text)) or PAYER_AFTER.match(text, span.end)
        if own and not funding and (span.planning or not elsewhere):
            yield span


def _is_own(noun: str, case: str, kind: str) -> bool:
    """Say whether a plan named in a document of this kind may be itself, or what it belongs to."""
    if kind in _OWN_PLANS:
        return noun in _OWN_PLANS[kind]
    return bool(kind) or case in _NOMINATIVE


def _of_decision(decision: CouncilDecision) -> Told | None:
    if decision.day is None or decision.dated is None:
        return None
    year = int(decision.day.iso[:4])
    place = decision.dated.place("period", "day of the decision", decision.day.start, decision.day.end)
    return Period(year, year), (place,)


def _of_title(text: FactText, kind: str, approved: list[Approval]) -> Told | None:
    title = Piece(text.title.text, "title")
    for span in spans(title.text):
        if kind in REPORTS and PAYER.search(span.before(title.text)):
            continue
        return _told(title, span, "period in title")
    if until := UNTIL.search(title.text):
        return _until(title, until, approved)
    if year := _ONE_YEAR.search(title.text):
        place = title.place("period", "period in title", year.start(), year.end())
        return Period(int(year[1]), int(year[1])), (place,)
    return None


def _of_front(text: FactText, kind: str, approved: list[Approval]) -> Told | None:
    for clause in text.front_clauses:
        for span in _own_spans(clause.text, kind):
            return _told(clause, span, "period on title page")
    for clause in text.front_clauses:
        if until := UNTIL.search(clause.text):
            return _until(clause, until, approved)
    return None


def _of_text(text: FactText, kind: str, approved: list[Approval]) -> Told | None:
    if kind == REGULATIONS:
        return _in_force(text, approved)
    for piece in text.beginning(_BEGINNING):
        for clause in piece.clauses():
            for span in _own_spans(clause.text, kind):
                if span.planning:
                    return _told(clause, span, "period at the beginning")
    return None


def _in_force(text: FactText, approved: list[Approval]) -> Told | None:
    """Return the years from the day regulations were passed to the day they say they end."""
    end = next(
        ((piece, match) for piece in reversed(text.pieces) if (match := _IN_FORCE.search(piece.text))), None
    )
    passed = _passed(approved)
    if end is None or passed is None:
        return None
    piece, match = end
    first, last = int(passed[1][:4]), int(match[1])
    if first > last:
        return None
    return Period(first, last), (
        passed[0],
        piece.place("period", "in force until", match.start(), match.end()),
    )


def _until(piece: Piece, until: re.Match[str], approved: list[Approval]) -> Told:
    """Return the years from the approval to the year named; without an approval that year alone."""
    last = int(until[1])
    end = piece.place("period", "named end", until.start(), until.end())
    passed = _passed(approved)
    if passed and int(passed[1][:4]) <= last:
        return Period(int(passed[1][:4]), last), (passed[0], end)
    return Period(last, last), (end,)


def _passed(approved: list[Approval]) -> tuple[FactPlace, str] | None:
    for one in approved:
        if one.day:
            return one.clause.place("period", "approval line", one.day.start, one.day.end), one.day.iso
    return None


def _told(piece: Piece, span: Span, how: str) -> Told:
    return Period(span.first, span.last), (piece.place("period", how, span.start, span.end),)
