"""Born-digital PDF: pages a second of one converting process and of the whole, and the share of embedding."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import search.embedding
from ingest.convert import convert
from ingest.repair import repair
from ingest.run import Run, ingest_paths
from search.embedding import Embedder
from search.settings import Settings, read_settings

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample" / "documents"
COPIES = (
    8  # of each born-digital PDF of the sample, each with a byte of its own, so that nothing is unchanged
)


class _Timed:
    """An embedder that counts its time."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.identity, self.dimension = inner.identity, inner.dimension
        self.seconds = 0.0

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        begun = time.perf_counter()
        vectors = self._inner.embed_passages(texts)
        self.seconds += time.perf_counter() - begun
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
    timed.seconds = 0.0
    with tempfile.TemporaryDirectory() as folder:
        sample = born_digital()
        pages = sum(sample.values()) * COPIES
        for path in sample:
            for copy in range(COPIES):
                target = Path(folder, "pdf", f"{path.stem}-{copy}.pdf")
                target.parent.mkdir(exist_ok=True)
                shutil.copy(path, target)
                with target.open("ab") as file:
                    file.write(f"\n% {copy}\n".encode())
        converting = seconds_of_converting(sorted(Path(folder, "pdf").iterdir()), settings)
        original = search.embedding.load_embedder
        search.embedding.load_embedder = lambda settings: timed
        try:
            report = ingest_paths(
                Run((str(Path(folder, "pdf")),)), replace(settings, data=Path(folder, "data"))
            )
        finally:
            search.embedding.load_embedder = original
    seconds, passages = report.seconds, report.passages
    return [
        f"{pages} pages converted and repaired by one process in {converting:.1f} s: "
        f"{pages / converting:.0f} pages/s",
        f"{pages} pages, {passages} passages in {seconds:.1f} s: {pages / seconds:.1f} pages/s,"
        f" {passages / seconds:.0f} passages/s, starting the reading processes included",
        f"embedding is {timed.seconds / seconds:.0%} of it"
        f" (the whole takes {seconds / timed.seconds:.2f} × the time of embedding alone)",
    ]
