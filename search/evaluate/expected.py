"""What a careful reader expects of a document, and what a converter gave of it; knows no figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.domain import Passage


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence or row stands; an empty field is not asked for."""

    kind: str
    number: int = 0
    sheet: str = ""
    rows: tuple[int, int] | None = None
    section: str = ""  # a heading that it stands under
    file: str = ""  # inside the source


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a reader would type it."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A row with its named cells, parents carried down; `parents` are lines over the table's whole width."""

    cells: tuple[tuple[str, str], ...]
    parents: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a careful reader finds in a document, in reading order; `absent` must stand in no passage.

    `letters` says that the document tests letters, so that each counts by itself.
    """

    title: str
    sentences: tuple[Sentence, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    rows: tuple[ExpectedRow, ...] = ()
    absent: tuple[str, ...] = ()
    letters: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What a converter made of a document: a title, an outline (level, heading) and passages.

    `error` says why there is nothing. `lacks` names figures that the converter has no notion of.
    """

    title: str = ""
    passages: tuple[Passage, ...] = ()
    outline: tuple[tuple[int, str], ...] = ()
    error: str = ""
    lacks: frozenset[str] = frozenset()


def outline_of(passages: Iterable[Passage]) -> tuple[tuple[int, str], ...]:
    """Return the headings of passages in reading order, each with its depth in the path."""
    found: list[tuple[int, str]] = []
    above: tuple[str, ...] = ()
    for passage in passages:
        path = passage.heading_path
        same = 0
        while same < min(len(path), len(above)) and path[same] == above[same]:
            same += 1
        found += [(depth + 1, path[depth]) for depth in range(same, len(path))]
        above = path
    return tuple(found)


def is_at(passage: Passage, place: Place) -> bool:
    """Say whether a passage stands at a place."""
    locator = passage.locator
    if locator.kind != place.kind or locator.file != place.file:
        return False
    if place.section and place.section not in {locator.section_title, *passage.heading_path}:
        return False
    if place.rows is not None:
        first, last = locator.rows or (0, 0)
        if not first <= place.rows[0] <= place.rows[1] <= last:
            return False
    return place.number in {0, locator.number} and place.sheet in {"", locator.sheet}
