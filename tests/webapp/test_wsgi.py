"""The server answers its first reader as fast as later ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import waitress

from search.catalog import Catalog, CatalogKeeper
from search.collection import open_collection
from search.comparer_kept import ComparerKeeper
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


def test_projects_are_compared_before_anybody_asks(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    real = ComparerKeeper.comparer

    def comparer(self: ComparerKeeper, asked: Searcher, catalog: Catalog) -> Any:
        compared.append(len(catalog.projects))
        return real(self, asked, catalog)

    monkeypatch.setattr(ComparerKeeper, "comparer", comparer)
    monkeypatch.setattr(waitress, "create_server", lambda *_, **__: Listening())
    app = create_app(lambda: searcher, open_collection(searcher.settings.data), searcher.settings)
    serve(app, searcher.settings)
    assert set(compared) == {1}


def test_an_index_without_projects_is_served(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for project in searcher.catalog().projects:
        for document_id in project.document_ids:
            searcher.backend.remove_document(document_id)
    fresh = replace(searcher, kept=CatalogKeeper())
    monkeypatch.setattr(waitress, "create_server", lambda *_, **__: Listening())
    app = create_app(lambda: fresh, open_collection(searcher.settings.data), searcher.settings)
    serve(app, searcher.settings)
    assert "http://127.0.0.1:1/" in capsys.readouterr().out
    found = app.test_client().post("/similar", data={"text": "velosipēdu ceļi"})
    assert found.status_code == 200
    assert fresh.catalog().projects == ()
    assert app.test_client().get("/projects").status_code == 200
