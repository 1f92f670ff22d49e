"""The projects that a document tells of → JSON and lines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.catalog import Catalog
from search.plan_rows import ProjectValue
from search.projects import Project
from search.searcher import Searcher
from webapp.places import Say, place_label, plainly

Data = dict[str, Any]


def document_projects_data(searcher: Searcher, document_id: str, say: Say = plainly) -> Data:
    """Return the projects that a document tells of, with what other documents tell. Raises NotFound."""
    searcher.view(document_id)
    catalog = searcher.catalog()
    return {
        "document_id": document_id,
        "projects": [_project_data(one, catalog, say) for one in catalog.of_document(document_id)],
    }


def projects_data(searcher: Searcher) -> Data:
    """Return the projects of the collection, by title."""
    projects = searcher.catalog().projects
    return {"projects": [{"id": one.id, "title": one.title} for one in projects]}


def project_data(searcher: Searcher, project_id: str, say: Say = plainly) -> Data:
    """Return a project with its values and their places. Raises NotFound."""
    catalog = searcher.catalog()
    return _project_data(catalog.project(project_id), catalog, say)


def project_lines(data: Data) -> list[str]:
    """Return each project with what its sources print, where, and what does not agree."""
    lines: list[str] = []
    for project in data["projects"]:
        lines += ["", f"{project['code']}  {project['title']}"]
        lines += [f"  {_told(one)}" for one in project["values"]]
        for one in project["contradictions"]:
            printed = "; ".join(f"{value['printed']} ({value['place']})" for value in one["values"])
            lines.append(f"  does not agree: {_name(one)}: {printed}")
    return lines[1:] or [
        "The document tells of no project: it is no report on one, and no row names one with sum and lead."
    ]


def _project_data(project: Project, catalog: Catalog, say: Say) -> Data:
    return {
        "id": project.id,
        "code": project.code,
        "title": project.title,
        "values": _values(project.values, catalog, say),
        "contradictions": [
            {"field": one.field, "kind": one.kind, "values": _values(one.values, catalog, say)}
            for one in project.contradictions
        ],
    }


def _values(values: Sequence[ProjectValue], catalog: Catalog, say: Say) -> list[Data]:
    return [
        {
            "field": one.field,
            "kind": one.kind,
            "value": one.value,
            "printed": one.printed,
            "document_id": catalog.passages[one.passage_id].document_id,
            "passage_id": one.passage_id,
            "place": place_label(catalog.passages[one.passage_id].locator, say),
        }
        for one in values
    ]


def _told(value: Data) -> str:
    return f"{_name(value)}: {value['printed']} ({value['place']})"


def _name(value: Data) -> str:
    return f"{value['field']}, {value['kind']}" if value["kind"] else str(value["field"])
