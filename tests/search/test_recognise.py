"""What a question names in plain words is offered as a filter; look-alikes are not."""

from __future__ import annotations

import pytest

from search.corpora import load_corpora
from search.recognise import recognise


def offered(text: str) -> list[tuple[str, str, str]]:
    return [(one.field, one.value, one.typed) for one in recognise(text, load_corpora())]


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("rigas ielu apgaismojums", [("city", "riga", "rigas")]),
        ("velo Liepājā un ventspilī", [("city", "liepaja", "Liepājā"), ("city", "ventspils", "ventspilī")]),
        ("strategijas merki jurmala", [("city", "jurmala", "jurmala")]),
        ("Rīgas dome", [("city", "riga", "Rīgas dome")]),
        ("Jēkabpils novads", [("city", "jekabpils", "Jēkabpils novads")]),
        ("Rīgas ielā 150a Jēkabpilī", [("city", "jekabpils", "Jēkabpilī")]),
        ("3. virziens", [("direction", "VIDE", "3. virziens")]),
        ("projekti virzienā 5", [("direction", "PILS", "virzienā 5")]),
        ("VIDE projekti", [("direction", "VIDE", "VIDE")]),
        ("izglitiba un zinatne", [("direction", "IZGL", "izglitiba un zinatne")]),
        ("Education and science", [("direction", "IZGL", "Education and science")]),
        ("attistibas programmas", [("kind", "attīstības programma", "attistibas programmas")]),
        ("action plans", [("kind", "rīcības plāns", "action plans")]),
        ("IAS", [("kind", "ilgtspējīgas attīstības stratēģija", "IAS")]),
        (
            "ilgtspējīgas attīstības stratēģija",
            [("kind", "ilgtspējīgas attīstības stratēģija", "ilgtspējīgas attīstības stratēģija")],
        ),
        ("2021.–2027. gadā", [("year", "2021-2027", "2021.–2027")]),
        ("no 2022. gada līdz 2027. gadam", [("year", "2022-2027", "2022. gada līdz 2027")]),
        ("2024 un 2025", [("year", "2024", "2024"), ("year", "2025", "2025")]),
        ("2027-2021", [("year", "2027", "2027"), ("year", "2021", "2021")]),
    ],
)  # fmt: skip
def test_plain_words_name_filters(text: str, offers: list[tuple[str, str, str]]) -> None:
    assert offered(text) == offers


@pytest.mark.parametrize(
    "text",
    [
        "Rīgas iela", "rigas iela", "rigas ielu 12", "rigas planosanas regions", "jelgavas novads",
        "ogres upe", "vide", "pils", "VISS LIELAJIEM: VIDE UN PILS", "13 virzieni", "virzieni 2027 programmā",
        "ias", "plāns", "LLI-232", "4.5.1.2/17/I/005", "1850", "12345", "",
    ],
)  # fmt: skip
def test_look_alikes_name_nothing(text: str) -> None:
    assert [one for one in offered(text) if one[0] != "year" or one[1] != "2027"] == []


def test_what_is_named_twice_is_offered_once() -> None:
    assert offered("Rīga, Rīgas un rigai") == [("city", "riga", "Rīga")]
