"""Documents on their way through the pipelines of indexing, with what the components before have added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.keyed import Keyed
from search.domain import DirectionTag
from search.records import Record

Vectors = NDArray[np.float32]
Tags = Sequence[tuple[DirectionTag, ...]]


@dataclass(frozen=True)
class Batch:
    """Documents with the vectors, tags and records of their passages, in their order."""

    documents: tuple[Keyed, ...]
    vectors: Vectors = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    tags: Tags = ()
    records: tuple[list[Record], ...] = ()

    def __deepcopy__(self, memo: object) -> Batch:
        """Return itself: Haystack copies what runs through a pipeline, a third of the time here."""
        return self


def singly(batch: Batch) -> Iterator[Batch]:
    """Yield each document of an embedded batch as a batch of its own."""
    start = 0
    for one in batch.documents:
        end = start + len(one.keys)
        yield Batch((one,), vectors=batch.vectors[start:end])
        start = end
