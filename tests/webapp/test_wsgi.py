"""The server answers its first reader as fast as later ones."""

from __future__ import annotations

from typing import Any

import pytest
import waitress

from search.collection import open_collection
from search.concepts import load_concepts
from search.searcher import Searcher
from webapp import create_app
from webapp.wsgi import serve


class Listening:
    """What waitress gives, without listening; notes what was loaded when it began to serve."""

    effective_host, effective_port = "127.0.0.1", 1
    loaded = 0

    def run(self) -> None:
        type(self).loaded = load_concepts.cache_info().currsize

    def close(self) -> None:
        pass


def test_a_question_is_answered_before_anybody_is_told_where_to_ask(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    real = Searcher.search

    def search(self: Searcher, query: Any) -> Any:
        asked.append(capsys.readouterr().out)
        return real(self, query)

    monkeypatch.setattr(Searcher, "search", search)
    monkeypatch.setattr(waitress, "create_server", lambda *_, **__: Listening())
    load_concepts.cache_clear()
    app = create_app(lambda: searcher, open_collection(searcher.settings.data), searcher.settings)
    serve(app, searcher.settings)
    assert asked == [""]
    assert Listening.loaded == 1
    assert "http://127.0.0.1:1/" in capsys.readouterr().out
