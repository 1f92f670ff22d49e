"""The ranking and the directions on our judgements have not fallen below what they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.judged import measured
from ingest.train_directions import load_learner
from search.evaluate.directions import figures
from search.evaluate.kept import changes, fallen, load_kept
from search.settings import read_settings
from search.tagging.labelled import JUDGED
from search.tagging.learning import fit

JUDGEMENTS = Path(__file__).resolve().parents[1] / "corpora" / "judgements"


@pytest.fixture(scope="module", params=["dev", "test"])
def split(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    folder = JUDGEMENTS / request.param
    return measured(folder, read_settings({})), load_kept(folder)


def test_no_kind_of_question_is_answered_worse_than_kept(split: tuple[Any, Any]) -> None:
    figures, kept = split
    assert fallen(figures, kept) == []


def test_junk_and_absent_things_are_told(split: tuple[Any, Any]) -> None:
    states = split[0]["states"]
    assert states["noise"]["nothing"] == states["noise"]["queries"]
    assert states["off_topic"]["found"] == 0
    assert states["near_topic"]["named"] == states["near_topic"]["missing"]
    assert states["answered"]["nothing"] <= 0.02 * states["answered"]["queries"]
    assert states["answered"]["related"] <= 0.15 * states["answered"]["queries"]


def test_a_kind_that_falls_is_named_with_its_figures() -> None:
    def kinds(typo: float, entity: float) -> dict[str, Any]:
        return {
            "typo": {"ndcg@10": typo, "queries": 10},
            "entity": {"ndcg@10": entity, "queries": 20},
        }

    kept = {"ndcg@10": 0.8, "kinds": kinds(0.9, 0.5)}
    now = {"rankers": {"ours": {"ndcg@10": 0.79, "kinds": kinds(0.85, 0.44)}}}
    assert fallen(now, kept) == ["entity: 0.500 → 0.440, may fall by 0.050"]
    assert changes(now, kept)["typo"] == (0.9, 0.85, 0.1)


def test_directions_are_told_on_documents_that_were_not_learned_from() -> None:
    """Learn without the documents of the half "test", and tag their passages as well as before."""
    learner = load_learner(read_settings({}))
    examples = learner.examples()
    held = {one["title"] for one in _judged() if one["split"] == "test"}
    out = np.array([document in held for document in examples.documents])
    heads = fit(examples.part(~out), learner.directions, "", "")
    judged = np.flatnonzero(out & examples.judged)
    told = heads.probabilities(examples.signals[judged], [examples.words[row] for row in judged])
    reached = figures(heads.given(told), examples.labels[judged])
    assert reached["texts"] > 250
    assert reached["macro_f1"] >= 0.80
    assert reached["none"]["f1"] >= 0.62


def _judged() -> list[dict[str, Any]]:
    return [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
