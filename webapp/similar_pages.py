"""The pages of comparable projects: the list for a start, and one project side by side with it.

A pasted text is posted, since it may be too long for an address; its comparisons stand in the list itself.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from search.domain import Filters, Note
from search.errors import QueryError
from search.searcher import Searcher
from search.similar import Start, beside, document_start, project_start, similar, text_start
from webapp import params
from webapp.comparing import similar_project_data, similar_projects_data, start_data
from webapp.notes import note_text
from webapp.serving import searcher_of_request

blueprint = Blueprint("comparing", __name__)


@blueprint.route("/similar", methods=["GET", "POST"])
def listing() -> str:
    """Show the projects of other cities comparable to a project, a document, or a posted text."""
    searcher = searcher_of_request()
    asked, filters, notes = _asked(request.form if request.method == "POST" else request.args)
    start = start_from(searcher, asked) if asked.project or asked.id or asked.text.strip() else None
    data = (
        similar_projects_data(similar(searcher, start, filters, asked.limit), searcher, gettext)
        if start
        else None
    )
    if start:
        notes += start.notes
    return render_template(
        "similar.html",
        asked=asked,
        data=data,
        of_start=of_start(start),
        cities=searcher.corpora.cities,
        directions=searcher.corpora.directions,
        notes=[note_text(note, gettext) for note in notes],
    )


@blueprint.get("/similar/<project_id>")
def side_by_side(project_id: str) -> str:
    """Show a project side by side with a project or a document that it is compared to."""
    searcher = searcher_of_request()
    asked, _, _ = _asked(request.args)
    if not (asked.project or asked.id):
        raise QueryError(
            "There is nothing to compare with", next_step="Name a project or a document", code="start_missing"
        )
    start = start_from(searcher, asked)
    found = beside(searcher, start, project_id)
    return render_template(
        "side_by_side.html",
        start=start_data(start, searcher, gettext),
        one=similar_project_data(found, searcher.catalog(), searcher.corpora, gettext),
        of_start=of_start(start),
    )


def start_from(searcher: Searcher, asked: params.SimilarParams) -> Start:
    """Return the start that is asked for. Raises NotFound, and QueryError for none."""
    if asked.project:
        return project_start(searcher, asked.project)
    if asked.id:
        return document_start(searcher, asked.id)
    return text_start(searcher, asked.text, asked.own_city)


def of_start(start: Start | None) -> str:
    """Return what names a start in an address; nothing for a text."""
    if start is None or start.kind == "text":
        return ""
    pair = ("project", start.project.id) if start.project else ("document", start.document_id)
    return urlencode([pair])


def _asked(given: MultiDict[str, str]) -> tuple[params.SimilarParams, Filters, list[Note]]:
    searcher = searcher_of_request()
    named = MultiDict([("id" if name == "document" else name, one) for name, one in given.items(multi=True)])
    read, notes = params.read(params.SimilarParams, named)
    asked, unknown = params.without_unknown(read, searcher.corpora)
    filters, more = params.filters_from(asked, searcher.corpora)
    return asked, filters, [*notes, *unknown, *more]


def shared_term(term: dict[str, Any]) -> str:
    """Return a term of both as people read it: once, or in both wordings."""
    return str(term["start"]) if term["start"] == term["found"] else f"{term['start']} ↔ {term['found']}"
