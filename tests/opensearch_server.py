"""A real OpenSearch for tests: one that is given by its address, or one node started from a folder.

`OPENSEARCH_URL` names a running one, `OPENSEARCH_HOME` a distribution on disk; tests use it when
`TEST_BACKEND=opensearch`, which `make test-opensearch` sets. Every test has an index of its own.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from search.backends.opensearch import OpenSearchBackend
from search.settings import Settings, read_settings

_STARTS_WITHIN = 300  # seconds
_PORTS = range(15_000, 30_000)  # below those that systems lend to outgoing connections
_MISSING = (
    "No OpenSearch to test with: set OPENSEARCH_URL to the address of one, or OPENSEARCH_HOME to the folder "
    "of a distribution (https://opensearch.org/downloads)"
)
_running: dict[str, str] = {}


def wanted() -> bool:
    """Return whether this run of tests uses OpenSearch."""
    return os.environ.get("TEST_BACKEND") == "opensearch"


def home() -> Path | None:
    """Return the distribution that nodes can be started from, when this run has one."""
    given = os.environ.get("OPENSEARCH_HOME")
    return Path(given).resolve() if wanted() and given else None


needs_home = pytest.mark.skipif(
    home() is None, reason="starts nodes of its own: `make test-opensearch OPENSEARCH_HOME=…`"
)


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
    found = home()
    if found is None:
        pytest.exit(_MISSING, returncode=3)
    with node(found) as started:
        _running["url"] = started.url
        yield
        _running.clear()


class Node:
    """A node that can be started, killed and started again: its address, its folder and its process."""

    def __init__(
        self, home: Path, folder: Path, *given: str, headers: dict[str, str] | None = None, port: int = 0
    ) -> None:
        port, inner = port or _free_port(), _free_port()
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}" if headers is None else f"https://localhost:{port}"
        self._headers = headers or {}
        named = any(one.startswith("-Etransport.port=") for one in given)
        self._command = [
            str(home.resolve() / "bin" / "opensearch"), str(folder), f"-Ehttp.port={port}",
            "-Enetwork.host=127.0.0.1", *([] if named else [f"-Etransport.port={inner}"]), *given,
        ]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *given: str) -> None:
        """Start the process, with further settings of this start; `wait` waits until it answers."""
        environment = os.environ | {"OPENSEARCH_JAVA_OPTS": "-Xms512m -Xmx512m"}
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [*self._command, *given], stdout=output, stderr=output, env=environment
            )

    def wait(self, nodes: int = 1) -> None:
        """Wait until the node answers, in a cluster of so many; end the run of tests when it does not."""
        assert self._process
        last = "no answer"
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if not self.asked(
                    f"/_cluster/health?wait_for_status=yellow&wait_for_nodes={nodes}&timeout=5s"
                )["timed_out"]:
                    return
            except OSError as error:
                last = str(error)
                if isinstance(error, HTTPError):
                    error.close()
            time.sleep(0.3)
        pytest.exit(f"OpenSearch could not be started ({last}):\n{self._said()[-2000:]}", returncode=3)

    def port_was_taken(self) -> bool:
        """Return whether the process ended, or ends, because something else got one of its ports first."""
        assert self._process
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until and self._process.poll() is None:
            if "] started\n" in self._said():
                return False
            time.sleep(0.3)
        return "Address already in use" in self._said()

    def asked(self, path: str) -> Any:
        """Return the answer to a GET."""
        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE  # only to see whether it is up
        request = urllib.request.Request(f"{self.url}{path}", headers=self._headers)
        with urllib.request.urlopen(request, timeout=10, context=trusting) as answer:
            return json.load(answer)

    def kill(self) -> None:
        """Kill the process with -9."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End the process in good order, when it still runs."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def _log(self) -> Path:
        return self.folder / "output.txt"


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
    with _folder() as folder:
        if configure:
            configure(folder)
        with ExitStack() as stack:
            for _ in range(3):
                started = Node(home, folder, "-Ediscovery.type=single-node", *given, headers=headers)
                stack.callback(started.stop)
                started.start()
                if not started.port_was_taken():
                    break
            started.wait()
            yield started


@contextmanager
def one_of_three(home: Path) -> Iterator[tuple[list[Node], Callable[[], None]]]:
    """Yield three nodes, of which the first runs alone, and what makes them a cluster with its data."""
    inner = [_free_port() for _ in range(3)]
    seeds = f"-Ediscovery.seed_hosts={','.join(f'127.0.0.1:{port}' for port in inner)}"
    with ExitStack() as stack:
        nodes = [
            Node(
                home,
                stack.enter_context(_folder()),
                "-Ecluster.name=virzieni-three",
                f"-Enode.name=n{number}",
                f"-Etransport.port={port}",
            )
            for number, port in enumerate(inner, 1)
        ]
        for one in nodes:
            stack.callback(one.stop)

        def grow() -> None:
            nodes[0].stop()
            for one in nodes:
                one.start(seeds)
            for one in nodes:
                one.wait(3)

        nodes[0].start("-Ediscovery.type=single-node")
        nodes[0].wait()
        yield nodes, grow


@contextmanager
def _folder() -> Iterator[Path]:
    """Yield a folder for a node, which runs as another user."""
    folder = Path(tempfile.mkdtemp(prefix="virzieni-opensearch-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    """Return a port that nothing uses.

    A node takes its port seconds after this, and takes it again after a restart: a port that the system
    lends to outgoing connections may be gone by then, which ended a whole run of tests once.
    """
    for port in random.sample(_PORTS, 100):
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"None of 100 ports from {_PORTS.start} to {_PORTS.stop} is free on 127.0.0.1")
