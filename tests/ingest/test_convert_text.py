"""Plain text and Markdown become headings, paragraphs, lists and rows, whatever their encoding."""

from __future__ import annotations

import pytest

from ingest.formats.decoding import decode
from ingest.formats.text import convert_markdown, convert_text

LETTERS = "Ģenerālplāns, ķieģeļi, šķēršļi, ūdens, žogs"


def told(text: str, *, markdown: bool = False) -> list[tuple[str, int, str]]:
    converted = (convert_markdown if markdown else convert_text)(text.encode())
    return [(one.kind, one.level, one.text) for one in converted.pages[0].blocks]


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        (LETTERS.encode(), ()),
        (LETTERS.encode("utf-8-sig"), ()),
        (LETTERS.encode("utf-16"), ()),
        (b"\xfe\xff" + LETTERS.encode("utf-16-be"), ()),
        (LETTERS.encode("windows-1257"), ("no encoding declared; read as windows-1257",)),
    ],
)
def test_text_is_decoded(data: bytes, notes: tuple[str, ...]) -> None:
    decoded = decode(data)

    assert (decoded.text, decoded.notes) == (LETTERS, notes)


def test_utf_8_cut_in_mid_letter_stays_utf_8() -> None:
    decoded = decode((LETTERS * 30).encode()[:-1] + b"\xc5")

    assert decoded.text.startswith(LETTERS)
    assert decoded.notes == ("1 characters could not be decoded",)


def test_declared_encoding_that_is_no_text_encoding_is_passed_over() -> None:
    assert decode(b"<meta charset=punycode>Ogre", declared=True).text == "<meta charset=punycode>Ogre"


def test_wrapped_lines_are_one_paragraph_and_empty_lines_part() -> None:
    assert told("Pirmā rinda\r\notrā rinda.\r\n\r\nJauna rindkopa.\n") == [
        ("paragraph", 0, "Pirmā rinda\notrā rinda."),
        ("paragraph", 0, "Jauna rindkopa."),
    ]


def test_long_lines_are_a_paragraph_each() -> None:
    first, second = "Pirmais teikums. " * 12, "Otrais."

    assert [text for _, _, text in told(f"{first}\n{second}")] == [first.strip(), second]


def test_headings_stand_alone_numbered_or_in_capitals() -> None:
    text = "IEVADS\n\nTeksts par pilsētu.\n\n1.2. Mobilitāte\n\nTeksts.\n\n2024. gada pārskats\n\nBeigas."

    assert [(kind, level) for kind, level, _ in told(text)] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_bullets_part_lists() -> None:
    assert told("Uzdevumi:\n- tilts\n  pār upi\n- parks") == [
        ("paragraph", 0, "Uzdevumi:"),
        ("list", 0, "- tilts\npār upi"),
        ("list", 0, "- parks"),
    ]


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_front_matter_is_metadata_and_no_text(mark: str) -> None:
    sign = ":" if mark == "---" else " ="
    converted = convert_markdown(
        f'{mark}\ntitle{sign} "Plāns"\nkind{sign} x\n{mark}\n# Virsraksts\n'.encode()
    )

    assert converted.metadata == {"title": "Plāns"}
    assert [block.text for block in converted.pages[0].blocks] == ["Virsraksts"]


def test_markdown_structure_is_kept_and_its_signs_are_not() -> None:
    text = (
        "# Virsraksts **treknais**\n\nRindkopa ar [saiti](http://x.lv), `kodu`\nun *slīpu* 2021\\. gadu.\n\n"
        "Otrais\n------\n\n- punkts\n  - iekšā\n\n> Citāts.\n\n```\nkods # nav virsraksts\n```\n\n"
        "<p>HTML <b>daļa</b></p>\n"
    )

    assert told(text, markdown=True) == [
        ("heading", 1, "Virsraksts treknais"),
        ("paragraph", 0, "Rindkopa ar saiti, kodu\nun slīpu 2021. gadu."),
        ("heading", 2, "Otrais"),
        ("list", 0, "punkts"),
        ("list", 0, "iekšā"),
        ("paragraph", 0, "Citāts."),
        ("paragraph", 0, "kods # nav virsraksts"),
        ("paragraph", 0, "HTML daļa"),
    ]


def test_year_that_markdown_takes_for_a_list_number_is_kept() -> None:
    assert told("- 2021. gada marts: projektēšana\n\n2022. gadā viss gatavs.", markdown=True) == [
        ("list", 0, "2021. gada marts: projektēšana"),
        ("list", 0, "2022. gadā viss gatavs."),
    ]


def test_markdown_footnote_of_one_word_is_not_lost() -> None:
    assert told("Teksts[^1].\n\n[^1]: Avots", markdown=True)[-1] == ("paragraph", 0, "[^1]: Avots")


def test_markdown_table_becomes_rows() -> None:
    text = "| Nr. | Pasākums | EUR |\n|---|:---:|---:|\n| 1.1. | Ceļš \\| tilts | 5 |\n| | Parks | |\n"

    assert [block.columns for block in convert_markdown(text.encode()).pages[0].blocks] == [
        (("Nr.", "1.1."), ("Pasākums", "Ceļš | tilts"), ("EUR", "5")),
        (("Nr.", "1.1."), ("Pasākums", "Parks")),
    ]
