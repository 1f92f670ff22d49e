"""A city's profile → plain data for JSON and pages, and lines for a terminal."""

from __future__ import annotations

from datetime import date
from typing import Any

from search.coverage import Cell, Coverage, coverage
from search.domain import Filters
from search.profile import Profile, city_named, profile
from search.projects import Project
from search.records import Record
from search.searcher import Searcher
from webapp.coverage import (
    cell_data,
    city_name,
    direction_data,
    read_passages,
    shown_document,
    strongest_data,
)
from webapp.places import Say, period_label, plainly

Data = dict[str, Any]

_STRONGEST = 3  # passages of a direction


def cities_data(searcher: Searcher) -> Data:
    """Return the state cities, each with what is held of it."""
    matrix = coverage(searcher, Filters(), date.today())
    projects = searcher.catalog().projects
    return {
        "cities": [
            {
                "id": one.city,
                "name": city_name(one.city, searcher.corpora),
                "documents": one.held,
                "projects": sum(one.city in project.cities for project in projects),
                "sub_themes": _found(matrix, one.city),
            }
            for one in matrix.counts.values()
        ]
    }


def _found(matrix: Coverage, city: str) -> int:
    return sum(matrix.cells[city, theme].state == "found" for theme in matrix.themes if "/" in theme)


def city_data(searcher: Searcher, name: str, say: Say = plainly) -> Data:
    """Return the profile that a city has today, by its id or name. Raises NotFound."""
    told = profile(searcher, city_named(name, searcher.corpora), date.today())
    wanted = [
        one.passage_id for share in told.directions for one in share.cell.strongest[: _most(share.cell)]
    ]
    wanted += [mention.passage_id for gap in told.gaps for _, mention in gap.examples]
    records = read_passages(searcher, wanted)
    themes = _themes(searcher)
    return {
        "id": told.city.id,
        "name": told.city.name,
        "today": told.today.isoformat(),
        "documents_held": told.count.held,
        "documents": {
            standing: [shown_document(view, searcher.corpora, say) for view in views]
            for standing, views in told.documents.items()
        },
        "directions": _directions(searcher, told, records, say),
        "projects": [project_brief(one, say) for one in told.projects],
        "alike": [
            {"id": city, "name": city_name(city, searcher.corpora), "sub_themes": number}
            for city, number in told.alike
        ],
        "shared": [
            {
                "sub_theme": themes[one.sub_theme],
                "documents": len(one.cell.documents),
                "projects": len(one.cell.projects),
                "cities": [
                    {
                        "id": city,
                        "name": city_name(city, searcher.corpora),
                        "documents": len(cell.documents),
                        "projects": len(cell.projects),
                    }
                    for city, cell in one.others
                ],
            }
            for one in told.shared
        ],
        "gaps": _gaps(searcher, told, records, themes, say),
    }


def project_brief(project: Project, say: Say = plainly) -> Data:
    """Return what a list shows of a project."""
    return {
        "id": project.id,
        "title": project.title,
        "directions": list(project.directions),
        "period_label": period_label(project.period, say),
    }


def city_lines(data: Data) -> list[str]:
    """Return a profile: documents by standing, directions, projects, what is shared, what others have."""
    lines = [f"{data['name']}: {data['documents_held']} documents on {data['today']}"]
    if not data["documents_held"]:
        return [*lines, "The collection holds no document of this city, so nothing can be said of it."]
    names = {
        "in_force": "Plans in force",
        "expiring": "Plans that end this year or next",
        "expired": "Expired plans",
        "draft": "Drafts of plans",
        "other": "Reports, applications, decisions and others",
    }
    for standing, documents in data["documents"].items():
        if documents:
            lines += ["", names[standing]]
            lines += [
                "  "
                + "  ".join(part for part in (one["period_label"], one["title"], f"[{one['id']}]") if part)
                for one in documents
            ]
    lines += ["", "Directions"]
    for one in data["directions"]:
        counts = (
            f"{len(one['documents'])} documents, {one['passages']} passages, {len(one['projects'])} projects"
        )
        lines.append(f"  {one['id']:5}{100 * one['share']:3.0f} %  {counts}")
    lines += ["", f"Projects: {len(data['projects'])}"]
    lines += [f"  {one['title']}  {one['period_label']}".rstrip() for one in data["projects"]]
    lines += [
        "",
        "Shared sub-themes: " + ", ".join(f"{one['name']} {one['sub_themes']}" for one in data["alike"]),
    ]
    lines += ["", "Found in three other cities or more, not here"]
    for gap in data["gaps"]:
        others = ", ".join(one["name"] for one in gap["cities"])
        lines.append(f"  {gap['sub_theme']['name_en']}: {others}")
        for example in gap["examples"]:
            text = " ".join(example["passage"]["text"].split())
            place = example["passage"]["place"]["label"]
            lines.append(f"      {example['city']['name']}, {example['document']['title']}, {place}")
            lines.append(f"        {text[:140]}{'…' if len(text) > 140 else ''}")
    return lines


def _themes(searcher: Searcher) -> dict[str, Data]:
    found = [direction_data(one) for one in searcher.corpora.directions]
    return {theme["id"]: theme for one in found for theme in one["sub_themes"]}


def _directions(searcher: Searcher, told: Profile, records: dict[str, Record], say: Say) -> list[Data]:
    held = {view.id: view for views in told.documents.values() for view in views}
    names = {one.id: direction_data(one) for one in searcher.corpora.directions}
    return [
        {name: text for name, text in names[one.direction].items() if name != "sub_themes"}
        | {"share": round(one.share, 3)}
        | cell_data(searcher, one.cell, held, records, _most(one.cell), say)
        for one in told.directions
    ]


def _most(cell: Cell) -> int:
    """Return how many passages of a direction are shown: no uncertain ones."""
    return min(_STRONGEST, cell.passages)


def _gaps(
    searcher: Searcher, told: Profile, records: dict[str, Record], themes: dict[str, Data], say: Say
) -> list[Data]:
    def city(city_id: str) -> Data:
        return {"id": city_id, "name": city_name(city_id, searcher.corpora)}

    return [
        {
            "sub_theme": themes[gap.sub_theme],
            "weaker": gap.cell.passages + gap.cell.weaker,
            "cities": [city(one) for one in gap.cities],
            "examples": [
                {"city": city(one), **example}
                for one, mention in gap.examples
                for example in strongest_data([mention], records, searcher.corpora, say)
            ],
        }
        for gap in told.gaps
    ]
