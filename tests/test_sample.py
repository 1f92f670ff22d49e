import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from corpora.sample.source_text import (
    KINDS,
    NOTICE,
    Heading,
    Listing,
    Paragraph,
    SourceText,
    Table,
    read_text,
)
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
PLAIN, _, TABLE = BODY.partition("\n| Nr.")
FORMATS = ("pdf", "scanned", "docx", "odt", "xlsx", "pptx", "html", "txt", "md")
ODF = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"
    for prefix in ("office", "meta", "style", "table", "text")
} | {"dc": "http://purl.org/dc/elements/1.1/"}


def write_text(folder: Path, form: str = "md", body: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"ogre-{form}.md"
    front = FRONT.format(format=suffix(form))
    if form == "scanned":
        front = front.replace("status =", "scanned = true\nstatus =")
    path.write_text(front + (body or {"xlsx": SHEETS, "txt": PLAIN}.get(form, BODY)), encoding="utf-8")
    return path


def suffix(form: str) -> str:
    return "pdf" if form == "scanned" else form


def build(*arguments: object, seed: str = "0") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SAMPLE / "build.py"), *map(str, arguments)]
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def render(folder: Path, form: str) -> Path:
    if suffix(form) == "pdf" and not FONTS.is_dir():
        pytest.skip("the fonts of the Debian package fonts-liberation2 are not installed")
    write_text(folder / "texts", form)
    done = build("--texts", folder / "texts", "--documents", folder / "documents")
    assert done.returncode == 0, done.stderr
    return folder / "documents" / f"ogre-{form}.{suffix(form)}"


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


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
    if text.scanned:
        assert content == ""
    else:
        assert "Paraugdokuments. Teksts, skaitļi un notikumi ir izdomāti" in content


def read_document(path: Path, text: SourceText) -> tuple[str, str]:
    """Return the keywords and the words of a document's beginning."""
    return READERS[text.format](path)


def read_pdf(path: Path) -> tuple[str, str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf.get_metadata_dict()["Keywords"], pdf[0].get_textpage().get_text_bounded()


def read_docx(path: Path) -> tuple[str, str]:
    document = Document(str(path))
    return document.core_properties.keywords, "\n".join(one.text for one in document.paragraphs)


def read_odt(path: Path) -> tuple[str, str]:
    keywords = part(path, "meta.xml").iterfind(".//meta:keyword", ODF)
    paragraphs = part(path, "content.xml").iterfind("office:body/office:text/text:p", ODF)
    words = "\n".join("".join(one.itertext()) for one in paragraphs)
    return ", ".join(one.text or "" for one in keywords), words


def read_xlsx(path: Path) -> tuple[str, str]:
    workbook = load_workbook(path)
    column = [str(cell.value) for cell in workbook.worksheets[0]["A"]]
    return str(workbook.properties.keywords), "\n".join(column)


def read_pptx(path: Path) -> tuple[str, str]:
    slides = Presentation(str(path))
    shapes = [shape for shape in slides.slides[0].shapes if shape.has_text_frame]
    return slides.core_properties.keywords, "\n".join(shape.text_frame.text for shape in shapes)


def read_html(path: Path) -> tuple[str, str]:
    page = path.read_text(encoding="utf-8")
    return page.split('name="keywords" content="')[1].split('"')[0], page


def read_txt(path: Path) -> tuple[str, str]:
    blocks = path.read_bytes().decode("windows-1257").split("\r\n\r\n")
    return blocks[-1], "\n".join(" ".join(one.split()) for one in blocks)


def read_md(path: Path) -> tuple[str, str]:
    page = path.read_text(encoding="utf-8")
    return page.rstrip().rsplit("\n", 1)[1], page


READERS = {
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "xlsx": read_xlsx,
    "pptx": read_pptx,
    "html": read_html,
    "txt": read_txt,
    "md": read_md,
}


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


@pytest.mark.parametrize(
    ("form", "old", "new", "said"),
    [
        ("pptx", "## 1. Ceļi", "### 1. Ceļi", "line 16, a slide begins with ##, not with ###"),
        ("pptx", "## 1. Ceļi\n", "", "line 17, a slide begins with a ## heading"),
        ("pptx", TABLE, f"{TABLE}\n| Nr.{TABLE}", "line 31, a second table on a slide"),
        ("txt", "Būvniecība\n", f"Būvniecība\n\n| Nr.{TABLE}", "line 26, a plain text has no tables"),
        ("txt", "- Garums 4,2 km", "- Garums ≥ 4,2 km", "line 20, ≥ is not in windows-1257"),
        ("docx", "status =", "scanned = true\nstatus =", "scanned is for pdf only"),
        ("scanned", "scanned = true", "scanned = 1", "missing, unknown or wrong: scanned"),
    ],
)
def test_what_a_format_cannot_show_is_refused_with_its_place(
    tmp_path: Path, form: str, old: str, new: str, said: str
) -> None:
    path = write_text(tmp_path, form)
    whole = path.read_text(encoding="utf-8")
    assert whole.count(old) == 1
    path.write_text(whole.replace(old, new), encoding="utf-8")
    with pytest.raises(CorpusError, match=f"ogre-{form}") as caught:
        read_text(path)
    assert said in str(caught.value)


def test_a_slide_that_is_too_full_is_refused_with_its_place(tmp_path: Path) -> None:
    write_text(tmp_path, "pptx", BODY.replace("- Segums – asfalts\n", "- Segums – asfalts\n" * 30))
    done = build("--texts", tmp_path, "--documents", tmp_path / "out")
    assert done.returncode == 1
    assert "A slide is too full: ogre-pptx.md, 1. Ceļi" in done.stderr


def test_every_kind_has_a_look(tmp_path: Path) -> None:
    for number, kind in enumerate(KINDS):
        path = write_text(tmp_path, "html")
        whole = path.read_text(encoding="utf-8").replace('"nozares plāns"', f'"{kind}"')
        path.rename(tmp_path / f"{number}.md").write_text(whole, encoding="utf-8")
    done = build("--texts", tmp_path, "--documents", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").glob("*.html"))) == len(KINDS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_rendered_text_carries_the_mark_and_its_words(tmp_path: Path, form: str) -> None:
    document = render(tmp_path, form)
    text = read_text(tmp_path / "texts" / f"ogre-{form}.md")
    keywords, content = read_document(document, text)
    assert keywords.replace(" · ", ", ").startswith("Paraugdokuments, nozares plāns, Ogre")
    assert (NOTICE in " ".join(content.split())) == (form != "scanned")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_text_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    document = render(tmp_path, form)
    again = tmp_path / "again"
    done = build("--texts", tmp_path / "texts", "--documents", again, seed="7")
    assert done.returncode == 0, done.stderr
    assert document.read_bytes() == (again / document.name).read_bytes()
    if form in {"docx", "odt", "xlsx", "pptx"}:
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


def test_a_scanned_document_has_pictures_of_its_pages_and_no_text(tmp_path: Path) -> None:
    path = render(tmp_path, "scanned")
    assert path.stat().st_size <= LARGEST
    with pypdfium2.PdfDocument(path) as pdf:
        assert [page.get_width() > page.get_height() for page in pdf] == [False, False, True]
        for page in pdf:
            assert page.get_textpage().get_text_bounded() == ""
            (picture,) = page.get_objects()
            assert picture.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
            assert picture.get_filters() == ["DCTDecode"]
            grey = picture.get_bitmap().to_numpy()
            assert (grey < 100).any()
            assert (grey > 250).mean() > 0.9
        assert pdf.get_metadata_dict()["Title"] == "Ogres velosipēdu plāns"


def test_a_long_scanned_document_becomes_coarser_and_not_too_large(tmp_path: Path) -> None:
    if not FONTS.is_dir():
        pytest.skip("the fonts of the Debian package fonts-liberation2 are not installed")
    sentence = "Pašvaldība 2023. gadā atjaunoja ielas, ietves un apgaismojumu pilsētas centrā. "
    write_text(tmp_path, "scanned", f"{BODY}\n{sentence * 60}\n\n{sentence * 60}\n")
    done = build("--texts", tmp_path, "--documents", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    with pypdfium2.PdfDocument(tmp_path / "out" / "ogre-scanned.pdf") as pdf:
        (picture,) = pdf[0].get_objects()
        dots = picture.get_px_size()[0] / pdf[0].get_width() * 72
    assert 115 < dots < 135


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


def test_an_opendocument_text_has_headings_lists_tables_and_page_numbers(tmp_path: Path) -> None:
    path = render(tmp_path, "odt")
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    content = part(path, "content.xml")
    (heading,) = content.iterfind(".//text:h", ODF)
    assert (heading.text, heading.get(f"{{{ODF['text']}}}outline-level")) == ("1. Ceļi", "1")
    lists = [
        ["".join(entry.itertext()) for entry in one.iterfind("text:list-item", ODF)]
        for one in content.iterfind(".//text:list", ODF)
    ]
    assert lists == [["Garums 4,2 km", "Segums – asfalts"], ["Projektēšana", "Būvniecība"]]
    (table,) = content.iterfind(".//table:table", ODF)
    (header,) = table.iterfind("table:table-header-rows/table:table-row", ODF)
    assert ["".join(cell.itertext()) for cell in header][:2] == ["Nr.", "Darbs"]
    assert [len(row) for row in table.iterfind("table:table-row", ODF)] == [6, 6]
    master = part(path, "styles.xml").find(".//style:master-page[@style:name='Standard']", ODF)
    assert "".join(master.find("style:header", ODF).itertext()) == "Ogres velosipēdu plāns"
    assert "".join(master.find("style:footer", ODF).itertext()) == "Paraugdokuments · 1. lpp. no 1"
    assert master.find("style:footer//text:page-number", ODF) is not None


def test_an_opendocument_text_says_what_it_is_in_its_metadata(tmp_path: Path) -> None:
    meta = part(render(tmp_path, "odt"), "meta.xml")
    assert meta.findtext(".//dc:title", namespaces=ODF) == "Ogres velosipēdu plāns"
    assert meta.findtext(".//dc:language", namespaces=ODF) == "lv-LV"
    assert meta.findtext(".//dc:date", namespaces=ODF) == "2026-01-15T09:00:00"


def test_a_presentation_has_a_title_slide_and_a_numbered_slide_for_each_heading(tmp_path: Path) -> None:
    write_text(tmp_path / "texts", "pptx", f"{BODY}\nSkaitļi ir noapaļoti.\n\n## 2. Tilti\n\n- Viens\n")
    done = build("--texts", tmp_path / "texts", "--documents", tmp_path)
    assert done.returncode == 0, done.stderr
    slides = list(Presentation(str(tmp_path / "ogre-pptx.pptx")).slides)
    assert [one.shapes.title.text_frame.text for one in slides] == ["Ogres plāns", "1. Ceļi", "2. Tilti"]
    numbers = [
        [one.text_frame._txBody.findtext(".//{*}fld/{*}t") for one in slide.placeholders if is_number(one)]
        for slide in slides
    ]
    assert numbers == [[], ["2"], ["3"]]
    words = [shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame]
    assert "Segums – asfalts\nProjektēšana" in words[1]
    assert words[2:4] == ["Skaitļi ir noapaļoti.", "Ogres velosipēdu plāns"]  # below the table; the footer
    (table,) = [shape.table for shape in slides[1].shapes if shape.has_table]
    assert [cell.text for cell in table.rows[1].cells][:4] == ["1.", "Ceļš", "2023", "1 250 000"]
    bottoms = [shape.top + shape.height for slide in slides for shape in slide.shapes]
    assert max(bottoms) <= 190.5 * 36_000


def is_number(placeholder: object) -> bool:
    return placeholder.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER


def test_a_plain_text_has_short_lines_in_the_encoding_before_unicode(tmp_path: Path) -> None:
    long = "Ceļu kopums – izbūvētie posmi, tilti un stāvvietas – apkalpo visu pilsētu. " * 8
    body = PLAIN.replace("Segums – asfalts", long.strip()).replace("6. oktobrī", f"{long}6. oktobrī")
    write_text(tmp_path, "txt", body)
    done = build("--texts", tmp_path, "--documents", tmp_path)
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "ogre-txt.txt").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    lines = data.decode("windows-1257").split("\r\n")
    assert lines[:3] == ["OGRES PLĀNS", "", "Ogres novada pašvaldība"]
    assert "1. Ceļi" in lines
    at = lines.index("- Garums 4,2 km")
    assert lines[at + 1].startswith("- Ceļu kopums –")
    assert lines[at + 2].startswith("  ")
    assert lines[-5:] == [
        "1. Projektēšana",
        "2. Būvniecība",
        "",
        "Paraugdokuments · nozares plāns · Ogre · 2022–2027 · apstiprināts",
        "",
    ]
    assert max(map(len, lines)) <= 78
    assert not [line for line in lines if line.lstrip().startswith("–")]


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


SAME_DOCUMENT = {"rezekne-attistibas-programma-projekts", "rezekne-attistibas-programma"}  # draft, approved
PLANS = {"ilgtspējīgas attīstības stratēģija", "attīstības programma", "rīcības plāns", "investīciju plāns"}
OTHERS = {"tematiskais plānojums", "nozares plāns", "domes lēmums", "saistošie noteikumi"}


def test_the_sample_is_large_and_varied_enough_to_be_tuned_on() -> None:
    texts = [read_text(path) for path in TEXTS]
    assert len(texts) >= 55
    assert {text.format for text in texts} == {"pdf", "docx", "odt", "xlsx", "pptx", "html", "txt", "md"}
    assert sum(text.scanned for text in texts) >= 2
    assert {text.status for text in texts} == {"projekts", "apstiprināts", "aktualizēts"}
    assert sum(text.kind in {"projekta pārskats", "projekta iesniegums"} for text in texts) >= 25
    for city in load_corpora().cities:
        kinds = {text.kind for text in texts if city.name in text.cities}
        assert kinds & PLANS, city.name
        assert kinds & OTHERS, city.name


def test_groups_of_comparable_projects_name_documents_of_several_cities() -> None:
    groups = tomllib.loads((SAMPLE / "comparable.toml").read_text(encoding="utf-8"))["groups"]
    assert len(groups) >= 10
    for names in groups.values():
        texts = [read_text(SAMPLE / "texts" / f"{name}.md") for name in names]
        assert len({text.cities for text in texts}) == len(texts) > 1


def test_no_two_documents_share_more_than_a_twentieth_of_their_five_word_sequences() -> None:
    sequences = {path.stem: five_words(path) for path in TEXTS}
    shares = {
        (one, other): len(sequences[one] & sequences[other]) / min(len(sequences[one]), len(sequences[other]))
        for one, other in combinations(sequences, 2)
        if {one, other} != SAME_DOCUMENT
    }
    assert max(shares.values()) <= 0.05, max(shares, key=lambda pair: shares[pair])


def five_words(path: Path) -> set[tuple[str, ...]]:
    body = path.read_text(encoding="utf-8").split("+++\n", 2)[2].replace(NOTICE, "")
    words = re.findall(r"\w+", body.lower())
    return set(zip(*(words[start:] for start in range(5)), strict=False))
