"""Embedded batches → backend, in a thread of its own, one batch behind.

So that embedding, which takes most of the time, need not wait for what follows it. The documents of a batch
are committed together, each of them whole; what became of them is told by `stored`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType

from ingest.batch import Batch, singly
from search.domain import Document
from search.errors import SourceError, VirzieniError

Store = Callable[[Batch], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """A document that was committed, or the error for which it was not."""

    document: Document
    error: Exception | None = None


class Writer:
    """Stores batches in their order; used as a context, whose end waits for the last one.

    `open_store` is called once, before the first batch, in the thread of the writer.
    """

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open_store = open_store
        self._store: Store | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="virzieni-writer")
        self._running: Future[None] | None = None
        self._stored: deque[Stored] = deque()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.wait()
        finally:
            self._thread.shutdown(wait=True, cancel_futures=True)

    def put(self, batch: Batch) -> None:
        """Begin to store a batch once the one before is stored. Raises what storing that raised."""
        self.wait()
        self._running = self._thread.submit(self._write, batch)

    def wait(self) -> None:
        """Wait until all is stored. Raises BackendError."""
        running, self._running = self._running, None
        if running is not None:
            running.result()

    def stored(self) -> list[Stored]:
        """Return what became of the documents since the last call."""
        return [self._stored.popleft() for _ in range(len(self._stored))]

    def _write(self, batch: Batch) -> None:
        self._store = self._store or self._open_store()
        try:
            self._store(batch)
        except Exception as error:
            if isinstance(error, VirzieniError) and not isinstance(error, SourceError):
                raise
            if len(batch.documents) == 1:
                self._stored.append(Stored(batch.documents[0].document, error))
                return
            for one in singly(batch):  # one of them is at fault; the others are stored without it
                self._write(one)
            return
        self._stored.extend(Stored(one.document) for one in batch.documents)
