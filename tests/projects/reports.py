"""What a reader finds in the invented reports beside this module: field, kind, value.

They have shapes that no report of the sample has, and were written before the rules were tried on them.
What else they tell, of works, upkeep and other projects, must not be found.
"""

from __future__ import annotations

Found = set[tuple[str, str, str]]

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
    ("goal", "", "Samazināt primārās enerģijas patēriņu kultūras namā vismaz par 30 %, veicot ēkas"
     " norobežojošo konstrukciju siltināšanu."),
}  # fmt: skip

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

REPORTS: dict[str, Found] = {
    "karte.md": CARD_TOLD,
    "veidlapa.html": FORM_TOLD,
    "stasts.md": PROSE_TOLD,
    "avoti.md": SOURCES_TOLD,
    "kopigs.md": JOINT_TOLD,
    "iesniegums.md": APPLICATION_TOLD,
}
MILLIONS_TOLD: Found = {
    ("title", "", "Zaļais viļņš"),
    ("programme", "", "LIFE"),
    ("lead", "", "Rīgas valstspilsētas pašvaldības Mājokļu un vides departaments"),
    ("city", "", "Rīga"),
    ("period", "", "2021-09/2024-12"),
    ("stage", "", "finished"),
    ("money", "total", "4800000"),
    ("money", "eu", "3600000"),
    ("money", "municipality", "700000"),
    ("money", "company", "500000"),
    ("goal", "", "Mērķis bija samazināt karstuma salu ietekmi sešās Rīgas apkaimēs."),
}
CARE_TOLD: Found = {
    ("title", "", "Aprūpe tuvāk"),
    ("number", "", "9.2.2.3/22/A/005"),
    ("programme", "", "ESF+ 4.3.5. SAM"),
    ("lead", "", "Ogres novada pašvaldība"),
    ("partner", "", "biedrība „Rūpes”"),
    ("city", "", "Ogre"),
    ("period", "", "2022-06-01/2024-05-31"),
    ("stage", "", "finished"),
    ("money", "total", "249460.12"),
    ("money", "eu", "212041.10"),
    ("money", "state", "18709.51"),
    ("money", "municipality", "18709.51"),
    (
        "goal",
        "",
        "Projekta mērķis – ļaut vecāka gadagājuma cilvēkiem ilgāk dzīvot savās mājās – ir sasniegts.",
    ),
}
LOAN_TOLD: Found = {
    ("title", "", "Dubultu stadiona pārbūve"),
    ("lead", "", "Jūrmalas valstspilsētas administrācijas Īpašumu pārvalde"),
    ("city", "", "Jūrmala"),
    ("period", "", "2020-06-15/2022-08-30"),
    ("stage", "", "finished"),
    ("money", "total", "3275400"),
    ("money", "loan", "2600000"),
    ("money", "municipality", "675400"),
    ("goal", "", "Stadions vajadzīgs, lai trīs apkārtējo skolu audzēkņiem būtu kur trenēties visu gadu."),
}
PROGRESS_TOLD: Found = {
    ("title", "", "Veloceļa „Rēzekne–Lūznava” izbūves pirmā kārta"),
    ("number", "", "2.3.1.2/1/24/A/003"),
    ("programme", "", "ERAF"),
    ("lead", "", "Rēzeknes valstspilsētas pašvaldība"),
    ("partner", "", "Rēzeknes novada pašvaldība"),
    ("city", "", "Rēzekne"),
    ("period", "", "2024-10-01/2026-12-31"),
    ("stage", "", "running"),
    ("money", "total", "2940000.00"),
    ("money", "eu", "2499000.00"),
    ("money", "state", "110250.00"),
    ("money", "municipality", "330750.00"),
    ("goal", "", "Mērķis ir dot rēzekniešiem drošu ceļu uz Lūznavu bez automobiļa."),
}
REPORTS |= {
    "miljoni.md": MILLIONS_TOLD,
    "kopsana.html": CARE_TOLD,
    "aiznemums.md": LOAN_TOLD,
    "velo.md": PROGRESS_TOLD,
}
