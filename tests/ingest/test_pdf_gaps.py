"""Letters set apart become words again, and what only looks like them stays."""

from __future__ import annotations

import pytest

from ingest.formats.pdf.convert import convert_pdf
from ingest.formats.pdf.gaps import Gap, closed_up, is_set_apart
from search.errors import SourceUnread
from tests.data.make_broken import Sheet, Text, pdf


@pytest.mark.parametrize("words", ["L Ē M U M S", "N O L E M J :", "2 0 2 6 . g a d a m"])
def test_letters_set_apart_are_told(words: str) -> None:
    assert is_set_apart(words)


@pytest.mark.parametrize("words", ["A B C D", "x x x x x x", "1 2 3 4 5 6", "Ir 5 un 7", "u. c. t. i."])
def test_cells_marks_and_short_words_are_none(words: str) -> None:
    assert not is_set_apart(words)


def gaps(words: str, widths: dict[int, float], usual: float) -> list[Gap]:
    places = [at for at, letter in enumerate(words) if letter == " "]
    return [Gap(at, at + 1, 100.0, 100.0 + widths.get(at, usual), 0.0) for at in places]


def test_wider_gaps_part_words() -> None:
    words = "P L Ū D U R I S K S"
    assert closed_up(words, gaps(words, {9: 30.0}, 9.0), 15.0) == "PLŪDU RISKS"


def test_letters_far_apart_are_cells() -> None:
    words = "A B C D E F"
    assert closed_up(words, gaps(words, {}, 40.0), 10.0) == words


def test_a_heading_set_apart_is_one_word_in_the_document() -> None:
    word = "LĒMUMS"
    heading = [Text(letter, 60 + 18 * at, 80, 14) for at, letter in enumerate(word)]
    body = [Text("Dome nolemj atbalstīt projektu.", 60, 120, 11), Text("Tas sākas maijā.", 60, 134, 11)]
    found = convert_pdf(pdf([Sheet([*heading, *body])]), "lemums.pdf", SourceUnread("OCR is off"))
    assert [(block.kind, block.text) for block in found.pages[0].blocks] == [
        ("heading", "LĒMUMS"),
        ("paragraph", "Dome nolemj atbalstīt projektu.\nTas sākas maijā."),
    ]
