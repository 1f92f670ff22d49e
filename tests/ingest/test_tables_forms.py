"""Forms of two columns are pairs of names and values; tables with a header of two columns are none."""

from __future__ import annotations

import pytest

from ingest.formats.tables import Row, table_blocks


def told(*rows: tuple[str, ...]) -> list[str]:
    return [
        block.text for block in table_blocks([Row(number, cells) for number, cells in enumerate(rows, 1)])
    ]


def test_a_form_names_its_values_whatever_the_first_one_is() -> None:
    assert told(
        ("Projekta nosaukums", "Promenādes izbūve"),
        ("Iesniedzējs", "Ogres novada pašvaldība"),
        ("Kopējās izmaksas", "1 250 000,00 EUR"),
    ) == [
        "Projekta nosaukums: Promenādes izbūve",
        "Iesniedzējs: Ogres novada pašvaldība",
        "Kopējās izmaksas: 1 250 000,00 EUR",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("Pozīcija", "EUR"), ("Būvniecības izmaksas", "10 000"), ("Kopējās izmaksas", "12 000")),
        (("Projekta nosaukums", "EUR"), ("Ielu remonts", "10 000"), ("Parka izveide", "12 000")),
        (("Pasākums", "Termiņš"), ("Ielu remonts", "2024"), ("Parka izveide", "pastāvīgi")),
    ],
)
def test_a_table_with_a_header_is_no_form(rows: tuple[tuple[str, ...], ...]) -> None:
    assert told(*rows)[0].startswith(f"{rows[0][0]}: {rows[1][0]}")
