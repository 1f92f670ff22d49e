"""The searcher of the index that serves, for a process that lives long.

Asked at the beginning of each request, it gives one searcher for all of it, so that no answer mixes two
indexes. A switched index is taken up when the program can read it; one that was built for another model or by
another version of the program waits for a process that is started with it, and this one goes on with its own.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace

from search import manifest
from search.backends import open_indexes
from search.catalog import SteadyKeeper
from search.embedding import model_identity
from search.errors import VirzieniError
from search.searcher import Searcher, open_searcher
from search.settings import Settings

_FRESH = 0.5  # seconds for which the name of the serving index is trusted; the one before is kept for longer


class Serving:
    """Gives the searcher of the moment; safe for threads."""

    def __init__(self, settings: Settings) -> None:
        self._indexes = open_indexes(settings)
        self._wanted = manifest.expected(model_identity(settings), settings.data)
        self._lock = threading.Lock()
        self._name = self._indexes.serving()
        self._asked = time.monotonic()
        self._searcher = open_searcher(settings, self._indexes.open(self._name))

    def __call__(self) -> Searcher:
        """Return the searcher over the index that serves now. Raises BackendError."""
        if time.monotonic() - self._asked > _FRESH:
            name = self._indexes.serving()
            with self._lock:
                self._asked = time.monotonic()
                if name != self._name:
                    self._take_up(name)
        return self._searcher

    def _take_up(self, name: str) -> None:
        self._name = name  # once, whatever comes of it
        backend = self._indexes.open(name)
        try:
            manifest.check(backend.manifest(), self._wanted, reading=True)
        except VirzieniError as error:
            logging.getLogger(__name__).warning("the new index is not taken up before a restart: %s", error)
            return
        self._searcher = replace(self._searcher, backend=backend)


def steady(searcher: Searcher) -> Searcher:
    """Return the searcher with the catalog that it is first asked for, for one answer."""
    return replace(searcher, kept=SteadyKeeper(searcher.kept))
