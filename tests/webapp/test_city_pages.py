"""The matrix, its cells, and the profiles of cities, as pages and as JSON."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from search.searcher import Searcher
from tests.invented import make_document, make_tagged

HIDDEN = "Slepena siltumtrase zem tirgus laukuma."


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def row(text: str, name: str) -> str:
    found = re.search(rf'<tr><th scope="row">(?:<a [^>]*>)?{name}.*?</tr>', text, re.S)
    assert found, name
    return found[0]


@pytest.fixture(autouse=True)
def tagged(searcher: Searcher) -> str:
    """Index a plan of Ogre with a sure passage, an uncertain one, and one that is not public."""
    made = make_document(
        "ogre.md",
        ["Katlu mājas pārbūve.", "Zivju migrācija upē."],
        title="Ogres siltuma plāns",
        kind="nozares plāns",
        cities=["ogre"],
        period=(2090, 2099),
    )
    records = make_tagged(made, {"VIDE/heating": 0.97}, {"VIDE/nature": 0.6})
    searcher.backend.replace_document(made.id, records)
    hidden = make_document("slepens.md", [HIDDEN], title="Slepens plāns", cities=["riga"], access="staff")
    searcher.backend.replace_document(hidden.id, make_tagged(hidden, {"VIDE/heating": 0.99}))
    return str(made.passages[0].id)


def test_the_matrix_is_a_table_that_says_its_states_in_words(client: FlaskClient) -> None:
    text = page(client, "/coverage")
    assert re.search(r'role="region" aria-labelledby="matrix-caption" tabindex="0"', text)
    assert '<caption id="matrix-caption">' in text
    assert text.count('<th scope="col"') == 5
    assert text.count('<th scope="row">') == 10
    ogre = row(text, "Ogre")
    assert words(ogre) == (
        "Ogre 1 dokuments ○ nekas nav atrasts ○ nekas nav atrasts ● ir 1 dokuments 1 fragments"
        " ○ nekas nav atrasts ○ nekas nav atrasts"
    )
    assert 'href="/coverage/ogre/VIDE"' in ogre
    riga = row(text, "Rīga")  # its only document is not public
    assert words(riga) == "Rīga 0 dokumentu" + 5 * " – nav krājumā"
    assert "/coverage/riga/" not in riga
    assert words(row(page(client, "/coverage?lang=en"), "Jelgava")).endswith(
        "● found 1 document 2 passages 1 project"
    )


def test_a_period_narrows_the_matrix_and_its_cells(client: FlaskClient) -> None:
    text = page(client, "/coverage?year_from=2000&year_to=2015")
    assert words(row(text, "Ogre")) == "Ogre 0 dokumentu no 1" + 5 * " – nav krājumā"
    assert 'href="/coverage/daugavpils/SOC?year_from=2000&amp;year_to=2015"' in text
    assert 'name="year_from" inputmode="numeric" size="4" maxlength="4" value="2000"' in text
    cell = words(page(client, "/coverage/ogre/VIDE?year_from=2000&year_to=2015"))
    assert "Pilsētas dokumentu krājumā: 1. Neviens no tiem neatbilst izvēlei" in cell


def test_the_form_narrows_by_kind_and_standing(client: FlaskClient) -> None:
    text = page(client, "/coverage?kind=nozares+pl%C4%81ns&standing=in_force&year_from=&year_to=")
    assert "● ir" in words(row(text, "Ogre"))
    assert "nav krājumā" in words(row(text, "Jelgava"))
    assert '<option lang="lv" selected>nozares plāns</option>' in text
    assert '<option value="in_force" selected>' in text
    assert "nav krājumā" in words(row(page(client, "/coverage?standing=draft"), "Ogre"))


def test_cities_and_directions_of_the_address_are_kept(client: FlaskClient) -> None:
    text = page(client, "/coverage?city=ogre&city=riga&direction=VIDE")
    assert (text.count('<th scope="col"'), text.count('<th scope="row">')) == (1, 2)
    assert '<input type="hidden" name="city" value="riga">' in text
    assert "/coverage/VIDE?city=ogre&amp;city=riga&amp;direction=VIDE" in text
    cell = page(client, "/coverage/ogre/VIDE?city=riga")
    assert "<h1>Ogre: Vide, klimats, enerģētika</h1>" in cell
    assert 'name="city"' not in cell
    assert "/coverage?city=riga" not in cell


def test_what_cannot_be_used_is_said(client: FlaskClient) -> None:
    text = page(client, "/coverage?year_from=divi&standing=%3Cscript%3E")
    assert text.count('class="note" role="status"') == 2
    assert "<script>" not in text


def test_the_sub_themes_of_a_direction_stand_by_cities(client: FlaskClient) -> None:
    text = page(client, "/coverage/VIDE")
    assert text.count('<th scope="col"') == 10
    assert 'href="/coverage/ogre/VIDE#t-heating"' in row(text, "Siltumapgāde")
    assert words(row(text, "Siltumapgāde")).count("● ir") == 1
    assert "1 iespējams fragments" in words(row(text, "Daba, parki, bioloģiskā daudzveidība"))


def test_a_cell_opens_its_passages_at_their_places(client: FlaskClient, tagged: str) -> None:
    text = page(client, "/coverage/ogre/VIDE")
    document_id = tagged.split("-", maxsplit=1)[0]
    assert f'href="/documents/{document_id}#p-{tagged}"' in text
    assert "varbūtība 97 %" in words(text)
    assert "Katlu mājas pārbūve." in text
    section = re.search(r'id="t-heating">.*?</section>', text, re.S)
    assert section
    assert "● ir 1 dokuments 1 fragments" in words(section[0])
    assert 'id="t-nature"' in text  # uncertain, and shown as such
    assert '<li id="t-water-management">' in text
    assert client.get(f"/documents/{document_id}").text.count(f'id="p-{tagged}"') == 1


def test_a_cell_leads_to_its_projects(client: FlaskClient, searcher: Searcher) -> None:
    (project,) = searcher.catalog().projects
    assert f'href="/projects/{project.id}"' in page(client, "/coverage/jelgava/PILS")


def test_what_is_not_public_is_on_no_page(client: FlaskClient) -> None:
    for address in (
        "/coverage", "/coverage/VIDE", "/coverage/riga/VIDE", "/cities", "/cities/riga", "/cities/ogre",
        "/api/v1/coverage?themes=1", "/api/v1/cities/riga", "/api/v1/cities",
    ):  # fmt: skip
        text = page(client, address)
        assert "lepen" not in text, address
    assert "secināt neko nevar" in words(page(client, "/cities/riga"))


def test_the_cities_and_a_profile(client: FlaskClient, tagged: str) -> None:
    assert words(row(page(client, "/cities"), "Ogre")) == "Ogre 1 0 1"
    text = page(client, "/cities/ogre")
    assert "Spēkā esošie plāni Ogres siltuma plāns" in words(text)
    assert f"#p-{tagged}" in text
    assert "100 %" in words(row(text, "Vide, klimats, enerģētika"))
    assert page(client, "/cities/Ogr%C4%93").count("<h1>Ogre</h1>") == 1


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/cities/cesis", "Pilsēta nav atrasta"),
        ("/cities/%3Cscript%3E", "Pilsēta nav atrasta"),
        ("/coverage/cesis/VIDE", "Pilsēta nav atrasta"),
        ("/coverage/ogre/VIDE%00", "Virziens nav atrasts"),
        ("/coverage/vide", "Virziens nav atrasts"),
        ("/coverage/CITI", "Virziens nav atrasts"),
    ],
)
def test_unknown_cities_and_directions_are_said_in_words(
    client: FlaskClient, address: str, title: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert title in answer.text
    assert "<script>" not in answer.text


def test_the_api_tells_cells_with_their_evidence(client: FlaskClient, tagged: str) -> None:
    data = client.get("/api/v1/coverage?city=ogre&direction=VIDE").json
    assert data is not None
    assert data["rule"] == {"sure": 0.95, "likely": 0.75, "several": 2, "few": 2}
    assert [(one["id"], one["documents"], one["held"]) for one in data["cities"]] == [("ogre", 1, 1)]
    (cell,) = data["cells"]
    assert (cell["city"], cell["direction"], cell["sub_theme"], cell["state"]) == (
        "ogre",
        "VIDE",
        None,
        "found",
    )
    assert (cell["passages"], cell["weaker"], cell["projects"]) == (1, 1, [])
    assert [one["title"] for one in cell["documents"]] == ["Ogres siltuma plāns"]
    first, second = cell["strongest"]
    assert (first["passage"]["id"], first["probability"], first["sub_theme"]) == (
        tagged,
        0.97,
        "VIDE/heating",
    )
    assert (first["passage"]["text"], first["passage"]["place"]["label"]) == ("Katlu mājas pārbūve.", "p. 1")
    assert second["probability"] == 0.6
    themes = client.get("/api/v1/coverage?city=ogre&direction=VIDE&themes=1").json
    assert themes is not None
    assert {one["sub_theme"]: one["state"] for one in themes["cells"]}["VIDE/heating"] == "found"
    assert len(themes["cells"]) == 1 + len(themes["directions"][0]["sub_themes"])


def test_the_api_tells_cities_and_names_what_is_wrong(client: FlaskClient) -> None:
    cities = client.get("/api/v1/cities").json
    assert cities is not None
    assert {one["id"]: one["documents"] for one in cities["cities"]}["ogre"] == 1
    profile = client.get("/api/v1/cities/OGRE").json
    assert profile is not None
    assert (profile["name"], [one["title"] for one in profile["documents"]["in_force"]]) == (
        "Ogre",
        ["Ogres siltuma plāns"],
    )
    for address, code, status in (
        ("/api/v1/cities/cesis", "city_unknown", 404),
        ("/api/v1/coverage?city=cesis", "parameter_unknown_value", 400),
        ("/api/v1/coverage?standing=old", "parameter_unusable", 400),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.json and answer.json["error"]["code"]) == (status, code), address
