"""The documents of a table of projects → the catalog of their projects, in a temporary store."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ingest.index import index_at_once
from ingest.keyed import keyed
from ingest.prepare import prepare_file
from search import manifest
from search.backends import open_backend
from search.calibration import load_calibration
from search.catalog import read_catalog
from search.corpora import ROOT, load_corpora
from search.embedding import load_embedder
from search.errors import CorpusError
from search.evaluate.project_records import Figures, ReadRecords, load_table, measured_records
from search.settings import Settings
from search.tagging.directions import load_tagger

PROJECTS = ROOT / "judgements" / "projects.tsv"
_TOGETHER = 16  # documents


def judged_records(table: Path, settings: Settings) -> Figures:
    """Return the figures of the projects that are read from the documents of a table.

    The documents are named from the folder above `corpora`, or from the current one. Raises CorpusError,
    SourceUnreadable, SourceUnread, ModelError, BackendError.
    """
    judged = load_table(table)
    files = [_found(name, table) for name in dict.fromkeys(one.document for one in judged)]
    return measured_records(judged, records_of(files, settings))


def records_of(files: Iterable[Path], settings: Settings) -> ReadRecords:
    """Return the catalog of some files, prepared, tagged and stored as for searching, with their passages."""
    with tempfile.TemporaryDirectory(prefix="virzieni-projects-") as folder:
        name = f"{settings.opensearch_index}-projects-{uuid.uuid4().hex[:8]}"
        own = replace(settings, data=Path(folder), opensearch_index=name)
        embedder, corpora = load_embedder(own), load_corpora()
        calibration = load_calibration(embedder, corpora, own.cache)
        backend = open_backend(own)
        try:
            backend.write_manifest(
                manifest.as_stored(manifest.expected(embedder.identity), embedder.dimension)
            )
            tagger = load_tagger(embedder, calibration, corpora, own.cache, None)
            documents = [keyed(prepare_file(path, own)) for path in files]
            for start in range(0, len(documents), _TOGETHER):
                index_at_once(documents[start : start + _TOGETHER], embedder, tagger, backend)
            backend.settle()
            passages = {passage.id: passage for one in documents for passage in one.document.passages}
            return ReadRecords(read_catalog(backend), passages)
        finally:
            backend.drop()


def _found(name: str, table: Path) -> Path:
    for folder in (ROOT.parent, Path.cwd(), table.parent):
        if (folder / name).is_file():
            return folder / name
    raise CorpusError(
        "A document of the table is missing",
        value=name,
        next_step=f"Name it from {ROOT.parent} or from the folder you are in",
    )
