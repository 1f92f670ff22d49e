"""Vectors of texts that are asked for again and again, kept in a file by model and text.

Goes in: an embedder and the folder of derived files. Comes out: the vectors, of which only those not kept yet
are embedded. Several processes may share the file; what was not used for longest goes when it is full.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from search.backends.database import open_database

if TYPE_CHECKING:
    from search.embedding import Embedder

MOST = 50_000  # vectors: some 90 MB with 384 dimensions
_ASKED = 500  # hashes in one question to the database
_DAY = 24 * 3600
_TABLES = """
CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL, used INTEGER NOT NULL,
    PRIMARY KEY (model, text)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS vectors_used ON vectors (used);
"""


@dataclass(frozen=True, slots=True)
class KeptVectors:
    """Embeds passages through the file at `path`. Safe for threads and processes.

    A file that cannot be used only costs time: everything is embedded, and the log says why, once.
    """

    path: Path
    embedder: Embedder
    most: int = MOST

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the passages' vectors, each of length 1, as an array (texts, dimension) in their order."""
        if not texts:
            return np.zeros((0, self.embedder.dimension), dtype=np.float32)
        hashes = {text: hashlib.sha256(text.encode()).digest()[:16] for text in dict.fromkeys(texts)}
        kept = self._kept(hashes)
        missing = [text for text in hashes if text not in kept]
        if missing:
            made = dict(zip(missing, self.embedder.embed_passages(missing), strict=True))
            self._keep({hashes[text]: vector for text, vector in made.items()})
            kept |= made
        return np.stack([kept[text] for text in texts])

    def _kept(self, hashes: dict[str, bytes]) -> dict[str, NDArray[np.float32]]:
        texts = {digest: text for text, digest in hashes.items()}
        found: dict[str, NDArray[np.float32]] = {}
        digests = list(texts)
        today = int(time.time() // _DAY)
        size = self.embedder.dimension * np.dtype(np.float32).itemsize
        try:
            with closing(self._open()) as database, database:
                for start in range(0, len(digests), _ASKED):
                    asked = digests[start : start + _ASKED]
                    marks = ",".join("?" * len(asked))
                    rows = database.execute(
                        f"SELECT text, vector, used FROM vectors WHERE model = ? AND text IN ({marks})",  # noqa: S608 - marks only
                        (self.embedder.identity, *asked),
                    ).fetchall()
                    for digest, vector, _ in rows:
                        if (
                            isinstance(vector, bytes) and len(vector) == size
                        ):  # else of another form: made anew
                            found[texts[digest]] = np.frombuffer(vector, dtype=np.float32)
                    old = [
                        (today, self.embedder.identity, digest) for digest, _, used in rows if used < today
                    ]
                    database.executemany("UPDATE vectors SET used = ? WHERE model = ? AND text = ?", old)
        except (sqlite3.Error, OSError) as error:
            self._tell(error)
        return found

    def _keep(self, vectors: dict[bytes, NDArray[np.float32]]) -> None:
        today = int(time.time() // _DAY)
        rows = [
            (self.embedder.identity, digest, np.asarray(vector, dtype=np.float32).tobytes(), today)
            for digest, vector in vectors.items()
        ]
        try:
            with closing(self._open()) as database, database:
                database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)
                (held,) = database.execute("SELECT count(*) FROM vectors").fetchone()
                if held > self.most:
                    database.execute(
                        "DELETE FROM vectors WHERE (model, text) IN "
                        "(SELECT model, text FROM vectors ORDER BY used LIMIT ?)",
                        (held - self.most,),
                    )
        except (sqlite3.Error, OSError) as error:
            self._tell(error)

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return open_database(self.path, _TABLES)

    def _tell(self, error: Exception) -> None:
        _tell_once(self.path, str(error))


@lru_cache(maxsize=100)
def _tell_once(path: Path, why: str) -> None:
    logging.getLogger(__name__).warning(
        "vectors of projects are made anew each time, the file for them cannot be used: %s: %s. "
        "Make its folder writable, or remove a file that is damaged.", path, why,
    )  # fmt: skip
