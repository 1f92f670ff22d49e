"""The language of a text, and of a question, which is too short for what tells a text."""

from __future__ import annotations

import pytest

from search.language.which import language_of, question_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("velosipēdu ceļi", "lv"),
        ("rigas ielu apgaismojums", "lv"),
        ("skolu macibu vides uzlabosana liepaja", "lv"),
        ("kas notiek ar parku", "lv"),
        ("sabiedriskais transports", "und"),
        ("velosipedu novietnu ierikosana", "lv"),
        ("bridges Liepaja", "und"),
        ("bicycle lanes", "en"),
        ("smart city", "en"),
        ("flood protection in Jekabpils", "en"),
        ("heat pumps in Jēkabpils", "und"),
        ("the heat pumps of Jēkabpils", "en"),
        ("велосипедные дорожки", "ru"),
        ("LLI-232", "und"),
        ("parks", "und"),
        ("2021-2027", "und"),
        ("", "und"),
    ],
)
def test_the_language_of_a_question(text: str, language: str) -> None:
    assert question_language(text) == language


def test_a_text_is_not_told_by_the_dictionary() -> None:
    assert language_of("bicycle lanes") == "und"
