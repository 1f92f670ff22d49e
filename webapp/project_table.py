"""A list of projects → CSV for a spreadsheet, each project with the place that tells of it.

A spreadsheet of a Latvian reader has semicolons between cells and commas in numbers, one of an English reader
commas and points; the mark at the beginning tells it that the text is UTF-8. No cell begins as a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from webapp.places import Say

Data = dict[str, Any]
Address = Callable[..., str]  # an endpoint and its values → an absolute address

MOST_ROWS = 5_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "\ufeff"


def table(projects: Sequence[Data], language: str, address: Address, say: Say) -> str:
    """Return the table of projects with all that their sources tell."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter="," if language == "en" else ";")
    writer.writerow(_header(say))
    for project in projects:
        writer.writerow([_harmless(cell) for cell in _cells(project, language, address)])
    return _MARK + written.getvalue()


def _header(say: Say) -> list[str]:
    return [
        say("Project"), say("Cities"), say("Directions"), say("First year"), say("Last year"),
        say("Total, EUR"), say("Total as printed"), say("Programme or source of money"), say("Stage"),
        say("Carried out by"), say("Number of the project"), say("Code in the plan"),
        say("Number of sources"), say("Sources do not agree on"), say("Place in the document"),
        say("Link to the place"), say("Link to the project"),
    ]  # fmt: skip


def _cells(project: Data, language: str, address: Address) -> list[str]:
    label = "label_en" if language == "en" else "label_lv"
    first = project["values"][0]
    titles = {one["id"]: one["title"] for one in project["documents"]}
    period = project["period"] or {"from": "", "to": ""}
    totals = project["totals"]
    return [
        project["title"],
        ", ".join(one["name"] for one in project["cities"]),
        ", ".join(one[label] for one in project["directions"]),
        str(period["from"]),
        str(period["to"]),
        _number(totals[0]["value"], language) if totals else "",
        "; ".join(one["printed"] for one in totals),
        _told(project, "programme"),
        ", ".join(one["name"] for one in project["stages"]),
        _told(project, "lead"),
        _told(project, "number"),
        _told(project, "code"),
        str(len(project["documents"])),
        "; ".join(project["disagree"]),
        f"{titles[first['document_id']]}, {first['place']}",
        address("pages.document", document_id=first["document_id"], _anchor=f"p-{first['passage_id']}"),
        address("projects.project", project_id=project["id"]),
    ]


def _told(project: Data, field: str) -> str:
    printed = dict.fromkeys(one["printed"] for one in project["values"] if one["field"] == field)
    return "; ".join(printed)


def _number(value: float, language: str) -> str:
    plain = f"{value:.2f}".removesuffix(".00")
    return plain if language == "en" else plain.replace(".", ",")


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
