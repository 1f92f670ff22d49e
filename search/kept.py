"""What was read of an index, kept until the index changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from search.backends import Backend
from search.uncollected import uncollected

Read = TypeVar("Read")


class Kept(Generic[Read]):
    """Keeps one reading of one state of an index. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[Backend, str, Read] | None = None

    def of(self, backend: Backend, read: Callable[[Backend, str], Read]) -> Read:
        """Return what `read` gives for the index as it is now and its stamp. Raises BackendError."""
        stamp = backend.stamp()
        with self._lock:  # the first asks, the others wait for its answer
            if self._kept is None or self._kept[0] is not backend or self._kept[1] != stamp:
                with uncollected():
                    self._kept = backend, stamp, read(backend, stamp)
            return self._kept[2]
