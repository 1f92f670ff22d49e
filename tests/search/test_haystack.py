"""Haystack's own contract for document stores, and our retriever in a Haystack pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
from haystack import Document, Pipeline
from haystack.document_stores.errors import DuplicateDocumentError
from haystack.testing.document_store import DocumentStoreBaseTests

from search.domain import Filters
from search.errors import QueryError
from search.haystack import VirzieniDocumentStore, VirzieniRetriever
from search.searcher import Searcher
from search.settings import Settings, variable
from tests.invented import make_document, make_records


@pytest.fixture(autouse=True)
def chosen_store(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the environment name the store that this run is about."""
    for name in ("backend", "opensearch_url", "opensearch_index"):
        monkeypatch.setenv(variable(name), getattr(settings, name))


class TestContract(DocumentStoreBaseTests):
    @pytest.fixture
    def document_store(self, tmp_path: Path) -> VirzieniDocumentStore:
        return VirzieniDocumentStore(str(tmp_path), dimension=768)

    @staticmethod
    def assert_documents_are_equal(received: list[Document], expected: list[Document]) -> None:
        assert sorted(received, key=lambda one: one.id) == sorted(expected, key=lambda one: one.id)

    def test_write_documents(self, document_store: VirzieniDocumentStore) -> None:
        document = Document(content="Velosipēdu ceļi")
        assert document_store.write_documents([document]) == 1
        with pytest.raises(DuplicateDocumentError):
            document_store.write_documents([document])


def test_a_store_survives_serialisation(tmp_path: Path) -> None:
    store = VirzieniDocumentStore(str(tmp_path), dimension=64)
    again = VirzieniDocumentStore.from_dict(store.to_dict())
    assert (again.data, again.dimension) == (str(tmp_path), 64)


def test_ingested_passages_are_read_and_filtered_but_not_deleted_alone(tmp_path: Path) -> None:
    store = VirzieniDocumentStore(str(tmp_path), dimension=64)
    document = make_document("a.md", ["Velosipēdu ceļi.", "Budžets."], cities=["liepaja"])
    store._backend().replace_document(document.id, make_records(document))
    found = store.filter_documents({"field": "meta.place_number", "operator": "==", "value": 2})
    assert [(one.content, one.meta["cities"]) for one in found] == [("Budžets.", ["liepaja"])]
    with pytest.raises(QueryError, match="cannot be deleted alone"):
        store.delete_documents([found[0].id])


def test_the_retriever_fits_a_haystack_pipeline(searcher: Searcher) -> None:
    retriever = VirzieniRetriever("unused", top_k=2)
    retriever._searcher = searcher
    pipeline = Pipeline()
    pipeline.add_component("retriever", retriever)
    answer = pipeline.run({"retriever": {"query": "velosipēdi", "filters": Filters(cities=("liepaja",))}})
    documents = answer["retriever"]["documents"]
    assert documents[0].content == "Velosipēdu ceļi gar jūru LLI-232."
    assert {tuple(one.meta["cities"]) for one in documents} == {("liepaja",)}
