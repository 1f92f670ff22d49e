"""A word as typed → the form it stands for: missing diacritics, old double letters, one or two slips. Pure.

Goes in: a word in lower case, and written forms with the number of passages that hold each. `plain` is a form
without its diacritics. Knows no store: which plain forms to look up is said here, looking them up is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product

from search.language.keys import form_keys
from search.language.tokens import fold

LEAST_LETTERS, MOST_LETTERS = 3, 40  # of a word whose diacritics are restored; longer ones are no words
_LEAST_MENDED, _MOST_MENDED = 4, 24  # letters of a word that a mended one is suggested for
TWO_SLIPS_FROM = 8  # letters
LEAST_PASSAGES = 2  # that hold a form to be suggested
_MUCH_MORE = (
    10  # times as frequent a form is that is meant by one typed without diacritics, though that is held
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# How diacritics were typed on keyboards and in mails without them.
_OLD = {
    "aa": "ā", "ee": "ē", "ii": "ī", "uu": "ū", "sh": "š", "ch": "č", "zh": "ž",
    "gj": "ģ", "kj": "ķ", "lj": "ļ", "nj": "ņ",
}  # fmt: skip
# Accepted: "aa" and "kl" apart in "maajoklis". Rejected: "a" of "majoklis".
_OLD_PAIR = re.compile("|".join(_OLD))
_MOST_PAIRS = 4  # in one word that are read either way


def readings(word: str) -> tuple[str, ...]:
    """Return the word and what it may stand for when double letters are old spellings, all read so first."""
    pieces: list[tuple[str, ...]] = []
    position = pairs = 0
    for match in _OLD_PAIR.finditer(word):
        if pairs == _MOST_PAIRS:
            break
        pieces += [(word[position : match.start()],), (_OLD[match[0]], match[0])]
        position = match.end()
        pairs += 1
    if not pairs:
        return (word,)
    read = ("".join(parts) for parts in product(*pieces, (word[position:],)))
    return tuple(dict.fromkeys((word, *read)))


def plain_forms(words: Iterable[str]) -> tuple[str, ...]:
    """Return the plain forms to look up for `restored`."""
    return tuple(dict.fromkeys(fold(read) for word in words for read in readings(word)))


def restored(word: str, forms: Mapping[str, int], *, bare: bool = False) -> str:
    """Return the likeliest form that `word` lacks only diacritics of, or the word itself.

    A word that is held as typed stays; with `bare`, when the whole question was typed without diacritics, not
    beside a form that is much more frequent. Diacritics that were typed stay in any case, and so does a word
    that only another case has them of: "iela", where the collection holds "ielā".
    """
    least = 1
    if word in forms:
        if not bare:
            return word
        least = forms[word] * _MUCH_MORE
    lemma = form_keys(word).lemma
    for read in readings(word):
        plain = fold(read)
        meant = {
            form: held
            for form, held in forms.items()
            if held >= least and form != word and fold(form) == plain and _keeps(read, form)
            if form_keys(form).lemma != lemma
        }
        if meant:
            return _likeliest(meant)
    return word


def _likeliest(meant: Mapping[str, int]) -> str:
    """Return the form of the most frequent lemma with the fewest diacritics.

    People type the nominative, where texts hold "Liepājā" more often than "Liepāja".
    """
    lemmas: Counter[str] = Counter()
    for form, held in meant.items():
        lemmas[form_keys(form).lemma] += held

    def order(form: str) -> tuple[int, str, int, int, str]:
        lemma = form_keys(form).lemma
        marks = sum(sign != fold(sign) for sign in form)
        return -lemmas[lemma], lemma, marks, -meant[form], form

    return min(meant, key=order)


def _keeps(typed: str, form: str) -> bool:
    """Return whether every letter typed with a diacritic is that letter in `form`, of the same plain form."""
    return all(one == other or one == fold(one) for one, other in zip(typed, form, strict=True))


def one_slip(word: str) -> tuple[str, ...]:
    """Return the plain forms that are one letter or one swap of neighbours away from a word."""
    plain = fold(word)
    cuts = [(plain[:at], plain[at:]) for at in range(len(plain) + 1)]
    found = [left + right[1:] for left, right in cuts if right]
    found += [left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1]
    found += [left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS]
    found += [left + letter + right for left, right in cuts for letter in _LETTERS]
    return tuple(one for one in dict.fromkeys(found) if one != plain)


def can_be_mended(word: str) -> bool:
    """Return whether a word is long enough to be told from others by a slip, and no longer than words are."""
    return _LEAST_MENDED <= len(word) <= _MOST_MENDED and word.isalpha()


def mended(word: str, forms: Mapping[str, int], most: int) -> str:
    """Return the form that `word` was meant for, by up to `most` slips.

    The nearest one, of several the most frequent; nothing when none is held by LEAST_PASSAGES.
    """
    plain = fold(word)
    near = [
        (away, -held, form)
        for form, held in forms.items()
        if held >= LEAST_PASSAGES and 0 < (away := slips(plain, fold(form), most)) <= most
    ]
    return min(near)[2] if near else ""


def slips(one: str, other: str, most: int) -> int:
    """Return how many letters to add, drop or change, or neighbours to swap, make `other` of `one`.

    More than `most` is said as `most` + 1 (optimal string alignment).
    """
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return most + 1  # told without counting: a slip changes at most two of the letters that are there
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        older, before, row = before, row, [at]
        for place, sign in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != sign))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == sign:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
