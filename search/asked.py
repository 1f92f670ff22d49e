"""The nouns for how a question was taken: filters typed into it, filters offered, its language, slips mended.

Knows nothing of how it is taken; part of what `search.domain` speaks in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FilterName = Literal["city", "direction", "kind", "year"]
# How strictly words are taken: all exactly as typed, all in any form, or related terms and meaning too.
Match = Literal["exact", "forms", "related"]


@dataclass(frozen=True, slots=True)
class TypedFilter:
    """A filter typed into the question, such as `pilsēta:Jelgava`: its values, and the question without it.

    The value of "year" is one year or two, such as "2021-2027".
    """

    field: FilterName
    values: tuple[str, ...]
    typed: str
    rest: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter that the words of a question speak of, to be chosen by one click; `typed` are those words."""

    field: FilterName
    value: str
    typed: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The question with words that no document holds mended: pairs of the word typed and the one meant."""

    text: str
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """A word of the question, as typed, with its forms in the best passages, the most frequent first."""

    word: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchedTerms:
    """Words of the question, as typed, and official terms that were searched for beside them."""

    words: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched for: the words with their forms, and the related terms that the collection holds."""

    words: tuple[SearchedWord, ...] = ()
    related: tuple[SearchedTerms, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question was taken: filters typed into it, filters offered, its language, a mended question."""

    typed: tuple[TypedFilter, ...] = ()
    offers: tuple[Offer, ...] = ()
    language: str = "und"  # "lv", "en", "ru" or "und"
    suggestion: Suggestion | None = None
    searched: Searched = field(default_factory=Searched)
