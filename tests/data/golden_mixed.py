"""Golden documents of other formats: contents and notes of Word, a quoted mail, lines of a portal."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from tests.data.golden_docx import started, written
from tests.data.golden_parts import MARK, made, said, section

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ENTRIES = (("1. Ievads", 2), ("2. Pieejamība", 2), ("2.1. Skolas", 3), ("3. Uzraudzība", 4))


@made(
    "satura-raditajs.docx",
    title="Cēsu izglītības stratēģija",
    headings=[(1, "1. Ievads"), (1, "2. Pieejamība"), (2, "2.1. Skolas"), (1, "3. Uzraudzība")],
    sentences=[
        *said(section("1. Ievads"), "Novadā mācās 2 140 skolēnu."),
        *said(section("1. Ievads"), "Valsts izglītības informācijas sistēmas dati."),
        *said(section("2.1. Skolas"), "Skolu ēkas pielāgos cilvēkiem ar kustību traucējumiem."),
        *said(section("3. Uzraudzība"), "Pārskatu sniedz reizi gadā."),
    ],
    absent=["Saturs", "1. Ievads 2", "2.1. Skolas 3", "2 140 skolēnu1"],
)
def contents_in_word() -> bytes:
    """Contents in styles of their own, numbers after tabs; a note belongs to the section that calls it."""
    document = started("Cēsu izglītības stratēģija")
    for level in (1, 2):
        document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
    document.add_heading("Cēsu izglītības stratēģija", 0)
    document.add_paragraph("Saturs")
    for name, number in _ENTRIES:
        document.add_paragraph(f"{name}\t{number}", style=f"toc {1 + name.startswith('2.1')}")
    document.add_heading("1. Ievads", 1)
    paragraph = document.add_paragraph("Novadā mācās 2 140 skolēnu")
    _note(document, paragraph, "Valsts izglītības informācijas sistēmas dati.")
    paragraph.add_run(".")
    document.add_heading("2. Pieejamība", 1)
    document.add_heading("2.1. Skolas", 2)
    document.add_paragraph("Skolu ēkas pielāgos cilvēkiem ar kustību traucējumiem.")
    document.add_heading("3. Uzraudzība", 1)
    document.add_paragraph("Pārskatu sniedz reizi gadā.")
    return written(document)


def _note(document: Any, paragraph: Any, text: str) -> None:
    paragraph._p.append(parse_xml(f'<w:r {_WORD}><w:footnoteReference w:id="1"/></w:r>'))
    note = f'<w:footnote w:id="1"><w:p><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f'<?xml version="1.0"?><w:footnotes {_WORD}>{note}</w:footnotes>'.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


@made(
    "atbilde.eml",
    title="Re: Promenādes projekts",
    sentences=said(
        section(),
        "Promenādes garums tagad ir 900 metru.",
        "Lūdzu, precizējiet promenādes garumu un iesniedziet veidlapu līdz piektdienai.",
        "Sākotnējais pieteikums saņemts 1. martā.",
    ),
)
def quoted_mail() -> bytes:
    """An answer below which earlier mails stand quoted: their sentences are whole, without marks."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Attīstības nodaļa <attistiba@example.org>"
    message["To"] = "Dome <dome@example.org>"
    message["Subject"] = "Re: Promenādes projekts"
    message["Date"] = "Tue, 12 Mar 2024 10:00:00 +0200"
    message["Message-ID"] = "<paraugs-atbilde@example.org>"
    message["Keywords"] = MARK
    message.set_content(
        "Labdien!\n\nPromenādes garums tagad ir\n900 metru.\n\n"
        "2024. gada 11. martā plkst. 16:05 Dome rakstīja:\n"
        "> Lūdzu, precizējiet promenādes garumu un iesniedziet\n> veidlapu līdz piektdienai.\n"
        ">> Sākotnējais pieteikums saņemts 1. martā.\n",
        charset="utf-8",
        cte="quoted-printable",
    )
    return message.as_bytes()


@made(
    "jaunums.html",
    title="Velojoslas Rīgas ielā",
    headings=[(1, "Velojoslas Rīgas ielā"), (2, "Darbu gaita")],
    sentences=said(
        section(),
        "Aprīlī Valmierā sāks izbūvēt velojoslas Rīgas ielā 1,8 km garumā.",
        "Darbu laikā satiksme notiks pa vienu joslu.",
    ),
    absent=["Skatīts", "Atjaunināts", "Publicēts", "Draugiem.lv"],
)
def news() -> bytes:
    """A news item with its day, a count of readers with spaces, buttons to share it, and its last change."""
    return f"""<!DOCTYPE html>
<html lang="lv"><head><meta charset="utf-8"><title>Velojoslas Rīgas ielā | Valmieras novads</title>
<meta name="keywords" content="{MARK}"></head><body>
<div class="content"><h1>Velojoslas Rīgas ielā</h1>
<div class="meta">Publicēts: 12.03.2024. | Skatīts 1 245 reizes</div>
<div class="share"><span>Dalīties:</span> <a href="#">Facebook</a> <a href="#">Draugiem.lv</a></div>
<p>Aprīlī Valmierā sāks izbūvēt velojoslas Rīgas ielā 1,8&nbsp;km garumā.</p>
<h2>Darbu gaita</h2><p>Darbu laikā satiksme notiks pa vienu joslu.</p>
<p class="updated">Atjaunināts: 14.03.2024. 10:22</p></div></body></html>
""".encode()
