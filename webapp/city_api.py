"""`/api/v1` of cities: the matrix of cities and directions, the cities, and the profile of one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from webapp import params
from webapp.cities import cities_data, city_data
from webapp.coverage import covered
from webapp.serving import searcher_of_request

blueprint = Blueprint("city_api", __name__, url_prefix="/api/v1")

_STRONGEST = 3  # passages that JSON tells of a cell


@blueprint.get("/coverage")
def matrix() -> dict[str, Any]:
    """Return the matrix: `city`, `direction`, `kind`, `year_from`, `year_to`, `standing`, `themes`."""
    searcher = searcher_of_request()
    asked = params.read_strictly(params.CoverageParams, request.args, searcher.corpora)
    wanted, _ = params.filters_from(asked, searcher.corpora)
    return covered(searcher, wanted, asked.standing or None, themes=asked.themes, most=_STRONGEST)


@blueprint.get("/cities")
def cities() -> dict[str, Any]:
    """Return the state cities with what is held of them."""
    return cities_data(searcher_of_request())


@blueprint.get("/cities/<city_id>")
def city(city_id: str) -> dict[str, Any]:
    """Return the profile of a city."""
    return city_data(searcher_of_request(), city_id)
