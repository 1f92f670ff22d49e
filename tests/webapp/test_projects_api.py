"""Projects by the API and on the command line: the list, one project, what cannot be asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.errors import NotFound, QueryError
from search.searcher import Searcher
from tests.invented_projects import CENTRE, HEATING, add_plan
from webapp.project_lines import asked_lines
from webapp.projects import asked_data


@pytest.fixture
def plan(searcher: Searcher) -> str:
    return add_plan(searcher, "plans.xlsx", [HEATING, CENTRE], ["liepaja"])


def get(client: FlaskClient, address: str) -> dict[str, Any]:
    data = client.get(address).json
    assert data is not None
    return data


def test_the_list_comes_with_count_facets_and_what_was_asked(
    client: FlaskClient, searcher: Searcher, plan: str
) -> None:
    heating, _ = searcher.catalog().of_document(plan)
    data = get(client, "/api/v1/projects?q=siltināt&city=liepaja&sum_to=820 000,00&year_to=2030")
    assert data["query"] == {
        "text": "siltināt",
        "city": ["liepaja"],
        "direction": [],
        "stage": [],
        "programme": [],
        "source": [],
        "document": [],
        "period": {"from": 1990, "to": 2030},
        "sum_from": None,
        "sum_to": 820_000,
        "order": "title",
        "offset": 0,
        "limit": 20,
    }
    assert data["count"] == 1
    assert data["projects"] == [
        {
            "id": heating.id,
            "code": "A1",
            "title": "Bērnudārza „Ābelīte” siltināšana",
            "language": "lv",
            "cities": [{"id": "liepaja", "name": "Liepāja"}],
            "directions": [
                {"id": "PILS", "label_lv": "Pilsētvide un mobilitāte", "label_en": "Urban space and mobility"}
            ],
            "period": {"from": 2024, "to": 2026},
            "period_label": "2024–2026",
            "totals": [{"value": 820_000, "printed": "820 000 EUR"}],
            "programmes": [
                {"value": "ERAF", "name": "ERAF"},
                {"value": "municipality", "name": "municipal budget"},
            ],
            "stages": [{"value": "running", "name": "under way"}],
            "sources": [{"value": "plan", "name": "in a plan"}],
            "document_ids": [plan],
            "disagree": [],
        }
    ]
    assert data["facets"]["programme"] == [
        {"value": "ERAF", "name": "ERAF", "count": 1, "selected": False},
        {"value": "municipality", "name": "municipal budget", "count": 1, "selected": False},
    ]


def test_a_project_is_complete(client: FlaskClient, searcher: Searcher, plan: str) -> None:
    other = add_plan(searcher, "redakcija.xlsx", [{**HEATING, "Finansējums EUR": "910 000"}], ["liepaja"])
    project = searcher.catalog().of_document(plan)[0]
    data = get(client, f"/api/v1/projects/{project.id}")
    assert [(one["id"], one["title"], one["kind"]) for one in data["documents"]] == [
        (plan, "Plāns plans.xlsx", "investīciju plāns"),
        (other, "Plāns redakcija.xlsx", "investīciju plāns"),
    ]
    assert [(one["document_id"], one["code"], len(one["passages"])) for one in data["accounts"]] == [
        (plan, "A1", 1),
        (other, "A1", 1),
    ]
    (disagreed,) = data["contradictions"]
    assert (disagreed["label"], [one["value"] for one in disagreed["values"]]) == (
        "total costs",
        ["820000", "910000"],
    )
    assert data["disagree"] == ["total costs"]
    assert {one["document_id"] for one in data["values"]} == {plan, other}
    for account in data["accounts"]:
        assert get(client, f"/api/v1/projects/{account['id']}")["id"] == project.id


@pytest.mark.parametrize(
    ("address", "status", "code", "value"),
    [
        ("stage=zz", 400, "parameter_unknown_value", "zz"),
        ("programme=SAPARD", 400, "parameter_unknown_value", "SAPARD"),
        ("city=kandava", 400, "parameter_unknown_value", "kandava"),
        ("source=zz", 400, "parameter_unknown_value", "zz"),
        ("document=zz", 404, "document_unknown", "zz"),
        ("order=zz", 400, "parameter_unusable", "zz"),
        ("sum_from=-1", 400, "parameter_unusable", "-1"),
        ("sum_to=nan", 400, "parameter_unusable", "nan"),
        ("per_page=101", 400, "parameter_unusable", "101"),
        ("page=0", 400, "parameter_unusable", "0"),
    ],
)
def test_what_cannot_be_asked_for_is_an_error(
    client: FlaskClient, address: str, status: int, code: str, value: str
) -> None:
    answer = client.get(f"/api/v1/projects?{address}")
    assert answer.status_code == status
    assert answer.json is not None
    assert (answer.json["error"]["code"], answer.json["error"]["value"]) == (code, value)


def test_the_command_line_lists_the_collection(searcher: Searcher, plan: str) -> None:
    heating, centre = searcher.catalog().of_document(plan)
    data = asked_data(searcher, "", {"city": ("liepaja",), "order": "sum", "years": "2026-2027", "q": None})
    assert asked_lines(data) == [
        "2 projects",
        "",
        f"Senioru centra izveide  [{centre.id}]",
        "  Liepāja · 2027 · 1 200 000,50 EUR · municipal budget, a loan · PILS",
        "",
        f"Bērnudārza „Ābelīte” siltināšana  [{heating.id}]",
        "  Liepāja · 2024–2026 · 820 000 EUR · ERAF, municipal budget · under way · PILS",
    ]
    assert asked_lines(asked_data(searcher, "", {"per_page": "1", "page": "2"}))[0] == (
        "3 projects, 2 to 2 of them"
    )
    assert asked_lines(asked_data(searcher, "", {"q": "tramvajs"})) == ["No project is as asked for."]
    with pytest.raises(QueryError, match="These are no years"):
        asked_data(searcher, "", {"years": "rīt"})


def test_the_command_line_shows_a_project_or_those_of_a_document(searcher: Searcher, plan: str) -> None:
    heating, _ = searcher.catalog().of_document(plan)
    assert asked_lines(asked_data(searcher, heating.id, {})) == [
        f"A1  Bērnudārza „Ābelīte” siltināšana  [{heating.id}]",
        "  name: Bērnudārza „Ābelīte” siltināšana (p. 1)",
        "  code in the plan: A1 (p. 1)",
        "  carried out by: Īpašumu departaments (p. 1)",
        "  programme or source of money: ERAF 85 %, PB 15 % (p. 1)",
        "  goal: Par 40 % mazāks siltuma patēriņš (p. 1)",
        "  total costs: 820 000 (p. 1)",
        "  time: 2024–2026 (p. 1)",
        "  stage: under way: Līgums noslēgts (p. 1)",
        f"  [1] Plāns plans.xlsx, plans.xlsx  [{plan}]",
    ]
    lines = asked_lines(asked_data(searcher, plan, {}))
    assert [line for line in lines if line.startswith(("A1", "S1.1"))] == [
        f"A1  Bērnudārza „Ābelīte” siltināšana  [{heating.id}]",
        f"S1.1  Senioru centra izveide  [{searcher.catalog().of_document(plan)[1].id}]",
    ]
    with pytest.raises(NotFound, match="no such document"):
        asked_data(searcher, "zz", {})
    with pytest.raises(QueryError, match="not for one id"):
        asked_data(searcher, plan, {"city": ("liepaja",)})


def test_what_the_command_line_prints_as_json_is_what_the_api_gives(
    client: FlaskClient, searcher: Searcher, plan: str
) -> None:
    address = f"/api/v1/projects?document={plan}&stage=running"
    given = {"document": (plan,), "stage": ("running",)}
    assert json.loads(json.dumps(asked_data(searcher, "", given))) == get(client, address)
