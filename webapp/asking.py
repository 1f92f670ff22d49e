"""How a question was taken → what the search page shows of it: chosen filters, offers, a mended question.

Goes in: the serializer's data, the filters of the address. Comes out: names and links. An address holds the
whole state of a search.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from search.domain import Filters, Period
from search.fields import years_of
from webapp.places import Say, period_label

State = list[tuple[str, str]]
Named = dict[str, str]


def state_of(filters: Filters) -> State:
    """Return the pairs of an address that stand for the filters."""
    state = [("city", value) for value in filters.cities]
    state += [("direction", value) for value in filters.directions]
    state += [("kind", value) for value in filters.kinds]
    state += [("language", value) for value in filters.languages]
    if filters.period:
        state += [("year_from", str(filters.period.first)), ("year_to", str(filters.period.last))]
    return state


def link_to(text: str, state: State, page: int = 1) -> str:
    """Return the address of a page of results."""
    pairs = [("q", text)] if text else []
    return "/?" + urlencode([*pairs, *state, *([("page", str(page))] if page > 1 else [])])


def typed_links(data: dict[str, Any], state: State) -> dict[tuple[str, str], str]:
    """Return by field and value the address of the question without the filter typed into it."""
    typed = data["query"]["typed"]
    return {(one["field"], value): link_to(one["rest"], state) for one in typed for value in one["values"]}


def offers(data: dict[str, Any], text: str, state: State, language: str, say: Say) -> list[Named]:
    """Return the filters that the question speaks of and that are not chosen, each with its link."""
    chosen = data["query"]["filters"]
    made = []
    for one in data["offers"]:
        field, value = one["field"], one["value"]
        if field == "year" and not chosen["period"]:
            first, last = years_of(value)
            pairs = [("year_from", str(first)), ("year_to", str(last))]
        elif field != "year" and value not in chosen[field]:
            pairs = [(field, value)]
        else:
            continue
        made.append({"name": offer_name(one, language, say), "link": link_to(text, [*state, *pairs])})
    return made


def offer_name(offer: dict[str, str], language: str, say: Say) -> str:
    """Return what an offered filter is called."""
    if offer["field"] == "year":
        first, last = years_of(offer["value"])
        return period_label(Period(first, last), say)
    return offer["name_en"] if language == "en" else offer["name_lv"]
