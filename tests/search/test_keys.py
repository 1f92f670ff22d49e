import pytest

from search.language.keys import bags, form_keys
from search.language.stem import stem


@pytest.mark.parametrize(
    ("one", "other", "key"),
    [
        ("velosipēdu", "velosipēdi", "lemma"),
        ("plāno", "plānots", "lemma"),
        ("mājokļu", "mājoklis", "folded"),
        ("aizsargdambja", "aizsargdambis", "stem"),
        ("industriālajā", "industriālais", "stem"),
        ("siltināšana", "siltināt", "root"),
        ("majoklu", "mājokļiem", "folded"),
        ("rigas", "Rīgā".lower(), "folded"),
        ("daugavpilī", "daugavpilij", "lemma"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str, key: str) -> None:
    assert getattr(form_keys(one), key) == getattr(form_keys(other), key)


@pytest.mark.parametrize(
    ("one", "other"),
    [("iela", "upe"), ("skola", "skolotājs"), ("daugavpils", "pils"), ("kanalizācija", "kandava")],
)
def test_different_words_do_not_meet_by_folded_stem(one: str, other: str) -> None:
    assert form_keys(one).folded != form_keys(other).folded


@pytest.mark.parametrize("code", ["lli-232", "4.5.1.2/17/i/005", "2027", "1250000"])
def test_codes_and_numbers_are_their_own_keys(code: str) -> None:
    keys = form_keys(code)
    assert {keys.exact, keys.lemma, keys.stem, keys.folded, keys.root, keys.plain} == {code}


def test_short_words_keep_a_stem_of_three_letters() -> None:
    assert stem("ielu") == "iel"
    assert stem("osta") == "ost"
    assert stem("ala") == "ala"


def test_bags_hold_codes_whole_and_in_pieces() -> None:
    made = bags(["Ielu apgaismojums LLI-232"])
    assert made.exact == ("ielu", "apgaismojums", "lli-232")
    assert made.parts == ("lli", "232")


def test_a_form_whose_lemma_strays_keeps_its_own_folded_stem_too() -> None:
    assert bags(["ceļiem"]).folded == ("cel",)
    assert bags(["pieejamiba"]).folded == ("pieiet", "pieejamib")


def test_encoded_data_is_no_key() -> None:
    assert bags(["a" * 101]).exact == ()
