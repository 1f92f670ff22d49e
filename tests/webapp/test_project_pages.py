"""The pages of projects."""

from __future__ import annotations

from flask.testing import FlaskClient

from search.searcher import Searcher


def test_the_list_leads_to_a_project_and_its_values_to_their_passages(
    client: FlaskClient, searcher: Searcher
) -> None:
    (project,) = searcher.catalog().projects
    assert f"/projects/{project.id}" in client.get("/projects").text
    page = client.get(f"/projects/{project.id}").text
    assert project.title in page
    for value in project.values:
        assert f"#p-{value.passage_id}" in page


def test_an_unknown_project_is_said_in_words(client: FlaskClient) -> None:
    answer = client.get("/projects/0123456789abcdef")
    assert answer.status_code == 404
    assert "Projekts nav atrasts" in answer.text
    assert client.get("/api/v1/projects/0123456789abcdef").status_code == 404
