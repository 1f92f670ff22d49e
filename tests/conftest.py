"""Fixtures that several test files need."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.backends.embedded import EmbeddedBackend
from search.corpora import load_corpora
from search.searcher import Searcher
from search.settings import Settings, quiet_libraries, read_settings
from tests.invented import DIMENSION, WordEmbedder, make_document, make_records, no_calibration

quiet_libraries()  # before any test file imports a library that would send telemetry


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"VIRZIENI_DATA": str(tmp_path / "data"), "VIRZIENI_WORKERS": "1"})


@pytest.fixture
def searcher(settings: Settings) -> Searcher:
    """Return a searcher over three invented documents, without a model."""
    backend = EmbeddedBackend(settings.data / "index")
    backend.write_manifest({"schema": "test", "dimension": DIMENSION})
    for document, direction in (
        (
            make_document(
                "velo.md",
                ["Velosipēdu ceļi gar jūru LLI-232.", "Ielu apgaismojums pilsētā."],
                title="Liepājas mobilitātes plāns",
                kind="tematiskais plānojums",
                cities=["liepaja"],
                period=(2022, 2027),
            ),
            "PILS",
        ),
        (
            make_document(
                "aprupe.md",
                ["Aprūpe mājās senioriem.", "Dienas centrs un velosipēdi bērniem."],
                title="Daugavpils sociālo pakalpojumu plāns",
                kind="nozares plāns",
                cities=["daugavpils"],
                period=(2014, 2020),
            ),
            "SOC",
        ),
        (
            make_document(
                "velo-jelgava.md",
                ["Veloceliņš gar Lielupi velosipēdu braucējiem.", "Atklāts 2023. gadā."],
                title="Veloceliņa projekta pārskats",
                cities=["jelgava"],
                period=(2021, 2023),
            ),
            "PILS",
        ),
    ):
        backend.replace_document(document.id, make_records(document, direction))
    return Searcher(backend, WordEmbedder(), no_calibration(), load_corpora(), settings)
