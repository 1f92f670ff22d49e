"""`/api/v1`: JSON from the same serializer as the pages; errors are JSON too."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.datastructures import MultiDict

from search import similar_documents as documents
from search.errors import QueryError
from search.similar import similar as similar_projects
from webapp import params, serialize
from webapp.comparing import similar_projects_data
from webapp.project_params import query_asked_strictly
from webapp.projects import document_projects_data, list_data, project_data
from webapp.serving import searcher_of_request
from webapp.similar_pages import start_from

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


@blueprint.get("/documents/<document_id>/similar")
def similar_documents(document_id: str) -> dict[str, Any]:
    """Return documents of other cities comparable to the document: filters, `limit`."""
    searcher = searcher_of_request()
    asked = params.read_strictly(params.SimilarParams, request.args, searcher.corpora)
    filters, _ = params.filters_from(asked, searcher.corpora)
    start = documents.document_start(searcher, document_id)
    hits = documents.similar(searcher, start, filters, asked.limit)
    return serialize.similar_data(hits, searcher.corpora, notes=start.notes)


@blueprint.route("/similar", methods=["GET", "POST"])
def similar() -> dict[str, Any]:
    """Return projects of other cities comparable to a `project`, a document (`id`), or a `text` (`own_city`).

    A text too long for an address is sent as a form or as JSON.
    """
    searcher = searcher_of_request()
    asked = params.read_strictly(params.SimilarParams, _given(), searcher.corpora)
    filters, _ = params.filters_from(asked, searcher.corpora)
    found = similar_projects(searcher, start_from(searcher, asked), filters, asked.limit)
    return similar_projects_data(found, searcher)


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
            "The body is no JSON object",
            next_step="Send an object with `project`, `id` or `text`",
            code="body_not_json",
        )
    return params.from_json(params.SimilarParams, sent)
