"""Golden slides, rich text, mail and signed containers."""

from __future__ import annotations

import io
from email.message import EmailMessage
from email.policy import SMTP

from pptx import Presentation
from pptx.util import Inches

from tests.data.golden_docx import heading_styles
from tests.data.golden_parts import (
    MADE,
    MARK,
    Paper,
    made,
    packed,
    page,
    row,
    rows_named,
    said,
    section,
    slide,
    without_time,
)

_INDICATORS = ("Rādītājs", "2022", "2027")
_INDICATOR_ROWS = (
    ("Veloceliņi, km", "38", "52"),
    ("Drošas pārejas", "14", "30"),
    ("Velonovietnes", "210", "400"),
)


@made(
    "prezentacija.pptx",
    title="Liepājas mobilitātes plāna prezentācija",
    headings=[(1, "Kāpēc vajadzīgs plāns"), (1, "Rādītāji"), (1, "Nākamie soļi")],
    sentences=[
        *said(slide(1), "Apspriede ar iedzīvotājiem 2024. gada 12. martā"),
        *said(
            slide(2),
            "Automobiļu skaits desmit gados pieaudzis par 22 %.",
            "Sastrēgumi rīta stundās kavē autobusus.",
            "Visvairāk kavējas trešais un astotais maršruts.",
        ),
        *said(slide(3), "Rādītājus mēra katru gadu."),
        *said(slide(4), "Plānu apstiprinās domes sēdē maijā.", "Priekšlikumus gaidām līdz 15. aprīlim."),
        *said(slide(4), "Jāuzsver, ka priekšlikumus var iesniegt arī pa tālruni."),
    ],
    rows=[
        row(dict(zip(_INDICATORS, cells, strict=True)), slide(3)) for cells in _INDICATOR_ROWS
    ],
    absent=["Slēptā slaida teksts"],
)  # fmt: skip
def slides() -> bytes:
    """Slides with titles, nested bullets, a table, a speaker's note with content, and a hidden slide."""
    deck = Presentation()
    about = deck.core_properties
    about.title, about.keywords, about.language = "Liepājas mobilitātes plāna prezentācija", MARK, "lv-LV"
    about.author = about.last_modified_by = "Paraugu sagatavotājs"
    about.created = about.modified = MADE.replace(tzinfo=None)
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "Liepājas mobilitātes plāna prezentācija"
    first.placeholders[1].text = "Apspriede ar iedzīvotājiem 2024. gada 12. martā"
    second = deck.slides.add_slide(deck.slide_layouts[1])
    second.shapes.title.text = "Kāpēc vajadzīgs plāns"
    frame = second.placeholders[1].text_frame
    frame.text = "Automobiļu skaits desmit gados pieaudzis par 22 %."
    for text, level in (
        ("Sastrēgumi rīta stundās kavē autobusus.", 0),
        ("Visvairāk kavējas trešais un astotais maršruts.", 1),
    ):
        entry = frame.add_paragraph()
        entry.text, entry.level = text, level
    third = deck.slides.add_slide(deck.slide_layouts[5])
    third.shapes.title.text = "Rādītāji"
    table = third.shapes.add_table(4, 3, Inches(1), Inches(1.8), Inches(8), Inches(2)).table
    for at, cells in enumerate((_INDICATORS, *_INDICATOR_ROWS)):
        for column, text in enumerate(cells):
            table.cell(at, column).text = text
    box = third.shapes.add_textbox(Inches(1), Inches(5), Inches(6), Inches(1))
    box.text_frame.text = "Rādītājus mēra katru gadu."
    fourth = deck.slides.add_slide(deck.slide_layouts[1])
    fourth.shapes.title.text = "Nākamie soļi"
    frame = fourth.placeholders[1].text_frame
    frame.text = "Plānu apstiprinās domes sēdē maijā."
    frame.add_paragraph().text = "Priekšlikumus gaidām līdz 15. aprīlim."
    fourth.notes_slide.notes_text_frame.text = "Jāuzsver, ka priekšlikumus var iesniegt arī pa tālruni."
    hidden = deck.slides.add_slide(deck.slide_layouts[1])
    hidden.shapes.title.text = "Rezerve"
    hidden.placeholders[1].text = "Slēptā slaida teksts"
    hidden._element.set("show", "0")
    out = io.BytesIO()
    deck.save(out)
    return without_time(out.getvalue())


def _rich(text: str) -> str:
    """Return text as Word writes it into a file of code page 1257."""
    out = []
    for letter in text:
        if letter in "\\{}":
            out.append(f"\\{letter}")
        elif ord(letter) < 128:
            out.append(letter)
        else:
            out.append("".join(f"\\'{byte:02x}" for byte in letter.encode("windows-1257")))
    return "".join(out)


def _unicode(text: str) -> str:
    """Return text as LibreOffice writes it: the number of the letter, then a substitute to be passed over."""
    return "".join(one if ord(one) < 128 else f"\\u{ord(one)}\\'3f" for one in text)


_VOTES = ("Komiteja", "Par", "Pret")
_VOTE_ROWS = (("Finanšu komiteja", "7", "1"), ("Izglītības komiteja", "5", "0"))


@made(
    "protokols.rtf",
    title="Komitejas sēdes protokols",
    sentences=said(
        section(),
        "Sēdi vada komitejas priekšsēdētāja Līga Parauga.",
        "Komiteja izskata jautājumu par bērnudārza „Pūcīte” paplašināšanu.",
        "Šķūņu ielas ēkas pārbūve izmaksās 1 120 000 eiro.",
        "Ģimenes aicinātas pieteikties līdz jūnijam.",
        "Balsojuma rezultāti apkopoti tabulā.",
    ),
    rows=rows_named(_VOTES, _VOTE_ROWS),
    absent=["Times New Roman", "Normal"],
    letters=True,
)
def minutes() -> bytes:
    """Rich text of code page 1257 with \\'xx letters and \\u numbers, a table, font and style names."""
    title = "Komitejas sēdes protokols"
    lines = [
        r"{\rtf1\ansi\ansicpg1257\deff0\deflang1062",
        r"{\fonttbl{\f0\froman\fcharset186 Times New Roman;}{\f1\fswiss\fcharset186 Arial;}}",
        r"{\stylesheet{\s0 Normal;}{\s1\b\fs32 heading 1;}}",
        rf"{{\info{{\title {_rich(title)}}}{{\keywords {MARK}}}}}",
        rf"\pard\s1\b\fs32 {_rich(title)}\b0\fs22\par",
        rf"\pard\s0 {_rich('Sēdi vada komitejas priekšsēdētāja Līga Parauga.')}\par",
        rf"\pard {_rich('Komiteja izskata jautājumu par bērnudārza „Pūcīte” paplašināšanu.')} "
        rf"{_rich('Šķūņu ielas ēkas pārbūve izmaksās 1')}\~120\~000 {_rich('eiro.')}\par",
        rf"\pard {{\b {_unicode('Ģimenes')}}} {_unicode('aicinātas pieteikties līdz jūnijam.')}\par",
        rf"\pard {_rich('Balsojuma rezultāti apkopoti tabulā.')}\par",
    ]
    for cells in (_VOTES, *_VOTE_ROWS):
        lines.append(r"\trowd\cellx4000\cellx6000\cellx8000")
        lines.append("".join(rf"\pard\intbl {_rich(cell)}\cell" for cell in cells) + r"\row")
    lines.append(r"\pard\par}")
    return "\r\n".join(lines).encode("ascii")


def _annex() -> bytes:
    pdf = Paper("Tehniskais uzdevums")
    pdf.add_page()
    pdf.block("Tehniskais uzdevums", 18, "B", after=5)
    pdf.block("Projektētājs izstrādā ietves pārbūves projektu Meža ielā.")
    pdf.add_page()
    pdf.block("Darbu izpildes termiņš ir četri mēneši.")
    return pdf.data()


@made(
    "vestule.eml",
    title="Par ietves pārbūvi Meža ielā",
    sentences=[
        *said(
            section(),
            "Labdien!",
            "Nosūtu saskaņošanai tehnisko uzdevumu ietves pārbūvei.",
            "Lūdzu atbildi līdz 2024. gada 30. augustam.",
        ),
        *said(
            page(1, "tehniskais-uzdevums.pdf"), "Projektētājs izstrādā ietves pārbūves projektu Meža ielā."
        ),
        *said(page(2, "tehniskais-uzdevums.pdf"), "Darbu izpildes termiņš ir četri mēneši."),
    ],
    absent=["Received", "boundary", "Content-Type"],
)
def mail() -> bytes:
    """A mail with a text, the same text as HTML, and a PDF attached: each is read once, at its place."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Attīstības nodaļa <attistiba@example.org>"
    message["To"] = "Būvvalde <buvvalde@example.org>"
    message["Subject"] = "Par ietves pārbūvi Meža ielā"
    message["Date"] = "Mon, 12 Aug 2024 09:30:00 +0300"
    message["Message-ID"] = "<paraugs@example.org>"
    message["Keywords"] = MARK
    texts = (
        "Labdien!",
        "Nosūtu saskaņošanai tehnisko uzdevumu ietves pārbūvei. Lūdzu atbildi līdz 2024. gada 30. augustam.",
    )
    message.set_content("\n\n".join(texts) + "\n", charset="utf-8", cte="quoted-printable")
    message.add_alternative(
        "<html><body>" + "".join(f"<p>{text}</p>" for text in texts) + "</body></html>", subtype="html",
        charset="utf-8", cte="base64",
    )  # fmt: skip
    message.add_attachment(
        _annex(), maintype="application", subtype="pdf", filename="tehniskais-uzdevums.pdf"
    )
    message.set_boundary("golden-mixed")
    message.get_payload(0).set_boundary("golden-alternative")
    return message.as_bytes()


@made(
    "parakstits.asice",
    title="Sadarbības līgums par sporta nometni",
    headings=[(1, "1. Līguma priekšmets")],
    sentences=[
        *said(
            page(1, "ligums.pdf"),
            "Puses vienojas kopīgi rīkot bērnu sporta nometni.",
            "Nometne notiek no 2024. gada 1. jūlija līdz 12. jūlijam.",
        ),
        *said(section(file="pielikums.docx"), "Sirds un asinsvadu slimības ir biežākais nāves cēlonis."),
    ],
    absent=["SignatureValue", "application/vnd.etsi"],
)
def signed() -> bytes:
    """A signed container with a PDF and a Word file: both are read, the signature is not text."""
    pdf = Paper("Sadarbības līgums par sporta nometni")
    pdf.add_page()
    pdf.block("Sadarbības līgums par sporta nometni", 18, "B", after=5)
    pdf.block("1. Līguma priekšmets", 14, "B")
    pdf.block(
        "Puses vienojas kopīgi rīkot bērnu sporta nometni. Nometne notiek no 2024. gada 1. jūlija "
        "līdz 12. jūlijam."
    )
    kinds = {
        "/": "application/vnd.etsi.asic-e+zip",
        "ligums.pdf": "application/pdf",
        "pielikums.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in kinds.items()
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f"{entries}</manifest:manifest>"
    )
    signature = (
        '<?xml version="1.0" encoding="UTF-8"?><asic:XAdESSignatures'
        ' xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"><ds:Signature'
        ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignatureValue>AAAA</ds:SignatureValue>'
        "</ds:Signature></asic:XAdESSignatures>"
    )
    return packed(
        {
            "mimetype": b"application/vnd.etsi.asic-e+zip",
            "ligums.pdf": pdf.data(),
            "pielikums.docx": heading_styles(),
            "META-INF/manifest.xml": manifest.encode(),
            "META-INF/signatures0.xml": signature.encode(),
        },
        stored=("mimetype",),
    )
