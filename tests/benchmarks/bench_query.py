"""Query p50/p95 over 100,000 synthetic passages, beside a bare LanceDB hybrid query on the same table."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ingest.texts import text_document
from search import embedding, manifest
from search import searcher as searcher_module
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
from webapp.wsgi import keep_for_good

PASSAGES = 100_000
WORDS_A_PASSAGE = 90  # about 650 characters, so that a paragraph is a passage
IN_A_DOCUMENT = 50
QUESTIONS = 70
WARM = 10  # questions of each band that are not counted
# Ranks of the words, the most frequent first: of 100,000 passages a rare word is in some 50, a middling one
# in 400, one of the third band in a third, one of the last in nearly all.
BANDS = {"rare": (15_000, 20_000), "middling": (1_000, 3_000), "one in three": (16, 26), "one in one": (0, 3)}
STAGES: dict[str, tuple[Any, str]] = {
    "reading the question": (searcher_module.Searcher, "plan"),
    "its vector": (embedding.ModelEmbedder, "embed_queries"),
    "candidates and matches": (EmbeddedBackend, "ask"),
    "scoring": (searcher_module, "score_all"),
    "heads": (searcher_module.Searcher, "heads"),
    "facets": (searcher_module.Searcher, "_facets"),
    "reading hits": (EmbeddedBackend, "fetch"),
    "relatives": (searcher_module, "related_to"),
    "marks and reasons": (searcher_module, "passage_hit"),
    "forms met": (searcher_module, "searched_for"),
    "nearest sentences": (searcher_module, "with_nearest"),
}


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
        lines += compared(searcher)
    return lines


def compared(searcher: Searcher) -> list[str]:
    """Return the times of each band beside those of a bare query, asked by turns, and each stage's share."""
    bands = banded_questions()
    bare: list[float] = []
    ours: dict[str, list[float]] = {}
    shares: dict[str, dict[str, float]] = {}
    with _stages() as spent:
        for name, questions in bands.items():
            both = [
                (_asking(searcher, question), _bare(searcher.backend, searcher.embedder, question))
                for question in questions
            ]
            for ask, plain in both[:WARM]:
                ask()
                plain()
            keep_for_good()  # as the server does
            spent.clear()
            pairs = [(_took(ask), _took(plain)) for ask, plain in both[WARM:]]
            ours[name], bare = [one for one, _ in pairs], [*bare, *(one for _, one in pairs)]
            whole = sum(ours[name])
            shares[name] = {stage: 100 * seconds * 1000 / whole for stage, seconds in spent.items()}
    middle = float(np.percentile(bare, 50))
    lines = [f"bare LanceDB hybrid query, embedding apart: {percentiles(bare)}"]
    for name, milliseconds in ours.items():
        p50, p95 = np.percentile(milliseconds, [50, 95]) / middle
        lines.append(
            f"{name:12} words: {percentiles(milliseconds)}; {p50:.1f} and {p95:.1f} times the bare p50"
        )
        told = sorted(shares[name].items(), key=lambda pair: -pair[1])
        rest = 100 - sum(shares[name].values())
        lines.append("  " + ", ".join(f"{stage} {part:.0f} %" for stage, part in [*told, ("the rest", rest)]))
    return lines


@contextmanager
def _stages() -> Iterator[dict[str, float]]:
    """Yield the seconds spent in each stage of questions, which are not within each other."""
    spent: dict[str, float] = {}
    kept = [(owner, name, getattr(owner, name)) for owner, name in STAGES.values()]
    for stage, (owner, name) in STAGES.items():
        setattr(owner, name, _timed(getattr(owner, name), stage, spent))
    try:
        yield spent
    finally:
        for owner, name, function in kept:
            setattr(owner, name, function)


def _timed(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return function(*given, **named)
        finally:
            spent[stage] = spent.get(stage, 0.0) + time.perf_counter() - begun

    return timed


def banded_questions() -> dict[str, list[str]]:
    """Return questions of three words each, by how common the words are."""
    generator = np.random.default_rng(2)
    words = _words()
    return {
        name: [" ".join(words[n] for n in generator.integers(low, high, 3)) for _ in range(QUESTIONS)]
        for name, (low, high) in BANDS.items()
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


def _took(ask: Callable[[], Any]) -> float:
    """Return the milliseconds that one question takes."""
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def times(asks: list[Callable[[], Any]]) -> list[float]:
    for ask in asks[:5]:
        ask()
    return [_took(ask) for ask in asks]


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
