"""Sources → documents, in worker processes with a limit of time and memory for each.

Goes in: sources. Comes out: for each a document with its keys or a SourceError, in the order of completion,
with no more than a few waiting, so that memory stays flat. A process loads its libraries before its first
file, so that the limit of time is the file's own.
"""

from __future__ import annotations

import ctypes
import logging
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from multiprocessing import get_context, parent_process

from ingest.keyed import Keyed
from ingest.prepare import out_of_memory, prepare_keyed, warm
from search.domain import Source
from search.errors import SourceError, SourceUnreadable
from search.settings import Settings, reading_processes

Prepared = tuple[Source, Keyed | SourceError]
_PR_SET_PDEATHSIG = 1  # of <linux/prctl.h>
_WAITING = 4  # prepared or running documents for each process


def prepare_all(
    sources: Iterable[Source], settings: Settings, read: Callable[[Source, Settings], Keyed] = prepare_keyed
) -> Iterator[Prepared]:
    """Yield what became of each source. A process that hangs or dies takes only its own source with it.

    `read` is a function of a module, which the processes import.
    """
    from pebble import ProcessPool

    processes = reading_processes(settings)
    with ProcessPool(
        max_workers=processes,
        initializer=_begin,
        initargs=[settings],
        context=get_context("spawn"),
    ) as pool:
        running: dict[Future[Keyed], Source] = {}
        try:
            for source in sources:
                limit = settings.file_seconds
                running[pool.schedule(read, args=[source, settings], timeout=limit)] = source
                if len(running) >= processes * _WAITING:
                    yield from _finished(running, settings)
            while running:
                yield from _finished(running, settings)
        finally:
            if running:
                pool.stop()


def prepare_here(sources: Iterable[Source], settings: Settings) -> Iterator[Prepared]:
    """Yield the same in this process, one source at a time: for a single file, and for tests."""
    for source in sources:
        try:
            yield source, prepare_keyed(source, settings)
        except SourceError as error:
            yield source, error


def _finished(running: dict[Future[Keyed], Source], settings: Settings) -> Iterator[Prepared]:
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in sorted(done, key=lambda one: running[one].path):
        source = running.pop(future)
        yield source, _outcome(future, source, settings)


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
