"""The collection's own database (SQLite, WAL): its sources, what became of each, corrections by staff.

Goes in: the outcome of each source. Comes out: states, for the next run, the report and the web. The index
holds what can be found; this holds what was tried.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from search.corrections import Correction
from search.domain import Source, SourceState
from search.errors import BackendError, NotFound, SourceUnreadable
from search.keep import file_hash
from search.tagging.tag_corrections import TagCorrection

_TABLES = """
CREATE TABLE IF NOT EXISTS collections (name TEXT PRIMARY KEY, root TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sources (
    document_id TEXT PRIMARY KEY,
    collection TEXT NOT NULL,
    path TEXT NOT NULL,
    location TEXT NOT NULL,
    size INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    revision TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    next_step TEXT NOT NULL,
    passages INTEGER NOT NULL,
    updated TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS corrections (
    document_id TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    why TEXT NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (document_id, field)
);
CREATE TABLE IF NOT EXISTS tag_corrections (
    passage_id TEXT NOT NULL,
    direction TEXT NOT NULL,
    given INTEGER NOT NULL,
    why TEXT NOT NULL,
    document_id TEXT NOT NULL,
    title TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    machine REAL,
    made TEXT NOT NULL,
    PRIMARY KEY (passage_id, direction)
);
CREATE INDEX IF NOT EXISTS sources_by_collection ON sources (collection, path);
"""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with what became of it; `revision` is that of the indexed version, empty without one."""

    source: Source
    state: SourceState
    revision: str
    reason: str = ""
    next_step: str = ""
    passages: int = 0
    updated: str = ""


class Collection:
    """The database `path`; one instance serves many threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        with _translated("opened"):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.executescript(_TABLES)

    def claim_root(self, name: str, root: Path) -> None:
        """Bind a collection's name to its folder, anew when the folder it had is gone.

        Raises SourceUnreadable when the name is bound to another folder: its documents would get mixed up.
        """
        with self._writing() as connection:
            connection.execute("INSERT OR IGNORE INTO collections VALUES (?, ?)", (name, str(root)))
            bound = connection.execute("SELECT root FROM collections WHERE name = ?", (name,)).fetchone()[0]
            if bound != str(root) and not Path(bound).exists():  # the folder has moved
                connection.execute("UPDATE collections SET root = ? WHERE name = ?", (str(root), name))
                return
        if bound != str(root):
            raise SourceUnreadable(
                f"The collection “{name}” belongs to another folder, {bound}",
                value=root,
                next_step="Give this folder a name of its own: `--collection NAME`",
            )

    def roots(self) -> dict[str, Path]:
        """Return the folder of each collection by name."""
        with self._reading() as connection:
            return {
                name: Path(root) for name, root in connection.execute("SELECT name, root FROM collections")
            }

    def record(self, *rows: SourceRow) -> None:
        """Keep the outcomes of sources."""
        now = _now()
        values = [
            (
                row.source.document_id, row.source.collection, row.source.path, row.source.location,
                row.source.size, row.source.content_hash, row.revision, row.state.value, row.reason,
                row.next_step, row.passages, now,
            )
            for row in rows
        ]  # fmt: skip
        with self._writing() as connection:
            connection.executemany(f"INSERT OR REPLACE INTO sources VALUES ({', '.join('?' * 12)})", values)

    def forget(self, document_id: str) -> None:
        """Drop a source that has left."""
        with self._writing() as connection:
            connection.execute("DELETE FROM sources WHERE document_id = ?", (document_id,))

    def forget_all(self) -> None:
        """Drop every source state, so that the next run indexes all anew."""
        with self._writing() as connection:
            connection.execute("DELETE FROM sources")

    def correct(self, corrections: Iterable[Correction]) -> None:
        """Keep corrections, each in the place of an earlier one of the same fact."""
        made = _now()
        values = [(one.document_id, one.field, one.value, one.why, one.made or made) for one in corrections]
        with self._writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?)", values)

    def take_back(self, document_id: str, fields: Iterable[str]) -> None:
        """Drop the corrections of these facts."""
        with self._writing() as connection:
            connection.executemany(
                "DELETE FROM corrections WHERE document_id = ? AND field = ?",
                [(document_id, field) for field in fields],
            )

    def corrections(self, document_id: str = "") -> tuple[Correction, ...]:
        """Return the corrections of a document, or of all, in the order in which they were made."""
        clause = "WHERE document_id = ?" if document_id else ""
        with self._reading() as connection:
            rows = connection.execute(
                f"SELECT document_id, field, value, why, made FROM corrections {clause}"
                " ORDER BY made, document_id, field",
                (document_id,) if document_id else (),
            ).fetchall()
        return tuple(Correction(*row) for row in rows)

    def correct_tags(self, corrections: Iterable[TagCorrection]) -> None:
        """Keep corrections of tags, each in the place of an earlier one of the same passage and direction."""
        made = _now()
        values = [astuple(replace(one, made=one.made or made)) for one in corrections]
        with self._writing() as connection:
            connection.executemany(
                f"INSERT OR REPLACE INTO tag_corrections VALUES ({', '.join('?' * 10)})", values
            )

    def take_back_tags(self, passage_id: str) -> int:
        """Drop the corrections of a passage's tags; return how many there were."""
        with self._writing() as connection:
            return connection.execute(
                "DELETE FROM tag_corrections WHERE passage_id = ?", (passage_id,)
            ).rowcount

    def tag_corrections(self, document_id: str = "") -> tuple[TagCorrection, ...]:
        """Return the corrections of tags in a document, or all, in the order in which they were made."""
        clause = "WHERE document_id = ?" if document_id else ""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT passage_id, direction, given, why, document_id, title, heading, text, machine, made"
                f" FROM tag_corrections {clause} ORDER BY made, passage_id, direction",
                (document_id,) if document_id else (),
            ).fetchall()
        return tuple(TagCorrection(row[0], row[1], bool(row[2]), *row[3:]) for row in rows)

    def row(self, document_id: str) -> SourceRow | None:
        """Return a source's row."""
        return next(iter(self._rows("WHERE document_id = ?", (document_id,))), None)

    def rows(self, collections: Iterable[str] = ()) -> list[SourceRow]:
        """Return the rows of these collections, or of all, by path."""
        names = tuple(collections)
        clause = f"WHERE collection IN ({', '.join('?' * len(names))})" if names else ""
        return self._rows(f"{clause} ORDER BY collection, path", names)

    def location(self, document_id: str) -> Path | None:
        """Return where the original of an indexed document is, if it is a file, and no link, still there."""
        row = self.row(document_id)
        if row is None or not row.revision:
            return None
        path = Path(row.source.location)
        return path if path.is_file() and not path.is_symlink() else None

    def _rows(self, clause: str, values: tuple[str, ...]) -> list[SourceRow]:
        with self._reading() as connection:
            found = connection.execute(
                "SELECT document_id, collection, path, location, size, content_hash, state, revision, reason,"
                f" next_step, passages, updated FROM sources {clause}",
                values,
            ).fetchall()
        return [SourceRow(Source(*row[:6]), SourceState(row[6]), *row[7:]) for row in found]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _translated("written"), self._lock, self._connection:
            yield self._connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with _translated("read"), self._lock:
            yield self._connection


def open_collection(data: Path) -> Collection:
    """Return the collection database of the data folder."""
    return Collection(data / "collection.sqlite")


def check_unchanged(original: Path, content_hash: str) -> None:
    """Check that a file still holds what was indexed. Raises NotFound."""
    try:
        same = not original.is_symlink() and file_hash(original) == content_hash
    except OSError as error:
        raise NotFound(
            "The file cannot be read any more", value=original.name, code="original_gone"
        ) from error
    if not same:
        raise NotFound(
            "The file has changed since it was indexed",
            value=original.name,
            next_step="Have it ingested again: `virzieni ingest PATH`",
            code="original_changed",
        )


@contextmanager
def _translated(done: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise BackendError(
            f"The collection database cannot be {done}",
            value=error,
            next_step="Check the disk's free space and the rights on the data folder",
        ) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
