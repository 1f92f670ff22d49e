"""The contract of a Backend, run on every store."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from search import manifest
from search.backends import Backend, Matches, Question, open_backend
from search.backends.embedded import EmbeddedBackend
from search.backends.embedded_held import by_ids
from search.backends.embedded_schema import where_clause
from search.domain import FactPlace, Filters, Period
from search.errors import BackendError, IndexMissing, ManifestMismatch
from search.filters import (
    Condition,
    Either,
    Filter,
    HoldsPhrase,
    HoldsWord,
    Lacks,
    all_of,
    head_filter,
    passage_filter,
)
from search.language.keys import form_keys
from search.records import HEAD_FIELDS, document_of, passage_of, tags_of
from search.settings import Settings, read_settings
from tests import opensearch_server
from tests.invented import DIMENSION, WordEmbedder, make_document, make_records

VELO = ("velo.md", ["Velosipēdu ceļi gar jūru LLI-232.", "Ielu apgaismojums pilsētā."])
CARE = ("aprupe.md", ["Aprūpe mājās senioriem.", "Dienas centrs un velosipēdi bērniem.", "Budžets."])


STORES = ["embedded", "opensearch"] if opensearch_server.wanted() else ["embedded"]


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Return settings of a store that holds no index yet."""
    if request.param == "opensearch":
        with opensearch_server.own_index(tmp_path / "data", VIRZIENI_OPENSEARCH_SHARDS="2") as own:
            yield own
    else:
        yield read_settings({"VIRZIENI_DATA": str(tmp_path / "data")})


@pytest.fixture
def backend(store: Settings) -> Backend:
    made = open_backend(store)
    made.write_manifest({"schema": "test", "dimension": DIMENSION})
    return made


@pytest.fixture
def embedded(tmp_path: Path) -> EmbeddedBackend:
    made = EmbeddedBackend(tmp_path / "index")
    made.write_manifest({"schema": "test", "dimension": DIMENSION})
    return made


def put(backend: Backend, name: str, texts: list[str], direction: str = "PILS", **facts: Any) -> str:
    document = make_document(name, texts, **facts)
    backend.replace_document(document.id, make_records(document, direction))
    return str(document.id)


def both(backend: Backend) -> tuple[str, str]:
    velo = put(backend, *VELO, cities=["liepaja"], period=(2022, 2027))
    care = put(
        backend,
        *CARE,
        direction="SOC",
        cities=["daugavpils", "rezekne"],
        period=(2014, 2020),
        kind="nozares plāns",
    )
    return velo, care


def roots(*words: str) -> list[str]:
    return [form_keys(word).root for word in words]


def folded(*words: str) -> list[str]:
    return [form_keys(word).folded for word in words]


def found(
    backend: Backend, *words: str, filters: Filters | None = None, k: int = 10
) -> list[tuple[str, int]]:
    candidates = backend.word_candidates(roots(*words), passage_filter(filters or Filters()), k)
    return sorted((one.document_id, one.position) for one in candidates)


def test_a_new_index_is_empty(backend: Backend) -> None:
    assert backend.count() == (0, 0)
    assert found(backend, "velosipēds") == []
    assert backend.facets((), all_of(), 10).documents == ()
    assert backend.documents(head_filter(Filters()), 0, 10) == ([], 0)


def test_without_an_index_reading_says_what_to_run(store: Settings) -> None:
    with pytest.raises(IndexMissing, match="virzieni ingest"):
        open_backend(store).count()


def test_words_are_found_in_any_form(backend: Backend) -> None:
    velo, care = both(backend)
    assert found(backend, "velosipēdam") == sorted([(velo, 0), (care, 1)])


def test_titles_and_headings_are_searched_too(backend: Backend) -> None:
    one = put(backend, "a.md", ["Ceļi."], title="Rēzeknes mobilitātes plāns")
    assert found(backend, "mobilitāte") == [(one, 0)]


def test_codes_are_found_whole_and_by_parts(backend: Backend) -> None:
    velo, _ = both(backend)
    assert found(backend, "lli-232") == [(velo, 0)]
    assert found(backend, "232") == [(velo, 0)]


def test_no_more_than_k_candidates_come(backend: Backend) -> None:
    both(backend)
    assert len(found(backend, "velosipēds", k=1)) == 1
    assert len(backend.meaning_candidates(np.ones(DIMENSION, np.float32), all_of(), 2)) == 2


def test_candidates_carry_keys_and_vector(backend: Backend) -> None:
    both(backend)
    (one,) = backend.word_candidates(roots("apgaismojums"), all_of(), 5)
    assert one.exact == "ielu apgaismojums pilsētā"
    assert one.heading == "velo md 1 ievads"
    assert one.vector.shape == (DIMENSION,)
    assert float(np.linalg.norm(one.vector)) == pytest.approx(1.0, abs=1e-5)


def test_meaning_finds_the_nearest_first(backend: Backend) -> None:
    _, care = both(backend)
    vector = WordEmbedder().embed_queries(["aprūpe mājās senioriem"])[0]
    best = backend.meaning_candidates(vector, all_of(), 3)[0]
    assert (best.document_id, best.position) == (care, 0)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(cities=("liepaja",)), {"velo"}),
        (Filters(cities=("rezekne", "riga")), {"care"}),
        (Filters(directions=("SOC",)), {"care"}),
        (Filters(kinds=("projekta pārskats",)), {"velo"}),
        (Filters(period=Period(2020, 2021)), {"care"}),
        (Filters(period=Period(2020, 2022)), {"velo", "care"}),
        (Filters(period=Period(2028, 2030)), set()),
        (Filters(languages=("en",)), set()),
        (Filters(collections=("tests",), cities=("liepaja", "rezekne")), {"velo", "care"}),
        (Filters(cities=("'; DROP TABLE passages; --",)), set()),
    ],
)
def test_filters_narrow_words_meaning_and_facets_alike(
    backend: Backend, filters: Filters, kept: set[str]
) -> None:
    velo, care = both(backend)
    expected = {{"velo": velo, "care": care}[name] for name in kept}
    where = passage_filter(filters)
    vector = np.ones(DIMENSION, np.float32)
    assert {one for one, _ in found(backend, "velosipēds", filters=filters)} == expected
    assert {one.document_id for one in backend.meaning_candidates(vector, where, 10)} == expected
    assert {row.document_id for row in backend.facets((), where, 10).documents} == expected


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        (HoldsPhrase(("velosipēdu", "ceļi")), {("velo", 0)}),
        (HoldsPhrase(("ceļi", "velosipēdu")), set()),
        (HoldsPhrase(("velosipēdu", "gar")), set()),
        (HoldsPhrase(("velosipēdi", "ceļi")), set()),
        (HoldsPhrase(("lli-232",)), {("velo", 0)}),
        (HoldsPhrase(("ielu", "apgaismojums", "pilsētā")), {("velo", 1)}),
        (HoldsPhrase(("ostas", "plāns")), {("velo", 0), ("velo", 1)}),
        (HoldsPhrase(("plāns", "velosipēdu")), set()),
        (HoldsPhrase(("o'neil",)), set()),
        (HoldsPhrase(("velosipēdi",)), {("care", 1)}),
        (HoldsPhrase(("ostas",)), {("velo", 0), ("velo", 1)}),
        (HoldsPhrase(("ost",)), set()),
        (HoldsWord("velosiped"), {("velo", 0), ("care", 1)}),
        (HoldsWord("velosipe"), set()),
        (HoldsWord("lli"), {("velo", 0)}),
        (HoldsWord("ost"), {("velo", 0), ("velo", 1)}),
        (Lacks(HoldsWord("velosiped")), {("velo", 1), ("care", 0), ("care", 2)}),
        (Lacks(HoldsPhrase(("ostas",))), {("care", 0), ("care", 1), ("care", 2)}),
        (Lacks(HoldsPhrase(("ostas", "plāns"))), {("care", 0), ("care", 1), ("care", 2)}),
        (Lacks(HoldsPhrase(("dienas", "centrs"))), {("velo", 0), ("velo", 1), ("care", 0), ("care", 2)}),
        (
            Either((HoldsPhrase(("dienas", "centrs")), HoldsPhrase(("ielu", "apgaismojums")))),
            {("care", 1), ("velo", 1)},
        ),
        (Either((HoldsPhrase(("dienas", "centrs")), HoldsWord("lli"))), {("care", 1), ("velo", 0)}),
        (
            Either((HoldsWord("velosiped"), HoldsPhrase(("budžets",)))),
            {("velo", 0), ("care", 1), ("care", 2)},
        ),
    ],
)
def test_phrases_and_exclusions_narrow_words_meaning_and_facets_alike(
    backend: Backend, condition: Condition, kept: set[tuple[str, int]]
) -> None:
    velo = put(backend, *VELO, title="Ostas plāns")
    care = put(backend, *CARE, title="Aprūpe")
    passages = {({"velo": velo, "care": care}[name], position) for name, position in kept}
    where = all_of().also(condition)
    vector = np.ones(DIMENSION, np.float32)
    every = roots("velosipēdi", "apgaismojums", "aprūpe", "budžets", "ievads")
    for candidates in (
        backend.word_candidates(every, where, 10),
        backend.meaning_candidates(vector, where, 10),
    ):
        assert {(one.document_id, one.position) for one in candidates} == passages
    matched = backend.facets(folded("ievads"), where, 10)
    assert {row.document_id for row in matched.documents} == {document for document, _ in passages}
    question = Question(
        tuple(every), lambda: vector, all_of(), 10, 10, tuple(folded("ievads")), 10, (condition,)
    )
    answer = backend.ask(question)
    assert len(answer.by_words) == len(answer.by_meaning) == 5
    assert answer.matches == matched
    alone = backend.ask(
        Question(tuple(every), lambda: vector, all_of(), 10, 10, (), 10, (condition,))
    ).matches
    assert {row.document_id for row in alone.documents} == {row.document_id for row in matched.documents}


def test_a_passage_without_words_lacks_every_word(backend: Backend) -> None:
    put(backend, "svītra.md", ["–", "Osta."], title="…")
    for condition in (Lacks(HoldsWord("ost")), Lacks(HoldsPhrase(("osta",)))):
        where = all_of().also(condition)
        (one,) = backend.meaning_candidates(np.ones(DIMENSION, np.float32), where, 10)
        assert one.position == 0


def test_what_says_which_passages_hold_a_word_names_none_of_them(embedded: EmbeddedBackend) -> None:
    put(embedded, "a.md", ["Velosipēdu ceļi."] * 300)
    held = HoldsWord("velosiped"), HoldsPhrase(("velosipēdu",))
    for condition in (*held, *map(Lacks, held), Either(held)):
        assert len(where_clause(by_ids(embedded._open(), Filter((condition,))))) < 120


def test_a_document_without_a_period_passes_no_period_filter(backend: Backend) -> None:
    put(backend, "x.md", ["Velosipēds."], period=None)
    assert found(backend, "velosipēds", filters=Filters(period=Period(1990, 2100))) == []


def test_what_is_not_public_is_nowhere(backend: Backend) -> None:
    put(backend, "slepens.md", ["Velosipēds."], access="internal")
    assert found(backend, "velosipēds") == []
    assert backend.facets((), passage_filter(Filters()), 10).documents == ()
    assert backend.documents(head_filter(Filters()), 0, 10) == ([], 0)


def test_words_of_what_is_not_public_are_not_counted_and_not_named(backend: Backend) -> None:
    put(backend, "a.md", ["Krematorija pilsētā.", "Pilsēta un pilsētas."], title="Osta")
    secret = put(
        backend,
        "slepens.md",
        ["Krematorijas būve.", "Krematorija, pilsēta."],
        title="Osta",
        access="internal",
    )
    key = folded("krematorija")[0]
    seen = backend.statistics([key])
    assert (seen.passages, seen.mean_length, seen.frequencies) == (2, 2.5, {key: 1})
    assert backend.written_forms(["krematorija", "krematorijas", "pilseta"]) == {
        "krematorija": 1,
        "pilsēta": 1,
        "pilsētā": 1,
    }
    assert backend.forms_beginning("krem", (4, 20), 10) == {"krematorija": 1}
    assert backend.forms_beginning("osta", (4, 4), 10) == {"osta": 2}
    inside = ("public", "internal")
    assert backend.statistics([key], inside).frequencies == {key: 2}
    assert backend.written_forms(["krematorijas"], inside) == {"krematorijas": 1}
    assert backend.forms_beginning("krem", (4, 20), 1, inside) == {"krematorija": 2}
    assert (backend.count(), backend.count(all_of())) == ((2, 4), (1, 2))
    put(backend, "slepens.md", ["Krematorija."], title="Osta")
    assert backend.statistics([key]).frequencies == {key: 2}
    assert backend.statistics([key], ("internal",)).passages == 0
    backend.remove_document(secret)
    assert backend.statistics([key], inside).frequencies == {key: 1}


def test_facets_count_documents_that_hold_all_words(backend: Backend) -> None:
    velo, care = both(backend)
    rows = backend.facets(folded("velosipēdi"), all_of(), 10)
    assert {row.document_id for row in rows.documents} == {velo, care}
    rows = backend.facets(folded("velosipēdi", "bērni"), all_of(), 10)
    assert [(row.document_id, row.facets["city"]) for row in rows.documents] == [
        (care, ("daugavpils", "rezekne"))
    ]
    assert rows.documents[0].facets["direction"] == ("SOC",)
    assert rows.documents[0].facets["kind"] == ("nozares plāns",)


def test_facets_say_when_they_are_not_exact(backend: Backend) -> None:
    both(backend)
    assert backend.facets((), all_of(), 5).exact is True
    assert backend.facets((), all_of(), 4).exact is False


def test_the_stamp_changes_with_what_readers_see(backend: Backend, store: Settings) -> None:
    reader = open_backend(store)
    before = reader.stamp()
    assert reader.stamp() == before
    velo, _ = both(backend)
    time.sleep(1.1)  # the store's freshness
    filled = reader.stamp()
    backend.remove_document(velo)
    time.sleep(1.1)
    assert len({before, filled, reader.stamp()}) == 3


def test_facets_of_named_documents(backend: Backend) -> None:
    velo, _ = both(backend)
    (row,) = backend.document_facets([velo])
    assert row.facets["city"] == ("liepaja",)
    assert backend.document_facets([]) == []


def test_heads_tell_documents_without_their_passages(backend: Backend) -> None:
    velo, care = both(backend)
    first = backend.document(velo)[0]
    assert backend.heads([velo, "no-such"]) == {velo: {name: first[name] for name in HEAD_FIELDS}}
    assert backend.heads([]) == {}
    backend.remove_document(velo)
    assert list(backend.heads([velo, care])) == [care]


def test_relatives_are_found_by_any_of_their_keys(backend: Backend) -> None:
    velo, care = both(backend)
    keys = {one: backend.heads([one])[one]["identity"] for one in (velo, care)}
    assert [head["document_id"] for head in backend.relatives(keys[velo][-1:], 9)] == [velo]
    both_keys = [*keys[velo], *keys[care]]
    assert {head["document_id"] for head in backend.relatives(both_keys, 9)} == {velo, care}
    assert len(backend.relatives(both_keys, 1)) == 1
    assert backend.relatives(["no-such"], 9) == []
    document = make_document(*VELO)
    backend.replace_document(
        document.id, [record | {"identity": ["other"]} for record in make_records(document)]
    )
    assert backend.relatives(keys[velo], 9) == []
    assert [head["document_id"] for head in backend.relatives(["other"], 9)] == [velo]


def test_records_come_back_as_they_went_in(backend: Backend) -> None:
    found = [FactPlace("decision", "lēmums Nr. 13/7", "section “„A””", "approval line")]
    document = make_document(*VELO, decision=("13/7", "2021-11-25"), found=found)
    backend.replace_document(document.id, make_records(document))
    records = backend.document(document.id)
    assert [passage_of(record) for record in records] == list(document.passages)
    assert document_of(records[0]).facts == document.facts
    assert tags_of(records[0])[0].evidence[0].entry == "velosipēdu ceļš"


def test_unknown_ids_are_missing_not_an_error(backend: Backend) -> None:
    velo, _ = both(backend)
    known = backend.document(velo)[0]["id"]
    assert list(backend.fetch([known, "no-such"])) == [known]
    assert backend.document("no-such") == []


def test_replacing_a_document_leaves_no_old_passage(backend: Backend) -> None:
    velo, care = both(backend)
    put(backend, VELO[0], ["Tikai ielas."])
    assert [record["text"] for record in backend.document(velo)] == ["Tikai ielas."]
    assert found(backend, "apgaismojums") == []
    assert len(backend.document(care)) == 3
    assert backend.count() == (2, 4)


def test_replacing_no_documents_changes_nothing(backend: Backend) -> None:
    both(backend)
    backend.replace_documents({})
    assert backend.count() == (2, 5)


def test_removing_a_document_removes_only_it(backend: Backend) -> None:
    velo, care = both(backend)
    backend.remove_document(velo)
    backend.remove_document("no-such")
    assert backend.count() == (1, 3)
    assert found(backend, "velosipēds") == [(care, 1)]


def test_frequencies_follow_every_change(backend: Backend) -> None:
    keys = folded("velosipēds", "nav")
    assert backend.statistics(keys).frequencies == {keys[0]: 0, keys[1]: 0}
    velo, _ = both(backend)
    both(backend)
    first = backend.statistics(keys)
    assert (first.passages, first.frequencies[keys[0]]) == (5, 2)
    assert first.mean_length == pytest.approx((5 + 3 + 3 + 5 + 1) / 5)
    backend.remove_document(velo)
    assert backend.statistics(keys).frequencies[keys[0]] == 1


def test_written_forms_are_found_without_their_diacritics(backend: Backend) -> None:
    put(backend, "a.md", ["Kāzas, kāzas un kazas LLI-232 2024.", "Kāzas ielās."], title="Ķīļi un kāzas")
    forms = backend.written_forms(["kazas", "ielas", "kili", "lli-232", "2024", "nekur", "kaz"])
    assert forms == {"kāzas": 2, "kazas": 1, "ielās": 1, "ķīļi": 2}
    assert backend.written_forms([]) == {}


def test_many_written_forms_are_found_at_once(backend: Backend) -> None:
    put(backend, "a.md", ["Kāzas."])
    assert backend.written_forms([*(f"vārds{'a' * n}" for n in range(200)), "kazas"]) == {"kāzas": 1}


def test_forms_by_their_beginning_are_the_most_frequent_ones(backend: Backend) -> None:
    put(backend, "a.md", ["Pilsēta pilsētas pilsētā pils.", "Pilsēta, pilsētas.", "Pilsēta."], title="x")
    assert backend.forms_beginning("pil", (7, 8), 10) == {"pilsēta": 3, "pilsētas": 2, "pilsētā": 1}
    assert backend.forms_beginning("pil", (3, 8), 2) == {"pilsēta": 3, "pilsētas": 2}
    assert backend.forms_beginning("pilsetas", (7, 9), 10) == {"pilsētas": 2}
    assert backend.forms_beginning("zzz", (1, 9), 10) == {}


def test_written_forms_follow_every_change(backend: Backend) -> None:
    velo, _ = both(backend)
    both(backend)
    assert backend.written_forms(["velosipedu", "majas"]) == {"velosipēdu": 1, "mājās": 1}
    put(backend, VELO[0], ["Velosipēdu, velosipēdu un velosipedu novietnes.", "Velosipēdu."])
    assert backend.written_forms(["velosipedu"]) == {"velosipēdu": 2, "velosipedu": 1}
    backend.remove_document(velo)
    assert backend.written_forms(["velosipedu", "majas"]) == {"mājās": 1}


def test_documents_are_listed_by_title_in_pages(backend: Backend) -> None:
    for name in ("c", "a", "b"):
        put(backend, f"{name}.md", ["Teksts.", "Vēl teksts."], title=name)
    records, total = backend.documents(head_filter(Filters()), 1, 1)
    assert ([record["title"] for record in records], total) == (["b"], 3)


def test_settling_changes_no_answer(backend: Backend) -> None:
    velo, care = both(backend)
    backend.settle()
    assert found(backend, "velosipēdam") == sorted([(velo, 0), (care, 1)])
    put(backend, "jauns.md", ["Jauns velosipēds."])
    assert len(found(backend, "velosipēdam")) == 3


def test_another_reader_sees_a_committed_document(backend: Backend, store: Settings) -> None:
    reader = open_backend(store)
    assert reader.count() == (0, 0)
    both(backend)
    time.sleep(1.1)  # the store's freshness
    assert reader.count() == (2, 5)


def test_scanning_yields_every_passage(backend: Backend) -> None:
    both(backend)
    assert sorted(row["text"] for row in backend.scan(all_of(), ["text"])) == sorted([*VELO[1], *CARE[1]])


def test_quotes_in_values_are_data(backend: Backend) -> None:
    one = put(backend, "o'neil.md", ["Velosipēds."], title="Kāds 'nosaukums'; --")
    assert backend.document(one)[0]["title"] == "Kāds 'nosaukums'; --"


def test_a_full_disk_is_named(embedded: EmbeddedBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        schema = None

        def merge_insert(self, on: str) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(embedded, "_table", Full())
    with pytest.raises(BackendError, match="The disk is full"):
        put(embedded, *VELO)


def test_one_question_gives_what_its_parts_give(backend: Backend) -> None:
    both(backend)
    vector = WordEmbedder().embed_queries(["aprūpe mājās senioriem"])[0]
    where = passage_filter(Filters(cities=("liepaja", "rezekne")))
    question = Question(
        tuple(roots("velosipēds")), lambda: vector, where, 5, 4, tuple(folded("velosipēds")), 10
    )
    answer = backend.ask(question)
    assert [one.id for one in answer.by_words] == [
        one.id for one in backend.word_candidates(question.roots, where, 5)
    ]
    assert [one.id for one in answer.by_meaning] == [
        one.id for one in backend.meaning_candidates(vector, where, 4)
    ]
    assert (len(answer.by_words), len(answer.by_meaning)) == (2, 4)
    matched = {row.document_id for row in answer.matches.documents}
    assert matched == {row.document_id for row in backend.facets(question.folded, where, 10).documents}
    assert len(matched) == 2


def test_a_question_without_words_matches_no_document(backend: Backend) -> None:
    both(backend)
    answer = backend.ask(Question((), lambda: np.ones(DIMENSION, np.float32), all_of(), 5, 4))
    assert answer.by_words == ()
    assert len(answer.by_meaning) == 4
    assert answer.matches == Matches((), exact=True)


def test_meaning_orders_by_the_dot_product_within_a_filter(backend: Backend) -> None:
    generator = np.random.default_rng(7)
    vectors = generator.standard_normal((120, DIMENSION)).astype(np.float32) * 2  # of any length
    documents = {}
    for number in range(4):
        cities = ["riga"] if number % 2 else ["liepaja"]
        document = make_document(f"{number}.md", [f"Teksts {part}." for part in range(30)], cities=cities)
        records = make_records(document)
        for part, record in enumerate(records):
            record["vector"] = vectors[number * 30 + part]
        documents[document.id] = records
    backend.replace_documents(documents)
    held = [record for records in documents.values() for record in records if "riga" in record["cities"]]
    asked = generator.standard_normal(DIMENSION).astype(np.float32)
    expected = sorted(held, key=lambda record: -float(record["vector"] @ asked))[:20]
    found = backend.meaning_candidates(asked, passage_filter(Filters(cities=("riga",))), 20)
    assert [one.id for one in found] == [record["id"] for record in expected]
    assert all((one.vector == record["vector"]).all() for one, record in zip(found, expected, strict=True))


def test_a_replaced_document_counts_and_weighs_once(backend: Backend) -> None:
    velo, _ = both(backend)
    for _ in range(3):
        put(backend, *VELO, cities=["liepaja"], period=(2022, 2027))
    vector = np.ones(DIMENSION, np.float32)
    assert backend.count() == (2, 5)
    assert len(found(backend, "velosipēds")) == 2
    assert len(backend.meaning_candidates(vector, all_of(), 50)) == 5
    assert backend.facets((), all_of(), 5).exact is True
    assert backend.statistics(folded("velosipēds")).passages == 5
    assert len(backend.documents(head_filter(Filters()), 0, 10)[0]) == 2
    assert len(list(backend.scan(all_of(), ["id"]))) == 5
    assert len(backend.document(velo)) == 2


def test_settling_after_replacing_and_removing_changes_no_answer(backend: Backend) -> None:
    velo, care = both(backend)
    put(backend, VELO[0], ["Tikai ielas."])
    backend.remove_document(care)
    before = (backend.count(), backend.statistics(folded("iela")), backend.document(velo))
    backend.settle()
    assert (backend.count(), backend.statistics(folded("iela")), backend.document(velo)) == before
    assert before[0] == (1, 1)


def test_frequencies_count_passages_exactly(backend: Backend) -> None:
    texts = ["Osta un ostas krasts.", "Krasts.", "Osta.", "Ceļš."]
    put(backend, "a.md", texts, title="Plāns")
    put(backend, "b.md", texts[:2], title="Osta")
    keys = folded("osta", "krasts", "plāns", "nekur", "ievads")
    statistics = backend.statistics(keys)
    assert statistics.passages == 6
    assert [statistics.frequencies[key] for key in keys] == [4, 4, 4, 0, 6]
    assert statistics.mean_length == pytest.approx((4 + 1 + 1 + 1 + 4 + 1) / 6)


def test_several_documents_are_replaced_together(backend: Backend) -> None:
    velo, care = both(backend)
    new = make_document("jauns.md", ["Jauns teksts."])
    changed = make_document(VELO[0], ["Tikai ielas."])
    backend.replace_documents({one.id: make_records(one) for one in (new, changed)})
    assert backend.count() == (3, 5)
    assert [record["text"] for record in backend.document(velo)] == ["Tikai ielas."]
    assert [record["text"] for record in backend.document(new.id)] == ["Jauns teksts."]
    assert len(backend.document(care)) == 3


def test_the_manifest_is_kept_and_refused_when_another_is_wanted(store: Settings) -> None:
    backend = open_backend(store)
    assert backend.manifest() is None
    wanted = manifest.expected("one-model")
    backend.write_manifest(manifest.as_stored(wanted, DIMENSION))
    stored = open_backend(store).manifest()
    manifest.check(stored, wanted)
    with pytest.raises(ManifestMismatch, match="one-model"):
        manifest.check(stored, manifest.expected("another-model"))


def test_a_dropped_index_is_missing_and_can_be_made_again(backend: Backend, store: Settings) -> None:
    both(backend)
    backend.drop()
    backend.drop()
    assert open_backend(store).manifest() is None
    with pytest.raises(IndexMissing):
        open_backend(store).count()
    backend.write_manifest({"schema": "test", "dimension": DIMENSION})
    assert backend.count() == (0, 0)


def test_an_index_built_anew_takes_the_place_of_the_old_one(backend: Backend, store: Settings) -> None:
    both(backend)
    new = backend.anew()
    assert new.manifest() is None
    new.write_manifest({"schema": "test", "dimension": DIMENSION})
    one = put(new, "jauns.md", ["Jauns velosipēds."])
    new.settle()
    assert new.is_live()
    assert open_backend(store).count() == (1, 1)
    assert found(open_backend(store), "velosipēds") == [(one, 0)]
    assert new.count() == (1, 1)


def test_more_than_ten_thousand_passages_are_scanned_and_listed(backend: Backend) -> None:
    documents = [
        make_document(f"{number}.md", ["Osta."], title=f"T {number:05d}") for number in range(10_030)
    ]
    (record,) = make_records(documents[0])
    records = {
        one.id: [record | {"id": one.passages[0].id, "document_id": one.id, "title": one.facts.title}]
        for one in documents
    }
    backend.replace_documents(records)
    assert backend.count() == (10_030, 10_030)
    assert len({row["id"] for row in backend.scan(all_of(), ["id"])}) == 10_030
    listed, total = backend.documents(head_filter(Filters()), 10_010, 3)
    assert ([row["title"] for row in listed], total) == (["T 10010", "T 10011", "T 10012"], 10_030)
    listed, _ = backend.documents(head_filter(Filters()), 10_029, 10)
    assert [row["title"] for row in listed] == ["T 10029"]
    assert backend.documents(head_filter(Filters()), 20_000, 10) == ([], 10_030)
    assert backend.facets(folded("osta"), all_of(), 10_000).exact is False
    assert backend.statistics(folded("osta")).frequencies[folded("osta")[0]] == 10_030


def test_a_reader_never_sees_both_revisions_nor_half_of_one(backend: Backend, store: Settings) -> None:
    versions = [
        ["Osta viens.", "Osta divi.", "Osta trīs."],
        ["Osta A.", "Osta B.", "Osta C.", "Osta D.", "Osta E."],
    ]
    one = put(backend, "mainās.md", versions[0])
    reader = open_backend(store)
    enough = threading.Event()
    failures: list[BaseException] = []

    def replace() -> None:
        try:
            number = 0
            while not enough.is_set():
                number += 1
                put(backend, "mainās.md", versions[number % 2])
        except BaseException as error:
            failures.append(error)

    writer = threading.Thread(target=replace)
    writer.start()
    try:
        seen = _read_for_a_while(reader, one, versions)
    finally:
        enough.set()
        writer.join()
    assert failures == []
    assert len(seen) == 2


def _read_for_a_while(reader: Backend, one: str, versions: list[list[str]]) -> set[tuple[str, ...]]:
    """Read in every way for three seconds, and on until both versions were seen; return what was seen."""
    seen: set[tuple[str, ...]] = set()
    vector = np.ones(DIMENSION, np.float32)
    begun = time.monotonic()
    while time.monotonic() < begun + (3 if len(seen) == 2 else 60):
        texts = [record["text"] for record in reader.document(one)]
        assert texts in versions
        seen.add(tuple(texts))
        words = [one.exact for one in reader.word_candidates(roots("osta"), all_of(), 50)]
        meaning = [one.exact for one in reader.meaning_candidates(vector, all_of(), 50)]
        counted = reader.count()
        for given in (words, meaning, [row["exact"] for row in reader.scan(all_of(), ["exact"])]):
            assert sorted(given) in [sorted(text.lower().rstrip(".") for text in texts) for texts in versions]
        assert counted in {(1, 3), (1, 5)}
        assert len(reader.facets((), all_of(), 10).documents) == 1
    return seen
