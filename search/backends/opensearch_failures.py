"""What OpenSearch and the way to it can fail with → our errors: what failed, the value, what to do next.

Knows the client library's exceptions and the server's error types. Never shows a password.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from search.errors import BackendError, IndexMissing, SourceRefused, VirzieniError
from search.settings import Settings, variable

_BUSY = {429, 502, 503, 504}
# What one node says of another that went away in the middle of a request, with the status 500.
_GONE = {
    "node_disconnected_exception",
    "node_not_connected_exception",
    "node_closed_exception",
    "connect_transport_exception",
    "receive_timeout_transport_exception",
}
_NEXT_RIGHTS = (
    "Give the user a role that may read, write and create indexes of that name, or correct "
    f"{variable('opensearch_index')}"
)


class Unavailable(BackendError):
    """The store is away or too busy for now; asking again may help."""


class Recovering(Unavailable):
    """A node has answered that the cluster cannot for now: it has lost a node, and finds its copies."""


class Overdue(BackendError):
    """The node that was asked did not answer in time; another one may."""


class WriteConflict(BackendError):
    """Someone else has written what was to be written."""


def is_worth_another_try(error: VirzieniError) -> bool:
    """Return whether the same request may succeed a moment later."""
    return isinstance(error, Unavailable)


@contextmanager
def translated(done: str, settings: Settings) -> Iterator[None]:
    """Turn what the client library raises while something is `done` into our errors."""
    from opensearchpy import exceptions as theirs

    try:
        yield
    except theirs.SSLError as error:
        raise _untrusted(error, settings) from error
    except theirs.ConnectionTimeout as error:
        raise Overdue(
            f"OpenSearch did not answer within {settings.opensearch_timeout} s",
            value=settings.opensearch_url,
            next_step=f"See the cluster's load, or raise {variable('opensearch_timeout')}",
        ) from error
    except theirs.ConnectionError as error:
        raise _unreachable(error, settings) from error
    except theirs.TransportError as error:
        raise of_status(error.status_code, _info(error), done, settings) from error
    except (theirs.OpenSearchException, theirs.ImproperlyConfigured, KeyError, TypeError) as error:
        raise BackendError(
            "The server's answer is not that of OpenSearch",
            value=settings.opensearch_url,
            next_step=f"Check {variable('opensearch_url')}: it must be a node of OpenSearch",
        ) from error


def failed_item(item: Mapping[str, Any], settings: Settings) -> VirzieniError:
    """Return the error for an item that a bulk request could not write."""
    if item.get("status") == 400:
        kind, reason = _cause({"error": item.get("error", {})})
        return SourceRefused(
            "OpenSearch does not take a passage of the document",
            value=f"{kind}: {reason}"[:300],
            next_step="Please report it with the file; the other files are not affected",
        )
    return of_status(item.get("status", 500), {"error": item.get("error", {})}, "written", settings)


def of_status(status: Any, info: Mapping[str, Any], done: str, settings: Settings) -> VirzieniError:
    """Return the error for an answer with this HTTP status."""
    kind, reason = _cause(info)
    if kind == "cluster_block_exception":
        return _blocked(reason)
    if status in {401, 403}:
        return _forbidden(status, done, settings)
    if status == 409 and kind == "version_conflict_engine_exception":
        return WriteConflict("Another run has written to the index", value=settings.opensearch_index)
    if kind == "index_not_found_exception" or info.get("found") is False:
        return IndexMissing(
            "There is no index yet",
            value=f"{settings.opensearch_index} at {settings.opensearch_url}",
            next_step="Run `virzieni ingest PATH`",
        )
    told = f"{status} {kind}: {reason}"[:300]
    if status in _BUSY or "rejected" in kind or "circuit_breaking" in kind or kind in _GONE:
        step = "Try again in a moment; see the cluster's health when it lasts"
        recovers = status == 503 or kind in _GONE
        return (Recovering if recovers else Unavailable)(
            "OpenSearch is too busy, or not ready", value=told, next_step=step
        )
    step = "See the cluster's health and log; what was committed is kept"
    return BackendError(f"The index cannot be {done}", value=told, next_step=step)


def _forbidden(status: int, done: str, settings: Settings) -> BackendError:
    name = settings.opensearch_user or "no name given"
    if status == 401:
        return BackendError(
            "OpenSearch refuses the user's name or password",
            value=name,
            next_step=f"Correct {variable('opensearch_user')} and {variable('opensearch_password')}",
        )
    return BackendError(
        f"OpenSearch forbids that the index is {done}",
        value=f"{name} at {settings.opensearch_index}",
        next_step=_NEXT_RIGHTS,
    )


def _blocked(reason: str) -> BackendError:
    if "disk usage exceeded" in reason or "read-only-allow-delete" in reason:
        return BackendError(
            "The disk of the OpenSearch cluster is full, and it takes no more writes",
            value=reason[:300],
            next_step="Free some space on its nodes and run the command again: what was committed is kept",
        )
    return BackendError(
        "OpenSearch blocks the index",
        value=reason[:300],
        next_step="Take the block away (`index.blocks.*` of its settings) and run the command again",
    )


def _untrusted(error: Any, settings: Settings) -> BackendError:
    text = str(error.info)
    if "CERTIFICATE_VERIFY_FAILED" in text or "certificate" in text.lower():
        return BackendError(
            "The certificate of OpenSearch cannot be verified",
            value=f"{settings.opensearch_url}: {_last_words(text)}",
            next_step=f"Set {variable('opensearch_ca')} to the file of the authority that signed it, "
            "and use the host name that it is made out to",
        )
    return BackendError(
        "No secure connection to OpenSearch can be made",
        value=f"{settings.opensearch_url}: {_last_words(text)}",
        next_step=f"Check whether the node speaks https; else write http in {variable('opensearch_url')}",
    )


def _unreachable(error: Any, settings: Settings) -> BackendError:
    text = f"{type(error.info).__name__} {error.info}"
    if "NameResolution" in text or "getaddrinfo" in text or "Name or service not known" in text:
        return BackendError(
            "The host of OpenSearch is not known",
            value=settings.opensearch_url,
            next_step=f"Correct {variable('opensearch_url')}",
        )
    return Unavailable(
        "OpenSearch cannot be reached",
        value=f"{settings.opensearch_url}: {_last_words(text)}",
        next_step=f"Start it, or correct {variable('opensearch_url')} (http or https, host and port)",
        code="store_away",
    )


def _info(error: Any) -> Mapping[str, Any]:
    return error.info if isinstance(error.info, dict) else {"error": {"reason": str(error.info)[:300]}}


def _cause(info: Mapping[str, Any]) -> tuple[str, str]:
    """Return the type and the reason of an error, the innermost that says why."""
    error = info.get("error")
    if not isinstance(error, Mapping):
        return "", str(error or "")[:300]
    told: Mapping[str, Any] = error
    roots = error.get("root_cause") or []
    if roots:
        told = roots[0]
    while isinstance(told.get("caused_by"), Mapping):
        told = told["caused_by"]
    return str(told.get("type", "")), str(told.get("reason", ""))


def _last_words(text: str) -> str:
    return text.rsplit("): ", 1)[-1].strip("'\"()")[:200]
