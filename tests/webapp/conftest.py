"""The application over the invented documents."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from search.collection import open_collection
from search.searcher import Searcher
from webapp import create_app


@pytest.fixture
def client(searcher: Searcher) -> FlaskClient:
    """Return a client of the pages and the API."""
    return create_app(
        lambda: searcher, open_collection(searcher.settings.data), searcher.settings
    ).test_client()
