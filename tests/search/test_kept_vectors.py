"""Vectors that are kept: what is embedded again, what goes, what a broken file costs."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from search.kept_vectors import KeptVectors
from tests.invented import DIMENSION, WordEmbedder


class Counting(WordEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self, identity: str = "counting") -> None:
        self.identity = identity  # type: ignore[misc]
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return super().embed_passages(texts)


def test_a_text_is_embedded_once_for_a_model(tmp_path: Path) -> None:
    first = Counting()
    made = KeptVectors(tmp_path / "v.sqlite", first).embed(["velo", "tilts", "velo"])
    assert first.asked == ["velo", "tilts"]
    again = Counting()
    found = KeptVectors(tmp_path / "v.sqlite", again).embed(["tilts", "skola", "velo"])
    assert again.asked == ["skola"]
    assert np.array_equal(found[[2, 0]], made[:2])
    other = Counting("other")
    KeptVectors(tmp_path / "v.sqlite", other).embed(["velo"])
    assert other.asked == ["velo"]


def test_no_texts_are_no_vectors(tmp_path: Path) -> None:
    assert KeptVectors(tmp_path / "v.sqlite", Counting()).embed([]).shape == (0, DIMENSION)


def test_a_full_file_lets_old_vectors_go(tmp_path: Path) -> None:
    kept = KeptVectors(tmp_path / "v.sqlite", Counting(), most=3)
    for text in ("a1", "a2", "a3", "a4", "a5"):
        kept.embed([text])
    counting = Counting()
    KeptVectors(tmp_path / "v.sqlite", counting, most=3).embed(["a1", "a2", "a3", "a4", "a5"])
    assert len(counting.asked) == 2


def test_a_broken_file_costs_time_and_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "v.sqlite"
    path.write_bytes(b"no database " * 500)
    embedder = Counting()
    found = KeptVectors(path, embedder).embed(["velo"])
    assert np.array_equal(found, WordEmbedder().embed_passages(["velo"]))
    KeptVectors(path, embedder).embed(["tilts"])
    assert [one.getMessage().count(str(path)) for one in caplog.records] == [1]


def test_threads_share_the_file(tmp_path: Path) -> None:
    kept = KeptVectors(tmp_path / "v.sqlite", Counting())
    texts = [[f"vārds{number} {part}" for part in range(5)] for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(kept.embed, texts))
    for own, vectors in zip(texts, found, strict=True):
        assert np.array_equal(vectors, WordEmbedder().embed_passages(own))
    counting = Counting()
    KeptVectors(tmp_path / "v.sqlite", counting).embed([text for own in texts for text in own])
    assert counting.asked == []


def test_a_folder_that_cannot_be_written_costs_time_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "taken").write_text("a file in the place of a folder", encoding="utf-8")
    kept = KeptVectors(tmp_path / "taken" / "v.sqlite", Counting())
    for _ in range(2):
        assert np.array_equal(kept.embed(["velo"]), WordEmbedder().embed_passages(["velo"]))
    assert len(caplog.records) == 1


def test_a_vector_of_another_form_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    KeptVectors(path, Counting()).embed(["velo", "tilts"])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE vectors SET vector = ?", (b"cut",))
    again = Counting()
    found = KeptVectors(path, again).embed(["velo", "tilts"])
    assert again.asked == ["velo", "tilts"]
    assert np.array_equal(found, WordEmbedder().embed_passages(["velo", "tilts"]))


def test_processes_share_the_file(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    program = (
        "import sys; from pathlib import Path; from search.kept_vectors import KeptVectors\n"
        "from tests.invented import WordEmbedder\n"
        "kept = KeptVectors(Path(sys.argv[1]), WordEmbedder())\n"
        "for number in range(40): kept.embed([f'vārds {number}', f'{sys.argv[2]} {number}'])"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path), name],
            cwd=Path(__file__).parents[2],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("viens", "divi")
    ]
    assert [(one.communicate()[1], one.returncode) for one in running] == [("", 0), ("", 0)]
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM vectors").fetchone() == (120,)
