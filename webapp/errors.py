"""Errors → a status and a page or JSON, by the address; a reader never sees a traceback."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from search.errors import BackendError, IndexStateError, ModelError, NotFound, QueryError, VirzieniError
from search.query import without_surrogates

_STATUS: tuple[tuple[type[VirzieniError], int], ...] = (
    (NotFound, 404),
    (QueryError, 400),
    (IndexStateError, 503),
    (ModelError, 503),
    (BackendError, 503),
)


def register(app: Flask) -> None:
    """Make the application answer every error in the reader's language."""
    app.register_error_handler(VirzieniError, _ours)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unforeseen)


def _ours(error: VirzieniError) -> ResponseReturnValue:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    if status >= 500:
        logging.getLogger(__name__).error("%s", error)
    said = {"what": _plain(error.what), "value": None, "next_step": _plain(error.next_step)}
    return _answer(status, said if error.value is None else said | {"value": _plain(error.value)[:300]})


def _of_http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error.get_response()
    body, status = _answer(status, {"what": error.name, "value": None, "next_step": ""})
    headers = [(name, value) for name, value in error.get_headers() if name.lower() != "content-type"]
    return body, status, headers  # such as Allow and Content-Range


def _unforeseen(error: Exception) -> ResponseReturnValue:
    logging.getLogger(__name__).error("unforeseen fault at %s", request.path, exc_info=error)
    return _answer(500, {"what": "Internal error", "value": None, "next_step": "Please report what you did"})


def _answer(status: int, error: dict[str, Any]) -> tuple[Response | str, int]:
    if request.path.startswith("/api/"):
        return jsonify({"error": {"status": status, **error}}), status
    return render_template("error.html", status=status, error=error, said=_said(status)), status


def _said(status: int) -> tuple[str, str]:
    """Return a title and an advice in the reader's language."""
    if status == 404:
        return gettext("Not found"), gettext("The address is wrong, or the document has left the collection.")
    if status in {413, 414, 431}:
        return gettext("Too long"), gettext("Shorten the text and try again.")
    if status == 503:
        return (
            gettext("Search is not available now"),
            gettext("The index cannot be read. The message below says what its keeper has to do."),
        )
    if status < 500:
        return gettext("This cannot be answered"), gettext("Check what was asked and try again.")
    return gettext("Something went wrong"), gettext(
        "The fault is ours, and it has been noted. Try again later."
    )


def _plain(value: object) -> str:
    return without_surrogates(str(value))
