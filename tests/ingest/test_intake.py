"""What a file is, told by its content; what is refused, and with which words."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from ingest.convert import convert
from ingest.intake import (
    DOCX,
    HTML,
    MARKDOWN,
    ODS,
    ODT,
    PDF,
    PPTX,
    SIGNATURE_FILE,
    TEXT,
    XLSX,
    identify,
    media_type,
)
from search.errors import SourceUnread, SourceUnreadable
from search.settings import Settings
from tests.data.make_broken import BROKEN, archive, broken_files, docx

SETTINGS = Settings()


def _written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("plans.pdf", b"%PDF-1.7\n", PDF),
        ("plans.docx", b"\n\n%PDF-1.7\n", PDF),
        ("plans.txt", docx("<w:p/>"), DOCX),
        ("plans.zip", archive([("[Content_Types].xml", b"spreadsheetml.sheet.main+xml")]), XLSX),
        ("plans.zip", archive([("[Content_Types].xml", b'"wordprocessingml.document" '
          b'ContentType="presentationml.presentation.main+xml"')]), PPTX),
        ("plans.odt", archive([("mimetype", ODT.encode())]), ODT),
        ("plans.zip", archive([("mimetype", ODS.encode() + b"-template\n")]), ODS),
        ("plans.odp", archive([("mimetype", b"application/vnd.oasis.opendocument.presentation")]),
         "application/vnd.oasis.opendocument.presentation"),
        ("arhivs.zip", archive([("a.txt", b"x")]), "application/zip"),
        ("lapa.html", b"<!DOCTYPE html><p>Ogre</p>", HTML),
        ("lapa", "\ufeff<html><p>Ogre</p>".encode(), HTML),
        ("lapa.txt", "<html><p>Ogre</p>".encode("utf-16"), HTML),
        ("fragments.htm", b"Ogre <b>un</b> R\xc4\xabga", HTML),
        ("lapa.xhtml", b"<?xml version='1.0'?><html/>", HTML),
        ("dati.xml", b"<?xml version='1.0'?><dati/>", "application/xml"),
        ("plans.md", b"# Pl\xc4\x81ns", MARKDOWN),
        ("plans.md", b"<p>HTML in Markdown</p>", MARKDOWN),
        ("plans.txt", "Plāns".encode("windows-1257"), TEXT),
        ("plans.pdf", "Plāns".encode(), TEXT),
        ("plans.csv", b"a;b", "text/csv"),
        ("vestule.eml", b"From: dome@ogre.lv\nTo: a@b.lv\n\nTeksts", "message/rfc822"),
        ("attels.pdf", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("vecs.doc", broken_files()["old.doc"], "application/msword"),
        ("teksts.rtf", b"{\\rtf1 Ogre}", "application/rtf"),
    ],
)  # fmt: skip
def test_content_tells_the_media_type(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    assert identify(_written(tmp_path, name, content), SETTINGS) == expected


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("empty.pdf", "The file is empty"),
        ("cut-off.pdf", "The PDF is cut off: its end is missing"),
        ("cut-off-update.pdf", "The PDF is cut off: its end is missing"),
        ("damaged.pdf", "The PDF is damaged and cannot be opened"),
        ("password.pdf", "The PDF is protected with a password"),
        ("no-pages.pdf", "The PDF has no pages"),
        ("page-loop.pdf", "The PDF is damaged: its pages cannot be found"),
        ("blank.pdf", "The PDF has no text"),
        ("unknown.pdf", "The file is of no known kind"),
        ("bomb.docx", "The file unpacks to far more than a document holds (a ZIP bomb?)"),
        ("bomb-nested.docx", "The file unpacks to far more than a document holds (a ZIP bomb?)"),
        ("many-parts.docx", "The file unpacks to far more than a document holds (a ZIP bomb?)"),
        ("lying.docx", "The file is damaged: its ZIP container cannot be unpacked"),
        ("damaged.docx", "The file is damaged: its ZIP container cannot be unpacked"),
        ("cut-off.docx", "The file is cut off: the end of its ZIP container is missing"),
        ("half-xml.docx", "The file is damaged: a part of it is no sound XML"),
        ("entities.docx", "The file holds XML that no office program writes (a document type)"),
        ("password.docx", "The file is protected with a password"),
        ("old.doc", "The file is damaged: its streams cannot be found"),
    ],
)
def test_broken_file_is_refused_with_its_reason(name: str, what: str) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        convert(BROKEN / name, SETTINGS)

    assert caught.value.what == what
    assert name in str(caught.value.value)
    assert caught.value.next_step


def test_scan_is_unread_and_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(SourceUnread) as caught:
        convert(BROKEN / "scan.pdf", SETTINGS)

    assert caught.value.what == "Reading pictures needs OCR by Tesseract, which is not installed"
    assert caught.value.value == "scan.pdf"
    assert "apt-get install tesseract-ocr tesseract-ocr-lav" in caught.value.next_step


def test_reason_does_not_depend_on_files_read_before() -> None:
    # pdfium keeps the error of the last file that it could not open.
    for name in ("password.pdf", "damaged.pdf", "no-pages.pdf", "damaged.pdf"):
        with pytest.raises(SourceUnreadable):
            convert(BROKEN / name, SETTINGS)
    with pytest.raises(SourceUnreadable, match="The PDF has no pages"):
        convert(BROKEN / "no-pages.pdf", SETTINGS)


def test_committed_files_are_those_the_script_writes() -> None:
    written = broken_files()

    assert {path.name for path in BROKEN.iterdir()} == written.keys()
    for path in BROKEN.glob("*.pdf"):  # packed ones differ with the version of zlib
        assert path.read_bytes() == written[path.name]


def test_wrong_extension_is_read_by_content_with_a_note() -> None:
    converted = convert(BROKEN / "pdf-named.docx", SETTINGS)

    assert converted.media_type == PDF
    assert converted.notes == ("named like DOCX, but its content is PDF: read as that",)
    assert converted.pages[0].blocks[0].text == "Liepājas attīstības programma"


def test_web_page_saved_as_word_file_is_read_with_a_note(tmp_path: Path) -> None:
    converted = convert(_written(tmp_path, "lemums.doc", b"<html><p>L\xc4\x93mums</p></html>"), SETTINGS)

    assert converted.notes == ("named like DOC, but its content is HTML: read as that",)


def test_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "liels.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(Path, "open", never)
    with pytest.raises(SourceUnreadable) as caught:
        convert(path, SETTINGS)

    assert caught.value.sentence == (
        "The file is larger than 100 MB: liels.txt, 200.0 MB."
        " Split the file, or raise VIRZIENI_FILE_MEGABYTES"
    )


def test_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _written(tmp_path, "aug.txt", b"a" * 1_000_001)
    small = _written(tmp_path, "mazs.txt", b"a").stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: small)

    with pytest.raises(SourceUnreadable, match="larger than 1 MB"):
        convert(path, Settings(file_megabytes=1))


def test_file_without_rights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as root, whom no rights stop: so the refusal is played.
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = _written(tmp_path, "slegts.txt", b"x")
    monkeypatch.setattr(Path, "open", forbidden)

    with pytest.raises(SourceUnreadable) as caught:
        convert(path, SETTINGS)
    assert caught.value.what == "The file may not be read"


def test_vanished_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match=r"The file is gone: nav\.pdf"):
        convert(tmp_path / "nav.pdf", SETTINGS)


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="This is not a file"):
        convert(tmp_path, SETTINGS)


def test_container_of_many_sound_parts_is_read(tmp_path: Path) -> None:
    pictures = [(f"word/media/{at}.png", b"\x89PNG" + bytes(50)) for at in range(900)]
    body = docx("<w:p><w:r><w:t>Ogre</w:t></w:r></w:p>")
    path = _written(tmp_path, "bildes.docx", _joined(body, pictures))

    assert convert(path, SETTINGS).pages[0].blocks[0].text == "Ogre"


def _joined(container: bytes, parts: list[tuple[str, bytes]]) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(container)) as old:
        return archive([*((name, old.read(name)) for name in old.namelist()), *parts])


@pytest.mark.parametrize("filling", [b"<!-- a -->\n", b"<!--", b"<!-- ", b"<a ", b"\n", b"-->"])
def test_comments_without_end_are_told_apart_fast(filling: bytes) -> None:
    begun = time.perf_counter()
    for name in ("plans.html", "plans.txt"):
        media_type((filling * (100_000 // len(filling))) + b"<svg ", name, SETTINGS)
    assert time.perf_counter() - begun < 15


def test_comments_before_a_page_are_passed_over() -> None:
    assert media_type(b"\n<!-- a --> <!-- <p> --\n-->\n<html>", "plans", SETTINGS) == HTML
    assert media_type(b"<!-- a --> <svg>", "plans", SETTINGS) == TEXT


def test_a_long_name_of_a_signature_is_read_fast() -> None:
    begun = time.perf_counter()
    assert not SIGNATURE_FILE.match("META-INF/" + "signature" * 11_000)
    assert SIGNATURE_FILE.match("META-INF/edoc-signatures-S1.xml")
    assert time.perf_counter() - begun < 15
