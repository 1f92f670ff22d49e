"""The matrix over 1,000 documents: the sample, and its documents again by other names, cities and years."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

DOCUMENTS = 1_000
ROUNDS = 7
STROKE = 5_000  # passages written at once
TODAY = date(2026, 1, 1)


def run() -> list[str]:
    """Return the times of the first matrix, of later ones, and of a bare scan of the same passages."""
    from ingest.run import Run, ingest_paths
    from search.backends import open_backend
    from search.catalog import CatalogKeeper
    from search.mentions import MentionsKeeper
    from search.searcher import open_searcher
    from search.settings import read_settings

    sample = Path(__file__).parents[2] / "corpora" / "sample" / "documents"
    with tempfile.TemporaryDirectory() as folder:
        own = replace(read_settings({}), data=Path(folder))
        ingest_paths(Run((str(sample),)), own)
        _fill(open_backend(own))
        searcher = open_searcher(own)
        documents, passages = searcher.status()
        bare = _best(lambda: _bare(searcher.backend))
        mentions = _best(lambda: MentionsKeeper().mentions(searcher.backend, searcher.corpora))
        catalog = _best(lambda: CatalogKeeper().catalog(searcher.backend))
        first = _best(lambda: _matrix(replace(searcher, kept=CatalogKeeper(), read=MentionsKeeper())))
        later = _best(lambda: _matrix(searcher))
        projects = len(searcher.catalog().projects)
    return [
        f"{documents} documents, {passages} passages, {projects} projects",
        f"bare scan of ids and tags: {1000 * bare:.0f} ms",
        f"first matrix: {1000 * first:.0f} ms, {first / bare:.1f} times the scan"
        f" (mentions {1000 * mentions:.0f} ms, projects {1000 * catalog:.0f} ms)",
        f"while the index stays as it is: {1000 * later:.0f} ms, {later / bare:.1f} times",
    ]


def _matrix(searcher: Any) -> object:
    from search.coverage import coverage
    from search.domain import Filters

    return coverage(searcher, Filters(), TODAY)


def _bare(backend: Any) -> int:
    from search.filters import all_of

    return sum(1 for _ in backend.scan(all_of(), ("id", "document_id", "themes")))


def _best(work: Callable[[], object]) -> float:
    """Return the seconds of the best of some rounds."""
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def _fill(backend: Any) -> None:
    """Write the documents again and again until there are DOCUMENTS, none of them a version of another."""
    from search.backends.embedded_schema import arrow_table

    table: Any = backend._open()
    stroke: list[Any] = []
    for records in _again(backend):
        backend.keep_beside({records[0]["document_id"]: records})
        stroke += records
        if len(stroke) >= STROKE:
            table.add(arrow_table(stroke, table.schema))
            stroke = []
    if stroke:
        table.add(arrow_table(stroke, table.schema))
    backend.settle()


def _again(backend: Any) -> Iterator[list[Any]]:
    from search.corpora import load_corpora
    from search.filters import EVERYTHING

    cities = [one.id for one in load_corpora().cities]
    generator = np.random.default_rng(3)
    held = sorted({row["document_id"] for row in backend.scan(EVERYTHING, ("document_id",))})
    for number in range(DOCUMENTS - len(held)):
        records = backend.document(held[number % len(held)])
        moved = int(generator.integers(-3, 4))
        city = cities[int(generator.integers(len(cities)))]
        yield _told_anew([_renamed(record, f"{number:016x}", city, moved) for record in records])


def _told_anew(records: list[Any]) -> list[Any]:
    """Return the records with the accounts of projects that they tell as records of their document."""
    from search.account_records import accounts_text
    from search.projects import accounts_of
    from search.records import document_of, passage_of, tags_of

    records.sort(key=lambda record: int(record["position"]))
    tagged = [(passage_of(record), tags_of(record)) for record in records]
    accounts = accounts_of(document_of(records[0]), tagged)
    text = accounts_text(accounts, {record["id"]: record["locator"] for record in records})
    return [{**records[0], "accounts": text}, *records[1:]]


def _renamed(record: Any, document_id: str, city: str, moved: int) -> Any:
    """Return the record as one of another document; without keys of identity it has no relatives."""
    told = {
        "id": document_id + record["id"][len(document_id) :],
        "document_id": document_id,
        "title": f"{record['title']} {document_id}",
        "cities": [city],
        "identity": [f"c{document_id}"] if record["identity"] else [],
        "sketch": "",
        "figures": "",
    }
    if record["valid_to"]:
        told |= {"valid_from": record["valid_from"] + moved, "valid_to": record["valid_to"] + moved}
    return {**record, **told}


if __name__ == "__main__":
    sys.stdout.write("\n".join(run()) + "\n")
