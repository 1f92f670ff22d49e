"""Golden PDFs of scans: pictures of printed pages, alone and between pages of text."""

from __future__ import annotations

import io

from fpdf.enums import XPos, YPos
from PIL import Image, ImageDraw, ImageFont

from tests.data.golden_parts import FONTS, Paper, made, page, said

_DOTS = 200  # per inch
_WIDTH, _HEIGHT = 1654, 2339  # pixels of an A4 page
_DECISION = (
    ("Rīgas valstspilsētas pašvaldības domes lēmums", 15, True),
    ("", 11, False),
    ("Rīgā, 2024. gada 14. februārī", 11, False),
    ("", 11, False),
    ("1. Apstiprināt projekta „Zaļais koridors” īstenošanu.", 11, False),
    ("2. Piešķirt projektam līdzfinansējumu 85 000 eiro.", 11, False),
    ("3. Par projekta īstenošanu atbild Pilsētas attīstības departaments.", 11, False),
)
_ANNEX = (
    ("Pielikums", 15, True),
    ("", 11, False),
    ("Projekta mērķis ir savienot trīs parkus ar gājēju celiņu.", 11, False),
    ("Celiņa garums ir 2,6 km, un to apgaismos 74 laternas.", 11, False),
    ("Būvdarbi sāksies maijā un ilgs desmit mēnešus.", 11, False),
)


def _picture(lines: tuple[tuple[str, int, bool], ...], *, askew: float = 0.0) -> Image.Image:
    """Return a printed page as a scanner sees it: grey, a little blurred by the turn."""
    picture = Image.new("L", (_WIDTH, _HEIGHT), 250)
    draw = ImageDraw.Draw(picture)
    y = 260
    for text, points, bold in lines:
        size = round(points * _DOTS / 72)
        font = ImageFont.truetype(str(FONTS / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf"), size)
        draw.text((190, y), text, fill=25, font=font)
        y += round(size * 1.6)
    return picture.rotate(askew, Image.Resampling.BICUBIC, fillcolor=250) if askew else picture


def _place(pdf: Paper, picture: Image.Image) -> None:
    out = io.BytesIO()
    # 16 greys are enough for a scan, and keep the file small.
    picture.quantize(16).save(out, "PNG", optimize=True)
    out.seek(0)
    pdf.add_page()
    pdf.image(out, 0, 0, 210, 297)


@made(
    "skenets.pdf",
    title="Rīgas valstspilsētas pašvaldības domes lēmums",
    sentences=[
        *said(
            page(1),
            "Rīgā, 2024. gada 14. februārī",
            "1. Apstiprināt projekta „Zaļais koridors” īstenošanu.",
            "2. Piešķirt projektam līdzfinansējumu 85 000 eiro.",
            "3. Par projekta īstenošanu atbild Pilsētas attīstības departaments.",
        ),
        *said(
            page(2),
            "Projekta mērķis ir savienot trīs parkus ar gājēju celiņu.",
            "Celiņa garums ir 2,6 km, un to apgaismos 74 laternas.",
            "Būvdarbi sāksies maijā un ilgs desmit mēnešus.",
        ),
    ],
)
def scanned() -> bytes:
    """A scanned decision of two pages without a text layer, the second a little askew: OCR, page by page."""
    pdf = Paper("Rīgas valstspilsētas pašvaldības domes lēmums")
    pdf.set_auto_page_break(False)
    _place(pdf, _picture(_DECISION))
    _place(pdf, _picture(_ANNEX, askew=0.4))
    return pdf.data()


@made(
    "skenets-jaukts.pdf",
    title="Pārskats par projekta īstenošanu",
    headings=[(1, "Kopsavilkums"), (1, "Secinājumi")],
    sentences=[
        *said(
            page(1),
            "Projekts īstenots laikā no 2023. gada marta līdz 2024. gada novembrim.",
            "Pārskatam pievienots parakstīts pieņemšanas akts.",
        ),
        *said(
            page(2),
            "Projekta mērķis ir savienot trīs parkus ar gājēju celiņu.",
            "Celiņa garums ir 2,6 km, un to apgaismos 74 laternas.",
        ),
        *said(
            page(3),
            "Darbi pabeigti trīs nedēļas pirms termiņa.",
            "Nākamajā posmā celiņu pagarinās līdz stacijai.",
        ),
    ],
)
def scanned_between() -> bytes:
    """A scanned page between pages of text; the scanner has stamped one short line of text onto it."""
    pdf = Paper("Pārskats par projekta īstenošanu")
    pdf.add_page()
    pdf.block("Pārskats par projekta īstenošanu", 20, "B", after=5)
    pdf.block("Kopsavilkums", 15, "B")
    pdf.block(
        "Projekts īstenots laikā no 2023. gada marta līdz 2024. gada novembrim. Pārskatam "
        "pievienots parakstīts pieņemšanas akts."
    )
    pdf.set_auto_page_break(False)
    _place(pdf, _picture(_ANNEX))
    pdf.face(7)
    pdf.set_xy(22, 288)
    pdf.cell(100, 4, "Skenēts ar biroja iekārtu", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.add_page()
    pdf.block("Secinājumi", 15, "B")
    pdf.block("Darbi pabeigti trīs nedēļas pirms termiņa. Nākamajā posmā celiņu pagarinās līdz stacijai.")
    return pdf.data()
