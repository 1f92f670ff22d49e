"""Sources → documents, in worker processes with a limit of time and memory for each.

Goes in: sources. Comes out: for each a document with its keys or a SourceError, in the order of completion,
with no more than a few waiting, so that memory stays flat.
"""

from __future__ import annotations

import resource
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from multiprocessing import get_context

from ingest.keyed import Keyed
from ingest.prepare import prepare_keyed
from search.domain import Source
from search.errors import SourceError, SourceUnreadable
from search.settings import Settings, reading_processes

Prepared = tuple[Source, Keyed | SourceError]
_WAITING = 4  # prepared or running documents for each process
_GRACE = 60  # seconds for a fresh process to import its libraries


def prepare_all(sources: Iterable[Source], settings: Settings) -> Iterator[Prepared]:
    """Yield what became of each source. A process that hangs or dies takes only its own source with it."""
    from pebble import ProcessPool

    processes = reading_processes(settings)
    with ProcessPool(
        max_workers=processes,
        initializer=_limit_memory,
        initargs=[settings.worker_megabytes],
        context=get_context("spawn"),
    ) as pool:
        running: dict[Future[Keyed], Source] = {}
        try:
            for source in sources:
                timeout = settings.file_seconds + _GRACE
                running[pool.schedule(prepare_keyed, args=[source, settings], timeout=timeout)] = source
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
        return SourceUnreadable(
            f"Reading the file ended the process that read it (limit {settings.worker_megabytes} MB)",
            value=source.path,
            next_step="The file is damaged or made to use up memory; if not, raise VIRZIENI_WORKER_MEGABYTES",
        )


def _limit_memory(megabytes: int) -> None:
    limit = megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
