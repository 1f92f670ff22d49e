"""Projects as the serializer gives them → lines for a terminal, in English."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]


def asked_lines(data: Data) -> list[str]:
    """Return a list, a project or the projects of a document, whichever was asked for."""
    if "count" in data:
        return list_lines(data)
    return document_lines(data) if "document_id" in data else project_lines(data)


def list_lines(data: Data) -> list[str]:
    """Return how many projects there are, then each with its facts."""
    count, shown = data["count"], len(data["projects"])
    if not count:
        return ["No project is as asked for."]
    first = data["query"]["offset"]
    lines = [f"{count} projects" + (f", {first + 1} to {first + shown} of them" if shown < count else "")]
    for one in data["projects"]:
        facts = [
            ", ".join(city["name"] for city in one["cities"]),
            one["period_label"],
            one["totals"][0]["printed"] if one["totals"] else "",
            ", ".join(programme["name"] for programme in one["programmes"]),
            ", ".join(stage["name"] for stage in one["stages"]),
            " ".join(direction["id"] for direction in one["directions"]),
            f"{len(one['document_ids'])} sources" if len(one["document_ids"]) > 1 else "",
        ]
        lines += ["", f"{one['title']}  [{one['id']}]", "  " + " · ".join(fact for fact in facts if fact)]
        if one["disagree"]:
            lines.append(f"  the sources do not agree: {'; '.join(one['disagree'])}")
    return lines


def document_lines(data: Data) -> list[str]:
    """Return the projects of a document, each with what its sources tell."""
    lines: list[str] = []
    for project in data["projects"]:
        lines += ["", *project_lines(project)]
    return lines[1:] or [
        "The document tells of no project: it is no report on one, and no row names one with sum and lead."
    ]


def project_lines(project: Data) -> list[str]:
    """Return what does not agree, then all that the sources tell, and the sources by number."""
    numbers = {one["id"]: number for number, one in enumerate(project["documents"], 1)}
    lines = [f"{project['code']}  {project['title']}".strip() + f"  [{project['id']}]"]
    for one in project["contradictions"]:
        told = "; ".join(f"{value['printed']} ({_place(value, numbers)})" for value in one["values"])
        how = "changed since the draft" if one["settled"] else "does not agree"
        lines.append(f"  {how}: {one['label']}: {told}")
    for one in project["values"]:
        readable = f"{one['readable']}: " if one["readable"] not in ("", one["printed"]) else ""
        lines.append(f"  {one['label']}: {readable}{one['printed']} ({_place(one, numbers)})")
    return lines + [
        f"  [{numbers[one['id']]}] {one['title']}, {one['path']}  [{one['id']}]"
        for one in project["documents"]
    ]


def _place(value: Data, numbers: dict[str, int]) -> str:
    """Return where a value stands; with several sources, the number of the source, too."""
    return value["place"] if len(numbers) == 1 else f"[{numbers[value['document_id']]}] {value['place']}"
