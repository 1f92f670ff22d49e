"""What the documents of a collection say on the directions: read in one go, kept until the index changes.

Goes in: a backend, names of cities. Comes out: mentions (this passage is on this direction, so probably, and
counts for these cities) and the documents they stand in. Only what is public is read, and passages that say
nothing of their own, such as titles and tables of contents, are left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.backends import Backend
from search.corpora import Corpora
from search.domain import DirectionTag, DocumentView
from search.fields import cities_named
from search.filters import all_of, seen
from search.kept import Kept
from search.records import Record, document_of, themes_of

_FIELDS = ("id", "document_id", "themes")


@dataclass(frozen=True, slots=True)
class Mention:
    """A direction given to a passage, with its probability and the cities it counts for."""

    passage_id: str
    document_id: str
    direction: str  # Direction.id
    sub_theme: str  # "VIDE/heating"; empty where a model without learned heads or staff gave the direction
    score: float
    cities: tuple[str, ...]  # City.id


@dataclass(frozen=True)
class Mentions:
    """What a collection says on the directions; `stamp` tells readings of different states apart."""

    stamp: str
    heads: Mapping[str, Record]  # of all public documents, by id
    documents: Mapping[str, DocumentView]
    of_document: Mapping[str, tuple[Mention, ...]]  # the most probable first


class MentionsKeeper:
    """Gives the mentions of an index, and reads them again only when it has changed. Safe for threads."""

    def __init__(self) -> None:
        self._kept: Kept[Mentions] = Kept()

    def mentions(self, backend: Backend, corpora: Corpora) -> Mentions:
        """Return the mentions of what `backend` holds now. Raises BackendError."""
        return self._kept.of(backend, lambda now, stamp: read_mentions(now, corpora, stamp))


def read_mentions(backend: Backend, corpora: Corpora, stamp: str = "") -> Mentions:
    """Read the mentions of what `backend` holds. Raises BackendError."""
    found: dict[str, list[tuple[str, DirectionTag]]] = {}  # document → passages with their tags
    for record in backend.scan(all_of(), _FIELDS):
        held = found.setdefault(record["document_id"], [])
        held += [(record["id"], tag) for tag in themes_of(record)]
    heads = {head["document_id"]: head for head in seen(backend.heads(list(found)).values())}
    documents = {one: document_of(head) for one, head in heads.items()}
    narrower = _narrower(backend, corpora, documents, found)
    return Mentions(
        stamp,
        heads,
        documents,
        {
            one: tuple(
                Mention(
                    passage,
                    one,
                    tag.direction,
                    tag.sub_theme,
                    tag.score,
                    narrower.get(passage, view.facts.cities),
                )
                for passage, tag in sorted(found[one], key=lambda told: -told[1].score)
            )
            for one, view in documents.items()
        },
    )


def _narrower(
    backend: Backend,
    corpora: Corpora,
    documents: Mapping[str, DocumentView],
    found: Mapping[str, Sequence[tuple[str, DirectionTag]]],
) -> dict[str, tuple[str, ...]]:
    """Return by passage the cities that a row of a joint document is about, where a cell is a city's name.

    Running text is not narrowed: what it names in passing is not what it is about.
    """
    joint = [one for one, view in documents.items() if len(view.facts.cities) > 1]
    wanted = list(dict.fromkeys(told[0] for one in joint for told in found[one]))
    narrower: dict[str, tuple[str, ...]] = {}
    for passage, record in backend.fetch(wanted, ("id", "document_id", "columns")).items():
        own = documents[record["document_id"]].facts.cities
        named = {city for _, cell in json.loads(record["columns"]) for city in _cities(cell, corpora)}
        if kept := tuple(city for city in own if city in named):
            narrower[passage] = kept
    return narrower


def _cities(cell: str, corpora: Corpora) -> tuple[str, ...]:
    """Return the cities that a cell alone names; no cell that is longer than a name is looked at."""
    longest = max(len(name) for city in corpora.cities for name in (*city.forms, *city.aliases))
    return cities_named(cell, corpora) if len(cell) <= longest and not cell[:1].isdigit() else ()
