"""An e-mail (EML) → a "section" page with its subject, sender and text; then the pages of its attachments.

The text is the plain one, else the HTML one. An attachment is read as any file is; its pages name it. What
was not read is noted by name and reason. Knows no format of attachments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from ingest.formats.html.convert import convert_html, html_blocks
from ingest.formats.mail_headers import date, file_of, header, in_page, mend, page_of, safe_name
from ingest.formats.text import convert_text
from ingest.intake import MAIL
from ingest.pages import Block, Converted, Page
from search.errors import SourceError, SourceUnreadable

Convert = Callable[[bytes, str], Converted]

_PARTS = 1_000  # of a mail, with those of mails in it
_DEPTH = 30  # parts in parts
_MAILS = 3  # mails in mails
_LOGO = 50_000  # bytes below which a picture within the text is a logo
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature",
                         "application/pgp-signature"})  # fmt: skip
_SUFFIXES = {"text/html": ".html", "text/csv": ".csv", "text/calendar": ".ics", "text/markdown": ".md"}
_CUT_OFF = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
# Accepted: "> Labdien!", ">> 1. martā", "> > 1. martā". Rejected: "vairāk > mazāk".
_QUOTED = re.compile(r"(?:> ?)+")
_LABELS = (("from", "No"), ("to", "Kam"), ("cc", "Kopija"))


@dataclass
class _Mail:
    """What is known while a mail is read; `file` names the attachment that it is, "" for the file itself."""

    convert: Convert
    name: str
    file: str = ""
    depth: int = 0
    blocks: list[Block] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failures: list[SourceError] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    parts: int = 0
    logos: int = 0


def convert_mail(data: bytes, name: str, convert: Convert) -> Converted:
    """Return the text of a mail and of its attachments, each read by `convert`.

    Raises SourceUnreadable when its parts nest too deep, and what hindered an attachment when there is no
    text at all.
    """
    mail = _Mail(convert, name)
    try:
        message = BytesParser(policy=compat32).parsebytes(data.removeprefix(b"\xef\xbb\xbf"))
        _read_mail(message, mail)
    except RecursionError as error:
        raise _too_deep(name) from error
    if not any(page.blocks for page in mail.pages) and mail.failures:
        raise mail.failures[0]
    metadata = {"title": header(message, "subject"), "author": header(message, "from")}
    metadata = {key: text for key, text in metadata.items() if text}
    return Converted(tuple(mail.pages), metadata, MAIL, tuple(mail.notes))


def _read_mail(message: Message, mail: _Mail) -> None:
    """Add the page of a mail, then those of its attachments."""
    place = len(mail.pages)
    outer, mail.blocks = mail.blocks, []
    subject = header(message, "subject")
    if subject:
        mail.blocks.append(Block(subject, "heading", 1))
    lines = [f"{label}: {header(message, name)}" for name, label in _LABELS if header(message, name)]
    lines += [f"Datums: {date(message)}"] if date(message) else []
    if lines:
        mail.blocks.append(Block("\n".join(lines), "paragraph"))
    logos, mail.logos = mail.logos, 0
    _read(message, mail, 0)
    if mail.logos:
        _note(mail, f"small pictures within the text left out: {mail.logos}")
    mail.pages.insert(place, Page("section", 1, "", tuple(mail.blocks), mail.file))
    mail.blocks, mail.logos = outer, logos


def _read(part: Message, mail: _Mail, depth: int) -> None:
    mail.parts += 1
    if depth > _DEPTH or mail.parts > _PARTS:
        raise _too_deep(mail.name)
    mend(part)
    kind = part.get_content_type()
    if any(isinstance(defect, _CUT_OFF) for defect in part.defects):
        _note(mail, "the mail is cut off: its end is missing")
    if kind == "message/rfc822":
        _inner_mail(part, mail)
    elif part.get_content_maintype() == "multipart":
        _several(part, mail, depth)
    elif kind in _SIGNATURES:
        _note(mail, "signed; the signature was not verified")
    elif kind in {"text/plain", "text/html"} and not _is_attached(part):
        mail.blocks.extend(_text(part, html=kind == "text/html"))
    else:
        _attachment(part, mail)


def _several(part: Message, mail: _Mail, depth: int) -> None:
    parts = [one for one in part.get_payload() if isinstance(one, Message)]
    if not parts:  # where they begin cannot be told
        mail.blocks.extend(_text(part, html=False))
    for one in _alternatives(parts) if part.get_content_subtype() == "alternative" else parts:
        _read(one, mail, depth + 1)


def _alternatives(parts: list[Message]) -> Iterator[Message]:
    """Yield one of the forms that the text is given in, and what else is there."""
    forms = [
        one for one in parts if one.get_content_maintype() in {"text", "multipart"} and not _is_attached(one)
    ]
    plain = [one for one in forms if one.get_content_type() == "text/plain" and _bytes(one).strip()]
    others = [one for one in forms if one.get_content_type() in {"text/html", "multipart/related"}]
    chosen = (plain or others or forms)[:1]
    yield from chosen
    for one in (one for one in forms if one.is_multipart() and one not in chosen):
        yield from _files(one)  # pictures and attachments beside the form that was not chosen
    yield from (one for one in parts if one not in forms)


def _files(part: Message) -> Iterator[Message]:
    if part.is_multipart() and part.get_content_type() != "message/rfc822":
        for one in part.get_payload():
            if isinstance(one, Message):
                yield from _files(one)
    elif part.get_content_maintype() != "text" or _is_attached(part):
        yield part


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(file_of(part))


def _text(part: Message, *, html: bool) -> tuple[Block, ...]:
    text = in_page(_bytes(part), page_of(part))
    data = (text if html else _unquoted(text)).encode("utf-8-sig", "replace")
    if not html:
        return convert_text(data).pages[0].blocks
    return convert_html(data).pages[0].blocks or html_blocks(text)


def _unquoted(text: str) -> str:
    """Return a text with the marks of quoted mails gone, each quotation a paragraph of its own."""
    lines: list[str] = []
    depth = 0
    for line in text.splitlines():
        quoted = _QUOTED.match(line)
        marks = quoted[0].count(">") if quoted else 0
        if marks != depth:
            lines.append("")
        lines.append(line[quoted.end() :] if quoted else line)
        depth = marks
    return "\n".join(lines)


def _attachment(part: Message, mail: _Mail) -> None:
    data = _bytes(part)
    suffix = _SUFFIXES.get(part.get_content_type(), "")
    name = _name(file_of(part), f"pielikums-{mail.parts}{suffix}", mail)
    within = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    if part.get_content_maintype() == "image" and within and len(data) < _LOGO:
        mail.logos += 1
        return
    try:
        if not data:
            raise SourceUnreadable("The file is empty", value=name, next_step="Ask the sender for it")
        converted = mail.convert(data, name)
    except SourceError as error:
        _fail(mail, name, error)
        return
    path = f"{mail.file}/{name}" if mail.file else name
    mail.pages.extend(
        replace(page, file=f"{path}/{page.file}" if page.file else path) for page in converted.pages
    )
    for note in converted.notes:
        _note(mail, f"{name}: {note}")


def _inner_mail(part: Message, mail: _Mail) -> None:
    inner = part.get_payload()
    message = inner[0] if isinstance(inner, list) and inner else None
    if not isinstance(message, Message):
        return
    said = file_of(part) or f"{header(message, 'subject') or 'vēstule'}.eml"
    name = _name(said, f"vēstule-{mail.parts}.eml", mail)
    if mail.depth >= _MAILS:
        reason = SourceUnreadable(
            f"Mails in mails more than {_MAILS} deep", value=name, next_step="Save it as a file of its own"
        )
        _fail(mail, name, reason)
        return
    file, names = mail.file, mail.names
    mail.file, mail.names, mail.depth = f"{file}/{name}" if file else name, set(), mail.depth + 1
    _read_mail(message, mail)
    mail.file, mail.names, mail.depth = file, names, mail.depth - 1


def _bytes(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except ValueError:  # letters that its encoding does not have
        return b""
    return content if isinstance(content, bytes) else b""


def _name(raw: str, otherwise: str, mail: _Mail) -> str:
    """Return the name of an attachment, told apart from others of the same name."""
    name = safe_name(raw, otherwise)
    stem, dot, suffix = name.rpartition(".")
    number = 1
    while name in mail.names:
        number += 1
        name = f"{stem} ({number}).{suffix}" if dot else f"{suffix} ({number})"
    mail.names.add(name)
    return name


def _fail(mail: _Mail, name: str, error: SourceError) -> None:
    mail.failures.append(error)
    _note(mail, f"attachment not read: {name} ({error.what})")


def _note(mail: _Mail, note: str) -> None:
    mail.notes.append(f"{mail.file}: {note}" if mail.file else note)


def _too_deep(name: str) -> SourceUnreadable:
    return SourceUnreadable(
        f"The mail has more than {_PARTS} parts, or nests them more than {_DEPTH} deep",
        value=name,
        next_step="Save its attachments as files and read those",
    )
