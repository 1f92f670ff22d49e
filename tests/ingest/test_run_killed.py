"""What killed writers leave in the store that the tests run with, and what the next run makes of it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from search.backends import open_backend
from search.filters import all_of
from search.settings import Settings, variable
from tests.invented import write_folder

ROOT = Path(__file__).resolve().parents[2]
KEPT = [
    "id",
    "text",
    "exact",
    "heading",
    "lemma",
    "folded",
    "root",
    "tags",
    "document_tags",
    "locator",
    "vector",
]


def contents(settings: Settings) -> list[dict[str, Any]]:
    rows = [row | {"vector": list(row["vector"])} for row in open_backend(settings).scan(all_of(), KEPT)]
    return sorted(rows, key=lambda row: str(row["id"]))


def test_kill_at_ten_random_moments_loses_and_doubles_nothing(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    write_folder(folder, 24)
    disturbed = replace(settings, batch=4, cache=tmp_path / "cache", opensearch_timeout=10)
    undisturbed = replace(
        disturbed, data=tmp_path / "whole", opensearch_index=f"{disturbed.opensearch_index}-whole"
    )

    def start(own: Settings) -> subprocess.Popen[str]:
        named = {variable(name): str(value) for name, value in asdict(own).items() if value != ""}
        script = Path(__file__).with_name("interrupted_here.py")
        command = [sys.executable, str(script), str(folder), json.dumps(named)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)

    with start(undisturbed) as whole:
        assert whole.stdout
        assert whole.stdout.read().count("done") == 24
        assert whole.wait() == 0
    moments = random.Random(20261124)
    for _ in range(10):
        with start(disturbed) as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            for _ in range(moments.randrange(3)):  # documents that this run still finishes
                process.stdout.readline()
            time.sleep(moments.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
    with start(disturbed) as last:
        assert last.wait() == 0
    assert contents(disturbed) == contents(undisturbed)
    assert open_backend(disturbed).statistics(["velosiped"]) == open_backend(undisturbed).statistics(
        ["velosiped"]
    )
    open_backend(undisturbed).drop()
