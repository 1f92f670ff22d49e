"""An invented action plan: directions, tasks and measures. Three programs make the same table of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tests.data.golden_parts import page, row

HEADER = (
    "Uzdevums", "Nr.", "Pasākums", "Iznākuma rādītājs", "Izpildes termiņš", "Atbildīgais",
    "Finansējuma avots",
)  # fmt: skip
Measure = tuple[str, str, str, str, str, str]
PLAN: tuple[tuple[str, tuple[tuple[str, tuple[Measure, ...]], ...]], ...] = (
    (
        "RV1. Droša un pieejama pilsētvide",
        (
            (
                "U1.1. Attīstīt gājēju un velosipēdu infrastruktūru",
                (
                    ("1.1.1.", "Izbūvēt veloceliņu Brīvības bulvārī", "Izbūvēti 2,3 km", "2026",
                     "Būvniecības pārvalde", "ERAF, PB"),
                    ("1.1.2.", "Atjaunot ietves pie Centra vidusskolas", "Atjaunoti 640 m ietvju", "2025",
                     "Komunālā pārvalde", "PB"),
                    ("1.1.3.", "Uzstādīt velonovietnes pie pašvaldības iestādēm", "Uzstādītas 42 novietnes",
                     "2025", "Komunālā pārvalde", "PB"),
                ),
            ),
            (
                "U1.2. Uzlabot satiksmes drošību",
                (
                    ("1.2.1.", "Pārbūvēt Rīgas un Skolas ielas krustojumu", "Pārbūvēts viens krustojums",
                     "2027", "Būvniecības pārvalde", "AF, PB"),
                    ("1.2.2.", "Ieviest lēnās satiksmes zonas", "Izveidotas trīs zonas", "2026",
                     "Satiksmes komisija", "PB"),
                ),
            ),
            (
                "U1.3. Labiekārtot daudzdzīvokļu māju pagalmus",
                (
                    ("1.3.1.", "Rīkot līdzfinansējuma konkursu iedzīvotājiem", "Labiekārtoti 12 pagalmi",
                     "katru gadu", "Attīstības nodaļa", "PB, iedzīvotāju līdzekļi"),
                    ("1.3.2.", "Nomainīt rotaļu laukumu iekārtas", "Nomainītas 18 iekārtas", "2026",
                     "Komunālā pārvalde", "PB"),
                    ("1.3.3.", "Ierīkot pazemes atkritumu konteinerus", "Ierīkoti deviņi laukumi", "2028",
                     "SIA „Pilsētas vide”", "privātie līdzekļi"),
                ),
            ),
        ),
    ),
    (
        "RV2. Energoefektivitāte un klimats",
        (
            (
                "U2.1. Samazināt enerģijas patēriņu pašvaldības ēkās",
                (
                    ("2.1.1.", "Siltināt bērnudārzu „Saulīte”", "Patēriņš samazināts par 45 %", "2026",
                     "Īpašumu nodaļa", "ERAF, PB"),
                    ("2.1.2.", "Siltināt sākumskolas ēku", "Patēriņš samazināts par 38 %", "2027",
                     "Īpašumu nodaļa", "ERAF, VB, PB"),
                    ("2.1.3.", "Ieviest energopārvaldības sistēmu", "Sistēmā iekļautas 36 ēkas", "2025",
                     "Energopārvaldnieks", "PB"),
                    ("2.1.4.", "Uzstādīt saules paneļus uz skolu jumtiem", "Uzstādīta 420 kW jauda", "2028",
                     "Īpašumu nodaļa", "EKII, PB"),
                ),
            ),
            (
                "U2.2. Pielāgoties klimata pārmaiņām",
                (
                    ("2.2.1.", "Pārbūvēt lietus kanalizāciju Parka ielā", "Pārbūvēti 1,4 km", "2027",
                     "SIA „Pilsētas ūdens”", "KF, PB"),
                    ("2.2.2.", "Ierīkot lietus dārzus pie sporta halles", "Ierīkoti četri dārzi", "2026",
                     "Komunālā pārvalde", "LIFE, PB"),
                    ("2.2.3.", "Izstrādāt plūdu riska karti", "Izstrādāta viena karte", "2025",
                     "Attīstības nodaļa", "PB"),
                ),
            ),
        ),
    ),
    (
        "RV3. Izglītība un sociālais atbalsts",
        (
            (
                "U3.1. Nodrošināt vietas pirmsskolā",
                (
                    ("3.1.1.", "Uzbūvēt bērnudārzu Ziemeļu apkaimē", "Izveidotas 144 vietas", "2028",
                     "Izglītības pārvalde", "VB, PB, aizņēmums"),
                    ("3.1.2.", "Atvērt divas grupas bērnudārzā „Pasaciņa”", "Izveidotas 40 vietas", "2025",
                     "Izglītības pārvalde", "PB"),
                ),
            ),
            (
                "U3.2. Attīstīt sabiedrībā balstītus pakalpojumus",
                (
                    ("3.2.1.", "Izveidot grupu dzīvokli", "Izveidotas 16 vietas", "2026",
                     "Sociālais dienests", "ERAF, PB"),
                    ("3.2.2.", "Paplašināt aprūpi mājās", "Pakalpojumu saņem 210 klientu", "2025",
                     "Sociālais dienests", "PB"),
                    ("3.2.3.", "Atvērt dienas centru senioriem", "Centru apmeklē 60 senioru", "2027",
                     "Sociālais dienests", "ESF+, PB"),
                    ("3.2.4.", "Apmācīt audžuģimenes", "Apmācītas desmit ģimenes", "katru gadu",
                     "Bāriņtiesa", "VB"),
                ),
            ),
            (
                "U3.3. Veicināt veselīgu dzīvesveidu",
                (
                    ("3.3.1.", "Rīkot vingrošanas nodarbības parkā", "80 nodarbību gadā", "2025",
                     "Sporta skola", "ESF+"),
                    ("3.3.2.", "Nodrošināt veselības pārbaudes skolēniem", "Pārbaudīti 2 100 skolēnu",
                     "katru gadu", "Izglītības pārvalde", "PB"),
                    ("3.3.3.", "Ierīkot āra trenažierus promenādē", "Ierīkoti 14 trenažieri", "2026",
                     "Komunālā pārvalde", "PB"),
                ),
            ),
        ),
    ),
)  # fmt: skip


def measures() -> Iterator[tuple[str, str, Measure]]:
    """Yield every measure with its direction and its task."""
    for direction, tasks in PLAN:
        for task, found in tasks:
            for measure in found:
                yield direction, task, measure


def plan_rows(on_pages: Sequence[int], *, bands: bool) -> list[dict[str, Any]]:
    """Return the rows that are expected; `on_pages` says how many measures each page holds.

    `bands` says that a direction stands as a line over the whole width above its tasks.
    """
    places = [number for number, count in enumerate(on_pages, 1) for _ in range(count)]
    return [
        row(
            dict(zip(HEADER, (task, *measure), strict=True)), page(number), [direction] if bands else [],
        )
        for number, (direction, task, measure) in zip(places, measures(), strict=True)
    ]  # fmt: skip
