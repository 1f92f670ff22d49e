"""Labelled passages are loaded whole or refused with their row; a document stays together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.errors import CorpusError
from search.tagging.labelled import JUDGED, Labelled, labelled_words, load_labelled, load_training


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_texts_of_one_title_are_one_document(tmp_path: Path) -> None:
    path = write(
        tmp_path / "some.jsonl",
        {"title": "Plāns", "text": "Viens.", "directions": [1, 3]},
        {"title": "Plāns", "text": "Divi.", "directions": []},
        {"text": "Trīs.", "directions": [5]},
    )
    first, second, third = load_labelled(path)
    assert first.document == second.document != third.document
    assert (first.directions, second.directions) == (frozenset({1, 3}), frozenset())
    assert third.title == ""


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"text": "Viens.", "directions": [6]}, "row 1.*from 1 to 5"),
        ({"text": "Viens."}, "row 1.*from 1 to 5"),
        ({"text": " ", "directions": []}, "row 1.*must be a text"),
        (["Viens."], "row 1.*an object"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, row: object, why: str) -> None:
    with pytest.raises(CorpusError, match=why):
        load_labelled(write(tmp_path / "some.jsonl", row))


def test_an_empty_file_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nothing labelled"):
        load_labelled(write(tmp_path / "some.jsonl"))
    with pytest.raises(CorpusError, match="cannot be read"):
        load_labelled(tmp_path / "none.jsonl")


def test_our_passages_are_many_and_of_every_direction() -> None:
    judged, others = load_labelled(JUDGED), load_training()
    assert len(judged) == 620
    assert len(others) == 757
    for texts in (judged, others):
        assert all(sum(number in one.directions for one in texts) >= 70 for number in range(1, 6))
        assert sum(not one.directions for one in texts) >= 50
    assert not {one.text for one in judged} & {one.text for one in others}


def test_a_text_of_the_sample_stays_with_its_document() -> None:
    documents = {one.document for one in load_labelled(JUDGED)}
    (one,) = [one for one in load_training() if one.id == "liepaja-mobilitates-plans-14"]
    assert one.document in documents


def test_a_shared_title_is_no_word_of_a_text() -> None:
    texts = [
        Labelled("1", "a", "Klimata plāns", "Viens.", frozenset()),
        Labelled("2", "a", "Klimata plāns", "Divi.", frozenset()),
        Labelled("3", "b", "Skolu tīkls", "Trīs.", frozenset(), heading="Skolēni"),
    ]
    first, _, third = labelled_words(texts)
    assert first.exact == ("viens",)
    assert third.exact == ("skolu", "tīkls", "skolēni", "trīs")
