"""The text of a project → what it is for: without names of places, sums, years and stock sentences. Pure.

Goes in: title and text, and the sentences that several projects share (they speak of the fund, not of the
project). Comes out: the text that is compared and embedded. It is never shown.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.corpora import Corpora
from search.language.keys import text_keys
from search.language.names import city_keys
from search.language.sentences import sentence_spans
from search.query import FUNCTION_WORDS

_SHORTEST = 3  # letters of a word that tells
_ALIKE = 0.6  # share of words that two wordings of a stock sentence have in common; cities and funds change
_TELLING = 5  # words; shorter sentences are alike by chance
_SHARED = 2  # other projects with the sentence: two partners of one project may share theirs

# Accepted: "Cēsu" in "maiznīcā Cēsu ielā", "„Raugs" in "centrs „Raugs”". Rejected: "Tukšā" at the beginning.
_NAME = re.compile(r"(?<=[\w,;–-] )[„“\"«]?[A-ZĀČĒĢĪĶĻŅŠŪŽ][\w-]*")
# Accepted: "1 960 000 EUR", "2019–2023", "70 %". Rejected: "divas".
_FIGURE = re.compile(r"\d[\d\s.,/–-]*(?:EUR|eiro|€|milj\w*\.?|%)?")


@dataclass(frozen=True)
class Purposes:
    """Reads purposes; knows the cities' names and the sentences of all projects, by the words they hold."""

    names: re.Pattern[str]
    passed_over: frozenset[str]
    sentences: tuple[tuple[str, frozenset[str]], ...]  # project id, telling words
    holding: Mapping[str, Sequence[int]]  # word → sentences

    def purpose(self, title: str, text: str, own: str = "") -> str:
        """Return the masked text of a project; `own` is its id, whose sentences are not others'.

        A text of stock sentences alone keeps them.
        """
        kept = self.without_stock(text, own) or text
        told = f"{title.rstrip('.')}. {kept}" if title else kept
        for pattern in (self.names, _NAME, _FIGURE):
            told = pattern.sub("", told)
        return " ".join(told.split())

    def without_stock(self, text: str, own: str = "") -> str:
        """Return the sentences of a text that are not several projects', but of `own` alone."""
        sentences = [text[start:end] for start, end in sentence_spans(text)]
        return " ".join(one for one in sentences if not self._is_stock(one, own))

    def _is_stock(self, sentence: str, own: str) -> bool:
        words = _telling(sentence, self.passed_over)
        if len(words) < _TELLING:
            return False
        # a sentence that shares so many words holds one of the rarest; the common ones are in thousands
        by_rarity = sorted(words, key=lambda word: (len(self.holding.get(word, ())), word))
        rarest = by_rarity[: len(words) - math.ceil(_ALIKE * len(words)) + 1]
        near = {number for word in rarest for number in self.holding.get(word, ())}
        others: set[str] = set()
        for project, held in map(self.sentences.__getitem__, near):
            if project != own and project not in others and _alike(words, held):
                others.add(project)
                if len(others) == _SHARED:
                    return True
        return False


def purposes(corpora: Corpora, texts: Mapping[str, str]) -> Purposes:
    """Return the reader of purposes over the projects' `texts` by id."""
    passed_over = city_keys(corpora.cities)
    sentences = [
        (project, _telling(text[start:end], passed_over))
        for project, text in texts.items()
        for start, end in sentence_spans(text)
    ]
    holding: dict[str, list[int]] = defaultdict(list)
    for number, (_, words) in enumerate(sentences):
        for word in words:
            holding[word].append(number)
    return Purposes(_city_names(corpora), passed_over, tuple(sentences), holding)


def _city_names(corpora: Corpora) -> re.Pattern[str]:
    """Return the pattern of cities' names with the words that make them a municipality's."""
    forms = {form for city in corpora.cities for form in city.forms}
    names = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    # Accepted: "Rīgas valstspilsētas pašvaldība", "Ogrē". Rejected: "Ogresgala".
    return re.compile(rf"\b(?:{names})\b(?:\s+(?:valstspilsēt|pilsēt|novad|pašvaldīb|dom[ei])\w*)*")


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    few, many = sorted((len(words), len(others)))
    return few >= _ALIKE * many and len(words & others) >= _ALIKE * len(words | others)


@lru_cache(maxsize=50_000)  # each sentence is read twice, and again when another document changes
def _telling(sentence: str, passed_over: frozenset[str]) -> frozenset[str]:
    return frozenset(
        key.folded
        for token, key in text_keys(sentence)
        if len(token.exact) >= _SHORTEST
        and token.exact.isalpha()
        and token.exact not in FUNCTION_WORDS
        and key.folded not in passed_over
    )
