"""A report or an application of a project → what it tells of the project. Pure.

Goes in: the document's facts and its passages. Comes out: values with the words that tell them, each at the
place of its passage.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.domain import DocumentView, Passage
from search.plan_rows import ProjectValue

REPORTS = frozenset({"projekta pārskats", "projekta iesniegums"})  # kinds of documents on one project


def report_values(document: DocumentView, passages: Sequence[Passage]) -> tuple[ProjectValue, ...]:
    """Return what the document tells of its project, in the order of the fields."""
    title = document.facts.title
    return (ProjectValue("title", "", title, title, passages[0].id),)
