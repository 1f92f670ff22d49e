"""Which stretch of a text to show, given what is marked in it. Pure."""

from __future__ import annotations

from search.domain import Mark


def best_window(text: str, found: tuple[Mark, ...], length: int) -> tuple[int, int]:
    """Return the start and end of the stretch of about `length` characters that holds most marks.

    The whole text when it is short; cut at white space; the earliest of equal stretches.
    """
    if len(text) <= length:
        return 0, len(text)
    starts = [0, *(max(0, mark.start - length // 4) for mark in found)]
    start = max(starts, key=lambda at: (sum(at <= m.start and m.end <= at + length for m in found), -at))
    start = min(start, len(text) - length)
    end = start + length
    if start:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = text.rfind(" ", start, end) if text.rfind(" ", start, end) > start else end
    return start, end
