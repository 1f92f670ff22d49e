"""A row of an action or investment plan → what it tells of one project. Pure.

Goes in: a passage of the kind "row" with its columns. Comes out: values with the words that tell them, each
at the row's place. Figures keep the words of the source; `value` is their normal form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from search.domain import Passage

# Headers of columns, in lower case and without marks, that tell a field of a project.
_TITLE = ("projekta nosaukums", "projekts", "pasākums", "pasākums un iznākums")
_CODE = ("kods", "nr")
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "lead": ("atbildīgais", "kas īsteno"),
    "programme": ("finansējuma avots", "programma", "fonds"),
    "goal": ("plānotie rezultāti", "galvenais ieguvums", "iznākuma rādītājs", "iznākums"),
}
_SUMS: Mapping[str, tuple[str, ...]] = {
    "total": ("indikatīvā summa eur", "kopējā summa eur", "finansējums eur", "finansējums eur avots"),
    "municipality": ("pašvaldības budžets eur", "pb eur"),
    "eu": ("es finansējums eur", "es fondi eur"),
    "other": ("citi avoti eur", "cits finansējums eur"),
    "municipality_share": ("pb %",),
    "eu_share": ("es fondi %",),
    "other_share": ("cits finansējums %",),
}
_WHEN = ("īstenošanas laiks", "izpildes termiņš", "termiņš", "gads")
_BEGIN, _FINISH = ("darbu sākums",), ("darbu beigas",)
# How far a project is, by the beginning of the words that say it; the first that stands in the cell counts.
_STAGES = (
    ("finished", re.compile(r"\b(?:pabeigt|īstenots|noslēdzies|nodots)", re.IGNORECASE)),
    ("running", re.compile(r"\b(?:notiek|līgums noslēgts|īsteno)", re.IGNORECASE)),
    ("preparing", re.compile(r"\b(?:izstrādā|izsludināts iepirkums|iepirkum|projektē)", re.IGNORECASE)),
    ("submitted", re.compile(r"\biesniegts\b", re.IGNORECASE)),
    ("planned", re.compile(r"\b(?:plānots|iecerēts|nav sākts)", re.IGNORECASE)),
)
_MARK = re.compile(r"[.,:()]+")
# Accepted: "820 000", "1 234,50". Rejected: "85 %", "2027".
_AMOUNT = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:,\d{1,2})?(?!\d)|\d+(?:,\d{1,2})?(?!\d)")
_YEARS = re.compile(r"\b(20\d\d)\s*[-–]\s*(20\d\d)\b")
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b")
_YEAR = re.compile(r"\b20\d\d\b")
# Accepted: "1 240 000 (ERAF, PB)". Rejected: "820 000".
_PAYER = re.compile(r"\d\s*\(([^()\d][^()]*)\)")


@dataclass(frozen=True, slots=True)
class ProjectValue:
    """What one passage tells of a project: field, kind of money, normal form, and words as printed."""

    field: str
    kind: str
    value: str
    printed: str
    passage_id: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A row that is a project: its code in the plan, its title, and all it tells."""

    code: str
    title: str
    values: tuple[ProjectValue, ...]


def project_row(passage: Passage) -> ProjectRow | None:
    """Return what a row tells of a project; None for a row of indicators, sums, or any other table."""
    cells = {_name(name): cell.strip() for name, cell in passage.columns if cell.strip(" –-")}
    code = _first(cells, _CODE)
    titles = _TITLE if any(name in cells for name in _TITLE) else ("uzdevums",)
    title = _first(cells, titles)
    if not (code and title and _first(cells, _TEXTS["lead"]) and _first(cells, _SUMS["total"])):
        return None
    told = [("title", "", title, title), ("code", "", code, code)]
    for field, names in _TEXTS.items():
        if text := _first(cells, names):
            told.append((field, "", text, text))
    told += [*_money(cells), *_period(cells)]
    if (state := cells.get("stāvoklis")) and (stage := _stage(state)):
        told.append(("stage", "", stage, state))
    values = tuple(ProjectValue(*one, passage.id) for one in told)
    return ProjectRow(code.rstrip("."), title, values)


def _money(cells: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    for kind, names in _SUMS.items():
        cell = _first(cells, names)
        if cell and (amount := _AMOUNT.search(cell)):
            yield "money", kind, re.sub(r"\s", "", amount[0]).replace(",", "."), amount[0]
        if kind == "total" and (payer := _PAYER.search(cell)):
            yield "programme", "", payer[1], payer[1]


def _period(cells: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    begin, finish = _first(cells, _BEGIN), _first(cells, _FINISH)
    if _YEAR.fullmatch(begin) and _YEAR.fullmatch(finish):
        yield "period", "", f"{begin}/{finish}", f"{begin}; {finish}"
        return
    when = _first(cells, _WHEN)
    if span := _YEARS.search(when):
        yield "period", "", f"{span[1]}/{span[2]}", span[0]
    elif day := _DAY.search(when):
        try:
            last = date(int(day[3]), int(day[2]), int(day[1]))
        except ValueError:  # a slip of the source, such as 31.11.2026.: shown by no normal form
            return
        yield "period", "", f"/{last.isoformat()}", when
    elif year := _YEAR.search(when):
        yield "period", "", f"/{year[0]}", when


def _stage(state: str) -> str:
    return next((stage for stage, words in _STAGES if words.search(state)), "")


def _first(cells: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((cells[name] for name in names if name in cells), "")


def _name(header: str) -> str:
    return " ".join(_MARK.sub(" ", header.lower()).split())
