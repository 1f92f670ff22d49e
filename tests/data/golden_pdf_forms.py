"""Golden PDFs of forms: lists, drawings that are no tables, turned pages."""

from __future__ import annotations

import re

from fpdf.enums import XPos, YPos

from tests.data.golden_parts import Paper, made, page, said


@made(
    "saraksti.pdf",
    title="Liepājas sociālo pakalpojumu pieejamības vadlīnijas",
    headings=[(1, "Kam pienākas palīdzība"), (1, "Kā pieteikties")],
    sentences=said(
        page(1),
        "Pakalpojumu var saņemt:",
        "persona, kurai noteikta I vai II grupas invaliditāte;",
        "daudzbērnu ģimene, ja tā dzīvo pilsētā vismaz gadu;",
        "pensionārs, kurš dzīvo viens un kuram nav apgādnieku, kas varētu sniegt palīdzību ikdienas darbos "
        "un ārsta apmeklējumos;",
        "aprūpe mājās līdz 20 stundām nedēļā,",
        "siltā ēdiena piegāde darbdienās,",
        "bērns, kuram nepieciešams asistents.",
        "Iesniegumu var iesniegt klātienē vai elektroniski.",
        "Iesniegumam pievieno ārsta izziņu.",
        "Sociālais darbinieks apmeklē dzīvesvietu.",
        "Lēmumu pieņem desmit darbdienu laikā.",
    ),
)
def lists() -> bytes:
    """Bullets, dashes nested under a bullet, an entry of two lines, and a numbered list."""
    pdf = Paper("Liepājas sociālo pakalpojumu pieejamības vadlīnijas")
    pdf.add_page()
    pdf.block("Liepājas sociālo pakalpojumu pieejamības vadlīnijas", 20, "B", after=5)
    pdf.block("Kam pienākas palīdzība", 15, "B")
    pdf.block("Pakalpojumu var saņemt:", after=1)
    for indent, sign, text in (
        (4, "•", "persona, kurai noteikta I vai II grupas invaliditāte;"),
        (4, "•", "daudzbērnu ģimene, ja tā dzīvo pilsētā vismaz gadu;"),
        (4, "•", "pensionārs, kurš dzīvo viens un kuram nav apgādnieku, kas varētu sniegt palīdzību ikdienas "
                 "darbos un ārsta apmeklējumos;"),
        (12, "–", "aprūpe mājās līdz 20 stundām nedēļā,"),
        (12, "–", "siltā ēdiena piegāde darbdienās,"),
        (4, "•", "bērns, kuram nepieciešams asistents."),
    ):  # fmt: skip
        _entry(pdf, indent, sign, text)
    pdf.head("Kā pieteikties", 15)
    pdf.block("Iesniegumu var iesniegt klātienē vai elektroniski.", after=1)
    for sign, text in (
        ("1)", "Iesniegumam pievieno ārsta izziņu."),
        ("2)", "Sociālais darbinieks apmeklē dzīvesvietu."),
        ("3)", "Lēmumu pieņem desmit darbdienu laikā."),
    ):
        _entry(pdf, 4, sign, text)
    return pdf.data()


def _entry(pdf: Paper, indent: float, sign: str, text: str) -> None:
    pdf.set_x(pdf.l_margin + indent)
    pdf.cell(6, 5.2, sign)
    pdf.set_x(pdf.l_margin + indent + 6)
    pdf.multi_cell(pdf.epw - indent - 6, 5.2, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(0.8)


@made(
    "diagramma.pdf",
    title="Jūrmalas pašvaldības pārvaldības shēma",
    headings=[(1, "Pārvaldes struktūra"), (1, "Apmeklētāju skaits")],
    sentences=said(
        page(1),
        "Pašvaldības darbu vada dome, bet izpilddirektors atbild par iestādēm.",
        "Shēmā redzamas tikai centrālās pārvaldes nodaļas.",
        "Apmeklētāju skaits klientu apkalpošanas centrā četros gados ir dubultojies.",
        "Straujāko pieaugumu noteica attālināto pakalpojumu ieviešana pagastos un apkaimēs.",
    ),
)
def drawing() -> bytes:
    """An organisation chart of boxes and a bar chart with axes and a grid: lines that are no table."""
    pdf = Paper("Jūrmalas pašvaldības pārvaldības shēma")
    pdf.add_page()
    pdf.block("Jūrmalas pašvaldības pārvaldības shēma", 20, "B", after=5)
    pdf.block("Pārvaldes struktūra", 15, "B")
    pdf.block("Pašvaldības darbu vada dome, bet izpilddirektors atbild par iestādēm.")
    top = pdf.y + 4
    boxes = [
        (80, top, "Dome"), (80, top + 24, "Izpilddirektors"),
        (24, top + 50, "Finanšu nodaļa"), (80, top + 50, "Būvvalde"), (136, top + 50, "Izglītības pārvalde"),
    ]  # fmt: skip
    pdf.face(10, "", "Sans")
    for x, y, name in boxes:
        pdf.rect(x, y, 50, 14)
        pdf.text(x + 25 - pdf.get_string_width(name) / 2, y + 8.5, name)
    pdf.line(105, top + 14, 105, top + 24)
    pdf.line(105, top + 38, 105, top + 50)
    pdf.line(49, top + 44, 161, top + 44)
    pdf.line(49, top + 44, 49, top + 50)
    pdf.line(161, top + 44, 161, top + 50)
    pdf.set_y(top + 72)
    pdf.block("Shēmā redzamas tikai centrālās pārvaldes nodaļas.")
    pdf.head("Apmeklētāju skaits", 15)
    pdf.block("Apmeklētāju skaits klientu apkalpošanas centrā četros gados ir dubultojies.")
    base = pdf.y + 62
    pdf.face(8, "", "Sans")
    for at in range(6):
        pdf.line(40, base - at * 10, 160, base - at * 10)
        pdf.text(28, base - at * 10 + 1, f"{at * 5} 000")
    pdf.line(40, base, 40, base - 56)
    for at, (year, count) in enumerate([("2020", 11), ("2021", 14), ("2022", 18), ("2023", 22)]):
        pdf.rect(52 + at * 28, base - count * 2, 14, count * 2, style="DF")
        pdf.text(55 + at * 28, base + 5, year)
    pdf.set_y(base + 12)
    pdf.block("Straujāko pieaugumu noteica attālināto pakalpojumu ieviešana pagastos un apkaimēs.")
    return pdf.data()


@made(
    "pagrieztas-lapas.pdf",
    title="Rīgas apkaimju publiskās ārtelpas pārskats",
    headings=[(1, "Pārskata mērķis"), (1, "Bolderāja"), (1, "Ķengarags")],
    sentences=[
        *said(
            page(1),
            "Pārskats apkopo publiskās ārtelpas stāvokli 58 apkaimēs.",
            "Apsekošanā piedalījās 340 iedzīvotāju.",
        ),
        *said(
            page(2),
            "Bolderājā atjaunots skvērs pie bibliotēkas un ierīkots bērnu rotaļu laukums.",
            "Piekļuve ūdenim joprojām nav nodrošināta.",
        ),
        *said(
            page(3),
            "Ķengaraga promenādē uzstādīti 64 jauni soliņi un atkritumu urnas.",
            "Nākamajā kārtā promenādi pagarinās līdz Mazjumpravas muižai.",
        ),
    ],
)
def turned_pages() -> bytes:
    """A page turned by the viewer (/Rotate 90), and one whose text itself is drawn from bottom to top."""
    pdf = Paper("Rīgas apkaimju publiskās ārtelpas pārskats")
    pdf.add_page()
    pdf.block("Rīgas apkaimju publiskās ārtelpas pārskats", 20, "B", after=5)
    pdf.block("Pārskata mērķis", 15, "B")
    pdf.block(
        "Pārskats apkopo publiskās ārtelpas stāvokli 58 apkaimēs. Apsekošanā piedalījās 340 iedzīvotāju."
    )
    for heading, texts in (
        ("Bolderāja", ["Bolderājā atjaunots skvērs pie bibliotēkas un ierīkots bērnu rotaļu laukums.",
                       "Piekļuve ūdenim joprojām nav nodrošināta."]),
        ("Ķengarags", ["Ķengaraga promenādē uzstādīti 64 jauni soliņi un atkritumu urnas.",
                       "Nākamajā kārtā promenādi pagarinās līdz Mazjumpravas muižai."]),
    ):  # fmt: skip
        pdf.add_page()
        with pdf.rotation(90, 22, 250):
            pdf.face(15, "B")
            pdf.text(22, 270, heading)
            pdf.face(11)
            pdf.lines(texts, 22, 278)
    return _turned(pdf.data(), 2)


def _turned(pdf: bytes, number: int) -> bytes:
    """Return a PDF with its page `number` turned by 90 degrees: fpdf2 has no way to say so."""
    inserted = b"/Rotate 90\n"
    at = [match.end() for match in re.finditer(rb"/Type /Page\n", pdf)][number - 1]
    body = pdf[:at] + inserted + pdf[at:]

    def moved(place: int) -> int:
        return place + len(inserted) if place > at else place

    start = body.rindex(b"\nxref\n")
    index = re.sub(rb"(\d{10})(?= 00000 n)", lambda match: b"%010d" % moved(int(match[1])), body[start:])
    index = re.sub(rb"(?<=startxref\n)\d+", lambda match: b"%d" % moved(int(match[0])), index)
    return body[:start] + index
