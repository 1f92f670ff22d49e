"""A file → its bytes and its media type, told by content and not by name.

Refuses what must not or cannot be read: too large, empty, gone, forbidden, not a file, of no known kind.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Container
from pathlib import Path, PurePath

from ingest.formats.archives import open_archive
from ingest.formats.legacy.compound import SIGNATURE as OLE
from ingest.formats.legacy.compound import open_compound
from ingest.formats.mail_headers import is_mail
from search.errors import SourceUnreadable
from search.settings import Settings

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
RTF = "application/rtf"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
MAIL = "message/rfc822"
SIGNED = "application/vnd.etsi.asic-e+zip"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
CSV = "text/csv"
TSV = "text/tab-separated-values"
PICTURES = frozenset({"image/png", "image/jpeg", "image/tiff"})
SUPPORTED = PICTURES | frozenset(
    {PDF, DOCX, XLSX, PPTX, ODT, ODS, RTF, DOC, XLS, PPT, MAIL, SIGNED, HTML, MARKDOWN, TEXT, CSV, TSV}
)
FORMATS = "PDF, DOCX, XLSX, PPTX, ODT, ODS, CSV, HTML, Markdown or text"  # to save a file in, for messages

_XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
_ODF = "application/vnd.oasis.opendocument."
_ODP = _ODF + "presentation"
_ZIP = "application/zip"
_MSG = "application/vnd.ms-outlook"
_NAMES = {
    PDF: "PDF", DOCX: "DOCX", XLSX: "XLSX", HTML: "HTML", MARKDOWN: "Markdown", TEXT: "plain text",
    CSV: "CSV", TSV: "TSV",
    PPTX: "PPTX", _XLSB: "XLSB", ODT: "ODT", ODS: "ODS", _ODP: "ODP",
    DOC: "DOC", XLS: "XLS", PPT: "PPT", RTF: "RTF", MAIL: "an e-mail", _ZIP: "a ZIP archive",
    SIGNED: "a signed container (.edoc, .asice)", _MSG: "an Outlook message (MSG)",
    "image/png": "a PNG picture", "image/jpeg": "a JPEG picture", "image/tiff": "a TIFF picture",
}  # fmt: skip
_SUFFIXES = {
    ".pdf": PDF, ".docx": DOCX, ".docm": DOCX, ".dotx": DOCX, ".xlsx": XLSX, ".xlsm": XLSX, ".pptx": PPTX,
    ".pptm": PPTX, ".ppsx": PPTX, ".potx": PPTX, ".odt": ODT, ".ott": ODT, ".ods": ODS, ".ots": ODS,
    ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".md": MARKDOWN, ".markdown": MARKDOWN, ".txt": TEXT,
    ".text": TEXT, ".rtf": RTF, ".doc": DOC, ".dot": DOC, ".xls": XLS, ".xlt": XLS, ".ppt": PPT, ".pps": PPT,
    ".eml": MAIL, ".edoc": SIGNED, ".asice": SIGNED, ".asics": SIGNED, ".sce": SIGNED, ".bdoc": SIGNED,
    ".csv": CSV, ".tsv": TSV, ".tab": TSV,
}  # fmt: skip
_OTHER_SUFFIXES = {
    ".odp": _ODP, ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".tif": "image/tiff",
    ".tiff": "image/tiff", ".zip": _ZIP, ".msg": _MSG,
}  # fmt: skip
# Text whose kind only its name tells; not prose, so it is not read as plain text.
_TEXT_SUFFIXES = {
    ".json": "application/json", ".jsonl": "application/json", ".xml": "application/xml",
    ".svg": "image/svg+xml", ".css": "text/css",
    ".js": "text/javascript", ".py": "text/x-python", ".yaml": "application/yaml", ".yml": "application/yaml",
    ".toml": "application/toml", ".ini": "text/x-ini", ".log": "text/x-log", ".ics": "text/calendar",
}  # fmt: skip
_SIGNATURES = (
    (b"{\\rtf", RTF),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
)
_OOXML = (
    (b"wordprocessingml.", DOCX),
    (b"ms-word.document", DOCX),
    (b"presentationml.", PPTX),
    (b"excel.sheet.binary", _XLSB),
    (b"spreadsheetml.", XLSX),
    (b"ms-excel.sheet", XLSX),
)
# The type of a file's main part; parts inside it may be whole files of other kinds. Accepted:
# 'ContentType="….presentation.main+xml"'. Rejected: 'ContentType="….spreadsheetml.sheet"' (a chart's data).
_MAIN_PART = re.compile(rb"ContentType\s*=\s*[\"'][^\"']*\.main(?:\+xml)?[\"']")
_OLE_STREAMS = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("__properties_version1.0", _MSG),
)
_PROTECTED = "EncryptedPackage"
_HEAD = 4096  # bytes that tell a text's kind
_CONTROLS = 0.01  # share of control characters that a text file may hold
# Accepted: "<!DOCTYPE html>", "<p>Lēmums</p>". Rejected: "<3 Liepāja" (no tag).
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|meta|title|body|main|article|section|div|p|h[1-6]"
    rb"|table|ul|center|font|span|script|style|link)\b",
    re.IGNORECASE,
)
# Accepted: "META-INF/signatures0.xml", "META-INF/edoc-signatures-S1.xml". Rejected: "META-INF/manifest.xml".
SIGNATURE_FILE = re.compile(r"META-INF/(?>[^/]*?signature)[^/]*\.(?:xml|p7s)", re.IGNORECASE)


def identify(path: Path, settings: Settings) -> str:
    """Return the media type of a file. Raises SourceUnreadable."""
    return media_type(read(path, settings), path.name, settings)


def read(path: Path, settings: Settings) -> bytes:
    """Return the bytes of a file, and never more than the limit. Raises SourceUnreadable."""
    limit = settings.file_megabytes * 10**6
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise SourceUnreadable(
                "This is not a file", value=path.name, next_step="Give a file, or a folder with files"
            )
        if about.st_size > limit:
            raise too_large(path.name, about.st_size, settings)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise unreachable(path.name, error) from error
    if len(data) > limit:
        raise too_large(path.name, len(data), settings)
    if not data:
        raise SourceUnreadable("The file is empty", value=path.name, next_step="Copy or save it again")
    return data


def too_large(name: str, size: int, settings: Settings) -> SourceUnreadable:
    """Return the error for a file over the limit."""
    return SourceUnreadable(
        f"The file is larger than {settings.file_megabytes} MB",
        value=f"{name}, {size / 10**6:.1f} MB",
        next_step="Split the file, or raise VIRZIENI_FILE_MEGABYTES",
    )


def unreachable(name: str, error: OSError) -> SourceUnreadable:
    """Return the error for a file or folder that the system does not give."""
    if isinstance(error, FileNotFoundError):
        what, step = "The file is gone", "Put it back, or leave its document out with --prune"
    elif isinstance(error, PermissionError):
        what, step = "The file may not be read", "Give the user that runs virzieni the right to read it"
    else:
        what, step = f"The file cannot be read ({error.strerror})", "Check the disk and the path"
    return SourceUnreadable(what, value=name, next_step=step)


def media_type(data: bytes, name: str, settings: Settings) -> str:
    """Return the media type of a file's content; its name only tells one kind of text from another.

    Raises SourceUnreadable for an unknown or password-protected kind and for a damaged or hostile archive.
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _archive_type(data, name, settings)
    if data.startswith(OLE):
        return _ole_type(data, name)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if not _is_text(data):
        raise SourceUnreadable("The file is of no known kind", value=name, next_step=f"Save it as {FORMATS}")
    return _text_type(data, name)


def type_by_name(name: str) -> str | None:
    """Return the media type that a name promises, or None for a name that promises nothing."""
    suffix = PurePath(name).suffix.lower()
    return _SUFFIXES.get(suffix) or _OTHER_SUFFIXES.get(suffix)


def type_name(kind: str) -> str:
    """Return a media type as people call it."""
    return _NAMES.get(kind, kind)


def _archive_type(data: bytes, name: str, settings: Settings) -> str:
    with open_archive(data, name, settings) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names:
            types = archive.read("[Content_Types].xml")
            mains = b" ".join(_MAIN_PART.findall(types))
            return next((kind for text in (mains, types) for mark, kind in _OOXML if mark in text), _ZIP)
        if any(SIGNATURE_FILE.match(one) for one in names) and "content.xml" not in names:
            return SIGNED
        if "mimetype" in names:
            kind = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
            if kind.startswith("application/vnd.etsi.asic-"):
                return SIGNED
            return kind.removesuffix("-template") if kind.startswith(_ODF) else kind
    return _ZIP


def _ole_type(data: bytes, name: str) -> str:
    try:
        streams: Container[str] = open_compound(data, name).places
    except SourceUnreadable:
        # A damaged directory: the names are somewhere, and the format's reader says what is wrong.
        said = [stream for stream, _ in _OLE_STREAMS] + [_PROTECTED]
        streams = [stream for stream in said if stream.encode("utf-16-le") in data]
        if not streams:
            raise
    if _PROTECTED in streams:
        raise SourceUnreadable(
            "The file is protected with a password", value=name, next_step="Save a copy without the password"
        )
    found = (kind for stream, kind in _OLE_STREAMS if stream in streams)
    return next(found, "application/x-ole-storage")


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = data[: 16 * _HEAD]
    controls = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\r\f\x1b")
    return 0 not in head and controls <= _CONTROLS * len(head)


def _without_comments(head: bytes) -> bytes:
    """Return what stands after the white space and the comments that a text begins with."""
    head = head.lstrip()
    while head.startswith(b"<!--") and (end := head.find(b"-->", 4)) >= 0:
        head = head[end + 3 :].lstrip()
    return head


def _text_type(data: bytes, name: str) -> str:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[:_HEAD].decode("utf-16", "replace").encode()
    suffix = PurePath(name).suffix.lower()
    promised = type_by_name(name)
    if promised == MARKDOWN:
        return MARKDOWN
    if _TAG.match(_without_comments(head)) or (
        head.lstrip().startswith(b"<?xml") and b"<html" in head.lower()
    ):
        return HTML
    if promised == HTML and re.search(rb"<[a-z!][^<>]*>", head, re.IGNORECASE):
        return HTML
    if head.lstrip().startswith(b"<?xml"):
        return "application/xml"
    if is_mail(head):
        return MAIL
    return promised if promised in {CSV, TSV} else _TEXT_SUFFIXES.get(suffix, TEXT)
