"""Damaged text becomes sound, sound text stays, and every repair is told."""

from __future__ import annotations

import time
import unicodedata

import pytest

from ingest.pages import Block, Converted, Page
from ingest.repair import repair
from ingest.repair.contents import _LED_LINE
from ingest.repair.running import _PAGE_NUMBER

SOUND = (
    "Pašvaldība ģenerālplānā paredz ķieģeļu ēkas atjaunošanu, ņemot vērā iedzīvotāju vajadzības un vidi."
    " Šķēršļu novēršana un jūras krasta žogu būve notiek arī 2024. gada vasarā."
)


def _document(*texts: str, kind: str = "section") -> Converted:
    page = Page(kind, 1, "", tuple(Block(text, "paragraph") for text in texts))  # type: ignore[arg-type]
    return Converted((page,), {}, "text/plain")


def _pages(*pages: list[str]) -> Converted:
    return Converted(
        tuple(
            Page("page", number, "", tuple(Block(text, "paragraph") for text in texts))
            for number, texts in enumerate(pages, start=1)
        ),
        {},
        "application/pdf",
    )


def _texts(converted: Converted) -> list[str]:
    return [block.text for page in converted.pages for block in page.blocks if not block.lost]


def test_sound_text_stays_and_has_no_note() -> None:
    converted = _document(
        SOUND, "Besançon un Klaipėda, Brăila, Erdoğan, Ä un Ö.", "LV-1010, COVID-19, ex-ante"
    )

    assert repair(converted) == converted


# Letters


@pytest.mark.parametrize(
    "damaged",
    [
        unicodedata.normalize("NFD", SOUND),
        SOUND.replace("ģ", "g\u0326").replace("ķ", "k\u0326"),
        SOUND.replace("ā", "a¯").replace("š", "sˇ").replace("ņ", "n¸"),
    ],
)
def test_letters_in_parts_are_put_together(damaged: str) -> None:
    mended = repair(_document(damaged))

    assert _texts(mended) == [SOUND]
    assert mended.notes == ("letters put together from parts in 1 places",)


def test_ligatures_are_parted() -> None:
    assert _texts(repair(_document("eﬁciente oﬃce"))) == ["efiiciente office".replace("fii", "fi")]


def test_windows_1257_read_as_1252_is_repaired_on_its_page_only() -> None:
    damaged = SOUND.encode("windows-1257").decode("windows-1252")

    mended = repair(_pages([damaged], [SOUND, "Sadraudzība ar Besançon"]))

    assert _texts(mended) == [SOUND, SOUND, "Sadraudzība ar Besançon"]
    assert mended.notes == ("repaired windows-1257 read as windows-1252 on page 1",)


def test_damaged_paragraph_on_a_sound_page_is_repaired() -> None:
    damaged = SOUND.encode("windows-1257").decode("windows-1252")

    assert _texts(repair(_pages([SOUND, damaged, SOUND * 10]))) == [SOUND, SOUND, SOUND * 10]


@pytest.mark.parametrize(
    "foreign",
    [
        "Le développement durable de la forêt a été financé par le département à Besançon, où naît l’idée.",
        "La città è più bella, perché c’è il sole; però ciò non è così facile, né utile.",
        "Þetta er íslenskur texti um sjálfbæra þróun, með ðöllum stöfum, því að þeir eru sérstakir.",
    ],
)
def test_other_languages_with_such_letters_stay(foreign: str) -> None:
    assert _texts(repair(_pages([foreign], [SOUND]))) == [foreign, SOUND]


@pytest.mark.parametrize("rounds", [1, 2])
def test_utf_8_read_as_windows_1252_is_repaired(rounds: int) -> None:
    damaged = SOUND + " „Īpaši” – jā"
    for _ in range(rounds):
        raw = damaged.encode()
        damaged = "".join(
            bytes([byte]).decode("windows-1252") if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(byte)
            for byte in raw
        )

    mended = repair(_document(damaged))

    assert _texts(mended) == [SOUND + " „Īpaši” – jā"]
    assert mended.notes == ("repaired UTF-8 read as windows-1252 on the whole text",)


SHIFTED = str.maketrans("ĢģĶķĻļŅņ", "ĂăĖėěĜĥĦ")


def test_shifted_cedilla_letters_are_repaired_in_the_whole_document() -> None:
    mended = repair(_pages(["STRATĒĂIJA, mērėi, reaăēs, piešėir"], ["viedokĜus, UZĥĒMĒJDARBĪBA, Ħemot"]))

    assert _texts(mended) == ["STRATĒĢIJA, mērķi, reaģēs, piešķir", "viedokļus, UZŅĒMĒJDARBĪBA, ņemot"]
    assert mended.notes == (
        "repaired shifted letters of an old Latvian font (Ă for Ģ, ė for ķ …) on the whole document",
    )


def test_every_shifted_letter_has_its_repair() -> None:
    letters = "Ģģ Ķķ Ļļ Ņņ šā"

    assert _texts(repair(_document(letters.translate(SHIFTED)))) == [letters]


def test_lithuanian_and_romanian_names_stay_in_a_shifted_document() -> None:
    damaged = SOUND.translate(SHIFTED) + " Klaipėda, Plungės rajons, Bacău, Irena Degutienė."

    assert _texts(repair(_document(damaged))) == [
        SOUND + " Klaipėda, Plungės rajons, Bacău, Irena Degutienė."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sadarbības partneri ir Klaipėda, Plungė un Šiaulių apskritis Lietuvā",
        "Partneri: Bacău, Brăila un Satu Mare; pārrobežu sadarbība šogad",
        "Mūsų miestas yra gražus, šventė vyko prie ežero, mėnesio pradžioje",
    ],
)
def test_letters_of_other_languages_alone_prove_no_shift(text: str) -> None:
    assert _texts(repair(_document(text))) == [text]


def test_shifted_letters_of_headings_alone_are_repaired_by_the_font_they_share() -> None:
    headings = ("Ėīmijas kabineti", "Ăimnāzijas", "Pieejamība līdzekĜiem", "ĥujas iela", "Partneris Klaipėda")
    page = Page(
        "page",
        1,
        "",
        (
            *(Block(text, "heading", 1) for text in headings),
            Block(f"{SOUND} Uzņēmums Kėvė ir no Klaipėdas (Klaipėda).", "paragraph"),
        ),
    )

    mended = repair(Converted((page,), {}, "application/pdf"))

    assert _texts(mended) == [
        "Ķīmijas kabineti",
        "Ģimnāzijas",
        "Pieejamība līdzekļiem",
        "Ņujas iela",
        "Partneris Klaipėda",
        f"{SOUND} Uzņēmums Kėvė ir no Klaipėdas (Klaipėda).",
    ]


def test_headings_in_a_wrong_encoding_are_told_together() -> None:
    headings = ("Íîmijas kabineti", "Izglîtîbas iestâþu tîkls", "Mâcîbu lîdzekïi")
    blocks = (*(Block(text, "heading", 1) for text in headings), Block(SOUND, "paragraph"))

    mended = repair(Converted((Page("page", 1, "", blocks),), {}, "application/pdf"))

    assert _texts(mended) == ["Ķīmijas kabineti", "Izglītības iestāžu tīkls", "Mācību līdzekļi", SOUND]


def test_turkish_g_is_repaired_where_no_true_letter_is() -> None:
    assert _texts(repair(_document("Ğenerālplāns un ğimenes, reğionā"))) == [
        "Ģenerālplāns un ģimenes, reģionā"
    ]


# Tags


@pytest.mark.parametrize(
    ("tagged", "plain"),
    [
        ("Var <strong>iedzīvotāju grupas</strong> un biedrības", "Var iedzīvotāju grupas un biedrības"),
        ("Līdz 1 500 eiro.<br />Pieteikumus pieņem.", "Līdz 1 500 eiro. Pieteikumus pieņem."),
        ("<p>Viens.</p><p class='x'>Divi.</p>", "Viens. Divi."),
        ('Sk. <a href="https://ogre.lv/a?b=1" target=_blank>plānu</a>.', "Sk. plānu."),
        ("H<sub>2</sub>O un <B>m²</B>", "H2O un m²"),
        ("<b>Ceļš&nbsp;&amp; tilts</b>, ja a &lt; b", "Ceļš & tilts, ja a < b"),
        ("Pirmā<span\nstyle='x'>\notrā</span>", "Pirmā otrā"),
    ],
)
def test_tags_that_stand_in_the_text_are_left_out(tagged: str, plain: str) -> None:
    mended = repair(_document(tagged))

    assert _texts(mended) == [plain]
    assert mended.notes[0].endswith("HTML tags that stood in the text left out")


@pytest.mark.parametrize(
    "text",
    [
        "Ja m < n un n > k, tad m<n>k; a <b> c; x <i un j> y; a<s un p>b",
        "Ieraksta <nosaukums> un <vārds uzvārds>, piemēram, <e-pasts@ogre.lv>",
        "Izceļ ar tagu „<strong>” vai '<br>'",
        "R&amp;D nodaļa, A&B; &nbsp;",
        "<3 Ogre, bet <10 % un >5 %",
    ],
)
def test_signs_of_formulas_and_words_between_them_are_no_tags(text: str) -> None:
    assert repair(_document(text)) == _document(text)


def test_tags_are_left_out_of_cells_and_titles_and_a_block_of_tags_is_dropped() -> None:
    row = Block("<b>Darbs: Tilts</b>", "row", 0, (("<b>Darbs", "Tilts</b>"),), 2)
    page = Page("sheet", 1, "Plāns", (row, Block("<br>", "paragraph")))

    mended = repair(Converted((page,), {"title": "<em>Plāns</em>"}, ""))

    assert mended.pages[0].blocks == (Block("Darbs: Tilts", "row", 0, (("Darbs", "Tilts"),), 2),)
    assert mended.metadata == {"title": "Plāns"}
    assert mended.notes == ("3 HTML tags that stood in the text left out",)


# Lines


def test_lines_are_joined_and_spaces_made_plain() -> None:
    text = "Pašvaldība izbūvē\nveloceliņu 1\u00a0250\u202f000 EUR\tvērtībā  un \u200bparku\x00."

    mended = repair(_document(text))

    assert _texts(mended) == ["Pašvaldība izbūvē veloceliņu 1 250 000 EUR vērtībā un parku."]
    assert mended.notes == ("2 control and invisible characters left out",)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("septi\x02\nņi projekti", "septiņi projekti"),
        ("pilsēt\x02\nvide", "pilsētvide"),
        ("attīs-\ntība", "attīstība"),
        ("pak\u00ad\nalpojums", "pakalpojums"),
        ("STRATĒ\x02\nĢIJA", "STRATĒĢIJA"),
        ("deinstitu\x02\ncionali\x02\nzācija", "deinstitucionalizācija"),
        ("ex\x02\nante", "ex-ante"),
        ("e\x02\npakalpojums", "e-pakalpojums"),
        ("LV\x02\n1010", "LV-1010"),
        ("COVID\x02\n19", "COVID-19"),
        ("2021\x02\n2027", "2021-2027"),
        ("Rēzeknes\x02\nLudzas ceļš", "Rēzeknes-Ludzas ceļš"),
        ("ES\x02\nfinansēts", "ES-finansēts"),
        ("sociāli\x02\nekonomiskā attīstība", "sociāli-ekonomiskā attīstība"),
        ("bērnu\x02\nun jauniešu", "bērnu- un jauniešu"),
        ("ceļš\x02\n(velo)", "ceļš-(velo)"),
        ("mīk\u00adsts", "mīksts"),
    ],
)
def test_line_end_hyphen_is_joined_or_kept(broken: str, whole: str) -> None:
    assert _texts(repair(_document(broken))) == [whole]


def test_hyphen_seen_elsewhere_in_the_document_is_kept() -> None:
    # A part that is no word says that this document breaks words; its own spelling elsewhere weighs more.
    mended = repair(
        _document("attīs\x02\ntība un sociāli\x02\nekonomisko", "Sociāli-ekonomiskais raksturojums")
    )

    assert _texts(mended)[0] == "attīstība un sociāli-ekonomisko"
    assert mended.notes == ("line-end hyphens: 1 joined, 1 kept",)


def test_running_lines_and_page_numbers_are_left_out() -> None:
    pages = [
        ["Ogres novada programma 2022–2027", f"{number}. nodaļa sākas šeit.", f"{number} / 4"]
        for number in range(1, 5)
    ]

    mended = repair(_pages(*pages))

    assert _texts(mended) == [f"{number}. nodaļa sākas šeit." for number in range(1, 5)]
    assert mended.notes == (
        "running line left out on 4 pages: Ogres novada programma 2022–2027",
        "running line left out on 4 pages: 1 / 4",
    )


def test_headers_of_odd_and_even_pages_are_left_out() -> None:
    pages = [
        ["Programma" if number % 2 else "Ogres novads", f"Saturs {number * number}"] for number in range(1, 7)
    ]

    assert _texts(repair(_pages(*pages))) == [f"Saturs {number * number}" for number in range(1, 7)]


def test_two_pages_are_too_few_to_tell_a_running_line() -> None:
    pages = [["Ogres novads", "Pirmā"], ["Ogres novads", "Otrā"]]

    assert _texts(repair(_pages(*pages))) == ["Ogres novads", "Pirmā", "Ogres novads", "Otrā"]


def test_numbered_heading_on_each_page_is_no_running_line() -> None:
    pages = tuple(
        Page(
            "page", number, "", (Block(f"{number}. projekts", "heading", 1), Block("Apraksts.", "paragraph"))
        )
        for number in range(1, 5)
    )
    projects = [f"{number}. projekts" for number in range(1, 5)]

    assert [text for text in _texts(repair(Converted(pages, {}, ""))) if text in projects] == projects


def test_title_that_the_header_repeats_stays() -> None:
    title = Page("page", 1, "", (Block("Ogres programma", "heading", 1),))
    others = tuple(
        Page(
            "page",
            number,
            "",
            (Block("Ogres programma", "paragraph"), Block(f"Teksts {number**3}", "paragraph")),
        )
        for number in range(2, 6)
    )

    assert _texts(repair(Converted((title, *others), {}, ""))) == [
        "Ogres programma",
        "Teksts 8",
        "Teksts 27",
        "Teksts 64",
        "Teksts 125",
    ]


def test_list_entries_that_end_pages_alike_stay() -> None:
    pages = tuple(
        Page(
            "page", number, "", (Block(f"Teksts {number**3}", "paragraph"), Block("• citi partneri", "list"))
        )
        for number in range(1, 5)
    )

    assert _texts(repair(Converted(pages, {}, ""))).count("• citi partneri") == 4


def test_table_of_contents_is_left_out_with_its_title() -> None:
    lines = [
        "Saturs",
        "1. Ievads ........ 3",
        "1.1. Mērķi . . . . . . 4",
        "2. Ceļi ……… 12",
        "Teksts par ceļiem.",
    ]

    mended = repair(_pages(lines))

    assert _texts(mended) == ["Teksts par ceļiem."]
    assert mended.notes == ("table of contents left out: 3 lines",)


def test_two_dotted_lines_are_no_table_of_contents() -> None:
    lines = ["Paraksts ............ 5", "Datums ............. 7"]

    assert _texts(repair(_pages(lines))) == lines


def test_cells_and_metadata_are_repaired_too() -> None:
    row = Block("Mērėis: Ħemt vērā", "row", 0, (("Mērėis", "Ħemt\nvērā"),), 2)
    converted = Converted(
        (Page("sheet", 1, "Pla\u0304ns", (row, Block("reaăē", "paragraph"))),), {"title": "Pla\u0304ns"}, ""
    )

    mended = repair(converted)

    assert mended.pages[0].blocks[0] == Block(
        "Mērķis: Ņemt vērā".replace("Ņ", "ņ"), "row", 0, (("Mērķis", "ņemt vērā"),), 2
    )
    assert (mended.pages[0].name, mended.metadata) == ("Plāns", {"title": "Plāns"})


def test_block_left_empty_is_dropped() -> None:
    assert _texts(repair(_document("\u200b", "Teksts"))) == ["Teksts"]


def test_unreadable_letters_are_doubted() -> None:
    assert repair(_document("Pils\ufffdta")).notes == ("doubtful: 1 letters are unreadable in the source",)


def test_lost_spaces_come_back_where_both_words_stand_elsewhere() -> None:
    repaired = repair(
        _document(
            "OGRES NOVADA ATTĪSTĪBASPROGRAMMA un RĪCĪBASVIRZIENI.",
            "Attīstības programma nosaka rīcības virzienu; virzieni ir pieci.",
            "Rīcības plāns ir pielikumā.",
        )
    )
    assert _texts(repaired)[0] == "OGRES NOVADA ATTĪSTĪBAS PROGRAMMA un RĪCĪBAS VIRZIENI."
    assert repaired.notes == ("lost spaces put back in 2 words",)


def test_compounds_and_a_single_odd_word_stay_whole() -> None:
    compounds = "Valstspilsētas valsts pilsētas; iedzīvotājskaits, iedzīvotāj skaits; siltumapgāde."
    assert _texts(repair(_document(compounds))) == [compounds]
    sound = f"{SOUND} " * 40 + "rīcības plāns, vides programma. Rīcībasplāns, videsprogramma."
    assert _texts(repair(_document(sound))) == [sound]


def test_a_code_broken_over_lines_is_one_again() -> None:
    repaired = repair(_document("Projekts Nr. 4.5.1.2/\n17/I/005 un\nvai/\nun LIFE20 NAT/EE/\n000074"))
    assert _texts(repaired) == ["Projekts Nr. 4.5.1.2/17/I/005 un vai/ un LIFE20 NAT/EE/000074"]


@pytest.mark.parametrize(
    "filling", ["a", "a-\n", "a-", "a\x02", "-\n", "1/\n", "ab cd-\n", "1-\n ", " ", "_"]
)
def test_lines_of_a_hostile_text_are_joined_fast(filling: str) -> None:
    begun = time.perf_counter()
    repair(_document(filling * (100_000 // len(filling)) + "x"))
    assert time.perf_counter() - begun < 15


@pytest.mark.parametrize(
    "filling", ["-", "…", "1", "a 1 ", "- 1 ", ". ", "_", " ", "lpp", "a\n", "…1", "1\n"]
)
@pytest.mark.parametrize("length", [60, 200, 301, 400, 100_000])
def test_running_lines_and_contents_of_a_hostile_text_are_found_fast(filling: str, length: int) -> None:
    line = (filling * length)[: length // 3] + "1" + (filling * length)[: length // 3] + "1"
    line += (filling * length)[: length // 3] + "x"
    begun = time.perf_counter()
    repair(_pages(*(["Saturs", line, "1\n2\n3" + line] for _ in range(3))))
    assert time.perf_counter() - begun < 15


@pytest.mark.parametrize(
    ("line", "matches"),
    [
        *((one, True) for one in ("12", "- 12 -", "12. lpp.", "Lapa 3 no 40", "3 / 40", "12lapa", "_12_")),
        *((one, False) for one in ("12. projekts", "XII", "lapa", "1 2 3")),
    ],
)
def test_page_numbers_are_told_from_titles(line: str, matches: bool) -> None:
    assert bool(_PAGE_NUMBER.fullmatch(line)) is matches


@pytest.mark.parametrize(
    ("line", "matches"),
    [
        *(
            (one, True)
            for one in ("1.2. Ietves ........ 4", "Ievads . . . . . 3", "Ievads…… 3", "A _____12 ")
        ),
        *((one, False) for one in ("Ievads 3", "u. c. 3", "..... 3", "Ievads .... 3", "Ievads ..... 12345")),
    ],
)
def test_lines_of_contents_are_told_by_their_dots(line: str, matches: bool) -> None:
    assert bool(_LED_LINE.fullmatch(line)) is matches
