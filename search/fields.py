"""Fields typed into a question → filters, with a note for each value that is not known. Pure.

Knows the names that cities, directions, kinds of documents and years go by, not how they are stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search.asked import TypedFilter
from search.corpora import Corpora
from search.domain import Filters, Note, Period
from search.language.keys import text_keys
from search.language.tokens import fold
from search.syntax import Field

FIRST_YEAR, LAST_YEAR = 1990, 2100  # that a filter may name
# Accepted: "2025", "2021-2027", "2021.–2027.". Rejected: "21-27".
_YEARS = re.compile(r"(\d{4})\.?(?:\s*[-‐‑–−]\s*(\d{4})\.?)?")


@dataclass(frozen=True, slots=True)
class Read:
    """The fields of a question as filters, those whose value is not known, and notes."""

    typed: tuple[TypedFilter, ...] = ()
    unknown: tuple[Field, ...] = ()
    notes: tuple[Note, ...] = ()


def read_fields(text: str, fields: Sequence[Field], corpora: Corpora) -> Read:
    """Return what the fields of the question `text` ask for."""
    typed: list[TypedFilter] = []
    unknown: list[Field] = []
    notes: list[Note] = []
    for field in fields:
        written = text[field.span.start : field.span.end]
        values = _values(field, corpora)
        if field.name == "year" and values:
            first, last = years_of(values[0])
            if first > last:
                notes.append(Note("years_swapped", (str(first), str(last))))
                values = (f"{last}-{first}",)
        if values:
            rest = " ".join((text[: field.span.start] + text[field.span.end :]).split())
            typed.append(TypedFilter(field.name, values, written, rest))
        else:
            unknown.append(field)
            notes.append(Note("unknown_field_value", (written,)))
    return Read(tuple(typed), tuple(unknown), tuple(notes))


def join_filters(own: Filters, typed: Sequence[TypedFilter]) -> tuple[Filters, tuple[Note, ...]]:
    """Return the filters with those typed into the question.

    Values of one field are alternatives. Years narrow: what overlaps both periods is kept, and where they
    share no year, those typed count, with a note. Several typed years stand for the years between them.
    """
    chosen = {
        name: tuple(dict.fromkeys((*before, *(v for one in typed if one.field == name for v in one.values))))
        for name, before in (("city", own.cities), ("direction", own.directions), ("kind", own.kinds))
    }
    period, notes = _period(own.period, [one.values[0] for one in typed if one.field == "year"])
    filters = replace(
        own, cities=chosen["city"], directions=chosen["direction"], kinds=chosen["kind"], period=period
    )
    return filters, notes


def years_of(value: str) -> tuple[int, int]:
    """Return the first and last year of a value such as "2025" or "2021-2027", which `read_fields` gave."""
    first, _, last = value.partition("-")
    return int(first), int(last or first)


def _period(own: Period | None, values: Sequence[str]) -> tuple[Period | None, tuple[Note, ...]]:
    if not values:
        return own, ()
    years = [years_of(value) for value in values]
    period = Period(min(first for first, _ in years), max(last for _, last in years))
    notes = (Note("years_joined", (str(period.first), str(period.last))),) if len(set(values)) > 1 else ()
    if own is None:
        return period, notes
    if own.first <= period.last and period.first <= own.last:
        return Period(max(own.first, period.first), min(own.last, period.last)), notes
    return period, (*notes, Note("years_replaced", (f"{own.first}–{own.last}",)))


def _values(field: Field, corpora: Corpora) -> tuple[str, ...]:
    if field.name == "year":
        return _years(field.value)
    if field.name == "city":
        return cities_named(field.value, corpora)
    if field.name == "direction":
        return _directions(field.value, corpora)
    return _kinds(field.value, corpora)


def _years(value: str) -> tuple[str, ...]:
    match = _YEARS.fullmatch(value.strip())
    if match is None:
        return ()
    years = [match[1], match[2] or match[1]]
    if not all(FIRST_YEAR <= int(year) <= LAST_YEAR for year in years):
        return ()
    return (match[1],) if years[0] == years[1] else ("-".join(years),)


def cities_named(value: str, corpora: Corpora) -> tuple[str, ...]:
    """Return the cities that `value` alone names: by id, name in any case, or alias; diacritics may lack."""
    asked = fold(" ".join(value.split()))
    return tuple(
        city.id
        for city in corpora.cities
        if asked in {city.id, *(fold(name) for name in (*city.forms, *city.aliases))}
    )


def _directions(value: str, corpora: Corpora) -> tuple[str, ...]:
    known = (*corpora.directions, corpora.other)
    asked = fold(value.strip())
    exact = tuple(one.id for one in known if asked in {one.id.lower(), str(one.number)})
    names = ((one.id, (one.label_lv, one.label_en, one.name_lv, one.name_en)) for one in known)
    return exact or _by_words(value, names)


def _kinds(value: str, corpora: Corpora) -> tuple[str, ...]:
    shortened = tuple(kind.name for kind in corpora.kinds if value.upper() in kind.abbreviations)
    return shortened or _by_words(value, ((kind.name, kind.names) for kind in corpora.kinds))


def _by_words(value: str, names: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return what has a name that holds all words of `value` in some form; an exact name counts alone."""
    asked = _keys(value)
    if not asked:
        return ()
    held = [(one, [_keys(name) for name in of_it]) for one, of_it in names]
    exact = tuple(one for one, of_it in held if asked in of_it)
    return exact or tuple(one for one, of_it in held if any(asked <= name for name in of_it))


def _keys(text: str) -> frozenset[str]:
    """Return the words of a name without endings and diacritics, which many type it without."""
    return frozenset(keys.plain for _, keys in text_keys(text))
