"""Passages labelled with directions: ours, and any file of the same form. Malformed lines raise CorpusError.

`corpora/judgements/directions.jsonl` is what figures are told on; `corpora/training/directions.jsonl` labels
invented passages and other texts of the sample, to learn from beside it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.calibration import embedding_text
from search.corpora import ROOT
from search.errors import CorpusError
from search.tagging.phrases import PassageWords, words_of

JUDGED = ROOT / "judgements" / "directions.jsonl"
TRAINING = ROOT / "training" / "directions.jsonl"
_SAMPLE = [ROOT / "judgements" / half / "corpus.jsonl" for half in ("dev", "test")]
_PASSAGES = ROOT / "training" / "passages.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the numbers of its directions (1–5), none of them allowed.

    `document` groups texts that must not be parted between learning and judging. `known` are the numbers
    that the label speaks of: all, unless staff corrected single ones.
    """

    id: str
    document: str
    title: str
    text: str
    directions: frozenset[int]
    heading: str = ""
    known: frozenset[int] = frozenset({1, 2, 3, 4, 5})

    @property
    def embedded(self) -> str:
        """Return what is embedded for it."""
        return embedding_text(self.title, (self.heading,) if self.heading else (), self.text)


def load_labelled(path: Path) -> tuple[Labelled, ...]:
    """Load texts labelled in a JSONL file: `text`, `directions` (numbers), and perhaps `id` and `title`.

    Texts of one title are one document's.
    """
    found = []
    for number, row in _rows(path):
        text, title, directions = row.get("text"), row.get("title") or "", row.get("directions")
        if not isinstance(text, str) or not text.strip() or not isinstance(title, str):
            raise _malformed(path, number, "`text` must be a text, `title` too if it is given")
        if not isinstance(directions, list) or not all(one in range(1, 6) for one in directions):
            raise _malformed(path, number, "`directions` must be a list of numbers from 1 to 5")
        named = str(row.get("id") or f"{path.stem}-{number}")
        found.append(Labelled(named, title or named, title, text, frozenset(directions)))
    if not found:
        raise CorpusError(
            "There is nothing labelled", value=path, next_step="One JSON object a line is needed"
        )
    return tuple(found)


def load_training() -> tuple[Labelled, ...]:
    """Load what is learned from beside the judged passages: invented ones, and the sample's other texts.

    Texts of `passages.jsonl` and of the judged corpora are named by their id only.
    """
    texts = {row["id"]: (row["title"], row["passage"]) for _, row in _rows(_PASSAGES)}
    sample = {row["_id"]: (row["title"], row["text"]) for path in _SAMPLE for _, row in _rows(path)}
    texts |= sample
    found = []
    for number, row in _rows(TRAINING):
        try:
            title, text = texts[row["id"]] if "text" not in row else (row["title"], row["text"])
            directions = frozenset(row["directions"])
        except (KeyError, TypeError) as error:
            raise _malformed(TRAINING, number, f"{error} is missing or unknown") from error
        document = title if row["id"] in sample else row["id"]
        found.append(Labelled(row["id"], document, title, text, directions))
    return tuple(found)


def labelled_words(texts: Sequence[Labelled]) -> list[PassageWords]:
    """Return the words of each text; a title that others share is left out, as in `passage_words`."""
    shared = Counter(one.title for one in texts)
    return [
        words_of(
            [part for part in (one.title if shared[one.title] == 1 else "", one.heading, one.text) if part]
        )
        for one in texts
    ]


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError("A file of labelled passages cannot be read", value=f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise _malformed(path, number, str(error)) from error
        if not isinstance(row, dict):
            raise _malformed(path, number, "must be an object")
        yield number, row


def _malformed(path: Path, row: int, why: str) -> CorpusError:
    return CorpusError("A file of labelled passages is malformed", value=f"{path.name}, row {row}: {why}")
