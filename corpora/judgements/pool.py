"""Print what has no grade yet among the first texts of every ranker, for a judge who sees no ranking.

`pool.py dev|test DEPTH` writes, by question, the ungraded texts that any ranker lists among its first
DEPTH, in an order that tells nothing. What is graded 1 or 2 goes to `qrels/test.tsv` by hand; what is not
stays 0.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from ingest.judged import searcher_over
from search.evaluate.judgements import load_judgements
from search.evaluate.retrieval import rankings
from search.settings import quiet_libraries, read_settings

FOLDER = Path(__file__).resolve().parent


def main(split: str, depth: int) -> None:
    quiet_libraries()
    judgements = load_judgements(FOLDER / split)
    texts = {text.id: text for text in judgements.texts}
    with searcher_over(judgements.texts, read_settings({})) as (searcher, text_of):
        lists = rankings(judgements, searcher, text_of)
    order = random.Random(2027)  # noqa: S311  # a draw, not a secret
    judged = [(number, query) for number, query in enumerate(judgements.queries) if query.grades]
    for number, query in judged:
        shown = sorted(
            {one for ranked in lists.values() for one in ranked[number][:depth]} - set(query.grades)
        )
        order.shuffle(shown)
        sys.stdout.write(f"\n##### {query.id} | {query.kind} | {query.text}\n")
        for one in shown:
            text = " ".join(texts[one].text.split())
            sys.stdout.write(f"--- {one} | {texts[one].title}\n{text}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
