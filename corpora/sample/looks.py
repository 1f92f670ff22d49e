"""A sample text's kind and city → how its document looks, so that no two kinds look alike.

Shared by the renderers; knows none.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from source_text import SourceText

MADE = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)  # date in every document's metadata: same input, same bytes
WIDE = 6  # columns from which a table gets a landscape page

Colour = tuple[int, int, int]
_ACCENTS: tuple[Colour, ...] = (
    (31, 78, 121),
    (0, 98, 86),
    (122, 37, 41),
    (68, 74, 84),
    (86, 60, 122),
    (20, 105, 60),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a document looks."""

    serif: bool
    size: float  # of body text, in points
    title: Literal["classic", "band", "none"]  # "none": the title stands above the text on page 1
    repeat_header: bool  # a table that runs over pages shows its header again
    footer: str  # with {page} and {pages}
    bullet: str
    justified: bool
    accent: Colour = _ACCENTS[0]


_CLASSIC = Look(True, 11, "classic", True, "{page}. lpp.", "•", True)
_MODERN = Look(False, 10, "band", False, "{page}. lpp. no {pages}", "–", False)
_BY_KIND = {
    "ilgtspējīgas attīstības stratēģija": replace(_MODERN, size=10.5, repeat_header=True),
    "attīstības programma": _CLASSIC,
    "rīcības plāns": replace(_MODERN, size=9.5),
    "investīciju plāns": replace(_CLASSIC, serif=False, size=9.5, repeat_header=False, justified=False),
    "tematiskais plānojums": replace(_MODERN, footer="{page}. lpp.", bullet="•"),
    "nozares plāns": replace(_CLASSIC, footer="{page}. lpp. no {pages}", bullet="–"),
    "projekta pārskats": replace(_CLASSIC, serif=False, size=10.5, repeat_header=False),
    "projekta iesniegums": replace(_CLASSIC, size=10.5, justified=False),
    "uzraudzības pārskats": replace(_MODERN, title="classic", bullet="•"),
    "domes lēmums": replace(_CLASSIC, title="none"),
    "saistošie noteikumi": replace(_CLASSIC, size=10.5, title="none", footer="– {page} –", bullet="–"),
}


def look_of(text: SourceText) -> Look:
    """Return how the document of a text looks."""
    accent = _ACCENTS[zlib.crc32(text.cities[0].encode()) % len(_ACCENTS)]
    return replace(_BY_KIND[text.kind], accent=accent)


def tint(colour: Colour, share: float) -> Colour:
    """Return a colour mixed with white; `share` 0 is white, 1 the colour itself."""
    red, green, blue = (round(255 - (255 - part) * share) for part in colour)
    return red, green, blue
