"""One source → one document with its passages, as a Haystack pipeline; runs in a worker process.

Goes in: a Source. Comes out: a Document, or a SourceError that says why not. Knows no index and no model.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ingest.facts import read_facts
from ingest.intake import read
from ingest.kept import convert_once
from ingest.keyed import Keyed, keyed
from ingest.pages import Converted
from ingest.pipelines import import_haystack
from ingest.repair import repair
from ingest.split import split
from search.corpora import load_corpora
from search.domain import Document, Facts, Passage, Source
from search.errors import SourceError, SourceUnreadable
from search.language.names import city_finder
from search.manifest import SPLITTING
from search.settings import Settings


def revision_of(source: Source) -> str:
    """Return what tells one version of a document from another: its content, and how it is split."""
    return hashlib.sha256(f"{source.content_hash} {SPLITTING}".encode()).hexdigest()[:16]


def prepare(source: Source, settings: Settings) -> Document:
    """Read a source whole. Raises SourceUnreadable or SourceUnread.

    A fault of our own is raised as SourceUnreadable too: a bad source never stops a run.
    """
    try:
        answer = _pipeline(settings).run(
            {"convert": {"source": source}, "split": {"source": source}}, include_outputs_from={"repair"}
        )
    except Exception as error:
        raise as_source_error(error, source, settings) from error
    passages: tuple[Passage, ...] = answer["split"]["passages"]
    facts: Facts = answer["facts"]["facts"]
    converted: Converted = answer["repair"]["repaired"]
    if not passages:
        raise SourceUnreadable(
            "The document has no text",
            value=source.path,
            next_step="Check that the file holds more than headings",
        )
    return Document(source.document_id, source, facts, passages, revision_of(source), notes=converted.notes)


def prepare_keyed(source: Source, settings: Settings) -> Keyed:
    """Read a source whole, and make the keys of its passages. Raises as `prepare` does."""
    return keyed(prepare(source, settings))


def warm(settings: Settings) -> None:
    """Load the libraries and tables that every source needs, by reading a small text."""
    import pypdfium2  # noqa: F401 - most sources are PDF files

    with TemporaryDirectory() as folder:
        path = Path(folder) / "virzieni.txt"
        path.write_text(
            "Liepājas pilsētas attīstības programma 2022.–2027. gadam.\n\nOsta.\n", encoding="utf-8"
        )
        keyed(prepare_file(path, replace(settings, cache=Path(folder))))


def prepare_file(path: Path, settings: Settings) -> Document:
    """Read one file as it would be indexed, outside any collection. Raises as `prepare` does."""
    data = read(path, settings)
    digest = hashlib.sha256(data).hexdigest()
    return prepare(Source(digest[:16], "", path.name, str(path.absolute()), len(data), digest), settings)


def prepare_pipeline(settings: Settings) -> Any:
    """Return the Haystack pipeline: convert → repair → facts and passages."""
    haystack = import_haystack()
    component = haystack.component
    corpora = load_corpora()
    finder = city_finder(corpora)

    @component
    class Convert:
        @component.output_types(converted=Converted, path=str)
        def run(self, source: Source) -> dict[str, Any]:
            converted = convert_once(Path(source.location), settings)
            return {"converted": converted, "path": source.path}

    @component
    class Repair:
        @component.output_types(repaired=Converted)
        def run(self, converted: Converted) -> dict[str, Any]:
            return {"repaired": repair(converted)}

    @component
    class ReadFacts:
        @component.output_types(facts=Facts)
        def run(self, repaired: Converted, path: str) -> dict[str, Any]:
            return {"facts": read_facts(repaired.pages, repaired.metadata, path, finder, corpora)}

    @component
    class Split:
        @component.output_types(passages=tuple[Passage, ...])
        def run(self, repaired: Converted, source: Source) -> dict[str, Any]:
            return {"passages": split(source.document_id, repaired.pages)}

    pipeline = haystack.Pipeline()
    pipeline.add_component("convert", Convert())
    pipeline.add_component("repair", Repair())
    pipeline.add_component("facts", ReadFacts())
    pipeline.add_component("split", Split())
    pipeline.connect("convert.converted", "repair.converted")
    pipeline.connect("repair.repaired", "facts.repaired")
    pipeline.connect("convert.path", "facts.path")
    pipeline.connect("repair.repaired", "split.repaired")
    return pipeline


@lru_cache(maxsize=1)
def _pipeline(settings: Settings) -> Any:
    return prepare_pipeline(settings)


def out_of_memory(source: Source, settings: Settings) -> SourceError:
    """Return the error for a source that took all the memory of the process that read it."""
    return SourceUnreadable(
        f"Reading the file ended the process that read it (limit {settings.worker_megabytes} MB)",
        value=source.path,
        next_step="The file is damaged or made to use up memory; if not, raise VIRZIENI_WORKER_MEGABYTES",
    )


def as_source_error(error: BaseException, source: Source, settings: Settings) -> SourceError:
    """Return our own error behind what the pipeline raised, or one that names the unforeseen fault."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, SourceError):
            return cause
        if isinstance(cause, MemoryError):
            return out_of_memory(source, settings)
        cause = cause.__cause__ or cause.__context__
    logging.getLogger(__name__).debug("unforeseen fault in %s", source.path, exc_info=error)
    return SourceUnreadable(
        "Reading the file failed in an unforeseen way",
        value=f"{type(error).__name__}: {str(error).splitlines()[0][:200] if str(error) else ''}",
        next_step="Please report it with the file; the other files are not affected",
    )
