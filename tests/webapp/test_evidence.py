"""What facts were read from, in words for people."""

import pytest

from webapp.evidence import evidence_rows, how_label, where_label
from webapp.places import decision_label


@pytest.mark.parametrize(
    ("where", "label"),
    [
        ("p. 12", "p. 12"),
        ("slide 2", "slide 2"),
        ("sheet “Plāns”", "sheet “Plāns”"),
        ("section “1. Ievads”", "section “1. Ievads”"),
        ("section 1", "section 1"),
        ("pielikums.pdf, p. 3", "pielikums.pdf, p. 3"),
        ("a, b.pdf, section “p. 3”", "a, b.pdf, section “p. 3”"),
        ("file metadata", "data of the file"),
        ("something new", "something new"),
    ],
)
def test_places_of_evidence_are_said_in_words(where: str, label: str) -> None:
    assert where_label(where) == label


def test_a_rule_that_is_not_known_is_shown_by_its_code() -> None:
    assert how_label("approval line") == "line of approval"
    assert how_label("something new") == "something new"


def test_facts_read_from_the_same_words_share_a_row() -> None:
    found = [
        {"field": field, "quote": quote, "where": "p. 1", "how": "approval line"}
        for field, quote in (("status", "a"), ("decision", "a"), ("status", "a"), ("kind", "b"))
    ]
    rows = evidence_rows(found)
    assert [(row["names"], row["quote"]) for row in rows] == [
        ("status, number of the decision", "a"),
        ("kind", "b"),
    ]


@pytest.mark.parametrize(
    ("number", "decided", "label"),
    [
        ("231", "2022-06-16", "decision No. 231, 16.06.2022"),
        ("RD-23-2947-lē", "", "decision No. RD-23-2947-lē"),
        ("", "2022-06-16", "decision of 16.06.2022"),
        ("", "", ""),
    ],
)
def test_a_decision_is_said_with_what_is_known(number: str, decided: str, label: str) -> None:
    assert decision_label(number, decided) == label
