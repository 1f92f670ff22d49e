"""Cells that older word processors cut by edges become rows that name their columns; lists count."""

from __future__ import annotations

import struct

from ingest.formats.legacy.doc_properties import CELLS, LIST, read_properties
from ingest.formats.legacy.doc_styles import read_lists
from ingest.formats.legacy.word_blocks import Edges, Paragraph, WordText


def _text(*rows: tuple[tuple[str, ...], Edges]) -> list[str]:
    text = WordText()
    for cells, edges in rows:
        for cell in cells:
            text.paragraph(Paragraph(cell), in_cell=True)
            text.end_cell()
        text.end_row(edges)
    return [block.text for block in text.end()]


def test_cell_over_two_columns_names_both() -> None:
    assert _text(
        (("Darbs", "Finansējums"), Edges((0, 2000, 6000), header=True)),
        (("Tilts", "5", "ERAF"), Edges((10, 2010, 4000, 6000))),
        (("Ietve", "7", "PB"), Edges((0, 2000, 4010, 5990))),
    ) == [
        "Darbs: Tilts; Finansējums: 5; Finansējums: ERAF",
        "Darbs: Ietve; Finansējums: 7; Finansējums: PB",
    ]


def test_cells_joined_by_flags_repeat_their_text() -> None:
    one = frozenset({0})
    assert _text(
        (("Uzdevums", "Darbs"), Edges((0, 1000, 2000), header=True)),
        (("U1", "Tilts"), Edges((0, 1000, 2000), tall=one)),
        (("", "Ietve"), Edges((0, 1000, 2000), below=one, tall=one)),
    ) == ["Uzdevums: U1; Darbs: Tilts", "Uzdevums: U1; Darbs: Ietve"]


def test_row_whose_edges_do_not_fit_is_read_cell_by_cell() -> None:
    assert _text(
        (("A", "B"), Edges((0, 1000, 2000), header=True)),
        (("1", "2"), Edges((0, 1000))),
        (("3", "4"), Edges()),
    ) == ["A: 1; B: 2", "A: 3; B: 4"]


def test_frame_around_text_is_no_table() -> None:
    text = WordText()
    text.paragraph(Paragraph("Darbi", 2), in_cell=True)
    text.paragraph(Paragraph("izbūvēt tiltu", number="1."), in_cell=True)
    text.end_cell()
    text.end_row(Edges((0, 1000)))

    assert [(block.kind, block.level, block.text) for block in text.end()] == [
        ("heading", 2, "Darbi"),
        ("list", 0, "1. izbūvēt tiltu"),
    ]


def test_row_without_an_end_is_not_lost() -> None:
    text = WordText()
    text.paragraph(Paragraph("Tilts"), in_cell=True)
    text.end_cell()
    text.paragraph(Paragraph("Ietve"), in_cell=True)

    assert [block.text for block in text.end()] == ["Tilts", "Ietve"]


def test_hostile_spans_do_not_multiply_their_text() -> None:
    long = "x" * 1_000_000
    narrow = tuple(str(at) for at in range(150))
    rows = [((long, "b"), Edges((0, 14_900, 15_000))) for _ in range(20)]

    told = _text((narrow, Edges(tuple(range(0, 15_001, 100)))), *rows)

    assert sum(map(len, told)) < 100_000_000


def _level(form: int, text: str) -> bytes:
    head = struct.pack("<iB", 1, form).ljust(28, b"\0")
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def test_list_numbers_go_on_and_start_anew_where_a_use_says_so() -> None:
    levels = [_level(0, "\0."), _level(4, "\0.\1)"), *[_level(255, "")] * 7]
    table = struct.pack("<Hi", 1, 77).ljust(30, b"\0")
    uses = b"".join(struct.pack("<i", 77).ljust(12, b"\0") + bytes([anew, 0, 0, 0]) for anew in (0, 1))
    changes = bytes(4) + bytes(4) + struct.pack("<iI", 1, 16)

    lists = read_lists(table, b"".join(levels), struct.pack("<I", 2) + uses + changes)

    steps = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("2", 0), ("1", 0)]
    assert [lists.next(*one) for one in steps] == ["1.", "1.a)", "1.b)", "2.", "1.", "2."]
    assert lists.next("3", 0) is None


def test_properties_that_are_cut_off_are_left_out() -> None:
    cells = struct.pack("<HH", CELLS, 4) + b"abc"
    number = struct.pack("<HH", LIST, 5)

    assert read_properties(cells + number) == {CELLS: b"abc", LIST: b"\x05\x00"}
    assert read_properties(cells + number[:-1]) == {CELLS: b"abc"}
    assert read_properties(struct.pack("<HH", CELLS, 0) + b"x" * 9) == {}
