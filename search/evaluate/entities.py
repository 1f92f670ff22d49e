"""Annotated passages and what is found in them → precision and recall by type. Pure but for the file.

An entity is right when its characters (a stop at the end aside) and its type are; whether its normal form,
a sum's kind, and an indicator's unit and values are right too is told apart, as a share of those.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.errors import CorpusError
from search.language.entities import TYPES, Entity, entities


@dataclass(frozen=True, slots=True)
class Annotated:
    """A passage with the entities that a reader found in it."""

    id: str
    split: str
    text: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many entities of a type were found, of how many; and what of the right ones is right."""

    annotated: int
    found: int
    right: int
    normal: int  # of the right ones, with the right normal form
    details: int  # of the right ones, with the right kind, unit and values too

    @property
    def precision(self) -> float | None:
        """Return the share of those found that are right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Return the share of those annotated that are found."""
        return self.right / self.annotated if self.annotated else None


def load_annotated(path: Path) -> list[Annotated]:
    """Load annotated passages (JSON lines). Raises CorpusError, also for a text that is not at its place."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            "Annotated passages cannot be read", value=str(path), next_step="Give a file of JSON lines"
        ) from error
    passages = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            passages.append(
                Annotated(
                    str(row["id"]),
                    str(row["split"]),
                    str(row["text"]),
                    tuple(Entity(**one) for one in row["entities"]),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(
                "An annotated passage is malformed", value=f"{path.name}, line {number}: {error}",
                next_step="Give id, split, text and entities with type, start, end, text and normal",
            ) from error  # fmt: skip
        _check(path, number, passages[-1])
    return passages


def _check(path: Path, number: int, passage: Annotated) -> None:
    for one in passage.entities:
        if one.type not in TYPES or passage.text[one.start : one.end] != one.text:
            raise CorpusError(
                "An annotated entity is not at its place",
                value=f"{path.name}, line {number}: {one.type} {one.start}–{one.end} {one.text!r}",
                next_step="Correct its type, place or text",
            )


def figures(passages: Sequence[Annotated]) -> dict[str, Figures]:
    """Return the figures of each type over the passages."""
    counts: Counter[tuple[str, str]] = Counter()
    for passage in passages:
        annotated = {_key(one): one for one in passage.entities}
        found = {_key(one): one for one in entities(passage.text)}
        for key in annotated:
            counts[key[0], "annotated"] += 1
        for key, one in found.items():
            counts[key[0], "found"] += 1
            if truth := annotated.get(key):
                counts[key[0], "right"] += 1
                counts[key[0], "normal"] += one.normal == truth.normal
                counts[key[0], "details"] += _details(one) == _details(truth)
    names = ("annotated", "found", "right", "normal", "details")
    return {name: Figures(*(counts[name, one] for one in names)) for name in TYPES}


def by_part(passages: Sequence[Annotated]) -> dict[str, tuple[int, dict[str, Figures]]]:
    """Return the number of passages and the figures of each part, parts in the order of the file."""
    parts = dict.fromkeys(one.split for one in passages)
    return {
        part: (len(own), figures(own))
        for part in parts
        if (own := [one for one in passages if one.split == part])
    }


def mistakes(passages: Sequence[Annotated]) -> list[str]:
    """Return a line for each entity that is missing, found wrongly, or found with other details."""
    lines = []
    for passage in passages:
        annotated = {_key(one): one for one in passage.entities}
        found = {_key(one): one for one in entities(passage.text)}
        for key in sorted(annotated.keys() | found.keys(), key=lambda one: (one[1], one[2], one[0])):
            truth, ours = annotated.get(key), found.get(key)
            if truth is None and ours is not None:
                lines.append(f"{passage.id}  + {ours.type} {ours.text!r}")
            elif ours is None and truth is not None:
                lines.append(f"{passage.id}  - {truth.type} {truth.text!r}")
            elif ours and truth and (ours.normal, _details(ours)) != (truth.normal, _details(truth)):
                lines.append(
                    f"{passage.id}  ≠ {ours.type} {ours.text!r}: {ours.normal!r} {_details(ours)}, "
                    f"annotated {truth.normal!r} {_details(truth)}"
                )
    return lines


def figures_data(parts: dict[str, tuple[int, dict[str, Figures]]]) -> dict[str, Any]:
    """Return the figures of each part as data."""
    return {
        part: {
            "passages": passages,
            "types": {
                name: {
                    "annotated": one.annotated,
                    "found": one.found,
                    "right": one.right,
                    "precision": one.precision,
                    "recall": one.recall,
                    "normal_form_right": one.normal,
                    "details_right": one.details,
                }
                for name, one in by_type.items()
            },
        }
        for part, (passages, by_type) in parts.items()
    }


def figures_table(parts: dict[str, tuple[int, dict[str, Figures]]]) -> list[str]:
    """Return the figures of each part as lines."""
    lines = []
    for part, (passages, by_type) in parts.items():
        lines.append(f"{part}: {passages} passages")
        lines.append(f"  {'':16} annotated   found   right  precision  recall  normal form  details")
        for name, one in by_type.items():
            lines.append(
                f"  {name:16} {one.annotated:9d} {one.found:7d} {one.right:7d}  {_share(one.precision):>9}  "
                f"{_share(one.recall):>6}  {one.normal:11d}  {one.details:7d}"
            )
    return lines


def _key(one: Entity) -> tuple[str, int, int]:
    return one.type, one.start, one.end


def _details(one: Entity) -> tuple[str, str, str, str]:
    return one.kind, one.unit, one.baseline, one.target


def _share(share: float | None) -> str:
    """Return a share with three figures, cut and not rounded, so that only what is all right reads 1."""
    return "–" if share is None else f"{int(1000 * share) / 1000:.3f}"
