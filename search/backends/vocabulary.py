"""Words with the number of passages that hold them, kept beside an embedded index (SQLite).

Goes in: the keys of a document's passages. Comes out: document frequencies of folded keys, written forms by
what they are without diacritics, mean length. Each document's own counts are kept, so that replacing or
removing it takes exactly them away again.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from search.backends import WordStatistics
from search.errors import BackendError
from search.language.tokens import fold
from search.records import Record, written_words

_TABLES = """
CREATE TABLE IF NOT EXISTS words (
    field TEXT NOT NULL, key TEXT NOT NULL, passages INTEGER NOT NULL, plain TEXT, PRIMARY KEY (field, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS written ON words (plain) WHERE plain IS NOT NULL;
CREATE TABLE IF NOT EXISTS documents (
    document_id TEXT PRIMARY KEY, passages INTEGER NOT NULL, length INTEGER NOT NULL, counts BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS totals (one INTEGER PRIMARY KEY CHECK (one = 1), passages INTEGER, length INTEGER);
INSERT OR IGNORE INTO totals VALUES (1, 0, 0);
"""
_LAST = "\U0010ffff"  # sorts after every letter
_Counts = dict[str, dict[str, int]]


class VocabularyStore:
    """The vocabulary of one index; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.executescript(_TABLES)
        except sqlite3.Error as error:
            raise _failed("opened", error) from error

    def replace(self, document_id: str, records: Sequence[Record]) -> None:
        """Count `records` instead of what was counted for the document; no records: forget it."""
        counts: _Counts = {
            "folded": _passages_with(record["folded"].split(" ") for record in records),
            "written": _passages_with(map(written_words, records)),
        }
        length = sum(record["length"] for record in records)
        try:
            with self._lock, self._connection as connection:
                self._forget(connection, document_id)
                if not records:
                    return
                packed = zlib.compress(json.dumps(counts, ensure_ascii=False).encode())
                connection.execute(
                    "INSERT INTO documents VALUES (?, ?, ?, ?)", (document_id, len(records), length, packed)
                )
                self._add(connection, counts, len(records), length, 1)
        except sqlite3.Error as error:
            raise _failed("written", error) from error

    def statistics(self, keys: Iterable[str]) -> WordStatistics:
        """Return the totals and the document frequencies of folded `keys`; unknown keys count 0."""
        try:
            with self._lock:
                row = self._connection.execute("SELECT passages, length FROM totals").fetchone()
                found = {key: self._frequency(key) for key in dict.fromkeys(keys)}
        except sqlite3.Error as error:
            raise _failed("read", error) from error
        return WordStatistics(row[0], row[1] / row[0] if row[0] else 0.0, found)

    def written(self, plain: Iterable[str]) -> dict[str, int]:
        """Return the written forms that are one of `plain` without diacritics, with their frequencies."""
        by_plain = "SELECT key, passages FROM words WHERE plain = ?"
        return self._forms((by_plain, (one,)) for one in plain)

    def beginning(self, plain: str, lengths: tuple[int, int], limit: int) -> dict[str, int]:
        """Return the most frequent written forms that begin so without diacritics, of such lengths."""
        nearby = (
            "SELECT key, passages FROM words WHERE plain >= ? AND plain < ?"
            " AND length(plain) BETWEEN ? AND ? ORDER BY passages DESC, key LIMIT ?"
        )
        return self._forms([(nearby, (plain, plain + _LAST, *lengths, limit))])

    def _forms(self, asked: Iterable[tuple[str, tuple[object, ...]]]) -> dict[str, int]:
        try:
            with self._lock:
                return dict(row for sql, values in asked for row in self._connection.execute(sql, values))
        except sqlite3.Error as error:
            raise _failed("read", error) from error

    def count(self) -> tuple[int, int]:
        """Return the number of documents and of passages counted."""
        try:
            with self._lock:
                row = self._connection.execute("SELECT count(*), sum(passages) FROM documents").fetchone()
        except sqlite3.Error as error:
            raise _failed("read", error) from error
        return row[0], row[1] or 0

    def _frequency(self, key: str) -> int:
        row = self._connection.execute(
            "SELECT passages FROM words WHERE field = 'folded' AND key = ?", (key,)
        ).fetchone()
        return row[0] if row else 0

    def _forget(self, connection: sqlite3.Connection, document_id: str) -> None:
        row = connection.execute(
            "SELECT passages, length, counts FROM documents WHERE document_id = ?", (document_id,)
        ).fetchone()
        if row:
            self._add(connection, json.loads(zlib.decompress(row[2])), row[0], row[1], -1)
            connection.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
            connection.execute("DELETE FROM words WHERE passages <= 0")

    @staticmethod
    def _add(connection: sqlite3.Connection, counts: _Counts, passages: int, length: int, sign: int) -> None:
        connection.executemany(
            "INSERT INTO words VALUES (?, ?, ?, ?)"
            " ON CONFLICT (field, key) DO UPDATE SET passages = passages + excluded.passages",
            (
                (field, key, sign * number, fold(key) if field == "written" else None)
                for field, keys in counts.items()
                for key, number in keys.items()
            ),
        )
        connection.execute(
            "UPDATE totals SET passages = passages + ?, length = length + ?", (sign * passages, sign * length)
        )


def _passages_with(passages: Iterable[Iterable[str]]) -> dict[str, int]:
    return dict(Counter(key for keys in passages for key in set(keys) if key))


def _failed(done: str, error: sqlite3.Error) -> BackendError:
    return BackendError(
        f"The vocabulary of the index cannot be {done}",
        value=error,
        next_step="Check the disk's free space and the rights on the data folder",
    )
