"""The pages of comparable projects: a list for a project, a document or a text, and two side by side."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from search.searcher import Searcher
from tests.invented import make_document
from tests.invented_comparable import DAMS, OTHERS, add, add_projects, plan

DAM = "Mūsu pilsētā jāpārbūvē dambis pret plūdiem un jāuzstāda sūkņi."


@pytest.fixture
def ids(searcher: Searcher) -> dict[str, str]:
    return add_projects(searcher)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_project_leads_to_its_like_and_these_to_both_side_by_side(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    own = client.get(f"/projects/{ids['jekabpils']}").text
    assert f'href="/similar?project={ids["jekabpils"]}"' in own
    assert "Līdzīgi projekti citās pilsētās" in own
    listed = client.get(f"/similar?project={ids['jekabpils']}").text
    assert "1 līdzīgs projekts citās pilsētās" in words(listed)
    address = f"/similar/{ids['jelgava']}?project={ids['jekabpils']}"
    assert f'href="{address}"' in listed
    both = client.get(address).text
    told = words(both)
    assert "kopējās izmaksas 3 200 000 EUR 1. lpp. 5 100 000 EUR 1. lpp." in told
    assert "ERAF, PB 1. lpp. nav ziņu" in told
    assert '<th scope="row">kopējās izmaksas</th>' in both
    assert '<caption class="hidden">Nauda, gadi un rezultāti, kā rakstīts dokumentos</caption>' in both
    for title in ("Aizsargdambja pārbūve pret plūdiem", "Dambja un sūkņu pārbūve pret plūdiem"):
        assert f'<th scope="col" lang="lv">{title}</th>' in both
    places = re.findall(r'href="/documents/(\w+)#p-([\w-]+)"', both)
    assert len({document for document, _ in places}) == 2
    for document, passage in places:
        assert f'id="p-{passage}"' in client.get(f"/documents/{document}").text


def test_the_same_in_english(client: FlaskClient, ids: dict[str, str]) -> None:
    told = client.get(f"/similar/{ids['jelgava']}?project={ids['jekabpils']}&lang=en").text
    assert "total costs" in told
    assert "Only in the second project" in words(told) or "In both" in words(told)
    assert 'lang="lv">Dambja un sūkņu pārbūve pret plūdiem' in told


def test_a_plan_offers_its_projects(client: FlaskClient, searcher: Searcher, ids: dict[str, str]) -> None:
    document_id = add(searcher, plan("daugavpils", DAMS["jekabpils"], OTHERS["valmiera"]))
    assert f'href="/similar?document={document_id}"' in client.get(f"/documents/{document_id}").text
    page = client.get(f"/similar?document={document_id}").text
    assert "2 projekti dokumentā" in words(page)
    for project in searcher.catalog().of_document(document_id):
        assert f'href="/similar?project={project.id}"' in page
    assert f"/similar/{ids['valmiera']}?document={document_id}" in page
    both = client.get(f"/similar/{ids['valmiera']}?document={document_id}")
    assert "Plāns daugavpils" in both.text


def test_a_text_is_compared_on_its_page_and_stays_in_the_form(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    page = client.post(
        "/similar", data={"text": f"{DAM} Jelgavā.", "own_city": "", "city": "", "direction": ""}
    )
    told = words(page.text)
    assert "1 līdzīgs projekts citās pilsētās" in told
    assert "Pieņemts, ka projekts ir šeit: Jelgava" in told
    assert f">{DAM} Jelgavā.</textarea>" in page.text
    assert "<summary>Salīdzināt blakus</summary>" in page.text
    assert "jūsu teksts" in told
    assert f'href="/projects/{ids["jekabpils"]}"' in page.text
    assert f"/similar/{ids['jekabpils']}" not in page.text


def test_filters_narrow_and_stay_chosen(client: FlaskClient, ids: dict[str, str]) -> None:
    page = client.get(
        f"/similar?project={ids['jekabpils']}&city=ogre&direction=VIDE&year_from=2020&year_to=2021"
    ).text
    assert "Citās pilsētās līdzīgs projekts nav atrasts." in words(page)
    assert '<option value="ogre" selected>' in page
    assert '<option value="VIDE" selected>' in page
    assert 'name="year_from" inputmode="numeric" size="4" maxlength="4" value="2020"' in page
    assert f'name="project" value="{ids["jekabpils"]}"' in page


def test_nothing_comparable_is_said(client: FlaskClient, ids: dict[str, str]) -> None:
    told = words(client.post("/similar", data={"text": "Kapsētas karte internetā"}).text)
    assert "Citās pilsētās līdzīgs projekts nav atrasts." in told
    assert "Projekti, kas nav līdzīgi, netiek rādīti." in told
    assert "Neviens projekts nemin: kapsētas, karte, internetā." in told


def test_without_a_start_there_is_a_form_only(client: FlaskClient) -> None:
    for page in (client.get("/similar"), client.post("/similar", data={"text": "  "})):
        assert page.status_code == 200
        assert "<textarea" in page.text
        assert 'id="found"' not in page.text


def test_what_is_unknown_or_missing_is_said_in_words(client: FlaskClient, ids: dict[str, str]) -> None:
    for address, status, said in (
        ("/similar?project=none", 404, "Projekts nav atrasts"),
        ("/similar?document=none", 404, "Dokuments nav atrasts"),
        (f"/similar/none?project={ids['ogre']}", 404, "Projekts nav atrasts"),
        (f"/similar/{ids['ogre']}", 400, "Izvēlieties projektu vai dokumentu, ar ko salīdzināt."),
        (
            f"/similar/{ids['ogre']}?project={ids['ogre']}",
            400,
            "Projektu nevar salīdzināt ar to pašu projektu.",
        ),
    ):
        answer = client.get(address)
        assert (answer.status_code, said in answer.text) == (status, True), address


def test_hostile_input_is_shown_as_text(client: FlaskClient, ids: dict[str, str]) -> None:
    bad = f"<script>alert(1)</script> {DAM} %s %(n)s {{{{ 7*7 }}}}"
    page = client.post(
        "/similar", data={"text": bad, "own_city": "<b>", "city": "kandava", "year_from": "-1"}
    )
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "Filtrs „kandava” nav pazīstams" in words(page.text)
    assert "{{ 7*7 }}" in page.text


def test_a_report_without_values_has_no_table(client: FlaskClient, searcher: Searcher) -> None:
    add(
        searcher,
        make_document("velo-ogre.md", ["Veloceliņš gar upi velosipēdu braucējiem."], cities=["ogre"]),
    )
    (report, other) = searcher.catalog().projects
    page = client.get(f"/similar/{other.id}?project={report.id}").text
    assert "<table" not in page
    assert "Līdzīgi fragmenti" in page
