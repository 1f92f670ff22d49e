"""A plan and how strictly its words are meant → the plan that keeps to them. Pure.

"exact": every passage holds all words exactly as typed, diacritics too; "forms": all words, each in some
form; "related": related terms and meaning count too.
"""

from __future__ import annotations

from dataclasses import replace

from search.asked import Match
from search.query import Choice, Plan


def strictly(plan: Plan, match: Match) -> Plan:
    """Return the plan that keeps to its words as `match` says; of alternatives one has to be held."""
    if match != "exact":
        return replace(plan, match=match)
    exact = (Choice(phrases=tuple((one.keys.exact,) for one in word.forms)) for word in plan.words)
    return replace(plan, match=match, required=(*plan.required, *exact))
