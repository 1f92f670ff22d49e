"""Golden PDFs of what is no plain text: footnotes, running lines, page numbers, tables of contents."""

from __future__ import annotations

from fpdf.enums import XPos, YPos

from tests.data.golden_parts import Paper, made, page, said


def _footnote(pdf: Paper, lines: list[str], y: float) -> None:
    pdf.set_line_width(0.2)
    pdf.line(pdf.l_margin, y - 5, pdf.l_margin + 50, y - 5)
    pdf.face(8.5)
    for line in lines:
        number, _, text = line.partition(" ")
        pdf.face(6)
        pdf.text(pdf.l_margin, y - 1.2, number)
        pdf.face(8.5)
        pdf.text(pdf.l_margin + 2, y, text)
        y += 4


def _with_marks(pdf: Paper, parts: list[tuple[str, str]]) -> None:
    """Write a paragraph of texts that each end in a raised number."""
    pdf.face(11)
    for text, mark in parts:
        pdf.write(5.2, text)
        if mark:
            pdf.char_vpos = "SUP"
            pdf.write(5.2, mark)
            pdf.char_vpos = "LINE"
    pdf.ln(8)


@made(
    "zemsvitras-piezimes.pdf",
    title="Daugavpils demogrāfijas apskats",
    headings=[(1, "Iedzīvotāju skaits"), (1, "Prognoze")],
    sentences=[
        *said(
            page(1),
            "Gada sākumā pilsētā dzīvoja 77 799 iedzīvotāji, par 1,4 % mazāk nekā pirms gada.",
            "Dabiskais pieaugums joprojām ir negatīvs, bet migrācijas saldo pirmo reizi desmit gados ir "
            "pozitīvs.",
            "Vidējais vecums ir 44,6 gadi, un tas turpina pieaugt.",
            "Tādēļ pašvaldība paplašina atbalstu ģimenēm, kas atgriežas no ārvalstīm vai pārceļas uz pilsētu "
            "no citiem reģioniem.",
            "Centrālās statistikas pārvaldes dati uz 2023. gada 1. janvāri.",
            "Saldo aprēķināts, ieskaitot Ukrainas civiliedzīvotājus.",
        ),
        *said(
            page(2),
            "Prognoze paredz, ka 2035. gadā pilsētā dzīvos 68 000 iedzīvotāju.",
            "Aprēķinos izmantots vidējais scenārijs.",
            "Scenāriju izstrādājis pašvaldības Attīstības departaments.",
        ),
    ],
    absent=["77 7991"],
)
def footnotes() -> bytes:
    """Footnotes with raised numbers; a note stands inside a sentence that the page's end breaks.

    A reader who types the sentence leaves the raised number out, and finds the note as text of its own.
    """
    pdf = Paper("Daugavpils demogrāfijas apskats")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.block("Daugavpils demogrāfijas apskats", 20, "B", after=5)
    pdf.block("Iedzīvotāju skaits", 15, "B")
    _with_marks(
        pdf,
        [
            ("Gada sākumā pilsētā dzīvoja 77 799", "1"),
            (" iedzīvotāji, par 1,4 % mazāk nekā pirms gada. Dabiskais pieaugums joprojām ir negatīvs, bet "
             "migrācijas saldo", "2"),
            (" pirmo reizi desmit gados ir pozitīvs. Vidējais vecums ir 44,6 gadi, un tas turpina "
             "pieaugt.", ""),
        ],
    )  # fmt: skip
    pdf.face(11)
    pdf.lines(
        ["Tādēļ pašvaldība paplašina atbalstu ģimenēm, kas atgriežas no ārvalstīm vai pārceļas uz"],
        22, 248,
    )  # fmt: skip
    _footnote(
        pdf,
        [
            "1 Centrālās statistikas pārvaldes dati uz 2023. gada 1. janvāri.",
            "2 Saldo aprēķināts, ieskaitot Ukrainas civiliedzīvotājus.",
        ],
        266,
    )
    pdf.add_page()
    pdf.face(11)
    pdf.lines(["pilsētu no citiem reģioniem."], 22, 26)
    pdf.set_y(32)
    pdf.block("Prognoze", 15, "B")
    _with_marks(
        pdf,
        [
            ("Prognoze paredz, ka 2035. gadā pilsētā dzīvos 68 000 iedzīvotāju. Aprēķinos izmantots vidējais "
             "scenārijs.", "3"),
        ],
    )  # fmt: skip
    _footnote(pdf, ["3 Scenāriju izstrādājis pašvaldības Attīstības departaments."], 266)
    return pdf.data()


class _Running(Paper):
    """Pages with a running header, which differs on even pages, and a page number."""

    def header(self) -> None:
        """Draw the header."""
        even = self.page_no() % 2 == 0
        self.face(9, "I")
        self.text(22 if even else 120, 12, "Mobilitātes plāns 2030" if even else "Jelgavas satiksmes padome")
        if self.page_no() > 1:
            self.text(90, 12, "Document Title")

    def footer(self) -> None:
        """Draw the page number."""
        self.face(9)
        self.text(96, 285, f"{self.page_no()}. lpp. no 5")


_MOBILITY = [
    ["Esošā situācija",
     "Katru darbdienu Jelgavas centru šķērso 21 000 automobiļu.",
     "Vislielākie sastrēgumi ir pie Driksas tilta laikā no plkst. 7.30 līdz 8.45."],
    ["Sabiedriskais transports",
     "Pilsētas autobusi pērn pārvadāja 4,6 miljonus pasažieru.",
     "Intervāls pīķa stundās ir piecpadsmit minūtes, bet vakaros tas pārsniedz četrdesmit minūtes."],
    ["Kājāmgājēji",
     "Gājējiem bīstamākās ir septiņas neregulētas pārejas.",
     "Pie skolām izbūvēs paaugstinātas pārejas un uzlabos apgaismojumu."],
    ["Velosipēdi",
     "Veloceliņu kopgarums ir 38 km, taču tie nav savienoti vienotā tīklā.",
     "Trūkstošos posmus izbūvēs Dobeles šosejā un gar Lielupi."],
    ["Uzraudzība",
     "Satiksmes skaitīšanu atkārtos katru otro gadu.",
     "Rezultātus izvērtē Jelgavas satiksmes komisija."],
]  # fmt: skip


@made(
    "kolontituli.pdf",
    title="Jelgavas mobilitātes plāns",
    headings=[(1, part[0]) for part in _MOBILITY],
    sentences=[one for at, part in enumerate(_MOBILITY, 1) for one in said(page(at), *part[1:])],
    absent=[
        "Mobilitātes plāns 2030",
        "Jelgavas satiksmes padome",
        "Document Title",
        *(f"{number}. lpp. no 5" for number in range(1, 6)),
    ],
)
def running_lines() -> bytes:
    """A running header that differs on odd and even pages, a leftover of a template, page numbers."""
    pdf = _Running("Jelgavas mobilitātes plāns")
    for at, (heading, *texts) in enumerate(_MOBILITY):
        pdf.add_page()
        pdf.set_y(22)
        if at == 0:
            pdf.block("Jelgavas mobilitātes plāns", 20, "B", after=5)
        pdf.block(heading, 15, "B")
        for text in texts:
            pdf.block(text)
        pdf.block(
            ["Dati iegūti, skaitot satiksmi 24 krustojumos.", "Maršrutu tīkls nav mainīts kopš 2012. gada.",
             "Apsekotas visas ielas, kas ved uz skolām.", "Velonovietnes ir pie visām pašvaldības ēkām.",
             "Pārskats ir publisks."][at]
        )  # fmt: skip
    return pdf.data()


_CHAPTERS = [
    ("1. Vispārīgie jautājumi", 16, 2, "Plāns izstrādāts saskaņā ar Civilās aizsardzības un katastrofas "
     "pārvaldīšanas likumu."),
    ("1.1. Sadarbības teritorija", 13, 2, "Sadarbības teritorijā ietilpst Jēkabpils un Līvānu novads."),
    ("1.2. Komisijas sastāvs", 13, 2, "Komisijas sēdes notiek vismaz divas reizes gadā."),
    ("2. Iespējamie apdraudējumi", 16, 3, "Augstākais risks ir pavasara plūdi Daugavas krastos."),
    ("2.1. Plūdi", 13, 3, "Ūdens līmeni novēro trīs hidroloģiskajās stacijās."),
    ("2.2. Meža ugunsgrēki", 13, 3, "Ugunsnedrošajā periodā mežus novēro no 12 torņiem."),
    ("3. Trauksme un evakuācija", 16, 4, "Iedzīvotājus brīdina ar sirēnām un šūnu apraidi."),
    ("3.1. Pulcēšanās vietas", 13, 4, "Pulcēšanās vietas ir skolu sporta laukumi."),
]  # fmt: skip


@made(
    "saturs.pdf",
    title="Jēkabpils sadarbības teritorijas civilās aizsardzības plāns",
    headings=[(1 if size == 16 else 2, heading) for heading, size, _, _ in _CHAPTERS],
    sentences=[one for _, _, number, text in _CHAPTERS for one in said(page(number), text)],
    absent=["SATURS", *(f"{heading} … {number}" for heading, _, number, _ in _CHAPTERS)],
)
def contents() -> bytes:
    """A table of contents with dot leaders on a page of its own; its lines must not become passages."""
    pdf = Paper("Jēkabpils sadarbības teritorijas civilās aizsardzības plāns")
    pdf.add_page()
    pdf.block("Jēkabpils sadarbības teritorijas civilās aizsardzības plāns", 20, "B", after=8)
    pdf.block("SATURS", 14, "B", after=4)
    pdf.face(11)
    for heading, size, number, _ in _CHAPTERS:
        indent = 0 if size == 16 else 6
        room = pdf.epw - indent - pdf.get_string_width(f"{heading} {number}") - 2
        dots = "." * int(room / pdf.get_string_width("."))
        pdf.set_x(pdf.l_margin + indent)
        pdf.cell(pdf.epw - indent, 6.5, f"{heading} {dots} {number}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    held = 1
    for heading, size, number, text in _CHAPTERS:
        if number != held:
            pdf.add_page()
            held = number
        pdf.head(heading, size)
        pdf.block(text)
    return pdf.data()


@made(
    "saturs-bez-punktiem.pdf",
    title="Ventspils enerģētikas un klimata rīcības plāns",
    headings=[(1, "Ievads"), (1, "Emisiju uzskaite"), (1, "Mērķi un pasākumi")],
    sentences=[
        *said(page(2), "Pilsētu mēru paktam pašvaldība pievienojās 2017. gadā."),
        *said(
            page(3),
            "Bāzes gadā radās 142 tūkstoši tonnu oglekļa dioksīda.",
            "Lielāko daļu emisiju rada transports un ēku apkure.",
        ),
        *said(page(4), "Līdz 2030. gadam emisijas jāsamazina par 55 %."),
    ],
    absent=["Saturs", "Ievads 2", "Emisiju uzskaite 3", "Mērķi un pasākumi 4"],
)
def contents_without_dots() -> bytes:
    """A table of contents without dots: headings at the left, page numbers at the right."""
    pdf = Paper("Ventspils enerģētikas un klimata rīcības plāns")
    pdf.add_page()
    pdf.block("Ventspils enerģētikas un klimata rīcības plāns", 20, "B", after=8)
    pdf.block("Saturs", 14, "B", after=4)
    chapters = (
        ("Ievads", ["Pilsētu mēru paktam pašvaldība pievienojās 2017. gadā."]),
        ("Emisiju uzskaite", ["Bāzes gadā radās 142 tūkstoši tonnu oglekļa dioksīda.",
                              "Lielāko daļu emisiju rada transports un ēku apkure."]),
        ("Mērķi un pasākumi", ["Līdz 2030. gadam emisijas jāsamazina par 55 %."]),
    )  # fmt: skip
    y = pdf.y + 4
    for number, (heading, _) in enumerate(chapters, 2):
        pdf.face(11)
        pdf.text(22, y, heading)
        pdf.text(186, y, str(number))
        y += 7
    for heading, texts in chapters:
        pdf.add_page()
        pdf.block(heading, 16, "B")
        for text in texts:
            pdf.block(text)
    return pdf.data()
