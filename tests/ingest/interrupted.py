"""Run as a process by test_kill.py: ingest a folder with the invented embedder; meant to be killed.

Its reading processes log what they convert, by the names under which it is kept. They import this module too,
so that it imports the rest only where it is needed.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.keyed import Keyed
    from ingest.pages import Converted
    from search.domain import Source
    from search.settings import Settings

LOG = "conversions.log"  # in the cache folder


def read_logged(source: Source, settings: Settings) -> Keyed:
    """Read a source as a run does, and log a conversion at its begin."""
    from ingest import kept, prepare

    convert = kept.convert_data

    def convert_logged(data: bytes, name: str, own: Settings) -> Converted:
        line = f"{kept._key(data, name, own)}.z\n".encode()
        log = os.open(own.cache / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(log, line)
        os.close(log)
        return convert(data, name, own)

    kept.convert_data = convert_logged
    try:
        return prepare.prepare_keyed(source, settings)
    finally:
        kept.convert_data = convert


def read_all(folder: Path, own: Settings, **more: Any) -> int:
    """Ingest the folder with reading processes, and return the exit code."""
    from ingest.run import Run, ingest_paths
    from ingest.workers import prepare_all
    from tests.invented import use_invented_model

    use_invented_model()
    prepare = partial(prepare_all, read=read_logged)
    return ingest_paths(Run((str(folder),), "tests"), own, prepare=prepare, **more).exit_code


def settings_of(place: Path) -> Settings:
    """Return the settings of a run that keeps all it makes in `place`."""
    from search.settings import read_settings

    return read_settings(
        {"VIRZIENI_DATA": str(place / "data"), "VIRZIENI_CACHE": str(place / "cache"),
         "VIRZIENI_BATCH": "16", "VIRZIENI_WORKERS": "2", "VIRZIENI_OCR": "off"}
    )  # fmt: skip


if __name__ == "__main__":
    from tests.ingest import interrupted  # by its name, by which the reading processes import it

    sys.exit(interrupted.read_all(Path(sys.argv[1]), interrupted.settings_of(Path(sys.argv[2]))))
