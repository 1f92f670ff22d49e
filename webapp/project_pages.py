"""The pages of projects: the list, the same as a table to take away, and one project with all its sources."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask_babel import format_decimal, get_locale, gettext, ngettext
from markupsafe import Markup

from search.collection import Collection
from search.domain import Note
from search.searcher import Searcher
from webapp.notes import note_text
from webapp.project_asking import chosen, facets, link_to, orders, paging
from webapp.project_params import query_of_page, state_of
from webapp.project_rows import project_rows, value_rows
from webapp.project_table import MOST_ROWS, table
from webapp.projects import full_data, list_data, project_data, value_name
from webapp.serving import searcher_of_request

blueprint = Blueprint("projects", __name__)


@blueprint.get("/projects")
def listing() -> str:
    """Show the projects of the collection that are asked for, with filters and orders."""
    searcher = searcher_of_request()
    query, notes = query_of_page(searcher, request.args)
    data = list_data(searcher, query, gettext)
    if query.offset >= data["count"] > 0:
        last = (data["count"] - 1) // query.limit
        notes.append(Note("last_page", (str(query.offset // query.limit + 1), str(last + 1))))
        query = replace(query, offset=last * query.limit)
        data = list_data(searcher, query, gettext)
    named = partial(_named, searcher)
    return render_template(
        "projects.html",
        projects=data["projects"],
        query=query,
        count=ngettext("%(num)s project", "%(num)s projects", data["count"]),
        facets=facets(data, query, named, gettext),
        chosen=chosen(query, named, gettext),
        orders=orders(query, gettext),
        pages=paging(query, data["count"]),
        notes=[note_text(note, gettext) for note in notes],
        state=state_of(query),
        table=link_to(query, path=url_for("projects.as_table")),
        cut=data["count"] > MOST_ROWS,
        most_rows=MOST_ROWS,
    )


@blueprint.get("/projects.csv")
def as_table() -> Response:
    """Send the projects that are asked for as a table for a spreadsheet, at most `MOST_ROWS` of them."""
    searcher = searcher_of_request()
    query, _ = query_of_page(searcher, request.args)
    catalog = searcher.catalog()
    found = catalog.listed.find(replace(query, offset=0, limit=MOST_ROWS))
    projects = [full_data(one.project, catalog, searcher.corpora, gettext) for one in found.entries]
    text = table(projects, get_locale().language, partial(url_for, _external=True), gettext)
    response = Response(text.encode(), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=virzieni-projekti.csv"
    return response


@blueprint.get("/projects/<project_id>")
def project(project_id: str) -> str:
    """Show a project: what its sources tell, where, and what does not agree."""
    data = project_data(searcher_of_request(), project_id, gettext)
    collection: Collection = current_app.config["COLLECTION"]
    documents = data["documents"]
    return render_template(
        "project.html",
        project=data,
        rows=project_rows(data),
        disagreements=[
            {"label": one["label"], "settled": one["settled"], "rows": value_rows(one["values"], documents)}
            for one in data["contradictions"]
        ],
        numbers={one["id"]: number for number, one in enumerate(documents, 1)},
        originals={one["id"] for one in documents if collection.location(one["id"]) is not None},
    )


def foreign(code: str) -> Markup:
    """Return the attribute that names the language of a text, where it is not that of the page."""
    return Markup("") if code in {"und", get_locale().language} else Markup(' lang="{}"').format(code)


def euros(amount: float) -> str:
    """Return a sum as the reader's language writes it, with cents where it has them."""
    return str(format_decimal(amount, format="#,##0" if amount == int(amount) else "#,##0.00"))


def _named(searcher: Searcher, name: str, value: str) -> str:
    """Return what a value of a filter is called in the reader's language."""
    if name == "document":
        return str(gettext("Document: %(title)s", title=searcher.view(value).facts.title))
    direction = searcher.corpora.direction(value) if name == "direction" else None
    if direction and get_locale().language == "lv":
        return direction.label_lv
    return value_name(name, value, searcher.corpora, gettext)
