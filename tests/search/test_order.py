"""The order of a list: what says nothing put back, ties by what is in force and newer, repeats named once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from search.backends import Candidate, WordStatistics
from search.domain import Facts, Filters, Period, Query
from search.language.keys import bags
from search.order import in_force_first, put_back, without_repeats
from search.query import plan_query
from search.ranking import Group, Scored, score_all
from search.searcher import Searcher
from tests.invented import make_document, make_records

STATISTICS = WordStatistics(100, 20.0, {"velosiped": 5, "tilt": 5, "ogr": 30})
TITLE = "Velosipēdu tilts Ogrē"
FRONT = (
    f"{TITLE}. Ogres novada pašvaldība. APSTIPRINĀTS ar Ogres novada domes 2023. gada 9. marta lēmumu Nr. 77"
)
TEXT = "Tilts savienos abus upes krastus, un braucējiem vairs nevajadzēs līkumot pa šoseju."
LONG = (
    "Pilsēta izbūvēs veloceliņu gar jūru, savienojot centru, ostu un universitāti, un pie katras skolas"
    " ierīkos slēgtu novietni ar vietām divriteņiem un skrejriteņiem."
)


def scored(question: str, texts: Sequence[str], title: str = TITLE) -> list[Scored]:
    """Return the texts, of one title, scored by words alone; their ids are their numbers."""
    candidates = [
        Candidate(
            str(number),
            "d",
            number,
            " ".join(bags([text]).exact),
            " ".join(bags([title]).exact),
            np.zeros(2, np.float32),
        )
        for number, text in enumerate(texts)
    ]
    plan = plan_query(question, 1000)
    meanings = {one.id: 0.0 for one in candidates}
    return put_back(plan, STATISTICS, score_all(plan, STATISTICS, candidates, meanings))


def natures(found: Sequence[Scored]) -> list[tuple[str, str | None]]:
    return [(one.candidate.id, one.nature) for one in found]


def test_a_title_page_stands_behind_a_passage_that_answers_nearly_as_well() -> None:
    assert natures(scored("velosipēdu tilts", [FRONT, f"Velosipēdu {TEXT}"])) == [
        ("1", None),
        ("0", "title_page"),
    ]


def test_a_title_page_loses_a_fifth_of_its_score() -> None:
    (alone,) = scored("velosipēdu tilts", [FRONT])
    assert alone.score == pytest.approx(0.8 * (0.6 + 0.15) / 1.15)


@pytest.mark.parametrize("question", ["lēmums 77", "marta lēmums velosipēdu tilts"])
def test_a_title_page_that_is_asked_for_by_its_own_words_stays(question: str) -> None:
    assert natures(scored(question, [FRONT]))[0] == ("0", None)


def test_contact_details_that_are_asked_for_stay() -> None:
    block = "Kontaktpersona: Ilze Kalniņa, tālr. 67012345, e-pasts: ilze@ogre.lv"
    assert natures(scored("Ilze Kalniņa tilts", [block])) == [("0", None)]
    assert natures(scored("velosipēdu tilts", [block])) == [("0", "contacts")]


def test_contents_are_not_spared_for_holding_the_words_of_a_question() -> None:
    contents = "Saturs. 1. Ievads 3. 2. Lietusūdens novadīšana 7. 3. Pielikumi 21"
    assert natures(scored("lietusūdens novadīšana", [contents])) == [("0", "contents")]


def group(name: str, score: float, *texts: str) -> Group:
    return Group(
        name,
        tuple(
            Scored(
                Candidate(
                    f"{name}{number}",
                    name,
                    number,
                    " ".join(bags([text]).exact),
                    "",
                    np.zeros(2, np.float32),
                ),
                score - number / 10,
                0.0,
                0.0,
                0.0,
                all_words=False,
            )
            for number, text in enumerate(texts or ("Teksts.",))
        ),
    )


def facts(status: str = "", decided: str = "", years: tuple[int, int] | None = None) -> Facts:
    return Facts("", status=status, decided=decided, period=Period(*years) if years else None)


def order(told: dict[str, Facts], *scores: float) -> list[tuple[str, str | None]]:
    groups = [group(name, score) for name, score in zip(told, scores, strict=True)]
    return [(one.document_id, one.passages[0].before) for one in in_force_first(groups, told)]


def test_a_draft_stands_below_a_nearly_equal_document_that_is_none() -> None:
    told = {"a": facts("projekts"), "b": facts("apstiprināts"), "c": facts()}
    assert order(told, 0.6, 0.598, 0.597) == [("b", "draft"), ("c", "draft"), ("a", None)]


def test_what_is_no_longer_in_force_stands_below_a_nearly_equal_document() -> None:
    assert order({"a": facts("zaudējis spēku"), "b": facts()}, 0.6, 0.6) == [("b", "repealed"), ("a", None)]


def test_status_and_age_do_not_move_a_document_that_answers_better() -> None:
    told = {"a": facts("projekts", "2001-01-01"), "b": facts("apstiprināts", "2024-01-01")}
    assert order(told, 0.6, 0.594) == [("a", None), ("b", None)]


def test_nearly_equal_is_measured_from_the_best_of_them() -> None:
    told = {"a": facts("projekts"), "b": facts("projekts"), "c": facts("apstiprināts")}
    assert order(told, 0.6, 0.597, 0.593) == [("a", None), ("b", None), ("c", None)]


def test_the_newer_of_nearly_equal_documents_comes_first() -> None:
    told = {"a": facts(decided="2019-05-01"), "b": facts(years=(2021, 2027)), "c": facts(years=(2021, 2027))}
    assert order(told, 0.6, 0.6, 0.6) == [("b", "older"), ("c", "older"), ("a", None)]


def test_without_a_year_and_within_one_year_the_score_decides() -> None:
    told = {"a": facts(), "b": facts(decided="2024-05-01"), "c": facts(decided="2024-11-01")}
    assert order(told, 0.6, 0.6, 0.6) == [("a", None), ("b", None), ("c", None)]


def test_a_draft_is_not_put_first_for_being_newer() -> None:
    told = {"a": facts("apstiprināts", "2019-05-01"), "b": facts("projekts", "2024-05-01")}
    assert order(told, 0.6, 0.6) == [("a", None), ("b", None)]


def test_a_document_that_nothing_is_told_of_stays_where_it_is() -> None:
    groups = [group("a", 0.6), group("b", 0.6)]
    assert in_force_first(groups, {"b": facts("apstiprināts", "2024-01-01")}) == groups


def listed(*groups: Group, shown: int = 2) -> list[tuple[str, list[str]]]:
    """Return the documents with their passages, each with what it names."""
    return [
        (one.document_id, [" ".join((each.candidate.id, *each.again)) for each in one.passages])
        for one in without_repeats(groups, shown)
    ]


def test_a_passage_that_is_said_again_is_named_by_the_better_one() -> None:
    assert listed(group("a", 0.9, LONG), group("b", 0.8, TEXT), group("c", 0.7, LONG)) == [
        ("a", ["a0 c0"]),
        ("b", ["b0"]),
    ]


def test_nearly_the_same_is_the_same_and_half_of_it_is_not() -> None:
    assert listed(group("a", 0.9, LONG), group("b", 0.8, LONG.replace("jūru", "upi"))) == [("a", ["a0 b0"])]
    begun, _, _ = LONG.partition(" un pie")
    half = f"{begun} bet projektu vēl saskaņo ar dzelzceļu, ceļu dienestu un kaimiņu novadu."
    assert len(listed(group("a", 0.9, LONG), group("b", 0.8, half))) == 2


def test_a_longer_passage_is_not_named_by_one_that_it_holds() -> None:
    longer = f"{LONG} {TEXT} Darbus sāks pavasarī, un iedzīvotāji par tiem lems sapulcē bibliotēkā."
    assert len(listed(group("a", 0.9, LONG), group("b", 0.8, longer))) == 2
    assert listed(group("a", 0.9, longer), group("b", 0.8, LONG)) == [("a", ["a0 b0"])]


def test_the_same_words_with_other_figures_say_something_else() -> None:
    one, other = (f"{LONG} Tas maksās {euros} eiro." for euros in ("120 000", "180 000"))
    assert len(listed(group("a", 0.9, one), group("b", 0.8, other))) == 2
    assert listed(group("a", 0.9, one), group("b", 0.8, one)) == [("a", ["a0 b0"])]


def test_short_passages_are_alike_by_chance() -> None:
    assert len(listed(group("a", 0.9, "Ielu apgaismojums."), group("b", 0.8, "Ielu apgaismojums."))) == 2


def test_a_document_stands_where_its_next_passage_does() -> None:
    assert listed(
        group("a", 0.9, LONG), group("b", 0.8, LONG, TEXT), group("c", 0.75, "Cits."), group("d", 0.6, "Vēl.")
    ) == [("a", ["a0 b0"]), ("c", ["c0"]), ("b", ["b1"]), ("d", ["d0"])]


def test_only_a_passage_that_is_shown_names_others() -> None:
    hidden = group("a", 0.9, "Viens.", "Divi.", LONG)
    assert listed(hidden, group("b", 0.6, LONG)) == [("a", ["a0", "a1", "a2"]), ("b", ["b0"])]
    assert listed(hidden, group("b", 0.6, LONG), shown=3) == [("a", ["a0", "a1", "a2 b0"])]


def test_a_passage_said_twice_in_a_document_is_shown_once() -> None:
    assert listed(group("a", 0.9, LONG, LONG, TEXT)) == [("a", ["a0 a1", "a2"])]


def held(searcher: Searcher, name: str, texts: Sequence[str], **given: str) -> str:
    made = make_document(name, texts, title=name)
    records = make_records(made)
    for record in records:
        record.update(given)
    searcher.backend.replace_document(made.id, records)
    return made.id


REPORT = (
    "Sociālais dienests vada aprūpi mājās, un pilsēta tai dod divus jaunus auto un vienu medicīnas māsu.",
    "Bibliotēkas vakaros māca senioriem lietot tālruni, maksāt rēķinus un rakstīt ārstam, bet skolās tādus"
    " pulciņus vada jaunieši.",
)


def test_repeated_passages_are_one_hit_and_all_documents_are_counted(searcher: Searcher) -> None:
    first = held(searcher, "Slēgta novietne divriteņiem", [LONG, TEXT])
    again = held(searcher, "Pārskats", [*REPORT, LONG])
    results = searcher.search(Query("slēgta novietne divriteņiem"))
    shown = {hit.document.id: hit for hit in results.hits}
    assert results.hits[0].document.id == first
    assert [(one.document.id, one.passage.text) for one in shown[first].passages[0].repeated] == [
        (again, LONG)
    ]
    assert LONG not in [one.passage.text for hit in results.hits[1:] for one in hit.passages]
    assert results.counts.words == 2
    assert len(results.hits) == results.counts.listed


def test_the_question_typed_as_the_title_finds_its_document_first(searcher: Searcher) -> None:
    held(searcher, "Gājēju ceļi", ["Velosipēdu tilts nav plānots.", "Ogrē ir tilts."])
    wanted = held(searcher, TITLE, [FRONT, TEXT, "Darbi sāksies pavasarī."], heading="velosipēdu tilts ogrē")
    hits = searcher.search(Query(TITLE)).hits
    assert hits[0].document.id == wanted
    assert hits[0].passages[0].passage.text == FRONT
    alone = held(searcher, "Koncertzāle Dzintars", ["Koncertzāle Dzintars"], heading="koncertzāle dzintars")
    assert searcher.search(Query("Koncertzāle Dzintars")).hits[0].document.id == alone


def test_of_equal_documents_the_one_in_force_comes_first_and_says_so(searcher: Searcher) -> None:
    names = sorted((f"Plāns {letter}" for letter in "ab"), key=lambda one: make_document(one, ["x"]).id)
    texts = (["Tramvaja līnija uz ostu.", one] for one in REPORT)
    draft, final = (
        held(searcher, name, text, title="Plāns", heading="plāns", status=status)
        for name, text, status in zip(names, texts, ("projekts", "apstiprināts"), strict=True)
    )
    _, ranked = searcher.rank(searcher.plan("tramvajs uz ostu"), Filters())
    assert [one.candidate.document_id for one in ranked[:2]] == [draft, final]  # equal: in the order of ids
    hits = searcher.search(Query("tramvajs uz ostu")).hits
    assert [hit.document.id for hit in hits[:2]] == [final, draft]
    assert [hit.passages[0].why.before for hit in hits[:2] if hit.passages[0].why] == ["draft", None]
