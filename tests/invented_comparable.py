"""Invented projects in plans of several cities, that comparable projects are looked for among."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from search.domain import Document
from search.searcher import Searcher
from tests.invented import make_document, make_records

DAMS = {
    "jekabpils": {
        "Kods": "V1", "Pasākums": "Aizsargdambja pārbūve pret plūdiem", "Atbildīgais": "Attīstības pārvalde",
        "Iznākums": "2 km dambja, jauni sūkņi", "Finansējums EUR": "3 200 000", "Izpildes termiņš": "2026",
        "Finansējuma avots": "ERAF, PB", "Stāvoklis": "Notiek būvdarbi",
    },
    "jelgava": {
        "Kods": "K7", "Pasākums": "Dambja un sūkņu pārbūve pret plūdiem", "Atbildīgais": "Pilsētsaimniecība",
        "Iznākums": "3 km dambja", "Finansējums EUR": "5 100 000", "Izpildes termiņš": "2025",
    },
}  # fmt: skip
OTHERS = {
    "ogre": {
        "Kods": "O2", "Pasākums": "Skolas jumta siltināšana", "Atbildīgais": "Izglītības pārvalde",
        "Iznākums": "Siltums klasēs", "Finansējums EUR": "800 000", "Izpildes termiņš": "2027",
    },
    "valmiera": {
        "Kods": "P4", "Pasākums": "Senioru dienas centra izveide", "Atbildīgais": "Sociālais dienests",
        "Iznākums": "45 vietas", "Finansējums EUR": "980 000", "Izpildes termiņš": "2024",
    },
}  # fmt: skip


def plan(city: str, *rows: Mapping[str, str], name: str = "") -> Document:
    """Return a plan of a city with one row for each project."""
    texts = ["; ".join(f"{name}: {cell}" for name, cell in row.items()) for row in rows]
    document = make_document(
        name or f"plans-{city}.xlsx", texts, title=f"Plāns {city}", cities=[city], kind="investīciju plāns"
    )
    passages = tuple(
        replace(passage, kind="row", columns=tuple(row.items()))
        for passage, row in zip(document.passages, rows, strict=True)
    )
    return replace(document, passages=passages)


def add(searcher: Searcher, document: Document, direction: str = "VIDE") -> str:
    """Put a document into the index; return its id."""
    searcher.backend.replace_document(document.id, make_records(document, direction))
    return document.id


def add_projects(searcher: Searcher) -> dict[str, str]:
    """Add the plans of four cities; return the id of each city's project."""
    for city, row in (DAMS | OTHERS).items():
        add(searcher, plan(city, row), "VIDE" if city in DAMS else "SOC")
    return {one.cities[0]: one.id for one in searcher.catalog().projects if one.code}
