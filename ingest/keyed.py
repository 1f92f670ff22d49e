"""A document with the keys of its passages: what a reading process hands to the parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.corpora import Corpora
from search.corrections import Correction, corrected
from search.domain import Document
from search.records import PassageKeys, passage_keys
from search.tagging.tag_corrections import TagCorrection


@dataclass(frozen=True, slots=True)
class Keyed:
    """A document, the keys of each of its passages in their order, and what staff said of their tags."""

    document: Document
    keys: tuple[PassageKeys, ...]
    reviews: tuple[TagCorrection, ...] = ()


def keyed(document: Document) -> Keyed:
    """Return the document with the keys of its passages."""
    title = document.facts.title
    return Keyed(document, tuple(passage_keys(title, passage) for passage in document.passages))


def with_corrections(keyed_document: Keyed, corrections: Sequence[Correction], corpora: Corpora) -> Keyed:
    """Return the document with its facts corrected; keys follow a corrected title."""
    if not corrections:
        return keyed_document
    document = keyed_document.document
    facts = corrected(document.facts, corrections, corpora)
    changed = replace(document, facts=facts)
    return (
        replace(keyed_document, document=changed)
        if facts.title == document.facts.title
        else with_tag_corrections(keyed(changed), keyed_document.reviews)
    )


def with_tag_corrections(keyed_document: Keyed, corrections: Sequence[TagCorrection]) -> Keyed:
    """Return the document with what staff said of the tags of its passages."""
    return replace(keyed_document, reviews=tuple(corrections))
