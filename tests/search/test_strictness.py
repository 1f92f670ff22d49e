"""Exact words, all forms, or related meaning too: what is found, and how it is explained."""

from __future__ import annotations

import pytest

from search.asked import Match, Searched, SearchedTerms, SearchedWord
from search.domain import Mark, Query, Results
from search.reasons import MetWord
from search.searcher import Searcher
from tests.invented import make_document, make_records


def ask(searcher: Searcher, text: str, match: Match = "related") -> Results:
    return searcher.search(Query(text, match=match))


def paths(results: Results) -> set[str]:
    return {hit.document.path for hit in results.hits}


@pytest.mark.parametrize(
    ("question", "exact", "forms"),
    [
        ("velosipēdu", {"velo.md", "velo-jelgava.md"}, {"velo.md", "velo-jelgava.md", "aprupe.md"}),
        ("velosipēds", set(), {"velo.md", "velo-jelgava.md", "aprupe.md"}),
        ("velosipēdu jūru", {"velo.md"}, {"velo.md"}),
        ("velosipēdu jūra", set(), {"velo.md"}),
        ("velosipēdu un ceļi", {"velo.md"}, {"velo.md"}),
        ("velosipēdi Daugavpils", {"aprupe.md"}, {"aprupe.md"}),
        ("LLI-232", {"velo.md"}, {"velo.md"}),
        ("jūru VAI Lielupi", {"velo.md", "velo-jelgava.md"}, {"velo.md", "velo-jelgava.md"}),
        ("jūra VAI Lielupi", {"velo-jelgava.md"}, {"velo.md", "velo-jelgava.md"}),
        ("velosipēdu -Lielupei", {"velo.md"}, {"velo.md", "aprupe.md"}),
        (
            '"velosipēdu ceļi" VAI "gar Lielupi"',
            {"velo.md", "velo-jelgava.md"},
            {"velo.md", "velo-jelgava.md"},
        ),
        ('"velosipēdu bērniem" VAI senioriem', {"aprupe.md"}, {"aprupe.md"}),
        ('"velosipēdu josla" VAI "ceļi velosipēdu"', set(), set()),
        ('"velosipēdu josla" VAI Lielupe', set(), {"velo-jelgava.md"}),
        ("bicycle", set(), set()),
    ],
)
def test_only_passages_that_hold_all_words_are_found(
    searcher: Searcher, question: str, exact: set[str], forms: set[str]
) -> None:
    for match, wanted in (("exact", exact), ("forms", forms)):
        results = ask(searcher, question, match)
        assert paths(results) == wanted, match
        counts = results.counts
        assert (counts.words, counts.further, counts.listed) == (len(wanted), 0, len(wanted))


def test_diacritics_are_taken_as_typed_for_exact_words_only(searcher: Searcher) -> None:
    exact = ask(searcher, "velosipedu", "exact")
    assert (paths(exact), exact.notes, exact.used) == (set(), (), "velosipedu")
    forms = ask(searcher, "velosipedu", "forms")
    assert len(paths(forms)) == 3
    assert [note.code for note in forms.notes] == ["searched_as"]


def test_a_code_that_is_written_in_pieces_is_a_form_of_it_and_not_the_same(searcher: Searcher) -> None:
    made = make_document("kods.md", ["Projekts ENI 077."])
    searcher.backend.replace_document(made.id, make_records(made))
    assert paths(ask(searcher, "ENI-077", "forms")) == {"kods.md"}
    assert paths(ask(searcher, "ENI-077", "exact")) == set()


def test_a_code_among_alternatives_is_met_by_all_of_it(searcher: Searcher) -> None:
    for name, text in {
        "atstarpe.md": "Projekts ENI 077 ostā.",
        "kopa.md": "Projekts ENI077 ostā.",
        "cits.md": "Projekts ENI-015 un 077 autobusi.",
    }.items():
        made = make_document(name, [text], title=name)
        searcher.backend.replace_document(made.id, make_records(made))
    assert paths(ask(searcher, "ENI-077 VAI ENI-300", "forms")) == {"atstarpe.md", "kopa.md"}
    related = ask(searcher, "ENI-077 VAI ENI-300")
    assert related.counts.words == 2
    told = {hit.document.path: hit.passages[0].why for hit in related.hits}
    assert {path for path, why in told.items() if why and why.met} == {"atstarpe.md", "kopa.md"}
    assert ask(searcher, "LLI-300 VAI LLI-301").counts.words == 0


@pytest.mark.parametrize("excluded", ["LLI232", "LLI-232", "LLI/232"])
def test_an_excluded_code_is_excluded_however_it_is_written(searcher: Searcher, excluded: str) -> None:
    made = make_document("atstarpe.md", ["Projekts LLI 232, velosipēdu ceļi."])
    searcher.backend.replace_document(made.id, make_records(made))
    found = ask(searcher, f"velosipēdu -{excluded}", "forms")
    assert paths(found) == {"velo-jelgava.md", "aprupe.md"}


def test_related_terms_are_searched_for_by_default_only(searcher: Searcher) -> None:
    related = ask(searcher, "velosipēdu ceļš")
    assert related.asked.searched == Searched(
        (SearchedWord("velosipēdu", ("velosipēdu", "velosipēdi")), SearchedWord("ceļš", ("ceļi",))),
        (SearchedTerms(("velosipēdu", "ceļš"), ("veloceliņš",)),),
    )
    assert related.counts.words == 1
    assert paths(related) == {"velo.md", "velo-jelgava.md"}
    forms = ask(searcher, "velosipēdu ceļš", "forms")
    assert forms.asked.searched.related == ()
    assert paths(forms) == {"velo.md"}


def test_only_the_typed_form_is_marked_and_told_for_exact_words(searcher: Searcher) -> None:
    made = make_document("osta.md", ["Osta un ostas vārti. Uz ostu iet dzelzceļš."])
    searcher.backend.replace_document(made.id, make_records(made))
    (hit,) = ask(searcher, "ostas", "exact").hits
    (passage,) = hit.passages
    assert passage.marks == (Mark(8, 13),)
    assert passage.why is not None
    assert passage.why.met == (MetWord("ostas", ("ostas",)),)


def test_a_hit_says_for_which_named_city_it_was_favoured(searcher: Searcher) -> None:
    hits = {hit.document.path: hit.passages[0].why for hit in ask(searcher, "velosipēdi Jelgavā").hits}
    assert {path: [one.value for one in why.named] for path, why in hits.items() if why} == {
        "velo-jelgava.md": ["jelgava"],
        "velo.md": [],
        "aprupe.md": [],
    }


def test_a_hit_says_how_many_versions_and_copies_it_stands_for(searcher: Searcher) -> None:
    for name in ("a.md", "b.md"):
        made = make_document(name, ["Tramvaja līnijas pārbūve."], title="Tramvaja plāns")
        searcher.backend.replace_document(made.id, make_records(made))
    (hit,) = ask(searcher, "tramvajs", "forms").hits
    assert len(hit.related) == 1
    assert hit.passages[0].why is not None
    assert hit.passages[0].why.versions == 1


def test_documents_that_are_listed_without_a_question_need_no_reasons(searcher: Searcher) -> None:
    assert [hit.passages[0].why for hit in ask(searcher, "").hits] == [None, None, None]
