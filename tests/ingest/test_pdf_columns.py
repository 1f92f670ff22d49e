"""Lines in reading order: columns, gutters, calls of footnotes."""

from __future__ import annotations

from dataclasses import replace

from ingest.formats.pdf.columns import in_reading_order, rejoined
from ingest.formats.pdf.lines import Cut, Line


def line(text: str, y: float, left: float = 60.0, right: float = 520.0, size: float = 10.0) -> Line:
    return Line(text, left, y - 8, right, y + 2, y, size, bold=False)


def over(left: str, right: str, y: float) -> Line:
    """Return a line that pdfium has joined over the gutter between 284 and 302."""
    return replace(line(f"{left} {right}", y), cuts=(Cut(len(left) + 1, 284.0, 302.0),))


def texts(lines: list[Line]) -> list[str]:
    return [one.text for one in in_reading_order(rejoined(lines))]


LEFT = ["kreisās slejas pirmā rindiņa", "kreisās slejas otrā rindiņa", "kreisās slejas trešā rindiņa"]
RIGHT = ["labās slejas pirmā rindiņa", "labās slejas otrā rindiņa", "labās slejas trešā rindiņa"]


def test_columns_are_read_one_after_the_other_between_lines_over_both() -> None:
    pairs = zip(LEFT, RIGHT, (120, 132, 144), strict=True)
    lines = [
        line("Virsraksts pāri abām slejām", 90),
        *(over(*pair) for pair in pairs),
        line("Beigas pāri abām", 200),
    ]
    assert texts(lines) == ["Virsraksts pāri abām slejām", *LEFT, *RIGHT, "Beigas pāri abām"]


def test_a_heading_below_the_columns_stays_below_both() -> None:
    pairs = zip(LEFT, RIGHT, (120, 132, 144), strict=True)
    heading = line("Ieguldījumi", 190, right=140)
    assert texts([*(over(*pair) for pair in pairs), heading]) == [*LEFT, *RIGHT, "Ieguldījumi"]


def test_two_lines_with_a_gap_are_no_columns() -> None:
    pairs = list(zip(LEFT[:2], RIGHT[:2], (120, 132), strict=True))
    assert texts([over(*pair) for pair in pairs]) == [f"{left} {right}" for left, right, _ in pairs]


def test_a_very_wide_gap_always_parts_a_line_but_a_page_number_stays() -> None:
    header = replace(line("Mobilitātes plāns Jelgavas padome", 34), cuts=(Cut(18, 150.0, 340.0),))
    entry = replace(line("Ievads 2", 60), cuts=(Cut(7, 100.0, 500.0),))
    assert texts([header, entry]) == ["Mobilitātes plāns", "Jelgavas padome", "Ievads 2"]


def test_the_call_of_a_footnote_leaves_its_word_and_its_line_is_whole_again() -> None:
    before = replace(line("dzīvoja 77 7991", 140, right=225), raised=((14, 15),))
    after = line("iedzīvotāji, par", 140, left=228)
    note = line("1 Centrālās statistikas pārvaldes dati.", 751, size=8.5)
    assert texts([before, after, note]) == ["dzīvoja 77 799 iedzīvotāji, par", note.text]


def test_a_raised_digit_without_a_note_stays() -> None:
    unit = replace(line("platība 340 m2", 140), raised=((13, 14),))
    assert texts([unit]) == ["platība 340 m2"]


def test_gaps_around_the_dots_of_contents_lines_are_no_gutter() -> None:
    titles = [
        "Esošā situācija un plāna mērķis",
        "Velosipēdu ceļi un ietves pilsētā",
        "Sabiedriskais transports",
    ]
    entries = [
        replace(
            line(f"{title} {'.' * 60} {7 + at}", 60 + 15 * at),
            cuts=(Cut(len(title) + 1, 280.0, 310.0), Cut(len(title) + 62, 500.0, 510.0)),
        )
        for at, title in enumerate(titles)
    ]
    assert texts(in_reading_order(entries)) == [entry.text for entry in entries]
