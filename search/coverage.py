"""City × direction and city × sub-theme: what the collection holds on each, with its strongest passages.

Goes in: a searcher, filters on documents, a day. Comes out: a cell for each city and direction or sub-theme
in one of three states, and for each city how many documents count. Of versions and copies the preferred does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from search.catalog import Catalog
from search.domain import REPORTS, DirectionTag, DocumentView, Filters, Period
from search.mentions import Mention, Mentions
from search.projects import Project
from search.records import tags_of
from search.related import one_of_each
from search.searcher import Searcher
from search.standing import Standing, standing_of
from search.tagging.phrases import themes_of_terms

State = Literal["absent", "not_found", "found"]  # absent: not in the collection, so nothing can be said

# A cell is found by one passage that is surely on it, by several that likely are, or by a project on it. Set
# by reading the sample's cells: below .75 one passage in two is on another theme; of 34 sub-theme cells with
# one passage from .75 to .95 and no project, two in three would mislead; of 24 that are found by one or two
# passages, one does.
SURE, LIKELY, SEVERAL = 0.95, 0.75, 2
# The probability is the direction's: of a sub-theme with so few passages and no project, one of them has to
# hold a term, or staff to have said so. Of 34 cells of the sample with one passage it takes seven away, five
# of them rightly; three of the others would mislead.
FEW = 2
STRONGEST = 5  # passages that a cell names


@dataclass(frozen=True, slots=True)
class Cell:
    """What the documents of a city say on a direction or a sub-theme.

    `passages` have a probability of LIKELY or more, `documents` hold such a passage, `weaker` passages have
    less. Documents and projects are ids, the document with the strongest passage first.
    """

    state: State
    documents: tuple[str, ...] = ()
    passages: int = 0
    weaker: int = 0
    projects: tuple[str, ...] = ()
    strongest: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class CityCount:
    """How many documents of a city count, of how many that are held; versions are one.

    `undated` documents were left out because a period was asked for and they tell none.
    """

    city: str  # City.id
    documents: int
    held: int
    undated: int


@dataclass(frozen=True)
class Coverage:
    """The cells by city and theme: a direction's id, or a sub-theme's such as "VIDE/heating"."""

    filters: Filters
    standing: Standing | None
    counts: Mapping[str, CityCount]  # by City.id, in the order of the cities
    themes: tuple[str, ...]  # each direction before its sub-themes
    cells: Mapping[tuple[str, str], Cell]
    documents: Mapping[str, DocumentView] = field(repr=False)  # those that count

    def directions(self) -> tuple[str, ...]:
        """Return the themes that are directions."""
        return tuple(one for one in self.themes if "/" not in one)

    def sub_themes(self, direction: str) -> tuple[str, ...]:
        """Return the sub-themes of a direction."""
        return tuple(one for one in self.themes if one.startswith(f"{direction}/"))


def coverage(searcher: Searcher, wanted: Filters, today: date, standing: Standing | None = None) -> Coverage:
    """Return the matrix of the documents that `wanted` lets through and that stand so on the day `today`.

    Cities and directions choose rows and columns; what is in force takes in what expires.
    """
    mentions = searcher.read.mentions(searcher.backend, searcher.corpora)
    cities = tuple(one.id for one in searcher.corpora.cities if _asked(one.id, wanted.cities))
    themes = tuple(
        theme
        for one in searcher.corpora.directions
        if _asked(one.id, wanted.directions)
        for theme in (one.id, *(f"{one.id}/{sub.id}" for sub in one.sub_themes))
    )
    let = {one: view for one, view in mentions.documents.items() if _passes(view, wanted, today, standing)}
    counted = _preferred(mentions, let)
    counts = _counts(mentions, let, counted, cities, wanted.period)
    told = _told(mentions, counted)
    projects = _projects(searcher.catalog(), mentions, let, wanted.period)
    cells = {
        (city, theme): _cell(
            told.get((city, theme), ()), projects.get((city, theme), ()), held=counts[city].documents > 0
        )
        for city in cities
        for theme in themes
    }
    return Coverage(wanted, standing, counts, themes, _certain(searcher, cells), counted)


def _certain(searcher: Searcher, cells: Mapping[tuple[str, str], Cell]) -> dict[tuple[str, str], Cell]:
    """Return the cells, those of sub-themes not found where few passages speak and none by a term."""
    doubted = {
        key: cell.strongest[: cell.passages]
        for key, cell in cells.items()
        if "/" in key[1] and cell.state == "found" and not cell.projects and cell.passages <= FEW
    }
    wanted = list({one.passage_id for mentions in doubted.values() for one in mentions})
    records = searcher.backend.fetch(wanted, ("id", "tags"))
    terms = themes_of_terms(searcher.corpora)
    named = {
        (passage, theme)
        for passage, record in records.items()
        for tag in tags_of(record)
        for theme in _named(tag, terms)
    }
    return {
        key: replace(cell, state="not_found")
        if key in doubted and not any((one.passage_id, key[1]) in named for one in doubted[key])
        else cell
        for key, cell in cells.items()
    }


def _named(tag: DirectionTag, terms: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the sub-themes whose terms stand in a passage, and its own where staff said so."""
    own = {tag.sub_theme} if tag.review else set()
    return own.union(*(terms.get(one.entry, ()) for one in tag.evidence if one.written))


def _asked(one: str, chosen: Sequence[str]) -> bool:
    return not chosen or one in chosen


def _passes(view: DocumentView, wanted: Filters, today: date, standing: Standing | None) -> bool:
    facts = view.facts
    if wanted.period and not (facts.period and _overlap(facts.period, wanted.period)):
        return False
    if standing:
        own = standing_of(facts, today)
        if own != standing and not (standing == "in_force" and own == "expiring"):
            return False
    return (
        _asked(facts.kind, wanted.kinds)
        and _asked(facts.language, wanted.languages)
        and _asked(view.collection, wanted.collections)
        and _asked(view.id, wanted.documents)
    )


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _preferred(mentions: Mentions, let: Mapping[str, DocumentView]) -> dict[str, DocumentView]:
    """Return of versions, copies and translations among the documents the preferred one."""
    others = one_of_each({one: mentions.heads[one] for one in let}, dict.fromkeys(let, 1.0))
    return {one: view for one, view in let.items() if one not in others}


def _counts(
    mentions: Mentions,
    let: Mapping[str, DocumentView],
    counted: Mapping[str, DocumentView],
    cities: Sequence[str],
    period: Period | None,
) -> dict[str, CityCount]:
    whole = len(let) == len(mentions.documents)
    all_held = counted if whole else _preferred(mentions, mentions.documents)
    held = Counter(city for view in all_held.values() for city in view.facts.cities)
    own = Counter(city for view in counted.values() for city in view.facts.cities)
    undated = Counter(
        city for view in all_held.values() if period and not view.facts.period for city in view.facts.cities
    )
    return {city: CityCount(city, own[city], held[city], undated[city]) for city in cities}


def _told(mentions: Mentions, counted: Iterable[str]) -> dict[tuple[str, str], list[Mention]]:
    """Return the mentions of each cell, those of a document together."""
    told: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for document_id in counted:
        for mention in mentions.of_document[document_id]:
            for city in mention.cities:
                told[city, mention.direction].append(mention)
                if mention.sub_theme:
                    told[city, mention.sub_theme].append(mention)
    return told


def _cell(told: Sequence[Mention], projects: Sequence[str], *, held: bool) -> Cell:
    if not held:
        return Cell("absent")
    likely = _best_of_each_first([one for one in told if _is_likely(one)])
    weaker = _best_of_each_first([one for one in told if not _is_likely(one)])
    found = len(likely) >= SEVERAL or any(one.score >= SURE for one in told) or projects
    return Cell(
        "found" if found else "not_found",
        tuple(dict.fromkeys(one.document_id for one in likely)),
        len(likely),
        len(weaker),
        tuple(projects),
        tuple([*likely, *weaker][:STRONGEST]),
    )


def _is_likely(mention: Mention) -> bool:
    """Say whether it is likely right; without a sub-theme the score is no probability."""
    return mention.score >= LIKELY or not mention.sub_theme


def _best_of_each_first(told: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, of each document the best before any second one, the most probable first."""
    met: Counter[str] = Counter()
    placed: list[tuple[int, float, str, Mention]] = []
    for one in sorted(told, key=lambda mention: (-mention.score, mention.passage_id)):
        placed.append((met[one.document_id], -one.score, one.passage_id, one))
        met[one.document_id] += 1
    return [one for *_, one in sorted(placed, key=lambda entry: entry[:3])]


def _projects(
    catalog: Catalog, mentions: Mentions, let: Mapping[str, DocumentView], period: Period | None
) -> dict[tuple[str, str], list[str]]:
    """Return the projects of each cell, by title: of those that a document let through tells of."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for project in catalog.projects:
        if let.keys().isdisjoint(project.document_ids):
            continue
        if period and project.period and not _overlap(project.period, period):
            continue
        for theme in _themes(project, mentions):
            for city in project.cities:
                found[city, theme].append(project.id)
    return found


def _themes(project: Project, mentions: Mentions) -> set[str]:
    """Return directions and sub-themes that a report is on, or that a row of a plan is likely on."""
    own = {one.passage_id for one in project.told("title")}
    found: set[str] = set()
    for document_id in project.document_ids:
        view = mentions.documents.get(document_id)
        if view is not None and view.facts.kind in REPORTS:
            found |= {theme for tag in view.directions for theme in (tag.direction, tag.sub_theme)}
            continue
        for one in mentions.of_document.get(document_id, ()):
            if one.passage_id in own and _is_likely(one):
                found |= {one.direction, one.sub_theme}
    return found - {""}
