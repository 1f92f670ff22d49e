"""The matrix of cities and directions → plain data for JSON and pages, and lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from search.corpora import Corpora
from search.coverage import FEW, LIKELY, SEVERAL, SURE, Cell, Coverage, State, coverage
from search.domain import Direction, DocumentView, Filters
from search.filters import seen
from search.mentions import Mention
from search.records import HIT_FIELDS, Record, document_of, passage_of
from search.searcher import Searcher
from search.standing import Standing
from webapp.places import Say, plainly
from webapp.serialize import document_data, passage_data

Data = dict[str, Any]

SIGNS: dict[State, str] = {"found": "●", "not_found": "○", "absent": "–"}
_SHOWN = (
    "id",
    "title",
    "kind",
    "cities",
    "period",
    "period_label",
    "status",
    "language",
    "translation",
    "path",
)


def covered(
    searcher: Searcher, wanted: Filters, standing: Standing | None, *, themes: bool, most: int
) -> Data:
    """Return the matrix of documents that stand so today, as `coverage_data`."""
    matrix = coverage(searcher, wanted, date.today(), standing)
    return coverage_data(searcher, matrix, themes=themes, most=most)


def coverage_data(
    searcher: Searcher, matrix: Coverage, *, themes: bool, most: int, say: Say = plainly
) -> Data:
    """Return the matrix: its cells of directions, and of sub-themes if wanted, with `most` passages each."""
    wanted = [
        (city, theme)
        for theme in (matrix.themes if themes else matrix.directions())
        for city in matrix.counts
    ]
    named = [one.passage_id for key in wanted for one in matrix.cells[key].strongest[:most]]
    records = read_passages(searcher, named)
    asked = matrix.filters
    return {
        "filters": {
            "city": list(asked.cities),
            "direction": list(asked.directions),
            "kind": list(asked.kinds),
            "language": list(asked.languages),
            "period": {"from": asked.period.first, "to": asked.period.last} if asked.period else None,
            "standing": matrix.standing,
        },
        "rule": {"sure": SURE, "likely": LIKELY, "several": SEVERAL, "few": FEW},
        "cities": [
            {
                "id": one.city,
                "name": city_name(one.city, searcher.corpora),
                "documents": one.documents,
                "held": one.held,
                "undated": one.undated,
            }
            for one in matrix.counts.values()
        ],
        "directions": [
            direction_data(one) for one in searcher.corpora.directions if one.id in matrix.directions()
        ],
        "cells": [
            {"city": city, "direction": theme.split("/")[0], "sub_theme": theme if "/" in theme else None}
            | cell_data(searcher, matrix.cells[city, theme], matrix.documents, records, most, say)
            for city, theme in wanted
        ],
    }


def cell_data(
    searcher: Searcher,
    cell: Cell,
    documents: Mapping[str, DocumentView],
    records: Mapping[str, Record],
    most: int,
    say: Say,
) -> Data:
    """Return a cell with its documents, projects and the strongest passages that `records` hold."""
    catalog = searcher.catalog()
    return {
        "state": cell.state,
        "sign": SIGNS[cell.state],
        "passages": cell.passages,
        "weaker": cell.weaker,
        "documents": [{"id": one, "title": documents[one].facts.title} for one in cell.documents],
        "projects": [
            {"id": project.id, "title": project.title}
            for project in map(catalog.by_account.get, cell.projects)
            if project is not None
        ],
        "strongest": strongest_data(cell.strongest[:most], records, searcher.corpora, say),
    }


def strongest_data(
    strongest: Sequence[Mention], records: Mapping[str, Record], corpora: Corpora, say: Say = plainly
) -> list[Data]:
    """Return passages with their documents and probabilities, without those that have left the index."""
    found = []
    for one in strongest:
        record = records.get(one.passage_id)
        if record is not None:
            passage = passage_data(passage_of(record), (), corpora, say)
            told = {name: passage[name] for name in passage if not name.endswith("directions")}
            document = shown_document(document_of(record), corpora, say)
            found.append(
                {"probability": one.score, "sub_theme": one.sub_theme, "document": document, "passage": told}
            )
    return found


def read_passages(searcher: Searcher, passage_ids: Sequence[str]) -> dict[str, Record]:
    """Return the records of these passages that may be seen, by their ids."""
    wanted = list(dict.fromkeys(passage_ids))
    found = seen(searcher.backend.fetch(wanted, (*HIT_FIELDS, "access")).values())
    return {record["id"]: record for record in found}


def shown_document(view: DocumentView, corpora: Corpora, say: Say = plainly) -> Data:
    """Return what a list shows of a document."""
    data = document_data(view, corpora, say)
    return {name: data[name] for name in _SHOWN}


def direction_data(direction: Direction) -> Data:
    """Return the names of a direction and of its sub-themes."""
    return {
        "id": direction.id,
        "name_lv": direction.name_lv,
        "name_en": direction.name_en,
        "label_lv": direction.label_lv,
        "label_en": direction.label_en,
        "sub_themes": [
            {"id": f"{direction.id}/{one.id}", "name_lv": one.name_lv, "name_en": one.name_en}
            for one in direction.sub_themes
        ],
    }


def city_name(city_id: str, corpora: Corpora) -> str:
    """Return the name of a city."""
    city = corpora.city(city_id)
    return city.name if city else city_id


def coverage_lines(data: Data) -> list[str]:
    """Return the matrix as aligned tables: cities by directions, then any sub-themes by cities."""
    cells = {(one["city"], one["sub_theme"] or one["direction"]): one for one in data["cells"]}
    columns = [one["id"] for one in data["directions"]]
    rows = [
        [one["name"], str(one["documents"]), *(_brief(cells[one["id"], column]) for column in columns)]
        for one in data["cities"]
    ]
    lines = [
        f"{SIGNS['found']} found: documents/passages/projects; {SIGNS['not_found']} in the collection, not"
        f" found (weaker passages); {SIGNS['absent']} not in the collection",
        "",
        *_aligned([["", "documents", *columns], *rows]),
    ]
    for direction in data["directions"] if any(one["sub_theme"] for one in data["cells"]) else ():
        header = [direction["label_en"], *(one["name"] for one in data["cities"])]
        themes = [
            [theme["name_en"], *(_brief(cells[city["id"], theme["id"]]) for city in data["cities"])]
            for theme in direction["sub_themes"]
        ]
        lines += ["", *_aligned([header, *themes])]
    undated = sum(one["undated"] for one in data["cities"])
    if undated:
        lines += ["", f"{undated} documents without a period are left out."]
    return lines


def _brief(cell: Data) -> str:
    sign = SIGNS[cell["state"]]
    if cell["state"] == "found":
        return f"{sign} {len(cell['documents'])}/{cell['passages']}/{len(cell['projects'])}"
    weak = cell["passages"] + cell["weaker"]
    return f"{sign} ({weak})" if weak else sign


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
