import math

import pytest

from search.backends import WordStatistics
from search.corpora import load_corpora
from search.language.names import city_keys
from search.telling import TellingWords, counted, telling_words


def test_words_are_counted_over_their_forms_without_numbers_function_words_and_cities() -> None:
    forms = "veloceliņš veloceliņu un 2027 Liepājā liepājā uz ceļu".lower().split()
    counts = counted(forms, city_keys(load_corpora().cities))
    assert counts == {"velocelin": 2, "cel": 1}


def test_rare_and_repeated_words_tell_most() -> None:
    statistics = WordStatistics(100, 50.0, {"velocelin": 2, "pilset": 80, "tilt": 2})
    telling = telling_words({"velocelin": 4, "pilset": 4, "tilt": 1}, statistics)
    assert list(telling.weights) == ["velocelin", "tilt", "pilset"]
    assert telling.weights["tilt"] == pytest.approx(math.log(51))


def test_words_that_no_passage_holds_lower_the_coverage() -> None:
    statistics = WordStatistics(100, 50.0, {"tilt": 10})
    telling = telling_words({"tilt": 1, "bridge": 1}, statistics)
    assert telling.roots == ("tilt",)
    assert telling.unknown > 0
    assert 0 < telling.coverage(["tilt"]) < 0.5


def test_a_word_said_often_holds_a_little_more() -> None:
    telling = TellingWords({"tilt": 2.0}, ("tilt",))
    assert telling.held({"tilt": 1}) == 2.0
    assert 2.0 < telling.held({"tilt": 5}) < 10.0
    assert telling.coverage([]) == 0.0
