"""A stretch of work in which the garbage collector does not run."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many objects that are all kept: looking through them for garbage costs a third of making them.

    Of two such stretches in two threads the end of the first ends both, which only costs time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
