"""The one place that talks to OpenSearch: connecting, retries, and its failures as our errors.

Goes in: settings, requests. Comes out: answers that are whole, or BackendError, IndexMissing, WriteConflict.
Only what may be repeated without harm is repeated: reading, and bulk items under ids of their own.
"""

from __future__ import annotations

import itertools
import json
import logging
import ssl
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import Any

from search.backends.opensearch_failures import (
    Overdue,
    Recovering,
    failed_item,
    is_worth_another_try,
    translated,
)
from search.errors import BackendError
from search.settings import Settings, opensearch_addresses, variable

_ATTEMPTS = 4
_ATTEMPTS_OF_RECOVERING = 6  # a killed manager of three busy nodes took the others up to 4 seconds
_FIRST_PAUSE = 0.25  # seconds, doubled each time: two seconds in all, eight while a cluster recovers
_BULK_BYTES = 8_000_000  # a request; the server takes 100 MB at most, and has to hold what it takes
_KEEP_ALIVE = "2m"  # of a scan, from page to page
PAGE = 1000
WINDOW = 10_000  # hits of one search: index.max_result_window

Body = dict[str, Any]


class OpenSearchClient:
    """Requests to the cluster that the settings name; connects at the first one. Safe for threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: Any = None

    def search(self, index: str, body: Body) -> Body:
        """Return the answer to one search."""
        (answer,) = self.searches(index, [({}, body)])
        return answer

    def searches(self, index: str, bodies: Sequence[tuple[Body, Body]]) -> list[Body]:
        """Return the answers to several searches, each with its header, in one round trip."""
        if not bodies:
            return []
        lines = [json.dumps(one, ensure_ascii=False) for pair in bodies for one in pair]
        text = "\n".join(lines) + "\n"
        answer = self.repeating("searched", lambda client: _checked(client.msearch(index=index, body=text)))
        return list(answer["responses"])

    def pages(self, index: str, body: Body) -> Generator[list[Body], None, None]:
        """Yield all hits of a search with a sort, page by page, of one point in time."""
        opened = self.repeating(
            "read", lambda client: client.create_pit(index=index, params={"keep_alive": _KEEP_ALIVE})
        )
        point = opened["pit_id"]
        try:
            after: list[Any] = []
            while True:
                asked = body | {"pit": {"id": point, "keep_alive": _KEEP_ALIVE}, "size": PAGE}
                if after:
                    asked["search_after"] = after
                hits = self._page(asked)
                if hits:
                    yield hits
                if len(hits) < PAGE:
                    return
                after = hits[-1]["sort"]
        finally:
            self._forget_point(point)

    def repeating(self, done: str, request: Callable[[Any], Any]) -> Any:
        """Return what a request gives that may be repeated without harm.

        It is repeated when the server is busy or away, and once, at another node, when one does not answer.
        """
        for attempt in itertools.count():
            try:
                return self.once(done, request)
            except Overdue:
                if attempt or len(opensearch_addresses(self._settings)) == 1:
                    raise
                continue
            except BackendError as error:
                most = _ATTEMPTS_OF_RECOVERING if isinstance(error, Recovering) else _ATTEMPTS
                if attempt >= most - 1 or not is_worth_another_try(error):
                    raise
            time.sleep(_FIRST_PAUSE * 2**attempt)
        raise AssertionError("unreachable")

    def once(self, done: str, request: Callable[[Any], Any]) -> Any:
        """Return what one request gives, without repeating it."""
        with translated(done, self._settings):
            return request(self._connected())

    def bulk(self, index: str, lines: Iterator[tuple[Body, str]]) -> None:
        """Write documents, given as action and JSON, under ids of their own, or raise. Not yet visible."""
        for batch in _batches(lines):
            self._bulk(index, batch)

    def refresh(self, index: str) -> None:
        """Make what was written visible, on every copy of every shard."""
        answer = self.repeating("refreshed", lambda client: client.indices.refresh(index=index))
        if answer["_shards"]["failed"]:
            raise BackendError(
                "OpenSearch could not make what was written visible on every shard", value=index,
                next_step="See the cluster's health; nothing of it is shown, and the next run goes on",
            )  # fmt: skip

    def _page(self, asked: Body) -> list[Body]:
        params = {"allow_partial_search_results": "false"}
        answer = self.repeating("read", lambda client: client.search(body=asked, params=params))
        return list(answer["hits"]["hits"])

    def _forget_point(self, point: str) -> None:
        try:
            self.once("read", lambda client: client.delete_pit(body={"pit_id": [point]}))
        except BackendError:  # it goes by itself
            logging.getLogger(__name__).info("a point in time was left to go by itself")

    def _bulk(self, index: str, batch: list[tuple[Body, str]]) -> None:
        """Send a batch, and what the server was too busy for again."""
        for attempt in range(_ATTEMPTS):
            text = "".join(f"{json.dumps(action)}\n{source}\n" for action, source in batch)
            answer = self.repeating("written", partial(_send, index, text))
            failed = [
                (pair, item)
                for pair, item in zip(batch, answer["items"], strict=True)
                if item["index"]["status"] >= 300
            ]
            for _, item in failed:
                error = failed_item(item["index"], self._settings)
                if attempt == _ATTEMPTS - 1 or not is_worth_another_try(error):
                    raise error
            if not failed:
                return
            batch = [pair for pair, _ in failed]
            time.sleep(_FIRST_PAUSE * 2**attempt)

    def _connected(self) -> Any:
        if self._client is None:
            from opensearchpy import OpenSearch

            _quiet()
            own = self._settings
            _check_authority(own.opensearch_ca)
            signing = (own.opensearch_user, own.opensearch_password) if own.opensearch_user else None
            self._client = OpenSearch(
                opensearch_addresses(own),
                http_auth=signing,
                verify_certs=True,
                ca_certs=own.opensearch_ca or None,
                timeout=own.opensearch_timeout,
                pool_maxsize=max(4, own.web_threads),
                http_compress=False,
                max_retries=0,  # ours know what may be repeated
                retry_on_timeout=True,  # which, without retries, only sets a silent node aside for a while
                retry_on_status=(),
            )
        return self._client


def _check_authority(path: str) -> None:
    try:
        ssl.create_default_context(cafile=path or None)
    except OSError as error:  # an SSLError is one
        raise BackendError(
            "The file of the certificate authority cannot be used",
            value=f"{path}: {error.strerror or error}",
            next_step=f"Correct {variable('opensearch_ca')}: it takes a file with certificates in PEM",
        ) from error


def _send(index: str, text: str, client: Any) -> Any:
    params = {"require_alias": "true"}  # else a missing index would be made, without its mapping
    return client.bulk(index=index, body=text, params=params)


def _checked(answer: Body) -> Body:
    """Return the answer to several searches when each is whole, else raise as one search would."""
    from opensearchpy.exceptions import HTTP_EXCEPTIONS, TransportError

    for one in answer["responses"]:
        if "error" in one:
            status = int(one.get("status", 500))
            kind = HTTP_EXCEPTIONS.get(status, TransportError)
            raise kind(status, one["error"].get("type", ""), one)
        if one.get("timed_out") or one["_shards"]["failed"]:
            raise TransportError(503, "partial_answer", {"error": {"reason": "a shard did not answer"}})
    return answer


def _batches(lines: Iterator[tuple[Body, str]]) -> Iterator[list[tuple[Body, str]]]:
    batch: list[tuple[Body, str]] = []
    size = 0
    for action, source in lines:
        if batch and size + len(source) > _BULK_BYTES:
            yield batch
            batch, size = [], 0
        batch.append((action, source))
        size += len(source)
    if batch:
        yield batch


def _quiet() -> None:
    """Keep the library from logging every failed request with its trace: we say what failed."""
    for name in ("opensearch", "opensearchpy.trace"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
