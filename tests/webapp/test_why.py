"""Reasons as sentences in both languages, on the page, in the API and on the command line."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from search.asked import Offer
from search.reasons import Behind, Instead, MetWord, Nature, Why
from search.searcher import Searcher
from tests.asked_page import page
from tests.invented import make_document, make_records
from webapp.lines import result_lines
from webapp.places import plainly
from webapp.tongues import in_latvian
from webapp.why import why_text


@pytest.mark.parametrize(
    ("why", "latvian", "english"),
    [
        (
            Why(
                "strong",
                (
                    MetWord("siltināšana", ("siltināšanu", "siltināšanas")),
                    MetWord("Māja", ("māja",)),
                    MetWord("Ogrē", ("Ogres",), "heading"),
                ),
                lacking=("skola", "jumts"),
            ),
            "Tekstā: siltināšana (siltināšanu, siltināšanas), Māja; tikai nosaukumā vai virsrakstos: Ogrē"
            " (Ogres); trūkst: skola, jumts; nozīme ļoti tuva.",
            "In the text: siltināšana (siltināšanu, siltināšanas), Māja; only in the title or headings: Ogrē"
            " (Ogres); missing: skola, jumts; very near in meaning.",
        ),
        (
            Why("weak", lacking=("skola",)),
            "Atrasts pēc nozīmes: tekstā nav neviena no jūsu vārdiem; nozīme attāla.",
            "Found by meaning: none of your words is in the text; distant in meaning.",
        ),
        (
            Why(
                "medium",
                instead=(
                    Instead("related", ("omītes", "aprūpe"), ("senioru aprūpe", "aprūpe mājās")),
                    Instead("meant", ("tramvjas",), ("tramvajs",)),
                    Instead("alike", ("vientulība",), ("vientuļi",)),
                ),
                lacking=("osta",),
            ),
            "„omītes aprūpe” vietā: senioru aprūpe, aprūpe mājās; „tramvjas” lasīts kā: tramvajs;"
            " tikai līdzīgs vārdam „vientulība”: vientuļi; trūkst: osta; nozīme tuva.",
            "Instead of “omītes aprūpe”: senioru aprūpe, aprūpe mājās; “tramvjas” was read as: tramvajs;"
            " only similar to “vientulība”: vientuļi; missing: osta; near in meaning.",
        ),
        (
            Why(
                "weak",
                (MetWord("ceļi", ("ceļš", "ceļa", "ceļam", "ceļu", "ceļā")),),
                named=(Offer("city", "ogre", "Ogrē"), Offer("kind", "nozares plāns", "nozares plāni")),
                versions=2,
            ),
            "Tekstā: ceļi (ceļš, ceļa, ceļam, ceļu, …); nozīme attāla;"
            " dokuments ir no jūsu minētās pilsētas: A; dokuments ir jūsu minētā veida: B;"
            " pārstāv arī citas redakcijas un kopijas: 2.",
            "In the text: ceļi (ceļš, ceļa, ceļam, ceļu, …); distant in meaning;"
            " the document is of the city that you named: A; the document is of the kind that you named: B;"
            " it stands for its other versions and copies too: 2.",
        ),
        (Why("medium"), "Nozīme tuva.", "Near in meaning."),
        (
            Why("medium", nature="title_page", before="draft"),
            "Nozīme tuva; ierindots pirms gandrīz tikpat atbilstoša dokumenta, kas ir tikai projekts;"
            " ierindots zemāk: titullapa vai apstiprinājuma rinda.",
            "Near in meaning; placed before a nearly equal document, which is only a draft;"
            " placed lower: a title page or a line of approval.",
        ),
    ],
)
def test_reasons_are_one_sentence_in_both_languages(why: Why, latvian: str, english: str) -> None:
    names = ["A", "B"][: len(why.named)]
    assert why_text(why, names, in_latvian) == latvian
    assert why_text(why, names, plainly) == english


@pytest.mark.parametrize(
    ("nature", "latvian", "english"),
    [
        ("heading", "tikai atkārto nosaukumu vai virsrakstu", "it only repeats its title or heading"),
        ("contents", "satura rādītājs", "a table of contents"),
        ("references", "avotu saraksts", "a list of sources"),
        ("contacts", "kontaktinformācija", "contact details"),
        ("fund_line", "norāde par fonda atbalstu", "a line on the fund that pays"),
        ("signature", "paraksts", "a signature"),
    ],
)
def test_what_was_put_back_says_what_it_is(nature: Nature, latvian: str, english: str) -> None:
    why = Why("weak", nature=nature)
    assert why_text(why, [], in_latvian) == f"Nozīme attāla; ierindots zemāk: {latvian}."
    assert why_text(why, [], plainly) == f"Distant in meaning; placed lower: {english}."


@pytest.mark.parametrize(
    ("before", "latvian", "english"),
    [
        ("repealed", "kas vairs nav spēkā", "which is no longer in force"),
        ("older", "kas ir vecāks", "which is older"),
    ],
)
def test_what_decided_between_nearly_equal_documents_is_said(
    before: Behind, latvian: str, english: str
) -> None:
    why = Why("weak", before=before)
    assert why_text(why, [], in_latvian) == (
        f"Nozīme attāla; ierindots pirms gandrīz tikpat atbilstoša dokumenta, {latvian}."
    )
    assert why_text(why, [], plainly) == (
        f"Distant in meaning; placed before a nearly equal document, {english}."
    )


def test_a_direction_is_named_and_a_marked_sentence_is_said() -> None:
    why = Why("weak", named=(Offer("direction", "VIDE", "vide"),))
    assert why_text(why, ["Vide"], in_latvian, sentence_marked=True) == (
        "Nozīme attāla; dokuments ir par jūsu minēto virzienu: Vide; iezīmēts pēc nozīmes tuvākais teikums."
    )
    assert why_text(why, ["Vide"], plainly, sentence_marked=True) == (
        "Distant in meaning; the document is on the direction that you named: Vide;"
        " the sentence nearest in meaning is marked."
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "lv",
            "Tekstā: velosipēdi (Velosipēdu); tikai nosaukumā vai virsrakstos: Liepājā (Liepājas);"
            " trūkst: osta; nozīme tuva; dokuments ir no jūsu minētās pilsētas: Liepāja.",
        ),
        (
            "en",
            "In the text: velosipēdi (Velosipēdu); only in the title or headings: Liepājā (Liepājas);"
            " missing: osta; near in meaning; the document is of the city that you named: Liepāja.",
        ),
    ],
)
def test_the_page_says_why_a_passage_is_shown(client: FlaskClient, language: str, said: str) -> None:
    got = page(client, "velosipēdi Liepājā osta", f"&lang={language}")
    assert re.findall(r'<p class="why">(.*?)</p>', got)[0] == said


def test_the_sentence_nearest_in_meaning_is_marked_and_said(client: FlaskClient, searcher: Searcher) -> None:
    made = make_document("x.md", ["Parks zied. Skolas jumts tek."], title="Ostas plāns", cities=["ogre"])
    searcher.backend.replace_document(made.id, make_records(made))
    data = client.get("/api/v1/search?q=osta&city=ogre").json
    assert data is not None
    (passage,) = data["hits"][0]["passages"]
    start, end = passage["nearest_sentence"]
    sentence = passage["text"][start:end]
    assert sentence in {"Parks zied.", "Skolas jumts tek."}
    assert passage["why"]["text_lv"] == (
        "Tikai nosaukumā vai virsrakstos: osta (Ostas); nozīme attāla; iezīmēts pēc nozīmes tuvākais teikums."
    )
    assert f'<mark class="meaning">{sentence}</mark>' in page(client, "osta", "&city=ogre")


def test_the_api_gives_the_reasons_and_what_was_searched(client: FlaskClient) -> None:
    data = client.get("/api/v1/search?q=velosipēdu ceļš Jelgavā&city=jelgava").json
    assert data is not None
    assert data["searched"] == {
        "words": [
            {"word": "velosipēdu", "forms": ["velosipēdu"]},
            {"word": "ceļš", "forms": []},
            {"word": "Jelgavā", "forms": []},
        ],
        "related": [{"words": ["velosipēdu", "ceļš"], "terms": ["veloceliņš"]}],
    }
    passage = data["hits"][0]["passages"][0]
    assert [passage["text"][start:end] for start, end in passage["related_marks"]] == ["Veloceliņš"]
    assert passage["nearest_sentence"] is None
    assert passage["why"] == {
        "meaning": "medium",
        "met": [{"word": "velosipēdu", "forms": ["velosipēdu"], "place": "text"}],
        "instead": [{"how": "related", "words": ["velosipēdu", "ceļš"], "terms": ["veloceliņš"]}],
        "lacking": ["Jelgavā"],
        "named": [
            {
                "field": "city",
                "value": "jelgava",
                "typed": "Jelgavā",
                "name_lv": "Jelgava",
                "name_en": "Jelgava",
            }
        ],
        "versions": 0,
        "nature": None,
        "before": None,
        "text_lv": "Tekstā: velosipēdu; „velosipēdu ceļš” vietā: veloceliņš; trūkst: Jelgavā; nozīme tuva;"
        " dokuments ir no jūsu minētās pilsētas: Jelgava.",
        "text_en": "In the text: velosipēdu; instead of “velosipēdu ceļš”: veloceliņš; missing: Jelgavā;"
        " near in meaning; the document is of the city that you named: Jelgava.",
    }


def test_a_comparison_gives_no_reasons_of_a_question(client: FlaskClient) -> None:
    data = client.get(f"/api/v1/documents/{make_document('velo.md', ['x']).id}/similar").json
    assert data is not None
    assert data["hits"][0]["passages"][0]["why"] is None


def test_the_command_line_says_what_was_searched_and_why(client: FlaskClient) -> None:
    data = client.get("/api/v1/search?q=velosipēdu ceļš osta&city=jelgava").json
    assert data is not None
    lines = result_lines(data)
    assert [line for line in lines if line.startswith("searched")] == [
        "searched: velosipēdu: velosipēdu",
        "searched: ceļš: not in the best passages",
        "searched: osta: not in the best passages",
        "searched too: velosipēdu ceļš: veloceliņš",
    ]
    shown = lines.index("         Veloceliņš gar Lielupi velosipēdu braucējiem.")
    assert lines[shown + 1] == (
        "         In the text: velosipēdu; instead of “velosipēdu ceļš”: veloceliņš; missing: osta;"
        " distant in meaning."
    )


def test_the_page_shows_what_was_searched(client: FlaskClient) -> None:
    got = page(client, "velosipēdu ceļš osta")
    shown = re.search(r'<details class="searched">.*?</details>', got, re.S)
    assert shown
    assert (
        re.sub(r"<[^>]*>|\s+", " ", shown[0]).split()
        == (
            "Kas meklēts velosipēdu velosipēdu, velosipēdi ceļš ceļi osta labākajos fragmentos nav"
            " „velosipēdu ceļš” vietā arī veloceliņš"
        ).split()
    )


def choices(text: str) -> list[str]:
    shown = re.search(r'<ul class="match".*?</ul>', text, re.S)
    assert shown
    return [
        one.strip() for one in re.findall(r'<li>(?:<a href="([^"]*)"|<span aria-current="true")', shown[0])
    ]


def test_how_strictly_words_are_taken_is_one_click_away_and_kept_in_every_link(
    client: FlaskClient, searcher: Searcher
) -> None:
    asked = "/?q=velosip%C4%93di"
    assert choices(page(client, "velosipēdi")) == [f"{asked}&match=exact", f"{asked}&match=forms", ""]
    got = page(client, "velosipēdi", "&match=forms&direction=PILS&per_page=1&year_from=2021")
    kept = f"{asked}&direction=PILS&year_from=2021"
    assert choices(got) == [f"{kept}&match=exact", "", kept]
    links = re.findall(r'(?:<li>|<nav class="paging"[^>]*>\s*)<a (?:rel="\w+" )?href="(/\?q=[^"]*)"', got)
    others = [link for link in links if "velosip" in link and link not in choices(got)]
    assert len(others) > 5
    assert [link for link in others if "&match=forms" not in link] == []
    assert '<input type="hidden" name="match" value="forms">' in got
    assert '<span lang="lv">' in got  # hits are shown
    assert "forms ×" not in got


@pytest.mark.parametrize(("language", "name"), [("lv", "Tikai mani vārdi"), ("en", "Only my words")])
def test_only_my_words_leaves_out_what_is_found_by_meaning(
    client: FlaskClient, language: str, name: str
) -> None:
    got = page(client, "velosipēdu ceļi", f"&lang={language}")
    link = "/?q=velosip%C4%93du+ce%C4%BCi&match=forms"
    assert f'<a href="{link}">{name}</a>' in got
    only = client.get(link).get_data(as_text=True)
    assert only.count('<li class="hit">') == 1
    assert name not in only
    assert name not in page(client, "velosipēdi")  # all documents hold it


@pytest.mark.parametrize("match", ["exact", "forms"])
def test_nothing_found_by_the_words_alone_says_that_they_were_taken_strictly(
    client: FlaskClient, match: str
) -> None:
    got = page(client, "velosipēds lielupe jūrā", f"&match={match}")
    assert "Nekas nav atrasts" in got
    assert "Nevienā fragmentā nav visu jūsu vārdu šādā formā. Izvēlieties mazāk stingru meklēšanu." in got
    assert choices(got)[2] == "/?q=velosip%C4%93ds+lielupe+j%C5%ABr%C4%81"
    assert '<details class="searched">' not in got


def test_an_unknown_strictness_is_named_and_left_out(client: FlaskClient) -> None:
    got = page(client, "velosipēdi", "&match=loose")
    assert "Vērtība „loose” nav derīga" in got
    assert choices(got)[2] == ""
