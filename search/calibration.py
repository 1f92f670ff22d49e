"""What a model needs to be used well: the mean passage, the mean question, the vectors of the vocabulary.

Goes in: an embedder and the reference texts of `corpora/`. Comes out: a Calibration, kept in the cache by
the model's identity and the texts' hash. It does not depend on the collection, so a tag or a score does
not change when a neighbour document is added.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from search.corpora import ROOT, Corpora
from search.errors import CorpusError
from search.keep import whole_file

if TYPE_CHECKING:
    from search.embedding import Embedder


@dataclass(frozen=True)
class Entry:
    """An entry of the vocabulary: the direction it speaks of, and its text."""

    direction: str
    text: str


@dataclass(frozen=True)
class Calibration:
    """Mean vectors (dimension,) and the vectors (n, dimension) of `entries`, as the model gives them."""

    passage_mean: NDArray[np.float32]
    query_mean: NDArray[np.float32]
    entries: tuple[Entry, ...]
    entry_vectors: NDArray[np.float32]


def embedding_text(title: str, headings: tuple[str, ...], text: str) -> str:
    """Return what is embedded for a passage: its title and nearest heading in front of its text."""
    context = dict.fromkeys([title, *headings[-1:]])
    return ". ".join([*(part.rstrip(".") for part in context if part), text])


def load_calibration(embedder: Embedder, corpora: Corpora, cache: Path) -> Calibration:
    """Return the calibration of `embedder`, computed once for a cache folder (about 900 short texts)."""
    entries = _entries(corpora)
    texts = _reference_texts(ROOT / "calibration.jsonl")
    recipe = json.dumps(
        [embedder.identity, [(e.direction, e.text) for e in entries], texts], ensure_ascii=False
    )
    path = cache / "calibration" / f"{hashlib.sha256(recipe.encode()).hexdigest()[:16]}.npz"
    if not path.exists():
        _compute(path, embedder, entries, texts)
    with np.load(path) as kept:
        return Calibration(kept["passage_mean"], kept["query_mean"], entries, kept["entry_vectors"])


def _compute(
    path: Path, embedder: Embedder, entries: tuple[Entry, ...], texts: tuple[list[str], list[str]]
) -> None:
    passages, questions = texts
    with whole_file(path) as file:
        np.savez(
            file,
            passage_mean=embedder.embed_passages(passages).mean(axis=0),
            query_mean=embedder.embed_queries(questions).mean(axis=0),
            entry_vectors=embedder.embed_passages([entry.text for entry in entries]),
        )


def _entries(corpora: Corpora) -> tuple[Entry, ...]:
    found: dict[tuple[str, str], Entry] = {}
    for direction in (*corpora.directions, corpora.other):
        for theme in direction.sub_themes:
            for term in (theme.name_lv, *theme.terms):
                found.setdefault((direction.id, term), Entry(direction.id, term))
    return tuple(found.values())


def _reference_texts(path: Path) -> tuple[list[str], list[str]]:
    passages: list[str] = []
    questions: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            passages.append(embedding_text(row["title"], (), row["passage"]))
            questions.extend(row["questions"])
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise CorpusError(
                "A reference table is malformed", value=f"{path.name}, row {number}: {error}"
            ) from error
    return passages, questions
