"""What staff say of the directions of a passage → the index, at once, and the collection's own database.

Neither a source nor the model is needed: the machine's tags are in the index beside what staff said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ingest.batch import Batch
from ingest.correct import stored_document
from ingest.index import document_records
from ingest.keyed import keyed, with_tag_corrections
from ingest.run import locked
from search import manifest
from search.backends import Backend, open_backend
from search.collection import Collection, open_collection
from search.corpora import load_corpora
from search.corrections import reason
from search.domain import DirectionTag
from search.embedding import model_identity
from search.errors import NotFound
from search.records import Record, all_tags_of, passage_of
from search.settings import Settings
from search.tagging.tag_corrections import FIELD, TagCorrection, machine_tags, parse_tags, parse_undone


def correct_tags_as_typed(
    passage_id: str, given: Sequence[str], why: str, settings: Settings, *, undo: bool
) -> tuple[DirectionTag, ...]:
    """Correct a passage by "directions=+VIDE…", or take "directions" back; see the functions below."""
    if undo:
        parse_undone(given)
        return take_back_tags(passage_id, settings)
    return correct_tags(passage_id, parse_tags(given, load_corpora()), reason(why), settings)


def correct_tags(
    passage_id: str, told: Mapping[str, bool], why: str, settings: Settings
) -> tuple[DirectionTag, ...]:
    """Keep which directions a passage has and has not, put its tags right, and return all of them.

    Raises NotFound, IndexBusy, IndexMissing, ManifestMismatch and BackendError.
    """
    with locked(settings.data):
        backend, collection = _open(settings)
        record = _record(passage_id, backend)
        machine = {tag.direction: tag.score for tag in machine_tags(all_tags_of(record))}
        passage = passage_of(record)
        collection.correct_tags(
            TagCorrection(
                passage_id=passage_id,
                direction=direction,
                given=given,
                why=why,
                document_id=record["document_id"],
                title=record["title"],
                heading=next(iter(passage.heading_path[-1:]), ""),
                text=passage.text,
                machine=machine.get(direction),
            )
            for direction, given in told.items()
        )
        _tag_anew(record["document_id"], backend, collection)
        return all_tags_of(_record(passage_id, backend))


def take_back_tags(passage_id: str, settings: Settings) -> tuple[DirectionTag, ...]:
    """Drop what staff said of a passage's directions; return the machine's tags.

    The passage may be gone from the index. Raises NotFound when nothing was said of it.
    """
    with locked(settings.data):
        backend, collection = _open(settings)
        if not collection.take_back_tags(passage_id):
            raise NotFound(
                "There is no such correction",
                value=f"{passage_id} {FIELD}",
                next_step="`virzieni corrections` lists them",
            )
        document_id = passage_id.split("-", maxsplit=1)[0]
        if not any(record["id"] == passage_id for record in backend.document(document_id)):
            return ()
        _tag_anew(document_id, backend, collection)
        return all_tags_of(_record(passage_id, backend))


def exported_tags(collection: Collection) -> list[dict[str, Any]]:
    """Return all corrections of tags with their document's path and what the machine gave, as plain data."""
    return [_exported(one, collection) for one in collection.tag_corrections()]


def _exported(one: TagCorrection, collection: Collection) -> dict[str, Any]:
    row = collection.row(one.document_id)
    return {
        "document_id": one.document_id,
        "path": f"{row.source.collection}/{row.source.path}" if row else "",
        "passage_id": one.passage_id,
        "field": FIELD,
        "value": f"{'+' if one.given else '-'}{one.direction}",
        "machine": one.machine,
        "why": one.why,
        "made": one.made,
        "title": one.title,
        "heading": one.heading,
        "text": one.text,
    }


def _open(settings: Settings) -> tuple[Backend, Collection]:
    backend = open_backend(settings)
    manifest.check(backend.manifest(), manifest.expected(model_identity(settings), settings.data))
    return backend, open_collection(settings.data)


def _record(passage_id: str, backend: Backend) -> Record:
    records: Sequence[Record] = backend.document(passage_id.split("-", maxsplit=1)[0])
    found = next((record for record in records if record["id"] == passage_id), None)
    if found is None:
        raise NotFound(
            "The collection holds no such passage",
            value=passage_id,
            next_step="`virzieni search TEXT --json` and the address of a passage name its id",
        )
    return found


def _tag_anew(document_id: str, backend: Backend, collection: Collection) -> None:
    """Write a document with the machine's tags as they are stored and what staff say of them now."""
    records = backend.document(document_id)
    held = with_tag_corrections(
        keyed(stored_document(records, collection.row(document_id))), collection.tag_corrections(document_id)
    )
    vectors = np.stack([record["vector"] for record in records])
    tags = [machine_tags(all_tags_of(record)) for record in records]
    backend.replace_documents({document_id: document_records(Batch((held,), vectors, tags))[0]})
