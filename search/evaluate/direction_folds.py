"""Labelled passages in five folds by document → what ours and simpler ways reach on unseen documents.

Everything that is fitted, thresholds too, is fitted on the other folds only; the tags of all folds are
pooled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.corpora import Corpora
from search.evaluate.directions import figures, intervals, reliability, table
from search.tagging.learning import Bools, Examples, f1, fit, folds
from search.tagging.training import Learner

Array = NDArray[np.float32]
_WITHIN = (0.02, 0.04, 0.08, 0.16, 9.0)  # of the best score, for a tag beside it; tried on the other folds
_QUANTILES = np.linspace(0.3, 0.98, 35)
OURS = "ours"


def measured(learner: Learner, examples: Examples) -> dict[str, Any]:
    """Return the figures of ours and of the baselines (design.md §3) on the judged passages, folds pooled."""
    told = cross_validated(learner, examples)
    judged = examples.judged
    true = examples.labels[judged]
    documents = [one for one, kept in zip(examples.documents, judged, strict=True) if kept]
    others = ~judged & np.array([one != "" for one in examples.documents])
    ways = {OURS: told["given"]} | _baselines(learner, examples)
    return figures(told["given"][judged], true) | {
        "intervals": intervals(told["given"][judged], true, documents),
        "reliability": reliability(told["probabilities"][judged], true),
        "ways": {name: figures(tags[judged], true) for name, tags in ways.items()},
        "others": figures(told["given"][others], examples.labels[others]),
    }


def cross_validated(learner: Learner, examples: Examples) -> dict[str, NDArray[Any]]:
    """Return what heads that have not seen its document give each example: tags (n, 5) and probabilities."""
    given = np.zeros(examples.labels.shape, dtype=bool)
    probabilities = np.zeros(examples.labels.shape, dtype=np.float32)
    for chosen in _folds(examples):
        heads = fit(examples.part(~chosen), learner.directions, "", "")
        rows = np.flatnonzero(chosen)
        told = heads.probabilities(examples.signals[rows], [examples.words[row] for row in rows])
        given[rows], probabilities[rows] = heads.given(told), told[:, :-1]
    return {"given": given, "probabilities": probabilities}


def _folds(examples: Examples) -> list[Bools]:
    fold = folds(examples.documents)
    return [fold == number for number in range(fold.max() + 1)]


def _baselines(learner: Learner, examples: Examples) -> dict[str, Bools]:
    prototypes = learner.reader.prototypes
    count = len(prototypes.directions)
    width = examples.likenesses.start
    moved = examples.signals[:, :width]
    moved = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    phrases = examples.signals[:, examples.likenesses.stop : examples.likenesses.stop + count]
    scores = {
        "official titles": moved @ _described(learner, sub_themes=False).T,
        "titles with sub-themes": moved @ _described(learner, sub_themes=True).T,
        "5 nearest entries, centred": examples.signals[:, width : width + count],
        "keywords": phrases,
    }
    tags = {name: _tuned(one, examples) for name, one in scores.items()}
    return tags | {"supervised on vectors": _supervised(moved, examples)}


def _described(learner: Learner, *, sub_themes: bool) -> Array:
    """Return the vectors of the directions and other areas by their names, with those of their sub-themes."""
    corpora: Corpora = learner.corpora
    texts = [
        ": ".join([one.name_lv, ", ".join(theme.name_lv for theme in one.sub_themes)][: 1 + sub_themes])
        for one in (*corpora.directions, corpora.other)
    ]
    vectors = learner.embedder.embed_passages(texts)
    centred = vectors - vectors.mean(axis=0)
    return np.asarray(centred / np.linalg.norm(centred, axis=1, keepdims=True))


def _tuned(scores: Array, examples: Examples) -> Bools:
    """Return the tags of scores (n, 6): near the best score and above a least one, set on other folds."""
    given = np.zeros(examples.labels.shape, dtype=bool)
    for chosen in _folds(examples):
        others = examples.judged & ~chosen
        rules = [(float(np.quantile(scores[others], part)), near) for part in _QUANTILES for near in _WITHIN]
        labels = examples.labels[others]
        best = max(rules, key=lambda rule: _macro(_by_rule(scores[others], *rule), labels))
        given[chosen] = _by_rule(scores[chosen], *best)
    return given


def _by_rule(scores: Array, least: float, near: float) -> Bools:
    enough = scores[:, :5] >= max(least, 1e-6)
    return np.asarray(enough & (scores[:, :5] >= scores.max(axis=1, keepdims=True) - near))


def _supervised(moved: Array, examples: Examples) -> Bools:
    """Return the tags of a logistic regression on vectors, from the labelled texts of the other folds."""
    from sklearn.linear_model import LogisticRegression

    given = np.zeros(examples.labels.shape, dtype=bool)
    labelled = np.array([one != "" for one in examples.documents])
    for chosen in _folds(examples):
        others = np.flatnonzero(labelled & ~chosen)
        for column in range(examples.labels.shape[1]):
            regression = LogisticRegression(C=10.0, max_iter=3000, class_weight="balanced")
            regression.fit(moved[others], examples.labels[others, column])
            given[chosen, column] = regression.predict(moved[chosen])
    return given


def _macro(given: Bools, true: Bools) -> float:
    return float(np.mean([f1(given[:, column], true[:, column]) for column in range(true.shape[1])]))


def fold_table(told: Mapping[str, Any]) -> list[str]:
    """Return the figures of pooled folds as lines."""
    macro, none = told["intervals"]["macro_f1"], told["intervals"]["none"]
    lines = [
        *table(told),
        f"95 % intervals: macro-F1 {macro[0]:.3f}–{macro[1]:.3f}, none {none[0]:.3f}–{none[1]:.3f}",
        f"other labelled texts, pooled too: macro-F1 {told['others']['macro_f1']:.3f}, "
        f"none {told['others']['none']['f1']:.3f}, over {told['others']['texts']} texts",
        "",
        f"{'way':28} macro-F1   none      1      2      3      4      5",
    ]
    lines += [_way_line(name, one) for name, one in told["ways"].items()]
    lines += ["", "probability  number   mean   true"]
    return lines + [
        f"from {one['from']:.1f} {one['number']:12} {one['mean']:6.2f} {one['true']:6.2f}"
        for one in told["reliability"]
    ]


def _way_line(name: str, told: Mapping[str, Any]) -> str:
    by_direction: Sequence[float] = [one["f1"] for one in told["per_direction"].values()]
    shown = " ".join(f"{one:6.3f}" for one in by_direction)
    return f"{name:28} {told['macro_f1']:8.3f} {told['none']['f1']:6.3f} {shown}"
