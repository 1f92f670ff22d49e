"""One run of ingestion: paths → sources → documents → index, with a report.

Owns the order of things: the lock, what is unchanged, batches, the commit of each document, its state.
Killed at any moment, it leaves whole documents, and the next run continues.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.batch import Batch
from ingest.download import is_address
from ingest.index import index_pipeline, run_pipeline, store_pipeline
from ingest.keyed import Keyed, with_corrections, with_tag_corrections
from ingest.pipelines import import_haystack
from ingest.report import Outcome, Report
from ingest.sources import Found, find_sources
from ingest.workers import Prepared, prepare_all
from ingest.writer import Writer
from search import manifest
from search.backends import Backend, open_backend
from search.collection import Collection, SourceRow, open_collection
from search.corpora import load_corpora
from search.domain import Source, SourceState
from search.embedding import model_identity
from search.errors import (
    BackendError,
    IndexBusy,
    QueryError,
    SourceError,
    SourceUnread,
    SourceUnreadable,
    VirzieniError,
)
from search.filters import AnyOf, AtPosition, Filter
from search.keep import remove_left
from search.settings import Settings
from search.tagging.nearest_entries import IDENTITY as NEAREST_ENTRIES

if TYPE_CHECKING:
    from search.embedding import Embedder
    from search.tagging.directions import Tagger

_Model = tuple["Embedder", "Tagger"]
_UNSETTLED = "unsettled"  # a file that lies beside the index from the first commit of a run to its end
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
    later: list[SourceRow] = field(default_factory=list)  # recorded once readers see the index they are in

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
    with locked(settings.data):
        work = _Work(run, settings, open_backend(settings), open_collection(settings.data), report, done)
        remove_left(settings.cache / "converted", settings.cache / "pages", settings.data / "originals")
        wanted = manifest.expected(model_identity(settings), settings.data)
        if not run.rebuild and work.backend.manifest() is not None:
            manifest.check(work.backend.manifest(), wanted)
        found = find_sources(run.paths, settings, work.collection, run.collection)
        report.notes.extend(found.notes)
        if run.rebuild and found.sources:  # a mistyped path must not cost the index
            work.backend = work.backend.anew()
        if work.backend.manifest() is None:  # built anew, or its folder was removed: nothing is indexed
            work.collection.forget_all()
        gone = _prune_gone(work) if run.prune else set()
        failures = [failure for failure in found.failures if failure.path not in gone]
        started(len(found.sources) + len(failures))
        for failure in failures:
            work.finish(
                Outcome(failure.path, SourceState.FAILED, 0, failure.error.what, failure.error.next_step)
            )
        _remove_twins(found, work)
        changed = list(_changed(found.sources, work))
        if changed:
            _index(changed, work, prepare)
        if run.prune:
            _prune(found, work)
        unsettled = settings.data / _UNSETTLED
        removed = any(one.state is SourceState.REMOVED for one in report.outcomes)
        if (removed or unsettled.exists()) and work.backend.manifest() is not None:
            work.backend.settle()
            unsettled.unlink(missing_ok=True)
        work.collection.record(*work.later)
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


def _index(sources: list[Source], work: _Work, prepare: Prepare) -> None:
    identity = model_identity(work.settings)
    if manifest.expected(identity, work.settings.data).tagger == NEAREST_ENTRIES:
        work.report.notes.append(
            f"nothing was learned about directions for the model {identity}; the nearest vocabulary tags, "
            "until `virzieni train-directions` and `virzieni reindex`"
        )
    with ThreadPoolExecutor(1) as beside:
        model = beside.submit(load_model, work.settings)  # while the reading processes start
        writer = Writer(lambda: _open_store(work, *model.result()))
        try:
            with writer:
                _index_all(prepare(sources, work.settings), work, writer, model)
        finally:
            _record(writer, work)  # also what was committed before a stop


def _index_all(read: Iterator[Prepared], work: _Work, writer: Writer, model: Future[_Model]) -> None:
    pipeline: Any = None
    waiting: list[Keyed] = []
    for source, prepared in read:
        if isinstance(prepared, SourceError):
            _refuse(source, prepared, work)
            continue
        pipeline = pipeline or index_pipeline(model.result()[0], writer)
        corrections = work.collection.corrections(source.document_id)
        try:
            own = with_tag_corrections(prepared, work.collection.tag_corrections(source.document_id))
            waiting.append(with_corrections(own, corrections, load_corpora()))
        except QueryError as error:
            _refuse(source, _bad_correction(error, source), work)
            continue
        if sum(len(one.keys) for one in waiting) >= work.settings.batch:
            _write(pipeline, waiting, writer, work)
            waiting = []
    if waiting:
        _write(pipeline, waiting, writer, work)


def _bad_correction(error: QueryError, source: Source) -> SourceUnreadable:
    return SourceUnreadable(
        f"A correction by staff cannot be used any more: {error.what}",
        value=error.value,
        next_step=f"Correct it anew, or take it back: `virzieni correct {source.document_id} FIELD --undo`",
    )


def load_model(settings: Settings) -> _Model:
    """Return the embedding model and the direction tagger. Raises ModelError."""
    import_haystack()  # takes its time, and is needed next

    from search.calibration import load_calibration
    from search.embedding import load_embedder
    from search.tagging.directions import load_tagger

    embedder = load_embedder(settings)
    corpora = load_corpora()
    calibration = load_calibration(embedder, corpora, settings.cache)
    return embedder, load_tagger(embedder, calibration, corpora, settings.cache, settings.data)


def _open_store(work: _Work, embedder: Embedder, tagger: Tagger) -> Callable[[Batch], None]:
    if work.backend.manifest() is None:
        wanted = manifest.expected(embedder.identity, work.settings.data)
        work.backend.write_manifest(manifest.as_stored(wanted, embedder.dimension))
    (work.settings.data / _UNSETTLED).touch()
    return partial(run_pipeline, store_pipeline(tagger, work.backend), "tag")


def _write(pipeline: Any, documents: list[Keyed], writer: Writer, work: _Work) -> None:
    try:
        run_pipeline(pipeline, "embed", Batch(tuple(documents)))
    except VirzieniError:
        raise
    except Exception as error:
        if len(documents) > 1:  # one of them is at fault; the others are indexed without it
            for one in documents:
                _write(pipeline, [one], writer, work)
            return
        _refuse(documents[0].document.source, _unforeseen(error), work)
    _record(writer, work)


def _unforeseen(error: Exception) -> SourceUnreadable:
    cause = error.__cause__ or error
    logging.getLogger(__name__).error("a document cannot be indexed", exc_info=error)
    return SourceUnreadable(
        "Indexing the document failed in an unforeseen way",
        value=f"{type(cause).__name__}: {str(cause)[:200]}",
        next_step="Please report it with the file; the other files are not affected",
    )


def _record(writer: Writer, work: _Work) -> None:
    """Keep the states of the documents that have been stored since the last time."""
    stored = writer.stored()
    documents = [one.document for one in stored if one.error is None]
    rows = [
        SourceRow(one.source, SourceState.INDEXED, one.revision, passages=len(one.passages))
        for one in documents
    ]
    if work.backend.is_live():
        work.collection.record(*rows)
    else:
        work.later.extend(rows)
    for one in documents:
        work.finish(Outcome(one.source.path, SourceState.INDEXED, len(one.passages), notes=one.notes))
    for failed in stored:
        if failed.error is not None:
            known = failed.error if isinstance(failed.error, SourceError) else _unforeseen(failed.error)
            _refuse(failed.document.source, known, work)


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


def _prune(found: Found, work: _Work) -> None:
    """Remove the documents that lie under the given folders and whose files are gone."""
    seen = {source.document_id for source in found.sources}
    for row in work.collection.rows(found.collections):
        missing = row.source.document_id not in seen and found.covers(row.source)
        if missing and not Path(row.source.location).exists():
            _remove(row, "its file is gone", work)
    _prune_unknown(found, work)


def _remove_twins(found: Found, work: _Work) -> None:
    """Remove documents of files that are sources of another collection: a file is one source."""
    ids = {source.location: source.document_id for source in found.sources if not is_address(source.path)}
    for row in work.collection.rows():
        kept = ids.get(row.source.location, row.source.document_id)
        if kept != row.source.document_id and not is_address(row.source.path):
            _remove(row, f"its file is read as the document {kept}", work)


def _prune_gone(work: _Work) -> set[str]:
    """Remove the documents under given paths that are gone themselves, and return these paths."""
    gone: set[str] = set()
    for given in work.run.paths:
        place = Path(given).expanduser().absolute()
        if is_address(given) or place.exists():
            continue
        for row in work.collection.rows():
            if not is_address(row.source.location) and Path(row.source.location).is_relative_to(place):
                _remove(row, "its folder is gone", work)
                gone.add(given)
    return gone


def _remove(row: SourceRow, why: str, work: _Work) -> None:
    if row.revision:
        work.backend.remove_document(row.source.document_id)
    work.collection.forget(row.source.document_id)
    work.finish(Outcome(row.source.path, SourceState.REMOVED, 0, why))


def _prune_unknown(found: Found, work: _Work) -> None:
    """Remove documents that were committed before a kill and whose files went before the next run."""
    if work.backend.manifest() is None or not found.collections:
        return
    heads = Filter((AnyOf("collection", tuple(found.collections)), AtPosition(0)))
    for row in list(work.backend.scan(heads, ["document_id", "path"])):
        if work.collection.row(row["document_id"]) is None:
            work.backend.remove_document(row["document_id"])
            work.finish(Outcome(row["path"], SourceState.REMOVED, 0, "its file is gone"))


@contextmanager
def locked(data: Path) -> Iterator[None]:
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
