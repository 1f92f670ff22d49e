"""Why a passage answers: words met and lacking, what stands for them, nearness, and what is marked."""

from __future__ import annotations

import pytest

from search.asked import Match, Offer, Searched, SearchedTerms, SearchedWord
from search.concepts import load_concepts
from search.explain import Explained, explain, named_by, searched
from search.forms import FormReader
from search.language.keys import form_keys
from search.mending import suggest
from search.query import plan_query
from search.reasons import Instead, MetWord, Why
from search.settling import relate, settle
from search.strictness import strictly


def reader_of(question: str, held: str = "", match: Match = "related") -> FormReader:
    """Return a reader for a question to a collection that holds the words `held`."""
    plan = strictly(plan_query(question, 1000), match)
    related = relate(plan, load_concepts())
    frequencies = {form_keys(word).folded: 1 for word in held.split()}
    return FormReader(settle(related, frequencies))


def explained(
    question: str, text: str, *headings: str, held: str = "", match: Match = "related"
) -> Explained:
    return explain(reader_of(question, held, match), text, headings, 0.0)


def marked(text: str, found: Explained) -> tuple[list[str], list[str]]:
    own, related = ([text[one.start : one.end] for one in marks] for marks in (found.marks, found.related))
    return own, related


def test_words_met_in_the_text_are_told_with_their_forms_in_order() -> None:
    text = "Ēkas siltināšanu sāk skolā; siltināšanas darbi un siltināšanu uzraudzība."
    found = explained("siltināšana skolas", text, "Siltināšana")
    assert found.why.met == (
        MetWord("siltināšana", ("siltināšanu", "siltināšanas")),
        MetWord("skolas", ("skolā",)),
    )
    assert found.why.lacking == ()
    assert marked(text, found) == (["siltināšanu", "skolā", "siltināšanas", "siltināšanu"], [])


def test_a_form_that_begins_a_sentence_is_told_once_and_a_name_keeps_its_capital() -> None:
    found = explained("seniori liepāja", "Seniori brauc uz Liepāju. Tie seniori no Liepājas.")
    assert found.why.met == (
        MetWord("seniori", ("seniori",)),
        MetWord("liepāja", ("Liepāju", "Liepājas")),
    )


def test_a_word_only_in_title_or_headings_is_told_so() -> None:
    found = explained("tramvajs Liepājā", "Tramvaju remonts.", "Liepājas plāns", "Liepāja")
    assert found.why.met == (
        MetWord("tramvajs", ("Tramvaju",)),
        MetWord("Liepājā", ("Liepājas", "Liepāja"), "heading"),
    )


def test_words_that_the_passage_lacks_are_named_as_typed() -> None:
    why = explained("Tramvajs ostā", "Tramvaju remonts.").why
    assert why == Why("weak", (MetWord("Tramvajs", ("Tramvaju",)),), lacking=("ostā",))
    assert not why.by_meaning_alone


def test_a_passage_without_any_word_was_found_by_meaning_alone() -> None:
    why = explained("tramvajs ostā", "Bērnudārza jumts.").why
    assert (why.by_meaning_alone, why.lacking) == (True, ("tramvajs", "ostā"))


def test_alternatives_are_one_word_named_with_a_slash() -> None:
    assert explained("tramvajs VAI trolejbuss", "Trolejbusi brauc.").why.met == (
        MetWord("tramvajs/trolejbuss", ("Trolejbusi",)),
    )
    assert explained("tramvajs VAI trolejbuss", "Kuģis.").why.lacking == ("tramvajs/trolejbuss",)


def test_pieces_of_a_code_that_no_passage_holds_whole_are_told_apart() -> None:
    why = explained("LLI-232", "Projekts LLI 7.").why
    assert (why.met, why.lacking) == ((MetWord("lli", ("LLI",)),), ("232",))


def test_a_code_among_alternatives_is_told_and_marked_where_all_of_it_stands() -> None:
    text = "Projekts LLI 232, nevis LLI 7 vai LLI-300."
    found = explained("LLI-232 VAI osta", text)
    assert found.why.met == (MetWord("LLI-232/osta", ("LLI", "232")),)
    assert marked(text, found) == (["LLI", "232"], [])
    assert explained("LLI-232 VAI osta", "Projekts LLI 7.").why.lacking == ("LLI-232/osta",)


def test_a_related_term_stands_for_a_word_that_the_passage_lacks() -> None:
    text = "Veloceliņu būvē gar upi."
    found = explained("velosipēdu ceļš", text, held="veloceliņš")
    assert found.why.instead == (Instead("related", ("velosipēdu", "ceļš"), ("veloceliņš",)),)
    assert (found.why.met, found.why.lacking, found.why.by_meaning_alone) == ((), (), False)
    assert marked(text, found) == ([], ["Veloceliņu"])


def test_a_related_term_beside_the_words_themselves_is_neither_told_nor_marked() -> None:
    text = "Velosipēdu ceļš un veloceliņš."
    found = explained("velosipēdu ceļš", text, held="veloceliņš")
    assert found.why.instead == ()
    assert marked(text, found) == (["Velosipēdu", "ceļš"], [])


def test_a_term_of_several_words_is_marked_where_they_stand_together() -> None:
    text = "Gados vecākiem cilvēkiem palīdz. Pēc diviem gadiem atvērs jaunu ēku, un tajā dzīvos."
    found = explained("seniori", text, held="gados vecāki cilvēki")
    assert found.why.instead == (Instead("related", ("seniori",), ("gados vecāki cilvēki",)),)
    assert marked(text, found) == ([], ["Gados", "vecākiem", "cilvēkiem"])


def test_words_of_a_term_that_stand_apart_are_no_term() -> None:
    text = "Gaismas jumta logos ir daudz, bet ielās pie ostas vēl jāmēra putekļu piesārņojums."
    asked = "mākslīgā apgaismojuma ietekme"
    found = explained(asked, text, held="gaismas piesārņojums")
    assert found.why.instead == ()
    assert marked(text, found) == ([], [])


def test_an_everyday_term_is_told_in_the_words_of_the_passage() -> None:
    found = explained("ielu apgaismojums", "Te ir tumšas ielas.", held="tumša iela")
    assert found.why.met == (MetWord("ielu", ("ielas",)),)
    assert found.why.instead == (Instead("related", ("ielu", "apgaismojums"), ("tumšas ielas",)),)


def test_what_was_meant_by_a_slip_is_told_as_such() -> None:
    reader = FormReader(suggest(plan_query("tramvjass", 1000), {"tramvjass": "tramvajs"}))
    text = "Jauns tramvajs."
    found = explain(reader, text, (), 0.0)
    assert found.why == Why("weak", instead=(Instead("meant", ("tramvjass",), ("tramvajs",)),))
    assert marked(text, found) == (["tramvajs"], [])


def test_a_word_of_the_same_root_is_told_as_alike_and_not_marked() -> None:
    text = "Vientuļi cilvēki."
    found = explained("vientulība", text)
    assert found.why == Why("weak", instead=(Instead("alike", ("vientulība",), ("Vientuļi",)),))
    assert marked(text, found) == ([], [])


def test_exact_words_are_met_in_the_typed_form_only() -> None:
    text = "Velosipēdu ceļš, velosipēds un ceļa zīme."
    found = explained("velosipēds ceļa", text, match="exact")
    assert found.why.met == (MetWord("velosipēds", ("velosipēds",)), MetWord("ceļa", ("ceļa",)))
    assert marked(text, found) == (["velosipēds", "ceļa"], [])
    assert explained("celš", "Ceļš.", match="exact").why.lacking == ("celš",)


@pytest.mark.parametrize(
    ("meaning", "said"),
    [(0.0, "weak"), (0.249, "weak"), (0.25, "medium"), (0.549, "medium"), (0.55, "strong"), (1.0, "strong")],
)
def test_nearness_is_told_in_three_words(meaning: float, said: str) -> None:
    assert explain(reader_of("ceļi"), "Tilts.", (), meaning).why.meaning == said


def test_what_the_question_names_is_told_where_the_document_is_it() -> None:
    city, kind = Offer("city", "liepaja", "Liepājā"), Offer("kind", "rīcības plāns", "rīcības plāns")
    year = Offer("year", "2027", "2027")
    facets = {"city": ("liepaja", "riga"), "kind": ("nozares plāns",)}
    assert named_by((city, kind, year), facets) == (city,)


def test_what_was_searched_lists_forms_by_frequency_and_official_terms_only() -> None:
    reader = reader_of("Seniori", held="gados vecāki cilvēki senioru omīte")
    passages = [{"senioru", "un"}, {"seniori", "senioru"}, {"senioriem", "cilvēki"}]
    assert searched(reader, passages) == Searched(
        (SearchedWord("Seniori", ("Senioru", "Seniori", "Senioriem")),),
        (SearchedTerms(("Seniori",), ("gados vecāki cilvēki",)),),
    )
    assert "omīte" in {term.text for one in reader.plan.related for term in one.terms}


def test_no_more_than_eight_forms_of_a_word_are_listed() -> None:
    forms = "ceļš ceļa ceļam ceļu ceļā ceļi ceļiem ceļus ceļos".split()
    (word,) = searched(reader_of("ceļš"), [{form} for form in forms]).words
    assert word.forms == ("ceļa", "ceļam", "ceļi", "ceļiem", "ceļos", "ceļu", "ceļus", "ceļā")
