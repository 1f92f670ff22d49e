"""Invented plans and their projects, for the tests of lists and pages of projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from search.domain import Document
from search.searcher import Searcher
from tests.invented import make_document, make_records

Row = Mapping[str, str]

HEATING: Row = {
    "Nr.": "A1",
    "Pasākums": "Bērnudārza „Ābelīte” siltināšana",
    "Atbildīgais": "Īpašumu departaments",
    "Finansējums EUR": "820 000",
    "Finansējuma avots": "ERAF 85 %, PB 15 %",
    "Īstenošanas laiks": "2024–2026",
    "Plānotie rezultāti": "Par 40 % mazāks siltuma patēriņš",
    "Stāvoklis": "Līgums noslēgts",
}
CENTRE: Row = {
    "Nr.": "S1.1",
    "Pasākums": "Senioru centra izveide",
    "Atbildīgais": "Sociālais dienests",
    "Finansējums EUR": "1 200 000,50",
    "Finansējuma avots": "PB, aizņēmums Valsts kasē",
    "Īstenošanas laiks": "31.12.2027.",
}
TRAILS: Row = {
    "Nr.": "C3",
    "Pasākums": "Cēsu ielas veloceliņi",
    "Atbildīgais": "Satiksmes departaments",
    "Finansējums EUR": "300 000",
}


def make_plan(name: str, rows: Sequence[Row], cities: Sequence[str], access: str = "public") -> Document:
    """Return an invented plan, each row on a page of its own."""
    texts = [" | ".join(row.values()) for row in rows]
    document = make_document(
        name, texts, kind="investīciju plāns", cities=cities, title=f"Plāns {name}", access=access
    )
    passages = tuple(
        replace(passage, kind="row", columns=tuple(row.items()))
        for passage, row in zip(document.passages, rows, strict=True)
    )
    return replace(document, passages=passages)


def add_plan(searcher: Searcher, name: str, rows: Sequence[Row], cities: Sequence[str]) -> str:
    """Add an invented plan to the collection, and return its id."""
    document = make_plan(name, rows, cities)
    searcher.backend.replace_document(document.id, make_records(document))
    return document.id
