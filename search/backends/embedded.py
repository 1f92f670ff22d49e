"""The embedded store: one LanceDB table of passages beside a vocabulary, in one folder.

Goes in: records, keys, vectors, neutral filters. Comes out: candidates, facets, records. One process writes
at a time (the caller holds the lock); readers see each commit within a second.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from search.backends import (
    Answer,
    Candidate,
    DocumentRow,
    Matches,
    Question,
    Vector,
    WordStatistics,
)
from search.backends.embedded_held import by_ids
from search.backends.embedded_schema import (
    CANDIDATE,
    FULL_TEXT,
    SCALAR_INDEXES,
    SORT_KEY,
    arrow_schema,
    arrow_table,
    candidates_of,
    columns_of,
    records_of,
    where_clause,
)
from search.backends.heads import HeadStore
from search.backends.vocabulary import VocabularyStore
from search.errors import BackendError, IndexMissing
from search.filters import EVERYTHING, PUBLIC, AnyOf, AtPosition, Filter
from search.records import Record

TABLE = "passages"
_FRESH = timedelta(seconds=1)
_READERS = 4  # questions whose searches run at once; more wait for a thread
_KEEP_VERSIONS = timedelta(hours=1)  # a more eager clean-up broke readers (design.md §2)
_VECTOR_INDEX_FROM = 20_000  # passages; below, an exhaustive search is as fast (tests/benchmarks)
_IN_ONE_GO = 500  # ids in one clause
# Times as many as wanted are compared by their whole vectors: of 200 candidates the first ten are safe at 2,
# and 5 takes 29 instead of 19 ms over 100,000 passages.
_REFINE = 2
_OPTIMIZE_EVERY = 64  # commits: a commit costs 30 ms then, and 350 ms after 3,000 of them without


class EmbeddedBackend:
    """A Backend over LanceDB in the folder `path`; opened lazily, safe for threads, not across a fork."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._table: Any = None
        self._dimension = 0  # of the table's vectors
        self._kept_beside: _Beside | None = None
        self._writes = 0
        self._readers = ThreadPoolExecutor(2 * _READERS, thread_name_prefix="virzieni-reading")

    def ask(self, question: Question) -> Answer:
        """See Backend. The searches run beside each other: LanceDB works outside of Python's lock."""
        with _translated("searched by words"):
            where = by_ids(self._open(), question.where)
        words = self._readers.submit(self.word_candidates, question.roots, where, question.word_candidates)
        matches = self._readers.submit(self._matches, question, where)
        meaning = self.meaning_candidates(question.vector(), where, question.meaning_candidates)
        return Answer(tuple(words.result()), tuple(meaning), matches.result())

    def _matches(self, question: Question, where: Filter) -> Matches:
        if not question.matching:
            return Matches((), exact=True)
        return self.facets(question.folded, where.also(*question.also), question.facets)

    def word_candidates(self, keys: Sequence[str], where: Filter, k: int) -> list[Candidate]:
        """See Backend."""
        if not keys:
            return []
        with _translated("searched by words"):
            from lancedb.query import MatchQuery

            query = self._open().search(MatchQuery(" ".join(keys), "root"), query_type="fts")
            rows = query.where(self._clause(where), prefilter=True).limit(k)
            return self._candidates(rows.select([CANDIDATE, "_score"]).to_arrow())

    def meaning_candidates(self, vector: Vector, where: Filter, k: int) -> list[Candidate]:
        """See Backend."""
        with _translated("searched by meaning"):
            query = self._open().search(np.asarray(vector, dtype=np.float32), vector_column_name="vector")
            query = query.distance_type("dot").nprobes(20).refine_factor(_REFINE)
            rows = query.where(self._clause(where), prefilter=True).limit(k)
            return self._candidates(rows.select([CANDIDATE, "_distance"]).to_arrow())

    def facets(self, keys: Sequence[str], where: Filter, limit: int) -> Matches:
        """See Backend."""
        with _translated("counted"):
            if keys:
                from lancedb.query import FullTextOperator, MatchQuery

                query = MatchQuery(" ".join(keys), "folded", operator=FullTextOperator.AND)
                rows = self._open().search(query, query_type="fts")
                fields = ["document_id", "_score"]
            else:
                rows = self._open().search()
                fields = ["document_id"]
            found = rows.where(self._clause(where), prefilter=True).limit(limit + 1).select(fields).to_arrow()
        held = found.slice(0, limit).column("document_id").unique().to_pylist()
        return Matches(tuple(self.document_facets(held)), exact=found.num_rows <= limit)

    def document_facets(self, document_ids: Sequence[str]) -> list[DocumentRow]:
        """See Backend."""
        return self._beside().heads.facets(document_ids)

    def heads(self, document_ids: Sequence[str]) -> dict[str, Record]:
        """See Backend."""
        return self._beside().heads.heads(document_ids)

    def relatives(self, keys: Sequence[str], limit: int) -> list[Record]:
        """See Backend."""
        return self._beside().heads.relatives(keys, limit)

    def fetch(self, passage_ids: Sequence[str], fields: Sequence[str] = ()) -> dict[str, Record]:
        """See Backend."""
        records: dict[str, Record] = {}
        for start in range(0, len(passage_ids), _IN_ONE_GO):
            where = Filter((AnyOf("id", tuple(passage_ids[start : start + _IN_ONE_GO])),))
            with _translated("read"):
                records |= {record["id"]: record for record in self._records(where, fields)}
        return records

    def document(self, document_id: str) -> list[Record]:
        """See Backend."""
        with _translated("read"):
            records = self._records(_of(document_id), ())
        return sorted(records, key=lambda record: int(record["position"]))

    def documents(self, where: Filter, offset: int, limit: int) -> tuple[list[Record], int]:
        """See Backend."""
        clause = where_clause(where)
        with _translated("listed"):
            heads = self._open().search().where(clause).select(["id", SORT_KEY]).limit(None).to_arrow()
            ordered = sorted(heads.to_pylist(), key=lambda row: (row[SORT_KEY].casefold(), row["id"]))
        wanted = [row["id"] for row in ordered[offset : offset + limit]]
        records = self.fetch(wanted)
        return [records[one] for one in wanted if one in records], heads.num_rows

    def statistics(self, keys: Sequence[str], access: Sequence[str] = PUBLIC) -> WordStatistics:
        """See Backend."""
        return self._beside().words.statistics(keys, access)

    def written_forms(self, plain: Sequence[str], access: Sequence[str] = PUBLIC) -> dict[str, int]:
        """See Backend."""
        return self._beside().words.written(plain, access)

    def forms_beginning(
        self, plain: str, lengths: tuple[int, int], limit: int, access: Sequence[str] = PUBLIC
    ) -> dict[str, int]:
        """See Backend."""
        return self._beside().words.beginning(plain, lengths, limit, access)

    def replace_document(self, document_id: str, records: Sequence[Record]) -> None:
        """See Backend."""
        self.replace_documents({document_id: records})

    def replace_documents(self, documents: Mapping[str, Sequence[Record]]) -> None:
        """See Backend. All in one commit, which costs as much as that of a single document."""
        if not documents:
            return
        rows = [record for records in documents.values() for record in records]
        with _translated("written"):
            table = self._open()
            (
                table.merge_insert("id")
                .when_matched_update_all()
                .when_not_matched_insert_all()
                .when_not_matched_by_source_delete(where_clause(_of(*documents)))
                .execute(arrow_table(rows, table.schema))
            )
            self._writes += 1
            if self._writes % _OPTIMIZE_EVERY == 0:
                table.optimize(cleanup_older_than=_KEEP_VERSIONS)
        self.keep_beside(documents)

    def remove_document(self, document_id: str) -> None:
        """See Backend."""
        with _translated("written"):
            self._open().delete(where_clause(_of(document_id)))
        self.keep_beside({document_id: []})

    def count(self, where: Filter = EVERYTHING) -> tuple[int, int]:
        """See Backend."""
        heads = where_clause(where.also(AtPosition(0)))
        with _translated("counted"):
            table = self._open()
            return int(table.count_rows(heads)), int(table.count_rows(where_clause(where)))

    def manifest(self) -> dict[str, Any] | None:
        """See Backend."""
        try:
            text = (self._path / "manifest.json").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise BackendError("The index's manifest cannot be read", value=error) from error
        return dict(json.loads(text))

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """See Backend."""
        with _translated("created"):
            if self.manifest() is None:  # a killed run may have left a table without its search structures
                shutil.rmtree(self._path, ignore_errors=True)
            self._path.mkdir(parents=True, exist_ok=True)
            database = self._database()
            if TABLE not in database.list_tables().tables:
                table = database.create_table(TABLE, schema=arrow_schema(int(manifest["dimension"])))
                _create_indexes(table)
            temporary = self._path / "manifest.json.new"
            temporary.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(temporary, self._path / "manifest.json")

    def settle(self) -> None:
        """See Backend."""
        with _translated("settled"):
            table = self._open()
            rows = table.count_rows()
            if rows >= _VECTOR_INDEX_FROM and not _has_vector_index(table):
                _create_vector_index(table, rows)
            table.optimize(cleanup_older_than=_KEEP_VERSIONS)

    def is_live(self) -> bool:
        """See Backend."""
        return True

    def anew(self) -> EmbeddedBackend:
        """See Backend."""
        self.drop()
        return EmbeddedBackend(self._path)

    def drop(self) -> None:
        """See Backend."""
        dropped = self._path.with_name(f"{self._path.name}.dropped")
        with _translated("removed"), self._lock:
            self._table = self._kept_beside = None
            if dropped.exists():  # of a drop that was killed
                shutil.rmtree(dropped)
            if self._path.exists():  # renamed first, so that a kill leaves the whole index or none
                self._path.rename(dropped)
                shutil.rmtree(dropped)

    def stamp(self) -> str:
        """See Backend."""
        with _translated("read"):
            return f"{self._open().version}"

    def scan(self, where: Filter, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """See Backend."""
        with _translated("read"):
            query = self._open().search().where(where_clause(where)).select(columns_of(fields)).limit(None)
            for batch in query.to_batches():
                yield from records_of(batch, fields)

    def keep_beside(self, documents: Mapping[str, Sequence[Record]]) -> None:
        """Put words and heads of the records in the place of those of the documents, given by their ids."""
        beside = self._beside()
        for document_id, records in documents.items():
            beside.words.replace(document_id, records)
            beside.heads.replace(document_id, records)

    def _records(self, where: Filter, fields: Sequence[str]) -> list[Record]:
        query = self._open().search().where(where_clause(where)).limit(None).select(columns_of(fields))
        return records_of(query.to_arrow(), fields)

    def _candidates(self, rows: Any) -> list[Candidate]:
        return candidates_of(rows, self._dimension)

    def _clause(self, where: Filter) -> str:
        return where_clause(by_ids(self._open(), where))

    def _database(self) -> Any:
        import lancedb

        return lancedb.connect(self._path / "lance", read_consistency_interval=_FRESH)

    def _open(self) -> Any:
        with self._lock:
            if self._table is None:
                if self.manifest() is None:
                    raise IndexMissing(
                        "There is no index yet", value=self._path, next_step="Run `virzieni ingest PATH`"
                    )
                self._table = self._database().open_table(TABLE)
                self._dimension = self._table.schema.field("vector").type.list_size
            return self._table

    def _beside(self) -> _Beside:
        """Return what is kept beside the table. Raises IndexMissing."""
        self._open()
        with self._lock:
            path = self._path / "vocabulary.sqlite"
            inode = path.stat().st_ino if path.exists() else 0
            if self._kept_beside is None or inode != self._kept_beside.inode:  # new, or built anew elsewhere
                words, heads = VocabularyStore(path), HeadStore(self._path / "heads.sqlite")
                self._kept_beside = _Beside(words, heads, path.stat().st_ino)
            return self._kept_beside


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is kept beside the table, and the inode of the words' file, which tells another index."""

    words: VocabularyStore
    heads: HeadStore
    inode: int


def _of(*document_ids: str) -> Filter:
    return Filter((AnyOf("document_id", document_ids),))


def _create_indexes(table: Any) -> None:
    from lancedb.index import FTS, Bitmap, BTree, LabelList

    kinds = {"tree": BTree, "bitmap": Bitmap, "list": LabelList}
    for column, kind in SCALAR_INDEXES.items():
        table.create_index(column, config=kinds[kind]())
    for column, positions in FULL_TEXT.items():
        table.create_index(
            column,
            config=FTS(
                base_tokenizer="whitespace",
                with_position=positions,
                lower_case=False,
                stem=False,
                remove_stop_words=False,
                ascii_folding=False,
                max_token_length=None,
            ),
        )


def _has_vector_index(table: Any) -> bool:
    return any("vector" in index.columns for index in table.list_indices())


def _create_vector_index(table: Any, rows: int) -> None:
    """Build IVF_PQ, a partition for 1,000 rows: recall@10 0.96 with 20 probes (design.md §3)."""
    from lancedb.index import IvfPq

    table.create_index("vector", config=IvfPq(distance_type="dot", num_partitions=max(16, rows // 1000)))


@contextmanager
def _translated(done: str) -> Iterator[None]:
    """Turn what LanceDB, Arrow and the file system raise into BackendError."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        full = "No space left" in str(error) or getattr(error, "errno", None) == 28
        raise BackendError(
            "The disk is full" if full else f"The index cannot be {done}",
            value=None if full else str(error).splitlines()[0][:300],
            next_step="Free some space and run the command again: what was committed is kept"
            if full
            else "Check the rights on the data folder; if damaged, remove `index` in it and ingest again",
        ) from error
