"""A web address → a file kept by the hash of its content, within limits of size, time, redirects and place.

Addresses inside a private network are refused, so that a list of links cannot make us read what only this
machine can reach. The address that was checked is the one connected to.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import os
import socket
import ssl
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from ingest.intake import SUPPORTED, too_large, type_by_name
from search.errors import BackendError, SourceUnreadable
from search.keep import PART
from search.settings import Settings

_REDIRECTS = 5
_SILENCE = 20  # seconds without a byte
_STEP = 2**16
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_SAFE = "/%:=&?~#+!$,;'@()*[]"
_HEADERS = {"User-Agent": "virzieni/0.1", "Accept": "*/*", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that was fetched: where it lies, and what it holds."""

    path: Path
    size: int
    content_hash: str


def is_address(text: str) -> bool:
    """Say whether a given path is a web address."""
    return "://" in text


def download(url: str, settings: Settings, *, private: bool = False) -> Downloaded:
    """Fetch `url` into the folder `originals` of the data folder. Raises SourceUnreadable.

    `private` allows addresses of this machine and its network.
    """
    until = time.monotonic() + settings.file_seconds
    address = url
    for _ in range(_REDIRECTS + 1):
        with _answer(address, url, private=private) as answer:
            if answer.status in _REDIRECTING:
                address = urljoin(address, answer.getheader("Location") or "")
                continue
            if answer.status != http.client.OK:
                raise _failed(url, f"the server answers {answer.status} {answer.reason}")
            return _kept(answer, url, settings, until)
    raise _failed(url, f"it redirects more than {_REDIRECTS} times")


@contextmanager
def _answer(address: str, url: str, *, private: bool) -> Iterator[http.client.HTTPResponse]:
    parts = _checked(address, url)
    secure = parts.scheme == "https"
    connection = http.client.HTTPConnection("unused", timeout=_SILENCE)
    try:
        with _told(url):
            host = (parts.hostname or "").encode("idna").decode()
            port = parts.port or (443 if secure else 80)
            plain = _connected(host, port, url, private=private)
            connection.sock = (
                ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
            )
            named = f"[{host}]" if ":" in host else host
            named = named if parts.port is None else f"{named}:{port}"
            connection.request("GET", _target(parts), headers={**_HEADERS, "Host": named})
            answer = connection.getresponse()
        with answer:  # it outlives a connection that the server closes
            yield answer
    finally:
        connection.close()


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Translate what goes wrong on the way."""
    try:
        yield
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise _failed(url, _reason(error)) from error


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path


def _checked(address: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.username or parts.password:
        raise SourceUnreadable(
            "Only http and https addresses without a password are read", value=address,
            next_step="Check the address" if address == url else f"It was reached from {url}",
        )  # fmt: skip
    return parts


def _connected(host: str, port: int, url: str, *, private: bool) -> socket.socket:
    """Return a connection to the first public address of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    allowed = [one for one in addresses if private or _is_public(one)]
    if not allowed:
        raise SourceUnreadable(
            "The address lies inside a private network and is not read",
            value=f"{url} ({', '.join(dict.fromkeys(addresses))})",
            next_step="Download the file yourself and give its path",
        )
    return socket.create_connection((allowed[0], port), timeout=_SILENCE)


def _is_public(address: str) -> bool:
    place = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(place, "ipv4_mapped", None) or place
    return bool(mapped.is_global and not mapped.is_multicast)


def _kept(answer: http.client.HTTPResponse, url: str, settings: Settings, until: float) -> Downloaded:
    coding = (answer.getheader("Content-Encoding") or "identity").lower()
    if coding != "identity":
        raise _failed(url, f"the server packs it ({coding}) although it was asked not to")
    suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    try:
        return _write(
            _steps(answer, url, settings, until),
            settings.data / "originals",
            suffix if type_by_name(f"x{suffix}") in SUPPORTED else "",
        )
    except OSError as error:
        raise BackendError(
            "The data folder cannot be written", value=f"{settings.data}: {error.strerror}",
            next_step="Check its rights and the disk's free space, or set VIRZIENI_DATA",
        ) from error  # fmt: skip


def _write(steps: Iterator[bytes], folder: Path, suffix: str) -> Downloaded:
    """Write the content beside its place and move it there when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            for step in steps:
                digest.update(step)
                size += len(step)
                file.write(step)
        path = folder / f"{digest.hexdigest()}{suffix}"
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return Downloaded(path, size, digest.hexdigest())


def _steps(answer: http.client.HTTPResponse, url: str, settings: Settings, until: float) -> Iterator[bytes]:
    limit = settings.file_megabytes * 10**6
    declared = answer.getheader("Content-Length") or ""
    if declared.isdecimal() and int(declared) > limit:
        raise too_large(url, int(declared), settings)
    size = 0
    while step := _read(answer, url):
        size += len(step)
        if size > limit:
            raise too_large(url, size, settings)
        if time.monotonic() > until:
            raise _failed(url, f"it takes longer than {settings.file_seconds} s")
        yield step
    if declared.isdecimal() and size < int(declared):
        raise _failed(url, f"it breaks off after {size} of {declared} bytes")
    if not size:
        raise _failed(url, "it is empty")


def _read(answer: http.client.HTTPResponse, url: str) -> bytes:
    with _told(url):
        return answer.read1(_STEP)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {_SILENCE} s"
    if isinstance(error, socket.gaierror):
        return "its host is not known"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    return str(error) or type(error).__name__


def _failed(url: str, reason: str) -> SourceUnreadable:
    return SourceUnreadable(
        f"The address could not be read: {reason}",
        value=url,
        next_step="Check it in a browser; or download the file yourself and give its path",
    )
