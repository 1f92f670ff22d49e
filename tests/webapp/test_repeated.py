"""A passage that several documents say: one hit names the others, on the page, in the API, in lines."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from search.searcher import Searcher
from tests.asked_page import page
from tests.invented import make_document, make_records
from webapp.lines import result_lines

LONG = (
    "Pilsēta izbūvēs veloceliņu gar jūru, savienojot centru, ostu un universitāti, un pie katras skolas"
    " ierīkos slēgtu novietni ar vietām divriteņiem un skrejriteņiem."
)
OWN = (
    "Sociālais dienests vada aprūpi mājās, un pilsēta tai dod divus jaunus auto un vienu medicīnas māsu",
    "Bibliotēkas vakaros māca senioriem lietot tālruni, maksāt rēķinus un rakstīt ārstam bez rindas",
    "Upes krastā stiprina dambi, maina sūkņus un katru pavasari izmēģina trauksmes sirēnas ar skolēniem",
    "Īres namā ievāksies skolotāji, ārsti un policisti, kuri pārceļas uz dzīvi kopā ar savām ģimenēm",
    "Muzejs atver krātuvi, kurā apmeklētāji redz, kā restaurē mēbeles, gleznas un vecas laivas",
    "Uzņēmēji saņem grantus iekārtām, ja apmāca jauniešus un pērk elektrību no saules paneļiem",
    "Parkā stāda ozolus, ierīko rotaļu laukumu un labo celiņus, pa kuriem brauc ratiņkrēslos",
)
QUESTION = "slēgta novietne divriteņiem"


@pytest.fixture
def named(searcher: Searcher) -> list[str]:
    """Return the ids of documents that say LONG again, in the order in which they answer."""
    texts = [["Slēgta novietne divriteņiem", LONG], *([f"{name}. Pārskats", *_report(name)] for name in OWN)]
    ids = []
    for title, *passages in texts:
        made = make_document(title, passages, title=title)
        searcher.backend.replace_document(made.id, make_records(made))
        ids.append(made.id)
    return sorted(ids[1:])


def _report(name: str) -> list[str]:
    """Return passages of which most are no other document's, so that no two are versions of one."""
    words = name.split()
    return [LONG, name, " ".join(reversed(words)), " ".join(sorted(words))]


def again(text: str) -> str:
    """Return the lines of the page that say where a passage is said again, without marks."""
    found = re.findall(r'<p class="again">(.*?)</p>', text, re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", " ".join(found)).split())


def test_the_api_names_the_places_of_a_repeated_passage(client: FlaskClient, named: list[str]) -> None:
    data = client.get(f"/api/v1/search?q={QUESTION}&per_page=20").json
    assert data is not None
    first, *others = data["hits"]
    assert first["document"]["title"] == "Slēgta novietne divriteņiem"
    repeated = first["passages"][0]["repeated"]
    assert sorted(one["document_id"] for one in repeated) == named
    assert {one["place"] for one in repeated} == {"p. 1"}
    assert LONG not in [passage["text"] for hit in others for passage in hit["passages"]]
    assert all(passage["repeated"] == [] for hit in others for passage in hit["passages"])
    assert data["counts"]["all_words"] == len(named) + 1


@pytest.mark.parametrize(
    ("language", "begins", "place", "ends"),
    [
        ("lv", "Tas pats teksts ir arī:", "1. lpp.", "un vēl 2"),
        ("en", "Said again in:", "p. 1", "and 2 more"),
    ],
)
def test_the_page_links_the_first_five_places_and_counts_the_others(
    client: FlaskClient, named: list[str], language: str, begins: str, place: str, ends: str
) -> None:
    got = page(client, QUESTION, f"&lang={language}")
    said = again(got)
    assert (said.startswith(begins), said.count(f"Pārskats, {place}"), said.endswith(ends)) == (True, 5, True)
    links = re.findall(r'<p class="again">.*?</p>', got, re.S)[0]
    assert len([one for one in named if f'href="/documents/{one}#p-{one}-0000000000-1"' in links]) == 5


def test_a_place_in_the_same_document_is_named_without_its_title(
    client: FlaskClient, searcher: Searcher
) -> None:
    made = make_document("x.md", [LONG, LONG], title="Velo plāns")
    searcher.backend.replace_document(made.id, make_records(made))
    assert again(page(client, QUESTION)) == "Tas pats teksts ir arī: 2. lpp."


def test_the_command_line_names_the_places(client: FlaskClient, named: list[str]) -> None:
    data = client.get(f"/api/v1/search?q={QUESTION}").json
    assert data is not None
    said = [line for line in result_lines(data) if line.startswith("         said again in: ")]
    assert len(said) == len(named)
    assert all(line.endswith(". Pārskats, p. 1") for line in said)
