"""Golden PDFs of faults found in files of other programs: headers, columns, rows, forms, decisions."""

from __future__ import annotations

from collections.abc import Sequence

from tests.data.golden_parts import Paper, made, page, row, rows_named, said

_PARTS = (
    ("1. Ievads", "Stratēģiju izstrādāja 2024. gadā, iesaistot 640 iedzīvotāju."),
    ("2. Esošā situācija", "Pilsētā dzīvo 27 190 iedzīvotāju un darbojas 1 850 uzņēmumu."),
    ("3. Mērķi", "Līdz 2030. gadam radīs 400 jaunu darbvietu."),
    ("4. Uzraudzība", "Pārskatu par stratēģijas izpildi dome izskata reizi divos gados."),
)
_REST = "Priekšlikumus izvērtēja darba grupa, un tos iekļāva rīcības plānā."


@made(
    "mainiga-galvene.pdf",
    title="Rēzeknes attīstības stratēģija",
    headings=[(1, "1. Ievads"), (1, "2. Esošā situācija"), (1, "3. Mērķi"), (1, "4. Uzraudzība")],
    sentences=[
        one
        for number, (_, text) in enumerate(_PARTS)
        for one in said(page(3 + number), text, f"{text[:-1]}, un tas ir {number + 1}. secinājums.")
    ],
    absent=["Saturs", "Stratēģija – 1. Ievads", "Stratēģija – 3. Mērķi", "Kopsavilkums"],
)
def changing_header() -> bytes:
    """A header that names the part of each page, and contents over two pages with links and without dots."""
    pdf = Paper("Rēzeknes attīstības stratēģija")
    pdf.add_page()
    pdf.block("Rēzeknes attīstības stratēģija", 22, "B", after=6)
    pdf.block("Saturs", 15, "B")
    entries = [(name, 3 + number) for number, (name, _) in enumerate(_PARTS)]
    for name, number in (*entries[:3], (entries[3][0], 6)):
        if name.startswith("4."):
            pdf.add_page()
        pdf.face(11)
        link = pdf.add_link()
        pdf.set_link(link, page=1)
        pdf.cell(150, 6, name, link=link)
        pdf.cell(16, 6, str(number), align="R", new_x="LMARGIN", new_y="NEXT", link=link)
    for number, (name, text) in enumerate(_PARTS):
        pdf.add_page()
        pdf.face(9, "I")
        pdf.text(22, 13, f"Stratēģija – {name}")
        pdf.head(name, 15)
        pdf.block(f"{text} {text[:-1]}, un tas ir {number + 1}. secinājums.")
        pdf.block(_REST[: 30 + 12 * number] + ".")
    return pdf.data()


_LEFT = (
    "Sabiedriskā transporta pakalpojumus",
    "pilsētā sniedz uzņēmums, kuram ir 64 autobusi",
    "un 27 km sliežu, un tas nodarbina 310 cilvēku.^",
    "Ilgtspējīgas mobilitātes risinājumus",
    "pārbauda divās ielās, pirms tos ievieš visur.",
    "Daudzdzīvokļu māju iedzīvotājiem",
    "izbūvēs 40 velonovietņu un 12 uzlādes vietu.",
    "Satiksmes drošības uzlabojumiem",
    "pie visām pilsētas skolām šovasar izbūvēs",
)
_RIGHT = (
    "14 ātrumvalņus un 9 gājēju pārejas.",
    "Autobusu parku atjaunos, iegādājoties divdesmit",
    "elektroautobusu un to uzlādes iekārtas.",
    "Zaļās zonas platība sasniegs 12 km^.",
)


@made(
    "lidzinatas-slejas.pdf",
    title="Daugavpils mobilitātes apskats",
    headings=[(1, "Satiksme")],
    sentences=said(
        page(1),
        "Sabiedriskā transporta pakalpojumus pilsētā sniedz uzņēmums, kuram ir 64 autobusi un 27 km sliežu, "
        "un tas nodarbina 310 cilvēku.",
        "Ilgtspējīgas mobilitātes risinājumus pārbauda divās ielās, pirms tos ievieš visur.",
        "Daudzdzīvokļu māju iedzīvotājiem izbūvēs 40 velonovietņu un 12 uzlādes vietu.",
        "Satiksmes drošības uzlabojumiem pie visām pilsētas skolām šovasar izbūvēs 14 ātrumvalņus un 9 "
        "gājēju pārejas.",
        "Autobusu parku atjaunos, iegādājoties divdesmit elektroautobusu un to uzlādes iekārtas.",
        "Zaļās zonas platība sasniegs 12 km2.",
        "Komunālās saimniecības pārvaldes dati par 2023. gadu.",
    ),
    absent=["cilvēku.1"],
)
def justified_columns() -> bytes:
    """Justified columns whose wide gaps stand one above another; a sentence runs over the end of a column.

    The call of a note and the 2 of km² are raised, small and apart, as Chromium sets them.
    """
    pdf = Paper("Daugavpils mobilitātes apskats")
    pdf.add_page()
    pdf.block("Daugavpils mobilitātes apskats", 20, "B", after=4)
    pdf.head("Satiksme", 15)
    top = pdf.y + 6
    _justified(pdf, _LEFT, 22, top, "1")
    _justified(pdf, _RIGHT, 112, top, "2")
    pdf.face(8.5)
    pdf.text(22, top + 60, "1 Komunālās saimniecības pārvaldes dati par 2023. gadu.")
    return pdf.data()


def _justified(pdf: Paper, lines: Sequence[str], x: float, y: float, raised: str) -> None:
    """Write lines between x and x + 74 mm; "^" stands for raised digits, and a full stop ends a paragraph."""
    for line in lines:
        pdf.face(10.5)
        words = line.split()
        wide = [pdf.get_string_width(word.replace("^", "")) for word in words]
        ended = line.rstrip("^.") != line
        gap = pdf.get_string_width(" ") if ended else (74 - sum(wide)) / (len(words) - 1)
        at = x
        for word, width in zip(words, wide, strict=True):
            before, mark, after = word.partition("^")
            pdf.text(at, y, before)
            if mark:
                reach = at + pdf.get_string_width(before)
                pdf.face(6.3)
                pdf.text(reach, y - 1.5, raised)
                reach += pdf.get_string_width(raised)
                pdf.face(10.5)
                if after:
                    pdf.text(reach, y, after)
            at += width + gap
        y += 4.8


_MEASURES = ("Uzdevums", "Pasākums", "Termiņš", "Atbildīgais")


@made(
    "rindas-dalas.pdf",
    title="Ogres rīcības plāns 2024–2026",
    headings=[(1, "Rīcības plāns")],
    sentences=[*said(page(3), "Plāna izpildi uzrauga Attīstības nodaļa.")],
    rows=[
        *rows_named(_MEASURES, [("U1 Satiksme", "1.1. Pārbūvēt Brīvības ielu", "2024", "Būvvalde")], page(1)),
        *rows_named(_MEASURES, [("U1 Satiksme", "1.2. Izbūvēt Zaķu taku", "2025", "Būvvalde")], page(1)),
        *rows_named(_MEASURES, [("U1 Satiksme", "1.3. Atjaunot tiltu", "2025", "Būvvalde")], page(1)),
        *rows_named(
            _MEASURES,
            [("U1 Satiksme", "1.4. Izstrādāt 8. lokālplānojumu", "2026", "Plānotājs")],
            page(1),
        ),
        *rows_named(_MEASURES, [("U2 Vide", "2.1. Iestādīt 300 kokus", "2024", "Parku dienests")], page(2)),
        *rows_named(
            _MEASURES,
            [("U2 Vide", "2.2. Ierīkot kompostu. Kompostu izmantos parkos.", "2025", "Parku dienests")],
            page(2),
        ),
    ],
)
def broken_rows() -> bytes:
    """Rows that a page's end breaks after an ordinal and after a sentence; the header is printed again."""
    pdf = Paper("Ogres rīcības plāns 2024–2026")
    pdf.add_page()
    pdf.block("Ogres rīcības plāns 2024–2026", 20, "B", after=4)
    pdf.head("Rīcības plāns", 15)
    _drawn(pdf, [
        _MEASURES,
        ("U1 Satiksme", "1.1. Pārbūvēt Brīvības ielu", "2024", "Būvvalde"),
        ("", "1.2. Izbūvēt Zaķu taku", "2025", "Būvvalde"),
        ("", "1.3. Atjaunot tiltu", "2025", "Būvvalde"),
        ("", "1.4. Izstrādāt 8.", "2026", "Plānotājs"),
    ], 250)  # fmt: skip
    pdf.add_page()
    _drawn(pdf, [
        _MEASURES,
        ("", "lokālplānojumu", "", ""),
        ("U2 Vide", "2.1. Iestādīt 300 kokus", "2024", "Parku dienests"),
        ("", "2.2. Ierīkot kompostu.", "2025", "Parku dienests"),
    ], 22)  # fmt: skip
    pdf.add_page()
    _drawn(pdf, [_MEASURES, ("", "Kompostu izmantos parkos.", "", "")], 22)
    pdf.set_y(60)
    pdf.block("Plāna izpildi uzrauga Attīstības nodaļa.")
    return pdf.data()


def _drawn(pdf: Paper, lines: Sequence[Sequence[str]], y: float) -> None:
    pdf.face(9.5)
    pdf.set_auto_page_break(False)
    height = 7.5
    if y > 200:
        y = 285 - height * len(lines)
    for line in lines:
        x = 22.0
        for width, text in zip((32, 72, 22, 40), line, strict=True):
            pdf.rect(x, y, width, height)
            pdf.text(x + 1.5, y + 5, text)
            x += width
        y += height
    pdf.set_auto_page_break(True, 22)


@made(
    "iesnieguma-veidlapa.pdf",
    title="Projekta iesnieguma veidlapa",
    headings=[(1, "Rādītāji")],
    sentences=[*said(page(1), "Pieteikumus pieņem līdz 15. maijam.")],
    rows=[
        row({"Projekta nosaukums": "Upes promenādes izbūve Ogrē"}, page(1)),
        row({"Iesniedzējs": "Ogres novada pašvaldība"}, page(1)),
        row({"Īstenošanas periods": "01.03.2025.–30.11.2026."}, page(1)),
        row({"Kopējās izmaksas": "1 250 000,00 EUR"}, page(1)),
        *rows_named(
            ("Rādītājs", "2022", "2030"),
            [
                ("Velobraucēju īpatsvars, %", "4,5", "12"),
                ("Negadījumu skaits gadā", "318", "150"),
                ("Elektroautobusi", "0", "20"),
            ],
            page(1),
        ),
    ],
    absent=["1. pielikums"],
)
def form() -> bytes:
    """A form with lines, a table without lines on the same page, and a box of text above the footer.

    The box comes last in the file; the footer says the same on both pages.
    """
    pdf = Paper("Projekta iesnieguma veidlapa")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.block("Projekta iesnieguma veidlapa", 20, "B", after=4)
    pdf.face(10)
    y = pdf.y + 2
    for name, text in (
        ("Projekta nosaukums", "Upes promenādes izbūve Ogrē"),
        ("Iesniedzējs", "Ogres novada pašvaldība"),
        ("Īstenošanas periods", "01.03.2025.–30.11.2026."),
        ("Kopējās izmaksas", "1 250 000,00 EUR"),
    ):
        for x, width, said_ in ((22, 60, name), (82, 100, text)):
            pdf.rect(x, y, width, 8)
            pdf.text(x + 2, y + 5.5, said_)
        y += 8
    pdf.set_y(y + 6)
    pdf.head("Rādītāji", 15)
    pdf.face(10)
    y = pdf.y + 4
    for line in (
        ("Rādītājs", "2022", "2030"),
        ("Velobraucēju īpatsvars, %", "4,5", "12"),
        ("Negadījumu skaits gadā", "318", "150"),
        ("Elektroautobusi", "0", "20"),
    ):
        for x, text in zip((22, 110, 145), line, strict=True):
            pdf.text(x, y, text)
        y += 6
    pdf.face(8)
    pdf.text(22, 286, "1. pielikums MK noteikumiem Nr. 123")
    pdf.face(10)
    pdf.text(22, 200, "Pieteikumus pieņem līdz 15. maijam.")
    for number in (2, 3):
        pdf.add_page()
        pdf.block(f"Pielikuma {number}. lapā iesniedzējs apraksta projekta riskus un to novēršanu.")
        pdf.face(8)
        pdf.text(22, 286, "1. pielikums MK noteikumiem Nr. 123")
    return pdf.data()


@made(
    "lemums-atstarpem.pdf",
    title="Par pagalmu labiekārtošanu",
    headings=[(1, "LĒMUMS")],
    sentences=said(
        page(1),
        "Pamatojoties uz Pašvaldību likuma 10. pantu, dome nolemj:",
        "1. Piešķirt 1 000 eiro pagalma labiekārtošanai Pasta ielā 1.",
        "2. Kontrolēt lēmuma izpildi uzdot izpilddirektoram.",
    ),
    absent=["laika zīmogu", "LAIKA ZĪMOGU"],
)
def set_apart() -> bytes:
    """A decision: its heading and its verb are set apart by spaces, and it says that it was signed."""
    pdf = Paper("Par pagalmu labiekārtošanu")
    pdf.add_page()
    pdf.block("L Ē M U M S", 15, "B", align="C", after=4)
    pdf.block("Pamatojoties uz Pašvaldību likuma 10. pantu, dome n o l e m j:")
    pdf.block("1. Piešķirt 1 000 eiro pagalma labiekārtošanai Pasta ielā 1.")
    pdf.block("2. Kontrolēt lēmuma izpildi uzdot izpilddirektoram.")
    pdf.block("DOKUMENTS PARAKSTĪTS AR DROŠU ELEKTRONISKO PARAKSTU UN SATUR LAIKA ZĪMOGU", 8, align="C")
    return pdf.data()
