"""`evaluate similar`: judged projects and a model → figures for three rankers (design.md §6).

`ours` is the product's ranking; `words` is BM25 over our keys and `meaning` the likeness of the model's
vectors, both over texts as they are. All three see only projects with a city outside the start's.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from search.calibration import load_calibration
from search.comparable import LEAST, Comparer, Embed, ProjectText, comparer
from search.concepts import load_concepts
from search.corpora import load_corpora
from search.embedding import load_embedder
from search.evaluate.figures import difference_interval, ndcg
from search.evaluate.judged_projects import JudgedProjects, JudgedStart, load_judged_projects
from search.language.keys import text_keys
from search.query import FUNCTION_WORDS
from search.settings import Settings

RANKERS = ("ours", "words", "meaning")
_DEPTH = 5
_SHOWN = 10  # projects on a page
_K1, _B = 1.2, 0.75


def measured_similar(folder: Path, settings: Settings, split: str | None = None) -> dict[str, Any]:
    """Return the figures of the judgements in `folder`. Raises CorpusError, ModelError."""
    judged = load_judged_projects(folder, split)
    corpora = load_corpora()
    embedder = load_embedder(settings)
    mean = load_calibration(embedder, corpora, settings.cache).passage_mean
    concepts = load_concepts(corpora=corpora)
    ours = comparer(judged.projects, corpora, concepts, embedder.embed_passages, mean)
    return evaluate_similar(judged, ours, embedder.embed_passages)


def evaluate_similar(judged: JudgedProjects, ours: Comparer, embed: Embed) -> dict[str, Any]:
    """Return the figures: nDCG@5 by ranker and kind, intervals of ours, and starts without an answer."""
    answered = [one for one in judged.starts if one.grades]
    lists = {
        "ours": [[one.id for one in ours.ranked(start.start)] for start in answered],
        "words": _by_words(judged.projects, answered),
        "meaning": _by_meaning(judged.projects, answered, embed),
    }
    scores = {
        ranker: [ndcg(one, start.grades, _DEPTH) for one, start in zip(ranked, answered, strict=True)]
        for ranker, ranked in lists.items()
    }
    return {
        "rankers": {ranker: _figures(values, answered) for ranker, values in scores.items()},
        "ours_against": {
            ranker: dict(
                zip(("mean", "low", "high"), difference_interval(scores["ours"], scores[ranker]), strict=True)
            )
            for ranker in RANKERS[1:]
        },
        "none": _none(judged.starts, ours),
        "shown": _shown(answered, ours),
        "worst": [
            {"id": start.id, "kind": start.kind, "ndcg@5": round(score, 4)}
            for score, start in sorted(
                zip(scores["ours"], answered, strict=True), key=lambda pair: (pair[0], pair[1].id)
            )[:10]
        ],
    }


def similar_table(figures: Mapping[str, Any]) -> list[str]:
    """Return the figures as lines of text: a row a ranker, a column a kind."""
    kinds = figures["rankers"]["ours"]["kinds"]
    lines = ["ranker   nDCG@5  " + " ".join(f"{kind[:10]:>10}" for kind in kinds)]
    for ranker, row in figures["rankers"].items():
        of_kinds = " ".join(f"{row['kinds'][kind]['ndcg@5']:10.3f}" for kind in kinds)
        lines.append(f"{ranker:8} {row['ndcg@5']:6.3f}  {of_kinds}")
    lines.append("starts" + " " * 11 + " ".join(f"{one['starts']:10d}" for one in kinds.values()))
    for ranker, interval in figures["ours_against"].items():
        lines.append(
            f"ours − {ranker:8} {interval['mean']:+.3f}"
            f"  (95 %: {interval['low']:+.3f} … {interval['high']:+.3f})"
        )
    none = figures["none"]
    lines.append(
        f"without an answer: {none['starts']} starts, {none['said']} told that nothing is comparable;"
        f" of {none['answered']} with an answer {none['wrongly_said']}"
    )
    shown = figures["shown"]
    lines.append(
        f"shown of the first {_SHOWN}: {shown['projects']:.1f} projects a start, "
        f"{shown['comparable']:.0%} of them comparable, {shown['found']:.0%} of those that are"
    )
    return lines


def _figures(values: Sequence[float], starts: Sequence[JudgedStart]) -> dict[str, Any]:
    kinds: dict[str, list[float]] = {}
    for value, start in zip(values, starts, strict=True):
        kinds.setdefault(start.kind or "all", []).append(value)
    return {
        "ndcg@5": round(fmean(values), 4),
        "kinds": {kind: {"ndcg@5": round(fmean(own), 4), "starts": len(own)} for kind, own in kinds.items()},
    }


def _none(starts: Sequence[JudgedStart], ours: Comparer) -> dict[str, Any]:
    """Return how many starts, without and with an answer, are told that nothing is comparable."""
    said = {True: [0, 0], False: [0, 0]}
    for one in starts:
        counts = said[bool(one.grades)]
        counts[0] += 1
        counts[1] += not ours.alike(one.start)
    (answered, wrongly), (unanswered, rightly) = said[True], said[False]
    return {
        "starts": unanswered,
        "said": rightly,
        "share": round(rightly / unanswered, 4) if unanswered else None,
        "answered": answered,
        "wrongly_said": wrongly,
        "least": LEAST,
    }


def _shown(starts: Sequence[JudgedStart], ours: Comparer) -> dict[str, float]:
    """Return how many projects a reader is shown for a start with an answer, and how right they are.

    `found` is the mean share of the comparable ones, of at most as many as are shown.
    """
    lists = [[one.id for one in ours.alike(start.start)[:_SHOWN]] for start in starts]
    right = [sum(one in start.grades for one in ids) for ids, start in zip(lists, starts, strict=True)]
    shown = sum(map(len, lists))
    found = [count / min(_SHOWN, len(start.grades)) for count, start in zip(right, starts, strict=True)]
    return {
        "projects": round(shown / len(starts), 4),
        "comparable": round(sum(right) / shown, 4) if shown else 0.0,
        "found": round(fmean(found), 4),
    }


def _elsewhere(projects: Sequence[ProjectText], start: ProjectText) -> list[int]:
    return [number for number, one in enumerate(projects) if one.id != start.id and one.cities - start.cities]


def _listed(
    projects: Sequence[ProjectText], starts: Sequence[JudgedStart], scores: Sequence[Sequence[float]]
) -> list[list[str]]:
    """Return the ids of other cities' projects for each start, by its row of scores."""
    return [
        [
            projects[number].id
            for number in sorted(
                _elsewhere(projects, one.start), key=lambda number: (-row[number], projects[number].id)
            )
        ]
        for one, row in zip(starts, scores, strict=True)
    ]


def _by_meaning(
    projects: Sequence[ProjectText], starts: Sequence[JudgedStart], embed: Embed
) -> list[list[str]]:
    held = embed([_whole(one) for one in projects])
    asked = embed([_whole(one.start) for one in starts])
    return _listed(projects, starts, np.asarray(asked @ held.T, dtype=np.float64).tolist())


def _by_words(projects: Sequence[ProjectText], starts: Sequence[JudgedStart]) -> list[list[str]]:
    bags = [Counter(_keys(_whole(one))) for one in projects]
    frequencies = Counter(key for bag in bags for key in bag)
    length = fmean(bag.total() for bag in bags)

    def score(asked: set[str], bag: Counter[str]) -> float:
        norm = _K1 * (1 - _B + _B * bag.total() / length)
        return sum(
            math.log(1 + (len(bags) - frequencies[key] + 0.5) / (frequencies[key] + 0.5))
            * bag[key] * (_K1 + 1) / (bag[key] + norm)
            for key in sorted(asked & bag.keys())
        )  # fmt: skip

    asked = [set(_keys(_whole(one.start))) for one in starts]
    return _listed(projects, starts, [[score(keys, bag) for bag in bags] for keys in asked])


def _whole(text: ProjectText) -> str:
    return f"{text.title}. {text.text}" if text.title else text.text


def _keys(text: str) -> list[str]:
    return [key.folded for token, key in text_keys(text) if token.exact not in FUNCTION_WORDS]
