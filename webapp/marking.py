"""A passage as the serializer gives it → HTML with its marks; everything else is escaped first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from search.domain import Mark
from search.highlight import best_window

_SNIPPET = 340  # characters


@dataclass(frozen=True, slots=True)
class _Shown:
    """A mark and the class it is shown by; none for a word of the question."""

    mark: Mark
    name: str


def marked(passage: dict[str, Any], whole: bool = False) -> Markup:
    """Return a passage's text with its marks: a window of it unless `whole`."""
    text = passage["text"]
    marks = _marks(passage)
    start, end = (0, len(text)) if whole else best_window(text, _to_be_seen(marks), _SNIPPET)
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


def _marks(passage: dict[str, Any]) -> list[_Shown]:
    """Return the marks of a passage in order: words of the question, related terms, the nearest sentence."""
    shown = [_Shown(Mark(*place), "") for place in passage.get("marks", ())]
    shown += [_Shown(Mark(*place), "related") for place in passage.get("related_marks", ())]
    nearest = passage.get("nearest_sentence")
    if nearest:  # where nothing else is marked
        shown.append(_Shown(Mark(*nearest), "meaning"))
    return sorted(shown, key=lambda one: one.mark.start)


def _to_be_seen(marks: Iterable[_Shown]) -> tuple[Mark, ...]:
    """Return what a snippet is to hold: of a long sentence its beginning."""
    return tuple(Mark(one.mark.start, min(one.mark.end, one.mark.start + _SNIPPET // 2)) for one in marks)


def _stretch(text: str, marks: Iterable[_Shown], start: int, end: int) -> Markup:
    pieces: list[Markup] = []
    position = start
    for one in marks:
        first, last = max(one.mark.start, start), min(one.mark.end, end)
        whole = first == one.mark.start and last == one.mark.end
        if whole or (one.name == "meaning" and first < last):
            opening = Markup('<mark class="{}">').format(one.name) if one.name else Markup("<mark>")
            pieces += [escape(text[position:first]), opening, escape(text[first:last]), Markup("</mark>")]
            position = last
    return Markup("").join([*pieces, escape(text[position:end])])
