"""The searcher of the request: one for all of it, whatever is switched meanwhile."""

from __future__ import annotations

from flask import current_app, g

from search.searcher import Searcher
from search.serving import steady


def searcher_of_request() -> Searcher:
    """Return the searcher that answers this request."""
    if "searcher" not in g:
        g.searcher = steady(current_app.config["SERVING"]())
    searcher: Searcher = g.searcher
    return searcher
