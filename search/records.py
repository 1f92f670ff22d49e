"""Passage and document facts ⇄ stored record; the only place that knows stored field names.

A record holds everything about one passage: its place, its document's facts, keys, vector and tags. The
first passage of a document (position 0) stands for the document in lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from search.account_records import Place, accounts_text, read_accounts
from search.domain import (
    Box,
    DirectionTag,
    Document,
    DocumentView,
    Evidence,
    FactPlace,
    Facts,
    Locator,
    Passage,
    Period,
)
from search.identity import figures_sketch, identity_keys
from search.language.keys import bags
from search.nature import nature_of
from search.projects import Account, accounts_of
from search.sketches import as_text, from_text, joined, lookup_keys, sketch

SCHEMA = "passages-9"
KEY_FIELDS = ("exact", "heading", "folded", "root")
FACET_FIELDS = {
    "city": "cities",
    "direction": "any_directions",
    "kind": "document_kind",
    "language": "languages",
}
LIST_FIELDS = (
    "issuers", "cities", "directions", "document_directions", "any_directions", "languages", "heading_path",
    "identity", "runs", "themes",
)  # fmt: skip
INTEGER_FIELDS = ("position", "passage_count", "start", "end", "length", "valid_from", "valid_to")
TEXT_FIELDS = (
    "id", "document_id", "revision", "collection", "path", "content_hash", "access", "title", "document_kind",
    "status", "document_language", "language", "passage_kind", "text", "locator", "columns", "tags",
    "document_tags", "decision", "decided", "translation", "facts_found", "sketch", "figures", "extra",
    "accounts", *KEY_FIELDS,
)  # fmt: skip
ALL_FIELDS = (*TEXT_FIELDS, *LIST_FIELDS, *INTEGER_FIELDS, "vector")
# What tells a document, without its passage: all that `document_of` and `search.identity` read.
DOCUMENT_FIELDS = (
    "document_id", "collection", "path", "content_hash", "title", "document_kind", "issuers", "cities",
    "valid_from", "valid_to", "status", "document_language", "translation", "decision", "decided",
    "facts_found", "document_tags", "passage_count", "identity", "sketch", "figures",
)  # fmt: skip
# The same, with who may see it and the facets.
HEAD_FIELDS = (*DOCUMENT_FIELDS, "access", "any_directions", "languages")
# What a hit shows: its document and its passage.
HIT_FIELDS = (
    *DOCUMENT_FIELDS, "id", "position", "text", "locator", "heading_path", "start", "end", "passage_kind",
    "language", "columns", "tags", "exact", "heading", "any_directions",
)  # fmt: skip
LEAST_RUNS = 15  # words of a passage that is compared with others: shorter ones are alike by chance
NO_YEAR_FROM, NO_YEAR_TO = 32767, 0  # no period overlaps with these

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PassageKeys:
    """The key fields of a passage as stored, keys parted by spaces; `length` counts the tokens of its text.

    `exact` is of the text alone, in order, `heading` of title and headings. The bags `folded` and `root` also
    take in title and headings, so that a passage on cycle paths in a programme of Liepāja holds "Liepāja",
    and the parts of codes and compounds, so that "LLI 232" finds "LLI-232".
    """

    exact: str
    heading: str
    folded: str
    root: str
    length: int
    sketch: str


@dataclass(frozen=True, slots=True)
class Enriched:
    """What the index adds to a passage."""

    keys: PassageKeys
    vector: NDArray[np.float32]
    tags: tuple[DirectionTag, ...]


def passage_keys(title: str, passage: Passage) -> PassageKeys:
    """Return the keys of a passage in a document of this title."""
    heading = bags([title, *passage.heading_path])
    text = bags([passage.text])
    parts = heading.parts + text.parts
    return PassageKeys(
        exact=" ".join(text.exact),
        heading=" ".join(heading.exact),
        folded=" ".join(heading.folded + text.folded + parts),
        root=" ".join(heading.root + text.root + parts),
        length=len(text.exact),
        sketch=as_text(sketch(text.exact)),
    )


def to_records(
    document: Document, enriched: Sequence[Enriched], document_tags: tuple[DirectionTag, ...]
) -> list[Record]:
    """Return the records of a document, one for each passage and its entry of `enriched`."""
    shared = _document_fields(document, document_tags) | {
        "any_directions": sorted({tag.direction for one in enriched for tag in given_tags(one.tags)}),
        "languages": sorted({passage.language for passage in document.passages}),
    }
    records = [
        shared | _passage_fields(passage, extra)
        for passage, extra in zip(document.passages, enriched, strict=True)
    ]
    records[0] |= _identity_fields(document, enriched) | _account_fields(document, enriched, records)
    return records


def passage_of(record: Mapping[str, Any]) -> Passage:
    """Return the passage of a record."""
    return Passage(
        id=record["id"],
        document_id=record["document_id"],
        position=record["position"],
        text=record["text"],
        locator=_locator(json.loads(record["locator"])),
        heading_path=tuple(record["heading_path"]),
        start=record["start"],
        end=record["end"],
        kind=record["passage_kind"],
        language=record["language"],
        columns=tuple((name, cell) for name, cell in json.loads(record["columns"])),
    )


def tags_of(record: Mapping[str, Any], field: str = "tags") -> tuple[DirectionTag, ...]:
    """Return the direction tags of a record: of the passage, or of its document (`document_tags`)."""
    return given_tags(all_tags_of(record, field))


def all_tags_of(record: Mapping[str, Any], field: str = "tags") -> tuple[DirectionTag, ...]:
    """Return the tags of a record with those that staff removed."""
    return tuple(
        DirectionTag(
            **tag
            | {
                "evidence": tuple(Evidence(**one) for one in tag["evidence"]),
                "passages": tuple(tag.get("passages", ())),
            }
        )
        for tag in json.loads(record[field])
    )


def themes_of(record: Mapping[str, Any]) -> tuple[DirectionTag, ...]:
    """Return the tags of a passage with direction, sub-theme and score alone: read in a tenth of the time."""
    parted = (theme.split(" ") for theme in record["themes"])
    return tuple(DirectionTag(one, float(score), sub_theme=theme) for one, theme, score in parted)


def given_tags(tags: Iterable[DirectionTag]) -> tuple[DirectionTag, ...]:
    """Return the tags without those that staff removed."""
    return tuple(tag for tag in tags if tag.review != "removed")


def accounts_in(record: Mapping[str, Any]) -> tuple[tuple[Account, ...], dict[str, Place]]:
    """Return the accounts of a document from its first record, and the places of their values."""
    return read_accounts(record["document_id"], record["accounts"], _locator)


def document_of(record: Mapping[str, Any]) -> DocumentView:
    """Return the document that a record belongs to."""
    return DocumentView(
        id=record["document_id"],
        collection=record["collection"],
        path=record["path"],
        facts=facts_of(record),
        directions=tags_of(record, "document_tags"),
        passage_count=record["passage_count"],
        content_hash=record["content_hash"],
    )


def written_words(record: Mapping[str, Any]) -> set[str]:
    """Return the words of a record's text, title and headings as written, in lower case; no codes."""
    return {form for name in ("exact", "heading") for form in record[name].split(" ") if form.isalpha()}


def _document_fields(document: Document, tags: tuple[DirectionTag, ...]) -> Record:
    facts = document.facts
    return {
        "document_id": document.id,
        "revision": document.revision,
        "collection": document.source.collection,
        "path": document.source.path,
        "content_hash": document.source.content_hash,
        "access": document.access,
        "title": facts.title,
        "document_kind": facts.kind,
        "issuers": list(facts.issuers),
        "cities": list(facts.cities),
        "valid_from": facts.period.first if facts.period else NO_YEAR_FROM,
        "valid_to": facts.period.last if facts.period else NO_YEAR_TO,
        "status": facts.status,
        "document_language": facts.language,
        "translation": facts.translation,
        "decision": facts.decision,
        "decided": facts.decided,
        "facts_found": _json([astuple(place) for place in facts.found]),
        "document_directions": [tag.direction for tag in tags],
        "document_tags": _json([asdict(tag) for tag in tags]),
        "passage_count": len(document.passages),
        "identity": [],  # these four on the first passage only
        "sketch": "",
        "figures": "",
        "accounts": "",
        "extra": "",
    }


def _identity_fields(document: Document, enriched: Sequence[Enriched]) -> Record:
    text = joined([from_text(one.keys.sketch) for one in enriched])
    numbers = figures_sketch([passage.text for passage in document.passages])
    keys = identity_keys(document.facts, document.source.content_hash, text, numbers)
    return {"identity": list(keys), "sketch": as_text(text), "figures": as_text(numbers)}


def _account_fields(document: Document, enriched: Sequence[Enriched], records: Sequence[Record]) -> Record:
    tagged = [(one, given_tags(extra.tags)) for one, extra in zip(document.passages, enriched, strict=True)]
    accounts = accounts_of(document_of(records[0]), tagged)
    return {"accounts": accounts_text(accounts, {one["id"]: one["locator"] for one in records})}


def _passage_fields(passage: Passage, extra: Enriched) -> Record:
    keys = extra.keys
    return {
        "id": passage.id,
        "position": passage.position,
        "language": passage.language,
        "passage_kind": passage.kind,
        "text": passage.text,
        "heading_path": list(passage.heading_path),
        "locator": _json(asdict(passage.locator)),
        "columns": _json(passage.columns),
        "start": passage.start,
        "end": passage.end,
        "length": keys.length,
        "runs": list(lookup_keys(from_text(keys.sketch))) if keys.length >= LEAST_RUNS else [],
        "directions": [tag.direction for tag in given_tags(extra.tags)],
        "tags": _json([asdict(tag) for tag in extra.tags]),
        "themes": _themes(extra),
        "vector": extra.vector,
        **{name: getattr(keys, name) for name in KEY_FIELDS},
    }


def _themes(extra: Enriched) -> list[str]:
    """Return what a passage says on directions: nothing where it says nothing of its own, as a title page."""
    if nature_of(extra.keys.exact, extra.keys.heading) is not None:
        return []
    return [f"{tag.direction} {tag.sub_theme} {tag.score:.3f}" for tag in given_tags(extra.tags)]


def facts_of(record: Mapping[str, Any]) -> Facts:
    """Return the facts of the document that a record belongs to."""
    first, last = record["valid_from"], record["valid_to"]
    return Facts(
        title=record["title"],
        kind=record["document_kind"],
        issuers=tuple(record["issuers"]),
        cities=tuple(record["cities"]),
        period=None if first == NO_YEAR_FROM else Period(first, last),
        status=record["status"],
        language=record["document_language"],
        translation=record["translation"],
        decision=record["decision"],
        decided=record["decided"],
        found=tuple(FactPlace(*place) for place in json.loads(record["facts_found"])),
    )


def _locator(data: dict[str, Any]) -> Locator:
    rows = data["rows"]
    return Locator(
        kind=data["kind"],
        number=data["number"],
        sheet=data["sheet"],
        rows=cast("tuple[int, int]", tuple(rows)) if rows else None,
        section_title=data["section_title"],
        boxes=tuple(Box(**box) for box in data["boxes"]),
        file=data["file"],
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
