"""The picture of a page with a passage marked on it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search import pictures
from search.collection import SourceRow, open_collection
from search.domain import Box, Document, SourceState
from search.errors import BackendError, NotFound
from search.pictures import page_picture
from search.searcher import Searcher
from tests.data.make_broken import BROKEN, Sheet, Text, pdf
from tests.invented import make_document, make_records
from webapp import create_app

DATA = pdf([Sheet((Text("Velosipēdu ceļš"),)), Sheet((Text("Parks"),))])


@pytest.fixture
def document(searcher: Searcher, tmp_path: Path) -> Document:
    """Return an indexed PDF of two pages; the first passage has a box."""
    path = tmp_path / "plans.pdf"
    path.write_bytes(DATA)
    made = make_document("plans.pdf", ["Velosipēdu ceļš", "Parks"])
    first, second = made.passages
    boxed = replace(first, locator=replace(first.locator, boxes=(Box(70.0, 60.0, 160.0, 74.0),)))
    source = replace(made.source, location=str(path), content_hash=hashlib.sha256(DATA).hexdigest())
    made = replace(made, source=source, passages=(boxed, second))
    searcher.backend.replace_document(made.id, make_records(made))
    row = SourceRow(source, SourceState.INDEXED, "1", passages=2)
    open_collection(searcher.settings.data).record(row)
    return made


@pytest.fixture
def client(searcher: Searcher, tmp_path: Path) -> FlaskClient:
    settings = replace(searcher.settings, cache=tmp_path / "cache")
    own = replace(searcher, settings=settings)
    return create_app(lambda: own, open_collection(settings.data), settings).test_client()


def test_a_passage_is_marked_on_its_page_with_its_text_beside(
    client: FlaskClient, document: Document
) -> None:
    passage = document.passages[0].id
    shown = client.get(f"/documents/{document.id}/pages/1?passage={passage}").text
    assert f'href="/documents/{document.id}/pages/1.png" width="595.0" height="842.0"' in shown
    assert '<rect x="68.0" y="59.0" width="94.0" height="16.0"' in shown
    assert "Velosipēdu ceļš" in shown
    assert f'href="/documents/{document.id}/pages/2"' in shown
    assert f'href="/documents/{document.id}#p-{passage}"' in shown


def test_a_page_without_a_passage_is_shown_unmarked(client: FlaskClient, document: Document) -> None:
    for query in ("", "?passage=unknown", f"?passage={document.passages[0].id}"):
        assert "<rect" not in client.get(f"/documents/{document.id}/pages/2{query}").text


def test_the_picture_is_a_png_that_is_rendered_once(
    client: FlaskClient, document: Document, tmp_path: Path
) -> None:
    address = f"/documents/{document.id}/pages/1.png"
    with client.get(address) as answer:
        assert answer.content_type == "image/png"
        assert answer.data.startswith(b"\x89PNG")
    kept = list((tmp_path / "cache" / "pages").rglob("*.png"))
    assert [path.name for path in kept] == ["1-595.0x842.0.png"]
    kept[0].write_bytes(b"kept")
    with client.get(address) as answer:
        assert answer.data == b"kept"


def test_hits_and_documents_link_to_the_page(client: FlaskClient, document: Document) -> None:
    address = f"/documents/{document.id}/pages/1?passage={document.passages[0].id}"
    assert address in client.get(f"/documents/{document.id}").text
    assert address in client.get("/?q=velosip%C4%93du+ce%C4%BC%C5%A1").text


def test_what_has_no_such_page_or_is_no_pdf_is_a_404(
    client: FlaskClient, document: Document, searcher: Searcher
) -> None:
    assert client.get(f"/documents/{document.id}/pages/9").status_code == 404
    text = make_document("velo.md", ["Velosipēds."])
    searcher.backend.replace_document(text.id, make_records(text))
    assert client.get(f"/documents/{text.id}/pages/1").status_code == 404
    assert client.get("/documents/0000000000000000/pages/1.png").status_code == 404


def test_a_changed_or_broken_file_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "plans.pdf"
    path.write_bytes(DATA + b"\n")
    with pytest.raises(NotFound, match="has changed since"):
        page_picture(path, hashlib.sha256(DATA).hexdigest(), 1, tmp_path)
    broken = BROKEN / "damaged.pdf"
    with pytest.raises(BackendError, match="cannot be rendered"):
        page_picture(broken, hashlib.sha256(broken.read_bytes()).hexdigest(), 1, tmp_path)


def test_a_page_that_takes_too_long_does_not_show_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plans.pdf"
    path.write_bytes(DATA)
    monkeypatch.setattr(pictures, "_SECONDS", 0.001)
    with pytest.raises(BackendError, match="cannot be rendered within") as caught:
        page_picture(path, hashlib.sha256(DATA).hexdigest(), 1, tmp_path)
    assert caught.value.value == "page 1"
