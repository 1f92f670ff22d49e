"""The server of the tests themselves: one taken port must not end a run of tests."""

from __future__ import annotations

import socket

import pytest

from tests import opensearch_server

pytestmark = opensearch_server.needs_home


def test_a_node_starts_again_with_other_ports_when_one_was_taken_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = opensearch_server.home()
    assert home
    chosen = opensearch_server._free_port
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        ports = [chosen(), taken]  # of the first try: for requests, and between nodes
        monkeypatch.setattr(opensearch_server, "_free_port", lambda: ports.pop(0) if ports else chosen())
        with opensearch_server.node(home) as node:
            assert not ports, "the first try used the taken port"
            assert node.asked("/")["version"]["distribution"] == "opensearch"
