"""What a passage is that says nothing of its own, by the keys of its text and of its title and headings."""

from __future__ import annotations

import pytest

from search.language.keys import bags
from search.nature import nature_of, own_text

TITLE = "Ogres novada attīstības programma 2022.–2027. gadam"


def nature(text: str, *headings: str) -> str | None:
    exact, heading = (" ".join(bags(texts).exact) for texts in ([text], [TITLE, *headings]))
    return nature_of(exact, heading)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\nOgres novada pašvaldība\n\nAPSTIPRINĀTA ar Ogres novada pašvaldības domes 2022. gada"
        " 27. janvāra lēmumu Nr. 12 (protokols Nr. 2, 9. §)",
        "Ogres novada pašvaldība. PROJEKTS. 1. redakcija, nodota publiskajai apspriešanai ar domes 2022. gada"
        " 30. jūnija lēmumu",
        "Pieņemts zināšanai Attīstības komitejas sēdē 2023. gada 9. martā (prot. Nr. 4)",
        "Aktualizēta ar 2024. gada 28. novembra lēmumu Nr. 539 (protokols Nr. 21, 18. §)",
    ],
)
def test_a_title_page_tells_an_act_or_a_state_and_little_else(text: str) -> None:
    assert nature(text) == "title_page"


@pytest.mark.parametrize(
    "text",
    [
        "Dome apstiprināja dambja pārbūvi un sūkņu stacijas jaudas kāpumu, jo plūdi apdraud 180 mājas.",
        "Iekšējos noteikumus par bērnu uzņemšanu bērnudārzā pieņēma dome pēc vecāku iebildumiem par rindu.",
        "APSTIPRINĀTA ar domes lēmumu. " + "Pašvaldības budžets. " * 50,
    ],
)
def test_what_was_decided_is_no_title_page(text: str) -> None:
    assert nature(text) is None


def test_a_passage_that_only_repeats_title_or_headings_is_a_heading() -> None:
    assert nature("Attīstības programma 2022.–2027. gadam", "2. Vide") == "heading"
    assert nature("2. Vide", "2. Vide") == "heading"
    assert nature("2. Vide un klimats", "2. Vide") is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Saturs\n1. Ievads 3\n2. Vide un klimats 7\n3. Pielikumi 21", ""),
        ("Ievads 3\nVide un klimats 7\nPielikumi 21", "Satura rādītājs"),
        (
            "1. Ievads 3\n2. Situācija 5\n2.1. Iedzīvotāji 5\n2.2. Ekonomika 9\nIII. Vidēja termiņa mērķi 14",
            "",
        ),
    ],
)
def test_contents_are_lines_that_end_in_growing_pages(text: str, heading: str) -> None:
    assert nature(text, heading) == "contents"


@pytest.mark.parametrize(
    "text",
    [
        "Saturs jāizstrādā kopā ar skolām 3 mēnešos.",  # a title, and no lines
        "1. Piešķirt naudu. 2. Noslēgt līgumu. 3. Uzdot darbu. 4. Ziņot domei. 5. Publicēt. 6. Izpildīt.",
        "Janvārī 5, februārī 7, martā 9, aprīlī 12, maijā 20 braucieni",  # no section begins after a number
        "1. Ievads 9\n2. Situācija 5\n2.1. Iedzīvotāji 7\n2.2. Ekonomika 3\n2.3. Vide 14",  # not growing
        "Skolā mācās 3 1. klases, tajās "
        + " ".join(f"ir bērni no tālām un tuvām mājām visā mūsu pilsētā {n} 1" for n in (5, 7, 12, 20)),
    ],
)
def test_numbers_in_a_text_are_no_contents(text: str) -> None:
    assert nature(text) is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Centrālā statistikas pārvalde. Iedzīvotāju skaits gada sākumā.", "Izmantotā literatūra"),
        ("1. Dzīve pilsētā. Rīga, Zvaigzne, 2019.", "7. Atsauces"),
        ("Literatūras saraksts. Ministru kabineta 2014. gada 14. oktobra noteikumi Nr. 628.", ""),
        (
            "CSP (2023). Pieejams: https://stat.gov.lv [skatīts 12.03.2024.] VARAM (2022). Pieejams:"
            " https://varam.gov.lv",
            "",
        ),
    ],
)
def test_references_are_told_by_their_title_or_by_what_they_cite(text: str, heading: str) -> None:
    assert nature(text, heading) == "references"


def test_a_text_with_one_address_is_no_list_of_references() -> None:
    assert (
        nature("Pakalpojums ir pieejams vietnē https://ogre.lv, un pieteikums jāraksta tiešsaistē.") is None
    )
    assert nature("Atsauces uz plānu dod domes nodaļas, kuras to īsteno.", "Avoti un atsauksmes") is None


@pytest.mark.parametrize(
    "text",
    [
        "Kontaktpersona: Ilze Kalniņa, tālr. 67012345, e-pasts: ilze@ogre.lv",
        "Brīvības iela 33, Ogre, LV-5001, tālrunis 65071160",
    ],
)
def test_labels_and_numbers_make_contact_details(text: str) -> None:
    assert nature(text) == "contacts"


@pytest.mark.parametrize(
    "text",
    [
        "Seniori apgūst, kā lietot tālrunis un e-pasts ikdienā.",  # labels, and nothing to reach
        "Pa tālruni 65071160 atbild dežurants.",  # a number without a label
        "Tālr. 65071160. " + "Palīdzību sniedz visu diennakti, un ārsts brauc arī uz laukiem. " * 5,
    ],
)
def test_a_text_about_telephones_is_no_contact_block(text: str) -> None:
    assert nature(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "IEGULDĪJUMS TAVĀ NĀKOTNĒ. Eiropas Reģionālās attīstības fonds",
        "Projektu līdzfinansē Eiropas Savienība. Nacionālais attīstības plāns 2020",
        "Finansē Eiropas Savienība – NextGenerationEU",
    ],
)
def test_a_line_on_the_fund_says_nothing_else(text: str) -> None:
    assert nature(text) == "fund_line"


@pytest.mark.parametrize(
    "text",
    [
        "Skolas jumta siltināšanu un logu nomaiņu līdzfinansē Eiropas Savienība no Kohēzijas fonda.",
        "Eiropas Reģionālās attīstības fonds, valsts budžets un pašvaldības budžets",
    ],
)
def test_what_a_fund_pays_for_is_told(text: str) -> None:
    assert nature(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Domes priekšsēdētājs (paraksts un zīmogs)",
        "Sēdes vadītājs, domes priekšsēdētāja vietnieks Jānis Bērziņš",
        "ŠIS DOKUMENTS IR PARAKSTĪTS AR DROŠU ELEKTRONISKO PARAKSTU UN SATUR LAIKA ZĪMOGU",
    ],
)
def test_a_formula_of_signing_is_a_signature(text: str) -> None:
    assert nature(text) == "signature"


def test_what_a_chairman_does_is_no_signature() -> None:
    assert nature("Evakuāciju pēc ugunsdzēsēju ieteikuma izsludina domes priekšsēdētājs.") is None


def test_the_words_of_a_text_apart_from_title_and_headings_are_its_own() -> None:
    assert own_text("ogres tilts pār ogri nr 5", "ogres programma nr") == "tilts pār ogri 5"
