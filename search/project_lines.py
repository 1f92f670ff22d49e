"""A report or an application of a project → its lines, each with its label and its place. Pure.

A label and its value stand on one line ("Projekta numurs: …") or in a row of a card with two columns. Lines
of the title page are `front`, and so are the words that the document's facts were read from: a title page
has words that no passage repeats.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from search.domain import DocumentView, Passage
from search.language.sentences import sentence_spans

Columns = tuple[tuple[str, str], ...]

# Accepted: "Projekta numurs: 5.6.2.0", "Kopējās izmaksas – 4 000 EUR". Rejected: "2023. gadā: pabeigta".
_LABEL = re.compile(
    r"\W{0,3}(?P<label>[A-ZĀČĒĢĪĶĻŅŠŪŽ][^:;.!?–—\n]{1,70}?)\s*(?::\s+|\s[–—]\s+)(?=\S)(?P<value>.+)",
    re.DOTALL,
)
_CARD = 2  # columns of a table that holds labels and values
_FIRST = 3  # passages that may hold words of the title page
# A line that goes on in the next. Accepted: "valsts budžets" before "– 112 000 EUR". Rejected: "Rezultāti:".
_BROKEN = re.compile(r"(?<=[\w,])\s*\n+\s*(?=[–—-]\s\d)")
_TITLES = 2  # headings of a passage that may be the document's
_MOST = 0.6  # share of passages under a heading that is the document's title
# Accepted: "Izmaksas, EUR:". Rejected: "izmaksas".
_MARKS = re.compile(r"[^\w%]+|_")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a report; `plain` is its label in lower case and without marks, `sentences` its parts."""

    text: str
    passage_id: str
    heading: str = ""
    label: str = ""
    value: str = ""
    columns: Columns = ()
    front: bool = False
    plain: str = field(init=False)
    sentences: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", plain(self.label) if self.label else "")
        spans = sentence_spans(self.text)
        object.__setattr__(self, "sentences", tuple(self.text[start:end] for start, end in spans))


def plain(words: str) -> str:
    """Return words in lower case, without marks."""
    return " ".join(_MARKS.sub(" ", words.lower()).split())


def lines_of(document: DocumentView, passages: Sequence[Passage]) -> tuple[Line, ...]:
    """Return the lines of a report in reading order, those of the title page first."""
    if not passages:
        return ()
    over = Counter(heading for one in passages for heading in one.heading_path[:_TITLES])
    titles = {heading for heading, count in over.items() if count > len(passages) * _MOST}
    return (*_front(document, passages), *(line for one in passages for line in _of_passage(one, titles)))


def _front(document: DocumentView, passages: Sequence[Passage]) -> Iterator[Line]:
    first = passages[0]
    opening = [one for one in passages[:_FIRST] if _on_title_page(one, first)]
    told = [found.quote for found in document.facts.found if found.field in {"issuers", "period", "status"}
            and _of_title_page(found.where, first)]  # fmt: skip
    above = [heading for one in opening for heading in one.heading_path]
    for text in dict.fromkeys((*above, *told)):
        holder = next((one.id for one in opening if text in one.heading_path or text in one.text), first.id)
        yield _line(text, holder, "", front=True)


def _on_title_page(passage: Passage, first: Passage) -> bool:
    return (passage.locator.kind, passage.locator.number) == (first.locator.kind, first.locator.number)


def _of_title_page(where: str, first: Passage) -> bool:
    """Say whether a fact's place is that of the first passage: "p. 1", "slide 1", or its own section."""
    if where.startswith("section"):
        return first.locator.section_title in where or first.locator.number == 1
    return where in {"p. 1", "slide 1"}


def _of_passage(passage: Passage, titles: Collection[str]) -> Iterator[Line]:
    heading = " > ".join(one for one in passage.heading_path if one not in titles)
    if passage.kind == "row" and len(passage.columns) == 1:  # a form: the header asks, the cell answers
        asked, told = passage.columns[0]
        yield Line(f"{asked}: {told}", passage.id, heading, asked, told)
        return
    if passage.kind == "row":
        cells = [cell for _, cell in passage.columns if cell.strip(" –-")]
        if len(passage.columns) == _CARD and len(cells) == _CARD:
            text = f"{cells[0]}: {cells[1]}"
            yield Line(text, passage.id, heading, cells[0], cells[1], passage.columns)
        else:
            yield Line(passage.text, passage.id, heading, columns=passage.columns)
        return
    front = passage.position == 0
    for text in _BROKEN.sub(" ", passage.text).split("\n"):
        if text.strip():
            yield _line(text.strip(), passage.id, heading, front=front)


def _line(text: str, passage_id: str, heading: str, *, front: bool) -> Line:
    labelled = _LABEL.match(text)
    return Line(
        text,
        passage_id,
        heading,
        labelled["label"] if labelled else "",
        labelled["value"].strip() if labelled else "",
        front=front,
    )
