"""Fields, kinds of money, stages, payers and days of projects → words for people, through a translator."""

from __future__ import annotations

import re
from collections.abc import Mapping

from search.domain import Period
from webapp.places import Say, period_label, plainly

# The order in which what is told of a project is shown.
FIELDS = (
    "title", "number", "code", "programme", "lead", "partner", "city", "period", "stage", "money", "goal",
    "activity", "result", "directions", "source",
)  # fmt: skip
MONEY = (
    "total", "planned", "part", "eligible", "ineligible", "eu", "fund", "state", "region", "municipality",
    "company", "partner", "private", "loan", "other", "municipality_share", "eu_share", "other_share",
)  # fmt: skip
# Accepted: "2024", "2024-05", "2024-05-31".
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_YEAR = re.compile(r"\d{4}\Z")


def field_label(field: str, kind: str = "", say: Say = plainly) -> str:
    """Return what a field of a project is called, of money its kind. Raises KeyError for an unknown one."""
    return _money(say)[kind] if field == "money" else _fields(say)[field]


def stage_label(stage: str, say: Say = plainly) -> str:
    """Return how far a project is. Raises KeyError for a stage without words."""
    return {
        "planned": say("planned"),
        "submitted": say("submitted"),
        "preparing": say("being prepared"),
        "running": say("under way"),
        "finished": say("finished"),
    }[stage]


def source_label(source: str, say: Say = plainly) -> str:
    """Return which documents tell of a project. Raises KeyError for a kind without words."""
    return {"report": say("in a report or an application"), "plan": say("in a plan")}[source]


def payer_label(payer: str, say: Say = plainly) -> str:
    """Return what pays: a programme by its name, others in words."""
    names = {
        "municipality": say("municipal budget"),
        "state": say("state budget"),
        "loan": say("a loan"),
        "company": say("a company's own money"),
        "private": say("private money"),
        "other": say("another source"),
    }
    return names.get(payer, payer)


def span_label(value: str, say: Say = plainly) -> str:
    """Return a period such as "2021-02-01/2023-12-29", "/2027" or "2024/2026" in words."""
    begin, _, end = value.partition("/")
    if begin and end:
        if len(begin) == len(end) == len("2024"):
            return period_label(Period(int(begin), int(end)), say)
        if _YEAR.match(begin) or _YEAR.match(end):
            return f"{_since(begin, say)} {_until(end, say)}"
        return say("%(begin)s–%(end)s", begin=_day(begin, say), end=_day(end, say))
    if begin:
        return _since(begin, say)
    return say("by the end of %(year)s", year=end) if _YEAR.match(end) else _until(end, say)


def _since(begin: str, say: Say) -> str:
    if _YEAR.match(begin):  # a year alone has another ending in Latvian than it has as a name
        return say("from %(year)s", year=begin)
    return say("from %(day)s", day=_day(begin, say))


def _until(end: str, say: Say) -> str:
    if _YEAR.match(end):
        return say("until the end of %(year)s", year=end)
    return say("until %(day)s", day=_day(end, say))


def _day(value: str, say: Say) -> str:
    match = _DAY.match(value)
    if match is None:
        return value
    year, month, day = match.groups()
    if day:
        return say("%(day)s.%(month)s.%(year)s", day=day, month=month, year=year)
    return say("%(month)s.%(year)s", month=month, year=year) if month else say("%(year)s", year=year)


def _fields(say: Say) -> Mapping[str, str]:
    return {
        "title": say("name"),
        "number": say("number of the project"),
        "code": say("code in the plan"),
        "programme": say("programme or source of money"),
        "lead": say("carried out by"),
        "partner": say("partner"),
        "city": say("city"),
        "period": say("time"),
        "stage": say("stage"),
        "goal": say("goal"),
        "activity": say("activity"),
        "result": say("result"),
        "directions": say("directions"),
        "source": say("source that is named"),
    }


def _money(say: Say) -> Mapping[str, str]:
    return {
        "total": say("total costs"),
        "planned": say("total costs as first planned"),
        "part": say("the city's part of the total"),
        "eligible": say("eligible costs"),
        "ineligible": say("costs not eligible"),
        "eu": say("EU funds"),
        "fund": say("another fund or instrument"),
        "state": say("state budget"),
        "region": say("funding by the planning region"),
        "municipality": say("funding by the municipality"),
        "company": say("funding by a municipal company or the port"),
        "partner": say("funding by partners"),
        "private": say("private money"),
        "loan": say("loan"),
        "other": say("other sources"),
        "municipality_share": say("share of the municipality"),
        "eu_share": say("share of EU funds"),
        "other_share": say("share of other sources"),
    }
