"""`/api/v1`: JSON from the same serializer as the pages; errors are JSON too."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.datastructures import MultiDict

from search import similar as comparing
from search.errors import QueryError
from webapp import params, serialize
from webapp.project_params import query_asked_strictly
from webapp.projects import document_projects_data, list_data, project_data
from webapp.serving import searcher_of_request

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
def search() -> dict[str, Any]:
    """Answer a question: `q`, filters, `page`, `per_page`."""
    searcher = searcher_of_request()
    asked = params.read_strictly(params.SearchParams, request.args, searcher.corpora)
    filters, _ = params.filters_from(asked, searcher.corpora)
    results = searcher.search(params.query_from(asked, filters, searcher.settings.page_size))
    return serialize.results_data(results, searcher.corpora)


@blueprint.get("/documents/<document_id>")
def document(document_id: str) -> dict[str, Any]:
    """Return a document with its passages and its relatives."""
    return serialize.full_document_data(searcher_of_request(), document_id)


@blueprint.get("/documents/<document_id>/projects")
def document_projects(document_id: str) -> dict[str, Any]:
    """Return the projects that the document's plans tell of."""
    return document_projects_data(searcher_of_request(), document_id)


@blueprint.get("/projects")
def projects() -> dict[str, Any]:
    """List the projects that are asked for: `q`, filters, `order`, `page`, `per_page`."""
    searcher = searcher_of_request()
    return list_data(searcher, query_asked_strictly(searcher, request.args))


@blueprint.get("/projects/<project_id>")
def project(project_id: str) -> dict[str, Any]:
    """Return a project with what its sources tell."""
    return project_data(searcher_of_request(), project_id)


@blueprint.route("/similar", methods=["GET", "POST"])
def similar() -> dict[str, Any]:
    """Return documents of other cities comparable to a document (`id`) or a text (`text`, `own_city`).

    A text too long for an address is sent as a form or as JSON.
    """
    searcher = searcher_of_request()
    asked = params.read_strictly(params.SimilarParams, _given(), searcher.corpora)
    filters, _ = params.filters_from(asked, searcher.corpora)
    if asked.id:
        start = comparing.document_start(searcher, asked.id)
    else:
        start = comparing.text_start(searcher, asked.text, asked.own_city)
    hits = comparing.similar(searcher, start, filters, asked.limit)
    return serialize.similar_data(hits, searcher.corpora, notes=start.notes)


@blueprint.get("/health")
def health() -> dict[str, Any]:
    """Return that the index answers, and how much it holds."""
    documents, passages = searcher_of_request().status()
    return {"status": "ok", "documents": documents, "passages": passages}


def _given() -> MultiDict[str, str]:
    """Return what was sent: in the address, as a form, or as JSON."""
    if request.method != "POST":
        return request.args
    if not request.is_json:
        return request.form
    try:
        sent = request.get_json(silent=True)
    except RecursionError:  # nested too deep
        sent = None
    if not isinstance(sent, dict):
        raise QueryError(
            "The body is no JSON object", next_step="Send an object with `id` or `text`", code="body_not_json"
        )
    return params.from_json(params.SimilarParams, sent)
