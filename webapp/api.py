"""`/api/v1`: JSON from the same serializer as the pages; errors are JSON too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, request
from werkzeug.datastructures import MultiDict

from search import similar as comparing
from search.errors import QueryError
from search.searcher import Searcher
from webapp import params, serialize

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
def search() -> dict[str, Any]:
    """Answer a question: `q`, filters, `page`, `per_page`."""
    searcher = _searcher()
    asked = params.read_strictly(params.SearchParams, request.args, searcher.corpora)
    filters, _ = params.filters_from(asked, searcher.corpora)
    results = searcher.search(params.query_from(asked, filters, searcher.settings.page_size))
    return serialize.results_data(results, searcher.corpora)


@blueprint.get("/documents/<document_id>")
def document(document_id: str) -> dict[str, Any]:
    """Return a document with its passages."""
    searcher = _searcher()
    view, passages = searcher.document(document_id)
    return serialize.full_document_data(view, passages, searcher.corpora)


@blueprint.route("/similar", methods=["GET", "POST"])
def similar() -> dict[str, Any]:
    """Return documents of other cities comparable to a document (`id`) or a text (`text`, `own_city`).

    A text too long for an address is sent as a form or as JSON.
    """
    searcher = _searcher()
    given = request.args
    if request.method == "POST":
        sent = request.get_json(silent=True) if request.is_json else request.form
        if not isinstance(sent, dict):
            raise QueryError("The body is no JSON object", next_step="Send an object with `id` or `text`")
        given = MultiDict(_pairs(sent))
    asked = params.read_strictly(params.SimilarParams, given, searcher.corpora)
    filters, _ = params.filters_from(asked, searcher.corpora)
    if asked.id:
        start = comparing.document_start(searcher, asked.id)
    else:
        start = comparing.text_start(searcher, asked.text, asked.own_city)
    return serialize.similar_data(comparing.similar(searcher, start, filters, asked.limit), searcher.corpora)


@blueprint.get("/health")
def health() -> dict[str, Any]:
    """Return that the index answers, and how much it holds."""
    documents, passages = _searcher().status()
    return {"status": "ok", "documents": documents, "passages": passages}


def _pairs(sent: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs = []
    for name, value in sent.items():
        pairs += [(name, str(one)) for one in (value if isinstance(value, list) else [value])]
    return pairs


def _searcher() -> Searcher:
    searcher: Searcher = current_app.config["SEARCHER"]
    return searcher
