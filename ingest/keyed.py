"""A document with the keys of its passages: what a reading process hands to the parent."""

from __future__ import annotations

from dataclasses import dataclass

from search.domain import Document
from search.records import PassageKeys, passage_keys


@dataclass(frozen=True, slots=True)
class Keyed:
    """A document, and the keys of each of its passages in their order."""

    document: Document
    keys: tuple[PassageKeys, ...]


def keyed(document: Document) -> Keyed:
    """Return the document with the keys of its passages."""
    title = document.facts.title
    return Keyed(document, tuple(passage_keys(title, passage) for passage in document.passages))
