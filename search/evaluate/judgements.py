"""A BEIR folder → texts, questions and grades. A malformed line raises CorpusError naming file and row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from search.errors import CorpusError

_QRELS_HEADER = ["query-id", "corpus-id", "score"]


@dataclass(frozen=True, slots=True)
class JudgedText:
    """A text of the corpus; `metadata` may name a city and directions."""

    id: str
    title: str
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A question with its kind and the grades of the texts that answer it; no grades: junk.

    Junk has a `sub`: "noise", "off_topic" or "near_topic", and may name words that no text holds (`missing`).
    """

    id: str
    text: str
    kind: str
    grades: Mapping[str, int]
    sub: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgements:
    """A corpus and the questions judged over it."""

    texts: tuple[JudgedText, ...]
    queries: tuple[JudgedQuery, ...]


def load_judgements(folder: Path) -> Judgements:
    """Load `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv` of `folder`. Raises CorpusError."""
    texts = tuple(
        JudgedText(row["_id"], row.get("title") or "", row["text"], row.get("metadata") or {})
        for row in _json_lines(folder / "corpus.jsonl")
    )
    known = {text.id for text in texts}
    grades = _grades(folder / "qrels" / "test.tsv", known)
    queries = tuple(_query(row, grades.pop(row["_id"], {})) for row in _json_lines(folder / "queries.jsonl"))
    if grades:
        raise _malformed(folder / "qrels" / "test.tsv", "all", f"no query has the id {min(grades)!r}")
    if not texts or not any(query.grades for query in queries):
        raise CorpusError(
            "There is nothing to judge", value=folder, next_step="A corpus and graded queries are needed"
        )
    return Judgements(texts, queries)


def _query(row: Mapping[str, Any], grades: Mapping[str, int]) -> JudgedQuery:
    told = row.get("metadata") or {}
    missing = tuple(told.get("missing") or ())
    return JudgedQuery(row["_id"], row["text"], told.get("kind", ""), grades, told.get("sub", ""), missing)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    seen = set()
    for number, line in enumerate(_read(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise _malformed(path, number, str(error)) from error
        if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in ("_id", "text")):
            raise _malformed(path, number, "`_id` and `text` must be texts")
        if row["_id"] in seen:
            raise _malformed(path, number, f"the id {row['_id']!r} stands twice")
        seen.add(row["_id"])
        yield row


def _grades(path: Path, known: set[str]) -> dict[str, dict[str, int]]:
    lines = _read(path).splitlines()
    if not lines or lines[0].split("\t") != _QRELS_HEADER:
        raise _malformed(path, 1, f"the header must be {' '.join(_QRELS_HEADER)}, with tabs")
    grades: dict[str, dict[str, int]] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(_QRELS_HEADER) or not cells[2].strip().isdecimal():
            raise _malformed(path, number, "needs a query id, a corpus id and a whole number")
        if cells[1] not in known:
            raise _malformed(path, number, f"no text has the id {cells[1]!r}")
        if int(cells[2]):
            grades.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    return grades


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            "A file of the judgements cannot be read",
            value=f"{path}: {error}",
            next_step="The folder needs corpus.jsonl, queries.jsonl and qrels/test.tsv",
        ) from error


def _malformed(path: Path, row: object, why: str) -> CorpusError:
    return CorpusError("A file of the judgements is malformed", value=f"{path.name}, row {row}: {why}")
