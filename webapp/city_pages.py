"""The pages of cities: the matrix of cities and directions, its cells, the cities, and a city's profile."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext

from search.coverage import LIKELY, SURE, Coverage, coverage
from search.domain import Note
from search.errors import NotFound
from search.profile import city_named
from search.searcher import Searcher
from webapp import params
from webapp.cities import cities_data, city_data, project_brief
from webapp.coverage import (
    SIGNS,
    coverage_data,
    read_passages,
    shown_document,
    strongest_data,
)
from webapp.notes import note_text
from webapp.serving import searcher_of_request

blueprint = Blueprint("cities", __name__)

_STRONGEST = 5  # passages of a cell
_OF_SUB_THEME = 2  # of each of its sub-themes


@blueprint.get("/coverage")
def matrix() -> str:
    """Show the matrix of cities and directions."""
    searcher = searcher_of_request()
    found, notes = _asked(searcher)
    return render_template("coverage.html", **_shown(searcher, found, notes, themes=False))


@blueprint.get("/coverage/<direction_id>")
def direction(direction_id: str) -> str:
    """Show the matrix of a direction's sub-themes and the cities."""
    searcher = searcher_of_request()
    found, notes = _asked(searcher, direction=_known(searcher, direction_id))
    shown = _shown(searcher, found, notes, themes=True)
    return render_template("coverage_direction.html", direction=shown["matrix"]["directions"][0], **shown)


@blueprint.get("/coverage/<city_id>/<direction_id>")
def cell(city_id: str, direction_id: str) -> str:
    """Show what a city's documents say on a direction: sub-themes, passages, documents, projects."""
    searcher = searcher_of_request()
    city = city_named(city_id, searcher.corpora)
    found, notes = _asked(searcher, city.id, _known(searcher, direction_id))
    shown = _shown(searcher, found, notes, themes=True)
    cells = shown["cells"]
    return render_template(
        "coverage_cell.html",
        city=shown["matrix"]["cities"][0],
        direction=shown["matrix"]["directions"][0],
        cell=cells[city.id, direction_id] | _opened(searcher, found, city.id, direction_id, _STRONGEST),
        sub_themes=[
            theme
            | cells[city.id, theme["id"]]
            | _opened(searcher, found, city.id, theme["id"], _OF_SUB_THEME)
            for theme in shown["matrix"]["directions"][0]["sub_themes"]
        ],
        **shown,
    )


@blueprint.get("/cities")
def listing() -> str:
    """Show the state cities with what is held of them."""
    searcher = searcher_of_request()
    return render_template("cities.html", **cities_data(searcher))


@blueprint.get("/cities/<city_id>")
def city(city_id: str) -> str:
    """Show a city's profile."""
    return render_template("city.html", city=city_data(searcher_of_request(), city_id, gettext))


def _asked(searcher: Searcher, city: str = "", direction: str = "") -> tuple[Coverage, list[Note]]:
    """Return the matrix that the address asks for, with notes on what could not be used."""
    asked, notes = params.read(params.CoverageParams, request.args)
    own = {name: [value] for name, value in (("city", city), ("direction", direction)) if value}
    wanted, more = params.filters_from(asked.model_copy(update=own), searcher.corpora)
    return coverage(searcher, wanted, date.today(), asked.standing or None), [*notes, *more]


def _known(searcher: Searcher, direction_id: str) -> str:
    if direction_id not in {one.id for one in searcher.corpora.directions}:
        known = ", ".join(one.id for one in searcher.corpora.directions)
        raise NotFound(
            "There is no such direction",
            value=direction_id,
            next_step=f"Known directions: {known}",
            code="direction_unknown",
        )
    return direction_id


def _shown(searcher: Searcher, found: Coverage, notes: list[Note], *, themes: bool) -> dict[str, Any]:
    """Return what the pages of the matrix share."""
    data = coverage_data(searcher, found, themes=themes, most=0, say=gettext)
    return {
        "matrix": data,
        "cells": {(one["city"], one["sub_theme"] or one["direction"]): one for one in data["cells"]},
        "kept": _kept(found),
        "kinds": _kinds(searcher),
        "notes": [note_text(one, gettext) for one in notes],
        "undated": sum(one["undated"] for one in data["cities"]),
        "signs": SIGNS,
        "rule": {"sure": round(100 * SURE), "likely": round(100 * LIKELY)},
    }


def _kept(found: Coverage) -> dict[str, Any]:
    """Return the filters as they stand in an address, so that cells open with them."""
    chosen = {"city": found.filters.cities, "direction": found.filters.directions}
    kept: dict[str, Any] = {
        name: [one for one in dict.fromkeys(request.args.getlist(name)) if one in values]
        for name, values in chosen.items()
    }
    kept |= {"kind": list(found.filters.kinds), "standing": found.standing or ""}
    kept |= params.year_pairs(found.filters.period)
    return {name: value for name, value in kept.items() if value}


def _kinds(searcher: Searcher) -> list[str]:
    """Return the kinds of documents that are held."""
    held = searcher.read.mentions(searcher.backend, searcher.corpora).documents.values()
    return sorted({view.facts.kind for view in held if view.facts.kind})


def _opened(searcher: Searcher, found: Coverage, city: str, theme: str, most: int) -> dict[str, Any]:
    """Return the strongest passages of a cell, and its projects with their years."""
    cell = found.cells[city, theme]
    records = read_passages(searcher, [one.passage_id for one in cell.strongest[:most]])
    catalog = searcher.catalog()
    return {
        "strongest": strongest_data(cell.strongest[:most], records, searcher.corpora, gettext),
        "documents": [
            shown_document(found.documents[one], searcher.corpora, gettext) for one in cell.documents
        ],
        "projects": [
            project_brief(catalog.by_account[one], gettext)
            for one in cell.projects
            if one in catalog.by_account
        ],
    }
