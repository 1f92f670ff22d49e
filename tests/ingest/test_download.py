"""Addresses are fetched within limits, kept by their content, and refused with a reason."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.download import download
from ingest.sources import document_id, find_sources
from search.collection import open_collection
from search.domain import Source
from search.errors import SourceUnreadable
from search.settings import Settings

PAGE = "<p>Ogres plāns</p>".encode()


ANSWERS: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "/plans.html": (200, PAGE, {}),
    "/pl%C4%81ns": (200, PAGE, {}),
    "/outside": (302, b"", {"Location": "file:///etc/passwd"}),
    "/big": (200, b"", {"Content-Length": "5000000"}),
    "/short": (200, PAGE, {"Content-Length": "500"}),
    "/packed": (200, PAGE, {"Content-Encoding": "gzip"}),
    "/empty": (200, b"", {}),
}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/endless":
            self._endless()
        elif path.startswith("/hop/"):
            left = int(path.rsplit("/", 1)[1])
            self._answer(302, b"", Location=f"/hop/{left - 1}" if left else "/plans.html")
        else:
            status, body, headers = ANSWERS.get(path, (404, b"nav", {}))
            self._answer(status, body, **headers)

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(bytes(100_000))
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with _served() as address:
        yield address


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", file_megabytes=1)


def test_file_is_kept_by_the_hash_of_its_content(site: str, settings: Settings) -> None:
    fetched = download(f"{site}/plans.html?x=1", settings, private=True)

    digest = hashlib.sha256(PAGE).hexdigest()
    assert (fetched.content_hash, fetched.size) == (digest, len(PAGE))
    assert fetched.path == settings.data / "originals" / f"{digest}.html"
    assert fetched.path.read_bytes() == PAGE
    assert [path.name for path in fetched.path.parent.iterdir()] == [fetched.path.name]


def test_address_with_latvian_letters_is_fetched(site: str, settings: Settings) -> None:
    assert download(f"{site}/plāns", settings, private=True).size == len(PAGE)


def test_five_redirects_are_followed_and_six_are_not(site: str, settings: Settings) -> None:
    assert download(f"{site}/hop/4", settings, private=True).size == len(PAGE)
    with pytest.raises(SourceUnreadable, match="it redirects more than 5 times"):
        download(f"{site}/hop/5", settings, private=True)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/nav", "The address could not be read: the server answers 404 Not Found"),
        ("/big", "The file is larger than 1 MB"),
        ("/endless", "The file is larger than 1 MB"),
        ("/short", "The address could not be read: it breaks off after 19 of 500 bytes"),
        ("/packed", "The address could not be read: the server packs it (gzip) although it was asked not to"),
        ("/empty", "The address could not be read: it is empty"),
        ("/outside", "Only http and https addresses without a password are read"),
    ],
)
def test_unusable_answer_is_refused_and_leaves_no_file(
    site: str, settings: Settings, path: str, what: str
) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        download(f"{site}{path}", settings, private=True)

    assert caught.value.what == what
    assert list((settings.data).glob("originals/*")) == []


def test_slow_answer_is_given_up(site: str, settings: Settings) -> None:
    hasty = replace(settings, file_seconds=0, file_megabytes=1000)

    with pytest.raises(SourceUnreadable, match="it takes longer than 0 s"):
        download(f"{site}/endless", hasty, private=True)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost:9/", "http://[::1]/", "http://169.254.169.254/latest/meta-data",
     "http://10.0.0.1/", "http://[::ffff:192.168.0.1]/", "http://0.0.0.0/"],
)  # fmt: skip
def test_private_addresses_are_refused(settings: Settings, address: str) -> None:
    with pytest.raises(SourceUnreadable, match="lies inside a private network"):
        download(address, settings)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://ogre.lv/a",
        "file:///etc/passwd",
        "http://",
        "https://lietotajs:parole@ogre.lv/",
        "http://a:99999/",
    ],
)
def test_other_addresses_are_refused(settings: Settings, address: str) -> None:
    with pytest.raises(SourceUnreadable, match="Only http and https"):
        download(address, settings)


def test_server_that_is_not_there_is_told(settings: Settings) -> None:
    with _served() as address:
        gone = address

    with pytest.raises(SourceUnreadable, match="The address could not be read"):
        download(f"{gone}/plans.html", settings, private=True)


def test_address_becomes_a_source_of_its_host(site: str, settings: Settings) -> None:
    url = f"{site}/plans.html"

    found = find_sources([url], settings, open_collection(settings.data), private=True)

    digest = hashlib.sha256(PAGE).hexdigest()
    assert found.sources == (
        Source(
            document_id("127.0.0.1", url), "127.0.0.1", url,
            str(settings.data / "originals" / f"{digest}.html"), len(PAGE), digest,
        ),
    )  # fmt: skip
    assert not found.covers(found.sources[0])


def test_address_that_fails_is_a_failure(site: str, settings: Settings) -> None:
    found = find_sources([f"{site}/nav"], settings, open_collection(settings.data), "tikls", private=True)

    assert [(one.path, one.error.next_step) for one in found.failures] == [
        (f"{site}/nav", "Check it in a browser; or download the file yourself and give its path")
    ]
