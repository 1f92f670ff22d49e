"""The domain vocabulary: well-formed, and met in the words of a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.concepts import FIELDS, load_concepts
from search.corpora import load_corpora
from search.errors import CorpusError
from search.query import Plan, plan_query
from search.settling import relate, settle

CONCEPTS = load_concepts(corpora=load_corpora())


def plan(question: str) -> Plan:
    return relate(plan_query(question, 1000), CONCEPTS)


def test_the_vocabulary_is_well_formed_and_covers_every_sub_theme() -> None:
    corpora = load_corpora()
    themes = {
        f"{direction.id}/{theme.id}"
        for direction in (*corpora.directions, corpora.other)
        for theme in direction.sub_themes
    }
    assert {concept.sub_theme for concept in CONCEPTS.concepts} == themes
    assert len(CONCEPTS.concepts) >= 800


def test_no_concept_says_a_term_twice_or_in_a_column_of_another_language() -> None:
    for concept in CONCEPTS.concepts:
        latvian = [term.lower() for term in (*concept.official, *concept.everyday)]
        assert len(set(latvian)) == len(latvian), concept.id
        assert not any(set(term.lower()) & set("āčēģīķļņšūž") for term in concept.english), concept.id


@pytest.mark.parametrize(
    ("question", "concept", "term"),
    [
        ("dakteru trūkst Jūrmalā", "general-practitioner", "ģimenes ārsts"),
        ("bernudarzs Ikšķile", "kindergarten", "pirmsskolas izglītības iestāde"),
        ("startup grants for Ogre", "start-up-grants", "grantu konkurss uzņēmējiem"),
    ],
)
def test_everyday_and_english_words_lead_to_official_terms(question: str, concept: str, term: str) -> None:
    found = {name: related for related in plan(question).related for name in related.concepts}
    assert term in [one.text for one in found[concept].terms]


def test_a_stretch_of_words_goes_before_its_single_words() -> None:
    (related,) = plan("bērnu dārzs").related
    assert related.words == ("bērnu", "dārzs")


def test_a_short_abbreviation_is_meant_in_capitals_only() -> None:
    assert "deinstitutionalisation" in [name for one in plan("DI Zemgalē").related for name in one.concepts]
    assert plan("di Zemgalē").related == ()


def test_an_english_word_in_a_latvian_question_is_not_translated() -> None:
    assert [one for one in plan("grants Liepājas uzņēmējam šogad").related if one.translated] == []


def test_only_terms_that_the_collection_holds_are_searched_and_by_their_rarest_words() -> None:
    held = {"gimen": 40, "arst": 9}
    settled = settle(plan("dakteru trūkst"), held)
    (related,) = settled.related
    assert {term.keys for term in related.terms} <= {("gimen", "arst"), ("arst",)}
    assert settled.related_roots == ("arst",)
    assert "arst" in settled.roots


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("a\tSOC/x\tviens\t", "4 fields instead of 5"),
        ("a\tSOC/x\t\t\tone", "needs an id of its own, an official and an English term"),
        ("a\tSOC/x\tē\t\tone", "is not in NFC"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, row: str, why: str) -> None:
    path = tmp_path / "vocabulary.tsv"
    text = row.replace("ē", "e\u0304")
    path.write_text("\t".join(FIELDS) + "\n" + text + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="row 2") as caught:
        load_concepts(path)
    assert why in str(caught.value)


def test_a_sub_theme_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.tsv"
    path.write_text("\t".join(FIELDS) + "\na\tSOC/nothing\tviens\t\tone\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="'SOC/nothing' is no sub-theme"):
        load_concepts(path, load_corpora())
