"""A sample text → a page of a municipal website: the text in <article>, menus and notices around it.

The pages' frames, all invented, are the templates in `pages/`.
"""

from __future__ import annotations

import zlib
from html import escape
from pathlib import Path
from string import Template

from looks import Colour, look_of, tint
from source_text import Block, Heading, Listing, Paragraph, SourceText, Table

_FRAMES = ("modern", "portal")
# Days with the names of the Latvian calendar, and weather to go with them.
_DAYS = (
    ("Ceturtdiena, 2026. gada 15. janvāris", "Fēlikss, Felicita", "–6 °C, sniegs, vējš 3 m/s"),
    ("Pirmdiena, 2025. gada 10. novembris", "Mārtiņš, Mārcis, Markuss", "+4 °C, apmācies, vējš 5 m/s"),
    ("Ceturtdiena, 2025. gada 4. decembris", "Baiba, Barbara", "–1 °C, slapjš sniegs, vējš 6 m/s"),
    ("Pirmdiena, 2025. gada 29. septembris", "Miķelis, Mihails, Miks", "+13 °C, skaidrs, vējš 2 m/s"),
)


def render_html(text: SourceText) -> bytes:
    """Return the page's bytes in UTF-8; same text, same bytes."""
    look = look_of(text)
    choice = zlib.crc32(text.name.encode())
    date, names, weather = _DAYS[choice % len(_DAYS)]
    frame = Path(__file__).parent / "pages" / f"{_FRAMES[choice % len(_FRAMES)]}.html"
    about = {
        "title": text.title,
        "issuer": text.issuers[0],
        "kind": text.kind.capitalize(),
        "keywords": text.keywords,
        "section": "Projekti" if text.kind.startswith("projekta") else "Plānošanas dokumenti",
        "city": text.cities[0],
        "date": date,
        "names": names,
        "weather": weather,
        "accent": _hex(look.accent),
        "tint": _hex(tint(look.accent, 0.14)),
    }
    values = {name: escape(value) for name, value in about.items()}
    main = "\n".join(_element(block) for block in text.blocks)
    return Template(frame.read_text(encoding="utf-8")).substitute(values, main=main).encode()


def _element(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p>{escape(block.text, quote=False)}</p>"
        case Listing():
            tag, start = ("ol", f' start="{block.first}"') if block.first else ("ul", "")
            start = "" if block.first == 1 else start
            entries = "\n".join(f"<li>{escape(entry, quote=False)}</li>" for entry in block.entries)
            return f"<{tag}{start}>\n{entries}\n</{tag}>"
        case Table():
            rows = "\n".join(_row(row, "td") for row in block.rows)
            head = _row(block.header, "th")
            return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in cells) + "</tr>"


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
