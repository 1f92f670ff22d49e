"""The LanceDB table: its Arrow schema, its indexes, and neutral filters as SQL clauses. Pure.

`held` lists beside a record which words its passage holds, once each: folded keys as they are, exact forms
marked by "=". Its index says in 2 to 10 ms which of 100,000 passages hold a word, be it one or nearly all;
naming them one by one took 1.4 s for a word that 76,000 held.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
from search.records import INTEGER_FIELDS, LIST_FIELDS, TEXT_FIELDS, Record

SORT_KEY = "title"
HELD = "held"
FULL_TEXT = {
    "root": False,
    "folded": False,
    "lemma": False,
    "parts": False,
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
    "language": "bitmap",
    "collection": "bitmap",
    "cities": "list",
    "directions": "list",
    "document_directions": "list",
    "any_directions": "list",
    "identity": "list",
    "runs": "list",
    HELD: "list",
}


def arrow_schema(dimension: int) -> Any:
    """Return the schema of the table for vectors of `dimension`."""
    import pyarrow as pa

    return pa.schema(
        [
            *((name, pa.string()) for name in TEXT_FIELDS),
            *((name, pa.list_(pa.string())) for name in LIST_FIELDS),
            *((name, pa.int32()) for name in INTEGER_FIELDS),
            (HELD, pa.list_(pa.string())),
            ("vector", pa.list_(pa.float32(), dimension)),
        ]
    )


def arrow_table(records: Sequence[Record], schema: Any) -> Any:
    """Return `records` as an Arrow table, with the words that each holds."""
    import pyarrow as pa

    return pa.Table.from_pylist([record | {HELD: _held(record)} for record in records], schema=schema)


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
