import time

import pytest

from search.language.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_abbreviations_and_ordinals_do_not_end_a_sentence() -> None:
    text = (
        "Plāns apstiprināts 2023. gada 5. maijā ar lēmumu Nr. 14, 34. §. Pilsēta veiks u.c. darbus."
        " Un beigas."
    )
    assert sentences(text) == [
        "Plāns apstiprināts 2023. gada 5. maijā ar lēmumu Nr. 14, 34. §.",
        "Pilsēta veiks u.c. darbus.",
        "Un beigas.",
    ]


def test_a_year_before_a_capital_ends_a_sentence() -> None:
    assert sentences("Darbi beigsies 2027. Pēc tam būs parks.") == [
        "Darbi beigsies 2027.",
        "Pēc tam būs parks.",
    ]


def test_roman_ordinals_belong_to_what_follows() -> None:
    assert sentences("I. Vispārīgie jautājumi") == ["I. Vispārīgie jautājumi"]


def test_closing_quotes_belong_to_the_sentence() -> None:
    assert sentences("Viņi teica: „Jā.” Pilsēta piekrita.") == ["Viņi teica: „Jā.”", "Pilsēta piekrita."]


def test_line_breaks_part_sentences() -> None:
    assert sentences("pirmais punkts\notrais punkts") == ["pirmais punkts", "otrais punkts"]


@pytest.mark.parametrize("filling", [".", "1. A ", ". ", ".”", "…", ".\n", " ", "a", "A.b", "!?"])
def test_sentences_of_a_hostile_text_are_found_fast(filling: str) -> None:
    begun = time.perf_counter()
    sentence_spans(filling * (100_000 // len(filling)) + "x")
    assert time.perf_counter() - begun < 15
