"""Written forms that this process has met, by the roots they may be met by.

A question looks at some 13,000 different forms in its candidates, of which a few match. A form is asked for
its roots once; after that, the forms of a root are looked up.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from search.language.keys import form_roots

_MOST = 400_000  # forms that are remembered; then all are forgotten


class FormsByRoot:
    """Forms by root. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._by_root: dict[str, set[str]] = {}

    def among(self, forms: Sequence[str], roots: Iterable[str]) -> set[str]:
        """Return the forms that may be met by one of `roots`: all those of `forms`, and others."""
        unknown = set(forms) - self._known if not self._known.issuperset(forms) else set()
        with self._lock:
            if unknown:
                self._learn(unknown)
            return set().union(*(self._by_root.get(root, ()) for root in roots))

    def _learn(self, forms: set[str]) -> None:
        if len(self._known) + len(forms) > _MOST:
            self._known, self._by_root = set(), {}
        for form in forms:
            for root in form_roots(form):
                self._by_root.setdefault(root, set()).add(form)
        self._known |= forms


MET = FormsByRoot()
