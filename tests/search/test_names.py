import pytest

from search.corpora import load_corpora
from search.language.names import cities_asked, city_finder

FINDER = city_finder(load_corpora())


def cities(text: str) -> list[str]:
    return [mention.city for mention in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Daugavpilī un Daugavpilij", ["daugavpils", "daugavpils"]),
        ("LIEPĀJAS VALSTSPILSĒTAS DOME", ["liepaja"]),
        ("Rīgas ielā 150a, Jēkabpils", ["jekabpils"]),
        ("Rīgas ielu apgaismojums", ["riga"]),
        ("Rīgas ielu 12", []),
        ("Rīgas plānošanas reģions", []),
        ("Jelgavas novada pašvaldība", []),
        ("Jēkabpils novads", ["jekabpils"]),
        ("atpūta pie jūras, jūrmala un kāpas", []),
        ("Jūrmalā", ["jurmala"]),
        ("Ogres upes krasts", []),
        ("Ogrē", ["ogre"]),
    ],
)
def test_city_names_are_told_from_look_alikes(text: str, found: list[str]) -> None:
    assert cities(text) == found


def test_mentions_give_their_place() -> None:
    text = "Pilsētā Rēzeknē"
    (mention,) = FINDER.find(text)
    assert text[mention.start : mention.end] == "Rēzeknē"


def test_a_question_names_cities_without_diacritics_and_capitals() -> None:
    assert cities_asked("velosipedu celi liepaja un rezeknes", load_corpora().cities) == (
        "liepaja",
        "rezekne",
    )
