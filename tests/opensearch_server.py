"""A real OpenSearch for tests: one that is given by its address, or one node started from a folder.

`OPENSEARCH_URL` names a running one, `OPENSEARCH_HOME` a distribution on disk; tests use it when
`TEST_BACKEND=opensearch`, which `make test-opensearch` sets. Every test has an index of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest

from search.backends.opensearch import OpenSearchBackend
from search.settings import Settings, read_settings

_STARTS_WITHIN = 300  # seconds
_MISSING = (
    "No OpenSearch to test with: set OPENSEARCH_URL to the address of one, or OPENSEARCH_HOME to the folder "
    "of a distribution (https://opensearch.org/downloads)"
)
_running: dict[str, str] = {}


def wanted() -> bool:
    """Return whether this run of tests uses OpenSearch."""
    return os.environ.get("TEST_BACKEND") == "opensearch"


def address() -> str:
    """Return the address of the server of this run, started when it is first asked for."""
    if given := os.environ.get("OPENSEARCH_URL"):
        return given
    return _running["url"]


def opensearch_settings(data: Path, **given: str) -> Settings:
    """Return settings for an index of its own on the server of this run."""
    names = {
        "VIRZIENI_DATA": str(data),
        "VIRZIENI_WORKERS": "1",
        "VIRZIENI_BACKEND": "opensearch",
        "VIRZIENI_OPENSEARCH_URL": address(),
        "VIRZIENI_OPENSEARCH_INDEX": f"virzieni-test-{uuid.uuid4().hex[:12]}",
    }
    return read_settings(names | given)


@contextmanager
def own_index(data: Path, **given: str) -> Iterator[Settings]:
    """Yield such settings, and remove the index in the end."""
    settings = opensearch_settings(data, **given)
    yield settings
    OpenSearchBackend(settings).drop()


@contextmanager
def server() -> Iterator[None]:
    """Have a server for the tests within, when they want one; fail when none can be had."""
    if not wanted() or os.environ.get("OPENSEARCH_URL"):
        yield
        return
    home = os.environ.get("OPENSEARCH_HOME")
    if not home:
        pytest.exit(_MISSING, returncode=3)
    with node(Path(home)) as started:
        _running["url"] = started.url
        yield
        _running.clear()


class Node:
    """A started node: its address, its folder and its process."""

    def __init__(self, folder: Path, port: int, process: subprocess.Popen[bytes], *, secure: bool) -> None:
        self.folder = folder
        self.process = process
        self.url = f"{'https' if secure else 'http'}://{'localhost' if secure else '127.0.0.1'}:{port}"


@contextmanager
def node(
    home: Path,
    *given: str,
    configure: Callable[[Path], None] | None = None,
    headers: dict[str, str] | None = None,
) -> Iterator[Node]:
    """Start one node from the distribution in `home`; stop it and remove its folder in the end.

    `configure` gets the folder before the start; a node that it makes secure is asked with `headers`.
    """
    folder = Path(tempfile.mkdtemp(prefix="virzieni-opensearch-"))
    folder.chmod(0o755)  # the node runs as another user
    if configure:
        configure(folder)
    port, inner = _free_port(), _free_port()
    command = [
        str(home.resolve() / "bin" / "opensearch"), str(folder), "-Ediscovery.type=single-node",
        f"-Ehttp.port={port}", f"-Etransport.port={inner}", "-Enetwork.host=127.0.0.1", *given,
    ]  # fmt: skip
    environment = os.environ | {"OPENSEARCH_JAVA_OPTS": "-Xms512m -Xmx512m"}
    log = folder / "output.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
    started = Node(folder, port, process, secure=configure is not None)
    try:
        _wait(started, headers or {}, log)
        yield started
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(started: Node, headers: dict[str, str], log: Path) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE  # only to see whether it is up
    request = urllib.request.Request(
        f"{started.url}/_cluster/health?wait_for_status=yellow&timeout=5s", headers=headers
    )
    last = "no answer"
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and started.process.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=10, context=trusting) as answer:
                if not json.load(answer)["timed_out"]:
                    return
        except OSError as error:
            last = str(error)
            if isinstance(error, HTTPError):
                error.close()
        time.sleep(0.3)
    tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    pytest.exit(f"OpenSearch could not be started ({last}):\n{tail}", returncode=3)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
