"""The files of this folder → what to train on: passages with their questions, and passages that look alike.

Passages stand as they are embedded, title first. What the calibration measures with is left out, so that its
scale does not come from passages that the model has learnt.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.calibration import embedding_text
from search.evaluate.judgements import load_judgements
from search.language.tokens import fold

FOLDER = Path(__file__).resolve().parent
JUDGED = FOLDER.parent / "judgements" / "dev"
_PLAIN_SHARE = 0.4  # of mistyped questions, those without diacritics
CALIBRATION = FOLDER.parent / "calibration.jsonl"

# accepts "3.2.1.", "Nr. 5.1.1.3", "412 000", "2021–2027"; rejects "trīs"
_FIGURE = re.compile(r"\d[\d./–-]*(?: \d{3})*")
# accepts "Karosta" in "kvartālā Karosta", "Lielā iela"; rejects a word that begins a sentence
_NAME = re.compile(
    r"(?<=[a-zāčēģīķļņšūž,] )[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w{2,}(?: (?:[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+|ielā|iela|ielas))*"
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A passage, the questions that it answers by kind, and passages that look alike and answer none.

    `exact` are more questions, which name a code, a name or a word as the passage writes it.
    """

    passage: str
    questions: Mapping[str, str]
    others: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()


def load_answered(*, with_sample: bool = True) -> list[Answered]:
    """Return the passages to train on with their questions, file by file.

    `with_sample` says whether the texts of the judged *dev* half are among them.
    """
    held_back = {question for row in rows(CALIBRATION) for question in row["questions"]}
    invented = [row for path in sorted(FOLDER.glob("passages*.jsonl")) for row in rows(path)]
    texts = {row["id"]: _text(row) for row in invented}
    given = [(row["id"], row) for row in invented if not held_back & set(row["questions"].values())]
    if with_sample:
        judged = load_judgements(JUDGED).texts
        texts |= {one.id: embedding_text(one.title, (), one.text) for one in judged}
        given += [(row["passage_id"], row) for row in rows(FOLDER / "sample_dev.jsonl")]
    exact = defaultdict(list)
    for row in rows(FOLDER / "exact.jsonl"):
        exact[row["passage_id"]] += row["questions"].values()
    return [_answered(row, texts, texts[name], exact[name]) for name, row in given]


def load_general() -> list[Answered]:
    """Return passages on other subjects with their questions, which hold the model to what it knew."""
    return [_answered(row, {}, _text(row)) for row in rows(FOLDER / "general.jsonl")]


def as_written(answered: Sequence[Answered], seed: int) -> list[str]:
    """Return for each passage a question in its own words, a written one or one cut out of it.

    They keep what the other questions unlearn: that a name or a code itself leads to its passage.
    """
    draw = random.Random(seed)  # noqa: S311  # a draw, not a secret
    return [draw.choice([*one.exact, _cut(one.passage, draw)]) for one in answered]


def mistyped(answered: Sequence[Answered], seed: int) -> list[str]:
    """Return for each passage a question as it is typed in haste: without diacritics, or with a slip."""
    draw = random.Random(seed)  # noqa: S311  # a draw, not a secret
    found = []
    for one in answered:
        question = draw.choice(list(one.questions.values()))
        found.append(fold(question) if draw.random() < _PLAIN_SHARE else _with_slip(question, draw))
    return found


def _with_slip(question: str, draw: random.Random) -> str:
    """Return the question with one letter of its longest word left out, doubled or changing places."""
    word = max(question.split(), key=len)
    at = draw.randrange(1, max(2, len(word) - 1))
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    )
    return question.replace(word, draw.choice(slips), 1)


def _cut(passage: str, draw: random.Random) -> str:
    places = [match.span() for match in (*_FIGURE.finditer(passage), *_NAME.finditer(passage))]
    begin, end = draw.choice(places or [(len(passage) // 2, len(passage) // 2)])
    before = passage[:begin].split()[-draw.randint(1, 3) :]
    after = passage[end:].split()[: draw.randint(0, 2)]
    return " ".join([*before, passage[begin:end], *after]).strip(' .,;:|–-()„”“"')


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of this folder."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _answered(
    row: Mapping[str, Any], texts: Mapping[str, str], passage: str, exact: Sequence[str] = ()
) -> Answered:
    others = tuple(texts[name] for name in row.get("hard_negatives", ()) if name in texts)
    return Answered(passage, row["questions"], others, tuple(exact))


def _text(row: Mapping[str, Any]) -> str:
    return embedding_text(row["title"], (), row["passage"])
