"""`evaluate conversion`: what a careful reader expects of a document, and what a converter gave → figures.

Each figure counts what is right among what is expected, so that documents can be added up. Knows no
converter and no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from search.domain import Locator, Passage
from search.evaluate.expected import Expected, ExpectedRow, Given, is_at

FIGURES = (
    "titles", "sentences", "places", "order", "headings", "levels", "rows", "true rows", "absent", "letters",
)  # fmt: skip
_WORD = re.compile(r"\w+")
_SHOWN = 90  # characters of a text in a problem


@dataclass(frozen=True, slots=True)
class Count:
    """How many of those expected are right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.of + other.of)

    @property
    def share(self) -> float | None:
        """Return the share that is right, None where nothing was expected."""
        return round(self.right / self.of, 4) if self.of else None


@dataclass(frozen=True)
class Judged:
    """A document's counts by figure, and in words what is wrong."""

    counts: Mapping[str, Count]
    problems: tuple[str, ...] = ()


@dataclass
class _Tally:
    counts: dict[str, Count] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def take(self, figure: str, right: bool, problem: str = "") -> None:
        self.counts[figure] = self.counts.get(figure, Count()) + Count(int(right), 1)
        if not right and problem:
            self.problems.append(problem)


def judge(expected: Expected, given: Given) -> Judged:
    """Return how right a converter was on one document. Spaces of any kind and number are equal."""
    tally = _Tally()
    if expected.title:
        tally.take("titles", plain(given.title) == expected.title, f"title: {_shown(given.title)}")
    _judge_sentences(expected, given, tally)
    _judge_headings(expected, given, tally)
    _judge_rows(expected, given, tally)
    if given.error:
        tally.problems = [f"not read: {given.error}"]
    else:
        _judge_absent(expected, given, tally)
    kept = {figure: count for figure, count in tally.counts.items() if figure not in given.lacks}
    return Judged(kept, tuple(dict.fromkeys(tally.problems)))


def total(judged: Iterable[Judged]) -> dict[str, Count]:
    """Return the counts of several documents added up, by figure."""
    counts: dict[str, Count] = {}
    for one in judged:
        for figure, count in one.counts.items():
            counts[figure] = counts.get(figure, Count()) + count
    return counts


def nearest(sentence: str, text: str) -> tuple[int, str]:
    """Return the stretch of `text` that is most like `sentence`, and how many letters it is off.

    The edit distance with free ends in the text (Sellers 1980).
    """
    distance, end = _best_end(sentence, text)
    _, length = _best_end(sentence[::-1], text[:end][::-1])
    return distance, text[end - length : end]


def _best_end(pattern: str, text: str) -> tuple[int, int]:
    letters = np.array([ord(letter) for letter in text], dtype=np.int32)
    steps = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, dtype=np.int64)
    for number, letter in enumerate(pattern, 1):
        below = np.empty_like(row)
        below[0] = number
        below[1:] = np.minimum(row[1:] + 1, row[:-1] + (letters != ord(letter)))
        row = np.minimum.accumulate(below - steps) + steps
    end = int(row.argmin())
    return int(row[end]), end


def plain(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def _judge_sentences(expected: Expected, given: Given, tally: _Tally) -> None:
    texts = [plain(passage.text) for passage in given.passages]
    whole = " ".join(texts)
    positions: list[tuple[tuple[int, int], str]] = []
    for sentence in expected.sentences:
        at = next((number for number, text in enumerate(texts) if sentence.text in text), None)
        times = sum(text.count(sentence.text) for text in texts)
        off, like = (0, "") if times else nearest(sentence.text, whole)
        if expected.letters:
            length = len(sentence.text)
            right = max(length - off, 0)
            tally.counts["letters"] = tally.counts.get("letters", Count()) + Count(right, length)
        tally.take("sentences", times == 1, _sentence_problem(sentence.text, times, off, like))
        if at is None:
            tally.take("places", False)
            continue
        positions.append(((at, texts[at].index(sentence.text)), sentence.text))
        found = given.passages[at]
        there = is_at(found, sentence.place)
        tally.take("places", there, f"place: {_shown(sentence.text)} at {_where(found.locator)}")
    for (before, _), (after, text) in pairwise(positions):
        tally.take("order", before < after, f"order: {_shown(text)} stands before the sentence before it")


def _sentence_problem(text: str, times: int, off: int, like: str) -> str:
    if times:
        return f"sentence stands {times} times: {_shown(text)}"
    if off * 3 > len(text):
        return f"sentence is missing: {_shown(text)}"
    return f"sentence: {_shown(text)}\n      given: {_shown(like)}"


def _judge_headings(expected: Expected, given: Given, tally: _Tally) -> None:
    wanted = {text for _, text in expected.headings}
    found: dict[str, str] = {}
    outline = [(level, plain(text)) for level, text in given.outline]
    for text, parent in _parents(one for one in outline if one[1] in wanted):
        found.setdefault(text, parent)
    headings = [text for _, text in outline]
    for text, parent in _parents(expected.headings):
        there = text in found
        like = "" if there else _likest(text, headings)
        tally.take("headings", there, f"heading: {_shown(text)}" + (f"\n      given: {like}" if like else ""))
        right = there and found[text] == parent
        wrong = f"level: {_shown(text)} under {found.get(text) or 'nothing'}, not {parent or 'nothing'}"
        tally.take("levels", right, wrong if there else "")


def _parents(headings: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Yield each heading with the nearest one above it of a higher level."""
    path: list[tuple[int, str]] = []
    for level, text in headings:
        path = [one for one in path if one[0] < level]
        yield text, path[-1][1] if path else ""
        path.append((level, text))


def _likest(text: str, candidates: Sequence[str]) -> str:
    scored = [(_best_end(text, one)[0], one) for one in candidates if one]
    best = min(scored, default=(len(text), ""))
    return best[1] if best[0] * 3 <= len(text) else ""


def _judge_rows(expected: Expected, given: Given, tally: _Tally) -> None:
    rows = [passage for passage in given.passages if passage.kind == "row"]
    left = list(rows)
    for row in expected.rows:
        found = next((one for one in left if _is_row(one, row)), None)
        tally.take("rows", found is not None, "" if found else _row_problem(row, rows))
        if found is not None:
            left.remove(found)
        if row.place is not None:
            there = found is not None and is_at(found, row.place)
            where = _where(found.locator) if found is not None else ""
            tally.take("places", there, f"place: row {_cells(row.cells)} at {where}" if found else "")
    for passage in rows:
        real = not any(passage is one for one in left)
        tally.take("true rows", real, f"row that is none: {_cells(passage.columns)}")


def _is_row(passage: Passage, row: ExpectedRow) -> bool:
    named = {(plain(name), plain(cell)) for name, cell in passage.columns if name}
    lines = {plain(cell) for name, cell in passage.columns if not name}
    above = lines | {plain(heading) for heading in passage.heading_path}
    return named == set(row.cells) and lines <= set(row.parents) and set(row.parents) <= above


def _row_problem(row: ExpectedRow, rows: Sequence[Passage]) -> str:
    wanted = set(row.cells)
    shared = [(len(wanted & {(plain(n), plain(c)) for n, c in one.columns}), one) for one in rows]
    most, likest = max(shared, key=lambda pair: pair[0], default=(0, None))
    text = f"row: {_cells((*(('', line) for line in row.parents), *row.cells))}"
    return f"{text}\n      given: {_cells(likest.columns)}" if likest and most else text


def _judge_absent(expected: Expected, given: Given, tally: _Tally) -> None:
    texts = [_words(text) for passage in given.passages for text in (passage.text, *passage.heading_path)]
    for line in expected.absent:
        wanted = _words(line)
        tally.take("absent", not any(wanted in text for text in texts), f"should be absent: {_shown(line)}")


def _words(text: str) -> str:
    """Return the words of a text between spaces: dots of a table of contents and signs do not count."""
    return f" {' '.join(_WORD.findall(text)).casefold()} "


def _where(locator: Locator) -> str:
    parts = [locator.file, locator.kind, locator.sheet or str(locator.number)]
    return " ".join(part for part in parts if part) + (f" rows {locator.rows}" if locator.rows else "")


def _cells(cells: Iterable[tuple[str, str]]) -> str:
    return " | ".join(f"{name}: {cell}" if name else cell for name, cell in cells)


def _shown(text: str) -> str:
    return f"„{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"
