"""Words for what is told of projects."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from webapp.places import plainly
from webapp.project_rows import value_rows
from webapp.project_words import FIELDS, MONEY, field_label, span_label, stage_label
from webapp.projects import printed_sum
from webapp.tongues import in_latvian

TABLE = Path(__file__).resolve().parents[2] / "corpora" / "judgements" / "projects.tsv"


def test_whatever_is_told_of_projects_has_words_and_a_place_in_the_order() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(told) > 700
    for field, kind in {(row["field"], row["kind"]) for row in told}:
        assert field_label(field, kind, in_latvian) != field_label(field, kind)
        assert field in FIELDS
        assert field != "money" or kind in MONEY
    for field in set(FIELDS) - {"money"}:
        assert field_label(field, "", in_latvian) != field_label(field)
    for kind in MONEY:
        assert field_label("money", kind, in_latvian) != field_label("money", kind)
    for stage in {row["value"] for row in told if row["field"] == "stage"}:
        assert stage_label(stage, in_latvian) != stage_label(stage)


@pytest.mark.parametrize(
    ("value", "latvian", "english"),
    [
        ("2021-02-01/2023-12-29", "01.02.2021.–29.12.2023.", "01.02.2021–29.12.2023"),
        ("2018-07/2021-11", "07.2018.–11.2021.", "07.2018–11.2021"),
        ("2024/2026", "2024.–2026. gads", "2024–2026"),
        ("2024/2024", "2024. gads", "2024"),
        ("/2027-12-31", "līdz 31.12.2027.", "until 31.12.2027"),
        ("/2027", "līdz 2027. gada beigām", "by the end of 2027"),
        ("2022-04-04/", "no 04.04.2022.", "from 04.04.2022"),
        ("2022/", "no 2022. gada", "from 2022"),
        ("2022/2025-09-30", "no 2022. gada līdz 30.09.2025.", "from 2022 until 30.09.2025"),
        ("2022-05/2025", "no 05.2022. līdz 2025. gada beigām", "from 05.2022 until the end of 2025"),
    ],
)
def test_a_period_in_words(value: str, latvian: str, english: str) -> None:
    assert (span_label(value, in_latvian), span_label(value, plainly)) == (latvian, english)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("820 000", "820 000 EUR"),
        ("820 000 EUR", "820 000 EUR"),
        ("1,2 miljoni eiro", "1,2 miljoni eiro"),
        ("€ 5 000", "€ 5 000"),
    ],
)
def test_a_sum_has_its_currency_once(printed: str, expected: str) -> None:
    assert printed_sum(printed) == expected


def test_equal_sums_printed_differently_are_one_row_that_says_so() -> None:
    documents = [{"id": "a", "language": "lv"}, {"id": "b", "language": "lv"}]
    told = [("a", "9200000", "9 200 000"), ("b", "9200000.00", "9,2 milj. EUR")]
    values = [
        {
            "field": "money", "kind": "total", "label": "total costs", "value": value, "readable": "",
            "printed": printed, "document_id": document, "passage_id": f"{document}-1", "place": "p. 1",
            "page": 1,
        }
        for document, value, printed in told
    ]  # fmt: skip
    (row,) = value_rows(values, documents)
    assert (row["amount"], row["unit"], row["quoted"]) == (9_200_000, "EUR", "")
    assert [one["printed"] for one in row["places"]] == ["", "9,2 milj. EUR"]
