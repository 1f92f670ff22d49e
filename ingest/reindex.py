"""The next index, built beside the serving one from its stored passages, and switched to in one step.

No source is read again: this serves a new model, a new analysis of words, new direction tags, another store.
Killed at any moment, it leaves the serving index as it was, and goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ingest.batch import Batch
from ingest.correct import stored_document
from ingest.index import batch_tags, document_records, passage_texts
from ingest.keyed import keyed, with_tag_corrections
from ingest.run import load_model, locked
from search import filters, manifest
from search.backends import Backend, open_indexes
from search.collection import Collection, open_collection
from search.domain import Filters, Query
from search.embedding import Embedder, model_identity
from search.errors import BackendError, IndexMissing, ManifestMismatch
from search.filters import AtPosition, Filter
from search.language.keys import bags
from search.records import Record
from search.searcher import open_searcher
from search.settings import Settings
from search.tagging.directions import Tagger

FROM_SOURCES = frozenset({"schema", "splitting"})  # what cannot be made from stored passages
_SAMPLE = 25  # documents that the new index must find by their titles


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What was built: the index's store and name, how much it holds, how much of it was there already."""

    backend: str
    name: str
    documents: int
    passages: int
    kept: int  # documents that an earlier, stopped run had written


def reindex(
    settings: Settings,
    origin: str = "",
    target: str = "",
    started: Callable[[int], None] = lambda total: None,
    done: Callable[[int], None] = lambda passages: None,
) -> Reindexed:
    """Build the next index from the serving one, check it, and serve it.

    `origin` and `target` are names of backends, the configured one by default. Writing is refused meanwhile
    (IndexBusy). Raises IndexMissing, ManifestMismatch when the sources must be read again, ModelError and
    BackendError; the serving index stays as it was.
    """
    read = open_indexes(replace(settings, backend=origin or settings.backend))
    written = open_indexes(replace(settings, backend=target or settings.backend))
    with locked(settings.data):
        old = read.open(read.serving())
        wanted = manifest.expected(model_identity(settings), settings.data)
        changed = _changed(old.manifest(), wanted)
        name = written.following()
        new = _begun(written.open(name), wanted)
        if new is None:  # begun for something else
            written.remove(name)
            new = written.open(name)
        embedder, tagger = load_model(settings)
        new.write_manifest(manifest.as_stored(wanted, embedder.dimension))
        copier = _Copier(old, new, changed, embedder, tagger, open_collection(settings.data), settings.batch)
        kept = copier.copy_all(started, done)
        new.settle()
        _verify(old, new, settings)
        written.serve(name)
        documents, passages = new.count()
    return Reindexed(target or settings.backend, name, documents, passages, kept)


def undo(settings: Settings) -> tuple[str, int]:
    """Serve the index that served before; return its name, and how many documents it lacks or holds older.

    The next run of ingestion reads these again. Raises IndexMissing without such an index.
    """
    indexes = open_indexes(settings)
    with locked(settings.data):
        before = indexes.before()
        if not before:
            raise IndexMissing("There is no index to go back to", next_step="Run `virzieni reindex` first")
        old = indexes.open(before)
        manifest.check(old.manifest(), manifest.expected(model_identity(settings), settings.data))
        held = _revisions(old)
        newer = _revisions(indexes.open(indexes.serving()))
        collection = open_collection(settings.data)
        behind = [one for one, revision in newer.items() if held.get(one) != revision]
        for document_id in behind:
            collection.forget(document_id)
        indexes.serve(before)
    return before, len(behind)


def _changed(stored: Any, wanted: manifest.Manifest) -> frozenset[str]:
    if stored is None:
        raise IndexMissing("There is no index yet", next_step="Run `virzieni ingest PATH`")
    changed = frozenset(manifest.differences(stored, wanted))
    if changed & FROM_SOURCES:
        raise ManifestMismatch(
            "The stored passages cannot be used any more",
            value=", ".join(sorted(changed & FROM_SOURCES)),
            next_step="Read the sources again: `virzieni ingest PATH… --rebuild`",
        )
    return changed


def _begun(backend: Backend, wanted: manifest.Manifest) -> Backend | None:
    """Return the backend when its index is not begun, or begun for the same manifest."""
    stored = backend.manifest()
    return backend if stored is None or not manifest.differences(stored, wanted) else None


@dataclass(frozen=True)
class _Copier:
    """Copies documents from one index to another, made anew as far as something changed."""

    old: Backend
    new: Backend
    changed: frozenset[str]
    embedder: Embedder
    tagger: Tagger
    collection: Collection
    batch: int

    def copy_all(self, started: Callable[[int], None], done: Callable[[int], None]) -> int:
        """Copy what is not there yet, and remove what has left; return how many documents were there."""
        wanted, held = _revisions(self.old), _revisions(self.new)
        for gone in sorted(held.keys() - wanted.keys()):
            self.new.remove_document(gone)
        missing = sorted(one for one, revision in wanted.items() if held.get(one) != revision)
        started(len(missing))
        for records in self._batches(missing):
            made = {str(document[0]["document_id"]): document for document in self._made(records)}
            self.new.replace_documents(made)
            for document in made.values():
                done(len(document))
        return len(wanted) - len(missing)

    def _batches(self, document_ids: Sequence[str]) -> Iterator[list[list[Record]]]:
        waiting: list[list[Record]] = []
        for document_id in document_ids:
            waiting.append(self.old.document(document_id))
            if sum(len(records) for records in waiting) >= self.batch:
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def _made(self, stored: list[list[Record]]) -> list[list[Record]]:
        if not self.changed:
            return stored
        documents = tuple(
            with_tag_corrections(keyed(held), self.collection.tag_corrections(held.id))
            for held in (stored_document(records, None) for records in stored)
        )
        if "model" in self.changed:
            vectors = self.embedder.embed_passages(passage_texts([one.document for one in documents]))
        else:
            vectors = np.stack([record["vector"] for records in stored for record in records])
        batch = Batch(documents, vectors)
        return document_records(replace(batch, tags=batch_tags(batch, self.tagger)))


def _revisions(backend: Backend) -> dict[str, str]:
    """Return what tells the versions of the documents held: content, splitting, and corrections."""
    heads = Filter((AtPosition(0),))
    rows = backend.scan(heads, ["document_id", "revision", "facts_found"])
    return {row["document_id"]: f"{row['revision']} {row['facts_found']}" for row in rows}


def _verify(old: Backend, new: Backend, settings: Settings) -> None:
    """Check that the new index holds what the old one holds, and finds it. Raises BackendError."""
    if old.count() != new.count():
        raise _failed(f"it holds {new.count()} documents and passages, the serving one {old.count()}")
    heads = sorted(_revisions(old))
    searcher = open_searcher(settings, new)
    for document_id in heads[:: max(1, len(heads) // _SAMPLE)][:_SAMPLE]:
        head = new.document(document_id)[0]
        words = " ".join(bags([head["title"]]).exact)  # in lower case and without signs: no operator is read
        query = Query(words, Filters(documents=(document_id,)))
        if head["access"] in filters.PUBLIC and not searcher.search(query).hits:
            raise _failed(f"it does not find “{head['title'][:100]}” by its title")


def _failed(why: str) -> BackendError:
    return BackendError(
        "The new index is not sound and does not serve",
        value=why,
        next_step="The serving index is as it was. Run the command again; if it fails anew, please report it",
    )
