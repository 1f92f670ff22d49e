"""The Backend protocol: what a store must do; engines find candidates, `search.ranking` scores them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from search.filters import EVERYTHING, PUBLIC, Condition, Filter
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
class Question:
    """What a search asks of a store at once: root keys and a vector for candidates, folded keys for facets.

    `vector` gives the vector when it is needed: a store may look for words while it is made. `also` narrows
    the documents that are matched, not the candidates. Without folded keys and without it no documents are
    matched. The numbers are limits, as in the methods of their names.
    """

    roots: tuple[str, ...]
    vector: Callable[[], Vector]
    where: Filter
    word_candidates: int
    meaning_candidates: int
    folded: tuple[str, ...] = ()
    facets: int = 0
    also: tuple[Condition, ...] = ()

    @property
    def matching(self) -> bool:
        """Return whether documents are to be matched: without a word all of them would."""
        return bool(self.folded or self.also)


@dataclass(frozen=True, slots=True)
class Answer:
    """The candidates for a question by words and by meaning, and the documents that hold all its words."""

    by_words: tuple[Candidate, ...]
    by_meaning: tuple[Candidate, ...]
    matches: Matches


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

    def ask(self, question: Question) -> Answer:
        """Return what `word_candidates`, `meaning_candidates` and `facets` give, in one round trip."""
        ...

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

    def heads(self, document_ids: Sequence[str]) -> dict[str, Record]:
        """Return what tells these documents, their HEAD_FIELDS, by their ids; unknown ids are missing."""
        ...

    def relatives(self, keys: Sequence[str], limit: int) -> list[Record]:
        """Return the HEAD_FIELDS of up to `limit` documents that carry one of the identity `keys`."""
        ...

    def fetch(self, passage_ids: Sequence[str], fields: Sequence[str] = ()) -> dict[str, Record]:
        """Return the records of these passages by id; unknown ids are missing from the answer.

        With `fields` only these, "id" among them.
        """
        ...

    def document(self, document_id: str) -> list[Record]:
        """Return the records of a document in reading order; none when it is not held."""
        ...

    def documents(self, where: Filter, offset: int, limit: int) -> tuple[list[Record], int]:
        """Return the first passages of documents, by title, and how many documents there are."""
        ...

    def statistics(self, keys: Sequence[str], access: Sequence[str] = PUBLIC) -> WordStatistics:
        """Return passage count, mean length and document frequencies of folded `keys`.

        Over the passages that `access` may see, as in the two methods below.
        """
        ...

    def written_forms(self, plain: Sequence[str], access: Sequence[str] = PUBLIC) -> dict[str, int]:
        """Return the words of texts, titles and headings that are one of `plain` without their diacritics.

        As written, in lower case, each with the number of passages that hold it.
        """
        ...

    def forms_beginning(
        self, plain: str, lengths: tuple[int, int], limit: int, access: Sequence[str] = PUBLIC
    ) -> dict[str, int]:
        """Return the `limit` most frequent words that begin so without their diacritics, as `written_forms`.

        They have from the first to the second of `lengths` letters.
        """
        ...

    def replace_document(self, document_id: str, records: Sequence[Record]) -> None:
        """Put `records` in the place of all passages of the document, in one step for readers."""
        ...

    def replace_documents(self, documents: Mapping[str, Sequence[Record]]) -> None:
        """Replace several documents, given by their ids, each in one step for readers.

        When it fails, some of them may have been replaced, each of them whole.
        """
        ...

    def remove_document(self, document_id: str) -> None:
        """Remove all passages of the document; nothing happens when it is not held."""
        ...

    def count(self, where: Filter = EVERYTHING) -> tuple[int, int]:
        """Return the number of documents and of passages that `where` lets through."""
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

    def is_live(self) -> bool:
        """Return whether readers see what is written; not so while an index is built beside an older one."""
        ...

    def anew(self) -> Backend:
        """Return a backend without an index, to build a new one in the place of this.

        A store that can keeps the old index for readers until the new one is settled.
        """
        ...

    def drop(self) -> None:
        """Remove the index with all it holds; nothing happens when there is none."""
        ...

    def stamp(self) -> str:
        """Return a text that changes whenever what readers see does; it may change without that, too."""
        ...

    def scan(self, where: Filter, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield stored fields of all passages that `where` lets through, in no order."""
        ...


def index_place(settings: Settings) -> str:
    """Return where the index lies, to be shown: a folder, or an alias and addresses."""
    if settings.backend == "opensearch":
        return f"{settings.opensearch_index} at {settings.opensearch_url}"
    return str(settings.data)


def open_backend(settings: Settings) -> Backend:
    """Return the index that serves, in the store that the settings name. Raises SettingsError."""
    if settings.backend == "opensearch":  # by its alias, so that it can be built anew behind it
        from search.backends.opensearch import OpenSearchBackend

        return OpenSearchBackend(settings)
    indexes = open_indexes(settings)
    return indexes.open(indexes.serving())


def open_indexes(settings: Settings) -> Indexes:
    """Return the indexes in the store that the settings name. Raises SettingsError for an unknown one."""
    from search.backends.indexes import EmbeddedIndexes
    from search.errors import SettingsError

    if settings.backend == "embedded":
        return EmbeddedIndexes(settings.data / "index")
    if settings.backend == "opensearch":
        from search.backends.opensearch_indexes import OpenSearchIndexes

        return OpenSearchIndexes(settings)
    raise SettingsError(
        "There is no such backend", value=settings.backend, next_step="Use `embedded` or `opensearch`"
    )
