"""Documents → OpenSearch, whole or not at all for readers; the scheme is told in `opensearch_journal`.

One session of one process writes; another one is noticed by the journal's version, and refused. Whatever
stops a session, its epochs above the last commit become a gap of the next one, which deletes what lies there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.backends.opensearch_client import Body, OpenSearchClient
from search.backends.opensearch_failures import WriteConflict
from search.backends.opensearch_journal import (
    GRACE,
    Journal,
    View,
    read_journal,
    write_journal,
    writing_name,
)
from search.backends.opensearch_schema import GENERATION, to_source
from search.errors import BackendError, IndexBusy
from search.records import Record

_SWEEP_EVERY = 10.0  # seconds; each deletion costs a search and a refresh
_TOGETHER = 500  # generations in one deletion


@dataclass
class _Session:
    """A session of writing: the journal, the next epoch, and when each leaving generation was hidden."""

    view: View
    epoch: int
    hidden: dict[str, float] = field(default_factory=dict)  # monotonic seconds
    swept: float = field(default_factory=time.monotonic)

    def due(self) -> tuple[str, ...]:
        """Return the generations that no reader can be reading any more."""
        now = time.monotonic()
        return tuple(one for one, since in self.hidden.items() if now - since >= GRACE)


class OpenSearchWriter:
    """Writes to the index behind `alias`, or to the one of a view that has no alias yet."""

    def __init__(self, client: OpenSearchClient, journal: str) -> None:
        self._client = client
        self._journal = journal  # name or alias
        self._lock = threading.Lock()
        self._session: _Session | None = None

    def replace(self, documents: Mapping[str, Sequence[Record]]) -> None:
        """Put these records in the place of the documents' passages; all of them become seen in one step."""

        def step(session: _Session) -> None:
            left = self._generations(session.view, list(documents))
            journal = self._sweep_sometimes(session)
            self._client.bulk(writing_name(session.view.index), _lines(documents, session.epoch))
            self._client.refresh(session.view.index)
            self._flip(session, journal.commit(session.epoch, left))
            session.epoch += 1

        self._write(step)

    def remove(self, document_id: str) -> None:
        """Hide the passages of a document, to be deleted later."""

        def step(session: _Session) -> None:
            left = self._generations(session.view, [document_id])
            journal = self._sweep_sometimes(session)
            if journal != session.view.journal:
                self._client.refresh(session.view.index)
            if left or journal != session.view.journal:
                self._flip(session, journal.commit(journal.committed, left))

        self._write(step)

    def settle(self) -> None:
        """Delete all that is hidden, once no reader can need it, and end the session."""

        def step(session: _Session) -> None:
            if session.hidden:
                time.sleep(max(0.0, max(session.hidden.values()) + GRACE - time.monotonic()))
            journal = self._sweep(session)
            self._client.refresh(session.view.index)
            self._flip(session, journal.closed())

        self._write(step)
        with self._lock:
            self._session = None

    def _write(self, step: Callable[[_Session], None]) -> None:
        """Take a step, from the start again when another session has written in between."""
        with self._lock:
            for _ in range(2):
                session = self._session or self._begin()
                self._session = None  # unless the step ends well, the next one is a session of its own
                try:
                    step(session)
                except WriteConflict:
                    continue
                if session.epoch < session.view.journal.ceiling:
                    self._session = session
                return
        raise IndexBusy(
            "Another run is writing to the index", value=self._journal, next_step="Wait until it has ended"
        )

    def _begin(self) -> _Session:
        view = read_journal(self._client, self._journal)
        before = view.journal
        view = write_journal(self._client, view, before.session(time.time()))
        now = time.monotonic()
        return _Session(view, before.ceiling, dict.fromkeys(before.leaving, now), swept=now - _SWEEP_EVERY)

    def _generations(self, view: View, document_ids: Sequence[str]) -> tuple[str, ...]:
        """Return the generations of these documents that readers see."""
        asked: Body = {
            "size": 0,
            "query": {
                "bool": {"filter": [{"terms": {"document_id": list(document_ids)}}, view.journal.seen()]}
            },
            "aggs": {GENERATION: {"terms": {"field": GENERATION, "size": len(document_ids)}}},
        }
        answer = self._client.search(view.index, asked)
        return tuple(bucket["key"] for bucket in answer["aggregations"][GENERATION]["buckets"])

    def _sweep_sometimes(self, session: _Session) -> Journal:
        if time.monotonic() - session.swept < _SWEEP_EVERY:
            return session.view.journal
        return self._sweep(session)

    def _sweep(self, session: _Session) -> Journal:
        """Delete what no reader sees, and return the journal that, after a refresh, need not name it."""
        session.swept = time.monotonic()
        due = session.due()
        for start in range(0, len(due), _TOGETHER):
            self._delete(session.view.index, Journal(leaving=due[start : start + _TOGETHER]))
        if session.view.journal.gaps:
            self._client.refresh(session.view.index)  # else what a killed writer left could not be found
            self._delete(session.view.index, Journal(gaps=session.view.journal.gaps))
        return session.view.journal.swept(due, time.time())

    def _delete(self, index: str, what: Journal) -> None:
        body: Body = {"query": {"bool": {"should": what.hidden(), "minimum_should_match": 1}}}
        params = {"refresh": "false", "conflicts": "proceed"}  # a repeated one may meet the first
        answer = self._client.repeating(
            "written", lambda raw: raw.delete_by_query(index=index, body=body, params=params)
        )
        if answer["failures"] or answer["timed_out"]:
            raise BackendError(
                "OpenSearch could not delete old passages", value=str(answer["failures"])[:300],
                next_step="See the cluster's health; nobody sees them, and the next run deletes them",
            )  # fmt: skip

    def _flip(self, session: _Session, journal: Journal) -> None:
        session.view = write_journal(self._client, session.view, journal)
        now = time.monotonic()
        session.hidden = {one: session.hidden.get(one, now) for one in journal.leaving}


def _lines(documents: Mapping[str, Sequence[Record]], epoch: int) -> Iterator[tuple[Body, str]]:
    """Yield action and source of every passage; what is sent twice has the same id, and is there once."""
    for document_id, records in documents.items():
        generation = f"{document_id}.{epoch}"
        for number, record in enumerate(records):
            yield {"index": {"_id": f"{generation}.{number}"}}, to_source(record, epoch, generation)
