"""A file → its pages: told apart by content, handed to the converter of its format. Nothing goes online.

Raises SourceUnreadable or SourceUnread; knows no passage and no index.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.formats.archives import open_archive
from ingest.formats.delimited import convert_delimited
from ingest.formats.html.convert import convert_html
from ingest.formats.legacy.convert import OTHER, convert_other
from ingest.formats.mail import convert_mail
from ingest.formats.ocr import open_ocr
from ingest.formats.odf.convert import convert_odf
from ingest.formats.office.docx import convert_docx
from ingest.formats.office.package import Package
from ingest.formats.office.pptx import convert_pptx
from ingest.formats.office.xlsx import convert_xlsx
from ingest.formats.pdf.convert import convert_pdf
from ingest.formats.picture import convert_picture
from ingest.formats.signed import convert_signed
from ingest.formats.text import convert_markdown, convert_text
from ingest.intake import (
    CSV,
    DOCX,
    FORMATS,
    HTML,
    MAIL,
    MARKDOWN,
    ODS,
    ODT,
    PDF,
    PICTURES,
    PPTX,
    SIGNED,
    SUPPORTED,
    TEXT,
    TSV,
    XLSX,
    media_type,
    read,
    type_by_name,
    type_name,
)
from ingest.pages import Converted
from search.errors import SourceUnreadable
from search.settings import Settings

_TEXTS = {HTML: convert_html, MARKDOWN: convert_markdown, TEXT: convert_text}
_BY_NAME = {**dict.fromkeys(OTHER, convert_other), CSV: convert_delimited, TSV: convert_delimited}
_DEEPEST = 3  # mails and signed containers in each other
_OFFICE = {DOCX: convert_docx, XLSX: convert_xlsx, PPTX: convert_pptx, ODT: convert_odf, ODS: convert_odf}


def convert(path: Path, settings: Settings) -> Converted:
    """Return the pages of a file. Raises SourceUnreadable, and SourceUnread where a tool is missing."""
    return convert_data(read(path, settings), path.name, settings)


def convert_data(data: bytes, name: str, settings: Settings, depth: int = 0) -> Converted:
    """Return the pages of a file's content; `depth` counts the files around it. Raises as `convert`."""
    kind = media_type(data, name, settings)
    if kind not in SUPPORTED:
        raise unsupported(name, kind)
    converted = _converted(data, kind, name, settings, depth)
    if not any(block.text.strip() for page in converted.pages for block in page.blocks):
        raise SourceUnreadable(
            "The file has no text", value=name, next_step="Check that it is the document you mean"
        )
    promised = type_by_name(name)
    if promised in {None, kind}:
        return converted
    note = f"named like {type_name(promised or '')}, but its content is {type_name(kind)}: read as that"
    return replace(converted, notes=(note, *converted.notes))


def unsupported(name: str, kind: str) -> SourceUnreadable:
    """Return the error for a sound file of a format that is not read yet."""
    return SourceUnreadable(
        f"Files of this kind are not supported yet ({type_name(kind)})",
        value=name,
        next_step=f"Save it as {FORMATS}",
    )


def _converted(data: bytes, kind: str, name: str, settings: Settings, depth: int) -> Converted:
    if kind == PDF:
        return convert_pdf(data, name, open_ocr(settings))
    if kind in PICTURES:
        return convert_picture(data, name, kind, open_ocr(settings))
    if kind in _TEXTS:
        return _TEXTS[kind](data)
    if kind in _BY_NAME:
        return _BY_NAME[kind](data, name, kind)
    if kind in {MAIL, SIGNED}:
        return _container(data, kind, name, settings, depth)
    with open_archive(data, name, settings) as archive:
        return _OFFICE[kind](Package(archive, name), kind)


def _container(data: bytes, kind: str, name: str, settings: Settings, depth: int) -> Converted:
    if depth >= _DEEPEST:
        raise SourceUnreadable(
            f"Files in files more than {_DEEPEST} deep", value=name, next_step="Save it as a file of its own"
        )

    def convert_inner(inner: bytes, file: str) -> Converted:
        return convert_data(inner, file, settings, depth + 1)

    if kind == MAIL:
        return convert_mail(data, name, convert_inner)
    return convert_signed(data, name, settings, convert_inner)
