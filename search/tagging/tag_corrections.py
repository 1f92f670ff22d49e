"""What staff said of the directions of passages, kept apart from the machine's tags. Pure.

Goes in: the machine's tags of a passage and the corrections that hang on its id. Comes out: tags, each marked
as confirmed, added or removed with the reason. Also what can be learned from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from search.corpora import Corpora
from search.domain import DirectionTag, Review
from search.errors import QueryError
from search.tagging.labelled import Labelled

FIELD = "directions"  # what is corrected, as typed


@dataclass(frozen=True, slots=True)
class TagCorrection:
    """A direction that a passage has (`given`) or has not, as staff say, with the passage as it then was.

    `machine` is the probability of the machine's tag, None where it gave none; `made` the time (ISO, UTC).
    """

    passage_id: str
    direction: str  # Direction.id
    given: bool
    why: str
    document_id: str
    title: str
    heading: str
    text: str
    machine: float | None = None
    made: str = ""


def parse_tags(given: Sequence[str], corpora: Corpora) -> dict[str, bool]:
    """Return by id the directions of "directions=+VIDE,-5": + for what a passage has, − for what it has not.

    Raises QueryError that names what is allowed.
    """
    told: dict[str, bool] = {}
    for one in given:
        name, _, value = one.partition("=")
        for part in (part.strip() for part in value.split(",")):
            direction = _direction(part[1:].strip(), corpora)
            if name.strip() != FIELD or part[:1] not in {"+", "-"} or direction is None or direction in told:
                raise _unusable(one, ", ".join(direction.id for direction in corpora.directions))
            told[direction] = part[0] == "+"
    return told


def parse_undone(given: Sequence[str]) -> None:
    """Check that the directions of a passage are what is taken back. Raises QueryError."""
    for one in given:
        if one.strip() != FIELD:
            raise QueryError(
                "This is no correction of a passage", value=one[:100], next_step=f"Write {FIELD} --undo"
            )


def _unusable(given: str, known: str) -> QueryError:
    return QueryError(
        "This is no correction of a passage's directions",
        value=given[:100],
        next_step=f"Write {FIELD}=+VIDE to add or confirm, {FIELD}=-VIDE to remove, with one of: {known}",
    )


def _direction(text: str, corpora: Corpora) -> str | None:
    return next((one.id for one in corpora.directions if text in {one.id, str(one.number)}), None)


def machine_tags(tags: Iterable[DirectionTag]) -> tuple[DirectionTag, ...]:
    """Return the machine's own tags out of tags that were marked by `reviewed`."""
    return tuple(replace(tag, review="", why="") for tag in tags if tag.review != "added")


def reviewed(tags: Sequence[DirectionTag], corrections: Iterable[TagCorrection]) -> tuple[DirectionTag, ...]:
    """Return the machine's tags with what staff said of them, added ones first.

    A tag that staff removed stays, marked; where the machine gives none any more, nothing is left to remove.
    """
    held = {tag.direction: tag for tag in tags}
    added = {}
    for one in corrections:
        tag = held.get(one.direction)
        if tag is None and one.given:
            added[one.direction] = DirectionTag(one.direction, 1.0, review="added", why=one.why)
        elif tag is not None:
            review: Review = "confirmed" if one.given else "removed"
            held[one.direction] = replace(tag, review=review, why=one.why)
    return (*added.values(), *held.values())


def learnable(corrections: Iterable[TagCorrection], corpora: Corpora) -> tuple[Labelled, ...]:
    """Return the corrected passages as labelled ones that are known by the corrected directions only."""
    numbers: Mapping[str, int] = {one.id: one.number for one in corpora.directions}
    of_passage: dict[str, list[TagCorrection]] = {}
    for one in corrections:
        of_passage.setdefault(one.passage_id, []).append(one)
    return tuple(
        Labelled(
            id=passage_id,
            document=told[-1].title or told[-1].document_id,  # as judged passages of the same document
            title=told[-1].title,
            text=told[-1].text,
            directions=frozenset(numbers[one.direction] for one in told if one.given),
            heading=told[-1].heading,
            known=frozenset(numbers[one.direction] for one in told),
        )
        for passage_id, told in of_passage.items()
    )
