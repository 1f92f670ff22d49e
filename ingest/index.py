"""Passages of many documents → vectors, directions, records → backend, as a Haystack pipeline.

Runs in the parent process, on full batches; each is committed in a thread of the writer, while the next one is
embedded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.keyed import Keyed
from ingest.pipelines import import_haystack
from ingest.writer import Writer
from search.calibration import embedding_text
from search.directions import DirectionTagger, document_tags
from search.domain import DirectionTag, Document
from search.embedding import Embedder
from search.records import Enriched, Record, to_records

Vectors = NDArray[np.float32]
Tags = Sequence[tuple[DirectionTag, ...]]


@dataclass(frozen=True)
class Batch:
    """Documents on their way through the pipeline, with what the components before have added."""

    documents: tuple[Keyed, ...]
    vectors: Vectors = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    tags: Tags = ()
    records: tuple[list[Record], ...] = ()

    def __deepcopy__(self, memo: object) -> Batch:
        """Return itself: Haystack copies what runs through a pipeline, a third of the time here."""
        return self


def index_pipeline(embedder: Embedder, tagger: DirectionTagger, writer: Writer) -> Any:
    """Return the Haystack pipeline: embed → tag → make records → write."""
    haystack = import_haystack()
    component = haystack.component

    @component
    class Embed:
        @component.output_types(batch=Batch)
        def run(self, batch: Batch) -> dict[str, Any]:
            texts = passage_texts([one.document for one in batch.documents])
            return {"batch": replace(batch, vectors=embedder.embed_passages(texts))}

    @component
    class TagDirections:
        @component.output_types(batch=Batch)
        def run(self, batch: Batch) -> dict[str, Any]:
            return {"batch": replace(batch, tags=tagger.tags(batch.vectors))}

    @component
    class MakeRecords:
        @component.output_types(batch=Batch)
        def run(self, batch: Batch) -> dict[str, Any]:
            return {"batch": replace(batch, records=tuple(document_records(batch)))}

    @component
    class Write:
        @component.output_types(given=int)
        def run(self, batch: Batch) -> dict[str, Any]:
            writer.put(batch.records)
            return {"given": len(batch.records)}

    pipeline = haystack.Pipeline()
    pipeline.add_component("embed", Embed())
    pipeline.add_component("tag", TagDirections())
    pipeline.add_component("records", MakeRecords())
    pipeline.add_component("write", Write())
    pipeline.connect("embed.batch", "tag.batch")
    pipeline.connect("tag.batch", "records.batch")
    pipeline.connect("records.batch", "write.batch")
    return pipeline


def index_documents(pipeline: Any, documents: Sequence[Keyed]) -> None:
    """Run the pipeline over prepared documents. Raises BackendError, ModelError as they are.

    Haystack wraps what a component raises; the errors of ours inside are taken out again.
    """
    from haystack.core.errors import PipelineRuntimeError

    from search.errors import VirzieniError

    try:
        pipeline.run({"embed": {"batch": Batch(tuple(documents))}})
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


def document_records(batch: Batch) -> list[list[Record]]:
    """Return the records of each document of a batch that has vectors and tags for all passages in order."""
    records = []
    start = 0
    for one in batch.documents:
        end = start + len(one.keys)
        vectors, tags = batch.vectors[start:end], batch.tags[start:end]
        enriched = [Enriched(*parts) for parts in zip(one.keys, vectors, tags, strict=True)]
        records.append(to_records(one.document, enriched, document_tags(tags)))
        start = end
    return records
