"""Run as a process by test_run_killed.py: ingest a folder with the invented embedder; meant to be killed."""

from __future__ import annotations

import json
import sys

from ingest.report import Outcome
from ingest.run import Run, ingest_paths
from ingest.workers import prepare_here
from search.domain import SourceState
from search.settings import read_settings
from tests.invented import use_invented_model


def main(folder: str, named: str) -> None:
    use_invented_model()
    settings = read_settings(json.loads(named))
    sys.stdout.write("ready\n")
    sys.stdout.flush()

    def tell(outcome: Outcome) -> None:
        if outcome.state is not SourceState.UNCHANGED:
            sys.stdout.write("done\n")
            sys.stdout.flush()

    ingest_paths(Run((folder,), "tests"), settings, done=tell, prepare=prepare_here)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
