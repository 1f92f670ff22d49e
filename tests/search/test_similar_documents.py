"""Comparable documents, over invented ones; the invented embedder makes alike words alike vectors."""

from __future__ import annotations

from typing import Any

import pytest

from search.domain import Filters, Note, Period, SimilarHit
from search.errors import NotFound, QueryError
from search.records import Record
from search.searcher import Searcher
from search.similar_documents import document_start, similar, start_of, text_start
from tests.invented import make_document, make_records

FILLING = (
    "Pašvaldība īsteno projektu, finansējums ir piešķirts, iepirkums ir noslēdzies un līgums parakstīts."
)


def add(searcher: Searcher, name: str, texts: list[str], city: str, **facts: object) -> str:
    document = make_document(name, [*texts, FILLING], cities=[city], **facts)  # type: ignore[arg-type]
    searcher.backend.replace_document(document.id, make_records(document))
    return str(document.id)


@pytest.fixture
def own(searcher: Searcher) -> str:
    texts = [
        "Ledus sastrēgums applūdināja ielas. Aizsargdambis gar upi bija par zemu, dambja sūkņi bija veci.",
        "Aizsargdambja pārbūve un jauni sūkņi pasargā ielas, kad upē ir ledus.",
    ]
    return add(searcher, "dambis.pdf", texts, "jekabpils")


def paths(hits: tuple[SimilarHit, ...]) -> list[str]:
    return [hit.document.path for hit in hits]


def test_a_document_is_read_once_and_an_id_that_is_not_held_is_no_text(
    searcher: Searcher, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = type(searcher.backend).document

    def document(backend: Any, document_id: str) -> list[Record]:
        read.append(document_id)
        return real(backend, document_id)

    monkeypatch.setattr(type(searcher.backend), "document", document)
    assert start_of(searcher, own).document_id == own
    assert read == [own]
    with pytest.raises(NotFound, match="no such document"):
        start_of(searcher, "0123456789abcdef")
    assert start_of(searcher, "Aizsargdambis").document_id == ""


def test_a_document_is_compared_by_its_telling_words_not_by_its_filling(searcher: Searcher, own: str) -> None:
    add(searcher, "pludi.pdf", ["Ledus un sastrēgums upē. Dambis ar sūkņiem sargā ielas."], "jelgava")
    add(searcher, "skola.pdf", ["Skolas siltināšana un saules paneļi.", FILLING], "ogre")
    hits = similar(searcher, document_start(searcher, own), Filters())
    assert paths(hits)[0] == "pludi.pdf"
    assert hits[0].passages[0].passage.text.startswith("Ledus un sastrēgums")
    assert hits[0].score > 2 * next(hit.score for hit in hits if hit.document.path == "skola.pdf")


def test_neither_the_document_itself_nor_its_own_city_comes_back(searcher: Searcher, own: str) -> None:
    add(searcher, "dambis-2.pdf", ["Ledus sastrēgums, aizsargdambis un sūkņi."], "jekabpils")
    hits = similar(searcher, document_start(searcher, own), Filters())
    assert {"dambis.pdf", "dambis-2.pdf"}.isdisjoint(paths(hits))


def test_a_shared_city_name_does_not_make_documents_alike(searcher: Searcher) -> None:
    start = text_start(searcher, "Aizsargdambis Liepājā Liepājā Liepājā", "ogre")
    assert list(start.words) == ["aizsargdamb"]


def test_a_text_belongs_to_the_city_it_names_or_to_the_one_given(searcher: Searcher) -> None:
    assert text_start(searcher, "Veloceliņš Liepājā").cities == ("liepaja",)
    assert text_start(searcher, "Veloceliņš Liepājā", "ogre").cities == ("ogre",)


def test_a_text_without_known_words_is_compared_by_meaning_alone(searcher: Searcher) -> None:
    hits = similar(searcher, text_start(searcher, "bicycle lanes", "ogre"), Filters())
    assert hits
    assert {passage.words for hit in hits for passage in hit.passages} == {0.0}


def test_filters_narrow(searcher: Searcher, own: str) -> None:
    add(searcher, "pludi.pdf", ["Ledus, dambis un sūkņi."], "jelgava", period=(2014, 2016))
    start = document_start(searcher, own)
    assert "pludi.pdf" in paths(similar(searcher, start, Filters(cities=("jelgava",))))
    assert "pludi.pdf" not in paths(similar(searcher, start, Filters(period=Period(2020, 2027))))
    assert similar(searcher, start, Filters(cities=("jekabpils",))) == ()


def test_no_text_and_an_unknown_document_are_errors(searcher: Searcher) -> None:
    with pytest.raises(QueryError, match="no text to compare"):
        text_start(searcher, "  ")
    with pytest.raises(NotFound):
        document_start(searcher, "0" * 16)


def test_a_text_that_is_cut_is_told_and_lone_surrogates_are_replaced(searcher: Searcher) -> None:
    assert text_start(searcher, "velosipēds " * 400).notes == ()
    assert text_start(searcher, "velosipēds " * 500).notes == (Note("query_cut", ("5000",)),)
    assert list(text_start(searcher, "velosipēds \ud800").words) == ["velosiped"]
