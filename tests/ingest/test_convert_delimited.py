"""CSV and TSV as sheets: signs that part, quotation marks, encodings, hostile input."""

from __future__ import annotations

import tracemalloc

import pytest

from ingest.convert import convert_data
from ingest.formats import delimited
from ingest.pages import Block
from search.errors import SourceUnreadable
from search.settings import read_settings

SETTINGS = read_settings({})


def rows(data: bytes, name: str) -> list[tuple[tuple[str, str], ...]]:
    converted = convert_data(data, name, SETTINGS)
    return [block.columns for block in blocks(data, name) if block.kind == "row"] if converted else []


def blocks(data: bytes, name: str) -> tuple[Block, ...]:
    (page,) = convert_data(data, name, SETTINGS).pages
    assert (page.kind, page.name) == ("sheet", name.rpartition(".")[0])
    return page.blocks


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plans.tsv", "Nr.\tPasākums\tSumma, EUR\n1.\tIelas remonts, tilts\t12 000\n2.\tParks\t8 000\n"),
        ("plans.csv", "Nr.;Pasākums;Summa, EUR\n1.;Ielas remonts, tilts;12 000\n2.;Parks;8 000\n"),
        ("plans.csv", 'Nr.,Pasākums,"Summa, EUR"\n1.,"Ielas remonts, tilts",12 000\n2.,Parks,8 000\n'),
        (
            "plans.csv",
            "Nr.\tPasākums\tSumma, EUR\r\n1.\tIelas remonts, tilts\t12 000\r\n2.\tParks\t8 000\r\n",
        ),
    ],
)
def test_cells_are_parted_by_the_sign_of_the_file(name: str, text: str) -> None:
    assert rows(text.encode(), name) == [
        (("Nr.", "1."), ("Pasākums", "Ielas remonts, tilts"), ("Summa, EUR", "12 000")),
        (("Nr.", "2."), ("Pasākums", "Parks"), ("Summa, EUR", "8 000")),
    ]


def test_the_encoding_before_unicode_is_read() -> None:
    told = rows("Pasākums;Atbildīgais\nŠķūņa jumts;Īpašumu nodaļa\n".encode("windows-1257"), "p.csv")
    assert told == [(("Pasākums", "Šķūņa jumts"), ("Atbildīgais", "Īpašumu nodaļa"))]


def test_a_quoted_cell_may_hold_lines() -> None:
    told = rows(b'Darbs;Piez\xc4\xabme\nJumts;"pirm\xc4\x81\notr\xc4\x81"\nLogi;nav\n', "p.csv")
    assert told[0][1][1].split() == ["pirmā", "otrā"]
    assert len(told) == 2


def test_rows_keep_the_numbers_of_the_sheet() -> None:
    numbers = [block.row for block in blocks(b"A;B\n1;2\n\n3;4\n", "p.csv") if block.kind == "row"]
    assert numbers == [2, 4]


def test_a_mark_that_never_closes_swallows_nothing() -> None:
    text = "Darbs;Piezīme\n" + 'Jumts;"sākta\n' + "".join(f"Darbs {n};kārtībā\n" for n in range(200))
    converted = convert_data(text.encode(), "p.csv", SETTINGS)
    assert "quotation marks that do not close are taken as letters" in converted.notes
    assert sum(block.kind == "row" for block in converted.pages[0].blocks) == 201


def test_an_endless_cell_and_very_many_columns_are_bounded() -> None:
    wide = ";".join(f"k{n}" for n in range(5000))
    assert len(rows(f"{wide}\n{wide}\n".encode(), "p.csv")[0]) <= 200
    assert blocks(b'A;B\n1;"' + b"x" * 300_000 + b'"\n', "p.csv")


def test_rows_beyond_the_bound_are_counted_and_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_MOST", 100)
    data = b"A;B\n" + b"1;2\n" * 50_000
    tracemalloc.start()
    converted = convert_data(data, "p.csv", SETTINGS)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "rows left out after the first 100: 49901" in converted.notes
    assert most < 20 * len(data)


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match="no text"):
        convert_data(b";;\n;;\n", "p.csv", SETTINGS)
