"""The pages: search, document, directions.

They work without JavaScript; the state of a search is in its address.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, get_locale, gettext, ngettext

from search import similar_documents as comparing
from search.collection import Collection, check_unchanged
from search.domain import DocumentView, Filters, Note
from search.errors import NotFound
from search.pictures import PagePicture, page_picture
from webapp import params, serialize
from webapp.asking import State, link_to, match_choices, offers, only_my_words, state_of, typed_links
from webapp.notes import note_text
from webapp.projects import told_projects
from webapp.serving import searcher_of_request

blueprint = Blueprint("pages", __name__)

_SIMILAR = 5
_SHOWN_AS_IS = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",  # sent as UTF-8
    ".md": "text/plain",
}


@blueprint.get("/")
def search() -> str:
    """Show the search page: question, results, facets."""
    searcher = searcher_of_request()
    asked, notes = params.read(params.SearchParams, request.args)
    filters, more = params.filters_from(asked, searcher.corpora)
    query = params.query_from(asked, filters, searcher.settings.page_size)
    results = searcher.search(query)
    if query.offset >= results.counts.listed > 0:
        last = (results.counts.listed - 1) // query.limit
        results = searcher.search(replace(query, offset=last * query.limit))
        notes.append(Note("last_page", (str(asked.page), str(last + 1))))
    data = serialize.results_data(results, searcher.corpora, gettext)
    state = state_of(filters, asked.match)
    return render_template(
        "search.html",
        answered=bool(results.used or state_of(results.query.filters)),
        results=data,
        notes=[note_text(note, gettext) for note in (*notes, *more, *results.notes)],
        facets=_facets(data, asked.q, state),
        chosen=_chosen(asked.q, filters, state, data),
        offers=offers(data, asked.q, state, get_locale().language, gettext),
        mended=link_to(results.asked.suggestion.text, state) if results.asked.suggestion else None,
        matches=match_choices(asked.q, filters, asked.match, gettext),
        only_mine=only_my_words(data, asked.q, filters),
        state=state,
        counts=_counts(data["counts"]),
        pages=_paging(asked, state, data, query.limit),
        directions=searcher.corpora.directions,
    )


@blueprint.get("/documents/<document_id>")
def document(document_id: str) -> str:
    """Show a document: facts, directions, passages, comparable documents of other cities."""
    searcher = searcher_of_request()
    start = comparing.document_start(searcher, document_id)
    near = comparing.similar(searcher, start, Filters(), _SIMILAR)
    data = serialize.full_document_data(searcher, document_id, gettext)
    return render_template(
        "document.html",
        document=data,
        similar=serialize.similar_data(near, searcher.corpora, gettext)["hits"],
        original=_collection().location(document_id) is not None,
        projects=told_projects(searcher, data, gettext),
    )


@blueprint.get("/documents/<document_id>/original")
def original(document_id: str) -> ResponseReturnValue:
    """Send the file as it was indexed. Documents are hostile: only harmless kinds open in the browser."""
    view = searcher_of_request().view(document_id)
    path = _collection().location(document_id)
    if path is None:
        raise NotFound("The document has no original any more", value=document_id, code="original_gone")
    check_unchanged(path, view.content_hash)
    kind = _SHOWN_AS_IS.get(path.suffix.lower())
    response = send_file(
        path,
        mimetype=kind or "application/octet-stream",
        as_attachment=kind is None,
        download_name="".join(sign if sign.isprintable() else "_" for sign in path.name),
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    if kind == "application/pdf":  # a sandbox keeps browsers from showing a PDF
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; object-src 'self'; frame-ancestors 'none'"
        )
    return response


@blueprint.get("/documents/<document_id>/pages/<int:number>")
def page_view(document_id: str, number: int) -> str:
    """Show the picture of a page, with the lines of a passage marked."""
    view, passages = searcher_of_request().document(document_id)
    corpora = searcher_of_request().corpora
    picture = _picture(view, number)
    wanted = request.args.get("passage", "")
    shown = [passage for passage, _ in passages if passage.id == wanted and passage.locator.number == number]
    numbers = {passage.locator.number for passage, _ in passages}
    return render_template(
        "page.html",
        document=serialize.document_data(view, corpora, gettext),
        number=number,
        picture=picture,
        passage=serialize.passage_data(shown[0], (), corpora, gettext) if shown else None,
        boxes=shown[0].locator.boxes if shown else (),
        before=max((one for one in numbers if one < number), default=None),
        after=min((one for one in numbers if one > number), default=None),
    )


@blueprint.get("/documents/<document_id>/pages/<int:number>.png")
def page_image(document_id: str, number: int) -> ResponseReturnValue:
    """Send the picture of a page."""
    view = searcher_of_request().view(document_id)
    response = send_file(_picture(view, number).path, mimetype="image/png")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@blueprint.get("/directions")
def directions() -> str:
    """Show the five directions with our sub-themes."""
    corpora = searcher_of_request().corpora
    return render_template("directions.html", directions=corpora.directions, other=corpora.other)


def _picture(view: DocumentView, number: int) -> PagePicture:
    original = _collection().location(view.id)
    if original is None or not shows_pages(view.path):
        abort(404)
    return page_picture(original, view.content_hash, number, searcher_of_request().settings.cache)


def shows_pages(path: str) -> bool:
    """Say whether the pages of a document can be shown as pictures."""
    return path.lower().endswith(".pdf")


def number(value: int) -> str:
    """Return a number as the reader's language writes it."""
    return str(format_decimal(value))


def _counts(counts: dict[str, Any]) -> dict[str, str]:
    more = "" if counts["exact"] else gettext("more than") + " "
    by_words = ngettext("%(num)s document", "%(num)s documents", counts["all_words"])
    further = ngettext("%(num)s document", "%(num)s documents", counts["further"])
    total = ngettext("%(num)s document", "%(num)s documents", counts["total"])
    return {"all_words": more + by_words, "further": further, "total": total}


def _facets(data: dict[str, Any], text: str, state: State) -> list[dict[str, Any]]:
    titles = {
        "direction": gettext("Direction"),
        "city": gettext("City"),
        "kind": gettext("Kind"),
        "language": gettext("Language"),
    }
    typed = typed_links(data, state)
    facets = []
    for name, title in titles.items():
        values = []
        for value in data["facets"][name]:
            pair = (name, value["value"])
            changed = [one for one in state if one != pair] if value["selected"] else [*state, pair]
            link = link_to(text, changed) if pair in state else typed.get(pair, link_to(text, changed))
            values.append(value | {"name": _shown(name, value), "link": link})
        facets.append({"name": name, "title": title, "values": values})
    return facets


def _shown(name: str, value: dict[str, Any]) -> str:
    if name == "direction":
        return _direction_label(value["value"])
    if name == "language":
        return _language_name(value["value"])
    return str(value["name"])


def _chosen(text: str, filters: Filters, state: State, data: dict[str, Any]) -> list[dict[str, str]]:
    """Return the filters chosen and those typed, each with the address without it."""
    chosen = []
    for pair in state:
        if pair[0] not in {"year_from", "year_to", "match"}:
            link = link_to(text, [one for one in state if one != pair])
            chosen.append({"name": _value_name(*pair), "link": link})
    if filters.period:
        rest = [one for one in state if one[0] not in {"year_from", "year_to"}]
        years = params.years_label(filters.period, gettext)
        chosen.append({"name": years, "link": link_to(text, rest)})
    typed = typed_links(data, state).items()
    return chosen + [{"name": _value_name(*pair), "link": link} for pair, link in typed if pair not in state]


def _value_name(name: str, value: str) -> str:
    """Return what a value of a filter is called."""
    city = searcher_of_request().corpora.city(value) if name == "city" else None
    shown = value.replace("-", "–") if name == "year" else value
    return city.name if city else _shown(name, {"value": value, "name": shown})


def _direction_label(direction_id: str) -> str:
    direction = searcher_of_request().corpora.direction(direction_id)
    if direction is None:
        return direction_id
    return direction.label_en if get_locale().language == "en" else direction.label_lv


def _language_name(code: str) -> str:
    names = {
        "lv": gettext("Latvian"),
        "en": gettext("English"),
        "ru": gettext("Russian"),
        "und": gettext("undetermined"),
    }
    return str(names.get(code, code))


def _paging(asked: params.SearchParams, state: State, data: dict[str, Any], size: int) -> dict[str, Any]:
    last = max(1, -(-data["counts"]["listed"] // size))
    if asked.per_page:
        state = [*state, ("per_page", str(asked.per_page))]
    page = data["query"]["offset"] // size + 1
    return {
        "page": page,
        "last": last,
        "before": link_to(asked.q, state, page - 1) if page > 1 else None,
        "after": link_to(asked.q, state, page + 1) if page < last else None,
    }


def _collection() -> Collection:
    collection: Collection = current_app.config["COLLECTION"]
    return collection
