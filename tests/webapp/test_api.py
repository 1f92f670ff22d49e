"""The API: exact shapes, strict parameters, errors as JSON."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from search.collection import open_collection
from search.domain import FactPlace
from search.searcher import Searcher
from tests.invented import make_document, make_records
from webapp import create_app


@pytest.fixture
def client(searcher: Searcher) -> FlaskClient:
    return create_app(searcher, open_collection(searcher.settings.data), searcher.settings).test_client()


def test_health_says_how_much_is_held(client: FlaskClient) -> None:
    assert client.get("/api/v1/health").json == {"status": "ok", "documents": 3, "passages": 6}


def test_search_has_a_stable_shape(client: FlaskClient) -> None:
    data = client.get("/api/v1/search?q=velosipēdi&city=liepaja").json
    assert data is not None
    assert set(data) == {"query", "counts", "hits", "facets", "notes", "seconds"}
    assert data["counts"] == {"all_words": 1, "further": 0, "total": 1, "exact": True}
    (hit,) = data["hits"]
    assert set(hit) == {"document", "score", "all_words", "passages", "more_passages"}
    assert hit["document"] == {
        "id": make_document("velo.md", ["x"]).id,
        "title": "Liepājas mobilitātes plāns",
        "collection": "tests",
        "path": "velo.md",
        "kind": "tematiskais plānojums",
        "issuers": [],
        "cities": [{"id": "liepaja", "name": "Liepāja"}],
        "period": {"from": 2022, "to": 2027},
        "period_label": "2022–2027",
        "status": "",
        "language": "lv",
        "decision": "",
        "decided": "",
        "decision_label": "",
        "found": [],
        "directions": [
            {
                "id": "PILS",
                "label_lv": "Pilsētvide un mobilitāte",
                "label_en": hit["document"]["directions"][0]["label_en"],
                "share": 0.5,
                "evidence": [{"entry": "velosipēdu ceļš", "score": 0.6}],
            }
        ],
        "passage_count": 2,
    }
    passage = hit["passages"][0]
    assert passage["place"] == {
        "kind": "page", "number": 1, "sheet": "", "rows": None, "section_title": "", "file": "",
        "label": "p. 1",
    }  # fmt: skip
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["Velosipēdu"]


def test_facets_have_values_names_and_counts(client: FlaskClient) -> None:
    data = client.get("/api/v1/search?q=velosipēdi").json
    assert data is not None
    assert {"value": "jelgava", "name": "Jelgava", "count": 1, "selected": False} in data["facets"]["city"]


@pytest.mark.parametrize(
    ("asked", "field", "value"),
    [
        ("city=kandava", "city", "kandava"),
        ("direction=XXX", "direction", "XXX"),
        ("page=0", "page", "0"),
        ("per_page=1000", "per_page", "1000"),
        ("year_from=21", "year_from", "21"),
        ("language=de", "language", "de"),
    ],
)
def test_unusable_parameters_are_a_400_that_names_them(
    client: FlaskClient, asked: str, field: str, value: str
) -> None:
    answer = client.get(f"/api/v1/search?q=x&{asked}")
    assert answer.status_code == 400
    assert answer.json is not None
    error = answer.json["error"]
    assert f"`{field}`" in error["what"]
    assert error["value"] == value
    assert error["next_step"]


def test_a_document_comes_with_its_passages(client: FlaskClient) -> None:
    data = client.get(f"/api/v1/documents/{make_document('aprupe.md', ['x']).id}").json
    assert data is not None
    assert [passage["text"] for passage in data["passages"]] == [
        "Aprūpe mājās senioriem.",
        "Dienas centrs un velosipēdi bērniem.",
    ]


def test_a_document_says_which_decision_approved_it_and_what_its_facts_were_read_from(
    client: FlaskClient, searcher: Searcher
) -> None:
    found = [FactPlace("decision", "APSTIPRINĀTS ar lēmumu Nr. 231", "p. 1", "approval line")]
    document = make_document("a.md", ["Ceļi."], decision=("231", "2022-06-16"), found=found)
    searcher.backend.replace_document(document.id, make_records(document))
    data = client.get(f"/api/v1/documents/{document.id}").json
    assert data is not None
    assert (data["decision"], data["decided"]) == ("231", "2022-06-16")
    assert data["found"] == [
        {
            "field": "decision",
            "quote": "APSTIPRINĀTS ar lēmumu Nr. 231",
            "where": "p. 1",
            "how": "approval line",
        }
    ]


def test_unknown_documents_and_addresses_are_json_404(client: FlaskClient) -> None:
    for address in ("/api/v1/documents/none", "/api/v1/none"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert answer.json is not None
        assert answer.json["error"]["status"] == 404


def test_similar_takes_an_id_or_a_text_by_get_and_post(client: FlaskClient) -> None:
    document_id = make_document("velo.md", ["x"]).id
    by_id = client.get(f"/api/v1/similar?id={document_id}").json
    by_text = client.post("/api/v1/similar", json={"text": "velosipēdu ceļi", "own_city": "liepaja"}).json
    assert by_id is not None
    assert by_text is not None
    for data in (by_id, by_text):
        assert data["hits"][0]["document"]["title"] == "Veloceliņa projekta pārskats"
        assert all(hit["document"]["id"] != document_id for hit in data["hits"])


def test_similar_without_a_start_or_with_nonsense_is_a_400(client: FlaskClient) -> None:
    assert client.get("/api/v1/similar").status_code == 400
    assert client.post("/api/v1/similar", json=[1, 2]).status_code == 400


def test_a_body_too_large_is_a_413_in_json(client: FlaskClient) -> None:
    answer = client.post("/api/v1/similar", data={"text": "x" * 200_000})
    assert answer.status_code == 413
    assert answer.json is not None
