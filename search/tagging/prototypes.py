"""What passages are compared with by meaning: vectors of each direction's terms, concepts, sub-themes.

Goes in: a calibrated model and the vocabulary. Comes out: for shifted passage vectors, how near each
direction is, and its nearest entries. The vectors are kept in the cache by the model's identity and the
texts' hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.calibration import Calibration, Entry, shifted
from search.concepts import SINGLE, load_concepts
from search.corpora import Corpora
from search.embedding import Embedder
from search.keep import whole_file

Array = NDArray[np.float32]
NEAREST = 5  # entries whose mean tells how near a direction is
_PHRASES_LIKE_ONE = 10  # phrases of a sub-theme that tell it as surely as the greatest likeness would


@dataclass(frozen=True)
class Prototypes:
    """Entries of the vocabulary with vectors of length 1: terms and concepts, each centred among their own.

    `themes` are the sub-themes of the entries ("SOC/health-care"); `terms` counts the entries that are terms.
    """

    directions: tuple[str, ...]
    entries: tuple[Entry, ...]
    themes: tuple[str, ...]
    vectors: Array
    terms: int

    @cached_property
    def groups(self) -> list[Array]:
        """Return the vectors of terms and of concepts, direction by direction."""
        numbers = range(len(self.entries))
        return [
            self.vectors[
                [n for n in numbers if (n < self.terms) == terms and self.entries[n].direction == one]
            ]
            for terms in (True, False)
            for one in self.directions
        ]

    @cached_property
    def sub_themes(self) -> tuple[tuple[str, ...], Array]:
        """Return the names of the sub-themes and the mean vectors of their entries."""
        names = tuple(dict.fromkeys(self.themes))
        means = [self.vectors[[one == name for one in self.themes]].mean(axis=0) for name in names]
        vectors = np.stack(means)
        return names, np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    def nearness(self, moved: Array) -> Array:
        """Return how near shifted vectors (n, dimension) are to each direction by terms, then by concepts."""
        return np.stack([_best(moved @ group.T) for group in self.groups], axis=1)

    def nearest(self, moved: Array, direction: str, most: int) -> list[tuple[str, float]]:
        """Return the entries of a direction nearest to a shifted vector (dimension,), each text once."""
        texts, vectors = self._of_direction[direction]
        likeness = vectors @ moved
        best: dict[str, float] = {}
        for number in np.argsort(-likeness, kind="stable")[: 2 * most]:
            best.setdefault(texts[number], float(likeness[number]))
        return list(best.items())[:most]

    def sub_theme(self, moved: Array, direction: str, met: Sequence[str]) -> str:
        """Return the sub-theme of a direction that a passage is nearest to; `met` are its phrases' ones."""
        names, vectors = self._sub_themes_of[direction]
        likeness = dict(zip(names, (vectors @ moved).tolist(), strict=True))
        return max(names, key=lambda name: met.count(name) / _PHRASES_LIKE_ONE + likeness[name])

    @cached_property
    def _of_direction(self) -> dict[str, tuple[list[str], Array]]:
        """Return the texts and vectors of the entries of each direction."""
        found = {}
        for direction in self.directions:
            own = [number for number, one in enumerate(self.entries) if one.direction == direction]
            found[direction] = ([self.entries[number].text for number in own], self.vectors[own])
        return found

    @cached_property
    def _sub_themes_of(self) -> dict[str, tuple[tuple[str, ...], Array]]:
        """Return the names and vectors of the sub-themes of each direction."""
        names, vectors = self.sub_themes
        found = {}
        for direction in self.directions:
            own = [number for number, name in enumerate(names) if name.startswith(f"{direction}/")]
            found[direction] = (tuple(names[number] for number in own), vectors[own])
        return found


def _best(likeness: Array) -> Array:
    """Return the mean of the greatest likenesses in each row."""
    most = min(NEAREST, likeness.shape[1])
    if not most:
        return np.zeros(len(likeness), dtype=np.float32)
    greatest = np.partition(likeness, likeness.shape[1] - most, axis=1)[:, -most:]
    return np.asarray(greatest.mean(axis=1), dtype=np.float32)


def load_prototypes(
    embedder: Embedder, calibration: Calibration, corpora: Corpora, cache: Path
) -> Prototypes:
    """Return the prototypes of a calibrated model; about a thousand short texts are embedded once."""
    concepts = [one for one in load_concepts().concepts if not one.id.startswith(SINGLE)]
    texts = [", ".join((*one.official, *one.everyday)) for one in concepts]
    recipe = json.dumps([embedder.identity, texts], ensure_ascii=False)
    path = cache / "prototypes" / f"{hashlib.sha256(recipe.encode()).hexdigest()[:16]}.npz"
    if not path.exists():
        with whole_file(path) as file:
            np.savez(file, vectors=embedder.embed_passages(texts))
    with np.load(path) as kept:
        of_concepts = kept["vectors"]
    directions = (*corpora.directions, corpora.other)
    theme_of = {
        (direction.id, term): f"{direction.id}/{theme.id}"
        for direction in directions
        for theme in reversed(direction.sub_themes)
        for term in (theme.name_lv, *theme.terms)
    }
    terms = calibration.entries
    return Prototypes(
        directions=tuple(one.id for one in directions),
        entries=(*terms, *(Entry(one.sub_theme.split("/")[0], one.official[0]) for one in concepts)),
        themes=(*(theme_of[one.direction, one.text] for one in terms), *(one.sub_theme for one in concepts)),
        vectors=np.vstack([_centred(calibration.entry_vectors), _centred(of_concepts)]),
        terms=len(terms),
    )


def _centred(vectors: Array) -> Array:
    return shifted(vectors, vectors.mean(axis=0))
