import json
from pathlib import Path

import pytest

from search.errors import CorpusError
from search.evaluate.figures import difference_interval, ndcg, recall, reciprocal_rank
from search.evaluate.judgements import JudgedQuery, JudgedText, Judgements, load_judgements
from search.evaluate.retrieval import bm25_of, evaluate, table
from search.filters import all_of
from search.searcher import Searcher


def write(folder: Path, corpus: list[object], queries: list[object], qrels: str) -> Path:
    (folder / "qrels").mkdir(parents=True)
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_ndcg_has_exponential_gain() -> None:
    assert ndcg(["a", "b"], {"a": 2, "b": 1}) == 1.0
    assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx((1 + 3 / 1.584963) / (3 + 1 / 1.584963))
    assert ndcg(["x"] * 10 + ["a"], {"a": 1}) == 0.0


def test_recall_and_reciprocal_rank() -> None:
    assert recall(["a", "x"], {"a": 1, "b": 2}) == 0.5
    assert reciprocal_rank(["x", "b", "a"], {"a": 1, "b": 1}) == 0.5
    assert reciprocal_rank(["x"], {"a": 1}) == 0.0


def test_the_interval_holds_the_mean_and_is_repeatable() -> None:
    ours, other = [0.9, 0.8, 0.7, 1.0], [0.5, 0.8, 0.6, 0.4]
    mean, low, high = difference_interval(ours, other)
    assert mean == pytest.approx(0.275)
    assert low <= mean <= high
    assert difference_interval(ours, other) == (mean, low, high)


def test_a_folder_loads_with_kinds_grades_and_junk(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "j",
        [{"_id": "t1", "title": "A", "text": "x"}],
        [{"_id": "q1", "text": "a", "metadata": {"kind": "keyword"}}, {"_id": "q2", "text": "zzz"}],
        "query-id\tcorpus-id\tscore\nq1\tt1\t2\n",
    )
    judgements = load_judgements(folder)
    assert [(query.kind, dict(query.grades)) for query in judgements.queries] == [
        ("keyword", {"t1": 2}),
        ("", {}),
    ]


@pytest.mark.parametrize(
    ("qrels", "said"),
    [
        ("q\tt\ts\n", "row 1"),
        ("query-id\tcorpus-id\tscore\nq1\tt9\t1\n", "no text has the id 't9'"),
        ("query-id\tcorpus-id\tscore\nq9\tt1\t1\n", "no query has the id 'q9'"),
        ("query-id\tcorpus-id\tscore\nq1\tt1\n", "row 2"),
        ("query-id\tcorpus-id\tscore\n", "nothing to judge"),
    ],
)
def test_malformed_judgements_name_the_place(tmp_path: Path, qrels: str, said: str) -> None:
    folder = write(tmp_path / "j", [{"_id": "t1", "text": "x"}], [{"_id": "q1", "text": "a"}], qrels)
    with pytest.raises(CorpusError, match=said):
        load_judgements(folder)


def test_a_missing_folder_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="The folder needs"):
        load_judgements(tmp_path)


def test_plain_bm25_knows_no_inflection() -> None:
    ranker = bm25_of([JudgedText("a", "", "velosipēdu ceļi"), JudgedText("b", "", "ostas ceļi")])
    assert ranker.rank("velosipēdu") == ["a"]
    assert ranker.rank("velosipēds") == []


def test_the_figures_have_the_shape_of_the_design(searcher: Searcher) -> None:
    ids = {
        record["title"]: record["document_id"]
        for record in searcher.backend.scan(all_of(), ["title", "document_id"])
    }
    names = {document_id: title for title, document_id in ids.items()}
    texts = tuple(JudgedText(title, title, title) for title in ids)
    queries = (
        JudgedQuery("q1", "velosipēdi gar jūru", "keyword", {"Liepājas mobilitātes plāns": 2}),
        JudgedQuery("q2", "aprūpe mājās", "keyword", {"Daugavpils sociālo pakalpojumu plāns": 2}),
        JudgedQuery("q3", "qwxz", "junk", {}),
    )
    figures = evaluate(Judgements(texts, queries), searcher, names.__getitem__)
    assert set(figures["rankers"]) == {"ours", "words", "meaning", "bm25", "rrf"}
    assert figures["rankers"]["ours"]["kinds"] == {"keyword": {"ndcg@10": 1.0, "queries": 2}}
    assert figures["rankers"]["ours"]["mrr"] == 1.0
    assert figures["junk"] == {"queries": 1, "with_word_hits": 0, "with_meaning_hits": 0}
    assert figures["states"]["off_topic"] == {
        "queries": 1, "found": 0, "related": 0, "nothing": 1, "missing": 0, "named": 0,
        "reach": figures["states"]["off_topic"]["reach"],
    }  # fmt: skip
    assert figures["states"]["answered"]["found"] == 2
    assert any("ours − bm25" in line for line in table(figures))
