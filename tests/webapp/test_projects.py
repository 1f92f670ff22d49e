"""The projects of a document, by the API."""

from __future__ import annotations

from dataclasses import replace

from flask.testing import FlaskClient

from search.searcher import Searcher
from tests.invented import make_document, make_records
from webapp.project_lines import document_lines
from webapp.projects import document_projects_data

ROW = (
    ("Nr.", "S1.1"),
    ("Pasākums", "Senioru centra izveide"),
    ("Atbildīgais", "Sociālais dienests"),
    ("Finansējums EUR", "980 000"),
)


def add_plan(searcher: Searcher) -> str:
    texts = ["rinda", "rinda ar citu summu", "teksts"]
    document = make_document("plans.xlsx", texts, kind="investīciju plāns")
    rows = (ROW, (*ROW[:3], ("Finansējums EUR", "990 000")), ())
    passages = tuple(
        replace(passage, kind="row" if row else "text", columns=row)
        for passage, row in zip(document.passages, rows, strict=True)
    )
    document = replace(document, passages=passages)
    searcher.backend.replace_document(document.id, make_records(document))
    return document.id


def test_a_plans_projects_come_with_the_passage_and_place_of_each_value(
    client: FlaskClient, searcher: Searcher
) -> None:
    document_id = add_plan(searcher)
    data = client.get(f"/api/v1/documents/{document_id}/projects").json
    assert data is not None
    (project,) = data["projects"]
    assert (project["code"], project["title"]) == ("S1.1", "Senioru centra izveide")
    assert project["values"][3] == {
        "field": "money",
        "kind": "total",
        "label": "total costs",
        "value": "980000",
        "readable": "",
        "printed": "980 000",
        "document_id": document_id,
        "passage_id": f"{document_id}-0000000000-1",
        "place": "p. 1",
        "page": 1,
    }
    (disagreed,) = project["contradictions"]
    assert [(one["printed"], one["place"]) for one in disagreed["values"]] == [
        ("980 000", "p. 1"),
        ("990 000", "p. 2"),
    ]


def test_lines_show_what_does_not_agree(searcher: Searcher) -> None:
    document_id = add_plan(searcher)
    (project,) = searcher.catalog().of_document(document_id)
    lines = document_lines(document_projects_data(searcher, document_id))
    assert lines[0] == f"S1.1  Senioru centra izveide  [{project.id}]"
    assert lines[1] == "  does not agree: total costs: 980 000 (p. 1); 990 000 (p. 2)"
    assert "  carried out by: Sociālais dienests (p. 1)" in lines
    assert lines[-1] == f"  [1] plans.xlsx, plans.xlsx  [{document_id}]"


def test_a_document_without_plans_says_so_and_an_unknown_one_is_a_404(
    client: FlaskClient, searcher: Searcher
) -> None:
    other = make_document("velo.md", ["x"]).id  # a plan in the collection of these tests
    assert client.get(f"/api/v1/documents/{other}/projects").json == {"document_id": other, "projects": []}
    assert "tells of no project" in document_lines(document_projects_data(searcher, other))[0]
    assert client.get("/api/v1/documents/none/projects").status_code == 404
