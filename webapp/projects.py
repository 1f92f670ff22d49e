"""The projects that a document tells of → JSON and lines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.plan_rows import ProjectValue
from search.projects import Project, projects_of
from search.records import passage_of
from search.searcher import Searcher
from webapp.places import Say, place_label, plainly

Data = dict[str, Any]


def document_projects_data(searcher: Searcher, document_id: str, say: Say = plainly) -> Data:
    """Return the projects that a document's plans tell of. Raises NotFound."""
    passages = [passage_of(record) for record in searcher.records(document_id)]
    places = {passage.id: place_label(passage.locator, say) for passage in passages}
    return {
        "document_id": document_id,
        "projects": [_project_data(project, places) for project in projects_of(passages)],
    }


def project_lines(data: Data) -> list[str]:
    """Return each project with what its sources print, where, and what does not agree."""
    lines: list[str] = []
    for project in data["projects"]:
        lines += ["", f"{project['code']}  {project['title']}"]
        lines += [f"  {_told(one)}" for one in project["values"]]
        for one in project["contradictions"]:
            printed = "; ".join(f"{value['printed']} ({value['place']})" for value in one["values"])
            lines.append(f"  does not agree: {_name(one)}: {printed}")
    return lines[1:] or ["The document tells of no project: no row of a plan names one with sum and lead."]


def _project_data(project: Project, places: dict[str, str]) -> Data:
    return {
        "id": project.id,
        "code": project.code,
        "title": project.title,
        "values": _values(project.values, places),
        "contradictions": [
            {"field": one.field, "kind": one.kind, "values": _values(one.values, places)}
            for one in project.contradictions
        ],
    }


def _values(values: Sequence[ProjectValue], places: dict[str, str]) -> list[Data]:
    return [
        {
            "field": one.field,
            "kind": one.kind,
            "value": one.value,
            "printed": one.printed,
            "passage_id": one.passage_id,
            "place": places[one.passage_id],
        }
        for one in values
    ]


def _told(value: Data) -> str:
    return f"{_name(value)}: {value['printed']} ({value['place']})"


def _name(value: Data) -> str:
    return f"{value['field']}, {value['kind']}" if value["kind"] else str(value["field"])
