"""Invented project reports as files, with the values that a reader finds: field, kind, value.

Written before the rules had seen them; what a report of this shape must not give stands in `NOT_TOLD`.
"""

from __future__ import annotations

Found = set[tuple[str, str, str]]

CARD = """# Projekta pārskats

## Vispārīga informācija

Projekta nosaukums: „Kultūras nama „Zvaigzne” ēkas energoefektivitātes paaugstināšana Jelgavā”

Projekta Nr.: 4.2.2.0/17/I/112

Finansējuma saņēmējs: Jelgavas valstspilsētas pašvaldība

Projekta īstenošanas periods: 2019. gada 1. aprīlis – 2020. gada 30. septembris

Projekta kopējās izmaksas: 812 345,67 EUR, tai skaitā ERAF līdzfinansējums – 512 000,00 EUR, valsts budžeta dotācija – 22 588,24 EUR, pašvaldības finansējums – 277 757,43 EUR

Statuss: īstenots

## Projekta mērķis

Samazināt primārās enerģijas patēriņu kultūras namā vismaz par 30 %, veicot ēkas norobežojošo konstrukciju siltināšanu.

## Galvenās darbības

1. Ārsienu un jumta siltināšana; līguma summa 401 200 EUR.

2. Apkures sistēmas nomaiņa; līguma summa 198 000 EUR.

## Pēc projekta

Ēkas uzturēšana gadā izmaksā 36 000 EUR, ko sedz pašvaldība.
"""
CARD_TOLD: Found = {
    ("title", "", "Kultūras nama „Zvaigzne” ēkas energoefektivitātes paaugstināšana Jelgavā"),
    ("number", "", "4.2.2.0/17/I/112"),
    ("programme", "", "ERAF"),
    ("lead", "", "Jelgavas valstspilsētas pašvaldība"),
    ("city", "", "Jelgava"),
    ("period", "", "2019-04-01/2020-09-30"),
    ("stage", "", "finished"),
    ("money", "total", "812345.67"),
    ("money", "eu", "512000.00"),
    ("money", "state", "22588.24"),
    ("money", "municipality", "277757.43"),
    ("goal", "", "Samazināt primārās enerģijas patēriņu kultūras namā vismaz par 30 %, veicot ēkas norobežojošo"
     " konstrukciju siltināšanu."),
}  # fmt: skip

FORM = """<html><head><title>Projekta pārskats</title></head><body><h1>Projekta noslēguma pārskats</h1>
<h2>1. Projekta dati</h2>
<table>
<tr><td>Projekta nosaukums</td><td>Jauniešu centra „Laiva” izveide Ventspilī</td></tr>
<tr><td>Projekta numurs</td><td>9.3.1.1/19/I/044</td></tr>
<tr><td>Projekta iesniedzējs</td><td>Ventspils valstspilsētas pašvaldība</td></tr>
<tr><td>Sadarbības partneri</td><td>biedrība „Jauniešu māja”, Ventspils Augstskola</td></tr>
<tr><td>Projekta sākuma datums</td><td>01.02.2020.</td></tr>
<tr><td>Projekta beigu datums</td><td>31.01.2022.</td></tr>
<tr><td>Projekta kopējās izmaksas</td><td>EUR 640 000,00</td></tr>
<tr><td>Kopējās attiecināmās izmaksas</td><td>EUR 600 000,00</td></tr>
<tr><td>Eiropas Reģionālās attīstības fonda finansējums</td><td>EUR 510 000,00 (85 %)</td></tr>
<tr><td>Pašvaldības līdzfinansējums</td><td>EUR 90 000,00</td></tr>
<tr><td>Neattiecināmās izmaksas</td><td>EUR 40 000,00</td></tr>
<tr><td>Projekta mērķis</td><td>Radīt jauniešiem vietu, kur mācīties un satikties pēc skolas</td></tr>
</table>
<h2>2. Paveiktais</h2>
<p>Pārbūvētas telpas 420 m² platībā Kuldīgas ielā un iegādātas mēbeles par 38 500 EUR.</p>
<h2>3. Uzturēšana</h2>
<p>Centra darbinieku algām pilsēta 2023. gadā paredzējusi 74 000 EUR.</p></body></html>
"""
FORM_TOLD: Found = {
    ("title", "", "Jauniešu centra „Laiva” izveide Ventspilī"),
    ("number", "", "9.3.1.1/19/I/044"),
    ("programme", "", "ERAF"),
    ("lead", "", "Ventspils valstspilsētas pašvaldība"),
    ("partner", "", "biedrība „Jauniešu māja”"),
    ("partner", "", "Ventspils Augstskola"),
    ("city", "", "Ventspils"),
    ("period", "", "2020-02-01/2022-01-31"),
    ("stage", "", "finished"),
    ("money", "total", "640000.00"),
    ("money", "eligible", "600000.00"),
    ("money", "eu", "510000.00"),
    ("money", "municipality", "90000.00"),
    ("money", "ineligible", "40000.00"),
    ("goal", "", "Radīt jauniešiem vietu, kur mācīties un satikties pēc skolas"),
}

PROSE = """# Projekta „Drošs solis” pārskats

Liepājas valstspilsētas pašvaldība

Apstiprināts domes 2023. gada 20. aprīļa sēdē, lēmums Nr. 118

## Par projektu

Liepājas valstspilsētas pašvaldība sadarbībā ar biedrību „Liepājas Sarkanais Krusts” no 2021. gada 1. marta līdz 2023. gada 28. februārim īstenoja projektu „Drošs solis” (Nr. 9.2.4.2/16/I/093). Projekta mērķis bija mazināt kritienus un traumas gados vecāku liepājnieku mājās.

Projekta kopējais finansējums ir 245 600 eiro, no kuriem 208 760 eiro finansē Eiropas Sociālais fonds un 36 840 eiro – valsts budžets. Grobiņā līdzīgs projekts izmaksāja 500 000 eiro.

## Ko darījām

Apmeklējām 1 320 mājas un ierīkojām rokturus 640 dzīvokļos. Viens rokturis ar uzstādīšanu maksāja 45 eiro.

## Kas tālāk

Nodarbības turpinās Sociālais dienests; tām ik gadu vajadzēs 12 000 eiro no pilsētas budžeta.
"""
PROSE_TOLD: Found = {
    ("title", "", "Drošs solis"),
    ("number", "", "9.2.4.2/16/I/093"),
    ("programme", "", "ESF"),
    ("lead", "", "Liepājas valstspilsētas pašvaldība"),
    ("partner", "", "biedrība „Liepājas Sarkanais Krusts”"),
    ("city", "", "Liepāja"),
    ("period", "", "2021-03-01/2023-02-28"),
    ("stage", "", "finished"),
    ("money", "total", "245600"),
    ("money", "eu", "208760"),
    ("money", "state", "36840"),
    ("goal", "", "Projekta mērķis bija mazināt kritienus un traumas gados vecāku liepājnieku mājās."),
}

SOURCES = """# Daugavas krastmalas pastaigu takas izbūve Jēkabpilī. Projekta pārskats

Jēkabpils novada pašvaldība. Projekts Nr. 5.6.2.0/21/I/007

Pārskats par laiku no 03.05.2021. līdz 30.11.2023.

## Mērķis

Mērķis ir atvērt upes krastu gājējiem un tirgotājiem un sakārtot degradēto ostmalu.

## Būvdarbi

| Darbs | Izmaksas, EUR |
|---|---|
| Taka un kāpnes | 890 000 |
| Apgaismojums | 210 000 |
| Kopā | 1 100 000 |

## Finansējums

| Finansējuma avots | Summa, EUR | Daļa, % |
|---|---|---|
| ERAF | 1 020 000 | 75 |
| Valsts budžets | 68 000 | 5 |
| Jēkabpils novada pašvaldība | 272 000 | 20 |
| Kopā | 1 360 000 | 100 |

Taka nodota ekspluatācijā 2023. gada 24. novembrī.
"""
SOURCES_TOLD: Found = {
    ("title", "", "Daugavas krastmalas pastaigu takas izbūve Jēkabpilī"),
    ("number", "", "5.6.2.0/21/I/007"),
    ("programme", "", "ERAF"),
    ("lead", "", "Jēkabpils novada pašvaldība"),
    ("city", "", "Jēkabpils"),
    ("period", "", "2021-05-03/2023-11-30"),
    ("stage", "", "finished"),
    ("money", "total", "1360000"),
    ("money", "eu", "1020000"),
    ("money", "state", "68000"),
    ("money", "municipality", "272000"),
    ("goal", "", "Mērķis ir atvērt upes krastu gājējiem un tirgotājiem un sakārtot degradēto ostmalu."),
}

JOINT = """# Projekta „BLUEGREEN” partnera pārskats

Jūrmalas valstspilsētas pašvaldība

## Projekta pamatinformācija

• Programma: Interreg VI-A Latvijas–Lietuvas programma 2021.–2027. gadam

• Projekta numurs: LL-00112

• Vadošais partneris: Klaipēdas pilsētas pašvaldība (Lietuva)

• Partneri: Jūrmalas valstspilsētas pašvaldība, Palangas pilsētas pašvaldība

• Īstenošanas laiks: 01.03.2024.–28.02.2026.

• Kopējais budžets: 1 100 000,00 EUR

• Jūrmalas daļa: 420 000,00 EUR, no tās ERAF 336 000,00 EUR, pašvaldības budžets 84 000,00 EUR

## Gaita

Pašlaik notiek būvprojekta izstrāde; starpposma pārskats iesniegts 2025. gada martā.
"""
JOINT_TOLD: Found = {
    ("title", "", "BLUEGREEN"),
    ("number", "", "LL-00112"),
    ("programme", "", "Interreg Latvija–Lietuva"),
    ("lead", "", "Klaipēdas pilsētas pašvaldība"),
    ("partner", "", "Jūrmalas valstspilsētas pašvaldība"),
    ("partner", "", "Palangas pilsētas pašvaldība"),
    ("city", "", "Jūrmala"),
    ("period", "", "2024-03-01/2026-02-28"),
    ("money", "total", "1100000.00"),
    ("money", "part", "420000.00"),
    ("money", "eu", "336000.00"),
    ("money", "municipality", "84000.00"),
}

APPLICATION = """# Projekta iesniegums

Valmieras novada pašvaldība

Projekts „Gaujas tilta gājēju joslas pārbūve”. Iesniegts Centrālajā finanšu un līgumu aģentūrā 2025. gada 3. martā

## 1. Projekta kopsavilkums

Projekta mērķis ir padarīt drošu ceļu pāri Gaujai kājāmgājējiem un riteņbraucējiem. Projektu plānots īstenot no 2025. gada septembra līdz 2027. gada maijam.

## 2. Izmaksas

Projekta kopējās izmaksas ir 2 350 000 EUR, no tām attiecināmās izmaksas ir 2 200 000 EUR. Pieprasītais ERAF finansējums ir 1 870 000 EUR, pašvaldība no sava budžeta ieguldīs 330 000 EUR un segs neattiecināmās izmaksas 150 000 EUR apmērā. Pēc nodošanas tilta uzturēšana ik gadu izmaksās 14 000 EUR.

## 3. Riski

Ja tērauda cenas pieaugs par 10 %, projekts sadārdzināsies par 120 000 EUR.
"""
APPLICATION_TOLD: Found = {
    ("title", "", "Gaujas tilta gājēju joslas pārbūve"),
    ("programme", "", "ERAF"),
    ("lead", "", "Valmieras novada pašvaldība"),
    ("city", "", "Valmiera"),
    ("period", "", "2025-09/2027-05"),
    ("stage", "", "submitted"),
    ("money", "total", "2350000"),
    ("money", "eligible", "2200000"),
    ("money", "eu", "1870000"),
    ("money", "municipality", "330000"),
    ("money", "ineligible", "150000"),
    ("goal", "", "Projekta mērķis ir padarīt drošu ceļu pāri Gaujai kājāmgājējiem un riteņbraucējiem."),
}

REPORTS: dict[str, tuple[str, Found]] = {
    "karte.md": (CARD, CARD_TOLD),
    "veidlapa.html": (FORM, FORM_TOLD),
    "stasts.md": (PROSE, PROSE_TOLD),
    "avoti.md": (SOURCES, SOURCES_TOLD),
    "kopigs.md": (JOINT, JOINT_TOLD),
    "iesniegums.md": (APPLICATION, APPLICATION_TOLD),
}
