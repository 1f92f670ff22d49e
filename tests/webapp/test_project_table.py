"""The list of projects as a table for a spreadsheet."""

from __future__ import annotations

import csv

import pytest
from flask.testing import FlaskClient

from search.searcher import Searcher
from tests.invented_projects import CENTRE, HEATING, TRAILS, add_plan
from webapp import project_pages


def rows(client: FlaskClient, address: str, delimiter: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(answer.data.decode("utf-8-sig").splitlines(), delimiter=delimiter))


def test_each_project_is_a_row_with_the_place_that_tells_of_it(
    client: FlaskClient, searcher: Searcher
) -> None:
    document = add_plan(searcher, "plans.xlsx", [HEATING, CENTRE], ["liepaja"])
    heating, centre = searcher.catalog().of_document(document)
    header, first, second = rows(client, "/projects.csv?city=liepaja", ";")
    assert header[:6] == [
        "Projekts", "Pilsētas", "Virzieni", "Pirmais gads", "Pēdējais gads", "Kopējās izmaksas, EUR",
    ]  # fmt: skip
    place = f"http://localhost/documents/{document}#p-{document}-0000000000-1"
    assert dict(zip(header, first, strict=True)) == {
        "Projekts": "Bērnudārza „Ābelīte” siltināšana",
        "Pilsētas": "Liepāja",
        "Virzieni": "Pilsētvide un mobilitāte",
        "Pirmais gads": "2024",
        "Pēdējais gads": "2026",
        "Kopējās izmaksas, EUR": "820000",
        "Kopējās izmaksas, kā rakstīts avotā": "820 000 EUR",
        "Programma vai finansējuma avots": "ERAF 85 %, PB 15 %",
        "Stadija": "tiek īstenots",
        "Īstenotājs": "Īpašumu departaments",
        "Projekta numurs": "",
        "Kods plānā": "A1",
        "Avotu skaits": "1",
        "Kas avotos nesakrīt": "",
        "Vieta dokumentā": "Plāns plans.xlsx, 1. lpp.",
        "Saite uz vietu dokumentā": place,
        "Saite uz projektu": f"http://localhost/projects/{heating.id}",
    }
    assert second[5] == "1200000,50"
    assert second[-1].endswith(centre.id)


def test_an_english_table_has_commas_and_decimal_points(client: FlaskClient, searcher: Searcher) -> None:
    add_plan(searcher, "plans.xlsx", [CENTRE], ["liepaja"])
    header, row = rows(client, "/projects.csv?city=liepaja&lang=en", ",")
    assert (header[5], row[5]) == ("Total, EUR", "1200000.50")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(client: FlaskClient, searcher: Searcher, sign: str) -> None:
    title = f'{sign}HYPERLINK("http://x";"y")'
    add_plan(searcher, "plans.xlsx", [{**TRAILS, "Pasākums": title}], ["liepaja"])
    _, row = rows(client, "/projects.csv?city=liepaja", ";")
    assert row[0] == f"'{title}"


def test_it_follows_words_and_order_and_takes_no_page(client: FlaskClient, searcher: Searcher) -> None:
    add_plan(searcher, "plans.xlsx", [HEATING, CENTRE, TRAILS], ["liepaja"])
    address = "/projects.csv?city=liepaja&q=departaments&order=sum&per_page=1&page=2"
    _, *found = rows(client, address, ";")
    assert [row[0] for row in found] == ["Bērnudārza „Ābelīte” siltināšana", "Cēsu ielas veloceliņi"]


def test_it_is_bounded_and_the_page_says_so(
    client: FlaskClient, searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_plan(searcher, "plans.xlsx", [HEATING, CENTRE, TRAILS], ["liepaja"])
    assert "Lejupielādēt tabulu (CSV)</a>" in client.get("/projects").text
    monkeypatch.setattr(project_pages, "MOST_ROWS", 2)
    assert len(rows(client, "/projects.csv", ";")) == 3
    assert "Lejupielādēt tabulu (CSV, pirmie 2)</a>" in client.get("/projects").text
