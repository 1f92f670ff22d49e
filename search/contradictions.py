"""Values that the sources tell of one project → those that do not agree. Pure.

What one place tells, such as the sums of several municipalities, is not told differently there. "2025" agrees
with any day of 2025, and "9,2 milj. EUR" with any sum that is rounded to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from search.plan_rows import ProjectValue

# Accepted: "9,2 milj. EUR", "640 tūkst. eiro". Rejected: "9 200 000 EUR".
_ROUNDED = re.compile(r"\d(?:[.,](?P<decimals>\d+))?\s?(?P<unit>tūkst|milj|mljrd|mlrd)", re.IGNORECASE)
_UNITS = {"tūkst": 1e3, "milj": 1e6, "mljrd": 1e9, "mlrd": 1e9}

_Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Values of one field that do not agree; each knows the passage that prints it.

    It is `settled` when only drafts differ from what was approved later.
    """

    field: str
    kind: str
    values: tuple[ProjectValue, ...]
    settled: bool = False


def contradictions(values: Sequence[ProjectValue], drafts: Collection[str]) -> Iterator[Contradiction]:
    """Yield sums of one kind and ends of periods that places tell differently.

    `drafts` are the passages of drafts in the place of which others stand now.
    """
    kinds = dict.fromkeys((one.field, one.kind) for one in values if one.field in {"money", "period"})
    for field, kind in kinds:
        told = tuple(one for one in values if (one.field, one.kind) == (field, kind))
        if _differ(told):
            settled = not _differ([one for one in told if one.passage_id not in drafts])
            yield Contradiction(field, kind, told, settled)


def _differ(told: Sequence[ProjectValue]) -> bool:
    places: dict[str, list[ProjectValue]] = {}
    for one in told:
        places.setdefault(one.passage_id, []).append(one)
    ways = {frozenset((one.value, one.printed) for one in own): own for own in places.values()}
    return any(_apart(one, other) for one, other in combinations(ways.values(), 2))


def _apart(one: Sequence[ProjectValue], other: Sequence[ProjectValue]) -> bool:
    """Say whether no value of one place agrees with any of the other's."""
    return not any(_agree(first, second) for first in one for second in other)


def _agree(one: ProjectValue, other: ProjectValue) -> bool:
    if one.field == "money":
        (least, most), (others_least, others_most) = _span(one), _span(other)
        return least <= others_most and others_least <= most
    first, second = (value.value.partition("/")[2] for value in (one, other))
    return not first or not second or first.startswith(second) or second.startswith(first)


def _span(value: ProjectValue) -> _Span:
    """Return the sums that a printed one may stand for: itself to the cent, a rounded one a range."""
    amount = round(float(value.value), 2)
    rounded = _ROUNDED.search(value.printed)
    if rounded is None:
        return amount, amount
    half = _UNITS[rounded["unit"].lower()] / 10 ** len(rounded["decimals"] or "") / 2
    return amount - half, amount + half
