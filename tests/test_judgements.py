"""Our own judgements: in step with the sample's texts, split by document, with a kind and a reason each."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from corpora.judgements.build import DEV, FOLDER, TEST, texts_of
from corpora.judgements.word_forms import LIST, faults_of
from search.corpora import load_corpora
from search.evaluate.judgements import load_judgements

SPLITS = {"dev": DEV, "test": TEST}
KINDS = {"keyword", "inflected", "verb_form", "paraphrase", "entity", "code_number", "typo", "no_diacritics",
         "english", "junk"}  # fmt: skip


def queries(split: str) -> list[dict[str, object]]:
    lines = (FOLDER / split / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("split", SPLITS)
def test_the_judged_texts_are_those_of_the_sample(split: str) -> None:
    committed = (FOLDER / split / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in committed] == [
        row for name in SPLITS[split] for row in texts_of(name)
    ]


def test_no_document_is_on_both_sides() -> None:
    assert not set(DEV) & set(TEST)


def test_there_are_at_least_250_judged_queries_and_no_question_twice() -> None:
    asked = [str(row["text"]) for split in SPLITS for row in queries(split)]
    judged = [query for split in SPLITS for query in load_judgements(FOLDER / split).queries if query.grades]
    assert len(judged) >= 250
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("split", SPLITS)
def test_every_query_has_a_known_kind_and_a_reason_and_only_junk_has_no_answer(split: str) -> None:
    judged = {query.id: query for query in load_judgements(Path(FOLDER / split)).queries}
    kinds = Counter()
    for row in queries(split):
        metadata = row["metadata"]
        assert isinstance(metadata, dict)
        assert metadata["kind"] in KINDS
        assert len(metadata["reason"]) > 20
        assert (metadata["kind"] == "junk") == (not judged[str(row["_id"])].grades)
        kinds[metadata["kind"]] += 1
    assert set(kinds) == KINDS


def test_the_list_of_word_forms_is_as_drawn() -> None:
    assert faults_of(LIST.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("gads\tgadam\t1\t", "gads\tgadam\t2\t", "gads gadam: label 2"),
        ("gads\tgadam\t1\t", "gads\tgadam\t1\t9", "gads gadam: counts"),
        ("gads\tgadam\t", "gads\tgadatirgiem\t", "gads gadatirgiem: not drawn"),
        ("gads\tgadam\t", "gads\tgadatirgiem\t", "gads gadam: missing"),
        (
            "form\tcandidate\t",
            "word\tcandidate\t",
            "the columns are not form candidate label count_form count_candidate",
        ),
    ],
)
def test_a_list_of_word_forms_that_is_not_as_drawn_is_told(was: str, becomes: str, fault: str) -> None:
    listed = LIST.read_text(encoding="utf-8")
    assert listed.count(was) == 1
    assert fault in faults_of(listed.replace(was, becomes))


def test_a_list_of_word_forms_with_a_pair_twice_is_told() -> None:
    listed = LIST.read_text(encoding="utf-8")
    assert faults_of(listed + listed.splitlines(keepends=True)[-1])


def test_labelled_passages_are_judged_texts_with_known_directions() -> None:
    texts = {row["_id"]: (split, row) for split in SPLITS for name in SPLITS[split] for row in texts_of(name)}
    rows = [
        json.loads(line) for line in (FOLDER / "directions.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert len({row["id"] for row in rows}) == len(rows) >= 600
    for row in rows:
        split, text = texts[row["id"]]
        assert (row["title"], row["text"], row["split"]) == (text["title"], text["text"], split)
        assert row["directions"] == sorted(set(row["directions"]) & {1, 2, 3, 4, 5})
        assert _settled(row)
    again = (FOLDER / "directions_second.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["id"] for line in again} & {row["id"] for row in rows}) == len(again) >= 150


def test_texts_to_learn_directions_from_are_settled_between_two_readers() -> None:
    path = FOLDER.parent / "training" / "directions.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows
    assert all(_settled(row) for row in rows)


def _settled(row: Mapping[str, Any]) -> bool:
    """Return whether both readings are told, and what was settled is theirs where they agree."""
    both = [row["first"], row["second"]]
    known = all(one == sorted(set(one) & {1, 2, 3, 4, 5}) for one in both)
    return known and (both[0] != both[1] or row["directions"] == both[0])


def test_every_cell_of_the_samples_matrix_was_judged_by_reading() -> None:
    with (FOLDER / "coverage.tsv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    corpora = load_corpora()
    themes = {one.id for one in corpora.directions}
    themes |= {f"{one.id}/{sub.id}" for one in corpora.directions for sub in one.sub_themes}
    assert Counter((one["city"], one["theme"]) for one in cells) == Counter(
        (city.id, theme) for city in corpora.cities for theme in themes
    )
    assert {one["judged"] for one in cells} == {"right", "wrong"}
    assert [one["theme"] for one in cells if one["judged"] == "wrong" and not one["note"]] == []
    told = Counter(("/" in one["theme"], one["state"], one["judged"]) for one in cells)
    assert told == {
        (False, "found", "right"): 50,
        (True, "found", "right"): 259,
        (True, "found", "wrong"): 8,
        (True, "not_found", "right"): 218,
        (True, "not_found", "wrong"): 45,
    }
