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

# Where the scale of nearness begins, in standard deviations above the mean similarity of questions to
# passages that are not theirs, and where it ends, above that to their own. On corpora/judgements/dev: scaled
# so .738, scaled by the least and the best of each list .720.
_FAR, _NEAR = 0.7, 2.0


@dataclass(frozen=True)
class Entry:
    """An entry of the vocabulary: the direction it speaks of, and its text."""

    direction: str
    text: str


@dataclass(frozen=True)
class Calibration:
    """Mean vectors (dimension,) and the vectors (n, dimension) of `entries`, as the model gives them.

    `far` and `near` are the shifted similarities that count as no likeness and as full likeness.
    """

    passage_mean: NDArray[np.float32]
    query_mean: NDArray[np.float32]
    entries: tuple[Entry, ...]
    entry_vectors: NDArray[np.float32]
    far: float = 0.0
    near: float = 1.0

    def nearness(self, question: NDArray[np.float32], passages: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near each of `passages` (n, dimension) is to a `question` (dimension,), 0–1."""
        asked = shifted(question[None, :], self.query_mean)[0]
        likeness = (shifted(passages, self.passage_mean) @ asked - self.far) / (self.near - self.far)
        return np.asarray(np.clip(likeness, 0.0, 1.0), dtype=np.float32)


def shifted(vectors: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `vectors` (n, dimension) less `mean`, each of length 1 again.

    Taking away what all texts share spreads the similarities (design.md §3: .70 → .745).
    """
    moved = np.asarray(vectors, dtype=np.float32) - mean
    lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, 1e-9), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Reference:
    """A passage and questions that it answers."""

    passage: str
    questions: tuple[str, ...]


_References = list[_Reference]


def embedding_text(title: str, headings: tuple[str, ...], text: str) -> str:
    """Return what is embedded for a passage: its title and nearest heading in front of its text."""
    context = dict.fromkeys([title, *headings[-1:]])
    return ". ".join([*(part.rstrip(".") for part in context if part), text])


def load_calibration(embedder: Embedder, corpora: Corpora, cache: Path) -> Calibration:
    """Return the calibration of `embedder`, computed once for a cache folder (about 900 short texts)."""
    entries = _entries(corpora)
    texts = _reference_texts(ROOT / "calibration.jsonl")
    recipe = json.dumps(
        [
            embedder.identity,
            [(one.direction, one.text) for one in entries],
            [(one.passage, one.questions) for one in texts],
            [_FAR, _NEAR],
        ],
        ensure_ascii=False,
    )
    path = cache / "calibration" / f"{hashlib.sha256(recipe.encode()).hexdigest()[:16]}.npz"
    if not path.exists():
        _compute(path, embedder, entries, texts)
    with np.load(path) as kept:
        vectors = (kept["passage_mean"], kept["query_mean"], entries, kept["entry_vectors"])
        return Calibration(*vectors, *map(float, kept["scale"]))


def _compute(path: Path, embedder: Embedder, entries: tuple[Entry, ...], references: _References) -> None:
    passages = embedder.embed_passages([one.passage for one in references])
    questions = embedder.embed_queries([question for one in references for question in one.questions])
    belongs = np.repeat(np.arange(len(references)), [len(one.questions) for one in references])
    with whole_file(path) as file:
        np.savez(
            file,
            passage_mean=passages.mean(axis=0),
            query_mean=questions.mean(axis=0),
            entry_vectors=embedder.embed_passages([entry.text for entry in entries]),
            scale=_scale(passages, questions, belongs),
        )


def _scale(
    passages: NDArray[np.float32], questions: NDArray[np.float32], belongs: NDArray[np.intp]
) -> tuple[float, float]:
    """Return the similarities that count as no likeness and as full likeness.

    From questions and the passages (by number) that they belong to, and those that they do not.
    """
    likeness = shifted(questions, questions.mean(axis=0)) @ shifted(passages, passages.mean(axis=0)).T
    own = np.zeros(likeness.shape, dtype=bool)
    own[np.arange(len(questions)), belongs] = True
    others, theirs = likeness[~own], likeness[own]
    far = others.mean() + _FAR * others.std()
    near = theirs.mean() + _NEAR * theirs.std()
    return float(far), float(max(near, far + 1e-6))


def _entries(corpora: Corpora) -> tuple[Entry, ...]:
    found: dict[tuple[str, str], Entry] = {}
    for direction in (*corpora.directions, corpora.other):
        for theme in direction.sub_themes:
            for term in (theme.name_lv, *theme.terms):
                found.setdefault((direction.id, term), Entry(direction.id, term))
    return tuple(found.values())


def _reference_texts(path: Path) -> _References:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            passage = embedding_text(row["title"], (), row["passage"])
            found.append(_Reference(passage, tuple(row["questions"])))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise CorpusError(
                "A reference table is malformed", value=f"{path.name}, row {number}: {error}"
            ) from error
    return found
