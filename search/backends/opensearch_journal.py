"""Which of the stored passages readers see: one small document beside the index, flipped in one step.

Passages are written with the `epoch` of their writing and the `generation` of their document. Readers see the
epochs up to `committed`, without `gaps` (epochs of writings that did not end) and `leaving` (generations that
were replaced or removed). So however far a writing has come, and whenever a shard makes it searchable, it is
seen by nobody; one write of the journal then shows the new generations and hides the old ones, together. The
old passages are deleted `GRACE` seconds later: a reader that took the journal before the flip still finds
them whole. A reader that was slower than that asks again.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from search.backends.opensearch_client import Body, OpenSearchClient
from search.backends.opensearch_schema import EPOCH, GENERATION
from search.errors import BackendError

GRACE = 3.0  # seconds
FRESH = 0.5  # seconds that a reader trusts a journal it has read; readers see a commit within a second
EPOCHS = 1_000_000  # that a session of writing may use
_LATE = 600.0  # seconds in which a request of a writer that was killed may still arrive
_ID = "journal"


@dataclass(frozen=True, slots=True)
class Gap:
    """Epochs, both included, whose writing did not end; `since` when this was seen (seconds since 1970)."""

    first: int
    last: int
    since: float


@dataclass(frozen=True, slots=True)
class Journal:
    """What readers see, and the session that wrote it last. Epochs from `ceiling` on have never been used."""

    writer: str = ""
    committed: int = 0
    ceiling: int = 1
    gaps: tuple[Gap, ...] = ()
    leaving: tuple[str, ...] = ()

    def session(self, now: float) -> Journal:
        """Return the journal of a new session: what the session before did not commit becomes a gap."""
        gaps = self.gaps
        if self.ceiling > self.committed + 1:
            gaps += (Gap(self.committed + 1, self.ceiling - 1, now),)
        return replace(self, writer=uuid.uuid4().hex, ceiling=self.ceiling + EPOCHS, gaps=gaps)

    def commit(self, epoch: int, left: tuple[str, ...]) -> Journal:
        """Return the journal in which `epoch` is seen and the generations `left` are not."""
        return replace(self, committed=max(self.committed, epoch), leaving=self.leaving + left)

    def swept(self, gone: tuple[str, ...], now: float) -> Journal:
        """Return the journal without the generations `gone`, which are deleted, and without old gaps."""
        kept = tuple(one for one in self.leaving if one not in set(gone))
        return replace(self, leaving=kept, gaps=tuple(gap for gap in self.gaps if now - gap.since < _LATE))

    def closed(self) -> Journal:
        """Return the journal of a session that has ended with nothing left to write."""
        return replace(self, ceiling=self.committed + 1)

    def seen(self) -> Body:
        """Return the query that lets through what readers see."""
        hidden = self.hidden()
        only: Body = {"filter": [{"range": {EPOCH: {"lte": self.committed}}}]}
        return {"bool": only | ({"must_not": hidden} if hidden else {})}

    def hidden(self) -> list[Body]:
        """Return the queries for what will be deleted: gaps, and generations that were replaced."""
        hidden: list[Body] = [{"range": {EPOCH: {"gte": gap.first, "lte": gap.last}}} for gap in self.gaps]
        if self.leaving:
            hidden.append({"terms": {GENERATION: list(self.leaving)}})
        return hidden


@dataclass(frozen=True, slots=True)
class View:
    """The journal of an index as read at `taken` (monotonic seconds), with what its next write must name."""

    index: str
    journal: Journal
    taken: float
    version: tuple[int, int]

    def same(self, other: View) -> bool:
        """Return whether readers see the same through both."""
        return (self.index, self.journal) == (other.index, other.journal)


class JournalReader:
    """The present view for readers, read again when it is older than `FRESH`. Safe for threads."""

    def __init__(self, client: OpenSearchClient, alias: str) -> None:
        self._client = client
        self._alias = journal_name(alias)
        self._lock = threading.Lock()
        self._view: View | None = None
        self._forgotten = 0  # times; a view that was being read then is not kept

    def view(self) -> View:
        """Return a view that is fresh. Raises IndexMissing."""
        with self._lock:
            held, forgotten = self._view, self._forgotten
        if held is not None and time.monotonic() - held.taken <= FRESH:
            return held
        view = read_journal(
            self._client, self._alias
        )  # without the lock: one that hangs must hold up no other
        with self._lock:
            if forgotten == self._forgotten:
                self._view = view
        return view

    def forget(self) -> None:
        """Read the journal again the next time, since it has changed."""
        with self._lock:
            self._view = None
            self._forgotten += 1


def journal_name(name: str) -> str:
    """Return the name of the journal beside the index, or the alias, of this name."""
    return f"{name}-journal"


def writing_name(name: str) -> str:
    """Return the alias that an index is written through: a missing one is an error, and is not made."""
    return f"{name}-writing"


def journal_body(replicas: int) -> Body:
    """Return settings and mapping of the small index that holds the journal."""
    return {
        "settings": {"index.number_of_shards": 1, "index.number_of_replicas": replicas,
                     "index.refresh_interval": "-1"},
        "mappings": {"enabled": False},
    }  # fmt: skip


def read_journal(client: OpenSearchClient, name: str) -> View:
    """Return the journal as it is now. Raises IndexMissing."""
    taken = time.monotonic()
    got = client.repeating("read", lambda raw: raw.get(index=name, id=_ID))
    index = got["_index"].removesuffix("-journal")
    return View(index, _from_source(got["_source"]), taken, (got["_seq_no"], got["_primary_term"]))


def create_journal(client: OpenSearchClient, index: str) -> None:
    """Write the first journal of an index."""
    params = {"require_alias": "true"}
    name = writing_name(journal_name(index))
    body = asdict(Journal())
    client.once("created", lambda raw: raw.index(index=name, id=_ID, body=body, params=params))


def write_journal(client: OpenSearchClient, view: View, journal: Journal) -> View:
    """Write `journal` in the place of what `view` read, and return its view.

    Raises WriteConflict when someone else wrote it since. It names the version that it follows, so that it
    may be sent again; when it is refused then, or no answer came, what is there tells whether it was ours.
    """
    name = writing_name(journal_name(view.index))
    params = {"require_alias": "true", "if_seq_no": view.version[0], "if_primary_term": view.version[1]}
    body = asdict(journal)
    try:
        done = client.repeating(
            "written", lambda raw: raw.index(index=name, id=_ID, body=body, params=params)
        )
        version = (done["_seq_no"], done["_primary_term"])
    except BackendError:
        found = read_journal(client, journal_name(view.index))
        if found.journal != journal or found.version == view.version:
            raise
        version = found.version
    return View(view.index, journal, time.monotonic(), version)


def _from_source(source: Mapping[str, Any]) -> Journal:
    gaps = tuple(Gap(**gap) for gap in source["gaps"])
    leaving = tuple(source["leaving"])
    return Journal(source["writer"], source["committed"], source["ceiling"], gaps, leaving)
