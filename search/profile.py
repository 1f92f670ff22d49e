"""A city as its documents show it: plans by their standing, directions, projects, and what sets it apart.

Goes in: a searcher, a city, a day. Comes out: a profile. What other cities have is told only of a city whose
documents are held: of one that is not in the collection nothing can be said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from search.corpora import Corpora
from search.coverage import Cell, CityCount, Coverage, coverage
from search.domain import City, DocumentView, Filters
from search.errors import NotFound
from search.fields import cities_named
from search.mentions import Mention
from search.projects import Project
from search.searcher import Searcher
from search.standing import STANDINGS, Standing, standing_of

# A gap is a theme that so many other cities have: one or two may be the only ones that need it, as a port.
_OTHERS = 3
_EXAMPLES = 3  # of the others' passages, each of another city


@dataclass(frozen=True, slots=True)
class Share:
    """A direction in a city: its cell, and its share (0–1) of the city's passages on any direction."""

    direction: str
    cell: Cell
    share: float


@dataclass(frozen=True, slots=True)
class Shared:
    """A sub-theme found in the city and in others, those with most projects, then documents, first."""

    sub_theme: str
    cell: Cell
    others: tuple[tuple[str, Cell], ...]  # City.id


@dataclass(frozen=True, slots=True)
class Gap:
    """A sub-theme of which nothing is found in the city, though in several others, with examples of these."""

    sub_theme: str
    cell: Cell  # the city's own, with passages that are too few or too weak
    cities: tuple[str, ...]
    examples: tuple[tuple[str, Mention], ...]


@dataclass(frozen=True)
class Profile:
    """What the collection tells of a city on a day."""

    city: City
    today: date
    count: CityCount
    documents: Mapping[Standing, tuple[DocumentView, ...]]
    directions: tuple[Share, ...]
    projects: tuple[Project, ...]
    shared: tuple[Shared, ...]
    alike: tuple[tuple[str, int], ...]  # cities with the number of sub-themes shared, most first
    gaps: tuple[Gap, ...]


def city_named(name: str, corpora: Corpora) -> City:
    """Return the city with this id, name in any case, or alias; diacritics may lack. Raises NotFound."""
    found = cities_named(name, corpora)
    city = corpora.city(found[0]) if found else None
    if city is None:
        known = ", ".join(one.name for one in corpora.cities)
        raise NotFound(
            "This is no state city", value=name, next_step=f"Known cities: {known}", code="city_unknown"
        )
    return city


def profile(searcher: Searcher, city: City, today: date) -> Profile:
    """Return the profile of a city as it is on the day `today`."""
    matrix = coverage(searcher, Filters(), today)
    own = [view for view in matrix.documents.values() if city.id in view.facts.cities]
    own.sort(key=lambda view: (view.facts.title.casefold(), view.id))
    shared = _shared(matrix, city.id)
    met = Counter(other for one in shared for other, _ in one.others)
    return Profile(
        city=city,
        today=today,
        count=matrix.counts[city.id],
        documents={
            standing: tuple(view for view in own if standing_of(view.facts, today) == standing)
            for standing in STANDINGS
        },
        directions=_shares(matrix, city.id),
        projects=tuple(one for one in searcher.catalog().projects if city.id in one.cities),
        shared=shared,
        alike=tuple(sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))),
        gaps=_gaps(matrix, city.id),
    )


def _shares(matrix: Coverage, city: str) -> tuple[Share, ...]:
    cells = {one: matrix.cells[city, one] for one in matrix.directions()}
    passages = sum(cell.passages for cell in cells.values())
    return tuple(
        Share(one, cell, cell.passages / passages if passages else 0.0) for one, cell in cells.items()
    )


def _sub_themes(matrix: Coverage) -> tuple[str, ...]:
    return tuple(one for one in matrix.themes if "/" in one)


def _found_elsewhere(matrix: Coverage, city: str, theme: str) -> list[tuple[str, Cell]]:
    """Return the other cities in which a theme is found, by number of projects, then of documents."""
    found = [
        (other, cell)
        for other in matrix.counts
        if other != city and (cell := matrix.cells[other, theme]).state == "found"
    ]
    return sorted(found, key=lambda pair: (-len(pair[1].projects), -len(pair[1].documents), pair[0]))


def _shared(matrix: Coverage, city: str) -> tuple[Shared, ...]:
    found = []
    for theme in _sub_themes(matrix):
        cell = matrix.cells[city, theme]
        others = _found_elsewhere(matrix, city, theme)
        if cell.state == "found" and others:
            found.append(Shared(theme, cell, tuple(others)))
    return tuple(found)


def _gaps(matrix: Coverage, city: str) -> tuple[Gap, ...]:
    gaps = []
    for theme in _sub_themes(matrix):
        cell = matrix.cells[city, theme]
        others = _found_elsewhere(matrix, city, theme)
        if cell.state == "not_found" and len(others) >= _OTHERS:
            best = sorted(
                ((other, one.strongest[0]) for other, one in others if one.strongest),
                key=lambda pair: (-pair[1].score, pair[0]),
            )
            gaps.append(Gap(theme, cell, tuple(other for other, _ in others), _of_each_document(best)))
    return tuple(sorted(gaps, key=lambda gap: -len(gap.cities)))


def _of_each_document(best: Sequence[tuple[str, Mention]]) -> tuple[tuple[str, Mention], ...]:
    """Return the first examples, each of another document: a joint one speaks for several cities."""
    kept: dict[str, tuple[str, Mention]] = {}
    for city, mention in best:
        kept.setdefault(mention.document_id, (city, mention))
    return tuple(kept.values())[:_EXAMPLES]
