"""Web pages give their main text and nothing of what stands around it."""

from __future__ import annotations

import pytest

from ingest.convert_html import convert_html
from ingest.pages import Converted

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


def test_deeply_nested_html_is_read() -> None:
    assert told("<div>" * 50_000 + "Dziļi") == [("paragraph", 0, "Dziļi")]
