"""What the search page shows of how a question was taken: notes, filters, offers, a mended question, help."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from search.domain import Note, Period
from search.searcher import Searcher
from tests.asked_page import page
from tests.invented import make_document, make_records
from webapp import params
from webapp.notes import note_text
from webapp.places import plainly
from webapp.tongues import in_latvian


def notes(text: str) -> list[str]:
    return re.findall(r'<p class="note" role="status">(.*?)</p>', text)


def links(text: str, name: str) -> list[tuple[str, str]]:
    part = re.search(rf'<ul class="{name}".*?</ul>', text, re.S)
    found = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', part[0], re.S) if part else []
    return [(link, re.sub(r"<[^>]*>|×", "", shown).strip()) for link, shown in found]


@pytest.mark.parametrize(
    ("question", "latvian", "english"),
    [
        (
            'ceļi "gar jūru',
            "Pēdiņas nebija aizvērtas; vārdi meklēti bez tām.",
            "A quotation mark was not closed; the words were searched for without it.",
        ),
        (
            "ceļi -",
            "Mīnusa zīme, aiz kuras nav vārda, netika ņemta vērā.",
            "A minus sign with no word after it was left out.",
        ),
        (
            "ceļi NOT",
            "NOT, aiz kura nav vārda, netika ņemts vērā.",
            "NOT with no word after it was left out.",
        ),
        (
            "ceļi VAI",
            "Zīmei „VAI” jāatrodas starp diviem vārdiem vai frāzēm; šeit tā netika ņemta vērā.",
            "“VAI” has to stand between two words or phrases; here it was left out.",
        ),
        (
            "-ceļi -iela",
            "Jānorāda arī, ko meklēt; izslēgtie vārdi (ceļi, iela) vieni paši netika ņemti vērā.",
            "Something has to be searched for; the excluded words (ceļi, iela) alone were left out.",
        ),
        (
            "ceļi -pilsēta:Liepāja",
            "Meklēšanas lauku nevar izslēgt; „-pilsēta:Liepāja” netika ņemts vērā.",
            "A field cannot be excluded; “-pilsēta:Liepāja” was left out.",
        ),
        (
            "pilsēta: Liepāja",
            "Aiz „pilsēta:” nav vērtības, tāpēc tas meklēts kā vārds. Aiz kola neatstājiet atstarpi.",
            "No value follows “pilsēta:”, so it was taken as a word. Leave no space after the colon.",
        ),
        (
            "novads:Ogre ceļi",
            "„novads:” nav meklēšanas lauks, tāpēc tas meklēts kā vārds.",
            "“novads:” is not a field, so it was taken as a word.",
        ),
        (
            "pilsēta:Kandava ceļi",
            "Laukā „pilsēta:Kandava” norādītā vērtība nav zināma; tā meklēta kā vārdi.",
            "“pilsēta:Kandava” holds a value that is not known; it was searched for as words.",
        ),
        (
            "ceļi gads:2027-2021",
            "Gadi bija ierakstīti apgrieztā secībā un tika samainīti vietām.",
            "The years stood in the wrong order and were swapped.",
        ),
        (
            "ceļi gads:2021 gads:2024",
            "Ierakstīti vairāki gadi; ņemts vērā laikposms no 2021. līdz 2024. gadam.",
            "Several years were typed; the period 2021–2024 was taken.",
        ),
        (
            "velosipedu ceļi",
            "Meklēts kā: velosipēdu (jūs rakstījāt: velosipedu).",
            "Searched as: velosipēdu (you typed: velosipedu).",
        ),
    ],
)
def test_repairs_are_told_in_both_languages(
    client: FlaskClient, question: str, latvian: str, english: str
) -> None:
    assert notes(page(client, question)) == [latvian]
    assert notes(page(client, question, "&lang=en")) == [english]


def test_years_typed_and_chosen_that_do_not_meet_are_told(client: FlaskClient) -> None:
    got = page(client, "ceļi gads:2014", "&year_from=2022&year_to=2027")
    assert notes(got) == ["Ierakstītie un izvēlētie gadi (2022–2027) nepārklājas; ņemti vērā ierakstītie."]


def test_a_code_without_a_sentence_is_a_fault() -> None:
    with pytest.raises(KeyError, match="no_such"):
        note_text(Note("no_such"), plainly)


def test_typed_filters_stand_with_the_chosen_ones_and_can_be_taken_away(client: FlaskClient) -> None:
    got = page(client, 'velosipēdu pilsēta:Jelgava gads:2021-2023 "gar"', "&city=liepaja")
    assert links(got, "chosen") == [
        ("/?q=velosip%C4%93du+pils%C4%93ta%3AJelgava+gads%3A2021-2023+%22gar%22", "Liepāja"),
        ("/?q=velosip%C4%93du+gads%3A2021-2023+%22gar%22&city=liepaja", "Jelgava"),
        ("/?q=velosip%C4%93du+pils%C4%93ta%3AJelgava+%22gar%22&city=liepaja", "2021–2023"),
    ]


def test_a_facet_value_that_was_typed_is_taken_out_of_the_question(client: FlaskClient) -> None:
    got = page(client, "velosipēdu pilsēta:Jelgava")
    assert '<a href="/?q=velosip%C4%93du" class="on" aria-current="true"><span>Jelgava</span>' in got


def test_filters_alone_show_their_documents(client: FlaskClient) -> None:
    got = page(client, "pilsēta:Jelgava")
    assert got.count('<li class="hit">') == 1
    assert '<h1 class="hidden">' in got


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("lv", ["Liepāja", "Vide, klimats, enerģētika", "rīcības plāns", "2022.–2027. gads"]),
        ("en", ["Liepāja", "Environment, climate, energy", "action plan", "2022–2027"]),
    ],
)  # fmt: skip
def test_what_the_question_names_is_one_click_away(
    client: FlaskClient, language: str, shown: list[str]
) -> None:
    question = "rīcības plāns Liepājā 3. virziens 2022-2027"
    asked = "/?q=r%C4%ABc%C4%ABbas+pl%C4%81ns+Liep%C4%81j%C4%81+3.+virziens+2022-2027"
    found = links(page(client, question, f"&lang={language}"), "offers")
    only = {"lv": "Tikai", "en": "Only"}[language]
    assert [name for _, name in found] == [f"{only}: {name}" for name in shown]
    assert [link for link, _ in found] == [
        f"{asked}&city=liepaja",
        f"{asked}&direction=VIDE",
        f"{asked}&kind=r%C4%ABc%C4%ABbas+pl%C4%81ns",
        f"{asked}&year_from=2022&year_to=2027",
    ]


def test_what_is_chosen_is_not_offered(client: FlaskClient) -> None:
    assert links(page(client, "ceļi Liepājā", "&city=liepaja"), "offers") == []
    assert links(page(client, "ceļi Liepājā pilsēta:Liepāja"), "offers") == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("lv", "Neviens dokuments nemin: tramvjas. Vai domājāt"),
        ("en", "No document mentions: tramvjas. Did you mean"),
    ],
)
def test_a_slip_is_shown_with_a_link_that_runs_the_mended_question(
    client: FlaskClient, searcher: Searcher, language: str, said: str
) -> None:
    for name, text in (("y.md", "Tramvajs uz ostu."), ("z.md", "Jauns tramvajs brauc.")):
        made = make_document(name, [text])
        searcher.backend.replace_document(made.id, make_records(made))
    got = page(client, "tramvjas -velo", f"&city=liepaja&lang={language}")
    assert f'{said} <a href="/?q=tramvajs+-velo&city=liepaja">tramvajs -velo</a>?' in got


def test_the_help_shows_examples_that_can_be_followed(client: FlaskClient) -> None:
    got = page(client, "")
    shown = re.search(r'<details class="how">.*?</details>', got, re.S)
    assert shown
    assert "Kā meklēt" in shown[0]
    examples = re.findall(r'<a href="/\?q=[^>]*lang="lv">(.*?)</a>', shown[0])
    assert examples == [
        '"velosipēdu ceļi"',
        "apgaismojums -iela",
        "tramvajs VAI trolejbuss",
        "seniori pilsēta:Jelgava",
        "virziens:VIDE",
        'veids:"rīcības plāns"',
        "gads:2021-2027",
    ]
    for example in examples:
        assert notes(page(client, example)) == []


@pytest.mark.parametrize(
    ("period", "pairs", "latvian", "english"),
    [
        (Period(2021, 2027), [("year_from", "2021"), ("year_to", "2027")], "2021.–2027. gads", "2021–2027"),
        (Period(2024, 2100), [("year_from", "2024")], "no 2024. gada", "from 2024"),
        (Period(1990, 2024), [("year_to", "2024")], "līdz 2024. gada beigām", "until the end of 2024"),
        (Period(1990, 2100), [("year_from", "1990"), ("year_to", "2100")], "1990.–2100. gads", "1990–2100"),
    ],
)
def test_an_open_end_of_the_years_stays_open(
    period: Period, pairs: list[tuple[str, str]], latvian: str, english: str
) -> None:
    assert params.year_pairs(period) == pairs
    assert params.years_label(period, in_latvian) == latvian
    assert params.years_label(period, plainly) == english
