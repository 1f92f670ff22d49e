"""What an index was built with; a program that would build it otherwise is refused with the command to run.

Knows the names of the versions, not what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from search.errors import IndexMissing, ManifestMismatch
from search.language.keys import ANALYSIS
from search.projects import RULES
from search.records import SCHEMA
from search.tagging.directions import tagger_identity

SPLITTING = "passages-600-1100"  # named here, since ingestion may know search but not the other way round

_BUILD_ANEW = "Set the same model as then, or build anew: `virzieni ingest PATH… --rebuild`"
_FROM_STORED = frozenset({"tagger", "projects"})  # what `reindex` makes of stored passages, with no file read
_MAKE_ANEW = "Have it made anew from the stored passages: `virzieni reindex`"
_NAMES = {
    "schema": "layout of the records",
    "analysis": "analysis of words",
    "splitting": "splitting into passages",
    "tagger": "direction tagger",
    "projects": "reading of projects",
    "model": "embedding model",
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """The versions that an index and the program must share."""

    schema: str
    analysis: str
    splitting: str
    tagger: str
    projects: str
    model: str


def expected(model: str, data: Path | None = None) -> Manifest:
    """Return the manifest of an index that this program builds with the model of this identity.

    In the folder `data` the direction tagger may be one that was learned there.
    """
    return Manifest(SCHEMA, ANALYSIS, SPLITTING, tagger_identity(model, data), RULES, model)


def as_stored(manifest: Manifest, dimension: int) -> dict[str, Any]:
    """Return the mapping that a backend keeps; `dimension` is the length of the vectors."""
    return {**asdict(manifest), "dimension": dimension}


def differences(stored: Mapping[str, Any], wanted: Manifest) -> list[str]:
    """Return the names of the fields in which the two differ."""
    return [field.name for field in fields(Manifest) if stored.get(field.name) != getattr(wanted, field.name)]


def check(stored: Mapping[str, Any] | None, wanted: Manifest, *, reading: bool = False) -> None:
    """Raise IndexMissing without an index, ManifestMismatch when it was built with something else.

    For `reading` tagger and projects may differ: both are stored, and a question makes none.
    """
    if stored is None:
        raise IndexMissing("There is no index yet", next_step="Run `virzieni ingest PATH`")
    wrong = [name for name in differences(stored, wanted) if not (reading and name in _FROM_STORED)]
    if wrong:
        said = "; ".join(
            f"{_NAMES[name]}: index {stored.get(name, '-')}, program {getattr(wanted, name)}"
            for name in wrong
        )
        raise ManifestMismatch(
            "The index was built with something else than this program uses",
            value=said,
            next_step=_MAKE_ANEW if _FROM_STORED.issuperset(wrong) else _BUILD_ANEW,
        )
