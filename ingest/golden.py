"""A folder of golden documents → what our preparation makes of them, and other converters, judged.

Beside each document stands a JSON of the same name that says what a careful reader expects. kreuzberg gives
what it gives without settings but for the language of OCR; pypdf reads only PDFs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.golden_others import OtherMissing, by_kreuzberg, by_pypdf
from ingest.prepare import prepare_file
from search.errors import CorpusError, SourceError
from search.evaluate.conversion import Judged, judge
from search.evaluate.expected import Expected, ExpectedRow, Given, Place, Sentence, outline_of
from search.settings import Settings

_SHAPE = 'needs "title", "sentences" with "text" and "place", "headings", "rows" with "cells", "absent"'
_KINDS = ("page", "sheet", "slide", "section")


@dataclass(frozen=True, slots=True)
class GoldenDocument:
    """A document and what is expected of it."""

    path: Path
    expected: Expected
    notes: str


def load_golden(folder: Path) -> tuple[GoldenDocument, ...]:
    """Load the documents of a folder, by name. Raises CorpusError for a JSON that is malformed or alone."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    found = []
    for path in files:
        if path.suffix == ".json":
            beside = [one for one in files if one.stem == path.stem and one.suffix != ".json"]
            if len(beside) != 1:
                raise _malformed(path, f"{len(beside)} documents of this name stand beside it, not one")
            found.append(_golden(path, beside[0]))
    if not found:
        raise CorpusError(
            "There are no golden documents",
            value=folder,
            next_step="Give a folder with documents and a NAME.json beside each NAME.pdf, NAME.docx …",
        )
    return tuple(found)


def judged_by_all(
    documents: tuple[GoldenDocument, ...], settings: Settings
) -> tuple[dict[str, dict[str, Judged]], list[str]]:
    """Return the judged documents by converter, PDFs once more by themselves, and what is not installed."""
    pdfs = tuple(one for one in documents if one.path.suffix == ".pdf")
    ours = {one.path.name: judge(one.expected, by_us(one.path, settings)) for one in documents}
    theirs = {one.path.name: judge(one.expected, by_kreuzberg(one.path, settings)) for one in documents}
    groups = {"ours": ours, "kreuzberg": theirs}
    missing: list[str] = []
    if pdfs:
        groups["ours, PDFs"] = {one.path.name: ours[one.path.name] for one in pdfs}
        groups["kreuzberg, PDFs"] = {one.path.name: theirs[one.path.name] for one in pdfs}
        try:
            groups["pypdf, PDFs"] = {one.path.name: judge(one.expected, by_pypdf(one.path)) for one in pdfs}
        except OtherMissing as error:
            missing.append(str(error))
    return groups, missing


def by_us(path: Path, settings: Settings) -> Given:
    """Return what our preparation makes of a document."""
    try:
        document = prepare_file(path, settings)
    except SourceError as error:
        return Given(error=error.sentence)
    return Given(document.facts.title, document.passages, outline_of(document.passages))


def _golden(path: Path, document: Path) -> GoldenDocument:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        expected = Expected(
            title=_text(data["title"]),
            sentences=tuple(Sentence(_text(one["text"]), _place(one["place"])) for one in data["sentences"]),
            headings=tuple((int(one["level"]), _text(one["text"])) for one in data["headings"]),
            rows=tuple(_rows(data["rows"])),
            absent=tuple(_text(line) for line in data["absent"]),
            letters=bool(data.get("letters", False)),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _malformed(path, f"{error!r}: {_SHAPE}") from error
    return GoldenDocument(document, expected, str(data.get("notes", "")))


def _rows(rows: Any) -> Iterator[ExpectedRow]:
    for row in rows:
        cells = tuple((_text(name), _text(cell)) for name, cell in row["cells"].items())
        parents = tuple(_text(line) for line in row.get("parents", ()))
        yield ExpectedRow(cells, parents, _place(row["place"]) if "place" in row else None)


def _place(data: Mapping[str, Any]) -> Place:
    if data["kind"] not in _KINDS or not set(data) <= {"kind", "number", "sheet", "rows", "section", "file"}:
        raise ValueError(f"{dict(data)} is no place")
    rows = data.get("rows")
    return Place(
        kind=data["kind"],
        number=int(data.get("number", 0)),
        sheet=str(data.get("sheet", "")),
        rows=None if rows is None else (int(rows[0]), int(rows[1])),
        section=str(data.get("section", "")),
        file=str(data.get("file", "")),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value or value != " ".join(value.split()):
        raise ValueError(f"{value!r} is no text with single spaces")
    return value


def _malformed(path: Path, why: str) -> CorpusError:
    return CorpusError("A golden document's JSON is malformed", value=f"{path.name}: {why}")
