"""Projects → JSON: a list with facets, the projects of a document, and one with all that its sources tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from search.catalog import Catalog
from search.corpora import Corpora
from search.domain import REPORTS, DocumentView, FacetValue, Locator
from search.errors import QueryError
from search.plan_rows import ProjectValue
from search.project_list import ProjectEntry, ProjectQuery
from search.projects import Project
from search.searcher import Searcher
from webapp.places import Say, period_label, place_label, plainly
from webapp.project_params import query_typed
from webapp.project_words import field_label, payer_label, source_label, span_label, stage_label

Data = dict[str, Any]

# Accepted: "9,2 milj. EUR", "820 000 €". Rejected: "820 000", "1 200 000,50".
_CURRENCY = re.compile(r"€|\bEUR\b|\beiro\b", re.IGNORECASE)


def list_data(searcher: Searcher, query: ProjectQuery, say: Say = plainly) -> Data:
    """Return one page of the projects that are asked for, their number, and the facets."""
    catalog, corpora = searcher.catalog(), searcher.corpora
    found = catalog.listed.find(query)
    return {
        "query": _query_data(query),
        "count": found.count,
        "projects": [entry_data(one, catalog, corpora, say) for one in found.entries],
        "facets": {
            name: [_facet_data(name, value, corpora, say) for value in values]
            for name, values in found.facets.items()
        },
    }


def document_projects_data(searcher: Searcher, document_id: str, say: Say = plainly) -> Data:
    """Return the projects that a document tells of, with what other documents tell. Raises NotFound."""
    searcher.view(document_id)
    catalog, corpora = searcher.catalog(), searcher.corpora
    told = catalog.of_document(document_id)
    return {"document_id": document_id, "projects": [full_data(one, catalog, corpora, say) for one in told]}


def told_projects(searcher: Searcher, document: Data, say: Say = plainly) -> list[Data]:
    """Return what a list tells of the projects of a document; the catalog is asked only where it has any."""
    if document["kind"] not in REPORTS and all(one["kind"] != "row" for one in document["passages"]):
        return []
    catalog, corpora = searcher.catalog(), searcher.corpora
    told = catalog.of_document(document["id"])
    return [entry_data(catalog.listed.entry(one), catalog, corpora, say) for one in told]


def project_data(searcher: Searcher, project_id: str, say: Say = plainly) -> Data:
    """Return a project with its values and their places. Raises NotFound."""
    catalog = searcher.catalog()
    return full_data(catalog.project(project_id), catalog, searcher.corpora, say)


def asked_data(searcher: Searcher, wanted: str, given: Mapping[str, Any]) -> Data:
    """Return what a command line asks for: a list, or the project or the document of an id.

    Raises NotFound, QueryError.
    """
    if not wanted:
        return list_data(searcher, query_typed(searcher, given))
    if any(given.values()):
        raise QueryError(
            "Filters are for the list, not for one id",
            value=wanted,
            next_step="Leave out the id or the filters",
        )
    if wanted in searcher.catalog().by_account:
        return project_data(searcher, wanted)
    return document_projects_data(searcher, wanted)


def entry_data(one: ProjectEntry, catalog: Catalog, corpora: Corpora, say: Say = plainly) -> Data:
    """Return what a list tells of a project."""
    project = one.project
    period = project.period
    return {
        "id": project.id,
        "code": project.code,
        "title": project.title,
        "language": catalog.documents[project.document_ids[0]].facts.language,
        "cities": [{"id": city, "name": _city_name(city, corpora)} for city in project.cities],
        "directions": [_direction_data(direction, corpora) for direction in project.directions],
        "period": {"from": period.first, "to": period.last} if period else None,
        "period_label": period_label(period, say),
        "totals": _totals(project),
        "programmes": [{"value": name, "name": payer_label(name, say)} for name in one.values["programme"]],
        "stages": [{"value": stage, "name": stage_label(stage, say)} for stage in one.values["stage"]],
        "sources": [{"value": told, "name": source_label(told, say)} for told in one.values["source"]],
        "document_ids": list(project.document_ids),
        "disagree": [
            field_label(told.field, told.kind, say) for told in project.contradictions if not told.settled
        ],
    }


def full_data(project: Project, catalog: Catalog, corpora: Corpora, say: Say = plainly) -> Data:
    """Return a project with all that its sources tell, each value with its place, and the sources."""
    entry = catalog.listed.entry(project)
    return entry_data(entry, catalog, corpora, say) | {
        "values": _values(project.values, catalog, corpora, say),
        "contradictions": [
            {
                "field": one.field,
                "kind": one.kind,
                "label": field_label(one.field, one.kind, say),
                "settled": one.settled,
                "values": _values(one.values, catalog, corpora, say),
            }
            for one in project.contradictions
        ],
        "accounts": [
            {
                "id": one.id,
                "document_id": one.document_id,
                "code": one.code,
                "title": one.title,
                "cities": list(one.cities),
                "directions": list(one.directions),
                "passages": list(one.passages),
            }
            for one in project.accounts
        ],
        "documents": [_document_data(catalog.documents[one], say) for one in project.document_ids],
    }


def printed_sum(printed: str) -> str:
    """Return a sum as printed, with its currency where a table names it elsewhere."""
    return printed if _CURRENCY.search(printed) else f"{printed} EUR"


def _values(told: Sequence[ProjectValue], catalog: Catalog, corpora: Corpora, say: Say) -> list[Data]:
    made = []
    for one in told:
        place = catalog.places[one.passage_id]
        made.append(
            {
                "field": one.field,
                "kind": one.kind,
                "label": field_label(one.field, one.kind, say),
                "value": one.value,
                "readable": _readable(one, corpora, say),
                "printed": one.printed,
                "document_id": place.document_id,
                "passage_id": one.passage_id,
                "place": place_label(place.locator, say),
                "page": _page(place.locator),
            }
        )
    return made


def _page(locator: Locator) -> int | None:
    """Return the number of the page that can be shown; a file inside another has none."""
    return locator.number if locator.kind == "page" and not locator.file else None


def _readable(one: ProjectValue, corpora: Corpora, say: Say) -> str:
    """Return a value in words where its normal form is a code of ours; nothing for words and sums."""
    if one.field == "period":
        return span_label(one.value, say)
    if one.field == "stage":
        return stage_label(one.value, say)
    return _city_name(one.value, corpora) if one.field == "city" else ""


def _totals(project: Project) -> list[Data]:
    """Return the total costs that the sources tell, each once, as first printed."""
    first: dict[float, str] = {}
    for one in project.told("money", "total"):
        first.setdefault(float(one.value), printed_sum(one.printed))
    return [{"value": value, "printed": printed} for value, printed in first.items()]


def _document_data(document: DocumentView, say: Say) -> Data:
    facts = document.facts
    return {
        "id": document.id,
        "title": facts.title,
        "kind": facts.kind,
        "path": document.path,
        "language": facts.language,
        "period_label": period_label(facts.period, say),
        "status": facts.status,
    }


def _query_data(query: ProjectQuery) -> Data:
    period = query.period
    return {
        "text": query.text,
        "city": list(query.cities),
        "direction": list(query.directions),
        "stage": list(query.stages),
        "programme": list(query.programmes),
        "source": list(query.sources),
        "document": list(query.documents),
        "period": {"from": period.first, "to": period.last} if period else None,
        "sum_from": query.sum_from,
        "sum_to": query.sum_to,
        "order": query.order,
        "offset": query.offset,
        "limit": query.limit,
    }


def _facet_data(name: str, one: FacetValue, corpora: Corpora, say: Say) -> Data:
    return {
        "value": one.value,
        "name": value_name(name, one.value, corpora, say),
        "count": one.count,
        "selected": one.selected,
    }


def value_name(name: str, value: str, corpora: Corpora, say: Say) -> str:
    """Return what a value of a facet is called; a direction by its English label, which pages translate."""
    if name == "city":
        return _city_name(value, corpora)
    if name == "direction":
        return str(_direction_data(value, corpora)["label_en"])
    if name == "stage":
        return stage_label(value, say)
    return source_label(value, say) if name == "source" else payer_label(value, say)


def _city_name(city_id: str, corpora: Corpora) -> str:
    city = corpora.city(city_id)
    return city.name if city else city_id


def _direction_data(direction_id: str, corpora: Corpora) -> Data:
    direction = corpora.direction(direction_id)
    labels = (direction.label_lv, direction.label_en) if direction else (direction_id, direction_id)
    return {"id": direction_id, "label_lv": labels[0], "label_en": labels[1]}
