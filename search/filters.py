"""Filters of a question → a backend-neutral filter; the one place where access is enforced. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from search.domain import Filters, Period

PUBLIC = ("public",)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The stored value, or one of the stored values of a list field, is among `values`."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The stored value is not among `values`."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The stored years `valid_from`–`valid_to` share a year with `period`."""

    period: Period


@dataclass(frozen=True, slots=True)
class AtPosition:
    """The passage's position in its document is this one."""

    position: int


@dataclass(frozen=True, slots=True)
class HoldsPhrase:
    """These exact keys stand one after another in the passage's text, or in its title and headings."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldsWord:
    """The folded key is one of the passage's text, title, headings, or of the parts of their codes."""

    key: str


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these is so."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Lacks:
    """The passage does not hold it."""

    condition: HoldsPhrase | HoldsWord


Held = HoldsPhrase | HoldsWord | Either
Condition = AnyOf | NoneOf | Overlaps | AtPosition | Held | Lacks


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all hold."""

    conditions: tuple[Condition, ...]

    def also(self, *conditions: Condition) -> Filter:
        """Return the filter that these conditions narrow further."""
        return Filter((*self.conditions, *conditions))


EVERYTHING = Filter(())  # for those who keep the index, not for those who ask it


def passage_filter(filters: Filters, access: tuple[str, ...] = PUBLIC) -> Filter:
    """Return the filter on passages that `filters` asks for, within what `access` may see."""
    directions = _any("directions", filters.directions)
    return Filter((*_document_conditions(filters, "language", access), *directions))


def head_filter(filters: Filters, access: tuple[str, ...] = PUBLIC) -> Filter:
    """Return the filter on documents: their first passages, by directions and languages of any passage."""
    directions = _any("any_directions", filters.directions)
    return Filter((*_document_conditions(filters, "languages", access), *directions, AtPosition(0)))


def all_of(access: tuple[str, ...] = PUBLIC) -> Filter:
    """Return the filter that only access narrows."""
    return Filter((AnyOf("access", access),))


def seen(records: Iterable[dict[str, Any]], access: tuple[str, ...] = PUBLIC) -> list[dict[str, Any]]:
    """Return those of the records, of which `access` is one field, that `access` may see."""
    return [record for record in records if record["access"] in access]


def _document_conditions(filters: Filters, language: str, access: tuple[str, ...]) -> list[Condition]:
    conditions: list[Condition] = [AnyOf("access", access)]
    conditions += _any("cities", filters.cities)
    conditions += _any("document_kind", filters.kinds)
    conditions += _any(language, filters.languages)
    conditions += _any("collection", filters.collections)
    conditions += _any("document_id", filters.documents)
    if filters.period is not None:
        conditions.append(Overlaps(filters.period))
    return conditions


def _any(field: str, values: tuple[str, ...]) -> list[Condition]:
    return [AnyOf(field, values)] if values else []
