"""A whole question with its diacritics restored, or with slips mended, operators and capitals kept."""

from __future__ import annotations

from search.asked import Suggestion
from search.corpora import load_corpora
from search.domain import Note
from search.mending import restore, suggest, unknown_words
from search.query import Plan, plan_query

FORMS = {"plāns": 300, "plans": 2, "stratēģija": 5, "pilsētas": 9, "kāpas": 90, "kapas": 1}


def plan(text: str) -> Plan:
    return plan_query(text, 1000, load_corpora())


def test_operators_fields_and_capitals_stay() -> None:
    text, notes = restore(plan('STRATEGIJA "Pilsetas iela" -pilsetas pilsēta:Jelgava'), FORMS)
    assert text == 'STRATĒĢIJA "Pilsētas iela" -pilsētas pilsēta:Jelgava'
    assert notes == (Note("searched_as", ("STRATEGIJA Pilsetas pilsetas", "STRATĒĢIJA Pilsētas pilsētas")),)


def test_a_word_held_as_typed_is_read_otherwise_only_when_the_question_has_no_diacritics() -> None:
    assert restore(plan("pilsetas plans"), FORMS)[0] == "pilsētas plāns"
    assert restore(plan("pilsetas plans šogad"), FORMS)[0] == "pilsētas plans šogad"
    assert restore(plan("plans"), FORMS) == ("plans", ())


def test_a_word_in_quotes_that_is_held_as_typed_stays() -> None:
    assert restore(plan('pilsetas "kapas" plans'), FORMS)[0] == 'pilsētas "kapas" plāns'


def test_words_that_no_passage_holds_may_be_slips_but_codes_and_english_words_are_none() -> None:
    asked = plan("the bicycle lanes of the velospieds")
    assert [word.keys.exact for word in unknown_words(asked, {})] == ["velospieds"]
    asked = plan("jauns velospieds LLI-232 pie ostas 2027")
    unknown = unknown_words(asked, {"ost": 3, "jaun": 4})
    assert [word.keys.exact for word in unknown] == ["velospieds"]


def test_in_a_text_of_many_unknown_words_none_is_taken_for_a_slip() -> None:
    assert len(unknown_words(plan("velospieds apgaismojms trolejbus"), {})) == 3
    assert unknown_words(plan("velospieds apgaismojms trolejbus pludmle"), {}) == ()


def test_what_is_too_long_for_a_word_is_not_looked_up() -> None:
    assert [word.keys.exact for word in plan(f"{'k' * 41} {'k' * 40}").spelled] == ["k" * 40]


def test_the_mended_question_is_suggested_and_the_word_stays() -> None:
    made = suggest(plan('"jauna osta" Velospieds -iela'), {"velospieds": "velosipēds"})
    assert made.suggestion == Suggestion('"jauna osta" Velosipēds -iela', (("velospieds", "velosipēds"),))
    assert [[one.keys.exact for one in word.forms] for word in made.words] == [
        ["jauna"],
        ["osta"],
        ["velospieds", "velosipēds"],
    ]
    assert made.folded == plan('"jauna osta" Velospieds -iela').folded
    assert made.alternatives == ()
