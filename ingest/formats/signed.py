"""A signed container (EDOC, ASiC-E, ASiC-S) → the pages of the documents in it, each read as any file is.

Its signatures are counted, not verified. Knows no format of documents.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace

from ingest.formats.archives import open_archive
from ingest.formats.mail import Convert
from ingest.formats.mail_headers import safe_name
from ingest.intake import SIGNATURE_FILE, SIGNED, too_large
from ingest.pages import Converted, Page
from search.errors import SourceError, SourceUnreadable
from search.settings import Settings

_DOCUMENTS = 500  # in a container
_UTF_8 = 0x800  # flag of an entry whose name says its encoding
_BALTIC = "cp775"  # of names that older Windows programs in Latvia write
# Accepted: "<ds:Signature Id=", "<Signature>". Rejected: "<ds:SignatureValue>".
_SIGNATURE = re.compile(rb"<(?:\w+:)?Signature[\s>]")


def convert_signed(data: bytes, name: str, settings: Settings, convert: Convert) -> Converted:
    """Return the pages of all documents of a container, each read by `convert`.

    Raises SourceUnreadable for a damaged or empty one, and what hindered the first document when none could
    be read.
    """
    with open_archive(data, name, settings) as archive:
        entries = [entry for entry in archive.infolist() if _is_document(entry)]
        signatures = sum(_signatures(archive, entry) for entry in archive.infolist())
        if not entries:
            raise SourceUnreadable(
                "The signed container holds no document",
                value=name,
                next_step="Open it in eParakstītājs and check what it holds",
            )
        pages: list[Page] = []
        notes = [_told(signatures)]
        metadata: dict[str, str] | None = None
        failures: list[SourceError] = []
        names: set[str] = set()
        for entry in entries[:_DOCUMENTS]:
            file = _name(entry, names)
            try:
                if entry.file_size > settings.file_megabytes * 10**6:
                    raise too_large(file, entry.file_size, settings)
                converted = convert(archive.read(entry), file)
            except SourceError as error:
                failures.append(error)
                notes.append(f"document not read: {file} ({error.what})")
                continue
            metadata = converted.metadata if metadata is None else metadata
            pages.extend(replace(page, file=_path(file, page.file)) for page in converted.pages)
            notes.extend(f"{file}: {note}" for note in converted.notes)
    if failures and not pages:
        raise failures[0]
    if len(entries) > _DOCUMENTS:
        notes.append(f"documents left out beyond the first {_DOCUMENTS}: {len(entries) - _DOCUMENTS}")
    return Converted(tuple(pages), metadata or {}, SIGNED, tuple(notes))


def _is_document(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    return not entry.is_dir() and name != "mimetype" and not name.upper().startswith("META-INF/")


def _signatures(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    if not SIGNATURE_FILE.fullmatch(entry.filename):
        return 0
    return max(1, len(_SIGNATURE.findall(archive.read(entry))))


def _told(signatures: int) -> str:
    plural = "" if signatures == 1 else "s"
    return f"signed container: {signatures} signature{plural}; signatures were not verified"


def _name(entry: zipfile.ZipInfo, names: set[str]) -> str:
    """Return the name of a document, with its folder when another one has the same."""
    said = entry.filename
    if not entry.flag_bits & _UTF_8:
        raw = said.encode("cp437", "replace")  # as the library takes it
        try:
            said = raw.decode("utf-8")
        except UnicodeDecodeError:
            said = raw.decode(_BALTIC, "replace")
    name = safe_name(said, f"dokuments-{len(names) + 1}")
    if name in names:
        name = "/".join(safe_name(part, "_") for part in said.split("/"))
    names.add(name)
    return name


def _path(file: str, inner: str) -> str:
    return f"{file}/{inner}" if inner else file
