import tomllib
from pathlib import Path

import pytest

from ingest.facts import read_facts
from ingest.pages import Block, Page
from search.corpora import load_corpora
from search.domain import Facts, Period, Source
from search.language.names import city_finder
from search.settings import read_settings

CORPORA = load_corpora()
FINDER = city_finder(CORPORA)
SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"


def facts(*texts: str, title: str = "") -> Facts:
    blocks = tuple(
        Block(text, "heading" if n == 0 else "paragraph", int(n == 0)) for n, text in enumerate(texts)
    )
    metadata = {"title": title} if title else {}
    return read_facts([Page("page", 1, blocks=blocks)], metadata, "mape/plans.pdf", FINDER, CORPORA)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Attīstības programma 2022.–2027. gadam", Period(2022, 2027)),
        ("Programma 2014. - 2021. gada", Period(2014, 2021)),
        ("Plāns 2021−2027", Period(2021, 2027)),
        ("Stratēģija līdz 2030. gadam, apstiprināta 2014. gada 5. maijā", Period(2014, 2030)),
        ("Īstenošanas laiks: 01.03.2021.–30.11.2023.", Period(2021, 2023)),
        ("2021. gada 1. marts – 2023. gada 31. oktobris", Period(2021, 2023)),
        ("Programma 2014.-20120.gadam", None),
        ("Programma 2021.-2017.gadam", None),
        ("Bez gadiem", None),
    ],
)
def test_periods_are_read_and_misprints_are_not_believed(text: str, period: Period | None) -> None:
    assert facts("Dokuments", text).period == period


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Liepājas attīstības programma 2022.–2027. gadam", "attīstības programma"),
        ("Attīstības programmas rīcības plāns", "rīcības plāns"),
        ("Rēzeknes ilgtspējīgas attīstības stratēģija", "ilgtspējīgas attīstības stratēģija"),
        ("Veloceliņa projekta noslēguma pārskats", "projekta pārskats"),
        ("Dambja pārbūve. Tehniskais noslēguma pārskats", "projekta pārskats"),
        ("Pārskats par projektu Nr. 2.1.3.2/1/23/I/009", "projekta pārskats"),
        ("Projekta iesniegums skolas atjaunošanai", "projekta iesniegums"),
        ("Liepājas mobilitātes plāns", "tematiskais plānojums"),
        ("Izglītības attīstības stratēģija", "nozares plāns"),
        ("Jūrmalas pilsētas attīstības stratēģija", "ilgtspējīgas attīstības stratēģija"),
    ],
)
def test_kinds_are_told_by_the_title(title: str, kind: str) -> None:
    assert facts(title).kind == kind


def test_issuers_are_named_in_the_nominative() -> None:
    made = facts(
        "Plāns", "APSTIPRINĀTS ar Liepājas valstspilsētas domes lēmumu un Ogres novada pašvaldības rīkojumu"
    )
    assert made.issuers == ("Liepājas valstspilsētas pašvaldība", "Ogres novada pašvaldība")
    assert made.cities == ("liepaja", "ogre")
    assert made.status == "apstiprināts"


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("Daugavpils pilsētas domes", "Daugavpils valstspilsētas pašvaldība"),
        ("Valmieras pilsētas pašvaldības", "Valmieras novada pašvaldība"),
        ("Jelgavas novada domes", "Jelgavas novada pašvaldība"),
        ("Kuldīgas pilsētas domes", "Kuldīgas pilsētas dome"),
    ],
)
def test_a_council_is_its_municipality_and_old_names_are_todays(name: str, issuer: str) -> None:
    assert facts("Plāns", f"Saskaņots ar {name} lēmumu").issuers == (issuer,)


def test_a_council_and_its_municipality_are_one_issuer() -> None:
    made = facts("Plāns", "Rēzeknes valstspilsētas pašvaldība", "Rēzeknes pilsētas domes lēmums Nr. 5")
    assert made.issuers == ("Rēzeknes valstspilsētas pašvaldība",)


def test_the_years_of_what_pays_are_not_those_of_a_project() -> None:
    text = "Interreg programma 2014.–2020. gadam. Ilga no 2020. gada 1. oktobra līdz 2023. gada 31. martam"
    assert facts("Dārza projekta pārskats", text).period == Period(2020, 2023)
    assert facts("Attīstības programma 2014.–2020. gadam").period == Period(2014, 2020)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Jelgavas valstspilsētas pašvaldība: Veloceliņš", "Veloceliņš"),
        ("Veloceliņš | Ogres novada pašvaldība", "Veloceliņš"),
        ("Ogres novada pašvaldība aicina", "Ogres novada pašvaldība aicina"),
    ],
)
def test_a_site_name_is_not_part_of_a_title(given: str, title: str) -> None:
    assert facts("Virsraksts", title=given).title == title


def test_the_title_comes_from_the_file_else_the_first_heading_else_its_name() -> None:
    assert facts("Virsraksts", title="Nosaukums").title == "Nosaukums"
    assert facts("Virsraksts", title="Microsoft Word - x").title == "Virsraksts"
    assert read_facts([], {}, "mape/plans.pdf", FINDER, CORPORA).title == "plans"


def test_a_draft_is_a_draft() -> None:
    assert facts("Mājokļu plāns", "PROJEKTS").status == "projekts"


def test_the_facts_of_the_sample_are_those_its_authors_gave() -> None:
    """At least nine in ten of cities, kinds, periods and states; the misses are known and shown."""
    from ingest.prepare import prepare

    settings = read_settings({})
    right, wrong = 0, []
    for path in sorted((SAMPLE / "documents").glob("[a-z]*")):
        text = (SAMPLE / "texts" / f"{path.stem}.md").read_text(encoding="utf-8")
        given = tomllib.loads(text.split("+++\n")[1])
        read = prepare(Source("0" * 16, "sample", path.name, str(path), 1, "0"), settings).facts
        cities = tuple(city.id for city in CORPORA.cities if city.name in given["city"])
        wanted = {
            "cities": cities,
            "kind": given["kind"],
            "period": Period(*given["period"]),
            "status": given["status"],
        }
        for name, value in wanted.items():
            if getattr(read, name) == value:
                right += 1
            else:
                wrong.append((path.name, name, getattr(read, name), value))
    assert right / (right + len(wrong)) >= 0.9, wrong
