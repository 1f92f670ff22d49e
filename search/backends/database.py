"""The SQLite databases beside an embedded index, opened in one way.

What they hold can be made again from documents: a commit does not wait for the disk, as that of staff's
corrections in `search.collection` does.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

_WAITS = 30  # seconds for another process that writes


def open_database(path: Path, tables: str) -> sqlite3.Connection:
    """Return a connection to the database at `path`, with `tables` (SQL) created if need be.

    The caller lets one thread at a time use it. Raises sqlite3.Error.
    """
    connection = sqlite3.connect(path, timeout=_WAITS, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.executescript(tables)
    return connection
