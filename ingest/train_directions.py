"""Labelled passages and corrections by staff → heads for the configured model, with figures before and after.

Figures are those of pooled folds by document over the judged passages (`search.evaluate.direction_folds`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.calibration import load_calibration
from search.collection import open_collection
from search.corpora import load_corpora
from search.embedding import load_embedder
from search.evaluate.direction_folds import cross_validated, measured
from search.evaluate.directions import figures
from search.settings import Settings
from search.tagging.classifiers import Heads, save_heads
from search.tagging.directions import LEARNED, load_reader, load_tagger
from search.tagging.labelled import JUDGED, labelled_words, load_labelled, load_training
from search.tagging.learning import Examples
from search.tagging.tag_corrections import learnable
from search.tagging.training import Learner


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learned and where it is kept; figures without and with the corrections."""

    path: Path
    heads: Heads
    corrections: int
    before: dict[str, Any]
    after: dict[str, Any]
    followed_before: int
    followed_after: int


def load_learner(settings: Settings) -> Learner:
    """Return what learns for the configured model. Raises ModelError."""
    embedder, corpora = load_embedder(settings), load_corpora()
    calibration = load_calibration(embedder, corpora, settings.cache)
    return Learner(embedder, load_reader(embedder, calibration, corpora, settings.cache), corpora)


def train(settings: Settings, target: Path | None = None) -> Trained:
    """Fit heads for the configured model and keep them beside the index, or at `target`.

    Corrections of this data folder are learned from, unless there is a `target`: it is meant for everybody.
    """
    learner = load_learner(settings)
    said = () if target else open_collection(settings.data).tag_corrections()
    corrected = learnable(said, learner.corpora)
    examples = learner.examples(corrected)
    rows = learner.corrected_rows(examples, corrected)
    plain = examples.part(~np.isin(np.arange(len(examples.words)), rows)) if corrected else examples
    before = cross_validated(learner, plain)["given"]
    after = cross_validated(learner, examples)["given"] if corrected else before
    old = learner.heads(plain)
    heads = learner.heads(examples) if corrected else old
    path = target or settings.data / LEARNED
    save_heads(heads, path)
    return Trained(
        path=path,
        heads=heads,
        corrections=len(said),
        before=figures(before[plain.judged], plain.labels[plain.judged]),
        after=figures(after[examples.judged], examples.labels[examples.judged]),
        followed_before=_followed(old, examples, rows),
        followed_after=_followed(heads, examples, rows),
    )


def _followed(heads: Heads, examples: Examples, rows: NDArray[np.intp]) -> int:
    """Return how many single corrections, in these rows, the heads agree with."""
    if not len(rows):
        return 0
    given = heads.given(heads.probabilities(examples.signals[rows], [examples.words[row] for row in rows]))
    return int(((given == examples.labels[rows]) & examples.known[rows]).sum())


def judged_file(path: Path, settings: Settings) -> dict[str, Any]:
    """Return the figures of the configured tagger on a file of labelled texts.

    `learned_from` counts the texts that our heads learned from, which say little.
    """
    texts = load_labelled(path)
    embedder, corpora = load_embedder(settings), load_corpora()
    calibration = load_calibration(embedder, corpora, settings.cache)
    tagger = load_tagger(embedder, calibration, corpora, settings.cache, settings.data)
    tags = tagger.tags(embedder.embed_passages([one.embedded for one in texts]), labelled_words(texts))
    numbers = {one.id: one.number for one in corpora.directions}
    given = np.zeros((len(texts), len(numbers)), dtype=bool)
    for row, of_text in enumerate(tags):
        for tag in of_text:
            given[row, numbers[tag.direction] - 1] = True
    true = np.array([[number in one.directions for number in range(1, 6)] for one in texts])
    known = {one.text for one in (*load_labelled(JUDGED), *load_training())}
    learned = sum(one.text in known for one in texts)
    return figures(given, true) | {"tagger": tagger.identity, "learned_from": learned}


def folded(settings: Settings) -> dict[str, Any]:
    """Return the figures of ours and simpler ways on our judged passages, in pooled folds."""
    learner = load_learner(settings)
    return measured(learner, learner.examples())
