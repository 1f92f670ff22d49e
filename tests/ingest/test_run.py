"""A whole run: what is indexed, unchanged, replaced, pruned, refused."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pebble.pool.process import PoolManager

import ingest.run
import search.calibration
import search.embedding
from ingest.report import Report
from ingest.run import Run, ingest_paths
from ingest.workers import prepare_all, prepare_here
from search.backends import open_backend
from search.collection import open_collection
from search.domain import SourceState
from search.errors import (
    BackendError,
    IndexBusy,
    ManifestMismatch,
    ReadingStopped,
    SourceError,
    SourceRefused,
    SourceUnreadable,
)
from search.filters import all_of
from search.settings import Settings
from tests.ingest.hostile_sources import read_hostile
from tests.invented import WordEmbedder, no_calibration, write_folder

ROOT = Path(__file__).resolve().parents[2]
KEPT = ["id", "text", "exact", "heading", "folded", "root", "tags", "document_tags",
        "position", "locator", "heading_path", "title", "revision", "vector",
        "identity", "sketch", "figures", "runs"]  # fmt: skip


@pytest.fixture(autouse=True)
def invented_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search.embedding, "load_embedder", lambda settings: WordEmbedder())
    monkeypatch.setattr(ingest.run, "model_identity", lambda settings: WordEmbedder.identity)
    monkeypatch.setattr(
        search.calibration, "load_calibration", lambda embedder, corpora, cache: no_calibration()
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folder(tmp_path / "plans", 3)
    return tmp_path / "plans"


def run(folder: Path, settings: Settings, **asked: Any) -> Report:
    return ingest_paths(Run((str(folder),), **asked), settings, prepare=prepare_here)


def states(report: Report) -> dict[str, SourceState]:
    return {outcome.path: outcome.state for outcome in report.outcomes}


def contents(settings: Settings) -> list[dict[str, Any]]:
    rows = [row | {"vector": list(row["vector"])} for row in open_backend(settings).scan(all_of(), KEPT)]
    return sorted(rows, key=lambda row: str(row["id"]))


def file_times(settings: Settings) -> dict[Path, int]:
    files = (path for path in (settings.data / "index").rglob("*") if path.is_file())
    return {path: path.stat().st_mtime_ns for path in files}


def test_a_folder_and_one_within_it_give_each_file_once(folder: Path, settings: Settings) -> None:
    write_folder(folder / "jauni", 2)
    run(folder / "jauni", settings)
    before = contents(settings)
    report = run(folder, settings)
    assert sum(one.state is SourceState.UNCHANGED for one in report.outcomes) == 2
    assert open_backend(settings).count()[0] == 5
    kept = {row["id"] for row in before}
    assert [row for row in contents(settings) if row["id"] in kept] == before
    assert report.notes == [
        "read as the collection “jauni”, as before: jauni",
        "nothing was learned about directions for the model words-of-tests; the nearest vocabulary tags, "
        "until `virzieni train-directions` and `virzieni reindex`",
    ]


def test_a_file_that_two_documents_were_made_of_stays_one(folder: Path, settings: Settings) -> None:
    write_folder(folder / "jauni", 2)
    run(folder, settings)
    open_collection(settings.data).claim_root("jauni", folder / "jauni")
    report = run(folder / "jauni", settings)
    removed = [one for one in report.outcomes if one.state is SourceState.REMOVED]
    assert len(removed) == 2
    assert all(one.reason.startswith("its file is read as the document ") for one in removed)
    assert open_backend(settings).count()[0] == 5
    assert all(one.state is SourceState.UNCHANGED for one in run(folder, settings).outcomes)


def test_a_folder_is_indexed_and_a_second_run_writes_nothing(folder: Path, settings: Settings) -> None:
    first = run(folder, settings)
    assert set(states(first).values()) == {SourceState.INDEXED}
    before = {
        path: path.stat().st_mtime_ns for path in (settings.data / "index").rglob("*") if path.is_file()
    }
    second = run(folder, settings)
    after = file_times(settings)
    assert set(states(second).values()) == {SourceState.UNCHANGED}
    assert before == after


def test_a_model_that_nothing_was_learned_for_is_told(folder: Path, settings: Settings) -> None:
    (note,) = [one for one in run(folder, settings).notes if "words-of-tests" in one]
    assert "virzieni train-directions" in note
    assert run(folder, settings).notes == []  # nothing is tagged


def test_a_changed_file_replaces_exactly_its_document(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    before = contents(settings)
    path = folder / "plans-001.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n\nJauna rindkopa par ostu.\n", encoding="utf-8")
    report = run(folder, settings)
    assert [name for name, state in states(report).items() if state is SourceState.INDEXED] == [
        "plans-001.md"
    ]
    changed = {row["id"] for row in before} ^ {row["id"] for row in contents(settings)}
    assert 0 < len(changed) <= 3


def test_an_inserted_paragraph_moves_no_other_passage_id(folder: Path, settings: Settings) -> None:
    path = folder / "plans-001.md"
    rest = "## A\n\n" + "Pirmā. " * 100 + "\n\n## B\n\n" + "Otrā. " * 100
    path.write_text(f"# Plāns\n\n{rest}", encoding="utf-8")
    run(folder, settings)
    before = {row["text"]: row["id"] for row in contents(settings)}
    path.write_text(f"# Plāns\n\n## Jauns\n\nIesprausta.\n\n{rest}", encoding="utf-8")
    run(folder, settings)
    after = {row["text"]: row["id"] for row in contents(settings)}
    assert {text: after[text] for text in before} == before


def test_a_deleted_file_leaves_with_prune_only(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    (folder / "plans-002.md").unlink()
    run(folder, settings)
    assert open_backend(settings).count()[0] == 3
    report = run(folder, settings, prune=True)
    assert states(report)["plans-002.md"] is SourceState.REMOVED
    assert open_backend(settings).count()[0] == 2


def test_a_bad_file_is_reported_and_nothing_else_is_lost(folder: Path, settings: Settings) -> None:
    (folder / "bojats.pdf").write_bytes(b"%PDF-1.7 nothing of use")
    (folder / "tukss.txt").write_bytes(b"")
    report = run(folder, settings)
    failed = {outcome.path: outcome for outcome in report.outcomes if outcome.state is SourceState.FAILED}
    assert set(failed) == {"bojats.pdf", "tukss.txt"}
    assert all(outcome.reason and outcome.next_step for outcome in failed.values())
    assert report.exit_code == 1
    assert open_backend(settings).count()[0] == 3
    assert "2 failed" in report.lines()[0]


def test_a_file_that_turns_bad_keeps_its_version_of_before(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    (folder / "plans-000.md").write_bytes(b"")
    report = run(folder, settings)
    assert states(report)["plans-000.md"] is SourceState.FAILED
    assert "stays in the index" in next(one.reason for one in report.outcomes if one.path == "plans-000.md")
    assert open_backend(settings).count()[0] == 3


def test_a_file_that_vanishes_in_mid_run_is_reported(folder: Path, settings: Settings) -> None:
    def vanishing(sources: Any, own: Settings) -> Any:
        (folder / "plans-001.md").unlink()
        yield from prepare_here(sources, own)

    report = ingest_paths(Run((str(folder),)), settings, prepare=vanishing)
    assert states(report)["plans-001.md"] is SourceState.FAILED
    assert open_backend(settings).count()[0] == 2


def test_an_unread_scan_does_not_fail_the_run(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    shutil.copy(ROOT / "tests" / "data" / "broken" / "scan.pdf", folder / "skenets.pdf")
    report = run(folder, settings)
    assert states(report)["skenets.pdf"] is SourceState.UNREAD
    assert report.exit_code == 0
    assert any("tesseract" in outcome.next_step for outcome in report.outcomes)


def test_two_folders_may_not_share_a_name(folder: Path, settings: Settings, tmp_path: Path) -> None:
    run(folder, settings, collection="plans")
    write_folder(tmp_path / "others", 1)
    report = run(tmp_path / "others", settings, collection="plans")
    assert report.exit_code == 1
    assert "--collection" in report.outcomes[0].next_step


def test_a_second_run_at_the_same_time_is_refused(folder: Path, settings: Settings) -> None:
    def nested(sources: Any, own: Settings) -> Any:
        with pytest.raises(IndexBusy, match="Another run"):
            run(folder, own)
        yield from prepare_here(sources, own)

    ingest_paths(Run((str(folder),)), settings, prepare=nested)


def test_another_model_is_refused_until_rebuilt(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder, settings)
    monkeypatch.setattr(ingest.run, "model_identity", lambda settings: "another")
    with pytest.raises(ManifestMismatch, match="--rebuild"):
        run(folder, settings)
    report = run(folder, settings, rebuild=True)
    assert set(states(report).values()) == {SourceState.INDEXED}


def test_a_data_folder_that_is_a_file_is_named(folder: Path, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(BackendError, match="data folder cannot be written"):
        run(folder, replace(settings, data=tmp_path / "taken" / "data"))


def test_reading_processes_that_cannot_go_on_stop_the_run_and_keep_what_was_committed(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object) -> None:
        raise BrokenProcessPool("All workers expired")

    monkeypatch.setattr(PoolManager, "find_expired_task", none_left)
    write_folder(folder, 30)
    (folder / "dies.md").write_text("Teksts.")
    tight = replace(settings, workers=1, batch=1)
    with pytest.raises(ReadingStopped, match=r"All workers expired.*VIRZIENI_WORKERS"):
        ingest_paths(Run((str(folder),)), tight, prepare=partial(prepare_all, read=read_hostile))
    (folder / "dies.md").unlink()
    again = [one.state for one in run(folder, settings).outcomes]
    assert len(again) == 30
    assert set(again) <= {SourceState.INDEXED, SourceState.UNCHANGED}


def test_what_does_not_come_over_from_a_reading_process_fails_alone(folder: Path, settings: Settings) -> None:
    (folder / "odd.md").write_text("Teksts.")
    sources = ingest.run.find_sources([str(folder)], settings, open_collection(settings.data)).sources
    there = {source.path: one for source, one in prepare_all(sources, settings, read=read_hostile)}
    assert isinstance(there["odd.md"], SourceUnreadable)
    assert "unforeseen" in there["odd.md"].what
    assert sum(isinstance(one, SourceError) for one in there.values()) == 1


def test_workers_give_what_reading_here_gives(folder: Path, settings: Settings) -> None:
    sources = ingest.run.find_sources([str(folder)], settings, open_collection(settings.data)).sources
    here = {source.path: document for source, document in prepare_here(sources, settings)}
    there = {source.path: document for source, document in prepare_all(sources, settings)}
    assert there == here
    assert all(not isinstance(one, SourceUnreadable) for one in here.values())


def test_what_hangs_dies_or_eats_memory_ends_only_itself(folder: Path, settings: Settings) -> None:
    for name in ("dies", "eats", "hangs"):
        (folder / f"{name}.txt").write_text(f"Teksts par ostu, {name}. " * 10, encoding="utf-8")
    tight = replace(settings, worker_megabytes=1024, file_seconds=4, workers=2)
    sources = ingest.run.find_sources([str(folder)], tight, open_collection(tight.data)).sources
    there = {source.path: one for source, one in prepare_all(sources, tight, read=read_hostile)}
    failed = {path: one.what for path, one in there.items() if isinstance(one, SourceError)}
    assert len(there) == 6
    assert set(failed) == {"dies.txt", "eats.txt", "hangs.txt"}
    assert failed["hangs.txt"] == "Reading the file took longer than 4 s"
    assert failed["eats.txt"] == failed["dies.txt"]
    assert "(limit 1024 MB)" in failed["eats.txt"]


def test_a_file_that_hangs_is_given_up_near_its_limit(folder: Path, settings: Settings) -> None:
    (folder / "hangs.txt").write_text("Teksts par ostu. " * 10, encoding="utf-8")
    tight = replace(settings, file_seconds=1, workers=1)
    sources = ingest.run.find_sources([str(folder)], tight, open_collection(tight.data)).sources
    ordered = sorted(sources, key=lambda source: source.path == "hangs.txt")
    times = {}
    for source, _ in prepare_all(ordered, tight, read=read_hostile):
        times[source.path] = time.perf_counter()
    before = max(when for path, when in times.items() if path != "hangs.txt")
    assert 0.5 < times["hangs.txt"] - before < 8


def test_an_index_that_was_removed_is_built_again(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    open_backend(settings).drop()
    report = run(folder, settings)
    assert set(states(report).values()) == {SourceState.INDEXED}
    assert open_backend(settings).count()[0] == 3


def test_a_mistyped_path_does_not_cost_the_index(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    report = run(folder / "nav", settings, rebuild=True)
    assert report.exit_code == 1
    assert open_backend(settings).count()[0] == 3


def test_a_moved_folder_is_the_same_collection(folder: Path, settings: Settings, tmp_path: Path) -> None:
    run(folder, settings, collection="plans")
    folder.rename(tmp_path / "moved")
    report = run(tmp_path / "moved", settings, collection="plans")
    assert set(states(report).values()) == {SourceState.UNCHANGED}


def test_a_folder_that_is_gone_is_pruned(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    shutil.rmtree(folder)
    report = run(folder, settings, prune=True)
    assert set(states(report).values()) == {SourceState.REMOVED}
    assert report.exit_code == 0
    assert open_backend(settings).count() == (0, 0)


def test_a_document_committed_before_a_kill_leaves_with_its_file(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    collection = open_collection(settings.data)
    row = next(row for row in collection.rows() if row.source.path == "plans-001.md")
    collection.forget(row.source.document_id)  # as if killed between the commit and the record
    (folder / "plans-001.md").unlink()
    report = run(folder, settings, prune=True)
    assert states(report)["plans-001.md"] is SourceState.REMOVED
    assert open_backend(settings).count()[0] == 2


def test_what_was_passed_over_is_in_the_report(folder: Path, settings: Settings) -> None:
    (folder / ".slepts.md").write_text("# Slēpts", encoding="utf-8")
    assert any(".slepts.md" in line for line in run(folder, settings).lines())


def test_a_document_that_cannot_be_indexed_fails_alone(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Choking(WordEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if any("1. dokumenta" in text for text in texts):
                raise TypeError("TextEncodeInput must be a text")
            return super().embed_passages(texts)

    monkeypatch.setattr(search.embedding, "load_embedder", lambda settings: Choking())
    report = run(folder, settings)
    assert states(report) == {
        "plans-000.md": SourceState.INDEXED, "plans-001.md": SourceState.FAILED,
        "plans-002.md": SourceState.INDEXED,
    }  # fmt: skip
    assert "TypeError" in next(one.reason for one in report.outcomes if one.state is SourceState.FAILED)


def test_a_document_that_the_store_refuses_is_told_and_the_others_are_indexed(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type(open_backend(settings))
    genuine = kind.replace_documents

    def refuse(self: Any, documents: Any) -> None:
        if any("1. plāns" in records[0]["title"] for records in documents.values()):
            raise SourceRefused("The store does not take it", value="too long", next_step="Report it")
        genuine(self, documents)

    monkeypatch.setattr(kind, "replace_documents", refuse)
    report = run(folder, settings)
    assert states(report) == {
        "plans-000.md": SourceState.INDEXED,
        "plans-001.md": SourceState.FAILED,
        "plans-002.md": SourceState.INDEXED,
    }
    (failed,) = (one for one in report.outcomes if one.state is SourceState.FAILED)
    assert (failed.reason, failed.next_step) == ("The store does not take it: too long", "Report it")
    assert report.exit_code == 1
    monkeypatch.undo()
