"""Corrections by staff → the index, at once: a document's facts put right from its stored passages.

No source is read again, so that a document whose file is gone can be corrected too. Taking a correction back
does read the source: what the program read is not kept beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.index import index_at_once
from ingest.keyed import Keyed, keyed, with_corrections, with_tag_corrections
from ingest.run import load_model, locked
from ingest.workers import prepare_here
from search import manifest
from search.backends import open_backend
from search.collection import Collection, SourceRow, open_collection
from search.corpora import load_corpora
from search.corrections import Correction, parse, reason
from search.domain import Document, Source
from search.embedding import model_identity
from search.errors import NotFound, SourceError
from search.records import Record, document_of, passage_of
from search.settings import Settings


def correct_as_typed(
    document_id: str, given: Sequence[str], why: str, settings: Settings, *, undo: bool
) -> Document:
    """Correct a document by "FIELD=VALUE…", or take "FIELD…" back; see `correct` and `take_back`."""
    if undo:
        return take_back(document_id, given, settings)
    corpora, said = load_corpora(), reason(why)
    pairs = [parse(one, corpora) for one in given]
    return correct([Correction(document_id, *pair, said) for pair in pairs], settings)


def correct(corrections: Sequence[Correction], settings: Settings) -> Document:
    """Put facts of one document right, in the index and for every later run; return it as it is now.

    Raises NotFound, QueryError, IndexBusy, IndexMissing, ManifestMismatch and BackendError.
    """
    document_id = corrections[0].document_id
    with locked(settings.data):
        backend = open_backend(settings)
        manifest.check(backend.manifest(), manifest.expected(model_identity(settings), settings.data))
        collection = open_collection(settings.data)
        records = backend.document(document_id)
        if not records:
            raise _no_such(document_id)
        held = stored_document(records, collection.row(document_id))
        own = with_tag_corrections(keyed(held), collection.tag_corrections(document_id))
        changed = with_corrections(own, corrections, load_corpora())
        _write(changed, settings)
        collection.correct(corrections)
    return changed.document


def take_back(document_id: str, fields: Sequence[str], settings: Settings) -> Document:
    """Read a document again without the corrections of these facts; return it as it is now.

    Raises NotFound for one without such a correction, and SourceError when its source cannot be read: then
    nothing is changed.
    """
    with locked(settings.data):
        collection = open_collection(settings.data)
        held = collection.corrections(document_id)
        kept = [one for one in held if one.field not in fields]
        row = collection.row(document_id)
        if row is None or len(kept) == len(held):
            raise NotFound(
                "There is no such correction",
                value=f"{document_id} {' '.join(fields)}",
                next_step="`virzieni corrections` lists them",
            )
        (read,) = [prepared for _, prepared in prepare_here([row.source], settings)]
        if isinstance(read, SourceError):
            raise read
        own = with_tag_corrections(read, collection.tag_corrections(document_id))
        changed = with_corrections(own, kept, load_corpora())
        _write(changed, settings)
        collection.take_back(document_id, fields)
    return changed.document


def stored_document(records: Sequence[Record], row: SourceRow | None) -> Document:
    """Return a document as the index holds it, from its records in reading order."""
    view = document_of(records[0])
    source = Source(view.id, view.collection, view.path, "", 0, view.content_hash)
    return Document(
        id=view.id,
        source=replace(row.source, content_hash=view.content_hash) if row else source,
        facts=view.facts,
        passages=tuple(passage_of(record) for record in records),
        revision=records[0]["revision"],
        access=records[0]["access"],
    )


def exported(collection: Collection) -> list[dict[str, Any]]:
    """Return all corrections with the path of their document, as plain data."""
    return [_exported(one, collection) for one in collection.corrections()]


def _exported(one: Correction, collection: Collection) -> dict[str, Any]:
    row = collection.row(one.document_id)
    path = f"{row.source.collection}/{row.source.path}" if row else ""
    return {
        "document_id": one.document_id,
        "path": path,
        "field": one.field,
        "value": one.value,
        "why": one.why,
        "made": one.made,
    }


def _write(changed: Keyed, settings: Settings) -> None:
    index_at_once([changed], *load_model(settings), open_backend(settings))


def _no_such(document_id: str) -> NotFound:
    return NotFound(
        "The collection holds no such document",
        value=document_id,
        next_step="`virzieni search TEXT` shows the ids of documents in square brackets",
    )
