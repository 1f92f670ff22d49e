"""`evaluate search`: a BEIR folder and a searcher over its texts → figures for five rankers.

`ours` is the product's ranking; `words` and `meaning` its two sides alone; `bm25` has no analysis; `rrf`
joins `meaning` and `bm25` by reciprocal rank. With a Lucene at hand three more: `lucene` (its BM25 for
Latvian), `lucene_rrf` and `lucene_minmax` (the same joined with `meaning`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from search.domain import Filters, Query
from search.evaluate.figures import difference_interval, ndcg, recall, reciprocal_rank
from search.evaluate.judgements import JudgedQuery, JudgedText, Judgements
from search.evaluate.states import state_lines, states_of
from search.fields import join_filters
from search.ranking import grouped
from search.searcher import Searcher

RANKERS = ("ours", "words", "meaning", "bm25", "rrf")
LUCENE_RANKERS = ("lucene", "lucene_rrf", "lucene_minmax")
_MINMAX_WORDS = 0.3  # design.md §3: the best mix of the simple parts there
Ranking = list[str]
_WORST = 10
_RRF = 60  # Cormack, Clarke, Büttcher 2009
_K1, _B = 1.2, 0.75
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Bm25:
    """Plain BM25 over lower-cased words: what a search without Latvian gives."""

    texts: Mapping[str, Counter[str]]
    frequencies: Counter[str]
    mean_length: float

    def rank(self, question: str) -> Ranking:
        """Return the ids of texts with a word of the question, best first."""
        words = set(_words(question))
        scores = {one: self._score(words, counts) for one, counts in self.texts.items()}
        return [one for one in sorted(scores, key=lambda key: (-scores[key], key)) if scores[one] > 0]

    def _score(self, words: set[str], counts: Counter[str]) -> float:
        norm = _K1 * (1 - _B + _B * counts.total() / self.mean_length)
        total = 0.0
        for word in words & counts.keys():
            held = self.frequencies[word]
            idf = math.log(1 + (len(self.texts) - held + 0.5) / (held + 0.5))
            total += idf * counts[word] * (_K1 + 1) / (counts[word] + norm)
        return total


def bm25_of(texts: Sequence[JudgedText]) -> Bm25:
    """Return plain BM25 over title and text."""
    counts = {one.id: Counter(_words(f"{one.title} {one.text}")) for one in texts}
    frequencies = Counter(word for words in counts.values() for word in words)
    return Bm25(counts, frequencies, fmean(words.total() for words in counts.values()))


def rankings(
    judgements: Judgements,
    searcher: Searcher,
    text_of: Callable[[str], str],
    lucene: Callable[[str], Mapping[str, float]] | None = None,
) -> dict[str, list[Ranking]]:
    """Return each ranker's lists of text ids, question by question; `text_of` maps document to text ids."""
    plain = bm25_of(judgements.texts)
    lists: dict[str, list[Ranking]] = {
        ranker: [] for ranker in (*RANKERS, *(LUCENE_RANKERS if lucene else ()))
    }
    for query in judgements.queries:
        plan = searcher.plan(query.text)
        wanted, _ = join_filters(Filters(), plan.filters)
        for ranker, share in (("ours", None), ("words", 1.0), ("meaning", 0.0)):
            _, scored = searcher.rank(plan, wanted, share)
            kept = [one for one in scored if ranker != "words" or one.words > 0]
            groups = grouped(kept)
            lists[ranker].append([text_of(group.document_id) for group in groups])
        lists["bm25"].append(plain.rank(query.text))
        lists["rrf"].append(_fused(lists["meaning"][-1], lists["bm25"][-1]))
        if lucene:
            scores = lucene(query.text)
            near = {text_of(group.document_id): group.score for group in groups}
            lists["lucene"].append(list(scores))
            lists["lucene_rrf"].append(_fused(lists["meaning"][-1], list(scores)))
            lists["lucene_minmax"].append(_mixed(scores, near))
    return lists


def evaluate(
    judgements: Judgements,
    searcher: Searcher,
    text_of: Callable[[str], str],
    lucene: Callable[[str], Mapping[str, float]] | None = None,
) -> dict[str, Any]:
    """Return the figures as design.md §6 lays them out, with intervals of ours against each ranker.

    `lucene` gives the scores of texts for a question, best first.
    """
    lists = rankings(judgements, searcher, text_of, lucene)
    judged = [n for n, query in enumerate(judgements.queries) if query.grades]
    queries = [judgements.queries[n] for n in judged]
    kept = {ranker: [ranked[n] for n in judged] for ranker, ranked in lists.items()}
    scores = {ranker: _ndcgs(ranked, queries) for ranker, ranked in kept.items()}
    return {
        "rankers": {ranker: _figures(kept[ranker], queries) for ranker in lists},
        "ours_against": {
            ranker: dict(
                zip(("mean", "low", "high"), difference_interval(scores["ours"], scores[ranker]), strict=True)
            )
            for ranker in lists
            if ranker != "ours"
        },
        "junk": _junk(judgements, searcher),
        "states": states_of(judgements, searcher),
        "worst": _worst(scores["ours"], queries),
    }


def table(figures: Mapping[str, Any]) -> list[str]:
    """Return the figures as lines of text: a row a ranker, a column a kind."""
    kinds = sorted(figures["rankers"]["ours"]["kinds"])
    lines = ["ranker   nDCG@10  recall@10   MRR  " + " ".join(f"{kind[:13]:>13}" for kind in kinds)]
    for ranker, row in figures["rankers"].items():
        of_kinds = " ".join(f"{row['kinds'][kind]['ndcg@10']:13.3f}" for kind in kinds)
        lines.append(
            f"{ranker:8} {row['ndcg@10']:7.3f} {row['recall@10']:10.3f} {row['mrr']:5.3f}  {of_kinds}"
        )
    counts = figures["rankers"]["ours"]["kinds"]
    lines.append("queries" + " " * 28 + " ".join(f"{counts[kind]['queries']:13d}" for kind in kinds))
    for ranker, interval in figures["ours_against"].items():
        lines.append(
            f"ours − {ranker:8} {interval['mean']:+.3f}"
            f"  (95 %: {interval['low']:+.3f} … {interval['high']:+.3f})"
        )
    junk = figures["junk"]
    lines.append(
        f"junk: {junk['queries']} queries, {junk['with_word_hits']} with hits by all words,"
        f" {junk['with_meaning_hits']} with other hits"
    )
    return lines + state_lines(figures["states"])


def _figures(ranked: Sequence[Ranking], queries: Sequence[JudgedQuery]) -> dict[str, Any]:
    kinds: dict[str, list[float]] = {}
    for one, query in zip(_ndcgs(ranked, queries), queries, strict=True):
        kinds.setdefault(query.kind or "all", []).append(one)
    return {
        "ndcg@10": _round(_ndcgs(ranked, queries)),
        "recall@10": _round([recall(one, query.grades) for one, query in zip(ranked, queries, strict=True)]),
        "mrr": _round(
            [reciprocal_rank(one, query.grades) for one, query in zip(ranked, queries, strict=True)]
        ),
        "kinds": {
            kind: {"ndcg@10": _round(values), "queries": len(values)} for kind, values in kinds.items()
        },
    }


def _worst(scores: Sequence[float], queries: Sequence[JudgedQuery]) -> list[dict[str, Any]]:
    pairs = sorted(zip(scores, queries, strict=True), key=lambda pair: (pair[0], pair[1].id))
    return [
        {"id": query.id, "kind": query.kind, "text": query.text, "ndcg@10": round(score, 4)}
        for score, query in pairs[:_WORST]
    ]


def _mixed(words: Mapping[str, float], near: Mapping[str, float]) -> Ranking:
    """Return both sides brought to 0–1 by their least and best, and joined."""
    sides = [(_scaled(words), _MINMAX_WORDS), (_scaled(near), 1 - _MINMAX_WORDS)]
    scores = {one: sum(share * side.get(one, 0.0) for side, share in sides) for one in {**near, **words}}
    return sorted(scores, key=lambda one: (-scores[one], one))


def _scaled(scores: Mapping[str, float]) -> dict[str, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {one: (score - low) / (high - low) if high > low else 1.0 for one, score in scores.items()}


def _junk(judgements: Judgements, searcher: Searcher) -> dict[str, int]:
    junk = [query for query in judgements.queries if not query.grades]
    answers = [searcher.search(Query(query.text)) for query in junk]
    return {
        "queries": len(junk),
        "with_word_hits": sum(answer.counts.words > 0 for answer in answers),
        "with_meaning_hits": sum(answer.counts.further > 0 for answer in answers),
    }


def _fused(*lists: Ranking) -> Ranking:
    scores: Counter[str] = Counter()
    for ranked in lists:
        for rank, one in enumerate(ranked, 1):
            scores[one] += 1 / (_RRF + rank)  # type: ignore[assignment]  # Counter holds floats as well
    return sorted(scores, key=lambda one: (-scores[one], one))


def _ndcgs(ranked: Sequence[Ranking], queries: Sequence[JudgedQuery]) -> list[float]:
    return [ndcg(one, query.grades) for one, query in zip(ranked, queries, strict=True)]


def _round(values: Sequence[float]) -> float:
    return round(fmean(values), 4)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
