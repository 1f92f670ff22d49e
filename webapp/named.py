"""What a document names → plain data of each passage, and a list by type for its page.

A thing named several times is listed once, under its most frequent spelling first met, with the number of
times and the first passage that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from search.corpora import load_corpora
from search.domain import Passage
from search.language.entities import TYPES, entities
from webapp.places import Say, plainly

Data = dict[str, Any]

_LISTED = 12  # of a type; the page says how many more there are
_DETAILS = ("kind", "unit", "baseline", "target")
_IN_NOMINATIVE = frozenset({"novads", "institution", "programme", "project_number"})  # shown by normal form


def entities_data(passage: Passage) -> list[Data]:
    """Return the entities of a passage; details that an entity has not are left out."""
    return [
        {name: value for name, value in asdict(one).items() if value or name not in _DETAILS}
        for one in entities(passage.text, passage.columns)
    ]


def named_groups(passages: Iterable[Mapping[str, Any]], say: Say = plainly) -> list[Data]:
    """Return what the passages name, by type, the most frequent first."""
    found: dict[str, dict[tuple[str, ...], Data]] = {name: {} for name in TYPES}
    for passage in passages:
        for one in passage["entities"]:
            key = (one["normal"], *(one.get(name, "") for name in _DETAILS))
            first = {"text": _shown(one, say), "passage_id": passage["id"], "count": 0}
            found[one["type"]].setdefault(key, first)["count"] += 1
    labels = _labels(say)
    return [
        {"type": name, "label": labels[name], **_group(list(items.values()))}
        for name, items in found.items()
        if items
    ]


def _group(items: Sequence[Data]) -> Data:
    ordered = sorted(items, key=lambda item: -item["count"])
    return {"items": ordered[:_LISTED], "more": len(ordered[_LISTED:])}


def _shown(one: Mapping[str, str], say: Say) -> str:
    """Return an entity in words: a city by its name, a sum with its kind, an indicator with its values."""
    if one["type"] == "city":
        city = load_corpora().city(one["normal"])
        return city.name if city else one["text"]
    if one["type"] in _IN_NOMINATIVE:
        return one["normal"]
    if one["type"] == "money":
        amount = one["text"] if one["text"][-1].isalpha() or "€" in one["text"] else f"{one['text']} EUR"
        kind = _kinds(say).get(one.get("kind", ""), "")
        return f"{amount} ({kind})" if kind else amount
    if one["type"] == "indicator":
        values = " → ".join(one[name] for name in ("baseline", "target") if one.get(name))
        return f"{one['text']}: {values} {one.get('unit', '')}".strip()
    return one["text"]


def _labels(say: Say) -> dict[str, str]:
    return {
        "city": say("State cities"),
        "novads": say("Municipalities (novadi)"),
        "institution": say("Institutions"),
        "programme": say("Programmes and funds"),
        "project_number": say("Numbers of projects"),
        "decision_number": say("Numbers of decisions"),
        "code": say("Codes"),
        "period": say("Periods"),
        "date": say("Dates"),
        "money": say("Money"),
        "indicator": say("Indicators"),
    }


def _kinds(say: Say) -> dict[str, str]:
    return {
        "total": say("total"),
        "eligible": say("eligible"),
        "ineligible": say("not eligible"),
        "fund": say("of a fund"),
        "state": say("of the state"),
        "municipal": say("of the municipality"),
        "private": say("private"),
    }
