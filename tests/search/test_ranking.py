from dataclasses import replace

import numpy as np
import pytest

from search.backends import Candidate, WordStatistics
from search.calibration import shifted
from search.concepts import Related, RelatedTerm
from search.query import plan_query
from search.ranking import favour_named, grouped, score_all, word_share
from search.word_scores import WordScorer

STATISTICS = WordStatistics(100, 6.0, {"velosiped": 5, "cel": 40, "liepaj": 30})


def scorer(question: str) -> WordScorer:
    return WordScorer(plan_query(question, 1000), STATISTICS)


def candidate(name: str, exact: str, document: str = "d", heading: str = "") -> Candidate:
    return Candidate(name, document, 0, exact, heading, np.zeros(2, dtype=np.float32))


def test_the_same_form_beats_another_form_beats_the_same_root() -> None:
    ask = scorer("velosipēdu")
    exact, form, root, none = (
        ask.score(f"{word} josla pilsētā", "").score
        for word in ("velosipēdu", "velosipēds", "velosipēdists", "autobuss")
    )
    assert exact > form > root > none == 0.0


def test_rare_words_weigh_more() -> None:
    ask = scorer("velosipēdu ceļi")
    assert ask.score("velosipēdu josla", "").score > ask.score("ceļi josla", "").score


def test_all_words_may_be_met_in_text_and_headings_together() -> None:
    ask = scorer("velosipēdu ceļi Liepājā")
    assert ask.score("velosipēdu ceļi", "liepājas mobilitātes plāns").all_words is True
    assert ask.score("velosipēdu ceļi", "jelgavas mobilitātes plāns").all_words is False


def test_a_root_alone_is_not_the_word() -> None:
    assert scorer("velosipēdu").score("velosipēdists", "").all_words is False


def test_parts_of_a_code_are_met_inside_it() -> None:
    match = scorer("LLI 232").score("projekts lli-232", "")
    assert match.score > 0
    assert match.all_words is True


def test_a_code_among_alternatives_is_met_by_its_pieces_together_alone() -> None:
    ask = scorer("LLI-232 VAI osta")
    for written in ("projekts lli 232", "projekts lli-232", "projekts lli232", "osta"):
        assert ask.score(written, "").all_words is True, written
    for written in ("projekts lli 7", "projekts 232", "232 eiro projektam lli", "lli-7 un 232"):
        assert ask.score(written, "").score == 0, written


def test_shifting_makes_unit_vectors_of_the_differences() -> None:
    moved = shifted(np.array([[3.0, 4.0]], dtype=np.float32), np.array([0.0, 0.0], dtype=np.float32))
    assert moved.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)]]


def test_fusion_brings_both_sides_to_one_scale() -> None:
    plan = plan_query("velosipēdu", 1000)
    scored = score_all(
        plan,
        STATISTICS,
        [candidate("a", "velosipēdu josla"), candidate("b", "autobuss")],
        {"a": 0.2, "b": 0.8},
        share=0.5,
    )
    assert [(one.candidate.id, one.words, one.meaning, one.score) for one in scored] == [
        ("a", 1.0, 0.2, pytest.approx((0.5 + 0.5 * 0.2 + 0.15) / 1.15)),
        ("b", 0.0, 0.8, pytest.approx(0.5 * 0.8 / 1.15)),
    ]


def test_without_any_word_match_meaning_decides_alone() -> None:
    scored = score_all(
        plan_query("bicycle lanes", 1000), STATISTICS, [candidate("a", "veloceliņš"), candidate("b", "osta")],
        {"a": 0.9, "b": 0.1},
    )  # fmt: skip
    assert [(one.candidate.id, one.score) for one in scored] == [("a", 0.9), ("b", 0.1)]


def test_equal_scores_stand_in_the_order_of_ids() -> None:
    scored = score_all(
        plan_query("x", 1000), STATISTICS, [candidate("b", "y"), candidate("a", "y")], {"a": 0.5, "b": 0.5}
    )
    assert [one.candidate.id for one in scored] == ["a", "b"]


def test_a_document_stands_where_its_best_passage_stands() -> None:
    plan = plan_query("velosipēdu", 1000)
    scored = score_all(
        plan,
        STATISTICS,
        [
            candidate("a1", "velosipēdu", "a"),
            candidate("b1", "velosipēds josla", "b"),
            candidate("a2", "osta", "a"),
        ],
        {"a1": 0.9, "b1": 0.5, "a2": 0.1},
    )
    groups = grouped(scored)
    assert [(group.document_id, [one.candidate.id for one in group.passages]) for group in groups] == [
        ("a", ["a1", "a2"]),
        ("b", ["b1"]),
    ]
    assert groups[0].score == groups[0].passages[0].score


def test_coverage_is_the_part_of_the_questions_weight_that_a_passage_holds() -> None:
    ask = scorer("velosipēdu ceļi")
    assert ask.score("velosipēdu ceļi", "").coverage == pytest.approx(1.0)
    assert ask.score("velosipēdu", "ceļi").coverage == pytest.approx(1.0)
    assert 0.5 < ask.score("velosipēdu josla", "").coverage < 1.0
    assert ask.score("velosipēds ceļš", "").coverage < 1.0
    assert ask.score("autobuss", "").coverage == 0.0


def test_words_weigh_by_how_much_of_the_question_one_passage_covers() -> None:
    def order(question: str, meaning_of_word_match: float) -> list[str]:
        held = [candidate("word", "velosipēdu josla"), candidate("meaning", "autobuss pietura")]
        meanings = {"word": meaning_of_word_match, "meaning": 1.0}
        scored = score_all(
            plan_query(question, 1000), STATISTICS, [*held, candidate("z", "osta")], {**meanings, "z": 0.0}
        )
        return [one.candidate.id for one in scored[:2]]

    assert order("velosipēdu", 0.3) == ["word", "meaning"]
    assert order("velosipēdu krātuve vecmāmiņai kaimiņos", 0.3) == ["meaning", "word"]


def test_the_share_of_words_grows_with_coverage() -> None:
    assert word_share(0.0) == 0.0
    assert word_share(0.5) == pytest.approx(0.35)
    assert word_share(1.0) == pytest.approx(0.6)


def test_alternatives_weigh_as_one_word_by_the_best_match() -> None:
    ask = scorer("josla velosipēds VAI tramvajs")
    one, other = ask.score("josla velosipēds", ""), ask.score("josla tramvajs", "")
    both = ask.score("josla velosipēds tramvajs", "")
    assert (one.coverage, other.coverage, both.coverage) == (
        pytest.approx(1.0),
        pytest.approx(1.0),
        pytest.approx(1.0),
    )
    assert (one.all_words, other.all_words) == (True, True)
    assert ask.score("josla osta", "").all_words is False


def test_documents_that_the_question_names_come_before_equal_ones() -> None:
    scored = score_all(
        plan_query("osta", 1000), STATISTICS,
        [candidate("a", "osta", "one"), candidate("b", "osta", "two"), candidate("c", "ceļi", "three")],
        {"a": 1.0, "b": 1.0, "c": 0.0},
    )  # fmt: skip
    favoured = favour_named(scored, {"two": 1.0, "three": 0.5})
    assert [one.candidate.id for one in favoured] == ["b", "a", "c"]
    assert [one.score for one in favoured] == [
        pytest.approx(1.0),
        pytest.approx(1 / 1.1),
        pytest.approx(0.05 / 1.1),
    ]


def related_scorer(question: str, related: Related, frequencies: dict[str, int]) -> WordScorer:
    plan = replace(plan_query(question, 1000), related=(related,))
    return WordScorer(plan, WordStatistics(100, 6.0, frequencies))


def test_a_related_term_counts_less_than_the_word_and_is_not_the_word() -> None:
    doctor = Related(("dakteris",), ("doctor",), (RelatedTerm("ģimenes ārsts", ("gimen", "arst"), True),))
    ask = related_scorer("dakteris", doctor, {"dakter": 5, "gimen": 40, "arst": 9})
    own, other = ask.score("dakteris pilsētā", ""), ask.score("ģimenes ārsts", "")
    assert own.coverage == pytest.approx(1.0)
    assert other.coverage == pytest.approx(0.6)
    assert own.score > other.score > 0
    assert (own.all_words, other.all_words) == (True, False)


def test_a_related_term_counts_only_whole() -> None:
    doctor = Related(("dakteris",), ("doctor",), (RelatedTerm("ģimenes ārsts", ("gimen", "arst"), True),))
    ask = related_scorer("dakteris", doctor, {"dakter": 5, "gimen": 40, "arst": 9})
    assert ask.score("ģimenes pabalsts", "").score == 0.0
    assert ask.score("pabalsts", "ģimenes ārsts").score > 0.0


def test_an_english_word_is_as_rare_as_what_it_means() -> None:
    bridge = Related(("bridge",), ("bridge",), (RelatedTerm("tilts", ("tilt",), True),), translated=True)
    frequent = related_scorer("bridge velosipēdu", bridge, {"tilt": 90, "velosiped": 5})
    rare = related_scorer("bridge velosipēdu", bridge, {"tilt": 2, "velosiped": 5})
    assert rare.score("tilts", "").coverage > 0.4 > frequent.score("tilts", "").coverage


def test_a_passage_that_covers_the_question_comes_before_one_that_repeats_a_word() -> None:
    scored = score_all(
        plan_query("velosipēdu ceļi", 1000),
        STATISTICS,
        [
            candidate("repeats", "velosipēds velosipēds velosipēds"),
            candidate("covers", "velosipēds ceļi osta"),
        ],
        {"repeats": 0.5, "covers": 0.5},
    )
    assert [one.candidate.id for one in scored] == ["covers", "repeats"]
