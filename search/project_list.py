"""Projects of a collection → those that are asked for, in order, with the facets of the rest. Pure.

Goes in: projects, the documents that tell of them, and a query. Comes out: one page of projects, how many
there are, and what each further choice would leave. Values of one field are alternatives, fields are joined;
a facet counts what its value leaves beside the choices of the other fields.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile
from typing import Literal, get_args

from search.corpora import load_corpora
from search.domain import REPORTS, DocumentView, FacetValue, Period
from search.language.alphabet import latvian_order
from search.language.keys import Keys, text_keys
from search.payers import payers
from search.projects import Project
from search.query import FUNCTION_WORDS

ProjectOrder = Literal["title", "end", "sum", "city"]
Told = Literal["report", "plan"]  # what kind of document tells: one on the project alone, or a plan

STAGES = ("planned", "submitted", "preparing", "running", "finished")  # in the order of a project's life
TOLD: tuple[Told, ...] = get_args(Told)
FACETS = ("city", "direction", "stage", "programme", "source")
_SHORTEST_BEGINNING = 4  # letters of a word that others may begin with
_SEARCHED = frozenset({"title", "goal", "lead", "partner", "programme", "number", "code"})


@dataclass(frozen=True, slots=True)
class ProjectQuery:
    """Which projects are wanted; an empty field does not narrow.

    `text` holds words that all have to be met, in any form. `period` keeps projects whose years overlap;
    sums are the total in EUR by any of the sources.
    """

    text: str = ""
    cities: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()  # as `search.payers` names them
    sources: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    period: Period | None = None
    sum_from: float | None = None
    sum_to: float | None = None
    order: ProjectOrder = "title"
    offset: int = 0
    limit: int = 20

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the values chosen of a facet."""
        return {
            "city": self.cities,
            "direction": self.directions,
            "stage": self.stages,
            "programme": self.programmes,
            "source": self.sources,
        }[facet]


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project with what it is filtered and ordered by."""

    project: Project
    values: Mapping[str, tuple[str, ...]]  # by facet
    totals: tuple[float, ...]  # EUR, as the sources tell them, the fullest first
    keys: frozenset[str]  # of the words that it is found by

    @property
    def end(self) -> int | None:
        """Return the last year."""
        return self.project.period.last if self.project.period else None


@dataclass(frozen=True, slots=True)
class ProjectsFound:
    """A page of projects, the number of all that are asked for, and the facets."""

    entries: tuple[ProjectEntry, ...]
    count: int
    facets: Mapping[str, tuple[FacetValue, ...]]


class ProjectList:
    """The projects of one state of a collection, made ready to be asked for."""

    def __init__(self, projects: Iterable[Project], documents: Mapping[str, DocumentView]) -> None:
        names = {city.id: city.name for city in load_corpora().cities}
        entries = [_entry(project, documents, names) for project in projects]
        entries.sort(key=lambda one: (latvian_order(one.project.title), one.project.id))
        self._entries = tuple(entries)
        self._by_id = {one.project.id: one for one in entries}
        self._ordered: dict[ProjectOrder, tuple[ProjectEntry, ...]] = {
            "title": self._entries,
            "end": tuple(sorted(entries, key=lambda one: -(one.end or 0))),
            "sum": tuple(sorted(entries, key=lambda one: -max(one.totals, default=-1))),
            "city": tuple(sorted(entries, key=lambda one: _city_order(one, names))),
        }
        self._keys = sorted({key for one in entries for key in one.keys})
        self.programmes = tuple(sorted({name for one in entries for name in one.values["programme"]}))

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, project: Project) -> ProjectEntry:
        """Return what a project of the list is filtered and ordered by."""
        return self._by_id[project.id]

    def _begun(self, word: str) -> Iterable[str]:
        """Return the keys that begin with what was typed: "velo" is a part of many words."""
        if len(word) < _SHORTEST_BEGINNING:
            return ()
        begun = islice(self._keys, bisect_left(self._keys, word), None)
        return takewhile(lambda key: key.startswith(word), begun)

    def find(self, query: ProjectQuery) -> ProjectsFound:
        """Return the projects that are asked for."""
        fits = _conditions(query, self._begun)
        wanted = {facet: frozenset(query.chosen(facet)) for facet in FACETS if query.chosen(facet)}
        counted: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        found: list[ProjectEntry] = []
        for one in self._ordered[query.order]:
            if not all(fit(one) for fit in fits):
                continue
            missed = [facet for facet, values in wanted.items() if values.isdisjoint(one.values[facet])]
            if not missed:
                found.append(one)
            for facet in FACETS if not missed else missed if len(missed) == 1 else ():
                counted[facet].update(one.values[facet])
        facets = {facet: _facet(facet, counted[facet], query.chosen(facet)) for facet in FACETS}
        return ProjectsFound(tuple(found[query.offset : query.offset + query.limit]), len(found), facets)


def _entry(project: Project, documents: Mapping[str, DocumentView], names: Mapping[str, str]) -> ProjectEntry:
    told = {"report" if documents[one].facts.kind in REPORTS else "plan" for one in project.document_ids}
    stages = {one.value for one in project.told("stage")}
    printed = [f"{one.value}; {one.printed}" for one in project.told("programme")]
    named = dict.fromkeys(name for words in printed for name in payers(words))
    words = [project.title, *(one.printed for one in project.values if one.field in _SEARCHED)]
    words += [names[city] for city in project.cities if city in names]
    return ProjectEntry(
        project,
        {
            "city": project.cities,
            "direction": project.directions,
            "stage": tuple(one for one in STAGES if one in stages),
            "programme": tuple(named),
            "source": tuple(one for one in TOLD if one in told),
        },
        tuple(float(one.value) for one in project.told("money", "total")),
        frozenset(key for text in dict.fromkeys(words) for key in _keys_of(text)),
    )


def _keys_of(text: str) -> Iterable[str]:
    for token, keys in text_keys(text):
        if token.exact not in FUNCTION_WORDS:  # "vēl" would meet "velo"
            yield from _ways(keys)
            yield from token.parts


def _ways(keys: Keys) -> tuple[str, ...]:
    """Return the keys of a word by which its other forms meet it, with and without diacritics."""
    return keys.exact, keys.folded, keys.plain, keys.root, keys.plain_root


def _city_order(one: ProjectEntry, names: Mapping[str, str]) -> tuple[bool, tuple[str, str]]:
    city = next(iter(one.project.cities), "")
    return not city, latvian_order(names.get(city, city))


def _conditions(
    query: ProjectQuery, begun: Callable[[str], Iterable[str]]
) -> list[Callable[[ProjectEntry], bool]]:
    """Return what a project has to fulfil beside the facets."""
    made: list[Callable[[ProjectEntry], bool]] = [partial(_meets, ways) for ways in _words(query.text, begun)]
    if query.documents:
        made.append(partial(_told_by, frozenset(query.documents)))
    if query.period is not None:
        made.append(partial(_overlaps, query.period))
    if query.sum_from is not None or query.sum_to is not None:
        most = float("inf") if query.sum_to is None else query.sum_to
        made.append(partial(_costs, query.sum_from or 0.0, most))
    return made


def _meets(ways: Sequence[frozenset[str]], one: ProjectEntry) -> bool:
    return any(keys <= one.keys for keys in ways)


def _told_by(documents: frozenset[str], one: ProjectEntry) -> bool:
    return not documents.isdisjoint(one.project.document_ids)


def _overlaps(wanted: Period, one: ProjectEntry) -> bool:
    period = one.project.period
    return period is not None and period.first <= wanted.last and wanted.first <= period.last


def _costs(least: float, most: float, one: ProjectEntry) -> bool:
    return any(least <= total <= most for total in one.totals)


def _words(text: str, begun: Callable[[str], Iterable[str]]) -> list[list[frozenset[str]]]:
    """Return for each word that counts the keys that meet it; a code is met by all its pieces, too."""
    pairs = text_keys(text)
    counting = [pair for pair in pairs if pair[0].exact not in FUNCTION_WORDS] or pairs
    words = []
    for token, keys in counting:
        ways = [frozenset((key,)) for key in dict.fromkeys((*_ways(keys), *begun(token.exact)))]
        if token.parts:
            ways.append(frozenset(token.parts))
        words.append(ways)
    return words


def _facet(facet: str, counted: Counter[str], chosen: Sequence[str]) -> tuple[FacetValue, ...]:
    """Return the values of a facet: stages and sources in their order, others by number; chosen ones stay."""
    for value in chosen:
        counted.setdefault(value, 0)
    fixed = {"stage": STAGES, "source": TOLD}.get(facet)
    if fixed:
        order = sorted(counted, key=fixed.index)
    else:
        order = sorted(counted, key=lambda value: (-counted[value], latvian_order(value)))
    return tuple(FacetValue(value, counted[value], value in chosen) for value in order)
