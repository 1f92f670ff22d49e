"""`evaluate search`: how often questions of each sort are said to be found, perhaps related, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from search.domain import Filters
from search.evaluate.judgements import JudgedQuery, Judgements
from search.fields import join_filters
from search.searcher import Searcher
from search.verdict import Verdict

# Sorts of questions: junk by what it is, and answered ones, those in everyday words apart.
SORTS = ("noise", "off_topic", "near_topic", "paraphrase", "answered")
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)


def states_of(judgements: Judgements, searcher: Searcher) -> dict[str, Any]:
    """Return by sort the numbers of questions by state, of missing words named, and by reach.

    `missing` counts questions of which a word is known to stand in no text, `named` those of them for which
    the answer names such a word. `reach` is the number of questions that reach each of THRESHOLDS.
    """
    verdicts: dict[str, list[tuple[JudgedQuery, Verdict]]] = {sort: [] for sort in SORTS}
    for query in judgements.queries:
        plan = searcher.plan(query.text)
        verdict = searcher.verdict(plan, join_filters(Filters(), plan.filters)[0])
        verdicts.setdefault(_sort(query), []).append((query, verdict))
    return {sort: _counted(pairs) for sort, pairs in verdicts.items() if pairs}


def state_lines(states: Mapping[str, Any]) -> list[str]:
    """Return the figures as lines of text: a row a sort of question."""
    lines = ["", "state      queries  found  related  nothing  missing word named   reach at least"]
    lines[1] += " " + " ".join(f"{threshold:4.1f}" for threshold in THRESHOLDS)
    for sort, row in states.items():
        named = f"{row['named']} of {row['missing']}" if row["missing"] else "–"
        reach = " ".join(f"{number:4d}" for number in row["reach"])
        lines.append(
            f"{sort:10} {row['queries']:7d} {row['found']:6d} {row['related']:8d} {row['nothing']:8d}"
            f"  {named:>18}  {'':14} {reach}"
        )
    return lines


def _sort(query: JudgedQuery) -> str:
    if query.grades:
        return "paraphrase" if query.kind == "paraphrase" else "answered"
    return query.sub or "off_topic"


def _counted(pairs: Sequence[tuple[JudgedQuery, Verdict]]) -> dict[str, Any]:
    states = [verdict.state for _, verdict in pairs]
    missing = [(query, verdict) for query, verdict in pairs if query.missing]
    return {
        "queries": len(pairs),
        **{state: states.count(state) for state in ("found", "related", "nothing")},
        "missing": len(missing),
        "named": sum(not set(query.missing).isdisjoint(verdict.absent) for query, verdict in missing),
        "reach": [sum(verdict.reach >= least for _, verdict in pairs) for least in THRESHOLDS],
    }
