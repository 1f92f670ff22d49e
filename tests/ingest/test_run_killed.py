"""What killed writers leave in the store that the tests run with, and what the next run makes of it."""

from __future__ import annotations

import random
import signal
import time
from dataclasses import replace
from pathlib import Path

from search.backends import open_backend
from search.settings import Settings
from tests.ingested import contents, ingesting
from tests.invented import write_folder


def test_kill_at_ten_random_moments_loses_and_doubles_nothing(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    write_folder(folder, 24)
    disturbed = replace(settings, batch=4, cache=tmp_path / "cache", opensearch_timeout=10)
    undisturbed = replace(
        disturbed, data=tmp_path / "whole", opensearch_index=f"{disturbed.opensearch_index}-whole"
    )

    with ingesting(folder, undisturbed) as whole:
        assert whole.stdout
        assert whole.stdout.read().count("done") == 24
        assert whole.wait() == 0
    moments = random.Random(20261124)
    for _ in range(10):
        with ingesting(folder, disturbed) as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            for _ in range(moments.randrange(3)):  # documents that this run still finishes
                process.stdout.readline()
            time.sleep(moments.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
    with ingesting(folder, disturbed) as last:
        assert last.wait() == 0
    assert contents(disturbed) == contents(undisturbed)
    assert open_backend(disturbed).statistics(["velosiped"]) == open_backend(undisturbed).statistics(
        ["velosiped"]
    )
    open_backend(undisturbed).drop()
