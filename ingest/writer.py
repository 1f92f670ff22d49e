"""Records of documents → backend, in a thread of its own, one batch behind.

So that embedding, which takes most of the time, need not wait for the disk. Each document is committed by
itself; what was committed is told by `written`.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from search.backends import Backend
from search.records import Record


class Writer:
    """Writes batches in their order; used as a context, whose end waits for the last one."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="virzieni-writer")
        self._running: Future[None] | None = None
        self._written: list[str] = []

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

    def put(self, documents: Sequence[Sequence[Record]]) -> None:
        """Begin to write these documents once the batch before is written. Raises what writing it raised."""
        self.wait()
        self._running = self._thread.submit(self._write, documents)

    def wait(self) -> None:
        """Wait until all is written. Raises BackendError."""
        running, self._running = self._running, None
        if running is not None:
            running.result()

    def written(self) -> set[str]:
        """Return the ids of the documents committed so far."""
        return set(self._written)

    def _write(self, documents: Sequence[Sequence[Record]]) -> None:
        by_id = {str(records[0]["document_id"]): records for records in documents}
        self._backend.replace_documents(by_id)
        self._written += by_id
