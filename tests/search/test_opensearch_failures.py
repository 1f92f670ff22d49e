"""What fails on the way to OpenSearch, each named with what to do; none of it needs a server."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from search.backends.opensearch import OpenSearchBackend
from search.backends.opensearch_client import OpenSearchClient
from search.collection import open_collection
from search.corpora import load_corpora
from search.errors import BackendError
from search.searcher import Searcher
from search.settings import Settings, read_settings
from tests.invented import WordEmbedder, no_calibration
from webapp import create_app

MANIFEST = {"schema": "test", "dimension": 64}


def settings_for(url: str, **given: str) -> Settings:
    return read_settings(
        {"VIRZIENI_BACKEND": "opensearch", "VIRZIENI_OPENSEARCH_URL": url, "VIRZIENI_OPENSEARCH_TIMEOUT": "1"}
        | {f"VIRZIENI_OPENSEARCH_{name}": value for name, value in given.items()}
    )


@contextmanager
def answering(answer: Callable[[str], tuple[int, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a server that gives `answer` to every request, and the requests it has had."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, text = answer(asked[-1])
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            with suppress(ConnectionError):  # who asked has given up
                self.wfile.write(text.encode())

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def error_body(kind: str, reason: str) -> str:
    return json.dumps({"error": {"root_cause": [{"type": kind, "reason": reason}], "type": kind}})


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.backends.opensearch_client._FIRST_PAUSE", 0.01)


@pytest.mark.usefixtures("quick")
def test_a_server_that_is_away_is_named_with_what_to_do(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(BackendError) as caught:
        OpenSearchBackend(settings_for("http://127.0.0.1:9")).manifest()
    assert caught.value.what == "OpenSearch cannot be reached"
    assert "http://127.0.0.1:9" in str(caught.value)
    assert "VIRZIENI_OPENSEARCH_URL" in caught.value.next_step
    assert caplog.records == []  # the library would log each failure with its trace


@pytest.mark.usefixtures("quick")
def test_a_reader_of_the_pages_is_told_that_the_server_is_away(tmp_path: Path) -> None:
    settings = replace(settings_for("http://127.0.0.1:9"), data=tmp_path)
    searcher = Searcher(
        OpenSearchBackend(settings), WordEmbedder(), no_calibration(), load_corpora(), settings
    )
    client = create_app(lambda: searcher, open_collection(tmp_path), settings).test_client()
    answer = client.get("/api/v1/search?q=osta")
    assert answer.status_code == 503
    assert answer.json["error"]["what"] == "OpenSearch cannot be reached"
    assert answer.json["error"]["code"] == "store_away"
    assert "VIRZIENI_OPENSEARCH_URL" in answer.json["error"]["next_step"]
    page = client.get("/?q=osta")
    assert page.status_code == 503
    assert "Serveris, kurā glabājas indekss, nav sasniedzams." in page.text
    assert "cannot be reached" not in page.text


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(BackendError, match="host of OpenSearch is not known"):
        OpenSearchBackend(settings_for("http://virzieni.invalid:9200")).count()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("status", "kind", "times"),
    [
        (429, "rejected_execution_exception", 4),
        (503, "no_shard_available_action_exception", 6),
        (500, "node_disconnected_exception", 6),
    ],
)
def test_a_busy_server_is_asked_again_a_few_times(status: int, kind: str, times: int) -> None:
    busy = error_body(kind, "queue is full")
    with answering(lambda _: (status, busy)) as (url, asked):
        with pytest.raises(BackendError, match="too busy"):
            OpenSearchBackend(settings_for(url)).count()
        assert asked == ["GET /virzieni-journal/_doc/journal"] * times


@pytest.mark.usefixtures("quick")
def test_a_server_that_was_busy_once_is_no_failure() -> None:
    told = json.dumps({"virzieni-000001": {"mappings": {"_meta": {"manifest": MANIFEST}}}})
    answers = iter([(503, error_body("x", "y")), (200, told)])
    with answering(lambda _: next(answers)) as (url, asked):
        assert OpenSearchBackend(settings_for(url)).manifest() == MANIFEST
        assert len(asked) == 2


def test_a_server_that_does_not_answer_in_time_is_named() -> None:
    held = threading.Event()

    def silent(_: str) -> tuple[int, str]:
        held.wait(5)
        return 200, "{}"

    with answering(silent) as (url, _):
        with pytest.raises(BackendError, match="did not answer within 1 s"):
            OpenSearchBackend(settings_for(url)).manifest()
        held.set()


def test_another_node_is_asked_when_one_does_not_answer_in_time() -> None:
    held = threading.Event()

    def silent(_: str) -> tuple[int, str]:
        held.wait(10)
        return 200, "{}"

    told = json.dumps({"virzieni-000001": {"mappings": {"_meta": {"manifest": MANIFEST}}}})
    with answering(silent) as (deaf, ignored), answering(lambda _: (200, told)) as (url, answered):
        backend = OpenSearchBackend(settings_for(f"{deaf},{url}"))
        assert [backend.manifest() for _ in range(4)] == [MANIFEST] * 4
        held.set()
        assert len(ignored) == 1  # then it is left in peace for a while
        assert len(answered) == 4


def test_what_is_no_opensearch_is_named() -> None:
    with answering(lambda _: (200, "<html>")) as (url, _), pytest.raises(BackendError, match="not that of"):
        OpenSearchBackend(settings_for(url)).manifest()


def journal_answer() -> str:
    source = {"writer": "", "committed": 0, "ceiling": 1, "gaps": [], "leaving": []}
    return json.dumps(
        {"_index": "virzieni-000001-journal", "_source": source, "_seq_no": 1, "_primary_term": 1}
    )


@pytest.mark.usefixtures("quick")
def test_an_answer_without_a_shard_is_no_answer() -> None:
    part = {"timed_out": False, "_shards": {"failed": 1}, "hits": {"total": {"value": 3}, "hits": []}}
    answers = {"GET": (200, journal_answer()), "POST": (200, json.dumps({"responses": [part]}))}
    with (
        answering(lambda asked: answers[asked.split()[0]]) as (url, _),
        pytest.raises(BackendError, match="a shard did not answer"),
    ):
        OpenSearchBackend(settings_for(url)).count()


@pytest.mark.usefixtures("quick")
def test_only_the_items_that_were_too_many_are_sent_again() -> None:
    sent: list[int] = []
    busy = {"index": {"status": 429, "error": {"type": "rejected_execution_exception", "reason": "full"}}}
    answers = [
        [{"index": {"status": 201}}, busy, busy],
        [{"index": {"status": 201}}, busy],
        [{"index": {"status": 201}}],
    ]

    def answer(_: str) -> tuple[int, str]:
        sent.append(1)
        return 200, json.dumps({"errors": True, "items": answers[len(sent) - 1]})

    with answering(answer) as (url, _):
        lines = iter([({"index": {"_id": str(number)}}, "{}") for number in range(3)])
        OpenSearchClient(settings_for(url)).bulk("x", lines)
    assert len(sent) == 3


def test_a_password_is_never_shown() -> None:
    secret = {"PASSWORD": "noslepums"}
    settings = settings_for("http://127.0.0.1:9", USER="ingrida", **secret)
    assert "noslepums" not in repr(settings)
    refused = json.dumps({"error": "no"})
    with answering(lambda _: (401, refused)) as (url, _), pytest.raises(BackendError) as caught:
        OpenSearchBackend(replace(settings, opensearch_url=url)).manifest()
    assert "noslepums" not in str(caught.value)
    assert "ingrida" in str(caught.value)


def test_a_missing_authority_file_is_named(tmp_path: Path) -> None:
    settings = settings_for("https://127.0.0.1:9", CA=str(tmp_path / "ca.pem"))
    with pytest.raises(BackendError, match=r"ca\.pem"):
        OpenSearchBackend(settings).manifest()


def test_an_authority_file_without_a_certificate_is_named(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nekas", encoding="utf-8")
    settings = settings_for("https://127.0.0.1:9", CA=str(tmp_path / "ca.pem"))
    with pytest.raises(BackendError, match="authority cannot be used"):
        OpenSearchBackend(settings).manifest()
