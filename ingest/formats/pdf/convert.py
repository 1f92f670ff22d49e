"""PDF → its pages with blocks, through pdfium; scanned, damaged and protected files are told apart.

pdfium is asked directly: the ready converter gives the same text without places or letter sizes, at half the
speed, and needs seconds and 600 MB for a page tree with a loop.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ingest.formats.ocr import Ocr
from ingest.formats.pdf.aligned import aligned_tables
from ingest.formats.pdf.cells import read_tables
from ingest.formats.pdf.columns import in_reading_order, rejoined, with_page_numbers
from ingest.formats.pdf.flow import Content, page_blocks
from ingest.formats.pdf.lines import picture_share, read_lines
from ingest.formats.pdf.pictures import is_usable, named, with_read_pictures
from ingest.intake import PDF
from ingest.pages import Converted, Page
from search.errors import SourceUnread, SourceUnreadable

_TAIL = 4096  # bytes at the end, in which a whole file says where its index is
_SCAN_LETTERS = 100  # a stamp or a page number on a scan has fewer
_SCAN_SHARE = 0.5  # of the page under pictures
_FAILING = 200  # pages in a row that cannot be loaded, before the rest is given up
# Accepted: "/Type /Pages /Kids [] /Count 0". Rejected: "/Type /Pages /Count 12".
_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_METADATA = {"Title": "title", "Keywords": "keywords", "Author": "author", "Subject": "subject"}
_AGAIN = "Get the file from its publisher again, or open it in a PDF reader and print it to a new PDF"


def convert_pdf(data: bytes, name: str, ocr: Ocr | SourceUnread) -> Converted:
    """Return the pages of a PDF. Raises SourceUnreadable, and SourceUnread for a scan without OCR."""
    with _opened(data, name) as document:
        pages, broken, pictures = _read_pages(document, name)
        metadata = _metadata(document)
        count = len(document)
        notes: list[str] = []
        if pictures and isinstance(ocr, Ocr):
            pages, notes = with_read_pictures(document, pages, pictures, ocr)
    _check_text(pages, pictures, name, ocr)
    unread = [number for number in pictures if not pages[number - 1].lines]
    if unread and isinstance(ocr, SourceUnread):
        said = f"{ocr.what}. {ocr.next_step}"
        notes.append(f"pages that are pictures and were not read: {named(unread)}. {said}")
    if broken:
        notes.append(f"damaged pages that could not be read: {named(broken)}")
    if len(pages) < count:
        notes.append(f"given up after page {len(pages)} of {count}: so many in a row are damaged")
    return Converted(
        tuple(Page("page", number, "", found) for number, found in enumerate(page_blocks(pages), start=1)),
        metadata,
        PDF,
        tuple(notes),
    )


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(data, name, error.err_code, pdfium) from error
    try:
        if len(document) == 0:
            raise _no_pages(name)
        if _is_cut_off(data):
            raise _cut_off(name)
        yield document
    finally:
        document.close()


def _refused(data: bytes, name: str, code: int | None, pdfium: Any) -> SourceUnreadable:
    """Return the error for a file that pdfium does not open; its code may be that of an earlier file."""
    if code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
        return SourceUnreadable(
            "The PDF is protected with a password", value=name, next_step="Save a copy without the password"
        )
    if code == pdfium.FPDF_ERR_SECURITY and b"/Encrypt" in data:
        return SourceUnreadable(
            "The PDF is protected in a way that cannot be opened",
            value=name,
            next_step="Ask its publisher for an open copy",
        )
    if _NO_PAGES.search(data) and not _PAGE.search(data):
        return _no_pages(name)
    if _is_cut_off(data):
        return _cut_off(name)
    return SourceUnreadable("The PDF is damaged and cannot be opened", value=name, next_step=_AGAIN)


def _no_pages(name: str) -> SourceUnreadable:
    return SourceUnreadable("The PDF has no pages", value=name, next_step=_AGAIN)


def _cut_off(name: str) -> SourceUnreadable:
    return SourceUnreadable(
        "The PDF is cut off: its end is missing", value=name, next_step="Copy or download it again"
    )


def _is_cut_off(data: bytes) -> bool:
    """Say whether the end is missing: no end mark, or further objects after the last one.

    pdfium opens some such files with fewer pages than they had; a document must not shrink unseen.
    """
    mark = data.rfind(b"%%EOF")
    if mark < 0:
        return b"startxref" not in data[-_TAIL:]
    # Accepted as cut: "%%EOF\n12 0 obj". Rejected: "%%EOF\n\0\0\0" (padding).
    return re.search(rb"\d+\s+\d+\s+obj\b", data[mark:]) is not None


def _read_pages(document: Any, name: str) -> tuple[list[Content], list[int], list[int]]:
    """Return the content of each page, the pages that failed, and those to be read as pictures, from 1."""
    pages: list[Content] = []
    broken: list[int] = []
    pictures: list[int] = []
    for number in range(1, len(document) + 1):
        found = _read_page(document, number)
        if found is None:
            broken.append(number)
        elif found[1]:
            pictures.append(number)
        pages.append(found[0] if found else Content(()))
        if broken[-_FAILING : -_FAILING + 1] == [number - _FAILING + 1]:
            break
    if len(broken) == len(pages):
        raise SourceUnreadable("The PDF is damaged: its pages cannot be found", value=name, next_step=_AGAIN)
    return pages, broken, pictures


def _read_page(document: Any, number: int) -> tuple[Content, bool] | None:
    """Return the content of a page and whether it is to be read as a picture; None for a damaged page."""
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    text_page = None
    try:
        text_page = page.get_textpage()
        lines = rejoined(read_lines(page, text_page))
        letters = sum(len(line.text) for line in lines)
        scanned = letters < _SCAN_LETTERS and picture_share(page) >= _SCAN_SHARE
        if scanned or not is_usable(lines):
            return Content(tuple(lines)), True
        drawn = read_tables(page, text_page)
        free = [line for line in lines if not any(table.holds(line) for table in drawn)]
        tables = sorted([*drawn, *aligned_tables(free)], key=lambda table: table.grid.rows[0])
        outside = [line for line in free if not any(table.holds(line) for table in tables)]
        if len(outside) == len(lines):
            lines = with_page_numbers(lines)
        return Content(tuple(in_reading_order(lines)), tuple(tables)), False
    except pypdfium2.PdfiumError:
        return None
    finally:
        if text_page is not None:
            text_page.close()
        page.close()


def _check_text(pages: list[Content], pictures: list[int], name: str, ocr: Ocr | SourceUnread) -> None:
    if any(page.lines for number, page in enumerate(pages, start=1) if number not in pictures):
        return
    if pictures and isinstance(ocr, SourceUnread):
        raise SourceUnread(ocr.what, value=name, next_step=ocr.next_step)
    if any(page.lines for page in pages):
        return
    raise SourceUnreadable(
        "The PDF has no text",
        value=name,
        next_step="If it shows text, that text is drawn: print it to a new PDF",
    )


def _metadata(document: Any) -> dict[str, str]:
    import pypdfium2.raw as pdfium

    metadata = {}
    for theirs, ours in _METADATA.items():
        try:
            metadata[ours] = " ".join(document.get_metadata_value(theirs).split())
        except UnicodeDecodeError:
            continue  # damaged on its way; the text speaks for itself
    length = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
    if 2 < length < _TAIL:
        buffer = (ctypes.c_ushort * length)()
        pdfium.FPDFCatalog_GetLanguage(document, buffer, length)
        metadata["language"] = bytes(buffer)[: length - 2].decode("utf-16-le", "replace")
    return {name: value for name, value in metadata.items() if value}
