"""`evaluate similar` on invented judgements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from search.comparable import comparer
from search.concepts import load_concepts
from search.corpora import load_corpora
from search.errors import CorpusError
from search.evaluate.comparable import evaluate_similar, similar_table
from search.evaluate.judged_projects import load_judged_projects
from tests.invented import DIMENSION, WordEmbedder

PROJECTS = [
    {"id": "p1", "title": "Dambis", "city": ["Jēkabpils"], "text": "Pārbūvē dambi pret plūdiem."},
    {"id": "p2", "title": "Valnis", "city": ["Jelgava"], "text": "Dambis pret plūdiem upes krastā."},
    {"id": "p3", "title": "Skola", "city": ["Ogre"], "text": "Siltina skolas sienas."},
    {"id": "p4", "title": "Dambis kopā", "city": ["Jelgava", "Rīga"], "text": "Dambis pret plūdiem."},
]
STARTS = [
    {"id": "s1", "kind": "project", "project_id": "p1", "city": ["Jēkabpils"], "split": "test",
     "relevant": {"p2": 3, "p4": 2}},
    {"id": "s2", "kind": "paragraph", "text": "Skolas siltināšana", "city": ["Jelgava"], "split": "dev",
     "relevant": {"p3": 3}},
    {"id": "s3", "kind": "none", "text": "Kapsētas karte", "city": ["Ogre"], "split": "test", "relevant": {}},
]  # fmt: skip


def written(folder: Path, projects: list[Any] = PROJECTS, starts: list[Any] = STARTS) -> Path:
    for name, rows in (("projects", projects), ("starts", starts)):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def figures(folder: Path, split: str | None = None) -> dict[str, Any]:
    judged = load_judged_projects(folder, split)
    corpora, embed = load_corpora(), WordEmbedder().embed_passages
    mean = np.zeros(DIMENSION, dtype=np.float32)
    ours = comparer(judged.projects, corpora, load_concepts(corpora=corpora), embed, mean)
    return evaluate_similar(judged, ours, embed)


def test_the_figures_have_the_layout_of_the_design(tmp_path: Path) -> None:
    found = figures(written(tmp_path))
    assert set(found["rankers"]) == {"ours", "words", "meaning"}
    assert found["rankers"]["ours"]["ndcg@5"] == 0.917  # p4 before p2, whose grade is higher; then 1.0
    assert found["rankers"]["words"]["kinds"]["paragraph"] == {"ndcg@5": 1.0, "starts": 1}
    assert set(found["ours_against"]) == {"words", "meaning"}
    assert found["none"]["starts"] == 1
    assert found["none"]["said"] == 1
    assert found["none"]["share"] == 1.0
    assert found["shown"].keys() == {"projects", "comparable", "found"}
    assert similar_table(found)[0].split()[:2] == ["ranker", "nDCG@5"]


def test_a_split_takes_its_starts_only(tmp_path: Path) -> None:
    found = figures(written(tmp_path), "dev")
    assert found["rankers"]["ours"]["kinds"].keys() == {"paragraph"}
    assert found["none"]["share"] is None


def test_a_start_without_a_city_has_every_project_with_a_city_outside(tmp_path: Path) -> None:
    start = {"id": "s", "kind": "english", "text": "Dambis", "relevant": {"p1": 1}}
    judged = load_judged_projects(written(tmp_path, starts=[start]))
    assert judged.starts[0].start.cities == frozenset()
    assert figures(tmp_path)["rankers"]["meaning"]["ndcg@5"] > 0


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ({"id": "s", "text": "x", "relevant": {"p9": 1}}, "row 1: no project has the id 'p9'"),
        ({"id": "s", "project_id": "p9", "relevant": {"p1": 1}}, "no project has the id 'p9'"),
        ({"id": "s", "text": " ", "relevant": {"p1": 1}}, "`text` must be a text"),
        ({"id": "s", "text": "x", "relevant": {"p1": "3"}}, "whole numbers above 0"),
        ({"text": "x"}, "`id` must be a text"),
        ({"id": "s", "text": "x", "city": [1]}, "list of names"),
        ({"id": "s", "text": "x", "relevant": {}}, "There is nothing to judge"),
    ],
)
def test_malformed_starts_are_named(tmp_path: Path, start: dict[str, Any], said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_judged_projects(written(tmp_path, starts=[start]))
    assert said in f"{caught.value.what} {caught.value.value}"


def test_a_project_that_stands_twice_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="malformed"):
        load_judged_projects(written(tmp_path, projects=[PROJECTS[0], PROJECTS[0]]))
    (tmp_path / "starts.jsonl").unlink()
    with pytest.raises(CorpusError):
        load_judged_projects(tmp_path)
