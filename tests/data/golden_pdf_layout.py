"""Golden PDFs of layout: headings with and without numbers, text in two columns."""

from __future__ import annotations

from tests.data.golden_parts import Paper, column_lines, made, page, said


@made(
    "virsraksti.pdf",
    title="Ogres novada izglītības attīstības stratēģija 2023.–2029. gadam",
    headings=[
        (1, "1. Esošās situācijas raksturojums"),
        (2, "1.1. Pirmsskolas izglītība"),
        (3, "1.1.1. Vietu pieejamība"),
        (3, "1.1.2. Pedagogu nodrošinājums"),
        (2, "1.2. Vispārējā izglītība"),
        (1, "2. Stratēģiskā daļa"),
        (2, "2.1. Vīzija"),
        (2, "2.2. Stratēģiskie mērķi"),
        (1, "3. Īstenošanas uzraudzība"),
    ],
    sentences=[
        *said(
            page(1),
            "Stratēģija nosaka izglītības attīstības mērķus visām pašvaldības izglītības iestādēm.",
            "Pirmsskolas izglītības programmas apgūst 2 340 bērnu.",
            "Rindā uz vietu Ogres pilsētas bērnudārzos gaida 186 bērni.",
            "Trūkst 14 pirmsskolas skolotāju un divu logopēdu.",
            "Novadā darbojas vienpadsmit vispārējās izglītības iestādes.",
        ),
        *said(
            page(2),
            "2029. gadā katrs bērns mācās drošā un mūsdienīgā skolā netālu no mājām.",
            "Pirmais mērķis ir nodrošināt vietu bērnudārzā katram pusotru gadu vecam bērnam.",
            "Otrais mērķis ir samazināt priekšlaicīgu mācību pārtraukšanu līdz 3 % gadā.",
            "Uzraudzības ziņojumu Izglītības pārvalde sagatavo reizi divos gados.",
            "Ziņojumu publicē pašvaldības tīmekļvietnē.",
        ),
    ],
)
def numbered_headings() -> bytes:
    """Numbered headings of three levels, told by number, size and weight; a title larger than all."""
    pdf = Paper("Ogres novada izglītības attīstības stratēģija 2023.–2029. gadam")
    pdf.add_page()
    pdf.block("Ogres novada izglītības attīstības stratēģija 2023.–2029. gadam", 22, "B", align="C", after=6)
    pdf.block("Stratēģija nosaka izglītības attīstības mērķus visām pašvaldības izglītības iestādēm.")
    pdf.head("1. Esošās situācijas raksturojums", 16)
    pdf.head("1.1. Pirmsskolas izglītība", 13.5)
    pdf.block("Pirmsskolas izglītības programmas apgūst 2 340 bērnu.")
    pdf.head("1.1.1. Vietu pieejamība", 11.5)
    pdf.block(
        "Rindā uz vietu Ogres pilsētas bērnudārzos gaida 186 bērni. Pagastos brīvu vietu ir vairāk, nekā "
        "pieprasīts, tāpēc divas iestādes strādā ar apvienotām grupām."
    )
    pdf.head("1.1.2. Pedagogu nodrošinājums", 11.5)
    pdf.block("Trūkst 14 pirmsskolas skolotāju un divu logopēdu.")
    pdf.head("1.2. Vispārējā izglītība", 13.5)
    pdf.block("Novadā darbojas vienpadsmit vispārējās izglītības iestādes.")
    pdf.add_page()
    pdf.head("2. Stratēģiskā daļa", 16)
    pdf.head("2.1. Vīzija", 13.5)
    pdf.block("2029. gadā katrs bērns mācās drošā un mūsdienīgā skolā netālu no mājām.")
    pdf.head("2.2. Stratēģiskie mērķi", 13.5)
    pdf.block("Pirmais mērķis ir nodrošināt vietu bērnudārzā katram pusotru gadu vecam bērnam.")
    pdf.block("Otrais mērķis ir samazināt priekšlaicīgu mācību pārtraukšanu līdz 3 % gadā.")
    pdf.head("3. Īstenošanas uzraudzība", 16)
    pdf.block("Uzraudzības ziņojumu Izglītības pārvalde sagatavo reizi divos gados.")
    pdf.block("Ziņojumu publicē pašvaldības tīmekļvietnē.")
    return pdf.data()


@made(
    "virsraksti-bez-numuriem.pdf",
    title="Ventspils valstspilsētas jaunatnes politikas plāns",
    headings=[
        (1, "Kopsavilkums"),
        (1, "Jaunieši pilsētā"),
        (2, "Skaits un vecums"),
        (2, "Brīvais laiks un jauniešu iesaiste apkaimju dzīvē un pašvaldības lēmumu pieņemšanā"),
        (1, "Rīcības virzieni"),
        (2, "Darbs ar jaunatni"),
    ],
    sentences=[
        *said(
            page(1),
            "Plāns apvieno darbu ar jaunatni, neformālo izglītību un brīvprātīgo darbu.",
            "Pilsētā dzīvo 4 870 jauniešu vecumā no 13 līdz 25 gadiem.",
            "Piecu gadu laikā jauniešu skaits samazinājies par 9 %.",
            "Divas trešdaļas aptaujāto jauniešu brīvo laiku pavada ārpus savas apkaimes.",
        ),
        *said(
            page(2),
            "Jauniešu centrs piedāvās mobilo darbu četrās apkaimēs.",
            "Apmācīti tiks 25 brīvprātīgie un seši mentori.",
        ),
    ],
)
def unnumbered_headings() -> bytes:
    """Headings without numbers, told by size alone; one of them runs over two lines."""
    pdf = Paper("Ventspils valstspilsētas jaunatnes politikas plāns")
    pdf.add_page()
    pdf.block("Ventspils valstspilsētas jaunatnes politikas plāns", 24, align="L", after=8, family="Sans")
    pdf.block("Kopsavilkums", 17, family="Sans")
    pdf.block("Plāns apvieno darbu ar jaunatni, neformālo izglītību un brīvprātīgo darbu.")
    pdf.block("Jaunieši pilsētā", 17, family="Sans")
    pdf.block("Skaits un vecums", 13, family="Sans")
    pdf.block(
        "Pilsētā dzīvo 4 870 jauniešu vecumā no 13 līdz 25 gadiem. Piecu gadu laikā jauniešu skaits "
        "samazinājies par 9 %. Samazinājums ir lielāks nekā citās Kurzemes pilsētās."
    )
    pdf.block(
        "Brīvais laiks un jauniešu iesaiste apkaimju dzīvē un pašvaldības lēmumu pieņemšanā", 13,
        family="Sans",
    )  # fmt: skip
    pdf.block("Divas trešdaļas aptaujāto jauniešu brīvo laiku pavada ārpus savas apkaimes.")
    pdf.add_page()
    pdf.block("Rīcības virzieni", 17, family="Sans")
    pdf.block("Darbs ar jaunatni", 13, family="Sans")
    pdf.block(
        "Jauniešu centrs piedāvās mobilo darbu četrās apkaimēs. Apmācīti tiks 25 brīvprātīgie un "
        "seši mentori."
    )
    return pdf.data()


def _columns(pdf: Paper, left: list[str], right: list[str], top: float, *, across: bool = False) -> float:
    """Write two columns of paragraphs; return the height below the longer one.

    `across` draws the lines from top to bottom over both columns, as some programs do: what stands first in
    the file is then not what is read first.
    """
    lines = []
    lowest = top
    for x, texts in ((pdf.l_margin, left), (pdf.l_margin + 88, right)):
        y = top
        for text in texts:
            heading = text.startswith("# ")
            face = (13, "B") if heading else (10.5, "")
            pdf.face(*face)
            for line in column_lines(pdf, text.removeprefix("# "), 78):
                lines.append((y, x, line, face))
                y += 5
            y += 2.5
        lowest = max(lowest, y)
    for y, x, line, face in sorted(lines) if across else lines:
        pdf.face(*face)
        pdf.text(x, y, line)
    return lowest


@made(
    "divas-slejas.pdf",
    title="Rēzeknes pilsētas attīstības programmas saīsinātā versija",
    headings=[(1, "Pilsētas vērtības"), (1, "Uzņēmējdarbība"), (1, "Ko mēs darīsim"), (1, "Kā sekot līdzi")],
    sentences=[
        *said(
            page(1),
            "Rēzekne ir Latgales kultūras un izglītības centrs.",
            "Pilsētā darbojas koncertzāle, radošo pakalpojumu centrs un augstskola.",
            "Iedzīvotāji par lielāko vērtību uzskata klusumu, ezeru un parkus, kas ir sasniedzami ar kājām "
            "desmit minūtēs.",
            "Reģistrēti 1 240 uzņēmumi, no tiem trešdaļa strādā ražošanā.",
            "Speciālajā ekonomiskajā zonā pērn radītas 160 jaunas darba vietas.",
        ),
        *said(
            page(2),
            "Līdz 2029. gadam atjaunosim sešas ielas un izbūvēsim 8,4 km veloceliņu.",
            "Siltināsim trīs bērnudārzus un divas skolas.",
            "Katru pavasari domes sēdē ziņosim par paveikto.",
            "Pārskatu varēs lasīt arī bibliotēkās.",
        ),
    ],
)
def two_columns() -> bytes:
    """Two columns of a brochure; a sentence goes on from the first column to the second."""
    pdf = Paper("Rēzeknes pilsētas attīstības programmas saīsinātā versija")
    pdf.add_page()
    _columns(
        pdf,
        [
            "# Pilsētas vērtības",
            "Rēzekne ir Latgales kultūras un izglītības centrs. Pilsētā darbojas koncertzāle, radošo "
            "pakalpojumu centrs un augstskola.",
            "Senākā pilsētas daļa stiepjas gar Atbrīvošanas aleju. Tās ēkas pakāpeniski tiek atjaunotas, "
            "un pirmajos stāvos atgriežas veikali un kafejnīcas.",
            "Iedzīvotāji par lielāko vērtību uzskata klusumu, ezeru un parkus,",
        ],
        [
            "kas ir sasniedzami ar kājām desmit minūtēs.",
            "# Uzņēmējdarbība",
            "Reģistrēti 1 240 uzņēmumi, no tiem trešdaļa strādā ražošanā.",
            "Speciālajā ekonomiskajā zonā pērn radītas 160 jaunas darba vietas. Zonas pārvalde palīdz "
            "sakārtot pievadceļus un elektrības pieslēgumus.",
        ],
        40,
    )
    pdf.add_page()
    _columns(
        pdf,
        [
            "# Ko mēs darīsim",
            "Līdz 2029. gadam atjaunosim sešas ielas un izbūvēsim 8,4 km veloceliņu.",
            "Siltināsim trīs bērnudārzus un divas skolas.",
        ],
        [
            "# Kā sekot līdzi",
            "Katru pavasari domes sēdē ziņosim par paveikto. Pārskatu varēs lasīt arī bibliotēkās.",
        ],
        40,
    )
    return pdf.data()


@made(
    "divas-slejas-plats-virsraksts.pdf",
    title="Valmieras novada kultūras stratēģija īsumā",
    headings=[(1, "Kultūras telpa"), (1, "Ieguldījumi"), (2, "Teātris"), (2, "Mūzikas skola")],
    sentences=said(
        page(1),
        "Stratēģija aptver laiku līdz 2030. gadam un attiecas uz visu novadu, no Burtniekiem līdz Strenčiem.",
        "Kultūras namos notiek vairāk nekā 900 pasākumu gadā.",
        "Amatiermākslas kolektīvos darbojas 2 100 dalībnieku.",
        "Mazsalacā un Rūjienā saglabāti vēsturiskie pilsētu centri.",
        "Muzeji sadarbojas ar skolām un uzņem 14 000 skolēnu.",
        "Ieguldījumiem paredzēti 6,2 miljoni eiro, no tiem puse ir valsts un Eiropas Savienības finansējums.",
        "Teātra mazā zāle tiks pārbūvēta līdz 2027. gada rudenim.",
        "Skatītāju vietu skaits pieaugs līdz 220.",
        "Mūzikas skolai iegādāsies 36 instrumentus.",
        "Skolas zālē tiks uzlabota akustika.",
    ),
)
def two_columns_with_wide_lines() -> bytes:
    """A wide title, a wide introduction, two columns, a wide heading with a paragraph, two columns again.

    The file holds the lines of both columns from top to bottom.
    """
    pdf = Paper("Valmieras novada kultūras stratēģija īsumā")
    pdf.add_page()
    pdf.block("Valmieras novada kultūras stratēģija īsumā", 22, "B", align="C", after=5)
    pdf.block(
        "Stratēģija aptver laiku līdz 2030. gadam un attiecas uz visu novadu, no Burtniekiem līdz Strenčiem.",
        after=5,
    )
    pdf.block("Kultūras telpa", 15, "B", after=4)
    below = _columns(
        pdf,
        [
            "Kultūras namos notiek vairāk nekā 900 pasākumu gadā. Amatiermākslas kolektīvos darbojas "
            "2 100 dalībnieku. Katrā pagastā ir vismaz viena vieta, kur satikties.",
            "Bibliotēku tīklā ir 31 bibliotēka, un tās visas piedāvā bezmaksas internetu.",
        ],
        [
            "Mazsalacā un Rūjienā saglabāti vēsturiskie pilsētu centri. To atjaunošanai izmanto vietējos "
            "materiālus.",
            "Muzeji sadarbojas ar skolām un uzņem 14 000 skolēnu.",
        ],
        pdf.y + 4,
        across=True,
    )
    pdf.set_y(below + 4)
    pdf.block("Ieguldījumi", 15, "B", after=2)
    pdf.block(
        "Ieguldījumiem paredzēti 6,2 miljoni eiro, no tiem puse ir valsts un Eiropas Savienības finansējums.",
        after=4,
    )
    _columns(
        pdf,
        [
            "# Teātris",
            "Teātra mazā zāle tiks pārbūvēta līdz 2027. gada rudenim. Skatītāju vietu skaits pieaugs līdz "
            "220. Pārbūves laikā izrādes notiks kultūras centrā.",
        ],
        [
            "# Mūzikas skola",
            "Mūzikas skolai iegādāsies 36 instrumentus. Skolas zālē tiks uzlabota akustika. Darbi notiks "
            "vasaras brīvlaikā.",
        ],
        pdf.y + 4,
        across=True,
    )
    return pdf.data()
