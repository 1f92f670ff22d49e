"""The searcher's counts, facets and notes, over invented documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search import searcher as module
from search.domain import Filters, Note, Query
from search.searcher import Searcher
from tests.invented import make_document, make_records


@pytest.mark.parametrize("text", ["???", "🚲", '"', "%", "\u200b"])
def test_a_question_without_words_matches_none_by_words_and_says_so(searcher: Searcher, text: str) -> None:
    results = searcher.search(Query(text))
    assert results.counts.words == 0
    assert results.counts.further == results.counts.listed == len(results.hits) > 0
    assert Note("no_words") in results.notes
    assert not any(hit.all_words for hit in results.hits)
    assert sum(value.count for value in results.facets["city"]) == len(results.hits)


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
