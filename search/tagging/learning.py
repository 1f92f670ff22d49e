"""Labelled passages with their vectors → heads; fitted by scikit-learn, in a few seconds.

The calibration and the threshold are fitted on scores that heads without the passage's document gave, so
that they hold for passages nobody has seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.tagging.classifiers import Heads, calibrated, given

Array = NDArray[np.float32]
Bools = NDArray[np.bool_]
FOLDS = 5
# On corpora/judgements/directions.jsonl a third or three times as much changes macro-F1 by less than .015.
_SIGNAL_STRENGTH, _WORD_STRENGTH = 0.1, 8.0
_LEAST_TEXTS, _MOST_SHARE = 2, 0.3  # texts that hold a word which is learned
# How much a word that tells a direction weighs more than one that all texts share. On the texts that are
# only learned from (no figure is told on them), 0: macro-F1 .854, none .71; 1: .872, .78; 1.5: .876, .77;
# 2: .878, .75.
_TELLING = 1.5
_LEAST, _MOST_NONE = np.arange(0.26, 0.61, 0.02), np.arange(0.3, 0.81, 0.04)  # what is tried


@dataclass(frozen=True)
class Examples:
    """Passages to learn from: signals (n, s), words, labels (n, 5), what is known of them, and weights (n,).

    `documents` are to be kept together; an example without one ("") is always learned from. `judged` tells
    those that figures are told on. `likenesses` are the columns of signals that are brought to one scale.
    """

    signals: Array
    words: tuple[tuple[str, ...], ...]
    labels: Bools
    known: Bools
    weights: Array
    documents: tuple[str, ...]
    judged: Bools
    likenesses: slice

    def part(self, chosen: Bools) -> Examples:
        """Return the chosen examples."""
        kept = np.flatnonzero(chosen)
        return Examples(
            self.signals[kept],
            tuple(self.words[number] for number in kept),
            self.labels[kept],
            self.known[kept],
            self.weights[kept],
            tuple(self.documents[number] for number in kept),
            self.judged[kept],
            self.likenesses,
        )


def folds(documents: Sequence[str], count: int = FOLDS) -> NDArray[np.intp]:
    """Return the fold of each example, documents whole and folds alike in size; −1 for those without one."""
    sizes = {name: documents.count(name) for name in dict.fromkeys(documents) if name}
    filled, fold_of = [0] * count, {"": -1}
    for name in sorted(sizes, key=lambda one: (-sizes[one], one)):
        fold_of[name] = int(np.argmin(filled))
        filled[fold_of[name]] += sizes[name]
    return np.array([fold_of[name] for name in documents])


def fit(examples: Examples, directions: tuple[str, ...], model: str, learned_from: str) -> Heads:
    """Return heads fitted on the examples."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(
        1
    ):  # the fits are small: threads that wait for each other cost more than they bring
        whole = _plain(examples, directions, model, learned_from)
        unseen = _unseen(examples, whole)
        scored = np.array([name != "" for name in examples.documents]) & examples.known.all(axis=1)
        calibration = _calibration(unseen[scored], examples.part(scored))
    told = calibrated(unseen[scored], calibration)
    least, most_none = _thresholds(told, examples.labels[scored])
    return replace(whole, calibration=calibration, least=least, most_none=most_none)


def _unseen(examples: Examples, whole: Heads) -> Array:
    """Return the scores that heads without the example's document give; zeros for one without a document."""
    unseen = np.zeros((len(examples.words), len(whole.directions) + 1), dtype=np.float32)
    for chosen in _parted(examples):
        part = _plain(examples.part(~chosen), whole.directions, whole.model, whole.learned_from)
        rows = np.flatnonzero(chosen)
        unseen[rows] = part.scores(examples.signals[rows], [examples.words[row] for row in rows])
    return unseen


def _parted(examples: Examples) -> Iterator[Bools]:
    """Yield the examples of each fold."""
    fold = folds(examples.documents)
    for number in range(FOLDS):
        if (fold == number).any():
            yield fold == number


def _plain(examples: Examples, directions: tuple[str, ...], model: str, learned_from: str) -> Heads:
    """Return heads that are not calibrated."""
    mean, scale = _scale(examples)
    signal_weights, signal_bias = _linear((examples.signals - mean) * scale, examples, _SIGNAL_STRENGTH)
    words, rarities, counts = _counted(examples)
    word_weights, word_bias = _linear(counts, examples, _WORD_STRENGTH)
    kept = np.abs(word_weights).max(axis=1) > 0
    return Heads(
        model=model,
        learned_from=learned_from,
        directions=directions,
        least=0.5,
        most_none=0.5,
        mean=mean,
        scale=scale,
        signal_weights=signal_weights,
        signal_bias=signal_bias,
        words=tuple(word for word, one in zip(words, kept, strict=True) if one),
        rarities=rarities[kept],
        word_weights=word_weights[kept],
        word_bias=word_bias,
        calibration=np.tile(np.array([1, 0], dtype=np.float32), (len(directions) + 1, 1)),
    )


def _scale(examples: Examples) -> tuple[Array, Array]:
    """Return the mean and the scale of each signal: likenesses are standardised, the others stay."""
    width = examples.signals.shape[1]
    mean, scale = np.zeros(width, dtype=np.float32), np.ones(width, dtype=np.float32)
    likenesses = examples.signals[:, examples.likenesses]
    mean[examples.likenesses] = likenesses.mean(axis=0)
    scale[examples.likenesses] = 1 / np.maximum(likenesses.std(axis=0), 1e-6)
    return mean, scale


def _linear(columns: Any, examples: Examples, strength: float) -> tuple[Array, Array]:
    """Return weights (columns, 6) and what is added (6,): logistic regression for each direction and none."""
    from sklearn.linear_model import LogisticRegression

    solver = "newton-cholesky" if isinstance(columns, np.ndarray) else "lbfgs"
    weights, bias = [], []
    for label, known in _targets(examples):
        rows = np.flatnonzero(known)
        regression = LogisticRegression(C=strength, max_iter=3000, solver=solver)
        regression.fit(columns[rows], label[rows], sample_weight=examples.weights[rows])
        weights.append(regression.coef_[0])
        bias.append(regression.intercept_[0])
    return np.stack(weights, axis=1).astype(np.float32), np.array(bias, dtype=np.float32)


def _targets(examples: Examples) -> Iterator[tuple[Bools, Bools]]:
    """Yield the label of each example and whether it is known, for each direction and then for none."""
    for column in range(examples.labels.shape[1]):
        yield examples.labels[:, column], examples.known[:, column]
    some = np.asarray(examples.labels.any(axis=1))
    yield ~some, some | examples.known.all(axis=1)


def _counted(examples: Examples) -> tuple[tuple[str, ...], Array, Any]:
    """Return the words that are learned, what each weighs, and the weights (n, w) of each text's words.

    As `Heads` counts them: (1 + log of the count) × weight, each text of length 1. A word weighs by how rare
    it is and by how much it tells of a direction or of none, so that the labels of a plan's row or of a table
    of costs do not drown the few words that speak of its subject.
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize

    vectorizer = CountVectorizer(analyzer=list, min_df=_LEAST_TEXTS, max_df=_MOST_SHARE, dtype=np.float32)
    counts = vectorizer.fit_transform([[word for word in text if word.isalpha()] for text in examples.words])
    held = (counts > 0).astype(np.float64)
    rarity = np.log((1 + counts.shape[0]) / (1 + np.asarray(held.sum(axis=0)).ravel())) + 1
    telling = _telling(held, examples)
    weights = (rarity * (telling / telling.mean()) ** _TELLING).astype(np.float32)
    counts.data = 1 + np.log(counts.data)
    return tuple(vectorizer.get_feature_names_out()), weights, normalize(counts.multiply(weights).tocsr())


def _telling(held: Any, examples: Examples) -> NDArray[np.float64]:
    """Return for each word the log of how many times likelier it is within some direction than outside.

    Of the directions and none, the greatest, in either sense. `held` (n, w) tells which texts hold the words.
    """
    found = np.zeros((held.shape[1], 0))
    for label, known in _targets(examples):
        weight = examples.weights * known
        inside, outside = weight * label, weight * ~label
        times = (
            (held.T @ inside + 0.5) / (inside.sum() + 1) / ((held.T @ outside + 0.5) / (outside.sum() + 1))
        )
        found = np.column_stack([found, np.abs(np.log(times))])
    return np.asarray(found.max(axis=1))


def _calibration(scores: Array, examples: Examples) -> Array:
    """Return for each direction and none the weight of its score, and what is added (Platt)."""
    from sklearn.linear_model import LogisticRegression

    found = []
    for column, (label, _) in enumerate(_targets(examples)):
        regression = LogisticRegression().fit(scores[:, [column]], label, sample_weight=examples.weights)
        found.append([regression.coef_[0, 0], regression.intercept_[0]])
    return np.array(found, dtype=np.float32)


def _thresholds(probabilities: Array, labels: Bools) -> tuple[float, float]:
    """Return the least probability of a tag and the most of none, for the best macro-F1 and F1 of none."""
    pairs = [(float(least), float(most)) for least in _LEAST for most in _MOST_NONE]
    best = max(pairs, key=lambda pair: _worth(given(probabilities, *pair), labels))
    return round(best[0], 2), round(best[1], 2)


def _worth(tags: Bools, labels: Bools) -> float:
    """Return the mean F1 of the directions and of none."""
    columns = [f1(tags[:, column], labels[:, column]) for column in range(labels.shape[1])]
    return float(np.mean([*columns, f1(no_tag(tags), no_tag(labels))]))


def no_tag(tags: Bools) -> Bools:
    """Return which texts have none of the tags (n, 5)."""
    return np.asarray(~tags.any(axis=1))


def f1(given: Bools, true: Bools) -> float:
    """Return the F1 of what was given: 2 × right / (given + true); 0 when there is neither."""
    both = int(given.sum() + true.sum())
    return 2 * int((given & true).sum()) / both if both else 0.0
