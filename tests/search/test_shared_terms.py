"""Terms of two texts: what both say, in which wording, and what only one says."""

from __future__ import annotations

from collections import Counter

from search.concepts import load_concepts
from search.language.keys import text_keys
from search.shared_terms import ComparedTerms, SharedTerm, compared_terms, told_by


def compared(start: str, found: str, **weights: float) -> ComparedTerms:
    told = Counter({key.folded: 1.0 for text in (start, found) for _, key in text_keys(text)}) | weights
    return compared_terms(*(told_by(text, text, load_concepts(), told) for text in (start, found)))


def test_one_word_in_two_forms_is_printed_once() -> None:
    assert compared("augsta tilta", "plats tilts").both == (SharedTerm("tilts", "tilts"),)


def test_two_wordings_of_one_concept_are_shared() -> None:
    found = compared("bērnudārzs", "pirmsskolas izglītības iestāde")
    assert found.both == (SharedTerm("bērnudārzs", "pirmsskolas izglītības iestāde"),)
    assert (found.only_start, found.only_found) == ((), ())


def test_the_word_that_says_most_of_a_longer_term_is_shared() -> None:
    found = compared("ielu apgaismojums", "apgaismojums", apgaismoju=3.0)
    assert found.both == (SharedTerm("ielu apgaismojums", "apgaismojums"),)


def test_two_words_within_a_longer_term_are_shared() -> None:
    found = compared("dienas centrs", "senioru dienas centrs")
    assert found.both == (SharedTerm("dienas centrs", "senioru dienas centrs"),)


def test_what_only_one_says_stands_apart() -> None:
    found = compared("dambis un sūkņi", "dambis un tilts")
    assert found.both == (SharedTerm("dambis", "dambis"),)
    assert found.only_start == ("sūkņi",)
    assert found.only_found == ("tilts",)


def test_little_words_and_months_are_no_terms() -> None:
    assert compared("kopā ar dambi maijā", "kopā maijā tiltam").both == ()


def test_english_words_are_shared_with_what_translates_them() -> None:
    english = "The kindergarten is in the old building"
    own = told_by(english, english, load_concepts(), {"pirmsskol": 1.0, "bērnudārz": 1.0, "bernudarz": 1.0})
    latvian = told_by("vecs bērnudārzs", "", load_concepts(), {"bernudarz": 1.0})
    assert compared_terms(own, latvian).both == (SharedTerm("kindergarten", "bērnudārzs"),)


def test_empty_texts_have_no_terms() -> None:
    assert compared("", "").both == ()
    assert compared("", "dambis").only_found == ("dambis",)


def test_what_the_other_text_says_further_on_is_not_said_by_one_alone() -> None:
    weights = {"dambi": 1.0, "suk": 1.0, "sukn": 1.0, "tilt": 1.0}
    start = told_by("sūkņi un tilts", "", load_concepts(), weights)
    found = told_by("tilts", "Tilts. Beigās ir arī sūkņi.", load_concepts(), weights)
    assert {one.start for one in compared_terms(start, found).both} == {"tilts", "sūkņi"}
    assert compared_terms(start, found).only_start == ()


def test_words_of_a_projects_card_are_no_terms() -> None:
    start = "Projekta numurs, nosaukums, partneri, laiks, ERAF, Eiropas fonds. Dambis piecu metru augstumā"
    found = "Numuru, nosaukumu, partneriem un laiku nosaka programma, ERAF, Eiropas Savienība. Dambji, pieci"
    assert compared(start, found).both == (SharedTerm("dambis", "dambis"),)


def test_an_english_text_says_one_translation_of_a_word_not_words_of_all() -> None:
    keys = ("iel", "apgaismoju", "gajej", "parej", "apgaismoj")
    weights = dict.fromkeys(keys, 1.0)
    own = told_by("We want to replace the street lights", "", load_concepts(), weights)
    latvian = told_by("Gājēju pārejas", "Gājēju pārejas", load_concepts(), weights)
    assert own.terms
    assert compared_terms(own, latvian).both == ()
