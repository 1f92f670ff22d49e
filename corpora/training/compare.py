"""Compare adapters on the judgements and on other subjects: `compare.py SPLIT ADAPTER…`, each against `off`.

SPLIT is `dev`, on which is chosen, or `test`, which is only reported. For the whole ranking and for meaning
alone it prints nDCG@10 by kind with a paired interval of the difference, and how often a question of another
subject finds its passage first (recall@1), which says what was forgotten.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

import numpy as np

from ingest.judged import searcher_over
from search.embedding import load_embedder
from search.evaluate.figures import difference_interval, ndcg
from search.evaluate.judgements import Judgements, load_judgements
from search.evaluate.retrieval import rankings
from search.settings import Settings, quiet_libraries, read_settings

JUDGEMENTS = Path(__file__).resolve().parents[1] / "judgements"
SIDES = ("ours", "meaning")


@dataclass(frozen=True, slots=True)
class Measured:
    """The nDCG@10 of each judged question, by side, and the recall@1 of other subjects, by language."""

    ndcg: Mapping[str, list[float]]
    recall: Mapping[str, float]


def measure(judgements: Judgements, settings: Settings) -> Measured:
    """Return the figures of the adapter that `settings` name."""
    with searcher_over(judgements.texts, settings) as (searcher, text_of):
        lists = rankings(judgements, searcher, text_of)
    judged = [(number, query) for number, query in enumerate(judgements.queries) if query.grades]
    found = {side: [ndcg(lists[side][number], query.grades) for number, query in judged] for side in SIDES}
    return Measured(found, other_subjects(settings))


def other_subjects(settings: Settings) -> dict[str, float]:
    """Return the share of questions on other subjects whose passage is nearest, by language and over all."""
    text = (JUDGEMENTS / "other_subjects.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    embedder = load_embedder(settings)
    passages = sorted({row["passage"] for row in rows})
    likeness = embedder.embed_queries([row["question"] for row in rows]) @ embedder.embed_passages(passages).T
    first = np.argmax(likeness, axis=1)
    hits: dict[str, list[float]] = defaultdict(list)
    for row, best in zip(rows, first, strict=True):
        for group in ("all", row["question_language"]):
            hits[group].append(float(passages[best] == row["passage"]))
    return {group: fmean(values) for group, values in sorted(hits.items())}


def lines(judgements: Judgements, found: Mapping[str, Measured]) -> list[str]:
    """Return the figures as lines of text: a row an adapter and side, a column a kind."""
    kinds = [query.kind for query in judgements.queries if query.grades]
    names = sorted(set(kinds))
    told = [f"{'':24}   all  " + " ".join(f"{name[:9]:>9}" for name in names)]
    plain = found["off"]
    for side in SIDES:
        for adapter, measured in found.items():
            values = measured.ndcg[side]
            of_kinds = " ".join(f"{_mean(values, kinds, name):9.3f}" for name in names)
            mean, low, high = difference_interval(values, plain.ndcg[side])
            change = f"{mean:+.3f} ({low:+.3f} … {high:+.3f})"
            told.append(f"{side:8}{adapter[-16:]:16} {fmean(values):.4f} {of_kinds}  {change}")
    for adapter, measured in found.items():
        of_languages = "  ".join(f"{name} {value:.3f}" for name, value in measured.recall.items())
        told.append(f"recall@1 of other subjects, {adapter[-16:]}: {of_languages}")
    return told


def _mean(values: list[float], kinds: list[str], kind: str) -> float:
    return fmean(value for value, one in zip(values, kinds, strict=True) if one == kind)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split", choices=("dev", "test"))
    parser.add_argument("adapters", nargs="*", default=["bundled"])
    given = parser.parse_args()
    quiet_libraries()
    judgements = load_judgements(JUDGEMENTS / given.split)
    settings = read_settings()
    found = {
        Path(adapter).stem: measure(judgements, replace(settings, adapter=adapter))
        for adapter in ("off", *given.adapters)
    }
    print("\n".join(lines(judgements, found)))


if __name__ == "__main__":
    main()
