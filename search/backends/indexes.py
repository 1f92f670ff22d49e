"""The indexes of a collection, side by side: the one that serves, the next one, and the one before.

A change of model, analysis or store builds the next index beside the serving one; serving it is one step. The
one before is kept, to go back to.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Protocol

from search.backends import Backend
from search.errors import BackendError, IndexMissing
from search.keep import whole_file

FIRST = "1"


class Indexes(Protocol):
    """The indexes of one collection in one store, by their names."""

    def serving(self) -> str:
        """Return the name of the index that serves, or that a first run creates."""
        ...

    def before(self) -> str:
        """Return the name of the index that served before; empty without one."""
        ...

    def following(self) -> str:
        """Return the name of the index that is built beside the serving one, begun or not."""
        ...

    def open(self, name: str) -> Backend:
        """Return the backend over this index alone: a later switch does not change what it reads."""
        ...

    def serve(self, name: str) -> None:
        """Make this index the serving one, in one step; the one that served is kept as the one before.

        What was kept before that, and is neither, is removed.
        """
        ...

    def remove(self, name: str) -> None:
        """Remove an index that does not serve."""
        ...


class EmbeddedIndexes:
    """Folders `1`, `2`, … in the folder `path`; the file `serving` names one, and the one before.

    An index made before there were several lies in the folder itself, and has the name ".".
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def serving(self) -> str:
        """See Indexes."""
        return str(self._told().get("serving") or ("." if self._old_layout() else FIRST))

    def before(self) -> str:
        """See Indexes."""
        name = str(self._told().get("before") or "")
        return name if name and (self._folder(name) / "manifest.json").exists() else ""

    def following(self) -> str:
        """See Indexes."""
        served = [int(name) for name in (self.serving(), self.before()) if name.isdecimal()]
        return str(max(served, default=0) + 1)

    def open(self, name: str) -> Backend:
        """See Indexes."""
        from search.backends.embedded import EmbeddedBackend

        return EmbeddedBackend(self._folder(name))

    def serve(self, name: str) -> None:
        """See Indexes."""
        if not (self._folder(name) / "manifest.json").exists():
            raise IndexMissing("There is no such index", value=self._folder(name))
        told = {"serving": name, "before": self.serving()}
        with whole_file(self._path / "serving") as file:
            file.write(json.dumps(told).encode())
        if self._path.is_dir():
            for folder in self._path.iterdir():
                if folder.is_dir() and folder.name.isdecimal() and folder.name not in told.values():
                    shutil.rmtree(folder, ignore_errors=True)

    def remove(self, name: str) -> None:
        """See Indexes."""
        if name != self.serving() and name != ".":
            shutil.rmtree(self._folder(name), ignore_errors=True)

    def _folder(self, name: str) -> Path:
        return self._path / name

    def _old_layout(self) -> bool:
        return (self._path / "manifest.json").exists()

    def _told(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self._path / "serving").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise BackendError(
                "What names the serving index cannot be read",
                value=self._path / "serving",
                next_step="Check the rights on the data folder; if it is damaged, ingest with --rebuild",
            ) from error
