"""Sources → documents, in worker processes with a limit of time and memory for each.

Goes in: sources. Comes out: for each a document with its keys or a SourceError, in the order of completion,
with no more than a few batches waiting, so that memory stays flat. A process loads its libraries before its
first file, so that the limit of time is the file's own.
"""

from __future__ import annotations

import ctypes
import logging
import os
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context, parent_process
from queue import SimpleQueue
from typing import Any

from ingest.keyed import Keyed
from ingest.prepare import as_source_error, out_of_memory, prepare_keyed, warm
from search.domain import Source
from search.errors import ReadingStopped, SourceError, SourceUnreadable
from search.settings import Settings, reading_processes, variable

Prepared = tuple[Source, Keyed | SourceError]
_PR_SET_PDEATHSIG = 1  # of <linux/prctl.h>
_GIVEN = 2  # sources that each process reads or is to read next
_BATCHES = 2  # batches of passages that may wait to be embedded


def prepare_all(
    sources: Iterable[Source], settings: Settings, read: Callable[[Source, Settings], Keyed] = prepare_keyed
) -> Iterator[Prepared]:
    """Yield what became of each source. A process that hangs or dies takes only its own source with it.

    `read` is a function of a module, which the processes import. Raises ReadingStopped when processes end
    before they have taken a source, as they would again.
    """
    from pebble import ProcessPool

    with ProcessPool(
        max_workers=reading_processes(settings),
        initializer=_begin,
        initargs=[settings],
        context=get_context("spawn"),
    ) as pool:
        ahead = _Ahead(sources, settings, partial(_schedule, pool, read, settings))
        try:
            yield from ahead.prepared()
        finally:
            if ahead.unfetched:
                ahead.stop()
                pool.stop()


class _Ahead:
    """Gives sources to the reading processes, also while the run embeds, until enough is prepared.

    What a process has finished is followed by a next source in the pool's thread that tells of it.
    """

    def __init__(
        self, sources: Iterable[Source], settings: Settings, start: Callable[[Source], Future[Keyed]]
    ) -> None:
        self._sources = deque(sources)
        self._settings = settings
        self._start = start
        self._lock = threading.RLock()
        self._finished: SimpleQueue[tuple[Source, Future[Keyed]]] = SimpleQueue()
        self._reading = 0
        self._passages = 0  # prepared and not fetched
        self.unfetched = 0  # sources

    def prepared(self) -> Iterator[Prepared]:
        """Yield what became of each source, as it comes."""
        self._feed()
        while self.unfetched:
            source, future = self._finished.get()
            with self._lock:
                self.unfetched -= 1
                self._passages -= _passages(future)
            self._feed()
            yield source, _outcome(future, source, self._settings)

    def stop(self) -> None:
        """Give no more sources."""
        with self._lock:
            self._sources.clear()

    def _feed(self) -> None:
        most = reading_processes(self._settings) * _GIVEN
        enough = self._settings.batch * _BATCHES
        with self._lock:
            while self._sources and self._reading < most and self._passages < enough:
                source = self._sources.popleft()
                self._reading += 1
                self.unfetched += 1
                self._start(source).add_done_callback(partial(self._end, source))

    def _end(self, source: Source, future: Future[Keyed]) -> None:
        with self._lock:
            self._reading -= 1
            self._passages += _passages(future)
            if isinstance(_fault(future), BrokenProcessPool):
                self._sources.clear()
        self._finished.put((source, future))
        self._feed()


def _schedule(
    pool: Any, read: Callable[[Source, Settings], Keyed], settings: Settings, source: Source
) -> Future[Keyed]:
    future: Future[Keyed]
    try:
        future = pool.schedule(read, args=[source, settings], timeout=settings.file_seconds)
    except RuntimeError as error:  # pebble's word for a pool that has broken
        future = Future()
        future.set_exception(BrokenProcessPool(str(error)))
    return future


def _fault(future: Future[Keyed]) -> BaseException | None:
    return None if future.cancelled() else future.exception()


def _passages(future: Future[Keyed]) -> int:
    return 0 if future.cancelled() or future.exception() else len(future.result().keys)


def prepare_here(sources: Iterable[Source], settings: Settings) -> Iterator[Prepared]:
    """Yield the same in this process, one source at a time: for a single file, and for tests."""
    for source in sources:
        try:
            yield source, prepare_keyed(source, settings)
        except SourceError as error:
            yield source, error


def _outcome(future: Future[Keyed], source: Source, settings: Settings) -> Keyed | SourceError:
    from pebble import ProcessExpired

    try:
        return future.result()
    except SourceError as error:
        return error
    except TimeoutError:
        return SourceUnreadable(
            f"Reading the file took longer than {settings.file_seconds} s",
            value=source.path,
            next_step="Split the file, or raise VIRZIENI_FILE_SECONDS",
        )
    except (ProcessExpired, MemoryError):
        return out_of_memory(source, settings)
    except BrokenProcessPool as error:
        raise ReadingStopped(
            "The processes that read files have ended before they took a file",
            value=str(error) or str(error.__cause__ or "no reason given"),
            next_step=f"Free memory, lower {variable('workers')} or raise {variable('worker_megabytes')}, "
            "and run the command again: what was committed is kept",
        ) from error
    except Exception as error:  # what a process read does not come over
        return as_source_error(error, source, settings)


def _begin(settings: Settings) -> None:
    """Limit the memory of this process, and load what every file needs, before the time of one runs."""
    _end_with_parent()
    limit = settings.worker_megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        warm(settings)
    except Exception:  # the files will tell what is wrong, each in its own error
        logging.getLogger(__name__).debug("a reading process could not load its libraries", exc_info=True)


def _end_with_parent() -> None:
    """Have the system end this process with the run that started it, even if that is killed.

    Otherwise it would read its file to the end, and one that hangs for ever, since nobody keeps the time. The
    signal comes when the thread ends that started this process: the run's own, or the pool's, as old as it.
    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = parent_process()
    if parent is None or parent.pid != os.getppid():  # it ended before
        os._exit(1)
