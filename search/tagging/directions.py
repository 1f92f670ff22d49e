"""Vectors and words of passages → directions with probability and evidence; from them a document's.

With heads learned for the embedding model (`search.tagging.classifiers`), three signals are weighed: nearness
to the vocabulary, its phrases, and what was learned from labelled passages. For a model without heads the
nearest entries alone decide; the manifest says which of the two tagged an index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search.calibration import Calibration
from search.corpora import ROOT, Corpora
from search.domain import DirectionTag, Evidence
from search.embedding import Embedder
from search.records import given_tags
from search.tagging.classifiers import Heads, load_heads, model_of
from search.tagging.nearest_entries import IDENTITY, nearest_entries
from search.tagging.phrases import Met, PassageWords, load_phrases
from search.tagging.prototypes import load_prototypes
from search.tagging.signals import Reader

HEADS = ROOT / "directions-heads.npz"
LEARNED = "directions-heads.npz"  # beside the index: learned here, from corrections too
_SHOWN = 3  # phrases, and entries, given as evidence
_MOST = 3  # directions of a passage, as in corpora/judgements/directions.md
_DOCUMENT_SHARE = 0.15  # of a document's tagged passages, for the document to carry the direction
_PRIMARY_SHARE = 0.4  # of them, for a direction to be primary beside the most frequent one


class Tagger(Protocol):
    """What gives passages their directions."""

    @property
    def identity(self) -> str:
        """Return what tags depend on, beside the embedding model."""

    def tags(
        self, vectors: NDArray[np.float32], words: Sequence[PassageWords]
    ) -> list[tuple[DirectionTag, ...]]:
        """Return the tags of each passage, best first; none for other areas."""


@dataclass(frozen=True)
class DirectionTagger:
    """Tags passages by heads that were learned for the model of their vectors."""

    reader: Reader
    heads: Heads

    @property
    def identity(self) -> str:
        """Return what tags depend on, beside the embedding model."""
        return self.heads.identity

    def tags(
        self, vectors: NDArray[np.float32], words: Sequence[PassageWords]
    ) -> list[tuple[DirectionTag, ...]]:
        """Return the tags of each of `vectors` (n, dimension), best first; none for other areas."""
        if not len(vectors):
            return []
        moved, met = self.reader.moved(vectors), self.reader.met(words)
        probabilities = self.heads.probabilities(
            self.reader.signals(moved, met), [one.stems for one in words]
        )
        given = self.heads.given(probabilities)
        return [
            self._tags(probabilities[row], given[row], moved[row], met[row]) if given[row].any() else ()
            for row in range(len(vectors))
        ]

    def _tags(
        self,
        probabilities: NDArray[np.float32],
        given: NDArray[np.bool_],
        moved: NDArray[np.float32],
        met: Sequence[Met],
    ) -> tuple[DirectionTag, ...]:
        best = sorted(np.flatnonzero(given), key=lambda column: -probabilities[column])
        names = [(self.heads.directions[column], float(probabilities[column])) for column in best[:_MOST]]
        return tuple(self._tag(name, probability, moved, met) for name, probability in names)

    def _tag(
        self, direction: str, probability: float, moved: NDArray[np.float32], met: Sequence[Met]
    ) -> DirectionTag:
        own = {one.phrase: one.written for one in met if direction in one.phrase.directions}
        themes = [theme for phrase in own for theme in phrase.themes]
        prototypes = self.reader.prototypes
        phrases = tuple(Evidence(phrase.text, 1.0, written) for phrase, written in list(own.items())[:_SHOWN])
        said = {phrase.text for phrase in own}
        near = [one for one in prototypes.nearest(moved, direction, 2 * _SHOWN) if one[0] not in said][
            :_SHOWN
        ]
        return DirectionTag(
            direction=direction,
            score=round(probability, 3),
            evidence=phrases + tuple(Evidence(text, round(max(0.0, one), 3)) for text, one in near),
            sub_theme=prototypes.sub_theme(moved, direction, themes),
        )


def heads_path(model: str, data: Path | None) -> Path | None:
    """Return the kept heads for a model: those learned in this data folder, ours, or none."""
    learned = [data / LEARNED] if data else []
    return next((path for path in [*learned, HEADS] if model_of(path) == model), None)


def tagger_identity(model: str, data: Path | None) -> str:
    """Return the identity of the tagger that `load_tagger` gives. Raises CorpusError for damaged heads."""
    path = heads_path(model, data)
    return load_heads(path).identity if path else IDENTITY


def load_tagger(
    embedder: Embedder, calibration: Calibration, corpora: Corpora, cache: Path, data: Path | None
) -> Tagger:
    """Return the tagger for a model: by its heads, or without any by the nearest entries."""
    path = heads_path(embedder.identity, data)
    if path is None:
        return nearest_entries(calibration, corpora.other.id)
    return DirectionTagger(load_reader(embedder, calibration, corpora, cache), load_heads(path))


def load_reader(embedder: Embedder, calibration: Calibration, corpora: Corpora, cache: Path) -> Reader:
    """Return what reads the signals of a model's passages."""
    prototypes = load_prototypes(embedder, calibration, corpora, cache)
    return Reader(prototypes, calibration.passage_mean, load_phrases(corpora))


def document_tags(passages: Sequence[tuple[str, tuple[DirectionTag, ...]]]) -> tuple[DirectionTag, ...]:
    """Return a document's tags from the ids and tags of its passages, the most frequent first.

    The score is the share of tagged passages that carry the direction. The most frequent direction is
    primary, and any other with two fifths of them; evidence and links are those of its three strongest
    passages.
    """
    tagged = 0
    carried: dict[str, list[tuple[str, DirectionTag]]] = defaultdict(list)
    for passage_id, tags in passages:
        given = given_tags(tags)
        tagged += bool(given)
        for tag in given:
            carried[tag.direction].append((passage_id, tag))
    shares = {one: len(of) / tagged for one, of in carried.items() if len(of) / tagged >= _DOCUMENT_SHARE}
    order = sorted(shares, key=lambda one: (-shares[one], one))
    return tuple(
        _document_tag(
            one, shares[one], carried[one], primary=one == order[0] or shares[one] >= _PRIMARY_SHARE
        )
        for one in order
    )


def _document_tag(
    direction: str, share: float, carried: Sequence[tuple[str, DirectionTag]], *, primary: bool
) -> DirectionTag:
    strongest = sorted(carried, key=lambda pair: -pair[1].score)[:_SHOWN]
    evidence = {tag.evidence[0].entry: tag.evidence[0] for _, tag in strongest if tag.evidence}
    themes = [tag.sub_theme for _, tag in carried if tag.sub_theme]
    return DirectionTag(
        direction=direction,
        score=round(share, 3),
        evidence=tuple(evidence.values()),
        sub_theme=max(dict.fromkeys(themes), key=themes.count, default=""),
        primary=primary,
        passages=tuple(passage_id for passage_id, _ in strongest),
    )
