"""Texts → vectors over the keys of their words: each key weighs by how rare it is among the texts. Pure.

An English text is brought into Latvian by the vocabulary, so that it shares words with Latvian ones.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.concepts import AskedWord, Concepts
from search.language.keys import Keys, root_of, text_keys
from search.language.tokens import Token
from search.language.which import language_of
from search.query import FUNCTION_WORDS

_SHORTEST = 3  # letters
_STRETCH = 60  # words that are looked up in the vocabulary at once

Row = tuple[Mapping[str, float], Mapping[str, float]]  # weights by whole key, by root; each of length 1


@dataclass(frozen=True)
class _Space:
    """How many texts hold each key, and which, with the key's weight there."""

    frequencies: Mapping[str, int]
    texts: int
    postings: Mapping[str, Sequence[tuple[int, float]]]

    def likeness(self, row: Mapping[str, float]) -> NDArray[np.float32]:
        scores = np.zeros(self.texts, dtype=np.float32)
        for key, weight in row.items():
            for number, held in self.postings.get(key, ()):
                scores[number] += weight * held
        return scores


@dataclass(frozen=True)
class WordVectors:
    """The texts' rows, and the way to compare with them."""

    rows: tuple[Row, ...]
    keys: _Space
    roots: _Space
    concepts: Concepts
    passed_over: Collection[str]

    def vector(self, text: str) -> Row:
        """Return the row of a text."""
        whole, roots = _counts(text, self.concepts, self.passed_over)
        return (
            _weighed(whole, self.keys.frequencies, self.keys.texts),
            _weighed(roots, self.roots.frequencies, self.roots.texts),
        )

    def likeness(self, row: Row) -> NDArray[np.float32]:
        """Return how like (0–1) each text is to `row`: the mean of the cosines over keys and over roots."""
        both = self.keys.likeness(row[0]) + self.roots.likeness(row[1])
        return np.asarray(both / 2, dtype=np.float32)


def word_vectors(texts: Sequence[str], concepts: Concepts, passed_over: Collection[str]) -> WordVectors:
    """Return the rows of `texts`; `passed_over` keys (names of cities) count for nothing."""
    counted = [_counts(text, concepts, passed_over) for text in texts]
    whole, keys = _space([one[0] for one in counted])
    by_root, roots = _space([one[1] for one in counted])
    return WordVectors(tuple(zip(whole, by_root, strict=True)), keys, roots, concepts, passed_over)


def _space(counts: Sequence[Mapping[str, int]]) -> tuple[list[dict[str, float]], _Space]:
    frequencies = Counter(key for one in counts for key in one)
    rows = [_weighed(one, frequencies, len(counts)) for one in counts]
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for key, weight in row.items():
            postings[key].append((number, weight))
    return rows, _Space(frequencies, len(counts), postings)


def _weighed(counts: Mapping[str, int], frequencies: Mapping[str, int], texts: int) -> dict[str, float]:
    weights = {
        key: (1 + math.log(count)) * math.log(1 + texts / max(1, frequencies.get(key, 0)))
        for key, count in counts.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}


def _counts(text: str, concepts: Concepts, passed_over: Collection[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each key and each root is met."""
    pairs = text_keys(text)
    if language_of(text) == "en":
        met = set(_translated(pairs, concepts))
        return Counter(met), Counter({root_of(key) for key in met})
    kept = [key for token, key in pairs if _tells(token, key, passed_over)]
    roots = Counter(root for key in kept for root in {key.root, key.plain_root})
    return Counter(key.folded for key in kept), roots


def _tells(token: Token, key: Keys, passed_over: Collection[str]) -> bool:
    return (
        len(token.exact) >= _SHORTEST
        and token.exact.isalpha()
        and token.exact not in FUNCTION_WORDS
        and key.folded not in passed_over
    )


def _translated(pairs: Sequence[tuple[Token, Keys]], concepts: Concepts) -> Iterable[str]:
    """Yield the keys of the Latvian terms for the words of an English text."""
    words = [
        AskedWord(token.exact, tuple(dict.fromkeys((key.folded, key.plain))), token.text)
        for token, key in pairs
    ]
    for start in range(0, len(words), _STRETCH):
        for related in concepts.related(words[start : start + _STRETCH], english=True):
            if related.translated:
                yield from (key for term in related.terms for key in term.keys)
