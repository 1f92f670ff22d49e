"""Golden PDFs of letters: shifted fonts, wrong encodings, parts of letters, and sound foreign names."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

from tests.data.golden_parts import FONTS, Paper, made, page, said


def shifted(text: str) -> str:
    """Return a text as an old Latvian font prints it: the cedilla letters lie 0x20 too low."""
    return "".join(chr(ord(one) - 0x20) if one in "ĢģĶķĻļŅņ" else one for one in text)


def baltic_as_western(text: str) -> str:
    """Return a windows-1257 text as it looks when it is read as windows-1252."""
    return text.encode("windows-1257").decode("windows-1252")


def read_twice(text: str) -> str:
    """Return a UTF-8 text as it looks when it is read as windows-1252.

    Bytes without a letter stay controls.
    """
    raw = text.encode()
    return "".join(
        bytes([byte]).decode("windows-1252", "replace").replace("\ufffd", chr(byte)) for byte in raw
    )


def in_parts(text: str) -> str:
    """Return a text whose letters are made of parts.

    Every second macron stands after its letter by itself.
    """
    parts = []
    spacing = False
    for letter in text:
        whole = unicodedata.normalize("NFD", letter)
        if len(whole) == 2 and whole[1] == "\u0304":
            whole = f"{whole[0]}¯" if spacing else whole
            spacing = not spacing
        parts.append(whole)
    return "".join(parts)


def _plain(
    title: str,
    parts: Sequence[tuple[str, Sequence[str]]],
    change: Callable[[str], str],
    family: str = "Serif",
) -> bytes:
    """Return a document of one page with a title, headings and paragraphs, its letters changed."""
    pdf = Paper(title)
    if family == "Controls":
        _add_font_with_controls(pdf)
    pdf.add_page()
    pdf.block(change(title), 20, "B", after=5, family=family)
    for heading, texts in parts:
        pdf.block(change(heading), 15, "B", family=family)
        pdf.block(change(" ".join(texts)), family=family)
    return pdf.data()


def _add_font_with_controls(pdf: Paper) -> None:
    """Add the family "Controls", with empty glyphs for U+0081 and its like, as fonts of Windows have."""
    with tempfile.TemporaryDirectory() as folder:
        for style, name in (("", "Regular"), ("B", "Bold")):
            font = TTFont(FONTS / f"LiberationSerif-{name}.ttf", recalcTimestamp=False)
            for table in font["cmap"].tables:
                if table.isUnicode():
                    table.cmap |= dict.fromkeys((0x81, 0x8D, 0x8F, 0x90, 0x9D), table.cmap[0xA0])
            path = Path(folder) / f"{name}.ttf"
            font.save(path)
            pdf.add_font("Controls", style, path)


_STRATEGY = [
    (
        "Stratēģiskie mērķi",
        [
            "Stratēģija nosaka pilsētas attīstības mērķus līdz 2030. gadam.",
            "Galvenais mērķis ir pilsēta, kurā ģimenes vēlas dzīvot, strādāt un mācīties.",
            "Reģionālās nozīmes ceļi tiks pārbūvēti kopā ar Ķemeru apkaimes ielām.",
        ],
    ),
    (
        "UZŅĒMĒJDARBĪBA",
        [
            "Ņemot vērā viedokļus, piešķirts papildu līdzfinansējums ķīmijas un mašīnbūves uzņēmumiem.",
            "Uzņēmējdarbības attīstībai nepieciešami kvalificēti darbinieki un pieejami mājokļi.",
            "Tūrisma sezonas pagarināšanai rīko kongresus un kūrortviesu pasākumus.",
            "Ģimenes ārstu prakses saņem telpas bez maksas.",
        ],
    ),
]


def _sentences(parts: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    return [text for _, texts in parts for text in texts]


@made(
    "parbiditi-burti.pdf",
    title="Jūrmalas pilsētas attīstības stratēģija",
    headings=[(1, heading) for heading, _ in _STRATEGY],
    sentences=said(page(1), *_sentences(_STRATEGY)),
    letters=True,
)
def shifted_letters() -> bytes:
    """Text of an old Latvian font: Ă for Ģ, ė for ķ, Ĝ for ļ, Ħ for ņ; macrons and carons are sound."""
    return _plain("Jūrmalas pilsētas attīstības stratēģija", _STRATEGY, shifted)


@made(
    "windows-1257.pdf",
    title="Liepājas pilsētas vides politikas plāns",
    headings=[(1, "Gaisa kvalitāte"), (1, "ŪDENS RESURSI")],
    sentences=said(
        page(1),
        "Gaisa kvalitāti mēra divās stacijās, un robežlielumi pārsniegti septiņas dienas gadā.",
        "Galvenais piesārņojuma avots ir individuālā apkure.",
        "Līdzekļi katlu nomaiņai būs pieejami arī daudzdzīvokļu māju īpašniekiem.",
        "Šķirotos atkritumus ģimenes nodod bez maksas.",
        "Notekūdeņu attīrīšanas iekārtas ir jāpārbūvē līdz 2028. gadam.",
        "Ūdens zudumi tīklā samazināti no 21 % līdz 14 %.",
        "Žagatu ielā un Čakstes laukumā ierīkos lietus dārzus.",
    ),
    letters=True,
)
def wrong_encoding() -> bytes:
    """Windows-1257 letters read as windows-1252 in the whole document: "lîdzekïi" for "līdzekļi"."""
    parts = [
        (
            "Gaisa kvalitāte",
            [
                "Gaisa kvalitāti mēra divās stacijās, un robežlielumi pārsniegti septiņas dienas gadā.",
                "Galvenais piesārņojuma avots ir individuālā apkure.",
                "Līdzekļi katlu nomaiņai būs pieejami arī daudzdzīvokļu māju īpašniekiem.",
                "Šķirotos atkritumus ģimenes nodod bez maksas.",
            ],
        ),
        (
            "ŪDENS RESURSI",
            [
                "Notekūdeņu attīrīšanas iekārtas ir jāpārbūvē līdz 2028. gadam.",
                "Ūdens zudumi tīklā samazināti no 21 % līdz 14 %.",
                "Žagatu ielā un Čakstes laukumā ierīkos lietus dārzus.",
            ],
        ),
    ]
    return _plain("Liepājas pilsētas vides politikas plāns", parts, baltic_as_western)


@made(
    "jaukta-lapa.pdf",
    title="Starptautiskās sadarbības gada pārskats",
    headings=[(1, "Sadraudzības pilsētas"), (1, "Projekti")],
    sentences=[
        *said(
            page(1),
            "Delegācija no Besançon viesojās Rēzeknē maijā.",
            "Ar Klaipėda un Plungė noslēgti sadarbības līgumi.",
            "Skolēni no Malmö piedalījās vasaras nometnē.",
        ),
        *said(
            page(2),
            "Kopīgajos projektos piesaistīti līdzekļi pārrobežu tūrisma attīstībai.",
            "Ierīkotas sešas jaunas atpūtas vietas gar Rāznas ezeru.",
            "Nākamgad plānots kopīgs amatniecības festivāls.",
        ),
    ],
    letters=True,
)
def mixed_pages() -> bytes:
    """A sound page with foreign names, and one read in the wrong encoding: decided for each page."""
    pdf = Paper("Starptautiskās sadarbības gada pārskats")
    pdf.add_page()
    pdf.block("Starptautiskās sadarbības gada pārskats", 20, "B", after=5)
    pdf.block("Sadraudzības pilsētas", 15, "B")
    pdf.block(
        "Delegācija no Besançon viesojās Rēzeknē maijā. Ar Klaipėda un Plungė noslēgti sadarbības līgumi. "
        "Skolēni no Malmö piedalījās vasaras nometnē."
    )
    pdf.add_page()
    pdf.block(baltic_as_western("Projekti"), 15, "B")
    for text in (
        "Kopīgajos projektos piesaistīti līdzekļi pārrobežu tūrisma attīstībai.",
        "Ierīkotas sešas jaunas atpūtas vietas gar Rāznas ezeru.",
        "Nākamgad plānots kopīgs amatniecības festivāls.",
    ):
        pdf.block(baltic_as_western(text))
    return pdf.data()


@made(
    "bojats-fonts.pdf",
    title="Izglītības iestāžu tīkla izvērtējums",
    headings=[
        (1, "Vidusskolu skaits"),
        (1, "Ķīmijas un fizikas kabineti"),
        (1, "Ģimnāziju piedāvājums"),
        (1, "Mācību līdzekļi"),
    ],
    sentences=said(
        page(1),
        "Novadā ir četras vidusskolas un divas ģimnāzijas.",
        "Vienā klasē vidēji mācās 19 skolēnu.",
        "Kabinetu iekārtas ķīmijas stundām iegādātas 2019. gadā.",
        "Padziļināti kursi tiek piedāvāti septiņos mācību priekšmetos.",
        "Grāmatu iegādei paredzēti 46 eiro uz skolēnu.",
    ),
    letters=True,
)
def damaged_font() -> bytes:
    """Only the headings' font is shifted (Ă for Ģ), the body on the same page is sound: decided per font."""
    pdf = Paper("Izglītības iestāžu tīkla izvērtējums")
    pdf.add_page()
    pdf.block(shifted("Izglītības iestāžu tīkla izvērtējums"), 20, "B", after=5, family="Sans")
    for heading, text in (
        ("Vidusskolu skaits", "Novadā ir četras vidusskolas un divas ģimnāzijas. Vienā klasē vidēji mācās "
         "19 skolēnu."),
        ("Ķīmijas un fizikas kabineti", "Kabinetu iekārtas ķīmijas stundām iegādātas 2019. gadā."),
        ("Ģimnāziju piedāvājums", "Padziļināti kursi tiek piedāvāti septiņos mācību priekšmetos."),
        ("Mācību līdzekļi", "Grāmatu iegādei paredzēti 46 eiro uz skolēnu."),
    ):  # fmt: skip
        pdf.block(shifted(heading), 15, "B", family="Sans")
        pdf.block(text)
    return pdf.data()


@made(
    "utf8-divreiz.pdf",
    title="Valmieras tūrisma attīstības plāns",
    headings=[(1, "Tūristu plūsma"), (1, "Pasākumi")],
    sentences=said(
        page(1),
        "Pilsētu gadā apmeklē 86 000 tūristu, un trešdaļa no tiem ir ārvalstu ceļotāji.",
        "Vidējais uzturēšanās ilgums ir viena diena.",
        "Jāņparkā atjaunos estrādi, takas un apgaismojumu.",
        "Gaujas stāvajos krastos būvēs kāpnes ar skatu laukumiem.",
        "Viesnīcu gultasvietu skaits šobrīd nepārsniedz četrus simtus.",
        "Ķiršu ielā ierīkos stāvvietu autobusiem.",
    ),
    letters=True,
)
def utf8_twice() -> bytes:
    """UTF-8 letters read as windows-1252: "plÅ«sma" for "plūsma"; some of their bytes are controls."""
    parts = [
        (
            "Tūristu plūsma",
            [
                "Pilsētu gadā apmeklē 86 000 tūristu, un trešdaļa no tiem ir ārvalstu ceļotāji.",
                "Vidējais uzturēšanās ilgums ir viena diena.",
            ],
        ),
        (
            "Pasākumi",
            [
                "Jāņparkā atjaunos estrādi, takas un apgaismojumu.",
                "Gaujas stāvajos krastos būvēs kāpnes ar skatu laukumiem.",
                "Viesnīcu gultasvietu skaits šobrīd nepārsniedz četrus simtus.",
                "Ķiršu ielā ierīkos stāvvietu autobusiem.",
            ],
        ),
    ]
    return _plain("Valmieras tūrisma attīstības plāns", parts, read_twice, "Controls")


@made(
    "burtu-dalas.pdf",
    title="Jelgavas sporta attīstības stratēģija",
    headings=[(1, "Sporta bāzes"), (1, "Bērnu un jauniešu sports")],
    sentences=said(
        page(1),
        "Pilsētā ir 14 sporta zāles, divi stadioni un viena ledus halle.",
        "Peldbaseina noslodze ziemā sasniedz deviņdesmit procentus.",
        "Zemgales Olimpiskajā centrā nepieciešams nomainīt ģērbtuvju grīdas.",
        "Sporta skolās trenējas 1 900 bērnu un jauniešu.",
        "Treneru atalgojums ir zemāks nekā vidēji valstī.",
        "Ģimenēm ar trim bērniem nodarbības ir bez maksas.",
    ),
    letters=True,
)
def letters_in_parts() -> bytes:
    """Letters made of parts: combining accents (a + U+0304), and macrons that stand by themselves ("a¯")."""
    parts = [
        (
            "Sporta bāzes",
            [
                "Pilsētā ir 14 sporta zāles, divi stadioni un viena ledus halle.",
                "Peldbaseina noslodze ziemā sasniedz deviņdesmit procentus.",
                "Zemgales Olimpiskajā centrā nepieciešams nomainīt ģērbtuvju grīdas.",
            ],
        ),
        (
            "Bērnu un jauniešu sports",
            [
                "Sporta skolās trenējas 1 900 bērnu un jauniešu.",
                "Treneru atalgojums ir zemāks nekā vidēji valstī.",
                "Ģimenēm ar trim bērniem nodarbības ir bez maksas.",
            ],
        ),
    ]
    return _plain("Jelgavas sporta attīstības stratēģija", parts, in_parts)


@made(
    "ligaturas.pdf",
    title="Projekta finanšu pārskats",
    headings=[(1, "Finansējums"), (1, "Fizikālie rādītāji")],
    sentences=said(
        page(1),
        "Projekta finansējums ir 1 240 000 eiro, un tas pieejams līdz 2026. gada jūnijam.",
        "Kofinansējuma daļu sedz pašvaldība.",
        "Autobusu flotes atjaunošanai iegādāti trīs elektroautobusi.",
        "Efektīva finanšu vadība ļāva ietaupīt 38 000 eiro.",
    ),
    letters=True,
)
def ligatures() -> bytes:
    """Ligatures as single signs (ﬁ, ﬂ) in "finansējums", "flotes"; a word typed plainly must find them."""

    def joined(text: str) -> str:
        return text.replace("fi", "ﬁ").replace("fl", "ﬂ")

    parts = [
        (
            "Finansējums",
            [
                "Projekta finansējums ir 1 240 000 eiro, un tas pieejams līdz 2026. gada jūnijam.",
                "Kofinansējuma daļu sedz pašvaldība.",
            ],
        ),
        (
            "Fizikālie rādītāji",
            [
                "Autobusu flotes atjaunošanai iegādāti trīs elektroautobusi.",
                "Efektīva finanšu vadība ļāva ietaupīt 38 000 eiro.",
            ],
        ),
    ]
    return _plain("Projekta finanšu pārskats", parts, joined)


@made(
    "turku-burts.pdf",
    title="Lielo pilsētu konferences rezolūcija",
    headings=[(1, "Konferences lēmumi")],
    sentences=said(
        page(1),
        "Konferencē piedalījās Eiropas Komisijas ģenerāldirektorāta pārstāvji.",
        "Pilsētas vienojās par kopīgu reģionālo stratēģiju un enerģētikas mērķiem.",
        "Rezolūciju parakstīja desmit valstspilsētu domju priekšsēdētāji.",
    ),
    letters=True,
)
def turkish_letter() -> bytes:
    """The letter ģ replaced by the Turkish ğ; the other letters are sound."""
    parts = [
        (
            "Konferences lēmumi",
            [
                "Konferencē piedalījās Eiropas Komisijas ģenerāldirektorāta pārstāvji.",
                "Pilsētas vienojās par kopīgu reģionālo stratēģiju un enerģētikas mērķiem.",
                "Rezolūciju parakstīja desmit valstspilsētu domju priekšsēdētāji.",
            ],
        )
    ]
    return _plain("Lielo pilsētu konferences rezolūcija", parts, lambda text: text.replace("ģ", "ğ"))


@made(
    "svesi-vardi.pdf",
    title="Sadraudzības pilsētu pārskats",
    headings=[(1, "Sadraudzība"), (1, "Lietuva un Polija"), (1, "Ziemeļvalstis")],
    sentences=said(
        page(1),
        "Jelgavas delegācija apmeklēja Besançon, Nacka un Alkamo.",
        "Kopš 1998. gada sadarbība notiek arī ar Šauļiem, bet Klaipėda un Plungė ir partneri "
        "kopš 2015. gada.",
        "Biržai un Panevėžys piedalās kopīgā velomaršrutā.",
        "Projektu vadīja Jurgita Šimkūnaitė no Plungė pašvaldības.",
        "Polijā sadarbības partneri ir Łódź, Białystok un Bydgoszcz.",
        "Zviedrijas pilsēta Växjö dalījās pieredzē par koka ēkām.",
        "No Norvēģijas piedalījās Tromsø un Ålesund.",
        "Brașov un Târgu Mureș sadarbojas kultūras mantojuma jomā.",
        "Ķīles nedēļā uzstājās pilsētas pūtēju orķestris.",
    ),
    letters=True,
)
def sound_foreign_names() -> bytes:
    """A sound document full of foreign names: every letter must stay as it is."""
    pdf = Paper("Sadraudzības pilsētu pārskats")
    pdf.add_page()
    pdf.block("Sadraudzības pilsētu pārskats", 20, "B", after=5)
    pdf.block("Sadraudzība", 15, "B")
    pdf.block(
        "Jelgavas delegācija apmeklēja Besançon, Nacka un Alkamo. Kopš 1998. gada sadarbība notiek arī ar "
        "Šauļiem, bet Klaipėda un Plungė ir partneri kopš 2015. gada."
    )
    pdf.block("Lietuva un Polija", 15, "B")
    pdf.block(
        "Biržai un Panevėžys piedalās kopīgā velomaršrutā. Projektu vadīja Jurgita Šimkūnaitė no Plungė "
        "pašvaldības. Polijā sadarbības partneri ir Łódź, Białystok un Bydgoszcz."
    )
    pdf.block("Ziemeļvalstis", 15, "B")
    pdf.block(
        "Zviedrijas pilsēta Växjö dalījās pieredzē par koka ēkām. No Norvēģijas piedalījās Tromsø un "
        "Ålesund. Brașov un Târgu Mureș sadarbojas kultūras mantojuma jomā. Ķīles nedēļā uzstājās "
        "pilsētas pūtēju orķestris."
    )
    return pdf.data()
