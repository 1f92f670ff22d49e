"""Every setting once: name, default and help, read from the environment in one place.

Goes in: a mapping of environment variables. Comes out: one frozen `Settings`, passed on as an argument.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from search.errors import SettingsError

PREFIX = "VIRZIENI_"
MOST_PORT = 65_535
_INDEX_NAME = re.compile(r"[a-z][a-z0-9_-]{0,99}")  # accepted: "virzieni-riga"; rejected: "Rīga"


def _setting(
    default: Any,
    help_text: str,
    least: int | None = None,
    most: int | None = None,
    allowed: tuple[str, ...] = (),
) -> Any:
    return field(
        default=default, metadata={"help": help_text, "least": least, "most": most, "allowed": allowed}
    )


def _secret(help_text: str) -> Any:
    """Return a setting that is not shown, in no error and no representation."""
    return field(
        default="", repr=False, metadata={"help": help_text, "least": None, "most": None, "allowed": ()}
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; the environment variable of each is its name in capitals after `VIRZIENI_`."""

    data: Path = _setting(Path("data"), "folder of the index, the collection database and kept originals")
    cache: Path = _setting(
        Path("~/.cache/virzieni"), "folder of the unpacked embedding model and other derived files"
    )
    backend: str = _setting(
        "embedded", "the store: `embedded` (LanceDB) or `opensearch`", allowed=("embedded", "opensearch")
    )
    opensearch_url: str = _setting(
        "http://127.0.0.1:9200",
        "addresses of OpenSearch nodes, joined by commas; no names or passwords in them",
    )
    opensearch_index: str = _setting(
        "virzieni", "alias of the index in OpenSearch; the index itself is NAME-000001 and so on"
    )
    opensearch_shards: int = _setting(1, "primary shards of an index that is made in OpenSearch", 1, 1024)
    opensearch_replicas: int = _setting(
        0, "copies of each shard that OpenSearch keeps beside the first", 0, 64
    )
    opensearch_user: str = _setting("", "name to sign in to OpenSearch with; empty: without one")
    opensearch_password: str = _secret("password to sign in to OpenSearch with")
    opensearch_ca: str = _setting(
        "", "file of the authority that OpenSearch's certificate is checked by; empty: the usual authorities"
    )
    opensearch_timeout: int = _setting(
        30, "longest time that OpenSearch may take to answer, in seconds", 1, 600
    )
    model: str = _setting(
        "bundled", "embedding model: `bundled` (multilingual-e5-small), a local folder or a Hugging Face id"
    )
    adapter: str = _setting(
        "bundled",
        "what is added to the bundled model for questions from here: `bundled`, `off` or a file",
    )
    threads: int = _setting(0, "threads for embedding; 0 means one for each processor core", 0)
    workers: int = _setting(0, "processes that read files; 0 means one for each processor core, at most 4", 0)
    batch: int = _setting(256, "passages embedded together", 1)
    file_megabytes: int = _setting(100, "largest file that is read, in MB (10^6 bytes)", 1)
    file_seconds: int = _setting(120, "longest time that reading one file may take, in seconds", 1)
    worker_megabytes: int = _setting(
        6144, "most memory that a reading process may reserve, in MB (2^20 bytes)", 1024
    )
    ocr: str = _setting(
        "lav", "languages that Tesseract reads scans in, joined by `+`; `off` leaves scans unread"
    )
    word_candidates: int = _setting(500, "passages taken from the word index for one question", 10)
    meaning_candidates: int = _setting(200, "passages taken from the vector index for one question", 10)
    query_characters: int = _setting(
        1000, "characters of a question that are used; the rest is cut, with a note", 10
    )
    host: str = _setting("127.0.0.1", "address that `virzieni serve` listens on")
    port: int = _setting(8080, "port that `virzieni serve` listens on", 0, MOST_PORT)
    web_threads: int = _setting(8, "requests answered at the same time", 1)
    page_size: int = _setting(10, "hits on a page", 1)
    log_level: str = _setting(
        "warning",
        "least severe log messages shown: debug, info, warning, error",
        allowed=("debug", "info", "warning", "error"),
    )


def variable(name: str) -> str:
    """Return the environment variable that sets the setting `name`."""
    return PREFIX + name.upper()


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ` (default: the process environment).

    Raises SettingsError for a number that is none, too small or too large, for a value that is not among the
    allowed ones, and for an unknown `VIRZIENI_` variable.
    """
    given = os.environ if environ is None else environ
    known = {variable(setting.name): setting for setting in fields(Settings)}
    for name in given:
        if name.startswith(PREFIX) and name not in known:
            raise SettingsError(
                "There is no such setting",
                value=name,
                next_step=f"Known settings: {', '.join(sorted(known))}",
            )
    values = {setting.name: _parse(name, setting, given) for name, setting in known.items()}
    settings = Settings(**values)
    _check_opensearch(settings)
    return settings


def opensearch_addresses(settings: Settings) -> list[str]:
    """Return the addresses of the OpenSearch nodes."""
    return [one.strip().rstrip("/") for one in settings.opensearch_url.split(",") if one.strip()]


def _check_opensearch(settings: Settings) -> None:
    for address in opensearch_addresses(settings) or [""]:
        parts = urlsplit(address)
        if "@" in parts.netloc:  # would be shown wherever the address is
            raise SettingsError(
                f"{variable('opensearch_url')} must not hold a name or password",
                next_step=f"Give them as {variable('opensearch_user')} and {variable('opensearch_password')}",
            )
        if parts.scheme not in {"http", "https"} or not parts.hostname or not _has_good_port(parts):
            raise SettingsError(
                f"{variable('opensearch_url')} must hold addresses",
                value=address,
                next_step="Write them as https://HOST:PORT, joined by commas",
            )
    if not _INDEX_NAME.fullmatch(settings.opensearch_index):
        raise SettingsError(
            f"{variable('opensearch_index')} cannot be the name of an index",
            value=settings.opensearch_index,
            next_step="Use small letters, digits, `-` and `_`, beginning with a letter",
        )


def _has_good_port(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _parse(name: str, setting: Any, given: Mapping[str, str]) -> Any:
    default = setting.default
    raw = given.get(name, "").strip()
    if isinstance(default, int) and raw:
        least, most = setting.metadata["least"] or 0, setting.metadata["most"]
        if not raw.isdecimal() or int(raw) < least or (most is not None and int(raw) > most):
            limits = f"{least} or more" if most is None else f"from {least} to {most}"
            raise SettingsError(
                f"{name} must be a whole number, {limits}",
                value=raw,
                next_step="Correct it or leave it out",
            )
        return int(raw)
    if isinstance(default, Path):
        return Path(raw or default).expanduser().absolute()
    allowed = setting.metadata["allowed"]
    if allowed and raw and raw.lower() not in allowed:
        raise SettingsError(
            f"{name} has an unknown value", value=raw, next_step=f"Known values: {', '.join(allowed)}"
        )
    return (raw.lower() if allowed else raw) or default


def cores(settings: Settings) -> int:
    """Return how many threads embedding uses."""
    return settings.threads or len(os.sched_getaffinity(0))


def reading_processes(settings: Settings) -> int:
    """Return how many processes read files."""
    return settings.workers or min(4, len(os.sched_getaffinity(0)))


def quiet_libraries() -> None:
    """Switch off telemetry, progress bars and hub look-ups of the libraries; call before importing them.

    A hub id as the model is the only thing that may go online, and only through `search.embedding`.
    """
    for name, value in {
        "HAYSTACK_TELEMETRY_ENABLED": "False",
        "OPENVINO_TELEMETRY": "0",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TRANSFORMERS_VERBOSITY": "error",
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "LANCE_LOG": "error",
        "LANCEDB_LOG": "error",
    }.items():
        os.environ.setdefault(name, value)
