"""Born-digital PDF: pages a second of one converting process and of the whole, and the share of embedding."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import search.embedding
from ingest.convert import convert
from ingest.repair import repair
from ingest.run import Run, ingest_paths
from search.calibration import load_calibration
from search.corpora import load_corpora
from search.embedding import Embedder
from search.settings import Settings, read_settings

ROUNDS = 3
SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample" / "documents"
COPIES = (
    8  # of each born-digital PDF of the sample, each with a byte of its own, so that nothing is unchanged
)


class _Timed:
    """An embedder that counts its time and keeps what it is given."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.identity, self.dimension = inner.identity, inner.dimension
        self.begin()

    def begin(self) -> None:
        self.seconds = 0.0
        self.batches: list[list[str]] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        begun = time.perf_counter()
        vectors = self._inner.embed_passages(texts)
        self.seconds += time.perf_counter() - begun
        self.batches.append(list(texts))
        return vectors

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._inner.embed_queries(texts)


def born_digital() -> dict[Path, int]:
    """Sample PDFs every page of which has text, with their numbers of pages."""
    import pypdfium2

    found = {}
    for path in sorted(SAMPLE.glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            if all(page.get_textpage().count_chars() > 20 for page in document):
                found[path] = len(document)
    return found


def seconds_of_converting(paths: Sequence[Path], settings: Settings) -> float:
    """Seconds that one process takes to convert and repair files, libraries loaded, nothing kept."""
    repair(convert(paths[0], settings))
    begun = time.perf_counter()
    for path in paths:
        repair(convert(path, settings))
    return time.perf_counter() - begun


def run() -> list[str]:
    settings = read_settings({})
    timed = _Timed(search.embedding.load_embedder(settings))
    timed.embed_passages(["iesildīšana"])
    sample = born_digital()
    pages = sum(sample.values()) * COPIES
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, "pdf")
        _copy(sample, documents)
        converting = seconds_of_converting(sorted(documents.iterdir()), settings)
        rounds = [_round(documents, Path(folder, f"round-{number}"), timed) for number in range(ROUNDS)]
    whole, passages = min((one.seconds, one.passages) for one in rounds)
    inside = min(one.embedding for one in rounds)
    alone = min(one.alone for one in rounds)
    return [
        f"{pages} pages converted and repaired by one process in {converting:.1f} s: "
        f"{pages / converting:.0f} pages/s",
        f"{pages} pages, {passages} passages in {whole:.1f} s: {pages / whole:.1f} pages/s,"
        f" {passages / whole:.0f} passages/s, starting the reading processes included; best of {ROUNDS} runs",
        f"embedding the same batches with nothing else running takes {alone:.1f} s: the whole takes"
        f" {whole / alone:.2f} × as long ({inside:.1f} s were spent in embedding within the run)",
        "processor seconds of the whole and of embedding alone: "
        + ", ".join(f"{one.processor:.0f} and {one.processor_alone:.0f}" for one in rounds),
    ]


@dataclass(frozen=True)
class _Round:
    seconds: float  # of a whole run
    passages: int
    embedding: float  # within it
    alone: float  # of embedding the same batches once more, with nothing else running
    processor: float  # seconds of all processes
    processor_alone: float


def _copy(sample: Iterable[Path], folder: Path) -> None:
    folder.mkdir()
    for path in sample:
        for copy in range(COPIES):
            target = folder / f"{path.stem}-{copy}.pdf"
            shutil.copy(path, target)
            with target.open("ab") as file:
                file.write(f"\n% {copy}\n".encode())


def _round(documents: Path, place: Path, timed: _Timed) -> _Round:
    """Run the pipeline with nothing kept of what is measured, and embed what it embedded again."""
    own = replace(read_settings({}), data=place / "data", cache=place / "cache")
    load_calibration(timed, load_corpora(), own.cache)
    timed.begin()
    original = search.embedding.load_embedder
    search.embedding.load_embedder = lambda settings: timed
    begun = _processor_seconds()
    try:
        report = ingest_paths(Run((str(documents),)), own)
    finally:
        search.embedding.load_embedder = original
    embedding, batches = timed.seconds, timed.batches
    between = _processor_seconds()
    timed.begin()
    for texts in batches:
        timed.embed_passages(texts)
    return _Round(
        report.seconds, report.passages, embedding, timed.seconds, between - begun,
        _processor_seconds() - between,
    )  # fmt: skip


def _processor_seconds() -> float:
    return sum(os.times()[:4])


if __name__ == "__main__":
    print("\n".join(run()))  # noqa: T201
