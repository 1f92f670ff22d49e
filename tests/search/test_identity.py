"""Which documents are one: copies, versions, translations; and which of them is preferred."""

from __future__ import annotations

import pytest

from search.domain import Facts, Period, Relation
from search.identity import Identity, family, figures_sketch, identity_keys, preference, relation
from search.sketches import sketch

TEXT = [f"vārds{number}" for number in range(400)]
FIGURES = "; ".join(str(number) for number in range(110, 150))


def programme(title: str, **given: object) -> Facts:
    values: dict[str, object] = {"kind": "attīstības programma", "cities": ("jelgava",), "language": "lv"}
    return Facts(title, **values | given)  # type: ignore[arg-type]


def identity(name: str, facts: Facts, text: list[str], numbers: str = FIGURES) -> Identity:
    sketched, counted = sketch(text), figures_sketch([numbers])
    keys = identity_keys(facts, name, sketched, counted)
    return Identity(name, name, facts, sketched, counted, frozenset(keys))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Titles and periods as they drifted while plans were drafted (domain.md §3.5).
        ("Jelgavas attīstības programma 2022.–2027. gadam. 1. redakcija",
         "Jelgavas valstspilsētas attīstības programma 2023.–2029. gadam"),
        ("Rēzeknes valstspilsētas attīstības programmas 2022.–2028. gadam projekts",
         "Rēzeknes attīstības programma 2023.–2029. gadam"),
        ("Jelgavas ilgtspējīgas attīstības stratēģija 2022.–2034. gadam (pilnveidotā redakcija)",
         "Jelgavas valstspilsētas ilgtspējīgas attīstības stratēģija līdz 2034. gadam"),
        ("Grozījumi Jelgavas attīstības programmā 2023.–2029. gadam",
         "Jelgavas attīstības programma 2023.–2029. gadam"),
    ],
)  # fmt: skip
def test_titles_that_drifted_are_of_one_family(one: str, other: str) -> None:
    assert family(programme(one)) == family(programme(other)) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jelgavas mobilitātes plāns", "Jelgavas tūrisma plāns"),
        ("Saistošie noteikumi Nr. 5", "Saistošie noteikumi Nr. 12"),
        ("Velo tīkla 1. kārtas plāns", "Velo tīkla 2. kārtas plāns"),
    ],
)
def test_other_titles_are_of_other_families(one: str, other: str) -> None:
    assert family(programme(one)) != family(programme(other))


def test_a_city_or_kind_without_a_name_of_its_own_makes_no_family() -> None:
    assert family(programme("Skolas siltināšana", kind="projekta pārskats")) == ""
    assert family(programme("Attīstības programma", cities=())) == ""
    assert family(programme("2022.–2027. gadam")) == ""


def test_the_same_bytes_are_a_copy() -> None:
    facts = programme("A plāns")
    assert relation(identity("x", facts, TEXT), identity("x", facts, TEXT)) == "copy"


def test_the_same_text_in_another_file_is_a_copy() -> None:
    facts = programme("A plāns", kind="projekta pārskats", status="apstiprināts")
    lacking = programme("A plāns", kind="projekta pārskats")  # the status was not read from this format
    assert relation(identity("x", facts, TEXT), identity("y", lacking, TEXT[:380])) == "copy"


@pytest.mark.parametrize(
    ("given", "related"),
    [
        ({"status": "apstiprināts", "period": Period(2023, 2029)}, "version"),
        ({"status": "apstiprināts", "period": Period(2024, 2025)}, "version"),
        ({"status": "apstiprināts", "period": None}, "version"),
        ({"status": "apstiprināts", "period": Period(2028, 2034)}, None),
        ({"status": "apstiprināts", "period": Period(2014, 2020)}, None),
        ({"cities": ("ogre",)}, None),
    ],
)
def test_one_family_in_the_same_years_is_a_version(
    given: dict[str, object], related: Relation | None
) -> None:
    draft = programme("Attīstības programma. 1. redakcija", status="projekts", period=Period(2022, 2028))
    other = programme("Attīstības programma", **given)
    one, two = identity("x", draft, TEXT[:200], ""), identity("y", other, TEXT[200:], "")
    assert relation(one, two) == relation(two, one) == related


def test_much_of_the_text_in_the_same_city_is_a_version() -> None:
    draft = programme("Skolas siltināšana", kind="projekta iesniegums", status="projekts")
    report = programme("Skolas siltināšanas projekts", kind="projekta iesniegums", status="apstiprināts")
    assert relation(identity("x", draft, TEXT), identity("y", report, TEXT[:300])) == "version"
    assert relation(identity("x", draft, TEXT), identity("y", report, TEXT[300:])) is None


def test_decisions_in_the_same_words_on_other_houses_are_not_one() -> None:
    one = programme("Par zemesgabalu Rīgas ielā 5", kind="domes lēmums", decision="12")
    other = programme("Par zemesgabalu Rīgas ielā 7", kind="domes lēmums", decision="13")
    assert relation(identity("x", one, TEXT), identity("y", other, TEXT)) is None


def test_a_translation_shares_the_figures() -> None:
    latvian, english = programme("A plāns"), programme("Plan A", language="en")
    foreign = [f"word{number}" for number in range(400)]
    one = identity("x", latvian, TEXT)
    assert relation(one, identity("y", english, foreign)) == "translation"
    others = "10; 11; 12; 13; 14; 15; 16; 17; 18; 19; 20; 21; 22"
    assert relation(one, identity("y", english, foreign, others)) is None
    few = "2021 2027 85"  # every document has these
    assert relation(identity("x", latvian, TEXT, few), identity("y", english, foreign, few)) is None


def test_what_is_in_force_is_preferred() -> None:
    facts = {
        "repealed": programme("A", status="zaudējis spēku", decided="2024-01-01"),
        "draft": programme("A", status="projekts", decided="2023-01-01"),
        "unknown": programme("A"),
        "english": programme("A", status="apstiprināts", language="en", decided="2022-01-01"),
        "older": programme("A", status="apstiprināts", decided="2021-01-01"),
        "approved": programme("A", status="apstiprināts", decided="2022-01-01"),
        "amended": programme("A", status="grozīts", decided="2020-01-01"),
    }
    ranked = sorted((identity(name, one, TEXT) for name, one in facts.items()), key=preference)
    assert [one.document_id for one in ranked] == list(facts)
