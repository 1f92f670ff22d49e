"""A text → its telling words: those that say what it is about, each with a weight. Pure.

Goes in: the words of a document or of a pasted text, and how common each is. Names of places and words on
their own in a document are left out: they say where and who, not what for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from search.backends import WordStatistics
from search.language.keys import ROOT_LETTERS, form_keys
from search.query import FUNCTION_WORDS

MOST = 80  # words; 40 already find 12 of 13 partners of the sample's comparable projects first, 15 find 10
_SHORTEST = 3  # letters


@dataclass(frozen=True, slots=True)
class TellingWords:
    """Weights by folded key, and the root keys that find passages with these words.

    `unknown` is the weight of words that no passage holds: an English text against a Latvian collection.
    """

    weights: Mapping[str, float]
    roots: tuple[str, ...]
    unknown: float = 0.0

    def held(self, counts: Mapping[str, int]) -> float:
        """Return how much of the weight words with these counts hold; one said often a little more."""
        return sum(self.weights[key] * (1 + math.log(count)) for key, count in counts.items())

    def coverage(self, keys: Iterable[str]) -> float:
        """Return the part (0–1) of the whole weight that is on these keys."""
        whole = sum(self.weights.values()) + self.unknown
        return sum(self.weights[key] for key in keys) / whole if whole else 0.0


def counted(forms: Iterable[str], passed_over: Collection[str]) -> Counter[str]:
    """Return how often each folded key is met, function words and `passed_over` keys apart."""
    counts: Counter[str] = Counter()
    for form in forms:
        if len(form) >= _SHORTEST and form.isalpha() and form not in FUNCTION_WORDS:
            counts[form_keys(form).folded] += 1
    for key in passed_over:
        counts.pop(key, None)
    return counts


def telling_words(counts: Mapping[str, int], statistics: WordStatistics) -> TellingWords:
    """Return the words of greatest weight: (1 + log of the count) × inverse document frequency."""
    frequencies = statistics.frequencies
    weights = {
        key: (1 + math.log(count)) * math.log(1 + statistics.passages / max(1, frequencies.get(key, 0)))
        for key, count in counts.items()
    }
    known = [key for key in weights if frequencies.get(key, 0)]
    best = sorted(known, key=lambda key: (-weights[key], key))[:MOST]
    unknown = sum(weight for key, weight in weights.items() if not frequencies.get(key, 0))
    roots = tuple(dict.fromkeys(key[:ROOT_LETTERS] for key in best))
    return TellingWords({key: weights[key] for key in best}, roots, unknown)
