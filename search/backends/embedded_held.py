"""Filters on phrases → filters on ids, asked of the indexes of words of a LanceDB table.

Which passages hold one word its clause says (`embedded_schema`). Those that hold several one after another
are named, which takes 5 ms for each 1,000 of them; the same condition as a clause over the stored keys takes
650 ms over 100,000 passages.
"""

from __future__ import annotations

from typing import Any

from search.filters import AnyOf, Condition, Either, Filter, HoldsPhrase, Lacks, NoneOf

_IN_ORDER = ("exact", "heading")  # the fields of keys that phrases are looked for in


def by_ids(table: Any, where: Filter) -> Filter:
    """Return the filter with ids of passages in the place of phrases of several words."""
    return Filter(tuple(_by_ids(table, one) for one in where.conditions))


def _by_ids(table: Any, condition: Condition) -> Condition:
    match condition:
        case HoldsPhrase((_, _, *_) as keys):
            return AnyOf("id", _holding(table, keys))
        case Lacks(HoldsPhrase((_, _, *_) as keys)):
            return NoneOf("id", _holding(table, keys))
        case Either(conditions):
            return Either(tuple(_by_ids(table, one) for one in conditions))
    return condition


def _holding(table: Any, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of all passages that hold a phrase."""
    from lancedb.query import PhraseQuery

    named: dict[str, None] = {}
    for field in _IN_ORDER:
        query = table.search(PhraseQuery(" ".join(keys), field), query_type="fts")
        rows = query.limit(max(1, table.count_rows())).select(["id", "_score"])
        named |= dict.fromkeys(rows.to_arrow().column("id").to_pylist())
    return tuple(named)
