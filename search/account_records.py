"""Accounts of a document ⇄ the text that is stored with it: compact JSON, with the places of their values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from search.domain import Locator
from search.plan_rows import ProjectValue
from search.project_sides import Side
from search.projects import Account

_WORDS = ("title", "told", "streets")  # fields of a side that are sets


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands that values come from."""

    document_id: str
    locator: Locator


def accounts_text(accounts: Sequence[Account], locators: Mapping[str, str]) -> str:
    """Return the text to store; empty without accounts. `locators` are the stored ones, by Passage.id."""
    if not accounts:
        return ""
    wanted = tuple(dict.fromkeys(value.passage_id for one in accounts for value in one.values))
    at = {passage: number for number, passage in enumerate(wanted)}
    data = {
        "places": [(one, json.loads(locators[one])) for one in wanted],
        "accounts": [_as_data(one, at) for one in accounts],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read_accounts(
    document_id: str, text: str, locator: Callable[[dict[str, Any]], Locator]
) -> tuple[tuple[Account, ...], dict[str, Place]]:
    """Return the accounts of a document and the places of their values, from the text that is stored."""
    if not text:
        return (), {}
    data = json.loads(text)
    passages = [passage for passage, _ in data["places"]]
    places = {passage: Place(document_id, locator(stored)) for passage, stored in data["places"]}
    return tuple(_from_data(document_id, one, passages) for one in data["accounts"]), places


def _as_data(one: Account, at: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": one.id,
        "code": one.code,
        "title": one.title,
        "values": [_value_data(value, at) for value in one.values],
        "passages": one.passages,
        "cities": one.cities,
        "directions": one.directions,
        "text": one.text,
        "whole": one.whole,
        "kind": one.kind,
        "draft": one.draft,
        "side": asdict(one.side) | {name: sorted(getattr(one.side, name)) for name in _WORDS},
    }


def _value_data(value: ProjectValue, at: Mapping[str, int]) -> tuple[str | int, ...]:
    """Return the value with the number of its place; words that are their own normal form stand once."""
    own = () if value.value == value.printed else (value.value,)
    return value.field, value.kind, at[value.passage_id], value.printed, *own


def _from_data(document_id: str, data: Mapping[str, Any], passages: Sequence[str]) -> Account:
    return Account(
        id=data["id"],
        document_id=document_id,
        code=data["code"],
        title=data["title"],
        values=tuple(
            ProjectValue(field, kind, own[0] if own else printed, printed, passages[at])
            for field, kind, at, printed, *own in data["values"]
        ),
        passages=tuple(data["passages"]),
        cities=tuple(data["cities"]),
        directions=tuple(data["directions"]),
        text=data["text"],
        side=_side(data["side"]),
        whole=data["whole"],
        kind=data["kind"],
        draft=data["draft"],
    )


def _side(data: Mapping[str, Any]) -> Side:
    words = {name: frozenset(data[name]) for name in _WORDS}
    counts = tuple((what, count) for what, count in data["counts"])
    return Side(**dict(data) | words | {"counts": counts})
