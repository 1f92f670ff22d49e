"""Words that have lost the space between them → apart again, in a document that shows it lost several. Pure.

A long unknown word is parted for sure only where both halves stand in the document as words of their own, so
that a compound such as "valstspilsēta" stays whole; in a damaged document, dictionary words are enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from ingest.pages import Page
from ingest.repair.block_texts import changed_page
from ingest.repair.words import is_known

_LONG = 12  # letters of a word that may be two
_LONGEST = 60  # letters; two words have fewer
_PART = 4  # letters of each half at least
_LEAST = 2  # different words to part, before a document counts as damaged …
_SHARE = 0.005  # … and of all its words; sound documents stay below a half of that
# Compounds of two words that documents also use apart. Accepted: "valstspilsētas". Rejected: "rīcībasplāns".
_COMPOUND = re.compile(r"valsts?pilsēt|iedzīvotājskait|daudzdzīvokļ|vidusskol|pamatskol|sākumskol")
_WORD = re.compile(r"[^\W\d_]+")
# Accepted: "programmas.31." (a page number and the next heading fused). Rejected: "2.31", "programmas. 31".
_FUSED = re.compile(r"(?<=[a-zāčēģīķļņšūž]{4}\.)(?=\d{1,3}\.?\s+[A-ZĀČĒĢĪĶĻŅŠŪŽ])")

# Accepted: "n o l e m j" in "dome n o l e m j:". Rejected: "a, b, c, d, e", "A B C".
_APART = re.compile(r"(?<![^\s(„])(?:[^\W\d_] ){4,40}[^\W\d_](?![^\s.,:;!?)”])")
_DECIDING = frozenset("nolemj nolēma nospriež lēmums paziņojums rīkojums saistošie noteikumi".split())

Repaired = tuple[tuple[Page, ...], list[str]]


def part_words(pages: tuple[Page, ...]) -> Repaired:
    """Put spaces back where a document has lost them; two sure cases show that it has."""
    words = Counter(
        match[0].lower() for page in pages for block in page.blocks for match in _WORD.finditer(block.text)
    )
    doubted = [word for word in words if _may_be_two(word, words)]
    sure = {word: at for word in doubted if (at := _between(word, words.__contains__))}
    if len(sure) < _LEAST or sum(words[word] for word in sure) < _SHARE * words.total():
        return pages, []
    parted = sure | {word: at for word in doubted if word not in sure and (at := _between(word, is_known))}

    def apart(text: str) -> str:
        spaced = _WORD.sub(lambda match: _spaced(match[0], parted), text)
        return _FUSED.sub(" ", spaced)

    count = sum(words[word] for word in parted)
    return tuple(changed_page(page, apart) for page in pages), [f"lost spaces put back in {count} words"]


def close_up_words(pages: tuple[Page, ...]) -> Repaired:
    """Join words whose letters are set apart by single spaces, where the result is a word."""
    count = 0

    def whole(match: re.Match[str]) -> str:
        nonlocal count
        word = match[0].replace(" ", "")
        if not is_known(word.lower()) and word.lower() not in _DECIDING:
            return match[0]
        count += 1
        return word

    closed = tuple(changed_page(page, lambda text: _APART.sub(whole, text)) for page in pages)
    return closed, [f"letters set apart joined to {count} words"] if count else []


def _may_be_two(word: str, words: Counter[str]) -> bool:
    return (
        _LONG <= len(word) <= _LONGEST
        and words[word] == 1
        and not _COMPOUND.match(word)
        and not is_known(word)
    )


def _between(word: str, is_word: Callable[[str], bool]) -> int:
    """Return where the second of two words begins, the second as short as may be; 0 for one word."""
    for at in range(len(word) - _PART, _PART - 1, -1):
        if is_word(word[:at]) and is_word(word[at:]):
            return at
    return 0


def _spaced(word: str, parted: dict[str, int]) -> str:
    at = parted.get(word.lower(), 0)
    return f"{word[:at]} {word[at:]}" if at else word
