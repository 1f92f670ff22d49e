"""Plain words of a question → filters to offer: cities, directions, kinds of documents, years. Pure.

The words stay in the question; an offer narrows nothing until it is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from search.asked import FilterName, Offer
from search.corpora import Corpora
from search.fields import FIRST_YEAR, LAST_YEAR
from search.language.keys import text_keys
from search.language.names import asked_city_finder
from search.language.tokens import Token, fold, tokenize

_JOINING = frozenset({"un", "and"})  # in names of directions; typed or not
# Accepted: "3. virziens", "virzienā 3", "direction 3". Rejected: "13 virzieni", "virzieni 2027".
_NUMBERED = re.compile(
    r"(?<!\w)(?:([1-5])\.? virzien\w*|(?:virzien\w*|direction) ([1-5])(?![\w]))", re.IGNORECASE
)
# What stands between two years of a period. Accepted: "-", ".–", " – ", ". gada līdz ". Rejected: " un ".
_TO = re.compile(r"\.?(?: gad\w*)?\s*(?:[-‐‑–—−]|līdz|lidz)\s*")
_Entry = tuple[FilterName, str, tuple[str, ...]]  # field, value, the keys of a name


def recognise(text: str, corpora: Corpora) -> tuple[Offer, ...]:
    """Return the filters that the words of `text` speak of, each once, by field."""
    found = [*_cities(text, corpora), *_directions(text, corpora), *_named(text, corpora), *_years(text)]
    return tuple({(offer.field, offer.value): offer for offer in reversed(found)}.values())[::-1]


def _cities(text: str, corpora: Corpora) -> Iterable[Offer]:
    for mention in asked_city_finder(corpora).find("".join(fold(sign)[:1] or " " for sign in text)):
        yield Offer("city", mention.city, text[mention.start : mention.end])


def _directions(text: str, corpora: Corpora) -> Iterable[Offer]:
    """Yield directions by number and by code; a code counts in capitals, as "vide" and "pils" are words."""
    for match in _NUMBERED.finditer(text):
        number = int(match[1] or match[2])
        for direction in corpora.directions:
            if direction.number == number:
                yield Offer("direction", direction.id, match[0])
    if text == text.upper():
        return
    codes = {direction.id for direction in corpora.directions}
    for token in tokenize(text):
        if token.text in codes:
            yield Offer("direction", token.text, token.text)


def _named(text: str, corpora: Corpora) -> Iterable[Offer]:
    """Yield directions by their short labels and kinds by their names, in any form; the longest first."""
    pairs = [(token, keys.plain) for token, keys in text_keys(text) if token.exact not in _JOINING]
    at = 0
    while at < len(pairs):
        entry = next((one for one in _names(corpora) if _stands(one[2], pairs, at)), None)
        if entry is None:
            at += 1
            continue
        field, value, keys = entry
        yield Offer(field, value, text[pairs[at][0].start : pairs[at + len(keys) - 1][0].end])
        at += len(keys)
    shortened = {short: kind.name for kind in corpora.kinds for short in kind.abbreviations}
    for token, _ in pairs:
        if token.text in shortened:
            yield Offer("kind", shortened[token.text], token.text)


def _stands(keys: tuple[str, ...], pairs: Sequence[tuple[Token, str]], at: int) -> bool:
    return tuple(key for _, key in pairs[at : at + len(keys)]) == keys


@lru_cache(maxsize=4)
def _names(corpora: Corpora) -> tuple[_Entry, ...]:
    names: list[tuple[FilterName, str, str]] = [
        ("direction", direction.id, label)
        for direction in corpora.directions
        for label in (direction.label_lv, direction.label_en)
    ]
    names += [("kind", kind.name, name) for kind in corpora.kinds for name in kind.names]
    entries = [
        (field, value, tuple(keys.plain for token, keys in text_keys(name) if token.exact not in _JOINING))
        for field, value, name in names
    ]
    return tuple(sorted(entries, key=lambda entry: -len(entry[2])))


def _years(text: str) -> Iterable[Offer]:
    years = [
        token
        for token in tokenize(text)
        if token.kind == "number" and len(token.text) == 4 and FIRST_YEAR <= int(token.text) <= LAST_YEAR
    ]
    at = 0
    while at < len(years):
        first, last = years[at], years[at + 1] if at + 1 < len(years) else None
        if last and _TO.fullmatch(text, first.end, last.start) and first.text < last.text:
            yield Offer("year", f"{first.text}-{last.text}", text[first.start : last.end])
            at += 2
        else:
            yield Offer("year", first.text, first.text)
            at += 1
