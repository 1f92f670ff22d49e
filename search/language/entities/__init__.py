"""What a text names: places, institutions, programmes, numbers, codes, periods, dates, money, indicators.

Goes in: a passage's text, and its columns when it is a row of a table. Comes out: entities with place and
normal form, figures as printed. Each kind has a reader of its own in the modules beside this one; here they
are put together, and what one reader has taken is not given to another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from search.corpora import load_corpora
from search.language.dates import days, intervals, months
from search.language.entities.cells import rows_of
from search.language.entities.entity import TYPES, Entity, entity
from search.language.entities.indicators import indicators
from search.language.entities.institutions import Abbreviations, institutions, known_abbreviations
from search.language.entities.money import amounts
from search.language.entities.numbers import codes, decision_numbers, project_numbers
from search.language.entities.places import cities, novadi
from search.language.entities.programmes import Names, programme_names, programmes
from search.language.names import CityFinder, city_finder

__all__ = ["TYPES", "Entity", "entities"]

_LONGEST = 200_000  # characters of a text that are read


@lru_cache(maxsize=4096)
def entities(text: str, columns: tuple[tuple[str, str], ...] = ()) -> tuple[Entity, ...]:
    """Return the entities of a text in order; a longer one goes before one inside it."""
    finder, abbreviations, names = _tables()
    text = text[:_LONGEST]
    rows = rows_of(text, columns)
    found_novadi = list(novadi(text, finder))
    periods = [entity("period", text, one.start, one.end, one.iso) for one in intervals(text)]
    moments = [entity("date", text, one.start, one.end, one.iso) for one in (*days(text), *months(text))]
    projects = list(project_numbers(text))
    decisions = list(decision_numbers(text))
    found = [
        *found_novadi,
        *_clear(cities(text, finder), found_novadi),
        *institutions(text, abbreviations),
        *_longest(programmes(text, names)),
        *projects,
        *decisions,
        *_longest(_clear(codes(text, rows), [*projects, *decisions, *moments])),
        *periods,
        *_longest(_clear(moments, periods)),
        *amounts(text, rows),
        *indicators(text, rows),
    ]
    order = {name: at for at, name in enumerate(TYPES)}
    return tuple(sorted(found, key=lambda one: (one.start, -one.end, order[one.type])))


@lru_cache(maxsize=1)
def _tables() -> tuple[CityFinder, Abbreviations, Names]:
    corpora = load_corpora()
    return city_finder(corpora), known_abbreviations(corpora), programme_names(corpora)


def _clear(found: Iterable[Entity], taken: Sequence[Entity]) -> list[Entity]:
    """Return those that share no character with what is taken."""
    ordered = sorted(taken, key=lambda ent: ent.start)
    starts = [one.start for one in ordered]
    ends = list(accumulate((one.end for one in ordered), max))  # the furthest end up to each
    kept = []
    for one in found:
        before = bisect_left(starts, one.end)
        if not before or ends[before - 1] <= one.start:
            kept.append(one)
    return kept


def _longest(found: Iterable[Entity]) -> list[Entity]:
    """Return those that lie in no other, in order."""
    kept: list[Entity] = []
    for one in sorted(found, key=lambda ent: (ent.start, -ent.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
