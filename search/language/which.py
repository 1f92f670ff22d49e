"""Text → its language among those our documents come in: Latvian, English, Russian, or undetermined.

A question is too short for what tells a text; there the words of a dictionary (simplemma's) are counted.
"""

from __future__ import annotations

import re

# Accepted: "un". Rejected: "2027".
_WORD = re.compile(r"[^\W\d_]+")
_LATVIAN_LETTERS = frozenset("āčēģīķļņšūž")
_LATVIAN = frozenset(
    "un ir par ar no uz pie kas ka vai tiek ko lai līdz arī šo kā gada gadā eur projekta".split()
)
_ENGLISH = frozenset(
    "the and of to in is for with by on are was as from that this be will has have an".split()
)
_ENOUGH = 0.5  # of the letters are Cyrillic
_MOSTLY = 2 / 3  # of the words of an English question are in the dictionary; names are not
# Endings that Latvian words have without diacritics too, and English ones do not.
_LATVIAN_ENDINGS = ("ais", "ums", "umu", "iem", "ijas", "ibas", "iba", "sana", "sanas", "ojs", "ajs", "nieki")


def language_of(text: str) -> str:
    """Return "lv", "en", "ru", or "und" when nothing tells.

    Numbers and names alone tell nothing: a table row such as "Nr. 5; 2024" is undetermined.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    letters = "".join(words)
    if not letters:
        return "und"
    if sum("а" <= letter <= "я" or letter == "ё" for letter in letters) > _ENOUGH * len(letters):
        return "ru"
    latvian = sum(word in _LATVIAN or not _LATVIAN_LETTERS.isdisjoint(word) for word in words)
    english = sum(word in _ENGLISH for word in words)
    if latvian == english:
        return "und"
    return "lv" if latvian > english else "en"


def question_language(text: str) -> str:
    """Return the language of a question: "lv", "en", "ru", or "und" when nothing or as much speaks for two.

    Typed without diacritics, Latvian is told by words that have none and by endings.
    """
    told = language_of(text)
    words = [word.lower() for word in _WORD.findall(text)]
    if told == "ru" or any(not _LATVIAN_LETTERS.isdisjoint(word) for word in words):
        return told
    latvian = sum(_in_dictionary(word, "lv") or word.endswith(_LATVIAN_ENDINGS) for word in words)
    english = sum(in_english(word) for word in words)
    if latvian > english:
        return "lv"
    return "en" if english > latvian and english >= _MOSTLY * len(words) else told


def in_english(word: str) -> bool:
    """Return whether a word in lower case is an English one."""
    return _in_dictionary(word, "en")


def _in_dictionary(word: str, language: str) -> bool:
    import simplemma

    return word.isascii() and bool(simplemma.is_known(word, lang=language))
