"""A vector and texts ⇄ bytes: what scoring needs of a passage is read at once, not field by field. Pure."""

from __future__ import annotations

import numpy as np

from search.backends import Vector

_BETWEEN = "\0"  # no key and no id holds it


def pack(vector: Vector, *texts: str) -> bytes:
    """Return a vector (dimension,) and texts as bytes."""
    return np.asarray(vector, dtype="<f4").tobytes() + _BETWEEN.join(texts).encode()


def unpack(data: bytes, dimension: int) -> tuple[Vector, list[str]]:
    """Return the vector and the texts that were packed."""
    texts = data[dimension * 4 :].decode().split(_BETWEEN)
    return np.frombuffer(data, dtype="<f4", count=dimension), texts
