"""Invented things that several test files need: an embedder without a model, documents, records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from search.calibration import Calibration, Entry
from search.corpora import load_corpora
from search.domain import (
    DirectionTag,
    Document,
    Evidence,
    FactPlace,
    Facts,
    Locator,
    Passage,
    Period,
    Review,
    Source,
)
from search.language.keys import text_keys
from search.records import Enriched, Record, passage_keys, to_records

DIMENSION = 64


class WordEmbedder:
    """Embeds a text as the sum of directions of its words' stems: alike words, alike vectors; no model."""

    identity = "words-of-tests"
    dimension = DIMENSION

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return (
            np.stack([_bag_vector(text) for text in texts]) if texts else np.zeros((0, DIMENSION), np.float32)
        )

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed_passages(texts)


def _bag_vector(text: str) -> NDArray[np.float32]:
    total = np.full(DIMENSION, 0.01, dtype=np.float32)
    for _, keys in text_keys(text):
        seed = int.from_bytes(hashlib.sha256(keys.folded.encode()).digest()[:4])
        total += np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
    return total / np.linalg.norm(total)


def no_calibration() -> Calibration:
    """Return a calibration that shifts nothing, with one entry for each of two directions."""
    embedder = WordEmbedder()
    entries = (Entry("PILS", "velosipēdu ceļš"), Entry("SOC", "aprūpe mājās"), Entry("CITI", "budžets"))
    zero = np.zeros(DIMENSION, dtype=np.float32)
    return Calibration(zero, zero, entries, embedder.embed_passages([entry.text for entry in entries]))


def make_document(
    name: str,
    texts: Sequence[str],
    *,
    title: str = "",
    cities: Sequence[str] = ("liepaja",),
    kind: str = "projekta pārskats",
    period: tuple[int, int] | None = (2021, 2027),
    language: str = "lv",
    collection: str = "tests",
    access: str = "public",
    decision: tuple[str, str] = ("", ""),
    found: Sequence[FactPlace] = (),
) -> Document:
    """Return an invented document with one passage for each text."""
    document_id = hashlib.sha256(f"{collection}\0{name}".encode()).hexdigest()[:16]
    content = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    source = Source(document_id, collection, name, f"/nowhere/{name}", 1, content)
    passages = tuple(
        Passage(
            id=f"{document_id}-{number:010d}-1",
            document_id=document_id,
            position=number,
            text=text,
            locator=Locator("page", number + 1),
            heading_path=("1. Ievads",),
            start=0,
            end=len(text),
            language=language,
        )
        for number, text in enumerate(texts)
    )
    facts = Facts(
        title=title or name,
        kind=kind,
        cities=tuple(cities),
        period=Period(*period) if period else None,
        language=language,
        decision=decision[0],
        decided=decision[1],
        found=tuple(found),
    )
    return Document(document_id, source, facts, passages, content[:16], access)


def make_records(document: Document, direction: str = "PILS") -> list[Record]:
    """Return the records of an invented document, every passage tagged with `direction`."""
    vectors = WordEmbedder().embed_passages([passage.text for passage in document.passages])
    tags = (DirectionTag(direction, 0.5, (Evidence("velosipēdu ceļš", 0.6),)),)
    enriched = []
    for passage, vector in zip(document.passages, vectors, strict=True):
        enriched.append(Enriched(passage_keys(document.facts.title, passage), vector, tags))
    return to_records(document, enriched, tags)


def use_invented_model() -> None:
    """Put the invented embedder and calibration in the place of the real ones, for this process."""
    import search.calibration
    import search.embedding

    search.embedding.load_embedder = lambda settings: WordEmbedder()
    search.embedding.model_identity = lambda settings: WordEmbedder.identity
    search.calibration.load_calibration = lambda embedder, corpora, cache: no_calibration()
    import ingest.run

    ingest.run.model_identity = search.embedding.model_identity


def use_model(monkeypatch: pytest.MonkeyPatch, embedder: type[WordEmbedder]) -> None:
    """Put an invented embedder in the place of the real one, for one test, wherever a model is opened."""
    import ingest.correct
    import ingest.correct_tags
    import ingest.reindex
    import ingest.run
    import search.calibration
    import search.embedding
    import search.searcher
    import search.serving

    monkeypatch.setattr(search.embedding, "load_embedder", lambda settings: embedder())
    monkeypatch.setattr(search.searcher, "load_embedder", lambda settings: embedder())
    writing = (ingest.run, ingest.correct, ingest.correct_tags, ingest.reindex)
    for module in (*writing, search.searcher, search.serving):
        monkeypatch.setattr(module, "model_identity", lambda settings: embedder.identity)
    for module in (search.calibration, search.searcher):
        monkeypatch.setattr(module, "load_calibration", lambda *given: no_calibration())


def write_folder(folder: Path, count: int) -> None:
    """Write `count` small Markdown documents, each different."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        paragraphs = "\n\n".join(
            f"{number}. dokumenta {part}. rindkopa par velosipēdu ceļu Liepājā, aprūpi mājās un budžetu "
            f"{2000 + number} EUR apmērā. " * 4
            for part in range(4)
        )
        text = f"# Liepājas {number}. plāns 2021.–2027. gadam\n\n## Ievads\n\n{paragraphs}\n"
        (folder / f"plans-{number:03d}.md").write_text(text, encoding="utf-8")


def make_tagged(
    document: Document,
    *given: dict[str, float],
    tags: tuple[DirectionTag, ...] = (),
    written: bool = True,
    review: Review = "",
) -> list[Record]:
    """Return the records of an invented document with `tags`, each passage with its sub-themes and scores.

    A term of each stands in it when `written`.
    """
    vectors = WordEmbedder().embed_passages([passage.text for passage in document.passages])
    terms = {
        f"{one.id}/{theme.id}": theme.terms[0]
        for one in load_corpora().directions
        for theme in one.sub_themes
    }
    enriched = []
    for passage, vector, themes in zip(document.passages, vectors, given, strict=True):
        made = tuple(
            DirectionTag(
                one.split("/")[0],
                score,
                (Evidence(terms[one], 0.6, terms[one] if written else ""),),
                sub_theme=one,
                review=review,
            )
            for one, score in themes.items()
        )
        enriched.append(Enriched(passage_keys(document.facts.title, passage), vector, made))
    return to_records(document, enriched, tags)
