"""Corrections by staff reach the index at once, and hold when documents are read again."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest.correct
import ingest.run
import search.calibration
import search.embedding
from ingest.correct import correct, exported, take_back
from ingest.report import Report
from ingest.run import Run, ingest_paths
from ingest.workers import prepare_here
from search.backends import open_backend
from search.collection import open_collection
from search.corrections import Correction
from search.domain import Facts, Period, SourceState
from search.errors import NotFound, SourceUnreadable
from search.filters import AtPosition, Filter
from search.records import document_of
from search.settings import Settings
from tests.invented import WordEmbedder, no_calibration, write_folder


@pytest.fixture(autouse=True)
def invented_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search.embedding, "load_embedder", lambda settings: WordEmbedder())
    for module in (ingest.run, ingest.correct):
        monkeypatch.setattr(module, "model_identity", lambda settings: WordEmbedder.identity)
    monkeypatch.setattr(
        search.calibration, "load_calibration", lambda embedder, corpora, cache: no_calibration()
    )


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    write_folder(tmp_path / "plans", 2)
    run(tmp_path / "plans", settings)
    return tmp_path / "plans"


def run(folder: Path, settings: Settings, *, rebuild: bool = False) -> Report:
    return ingest_paths(Run((str(folder),), rebuild=rebuild), settings, prepare=prepare_here)


def facts(settings: Settings) -> dict[str, Facts]:
    records, _ = open_backend(settings).documents(Filter((AtPosition(0),)), 0, 10)
    return {record["path"]: document_of(record).facts for record in records}


def document_id(settings: Settings, path: str = "plans-000.md") -> str:
    return next(
        row.source.document_id for row in open_collection(settings.data).rows() if row.source.path == path
    )


def put_right(settings: Settings, field: str, value: str) -> str:
    one = document_id(settings)
    correct([Correction(one, field, value, "domes lēmums")], settings)
    return one


def test_a_correction_is_in_the_index_at_once(folder: Path, settings: Settings) -> None:
    before = facts(settings)
    passages = open_backend(settings).document(document_id(settings))
    put_right(settings, "period", "2023-2029")
    after = facts(settings)
    assert after["plans-000.md"].period == Period(2023, 2029)
    assert after["plans-001.md"] == before["plans-001.md"]
    assert after["plans-000.md"].found[0].quote == "domes lēmums"
    held = open_backend(settings).document(document_id(settings))
    kept = ("id", "text", "exact", "folded", "tags", "locator", "revision", "content_hash")
    assert [[row[name] for name in kept] for row in held] == [
        [row[name] for name in kept] for row in passages
    ]
    assert open_backend(settings).count()[0] == 2


def test_keys_follow_a_corrected_title(folder: Path, settings: Settings) -> None:
    one = put_right(settings, "title", "Bioloģiskās daudzveidības plāns")
    assert all("bioloģiskās" in row["heading"] for row in open_backend(settings).document(one))
    assert open_backend(settings).statistics(["biologi"]).passages > 0


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_correction_holds_when_the_file_is_read_again(
    folder: Path, settings: Settings, *, rebuild: bool
) -> None:
    put_right(settings, "status", "apstiprināts")
    path = folder / "plans-000.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n\nJauna rindkopa par ostu.\n", encoding="utf-8")
    report = run(folder, settings, rebuild=rebuild)
    states = {outcome.path: outcome.state for outcome in report.outcomes}
    assert states["plans-000.md"] is SourceState.INDEXED
    assert facts(settings)["plans-000.md"].status == "apstiprināts"
    assert facts(settings)["plans-001.md"].status != "apstiprināts"


def test_a_correction_makes_no_later_run_read_the_file(folder: Path, settings: Settings) -> None:
    put_right(settings, "status", "apstiprināts")
    assert {outcome.state for outcome in run(folder, settings).outcomes} == {SourceState.UNCHANGED}


def test_a_document_whose_file_is_gone_can_be_corrected(folder: Path, settings: Settings) -> None:
    (folder / "plans-000.md").unlink()
    put_right(settings, "status", "zaudējis spēku")
    assert facts(settings)["plans-000.md"].status == "zaudējis spēku"


def test_taking_back_brings_what_the_program_reads(folder: Path, settings: Settings) -> None:
    before = facts(settings)
    one = put_right(settings, "period", "2023-2029")
    put_right(settings, "status", "apstiprināts")
    take_back(one, ["period"], settings)
    after = facts(settings)["plans-000.md"]
    assert (after.period, after.status) == (before["plans-000.md"].period, "apstiprināts")
    take_back(one, ["status"], settings)
    assert facts(settings) == before
    with pytest.raises(NotFound, match="no such correction"):
        take_back(one, ["status"], settings)


def test_taking_back_without_the_file_changes_nothing(folder: Path, settings: Settings) -> None:
    one = put_right(settings, "period", "2023-2029")
    (folder / "plans-000.md").unlink()
    with pytest.raises(SourceUnreadable):
        take_back(one, ["period"], settings)
    assert facts(settings)["plans-000.md"].period == Period(2023, 2029)
    assert len(open_collection(settings.data).corrections(one)) == 1


def test_an_unknown_document_is_named(folder: Path, settings: Settings) -> None:
    with pytest.raises(NotFound, match="no such document"):
        correct([Correction("nav", "period", "2021", "x")], settings)
    assert open_collection(settings.data).corrections() == ()


def test_corrections_are_exported_with_their_documents(folder: Path, settings: Settings) -> None:
    one = put_right(settings, "period", "2023-2029")
    (only,) = exported(open_collection(settings.data))
    assert only.pop("made").startswith("20")
    assert only == {
        "document_id": one,
        "path": "plans/plans-000.md",
        "field": "period",
        "value": "2023-2029",
        "why": "domes lēmums",
    }


def test_a_correction_that_cannot_be_used_any_more_stops_only_its_document(
    folder: Path, settings: Settings
) -> None:
    one = document_id(settings)
    open_collection(settings.data).correct([Correction(one, "cities", "Kandava", "x")])  # as an older version
    report = run(folder, settings, rebuild=True)
    states = {outcome.path: outcome for outcome in report.outcomes}
    assert states["plans-000.md"].state is SourceState.FAILED
    assert "--undo" in states["plans-000.md"].next_step
    assert states["plans-001.md"].state is SourceState.INDEXED
