"""Readers that reading processes import in test_run.py; the name of a source says how it misbehaves."""

from __future__ import annotations

import os
import signal
import time

from ingest.keyed import Keyed
from ingest.prepare import prepare_keyed
from search.domain import Source
from search.settings import Settings


def read_hostile(source: Source, settings: Settings) -> Keyed:
    held = []
    if source.path.startswith("hangs"):
        time.sleep(600)
    if source.path.startswith("dies"):
        os.kill(os.getpid(), signal.SIGKILL)
    if source.path.startswith("odd"):
        return (one for one in ())  # type: ignore[return-value]  # cannot be sent to another process
    while source.path.startswith("eats"):
        held.append(bytearray(2**30))
    return prepare_keyed(source, settings)
