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
    among = (
        Choice((*choice.phrases, *((one.keys.exact,) for one in choice.words))) for choice in plan.required
    )
    alone = (
        Choice(tuple((one.keys.exact,) for one in word.forms)) for word in plan.words if not word.required
    )
    return replace(plan, match=match, required=(*among, *alone))
