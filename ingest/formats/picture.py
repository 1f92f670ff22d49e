"""A picture file (PNG, JPEG, TIFF) → its pages with blocks, read by OCR. Knows no PDF."""

from __future__ import annotations

from ingest.formats.ocr import Ocr
from ingest.formats.pdf.flow import Content, page_blocks
from ingest.pages import Converted, Page
from search.errors import SourceUnread, SourceUnreadable


def convert_picture(data: bytes, name: str, media_type: str, ocr: Ocr | SourceUnread) -> Converted:
    """Return the pages of a picture. Raises SourceUnread without OCR, SourceUnreadable without text in it."""
    if isinstance(ocr, SourceUnread):
        raise SourceUnread(ocr.what, value=name, next_step=ocr.next_step)
    try:
        read = ocr.pages(data)
    except SourceUnreadable as error:
        raise SourceUnreadable(
            error.what, value=f"{name} ({error.value})", next_step=error.next_step
        ) from error
    if not any(page.lines for page in read):
        raise SourceUnreadable(
            "The picture shows no text that OCR can read",
            value=name,
            next_step="Scan it at 300 dots per inch, upright",
        )
    blocks = page_blocks([Content(page.lines) for page in read])
    pages = tuple(Page("page", number, "", found) for number, found in enumerate(blocks, start=1))
    sure = ", ".join(f"{page.confidence:.0f} %" for page in read if page.lines)
    return Converted(pages, {}, media_type, (f"read by OCR, sure of {sure}",))
