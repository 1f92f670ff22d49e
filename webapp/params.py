"""What a request asks for → checked values; unknown filter values are named, never dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from werkzeug.datastructures import MultiDict

from search.asked import Match
from search.corpora import Corpora
from search.domain import Filters, Note, Period, Query
from search.errors import QueryError
from search.project_list import STAGES, TOLD
from search.query import without_surrogates
from webapp.places import Say, period_label

LANGUAGES = ("lv", "en", "ru", "und")
_LISTS = ("city", "direction", "kind", "language", "stage", "programme", "source", "document")
_NUMBERS = ("year_from", "year_to", "page", "per_page", "limit")
_MOST_VALUES = 30
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
# Accepted: "2021-2027", "2021–2027", "2024". Rejected: "21-27".
_YEARS = re.compile(r"\s*(\d{4})\s*(?:[-–]\s*(\d{4})\s*)?\Z")

P = TypeVar("P", bound="PlaceParams")
_Text = Annotated[str, Field(max_length=20_000)]
_Value = Annotated[str, Field(max_length=100)]
_Year = Annotated[int, Field(ge=_FIRST_YEAR, le=_LAST_YEAR)]
Values = Annotated[list[_Value], Field(default_factory=list, max_length=_MOST_VALUES)]


class PlaceParams(BaseModel):
    """Filters of everything that can be listed, as they stand in an address."""

    model_config = ConfigDict(extra="ignore")

    city: Values
    direction: Values
    year_from: _Year | None = None
    year_to: _Year | None = None

    @field_validator("year_from", "year_to", mode="before")
    @classmethod
    def _blank_is_none(cls, value: Any) -> Any:
        return None if value == "" else value


class FilterParams(PlaceParams):
    """Filters of documents."""

    kind: Values
    language: Values


class SearchParams(FilterParams):
    """A search as it stands in an address."""

    q: _Text = ""
    match: Match = "related"
    page: int = Field(1, ge=1, le=1000)
    per_page: int | None = Field(None, ge=1, le=50)


class SimilarParams(FilterParams):
    """A comparison: from a project's or a document's id, or from a text, which may belong to a city."""

    project: _Value = ""
    id: _Value = ""
    text: _Text = ""
    own_city: _Value = ""
    limit: int = Field(10, ge=1, le=50)


class CoverageParams(FilterParams):
    """A matrix: of documents that stand so, with sub-themes or without."""

    standing: Literal["", "in_force", "expired", "draft"] = ""
    themes: bool = False


def read(kind: type[P], given: MultiDict[str, str]) -> tuple[P, list[Note]]:
    """Return checked parameters; a value that cannot be used is left out and named in a note."""
    data = _as_data(given)
    try:
        return kind.model_validate(data), []
    except ValidationError as error:
        wrong = {str(one["loc"][0]) for one in error.errors()}
        notes = [Note("unusable_value", (name, str(given.get(name, ""))[:60])) for name in sorted(wrong)]
        return kind.model_validate({name: value for name, value in data.items() if name not in wrong}), notes


def read_strictly(kind: type[P], given: MultiDict[str, str], corpora: Corpora) -> P:
    """Return checked parameters. Raises QueryError that names the field, the value and what is allowed."""
    try:
        params = kind.model_validate(_as_data(given))
    except ValidationError as error:
        first = error.errors()[0]
        raise QueryError(
            f"The parameter `{first['loc'][0]}` cannot be used", value=str(first.get("input"))[:100],
            next_step=str(first["msg"]), code="parameter_unusable",
        ) from error  # fmt: skip
    for name, value in _unknown(params, corpora):
        raise QueryError(
            f"The parameter `{name}` has an unknown value", value=value,
            next_step=f"Known values: {', '.join(_allowed(corpora)[name])}", code="parameter_unknown_value",
        )  # fmt: skip
    return params


def without_unknown(params: P, corpora: Corpora) -> tuple[P, list[Note]]:
    """Return the parameters without values that we do not know, which notes name."""
    unknown = _unknown(params, corpora)
    kept: dict[str, Any] = {}
    for name in {name for name, _ in unknown}:
        given = getattr(params, name)
        left = [value for value in given if (name, value) not in unknown]
        kept[name] = left if isinstance(given, list) else ""
    return params.model_copy(update=kept), [Note("unknown_filter", pair) for pair in unknown]


def from_json(kind: type[FilterParams], sent: Mapping[str, Any]) -> MultiDict[str, str]:
    """Return the parameters of a JSON object. Raises QueryError for a value of another type, null too."""
    pairs = []
    for name, value in sent.items():
        if name not in kind.model_fields:
            continue
        for one in value if isinstance(value, list) and name in _LISTS else [value]:
            if not isinstance(one, str) and not (name in _NUMBERS and type(one) is int):
                raise QueryError(
                    f"The parameter `{name}` cannot be used",
                    value="null" if one is None else type(one).__name__,
                    next_step="Send a whole number" if name in _NUMBERS else "Send a text, or leave it out",
                    code="parameter_unusable",
                )
            pairs.append((name, str(one)))
    return MultiDict(pairs)


def filters_from(params: FilterParams, corpora: Corpora) -> tuple[Filters, list[Note]]:
    """Return the filters of a page's parameters; values we do not know are left out and named in notes."""
    known, notes = without_unknown(params, corpora)
    lists = (known.city, known.direction, known.kind, known.language)
    cities, directions, kinds, languages = (tuple(dict.fromkeys(values)) for values in lists)
    period, period_notes = period_of(known.year_from, known.year_to)
    return Filters(cities, directions, kinds, languages, period), notes + period_notes


def query_from(params: SearchParams, filters: Filters, page_size: int) -> Query:
    """Return the query of a page's parameters."""
    limit = params.per_page or page_size
    return Query(params.q, filters, (params.page - 1) * limit, limit, match=params.match)


def filters_of(given: Mapping[str, Any], corpora: Corpora) -> Filters:
    """Return the filters given on the command line. Raises QueryError for a value we do not know."""
    pairs = [(name, value) for name in _LISTS for value in given.get(name) or ()]
    pairs += years_typed(given.get("years") or "")
    params = read_strictly(FilterParams, MultiDict(pairs), corpora)
    return filters_from(params, corpora)[0]


def years_typed(years: str) -> list[tuple[str, str]]:
    """Return years typed on the command line as pairs of an address. Raises QueryError."""
    match = _YEARS.match(years)
    if match:
        return [("year_from", match[1]), ("year_to", match[2] or match[1])]
    if years:
        raise QueryError(
            "These are no years", value=years, next_step="Write one year or two, such as 2021-2027"
        )
    return []


def _as_data(given: MultiDict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {name: without_surrogates(value).strip() for name, value in given.items()}
    if "text" in given:  # a form sends every line end as two characters
        data["text"] = without_surrogates(given["text"]).replace("\r\n", "\n")
    for name in _LISTS:
        data[name] = [without_surrogates(value) for value in given.getlist(name) if value]
    return data


def _unknown(params: PlaceParams, corpora: Corpora) -> list[tuple[str, str]]:
    """Return the fields with values that we do not know, each value once."""
    found = []
    for name, allowed in _allowed(corpora).items():
        given = getattr(params, name, "")
        values = given if isinstance(given, list) else [given] if given else []
        found += [(name, value) for value in dict.fromkeys(values) if value not in allowed]
    return found


def _allowed(corpora: Corpora) -> dict[str, tuple[str, ...]]:
    cities = tuple(city.id for city in corpora.cities)
    return {
        "city": cities,
        "own_city": cities,
        "direction": tuple(direction.id for direction in corpora.directions),
        "language": LANGUAGES,
        "stage": STAGES,
        "source": TOLD,
    }


def period_of(first: int | None, last: int | None) -> tuple[Period | None, list[Note]]:
    """Return the years of an address, and a note where they had to be swapped."""
    if first is None and last is None:
        return None, []
    begin, end = first or _FIRST_YEAR, last or _LAST_YEAR
    if begin > end:
        return Period(end, begin), [Note("years_swapped", (str(begin), str(end)))]
    return Period(begin, end), []


def year_pairs(period: Period | None) -> list[tuple[str, str]]:
    """Return the years of an address; an end that was left open stays out."""
    if period is None:
        return []
    ends = (("year_from", period.first, _FIRST_YEAR), ("year_to", period.last, _LAST_YEAR))
    told = [(name, str(year)) for name, year, bound in ends if year != bound]
    return told or [(name, str(year)) for name, year, _ in ends]


def years_label(period: Period, say: Say) -> str:
    """Return chosen years in words, an open end too."""
    told = dict(year_pairs(period))
    if "year_to" not in told:
        return say("from %(year)s", year=period.first)
    if "year_from" not in told:
        return say("until the end of %(year)s", year=period.last)
    return period_label(period, say)
