"""An entity: a stretch of a text that names something, with its type and normal form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntityType = Literal[
    "city",
    "novads",
    "institution",
    "programme",
    "project_number",
    "decision_number",
    "code",
    "period",
    "date",
    "money",
    "indicator",
]
TYPES: tuple[EntityType, ...] = (
    "city", "novads", "institution", "programme", "project_number", "decision_number", "code", "period",
    "date", "money", "indicator",
)  # fmt: skip
MoneyKind = Literal["total", "eligible", "ineligible", "fund", "state", "municipal", "private", ""]


@dataclass(frozen=True, slots=True)
class Entity:
    """What characters `start` to `end` of a text name.

    `normal` is a city's id, a name in the nominative, a number as issued, an ISO date or interval, an amount
    with two decimals and its currency, or an indicator's name. `kind` is of money, when the words say it.
    `unit`, `baseline` and `target` are of an indicator, as printed.
    """

    type: EntityType
    start: int
    end: int
    text: str
    normal: str
    kind: MoneyKind = ""
    unit: str = ""
    baseline: str = ""
    target: str = ""


def entity(type_: EntityType, text: str, start: int, end: int, normal: str) -> Entity:
    """Return the entity at these characters, without white space around and stops at its end."""
    while end > start and text[end - 1] in ". \t\n\u00a0":
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Entity(type_, start, end, text[start:end], normal)
