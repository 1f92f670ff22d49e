"""A text → its sketch: a few numbers that are alike for texts that share runs of words, and figures.

MinHash (Broder 1997, "On the resemblance and containment of documents") over runs of three words. Goes in:
keys of words. Comes out: an array of fixed length; the share of equal places estimates the share of runs that
two texts have in common. Knows no document and no index.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Sketch = NDArray[np.uint32]  # (PLACES,)

PLACES = 64  # standard error of a likeness of .5: .06
_RUN = 3  # words
_KEYS = 8  # places that are looked up: texts that share 40 % of their runs meet in one of them in 98 of 100
_LONGEST = 12  # digits of a figure
_EMPTY = np.uint32(0xFFFFFFFF)


def _numbers(name: str) -> NDArray[np.uint64]:
    """Return constants that no version of a library changes: an index keeps what was made with them."""
    digests = (hashlib.sha256(f"{name} {place}".encode()).digest() for place in range(PLACES))
    return np.array([int.from_bytes(digest[:8], "big") for digest in digests], dtype=np.uint64)


_FACTORS, _SHIFTS = _numbers("factor") | np.uint64(1), _numbers("shift")
_SPREAD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))

# Accepted: "1 180 000", "1,180,000", "2027", "85". Rejected: "7" (too common to tell anything).
_FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)|\d{2,}")


def sketch(words: Sequence[str]) -> Sketch:
    """Return the sketch of a text given by its words in order; a text of fewer than three is one run."""
    if not words:
        return np.full(PLACES, _EMPTY, dtype=np.uint32)
    hashes = np.fromiter((_hash(word) for word in words), dtype=np.uint64, count=len(words))
    runs = max(1, len(words) - _RUN + 1)
    joined = np.zeros(runs, dtype=np.uint64)
    for number, factor in enumerate(_SPREAD[: len(words)]):
        joined ^= hashes[number : number + runs] * factor
    return _least(joined)


def sketch_of_set(values: Iterable[str]) -> Sketch:
    """Return the sketch of a set of values, whatever their order."""
    hashes = np.array([_hash(value) for value in sorted(set(values))], dtype=np.uint64)
    return _least(hashes * _SPREAD[0]) if len(hashes) else np.full(PLACES, _EMPTY, dtype=np.uint32)


def joined(sketches: Sequence[Sketch]) -> Sketch:
    """Return the sketch of all texts together: what they share with another one is counted once."""
    return np.asarray(np.minimum.reduce([np.full(PLACES, _EMPTY, dtype=np.uint32), *sketches]))


def likeness(one: Sketch, other: Sketch) -> float:
    """Return the estimated share (0–1) of runs of words that two texts have in common; 0 for empty ones."""
    held = (one != _EMPTY) & (other != _EMPTY)
    return float(np.mean((one == other) & held))


def lookup_keys(one: Sketch) -> tuple[str, ...]:
    """Return the keys under which alike texts are looked up; none for an empty text."""
    if one[0] == _EMPTY:
        return ()
    return tuple(f"{number}{value:08x}" for number, value in enumerate(one[:_KEYS].tolist()))


def as_text(one: Sketch) -> str:
    """Return a sketch as it is stored."""
    return one.astype(">u4").tobytes().hex()


def from_text(text: str) -> Sketch:
    """Return the sketch that was stored; an empty text is that of no text."""
    if not text:
        return np.full(PLACES, _EMPTY, dtype=np.uint32)
    return np.frombuffer(bytes.fromhex(text), dtype=">u4").astype(np.uint32)


def figures(text: str) -> set[str]:
    """Return the figures of a text, digits alone, so that "1 180 000" and "1,180,000" are one."""
    found = ("".join(sign for sign in match if sign.isdigit()) for match in _FIGURE.findall(text))
    return {one for one in found if 2 <= len(one) <= _LONGEST}


def _least(hashes: NDArray[np.uint64]) -> Sketch:
    mixed = hashes[:, None] * _FACTORS + _SHIFTS
    return np.asarray((mixed >> np.uint64(32)).min(axis=0), dtype=np.uint32)


@lru_cache(maxsize=400_000)
def _hash(word: str) -> int:
    data = word.encode("utf-8", "surrogatepass")
    return zlib.crc32(data) << 32 | zlib.adler32(data)
