"""The pages of projects: the list with its filters, a project with its sources, projects of a document."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.collection import SourceRow, open_collection
from search.domain import SourceState
from search.searcher import Searcher
from tests.invented import make_document
from tests.invented_projects import CENTRE, HEATING, TRAILS, add_plan, make_plan

HEATING_TITLE = "Bērnudārza „Ābelīte” siltināšana"


@pytest.fixture
def plans(searcher: Searcher) -> tuple[str, str]:
    """Return the ids of two plans of Liepāja that tell of the same project, and of three together."""
    first = add_plan(searcher, "plans.xlsx", [HEATING, CENTRE], ["liepaja"])
    told_otherwise = {**HEATING, "Finansējums EUR": "910 000 EUR", "Īstenošanas laiks": "2024–2027"}
    return first, add_plan(searcher, "redakcija.pdf", [told_otherwise], ["liepaja"])


def shown(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def plain(page: str) -> str:
    """Return the words of a page with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def titles(page: str) -> list[str]:
    return re.findall(r'<li class="hit">\s*<h3><a [^>]*>(.*?)</a>', page)


def links(page: str, name: str) -> list[tuple[str, str]]:
    part = re.search(rf'<ul class="{name}".*?</ul>', page, re.S)
    found = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', part[0], re.S) if part else []
    return [(link, plain(name).rstrip(" ×")) for link, name in found]


@pytest.mark.usefixtures("plans")
def test_the_list_tells_the_facts_of_each_project(client: FlaskClient) -> None:
    page = shown(client, "/projects")
    assert titles(page)[:2] == [HEATING_TITLE, "Senioru centra izveide"]
    assert titles(page)[2].startswith("Veloceliņa")
    first, second, third = re.findall(r'<li class="hit">(.*?)</li>\s*(?=<li class="hit">|</ol>)', page, re.S)
    assert plain(first).endswith(
        "Liepāja 2024.–2027. gads 820 000 EUR ERAF, pašvaldības budžets tiek īstenots 2 avoti "
        "Pilsētvide un mobilitāte Avotos nesakrīt: kopējās izmaksas, īstenošanas laiks"
    )
    assert "2027. gads 1 200 000,50 EUR pašvaldības budžets, aizņēmums" in plain(second)
    assert "nesakrīt" not in second
    assert "avots" not in plain(second).split("aizņēmums")[-1]  # one source is not worth a word
    assert "EUR" not in third
    assert "3 projekti" in plain(page)


@pytest.mark.usefixtures("plans")
def test_in_english_latvian_titles_say_that_they_are(client: FlaskClient) -> None:
    page = shown(client, "/projects?lang=en")
    assert f'lang="lv">{HEATING_TITLE}</a>' in page
    assert (
        "under way 2 sources Urban space and mobility The sources do not agree: total costs, time"
        in plain(page)
    )


@pytest.mark.usefixtures("plans")
def test_words_and_filters_narrow_and_are_taken_away_again(client: FlaskClient) -> None:
    page = shown(client, "/projects?q=siltinat&city=liepaja&programme=ERAF&year_from=2026&sum_from=500000")
    assert titles(page) == [HEATING_TITLE]
    assert links(page, "chosen") == [
        ("/projects?q=siltinat&programme=ERAF&year_from=2026&sum_from=500000", "Liepāja"),
        ("/projects?q=siltinat&city=liepaja&year_from=2026&sum_from=500000", "ERAF"),
        ("/projects?q=siltinat&city=liepaja&programme=ERAF&sum_from=500000", "no 2026. gada"),
        (
            "/projects?q=siltinat&city=liepaja&programme=ERAF&year_from=2026",
            "no 500\u00a0000 EUR".replace("\u00a0", " "),
        ),
    ]
    assert 'href="/projects.csv?q=siltinat&city=liepaja' in page
    assert '<input type="hidden" name="programme" value="ERAF">' in page


@pytest.mark.usefixtures("plans")
def test_facets_count_and_lead_on(client: FlaskClient) -> None:
    page = shown(client, "/projects?city=liepaja")
    facets = plain(page[page.index('<aside class="facets"') : page.index("</aside>")])
    assert facets.startswith(
        "Sašaurināt rezultātus Pilsēta Liepāja 2 Jelgava 1 Virziens Pilsētvide un mobilitāte 2 Stadija "
        "tiek īstenots 1 Programma vai finansējuma avots pašvaldības budžets 2 ERAF 1 aizņēmums 1 "
        "Kur aprakstīts plānā 2"
    )
    assert 'href="/projects?city=liepaja&programme=ERAF"' in page
    assert '<a href="/projects" class="on" aria-current="true"><span>Liepāja</span>' in page


@pytest.mark.usefixtures("plans")
def test_orders_and_pages(client: FlaskClient) -> None:
    page = shown(client, "/projects?order=sum&per_page=1&page=2")
    assert titles(page) == [HEATING_TITLE]
    assert '<ol class="hits" start="2">' in page
    assert 'rel="prev" href="/projects?order=sum&per_page=1"' in page
    assert 'rel="next" href="/projects?order=sum&per_page=1&page=3"' in page
    assert "2. lapa no 3" in plain(page)
    assert ("/projects?order=city&per_page=1", "pēc pilsētas") in links(page, "match")


@pytest.mark.parametrize(
    ("address", "note"),
    [
        ("stage=zz", "Filtrs „zz” nav pazīstams un netika lietots."),
        ("programme=SAPARD", "Filtrs „SAPARD” nav pazīstams un netika lietots."),
        ("document=zz", "Filtrs „zz” nav pazīstams un netika lietots."),
        ("source=zz", "Filtrs „zz” nav pazīstams un netika lietots."),
        ("year_from=abc", "Vērtība „abc” nav derīga un netika lietota."),
        ("sum_from=daudz", "Vērtība „daudz” nav derīga un netika lietota."),
        ("order=zz", "Vērtība „zz” nav derīga un netika lietota."),
        ("year_from=2030&year_to=2020", "Gadi bija ierakstīti apgrieztā secībā un tika samainīti vietām."),
        ("sum_from=9&sum_to=5", "Summas bija ierakstītas apgrieztā secībā un tika samainītas vietām."),
        ("page=9", "9. lapas nav; šī ir pēdējā, 1. lapa."),
    ],
)
def test_what_cannot_be_used_is_left_out_with_a_note(client: FlaskClient, address: str, note: str) -> None:
    assert re.findall(r'<p class="note" role="status">(.*?)</p>', shown(client, f"/projects?{address}")) == [
        note
    ]


def test_nothing_found_is_said(client: FlaskClient) -> None:
    page = plain(shown(client, "/projects?q=tramvajs"))
    assert "Nekas nav atrasts Neviens projekts neatbilst visiem šiem vārdiem un filtriem." in page


def test_a_project_says_first_what_does_not_agree(
    client: FlaskClient, searcher: Searcher, plans: tuple[str, str]
) -> None:
    (project,) = searcher.catalog().of_document(plans[1])
    page = shown(client, f"/projects/{project.id}")
    told = page[page.index('<section class="disagreement"') : page.index("</section>")]
    assert plain(told) == (
        "Avotos norādītais nesakrīt kopējās izmaksas 820 000 EUR Plāns plans.xlsx , 1. lpp. "
        "910 000 EUR Plāns redakcija.pdf , 1. lpp. īstenošanas laiks "
        "2024.–2026. gads Plāns plans.xlsx , 1. lpp. 2024.–2027. gads Plāns redakcija.pdf , 1. lpp."
    )
    assert page.index("disagreement") < page.index("<table")


def test_what_several_sources_tell_alike_is_one_row_with_several_places(
    client: FlaskClient, searcher: Searcher, plans: tuple[str, str]
) -> None:
    (project,) = searcher.catalog().of_document(plans[0])[:1]
    page = shown(client, f"/projects/{project.id}")
    rows = [plain(row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S)]
    assert rows == [
        "Par ko Kas rakstīts avotos Kur",
        f"nosaukums {HEATING_TITLE} 1. avots, 1. lpp. 2. avots, 1. lpp.",
        "kods plānā A1 1. avots, 1. lpp. 2. avots, 1. lpp.",
        "programma vai finansējuma avots ERAF 85 %, PB 15 % 1. avots, 1. lpp. 2. avots, 1. lpp.",
        "īstenotājs Īpašumu departaments 1. avots, 1. lpp. 2. avots, 1. lpp.",
        "īstenošanas laiks 2024.–2026. gads 1. avots, 1. lpp.",
        "īstenošanas laiks 2024.–2027. gads 2. avots, 1. lpp.",
        "stadija tiek īstenots Līgums noslēgts 1. avots, 1. lpp. 2. avots, 1. lpp.",
        "kopējās izmaksas 820 000 EUR 1. avots, 1. lpp.",
        "kopējās izmaksas 910 000 EUR 2. avots, 1. lpp.",
        "mērķis Par 40 % mazāks siltuma patēriņš 1. avots, 1. lpp. 2. avots, 1. lpp.",
    ]
    for value in project.values:
        assert f"#p-{value.passage_id}" in page


def test_a_place_on_a_page_leads_to_its_picture_when_there_is_an_original(
    client: FlaskClient, searcher: Searcher, plans: tuple[str, str], tmp_path: Path
) -> None:
    (project,) = searcher.catalog().of_document(plans[1])
    picture = f"/documents/{plans[1]}/pages/1?passage="
    assert picture not in shown(client, f"/projects/{project.id}")
    path = tmp_path / "redakcija.pdf"
    path.write_bytes(b"%PDF")
    source = replace(make_plan("redakcija.pdf", [HEATING], ["liepaja"]).source, location=str(path))
    row = SourceRow(source, SourceState.INDEXED, "1", passages=1)
    open_collection(searcher.settings.data).record(row)
    assert picture in shown(client, f"/projects/{project.id}")


def test_a_document_names_its_projects_the_first_ten(client: FlaskClient, searcher: Searcher) -> None:
    rows = [{**TRAILS, "Nr.": f"C{n}", "Pasākums": f"Iela {n:02d}"} for n in range(11)]
    many = add_plan(searcher, "ielas.xlsx", rows, ["jelgava"])
    one = add_plan(searcher, "plans.xlsx", [HEATING], ["liepaja"])
    page = shown(client, f"/documents/{many}")
    assert re.findall(r'<a href="/projects/\w+">(.*?)</a>', page) == [f"Iela {n:02d}" for n in range(10)]
    assert f'<a href="/projects?document={many}">Visi projekti (11)</a>' in page
    listed = shown(client, f"/projects?document={many}")
    assert len(titles(listed)) == 11
    assert links(listed, "chosen") == [("/projects", "Dokuments: Plāns ielas.xlsx")]
    page = shown(client, f"/documents/{one}")
    assert HEATING_TITLE in page
    assert "Visi projekti" not in page


def test_a_document_that_tells_of_no_project_has_no_such_part(
    client: FlaskClient, searcher: Searcher
) -> None:
    (report,) = searcher.catalog().projects
    assert "Dokumentā aprakstītie projekti" in shown(client, f"/documents/{report.document_ids[0]}")
    others = [make_document(name, ["x"]).id for name in ("velo.md", "aprupe.md")]
    for one in others:
        assert "Dokumentā aprakstītie projekti" not in shown(client, f"/documents/{one}")


def test_an_unknown_project_is_said_in_words(client: FlaskClient) -> None:
    answer = client.get("/projects/0123456789abcdef")
    assert answer.status_code == 404
    assert "Projekts nav atrasts" in answer.text
    assert client.get("/api/v1/projects/0123456789abcdef").status_code == 404


def test_what_documents_say_is_never_markup(client: FlaskClient, searcher: Searcher) -> None:
    hostile = {**TRAILS, "Pasākums": "<b>Iela</b>", "Finansējuma avots": '"><script>'}
    document = add_plan(searcher, "plans.xlsx", [hostile], ["jelgava"])
    (project,) = searcher.catalog().of_document(document)
    for address in ("/projects", f"/projects/{project.id}", f"/documents/{document}"):
        answer = client.get(address).text
        assert "<b>Iela" not in answer
        assert "<script>" not in answer
