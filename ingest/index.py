"""Passages of many documents → keys, vectors, directions → backend, as a Haystack pipeline.

Runs in the parent process, on full batches; each document is committed by itself, whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backends import Backend
from search.calibration import embedding_text
from search.directions import DirectionTagger, document_tags
from search.domain import DirectionTag, Document
from search.embedding import Embedder
from search.records import Enriched, Record, passage_keys, to_records
from search.settings import quiet_libraries

Vectors = NDArray[np.float32]
Tags = list[tuple[DirectionTag, ...]]


def index_pipeline(embedder: Embedder, tagger: DirectionTagger, backend: Backend) -> Any:
    """Return the Haystack pipeline: embed → tag → make records → write."""
    quiet_libraries()
    from haystack import Pipeline, component

    @component
    class Embed:
        @component.output_types(vectors=Vectors)
        def run(self, documents: list[Document]) -> dict[str, Any]:
            return {"vectors": embedder.embed_passages(passage_texts(documents))}

    @component
    class TagDirections:
        @component.output_types(tags=Tags)
        def run(self, vectors: Vectors) -> dict[str, Any]:
            return {"tags": tagger.tags(vectors)}

    @component
    class MakeRecords:
        @component.output_types(records=list[list[Record]])
        def run(self, documents: list[Document], vectors: Vectors, tags: Tags) -> dict[str, Any]:
            return {"records": document_records(documents, vectors, tags)}

    @component
    class Write:
        @component.output_types(written=int)
        def run(self, records: list[list[Record]]) -> dict[str, Any]:
            for of_document in records:
                backend.replace_document(of_document[0]["document_id"], of_document)
            return {"written": len(records)}

    pipeline = Pipeline()
    pipeline.add_component("embed", Embed())
    pipeline.add_component("tag", TagDirections())
    pipeline.add_component("records", MakeRecords())
    pipeline.add_component("write", Write())
    pipeline.connect("embed.vectors", "tag.vectors")
    pipeline.connect("embed.vectors", "records.vectors")
    pipeline.connect("tag.tags", "records.tags")
    pipeline.connect("records.records", "write.records")
    return pipeline


def index_documents(pipeline: Any, documents: Sequence[Document]) -> None:
    """Run the pipeline over prepared documents. Raises BackendError, ModelError as they are.

    Haystack wraps what a component raises; the errors of ours inside are taken out again.
    """
    from haystack.core.errors import PipelineRuntimeError

    from search.errors import VirzieniError

    given = list(documents)
    try:
        pipeline.run({"embed": {"documents": given}, "records": {"documents": given}})
    except PipelineRuntimeError as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, VirzieniError):
                raise cause from error
            cause = cause.__cause__
        raise


def passage_texts(documents: Sequence[Document]) -> list[str]:
    """Return the texts to embed, passage by passage."""
    return [
        embedding_text(document.facts.title, passage.heading_path, passage.text)
        for document in documents
        for passage in document.passages
    ]


def document_records(documents: Sequence[Document], vectors: Vectors, tags: Tags) -> list[list[Record]]:
    """Return the records of each document, given the vectors and tags of all their passages in order."""
    records = []
    start = 0
    for document in documents:
        end = start + len(document.passages)
        enriched = []
        for passage, vector, own in zip(document.passages, vectors[start:end], tags[start:end], strict=True):
            keys, heading = passage_keys(document.facts.title, passage)
            enriched.append(Enriched(keys, heading, vector, own))
        records.append(to_records(document, enriched, document_tags(tags[start:end])))
        start = end
    return records
