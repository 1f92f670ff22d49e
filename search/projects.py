"""Passages of documents → the projects they tell of, with all their sources and contradictions. Pure.

An account is what one document tells of one project: a report or an application is one, and so are the rows
of a plan that share a code. Accounts of the same project are one project. Accounts are stored with their
document; projects are joined from them when the collection is asked.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search.contradictions import Contradiction, contradictions
from search.corpora import load_corpora
from search.domain import REPORTS, DirectionTag, DocumentView, Passage, Period
from search.plan_rows import ProjectRow, ProjectValue, project_row
from search.project_cities import Named, own_lead, plan_cities, row_cities
from search.project_joining import grouped
from search.project_reports import report_text, report_values
from search.project_sides import Side, side_of

RULES = "projects-2"  # raised when accounts are read otherwise; an index states by which they were
_DRAFT = "projekts"  # the status of a draft

Tagged = tuple[Passage, tuple[DirectionTag, ...]]


@dataclass(frozen=True, slots=True)
class Account:
    """What one document tells of one project; `text` is what the project is compared by."""

    id: str
    document_id: str
    code: str  # of a row in its plan
    title: str
    values: tuple[ProjectValue, ...]
    passages: tuple[str, ...]  # Passage.id, in reading order
    cities: tuple[str, ...]  # City.id
    directions: tuple[str, ...]  # Direction.id, the main one first
    text: str
    side: Side
    whole: bool = False  # the document is about this project alone
    kind: str = ""  # of the document
    draft: bool = False  # the document is one


@dataclass(frozen=True, slots=True)
class Project:
    """A project as its sources tell it: accounts, the fullest first, and values in their order.

    Drafts that an approved document has replaced come last, and do not count for its years. Its id is that
    of its first account; the others find it, too.
    """

    id: str
    title: str
    accounts: tuple[Account, ...]
    values: tuple[ProjectValue, ...]
    contradictions: tuple[Contradiction, ...]
    cities: tuple[str, ...]
    directions: tuple[str, ...]
    period: Period | None

    @property
    def code(self) -> str:
        """Return the code in the plan that names it first, if any does."""
        return next((one.code for one in self.accounts if one.code), "")

    @property
    def text(self) -> str:
        """Return what the project is compared by: its fullest account."""
        return self.accounts[0].text

    @property
    def document_ids(self) -> tuple[str, ...]:
        """Return the documents that tell of it, the fullest account first."""
        return tuple(dict.fromkeys(one.document_id for one in self.accounts))

    def told(self, field: str, kind: str = "") -> tuple[ProjectValue, ...]:
        """Return what the sources say of a field, in their order."""
        return tuple(one for one in self.values if (one.field, one.kind) == (field, kind))


def accounts_of(document: DocumentView, passages: Sequence[Tagged]) -> tuple[Account, ...]:
    """Return the projects that a document tells of: its own, or those of its rows as they are first met."""
    if document.facts.kind in REPORTS:
        return (_report(document, passages),) if passages else ()
    own = plan_cities(document)
    rows: dict[str, list[tuple[ProjectRow, Tagged]]] = {}
    for one in passages:
        if one[0].kind == "row" and (row := project_row(one[0])):
            rows.setdefault(row.code or row.title, []).append((row, one))
    return tuple(_of_rows(document, key, told, own) for key, told in rows.items())


def joined(accounts: Iterable[Account]) -> tuple[Project, ...]:
    """Return the projects of these accounts, in the order in which they are first met."""
    return tuple(_project(group) for group in grouped(tuple(accounts)))


def _report(document: DocumentView, passages: Sequence[Tagged]) -> Account:
    read = [passage for passage, _ in passages]
    values = report_values(document, read)
    title = next(one.value for one in values if one.field == "title")
    return Account(
        id=_id(document.id, ""),
        document_id=document.id,
        code="",
        title=title,
        values=values,
        passages=tuple(one.id for one in read),
        cities=document.facts.cities,
        directions=tuple(tag.direction for tag in document.directions),
        text=report_text(read),
        side=side_of(title, values),
        whole=True,
        kind=document.facts.kind,
        draft=document.facts.status == _DRAFT,
    )


def _of_rows(
    document: DocumentView, key: str, told: Sequence[tuple[ProjectRow, Tagged]], own: Sequence[Named]
) -> Account:
    values = [_named_lead(document, value) for row, _ in told for value in row.values]
    cities = {
        city: (words, passage.id)
        for _, (passage, _) in told
        for city, words in row_cities(document, passage, own)
    }
    names = {one.id: one.name for one in load_corpora().cities}
    values += [
        ProjectValue("city", "", names[city], words, at) for city, (words, at) in cities.items() if words
    ]
    given = Counter(tag.direction for _, (_, tags) in told for tag in tags)
    goals = dict.fromkeys(one.printed for one in values if one.field in {"title", "goal"})
    directions = [one.value for one in values if one.field == "directions"]
    kept = tuple(one for one in values if one.field != "directions")
    return Account(
        id=_id(document.id, key),
        document_id=document.id,
        code=told[0][0].code,
        title=told[0][0].title,
        values=kept,
        passages=tuple(passage.id for _, (passage, _) in told),
        cities=tuple(cities),
        directions=tuple(dict.fromkeys(directions))
        or tuple(direction for direction, _ in given.most_common()),
        text=". ".join(goals),
        side=side_of(told[0][0].title, kept),
        kind=document.facts.kind,
        draft=document.facts.status == _DRAFT,
    )


def _named_lead(document: DocumentView, value: ProjectValue) -> ProjectValue:
    return replace(value, value=own_lead(document, value.value)) if value.field == "lead" else value


def _project(group: Sequence[Account]) -> Project:
    replaced = _replaced(group)
    accounts = sorted(group, key=lambda one: (one.id in replaced, not one.whole))  # reports tell more
    drafts = {passage for one in accounts if one.id in replaced for passage in one.passages}
    values = tuple(value for one in accounts for value in one.values)
    return Project(
        id=accounts[0].id,
        title=accounts[0].title,
        accounts=tuple(accounts),
        values=values,
        contradictions=tuple(contradictions(values, drafts)),
        cities=tuple(dict.fromkeys(city for one in accounts for city in one.cities)),
        directions=accounts[0].directions,
        period=_years([one for one in values if one.passage_id not in drafts]),
    )


def _replaced(group: Sequence[Account]) -> frozenset[str]:
    """Return the accounts of drafts beside which the approved document of their kind tells, too."""
    approved = {(one.kind, frozenset(one.cities)) for one in group if not one.draft}
    return frozenset(one.id for one in group if one.draft and (one.kind, frozenset(one.cities)) in approved)


def _id(document_id: str, code: str) -> str:
    return hashlib.sha256(f"{document_id}\0{code}".encode()).hexdigest()[:16]


def _years(values: Sequence[ProjectValue]) -> Period | None:
    """Return the years from the first to the last that the sources tell."""
    ends = [end[:4] for one in values if one.field == "period" for end in one.value.split("/") if end]
    return Period(int(min(ends)), int(max(ends))) if ends else None
