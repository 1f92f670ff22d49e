"""Web pages give their main text and nothing of what stands around it."""

from __future__ import annotations

import contextlib
import time

import pytest

from ingest.formats.html.convert import convert_html
from ingest.formats.html.tree import parse_html
from ingest.pages import Converted
from search.errors import SourceUnreadable

PAGE = """<!DOCTYPE html>
<html lang="lv"><head><meta charset="utf-8"><title>Lēmums Nr. 5 | Jelgavas pilsēta</title>
<meta name="keywords" content="lēmums, plāns"><style>.x{{}}</style><script>var a = "skripts";</script></head>
<body class="has-menu with-sidebar">
<div id="cookie-banner">Šī vietne izmanto sīkdatnes. <button>Piekrītu</button></div>
<header><a href="/">Jelgavas pilsēta</a><p>5 °C, 4.9 m/s, 86.5 %</p></header>
<nav><ul><li><a href="/a">Sākums</a></li><li><a href="/b">Pašvaldība</a></li></ul></nav>
<div class="breadcrumbs">Sākums / Lēmumi</div><aside>Vārdadienas: Meldra, Meldris</aside>
{main}
<div class="related"><ul><li><a href="1">Cits lēmums</a></li><li><a href="2">Vēl cits</a></li>
<li><a href="3">Trešais</a></li></ul></div>
<footer><p>© 2024 Jelgavas pašvaldība</p></footer></body></html>"""
BODY = "<h1>Lēmums Nr. 5</h1><p>Dome nolemj apstiprināt plānu par drošu un tīru pilsētu.</p>"


def told(html: str) -> list[tuple[str, int, str]]:
    return [(one.kind, one.level, one.text) for one in _read(html).pages[0].blocks]


def _read(html: str) -> Converted:
    return convert_html(html.encode())


@pytest.mark.parametrize("main", ["<main>{}</main>", "<article>{}</article>", "<div id='content'>{}</div>"])
def test_only_the_main_text_is_told(main: str) -> None:
    assert told(PAGE.format(main=main.format(BODY))) == [
        ("heading", 1, "Lēmums Nr. 5"),
        ("paragraph", 0, "Dome nolemj apstiprināt plānu par drošu un tīru pilsētu."),
    ]


def test_metadata_title_is_without_the_name_of_the_site() -> None:
    assert _read(PAGE.format(main=BODY)).metadata == {
        "title": "Lēmums Nr. 5",
        "keywords": "lēmums, plāns",
        "language": "lv",
    }


def test_furniture_left_out_is_noted() -> None:
    notes = _read(PAGE.format(main=BODY)).notes

    assert notes == ("7 menus, banners and the like left out",)


ARTICLE = "<h1>Promenāde</h1><p>Driksas krastā atklāta atjaunota promenāde 620 metru garumā.</p>"
TOLD = [
    ("heading", 1, "Promenāde"),
    ("paragraph", 0, "Driksas krastā atklāta atjaunota promenāde 620 metru garumā."),
]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Vārda dienas: Meldra, Meldris</p>",
        "<div><b>Vārda dienu svin</b> Anna, Zane un Jānis</div>",
        "<h3>Vārda dienas</h3><p>Anna, Zane</p>",
        "<p>Pirmdiena, 2025. gada 10. novembris | Vārda dienas: Mārtiņš | Jelgava +4 °C, vējš 5 m/s |"
        " <a>Vieglā valoda</a> | <a>English</a></p>",
        "<p><span>5 °C</span> <span>Vārda dienas: Anna</span> <a>Lasīt viegli</a> <a>EN</a></p>",
        "<div><span><a href='/v'>Lasīt viegli</a></span></div>",
        "<div>Click to listen highlighted text!</div>",
        "<p>Pēdējo reizi informācija atjaunota: 19.06.2024.</p>",
        "<p><span>Pēdējo reizi atjaunots:</span></p><p>2024. gada 19. jūnijs</p>",
        "<p>Lapa atjaunota: 19.06.2024, plkst. 14:05</p>",
        "<p><a>Atpakaļ</a> | <a>Drukāt lapu</a></p>",
        "<p>Jelgavas pašvaldība. Visas tiesības aizsargātas.</p>",
    ],
)
def test_lines_of_a_portal_are_left_out_and_noted(line: str) -> None:
    for page in (line + ARTICLE, ARTICLE + line):
        assert told(page) == TOLD
        assert any(note.startswith("lines of the portal left out: „") for note in _read(page).notes)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Vārda dienas koncerts notiks 5. maijā.</p>",
        "<p>Sadaļā <a>Lasīt viegli</a> ir vienkāršs teksts.</p>",
        "<p>Vieglā valoda</p>",
        "<p>Plāns pēdējo reizi atjaunots 2019. gadā.</p>",
        "<p>Pirmdiena, 2025. gada 10. novembris</p>",
        "<p>Ūdens temperatūra +4 °C</p>",
        "<p><span>12.05.2024</span> <span>Plāns</span></p>",
        "<p>Meldra, Meldris</p>",
    ],
)
def test_text_that_only_resembles_lines_of_a_portal_stays(line: str) -> None:
    text = told(line)
    assert text
    assert told(ARTICLE + line) == [*TOLD, *text]


def test_day_beside_a_link_to_more_stays() -> None:
    html = f"{ARTICLE}<p><span>12.05.2024</span> <span>Ielu remonts</span> <a>Lasīt vairāk</a></p>"

    assert told(html) == [*TOLD, ("paragraph", 0, "12.05.2024 Ielu remonts")]


def test_note_quotes_a_few_lines_of_a_portal() -> None:
    lines = "".join(f"<p>Skatīts: {number} reizes</p>" for number in range(2, 10))

    assert _read(ARTICLE + lines).notes == (
        "lines of the portal left out: „Skatīts: 2 reizes”, „Skatīts: 3 reizes”, „Skatīts: 4 reizes”,"
        " „Skatīts: 5 reizes”, „Skatīts: 6 reizes” and 3 more",
    )


@pytest.mark.parametrize("name", ["class='top-bar'", "class='topBar x'", "id='side'", "class='nameday'"])
def test_furniture_is_known_by_words_that_make_up_a_name(name: str) -> None:
    assert told(f"<div {name}>Afiša</div>{ARTICLE}") == TOLD
    assert len(told(f"<div class='top-stories river-side'>Afiša</div>{ARTICLE}")) == 3


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("Rēzeknes pilsētas domes lēmums", "Par nodokļa atvieglojumiem", "Par nodokļa atvieglojumiem"),
        ("Jaunumi | www.ogre.lv", "Atklāts parks", "Atklāts parks"),
        ("Saistošie noteikumi Nr. 5 - Ogres novads", "Par tirdzniecību", "Par tirdzniecību"),
        ("Ielu plāns | Ogres novada pašvaldība", "Ielu plāns", "Ielu plāns"),
        (
            "Ielu plāns | Ogres novada pašvaldība",
            "Ogres novada pašvaldība",
            "Ielu plāns | Ogres novada pašvaldība",
        ),
        ("Lēmums Nr. 5 | Ogres novads", "Lēmums Nr. 5", "Lēmums Nr. 5"),
        ("Pilsētas apgaismojuma pārskats", "LED gaisma ielās", "Pilsētas apgaismojuma pārskats"),
        ("Domes lēmums par budžetu", "Nauda nākamajam gadam", "Domes lēmums par budžetu"),
        ("Domes lēmumi", "Jaunumi", "Domes lēmumi"),
    ],
)
def test_only_highest_heading_is_the_title_where_the_page_title_names_no_topic(
    title: str, heading: str, expected: str
) -> None:
    html = f"<title>{title}</title><h1>{heading}</h1><p>Teksts.</p>"

    assert _read(html).metadata["title"] == expected


def test_page_title_stays_where_several_headings_are_highest() -> None:
    assert _read("<title>Jaunumi</title><h1>Viens</h1><h1>Divi</h1>").metadata["title"] == "Jaunumi"


def test_text_outside_paragraphs_and_in_forms_is_told() -> None:
    html = "<form><div>Teksts bez rindkopas <b>ar treknu</b> daļu.<p>Rindkopa.</p>Aste.</div></form>"

    assert [text for _, _, text in told(html)] == [
        "Teksts bez rindkopas ar treknu daļu.",
        "Rindkopa.",
        "Aste.",
    ]


def test_lists_keep_their_numbers_and_order() -> None:
    html = "<ol start='3'><li>Trīs<ul><li>iekšā</li></ul></li><li><p>Četri</p></li></ol>"

    assert told(html) == [("list", 0, "3. Trīs"), ("list", 0, "iekšā"), ("list", 0, "4. Četri")]


def test_line_breaks_part_lines_and_two_part_paragraphs() -> None:
    assert [text for _, _, text in told("<div>Viens<br>divi<br><br>trīs</div>")] == ["Viens\ndivi", "trīs"]


def test_table_rows_carry_headers_and_merged_cells() -> None:
    html = (
        "<table><thead><tr><th>Nr.</th><th>Pasākums</th><th>EUR</th></tr></thead><tbody>"
        "<tr><td rowspan=2>1.</td><td>Ceļš</td><td>5</td></tr>"
        "<tr><td>Tilts</td><td>7</td></tr></tbody></table>"
    )

    assert [block.columns for block in _read(html).pages[0].blocks] == [
        (("Nr.", "1."), ("Pasākums", "Ceļš"), ("EUR", "5")),
        (("Nr.", "1."), ("Pasākums", "Tilts"), ("EUR", "7")),
    ]


def test_layout_table_is_text() -> None:
    html = "<table><tr><td><h2>Mērķi</h2>Teksts</td><td>Blakus</td></tr></table>"

    assert told(html) == [("heading", 2, "Mērķi"), ("paragraph", 0, "Teksts"), ("paragraph", 0, "Blakus")]


def test_table_of_names_and_values_is_told_in_pairs() -> None:
    html = "<table><tr><th>Periods</th><td>2022–2027</td></tr><tr><th>Statuss</th><td>spēkā</td></tr></table>"

    assert [text for _, _, text in told(html)] == ["Periods: 2022–2027", "Statuss: spēkā"]


def test_hidden_text_is_left_out() -> None:
    html = "<p hidden>a</p><p style='display: none'>b</p><p aria-hidden='true'>c</p><p>Redzams</p>"

    assert told(html) == [("paragraph", 0, "Redzams")]


def test_links_in_the_main_part_are_no_menu_when_they_are_sentences() -> None:
    title = "Lēmums par pašvaldības attīstības programmas 2022.–2027. gadam apstiprināšanu"
    link = f"<li><a href='x'>{title}</a></li>"

    assert len(told(f"<main><h1>Lēmumi</h1><ul>{link * 4}</ul></main>")) == 5


def test_button_that_opens_a_section_keeps_its_heading() -> None:
    assert told("<h2><button>Finansējums</button></h2><p>85 %</p>") == [
        ("heading", 2, "Finansējums"),
        ("paragraph", 0, "85 %"),
    ]


def test_old_page_is_decoded_by_its_declaration_or_by_its_letters() -> None:
    text = "<p>Ģenerālplāns, ķieģeļi, šķēršļi</p>"
    declared = f"<meta http-equiv='Content-Type' content='text/html; charset=windows-1257'>{text}"

    for html, notes in (
        (declared, ()),
        (text, ("no encoding declared; read as windows-1257",)),
        (f"<meta charset=utf-8>{text}", ("declared as utf-8, but read as windows-1257",)),
    ):
        converted = convert_html(html.encode("windows-1257"))
        assert converted.pages[0].blocks[0].text == "Ģenerālplāns, ķieģeļi, šķēršļi"
        assert converted.notes == notes


@pytest.mark.parametrize(
    "html",
    [
        "<p>Pirmā<p>Otrā<ul><li>a<li>b</ul>",
        "<div><p>Pirmā</div></span><p>Otrā</p><ul><li>a</li><li>b</li></ul></body>",
        "<![if !mso]><p>Pirmā</p><![endif]><p>Otrā</p><ul><li>a</li><li>b</ul><![foo[",
    ],
)
def test_sloppy_html_is_read_as_browsers_do(html: str) -> None:
    assert [text for _, _, text in told(html)][:4] == ["Pirmā", "Otrā", "a", "b"]


@pytest.mark.parametrize("tag", ["div", "span", "a"])
def test_deeply_nested_html_is_read(tag: str) -> None:
    assert told(f"<{tag}>" * 50_000 + "Dziļi") == [("paragraph", 0, "Dziļi")]


HOSTILE = (
    "<a ",
    '<a b="',
    "<!--",
    "<![",
    "</",
    "<script",
    "<script>",
    '<a b=">" ',
    "<svg>",
    "<?",
    "&",
    "<p>",
    "<td>",
    "<a =",
    "<a b= ",
    "<!-- -- ",
    "<script></",
    "</p",
    "<a b='",
    "<div>",
    "<a b=\"'",
)


@pytest.mark.parametrize("filling", HOSTILE)
@pytest.mark.parametrize("end", ["", ">", '">', "-->"])
def test_hostile_marks_are_read_fast(filling: str, end: str) -> None:
    begun = time.perf_counter()
    parse_html(filling * (100_000 // len(filling)) + end).text()
    assert time.perf_counter() - begun < 15


@pytest.mark.parametrize("filling", ["<a ", "<!--", "<p>", "<div>", "<td>", "<svg>"])
def test_a_hostile_page_is_converted_fast(filling: str) -> None:
    begun = time.perf_counter()
    with contextlib.suppress(SourceUnreadable):
        _read(PAGE.format(main=BODY + filling * (100_000 // len(filling))))
    assert time.perf_counter() - begun < 15


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a <3 b < c", "a <3 b < c"),
        ("<p title='a > b'>Ogre</p>", "Ogre"),
        ("<a href=x/>Ogre</a>", "Ogre"),
        ("Ogre<!-- <p> -- > novads", "Ogre novads"),
        ("<![if !x]>Ogre<![endif]>", "Ogre"),
        ("<script>if (a<b) '<p>'</script>Ogre", "Ogre"),
        ("<svg><svg></svg>x</svg>Ogre", "Ogre"),
        ("&scaron;&#257;", "šā"),
        ("Ogre <a href='x", "Ogre <a href='x"),
    ],
)
def test_marks_are_told_from_text(html: str, text: str) -> None:
    assert parse_html(html).text() == text


def test_a_tag_longer_than_any_is_passed_over() -> None:
    assert parse_html(f"<p title='{'a' * 70_000}'>Ogre").find("p") == []
    assert parse_html("<p title='a&amp;b' CLASS=c hidden>").find("p")[0].attributes == {
        "title": "a&b", "class": "c", "hidden": "",
    }  # fmt: skip
