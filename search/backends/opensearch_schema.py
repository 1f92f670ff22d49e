"""The OpenSearch index: its mapping, records ⇄ stored sources, neutral filters as queries. Pure.

`packed` holds what scoring needs of a passage, its vector and keys, as one value beside the source: reading
500 and 200 candidates takes a third of the time that taking their sources apart takes.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from search.backends import Candidate, DocumentRow, Vector
from search.backends.packing import pack, unpack
from search.filters import (
    AnyOf,
    AtPosition,
    Condition,
    Either,
    Filter,
    HoldsPhrase,
    HoldsWord,
    Lacks,
    NoneOf,
    Overlaps,
)
from search.language.tokens import fold
from search.records import (
    FACET_FIELDS,
    INTEGER_FIELDS,
    KEY_FIELDS,
    LIST_FIELDS,
    TEXT_FIELDS,
    Record,
    written_words,
)

Body = dict[str, Any]

EPOCH, GENERATION, TITLE_KEY, PACKED = "epoch", "generation", "title_key", "packed"
WRITTEN, WRITTEN_AS = "written", "="  # words as "majoklis=mājoklis": without diacritics, and as written
_FILTERED = (
    "id", "document_id", "collection", "access", "document_kind", "passage_kind", "language", "cities",
    "directions", "document_directions", "any_directions", "languages", "identity", "runs",
)  # fmt: skip
_COUNTED = ("position", "length", "valid_from", "valid_to")
_LONGEST_TERM = 8_000  # characters, of at most 4 bytes; Lucene takes 32,766 bytes
CANDIDATE_VALUES = ["id", "document_id", "position", PACKED]
FACET_VALUES = ["document_id", *FACET_FIELDS.values()]


def index_body(manifest: Mapping[str, Any], shards: int, replicas: int) -> Body:
    """Return settings and mapping of an index of passages built with what `manifest` says.

    Vectors lie in a graph (HNSW), and are compared by their dot product. Nothing is shown before the writer
    says so, so that a refresh by the clock would only cost.
    """
    return {
        "settings": {
            "index.knn": True,
            "index.number_of_shards": shards,
            "index.number_of_replicas": replicas,
            "index.refresh_interval": "-1",
            "analysis": {
                "tokenizer": {"keys": {"type": "whitespace", "max_token_length": _LONGEST_TERM}},
                "analyzer": {"keys": {"type": "custom", "tokenizer": "keys"}},
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"manifest": dict(manifest)},
            "properties": _properties(int(manifest["dimension"])),
        },
    }


def to_source(record: Record, epoch: int, generation: str) -> str:
    """Return the JSON of a record as it is stored, in the `generation` of its document."""
    vector = np.asarray(record["vector"], dtype=np.float32)
    own = {
        EPOCH: epoch,
        GENERATION: generation,
        TITLE_KEY: record["title"].casefold(),
        WRITTEN: sorted(f"{fold(form)}{WRITTEN_AS}{form}" for form in written_words(record)),
        PACKED: base64.b64encode(pack(vector, record["exact"], record["heading"])).decode(),
        "vector": vector.tolist(),
    }
    return json.dumps(record | own, ensure_ascii=False)


def source_fields(fields: Sequence[str]) -> list[str]:
    """Return what has to be read of a source for these fields of a record."""
    return [PACKED if field == "vector" else field for field in fields]


def from_source(source: Mapping[str, Any], fields: Sequence[str], dimension: int) -> Record:
    """Return these fields of a record from the source that was read for them."""
    record = {field: source[field] for field in fields if field != "vector"}
    if "vector" in fields:
        record["vector"] = _unpacked(source[PACKED], dimension)[0].tolist()
    return record


def candidate(hit: Mapping[str, Any], dimension: int) -> Candidate:
    """Return the candidate of a hit with the `CANDIDATE_VALUES`."""
    values = hit["fields"]
    vector, (exact, heading) = _unpacked(values[PACKED][0], dimension)
    return Candidate(values["id"][0], values["document_id"][0], values["position"][0], exact, heading, vector)


def document_row(hit: Mapping[str, Any]) -> DocumentRow:
    """Return the facets of a hit with the `FACET_VALUES`."""
    values = hit["fields"]
    facets = {
        name: tuple(value for value in values.get(field, ()) if value) for name, field in FACET_FIELDS.items()
    }
    return DocumentRow(values["document_id"][0], facets)


def conditions(where: Filter) -> list[Body]:
    """Return the queries that all have to match for a passage to pass the filter."""
    return [_condition(condition) for condition in where.conditions]


def _condition(condition: Condition) -> Body:
    match condition:
        case AnyOf(field, values):
            return {"terms": {field: list(values)}}
        case NoneOf(field, values):
            return {"bool": {"must_not": [{"terms": {field: list(values)}}]}}
        case AtPosition(position):
            return {"term": {"position": position}}
        case Overlaps(period):
            overlap = [
                {"range": {"valid_from": {"lte": period.last}}},
                {"range": {"valid_to": {"gte": period.first}}},
            ]
            return {"bool": {"filter": overlap}}
        case _:
            return _held(condition)


def _held(condition: HoldsPhrase | HoldsWord | Either | Lacks) -> Body:
    match condition:
        case HoldsWord(key):
            return {"term": {"folded": key}}
        case HoldsPhrase(keys):
            return _any_of([{"match_phrase": {field: " ".join(keys)}} for field in ("exact", "heading")])
        case Either(conditions):
            return _any_of([_condition(one) for one in conditions])
    return {"bool": {"must_not": [_held(condition.condition)]}}


def _any_of(bodies: list[Body]) -> Body:
    return {"bool": {"should": bodies, "minimum_should_match": 1}}


def _unpacked(packed: str, dimension: int) -> tuple[Vector, list[str]]:
    return unpack(base64.b64decode(packed + "=="), dimension)  # doc values come without padding


def _properties(dimension: int) -> Body:
    kept: Body = {"type": "keyword", "index": False, "doc_values": False}
    term: Body = {"type": "keyword", "ignore_above": _LONGEST_TERM}
    number: Body = {"type": "integer", "index": False, "doc_values": False}
    properties: Body = dict.fromkeys((*TEXT_FIELDS, *LIST_FIELDS), kept)
    properties |= dict.fromkeys(INTEGER_FIELDS, number)
    properties |= dict.fromkeys(_FILTERED, term)
    properties |= {name: {"type": "integer"} for name in _COUNTED}
    properties |= {name: _keys("docs") for name in KEY_FIELDS}
    properties |= {
        "exact": _keys("positions"),
        "heading": _keys("positions"),
        "root": _keys("freqs") | {"norms": True},
    }
    properties |= {EPOCH: {"type": "long"}, GENERATION: term, TITLE_KEY: term}
    properties[WRITTEN] = term
    properties[PACKED] = {"type": "binary", "doc_values": True}
    properties["vector"] = {
        "type": "knn_vector",
        "dimension": dimension,
        "method": {
            "name": "hnsw",
            "engine": "lucene",
            "space_type": "innerproduct",
            "parameters": {"m": 16, "ef_construction": 128},
        },
    }
    return properties


def _keys(options: str) -> Body:
    return {"type": "text", "analyzer": "keys", "index_options": options, "norms": False}
