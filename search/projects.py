"""Passages of a document → the projects it tells of, with all their sources and contradictions. Pure.

Nothing is stored: a project is read from the passages each time, so it is as new as they are, on any store.
So far it knows rows of plans; rows of one document with the same code are one project (a plan of actions
beside a plan of investments).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.domain import Passage
from search.plan_rows import ProjectRow, ProjectValue, project_row


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Values of one field that do not agree; each knows the passage that prints it."""

    field: str
    kind: str
    values: tuple[ProjectValue, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project as its sources tell it; `values` in their order, also those that contradict each other."""

    id: str
    document_id: str
    code: str
    title: str  # the first that is printed
    values: tuple[ProjectValue, ...]
    contradictions: tuple[Contradiction, ...]

    def told(self, field: str, kind: str = "") -> tuple[ProjectValue, ...]:
        """Return what the sources say of a field, in their order."""
        return tuple(one for one in self.values if (one.field, one.kind) == (field, kind))


def projects_of(passages: Iterable[Passage]) -> tuple[Project, ...]:
    """Return the projects that passages of plans tell of, in the order they are first met."""
    grouped: dict[tuple[str, str], list[ProjectRow]] = {}
    for passage in passages:
        if passage.kind == "row" and (row := project_row(passage)):
            grouped.setdefault((passage.document_id, row.code), []).append(row)
    return tuple(_project(document_id, code, rows) for (document_id, code), rows in grouped.items())


def _project(document_id: str, code: str, rows: Sequence[ProjectRow]) -> Project:
    values = tuple(value for row in rows for value in row.values)
    return Project(
        id=hashlib.sha256(f"{document_id}\0{code}".encode()).hexdigest()[:16],
        document_id=document_id,
        code=code,
        title=rows[0].title,
        values=values,
        contradictions=tuple(_contradictions(values)),
    )


def _contradictions(values: Sequence[ProjectValue]) -> Iterable[Contradiction]:
    """Yield sums of one kind that differ, and periods that end in different years."""
    kinds = dict.fromkeys((one.field, one.kind) for one in values if one.field in {"money", "period"})
    for field, kind in kinds:
        told = tuple(one for one in values if (one.field, one.kind) == (field, kind))
        if len({_compared(one) for one in told}) > 1:
            yield Contradiction(field, kind, told)


def _compared(value: ProjectValue) -> str | float:
    if value.field == "money":
        return float(value.value)
    return value.value.partition("/")[2][:4]  # a plan tells the year or the day of the same end
