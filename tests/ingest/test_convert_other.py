"""Files of older office programs become blocks like their successors; what readers do not see stays out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.convert import convert
from ingest.formats.legacy.convert import convert_other
from ingest.intake import DOC, PPT, RTF, XLS
from ingest.pages import Converted
from search.errors import SourceUnreadable
from search.settings import Settings
from tests.data.make_office import OFFICE, compound

LATVIAN = "Ķekavā āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ „plāns” – 5 €"
PLAN = [
    ("heading", 1, "Ogres mobilitātes plāns"),
    (
        "paragraph",
        0,
        "Pašvaldība izbūvē veloceļus, ietves un šķērsojumus – „ērti” un droši: āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ, 5 €.",
    ),
    ("paragraph", 0, "Redzams teksts un saite uz plānu,\notrā rinda, tālr. 65071160."),
    ("heading", 2, "Darbi"),
    ("list", 0, "veloceliņš gar Daugavu;"),
    ("list", 0, "ietve Brīvības ielā."),
    ("list", 0, "1. Pirmais solis"),
    ("list", 0, "2. Otrais solis"),
    (
        "row",
        0,
        "Uzdevums: U1 Mobilitāte; Pasākums: Tilts pār Ogri; Finansējums: 120 000 EUR; Finansējums: ERAF",
    ),
    ("row", 0, "Uzdevums: U1 Mobilitāte; Pasākums: Ietve; Finansējums: 80 500 EUR; Finansējums: PB"),
    ("row", 0, "Uzdevums: U2 Vide; Pasākums: Parks un dīķis; Finansējums: 7 000 EUR"),
    ("paragraph", 0, "Teksts aiz tabulas."),
    ("paragraph", 0, "Vēre par avotu."),
    ("paragraph", 0, "Teksts rāmī"),
]


def _told(converted: Converted, page: int = 0) -> list[tuple[str, int, str]]:
    return [(one.kind, one.level, one.text) for one in converted.pages[page].blocks]


def _rtf(body: bytes, head: bytes = b"\\ansi\\ansicpg1257") -> Converted:
    return convert_other(b"{\\rtf1" + head + b" " + body + b"}", "plans.rtf", RTF)


def _hex(text: str) -> bytes:
    letters = text.encode("windows-1257")
    return b"".join(b"\\'%02x" % one if one > 127 else bytes([one]) for one in letters)


@pytest.mark.parametrize(("name", "kind"), [("plans.doc", DOC), ("plans.rtf", RTF)])
def test_text_document_keeps_headings_lists_and_tables(name: str, kind: str) -> None:
    converted = convert(OFFICE / name, Settings())

    assert _told(converted) == PLAN
    assert converted.media_type == kind
    assert converted.metadata == {
        "title": "Ogres mobilitātes plāns",
        "author": "Ogres dome",
        "keywords": "veloceļi",
    }
    assert converted.notes == ("page headers and footers left out",)
    assert [(page.kind, page.number) for page in converted.pages] == [("section", 1)]


def test_xls_shows_figures_as_printed_and_leaves_out_what_is_hidden() -> None:
    converted = convert(OFFICE / "budzets.xls", Settings())

    assert [(page.kind, page.number, page.name) for page in converted.pages] == [
        ("sheet", 1, "Plāns"),
        ("sheet", 3, "Rādītāji"),
    ]
    assert [(one.kind, one.row, one.text) for one in converted.pages[0].blocks] == [
        ("heading", 1, "Ogres novada budžets 2024. gadam"),
        (
            "row",
            4,
            "Uzdevums: U1 Mobilitāte; Pasākums: Tilts pār Ogri; EUR: 120 000,50; Daļa: 85%;"
            " Termiņš: 31.12.2024",
        ),
        (
            "row",
            5,
            "Uzdevums: U1 Mobilitāte; Pasākums: Ietve Brīvības ielā; EUR: 80 500,00; Daļa: 15%;"
            " Termiņš: 30.06.2025",
        ),
        ("row", 7, "Uzdevums: Kopā; Pasākums: viss kopā; EUR: 200 500,50; Daļa: 100%"),
    ]
    assert [one.text for one in converted.pages[1].blocks] == [
        "Gads: 2023; Iedzīvotāji: 23300",
        "Gads: 2024; Iedzīvotāji: 9,1",
    ]
    assert converted.notes == (
        "Plāns: 1 hidden columns left out",
        "Plāns: 1 hidden rows left out",
        "hidden sheet left out: Melnraksts",
    )
    assert (converted.media_type, converted.metadata) == (XLS, {"title": "Ogres budžets"})


def test_ppt_gives_slides_in_reading_order() -> None:
    converted = convert(OFFICE / "sede.ppt", Settings())

    assert [(page.kind, page.number) for page in converted.pages] == [("slide", 1), ("slide", 3)]
    assert _told(converted) == [
        ("heading", 1, "Ogres mobilitātes plāns"),
        ("paragraph", 0, "Kreisajā pusē"),
        ("paragraph", 0, "Ķīšezera krasts"),
        ("paragraph", 0, "Labajā pusē"),
        ("paragraph", 0, "Piezīme runātājam"),
    ]
    assert _told(converted, 1) == [
        ("heading", 1, "Budžets"),
        ("list", 0, "Izbūvēt 12 km veloceļu"),
        ("list", 0, "Stādīt kokus"),
        ("row", 0, "Gads: 2024; Darbs: Ceļš; EUR: 120 000"),
        ("row", 0, "Gads: 2024; Darbs: Ietve; EUR: 30 000"),
    ]
    assert converted.notes == (
        "hidden slides left out: 2",
        "speaker notes read after the text of slides: 1",
    )
    assert converted.media_type == PPT


@pytest.mark.parametrize("head", [b"\\ansi\\ansicpg1257", b"\\ansi\\ansicpg1252"])
def test_rtf_letters_are_those_of_their_font(head: bytes) -> None:
    body = b"{\\fonttbl{\\f0\\fnil\\fcharset186{\\*\\panose 0204}Arial;}}\\f0 " + _hex(LATVIAN) + b"\\par"

    assert _told(_rtf(body, head)) == [("paragraph", 0, LATVIAN)]


def test_rtf_letters_without_a_font_are_those_of_the_code_page() -> None:
    assert _told(_rtf(_hex(LATVIAN))) == [("paragraph", 0, LATVIAN)]
    assert _told(_rtf(LATVIAN.encode("windows-1257"))) == [("paragraph", 0, LATVIAN)]


@pytest.mark.parametrize(("count", "instead"), [(1, b"?"), (0, b" "), (2, b"\\'3f?")])
def test_rtf_letters_by_their_number_in_unicode(count: int, instead: bytes) -> None:
    letters = b"".join(b"\\u%d" % ord(one) + instead if ord(one) > 127 else one.encode() for one in LATVIAN)

    assert _told(_rtf(b"\\uc%d " % count + letters)) == [("paragraph", 0, LATVIAN)]


def test_rtf_letter_in_two_halves_and_negative_number() -> None:
    assert _told(_rtf(b"\\u-10179?\\u-8704? \\u-3913?")) == [("paragraph", 0, "😀 •")]


def test_rtf_signs_of_drawing_fonts_are_read_or_counted() -> None:
    fonts = b"{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset2 Wingdings;}}"

    converted = _rtf(fonts + b"a {\\f1 D\\'a3}5 {\\f2 zz}\\par")

    assert _told(converted) == [("paragraph", 0, "a Δ≤5")]
    assert converted.notes == ("signs of drawing fonts left out: 2",)


def test_rtf_headings_by_style_name_outline_and_what_they_inherit() -> None:
    styles = b"{\\stylesheet{Normal;}{\\s1 heading 1;}{\\s7\\sbasedon1 Mans;}{\\s8\\outlinelevel2 Cits;}}"
    body = b"\\pard\\s1 A\\par\\pard\\s7 B\\par\\pard\\s8 C\\par\\pard\\outlinelevel1 D\\par\\pard E\\par"

    assert _told(_rtf(styles + body)) == [
        ("heading", 1, "A"),
        ("heading", 1, "B"),
        ("heading", 3, "C"),
        ("heading", 2, "D"),
        ("paragraph", 0, "E"),
    ]


def test_rtf_bold_lines_are_headings_where_there_are_no_others() -> None:
    assert _told(_rtf(b"{\\b 1.2. Ietves}\\par Teksts par ietvi.\\par")) == [
        ("heading", 2, "1.2. Ietves"),
        ("paragraph", 0, "Teksts par ietvi."),
    ]


def test_rtf_what_readers_do_not_see_stays_out() -> None:
    hidden = (
        b"{\\header slepens}{\\*\\unknown slepens}{\\v slepens}{\\deleted slepens}{\\pict 00ff}"
        b"{\\field{\\*\\fldinst HYPERLINK slepens}{\\fldrslt saite}}{\\*\\annotation slepens}"
        b"{\\pict\\bin9 }slepens{}"
    )

    converted = _rtf(b"Redzams " + hidden + b"\\par")

    assert _told(converted) == [("paragraph", 0, "Redzams saite")]
    assert converted.notes == ("page headers and footers left out",)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"{\\rtf1 Ogre", "The file is cut off: its end is missing"),
        (b"{\\rtf1 " + b"{" * 2000 + b"x" + b"}" * 2001, "The file nests its groups more than 1000 deep"),
    ],
)
def test_broken_rtf_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        convert_other(data, "plans.rtf", RTF)
    assert caught.value.what == what


@pytest.mark.parametrize("name", ["plans.doc", "budzets.xls", "sede.ppt", "plans.rtf"])
def test_file_cut_off_anywhere_is_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    data = (OFFICE / name).read_bytes()
    for part in (0.2, 0.5, 0.8):
        path = tmp_path / name
        path.write_bytes(data[: int(part * len(data))])

        with pytest.raises(SourceUnreadable) as caught:
            convert(path, Settings())
        assert "damaged" in caught.value.what or "cut off" in caught.value.what
        assert caught.value.next_step


def test_text_of_an_embedded_document_does_not_name_the_file(tmp_path: Path) -> None:
    # A sheet with a Word document in it holds the name of that document's stream.
    data = (OFFICE / "budzets.xls").read_bytes() + "WordDocument".encode("utf-16-le").ljust(512, b"\0")
    path = tmp_path / "budzets.xls"
    path.write_bytes(data)

    assert convert(path, Settings()).media_type == XLS


@pytest.mark.parametrize(
    ("kind", "streams", "what"),
    [
        (DOC, {"WordDocument": b"x"}, "The file is damaged: its text cannot be found"),
        (
            DOC,
            {"WordDocument": b"\xdc\xa5\x65\x00" + bytes(900)},
            "The file was written by Word 95 or an older program",
        ),
        (
            DOC,
            {"WordDocument": b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01" + bytes(900)},
            "The file is protected with a password",
        ),
        (XLS, {"Workbook": b"x"}, "The file is damaged: its cells cannot be read"),
        (
            XLS,
            {"Workbook": b"\x09\x08\x04\x00\x00\x06\x05\x00\x2f\x00\x00\x00"},
            "The file is protected with a password",
        ),
        (
            PPT,
            {"PowerPoint Document": b"", "Current User": bytes(12) + b"\xdf\xc4\xd1\xf3" + bytes(8)},
            "The file is protected with a password",
        ),
        (PPT, {"PowerPoint Document": bytes(100)}, "The file is damaged: its slides cannot be read"),
    ],
)
def test_protected_damaged_and_older_files_are_told_apart(
    kind: str, streams: dict[str, bytes], what: str
) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        convert_other(compound(streams), "vecs", kind)
    assert caught.value.what == what


def _word(*pieces: bytes | str) -> Converted:
    """Read a Word file without styles: text of one byte for a letter, and of two."""
    head = bytearray(0x4C + 0x400)
    head[:4] = b"\xec\xa5\xc1\x00"
    head[0x4C:0x50] = sum(map(len, pieces)).to_bytes(4, "little")
    ends = [0]
    places = b""
    for piece in pieces:
        narrow = isinstance(piece, bytes)
        place = 2 * len(head) | 0x40000000 if narrow else len(head)
        places += bytes(2) + place.to_bytes(4, "little") + bytes(2)
        ends.append(ends[-1] + len(piece))
        head += piece if isinstance(piece, bytes) else piece.encode("utf-16-le")
    table = b"".join(one.to_bytes(4, "little") for one in ends) + places
    table = b"\x01\x02\x00ab\x02" + len(table).to_bytes(4, "little") + table
    head[0x1A2:0x1AA] = bytes(4) + len(table).to_bytes(4, "little")
    return convert_other(compound({"WordDocument": bytes(head), "0Table": table}), "vecs.doc", DOC)


def test_doc_text_in_pieces_of_both_widths_is_joined() -> None:
    converted = _word(b"Plan \x93A\x94 ", "un āķ\r", b"LV\x1e1010,\vtur\x1fpat\r")

    assert _told(converted) == [
        ("paragraph", 0, "Plan “A” un āķ"),
        ("paragraph", 0, "LV-1010,\nturpat"),
    ]


def test_doc_instructions_of_fields_stay_out() -> None:
    text = "Sk. \x13 HYPERLINK x \x13 PAGE \x14 9 \x15\x14saiti\x15 un \x13 TOC \x15beigas\r"

    assert _told(_word(text)) == [("paragraph", 0, "Sk. saiti un beigas")]


def test_doc_signs_of_drawing_fonts_are_read_or_counted() -> None:
    converted = _word("\uf0b7 a \uf0b3 5 \uf041\r")

    assert _told(converted) == [("paragraph", 0, "• a ≥ 5")]
    assert converted.notes == ("signs of drawing fonts left out: 1",)


def test_sectors_that_run_in_a_circle_are_refused() -> None:
    data = bytearray(compound({"WordDocument": bytes(5000)}))
    table = int.from_bytes(data[76:80], "little") * 512 + 512
    data[table : table + 4] = (0).to_bytes(4, "little")

    with pytest.raises(SourceUnreadable, match="circle"):
        convert_other(bytes(data), "vecs.doc", DOC)
