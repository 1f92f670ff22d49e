"""Comparable projects in the API and on the command line's lines."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from search.searcher import Searcher
from tests.invented import make_document
from tests.invented_comparable import DAMS, OTHERS, add, add_projects, plan
from webapp.comparing import similar_project_lines

DAM = "Mūsu pilsētā jāpārbūvē dambis pret plūdiem un jāuzstāda sūkņi."


@pytest.fixture
def ids(searcher: Searcher) -> dict[str, str]:
    return add_projects(searcher)


def got(client: FlaskClient, query: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/similar?{query}")
    assert answer.status_code == 200, answer.json
    assert answer.json is not None
    return answer.json


def test_a_project_is_compared_with_all_that_lies_side_by_side(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    data = got(client, f"project={ids['jekabpils']}")
    assert {name: data[name] for name in ("state", "comparable", "absent", "choices", "notes")} == {
        "state": "found", "comparable": 1, "absent": [], "choices": [], "notes": [],
    }  # fmt: skip
    assert data["start"]["kind"] == "project"
    assert data["start"]["project"]["id"] == ids["jekabpils"]
    assert data["start"]["cities"] == [{"id": "jekabpils", "name": "Jēkabpils"}]
    (one,) = data["projects"]
    told = {name: one["project"][name] for name in ("id", "code", "title", "cities", "period")}
    assert told == {
        "id": ids["jelgava"],
        "code": "K7",
        "title": "Dambja un sūkņu pārbūve pret plūdiem",
        "cities": [{"id": "jelgava", "name": "Jelgava"}],
        "period": {"from": 2025, "to": 2025},
    }
    assert [direction["id"] for direction in one["project"]["directions"]] == ["VIDE"]
    (document,) = one["project"]["documents"]
    assert (document["title"], document["kind"]) == ("Plāns jelgava", "investīciju plāns")
    assert one["joint"] == {"cities": [], "partners": []}
    money = one["table"][0]
    assert (money["field"], money["kind"], money["label"]) == ("money", "total", "total costs")
    (own,), (other,) = money["start"], money["found"]
    assert (own["printed"], own["unit"], own["value"], own["place"]) == (
        "3 200 000",
        "EUR",
        "3200000",
        "p. 1",
    )
    assert (other["printed"], other["passage_id"]) == ("5 100 000", one["passages"][0]["found"]["id"])
    assert "pret plūdiem" in one["passages"][0]["start"]["text"]
    assert {term["start"] for term in one["both"]} >= {"plūdiem"}


def test_a_plan_offers_its_projects_and_is_compared_as_a_whole(
    client: FlaskClient, searcher: Searcher, ids: dict[str, str]
) -> None:
    document_id = add(searcher, plan("daugavpils", DAMS["jekabpils"], OTHERS["valmiera"]))
    data = got(client, f"id={document_id}")
    assert data["start"]["kind"] == "document"
    assert data["start"]["document"] == {"id": document_id, "title": "Plāns daugavpils"}
    assert {one["code"] for one in data["choices"]} == {"V1", "P4"}
    assert {one["project"]["cities"][0]["id"] for one in data["projects"]} == {
        "jekabpils",
        "jelgava",
        "valmiera",
    }


def test_a_text_is_sent_in_the_address_as_a_form_or_as_json(client: FlaskClient, ids: dict[str, str]) -> None:
    sent = {"text": DAM, "own_city": "jelgava"}
    answers = (
        client.get("/api/v1/similar", query_string=sent),
        client.post("/api/v1/similar", data=sent),
        client.post("/api/v1/similar", json=sent),
    )
    for answer in answers:
        assert answer.json is not None
        assert [one["project"]["id"] for one in answer.json["projects"]] == [ids["jekabpils"]]
        assert answer.json["start"] == {
            "kind": "text", "project": None, "document": None,
            "cities": [{"id": "jelgava", "name": "Jelgava"}],
        }  # fmt: skip
        (one,) = answer.json["projects"]
        assert one["passages"][0]["start"]["text"] == DAM
        assert one["sub_themes"] is None


def test_filters_and_the_limit_narrow(client: FlaskClient, ids: dict[str, str]) -> None:
    base = f"text={DAM}"
    assert got(client, f"{base}&city=jelgava")["comparable"] == 1
    limited = got(client, f"{base}&limit=1")
    assert (limited["comparable"], len(limited["projects"])) == (2, 1)
    nothing = got(client, f"{base}&city=ogre")
    assert (nothing["state"], nothing["projects"]) == ("nothing", [])


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "text_missing"),
        ("text=%20", 400, "text_missing"),
        ("project=none", 404, "project_unknown"),
        ("project=%00%ff", 404, "project_unknown"),
        ("id=none", 404, "document_unknown"),
        ("text=x&city=kandava", 400, "parameter_unknown_value"),
        ("text=x&limit=0", 400, "parameter_unusable"),
        ("text=x&limit=99", 400, "parameter_unusable"),
        ("text=x&year_from=abc", 400, "parameter_unusable"),
        (f"project={'a' * 101}", 400, "parameter_unusable"),
    ],
)
def test_a_start_that_cannot_be_used_is_an_error_with_a_code(
    client: FlaskClient, query: str, status: int, code: str
) -> None:
    answer = client.get(f"/api/v1/similar?{query}")
    assert answer.json is not None
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)


def test_lines_for_a_terminal_tell_the_same(
    client: FlaskClient, searcher: Searcher, ids: dict[str, str]
) -> None:
    lines = similar_project_lines(got(client, f"project={ids['jekabpils']}"))
    assert lines[0] == "1 comparable projects of other cities"
    assert f"1. Dambja un sūkņu pārbūve pret plūdiem  [{ids['jelgava']}]" in lines
    assert "   total costs: 3 200 000 EUR (p. 1) | 5 100 000 EUR (p. 1)" in lines
    assert "   programme or source of money: ERAF, PB (p. 1) | –" in lines
    none = similar_project_lines(got(client, "text=Kapsētas karte"))
    assert none == ["no project mentions: kapsētas, karte", "No project of another city is comparable."]
    document_id = add(searcher, plan("daugavpils", DAMS["jekabpils"]))
    (choice,) = searcher.catalog().of_document(document_id)
    offered = similar_project_lines(got(client, f"id={document_id}"))
    assert offered[1] == f"   {choice.id}  V1  Aizsargdambja pārbūve pret plūdiem"


def test_a_report_of_a_document_is_compared_as_its_project(client: FlaskClient) -> None:
    data = got(client, f"id={make_document('velo-jelgava.md', ['x']).id}")
    assert data["start"]["kind"] == "project"
    assert data["start"]["project"]["title"] == "Veloceliņa projekta pārskats"
