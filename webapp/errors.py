"""Errors → a status and a page or JSON, by the address; a reader never sees a traceback.

A page tells what happened in the reader's language; JSON in English, with a code that does not change.
"""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from search.errors import BackendError, IndexStateError, ModelError, NotFound, QueryError, VirzieniError
from search.query import without_surrogates
from webapp.error_texts import error_text

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
    value = None if error.value is None else _plain(error.value)[:300]
    said = {"what": _plain(error.what), "value": value, "next_step": _plain(error.next_step)}
    return _answer(status, error.code, said)


def _of_http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error.get_response()
    code = error.name.lower().replace(" ", "_")
    body, status = _answer(status, code, {"what": error.name, "value": None, "next_step": ""})
    headers = [(name, value) for name, value in error.get_headers() if name.lower() != "content-type"]
    return body, status, headers  # such as Allow and Content-Range


def _unforeseen(error: Exception) -> ResponseReturnValue:
    logging.getLogger(__name__).error("unforeseen fault at %s", request.path, exc_info=error)
    said = {"what": "Internal error", "value": None, "next_step": "Please report what you did"}
    return _answer(500, "internal", said)


def _answer(status: int, code: str, said: dict[str, Any]) -> tuple[Response | str, int]:
    if request.path.startswith("/api/"):
        return jsonify({"error": {"status": status, "code": code, **said}}), status
    title, advice = error_text(status, code, gettext)
    return render_template("error.html", title=title, advice=advice, status=status, code=code), status


def _plain(value: object) -> str:
    return without_surrogates(str(value))
