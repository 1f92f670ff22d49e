"""Judged texts → a searcher over them, in a temporary store of the configured backend."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.index import index_at_once
from ingest.keyed import keyed
from ingest.texts import text_document
from search import manifest
from search.backends import open_backend
from search.calibration import load_calibration
from search.corpora import Corpora, load_corpora
from search.embedding import load_embedder
from search.evaluate.judgements import JudgedText, load_judgements
from search.evaluate.lucene import lucene_over
from search.evaluate.retrieval import evaluate
from search.language.tokens import fold
from search.searcher import Searcher
from search.settings import Settings
from search.tagging.directions import load_tagger

_TOGETHER = 64  # documents


@contextmanager
def searcher_over(
    texts: Sequence[JudgedText], settings: Settings
) -> Iterator[tuple[Searcher, Callable[[str], str]]]:
    """Yield a searcher over `texts` prepared as documents are, and the way from document id to text id."""
    with tempfile.TemporaryDirectory(prefix="virzieni-judged-") as folder:
        name = f"{settings.opensearch_index}-judged-{uuid.uuid4().hex[:8]}"
        own = replace(settings, data=Path(folder), opensearch_index=name)
        embedder = load_embedder(own)
        corpora = load_corpora()
        calibration = load_calibration(embedder, corpora, own.cache)
        documents = [
            text_document("judged", text.id, text.title, text.text, _cities(text, corpora)) for text in texts
        ]
        names = {document.id: text.id for document, text in zip(documents, texts, strict=True)}
        backend = open_backend(own)
        try:
            backend.write_manifest(
                manifest.as_stored(manifest.expected(embedder.identity), embedder.dimension)
            )
            tagger = load_tagger(embedder, calibration, corpora, own.cache, None)
            for start in range(0, len(documents), _TOGETHER):
                together = [keyed(one) for one in documents[start : start + _TOGETHER]]
                index_at_once(together, embedder, tagger, backend)
            backend.settle()
            yield Searcher(backend, embedder, calibration, corpora, own), names.__getitem__
        finally:
            backend.drop()


def measured(folder: Path, settings: Settings, *, lucene: bool = False) -> dict[str, Any]:
    """Return the figures of the judgements in `folder`, with `lucene` beside a stock search on OpenSearch.

    Raises CorpusError, ModelError, BackendError.
    """
    judgements = load_judgements(folder)
    with ExitStack() as stack:
        searcher, text_of = stack.enter_context(searcher_over(judgements.texts, settings))
        other = stack.enter_context(lucene_over(judgements.texts, settings)).scores if lucene else None
        return evaluate(judgements, searcher, text_of, other)


def _cities(text: JudgedText, corpora: Corpora) -> tuple[str, ...]:
    named = text.metadata.get("city") or []
    wanted = {fold(name) for name in ([named] if isinstance(named, str) else named)}
    return tuple(city.id for city in corpora.cities if {fold(city.name), city.id} & wanted)
