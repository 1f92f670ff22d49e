"""Our collection as a Haystack document store and retriever, so that it fits other Haystack pipelines.

A Haystack document is one of our passages. Passages that ingestion wrote can be read and filtered here;
documents that a Haystack pipeline writes are kept whole beside them and are found by word and meaning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from haystack import Document as HaystackDocument
from haystack import component, default_from_dict, default_to_dict
from haystack.document_stores.errors import DuplicateDocumentError
from haystack.document_stores.types import DuplicatePolicy
from haystack.errors import FilterError
from haystack.utils.filters import document_matches_filter

from search.backends import Backend, open_backend
from search.domain import Document, Facts, Filters, Locator, Passage, Query, Source
from search.errors import QueryError
from search.filters import all_of
from search.language.which import language_of
from search.manifest import as_stored, expected
from search.records import Enriched, Record, passage_keys, passage_of, to_records
from search.searcher import open_searcher
from search.settings import Settings, read_settings

_COLLECTION = "haystack"
_READ = [
    *("id", "extra", "text", "title", "document_id", "position", "cities", "directions", "document_kind"),
    *("language", "heading_path", "locator", "passage_kind", "columns", "start", "end", "vector"),
]


class VirzieniDocumentStore:
    """Haystack's DocumentStore protocol over the index in the folder `data`, or in OpenSearch.

    The settings in the environment name the store. `dimension` is the length of embeddings when a new index
    is made. Filters on metadata are evaluated over all passages: for questions over a large collection use
    `VirzieniRetriever`, whose filters the store's own indexes answer.
    """

    def __init__(self, data: str, dimension: int = 384) -> None:
        self.data = data
        self.dimension = dimension
        self._opened: Backend | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` needs to make this store again."""
        return dict(default_to_dict(self, data=self.data, dimension=self.dimension))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> VirzieniDocumentStore:
        """Return the store that `to_dict` described."""
        store: VirzieniDocumentStore = default_from_dict(cls, data)
        return store

    def count_documents(self) -> int:
        """Return the number of passages."""
        return self._backend().count()[1]

    def filter_documents(self, filters: dict[str, Any] | None = None) -> list[HaystackDocument]:
        """Return the passages that Haystack's `filters` let through, by id. Raises FilterError."""
        if filters and "operator" not in filters and "conditions" not in filters:
            raise FilterError(f"Invalid filter, it needs an operator: {filters}")
        found = [_to_haystack(row) for row in self._backend().scan(all_of(), _READ)]
        kept = [one for one in found if not filters or document_matches_filter(filters, one)]
        return sorted(kept, key=lambda one: one.id)

    def write_documents(
        self, documents: list[HaystackDocument], policy: DuplicatePolicy = DuplicatePolicy.NONE
    ) -> int:
        """Write documents and return how many were written; NONE acts as FAIL.

        Raises ValueError for anything that is no list of Haystack documents, DuplicateDocumentError for an
        id that is there under FAIL; nothing is written then.
        """
        if not isinstance(documents, list) or not all(isinstance(one, HaystackDocument) for one in documents):
            raise ValueError("documents must be a list of haystack Documents")
        backend = self._backend()
        held = backend.fetch([one.id for one in documents])
        if held and policy in {DuplicatePolicy.NONE, DuplicatePolicy.FAIL}:
            raise DuplicateDocumentError(f"There is a document with the id {min(held)}; use another policy")
        wanted = [one for one in documents if policy is not DuplicatePolicy.SKIP or one.id not in held]
        backend.replace_documents({_document_id(one.id): [self._record(one)] for one in wanted})
        return len(wanted)

    def delete_documents(self, document_ids: list[str]) -> None:
        """Delete documents that a Haystack pipeline wrote; unknown ids are passed over.

        Raises QueryError for a passage of an ingested document: those leave whole, with their source.
        """
        backend = self._backend()
        held = backend.fetch(document_ids)
        for one, record in held.items():
            if record["collection"] != _COLLECTION:
                raise QueryError(
                    "A passage of an ingested document cannot be deleted alone", value=one,
                    next_step="Remove its file and run `virzieni ingest PATH --prune`",
                )  # fmt: skip
        for one in held:
            backend.remove_document(_document_id(one))

    def _backend(self) -> Backend:
        if self._opened is None:
            self._opened = open_backend(_settings(self.data))
            if self._opened.manifest() is None:
                self._opened.write_manifest(as_stored(expected(_COLLECTION), self.dimension))
        return self._opened

    def _record(self, one: HaystackDocument) -> Record:
        text = one.content or ""
        document_id = _document_id(one.id)
        passage = Passage(one.id, document_id, 0, text, Locator("section", 1), (), 0, len(text),
                          language=language_of(text))  # fmt: skip
        title = str(one.meta.get("title", ""))
        digest = hashlib.sha256(text.encode()).hexdigest()
        document = Document(
            document_id,
            Source(document_id, _COLLECTION, one.id, "", len(text), digest),
            Facts(title=title),
            (passage,),
            digest[:16],
        )
        vector = np.zeros(self.dimension, dtype=np.float32)
        if one.embedding is not None:
            vector = np.asarray(one.embedding, dtype=np.float32)
        record = to_records(document, [Enriched(passage_keys(title, passage), vector, ())], ())[0]
        return record | {"extra": json.dumps(one.to_dict(flatten=False), ensure_ascii=False)}


@component
class VirzieniRetriever:
    """Retrieves passages as the web search ranks them: by words and meaning, in Latvian."""

    def __init__(self, data: str, top_k: int = 10) -> None:
        self.data = data
        self.top_k = top_k
        self._searcher: Any = None

    def warm_up(self) -> None:
        """Open the index and load the model."""
        if self._searcher is None:
            self._searcher = open_searcher(_settings(self.data))

    @component.output_types(documents=list[HaystackDocument])
    def run(self, query: str, filters: Filters | None = None, top_k: int | None = None) -> dict[str, Any]:
        """Return up to `top_k` passages, best first, no more than three of one document.

        `filters` are ours, not Haystack's: cities, directions, kinds, languages, period.
        """
        self.warm_up()
        wanted = top_k or self.top_k
        results = self._searcher.search(Query(query, filters or Filters(), limit=wanted))
        hits = [(hit.document, one) for hit in results.hits for one in hit.passages]
        hits.sort(key=lambda pair: -pair[1].score)
        documents = [
            HaystackDocument(
                id=one.passage.id,
                content=one.passage.text,
                score=one.score,
                meta=_meta(one.passage, document.facts.title, document.facts.cities, document.facts.kind)
                | {"directions": [tag.direction for tag in one.directions]},
            )
            for document, one in hits[:wanted]
        ]
        return {"documents": documents}


def _settings(data: str) -> Settings:
    """Return the settings of the environment, for the index that belongs to the folder `data`."""
    return replace(read_settings(), data=Path(data).expanduser().absolute())


def _to_haystack(record: Mapping[str, Any]) -> HaystackDocument:
    if record["extra"]:
        return HaystackDocument.from_dict(json.loads(record["extra"]))
    meta = _meta(passage_of(record), record["title"], tuple(record["cities"]), record["document_kind"])
    return HaystackDocument(
        id=record["id"],
        content=record["text"],
        meta=meta | {"directions": list(record["directions"])},
        embedding=[float(value) for value in record["vector"]],
    )


def _meta(passage: Passage, title: str, cities: tuple[str, ...], kind: str) -> dict[str, Any]:
    return {
        "document_id": passage.document_id,
        "title": title,
        "cities": list(cities),
        "kind": kind,
        "language": passage.language,
        "heading_path": list(passage.heading_path),
        "place": passage.locator.kind,
        "place_number": passage.locator.number,
    }


def _document_id(haystack_id: str) -> str:
    return hashlib.sha256(f"{_COLLECTION}\0{haystack_id}".encode()).hexdigest()[:16]
