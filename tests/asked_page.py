"""The search page as text, for the tests that read it."""

from __future__ import annotations

import html
from urllib.parse import quote

from flask.testing import FlaskClient


def page(client: FlaskClient, question: str, rest: str = "") -> str:
    """Return the page that answers `question`, with further parameters, entities as characters."""
    answer = client.get(f"/?q={quote(question)}{rest}")
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))
