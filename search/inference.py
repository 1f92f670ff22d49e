"""A prepared model folder → vectors of texts, calculated on the processor.

OpenVINO runs what `search.conversion` has converted, and needs neither torch nor transformers for it; the few
models that it does not convert are run by sentence-transformers. Knows nothing of settings, of prefixes as a
rule, or of where models come from.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from search.errors import ModelError

Vectors = NDArray[np.float32]

GRAPH, TOKENIZER = "graph.xml", "tokenizer.json"

# Measured on 2 cores with AMX, 256 passages of 30 to 480 tokens: 2048 to 4096 tokens together are fastest
# (73 passages a second; 8192: 71, 16384: 65); lengths in steps of 16 spare OpenVINO some of its preparing for
# every new length (steps of 1: 67)
BATCH_TOKENS = 4096
LENGTH_STEP = 16


class Encoder(Protocol):
    """Turns texts into vectors of length 1; can be shared by threads."""

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""

    def encode(self, texts: Sequence[str], prefix: str = "") -> Vectors:
        """Return the vectors of the texts, each after `prefix`, as an array (texts, dimension)."""


def precision(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """Return the precision for OpenVINO: bf16 where the processor has instructions for it, else f32."""
    flags = cpuinfo.read_text("ascii", "replace").split() if cpuinfo.exists() else []
    return "bf16" if {"avx512_bf16", "amx_bf16"} & set(flags) else "f32"


def batches(lengths: Sequence[int], limit: int) -> Iterator[tuple[int, list[int]]]:
    """Yield padded lengths with the positions of the texts to be embedded together, longest texts first.

    Only texts of the same padded length go together, so that a text's vector does not depend on its company:
    it may differ in the fourth decimal with the padding, in bf16.
    """
    by_length: dict[int, list[int]] = {}
    for position, length in enumerate(lengths):
        padded = min(-(-length // LENGTH_STEP) * LENGTH_STEP, limit)
        by_length.setdefault(padded, []).append(position)
    for padded in sorted(by_length, reverse=True):
        positions, rows = by_length[padded], max(1, BATCH_TOKENS // padded)
        for first in range(0, len(positions), rows):
            yield padded, positions[first : first + rows]


class OpenVinoEncoder:
    """A converted transformer, whose token vectors are pooled here; texts are cut at the length it takes."""

    def __init__(self, folder: Path, pooling: str, threads: int, hint: str) -> None:
        openvino = openvino_without_telemetry()
        from tokenizers import Tokenizer

        options = {
            "INFERENCE_PRECISION_HINT": hint,
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": 1,  # two streams of one thread each: a third slower on 122 tokens
            "ENABLE_CPU_PINNING": False,  # pinned threads of two processes would share a core
        }
        try:
            model = openvino.Core().compile_model(str(folder / GRAPH), "CPU", options)
        except RuntimeError as error:
            raise ModelError(
                "OpenVINO cannot load the converted model",
                value=f"{folder} ({last_line(str(error))})",
                next_step="Delete this folder: it will be made again",
            ) from error
        self._inputs = {name for port in model.inputs for name in port.names}
        self._request = model.create_infer_request()
        self._dimension: int = model.output(0).partial_shape[2].get_length()
        self._pooling = pooling
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._limit: int = self._tokenizer.truncation["max_length"]
        self._pad: int = self._tokenizer.padding["pad_id"]
        self._tokenizer.no_padding()  # lengths are needed first
        self._lock = Lock()

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self._dimension

    def encode(self, texts: Sequence[str], prefix: str = "") -> Vectors:
        """Return the vectors of the texts, each after `prefix`, as an array (texts, dimension)."""
        encodings = self._tokenizer.encode_batch([prefix + text for text in texts])
        rows = [encoding.ids for encoding in encodings]
        vectors = np.empty((len(rows), self._dimension), np.float32)
        for length, positions in batches([len(row) for row in rows], self._limit):
            vectors[positions] = self._embed([rows[position] for position in positions], length)
        return vectors

    def _embed(self, rows: Sequence[list[int]], length: int) -> Vectors:
        tokens = np.full((len(rows), length), self._pad, np.int64)
        mask = np.zeros((len(rows), length), np.int64)
        for number, row in enumerate(rows):
            tokens[number, : len(row)] = row
            mask[number, : len(row)] = 1
        every = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        inputs = {name: values for name, values in every.items() if name in self._inputs}
        with self._lock:  # a second request would only wait for the same cores
            states = self._request.infer(inputs, share_inputs=True, share_outputs=True)[0]
            pooled = _mean(states, mask) if self._pooling == "mean" else np.array(states[:, 0])
        return normalised(pooled)


def _mean(states: Vectors, mask: NDArray[np.int64]) -> Vectors:
    shares = (mask / mask.sum(axis=1, keepdims=True)).astype(np.float32)
    means: Vectors = np.matmul(shares[:, None, :], states)[:, 0]
    return means


def normalised(vectors: Vectors) -> Vectors:
    """Return the vectors with length 1."""
    found: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found


class SentenceTransformersEncoder:
    """A model with other parts than a transformer and its pooling, run by torch."""

    def __init__(self, source: Path, threads: int) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(threads)
        try:
            self._model = SentenceTransformer(str(source), device="cpu", local_files_only=True)
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            raise ModelError(
                "sentence-transformers cannot load the model",
                value=f"{source} ({last_line(str(error))})",
                next_step="Check the folder, or name another model in VIRZIENI_MODEL",
            ) from error
        self._lock = Lock()  # its tokenizer cannot be used by two threads at once

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str], prefix: str = "") -> Vectors:
        """Return the vectors of the texts, each after `prefix`, as an array (texts, dimension)."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        with self._lock:
            found = self._model.encode(list(texts), prompt=prefix, show_progress_bar=False)
        return normalised(np.asarray(found, np.float32))


def openvino_without_telemetry() -> Any:
    """Import OpenVINO so that it cannot report its use.

    Importing it does that, unless the user has opted out by a file in the home folder; no variable stops it,
    but it does without the package `openvino_telemetry`.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def last_line(text: str) -> str:
    """Return the last line of a message: the reason, in what libraries print."""
    return text.strip().rpartition("\n")[2]
