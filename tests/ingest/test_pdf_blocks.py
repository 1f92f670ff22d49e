"""Lines of a PDF page → blocks: where a line goes on with the one above."""

from __future__ import annotations

import pytest

from ingest.formats.pdf.blocks import blocks_by_page
from ingest.formats.pdf.lines import Line

BODY = "Šī rindiņa ir pilnā platumā un ir pamatteksts, lai lielākie burti būtu virsraksts."


def page(*headed: str) -> list[str]:
    """Return the blocks of a page with these large lines, short and centred, above running text."""
    large = [
        Line(
            text, 200 - len(text), 100 + 18 * n, 300 + len(text), 114 + 18 * n, 112 + 18 * n, 14.0, bold=False
        )
        for n, text in enumerate(headed)
    ]
    body = [
        Line(BODY, 60, 300 + 12 * n, 520, 310 + 12 * n, 308 + 12 * n, 10.0, bold=False) for n in range(12)
    ]
    return [block.text for _, block in blocks_by_page([large + body])[0]][:-1]


def test_a_date_broken_over_two_lines_stays_one() -> None:
    lines = ("Apstiprināts ar Ogres domes 2023. gada", "21. septembra lēmumu Nr. 344")
    assert page(*lines) == ["\n".join(lines)]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Rīcības plāns līdz 2023. gadam", "21. uzdevums"), ("Paveiktais 2023. gada", "21. uzdevums")],
)
def test_a_number_that_begins_a_line_begins_a_block(first: str, second: str) -> None:
    assert page(first, second) == [first, second]
