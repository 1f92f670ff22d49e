"""The searcher's counts, facets and notes, over invented documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search import searcher as module
from search.asked import Suggestion
from search.domain import FacetValue, Filters, Note, Period, Query
from search.searcher import Searcher
from tests.invented import make_document, make_records


@pytest.mark.parametrize("text", ["???", "🚲", '"', "%", "\u200b"])
def test_a_question_without_words_is_told_and_answered_with_nothing(searcher: Searcher, text: str) -> None:
    results = searcher.search(Query(text))
    assert (results.state, results.hits, results.counts.total) == ("nothing", (), 0)
    assert Note("no_words") in results.notes
    assert results.absent == ()


def test_a_question_about_something_else_is_answered_with_nothing(searcher: Searcher) -> None:
    results = searcher.search(Query("zvirbuļu dzejas vakars"))
    assert (results.state, results.hits) == ("nothing", ())
    assert results.absent == ("zvirbuļu", "dzejas", "vakars")
    assert results.facets["city"] == ()


def test_a_question_about_something_absent_shows_the_rest_as_related_and_names_the_word(
    searcher: Searcher,
) -> None:
    results = searcher.search(Query("krematorija pilsētā"))
    assert results.state == "related"
    assert results.absent == ("krematorija",)
    assert [hit.document.path for hit in results.hits] == ["velo.md"]


def test_a_word_of_many_that_no_document_mentions_leaves_the_answer_found(searcher: Searcher) -> None:
    results = searcher.search(Query("velosipēdu ceļi gar jūru vakarā"))
    assert (results.state, results.absent) == ("found", ("vakarā",))


def test_what_cannot_be_shown_is_no_question(searcher: Searcher) -> None:
    results = searcher.search(Query("\0"))
    assert (results.used, results.counts.total, results.notes) == ("", 3, (Note("control_characters"),))


def test_more_documents_may_hold_all_words_than_are_listed(searcher: Searcher) -> None:
    for number in range(20):
        document = make_document(f"{number}.md", ["Velosipēdu novietne."])
        searcher.backend.replace_document(document.id, make_records(document))
    few = replace(searcher, settings=replace(searcher.settings, word_candidates=10, meaning_candidates=10))
    counts = few.search(Query("velosipēdu")).counts
    assert counts.words == 23
    assert 0 < counts.listed < counts.words


def test_facets_of_a_listing_count_documents_not_passages(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FACET_LIMIT", 3)  # the three documents have six passages
    results = searcher.search(Query(""))
    assert results.counts.exact is True
    assert sum(value.count for value in results.facets["city"]) == 3
    monkeypatch.setattr(module, "FACET_LIMIT", 2)
    assert searcher.search(Query("")).counts.exact is False


def test_a_listing_keeps_documents_with_any_passage_in_the_language(searcher: Searcher) -> None:
    made = make_document("divvalodu.md", ["Velosipēdi.", "Bicycles."])
    first, second = made.passages
    made = replace(made, passages=(first, replace(second, language="en")))
    searcher.backend.replace_document(made.id, make_records(made))
    results = searcher.search(Query("", Filters(languages=("en",))))
    assert [hit.document.id for hit in results.hits] == [made.id]
    assert {value.value: value.count for value in results.facets["language"]} == {"en": 1, "lv": 1}


def titles(searcher: Searcher, text: str, filters: Filters | None = None) -> list[str]:
    return sorted(hit.document.facts.title for hit in searcher.search(Query(text, filters or Filters())).hits)


def test_a_phrase_holds_for_hits_counts_and_facets(searcher: Searcher) -> None:
    results = searcher.search(Query('"velosipēdu ceļi"'))
    assert [hit.document.facts.title for hit in results.hits] == ["Liepājas mobilitātes plāns"]
    assert (results.counts.words, results.counts.further, results.counts.listed) == (1, 0, 1)
    assert results.facets["city"] == (FacetValue("liepaja", 1),)
    assert [len(hit.passages) for hit in results.hits] == [1]
    assert searcher.search(Query('"ceļi velosipēdu"')).counts.total == 0


def test_an_excluded_word_is_lacking_in_every_form(searcher: Searcher) -> None:
    assert len(titles(searcher, "velosipēdi")) == 3
    assert titles(searcher, "velosipēdi -jūrai") == [
        "Daugavpils sociālo pakalpojumu plāns",
        "Veloceliņa projekta pārskats",
    ]
    counts = searcher.search(Query("velosipēdi -jūrai")).counts
    assert (counts.words, counts.listed) == (2, 2)


def test_alternatives_count_as_all_words(searcher: Searcher) -> None:
    results = searcher.search(Query("velosipēdi jūra VAI Lielupe"))
    assert results.counts.words == 2
    assert {hit.document.facts.title for hit in results.hits if hit.all_words} == {
        "Liepājas mobilitātes plāns",
        "Veloceliņa projekta pārskats",
    }


def test_fields_join_the_filters_chosen(searcher: Searcher) -> None:
    results = searcher.search(Query("velosipēdi pilsēta:Jelgava", Filters(cities=("liepaja",))))
    assert results.query.filters.cities == ("liepaja", "jelgava")
    assert (results.used, results.counts.words) == ("velosipēdi", 2)
    assert [(one.field, one.values, one.rest) for one in results.asked.typed] == [
        ("city", ("jelgava",), "velosipēdi")
    ]


def test_fields_alone_list_the_documents_they_leave(searcher: Searcher) -> None:
    assert titles(searcher, 'veids:"nozares plāns"') == ["Daugavpils sociālo pakalpojumu plāns"]
    assert titles(searcher, "gads:2014-2016") == ["Daugavpils sociālo pakalpojumu plāns"]
    assert titles(searcher, "virziens:PILS gads:2027") == ["Liepājas mobilitātes plāns"]


def test_exclusions_alone_list_all_documents_and_say_so(searcher: Searcher) -> None:
    results = searcher.search(Query("-velosipēdi"))
    assert (results.counts.total, results.used) == (3, "")
    assert results.notes == (Note("only_exclusions", ("velosipēdi",)),)


def test_filters_typed_and_chosen_that_share_no_year_are_told(searcher: Searcher) -> None:
    results = searcher.search(Query("velosipēdi gads:2014", Filters(period=Period(2022, 2027))))
    assert results.query.filters.period == Period(2014, 2014)
    assert results.notes == (Note("years_replaced", ("2022–2027",)),)


def test_missing_diacritics_are_restored_and_said(searcher: Searcher) -> None:
    results = searcher.search(Query("Velosipedu celi gar juru -berniem"))
    assert results.used == "Velosipēdu ceļi gar jūru"
    assert results.notes == (
        Note("searched_as", ("Velosipedu celi juru berniem", "Velosipēdu ceļi jūru bērniem")),
    )
    assert results.asked.language == "lv"
    assert [hit.document.facts.title for hit in results.hits if hit.all_words] == [
        "Liepājas mobilitātes plāns"
    ]


def test_a_phrase_without_diacritics_is_restored_too(searcher: Searcher) -> None:
    assert titles(searcher, '"velosipedu celi"') == ["Liepājas mobilitātes plāns"]


def test_notes_on_characters_and_on_repairs_are_told_once_beside_the_restored_words(
    searcher: Searcher,
) -> None:
    results = searcher.search(Query('\x07velosipedu "celi'))
    assert [note.code for note in results.notes] == ["control_characters", "open_quote", "searched_as"]


def test_english_words_stay_as_they_are(searcher: Searcher) -> None:
    made = make_document("x.md", ["Liepāja un the tilts. Brīdges."])
    searcher.backend.replace_document(made.id, make_records(made))
    results = searcher.search(Query("the bridges of Liepaja"))
    assert (results.used, results.asked.language) == ("the bridges of Liepaja", "en")
    assert results.notes == (Note("searched_as", ("Liepaja", "Liepāja")),)


def test_a_slip_is_suggested_and_never_put_in_silence(searcher: Searcher) -> None:
    again = make_document("y.md", ["Velosipēdi."])
    searcher.backend.replace_document(again.id, make_records(again))
    results = searcher.search(Query("„Velosipēdu ceļi” Velospiēdi -osta"))
    assert results.used == "Velosipēdu ceļi Velospiēdi"
    assert results.asked.suggestion == Suggestion(
        "„Velosipēdu ceļi” Velosipēdi -osta", (("velospiēdi", "velosipēdi"),)
    )


def test_what_is_not_public_tells_nothing_of_itself(searcher: Searcher) -> None:
    made = make_document(
        "slepens.md", ["Krematorijas būve.", "Krematorijas būve, žūrija."], access="internal"
    )
    before = searcher.status()
    searcher.backend.replace_document(made.id, make_records(made))
    for typed in ("krematorijas", "kremtorijas", "kremotrijjas", "zurija"):
        results = searcher.search(Query(f"{typed} pilsētā"))
        assert results.absent == (typed,)
        assert results.asked.suggestion is None
        assert results.notes == ()
    assert searcher.status() == before


def test_a_word_with_two_slips_is_suggested_when_it_is_long(searcher: Searcher) -> None:
    for name in ("y.md", "z.md"):
        made = make_document(name, ["Apgaismojums."])
        searcher.backend.replace_document(made.id, make_records(made))
    suggestion = searcher.search(Query("apgaismjoumss")).asked.suggestion
    assert suggestion == Suggestion("apgaismojums", (("apgaismjoumss", "apgaismojums"),))
    assert searcher.search(Query("apgsmjmss")).asked.suggestion is None


def test_what_was_meant_by_a_slip_is_searched_for_beside_the_word(searcher: Searcher) -> None:
    for name, text in (("y.md", "Tramvajs uz ostu."), ("z.md", "Jauns tramvajs brauc gar krastu.")):
        made = make_document(name, [text])
        searcher.backend.replace_document(made.id, make_records(made))
    results = searcher.search(Query("tramvjas"))
    assert {hit.document.path for hit in results.hits if hit.passages[0].words} == {"y.md", "z.md"}
    assert results.counts.words == 0  # no document holds the word that was typed
    assert not any(hit.all_words for hit in results.hits)


@pytest.mark.parametrize(
    ("question", "city"), [("tramvajs valmiera", "valmiera"), ("tramvajs Ogrē", "ogre"), ("tramvajs", None)]
)
def test_of_equal_passages_those_of_the_city_that_is_named_come_first(
    searcher: Searcher, question: str, city: str | None
) -> None:
    ids = {}
    for one in ("riga", "valmiera", "ogre"):
        made = make_document(f"{one}.md", ["Tramvaja līnijas."], title="Plāns", cities=[one])
        searcher.backend.replace_document(made.id, make_records(made))
        ids[made.id] = one
    _, scored = searcher.rank(searcher.plan(question), Filters())
    assert ids[scored[0].candidate.document_id] == (city or ids[min(ids)])
    alike = {one.score for one in scored[:3]}
    assert len(alike) == (2 if city else 1)
    assert len({one.score for one in searcher.rank(searcher.plan(question), Filters(), 1.0)[1][:3]}) == 1


def test_alternatives_of_which_none_is_held_leave_a_question_unanswered(searcher: Searcher) -> None:
    results = searcher.search(Query("krematorija VAI kriptovalūta"))
    assert (results.state, results.absent) == ("nothing", ("krematorija", "kriptovalūta"))
    held = searcher.search(Query("krematorija VAI apgaismojums"))
    assert (held.state, held.absent) == ("found", ("krematorija",))


def test_russian_words_are_not_read_as_other_words(searcher: Searcher) -> None:
    made = make_document("ru.md", ["мой район"])
    searcher.backend.replace_document(made.id, make_records(made))
    results = searcher.search(Query("мои район"))
    assert (results.used, results.asked.language) == ("мои район", "ru")
    assert results.notes == ()
