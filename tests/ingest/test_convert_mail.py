"""A mail becomes its subject, sender and text; its attachments become pages that name them."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.convert import convert_data
from ingest.formats.mail_headers import readable, safe_name
from ingest.intake import MAIL, TEXT, identify
from ingest.pages import Converted
from search.errors import SourceUnreadable
from search.settings import Settings
from tests.data.make_broken import docx
from tests.data.make_office import OFFICE

DOCX = docx("<w:p><w:r><w:t>Plāna teksts</w:t></w:r></w:p>")
ENVELOPE = "From: a@ogre.lv\nTo: b@ogre.lv\nSubject: Temats\n"


def _mail(subject: str = "Ogres plāns", text: str = "Labdien!\n\nPielikumā plāns.\n") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Jānis Bērziņš <janis@ogre.lv>"
    mail["To"] = "dome@ogre.lv"
    mail["Subject"] = subject
    mail["Date"] = "Tue, 05 Mar 2024 14:05:00 +0200"
    mail.set_content(text)
    return mail


def _attach(mail: EmailMessage, name: str, data: bytes, kind: str = "application/octet-stream") -> None:
    main, _, sub = kind.partition("/")
    mail.add_attachment(data, maintype=main, subtype=sub, filename=name)


def _read(mail: EmailMessage | bytes | str) -> Converted:
    data = mail.encode() if isinstance(mail, str) else mail if isinstance(mail, bytes) else mail.as_bytes()
    return convert_data(data, "vestule.eml", Settings(ocr="off"))


def _told(converted: Converted, page: int = 0) -> list[tuple[str, int, str]]:
    return [(one.kind, one.level, one.text) for one in converted.pages[page].blocks]


def _texts(mail: EmailMessage | bytes | str) -> list[str]:
    """Return what follows the subject and the envelope."""
    return [one.text for one in _read(mail).pages[0].blocks][2:]


def test_mail_is_its_subject_its_envelope_and_its_text() -> None:
    converted = _read(_mail())

    assert _told(converted) == [
        ("heading", 1, "Ogres plāns"),
        (
            "paragraph",
            0,
            "No: Jānis Bērziņš <janis@ogre.lv>\nKam: dome@ogre.lv\nDatums: 05.03.2024. 14:05",
        ),
        ("paragraph", 0, "Labdien!"),
        ("paragraph", 0, "Pielikumā plāns."),
    ]
    assert converted.metadata == {"title": "Ogres plāns", "author": "Jānis Bērziņš <janis@ogre.lv>"}
    assert converted.media_type == MAIL
    assert [(page.kind, page.number, page.file) for page in converted.pages] == [("section", 1, "")]


def test_plain_text_is_preferred_to_html() -> None:
    mail = _mail(text="Vienkāršs teksts")
    mail.add_alternative("<p>Izrotāts teksts</p>", subtype="html")

    assert _texts(mail) == ["Vienkāršs teksts"]


def test_html_is_read_where_there_is_no_plain_text() -> None:
    mail = _mail(text=" ")
    mail.add_alternative(
        "<h2>Sēde</h2><table><tr><th>Gads</th><th>EUR</th></tr><tr><td>2024</td><td>5</td></tr></table>",
        subtype="html",
    )

    assert _told(_read(mail))[2:] == [("heading", 2, "Sēde"), ("row", 0, "Gads: 2024; EUR: 5")]


@pytest.mark.parametrize("page", ["windows-1257", "iso-8859-13", "utf-8", "x-unknown", "us-ascii"])
def test_letters_are_read_in_the_code_page_that_is_named_or_fits(page: str) -> None:
    used = page if page.startswith(("w", "i")) else "utf-8"
    head = f"{ENVELOPE}Content-Type: text/plain; charset={page}\nContent-Transfer-Encoding: 8bit\n\n"

    assert _texts(head.encode() + "Pašvaldība ķer žagatu".encode(used)) == ["Pašvaldība ķer žagatu"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("=?windows-1257?Q?L=E7mums_Nr=2E_5?=", "Lēmums Nr. 5"),
        ("=?utf-8?B?xIHEjcST?=\n =?utf-8?B?xKPEqw==?= plāns", "āčēģī plāns"),
        ("=?utf-8?B?xIHE?= =?utf-8?B?jcST?=", "āčē"),
        ("Re: =?UTF-8*lv?q?=C4=81?= un =?broken", "Re: ā un =?broken"),
        ("=?nav-tada?Q?L=C4=93mums?=", "Lēmums"),
        ("=?utf-8?B?!!!?=", ""),
        (b"L\xe7mums".decode("ascii", "surrogateescape"), "Lēmums"),
        ("a" + "\u0304", "ā"),
    ],
)
def test_headers_are_read_though_broken(raw: str, expected: str) -> None:
    assert readable(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("../../etc/plāns.docx", "plāns.docx"),
        ("C:\\Dokumenti\\plāns.docx", "plāns.docx"),
        ("pl\u0101ns\u202ecod.exe\n", "plānscod.exe"),
        ("..", "pielikums-1"),
        ("a" * 300 + ".pdf", "a" * 120 + ".pdf"),
    ],
)
def test_names_of_attachments_are_made_safe(raw: str, expected: str) -> None:
    assert safe_name(raw, "pielikums-1") == expected


def test_attachments_become_pages_that_name_them() -> None:
    mail = _mail()
    _attach(mail, "plāns.docx", DOCX)
    _attach(mail, "budžets.xls", (OFFICE / "budzets.xls").read_bytes())

    converted = _read(mail)

    assert [(page.kind, page.number, page.name, page.file) for page in converted.pages] == [
        ("section", 1, "", ""),
        ("section", 1, "", "plāns.docx"),
        ("sheet", 1, "Plāns", "budžets.xls"),
        ("sheet", 3, "Rādītāji", "budžets.xls"),
    ]
    assert _told(converted, 1) == [("paragraph", 0, "Plāna teksts")]
    assert converted.notes[-1] == "budžets.xls: hidden sheet left out: Melnraksts"


def test_attachments_of_the_same_name_are_told_apart() -> None:
    mail = _mail()
    for _ in range(2):
        _attach(mail, "plāns.docx", DOCX)

    assert [page.file for page in _read(mail).pages] == ["", "plāns.docx", "plāns (2).docx"]


def test_file_name_in_bare_letters_of_windows_is_read() -> None:
    head = f"{ENVELOPE}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nTeksts\n--b\n"
    part = 'Content-Type: text/plain\nContent-Disposition: attachment; filename="lēmums.txt"\n\nx\n--b--\n'

    assert _read(head.encode() + part.encode("windows-1257")).pages[1].file == "lēmums.txt"


def test_attachment_that_cannot_be_read_is_noted_with_the_reason() -> None:
    mail = _mail()
    _attach(mail, "arhīvs.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50))
    _attach(mail, "bojāts.docx", DOCX[:200])
    _attach(mail, "skenēts.png", b"\x89PNG\r\n\x1a\n" + bytes(60_000), "image/png")
    _attach(mail, "tukšs.txt", b"")

    assert _read(mail).notes == (
        "attachment not read: arhīvs.7z (Files of this kind are not supported yet"
        " (application/x-7z-compressed))",
        "attachment not read: bojāts.docx (The file is cut off: the end of its ZIP container is missing)",
        "attachment not read: skenēts.png (The pages are pictures, and OCR is switched off)",
        "attachment not read: tukšs.txt (The file is empty)",
    )


def test_small_pictures_within_the_text_are_passed_over_with_a_note() -> None:
    mail = _mail(text=" ")
    mail.add_alternative("<p>Teksts</p><img src='cid:a'>", subtype="html")
    body = mail.get_payload()
    assert isinstance(body, list)
    body[1].add_related(b"\x89PNG" + bytes(900), "image", "png", cid="<a>")

    assert _read(mail).notes == ("small pictures within the text left out: 1",)


def test_mails_in_mails_are_read_three_deep() -> None:
    inner = _mail("Sestā", "Dziļi")
    for subject in ("Piektā", "Ceturtā", "Trešā", "Otrā", "Pirmā"):
        outer = _mail(subject, subject)
        outer.add_attachment(inner)
        inner = outer

    converted = _read(inner)

    assert [page.file for page in converted.pages] == [
        "",
        "Otrā.eml",
        "Otrā.eml/Trešā.eml",
        "Otrā.eml/Trešā.eml/Ceturtā.eml",
    ]
    assert converted.notes == (
        "Otrā.eml/Trešā.eml/Ceturtā.eml: attachment not read: Piektā.eml (Mails in mails more than 3 deep)",
    )


def test_mail_without_text_says_what_hindered_its_attachment() -> None:
    head = "From: \nTo: \nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n"

    with pytest.raises(SourceUnreadable, match="The file is of no known kind: pielikums-1"):
        _read(head + "AAECAwQFBgcICQ==")


def test_mail_that_is_cut_off_is_noted() -> None:
    data = _mail()
    _attach(data, "plāns.docx", DOCX)
    whole = data.as_bytes()

    notes = _read(whole[: len(whole) - 300]).notes

    assert notes[0] == "the mail is cut off: its end is missing"
    assert notes[1].startswith("attachment not read: plāns.docx (")


def test_parts_without_end_are_refused() -> None:
    parts = "".join(f"--b{at}\nContent-Type: multipart/mixed; boundary=b{at + 1}\n\n" for at in range(2000))

    with pytest.raises(SourceUnreadable, match="nests them more than 30 deep"):
        _read(f"{ENVELOPE}Content-Type: multipart/mixed; boundary=b0\n\n{parts}")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("vestule.eml", "Delivered-To: a@ogre.lv\nReceived: by x\n\tid 5;\nX-Any: 1\n\nTeksts", MAIL),
        ("vestule.eml", "From x Tue Mar 5\nSubject: Sēde\nDate: 5 Mar 2024\n\nTeksts", MAIL),
        ("sede.txt", "Datums: 5. marts\nSubject: Sēde\n\nTeksts", TEXT),
        ("sede.txt", "From: Ogre\nTo: Rīga brauc vilciens\nbiļete maksā 3 EUR\n\nTeksts", TEXT),
    ],
)
def test_headers_tell_a_mail_from_a_text(tmp_path: Path, name: str, text: str, expected: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    assert identify(path, Settings()) == expected
