"""The ranking on our judgements has not fallen below what it was: kind by kind, each with its tolerance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.judged import measured
from search.evaluate.kept import changes, fallen, load_kept
from search.settings import read_settings

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
