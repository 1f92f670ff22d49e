"""How a list of projects was asked for → what its page shows: facets, chosen filters, orders, other pages.

Goes in: the serializer's data and the query. Comes out: names and links. An address holds the whole state.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from search.project_list import ProjectOrder, ProjectQuery
from webapp.asking import State
from webapp.params import years_label
from webapp.places import Say
from webapp.project_params import state_of

Data = dict[str, Any]
Named = Callable[[str, str], str]  # the name and value of a filter → what people read
_RANGES = frozenset({"year_from", "year_to", "sum_from", "sum_to", "order", "per_page"})


def link_to(query: ProjectQuery, state: State | None = None, page: int = 1, path: str = "/projects") -> str:
    """Return the address of a page of projects: of the query, or with another state."""
    pairs = [("q", query.text)] if query.text else []
    pairs += state_of(query) if state is None else state
    pairs += [("page", str(page))] if page > 1 else []
    return f"{path}?{urlencode(pairs)}" if pairs else path


def facets(data: Data, query: ProjectQuery, named: Named, say: Say) -> list[Data]:
    """Return the facets with their names, each value with the address that takes or leaves it."""
    titles = {
        "city": say("City"),
        "direction": say("Direction"),
        "stage": say("Stage"),
        "programme": say("Programme or source of money"),
        "source": say("Described"),
    }
    state = state_of(query)
    made = []
    for name, title in titles.items():
        values = []
        for one in data["facets"][name]:
            pair = (name, one["value"])
            changed = [held for held in state if held != pair] if one["selected"] else [*state, pair]
            values.append(one | {"name": named(*pair), "link": link_to(query, changed)})
        made.append({"name": name, "title": title, "values": values})
    return made


def chosen(query: ProjectQuery, named: Named, say: Say) -> list[dict[str, str]]:
    """Return the filters that are chosen, each with the address without it."""
    state = state_of(query)
    made = [
        {"name": named(*pair), "link": link_to(query, [one for one in state if one != pair])}
        for pair in state
        if pair[0] not in _RANGES
    ]
    if query.period:
        years = years_label(query.period, say)
        made.append({"name": years, "link": link_to(replace(query, period=None))})
    sums = dict(state)
    least, most = (_grouped(sums.get(name, "")) for name in ("sum_from", "sum_to"))
    if least or most:
        if least and most:
            name = say("%(least)s–%(most)s EUR", least=least, most=most)
        else:
            name = say("from %(least)s EUR", least=least) if least else say("up to %(most)s EUR", most=most)
        made.append({"name": name, "link": link_to(replace(query, sum_from=None, sum_to=None))})
    return made


def orders(query: ProjectQuery, say: Say) -> list[Data]:
    """Return the orders of a list, each with its address."""
    names: dict[ProjectOrder, str] = {
        "title": say("by name"),
        "end": say("latest end first"),
        "sum": say("largest sum first"),
        "city": say("by city"),
    }
    return [
        {"name": name, "chosen": order == query.order, "link": link_to(replace(query, order=order))}
        for order, name in names.items()
    ]


def paging(query: ProjectQuery, count: int) -> Data:
    """Return the number of this page and of the last, and the addresses beside it."""
    last = max(1, -(-count // query.limit))
    page = min(query.offset // query.limit + 1, last)
    return {
        "page": page,
        "last": last,
        "before": link_to(query, page=page - 1) if page > 1 else None,
        "after": link_to(query, page=page + 1) if page < last else None,
    }


def _grouped(number: str) -> str:
    """Return a number with spaces between thousands, as both languages read it."""
    whole, _, rest = number.partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0") if whole else ""
    return f"{grouped},{rest}" if rest else grouped
