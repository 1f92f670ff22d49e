"""The next index beside the serving one: copied, made anew, switched to, and gone back from."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.correct import correct
from ingest.reindex import reindex, undo
from ingest.run import Run, ingest_paths, locked
from ingest.workers import prepare_here
from search import manifest
from search.backends import Backend, open_backend, open_indexes
from search.corrections import Correction
from search.domain import Query
from search.errors import BackendError, IndexBusy, IndexMissing, ManifestMismatch
from search.filters import all_of
from search.serving import Serving
from search.settings import Settings
from tests import opensearch_server
from tests.invented import WordEmbedder, use_model, write_folder


class OtherEmbedder(WordEmbedder):
    """Another model: the same vectors the other way round."""

    identity = "another-model"

    def embed_passages(self, texts: Any) -> NDArray[np.float32]:
        return -super().embed_passages(texts)


@pytest.fixture(autouse=True)
def invented_model(monkeypatch: pytest.MonkeyPatch) -> None:
    use_model(monkeypatch, WordEmbedder)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    write_folder(tmp_path / "plans", 4)
    run(tmp_path / "plans", settings)
    return tmp_path / "plans"


def run(folder: Path, settings: Settings) -> None:
    ingest_paths(Run((str(folder),)), settings, prepare=prepare_here)


def held(backend: Backend) -> list[dict[str, Any]]:
    fields = ["id", "text", "exact", "tags", "title", "revision", "identity", "sketch", "vector"]
    rows = [row | {"vector": list(row["vector"])} for row in backend.scan(all_of(), fields)]
    return sorted(rows, key=lambda row: str(row["id"]))


def test_the_next_index_holds_the_same_and_serves(folder: Path, settings: Settings) -> None:
    before = held(open_backend(settings))
    indexes = open_indexes(settings)
    first = indexes.serving()
    made = reindex(settings)
    assert (made.name != first, made.documents, made.kept) == (True, 4, 0)
    assert (indexes.serving(), indexes.before()) == (made.name, first)
    assert held(open_backend(settings)) == before
    old = indexes.open(first)
    for key in ("velosiped", "nav"):
        assert open_backend(settings).statistics([key]) == old.statistics([key])
    run(folder, settings)  # nothing is read again
    assert held(open_backend(settings)) == before


def test_a_new_model_embeds_the_stored_passages(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(open_backend(settings))
    for path in folder.iterdir():
        path.unlink()  # no source is read
    use_model(monkeypatch, OtherEmbedder)
    reindex(settings)
    after = held(open_backend(settings))
    assert [row | {"vector": None, "tags": None} for row in after] == [
        row | {"vector": None, "tags": None} for row in before
    ]
    for old, new in zip(before, after, strict=True):
        assert np.allclose(old["vector"], -np.array(new["vector"]))
    stored = open_backend(settings).manifest()
    assert stored is not None
    assert stored["model"] == "another-model"


def test_what_needs_the_sources_is_refused(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_indexes(settings).serving()
    monkeypatch.setattr(manifest, "SPLITTING", "passages-9")
    with pytest.raises(ManifestMismatch, match="splitting") as refused:
        reindex(settings)
    assert "--rebuild" in refused.value.next_step
    assert open_indexes(settings).serving() == first


def test_a_stopped_run_goes_on(folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_indexes(settings).serving()
    written: list[str] = []
    store = type(open_backend(settings))
    whole = store.replace_documents

    def breaking(self: Any, documents: Any) -> None:
        if written:
            raise BackendError("stopped")
        written.extend(documents)
        whole(self, documents)

    with monkeypatch.context() as broken:
        broken.setattr(store, "replace_documents", breaking)
        with pytest.raises(BackendError, match="stopped"):
            reindex(replace(settings, batch=3))
    assert open_indexes(settings).serving() == first
    (folder / "plans-000.md").write_text("# Cits plāns\n\nPavisam cits teksts par ostu.\n", encoding="utf-8")
    run(folder, settings)  # the serving index changes meanwhile
    made = reindex(settings)
    assert made.kept in {len(written) - 1, len(written)} - {0}
    assert made.documents == 4
    assert held(open_backend(settings)) == held(open_indexes(settings).open(first))


def test_an_index_begun_for_another_model_is_begun_anew(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes = open_indexes(settings)
    wanted = manifest.as_stored(manifest.expected("a-third-model"), 8)
    indexes.open(indexes.following()).write_manifest(wanted)
    first = indexes.serving()
    assert reindex(settings).kept == 0
    assert open_backend(settings).count() == indexes.open(first).count()
    stored = open_backend(settings).manifest()
    assert stored is not None
    assert stored["model"] == WordEmbedder.identity


def test_an_index_that_does_not_answer_is_not_served(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetting(self: Any, documents: Any) -> None:
        whole(self, {one: records[:-1] for one, records in documents.items()})

    first = open_indexes(settings).serving()
    store = type(open_backend(settings))
    whole = store.replace_documents
    monkeypatch.setattr(store, "replace_documents", forgetting)
    with pytest.raises(BackendError, match="does not serve"):
        reindex(settings)
    assert open_indexes(settings).serving() == first


def test_going_back_serves_the_index_before_and_reads_again_what_changed(
    folder: Path, settings: Settings
) -> None:
    indexes = open_indexes(settings)
    name, first = indexes.serving(), held(open_backend(settings))
    newer = reindex(settings).name
    (folder / "jauns.md").write_text("# Jauns plāns\n\nTeksts par jaunu ostu.\n", encoding="utf-8")
    run(folder, settings)
    now = held(open_backend(settings))
    one = next(row["id"].split("-")[0] for row in first)
    correct([Correction(one, "status", "apstiprināts", "lēmums")], settings)
    assert undo(settings) == (name, 2)
    assert held(open_backend(settings)) == first
    run(folder, settings)
    assert {row["id"] for row in held(open_backend(settings))} == {row["id"] for row in now}
    assert open_backend(settings).document(one)[0]["status"] == "apstiprināts"
    assert undo(settings)[0] == newer


def test_without_an_index_before_there_is_no_way_back(folder: Path, settings: Settings) -> None:
    with pytest.raises(IndexMissing, match="no index to go back to"):
        undo(settings)
    open_backend(settings).drop()
    with pytest.raises(IndexMissing):
        reindex(settings)


def test_only_the_index_before_is_kept(folder: Path, settings: Settings) -> None:
    indexes = open_indexes(settings)
    names = [indexes.serving(), *(reindex(settings).name for _ in range(3))]
    assert len(set(names)) == 4
    kept = [name for name in names if indexes.open(name).manifest() is not None]
    assert kept == names[-2:] == [indexes.before(), indexes.serving()]


def test_writing_is_refused_while_an_index_is_built(folder: Path, settings: Settings) -> None:
    with locked(settings.data), pytest.raises(IndexBusy):
        reindex(settings)


@pytest.mark.skipif(not opensearch_server.wanted(), reason="`make test-opensearch` tests it")
@pytest.mark.parametrize(("origin", "target"), [("embedded", "opensearch"), ("opensearch", "embedded")])
def test_a_collection_moves_between_stores(
    origin: str, target: str, tmp_path: Path, settings: Settings
) -> None:
    there = replace(settings, backend=origin)
    write_folder(tmp_path / "plans", 4)
    run(tmp_path / "plans", there)
    made = reindex(there, origin, target)
    assert (made.backend, made.documents) == (target, 4)
    moved = open_backend(replace(settings, backend=target))
    old = open_backend(there)
    assert held(moved) == held(old)
    assert moved.statistics(["velosiped"]) == old.statistics(["velosiped"])
    assert moved.document(held(old)[0]["id"].split("-")[0])


def test_twenty_searchers_see_no_failure_and_no_mixture(folder: Path, settings: Settings) -> None:
    """Readers ask all the time while indexes are built, switched and gone back from."""
    serving = Serving(settings)
    stop = threading.Event()
    answers: Counter[tuple[str, ...]] = Counter()
    failures: list[BaseException] = []

    def ask() -> None:
        while not stop.is_set():
            try:
                searcher = serving()
                hits = searcher.search(Query("velosipēdu ceļš", limit=10)).hits
                answers[tuple(f"{hit.document.id} {hit.score}" for hit in hits)] += 1
                view, passages = searcher.document(hits[0].document.id)
                assert view.passage_count == len(passages)
            except BaseException as error:
                failures.append(error)
                raise

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(2):
            reindex(settings)
        undo(settings)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert len(answers) == 1  # the same passages in every index: the same answer all the time
    assert sum(answers.values()) > 20


@pytest.mark.parametrize(
    "title", ["Rīcības plāns -2. redakcija", "Pielikums, gads:2015", "Plāns virziens:VIDE"]
)
def test_a_title_that_reads_like_operators_stops_no_switch(
    folder: Path, settings: Settings, title: str
) -> None:
    (folder / "plans-000.md").write_text(f"# {title}\n\nVelosipēdu ceļi gar upi.\n", encoding="utf-8")
    run(folder, settings)
    assert reindex(settings).documents == 4


def test_a_reader_takes_up_a_switched_index(folder: Path, settings: Settings) -> None:
    serving = Serving(settings)
    first = serving()
    reindex(settings)
    time.sleep(0.6)  # the serving index is asked for every half second
    second = serving()
    assert second is not first
    assert second is serving()
    (folder / "jauns.md").write_text("# Jauns plāns\n\nTeksts par krematoriju.\n", encoding="utf-8")
    run(folder, settings)
    time.sleep(1.1)  # the store's freshness
    assert serving().backend.count()[0] == 5
    assert first.backend.count()[0] == 4


def test_a_reader_of_another_model_stays_with_its_own_index(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = Serving(settings)
    first = serving()
    use_model(monkeypatch, OtherEmbedder)
    reindex(settings)
    time.sleep(0.6)
    assert serving() is first
    assert serving().search(Query("velosipēdu ceļš")).hits
