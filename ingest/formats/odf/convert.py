"""ODT → one "section" page, ODS → a "sheet" page for each visible sheet.

Read from the format's own XML: the ready converter gives tables with empty cells. Deleted and hidden text,
comments, page headers and footers, hidden sheets, rows and columns stay out; the notes tell.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ingest.formats.odf.inline import COMMENTS, DELETED, HIDDEN, Reader
from ingest.formats.odf.sheets import sheet_pages
from ingest.formats.odf.styles import read_styles
from ingest.formats.odf.text import read_notes, read_text
from ingest.formats.office.package import Package
from ingest.formats.outline import promote_bold
from ingest.pages import Converted, Page
from search.errors import SourceUnreadable

# Accepted: "<manifest:encryption-data". Rejected: 'full-path="Lēmums encryption-data.xml"'.
_ENCRYPTED = re.compile(rb"<(?:[\w.-]+:)?encryption-data\b")
_METADATA = {"title": ("title",), "author": ("initial-creator", "creator"), "language": ("language",),
             "subject": ("subject",)}  # fmt: skip


def convert_odf(package: Package, media_type: str) -> Converted:
    """Return the text or the sheets of a document.

    Raises SourceUnreadable when it is protected with a password, or its content is damaged or missing.
    """
    _refuse_protected(package)
    content = package.part("content.xml")
    body = None if content is None else content.find("body")
    text = None if body is None else body.find("text")
    spreadsheet = None if body is None else body.find("spreadsheet")
    layout = package.part("styles.xml")
    reader = Reader(package.name, *read_styles(layout, content))
    if text is not None:
        pages, notes = [_section(text, reader)], []
        if _has_running_lines(layout):
            notes.append("page headers and footers left out")
    elif spreadsheet is not None:
        pages, notes = sheet_pages(spreadsheet, reader)
    else:
        raise package.lacks("document text")
    notes += [f"{what} left out" for what in (DELETED, HIDDEN, COMMENTS) if what in reader.left_out]
    notes += reader.copies.notes()
    return Converted(tuple(pages), _metadata(package), media_type, tuple(notes))


def _section(text: Element, reader: Reader) -> Page:
    read_text(text, reader)
    read_notes(reader)
    promote_bold(reader.blocks, reader.bold)
    return Page("section", 1, "", tuple(reader.blocks))


def _refuse_protected(package: Package) -> None:
    try:
        manifest = package.archive.read("META-INF/manifest.xml")
    except KeyError:
        return
    if _ENCRYPTED.search(manifest):
        raise SourceUnreadable(
            "The file is protected with a password",
            value=package.name,
            next_step="Save a copy without the password",
        )


def _has_running_lines(layout: Element | None) -> bool:
    lines = () if layout is None else layout.iterfind("master-styles/master-page/*")
    return any(
        one.tag.startswith(("header", "footer"))
        and one.get("display") != "false"
        and any(text.strip() for text in one.itertext())
        for one in lines
    )


def _metadata(package: Package) -> dict[str, str]:
    root = package.part("meta.xml")
    about = None if root is None else root.find("meta")
    if about is None:
        return {}
    found = {
        ours: next((text for name in names if (text := (about.findtext(name) or "").strip())), "")
        for ours, names in _METADATA.items()
    }
    keywords = [(one.text or "").strip() for one in about.iterfind("keyword")]
    found["keywords"] = ", ".join(one for one in keywords if one)
    return {name: value for name, value in found.items() if value}
