"""Fixtures that several test files need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search.backends import open_backend
from search.corpora import load_corpora
from search.searcher import Searcher
from search.settings import Settings, quiet_libraries, read_settings
from tests import opensearch_server
from tests.invented import DIMENSION, WordEmbedder, make_document, make_records, no_calibration

quiet_libraries()  # before any test file imports a library that would send telemetry


def pytest_report_header() -> str:
    if opensearch_server.wanted():
        return "backends: embedded and opensearch"
    return "backends: embedded; opensearch is left out, `make test-opensearch` tests it"


@pytest.fixture(scope="session", autouse=True)
def opensearch() -> Iterator[None]:
    """Have an OpenSearch running when the tests are about it."""
    with opensearch_server.server():
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Return settings for a store of its own: the embedded one, or the one that this run is about."""
    data = tmp_path / "data"
    if opensearch_server.wanted():
        with opensearch_server.own_index(data) as own:
            yield own
    else:
        yield read_settings({"VIRZIENI_DATA": str(data), "VIRZIENI_WORKERS": "1"})


@pytest.fixture
def empty_searcher(settings: Settings) -> Searcher:
    """Return a searcher over an index without documents, without a model."""
    backend = open_backend(settings)
    backend.write_manifest({"schema": "test", "dimension": DIMENSION})
    own = replace(settings, cache=settings.data / "cache")  # vectors of invented projects are kept there
    return Searcher(backend, WordEmbedder(), no_calibration(), load_corpora(), own)


@pytest.fixture
def searcher(empty_searcher: Searcher) -> Searcher:
    """Return a searcher over three invented documents, without a model."""
    backend = empty_searcher.backend
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
    return empty_searcher
