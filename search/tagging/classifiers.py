"""What was learned from labelled passages: signals and words of a passage → each direction's probability.

Two linear heads, one over the signals (vector, nearness to prototypes, phrases), one over the words; the
mean of their scores is calibrated. Fitted by `search.tagging.learning` for one embedding model, which the
kept file names. Pure numpy.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.errors import CorpusError
from search.keep import whole_file

FORMAT = "directions-heads-1"
Array = NDArray[np.float32]
_ARRAYS = (
    "mean",
    "scale",
    "signal_weights",
    "signal_bias",
    "rarities",
    "word_weights",
    "word_bias",
    "calibration",
)


@dataclass(frozen=True)
class Heads:
    """The fitted heads. Columns are the directions, then "none" for those of no direction.

    `scale` and `mean` bring signals (s,) to one scale, `signal_weights` is (s, 6), `words` and `rarities`
    (w,) name the words and what each weighs (how rare it is, and how telling), `word_weights` is (w, 6). A
    probability is the logistic of the score times `calibration` (6, 2) plus what is added. A tag needs the
    probability `least`, and none of a text whose probability of none reaches `most_none`.
    """

    model: str  # identity of the embedding model that the vectors came from
    learned_from: str  # what was labelled, in words
    directions: tuple[str, ...]
    least: float
    most_none: float
    mean: Array
    scale: Array
    signal_weights: Array
    signal_bias: Array
    words: tuple[str, ...]
    rarities: Array
    word_weights: Array
    word_bias: Array
    calibration: Array

    @cached_property
    def identity(self) -> str:
        """Return what tags depend on: the format, a hash of everything fitted, and the two thresholds."""
        told = [self.model, self.directions, self.least, self.most_none, self.words]
        digest = hashlib.sha256(json.dumps(told).encode())
        for name in _ARRAYS:
            digest.update(np.ascontiguousarray(getattr(self, name), dtype="<f4").tobytes())
        return f"{FORMAT}@{digest.hexdigest()[:12]} least {self.least:.2f} none {self.most_none:.2f}"

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return the row of each word."""
        return {word: number for number, word in enumerate(self.words)}

    def scores(self, signals: Array, words: Sequence[Sequence[str]]) -> Array:
        """Return the scores (n, 6), directions and none: the mean of both heads' log odds."""
        by_signals = (signals - self.mean) * self.scale @ self.signal_weights + self.signal_bias
        by_words = np.stack([self._by_words(one) for one in words]) if len(words) else np.zeros((0, 6))
        return np.asarray((_bounded(by_signals) + _bounded(by_words)) / 2, dtype=np.float32)

    def probabilities(self, signals: Array, words: Sequence[Sequence[str]]) -> Array:
        """Return the probabilities (n, 6) of each direction and of none."""
        return calibrated(self.scores(signals, words), self.calibration)

    def given(self, probabilities: Array) -> NDArray[np.bool_]:
        """Return which directions (n, 5) are given."""
        return given(probabilities, self.least, self.most_none)

    def _by_words(self, words: Sequence[str]) -> Array:
        counted = Counter(number for word in words if (number := self.numbers.get(word)) is not None)
        if not counted:
            return self.word_bias
        rows = list(counted)
        times = np.array([1 + math.log(count) for count in counted.values()], dtype=np.float32)
        weights = times * self.rarities[rows]
        return np.asarray(weights @ self.word_weights[rows] / np.linalg.norm(weights) + self.word_bias)


def calibrated(scores: Array, calibration: Array) -> Array:
    """Return the probabilities (n, 6) of scores (n, 6)."""
    return np.asarray(1 / (1 + np.exp(-(scores * calibration[:, 0] + calibration[:, 1]))), dtype=np.float32)


def given(probabilities: Array, least: float, most_none: float) -> NDArray[np.bool_]:
    """Return which directions (n, 5) are given by probabilities (n, 6) of each and of none."""
    return np.asarray((probabilities[:, :-1] >= least) & (probabilities[:, -1:] < most_none))


def _bounded(odds: Any) -> Any:
    """Return log odds of at most 9.2 (.9999), so that neither head silences the other."""
    return np.clip(odds, -9.2, 9.2)


def save_heads(heads: Heads, path: Path) -> None:
    """Keep the heads in one compressed file, the same bytes for the same heads."""
    told = {
        "format": FORMAT,
        "model": heads.model,
        "learned_from": heads.learned_from,
        "directions": heads.directions,
        "least": heads.least,
        "most_none": heads.most_none,
        "words": " ".join(heads.words),
    }
    with whole_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_member("heads.json"), json.dumps(told, ensure_ascii=False))
        for name in _ARRAYS:
            part = io.BytesIO()
            np.save(part, np.ascontiguousarray(getattr(heads, name), dtype="<f4"))
            packed.writestr(_member(f"{name}.npy"), part.getvalue())


def load_heads(path: Path) -> Heads:
    """Load kept heads. Raises CorpusError for a file that holds none."""
    with _readable(path), zipfile.ZipFile(path) as packed:
        told = json.loads(packed.read("heads.json"))
        if told["format"] != FORMAT:
            raise _unusable(path, f"format {told['format']}")
        arrays = {name: np.load(io.BytesIO(packed.read(f"{name}.npy"))) for name in _ARRAYS}
        return Heads(
            model=told["model"],
            learned_from=told["learned_from"],
            directions=tuple(told["directions"]),
            least=float(told["least"]),
            most_none=float(told["most_none"]),
            words=tuple(told["words"].split(" ")),
            **arrays,
        )


def model_of(path: Path) -> str:
    """Return the embedding model that kept heads were fitted for, "" without a file. Raises CorpusError."""
    if not path.exists():
        return ""
    with _readable(path), zipfile.ZipFile(path) as packed:
        return str(json.loads(packed.read("heads.json"))["model"])


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise _unusable(path, error) from error


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _unusable(path: Path, why: object) -> CorpusError:
    return CorpusError(
        "What was learned about directions cannot be read",
        value=f"{path}: {why}",
        next_step="Learn it anew: `virzieni train-directions`",
    )
