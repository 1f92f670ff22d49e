"""How a question was taken → what the search page shows of it: chosen filters, offers, a mended question.

Goes in: the serializer's data, the filters of the address. Comes out: names and links. An address holds the
whole state of a search.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from search.asked import Match
from search.domain import Filters, Period
from search.fields import years_of
from webapp.params import year_pairs
from webapp.places import Say, period_label

State = list[tuple[str, str]]
Named = dict[str, str]
_ALWAYS: Match = "related"  # how words are taken where an address does not say it


def state_of(filters: Filters, match: Match = _ALWAYS) -> State:
    """Return the pairs of an address that stand for the filters, and for how strictly words are taken."""
    state = [("city", value) for value in filters.cities]
    state += [("direction", value) for value in filters.directions]
    state += [("kind", value) for value in filters.kinds]
    state += [("language", value) for value in filters.languages]
    state += year_pairs(filters.period)
    return state if match == _ALWAYS else [*state, ("match", match)]


def match_choices(text: str, filters: Filters, chosen: Match, say: Say) -> list[dict[str, Any]]:
    """Return how strictly words can be taken: name, what it means, whether it is chosen, link."""
    names: dict[Match, tuple[str, str]] = {
        "exact": (say("exact words"), say("all words, exactly as you typed them")),
        "forms": (say("all forms"), say("all words, each in some form")),
        "related": (say("related meaning too"), say("some of the words, related terms and meaning too")),
    }
    return [
        {
            "name": name,
            "title": title,
            "chosen": match == chosen,
            "link": link_to(text, state_of(filters, match)),
        }
        for match, (name, title) in names.items()
    ]


def only_my_words(data: dict[str, Any], text: str, filters: Filters) -> str:
    """Return the address of the question by its words alone; nothing where that would change nothing."""
    counts = data["counts"]
    further = data["query"]["match"] == _ALWAYS and counts["further"] and counts["all_words"]
    return link_to(text, state_of(filters, "forms")) if further else ""


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
