"""The catalog of projects: what it reads of an index, when it reads it again, what it does not tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.account_records import Place
from search.catalog import CatalogKeeper, read_catalog
from search.domain import Document, Locator
from search.errors import NotFound
from search.searcher import Searcher
from search.serving import steady
from tests.invented import make_document, make_records

ROW = (
    ("Nr.", "S1.1"),
    ("Pasākums", "Senioru centra izveide"),
    ("Atbildīgais", "Sociālais dienests"),
    ("Finansējums EUR", "980 000"),
)


def plan(name: str = "plans.xlsx", access: str = "public") -> Document:
    document = make_document(name, ["rinda", "teksts"], kind="investīciju plāns", access=access)
    row = replace(document.passages[0], kind="row", columns=ROW)
    return replace(document, passages=(row, document.passages[1]))


def add(searcher: Searcher, document: Document) -> None:
    searcher.backend.replace_document(document.id, make_records(document))


def test_reports_and_rows_of_plans_are_projects(searcher: Searcher) -> None:
    add(searcher, plan())
    catalog = searcher.catalog()
    assert [one.title for one in catalog.projects] == [
        "Senioru centra izveide",
        "Veloceliņa projekta pārskats",
    ]
    centre = catalog.projects[0]
    assert (centre.cities, centre.directions, centre.code) == (("liepaja",), ("PILS",), "S1.1")
    assert catalog.project(centre.id) is centre
    assert catalog.of_document(centre.document_ids[0]) == (centre,)
    assert catalog.documents[centre.document_ids[0]].path == "plans.xlsx"
    (row,) = centre.accounts[0].passages
    assert catalog.places[row] == Place(centre.document_ids[0], Locator("page", 1))


def test_it_is_read_again_only_when_the_index_has_changed(searcher: Searcher) -> None:
    before = searcher.catalog()
    assert searcher.catalog() is before
    add(searcher, plan())
    assert len(CatalogKeeper().catalog(searcher.backend).projects) == 2  # another reader sees it at once


def test_one_answer_knows_one_catalog(searcher: Searcher) -> None:
    one = steady(searcher)
    before = one.catalog()
    assert before is searcher.catalog()
    add(searcher, plan())
    assert one.catalog() is before
    assert len(read_catalog(searcher.backend).projects) == 2


def test_what_is_not_public_is_in_no_catalog(searcher: Searcher) -> None:
    add(searcher, plan(access="staff"))
    assert [one.title for one in read_catalog(searcher.backend).projects] == ["Veloceliņa projekta pārskats"]


def test_an_unknown_project_is_not_found(searcher: Searcher) -> None:
    with pytest.raises(NotFound, match="no such project"):
        searcher.catalog().project("0123456789abcdef")


def test_every_account_finds_its_project(searcher: Searcher) -> None:
    add(searcher, plan())
    add(searcher, plan("melnraksts.xlsx"))
    catalog = read_catalog(searcher.backend)
    (centre,) = (one for one in catalog.projects if one.code)
    assert len(centre.accounts) == 2
    assert {catalog.project(account.id).id for account in centre.accounts} == {centre.id}
