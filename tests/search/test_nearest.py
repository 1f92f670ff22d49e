"""The sentence nearest to a question, in passages where nothing else is marked; within a cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from search.domain import DocumentView, Facts, Hit, Locator, Mark, Passage, PassageHit
from search.nearest import MOST_CHARACTERS, MOST_SENTENCES, with_nearest
from tests.invented import WordEmbedder, no_calibration

QUESTION = WordEmbedder().embed_queries(["tramvajs"])[0]


class CountingEmbedder(WordEmbedder):
    """Remembers the passages that it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.given += texts
        return super().embed_passages(texts)


def passage_hit(number: int, text: str) -> PassageHit:
    passage = Passage(f"p{number}", "d", number, text, Locator("page", 1), (), 0, len(text))
    return PassageHit(passage, (), 0.5, 0.0, 0.5, all_words=False)


def hit(*passages: PassageHit) -> Hit:
    view = DocumentView("d", "tests", "a.md", Facts("Plāns"), (), len(passages), "")
    return Hit(view, passages, 0.5, all_words=False)


def nearest(*hits: Hit, embedder: WordEmbedder | None = None) -> list[str]:
    """Return the text of the nearest sentence of each passage that has one, for the question “tramvajs”."""
    found = with_nearest(hits, QUESTION, embedder or WordEmbedder(), no_calibration())
    shown = [one for each in found for one in each.passages if one.nearest]
    return [one.passage.text[one.nearest.start : one.nearest.end] for one in shown if one.nearest]


THREE = "Jumts tek. Tramvajs brauc uz ostu. Parks zied."


def test_the_sentence_nearest_to_the_question_is_told_by_its_place() -> None:
    (found,) = with_nearest([hit(passage_hit(1, THREE))], QUESTION, WordEmbedder(), no_calibration())
    assert found.passages[0].nearest == Mark(11, 34)
    assert nearest(hit(passage_hit(1, THREE))) == ["Tramvajs brauc uz ostu."]


def test_each_passage_has_its_own_nearest_sentence() -> None:
    other = passage_hit(2, "Tramvaja līnija. Kuģi ostā.")
    assert nearest(hit(passage_hit(1, THREE), other)) == ["Tramvajs brauc uz ostu.", "Tramvaja līnija."]


def test_passages_with_marks_of_one_sentence_and_rows_have_none() -> None:
    embedder = CountingEmbedder()
    one = passage_hit(1, THREE)
    marked = replace(one, marks=(Mark(0, 5),))
    related = replace(one, related=(Mark(0, 5),))
    row = replace(one, passage=replace(one.passage, kind="row"))
    assert (
        nearest(hit(marked), hit(related), hit(row), hit(passage_hit(2, "Tramvajs.")), embedder=embedder)
        == []
    )
    assert embedder.given == []


def test_no_more_sentences_are_embedded_than_the_cap_first_passages_first() -> None:
    embedder = CountingEmbedder()
    length = MOST_SENTENCES // 3
    many = [
        hit(passage_hit(n, f"Jumts {'tek' * n}. " * length), passage_hit(10 + n, "Parks. Zeme."))
        for n in range(1, 5)
    ]
    nearest(*many, embedder=embedder)
    assert embedder.given == [f"Jumts {'tek' * n}." for n in range(1, 4) for _ in range(length)]


def test_a_passage_over_the_cap_of_characters_is_passed_over_for_a_shorter_one() -> None:
    embedder = CountingEmbedder()
    long = passage_hit(
        1, "Jumts tek " * (MOST_CHARACTERS // 20) + ". " + "Parks zied " * (MOST_CHARACTERS // 20)
    )
    assert nearest(hit(long), hit(passage_hit(2, THREE)), embedder=embedder) == ["Tramvajs brauc uz ostu."]
    assert len(embedder.given) == 3
