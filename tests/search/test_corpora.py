import re
import shutil
from pathlib import Path

import pytest

from search.corpora import ROOT, load_corpora, load_projects, load_public_sources
from search.errors import CorpusError

CORPORA = load_corpora()


def copy(tmp_path: Path) -> Path:
    root = tmp_path / "corpora"
    (root / "latvia").mkdir(parents=True)
    tables = [*ROOT.glob("*.toml"), ROOT / "latvia/sources.tsv", ROOT / "latvia/projects.tsv"]
    for table in tables:
        shutil.copy(table, root / table.relative_to(ROOT))
    return root


def load_all(root: Path) -> None:
    load_corpora(root)
    load_public_sources(root)
    load_projects(root)


def test_the_five_directions_have_their_official_names() -> None:
    assert [(one.number, one.id, one.name_lv) for one in CORPORA.directions] == [
        (1, "SOC", "Sociālā aizsardzība, veselības aprūpe, demogrāfija un remigrācijas veicināšana"),
        (2, "IZGL", "Izglītības un zinātnes attīstība"),
        (3, "VIDE", "Vides, klimata un enerģētikas jautājumi"),
        (
            4,
            "UZN",
            "Uzņēmējdarbības un industriālās attīstības, kā arī tūrisma un starptautiskās konkurētspējas"
            " veicināšana",
        ),
        (5, "PILS", "Pilsētvides attīstība, mājokļu drošība, mobilitāte un civilā aizsardzība"),
    ]


def test_what_fits_no_direction_has_a_place() -> None:
    assert (CORPORA.other.number, CORPORA.other.name_lv) == (0, "Pārvaldība un citas jomas")


def test_there_are_ten_cities_with_all_cases_of_their_names() -> None:
    assert len(CORPORA.cities) == 10
    city = CORPORA.city("daugavpils")
    assert city is not None
    assert city.forms == ("Daugavpils", "Daugavpilij", "Daugavpili", "Daugavpilī")


def test_an_unknown_city_is_none() -> None:
    assert CORPORA.city("kandava") is None


def test_public_tables_load_whole() -> None:
    assert len(load_public_sources()) == 148
    assert len(load_projects()) == 75


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("directions.toml", 'id = "SOC"', 'id = ""', "directions.toml, row 1, field id: a text is missing"),
        ("directions.toml", "number = 5", "number = 6", "field number: the five directions are numbered"),
        ("cities.toml", "latitude = ", 'latitude = "x" # ', "field latitude: 'x' is not a number"),
        ("cities.toml", "[[cities]]", "[[cities", "cities.toml, row ?"),
        ("programmes.toml", 'id = "ERAF"', "", "programmes.toml, row 1, field id: a text is missing"),
        ("institutions.toml", "abbreviations", "shorts", "institutions.toml, row 1, field abbreviations"),
        ("latvia/sources.tsv", "city\ttitle", "town\ttitle", "sources.tsv, row 1, field header"),
        ("latvia/sources.tsv", "https://", "htps://", "field url: 'htps://"),
        ("latvia/projects.tsv", "\t1172029\t", "\tdaudz\t", "field eur_total: 'daudz' is not an amount"),
    ],
)
def test_a_malformed_table_names_file_row_and_field(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    root = copy(tmp_path)
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError, match=re.escape(said)):
        load_all(root)


def test_a_row_with_a_field_too_many_is_refused(tmp_path: Path) -> None:
    root = copy(tmp_path)
    path = root / "latvia" / "sources.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "one\ttwo\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="row 150, field all: 2 fields instead of 7"):
        load_public_sources(root)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"cannot be read: directions\.toml"):
        load_corpora(tmp_path)
