"""Pages a second of born-digital PDF through the whole pipeline, and the share of it that is embedding."""

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
from ingest.run import Run, ingest_paths
from search.embedding import Embedder
from search.settings import read_settings

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample" / "documents"
COPIES = 12  # of each sample PDF, each with a byte of its own, so that nothing is unchanged


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


def run() -> list[str]:
    import pypdfium2

    settings = read_settings({})
    timed = _Timed(search.embedding.load_embedder(settings))
    timed.embed_passages(["iesildīšana"])
    timed.seconds = 0.0
    with tempfile.TemporaryDirectory() as folder:
        pages = 0
        for path in sorted(SAMPLE.glob("*.pdf")):
            with pypdfium2.PdfDocument(path) as document:
                pages += len(document) * COPIES
            for copy in range(COPIES):
                target = Path(folder, "pdf", f"{path.stem}-{copy}.pdf")
                target.parent.mkdir(exist_ok=True)
                shutil.copy(path, target)
                with target.open("ab") as file:
                    file.write(f"\n% {copy}\n".encode())
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
        f"{pages} pages, {passages} passages in {seconds:.1f} s: {pages / seconds:.1f} pages/s,"
        f" {passages / seconds:.0f} passages/s, starting the reading processes included",
        f"embedding is {timed.seconds / seconds:.0%} of it"
        f" (the whole takes {seconds / timed.seconds:.2f} × the time of embedding alone)",
    ]
