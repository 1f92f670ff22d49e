"""OCR with the real Tesseract, on pages rendered from the sample; and what is said where it is missing."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

import ingest.formats.ocr
from ingest.convert import convert
from ingest.formats.hocr import read_hocr
from ingest.formats.ocr import Ocr, open_ocr
from ingest.formats.pdf.lines import Line
from ingest.formats.pdf.pictures import is_usable
from search.errors import SourceUnread, SourceUnreadable
from search.settings import Settings, read_settings

SAMPLE = (
    Path(__file__).resolve().parents[2]
    / "corpora"
    / "sample"
    / "documents"
    / "jelgava-pretpludu-projekts.pdf"
)
HOCR = """<html xmlns="http://www.w3.org/1999/xhtml"><body>
<div class="ocr_page" title="bbox 0 0 300 300"><p class="ocr_par">
<span class="ocr_line" title="bbox 30 60 120 90; x_size 30; x_descenders 6">
<span class="ocrx_word" title="bbox 30 60 70 84; x_wconf 96">Plūdu</span>
<span class="ocrx_word" title="bbox 80 60 120 90; x_wconf 90">aizsar-</span></span>
<span class="ocr_line" title="bbox 200 10 210 20; x_size 10"><span class="ocrx_word"
 title="bbox 200 10 210 20; x_wconf 11">;;x</span></span>
</p></div></body></html>"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"VIRZIENI_CACHE": str(tmp_path / "cache")})


@pytest.fixture
def ocr(settings: Settings) -> Ocr:
    found = open_ocr(settings)
    if isinstance(found, SourceUnread):
        pytest.skip(f"{found.what}. {found.next_step}")
    return found


def picture(page: int, dots: int = 200) -> Image.Image:
    with pypdfium2.PdfDocument(SAMPLE) as document:
        return document[page].render(scale=dots / 72, grayscale=True).to_pil()


def text_of(path: Path, settings: Settings) -> tuple[list[str], tuple[str, ...]]:
    converted = convert(path, settings)
    pages = [" ".join(" ".join(block.text.split()) for block in page.blocks) for page in converted.pages]
    return pages, converted.notes


@pytest.mark.usefixtures("ocr")
def test_a_scanned_pdf_is_read_page_by_page_with_places(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "skenets.pdf"
    picture(3).save(path, save_all=True, append_images=[picture(2)], resolution=200)
    pages, notes = text_of(path, settings)
    expected = sample_text()
    assert words_found(expected[3], pages[0]) > 0.95
    assert words_found(expected[2], pages[1]) > 0.95
    assert notes[0].startswith("read by OCR: pages 1, 2, sure of 9")
    box = convert(path, settings).pages[0].blocks[0].boxes[0]
    assert 0 < box.left < box.right < 600
    assert 0 < box.top < box.bottom < 850


def sample_text() -> list[str]:
    with pypdfium2.PdfDocument(SAMPLE) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def words_found(expected: str, read: str) -> float:
    words = [word for word in expected.replace("\ufffe", "").split() if word.isalpha()]
    held = set(read.split())
    return sum(word in held for word in words) / len(words)


@pytest.mark.usefixtures("ocr")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_pictures_are_read(tmp_path: Path, settings: Settings, form: str) -> None:
    path = tmp_path / f"lapa.{form.lower()}"
    picture(3, 150).save(path, form, dpi=(150, 150))
    pages, notes = text_of(path, settings)
    assert words_found(sample_text()[3], pages[0]) > 0.9
    assert notes[0].startswith("read by OCR")


@pytest.mark.usefixtures("ocr")
def test_a_picture_without_text_is_refused(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "tukss.png"
    Image.new("L", (400, 400), 255).save(path)
    with pytest.raises(SourceUnreadable, match="shows no text"):
        convert(path, settings)


def test_a_page_is_read_once_and_kept_by_its_picture(
    ocr: Ocr, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = io.BytesIO()
    picture(3, 100).save(out, "PNG")
    first = ocr.pages(out.getvalue(), 100)
    monkeypatch.setattr(
        ingest.formats.ocr.subprocess, "run", lambda *given, **more: pytest.fail("read again")
    )
    assert ocr.pages(out.getvalue(), 100) == first
    assert first[0].lines[0].text
    monkeypatch.undo()
    elsewhere = replace(ocr, folder=tmp_path / "file" / "ocr")
    (tmp_path / "file").write_text("a file where the folder should be", encoding="utf-8")
    assert elsewhere.pages(out.getvalue(), 100) == first


def test_missing_tesseract_data_and_switched_off_ocr_are_told_apart(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = open_ocr(replace(settings, ocr="off"))
    assert isinstance(off, SourceUnread)
    assert "switched off" in off.what
    monkeypatch.setattr(shutil, "which", lambda program: "/usr/bin/tesseract")
    monkeypatch.setattr(ingest.formats.ocr, "_asked", lambda program: ("tesseract 5", frozenset({"eng"})))
    lacking = open_ocr(settings)
    assert isinstance(lacking, SourceUnread)
    assert (lacking.value, lacking.next_step) == ("lav", "Run `apt-get install tesseract-ocr-lav`")


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*given: object, **more: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 90)

    monkeypatch.setattr(ingest.formats.ocr.subprocess, "run", slow)
    with pytest.raises(SourceUnreadable, match="longer than 90 s"):
        Ocr("tesseract", "5", "lav", tmp_path).pages(b"P5 1 1 255\n0")


def test_lines_have_places_in_points_hyphens_apart_and_no_specks() -> None:
    page = read_hocr(HOCR.encode(), 300)[0]
    assert page.lines == (
        Line(
            "Plūdu aizsar\x02", left=7.2, top=14.4, right=28.8, bottom=21.6, base=20.2, size=7.2, bold=False
        ),
    )
    assert page.confidence == 93.0


def test_letter_by_letter_text_is_not_usable_and_a_short_page_is_not_judged() -> None:
    def line(text: str) -> Line:
        return Line(text, 0, 0, 100, 10, 8, 10, bold=False)

    assert not is_usable([line("P l ū d u r i s k s u n v ē l i e l a k s k a i t s")] * 3)
    assert not is_usable([line("\ufffd\ufffd\ufffda \ufffd\ufffdb")] * 30)
    assert is_usable([line("Plūdu risks un vēl")] * 20)
    assert is_usable([line("P R O J E K T S")])
