"""A Latvian word → its stem: the endings of nouns, adjectives and participles taken off.

Our own list of endings (Latvian declensions 1–6, definite and comparative adjectives, participles, verbal
nouns). Light on purpose: verbs are left to the lemma.
"""

from __future__ import annotations

from functools import lru_cache

_VOWELS = frozenset("aāeēiīoōuūy")
_LEAST_STEM = 3  # letters; shorter stems collide too often ("iela" keeps "iel")

_CASES = (
    "s š a e is us u i am ai ei im ij um ā ē ī ū as es os ās ēs īs ām ēm īm ies iem ij ie ijs "
    "ais ajam ajai ajā ajos ajās ajiem ajām o os ajiem ajo"
).split()
_JOINED = (
    [f"šan{case}" for case in ("a", "as", "ai", "u", "ā", "ās", "ām", "as")]
    + [f"āk{case}" for case in _CASES]
    + [f"oš{case}" for case in _CASES]
    + [f"um{case}" for case in ("s", "a", "am", "u", "ā", "i", "us", "iem", "os")]
)
_ENDINGS = sorted({*_CASES, *_JOINED}, key=len, reverse=True)
_LONGEST = len(_ENDINGS[0])
_ENDING_SET = frozenset(_ENDINGS)
_LABIALS = frozenset("bpmv")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case Latvian word; codes, numbers and short words come back unchanged."""
    if not word.isalpha():
        return word
    for length in range(min(_LONGEST, len(word) - _LEAST_STEM), 0, -1):
        if word[-length:] in _ENDING_SET and not _VOWELS.isdisjoint(word[:-length]):
            return _hard(word[:-length])
    return word


def _hard(ending_off: str) -> str:
    """Undo the softening that only some cases show: "gulbj-a" and "gulb-is" meet."""
    if ending_off[-1] == "j" and len(ending_off) > _LEAST_STEM and ending_off[-2] in _LABIALS:
        return ending_off[:-1]
    return ending_off
