"""A start and a comparable project → what lies side by side: passages, what both say, what is printed.

Goes in: starts with their passages, and the projects found for them. Comes out: for each the nearest pairs of
passages, words and sub-themes of both and of one alone, and the values that their sources print, by field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.calibration import shifted
from search.catalog import Catalog
from search.comparable import WORDS, Comparer, ProjectText
from search.comparer_kept import project_text
from search.domain import Passage
from search.filters import seen
from search.language.sentences import sentence_spans
from search.nature import nature_of
from search.plan_rows import ProjectValue
from search.projects import Project
from search.records import Record, passage_of
from search.searcher import Searcher
from search.shared_terms import ComparedTerms, Told, compared_terms, told_by
from search.word_vectors import Row

_PAIRS = 3  # passages that are shown beside others
_LEAST = 0.35  # likeness of a further pair; on the sample what lies below shares a word at most
_ABOUT = 0.04  # likeness by words of a further pair to what the other is for: else both speak of money alone
_READ = 200  # passages of one project that are looked through
_SENTENCES = 24  # of a pasted text
_THEME_SHARE = 0.15  # of the weight of a project's sub-themes, as of a document's directions
_MOST_THEMES = 4
_FIELDS = ("money", "period", "programme", "stage", "lead", "partner", "number", "goal", "activity", "result")
_RECORD = (
    "id", "document_id", "position", "text", "locator", "heading_path", "start", "end", "passage_kind",
    "language", "columns", "exact", "heading", "themes", "vector", "access",
)  # fmt: skip
_MONEY = ("total", "eu", "state", "municipality", "other")  # what is printed first; shares come after


@dataclass(frozen=True, slots=True)
class Side:
    """A start: the text it is compared by, the passages it comes from, its project if it is one."""

    text: ProjectText
    passages: tuple[str, ...]  # Passage.id; none for a pasted text
    project: Project | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage or a sentence of the start, and the passage of the project that lies nearest to it."""

    start: Passage | str
    found: Passage
    likeness: float


@dataclass(frozen=True, slots=True)
class Themes:
    """Sub-themes ("VIDE/heating") of both, and of one alone, the heaviest first."""

    both: tuple[str, ...]
    only_start: tuple[str, ...]
    only_found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """What the sources of both print for a field, for money of one kind."""

    field: str
    kind: str
    start: tuple[ProjectValue, ...]
    found: tuple[ProjectValue, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that lies side by side; `themes` is None where a side has no stored passages."""

    pairs: tuple[Pair, ...]
    terms: ComparedTerms
    themes: Themes | None
    table: tuple[TableRow, ...]


@dataclass(frozen=True)
class _Piece:
    """A passage or a sentence with what it is compared by."""

    text: Passage | str
    vector: NDArray[np.float32]
    words: Row


def side_by_side(
    searcher: Searcher, catalog: Catalog, sides: Sequence[Side], projects: Sequence[Project]
) -> tuple[Comparison, ...]:
    """Return the comparison of each side with the project at the same place of `projects`."""
    compared = searcher.compared.comparer(searcher, catalog)
    if compared is None:
        return ()
    reader = _Reader(searcher, compared, _fetched(searcher, sides, projects))
    return tuple(reader.comparison(*pair) for pair in zip(sides, projects, strict=True))


@dataclass(frozen=True)
class _Reader:
    """Compares sides with projects by records that have been read for all of them at once."""

    searcher: Searcher
    compared: Comparer
    records: Mapping[str, Record]
    sides: dict[ProjectText, list[_Piece]] = field(default_factory=dict)
    told: dict[ProjectText, tuple[Told, Row]] = field(default_factory=dict)

    def comparison(self, side: Side, project: Project) -> Comparison:
        """Return what lies side by side."""
        found, words = self._told(project_text(project), project.text)
        if side.text not in self.told:  # one start has many projects
            whole = side.project.text if side.project else side.text.text
            self.told[side.text] = self._told(side.text, whole)
        start, own_words = self.told[side.text]
        pieces = self._pieces(_passages(project), project.id)
        return Comparison(
            pairs=tuple(_pairs(self._of_side(side), pieces, (own_words, words))),
            terms=compared_terms(start, found),
            themes=self._themes(side, project) if side.passages else None,
            table=tuple(_table(side.project, project)),
        )

    def _told(self, text: ProjectText, whole: str) -> tuple[Told, Row]:
        """Return what a text says, and the words of what it is for."""
        purpose = self.compared.reader.purpose(text.title, text.text, text.id)
        words = self.compared.told.vector(purpose)
        return told_by(purpose, whole, self.compared.told.concepts, words[0]), words

    def _of_side(self, side: Side) -> list[_Piece]:
        if side.text not in self.sides:
            made = self._pieces(side.passages[:_READ], side.text.id)
            self.sides[side.text] = made or self._sentences(side.text.text)
        return self.sides[side.text]

    def _pieces(self, passage_ids: Sequence[str], own: str) -> list[_Piece]:
        """Return the passages that say something of their own: no title page, no stock sentences alone."""
        pieces: dict[str, list[_Piece]] = {"text": [], "row": [], "heading": []}
        for record in (self.records[one] for one in passage_ids if one in self.records):
            kept = self.compared.reader.without_stock(record["text"], own)
            if 2 * len(kept) > len(record["text"]) and not nature_of(record["exact"], record["heading"]):
                kind = record["passage_kind"]
                pieces[kind].append(self._piece(passage_of(record), kept, record["vector"]))
        # rows of a report tell of its money and course: alike in all projects, and told by the table
        return pieces["text"] or pieces["row"]

    def _sentences(self, text: str) -> list[_Piece]:
        sentences = [text[start:end] for start, end in sentence_spans(text)][:_SENTENCES]
        vectors = self.searcher.embedder.embed_passages(sentences)
        return [self._piece(one, one, vector) for one, vector in zip(sentences, vectors, strict=True)]

    def _piece(self, shown: Passage | str, text: str, vector: NDArray[np.float32]) -> _Piece:
        moved = shifted(np.asarray(vector)[None, :], self.searcher.calibration.passage_mean)[0]
        return _Piece(shown, moved, self.compared.told.vector(self.compared.reader.purpose("", text)))

    def _themes(self, side: Side, project: Project) -> Themes:
        start, found = self._main_themes(side.passages), self._main_themes(_passages(project))
        return Themes(
            both=tuple(one for one in start if one in found),
            only_start=tuple(one for one in start if one not in found),
            only_found=tuple(one for one in found if one not in start),
        )

    def _main_themes(self, passage_ids: Sequence[str]) -> list[str]:
        """Return the sub-themes that passages mostly speak of, by the sum of their probabilities."""
        weights: dict[str, float] = defaultdict(float)
        for one in passage_ids:
            for told in self.records[one]["themes"] if one in self.records else ():
                _, theme, score = told.split(" ")
                weights[theme] += float(score)
        least = _THEME_SHARE * sum(weights.values())
        heaviest = sorted(weights, key=lambda theme: -weights[theme])[:_MOST_THEMES]
        return [theme for theme in heaviest if weights[theme] >= least]


def _fetched(searcher: Searcher, sides: Sequence[Side], projects: Sequence[Project]) -> dict[str, Record]:
    wanted = [one for side in sides for one in side.passages[:_READ]]
    wanted += [one for project in projects for one in _passages(project)]
    records = searcher.backend.fetch(list(dict.fromkeys(wanted)), _RECORD)
    return {one["id"]: one for one in seen(records.values())}  # access may have changed since the catalog


def _passages(project: Project) -> tuple[str, ...]:
    ids = dict.fromkeys(one for account in project.accounts for one in account.passages)
    return tuple(ids)[:_READ]


def _pairs(start: Sequence[_Piece], found: Sequence[_Piece], ends: tuple[Row, Row]) -> Iterator[Pair]:
    """Yield the nearest pairs, each piece once; those that speak of the purpose of both come first."""
    if not start or not found:
        return
    meaning = np.stack([one.vector for one in start]) @ np.stack([one.vector for one in found]).T
    words = np.array([[_alike(one.words, other.words) for other in found] for one in start])
    likeness = meaning + WORDS * words
    about = [_alike(one.words, ends[1]) for one in start], [_alike(one.words, ends[0]) for one in found]
    order = likeness + WORDS * np.add.outer(*about) / 2
    for count in range(_PAIRS):
        row, column = divmod(int(np.argmax(order)), order.shape[1])
        if np.isneginf(order[row, column]) or (count and likeness[row, column] < _LEAST):
            return
        beside = min(about[0][row], about[1][column]) >= _ABOUT
        if beside or not count:
            yield Pair(start[row].text, found[column].text, round(float(likeness[row, column]), 4))
        order[row, :] = order[:, column] = -np.inf


def _alike(one: Row, other: Row) -> float:
    """Return how like two texts are by words: the mean of the cosines over keys and over roots."""
    return sum(_dot(*pair) for pair in zip(one, other, strict=True)) / 2


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    few, many = sorted((one, other), key=len)
    return sum(weight * many.get(key, 0.0) for key, weight in few.items())


def _table(start: Project | None, found: Project) -> Iterator[TableRow]:
    """Yield the fields of which one of them prints a value; the same words count once, where first met."""
    told = [_by_field(one) for one in (start, found)]
    kinds = list(dict.fromkeys(kind for one in told for name, kind in one if name == "money"))
    kinds.sort(key=lambda kind: _MONEY.index(kind) if kind in _MONEY else len(_MONEY))
    for name in _FIELDS:
        for kind in kinds if name == "money" else [""]:
            values = [one.get((name, kind), {}) for one in told]
            if any(values):
                yield TableRow(name, kind, *(tuple(one.values()) for one in values))


def _by_field(project: Project | None) -> dict[tuple[str, str], dict[str, ProjectValue]]:
    told: dict[tuple[str, str], dict[str, ProjectValue]] = {}
    for one in project.values if project else ():
        told.setdefault((one.field, one.kind), {}).setdefault(one.printed, one)
    return told
