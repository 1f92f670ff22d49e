"""Documents in a signed container are read as any file is; its signatures are counted, not verified."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest.convert import convert, convert_data
from ingest.intake import SIGNED, identify
from ingest.pages import Converted
from search.errors import SourceUnread, SourceUnreadable
from search.settings import Settings
from tests.data.make_broken import archive, docx
from tests.data.make_office import OFFICE

TYPE = ("mimetype", b"application/vnd.etsi.asic-e+zip")
MANIFEST = ("META-INF/manifest.xml", b"<manifest/>")
SIGNATURE = (
    "META-INF/signatures0.xml",
    b'<a:XAdES><ds:Signature Id="S0"><ds:SignatureValue/></ds:Signature></a:XAdES>',
)
PLAN = ("plāns.docx", docx("<w:p><w:r><w:t>Plāna teksts</w:t></w:r></w:p>"))
NOTE = "signed container: 1 signature; signatures were not verified"


def _read(*parts: tuple[str, bytes], name: str = "lemums.edoc") -> Converted:
    return convert_data(archive(parts), name, Settings(ocr="off"))


def test_document_is_read_and_named() -> None:
    converted = _read(TYPE, PLAN, MANIFEST, SIGNATURE)

    assert [(page.kind, page.number, page.file) for page in converted.pages] == [("section", 1, "plāns.docx")]
    assert converted.pages[0].blocks[0].text == "Plāna teksts"
    assert converted.notes == (NOTE,)
    assert converted.media_type == SIGNED


def test_all_documents_are_read_with_the_metadata_of_the_first() -> None:
    rtf = ("plans.rtf", (OFFICE / "plans.rtf").read_bytes())
    xls = ("dati/budžets.xls", (OFFICE / "budzets.xls").read_bytes())

    converted = _read(TYPE, rtf, xls, PLAN, SIGNATURE, ("META-INF/signatures1.xml", SIGNATURE[1]))

    assert [(page.kind, page.file) for page in converted.pages] == [
        ("section", "plans.rtf"),
        ("sheet", "budžets.xls"),
        ("sheet", "budžets.xls"),
        ("section", "plāns.docx"),
    ]
    assert converted.metadata["title"] == "Ogres mobilitātes plāns"
    assert converted.notes[0] == "signed container: 2 signatures; signatures were not verified"
    assert "plans.rtf: page headers and footers left out" in converted.notes


@pytest.mark.parametrize(
    "parts",
    [
        (TYPE, PLAN),
        (("mimetype", b"application/vnd.etsi.asic-s+zip"), PLAN),
        (PLAN, ("META-INF/edoc-signatures-S1.xml", b"<Signature/>")),
        (PLAN, ("META-INF/signature.p7s", b"\x30")),
    ],
)
def test_container_is_told_by_its_type_or_its_signatures(
    tmp_path: Path, parts: Iterable[tuple[str, bytes]]
) -> None:
    path = tmp_path / "lemums.zip"
    path.write_bytes(archive(parts))

    assert identify(path, Settings()) == SIGNED


def test_documents_of_the_same_name_keep_their_folders() -> None:
    converted = _read(TYPE, ("a/" + PLAN[0], PLAN[1]), ("b/" + PLAN[0], PLAN[1]))

    assert [page.file for page in converted.pages] == ["plāns.docx", "b/plāns.docx"]


def test_document_that_cannot_be_read_is_noted_with_the_reason() -> None:
    converted = _read(TYPE, ("bojāts.docx", PLAN[1][:100]), PLAN, SIGNATURE)

    assert [page.file for page in converted.pages] == ["plāns.docx"]
    assert converted.notes == (
        NOTE,
        "document not read: bojāts.docx (The file is cut off: the end of its ZIP container is missing)",
    )


def test_container_in_a_container_is_read_and_deeper_ones_are_not() -> None:
    inner = archive([TYPE, PLAN])

    assert [page.file for page in _read(TYPE, ("iekšējs.edoc", inner)).pages] == ["iekšējs.edoc/plāns.docx"]
    for _ in range(2):
        inner = archive([TYPE, ("iekšējs.edoc", inner)])
    with pytest.raises(SourceUnreadable, match="Files in files more than 3 deep"):
        _read(TYPE, ("iekšējs.edoc", inner))


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ((TYPE, MANIFEST, SIGNATURE), "The signed container holds no document"),
        ((TYPE, ("tukša/", b"")), "The signed container holds no document"),
        ((TYPE, ("bojāts.pdf", b"%PDF-1.7\n%%EOF"), SIGNATURE), "The PDF is damaged and cannot be opened"),
        ((TYPE, ("dati.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50))), "Files of this kind are not supported yet"),
        ((TYPE, ("nulles.txt", bytes(30_000_000))), "The file unpacks to far more than a document holds"),
    ],
)
def test_container_without_a_readable_document_is_refused(
    parts: Iterable[tuple[str, bytes]], what: str
) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        _read(*parts)

    assert caught.value.what.startswith(what)
    assert caught.value.next_step


def test_container_of_a_scan_says_what_it_needs() -> None:
    scan = (OFFICE.parent / "broken" / "scan.pdf").read_bytes()

    with pytest.raises(SourceUnread, match="OCR is switched off"):
        _read(TYPE, ("skenēts.pdf", scan), SIGNATURE)


def test_damaged_container_is_refused(tmp_path: Path) -> None:
    data = archive([TYPE, PLAN, SIGNATURE])
    path = tmp_path / "lemums.asice"
    for broken in (data[: len(data) // 2], data.replace(b"PK\x01\x02", b"PK\x00\x00")):
        path.write_bytes(broken)

        with pytest.raises(SourceUnreadable, match=r"cut off|damaged"):
            convert(path, Settings())


def test_plain_archive_is_no_signed_container() -> None:
    with pytest.raises(SourceUnreadable, match="not supported yet"):
        _read(PLAN, ("META-INF/MANIFEST.MF", b"x"), name="arhivs.zip")
