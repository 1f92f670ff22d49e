"""What the adapter is trained on: the files of corpora/training as `pairs.py` reads them."""

from pathlib import Path

from corpora.training.pairs import Answered, as_written, load_answered, load_general, rows

CORPORA = Path(__file__).resolve().parents[1] / "corpora"


def test_what_the_calibration_measures_with_is_not_trained_on() -> None:
    held_back = {question for row in rows(CORPORA / "calibration.jsonl") for question in row["questions"]}
    asked = {question for one in load_answered() for question in one.questions.values()}
    assert len(held_back) > 200
    assert not held_back & asked


def test_no_text_of_the_judged_test_half_is_trained_on() -> None:
    test = {row["text"] for row in rows(CORPORA / "judgements" / "test" / "corpus.jsonl")}
    for one in [*load_answered(), *load_general()]:
        assert not any(one.passage.endswith(text) for text in test)


def test_the_judged_dev_half_can_be_left_out() -> None:
    with_sample, without = load_answered(), load_answered(with_sample=False)
    dev = [row["text"] for row in rows(CORPORA / "judgements" / "dev" / "corpus.jsonl")]
    assert len(with_sample) - len(without) == 385
    assert not {one.passage for one in without} & set(dev)


def test_passages_stand_as_they_are_embedded_title_first() -> None:
    first = load_answered(with_sample=False)[0]
    assert first.passage.startswith("Īslaicīgās atelpas pakalpojums tuvinieku kopējiem Jūrmalā. Jūrmalas ")
    assert all(". " in one for one in first.others)


def test_a_question_in_the_passages_own_words_holds_a_figure_or_name_of_it() -> None:
    passage = "Projekts Nr. 4.2.2.0 atjauno kvartālu Karosta par 412 000 eiro."
    asked = as_written([Answered(passage, {})] * 20, 1)
    assert len(set(asked)) > 5
    assert all(one in passage for one in asked)
    assert all("4.2.2.0" in one or "Karosta" in one or "412 000" in one for one in asked)
