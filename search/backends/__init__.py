"""The Backend protocol: what a store must do; engines find candidates, `search.ranking` scores them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from search.filters import Filter
from search.records import Record
from search.settings import Settings

if TYPE_CHECKING:
    from search.backends.indexes import Indexes

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with what scoring and grouping need of it."""

    id: str
    document_id: str
    position: int
    exact: str  # keys of the text in order, separated by spaces
    heading: str  # keys of title and headings
    vector: Vector


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """The facets of a document that holds a match: field name → values."""

    document_id: str
    facets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Matches:
    """The documents in which a passage holds all words; `exact` is false when there were more to read."""

    documents: tuple[DocumentRow, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class WordStatistics:
    """How common words are: passages in the index, their mean length in tokens, and in how many a key is."""

    passages: int
    mean_length: float
    frequencies: Mapping[str, int]


class Backend(Protocol):
    """A store of passages. One instance serves many threads; one process writes at a time.

    Every reading method sees whole documents only, in their old or their new revision. All raise
    BackendError when the store fails.
    """

    def word_candidates(self, keys: Sequence[str], where: Filter, k: int) -> list[Candidate]:
        """Return up to `k` passages that hold a root key of `keys`, the engine's best first."""
        ...

    def meaning_candidates(self, vector: Vector, where: Filter, k: int) -> list[Candidate]:
        """Return up to `k` passages with the largest dot product with `vector` (dimension,)."""
        ...

    def facets(self, keys: Sequence[str], where: Filter, limit: int) -> Matches:
        """Return the documents with a passage that holds every folded key of `keys`; no keys: all documents.

        Reads at most `limit` passages.
        """
        ...

    def document_facets(self, document_ids: Sequence[str]) -> list[DocumentRow]:
        """Return the facets of these documents."""
        ...

    def fetch(self, passage_ids: Sequence[str]) -> dict[str, Record]:
        """Return the records of these passages by id; unknown ids are missing from the answer."""
        ...

    def document(self, document_id: str) -> list[Record]:
        """Return the records of a document in reading order; none when it is not held."""
        ...

    def documents(self, where: Filter, offset: int, limit: int) -> tuple[list[Record], int]:
        """Return the first passages of documents, by title, and how many documents there are."""
        ...

    def statistics(self, keys: Sequence[str]) -> WordStatistics:
        """Return passage count, mean length and document frequencies of folded `keys`."""
        ...

    def replace_document(self, document_id: str, records: Sequence[Record]) -> None:
        """Put `records` in the place of all passages of the document, in one step for readers."""
        ...

    def replace_documents(self, documents: Mapping[str, Sequence[Record]]) -> None:
        """Do the same for several documents by id, each of them in one step; killed, some may be replaced."""
        ...

    def remove_document(self, document_id: str) -> None:
        """Remove all passages of the document; nothing happens when it is not held."""
        ...

    def count(self) -> tuple[int, int]:
        """Return the number of documents and of passages."""
        ...

    def manifest(self) -> dict[str, Any] | None:
        """Return what the index was built with; None when there is no index."""
        ...

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Create the index if need be, and state what it is built with."""
        ...

    def settle(self) -> None:
        """Bring search structures up to date after a run of writes; called once, at its end."""
        ...

    def scan(self, where: Filter, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield stored fields of all passages that `where` lets through, in no order."""
        ...


def open_backend(settings: Settings) -> Backend:
    """Return the index that serves, in the store that the settings name. Raises SettingsError."""
    indexes = open_indexes(settings)
    return indexes.open(indexes.serving())


def open_indexes(settings: Settings) -> Indexes:
    """Return the indexes in the store that the settings name. Raises SettingsError for an unknown one."""
    from search.backends.indexes import EmbeddedIndexes
    from search.errors import SettingsError

    if settings.backend == "embedded":
        return EmbeddedIndexes(settings.data / "index")
    raise SettingsError("There is no such backend", value=settings.backend, next_step="Use `embedded`")
