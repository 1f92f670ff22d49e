import hashlib
import json
import os
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook

from corpora.sample.source_text import NOTICE, Heading, Listing, Paragraph, SourceText, Table, read_text
from search.corpora import load_corpora
from search.errors import CorpusError

SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"
DOCUMENTS = SAMPLE / "documents"
TEXTS = sorted((SAMPLE / "texts").glob("*.md"))
FONTS = Path("/usr/share/fonts/truetype/liberation2")
LARGEST = 300_000  # bytes

FRONT = """+++
title = "Ogres velosipēdu plāns"
format = "{format}"
kind = "nozares plāns"
city = ["Ogre"]
issuer = ["Ogres novada pašvaldība"]
period = [2022, 2027]
status = "apstiprināts"
+++
"""
BODY = f"""# Ogres plāns

Ogres novada pašvaldība

{NOTICE}

## 1. Ceļi

6. oktobrī atklāja velosipēdu ceļu gar Ogres upi.

- Garums 4,2 km
- Segums – asfalts

1. Projektēšana
2. Būvniecība

| Nr. | Darbs | Gads | Summa, EUR | Avots | Atbildīgais |
| --- | --- | --- | --- | --- | --- |
| 1. | Ceļš | 2023 | 1 250 000 | ERAF | Ogres būvvalde |
| 2. | Tilts | 2024 | 12,5 | PB | Ogres būvvalde |
"""
SHEETS = f"""# Plāns

{NOTICE}

| Uzdevums | Darbs | Summa, EUR |
| --- | --- | --- |
| U1 | Ceļš | 1 250 000 |
| | Tilts | 900,50 |
| U2 | Parks | 80 000 |
| | Kopā | 2 230 900,50 |
"""
FORMATS = ("pdf", "docx", "xlsx", "html", "md")


def write_text(folder: Path, form: str = "md", body: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"ogre-{form}.md"
    path.write_text(
        FRONT.format(format=form) + (body or (SHEETS if form == "xlsx" else BODY)), encoding="utf-8"
    )
    return path


def build(*arguments: object, seed: str = "0") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SAMPLE / "build.py"), *map(str, arguments)]
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def render(folder: Path, form: str) -> Path:
    if form == "pdf" and not FONTS.is_dir():
        pytest.skip("the fonts of the Debian package fonts-liberation2 are not installed")
    write_text(folder / "texts", form)
    done = build("--texts", folder / "texts", "--documents", folder / "documents")
    assert done.returncode == 0, done.stderr
    return folder / "documents" / f"ogre-{form}.{form}"


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_text_can_be_read_and_names_known_cities(path: Path) -> None:
    text = read_text(path)
    known = {city.name for city in load_corpora().cities}
    assert set(text.cities) <= known


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_text_says_that_it_is_invented_and_is_in_nfc(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(f"\n{NOTICE}\n") == 1
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_document_is_rendered_from_its_present_text(path: Path) -> None:
    text = read_text(path)
    document = DOCUMENTS / text.file_name
    sources = json.loads((DOCUMENTS / ".sources.json").read_text(encoding="utf-8"))
    assert document.is_file(), f"run: python corpora/sample/build.py {text.name}"
    assert sources.get(text.file_name) == hashlib.sha256(path.read_bytes()).hexdigest(), (
        f"{text.file_name} is older than its text; run: python corpora/sample/build.py {text.name}"
    )
    assert document.stat().st_size <= LARGEST


def test_no_document_is_without_a_text() -> None:
    expected = {read_text(path).file_name for path in TEXTS} | {".sources.json"}
    assert {path.name for path in DOCUMENTS.iterdir()} == expected


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_document_carries_the_mark_in_its_metadata_and_text(path: Path) -> None:
    text = read_text(path)
    keywords, content = read_document(DOCUMENTS / text.file_name, text)
    assert "Paraugdokuments" in keywords
    assert "Paraugdokuments. Teksts, skaitļi un notikumi ir izdomāti" in content


def read_document(path: Path, text: SourceText) -> tuple[str, str]:
    """Return the keywords and the words of a document's beginning."""
    match text.format:
        case "pdf":
            with pypdfium2.PdfDocument(path) as pdf:
                return pdf.get_metadata_dict()["Keywords"], pdf[0].get_textpage().get_text_bounded()
        case "docx":
            document = Document(str(path))
            return document.core_properties.keywords, "\n".join(one.text for one in document.paragraphs)
        case "xlsx":
            workbook = load_workbook(path)
            column = [str(cell.value) for cell in workbook.worksheets[0]["A"]]
            return str(workbook.properties.keywords), "\n".join(column)
        case "html":
            page = path.read_text(encoding="utf-8")
            return page.split('name="keywords" content="')[1].split('"')[0], page
        case "md":
            page = path.read_text(encoding="utf-8")
            return page.rstrip().rsplit("\n", 1)[1], page


def test_a_text_is_read_into_blocks(tmp_path: Path) -> None:
    text = read_text(write_text(tmp_path))
    assert (text.name, text.cities, text.period) == ("ogre-md", ("Ogre",), (2022, 2027))
    assert text.front == ("Ogres plāns", "Ogres novada pašvaldība", NOTICE)
    assert text.main[:4] == (
        Heading(2, "1. Ceļi"),
        Paragraph("6. oktobrī atklāja velosipēdu ceļu gar Ogres upi."),
        Listing(0, ("Garums 4,2 km", "Segums – asfalts")),
        Listing(1, ("Projektēšana", "Būvniecība")),
    )
    table = text.main[4]
    assert isinstance(table, Table)
    assert table.rows[1] == ("2.", "Tilts", "2024", "12,5", "PB", "Ogres būvvalde")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+++\ntitle", "title", "front matter between"),
        ('"nozares plāns"', '"plāns"', "wrong: kind"),
        ("[2022, 2027]", "[2027, 2022]", "period is not"),
        ('city = ["Ogre"]', "city = []", "city is not"),
        ('status = "apstiprināts"\n', "", "missing, unknown or wrong: status"),
        (NOTICE, "Paraugs.", "the line is missing"),
        ("gar Ogres upi", "gar **Ogres** upi", "line 18, markup that is not allowed"),
        ("| 2. | Tilts |", "| 2. Tilts |", "line 29, 5 cells, the header has 6"),
        ("# Ogres plāns\n", "", "does not begin with a # heading"),
        ("ceļu gar", unicodedata.normalize("NFD", "ceļu gar"), "not in NFC"),
    ],
)
def test_a_malformed_text_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = write_text(tmp_path)
    whole = path.read_text(encoding="utf-8")
    assert old in whole
    path.write_text(whole.replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError, match="ogre-md") as caught:
        read_text(path)
    assert said in str(caught.value)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_text_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    document = render(tmp_path, form)
    again = tmp_path / "again"
    done = build("--texts", tmp_path / "texts", "--documents", again, seed="7")
    assert done.returncode == 0, done.stderr
    assert document.read_bytes() == (again / document.name).read_bytes()
    if form in {"docx", "xlsx"}:
        with zipfile.ZipFile(document) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 15, 9, 0, 0)}


def test_a_pdf_has_a_title_page_page_numbers_and_wide_tables_across(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(render(tmp_path, "pdf")) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        assert [page.get_width() > page.get_height() for page in pdf] == [False, False, True]
    assert "lpp." not in pages[0]
    assert "2. lpp. no 3" in pages[1]
    assert "Ogres velosipēdu plāns" in pages[2]  # the running header
    assert "1 250 000" in pages[2]


def test_a_sheet_merges_parents_and_keeps_amounts_as_numbers(tmp_path: Path) -> None:
    sheet = load_workbook(render(tmp_path, "xlsx"))["Plāns"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows == [
        ["Uzdevums", "Darbs", "Summa, EUR"],
        ["U1", "Ceļš", 1250000],
        [None, "Tilts", 900.5],
        ["U2", "Parks", 80000],
        [None, "Kopā", 2230900.5],
    ]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "A2:C2", "A5:A6"}
    assert [sheet["C5"].number_format, sheet["C6"].number_format] == ["#,##0", "#,##0.00"]


def test_a_word_document_has_real_headings_and_lists_that_begin_anew(tmp_path: Path) -> None:
    document = Document(str(render(tmp_path, "docx")))
    styles = {one.text: one.style.name for one in document.paragraphs if one.style}
    assert styles["Ogres plāns"] == "Title"
    assert styles["1. Ceļi"] == "Heading 1"
    assert styles["Garums 4,2 km"] == "List Bullet"
    assert styles["Projektēšana"] == "List Number"
    assert len(document.tables[0].rows) == 3
    assert document.sections[-1].page_width > document.sections[-1].page_height


def test_a_web_page_has_its_text_in_the_article_and_menus_around_it(tmp_path: Path) -> None:
    page = render(tmp_path, "html").read_text(encoding="utf-8")
    before, _, rest = page.partition("<article>")
    article, _, _ = rest.partition("</article>")
    assert "charset=" in before
    assert "sīkdatnes" in before
    assert "<h2>1. Ceļi</h2>" in article
    assert "<td>1 250 000</td>" in article
    assert "sīkdatnes" not in article


def test_an_unknown_name_and_missing_fonts_are_said(tmp_path: Path) -> None:
    write_text(tmp_path, "pdf")
    unknown = build("--texts", tmp_path, "--documents", tmp_path / "out", "ogre-pdff")
    assert unknown.returncode == 1
    assert "There is no such sample text" in unknown.stderr
    fontless = build("--texts", tmp_path, "--documents", tmp_path / "out", "--fonts", tmp_path)
    assert fontless.returncode == 1
    assert "Install the Debian package fonts-liberation2" in fontless.stderr


def test_a_document_leaves_with_its_text(tmp_path: Path) -> None:
    render(tmp_path, "html")
    render(tmp_path, "md")
    (tmp_path / "texts" / "ogre-html.md").unlink()
    render(tmp_path, "md")
    assert {path.name for path in (tmp_path / "documents").iterdir()} == {"ogre-md.md", ".sources.json"}
