"""What a list of projects is asked for in an address → a checked query, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import Field, field_validator
from werkzeug.datastructures import MultiDict

from search.domain import Note
from search.errors import NotFound, QueryError
from search.project_list import ProjectOrder, ProjectQuery
from search.searcher import Searcher
from webapp import params
from webapp.asking import State

PER_PAGE = 20
_MOST_SUM = 1e12
_Sum = Annotated[float, Field(ge=0, le=_MOST_SUM)]
_WHITE = re.compile(r"[\s\u00a0\u202f]")


class ProjectParams(params.PlaceParams):
    """A list of projects as it stands in an address."""

    q: Annotated[str, Field(max_length=300)] = ""
    stage: params.Values
    programme: params.Values
    source: params.Values
    document: params.Values
    sum_from: _Sum | None = None
    sum_to: _Sum | None = None
    order: ProjectOrder = "title"
    page: int = Field(1, ge=1, le=100_000)
    per_page: int = Field(PER_PAGE, ge=1, le=100)

    @field_validator("sum_from", "sum_to", mode="before")
    @classmethod
    def _as_number(cls, value: Any) -> Any:
        """Take "1 250 000,50" as a number, and nothing as none."""
        plain = _WHITE.sub("", value).replace(",", ".") if isinstance(value, str) else value
        return None if plain == "" else plain


def query_of_page(searcher: Searcher, given: MultiDict[str, str]) -> tuple[ProjectQuery, list[Note]]:
    """Return the query of a page; what cannot be used is left out and named in notes."""
    read, notes = params.read(ProjectParams, given)
    known, more = params.without_unknown(read, searcher.corpora)
    held = {
        "programme": [one for one in known.programme if one in searcher.catalog().listed.programmes],
        "document": [one for one in known.document if _is_held(searcher, one)],
    }
    unknown = [(name, one) for name, kept in held.items() for one in getattr(known, name) if one not in kept]
    notes += [*more, *(Note("unknown_filter", pair) for pair in dict.fromkeys(unknown))]
    query, swapped = _query(known.model_copy(update=held))
    return query, notes + swapped


def query_asked_strictly(searcher: Searcher, given: MultiDict[str, str]) -> ProjectQuery:
    """Return the query of a program. Raises QueryError for a value that cannot be used, NotFound."""
    asked = params.read_strictly(ProjectParams, given, searcher.corpora)
    known = searcher.catalog().listed.programmes
    for one in asked.programme:
        if one not in known:
            raise QueryError(
                "The parameter `programme` has an unknown value", value=one,
                next_step=f"Known values: {', '.join(known)}", code="parameter_unknown_value",
            )  # fmt: skip
    for one in asked.document:
        searcher.view(one)
    return _query(asked)[0]


def query_typed(searcher: Searcher, given: Mapping[str, Any]) -> ProjectQuery:
    """Return the query of a command line. Raises QueryError, NotFound."""
    pairs = params.years_typed(given.get("years") or "")
    for name, value in given.items():
        if name in ProjectParams.model_fields and value is not None:
            pairs += [(name, str(one)) for one in (value if isinstance(value, tuple) else (value,))]
    return query_asked_strictly(searcher, MultiDict(pairs))


def state_of(query: ProjectQuery) -> State:
    """Return the pairs of an address that stand for all that is asked, but for words and page."""
    state = [
        (name, value)
        for name, values in (
            ("city", query.cities),
            ("direction", query.directions),
            ("stage", query.stages),
            ("programme", query.programmes),
            ("source", query.sources),
            ("document", query.documents),
        )
        for value in values
    ]
    state += params.year_pairs(query.period)
    sums = (("sum_from", query.sum_from), ("sum_to", query.sum_to))
    state += [(name, f"{value:.2f}".removesuffix(".00")) for name, value in sums if value is not None]
    if query.order != "title":
        state.append(("order", query.order))
    return state if query.limit == PER_PAGE else [*state, ("per_page", str(query.limit))]


def _query(asked: ProjectParams) -> tuple[ProjectQuery, list[Note]]:
    period, notes = params.period_of(asked.year_from, asked.year_to)
    sums = (asked.sum_from, asked.sum_to)
    if asked.sum_from is not None and asked.sum_to is not None and asked.sum_from > asked.sum_to:
        sums = sums[::-1]
        notes.append(Note("sums_swapped"))
    return ProjectQuery(
        asked.q,
        _once(asked.city),
        _once(asked.direction),
        _once(asked.stage),
        _once(asked.programme),
        _once(asked.source),
        _once(asked.document),
        period,
        *sums,
        asked.order,
        (asked.page - 1) * asked.per_page,
        asked.per_page,
    ), notes


def _is_held(searcher: Searcher, document_id: str) -> bool:
    try:
        searcher.view(document_id)
    except NotFound:
        return False
    return True


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
