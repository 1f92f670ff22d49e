"""A passage as the serializer gives it → HTML with its marks; everything else is escaped first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from search.domain import Mark
from search.highlight import best_window

_SNIPPET = 340  # characters


def marked(passage: dict[str, Any], whole: bool = False) -> Markup:
    """Return a passage's text with its marks: a window of it unless `whole`."""
    text = passage["text"]
    marks = _marks(passage)
    start, end = (0, len(text)) if whole else best_window(text, marks, _SNIPPET)
    before, after = Markup("… ") if start else Markup(""), Markup(" …") if end < len(text) else Markup("")
    return before + _stretch(text, marks, start, end) + after


def cells(passage: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the marked name and text of each cell of a row, which its text holds in their order."""
    text, marks = passage["text"], _marks(passage)
    made = []
    position = 0
    for column in passage["columns"]:
        name, cell = column["name"], column["text"]
        start = text.find(f"{name}: {cell}", position)
        if start < 0:
            made.append({"name": escape(name), "text": escape(cell)})
            continue
        middle = start + len(name)
        position = middle + 2 + len(cell)
        made.append(
            {
                "name": _stretch(text, marks, start, middle),
                "text": _stretch(text, marks, middle + 2, position),
            }
        )
    return made


def below_title(path: Iterable[str], title: str) -> list[str]:
    """Return the headings below the document's title, which is shown above them anyway."""
    return [heading for heading in path if not title.startswith(heading)]


def _marks(passage: dict[str, Any]) -> tuple[Mark, ...]:
    return tuple(Mark(start, end) for start, end in passage.get("marks", ()))


def _stretch(text: str, marks: Iterable[Mark], start: int, end: int) -> Markup:
    pieces: list[Markup] = []
    position = start
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            pieces += [escape(text[position : mark.start]), Markup("<mark>")]
            pieces += [escape(text[mark.start : mark.end]), Markup("</mark>")]
            position = mark.end
    return Markup("").join([*pieces, escape(text[position:end])])
