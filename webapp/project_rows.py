"""What the sources tell of a project → the rows of its page: each value once, with all its places. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from webapp.project_words import FIELDS, MONEY

Data = dict[str, Any]

_SHARES = "_share"  # kinds of money in per cent end so


def project_rows(project: Data) -> list[Data]:
    """Return the rows by field and kind; values that are equal are one row."""
    order = {name: at for at, name in enumerate((*FIELDS, *MONEY))}
    rows = value_rows(project["values"], project["documents"])
    return sorted(rows, key=lambda row: (order[row["field"]], order.get(row["kind"], 0)))


def value_rows(values: Iterable[Data], documents: Iterable[Data]) -> list[Data]:
    """Return each value once: in words or as a sum, as printed, and the places that tell it."""
    held = {one["id"]: one for one in documents}
    rows: dict[tuple[str, str, str | float], Data] = {}
    for one in values:
        document = held[one["document_id"]]
        row = rows.setdefault((one["field"], one["kind"], _compared(one)), _row(one, document))
        alike = one["printed"] == row["printed"] or one["field"] == "city"  # in whatever case it is named
        row["places"].append(
            {
                "document": document,
                "passage_id": one["passage_id"],
                "label": one["place"],
                "page": one["page"],
                "printed": "" if alike else one["printed"],  # such as "9,2 milj." for 9 200 000
            }
        )
    return list(rows.values())


def _row(one: Data, document: Data) -> Data:
    amount = float(one["value"]) if one["field"] == "money" else None
    shown = one["readable"] or ("" if amount is not None else one["printed"])
    told = one["value"] if amount is not None else shown
    figures = one["field"] in {"money", "period"} and _figures(told) == _figures(one["printed"])
    return {
        "field": one["field"],
        "kind": one["kind"],
        "label": one["label"],
        "amount": amount,
        "unit": "%" if one["kind"].endswith(_SHARES) else "EUR",
        "shown": shown,
        "in_words": bool(one["readable"]),
        "printed": one["printed"],
        "quoted": "" if figures or one["field"] == "city" or shown == one["printed"] else one["printed"],
        "language": document["language"],
        "places": [],
    }


def _compared(one: Data) -> str | float:
    """Return what equal values share: the sum, else the words without regard to case and spaces."""
    return float(one["value"]) if one["field"] == "money" else " ".join(one["value"].casefold().split())


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)
