"""A report or an application of a project → what it tells of the project. Pure.

Goes in: the document's facts and its passages. Comes out: values with the words that tell them, each at the
place of its passage; words of the title page, or of the file's own title, stand at the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from search.corpora import load_corpora
from search.domain import APPLICATION, DocumentView, Passage
from search.language.names import city_finder
from search.plan_rows import ProjectValue
from search.project_course import periods_of, stage_of
from search.project_goals import activities_of, goal_of, results_of
from search.project_lines import Line, lines_of
from search.project_money import sums_of
from search.project_names import lead_of, number_of, partners_of, programmes_of, title_of

_FUNDED = frozenset({"eu", "fund"})
# Sections that tell nothing of what a project is for.
_ASIDE = re.compile(
    r"\b(?:saturs|satura rādītājs|budžet|izmaks|izdevum|finansē|nauda|tāme|paraksti|pielikum|risk"
    r"|uzturēšan|laika (?:plān|grafik)"
    r"|grafiks|iepirkum|publicitāt|saīsinājum)",
    re.IGNORECASE,
)
_LEAST = 60  # characters of a passage that is compared; a shorter one is a label

Told = tuple[str, str, str]


def report_values(document: DocumentView, passages: Sequence[Passage]) -> tuple[ProjectValue, ...]:
    """Return what the document tells of its project, in the order of the fields."""
    lines = lines_of(document, passages)
    return tuple(
        ProjectValue(field, kind, value, printed, passage_id)
        for field, kind, (value, printed, passage_id) in _told(document, lines)
        if value
    )


def report_text(passages: Sequence[Passage]) -> str:
    """Return what a report says of the purpose and the work, without title page, tables, money and upkeep."""
    kept = [
        one.text
        for one in passages
        if one.kind == "text" and one.position and len(one.text) >= _LEAST
        and not _ASIDE.search(" > ".join(one.heading_path[-2:]))
    ]  # fmt: skip
    return " ".join(kept) or " ".join(one.text for one in passages if one.kind != "heading")


def _told(document: DocumentView, lines: Sequence[Line]) -> Iterator[tuple[str, str, Told]]:
    if not lines:
        return
    facts = document.facts
    title = title_of(lines, facts.title)
    if not title[0]:  # nothing but marks stands where a title does
        name = facts.title or PurePath(document.path).name
        title = name, name, lines[0].passage_id
    yield "title", "", title
    if number := number_of(lines):
        yield "number", "", number
    sums = sums_of(lines)
    paid = [one.passage_id for one in sums if one.kind in _FUNDED]
    yield from (("programme", "", one) for one in programmes_of(lines, paid))
    lead = lead_of(lines)
    if lead:
        yield "lead", "", lead
    yield from (("partner", "", one) for one in partners_of(lines, lead[0] if lead else ""))
    yield from (("city", "", one) for one in _cities(facts.cities, lines))
    yield from (("period", "", one) for one in periods_of(lines, facts))
    if stage := stage_of(lines, facts, application=facts.kind == APPLICATION):
        yield "stage", "", stage
    yield from (("money", one.kind, (one.value, one.printed, one.passage_id)) for one in sums)
    if goal := goal_of(lines, title[0]):
        yield "goal", "", goal
    yield from (("activity", "", one) for one in activities_of(lines))
    yield from (("result", "", one) for one in results_of(lines))


def _cities(cities: Sequence[str], lines: Sequence[Line]) -> Iterator[Told]:
    """Yield the document's cities, each where the text first names it."""
    corpora = load_corpora()
    finder = city_finder(corpora)
    names = {one.id: one.name for one in corpora.cities}
    left = list(cities)
    for line in lines:
        if not left:
            return
        for mention in finder.find(line.text):
            if mention.city in left:
                left.remove(mention.city)
                yield names[mention.city], line.text[mention.start : mention.end], line.passage_id
