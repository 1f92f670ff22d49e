"""The LanceDB table: its Arrow schema, its indexes, rows ⇄ records, and neutral filters as SQL clauses. Pure.

What is filtered, sorted or searched by has a column of its own. Beside them, all fields but keys and vector
stand in one column, as packed JSON, and what scoring needs in another one: a column costs 8 µs for each row.
`held` lists which words a passage holds, once each: folded keys as they are, exact forms marked by "=". Its
index says in 2 to 10 ms which of 100,000 passages hold a word, be it one or nearly all; naming them one by
one took 1.4 s for a word that 76,000 held.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any

from search.backends import Candidate
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
from search.records import INTEGER_FIELDS, KEY_FIELDS, LIST_FIELDS, TEXT_FIELDS, Record

SORT_KEY = "title"
HELD = "held"
FULL_TEXT = {
    "root": False,
    "folded": False,
    "exact": True,
    "heading": True,
}  # field: positions
SCALAR_INDEXES = {
    "id": "tree",
    "document_id": "tree",
    "position": "tree",
    "valid_from": "tree",
    "valid_to": "tree",
    "access": "bitmap",
    "document_kind": "bitmap",
    "passage_kind": "bitmap",
    "language": "bitmap",
    "collection": "bitmap",
    "cities": "list",
    "directions": "list",
    "document_directions": "list",
    "any_directions": "list",
    "languages": "list",
    "identity": "list",
    "runs": "list",
    HELD: "list",
}
CANDIDATE = "candidate"  # the column of what a candidate is made of
_APART = (*KEY_FIELDS, "accounts")  # text columns that are read only when they are wanted
_TOLD = "told"  # the column of all fields but keys and vector
_TOLD_FIELDS = tuple(name for name in (*TEXT_FIELDS, *LIST_FIELDS, *INTEGER_FIELDS) if name not in _APART)
_OWN_COLUMN = tuple(
    name for name in dict.fromkeys((SORT_KEY, *SCALAR_INDEXES, *_APART, "themes")) if name != HELD
)
_FEW = 3  # fields that are read from their own columns


def arrow_schema(dimension: int) -> Any:
    """Return the schema of the table for vectors of `dimension`."""
    import pyarrow as pa

    kinds = {name: pa.list_(pa.string()) for name in LIST_FIELDS} | {
        name: pa.int32() for name in INTEGER_FIELDS
    }
    return pa.schema(
        [
            *((name, kinds.get(name, pa.string())) for name in _OWN_COLUMN),
            (_TOLD, pa.binary()),
            (CANDIDATE, pa.binary()),
            (HELD, pa.list_(pa.string())),
            ("vector", pa.list_(pa.float32(), dimension)),
        ]
    )


def arrow_table(records: Sequence[Record], schema: Any) -> Any:
    """Return `records` as an Arrow table, with the words that each holds."""
    import pyarrow as pa

    rows = [
        {name: record[name] for name in (*_OWN_COLUMN, "vector")}
        | {_TOLD: _told(record), CANDIDATE: _scored(record), HELD: _held(record)}
        for record in records
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def columns_of(fields: Sequence[str]) -> list[str]:
    """Return the columns that hold `fields`; no fields: those of whole records."""
    if not fields:
        return [_TOLD, *_APART, "vector"]
    apart = [name for name in fields if name in _APART or name == "vector"]
    told = [name for name in fields if name not in apart]
    if len(told) <= _FEW and all(name in _OWN_COLUMN for name in told):
        return list(fields)
    return [_TOLD, *apart]


def records_of(rows: Any, fields: Sequence[str]) -> list[Record]:
    """Return the records, or `fields` of them, that Arrow `rows` of their columns hold."""
    found: list[Record] = rows.to_pylist()
    if _TOLD not in rows.schema.names:
        return found
    records = []
    for row in found:
        told = json.loads(zlib.decompress(row.pop(_TOLD)))
        records.append(row | (told if not fields else {name: told[name] for name in fields if name in told}))
    return records


def candidates_of(rows: Any, dimension: int) -> list[Candidate]:
    """Return the candidates that Arrow `rows` of the CANDIDATE column hold."""
    found = []
    for data in rows.column(CANDIDATE).to_pylist():
        vector, (passage_id, document_id, position, exact, heading) = unpack(data, dimension)
        found.append(Candidate(passage_id, document_id, int(position), exact, heading, vector))
    return found


def _told(record: Record) -> bytes:
    kept = {name: record[name] for name in _TOLD_FIELDS}
    return zlib.compress(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _scored(record: Record) -> bytes:
    own = (record["id"], record["document_id"], str(record["position"]), record["exact"], record["heading"])
    return pack(record["vector"], *own)


def _held(record: Record) -> list[str]:
    forms = (_as_form(form) for field in ("exact", "heading") for form in record[field].split())
    return list(dict.fromkeys((*record["folded"].split(), *forms)))


def _as_form(exact: str) -> str:
    return f"={exact}"


def where_clause(where: Filter) -> str:
    """Return the SQL clause of a filter; an empty filter lets everything through."""
    return " AND ".join(_clause(condition) for condition in where.conditions) or "true"


def _clause(condition: Condition) -> str:
    match condition:
        case Lacks(held):
            return f"NOT {_clause(held)}"
        case Either(conditions):
            return f"({' OR '.join(map(_clause, conditions))})"
        case HoldsWord(key):
            return _holds(key)
        case HoldsPhrase((form,)):
            return _holds(_as_form(form))
        case _:
            return _stored(condition)


def _holds(word: str) -> str:
    return f"array_has_any({HELD}, [{_quoted([word])}])"


def _stored(condition: Condition) -> str:
    """Return the clause of a condition on stored values."""
    match condition:
        case AnyOf(_, ()):
            return "false"
        case AnyOf(field, values) if field in LIST_FIELDS:
            return f"array_has_any({field}, [{_quoted(values)}])"
        case AnyOf(field, values):
            return f"{field} IN ({_quoted(values)})"
        case NoneOf(field, values):
            return f"{field} NOT IN ({_quoted(values)})" if values else "true"
        case AtPosition(position):
            return f"position = {position:d}"
        case Overlaps(period):
            return f"valid_from <= {period.last:d} AND valid_to >= {period.first:d}"
    raise ValueError(f"no clause for {condition}: the ids of passages with a phrase come in its place")


def _quoted(values: Sequence[str]) -> str:
    return ", ".join("'" + value.replace("'", "''").replace("\0", "") + "'" for value in values)
