"""The cities of a plan's row: by its column, by a municipality's letter, by its words, by the plan."""

from __future__ import annotations

from search.domain import DocumentView, FactPlace, Facts
from search.project_cities import own_lead, plan_cities, row_cities
from tests.search.test_projects import row

TITLE = "Daugavpils valstspilsētas un Augšdaugavas novada attīstības programma 2022.–2027. gadam"


def plan(title: str, *cities: str) -> DocumentView:
    found = (FactPlace("title", title, "file metadata", "file title"),)
    return DocumentView("d", "tests", "plans.pdf", Facts(title, cities=cities, found=found), (), 2, "")


def cities(document: DocumentView, columns: dict[str, str]) -> list[str]:
    return [city for city, _ in row_cities(document, row(columns), plan_cities(document))]


JOINT = plan(TITLE, "daugavpils")


def test_a_letter_tells_whose_row_of_a_joint_plan_it_is() -> None:
    action = {"Pasākums": "Ielas pārbūve"}
    assert cities(JOINT, action | {"Kas īsteno": "D, Attīstības departaments"}) == ["daugavpils"]
    assert cities(JOINT, action | {"Kas īsteno": "D un A, sociālie dienesti"}) == ["daugavpils"]
    assert cities(JOINT, action | {"Kas īsteno": "A, Sociālais dienests"}) == []
    assert cities(JOINT, action | {"Kas īsteno": "Sociālais dienests"}) == ["daugavpils"]


def test_a_lead_by_letter_is_told_with_its_city() -> None:
    assert own_lead(JOINT, "D, Attīstības departaments") == "Daugavpils Attīstības departaments"
    assert own_lead(JOINT, "D un A, sociālie dienesti") == "D un A, sociālie dienesti"
    assert own_lead(plan("Ogres novada plāns", "ogre"), "O, nodaļa") == "O, nodaļa"


def test_a_plan_of_one_city_is_named_by_its_title() -> None:
    document = plan("Ogres novada investīciju plāns", "ogre")
    assert row_cities(document, row({"Projekts": "Parks"}), plan_cities(document)) == (("ogre", "Ogres"),)


def test_a_row_that_names_one_of_two_cities_is_in_that_one() -> None:
    document = plan("Rīgas un Jūrmalas mobilitātes plāns", "riga", "jurmala")
    assert cities(document, {"Pasākums": "Tilts Jūrmalā"}) == ["jurmala"]
    assert cities(document, {"Pasākums": "Kopīga biļete"}) == ["riga", "jurmala"]


def test_a_column_of_cities_is_believed() -> None:
    listed = plan("projects", "liepaja", "riga", "ogre", "valmiera")
    assert cities(listed, {"title": "BluAct", "llpa_cities": "Liepāja;Rīga"}) == ["liepaja", "riga"]
    assert len(cities(listed, {"title": "LPS", "llpa_cities": "visas 10"})) == 10
    assert cities(listed, {"title": "NOAH", "lead": "Tallinn University of Technology"}) == []
