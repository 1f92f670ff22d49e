"""What a golden document is: its file, what a careful reader expects of it, and how both are made.

`made` registers a function that returns a document's bytes; its other arguments say what is expected. The
modules `golden_*` hold the documents, `make_golden` writes them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

FONTS = Path("/usr/share/fonts/truetype/liberation2")
MADE = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)  # in every document's metadata: same script, same bytes
MARK = "Paraugdokuments"
Place = dict[str, Any]
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Golden:
    """A document and what is expected of it; `build` is None for a file that another program made once."""

    name: str
    build: Callable[[], bytes] | None
    title: str
    notes: str
    sentences: Sequence[Mapping[str, Any]]
    headings: Sequence[tuple[int, str]] = ()
    rows: Sequence[Mapping[str, Any]] = ()
    absent: Sequence[str] = ()
    letters: bool = False
    once: str = ""

    def expected(self) -> dict[str, Any]:
        """Return what the JSON beside the document says."""
        data: dict[str, Any] = {"title": self.title, "notes": self.notes}
        if self.letters:
            data["letters"] = True
        if self.once:
            data["made_once_with"] = self.once
        data["sentences"] = list(self.sentences)
        data["headings"] = [{"level": level, "text": text} for level, text in self.headings]
        data["rows"] = list(self.rows)
        data["absent"] = list(self.absent)
        return data


@dataclass
class Registry:
    """The golden documents, by name."""

    documents: dict[str, Golden] = field(default_factory=dict)

    def add(self, document: Golden) -> None:
        """Take a document; its name without the ending must be new, since its JSON is called so."""
        if Path(document.name).stem in {Path(name).stem for name in self.documents}:
            raise ValueError(f"{document.name}: there is such a name already")
        self.documents[document.name] = document


REGISTRY = Registry()


def made(name: str, **expected: Any) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register the function below as the maker of the document `name`."""

    def register(build: Callable[[], bytes]) -> Callable[[], bytes]:
        notes = " ".join((build.__doc__ or "").split())
        REGISTRY.add(Golden(name=name, build=build, notes=notes, **expected))
        return build

    return register


def made_once(name: str, program: str, **expected: Any) -> None:
    """Register a document that is committed as `program` made it."""
    REGISTRY.add(Golden(name=name, build=None, once=program, **expected))


def page(number: int, file: str = "") -> Place:
    """Return the place of a page."""
    return {"kind": "page", "number": number} | ({"file": file} if file else {})


def slide(number: int) -> Place:
    """Return the place of a slide."""
    return {"kind": "slide", "number": number}


def section(title: str = "", file: str = "") -> Place:
    """Return the place of a section; an empty title means that it is not asked for."""
    place: Place = {"kind": "section"}
    return place | ({"section": title} if title else {}) | ({"file": file} if file else {})


def rows_of(name: str, first: int, last: int = 0) -> Place:
    """Return the place of rows of a sheet."""
    return {"kind": "sheet", "sheet": name, "rows": [first, last or first]}


def said(place: Place, *texts: str) -> list[dict[str, Any]]:
    """Return sentences that stand at one place."""
    return [{"text": text, "place": place} for text in texts]


def row(cells: Cells, place: Place | None = None, parents: Sequence[str] = ()) -> dict[str, Any]:
    """Return a row; `parents` are lines over the whole width that it stands under."""
    found: dict[str, Any] = {"cells": dict(cells)}
    if parents:
        found["parents"] = list(parents)
    if place:
        found["place"] = place
    return found


def rows_named(
    header: Sequence[str], lines: Iterable[Sequence[str]], place: Place | None = None
) -> list[dict[str, Any]]:
    """Return rows of one place from lines of cells; an empty cell is left out."""
    return [
        row({name: cell for name, cell in zip(header, line, strict=True) if cell}, place) for line in lines
    ]


class Paper(FPDF):
    """A PDF of Liberation fonts with the mark in its metadata."""

    def __init__(self, title: str, *, landscape: bool = False, margin: float = 22) -> None:
        super().__init__(orientation="L" if landscape else "P", unit="mm", format="A4")
        for family in ("Serif", "Sans"):
            for style, name in (("", "Regular"), ("B", "Bold"), ("I", "Italic")):
                self.add_font(family, style, FONTS / f"Liberation{family}-{name}.ttf")
        self.set_title(title)
        self.set_keywords(MARK)
        self.set_creator("tests/data/make_golden.py")
        self.set_lang("lv-LV")
        self.set_creation_date(MADE)
        self.set_margins(margin, margin, margin)
        self.set_auto_page_break(True, margin)
        self.c_margin = 0
        self.face(11)

    def face(self, size: float, style: str = "", family: str = "Serif") -> None:
        """Choose size, style ("", "B", "I") and family ("Serif", "Sans")."""
        self.set_font(family, style, size)

    def block(
        self, text: str, size: float = 11, style: str = "", *, width: float = 0, align: str = "L",
        after: float = 2.5, family: str = "Serif",
    ) -> None:  # fmt: skip
        """Write a paragraph below the last one; it may run over pages."""
        self.face(size, style, family)
        self.multi_cell(width, size * 0.46, text, align=align, new_x=XPos.LEFT, new_y=YPos.NEXT)
        self.ln(after)
        # `ln` goes to the margin; columns begin elsewhere.

    def head(self, text: str, size: float, *, before: float = 3) -> None:
        """Write a bold heading."""
        self.ln(before)
        self.block(text, size, "B", after=1.5)

    def lines(self, texts: Iterable[str], x: float, y: float, *, size: float = 11, step: float = 0) -> float:
        """Write lines with their own breaks from a place on; return the height below them."""
        for text in texts:
            self.text(x, y, text)
            y += step or size * 0.46
        return y

    def data(self) -> bytes:
        """Return the document's bytes."""
        return bytes(self.output())


def column_lines(pdf: FPDF, text: str, width: float) -> list[str]:
    """Return the lines that a text breaks into between words, in the font chosen."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pdf.get_string_width(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


# Accepted: "<dcterms:modified xsi:type=…>2026-07-30T10:00:00Z</dcterms:modified>". Rejected: "<dc:title>".
_DATE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def without_time(archive: bytes) -> bytes:
    """Return an office document with fixed dates and sorted entries."""
    stamp = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return packed({name: _DATE.sub(rb"\g<1>" + stamp + rb"\g<3>", old.read(name)) for name in names})


def packed(entries: Mapping[str, bytes], *, stored: Sequence[str] = ()) -> bytes:
    """Return an archive of the entries in their order; those named in `stored` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return out.getvalue()


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def unpacked(name: str, data: bytes) -> object:
    """Return what a document holds, whatever its compression: another zlib writes other bytes."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {entry: unpacked(entry, archive.read(entry)) for entry in archive.namelist()}
    if not name.endswith(".pdf"):
        return data
    streams = []
    for match in _STREAM.finditer(data):
        try:
            streams.append(zlib.decompress(match[1]))
        except zlib.error:
            streams.append(match[1])
    return streams
