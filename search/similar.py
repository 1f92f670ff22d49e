"""Comparable projects of other cities: to a project, to a document, or to a pasted text.

Goes in: a searcher, a start, filters. Comes out: the comparable projects, best first, each side by side with
the start; none is an answer, too. A report is its project; another document is compared by its strongest
passages, and names the projects that its own rows are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from search.catalog import Catalog
from search.comparable import Alike, Comparer, ProjectText
from search.comparer_kept import project_text
from search.domain import REPORTS, DirectionTag, Filters, Note, Passage, Period
from search.errors import NotFound, QueryError
from search.language.keys import text_keys
from search.language.names import asked_city_finder, city_finder
from search.language.tokens import fold
from search.projects import Project
from search.query import without_surrogates
from search.searcher import Searcher
from search.shared_terms import absent_words
from search.side_by_side import Comparison, Side, side_by_side

_PASSAGES = 8  # of a document, by which it is compared
_SHORTEST = 40  # characters of a passage that says something, where no direction tells
_AS_LONG = 5  # a pasted text may be so many times as long as a question


@dataclass(frozen=True, slots=True)
class Start:
    """What comparable projects are looked for: texts to compare by, each with the passages it comes from.

    `choices` are the projects that a document's own rows are. Notes say what was changed on the way.
    """

    kind: Literal["project", "document", "text"]
    texts: tuple[ProjectText, ...]
    passages: tuple[tuple[str, ...], ...]  # Passage.id, for each of the texts; none for a pasted text
    cities: tuple[str, ...]  # City.id
    project: Project | None = None
    document_id: str = ""
    choices: tuple[Project, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class SimilarProject:
    """A comparable project beside the start.

    `cities` and `partners` are shared with the start: it may be the start's own project of two cities.
    """

    project: Project
    score: float
    words: float
    meaning: float
    cities: tuple[str, ...]  # City.id
    partners: tuple[str, ...]  # as printed
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class SimilarProjects:
    """The answer: the first comparable projects, how many there are, and what no project speaks of.

    `absent` are words of a pasted text.
    """

    start: Start
    projects: tuple[SimilarProject, ...]
    comparable: int
    absent: tuple[str, ...] = ()


def start_of(searcher: Searcher, given: str) -> Start:
    """Return the start for what is the id of a project or of a document, or else a text.

    Raises NotFound for an id that is not held, QueryError for an empty text.
    """
    if not _looks_like_id(given):
        return text_start(searcher, given)
    if given in searcher.catalog().by_account:
        return project_start(searcher, given)
    try:
        return document_start(searcher, given)
    except NotFound as error:
        raise NotFound(
            "The collection holds no such project or document", value=given, code="start_unknown"
        ) from error


def project_start(searcher: Searcher, project_id: str) -> Start:
    """Return the start for a project of the collection. Raises NotFound."""
    project = searcher.catalog().project(project_id)
    passages = tuple(dict.fromkeys(one for account in project.accounts for one in account.passages))
    return Start("project", (project_text(project),), (passages,), project.cities, project)


def document_start(searcher: Searcher, document_id: str) -> Start:
    """Return the start for a document: its project, or its strongest passages. Raises NotFound."""
    view, passages = searcher.document(document_id)
    catalog = searcher.catalog()
    told_of = catalog.of_document(document_id)
    if view.facts.kind in REPORTS and told_of:
        return project_start(searcher, told_of[0].id)
    strongest = list(_strongest(view.directions, passages))
    of_passage = {one: project for project in told_of for own in project.accounts for one in own.passages}
    cities = frozenset(view.facts.cities)
    texts: dict[str, tuple[ProjectText, tuple[str, ...]]] = {}
    for passage in strongest:
        if project := of_passage.get(passage.id):  # a row is read better as the project that it is
            text = ProjectText(project.id, project.title, project.text, cities)
        else:
            text = ProjectText("", " ".join(passage.heading_path[-1:]), passage.text, cities)
        texts.setdefault(text.text, (text, (passage.id,)))
    return Start(
        "document",
        tuple(text for text, _ in texts.values()),
        tuple(own for _, own in texts.values()),
        view.facts.cities,
        document_id=document_id,
        choices=told_of,
    )


def text_start(searcher: Searcher, text: str, city: str = "") -> Start:
    """Return the start for a pasted text; its cities are `city`, or those the text names.

    Raises QueryError for a text without words.
    """
    longest = searcher.settings.query_characters * _AS_LONG
    whole = without_surrogates(text).strip()
    kept = whole[:longest]
    notes = (Note("query_cut", (str(longest),)),) if len(whole) > longest else ()
    if not text_keys(kept):
        raise QueryError(
            "There is no text to compare",
            next_step="Paste a paragraph, or name a project or a document",
            code="text_missing",
        )
    cities = (city,) if city else _cities_of(searcher, kept)
    return Start("text", (ProjectText("", "", kept, frozenset(cities)),), ((),), cities, notes=notes)


def similar(searcher: Searcher, start: Start, wanted: Filters, limit: int = 10) -> SimilarProjects:
    """Return up to `limit` projects comparable to the start, with a city outside the start's."""
    catalog = searcher.catalog()
    compared = searcher.compared.comparer(searcher, catalog)
    if compared is None or not start.texts:
        return SimilarProjects(start, (), 0)
    own = {one.id for one in (start.project, *start.choices) if one}
    among = {one.id for one in catalog.projects if one.id not in own and _wanted(one, catalog, wanted)}
    found = compared.alike_to_any(start.texts, among)
    absent = _absent(searcher, compared, start.texts[0].text) if start.kind == "text" else ()
    return SimilarProjects(start, _shown(searcher, start, found[:limit]), len(found), absent)


def _absent(searcher: Searcher, compared: Comparer, text: str) -> tuple[str, ...]:
    """Return the words of a text that no project speaks of, and no other passage either.

    Words that documents use and projects do not, such as those of wishing, say little of what is wanted.
    """
    absent = absent_words(compared.reader.purpose("", text), compared.told)
    held = searcher.backend.statistics(tuple(absent)).frequencies if absent else {}
    return tuple(printed for key, printed in absent.items() if not held.get(key))


def beside(searcher: Searcher, start: Start, project_id: str) -> SimilarProject:
    """Return a project side by side with the start, comparable or not. Raises NotFound, QueryError."""
    catalog = searcher.catalog()
    project = catalog.project(project_id)
    if start.project is not None and project.id == start.project.id:
        raise QueryError(
            "A project cannot be compared with itself", value=project_id, code="same_project",
            next_step="Name another project",
        )  # fmt: skip
    compared = searcher.compared.comparer(searcher, catalog)
    found = compared.measured(start.texts, project.id) if compared else None
    one = found or (Alike(project.id, 0.0, 0.0, 0.0), 0)
    return _shown(searcher, start, [one])[0]


def _shown(
    searcher: Searcher, start: Start, found: Sequence[tuple[Alike, int]]
) -> tuple[SimilarProject, ...]:
    catalog = searcher.catalog()
    projects = [catalog.project(one.id) for one, _ in found]
    sides = [Side(start.texts[number], start.passages[number], start.project) for _, number in found]
    return tuple(
        SimilarProject(
            project,
            round(alike.score, 4),
            round(alike.words, 4),
            round(alike.meaning, 4),
            tuple(city for city in project.cities if city in start.cities),
            shared_partners(start.project, project) if start.project else (),
            comparison,
        )
        for project, (alike, _), comparison in zip(
            projects, found, side_by_side(searcher, catalog, sides, projects), strict=True
        )
    )


def _strongest(
    tags: Sequence[DirectionTag], passages: Sequence[tuple[Passage, tuple[DirectionTag, ...]]]
) -> Iterator[Passage]:
    """Yield the passages that say most of what a document is about: of each direction in turn."""
    by_id = {passage.id: passage for passage, _ in passages}
    longest = max((len(tag.passages) for tag in tags), default=0)
    ids = [tag.passages[turn] for turn in range(longest) for tag in tags if turn < len(tag.passages)]
    named = [by_id[one] for one in dict.fromkeys(ids) if one in by_id]
    if not named:
        said = [one for one, _ in passages if one.kind != "heading" and len(one.text) >= _SHORTEST]
        named = sorted(said or [one for one, _ in passages], key=lambda one: -len(one.text))
    yield from named[:_PASSAGES]


def _cities_of(searcher: Searcher, text: str) -> tuple[str, ...]:
    """Return the cities that a text names: as they are written, or else typed without diacritics."""
    named = city_finder(searcher.corpora).find(text)
    named = named or asked_city_finder(searcher.corpora).find(fold(text))
    return tuple(dict.fromkeys(one.city for one in named))


def _wanted(project: Project, catalog: Catalog, wanted: Filters) -> bool:
    """Return whether a project passes the filters; without years of its own, by its documents'."""
    if wanted == Filters():
        return True
    documents = [catalog.documents[one] for one in project.document_ids]
    held: list[tuple[tuple[str, ...], set[str]]] = [
        (wanted.cities, set(project.cities)),
        (wanted.directions, set(project.directions)),
        (wanted.kinds, {one.facts.kind for one in documents}),
        (wanted.languages, {one.facts.language for one in documents}),
        (wanted.collections, {one.collection for one in documents}),
        (wanted.documents, set(project.document_ids)),
    ]
    if any(values and own.isdisjoint(values) for values, own in held):
        return False
    if wanted.period is None:
        return True
    years = [project.period] if project.period else [one.facts.period for one in documents]
    return any(one is not None and _overlap(one, wanted.period) for one in years)


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def shared_partners(start: Project, found: Project) -> tuple[str, ...]:
    """Return the partners of one that are partner or lead of the other; leads alone may only sound alike."""
    leads, partners = (
        [{_name(value.printed): value.printed for value in one.told(field)} for one in (start, found)]
        for field in ("lead", "partner")
    )
    shared = (partners[0].keys() & (leads[1] | partners[1]).keys()) | (partners[1].keys() & leads[0].keys())
    printed = leads[0] | leads[1] | partners[0] | partners[1]
    return tuple(printed[name] for name in sorted(shared))


def _name(printed: str) -> str:
    return " ".join(keys.folded for _, keys in text_keys(printed))


def _looks_like_id(given: str) -> bool:
    """Return whether it is an id. Accepted: "9f86d081884c7d65". Rejected: "siltumtīkli"."""
    return len(given) == 16 and all(sign in "0123456789abcdef" for sign in given)
