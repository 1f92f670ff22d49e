"""The OpenSearch store: a versioned index of passages behind an alias, with a journal of what readers see.

Goes in: records, keys, vectors, neutral filters. Comes out: candidates, facets, records. How readers come to
see whole documents is told in `opensearch_journal`, how documents are written in `opensearch_writer`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from search.backends import Answer, Candidate, DocumentRow, Matches, Question, Vector, WordStatistics
from search.backends import opensearch_queries as queries
from search.backends.opensearch_client import WINDOW, Body, OpenSearchClient
from search.backends.opensearch_indexes import NEXT, AliasedIndexes
from search.backends.opensearch_journal import GRACE, JournalReader, View, journal_name
from search.backends.opensearch_queries import BY_TITLE, OVER_ALL_SHARDS, PLAIN, Searches
from search.backends.opensearch_schema import WRITTEN_AS, candidate, from_source
from search.backends.opensearch_writer import OpenSearchWriter
from search.errors import BackendError, IndexMissing
from search.filters import EVERYTHING, PUBLIC, AnyOf, AtPosition, Filter, all_of
from search.records import ALL_FIELDS, HEAD_FIELDS, Record
from search.settings import Settings

_IN_ONE_GO = 500  # ids in one search
_AT_ONCE = 500  # passages of a document that are read by one search
_WRITTEN_TOGETHER = 500  # documents in one commit
_TRIES = 3  # of a reading that took longer than what it reads is kept
_Read = TypeVar("_Read")


class OpenSearchBackend:
    """A Backend over the index behind the alias that the settings name, or over `index` alone.

    Safe for threads.
    """

    def __init__(self, settings: Settings, *, building: bool = False, index: str = "") -> None:
        self._settings = settings
        self._client = OpenSearchClient(settings)
        self._indexes = AliasedIndexes(
            self._client,
            settings.opensearch_index,
            settings.opensearch_shards,
            settings.opensearch_replicas,
        )
        self._building = building  # an index that is behind the alias once it is settled
        self._dimensions: dict[str, int] = {}
        self._pinned = index
        self._take(index or ("" if building else settings.opensearch_index))

    def ask(self, question: Question) -> Answer:
        """See Backend."""
        vector = question.vector()

        def searches(view: View) -> Searches:
            meaning = queries.by_meaning(view, vector, question.where, question.meaning_candidates)
            asked = [(PLAIN, meaning)]
            if question.roots:
                words = queries.by_words(view, question.roots, question.where, question.word_candidates)
                asked.append((OVER_ALL_SHARDS, words))
            if question.matching:
                where = question.where.also(*question.also)
                asked.append((PLAIN, queries.holding(view, question.folded, where, question.facets)))
            return asked

        view, answers = self._search(searches)
        return Answer(
            tuple(self._candidates(view, answers[1]) if question.roots else ()),
            tuple(self._candidates(view, answers[0])),
            queries.matches(answers[-1], question.facets) if question.matching else Matches((), exact=True),
        )

    def word_candidates(self, keys: Sequence[str], where: Filter, k: int) -> list[Candidate]:
        """See Backend."""
        if not keys:
            return []
        view, answers = self._search(lambda view: [(OVER_ALL_SHARDS, queries.by_words(view, keys, where, k))])
        return self._candidates(view, answers[0])

    def meaning_candidates(self, vector: Vector, where: Filter, k: int) -> list[Candidate]:
        """See Backend."""
        view, answers = self._search(lambda view: [(PLAIN, queries.by_meaning(view, vector, where, k))])
        return self._candidates(view, answers[0])

    def facets(self, keys: Sequence[str], where: Filter, limit: int) -> Matches:
        """See Backend."""
        _, answers = self._search(lambda view: [(PLAIN, queries.holding(view, keys, where, limit))])
        return queries.matches(answers[0], limit)

    def document_facets(self, document_ids: Sequence[str]) -> list[DocumentRow]:
        """See Backend."""
        rows: list[DocumentRow] = []
        for start in range(0, len(document_ids), WINDOW):
            heads = Filter((AnyOf("document_id", tuple(document_ids[start : start + WINDOW])), AtPosition(0)))
            rows += self.facets((), heads, WINDOW).documents
        return rows

    def heads(self, document_ids: Sequence[str]) -> dict[str, Record]:
        """See Backend."""
        if not document_ids:
            return {}
        parts = [tuple(document_ids[at : at + WINDOW]) for at in range(0, len(document_ids), WINDOW)]
        heads = (row for part in parts for row in self._heads(AnyOf("document_id", part), len(part)))
        return {head["document_id"]: head for head in heads}

    def relatives(self, keys: Sequence[str], limit: int) -> list[Record]:
        """See Backend."""
        return self._heads(AnyOf("identity", tuple(keys)), limit)

    def _heads(self, which: AnyOf, most: int) -> list[Record]:
        where = Filter((which, AtPosition(0)))
        view, answers = self._search(lambda view: [(PLAIN, queries.reading(view, where, HEAD_FIELDS, most))])
        return list(self._records(view, answers[0], HEAD_FIELDS))

    def fetch(self, passage_ids: Sequence[str], fields: Sequence[str] = ()) -> dict[str, Record]:
        """See Backend."""
        wanted = fields or ALL_FIELDS
        parts = [passage_ids[at : at + _IN_ONE_GO] for at in range(0, len(passage_ids), _IN_ONE_GO)]

        def searches(view: View) -> Searches:
            return [
                (PLAIN, queries.reading(view, Filter((AnyOf("id", tuple(part)),)), wanted, len(part)))
                for part in parts
            ]

        view, answers = self._search(searches)
        records = (record for answer in answers for record in self._records(view, answer, wanted))
        return {record["id"]: record for record in records}

    def document(self, document_id: str) -> list[Record]:
        """See Backend."""
        where = Filter((AnyOf("document_id", (document_id,)),))
        view, answers = self._search(
            lambda view: [(PLAIN, queries.reading(view, where, ALL_FIELDS, _AT_ONCE))]
        )
        records = list(self._records(view, answers[0], ALL_FIELDS))
        if len(records) == _AT_ONCE:  # or more: read them all, of one point in time
            records = list(self.scan(where, ALL_FIELDS))
        return sorted(records, key=lambda record: int(record["position"]))

    def documents(self, where: Filter, offset: int, limit: int) -> tuple[list[Record], int]:
        """See Backend."""
        deep = offset + limit > WINDOW

        def searches(view: View) -> Searches:
            page = queries.reading(view, where, ALL_FIELDS, 0 if deep else limit)
            return [
                (PLAIN, page | {"from": 0 if deep else offset, "sort": BY_TITLE, "track_total_hits": True})
            ]

        view, answers = self._search(searches)
        total = queries.total(answers[0])
        if deep and offset < total:
            return self._deep(where, offset, limit), total
        return list(self._records(view, answers[0], ALL_FIELDS)), total

    def statistics(self, keys: Sequence[str], access: Sequence[str] = PUBLIC) -> WordStatistics:
        """See Backend."""
        wanted = list(dict.fromkeys(keys))
        where = all_of(tuple(access))
        _, answers = self._search(lambda view: queries.counting(view, wanted, where))
        return queries.statistics(answers, wanted)

    def written_forms(self, plain: Sequence[str], access: Sequence[str] = PUBLIC) -> dict[str, int]:
        """See Backend."""
        words = [one for one in dict.fromkeys(plain) if one.isalpha()]
        if not words:
            return {}
        where = all_of(tuple(access))
        _, answers = self._search(lambda view: queries.spelled(view, words, where))
        return {form: held for answer in answers for form, held in queries.forms(answer).items()}

    def forms_beginning(
        self, plain: str, lengths: tuple[int, int], limit: int, access: Sequence[str] = PUBLIC
    ) -> dict[str, int]:
        """See Backend."""
        least, most = (max(0, length - len(plain)) for length in lengths)
        pattern = f"{plain}[^{WRITTEN_AS}]{{{least},{most}}}{WRITTEN_AS}.*"
        where = all_of(tuple(access))
        _, answers = self._search(lambda view: [(PLAIN, queries.written(view, pattern, limit, where))])
        return queries.forms(answers[0])

    def replace_document(self, document_id: str, records: Sequence[Record]) -> None:
        """See Backend."""
        self.replace_documents({document_id: records})

    def replace_documents(self, documents: Mapping[str, Sequence[Record]]) -> None:
        """See Backend."""
        ids = list(documents)
        try:
            for start in range(0, len(ids), _WRITTEN_TOGETHER):
                part = ids[start : start + _WRITTEN_TOGETHER]
                self._writer.replace({one: documents[one] for one in part})
        finally:
            self._reader.forget()

    def remove_document(self, document_id: str) -> None:
        """See Backend."""
        try:
            self._writer.remove(document_id)
        finally:
            self._reader.forget()

    def count(self, where: Filter = EVERYTHING) -> tuple[int, int]:
        """See Backend."""
        _, answers = self._search(lambda view: [(PLAIN, queries.totals(view, where))])
        return int(answers[0]["aggregations"]["heads"]["doc_count"]), queries.total(answers[0])

    def manifest(self) -> dict[str, Any] | None:
        """See Backend."""
        return self._indexes.manifest(self._name) if self._name else None

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """See Backend."""
        if self.manifest() is not None:
            self._indexes.state(self._name, manifest)
            return
        if self._pinned:
            self._indexes.create_named(self._pinned, manifest, NEXT)
            return
        index = self._indexes.create(manifest)
        if self._building:
            self._take(index)
        else:
            self._indexes.switch(index)

    def settle(self) -> None:
        """See Backend."""
        self._writer.settle()
        if self._building:
            self._indexes.switch(self._name)
            self._building = False
            self._take(self._settings.opensearch_index)
        self._reader.forget()

    def is_live(self) -> bool:
        """See Backend."""
        return not self._building

    def anew(self) -> OpenSearchBackend:
        """See Backend."""
        return OpenSearchBackend(self._settings, building=True)

    def drop(self) -> None:
        """See Backend."""
        self._indexes.drop()
        self._take("" if self._building else self._settings.opensearch_index)

    def stamp(self) -> str:
        """See Backend."""
        view = self._view()
        return f"{view.index} {view.journal}"

    def scan(self, where: Filter, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """See Backend."""
        for view, hits in self._pages(where, fields, [{"_shard_doc": "asc"}]):
            for hit in hits:
                yield from_source(hit["_source"], fields, self._dimension(view))

    def _deep(self, where: Filter, offset: int, limit: int) -> list[Record]:
        """Return documents by title beyond what one search can reach."""
        wanted: list[str] = []
        passed = 0
        for _, hits in self._pages(where, ["id"], BY_TITLE):
            first, last = max(0, offset - passed), max(0, offset + limit - passed)
            wanted += [hit["_source"]["id"] for hit in hits[first:last]]
            passed += len(hits)
            if passed >= offset + limit:
                break
        records = self.fetch(wanted)
        return [records[one] for one in wanted if one in records]

    def _pages(
        self, where: Filter, fields: Sequence[str], sort: list[Body]
    ) -> Iterator[tuple[View, list[Body]]]:
        """Yield pages of hits of one point in time, which is taken while what the view shows is kept."""

        def begin(view: View) -> tuple[list[Body] | None, Iterator[list[Body]]]:
            body = queries.reading(view, where, fields, 0) | {"sort": sort, "track_total_hits": False}
            pages = self._client.pages(view.index, body)
            return next(pages, None), pages

        view, (first, rest) = self._through_a_view(begin)
        if first is not None:
            yield view, first
        for hits in rest:
            yield view, hits

    def _search(self, searches: Callable[[View], Searches]) -> tuple[View, list[Body]]:
        """Return the answers to searches through one view."""
        return self._through_a_view(lambda view: self._client.searches(view.index, searches(view)))

    def _through_a_view(self, read: Callable[[View], _Read]) -> tuple[View, _Read]:
        """Return what was read through a view that held until it had come, and the view."""
        for attempt in range(_TRIES):
            view = self._view()
            try:
                found = read(view)
            except IndexMissing:
                self._reader.forget()
                if attempt == _TRIES - 1:
                    raise
                continue  # another index has come behind the alias
            if self._holds(view):
                return view, found
        raise BackendError(
            "OpenSearch is too slow to be read while it is written to", value=self._settings.opensearch_url,
            next_step="Try again in a moment; see the cluster's load when it lasts",
        )  # fmt: skip

    def _holds(self, view: View) -> bool:
        """Return whether all that a view shows was there until now."""
        if time.monotonic() - view.taken < GRACE:
            return True
        self._reader.forget()
        return view.same(self._view())

    def _view(self) -> View:
        if not self._name:
            raise IndexMissing("There is no index yet", next_step="Run `virzieni ingest PATH`")
        return self._reader.view()

    def _take(self, name: str) -> None:
        """Read and write through the index or alias of this name from now on."""
        self._name = name
        self._reader = JournalReader(self._client, name)
        self._writer = OpenSearchWriter(self._client, journal_name(name))

    def _dimension(self, view: View) -> int:
        if view.index not in self._dimensions:
            manifest = self._indexes.manifest(view.index)
            if manifest is None:
                raise IndexMissing("The index was removed", value=view.index, next_step="Try again")
            self._dimensions[view.index] = int(manifest["dimension"])
        return self._dimensions[view.index]

    def _candidates(self, view: View, answer: Body) -> list[Candidate]:
        hits = answer["hits"]["hits"]
        return [candidate(hit, self._dimension(view)) for hit in hits]

    def _records(self, view: View, answer: Body, fields: Sequence[str]) -> Iterator[Record]:
        for hit in answer["hits"]["hits"]:
            yield from_source(hit["_source"], fields, self._dimension(view))
