"""A row of an action or investment plan → what it tells of one project. Pure.

Goes in: a passage of the kind "row" with its columns. Comes out: values with the words that tell them, each
at the row's place. Figures keep the words of the source; `value` is their normal form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from search.domain import Passage
from search.language.dates import intervals
from search.language.entities.numbers import project_numbers
from search.payers import OTHER, payers
from search.project_money import payer_kind

# Headers of columns, in lower case and without marks, that tell a field of a project.
_TITLE = ("projekta nosaukums", "projekts", "pasākums", "pasākums un iznākums", "aktivitāte", "title")
_TASKS = ("uzdevums", "rīcība", "darbība")  # titles where a plan has no measures
_CODE = ("kods", "nr", "nr p k", "pasākuma nr")
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "lead": (
        "atbildīgais", "kas īsteno", "atbildīgā institūcija", "atbildīgā struktūrvienība", "atbildīgie",
        "īstenotājs", "atbildīgais izpildītājs", "lead",
    ),
    "programme": (
        "finansējuma avots", "finansējuma avoti", "finanšu avots", "programma", "fonds", "programme",
        "finanšu instruments",
    ),
    "goal": (
        "plānotie rezultāti", "galvenais ieguvums", "iznākuma rādītājs", "iznākums", "sagaidāmais rezultāts",
        "plānotais rezultāts", "mērķis", "iznākums un termiņš", "rezultāts", "apjoms",
    ),
    "source": ("url", "saite"),
}  # fmt: skip
_SOURCE = "avots"  # of the money in most plans ("ERAF, PB"), of the row in a list of projects
_SUMS: Mapping[str, tuple[str, ...]] = {
    "total": (
        "indikatīvā summa eur",
        "kopējā summa eur",
        "finansējums eur",
        "finansējums eur avots",
        "summa eur",
        "izmaksas eur",
        "kopējās izmaksas eur",
        "projekta izmaksas eur",
        "indikatīvais finansējums eur",
        "nepieciešamais finansējums eur",
        "plānotais finansējums eur",
        "kopā eur",
        "eur total",
    ),
    "municipality": ("pašvaldības budžets eur", "pb eur"),
    "eu": ("es finansējums eur", "es fondi eur"),
    "other": ("citi avoti eur", "cits finansējums eur"),
    "municipality_share": ("pb %",),
    "eu_share": ("es fondi %",),
    "other_share": ("cits finansējums %",),
}
_WHEN = (
    "īstenošanas laiks", "izpildes termiņš", "īstenošanas termiņš", "termiņš", "gads", "laiks",
    "īstenošanas periods", "gadi", "periods", "iznākums un termiņš", "years",
)  # fmt: skip
_BEGIN, _FINISH = ("darbu sākums", "sākums"), ("darbu beigas", "beigas")
_NUMBERS = ("number", "projekta numurs", "projekta nr", "numurs")
_BY_PAYER = ("avoti eur", "finansējuma avoti eur", "finansējuma avots eur", "finansējuma sadalījums eur")
_PARTNERS = ("partners", "partneri", "sadarbības partneri", "iesaistītie partneri")
_DIRECTIONS = ("direction primary", "directions also")
# Accepted: "VIDE, PILS". Rejected: "VIDES pārvalde".
_IDS = re.compile(r"\b(?:SOC|IZGL|VIDE|UZN|PILS)\b")
# Accepted: "VB 360 000", "ERAF 1 240 000,50". Rejected: "ESF+ 2021", "ERAF 85 %".
_GROUPED = re.compile(r"\d[\s\u00a0\u202f]\d{3}(?!\d)")
# Accepted: "https://vidzeme.lv/en/?p=61539", "www.cfla.gov.lv". Rejected: "ERAF, PB".
_ADDRESS = re.compile(r"https?://|\bwww\.")
_NOTE_OF_SUM = "eur note"  # says what a sum is, such as "total" or "LV part"
# How far a project is, by the beginning of the words that say it; the first that stands in the cell counts.
_STAGES = (
    ("finished", re.compile(r"\b(?:pabeigt|īstenots|noslēdzies|nodots)", re.IGNORECASE)),
    ("running", re.compile(r"\b(?:notiek|līgums noslēgts|īsteno)", re.IGNORECASE)),
    ("preparing", re.compile(r"\b(?:izstrādā|izsludināts iepirkums|iepirkum|projektē)", re.IGNORECASE)),
    ("submitted", re.compile(r"\biesniegts\b", re.IGNORECASE)),
    ("planned", re.compile(r"\b(?:plānots|iecerēts|nav sākts)", re.IGNORECASE)),
)
# Accepted: "N.p.k.", "Summa (EUR)". Rejected: "Summa EUR".
_MARK = re.compile(r"[.,:()_]+")
# Accepted: "820 000", "1 234,50", "673755.26". Rejected: "85 %", "2027".
_AMOUNT = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)")
# Accepted: "2021–2027". Rejected: "2021. gads".
_YEARS = re.compile(r"\b(20\d\d)\s*[-–]\s*(20\d\d)\b")
# Accepted: "31.12.2027.". Rejected: "12.2027.".
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b")
# Accepted: "2027. gads". Rejected: "1998", "20271".
_YEAR = re.compile(r"\b20\d\d\b")
# Accepted: "1 240 000 (ERAF, PB)". Rejected: "820 000".
_PAYER = re.compile(r"\d\s*\(([^()\d][^()]*)\)")


# A sum that is not the whole project's. Accepted: "LV part", "city's part". Rejected: "total".
_PART = re.compile(r"\bpart\b|\bshare\b|\bdaļa\b", re.IGNORECASE)
# A sum of the fund alone. Accepted: "AF financing only", "ERAF (85%)". Rejected: "ERAF 986272.56 (85%)".
_OF_FUND = re.compile(
    r"(?:AF|ERAF|ERDF|ESF|KF|EU)\b(?: financing only|\s*\(\d+ ?%\)|\s+for\b)", re.IGNORECASE
)
# Accepted: "2020–". Rejected: "2020–2022".
_SINCE = re.compile(r"(20\d\d)\s*[–-]\s*\Z")
# Days and months of a list. Accepted: "01.06.2023–12.2025", "06.2021–04.2024".
_SPAN = re.compile(r"(?:(?:\d{1,2}\.){1,2})20\d\d\.?\s*[-–]\s*(?:(?:\d{1,2}\.){0,2})20\d\d")


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
    titles = _TITLE if any(name in cells for name in _TITLE) else _TASKS
    title = _first(cells, titles)
    if not title or not _is_project({_name(name) for name, _ in passage.columns}, cells, code):
        return None
    told = [("title", "", title, title)]
    if code:
        told.append(("code", "", code, code))
    for field, names in _TEXTS.items():
        if text := _first(cells, names):
            told.append((field, "", text, text))
    if source := cells.get(_SOURCE):
        told += _source(source, paid=any(field == "programme" for field, *_ in told))
    if not _first(cells, _TEXTS["goal"]) and titles is _TITLE and (task := cells.get("uzdevums")):
        told.append(("goal", "", re.sub(r"\A[A-Z]?\d[\w.]*\.\s+", "", task), task))
    told += [
        ("directions", "", one, one) for name in _DIRECTIONS for one in _IDS.findall(cells.get(name, ""))
    ]
    told += _numbers(_first(cells, _NUMBERS))
    told += [("partner", "", one, one) for one in re.split(r"\s*;\s*", _first(cells, _PARTNERS)) if one]
    told += [*_money(cells), *_period(cells)]
    if (state := cells.get("stāvoklis")) and (stage := _stage(state)):
        told.append(("stage", "", stage, state))
    values = tuple(ProjectValue(*one, passage.id) for one in told)
    return ProjectRow(code.rstrip("."), title, values)


def _is_project(headers: AbstractSet[str], cells: Mapping[str, str], code: str) -> bool:
    """Say whether a row tells of a project: what its table has columns for must be filled in.

    With a code, a body and a sum or a term make a project; without one, a sum and a term do.
    """
    lead, total, when = (
        _first(cells, names) for names in (_TEXTS["lead"], _SUMS["total"], (*_WHEN, *_FINISH))
    )
    if "title" in headers:  # a table of projects with English headers
        return bool(lead or when or _first(cells, _NUMBERS) or _first(cells, _TEXTS["programme"]))
    for names, cell in ((_TEXTS["lead"], lead), (_SUMS["total"], total)):
        if not cell and headers & set(names):
            return False
    return bool(code and lead and (total or when)) or bool(
        total and when and any(mark.isdigit() for mark in total)
    )


def _money(cells: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    for column, names in _SUMS.items():
        cell = _first(cells, names)
        kind = _kind_of_note(cells.get(_NOTE_OF_SUM, "")) if column == "total" else column
        if cell and (amount := _AMOUNT.search(cell)):
            yield "money", kind, re.sub(r"\s", "", amount[0]).replace(",", "."), amount[0]
        if column == "total" and (payer := _PAYER.search(cell)):
            yield "programme", "", payer[1], payer[1]
    yield from _by_payer(_first(cells, _BY_PAYER))


def _by_payer(cell: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield the sums of a cell such as "ERAF 884 000; PB 156 000"; shares in per cent are no sums."""
    for part in cell.split(";"):
        amount, payer = _AMOUNT.search(part), re.match(r"\s*([^\d;]+)", part)
        if amount and part[amount.end() :].lstrip().startswith("%"):
            continue
        if amount and payer and (kind := payer_kind(payer[1])):
            yield "money", kind, re.sub(r"\s", "", amount[0]).replace(",", "."), amount[0]


def _source(cell: str, *, paid: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield who pays where a cell "Avots" names it, with the sum of each; else the source of the row."""
    if paid or _ADDRESS.search(cell) or payers(cell) == (OTHER,):
        yield "source", "", cell, cell
        return
    yield "programme", "", cell, cell
    if _GROUPED.search(cell):
        yield from _by_payer(cell)


def _kind_of_note(note: str) -> str:
    """Return what a sum is by the note beside it: the whole unless it says otherwise."""
    if _PART.search(note):
        return "part"
    return "eu" if _OF_FUND.match(note) else "total"


def _numbers(cell: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield the numbers that projects were given; "5.5.1." is the measure's that pays for several."""
    found = list(project_numbers(cell))
    for one in found:
        yield "number", "", one.normal, one.text
    if not found and "/" in cell and " " not in cell.strip():
        yield "number", "", cell, cell


def _period(cells: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    begin, finish = _first(cells, _BEGIN), _first(cells, _FINISH)
    if _YEAR.fullmatch(begin) and _YEAR.fullmatch(finish):
        yield "period", "", f"{begin}/{finish}", f"{begin}; {finish}"
        return
    when = _first(cells, _WHEN)
    if _SPAN.search(when) and (found := next(iter(intervals(when)), None)):
        yield "period", "", found.iso, when[found.start : found.end]
    elif since := _SINCE.match(when):
        yield "period", "", f"{since[1]}/", when
    elif span := _YEARS.search(when):
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
