"""Query p50/p95 over 100,000 synthetic passages, beside a bare LanceDB hybrid query on the same table."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ingest.texts import text_document
from search import manifest
from search.backends import open_backend
from search.backends.embedded import EmbeddedBackend
from search.backends.embedded_schema import arrow_table
from search.calibration import load_calibration
from search.corpora import load_corpora
from search.domain import Document, Query
from search.embedding import load_embedder
from search.records import Enriched, Record, passage_keys, to_records
from search.searcher import Searcher
from search.settings import quiet_libraries, read_settings

PASSAGES = 100_000
WORDS_A_PASSAGE = 90  # about 650 characters, so that a paragraph is a passage
IN_A_DOCUMENT = 50
QUESTIONS = 60


def run() -> list[str]:
    quiet_libraries()
    settings = read_settings({})
    embedder = load_embedder(settings)
    corpora = load_corpora()
    with tempfile.TemporaryDirectory() as folder:
        own = replace(settings, data=Path(folder))
        backend = open_backend(own)
        backend.write_manifest(manifest.as_stored(manifest.expected(embedder.identity), embedder.dimension))
        begun = time.perf_counter()
        _fill(backend, embedder.dimension)
        built = time.perf_counter() - begun
        searcher = Searcher(backend, embedder, load_calibration(embedder, corpora, own.cache), corpora, own)
        lines = [f"built in {built:.0f} s; {backend.count()[1]} passages"]
        bare: list[float] = []
        for name, questions in banded_questions().items():
            ours = times([_asking(searcher, question) for question in questions])
            bare += times([_bare(backend, embedder, question) for question in questions])
            lines.append(f"{name:9} words: {percentiles(ours)}")
        lines.append(f"bare LanceDB hybrid query, embedding apart: {percentiles(bare)}")
    return lines


def banded_questions() -> dict[str, list[str]]:
    """Return questions of three words each, by how common the words are."""
    generator = np.random.default_rng(2)
    words = _words()
    bands = {"rare": (15_000, 20_000), "middling": (1_000, 3_000), "frequent": (5, 60)}
    return {
        name: [" ".join(words[n] for n in generator.integers(low, high, 3)) for _ in range(QUESTIONS)]
        for name, (low, high) in bands.items()
    }


def _asking(searcher: Searcher, question: str) -> Callable[[], Any]:
    return lambda: searcher.search(Query(question))


def _bare(backend: Any, embedder: Any, question: str) -> Callable[[], Any]:
    table = backend._open()
    vector = embedder.embed_queries([question])[0]

    def ask() -> Any:
        query = table.search(query_type="hybrid", vector_column_name="vector", fts_columns="exact")
        return query.vector(vector).text(question).limit(10).select(["id"]).to_arrow()

    return ask


def times(asks: list[Callable[[], Any]]) -> list[float]:
    for ask in asks[:5]:
        ask()
    seconds = []
    for ask in asks:
        begun = time.perf_counter()
        ask()
        seconds.append((time.perf_counter() - begun) * 1000)
    return seconds


def percentiles(milliseconds: list[float]) -> str:
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return f"p50 {p50:.1f} ms, p95 {p95:.1f} ms"


def _words() -> list[str]:
    """Return 20,000 invented words of Latvian letters, the most frequent first."""
    syllables = [c + v for c in "bcdfgjklmnprstvzšžķļņ" for v in ("a", "e", "i", "u", "ā", "ē", "ī", "o")]
    made = []
    for number in range(20_000):
        digest = hashlib.sha256(str(number).encode()).digest()
        made.append("".join(syllables[byte % len(syllables)] for byte in digest[: 3 + digest[9] % 2]) + "s")
    return made


def synthetic_documents(dimension: int) -> Iterator[tuple[Document, list[Record]]]:
    """Yield documents with Zipf-distributed words and random vectors, the same at every call."""
    generator = np.random.default_rng(1)
    words = np.array(_words())
    weights = 1 / np.arange(1, len(words) + 1)
    weights /= weights.sum()
    for number in range(PASSAGES // IN_A_DOCUMENT):
        picks = generator.choice(words, (IN_A_DOCUMENT, WORDS_A_PASSAGE), p=weights)
        text = "\n\n".join(" ".join(row) + "." for row in picks)
        title = " ".join(words[generator.integers(1_000, len(words), 4)])  # alike titles would be versions
        document = text_document("synthetic", str(number), title, text)
        document = replace(document, passages=document.passages[:IN_A_DOCUMENT])
        vectors = generator.standard_normal((len(document.passages), dimension)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        enriched = []
        for passage, vector in zip(document.passages, vectors, strict=True):
            enriched.append(Enriched(passage_keys(document.facts.title, passage), vector, ()))
        yield document, to_records(document, enriched, ())


def _fill(backend: EmbeddedBackend, dimension: int) -> None:
    """Write the synthetic documents in strokes larger than ingestion's."""
    table: Any = backend._open()
    stroke: list[Record] = []
    for document, records in synthetic_documents(dimension):
        backend.keep_beside({document.id: records})
        stroke += records
        if len(stroke) >= 10_000:
            table.add(arrow_table(stroke, table.schema))
            stroke = []
    if stroke:
        table.add(arrow_table(stroke, table.schema))
    backend.settle()
