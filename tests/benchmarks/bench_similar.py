"""Comparable projects among 5,000 synthetic ones: the first question, that after a change, and next ones.

The projects are rows of plans, made of the words of the judged projects, in 200 plans of ten cities.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

PROJECTS, PLANS, QUESTIONS = 5_000, 200, 40
JUDGED = Path(__file__).parents[2] / "corpora" / "judgements" / "similar" / "projects.jsonl"


def run() -> list[str]:
    """Return the seconds and milliseconds, with the embedding model in use."""
    from search.backends import open_backend
    from search.calibration import load_calibration
    from search.comparer_kept import prepare_projects
    from search.corpora import load_corpora
    from search.domain import Filters
    from search.embedding import load_embedder
    from search.searcher import Searcher
    from search.settings import read_settings
    from search.similar import project_start, similar, text_start

    settings, corpora = read_settings({}), load_corpora()
    embedder = load_embedder(settings)
    calibration = load_calibration(embedder, corpora, settings.cache)
    with tempfile.TemporaryDirectory() as folder:
        own = replace(settings, data=Path(folder), cache=Path(folder) / "cache")
        backend = open_backend(own)
        backend.write_manifest({"schema": "bench", "dimension": embedder.dimension})
        plans = list(_plans(embedder))
        for document_id, records in plans:
            backend.replace_document(document_id, records)
        backend.settle()

        def searcher() -> Searcher:
            return Searcher(open_backend(own), embedder, calibration, corpora, own)

        embedding = _seconds(lambda: prepare_projects(searcher()))
        asked = searcher()
        first = _seconds(lambda: similar(asked, text_start(asked, TEXT, "ogre"), Filters()))
        ids = [one.id for one in asked.catalog().projects]
        chosen = random.Random(1).sample(ids, QUESTIONS)
        by_project = [
            _seconds(lambda one=one: similar(asked, project_start(asked, one), Filters())) for one in chosen
        ]
        by_text = [
            _seconds(lambda part=part: similar(asked, text_start(asked, f"{TEXT} {part}", "ogre"), Filters()))
            for part in range(QUESTIONS)
        ]
        backend.replace_document(plans[0][0], plans[0][1][:-1])
        changed = searcher()
        changed_first = _seconds(lambda: similar(changed, text_start(changed, TEXT, "ogre"), Filters()))
        asked.catalog()  # sees the change, too
        again = _seconds(lambda: similar(asked, text_start(asked, TEXT, "ogre"), Filters()))
        return [
            f"{len(ids)} projects prepared in {embedding:.1f} s, their vectors included",
            f"first question of a process {first:.2f} s, after a change {again:.2f} s"
            f" ({changed_first:.2f} s in a new process)",
            f"next ones from a project {_told(by_project)}, from a text {_told(by_text)}",
        ]


TEXT = "Pilsēta pārbūvē veco dambi gar upi un uzstāda sūkņus, lai pasargātu dzīvojamās mājas no plūdiem."


def _plans(embedder: Any) -> Iterator[tuple[str, list[Any]]]:
    from search.corpora import load_corpora
    from search.records import Enriched, passage_keys, to_records
    from tests.invented_comparable import plan

    chance = random.Random(7)
    texts = [json.loads(line)["text"].split() for line in JUDGED.read_text("utf-8").splitlines()]
    cities = [city.id for city in load_corpora().cities]
    for number in range(PLANS):
        rows = [_row(chance, texts, number, row) for row in range(PROJECTS // PLANS)]
        document = plan(cities[number % len(cities)], *rows, name=f"plans-{number}.xlsx")
        vectors = embedder.embed_passages([passage.text for passage in document.passages])
        enriched = [
            Enriched(passage_keys(document.facts.title, passage), vector, ())
            for passage, vector in zip(document.passages, vectors, strict=True)
        ]
        yield document.id, to_records(document, enriched, ())


def _row(chance: random.Random, texts: list[list[str]], plan_number: int, number: int) -> dict[str, str]:
    title, goal = chance.choice(texts), chance.choice(texts)
    begin = chance.randrange(max(1, len(title) - 8))
    return {
        "Kods": f"P{plan_number}.{number}",
        "Pasākums": f"{' '.join(title[begin : begin + 8])} {plan_number}.{number}",
        "Atbildīgais": "Attīstības pārvalde",
        "Iznākums": " ".join(chance.sample(goal, min(14, len(goal)))),
        "Finansējums EUR": f"{chance.randrange(100, 999)} 000",
        "Izpildes termiņš": str(chance.randrange(2024, 2030)),
    }


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _told(seconds: list[float]) -> str:
    ordered = sorted(1000 * one for one in seconds)
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {ordered[int(0.95 * len(ordered))]:.0f} ms"


if __name__ == "__main__":
    sys.stdout.write("\n".join(run()) + "\n")
