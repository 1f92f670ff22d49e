"""PDF pages become blocks in reading order; each format reaches its converter."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.convert import convert
from ingest.formats.pdf.convert import convert_pdf
from ingest.pages import Converted
from search.errors import SourceUnread, SourceUnreadable
from search.settings import Settings
from tests.data.make_broken import Sheet, Text, paragraph, pdf

LONG = (
    "Pašvaldība līdz 2027. gadam izbūvē veloceliņus gar ielām, uzlabo sabiedrisko transportu un ierīko"
    " jaunas pieturvietas visās apkaimēs, lai iedzīvotājiem būtu ērti un droši pārvietoties."
)


NO_OCR = SourceUnread("There is no OCR", next_step="Install it")


def _read(*sheets: Sheet, title: str = "", language: str = "") -> Converted:
    return convert_pdf(pdf(sheets, title, language), "plans.pdf", NO_OCR)


def _told(converted: Converted, page: int = 0) -> list[tuple[str, int, str]]:
    return [(one.kind, one.level, " ".join(one.text.split())) for one in converted.pages[page].blocks]


def test_pdf_headings_are_told_by_size_weight_and_number() -> None:
    lines = (
        Text("Ogres attīstības programma", y=60, size=20, bold=True),
        Text("2022.–2027. gadam", y=85, size=20, bold=True),
        Text("1. Mobilitāte", y=130, size=14, bold=True),
        Text("1.1. Veloceliņi", y=160, bold=True),
        *paragraph(LONG, 180),
        Text("1.2. Ietves", y=260, bold=True),
        *paragraph(LONG, 280),
        Text("Secinājumi", y=360, bold=True),
        *paragraph(LONG, 380),
    )

    assert _told(_read(Sheet(lines))) == [
        ("heading", 1, "Ogres attīstības programma 2022.–2027. gadam"),
        ("heading", 2, "1. Mobilitāte"),
        ("heading", 3, "1.1. Veloceliņi"),
        ("paragraph", 0, LONG),
        ("heading", 3, "1.2. Ietves"),
        ("paragraph", 0, LONG),
        ("heading", 3, "Secinājumi"),
        ("paragraph", 0, LONG),
    ]


def test_pdf_bold_cell_over_a_narrow_one_is_no_heading() -> None:
    lines = (
        *paragraph(LONG, 60),
        Text("Pasākums", y=140, bold=True),
        Text("Termiņš", x=300, y=140, bold=True),
        Text("Veloceliņš", y=160),
        Text("2024", x=300, y=160),
        *paragraph(LONG, 200),
    )

    told = _told(_read(Sheet(lines)))

    assert [kind for kind, _, _ in told] == ["paragraph"] * len(told)
    assert " ".join(text for _, _, text in told) == f"{LONG} Pasākums Termiņš Veloceliņš 2024 {LONG}"


def test_pdf_lines_of_a_paragraph_stay_together_and_paragraphs_apart() -> None:
    first = paragraph(LONG, 60)
    second = paragraph(LONG, 60 + len(first) * 13.75 + 8)

    assert _told(_read(Sheet((*first, *second)))) == [("paragraph", 0, LONG)] * 2


def test_pdf_paragraphs_without_a_gap_are_told_by_the_short_last_line() -> None:
    ended = "Vides aizsardzība ir viens no programmas mērķiem, un tas attiecas uz visām nozarēm pilsētā."
    first = paragraph(ended, 60, columns=70)
    second = paragraph(LONG, 60 + len(first) * 13.75, columns=70)

    assert _told(_read(Sheet((*first, *second)))) == [("paragraph", 0, ended), ("paragraph", 0, LONG)]


def test_pdf_list_entries_are_blocks_of_their_own() -> None:
    first = "• izbūvēt veloceliņu gar Lielo ielu, savienojot centru ar jaunajiem kvartāliem un"
    lines = (
        Text("Uzdevumi:", y=60),
        Text(first, y=74),
        Text("staciju;", x=78, y=88),
        Text("• ierīkot velonovietnes;", y=102),
        Text("a) pie skolām.", y=116),
    )

    assert _told(_read(Sheet(lines))) == [
        ("paragraph", 0, "Uzdevumi:"),
        ("list", 0, f"{first} staciju;"),
        ("list", 0, "• ierīkot velonovietnes;"),
        ("list", 0, "a) pie skolām."),
    ]


def test_pdf_year_at_the_start_of_a_line_does_not_split_its_paragraph() -> None:
    lines = (
        Text("Programma ir spēkā no dienas, kad to apstiprina dome, tas ir, no kārtējās sēdes", y=60),
        Text("2022. gada rudenī, un darbojas septiņus gadus.", y=74),
    )

    assert len(_told(_read(Sheet(lines)))) == 1


def test_pdf_date_over_a_line_end_does_not_split_its_paragraph() -> None:
    lines = (
        *paragraph(LONG, 60),
        Text("Apstiprināts 2022. gada 16.", y=200),
        Text("jūnija lēmumā.", y=214),
    )

    assert _told(_read(Sheet(lines)))[-1] == ("paragraph", 0, "Apstiprināts 2022. gada 16. jūnija lēmumā.")


def test_pdf_line_end_hyphen_is_kept_apart_for_repair() -> None:
    lines = (Text("Plāno septi-", y=60), Text("ņus projektus.", y=74))

    assert _told(_read(Sheet(lines))) == [("paragraph", 0, "Plāno septi\x02 ņus projektus.")]


def test_pdf_blocks_know_the_place_of_each_line() -> None:
    block = _read(Sheet((Text("Plāno ielas", y=60), Text("un ceļus.", y=74)))).pages[0].blocks[0]

    assert [round(box.left) for box in block.boxes] == [70, 70]
    assert [box.top < y < box.bottom for box, y in zip(block.boxes, (60, 74), strict=True)] == [True, True]


def test_pdf_contents_line_is_no_heading() -> None:
    lines = (
        Text("1. Ievads . . . . . . . . . . . . . 3", y=60, bold=True),
        Text("2. Mobilitāte . . . . . . . . . . . 5", y=74, bold=True),
        *paragraph(LONG, 120),
    )

    assert [kind for kind, _, _ in _told(_read(Sheet(lines)))] == ["paragraph"] * 3


def test_pdf_turned_page_reads_like_an_upright_one() -> None:
    lines = tuple(paragraph(LONG, 60, columns=60))

    assert _told(_read(Sheet(lines, turned=90))) == _told(_read(Sheet(lines)))


def test_pdf_pages_keep_their_numbers_and_empty_ones_their_place() -> None:
    converted = _read(Sheet((Text("Pirmā"),)), Sheet(), Sheet((Text("Trešā"),)))

    assert [(page.kind, page.number, len(page.blocks)) for page in converted.pages] == [
        ("page", 1, 1),
        ("page", 2, 0),
        ("page", 3, 1),
    ]


def test_pdf_damaged_page_is_noted_and_the_others_read() -> None:
    data = pdf([Sheet((Text("Pirmā"),)), Sheet((Text("Otrā"),)), Sheet((Text("Trešā"),))])

    data = data.replace(b"[8 0 R 10 0 R 12 0 R]", b"[8 0 R 99 0 R 12 0 R]")
    converted = convert_pdf(data, "plans.pdf", NO_OCR)

    assert [len(page.blocks) for page in converted.pages] == [1, 0, 1]
    assert converted.notes == ("damaged pages that could not be read: 2",)


def test_pdf_that_promises_pages_without_end_is_given_up() -> None:
    data = pdf([Sheet((Text("Pirmā"),)), Sheet((Text("Otrā"),))])

    data = data.replace(b"10 0 R] /Count 2", b"2 0 R] /Count 90000")
    converted = convert_pdf(data, "plans.pdf", NO_OCR)

    assert len(converted.pages[0].blocks) == 1
    assert converted.notes[-1].startswith("given up after page ")


def test_pdf_metadata_is_given() -> None:
    converted = _read(Sheet((Text("Teksts"),)), title="Ogres programma", language="lv-LV")

    assert converted.metadata == {"title": "Ogres programma", "language": "lv-LV"}
    assert converted.media_type == "application/pdf"


def test_pdf_pages_that_are_pictures_are_noted_in_a_readable_document() -> None:
    converted = _read(Sheet((Text("Teksts ar burtiem"),)), Sheet(picture=True), Sheet(picture=True))

    said = "pages that are pictures and were not read: 2, 3. There is no OCR. Install it"
    assert converted.notes == (said,)


def test_pdf_text_over_a_picture_is_read() -> None:
    # A cover: a photograph over the whole page, and the title.
    converted = _read(Sheet((Text("Ogres programma"),), picture=True), Sheet((Text("Teksts"),)))

    assert _told(converted) == [("paragraph", 0, "Ogres programma")]
    assert converted.notes == ()


@pytest.mark.parametrize(
    ("name", "content", "kind", "text"),
    [
        ("a.md", "# Plāns", "text/markdown", "Plāns"),
        ("a.txt", "Plāns", "text/plain", "Plāns"),
        ("a.html", "<html><body><p>Plāns</p></body></html>", "text/html", "Plāns"),
    ],
)
def test_text_formats_reach_their_converters(
    tmp_path: Path, name: str, content: str, kind: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    converted = convert(path, Settings())

    assert (converted.media_type, converted.pages[0].blocks[0].text) == (kind, text)


@pytest.mark.parametrize("content", ["   \n\n", "<html><nav>Sākums</nav></html>"])
def test_file_without_text_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tukss.html"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(SourceUnreadable, match="The file has no text"):
        convert(path, Settings())
