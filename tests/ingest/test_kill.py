"""A run that is killed at any moment and started again: nothing is lost, halved, doubled or read twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import ingest.run
import search.backends.embedded
import search.calibration
import search.embedding
from ingest.run import Run, ingest_paths
from ingest.workers import prepare_here
from search.backends import open_backend
from search.backends.embedded import TABLE, EmbeddedBackend
from search.collection import open_collection
from search.domain import SourceState
from search.filters import all_of
from search.records import Record
from search.settings import Settings
from tests.data.make_broken import docx
from tests.ingest.interrupted import LOG, settings_of
from tests.invented import DIMENSION, WordEmbedder, no_calibration

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS, KILLS = 200, 25
MARK = "RUN_TO_BE_KILLED"  # tells the processes of a run, by their environment, from others
STORED = ["id", "document_id", "text", "exact", "heading", "folded", "root", "tags",
          "document_tags", "position", "locator", "heading_path", "title", "revision", "vector"]  # fmt: skip
KEYS = ["velosiped", "dokument", "aprup", "budzet", "liepaj", "nav"]


def paragraphs(number: int) -> list[str]:
    return [
        f"{number}. dokumenta {part}. rindkopa par velosipēdu ceļu Liepājā, aprūpi mājās un budžetu "
        f"{2000 + number * 7 + part} EUR apmērā."
        for part in range(1 + number % 4)
    ]


def markdown(number: int) -> bytes:
    text = "\n\n".join(paragraphs(number))
    return f"# Liepājas {number}. plāns 2021.–2027. gadam\n\n## Ievads\n\n{text}\n".encode()


def html(number: int) -> bytes:
    text = "".join(f"<p>{one}</p>" for one in paragraphs(number))
    head = f"<head><title>{number}. lapa</title></head>"
    return f"<html>{head}<body><h1>{number}. lapa</h1>{text}</body></html>".encode()


def word(number: int) -> bytes:
    return docx("".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs(number)))


def sheet(number: int) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active
    book.active.append(["Nr.", "Pasākums", "Summa"])
    for part, text in enumerate(paragraphs(number)):
        book.active.append([f"{number}.{part}.", text, 1000 * number + part])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def pdf(number: int) -> bytes:
    from fpdf import FPDF

    document = FPDF()
    document.set_font("Helvetica", size=12)  # one of its own, which has no long vowels
    for part in range(1 + number % 2):
        document.add_page()
        document.multi_cell(
            0, 8, f"{number}. projekta {part}. lapa: ostas un ielu remonts, {number * 13} EUR."
        )
    return bytes(document.output())


def text_1257(number: int) -> bytes:
    return "\n\n".join([f"{number}. LĒMUMS PAR VELOSIPĒDIEM", *paragraphs(number)]).encode("cp1257")


FORMATS: dict[str, Callable[[int], bytes]] = {
    "md": markdown, "html": html, "docx": word, "xlsx": sheet, "pdf": pdf, "txt": text_1257
}  # fmt: skip


def write_mixed(folder: Path) -> None:
    folder.mkdir()
    endings = list(FORMATS)
    for number in range(DOCUMENTS):
        ending = endings[number % len(endings)]
        (folder / f"{number:03d}.{ending}").write_bytes(FORMATS[ending](number))


def start(folder: Path, place: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.ingest.interrupted", str(folder), str(place)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), MARK: str(place)}
    with (place / "errors.txt").open("ab") as errors:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=errors)


def processes_of(place: Path) -> list[int]:
    """The processes that a run has started, its own included, by the mark in their environment."""
    mark = f"{MARK}={place}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:  # ended meanwhile, or another user's
            continue
    return found


def seconds_until_gone(place: Path) -> float:
    begun = time.monotonic()
    while processes_of(place):
        assert time.monotonic() - begun < 5, f"left by a killed run: {processes_of(place)}"
        time.sleep(0.01)
    return time.monotonic() - begun


def kept_in(place: Path) -> set[str]:
    return {path.name for path in (place / "cache" / "converted").glob("*.z")}


def log_of(place: Path) -> list[str]:
    log = place / "cache" / LOG
    return log.read_text("ascii").splitlines() if log.exists() else []


def contents(place: Path) -> list[Record]:
    rows = open_backend(settings_of(place)).scan(all_of(), STORED)
    return sorted((row | {"vector": list(row["vector"])} for row in rows), key=lambda row: str(row["id"]))


def indexes(backend: Any) -> list[str]:
    return sorted(str(one.columns) for one in backend._database().open_table(TABLE).list_indices())


def index_state(place: Path) -> dict[str, Any]:
    """What readers see beside the records: statistics, states, indexes of the store, found passages."""
    settings = settings_of(place)
    backend: Any = open_backend(settings)
    rows = open_collection(settings.data).rows()
    return {
        "statistics": backend.statistics(KEYS),
        "count": backend.count(),
        "states": {row.source.path: (row.state, row.revision, row.passages) for row in rows},
        "indexes": indexes(backend),
        "found": {one.id for one in backend.word_candidates(["velosiped"], all_of(), 10_000)},
    }


def test_kill_at_25_random_moments_loses_doubles_and_repeats_nothing(tmp_path: Path) -> None:
    folder, whole = tmp_path / "documents", tmp_path / "whole"
    write_mixed(folder)
    (whole / "cache").mkdir(parents=True)
    begun = time.monotonic()
    assert start(folder, whole).wait() == 0
    duration = time.monotonic() - begun
    expected, expected_state = contents(whole), index_state(whole)
    assert expected_state["count"][0] == DOCUMENTS
    assert {state for state, _, _ in expected_state["states"].values()} == {SourceState.INDEXED}
    assert len(log_of(whole)) == len(set(log_of(whole))) == DOCUMENTS

    moments = random.Random(20261124)
    kills = chain = 0
    while kills < KILLS:  # a chain ends with a run that was quicker than its kill
        place = tmp_path / f"killed-{chain}"
        (place / "cache").mkdir(parents=True)
        chain += 1
        done = False
        while not done:
            kept, logged = kept_in(place), len(log_of(place))
            process = start(folder, place)
            try:
                # the last chain is finished undisturbed
                done = process.wait(moments.uniform(0, duration) if kills < KILLS else None) == 0
                assert done, (place / "errors.txt").read_text()
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                assert process.wait() == -signal.SIGKILL
                kills += 1
            seconds_until_gone(place)
            assert not kept & set(log_of(place)[logged:]), "converted again although it was kept"
        assert contents(place) == expected
        assert index_state(place) == expected_state
        assert kept_in(place) == kept_in(whole)
        assert all(count <= 1 + KILLS for count in Counter(log_of(place)).values())


def test_a_table_left_without_its_indexes_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = {"schema": "test", "dimension": DIMENSION}
    whole = EmbeddedBackend(tmp_path / "whole")
    whole.write_manifest(manifest)
    killed = EmbeddedBackend(tmp_path / "killed")
    monkeypatch.setattr(search.backends.embedded, "_create_indexes", killing)
    with pytest.raises(KeyboardInterrupt):
        killed.write_manifest(manifest)
    monkeypatch.undo()
    again = EmbeddedBackend(tmp_path / "killed")
    again.write_manifest(manifest)
    assert len(indexes(again)) == len(indexes(whole)) > 0


def test_a_rebuild_killed_while_it_removes_the_index_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, run = one_document(tmp_path, monkeypatch)
    ingest_paths(run, settings, prepare=prepare_here)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", killing)
        with pytest.raises(KeyboardInterrupt):
            ingest_paths(replace(run, rebuild=True), settings, prepare=prepare_here)
    report = ingest_paths(run, settings, prepare=prepare_here)
    assert [one.state for one in report.outcomes] == [SourceState.INDEXED]


def test_a_run_killed_before_it_settled_is_settled_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, run = one_document(tmp_path, monkeypatch)
    settled: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedBackend, "settle", killing)
        with pytest.raises(KeyboardInterrupt):
            ingest_paths(run, settings, prepare=prepare_here)
    monkeypatch.setattr(EmbeddedBackend, "settle", lambda backend: settled.append("settled"))
    for _ in range(2):
        report = ingest_paths(run, settings, prepare=prepare_here)
        assert [one.state for one in report.outcomes] == [SourceState.UNCHANGED]
    assert settled == ["settled"]


def one_document(place: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Settings, Run]:
    """Write one document, and return settings and the run that reads it without a model."""
    (place / "documents").mkdir()
    (place / "documents" / "1.md").write_bytes(markdown(1))
    use_invented(monkeypatch)
    return replace(settings_of(place), workers=1), Run((str(place / "documents"),), "tests")


def killing(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def use_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search.embedding, "load_embedder", lambda settings: WordEmbedder())
    monkeypatch.setattr(ingest.run, "model_identity", lambda settings: WordEmbedder.identity)
    monkeypatch.setattr(search.calibration, "load_calibration", lambda *_: no_calibration())
