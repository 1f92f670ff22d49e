"""The Flask application: pages for people and JSON for programs, over `search`.

Goes in: what gives searchers, the collection database, settings. Comes out: an application without state.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, Response, g, request
from flask_babel import Babel, gettext

from search.collection import Collection
from search.searcher import Searcher
from search.settings import Settings
from webapp import api, city_api, city_pages, errors, marking, pages, project_pages, similar_pages
from webapp.evidence import evidence_rows
from webapp.named import named_groups

LANGUAGES = ("lv", "en")
_LONGEST_BODY = 250_000  # bytes; the only thing sent is a text of 20,000 characters, percent-encoded
_YEAR = 365 * 24 * 3600


def create_app(serving: Callable[[], Searcher], collection: Collection, settings: Settings) -> Flask:
    """Return the application; `serving` gives the searcher of a request, once for all of it."""
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=_LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=_LONGEST_BODY,
        BABEL_DEFAULT_LOCALE="lv",
        SERVING=serving,
        COLLECTION=collection,
        SETTINGS=settings,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=language)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(project_pages.blueprint)
    app.register_blueprint(city_pages.blueprint)
    app.register_blueprint(similar_pages.blueprint)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(city_api.blueprint)
    errors.register(app)
    app.after_request(_headers)
    app.context_processor(lambda: {"language": language(), "with_language": _with_language})
    app.add_template_filter(project_pages.euros)
    app.add_template_filter(project_pages.foreign)
    app.add_template_filter(marking.marked)
    app.add_template_filter(marking.cells)
    app.add_template_filter(marking.below_title)
    app.add_template_filter(pages.number)
    app.add_template_filter(similar_pages.shared_term)
    app.add_template_filter(lambda found: evidence_rows(found, gettext), "evidence")
    app.add_template_filter(lambda passages: named_groups(passages, gettext), "named")
    app.add_template_test(pages.shows_pages)
    return app


def language() -> str:
    """Return the reader's language: as asked in the address, as chosen before, else Latvian."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        g.chosen_language = asked
        return asked
    kept = request.cookies.get("lang", "")
    return kept if kept in LANGUAGES else "lv"


def _with_language(code: str) -> str:
    """Return the address of this page in another language."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return "?" + urlencode([*pairs, ("lang", code)])


def _headers(response: Response) -> Response:
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Content-Language"] = language()
    response.vary.update(["Cookie"])
    chosen = g.get("chosen_language")
    if chosen:
        response.set_cookie("lang", chosen, max_age=_YEAR, samesite="Lax", httponly=True)
    return response
