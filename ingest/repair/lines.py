"""Lines → text: paragraphs joined, line-end hyphens decided, invisible signs out, spaces plain."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from ingest.formats.pdf.lines import HYPHEN
from ingest.pages import Page
from ingest.repair.block_texts import changed_page
from ingest.repair.words import is_known

# Accepted: "septi-" over "ņi", "sociāli-" over "ekonomiskā". Rejected: "2021 -" over "2027".
_BREAK = re.compile(
    rf"(?<![^\W_])(?P<left>[^\W_]++)(?P<sign>{HYPHEN}|[-\u2010\u00ad](?=\n))\s*+(?=(?P<right>[^\W_]++))"
)
# A code broken over lines. Accepted: "4.5.1.2/" over "17/I/005". Rejected: "un/" over "vai".
_CODE_BREAK = re.compile(r"(?<=[\dA-Z]/)[ \t]*\n[ \t]*(?=[\dA-Z])")
# A dash at a line's end. Accepted: "2021.-" over "2027.", "Rīga–" over "Jelgava". Rejected: "ielas –".
_DASH_BREAK = re.compile(r"(?<=[\d.][-–])\n\s*(?=\d)|(?<=[^\W\d_]–)\n\s*(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])")
_LOOSE_HYPHEN = re.compile(rf"{HYPHEN}\s*")
# Accepted: "ex-ante", "sociāli-ekonomiskā". Rejected: "2021-2027".
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]++[-\u2010\u2011][^\W\d_]++")
_WORD = re.compile(r"[^\W\d_]+")
_PREFIXES = frozenset("ex mini maksi start know pop off on de".split())  # "ex-ante", "de-facto"
_SUSPENDED = frozenset("un vai kā".split())  # "bērnu- un jauniešu"
_SHARED = 5  # letters of a word that stay the same while it is declined
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SIGNS = str.maketrans({"\u2010": "-", "\u2011": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "–"})

Repaired = tuple[tuple[Page, ...], list[str]]


def join_lines(pages: tuple[Page, ...]) -> Repaired:
    """Join the lines of each block, decide line-end hyphens, and make spaces plain."""
    words = _Words([block.text for page in pages for block in page.blocks])
    counts: Counter[str] = Counter()

    def joined(text: str) -> str:
        whole = _CODE_BREAK.sub("", _DASH_BREAK.sub("", text))
        whole = _BREAK.sub(lambda match: words.joined(match, counts), whole)
        whole = _LOOSE_HYPHEN.sub("-", whole)
        whole, invisible = _INVISIBLE.subn("", whole)
        counts["invisible"] += invisible
        counts["unreadable"] += whole.count("\ufffd")
        return " ".join(whole.translate(_SIGNS).split())

    whole = tuple(changed_page(page, joined) for page in pages)
    notes = []
    if counts["joined"] or counts["kept"]:
        notes.append(f"line-end hyphens: {counts['joined']} joined, {counts['kept']} kept")
    if counts["invisible"]:
        notes.append(f"{counts['invisible']} control and invisible characters left out")
    if counts["unreadable"]:
        notes.append(f"doubtful: {counts['unreadable']} letters are unreadable in the source")
    return whole, notes


class _Words:
    """The words of a document, as evidence for what stood before a line end broke a word."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    def joined(self, match: re.Match[str], counts: Counter[str]) -> str:
        """Return the left part of a broken word, with its hyphen if that is a real one."""
        left, right = match["left"], match["right"]
        if match["sign"] == "\u00ad" or not self._is_real(left, right):
            counts["joined"] += 1
            return left
        counts["kept"] += 1
        return f"{left}- " if right in _SUSPENDED else f"{left}-"

    def _is_real(self, left: str, right: str) -> bool:
        if not (left[-1].isalpha() and right[0].isalpha()) or len(left) == 1 or right in _SUSPENDED:
            return True
        if left.isupper() != right.isupper() and (left.isupper() or right[0].isupper()):
            return True  # "ES-finansēts", "Rēzeknes-Ludzas"
        whole = (left + right).lower()
        if f"{left}-{right[:_SHARED]}".lower() in self._hyphenated:
            return True
        if whole[: max(_SHARED, len(whole) - 2)] in self._beginnings or is_known(whole):
            return False
        if left.lower() in _PREFIXES:
            return True
        return not self._breaks_words and is_known(left.lower()) and is_known(right.lower())

    @cached_property
    def _hyphenated(self) -> frozenset[str]:
        found = (match[0].partition("-") for text in self._texts for match in _HYPHENATED.finditer(text))
        return frozenset(f"{left}-{right[:_SHARED]}".lower() for left, _, right in found)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Return the beginnings of whole words, with up to two letters of their ending off."""
        beginnings: set[str] = set()
        for text in self._texts:
            for match in _WORD.finditer(_BREAK.sub(" ", text)):
                word = match[0].lower()
                beginnings.update(word[:end] for end in range(max(_SHARED, len(word) - 2), len(word) + 1))
        return frozenset(beginnings)

    @cached_property
    def _breaks_words(self) -> bool:
        """Say whether the document breaks words at line ends: a part that is no word proves it."""
        broken = (match for text in self._texts for match in _BREAK.finditer(text))
        return any(
            match["left"].isalpha()
            and match["right"].islower()
            and len(match["left"]) > 1
            and match["left"].lower() not in _PREFIXES
            and not (is_known(match["left"].lower()) and is_known(match["right"].lower()))
            for match in broken
        )
