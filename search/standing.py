"""How a document stands on a day: a plan in force, expiring, expired or a draft, or no plan at all. Pure."""

from __future__ import annotations

from datetime import date
from typing import Literal

from search.domain import Facts
from search.identity import ONE_AT_A_TIME

# "other" is what no plan is: reports, applications, decisions, and documents of an unknown kind.
Standing = Literal["in_force", "expiring", "expired", "draft", "other"]
STANDINGS: tuple[Standing, ...] = ("in_force", "expiring", "expired", "draft", "other")


def standing_of(facts: Facts, today: date) -> Standing:
    """Return how the document stands on this day.

    It expires when its period ends this year or the next. A plan without a period or a status is in force:
    nothing says otherwise.
    """
    if facts.kind not in ONE_AT_A_TIME:
        return "other"
    if facts.status == "projekts":
        return "draft"
    last = facts.period.last if facts.period else None
    if facts.status == "zaudējis spēku" or (last is not None and last < today.year):
        return "expired"
    return "expiring" if last is not None and last <= today.year + 1 else "in_force"
