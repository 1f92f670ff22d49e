"""Runs of ingestion as processes that are meant to be disturbed, and what an index holds after them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from search.backends import open_backend
from search.filters import all_of
from search.settings import Settings, variable

_ROOT = Path(__file__).resolve().parents[1]
_SCRIPT = _ROOT / "tests" / "ingest" / "interrupted_here.py"
_KEPT = [
    "id",
    "text",
    "exact",
    "heading",
    "folded",
    "root",
    "tags",
    "document_tags",
    "locator",
    "vector",
]


def contents(settings: Settings) -> list[dict[str, Any]]:
    """Return what the index holds, by passage id."""
    rows = [row | {"vector": list(row["vector"])} for row in open_backend(settings).scan(all_of(), _KEPT)]
    return sorted(rows, key=lambda row: str(row["id"]))


def ingesting(folder: Path, settings: Settings, errors: int | None = None) -> subprocess.Popen[str]:
    """Start to ingest a folder; `errors` says where its messages go, as in subprocess."""
    named = {variable(name): str(value) for name, value in asdict(settings).items() if value != ""}
    return subprocess.Popen(
        [sys.executable, str(_SCRIPT), str(folder), json.dumps(named)],
        stdout=subprocess.PIPE,
        stderr=errors,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
        text=True,
    )
