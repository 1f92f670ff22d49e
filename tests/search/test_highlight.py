from search.domain import Mark
from search.explain import explain
from search.forms import FormReader
from search.highlight import best_window
from search.query import plan_query


def marks(text: str, question: str) -> tuple[Mark, ...]:
    return explain(FormReader(plan_query(question, 1000)), text, (), 0.0).marks


def marked(text: str, question: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks(text, question)]


def test_every_inflected_form_is_marked() -> None:
    text = "Velosipēdu ceļš un velosipēdi pie ceļa; ceļojums ar autobusu."
    assert marked(text, "velosipēds ceļi") == ["Velosipēdu", "ceļš", "velosipēdi", "ceļa"]


def test_words_typed_without_diacritics_are_marked() -> None:
    assert marked("Mājokļu pieejamība Valmierā", "majoklu pieejamiba valmiera") == [
        "Mājokļu",
        "pieejamība",
        "Valmierā",
    ]


def test_a_code_is_marked_whole_when_a_part_is_asked() -> None:
    assert marked("Līgums LLI-232 noslēgts", "LLI 232") == ["LLI-232"]


def test_the_window_holds_most_marks_and_cuts_between_words() -> None:
    text = "sākums " * 40 + "velosipēdu ceļš un velosipēdi " + "beigas " * 40
    found = marks(text, "velosipēds")
    start, end = best_window(text, found, 100)
    assert "velosipēdu ceļš un velosipēdi" in text[start:end]
    assert end - start <= 100
    assert text[start - 1] == " "


def test_a_short_text_is_shown_whole() -> None:
    assert best_window("īss", (), 100) == (0, 3)
