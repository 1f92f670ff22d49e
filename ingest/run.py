"""One run of ingestion: paths → sources → documents → index, with a report.

Owns the order of things: the lock, what is unchanged, batches, the commit of each document, its state.
Killed at any moment, it leaves whole documents, and the next run continues.
"""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.index import index_documents, index_pipeline
from ingest.report import Outcome, Report
from ingest.sources import Found, find_sources
from ingest.workers import Prepared, prepare_all
from search import manifest
from search.backends import Backend, open_backend
from search.collection import Collection, SourceRow, open_collection
from search.domain import Document, Source, SourceState
from search.embedding import model_identity
from search.errors import BackendError, IndexBusy, SourceError, SourceUnread
from search.settings import Settings

Prepare = Callable[[Iterable[Source], Settings], Iterator[Prepared]]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is asked to do."""

    paths: tuple[str, ...]
    collection: str | None = None
    prune: bool = False
    rebuild: bool = False


@dataclass
class _Work:
    """What the steps of one run share."""

    run: Run
    settings: Settings
    backend: Backend
    collection: Collection
    report: Report
    done: Callable[[Outcome], None]

    def finish(self, outcome: Outcome) -> None:
        self.report.outcomes.append(outcome)
        self.done(outcome)


def ingest_paths(
    run: Run,
    settings: Settings,
    started: Callable[[int], None] = lambda total: None,
    done: Callable[[Outcome], None] = lambda outcome: None,
    prepare: Prepare = prepare_all,
) -> Report:
    """Bring the index in step with the files and addresses of `run`, and report on every one.

    `started` gets the number of sources, `done` each outcome as it comes. Raises IndexBusy, ManifestMismatch,
    ModelError and BackendError; what concerns one source is an outcome instead.
    """
    begun = time.perf_counter()
    report = Report()
    with _locked(settings.data):
        if run.rebuild:
            shutil.rmtree(settings.data / "index", ignore_errors=True)
        work = _Work(run, settings, open_backend(settings), open_collection(settings.data), report, done)
        if run.rebuild:
            work.collection.forget_all()
        if work.backend.manifest() is not None:
            manifest.check(work.backend.manifest(), manifest.expected(model_identity(settings)))
        found = find_sources(run.paths, settings, work.collection, run.collection)
        started(len(found.sources) + len(found.failures))
        for failure in found.failures:
            work.finish(
                Outcome(failure.path, SourceState.FAILED, 0, failure.error.what, failure.error.next_step)
            )
        changed = list(_changed(found.sources, work))
        written = _index(changed, work, prepare) if changed else 0
        removed = _prune(found, work) if run.prune else 0
        if written or removed:
            work.backend.settle()
    report.seconds = time.perf_counter() - begun
    return report


def _changed(sources: Iterable[Source], work: _Work) -> Iterator[Source]:
    """Yield the sources to read; a sound one whose content is indexed already is unchanged."""
    for source in sources:
        row = work.collection.row(source.document_id)
        same = row is not None and row.source.content_hash == source.content_hash
        if row is not None and same and row.state is SourceState.INDEXED:
            if row.source != source:  # moved with its collection: the place changes, the content does not
                work.collection.record(SourceRow(source, row.state, row.revision, passages=row.passages))
            work.finish(Outcome(source.path, SourceState.UNCHANGED))
        else:
            yield source


def _index(sources: list[Source], work: _Work, prepare: Prepare) -> int:
    pipeline: Any = None
    waiting: list[Document] = []
    written = 0
    for source, prepared in prepare(sources, work.settings):
        if isinstance(prepared, SourceError):
            _refuse(source, prepared, work)
            continue
        pipeline = pipeline or _open_pipeline(work)
        waiting.append(prepared)
        if sum(len(document.passages) for document in waiting) >= work.settings.batch:
            written += _write(pipeline, waiting, work)
            waiting = []
    if waiting:
        written += _write(pipeline, waiting, work)
    return written


def _open_pipeline(work: _Work) -> Any:
    from search.calibration import load_calibration
    from search.corpora import load_corpora
    from search.directions import direction_tagger
    from search.embedding import load_embedder

    embedder = load_embedder(work.settings)
    corpora = load_corpora()
    if work.backend.manifest() is None:
        wanted = manifest.expected(embedder.identity)
        work.backend.write_manifest(manifest.as_stored(wanted, embedder.dimension))
    calibration = load_calibration(embedder, corpora, work.settings.cache)
    return index_pipeline(embedder, direction_tagger(calibration, corpora.other.id), work.backend)


def _write(pipeline: Any, documents: list[Document], work: _Work) -> int:
    index_documents(pipeline, documents)
    for document in documents:
        count = len(document.passages)
        row = SourceRow(document.source, SourceState.INDEXED, document.revision, passages=count)
        work.collection.record(row)
        work.finish(Outcome(document.source.path, SourceState.INDEXED, count, notes=document.notes))
    return len(documents)


def _refuse(source: Source, error: SourceError, work: _Work) -> None:
    """Keep why a source was not indexed; a version of it that is in the index stays there."""
    before = work.collection.row(source.document_id)
    state = SourceState.UNREAD if isinstance(error, SourceUnread) else SourceState.FAILED
    revision, passages = (before.revision, before.passages) if before else ("", 0)
    reason = _reason(error)
    if revision:
        reason += " (the version read before stays in the index)"
    work.collection.record(SourceRow(source, state, revision, reason, error.next_step, passages))
    work.finish(Outcome(source.path, state, 0, reason, error.next_step))


def _reason(error: SourceError) -> str:
    return error.what if error.value is None else f"{error.what}: {error.value}"


def _prune(found: Found, work: _Work) -> int:
    """Remove the documents that lie under the given folders and whose files are gone."""
    seen = {source.document_id for source in found.sources}
    removed = 0
    for row in work.collection.rows(found.collections):
        missing = row.source.document_id not in seen and found.covers(row.source)
        if missing and not Path(row.source.location).exists():
            if row.revision:
                work.backend.remove_document(row.source.document_id)
            work.collection.forget(row.source.document_id)
            work.finish(Outcome(row.source.path, SourceState.REMOVED, 0, "its file is gone"))
            removed += 1
    return removed


@contextmanager
def _locked(data: Path) -> Iterator[None]:
    """Hold the write lock of the data folder. Raises IndexBusy when another run has it."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        handle = (data / "ingest.lock").open("w")
    except OSError as error:
        raise BackendError(
            "The data folder cannot be written", value=f"{data}: {error.strerror}",
            next_step="Check its rights and the disk's free space, or set VIRZIENI_DATA",
        ) from error  # fmt: skip
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusy(
                "Another run is writing to the index", value=data, next_step="Wait until it has ended"
            ) from error
        yield
