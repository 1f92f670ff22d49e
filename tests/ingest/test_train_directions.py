"""What is learned from labels and corrections tags an index that is made anew; nothing is mixed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import ingest.train_directions
import search.calibration
import search.filters
import search.searcher
import search.tagging.training
from ingest.correct_tags import correct_tags
from ingest.reindex import reindex
from ingest.run import Run, ingest_paths
from ingest.train_directions import Trained, judged_file, train
from ingest.workers import prepare_here
from search.backends import open_backend
from search.calibration import Calibration, Entry
from search.errors import ManifestMismatch
from search.records import Record
from search.searcher import open_searcher
from search.settings import Settings
from search.tagging.classifiers import load_heads
from search.tagging.labelled import Labelled
from tests.invented import WordEmbedder, use_model, write_folder

SAID = (
    "Aprūpe mājās senioriem un sociālais dienests.",
    "Skolēni mācās skolā, skolotāji vidusskolā.",
    "Siltumtrase, katlumāja un atkritumu šķirošana.",
    "Industriālais parks, uzņēmējs un tūrisma maršruts.",
    "Velosipēdu ceļš, ietve un autobusa pietura.",
    "Domes sēde, budžets un iepirkums.",
)


def labelled(count: int = 90) -> tuple[Labelled, ...]:
    """Return invented texts of one direction each, every sixth of none, in documents of three texts."""
    return tuple(
        Labelled(f"l-{n}", f"d-{n // 3}", "", f"{SAID[n % 6]} {n}. piezīme.", frozenset({n % 6 + 1} - {6}))
        for n in range(count)
    )


def calibration() -> Calibration:
    """Return a calibration that shifts nothing, over terms of every direction."""
    terms = (
        ("PILS", "velosipēds"), ("SOC", "aprūpe mājās"), ("IZGL", "skola"), ("VIDE", "siltumtrase"),
        ("UZN", "uzņēmējs"), ("CITI", "domes sēde"),
    )  # fmt: skip
    entries = tuple(Entry(direction, text) for direction, text in terms)
    zero = np.zeros(WordEmbedder.dimension, dtype=np.float32)
    return Calibration(zero, zero, entries, WordEmbedder().embed_passages([text for _, text in terms]))


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, cache=tmp_path / "cache")


@pytest.fixture(autouse=True)
def invented_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    use_model(monkeypatch, WordEmbedder)
    monkeypatch.setattr(ingest.train_directions, "load_embedder", lambda settings: WordEmbedder())
    for module in (ingest.train_directions, search.calibration, search.searcher):
        monkeypatch.setattr(module, "load_calibration", lambda *given: calibration())
    monkeypatch.setattr(search.tagging.training, "load_labelled", lambda path: labelled())
    monkeypatch.setattr(search.tagging.training, "load_training", tuple)
    concept = SimpleNamespace(
        id="c", sub_theme="SOC/health-care", official=("ģimenes ārsts",), everyday=("dakteris",)
    )
    monkeypatch.setattr(
        search.tagging.training, "load_concepts", lambda: SimpleNamespace(concepts=(concept,))
    )


@pytest.fixture
def learned(own: Settings, tmp_path: Path) -> Callable[[], Trained]:
    """Return what learns, over an index whose last passage staff have tagged."""
    write_folder(tmp_path / "plans", 2)
    ingest_paths(Run((str(tmp_path / "plans"),)), own, prepare=prepare_here)
    correct_tags(str(last(own)["id"]), {"UZN": True, "PILS": False}, "pārbaude", own)
    return lambda: train(own)


def last(settings: Settings) -> Record:
    backend = open_backend(settings)
    ids = sorted({row["document_id"] for row in backend.scan(search.filters.all_of(), ["document_id"])})
    return backend.document(ids[0])[-1]


def test_corrections_are_learned_from_and_told_before_and_after(
    learned: Callable[[], Trained], own: Settings
) -> None:
    told = learned()
    assert told.corrections == 2
    assert told.followed_after >= told.followed_before
    assert told.before["texts"] == told.after["texts"] == 90
    assert told.before["macro_f1"] > 0.9
    assert told.path == own.data / "directions-heads.npz"
    assert load_heads(told.path).model == WordEmbedder.identity


def test_the_index_is_read_on_and_not_written_to_until_it_is_tagged_anew(
    learned: Callable[[], Trained], own: Settings, tmp_path: Path
) -> None:
    identity = learned().heads.identity
    assert open_searcher(own).backend.count()[0] == 2
    with pytest.raises(ManifestMismatch, match="virzieni reindex"):
        ingest_paths(Run((str(tmp_path / "plans"),)), own, prepare=prepare_here)
    reindex(own)
    stored = open_backend(own).manifest()
    assert stored is not None
    assert stored["tagger"] == identity
    assert {"UZN"} <= set(last(own)["directions"])
    assert "PILS" not in last(own)["directions"]
    ingest_paths(Run((str(tmp_path / "plans"),)), own, prepare=prepare_here)


def test_what_is_meant_for_everybody_is_without_corrections(
    learned: Callable[[], Trained], own: Settings, tmp_path: Path
) -> None:
    told = train(own, tmp_path / "ours.npz")
    assert (told.corrections, told.path) == (0, tmp_path / "ours.npz")
    assert not (own.data / "directions-heads.npz").exists()


def test_a_file_of_labelled_texts_is_judged(own: Settings, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    rows = [{"text": "velosipēds", "directions": [5]}, {"text": "domes sēde", "directions": []}]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    told = judged_file(path, own)
    assert told["per_direction"]["5"]["f1"] == 1.0
    assert told["none"]["f1"] == 1.0
    assert told["tagger"] == "nearest-entries-2"
    assert told["learned_from"] == 0
    assert {"macro_f1", "per_direction", "none"} <= set(told)
