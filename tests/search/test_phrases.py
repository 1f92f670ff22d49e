"""Phrases of the vocabulary are met in any form, the longest first; a shared title is left out."""

from __future__ import annotations

import pytest

from ingest.keyed import keyed
from search.corpora import load_corpora
from search.tagging.phrases import PassageWords, load_phrases, passage_words, words_of
from tests.invented import make_document


def met(text: str) -> dict[str, str]:
    return {one.phrase.text: one.written for one in load_phrases(load_corpora()).met(words_of([text]))}


@pytest.mark.parametrize(
    ("text", "phrase", "written"),
    [
        ("Pensionāri gaida rindā Sociālajā dienestā.", "sociālais dienests", "sociālajā dienestā"),
        ("Siltumtrases pārbūvēs vasarā.", "siltumtrase", "siltumtrases"),
        ("Atkritumu šķirošanu sāka 2021. gadā.", "atkritumu šķirošana", "atkritumu šķirošanu"),
        ("Mājokļu trūkst.", "Mājokļi", "mājokļu"),
        ("Darbs ar jauniešiem turpinās.", "jaunietis", "jauniešiem"),
        ("Koledžā studējošo skaits aug.", "studējošais", "studējošo"),
        ("Pārskats par SEG.", "SEG", "seg"),
        ("Konsultē EURES.", "EURES", "eures"),
    ],
)
def test_a_phrase_is_met_in_another_form(text: str, phrase: str, written: str) -> None:
    assert met(text)[phrase] == written


def test_the_longest_of_overlapping_phrases_counts() -> None:
    found = met("Pilsētā atvērs zinātnes un inovāciju centru.")
    assert found["zinātnes un inovāciju centrs"] == "zinātnes un inovāciju centru"
    assert "zinātne" not in found


def test_a_short_word_counts_only_as_an_abbreviation() -> None:
    phrases = load_phrases(load_corpora()).phrases
    single = {one.text for one in phrases if " " not in one.text and len(one.text) <= 2}
    assert single
    assert all(text.isupper() for text in single)


@pytest.mark.parametrize(
    "text",
    [
        "Kopējās izmaksas ir 12 000 EUR jeb divpadsmit tūkstoši eiro.",  # not EURES
        "Darbus veica vasarā, un darbs pabeigts.",  # not a "darbiņš"
        "Segumu nomainīja.",  # not SEG
        "Pils torni atjaunoja.",  # not PII
        "Ieceri iekļāva plānā, un tā ir iekļauta sarakstā.",  # not "iekļaujošs"
        "Brīvā laika kalendārs.",  # not a "brīvosta"
        "Attīstības programmas būvuzraudzība.",  # stand in any direction's texts alike
    ],
)
def test_what_says_nothing_of_a_direction_is_no_phrase(text: str) -> None:
    phrases = load_phrases(load_corpora()).met(words_of([text]))
    assert not [one.phrase.text for one in phrases if set(one.phrase.directions) - {"CITI"}]


def test_a_phrase_names_the_directions_of_its_sub_themes() -> None:
    (one,) = [one for one in load_phrases(load_corpora()).phrases if one.text == "ielu apgaismojums"]
    assert set(one.directions) == {"VIDE", "PILS"}


def test_nothing_is_met_in_nothing() -> None:
    assert load_phrases(load_corpora()).met(PassageWords((), ())) == ()


def test_the_title_is_left_out_where_passages_share_it() -> None:
    several = keyed(make_document("a.md", ["Tramvajs brauc.", "Skola mācās."], title="Mobilitātes plāns"))
    first, second = passage_words(several.document, several.keys)
    assert first.exact[-2:] == ("tramvajs", "brauc")
    assert "mobilitātes" not in (*first.exact, *second.exact)
    single = keyed(make_document("b.md", ["Tramvajs brauc."], title="Mobilitātes plāns"))
    (only,) = passage_words(single.document, single.keys)
    assert only.exact[:2] == ("mobilitātes", "plāns")
    assert len(only.exact) == len(only.stems)
