"""The LanceDB table: its Arrow schema, its indexes, and neutral filters as SQL clauses. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.filters import AnyOf, AtPosition, Condition, Filter, NoneOf, Overlaps
from search.records import INTEGER_FIELDS, LIST_FIELDS, TEXT_FIELDS, Record

SORT_KEY = "title"
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
}


def arrow_schema(dimension: int) -> Any:
    """Return the schema of the table for vectors of `dimension`."""
    import pyarrow as pa

    return pa.schema(
        [
            *((name, pa.string()) for name in TEXT_FIELDS),
            *((name, pa.list_(pa.string())) for name in LIST_FIELDS),
            *((name, pa.int32()) for name in INTEGER_FIELDS),
            ("vector", pa.list_(pa.float32(), dimension)),
        ]
    )


def arrow_table(records: Sequence[Record], schema: Any) -> Any:
    """Return `records` as an Arrow table."""
    import pyarrow as pa

    return pa.Table.from_pylist(list(records), schema=schema)


def where_clause(where: Filter) -> str:
    """Return the SQL clause of a filter; an empty filter lets everything through."""
    return " AND ".join(_clause(condition) for condition in where.conditions) or "true"


def _clause(condition: Condition) -> str:
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
    raise ValueError(f"no clause for {condition}: the store asks its word indexes first")


def _quoted(values: Sequence[str]) -> str:
    return ", ".join("'" + value.replace("'", "''").replace("\0", "") + "'" for value in values)
