"""The API: exact shapes, strict parameters, errors as JSON."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from search.domain import FactPlace
from search.searcher import Searcher
from tests.invented import make_document, make_records


def test_health_says_how_much_is_held(client: FlaskClient) -> None:
    assert client.get("/api/v1/health").json == {"status": "ok", "documents": 3, "passages": 6}


def test_search_has_a_stable_shape(client: FlaskClient) -> None:
    data = client.get("/api/v1/search?q=velosipēdi&city=liepaja").json
    assert data is not None
    assert " ".join(sorted(data)) == (
        "absent counts facets hits notes offers query searched seconds state suggestion"
    )
    assert (data["state"], data["absent"]) == ("found", [])
    assert data["counts"] == {"all_words": 1, "further": 0, "total": 1, "exact": True, "listed": 1}
    (hit,) = data["hits"]
    assert set(hit) == {"document", "score", "all_words", "passages", "more_passages", "related"}
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
        "translation": "",
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
                "primary": False,
                "sub_theme": None,
                "passages": [],
                "evidence": [{"entry": "velosipēdu ceļš", "score": 0.6, "written": ""}],
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
        ("match=loose", "match", "loose"),
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
    assert error["code"] in {"parameter_unusable", "parameter_unknown_value"}


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
    for address, code in {
        "/api/v1/documents/none": "document_unknown",
        "/api/v1/none": "not_found",
        "/api/v1/similar?id=none": "document_unknown",
    }.items():
        answer = client.get(f"{address}{'&' if '?' in address else '?'}lang=lv")
        assert answer.status_code == 404
        assert answer.json is not None
        assert (answer.json["error"]["status"], answer.json["error"]["code"]) == (404, code)
        assert answer.json["error"]["what"] in {"The collection holds no such document", "Not Found"}


def test_documents_comparable_to_a_document_are_at_its_address(client: FlaskClient) -> None:
    document_id = make_document("velo.md", ["x"]).id
    data = client.get(f"/api/v1/documents/{document_id}/similar").json
    assert data is not None
    assert data["hits"][0]["document"]["title"] == "Veloceliņa projekta pārskats"
    assert all(hit["document"]["id"] != document_id for hit in data["hits"])
    narrowed = client.get(f"/api/v1/documents/{document_id}/similar?city=ogre").json
    assert narrowed == {"hits": [], "notes": []}
    assert client.get("/api/v1/documents/none/similar").status_code == 404


def test_similar_without_a_start_or_with_nonsense_is_a_400(client: FlaskClient) -> None:
    assert client.get("/api/v1/similar").status_code == 400
    assert client.post("/api/v1/similar", json=[1, 2]).status_code == 400
    deep = client.post("/api/v1/similar", data="[" * 100_000, content_type="application/json")
    assert deep.status_code == 400


def test_a_body_too_large_is_a_413_in_json(client: FlaskClient) -> None:
    answer = client.post("/api/v1/similar", data={"text": "x" * 300_000})
    assert answer.status_code == 413
    assert answer.json is not None


@pytest.mark.parametrize(
    ("sent", "field", "value"),
    [
        ({"text": None}, "text", "null"),
        ({"text": 7}, "text", "int"),
        ({"id": ["x"]}, "id", "list"),
        ({"text": "velo", "limit": True}, "limit", "bool"),
        ({"text": "velo", "city": ["liepaja", None]}, "city", "null"),
        ({"text": "velo", "own_city": "kandava"}, "own_city", "kandava"),
        ({"text": "velo", "own_city": "\ud800"}, "own_city", "\ufffd"),
        ({"text": "ā" * 20_001}, "text", "ā" * 100),
    ],
)
def test_values_of_another_kind_are_a_400_that_names_the_field(
    client: FlaskClient, sent: dict[str, object], field: str, value: str
) -> None:
    answer = client.post("/api/v1/similar", data=json.dumps(sent), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json is not None
    assert f"`{field}`" in answer.json["error"]["what"]
    assert answer.json["error"]["value"] == value


def test_numbers_and_lists_are_taken_as_json_and_as_a_form(client: FlaskClient) -> None:
    sent = {"text": "velosipēdu ceļi", "own_city": "liepaja", "limit": 5, "city": ["jelgava", "daugavpils"]}
    for answer in (client.post("/api/v1/similar", json=sent), client.post("/api/v1/similar", data=sent)):
        assert answer.json is not None
        assert [one["project"]["title"] for one in answer.json["projects"]] == [
            "Veloceliņa projekta pārskats"
        ]
        assert answer.json["notes"] == []


def test_lone_surrogates_are_replaced(client: FlaskClient) -> None:
    statuses = []
    for sent in ({"text": "velosipēdi \ud800"}, {"id": "\udfff"}):
        answer = client.post("/api/v1/similar", data=json.dumps(sent), content_type="application/json")
        statuses.append(answer.status_code)
    assert statuses == [200, 404]
    assert answer.json is not None
    assert answer.json["error"]["value"] == "\ufffd"


def test_a_text_that_is_cut_is_told(client: FlaskClient) -> None:
    data = client.post("/api/v1/similar", json={"text": "velosipēdi " * 600}).json
    assert data is not None
    assert data["notes"] == [{"code": "query_cut", "values": ["5000"]}]


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    answer = client.delete("/api/v1/similar")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.content_type == "application/json"


def test_search_says_how_the_question_was_taken(client: FlaskClient) -> None:
    data = client.get('/api/v1/search?q=velosipedu "ceļi" pilsēta:Liepāja daugavpilī -osta gads:2022').json
    assert data is not None
    assert data["query"] == {
        "text": 'velosipedu "ceļi" pilsēta:Liepāja daugavpilī -osta gads:2022',
        "used": "velosipēdu ceļi daugavpilī",
        "filters": {
            "city": ["liepaja"],
            "direction": [],
            "kind": [],
            "language": [],
            "period": {"from": 2022, "to": 2022},
        },
        "offset": 0,
        "limit": 10,
        "typed": [
            {
                "field": "city",
                "values": ["liepaja"],
                "typed": "pilsēta:Liepāja",
                "rest": 'velosipēdu "ceļi" daugavpilī -osta gads:2022',
            },
            {
                "field": "year",
                "values": ["2022"],
                "typed": "gads:2022",
                "rest": 'velosipēdu "ceļi" pilsēta:Liepāja daugavpilī -osta',
            },
        ],
        "language": "lv",
        "match": "related",
    }
    assert data["offers"] == [
        {
            "field": "city",
            "value": "daugavpils",
            "typed": "daugavpilī",
            "name_lv": "Daugavpils",
            "name_en": "Daugavpils",
        }
    ]
    assert data["notes"] == [{"code": "searched_as", "values": ["velosipedu", "velosipēdu"]}]
    assert data["suggestion"] is None


def test_offers_carry_names_in_both_languages(client: FlaskClient) -> None:
    data = client.get("/api/v1/search?q=rīcības plāns 3. virziens 2021-2027").json
    assert data is not None
    assert [(one["value"], one["name_lv"], one["name_en"]) for one in data["offers"]] == [
        ("VIDE", "Vide, klimats, enerģētika", "Environment, climate, energy"),
        ("rīcības plāns", "rīcības plāns", "action plan"),
        ("2021-2027", "2021-2027", "2021-2027"),
    ]


def test_a_suggestion_is_the_whole_question_mended(client: FlaskClient, searcher: Searcher) -> None:
    for name, text in (("y.md", "Tramvajs uz ostu."), ("z.md", "Jauns tramvajs brauc.")):
        made = make_document(name, [text])
        searcher.backend.replace_document(made.id, make_records(made))
    data = client.get("/api/v1/search?q=Tramvjas „uz ostu”").json
    assert data is not None
    assert data["suggestion"] == {
        "text": "Tramvajs „uz ostu”",
        "changes": [{"typed": "tramvjas", "meant": "tramvajs"}],
    }


def test_passages_of_a_document_say_what_they_name(client: FlaskClient, searcher: Searcher) -> None:
    document = make_document("a.md", ["Liepājā Rīgas iela izmaksās kopā 1,2 milj. EUR (projekts LLI 444)."])
    searcher.backend.replace_document(document.id, make_records(document))
    data = client.get(f"/api/v1/documents/{document.id}").json
    assert data is not None
    assert data["passages"][0]["entities"] == [
        {"type": "city", "start": 0, "end": 7, "text": "Liepājā", "normal": "liepaja"},
        {
            "type": "money",
            "start": 33,
            "end": 46,
            "text": "1,2 milj. EUR",
            "normal": "1200000.00 EUR",
            "kind": "total",
        },
        {"type": "project_number", "start": 57, "end": 64, "text": "LLI 444", "normal": "LLI-444"},
    ]
