"""Words with the number of passages that hold them, kept beside an embedded index (SQLite).

Goes in: the keys of a document's passages. Comes out: document frequencies of folded keys, written forms by
what they are without diacritics, mean length, all of them over the passages that some `access` may see. Each
document's own counts are kept, so that replacing or removing it takes exactly them away again.
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
from search.backends.database import open_database
from search.errors import BackendError
from search.language.tokens import fold
from search.records import Record, written_words

_TABLES = """
CREATE TABLE IF NOT EXISTS words (
    field TEXT NOT NULL, key TEXT NOT NULL, access TEXT NOT NULL, passages INTEGER NOT NULL, plain TEXT,
    PRIMARY KEY (field, key, access)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS written ON words (plain) WHERE plain IS NOT NULL;
CREATE TABLE IF NOT EXISTS documents (
    document_id TEXT NOT NULL, access TEXT NOT NULL, passages INTEGER NOT NULL, length INTEGER NOT NULL,
    counts BLOB NOT NULL, PRIMARY KEY (document_id, access)
);
CREATE TABLE IF NOT EXISTS totals (
    access TEXT PRIMARY KEY, passages INTEGER NOT NULL, length INTEGER NOT NULL
) WITHOUT ROWID;
"""
_TOTALS = """
SELECT coalesce(sum(passages), 0), coalesce(sum(length), 0) FROM totals
WHERE access IN (SELECT value FROM json_each(?))
"""
_FREQUENCY = """
SELECT coalesce(sum(passages), 0) FROM words
WHERE field = 'folded' AND key = ? AND access IN (SELECT value FROM json_each(?))
"""
_WRITTEN = """
SELECT key, sum(passages) FROM words
WHERE plain = ? AND access IN (SELECT value FROM json_each(?)) GROUP BY key
"""
_BEGINNING = """
SELECT key, sum(passages) AS held FROM words
WHERE plain >= ? AND plain < ? AND length(plain) BETWEEN ? AND ?
AND access IN (SELECT value FROM json_each(?)) GROUP BY key ORDER BY held DESC, key LIMIT ?
"""
_LAST = "\U0010ffff"  # sorts after every letter
_Counts = dict[str, dict[str, int]]


class VocabularyStore:
    """The vocabulary of one index; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._connection = open_database(path, _TABLES)
        except sqlite3.Error as error:
            raise _failed("opened", error) from error

    def replace(self, document_id: str, records: Sequence[Record]) -> None:
        """Count `records` instead of what was counted for the document; no records: forget it."""
        by_access: dict[str, list[Record]] = {}
        for record in records:
            by_access.setdefault(record["access"], []).append(record)
        try:
            with self._lock, self._connection as connection:
                self._forget(connection, document_id)
                for access, seen in by_access.items():
                    counts = _counts(seen)
                    length = sum(record["length"] for record in seen)
                    packed = zlib.compress(json.dumps(counts, ensure_ascii=False).encode())
                    connection.execute(
                        "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
                        (document_id, access, len(seen), length, packed),
                    )
                    self._add(connection, access, counts, len(seen), length, 1)
        except sqlite3.Error as error:
            raise _failed("written", error) from error

    def statistics(self, keys: Iterable[str], access: Sequence[str]) -> WordStatistics:
        """Return the totals and the document frequencies of folded `keys`; unknown keys count 0."""
        among = json.dumps(access)
        try:
            with self._lock:
                passages, length = self._connection.execute(_TOTALS, (among,)).fetchone()
                found = {
                    key: int(self._connection.execute(_FREQUENCY, (key, among)).fetchone()[0])
                    for key in dict.fromkeys(keys)
                }
        except sqlite3.Error as error:
            raise _failed("read", error) from error
        return WordStatistics(passages, length / passages if passages else 0.0, found)

    def written(self, plain: Iterable[str], access: Sequence[str]) -> dict[str, int]:
        """Return the written forms that are one of `plain` without diacritics, with their frequencies."""
        return self._forms((_WRITTEN, (one, json.dumps(access))) for one in plain)

    def beginning(
        self, plain: str, lengths: tuple[int, int], limit: int, access: Sequence[str]
    ) -> dict[str, int]:
        """Return the most frequent written forms that begin so without diacritics, of such lengths."""
        return self._forms([(_BEGINNING, (plain, plain + _LAST, *lengths, json.dumps(access), limit))])

    def _forms(self, asked: Iterable[tuple[str, tuple[object, ...]]]) -> dict[str, int]:
        try:
            with self._lock:
                return dict(row for sql, values in asked for row in self._connection.execute(sql, values))
        except sqlite3.Error as error:
            raise _failed("read", error) from error

    def _forget(self, connection: sqlite3.Connection, document_id: str) -> None:
        rows = connection.execute(
            "SELECT access, passages, length, counts FROM documents WHERE document_id = ?", (document_id,)
        ).fetchall()
        for access, passages, length, counts in rows:
            self._add(connection, access, json.loads(zlib.decompress(counts)), passages, length, -1)
        if rows:
            connection.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
            connection.execute("DELETE FROM words WHERE passages <= 0")

    @staticmethod
    def _add(
        connection: sqlite3.Connection, access: str, counts: _Counts, passages: int, length: int, sign: int
    ) -> None:
        connection.executemany(
            "INSERT INTO words VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (field, key, access) DO UPDATE SET passages = passages + excluded.passages",
            (
                (field, key, access, sign * number, fold(key) if field == "written" else None)
                for field, keys in counts.items()
                for key, number in keys.items()
            ),
        )
        connection.execute(
            "INSERT INTO totals VALUES (?, ?, ?) ON CONFLICT (access) DO UPDATE SET"
            " passages = passages + excluded.passages, length = length + excluded.length",
            (access, sign * passages, sign * length),
        )


def _counts(records: Sequence[Record]) -> _Counts:
    return {
        "folded": _passages_with(record["folded"].split(" ") for record in records),
        "written": _passages_with(map(written_words, records)),
    }


def _passages_with(passages: Iterable[Iterable[str]]) -> dict[str, int]:
    return dict(Counter(key for keys in passages for key in set(keys) if key))


def _failed(done: str, error: sqlite3.Error) -> BackendError:
    return BackendError(
        f"The vocabulary of the index cannot be {done}",
        value=error,
        next_step="Check the disk's free space and the rights on the data folder",
    )
