"""The nouns for why a passage answers: words met, what stands for others, words lacking, nearness, favours.

Knows nothing of how they are found (`search.explain`) or said; part of what `search.domain` speaks in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from search.asked import Offer

Nearness = Literal["strong", "medium", "weak"]
# What a passage is that says nothing of its own
Nature = Literal["title_page", "heading", "contents", "references", "contacts", "fund_line", "signature"]
Behind = Literal["draft", "repealed", "older"]  # what a nearly equal document is that stands below for it


@dataclass(frozen=True, slots=True)
class MetWord:
    """A word of the question, as typed, that a passage holds, and the forms it is written in there.

    Forms are in the order of the passage, each once, with a capital where it has none without: those of its
    text, or, when it holds none, those of its title and headings.
    """

    word: str
    forms: tuple[str, ...]
    place: Literal["text", "heading"] = "text"


@dataclass(frozen=True, slots=True)
class Instead:
    """What a passage holds in the place of words of the question.

    "related" terms say the same otherwise, "meant" is a word of which the one typed is a slip, and a word is
    "alike" that shares no more than its root.
    """

    how: Literal["related", "meant", "alike"]
    words: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage answers a question.

    `lacking` are words of the question that it neither holds nor has anything for. `named` is what the
    question names and its document is, for which it was favoured. `versions` counts the other versions and
    copies that its document is shown for. `nature` is what it is, for which it was put back; `before` tells
    what the nearly equal document is that its own was put before.
    """

    meaning: Nearness
    met: tuple[MetWord, ...] = ()
    instead: tuple[Instead, ...] = ()
    lacking: tuple[str, ...] = ()
    named: tuple[Offer, ...] = ()
    versions: int = 0
    nature: Nature | None = None
    before: Behind | None = None

    @property
    def by_meaning_alone(self) -> bool:
        """Return whether no word of the passage has to do with the question."""
        return not self.met and not self.instead
