"""A document → what kreuzberg or pypdf makes of it, for comparison with ours.

Their text is taken as it is, a passage a page; kreuzberg's tables become rows below their first line, since
it has no notion of a header, and of parents it gives what stands in the cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from search.domain import Locator, Passage, PassageKind
from search.evaluate.expected import Given
from search.settings import Settings

_Kind = Literal["page", "sheet", "slide", "section"]
_KINDS: dict[str, _Kind] = {".pdf": "page", ".xlsx": "sheet", ".ods": "sheet", ".pptx": "slide"}


class OtherMissing(Exception):
    """A converter to compare with is not installed."""


def by_kreuzberg(path: Path, settings: Settings) -> Given:
    """Return what kreuzberg makes of a document."""
    from kreuzberg import ExtractionConfig, KreuzbergError, OcrConfig, PageConfig, extract_file_sync

    off = settings.ocr == "off"
    config = ExtractionConfig(
        use_cache=False,
        pages=PageConfig(extract_pages=True),
        include_document_structure=True,
        disable_ocr=off,
        ocr=None if off else OcrConfig(backend="tesseract", language=settings.ocr),
    )
    try:
        result = extract_file_sync(str(path), config=config)
    except (KreuzbergError, ValueError, OSError, RuntimeError) as error:
        return Given(error=f"{type(error).__name__}: {str(error).splitlines()[0]}")
    pages = [(page["page_number"], page["content"]) for page in result.pages or ()]
    kind = _KINDS.get(path.suffix, "section")
    names = list(result.metadata.get("sheet_names") or ())
    found = list(_pages(pages or [(1, result.content)], kind, names))
    for table in result.tables:
        found += _rows(table.cells, kind, table.page_number, names)
    return Given(str(result.metadata.get("title") or ""), tuple(found), _outline(result.document))


def by_pypdf(path: Path) -> Given:
    """Return what pypdf makes of a PDF. Raises OtherMissing where it is not installed."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise OtherMissing("pypdf is not installed: pip install -r requirements-dev.lock") from error
    try:
        reader = PdfReader(path)
        pages = [(number, page.extract_text()) for number, page in enumerate(reader.pages, 1)]
        title = reader.metadata.title if reader.metadata else ""
    except (PyPdfError, ValueError, KeyError, OSError) as error:
        return Given(error=f"{type(error).__name__}: {error}")
    lacks = frozenset({"headings", "levels", "rows", "true rows"})
    return Given(title or "", tuple(_pages(pages, "page", [])), lacks=lacks)


def _pages(pages: Sequence[tuple[int, str]], kind: _Kind, names: Sequence[str]) -> Iterator[Passage]:
    for number, text in pages:
        yield _passage(text, _locator(kind, number, names))


def _rows(
    cells: Sequence[Sequence[str]], kind: _Kind, number: int, names: Sequence[str]
) -> Iterator[Passage]:
    header = [name.strip("* ") for name in cells[0]] if cells else []
    for line in cells[1:]:
        columns = tuple((name, cell) for name, cell in zip(header, line, strict=False) if cell.strip())
        text = "; ".join(f"{name}: {cell}" for name, cell in columns)
        yield _passage(text, _locator(kind, number, names), columns)


def _passage(text: str, locator: Locator, columns: tuple[tuple[str, str], ...] = ()) -> Passage:
    kind: PassageKind = "row" if columns else "text"
    return Passage("", "", 0, text, locator, (), 0, len(text), kind, columns=columns)


def _locator(kind: _Kind, number: int, names: Sequence[str]) -> Locator:
    sheet = names[number - 1] if kind == "sheet" and 0 < number <= len(names) else ""
    return Locator(kind, number, sheet=sheet)


def _outline(document: Any) -> tuple[tuple[int, str], ...]:
    nodes = (document or {}).get("nodes", ())
    contents = (node["content"] for node in nodes)
    return tuple((one["level"], one["text"]) for one in contents if one["node_type"] == "heading")
