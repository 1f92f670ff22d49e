"""Entities: traps of names, and the forms of numbers, sums, periods and indicators that documents print."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from search.errors import CorpusError
from search.evaluate.entities import Annotated, by_part, figures, load_annotated, mistakes
from search.language.entities import TYPES, Entity, entities

ANNOTATED = Path(__file__).resolve().parents[2] / "corpora" / "judgements" / "entities.jsonl"


def found(text: str, type_: str) -> list[tuple[str, str]]:
    return [(one.text, one.normal) for one in entities(text) if one.type == type_]


def normals(text: str, type_: str) -> list[str]:
    return [normal for _, normal in found(text, type_)]


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("Rīgas iela 150a, Jēkabpils", ["jekabpils"]),
        ("Rīgas ielas pārbūve Jēkabpilī", ["jekabpils"]),
        ("Jelgavas un Rīgas ielas krustojums", []),
        ("Velojoslas Ganību, Raiņa un Rīgas ielā", []),
        ("Rīgas ielu apgaismojums", ["riga"]),
        ("Rīgā un Liepājas ielā", ["riga"]),
        ("Jūrmalas šosejas posms", []),
        ("Liepājā Rīgas iela ir slēgta", ["liepaja"]),
        ("Rīgas laukumā Valmierā", ["valmiera"]),
        ("RĪGAS IELA 5", []),
        ("RĒZEKNES VALSTSPILSĒTAS DOME", ["rezekne"]),
        ("Daugavas stadions Liepājā", ["liepaja"]),
        ("Ventas krasts Ventspilī", ["ventspils"]),
        ("Pie Ogres ietekas, gar Ogri un Ogres upes pļavās", []),
        ("Ogres ielejas dabas parks", []),
        ("Liepājas ezera pļavas un Rīgas jūras līcis", []),
        ("Jelgavas novadā un Jelgavā", ["jelgava"]),
        ("Jēkabpils novada pašvaldība", []),
        ("Rīgas plānošanas reģions", []),
        ("Rīgas Tehniskās universitātes Rēzeknes akadēmija", []),
        ("Rīgas Mākslas un mediju tehnikums", []),
        ("Liepājas Universitāte un Ventspils Augstskola", []),
        ("Viesnīca „Liepāja” Rīgā", ["riga"]),
        ("Programma „Liepāja 2027”", ["liepaja"]),
        ("Pierīgā un jūrmalā", []),
    ],
)
def test_a_city_is_told_from_what_bears_its_name(text: str, cities: list[str]) -> None:
    assert normals(text, "city") == cities


def test_a_city_is_its_name_alone() -> None:
    assert found("Liepājas dome un Liepājas SEZ", "city") == [
        ("Liepājas", "liepaja"),
        ("Liepājas", "liepaja"),
    ]


@pytest.mark.parametrize(
    ("text", "novadi"),
    [
        ("Jelgavas novadā", ["Jelgavas novads"]),
        ("Ķekavas, Mārupes un Olaines novads", ["Ķekavas novads", "Mārupes novads", "Olaines novads"]),
        ("Rīgas un Mārupes novada iedzīvotāji", ["Mārupes novads"]),
        ("OGRES NOVADA PAŠVALDĪBA", ["Ogres novads"]),
        ("Abu novadu iedzīvotāji, Latgales novads, mūsu novads", []),
    ],
)
def test_novadi_are_named_in_the_nominative(text: str, novadi: list[str]) -> None:
    assert normals(text, "novads") == novadi


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ziņo Sociālajam dienestam", ["Sociālais dienests"]),
        ("ar Centrālās statistikas pārvaldes datiem", ["Centrālā statistikas pārvalde"]),
        ("Civilās aizsardzības komisijas sēdē", ["Civilās aizsardzības komisija"]),
        ("Plānu vada Tūrisma informācijas centrs", ["Tūrisma informācijas centrs"]),
        ("iesniedz CFLA", ["Centrālā finanšu un līgumu aģentūra"]),
        ("SIA „Ogres ūdens” un Būvvaldei", ["SIA „Ogres ūdens”", "Būvvalde"]),
        ("Ogres novada pašvaldības Attīstības nodaļā", ["Ogres novada pašvaldības Attīstības nodaļa"]),
        ("Ventspils valstspilsētas dome\n\nBūvvalde", ["Ventspils valstspilsētas dome", "Būvvalde"]),
        ("Zinātnes centrā VIZIUM", ["Zinātnes centrs VIZIUM"]),
        ("Juridiskajā nodaļā un Saldus mūzikas skolā", ["Juridiskā nodaļa", "Saldus mūzikas skola"]),
        ("SIA ZAAO un Eiropas Parlaments", ["SIA ZAAO", "Eiropas Parlaments"]),
        ("Pilsētas dome lēma, Dienas centrā notika, IV nodaļa", []),
        ("Izglītības iestādes un pašvaldības policija", []),
        ("„Latvija” ir koncertzāle", []),
    ],
)
def test_institutions_are_named_in_the_nominative(text: str, names: list[str]) -> None:
    assert normals(text, "institution") == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eiropas Reģionālās attīstības fonda", "ERAF"),
        ("Taisnīgas pārkārtošanās fondam", "TPF"),
        ("ESF+", "ESF+"),
        ("Eiropas Sociālais fonds Plus", "ESF+"),
        ("Interreg V-A Latvijas–Lietuvas pārrobežu sadarbības programmā", "Interreg Latvija–Lietuva"),
        ("Eiropas Ekonomikas zonas (EEZ) finanšu instrumenta", "EEZ"),
        ("LIFE programmas", "LIFE"),
    ],
)
def test_what_pays_is_named_as_usual(text: str, name: str) -> None:
    assert found(text, "programme") == [(text, name)]


def test_plans_and_union_funds_at_large_are_no_programme() -> None:
    assert not found("attīstības programma, ES fondi, KFC un ERAFS", "programme")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nr. 4.5.1.2/17/I/005", "4.5.1.2/17/I/005"),
        ("Nr. 2.1.3.2/1/23/I/014", "2.1.3.2/1/23/I/014"),
        ("1DP/1.5.3.2.0/10/APIA/VRAA/057", "1DP/1.5.3.2.0/10/APIA/VRAA/057"),
        ("LLI 444", "LLI-444"),
        ("LLI–232", "LLI-232"),
        ("LL-00077", "LL-00077"),
        ("LV-RU-II-053", "LV-RU-II-053"),
        ("ENI-LLB-1-135", "ENI-LLB-1-135"),
        ("CB774", "CB774"),
        ("LV-LOCALDEV-0006", "LV-LOCALDEV-0006"),
        ("17-04-AL02-A019.2201-000001", "17-04-AL02-A019.2201-000001"),
        ("LIFE20 NAT/EE/000074", "LIFE20 NAT/EE/000074"),
        ("LIFE20\nNAT/EE/000074", "LIFE20 NAT/EE/000074"),
    ],
)
def test_project_numbers_are_given_as_issued(text: str, number: str) -> None:
    assert normals(text, "project_number") == [number]
    assert not normals(text, "code")
    assert not normals(text, "programme")


def test_numbers_of_acts_are_told_from_those_of_protocols() -> None:
    text = (
        "lēmumu Nr. RD-23-2840-lē (prot. Nr. 14, 34. §), noteikumi Nr. 628, rīkojuma Nr. 203-r. Tālr. Nr. 5"
    )
    assert normals(text, "decision_number") == ["RD-23-2840-lē", "628", "203-r"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("VTP1, RV5.2 un U1.1.1; P1–P6", ["VTP1", "RV5.2", "U1.1.1", "P1", "P6"]),
        ("5.6.2. specifiskā atbalsta mērķa pasākums Nr.3.1.2. (VTP 3)", ["5.6.2", "3.1.2", "VTP3"]),
        ("SAM 8.1.2., 2.1.3.2. pasākums, 3.1.1.3.i investīcija", ["8.1.2", "2.1.3.2", "3.1.1.3.i"]),
        ("Nr.: 1.3.1.; Uzdevums: U1.3. Atgriezties; PB %: 60", ["1.3.1", "U1.3"]),
        ("| Kods | Darbs |\n| --- | --- |\n| G-1 | Ietves |", ["G-1"]),
        ("| Nr. | Darbs |\n| --- | --- |\n| 4. | Ietves |", []),
        ("3.2. apakšnodaļa, 5.3. apakšpunkts, 4.1. tabula", []),
        ("autoceļš A10, CO2 un B2 līmenis, LED, 12.05.2024.", []),
    ],
)
def test_codes_are_told_from_other_numbers(text: str, codes: list[str]) -> None:
    assert normals(text, "code") == codes


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2022.–2027. gadam", ["2022/2027"]),
        ("2014. - 2021. gadam; 2010-2030", ["2014/2021", "2010/2030"]),
        ("2014.-20120.gadam", []),
        ("no 2021. gada 30. septembra līdz 28. oktobrim", ["2021-09-30/2021-10-28"]),
        ("06.2021.–04.2024.", ["2021-06/2024-04"]),
        ("2022.gada 3.–17. janvārī", ["2022-01-03/2022-01-17"]),
        ("2025. gada jūlijs–oktobris", ["2025-07/2025-10"]),
        ("2. 2024. gada oktobris–2025. gada jūnijs", ["2024-10/2025-06"]),
        ("līdz 2030. gadam", ["/2030"]),
        ("līdz 2025. gada beigām, līdz 2027. gada 30. jūnijam", []),
    ],
)
def test_periods_are_iso_intervals(text: str, periods: list[str]) -> None:
    assert normals(text, "period") == periods


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2024. gada 23. maijā, 23.05.2024.", ["2024-05-23", "2024-05-23"]),
        ("23.012.2020., 30.02.2024., š.g. 20. maija", []),
        ("2023. gada jūnijā", ["2023-06"]),
        ("2026. gada IV ceturksnis, 2024. gada pirmajā ceturksnī", ["2026-Q4", "2024-Q1"]),
        ("01.09.2024.–31.08.2026.", []),
    ],
)
def test_dates_are_iso(text: str, dates: list[str]) -> None:
    assert normals(text, "date") == dates


@pytest.mark.parametrize(
    ("text", "amount", "kind"),
    [
        ("Kopējās izmaksas: 3 462 000 EUR", "3462000.00 EUR", "total"),
        ("tajā skaitā attiecināmās – 1\u00a0160\u00a0320.66 EUR", "1160320.66 EUR", "eligible"),
        ("1 913 989 € ir neattiecināmās izmaksas", "1913989.00 EUR", "ineligible"),
        ("no ERAF EUR 299 880,6", "299880.60 EUR", "fund"),
        ("pašvaldības līdzfinansējums 44086.49 EIRO", "44086.49 EUR", "municipal"),
        ("valsts budžets – 88 000 EUR", "88000.00 EUR", "state"),
        ("350 tūkst. EUR sedz privātie partneri", "350000.00 EUR", "private"),
        ("izlietoti 179 810 LVL", "179810.00 LVL", ""),
        ("2,7 miljardi eiro", "2700000000.00 EUR", ""),
        ("10.757.297,00 EUR", "10757297.00 EUR", ""),
        ("īre 210–260 EUR", "210.00/260.00 EUR", ""),
    ],
)
def test_money_has_its_amount_and_its_kind(text: str, amount: str, kind: str) -> None:
    assert [(one.normal, one.kind) for one in entities(text) if one.type == "money"] == [(amount, kind)]


def test_money_in_tables_is_told_by_the_header() -> None:
    text = (
        "| Darbs | ERAF, EUR | Milj. EUR | Gab. |\n| --- | --- | --- | --- |\n| Ietve | 1 200 | 38,4 | 12 |"
    )
    assert [(one.text, one.normal, one.kind) for one in entities(text) if one.type == "money"] == [
        ("1 200", "1200.00 EUR", "fund"),
        ("38,4", "38400000.00 EUR", ""),
    ]


def test_a_row_with_columns_is_read_by_them() -> None:
    columns = (("Pasākums", "Ceļš: posms; tilts"), ("Summa, EUR", "90 000"))
    (money,) = (
        one
        for one in entities("Pasākums: Ceļš: posms; tilts; Summa, EUR: 90 000", columns)
        if one.type == "money"
    )
    assert (money.text, money.kind) == ("90 000", "total")


def test_figures_that_are_no_money_are_left_alone() -> None:
    assert not found("2024 apmeklētāji, reģ. Nr. 90000024455, 85 %, EUR 2021–2027 nav", "project_number")
    assert not found("2024 apmeklētāji, reģ. Nr. 90000024455, 85 %", "money")


@pytest.mark.parametrize(
    "text",
    [
        "| Rādītājs | 2022. gads | Fakts | Mērķis 2029. gadā |\n| --- | --- | --- | --- |\n"
        "| Zudumi, % | 16,1 | 12 | 11,0 |",
        "Nr.: R1; Rādītājs: Zudumi; Mērvienība: %; Bāzes vērtība 2022. gadā: 16,1; Mērķis 2029. gadā: 11,0",
        "- Zudumi: no 16,1 % 2022. gadā līdz 11,0 % 2029. gadā",
    ],
)
def test_indicators_have_unit_baseline_and_target(text: str) -> None:
    (one,) = (one for one in entities(text) if one.type == "indicator")
    assert (one.text, one.unit, one.baseline, one.target) == ("Zudumi", "%", "16,1", "11,0")


def test_what_was_reached_is_no_indicator() -> None:
    assert not found("| Rādītājs | Sasniegts |\n| --- | --- |\n| Zudumi | 12 |", "indicator")


def test_entities_are_at_their_places_whatever_the_text() -> None:
    for text in (
        "",
        "|",
        "||\n|-|\n|||",
        "EUR",
        "„”" * 50,
        "Rīgas " * 2000,
        "1 " * 3000,
        "A1." * 2000,
        "– 1 000, a – " * 500,
    ):
        started = time.perf_counter()
        for one in entities(text):
            assert text[one.start : one.end] == one.text
        assert time.perf_counter() - started < 3


def annotated(text: str, *given: Entity) -> Annotated:
    return Annotated("a", "dev", text, given)


def test_figures_count_what_is_missed_and_what_is_wrong() -> None:
    text = "Rīgā un LLI-232"
    passage = annotated(
        text, Entity("city", 0, 4, "Rīgā", "liepaja"), Entity("date", 5, 7, "un", "2024-01-01")
    )
    counted = figures([passage])
    assert (counted["city"].right, counted["city"].normal) == (1, 0)
    assert (counted["date"].annotated, counted["date"].found, counted["date"].recall) == (1, 0, 0)
    assert (counted["project_number"].precision, counted["project_number"].recall) == (0, None)
    lines = mistakes([passage])
    assert [line.split()[1] for line in lines] == ["≠", "-", "+"]
    assert set(by_part([passage])) == {"dev"}


def test_an_entity_that_is_not_at_its_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wrong.jsonl"
    city = {"type": "city", "start": 0, "end": 3, "text": "Rīgā", "normal": "riga"}
    path.write_text(json.dumps({"id": "a", "split": "dev", "text": "Rīgā", "entities": [city]}))
    with pytest.raises(CorpusError, match="not at its place"):
        load_annotated(path)
    path.write_text('{"id": "a"}\n')
    with pytest.raises(CorpusError, match="malformed"):
        load_annotated(path)


def test_the_annotated_set_is_whole() -> None:
    passages = load_annotated(ANNOTATED)
    assert len({one.id for one in passages}) == len(passages) >= 360
    assert {one.split for one in passages} == {"dev", "test", "fresh"}
    assert {entity.type for one in passages for entity in one.entities} == set(TYPES)


@pytest.mark.parametrize(("part", "share"), [("dev", 0.97), ("test", 0.95), ("fresh", 0.95)])
def test_codes_money_periods_and_cities_are_read(part: str, share: float) -> None:
    counted = figures([one for one in load_annotated(ANNOTATED) if one.split == part])
    for name in ("code", "money", "period", "city"):
        one = counted[name]
        assert one.precision is not None
        assert one.recall is not None
        assert (name, one.precision >= share, one.recall >= 0.9) == (name, True, True)
