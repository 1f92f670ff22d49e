"""Passages of many documents → vectors, directions, records → backend, as two Haystack pipelines.

Runs in the parent process, on full batches; each is stored in the thread of the writer, while the next one
is embedded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.batch import Batch
from ingest.keyed import Keyed
from ingest.pipelines import import_haystack
from ingest.writer import Writer
from search.backends import Backend
from search.calibration import embedding_text
from search.domain import DirectionTag, Document
from search.embedding import Embedder
from search.records import Enriched, Record, to_records
from search.tagging.directions import Tagger, document_tags
from search.tagging.phrases import passage_words
from search.tagging.tag_corrections import TagCorrection, reviewed


def index_pipeline(embedder: Embedder, writer: Writer) -> Any:
    """Return the Haystack pipeline: embed → write, which stores in the thread of the writer."""
    haystack = import_haystack()
    component = haystack.component

    @component
    class Embed:
        @component.output_types(batch=Batch)
        def run(self, batch: Batch) -> dict[str, Any]:
            texts = passage_texts([one.document for one in batch.documents])
            return {"batch": replace(batch, vectors=embedder.embed_passages(texts))}

    @component
    class Write:
        @component.output_types(given=int)
        def run(self, batch: Batch) -> dict[str, Any]:
            writer.put(batch)
            return {"given": len(batch.documents)}

    pipeline = haystack.Pipeline()
    pipeline.add_component("embed", Embed())
    pipeline.add_component("write", Write())
    pipeline.connect("embed.batch", "write.batch")
    return pipeline


def store_pipeline(tagger: Tagger, backend: Backend) -> Any:
    """Return the Haystack pipeline of the writer: tag → make records → commit."""
    haystack = import_haystack()
    component = haystack.component

    @component
    class TagDirections:
        @component.output_types(batch=Batch)
        def run(self, batch: Batch) -> dict[str, Any]:
            return {"batch": replace(batch, tags=batch_tags(batch, tagger))}

    @component
    class MakeRecords:
        @component.output_types(batch=Batch)
        def run(self, batch: Batch) -> dict[str, Any]:
            return {"batch": replace(batch, records=tuple(document_records(batch)))}

    @component
    class Commit:
        @component.output_types(committed=int)
        def run(self, batch: Batch) -> dict[str, Any]:
            ids = [one.document.id for one in batch.documents]
            backend.replace_documents(dict(zip(ids, batch.records, strict=True)))
            return {"committed": len(ids)}

    pipeline = haystack.Pipeline()
    pipeline.add_component("tag", TagDirections())
    pipeline.add_component("records", MakeRecords())
    pipeline.add_component("commit", Commit())
    pipeline.connect("tag.batch", "records.batch")
    pipeline.connect("records.batch", "commit.batch")
    return pipeline


def index_at_once(documents: Sequence[Keyed], embedder: Embedder, tagger: Tagger, backend: Backend) -> None:
    """Embed and store a few documents, and wait until they are committed. Raises BackendError, ModelError."""
    vectors = embedder.embed_passages(passage_texts([one.document for one in documents]))
    run_pipeline(store_pipeline(tagger, backend), "tag", Batch(tuple(documents), vectors))


def run_pipeline(pipeline: Any, first: str, batch: Batch) -> None:
    """Run a pipeline over a batch, given to its component `first`. Raises our errors as they are.

    Haystack wraps what a component raises; the errors of ours inside are taken out again.
    """
    from haystack.core.errors import PipelineRuntimeError

    from search.errors import VirzieniError

    try:
        pipeline.run({first: {"batch": batch}})
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


def batch_tags(batch: Batch, tagger: Tagger) -> list[tuple[DirectionTag, ...]]:
    """Return the machine's tags of all passages of an embedded batch, in order."""
    words = [words for one in batch.documents for words in passage_words(one.document, one.keys)]
    return tagger.tags(batch.vectors, words)


def _reviewed(one: Keyed, tags: Sequence[tuple[DirectionTag, ...]]) -> list[tuple[DirectionTag, ...]]:
    """Return the tags of a document's passages with what staff said of them."""
    if not one.reviews:
        return list(tags)
    of_passage: dict[str, list[TagCorrection]] = {}
    for review in one.reviews:
        of_passage.setdefault(review.passage_id, []).append(review)
    pairs = zip(one.document.passages, tags, strict=True)
    return [reviewed(own, of_passage.get(passage.id, ())) for passage, own in pairs]


def document_records(batch: Batch) -> list[list[Record]]:
    """Return the records of each document of a batch that has vectors and tags for all passages in order."""
    records = []
    start = 0
    for one in batch.documents:
        end = start + len(one.keys)
        vectors, tags = batch.vectors[start:end], _reviewed(one, batch.tags[start:end])
        ids = [passage.id for passage in one.document.passages]
        enriched = [Enriched(*parts) for parts in zip(one.keys, vectors, tags, strict=True)]
        records.append(to_records(one.document, enriched, document_tags(list(zip(ids, tags, strict=True)))))
        start = end
    return records
