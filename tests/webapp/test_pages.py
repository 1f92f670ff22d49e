"""The pages as a browser without JavaScript gets them."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.collection import SourceRow, open_collection
from search.domain import FactPlace, Query, SourceState
from search.searcher import Searcher
from tests.invented import make_document, make_records
from webapp import create_app


def page(client: FlaskClient, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.text


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def add(searcher: Searcher, name: str, texts: list[str], **facts: object) -> str:
    document = make_document(name, texts, **facts)  # type: ignore[arg-type]
    searcher.backend.replace_document(document.id, make_records(document))
    return str(document.id)


def add_file(searcher: Searcher, path: Path, data: bytes) -> str:
    """Write a file and index an invented document that comes from it."""
    path.write_bytes(data)
    made = make_document(path.name, ["Velosipēds."])
    source = replace(made.source, location=str(path), content_hash=hashlib.sha256(data).hexdigest())
    made = replace(made, source=source)
    searcher.backend.replace_document(made.id, make_records(made))
    row = SourceRow(source, SourceState.INDEXED, "1", passages=1)
    open_collection(searcher.settings.data).record(row)
    return str(made.id)


def test_the_first_page_lists_documents_and_asks(client: FlaskClient) -> None:
    text = words(page(client, "/"))
    assert "Ko pilsētas plāno, un kur tas rakstīts?" in text
    assert "3 dokumenti" in text
    assert "Liepājas mobilitātes plāns" in text


def test_a_question_is_answered_with_place_marks_and_facts(client: FlaskClient) -> None:
    got = page(client, "/?q=velosip%C4%93dus+Liep%C4%81j%C4%81")
    first = got[got.index('<li class="hit">') :]
    assert words(first).startswith(
        "Liepājas mobilitātes plāns Liepāja tematiskais plānojums 2022.–2027. gads"
        " Pilsētvide un mobilitāte 1. lpp."
    )
    assert "<mark>Velosipēdu</mark>" in first


def test_the_two_counts_are_said_with_right_plurals(client: FlaskClient) -> None:
    assert "Ar visiem jūsu vārdiem: 3 dokumenti" in words(page(client, "/?q=velosip%C4%93di"))
    assert "Ar visiem jūsu vārdiem: 1 dokuments" in words(page(client, "/?q=lielupi"))
    assert "Nevienā dokumentā nav visu jūsu vārdu" in words(page(client, "/?q=lielupi+senioriem"))


PLURALS = {0: "dokumentu", 1: "dokuments", 2: "dokumenti", 11: "dokumentu", 20: "dokumentu", 21: "dokuments"}


@pytest.mark.parametrize(("count", "said"), PLURALS.items())
def test_latvian_plurals_follow_cldr(client: FlaskClient, count: int, said: str) -> None:
    from flask_babel import ngettext

    with client.application.test_request_context("/"):
        assert ngettext("%(num)s document", "%(num)s documents", count) == f"{count} {said}"


def test_facets_narrow_and_keep_the_question_in_the_address(client: FlaskClient) -> None:
    got = page(client, "/?q=velosip%C4%93di")
    assert 'href="/?q=velosip%C4%93di&amp;city=jelgava"' in got
    narrowed = page(client, "/?q=velosip%C4%93di&city=jelgava&direction=PILS")
    assert narrowed.count('<li class="hit">') == 1
    assert "Noņemt: Jelgava" in narrowed
    assert 'href="/?q=velosip%C4%93di&amp;direction=PILS"' in narrowed


def test_a_period_keeps_what_overlaps(client: FlaskClient) -> None:
    text = words(page(client, "/?year_from=2019&year_to=2020"))
    assert "Daugavpils sociālo pakalpojumu plāns" in text
    assert "Liepājas mobilitātes plāns" not in text


def test_unknown_filters_are_named_not_dropped_in_silence(client: FlaskClient) -> None:
    text = words(page(client, "/?q=velosip%C4%93di&city=kandava&year_from=abc&page=0"))
    assert "Filtrs „kandava” nav pazīstams" in text
    assert "Vērtība „abc” nav derīga" in text
    assert "Ar visiem jūsu vārdiem: 3 dokumenti" in text


def test_years_in_the_wrong_order_are_swapped_and_said(client: FlaskClient) -> None:
    text = words(page(client, "/?year_from=2020&year_to=2019"))
    assert "Gadi bija ierakstīti apgrieztā secībā" in text
    assert "Daugavpils sociālo pakalpojumu plāns" in text


def test_a_question_of_ten_thousand_characters_is_cut_and_said(client: FlaskClient) -> None:
    text = words(page(client, "/?q=" + "velosipedi+" * 950))
    assert "izmantotas tā pirmās 1000 rakstzīmes" in text


def test_a_longer_question_still_gets_a_page(client: FlaskClient) -> None:
    assert "nav derīga" in words(page(client, "/?q=" + "a" * 30_000))


def test_control_characters_are_left_out_and_said(client: FlaskClient) -> None:
    assert "neredzamās rakstzīmes" in words(page(client, "/?q=velo%00sip%1b%5b31m"))


def test_nothing_of_a_document_or_question_becomes_markup(client: FlaskClient, searcher: Searcher) -> None:
    hostile = "<script>alert(1)</script> velosipēds <img src=x onerror=alert(2)>"
    document_id = add(searcher, "x.md", [hostile], title=f"Nosaukums {hostile}", cities=["ogre"])
    for address in ("/?q=%3Cscript%3Ealert(3)%3C/script%3E+velosip%C4%93ds", f"/documents/{document_id}"):
        got = page(client, address)
        assert "<script" not in got
        assert "<img" not in got
    assert "&lt;script&gt;" in got


def test_paging_keeps_the_whole_state(client: FlaskClient) -> None:
    got = page(client, "/?per_page=1&page=2&direction=PILS&direction=SOC")
    assert "2. lapa no 3" in words(got)
    assert 'rel="next" href="/?direction=PILS&amp;direction=SOC&amp;per_page=1&amp;page=3"' in got


@pytest.mark.parametrize("question", ["", "q=velosip%C4%93di&"])
def test_a_page_past_the_end_is_the_last_one(client: FlaskClient, question: str) -> None:
    got = page(client, f"/?{question}per_page=2&page=9")
    assert "9. lapas nav; šī ir pēdējā, 2. lapa." in words(got)
    assert "2. lapa no 2" in words(got)
    assert got.count('<li class="hit">') == 1
    assert "Nekas nav atrasts" not in got


def test_pages_go_over_what_is_listed(searcher: Searcher) -> None:
    for number in range(30):
        add(searcher, f"{number}.md", [f"Velosipēdu novietne {number}."])
    settings = replace(searcher.settings, word_candidates=10, meaning_candidates=10)
    own = replace(searcher, settings=settings)
    client = create_app(lambda: own, open_collection(settings.data), settings).test_client()
    listed = own.search(Query("velosipēdu")).counts.listed
    got = page(client, f"/?q=velosip%C4%93du&per_page=1&page={listed}")
    assert "Ar visiem jūsu vārdiem: 33 dokumenti" in words(got)
    assert f"{listed}. lapa no {listed}" in words(got)
    assert got.count('<li class="hit">') == 1
    assert 'rel="next"' not in got


@pytest.mark.parametrize(
    ("language", "said"),
    [("lv", "Jautājumā nav neviena vārda, ko meklēt"), ("en", "Your question holds no word to search for")],
)
def test_a_question_without_words_says_so(client: FlaskClient, language: str, said: str) -> None:
    text = words(page(client, f"/?q=%3F%3F%3F&lang={language}"))
    assert said in text
    assert "Ar visiem jūsu vārdiem" not in text
    assert "By all your words" not in text


def test_a_question_of_characters_that_cannot_be_shown_lists_the_documents(client: FlaskClient) -> None:
    text = words(page(client, "/?q=%00"))
    assert "3 dokumenti" in text
    assert "Nevienā dokumentā nav visu jūsu vārdu" not in text


def test_nothing_found_says_what_to_do(client: FlaskClient) -> None:
    text = words(page(client, "/?q=velosip%C4%93di&city=valmiera"))
    assert "Nekas nav atrasts" in text
    assert "noņemiet kādu filtru" in text


def test_a_document_page_shows_places_anchors_and_other_cities(
    client: FlaskClient, searcher: Searcher
) -> None:
    document_id = make_document("velo.md", ["x"]).id
    got = page(client, f"/documents/{document_id}")
    first = searcher.backend.document(document_id)[0]["id"]
    assert f'id="p-{first}"' in got
    assert "Velosipēdu ceļi gar jūru LLI-232." in words(got)
    beside = words(got[got.index("similar-title") :])
    assert "Veloceliņa projekta pārskats" in beside
    assert "Liepājas mobilitātes plāns" not in beside


def test_a_document_page_shows_its_decision_and_what_its_facts_were_read_from(
    client: FlaskClient, searcher: Searcher
) -> None:
    line = "APSTIPRINĀTS ar domes 2022. gada 16. jūnija lēmumu Nr. 231"
    found = [
        FactPlace("kind", "Tematiskais plānojums", "slide 2", "own name"),
        FactPlace("status", line, "section “Ievads”", "approval line"),
        FactPlace("decision", line, "section “Ievads”", "approval line"),
    ]
    decision = ("231", "2022-06-16")
    document_id = add(searcher, "apstiprinats.md", ["Ceļi."], decision=decision, found=found)
    got = page(client, f"/documents/{document_id}")
    facts = words(got[got.index('<p class="facts">') : got.index('<p class="file">')])
    assert "16.06.2022. lēmums Nr. 231" in facts
    details = words(got[got.index('<details class="found">') : got.index("</details>")])
    assert details.split(" ", 3)[:3] == ["Kā", "tas", "noteikts"]
    assert f"statuss, lēmuma numurs {line} sadaļa „Ievads” · apstiprinājuma rinda" in details
    assert "veids Tematiskais plānojums 2. slaids · dokuments sevi tā dēvē" in details
    english = words(page(client, f"/documents/{document_id}?lang=en"))
    assert "decision No. 231, 16.06.2022" in english
    assert "How this was found" in english


def test_a_document_without_evidence_shows_none(client: FlaskClient) -> None:
    shown = words(page(client, f"/documents/{make_document('velo.md', ['x']).id}"))
    assert "Kā tas noteikts" not in shown


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("a.html", "application/octet-stream", "attachment"),
        ("a.pdf", "application/pdf", "inline"),
        ("a.txt", "text/plain; charset=utf-8", "inline"),
        ("a\r\nb.html", "application/octet-stream", "attachment; filename=a__b.html"),
    ],
)
def test_the_original_is_sent_with_a_harmless_type(
    client: FlaskClient, searcher: Searcher, tmp_path: Path, name: str, kind: str, disposition: str
) -> None:
    document_id = add_file(searcher, tmp_path / name, b"<script>alert(1)</script>")
    with client.get(f"/documents/{document_id}/original") as answer:
        assert answer.content_type == kind
        assert answer.headers["Content-Disposition"].startswith(disposition)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_an_original_that_has_changed_or_is_a_link_is_not_sent(
    client: FlaskClient, searcher: Searcher, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    address = f"/documents/{add_file(searcher, path, b'Velo')}/original"
    path.write_bytes(b"root:x:0:0")
    answer = client.get(address)
    assert (answer.status_code, "Oriģinālu nevar atvērt" in answer.text) == (404, True)
    (tmp_path / "b.txt").write_bytes(b"Velo")
    path.unlink()
    path.symlink_to(tmp_path / "b.txt")
    assert client.get(address).status_code == 404


def test_a_range_that_is_not_there_says_how_long_the_file_is(
    client: FlaskClient, searcher: Searcher, tmp_path: Path
) -> None:
    address = f"/documents/{add_file(searcher, tmp_path / 'a.txt', b'Velo')}/original"
    with client.get(address, headers={"Range": "bytes=100-200"}) as answer:
        assert (answer.status_code, answer.headers["Content-Range"]) == (416, "bytes */4")
        assert answer.content_type == "text/html; charset=utf-8"


def test_a_gone_original_is_a_clear_404(client: FlaskClient) -> None:
    answer = client.get(f"/documents/{make_document('velo.md', ['x']).id}/original")
    assert answer.status_code == 404
    assert "Oriģinālo datni vairs nevar nolasīt" in answer.text


def test_the_longest_text_fits_however_its_lines_end(client: FlaskClient) -> None:
    for text in ("ā" * 20_000, "ā" * 19_000 + "\r\n" * 1_000):
        answer = client.post("/similar", data={"text": text, "own_city": "kandava"})
        assert answer.status_code == 200
        assert 'id="found"' in answer.text
        assert "izmantotas tā pirmās 5000 rakstzīmes" in words(answer.text)
        assert "Filtrs „kandava” nav pazīstams" in words(answer.text)


def test_directions_have_official_names_and_our_sub_themes_say_so(client: FlaskClient) -> None:
    text = words(page(client, "/directions"))
    assert "Pilsētvides attīstība, mājokļu drošība, mobilitāte un civilā aizsardzība" in text
    assert "Apakštēmas (mūsu)" in text


def test_english_is_one_click_away_and_remembered(client: FlaskClient) -> None:
    assert 'href="?q=velo&amp;lang=en"' in page(client, "/?q=velo")
    assert '<html lang="en">' in page(client, "/?lang=en")
    assert '<html lang="en">' in page(client, "/directions")
    assert "By all your words: 3 documents" in words(page(client, "/?q=velosip%C4%93di"))


def test_every_page_forbids_scripts_and_frames(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_lists_what_it_names_in_both_languages(client: FlaskClient, searcher: Searcher) -> None:
    document = make_document("a.md", ["Rīgā 5 000 EUR no ERAF.", "Rīgai palīdz Sociālā dienesta vadītāja."])
    searcher.backend.replace_document(document.id, make_records(document))
    address = f"/documents/{document.id}"
    latvian = client.get(address).get_data(as_text=True)
    assert "Kas dokumentā minēts" in latvian
    assert re.search(r">Rīga</a> <span class=\"place\">×2</span>", latvian)
    assert ">5 000 EUR (fonda daļa)</a>" in latvian
    assert ">Sociālais dienests</a>" in latvian
    assert f'href="#p-{document.passages[0].id}"' in latvian
    english = client.get(f"{address}?lang=en").get_data(as_text=True)
    assert "What the document names" in english
    assert ">5 000 EUR (of a fund)</a>" in english


def test_a_document_that_names_nothing_has_no_such_list(client: FlaskClient, searcher: Searcher) -> None:
    document = make_document("b.md", ["Koki aug."])
    searcher.backend.replace_document(document.id, make_records(document))
    assert "Kas dokumentā minēts" not in client.get(f"/documents/{document.id}").get_data(as_text=True)
