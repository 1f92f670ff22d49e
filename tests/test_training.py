"""The questions to train on: well formed, spread over the sub-themes, and none of them a judged one."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from corpora.judgements.build import DEV, FOLDER, texts_of
from search.language.tokens import fold

TRAINING = FOLDER.parent / "training"
WRITTEN = ("passages", "passages_b", "passages_c")  # invented passages, each with its questions
ASKED = ("sample_dev", "exact")  # questions over passages that stand elsewhere
KINDS = {"everyday", "official", "keywords", "noun_verb", "english"}
EXACT_KINDS = {"code", "name"}
LIKE_A_JUDGED_ONE = 0.7  # share of common words, folded
SHARED_SHINGLES = 0.2  # of five words, out of those of the shorter text
SHINGLE = 5


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def training(name: str) -> list[dict[str, Any]]:
    return rows(TRAINING / f"{name}.jsonl")


def folded(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    found = folded(text)
    return frozenset(found[at : at + SHINGLE] for at in range(len(found) - SHINGLE + 1))


def asked() -> list[str]:
    files = chain.from_iterable(training(name) for name in (*WRITTEN, *ASKED, "general"))
    return [text for row in files for text in row["questions"].values()]


@pytest.fixture(scope="module")
def judged_words() -> list[frozenset[str]]:
    files = chain.from_iterable(rows(FOLDER / split / "queries.jsonl") for split in ("dev", "test"))
    return [frozenset(folded(row["text"])) for row in files]


@pytest.fixture(scope="module")
def shingles_of_test() -> dict[str, frozenset[tuple[str, ...]]]:
    return {row["_id"]: shingles(row["text"]) for row in rows(FOLDER / "test" / "corpus.jsonl")}


def sub_themes() -> set[str]:
    directions = tomllib.loads((FOLDER.parent / "directions.toml").read_text(encoding="utf-8"))
    places = [*directions["directions"], directions["other"]]
    return {theme["id"] for place in places for theme in place["sub_themes"]}


def test_written_passages_have_their_own_id_a_title_five_questions_and_a_known_sub_theme() -> None:
    found = [row for name in WRITTEN for row in training(name)]
    assert len({row["id"] for row in found}) == len(found)
    known = sub_themes()
    for row in found:
        assert set(row) == {"id", "title", "passage", "questions", "theme", "hard_negatives"}, row["id"]
        assert set(row["questions"]) == KINDS, row["id"]
        assert row["theme"] in known, row["id"]
        assert all(text.strip() for text in (row["title"], row["passage"], *row["questions"].values()))


def test_hard_negatives_are_other_passages_of_the_same_files() -> None:
    found = [row for name in WRITTEN for row in training(name)]
    ids = {row["id"] for row in found}
    for row in found:
        assert row["hard_negatives"], row["id"]
        assert set(row["hard_negatives"]) <= ids - {row["id"]}, row["id"]


def test_questions_of_the_sample_are_asked_of_its_dev_half() -> None:
    dev = {row["_id"] for name in DEV for row in texts_of(name)}
    for row in training("sample_dev"):
        assert set(row["questions"]) <= KINDS
        assert {row["passage_id"], *row["hard_negatives"]} <= dev


def test_exact_questions_hang_on_something_that_their_passage_says() -> None:
    texts = {row["id"]: row for name in WRITTEN for row in training(name)}
    found = training("exact")
    assert sum(len(row["questions"]) for row in found) >= 250
    for row in found:
        assert set(row["questions"]) <= EXACT_KINDS
        assert set(row["hard_negatives"]) <= set(texts) - {row["passage_id"]}
        passage = set(folded(texts[row["passage_id"]]["title"] + " " + texts[row["passage_id"]]["passage"]))
        digits = {word for word in folded(row["questions"].get("code", "")) if any(map(str.isdigit, word))}
        assert digits <= passage, row


def test_general_pairs_are_not_of_the_subjects_that_measure_forgetting() -> None:
    general = training("general")
    measured = rows(FOLDER / "other_subjects.jsonl")
    assert len({row["id"] for row in general}) == len(general)
    assert sum(len(row["questions"]) for row in general) >= 300
    assert not {row["subject"] for row in general} & {row["subject"] for row in measured}
    kept = [shingles(row["passage"]) for row in measured]
    assert not any(shingles(row["passage"]) & other for row in general for other in kept)


def test_pairs_that_measure_forgetting_are_short_passages_of_both_languages() -> None:
    measured = rows(FOLDER / "other_subjects.jsonl")
    assert len({row["id"] for row in measured}) == len({row["passage"] for row in measured}) >= 160
    assert all(60 <= len(row["passage"].split()) <= 120 for row in measured)
    languages = Counter((row["question_language"], row["passage_language"]) for row in measured)
    assert min(languages[pair] for pair in (("lv", "lv"), ("en", "en"), ("en", "lv"))) >= 20


def test_no_question_is_close_to_a_judged_one(judged_words: list[frozenset[str]]) -> None:
    for text in asked():
        mine = frozenset(folded(text))
        closest = max(len(mine & other) / len(mine | other) for other in judged_words)
        assert closest < LIKE_A_JUDGED_ONE, text


def test_no_written_passage_is_a_text_of_the_test_half(
    shingles_of_test: dict[str, frozenset[tuple[str, ...]]],
) -> None:
    for row in chain.from_iterable(training(name) for name in WRITTEN):
        mine = shingles(row["passage"])
        for name, other in shingles_of_test.items():
            shorter = max(1, min(len(mine), len(other)))
            assert len(mine & other) / shorter < SHARED_SHINGLES, (row["id"], name)


def test_there_are_4000_pairs_and_each_sub_theme_has_some() -> None:
    count = sum(len(row["questions"]) for name in (*WRITTEN, *ASKED) for row in training(name))
    assert count >= 4000
    themes = Counter(row["theme"] for name in WRITTEN for row in training(name))
    assert min(themes[theme] for theme in sub_themes()) >= 5, themes
