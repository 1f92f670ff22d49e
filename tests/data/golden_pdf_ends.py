"""Golden PDFs of line ends and page ends: hyphens, broken sentences, a broken personal code; lost spaces."""

from __future__ import annotations

from tests.data.golden_parts import Paper, made, page, said


@made(
    "parnesumi.pdf",
    title="Publisko pakalpojumu digitalizācijas pārskats",
    headings=[(1, "Galvenie secinājumi"), (1, "Nākamie soļi")],
    sentences=[
        *said(
            page(1),
            "Pašvaldībām jāsadarbojas ar septiņiem reģioniem un jāveido kopīgi risinājumi.",
            "Programmas ex-ante izvērtējums veikts pirms sociāli ekonomiskais stāvoklis mainījās.",
            "Jaunais e-pakalpojums ļauj pieteikt bērnu pirmsskolā, un to izmanto 4 200 iedzīvotāju.",
            "Dokumentus sūta uz adresi Rātslaukums 1, Rīga, LV-1050, vai iesniedz klātienē.",
            "COVID-19 laikā pieprasījums pēc attālinātiem pakalpojumiem trīskāršojās.",
            "Plānošanas periodā 2021.-2027. gadam paredzēti ieguldījumi infrastruktūrā.",
            "Vilcienu līnija Rīga–Jelgava savieno divas valstspilsētas.",
            "Bērnu- un jauniešu centrā atvērta digitālā darbnīca.",
            "Divas trešdaļas darbinieku apguvušas datu aizsardzības pamatus, bet trešdaļai vēl nepieciešamas "
            "papildu mācības.",
        ),
        *said(
            page(2),
            "Līdz gada beigām tiks ieviesta vienota dokumentu vadības sistēma.",
            "Vienas pieturas aģentūras princips paliek spēkā.",
        ),
    ],
)
def hyphens() -> bytes:
    """Line-end hyphens: broken words are joined, real hyphens (ex-ante, e-pakalpojums, LV-1050) stay.

    A soft hyphen, a dash and a word pair without a hyphen stand at line ends too, and a word at a page's end.
    """
    pdf = Paper("Publisko pakalpojumu digitalizācijas pārskats")
    pdf.add_page()
    pdf.block("Publisko pakalpojumu digitalizācijas pārskats", 20, "B", after=5)
    pdf.block("Galvenie secinājumi", 15, "B")
    y = pdf.y + 5
    for lines in (
        ["Pašvaldībām jāsadarbojas ar septi-", "ņiem reģioniem un jāveido kopīgi risi-", "nājumi."],
        ["Programmas ex-", "ante izvērtējums veikts pirms sociāli", "ekonomiskais stāvoklis mainījās."],
        [
            "Jaunais e-",
            "pakalpojums ļauj pieteikt bērnu pirms-",
            "skolā, un to izmanto 4 200 iedzīvo-",
            "tāju.",
        ],
        ["Dokumentus sūta uz adresi Rātslaukums 1, Rīga, LV-", "1050, vai iesniedz klātienē."],
        ["COVID-", "19 laikā pieprasījums pēc attālinā-", "tiem pakalpojumiem trīskāršojās."],
        ["Plānošanas periodā 2021.-", "2027. gadam paredzēti ieguldī\u00ad", "jumi infrastruktūrā."],
        ["Vilcienu līnija Rīga–", "Jelgava savieno divas valstspilsētas."],
        ["Bērnu-", "un jauniešu centrā atvērta digitālā darb-", "nīca."],
    ):
        pdf.face(11)
        y = pdf.lines(lines, 22, y, step=5.2) + 3
    pdf.face(11)
    pdf.lines(
        ["Divas trešdaļas darbinieku apguvušas datu aizsardzības pamatus, bet trešdaļai vēl nepiecie-"],
        22,
        272,
    )
    pdf.add_page()
    pdf.face(11)
    pdf.lines(["šamas papildu mācības."], 22, 26)
    pdf.set_y(32)
    pdf.block("Nākamie soļi", 15, "B")
    pdf.block("Līdz gada beigām tiks ieviesta vienota dokumentu vadības sistēma.")
    pdf.block("Vienas pieturas aģentūras princips paliek spēkā.")
    return pdf.data()


class _Numbered(Paper):
    def footer(self) -> None:
        """Draw the page number."""
        self.face(9)
        self.text(104, 285, str(self.page_no()))


@made(
    "teikums-pari-lapai.pdf",
    title="Ventspils mājokļu politikas pamatnostādnes",
    headings=[(1, "Situācija"), (1, "Īres mājokļi")],
    sentences=[
        *said(
            page(1),
            "Pilsētā ir 19 600 mājokļu, no tiem pašvaldībai pieder 1 150.",
            "Rindā uz palīdzību mājokļa jautājumu risināšanā reģistrētas 412 mājsaimniecības, un vidējais "
            "gaidīšanas laiks pārsniedz trīs gadus.",
        ),
        *said(
            page(2),
            "Jaunu dzīvojamo māju celtniecība notiek lēni.",
            "Bankas nelabprāt kreditē būvniecību reģionos.",
            "Zemas īres maksas namus plānots celt divās vietās, pie Kuldīgas ielas un pie Rīgas ielas, "
            "kur jau ir izbūvēti inženiertīkli.",
        ),
        *said(
            page(3),
            "Pirmo namu paredzēts nodot ekspluatācijā 2027. gadā.",
            "Īres maksa nepārsniegs piecus eiro par kvadrātmetru.",
        ),
    ],
    absent=["trīs gadus. 1", "2 Rīgas ielas"],
)
def broken_sentences() -> bytes:
    """Sentences broken over page ends, with page numbers between; one goes on with a name's capital letter.

    The paragraph at the head of page 2 that follows the broken one belongs to page 2.
    """
    pdf = _Numbered("Ventspils mājokļu politikas pamatnostādnes")
    pdf.add_page()
    pdf.block("Ventspils mājokļu politikas pamatnostādnes", 20, "B", after=5)
    pdf.block("Situācija", 15, "B")
    pdf.block("Pilsētā ir 19 600 mājokļu, no tiem pašvaldībai pieder 1 150.")
    pdf.lines(
        ["Rindā uz palīdzību mājokļa jautājumu risināšanā reģistrētas 412 mājsaimniecības, un vidējais"],
        22,
        268,
    )
    pdf.add_page()
    pdf.face(11)
    pdf.lines(["gaidīšanas laiks pārsniedz trīs gadus."], 22, 26)
    pdf.set_y(30)
    pdf.block("Jaunu dzīvojamo māju celtniecība notiek lēni. Bankas nelabprāt kreditē būvniecību reģionos.")
    pdf.block("Īres mājokļi", 15, "B")
    pdf.face(11)
    pdf.lines(
        ["Zemas īres maksas namus plānots celt divās vietās, pie Kuldīgas ielas un pie"], 22, 268
    )  # fmt: skip
    pdf.add_page()
    pdf.face(11)
    pdf.lines(["Rīgas ielas, kur jau ir izbūvēti inženiertīkli."], 22, 26)
    pdf.set_y(30)
    pdf.block(
        "Pirmo namu paredzēts nodot ekspluatācijā 2027. gadā. Īres maksa nepārsniegs piecus eiro par "
        "kvadrātmetru."
    )
    return pdf.data()


@made(
    "personas-kods.pdf",
    title="Administratīvās komisijas sēdes protokols",
    sentences=said(
        page(1),
        "Komisija izskatīja iesniegumu par deklarētās dzīvesvietas ziņu anulēšanu.",
        "Iesniedzējs Jānis Paraugs, personas kods 010190-10006, dzīvo Ogres novadā.",
        "Komisija nolēma pārbaudīt ziņas desmit dienu laikā.",
    ),
)
def personal_code() -> bytes:
    """A personal code (invented) broken after its hyphen at a line's end.

    Whoever masks it must see it whole.
    """
    pdf = Paper("Administratīvās komisijas sēdes protokols")
    pdf.add_page()
    pdf.block("Administratīvās komisijas sēdes protokols", 18, "B", after=5)
    y = pdf.y + 5
    for lines in (
        ["Komisija izskatīja iesniegumu par deklarētās dzīvesvietas ziņu anulēšanu."],
        ["Iesniedzējs Jānis Paraugs, personas kods 010190-", "10006, dzīvo Ogres novadā."],
        ["Komisija nolēma pārbaudīt ziņas desmit dienu laikā."],
    ):
        pdf.face(11)
        y = pdf.lines(lines, 22, y, step=5.2) + 3
    return pdf.data()


@made(
    "pazudusas-atstarpes.pdf",
    title="Ogres novada attīstības programma",
    headings=[(1, "ATTĪSTĪBAS PROGRAMMA"), (1, "INVESTĪCIJU PLĀNS")],
    sentences=said(
        page(1),
        "Attīstības programma ir vidēja termiņa dokuments.",
        "Attīstības programma sastāv no trim daļām.",
        "Investīciju plāns tiek aktualizēts katru gadu.",
        "Pašvaldības budžeta līdzekļi sedz pusi no izmaksām.",
        "No pašvaldības budžeta finansē arī investīciju plānā iekļautos projektus.",
        "Programmas īstenošanu uzrauga domes attīstības komiteja.",
    ),
    letters=True,
)
def lost_spaces() -> bytes:
    """Spaces lost between words: "ATTĪSTĪBASPROGRAMMA"; the words stand elsewhere in the document."""
    pdf = Paper("Ogres novada attīstības programma")
    pdf.add_page()
    pdf.block("Ogres novada attīstības programma", 20, "B", after=5)
    pdf.block("ATTĪSTĪBASPROGRAMMA", 15, "B")
    pdf.block("Attīstības programma ir vidēja termiņa dokuments. Attīstības programma sastāv no trim daļām.")
    pdf.block("INVESTĪCIJUPLĀNS", 15, "B")
    pdf.block(
        "Investīciju plāns tiek aktualizēts katru gadu. Pašvaldībasbudžeta līdzekļi sedz pusi no izmaksām."
    )
    pdf.block(
        "No pašvaldības budžeta finansē arī investīcijuplānā iekļautos projektus. Programmas īstenošanu "
        "uzrauga domes attīstības komiteja."
    )
    return pdf.data()


@made(
    "pa-burtam.pdf",
    title="Rēzeknes plūdu riska pārvaldības plāns",
    headings=[(1, "PLŪDU RISKS"), (1, "Pasākumi")],
    sentences=said(
        page(1),
        "Pavasara palos applūst Rēzeknes upes palienes.",
        "Riska zonā dzīvo 320 iedzīvotāju.",
        "Aizsargdambi nostiprinās 1,8 km garumā.",
        "Sūkņu staciju pārbūvēs līdz 2026. gadam.",
    ),
    letters=True,
)
def letter_by_letter() -> bytes:
    """Every letter is set by itself with a wide gap, as some programs space text out.

    Words must come back.
    """
    pdf = Paper("Rēzeknes plūdu riska pārvaldības plāns")
    pdf.add_page()
    pdf.block("Rēzeknes plūdu riska pārvaldības plāns", 20, "B", after=5)
    y = pdf.y + 8
    for size, style, gap, text in (
        (15.0, "B", 3.2, "PLŪDU RISKS"),
        (11.0, "", 1.6, "Pavasara palos applūst Rēzeknes upes palienes."),
        (11.0, "", 1.6, "Riska zonā dzīvo 320 iedzīvotāju."),
        (15.0, "B", 3.2, "Pasākumi"),
        (11.0, "", 1.6, "Aizsargdambi nostiprinās 1,8 km garumā."),
        (11.0, "", 1.6, "Sūkņu staciju pārbūvēs līdz 2026. gadam."),
    ):
        pdf.face(size, style)
        x = 22.0
        for letter in text:
            if letter == " ":
                x += 2 * gap + 1.5
            else:
                pdf.text(x, y, letter)
                x += pdf.get_string_width(letter) + gap
        y += 11
    return pdf.data()
