"""A token → the keys it is found by, from the strictest to the widest: exact, lemma, stem, folded, root.

A key is a pure function of the written form, so an index and a question always agree. `ANALYSIS` names
this way of making keys; an index built with another one is refused by `search.manifest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from search.language.apart import KEPT_APART
from search.language.stem import stem
from search.language.tokens import Token, fold, tokenize

ANALYSIS = "lv-3"
LONGEST_KEY = 100  # characters; longer ones are encoded data, not words
ROOT_LETTERS = (
    6  # design.md §3: folded forms cut to 6 letters meet most verb forms and typed-without-diacritics
)


# Accepted: "LLI" and "232" of "LLI-232". Rejected: "-" (no letter or digit).
_PIECE = re.compile(r"[^\W_]+")
_LEMMA_SHORTER = 2  # letters that the stem of a lemma may lack of the form's own


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one written form; each later one is shared by more forms."""

    exact: str
    lemma: str
    stem: str
    folded: str
    root: str
    plain: str  # folded stem of the form itself: what meets when a lemma is wrong or diacritics are not typed
    plain_root: str  # root of `plain`


@dataclass(frozen=True, slots=True)
class Bags:
    """The keys of a whole text, field by field, each a list in the order of the text.

    `folded` and `root` have two entries where the lemma's key and the form's own differ; `parts` are the
    pieces of codes and compounds.
    """

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    root: tuple[str, ...]
    parts: tuple[str, ...]


@lru_cache(maxsize=400_000)
def form_keys(exact: str) -> Keys:
    """Return the keys of a written form given in lower case."""
    if not exact.replace("-", "").isalpha():
        return Keys(exact, exact, exact, exact, exact, exact, exact[:ROOT_LETTERS])
    if exact in KEPT_APART:
        lemma = KEPT_APART[exact]
        return Keys(exact, lemma, lemma, lemma, root_of(lemma), lemma, root_of(lemma))
    lemma = _lemma(exact)
    stemmed = stem(lemma)
    folded = fold(stemmed)
    plain = fold(stem(exact))
    return Keys(exact, lemma, stemmed, folded, folded[:ROOT_LETTERS], plain, plain[:ROOT_LETTERS])


@lru_cache(maxsize=400_000)
def form_roots(exact: str) -> frozenset[str]:
    """Return the roots by which a form may be met: its own, and those of its pieces."""
    keys = form_keys(exact)
    pieces = () if exact.isalpha() else pieces_of(exact)
    return frozenset((keys.root, keys.plain_root, *(form_keys(piece).root for piece in pieces)))


def form_stems(exact: str) -> frozenset[str]:
    """Return what a form is told by with its diacritics: the stems of its lemma and of itself, and itself.

    The form itself is marked by "=". A lemma much shorter than the form is a wrong one ("brīvosta", "brīvs").
    """
    own = stem(exact)
    of_lemma = form_keys(exact).stem
    if exact in KEPT_APART:
        return frozenset((of_lemma, f"={exact}"))
    right = (of_lemma,) if len(own) - len(of_lemma) <= _LEMMA_SHORTER else ()
    return frozenset((own, f"={exact}", *right))


def pieces_of(exact: str) -> list[str]:
    """Return the pieces of letters and digits that a code or a compound is made of."""
    return _PIECE.findall(exact)


def root_of(folded: str) -> str:
    """Return the root key of a folded key."""
    return folded[:ROOT_LETTERS] if folded.replace("-", "").isalpha() else folded


def text_keys(text: str) -> list[tuple[Token, Keys]]:
    """Return the tokens of `text` with their keys, in order."""
    return [(token, form_keys(token.exact)) for token in tokenize(text)]


def bags(texts: Iterable[str]) -> Bags:
    """Return the keys of several texts taken together, as the index stores them."""
    pairs = [pair for text in texts for pair in text_keys(text) if len(pair[1].exact) <= LONGEST_KEY]
    keys = [key for _, key in pairs]
    return Bags(
        exact=tuple(key.exact for key in keys),
        folded=tuple(one for key in keys for one in dict.fromkeys((key.folded, key.plain))),
        root=tuple(one for key in keys for one in dict.fromkeys((key.root, key.plain_root))),
        parts=tuple(part for token, _ in pairs for part in token.parts),
    )


def _lemma(form: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(form, lang="lv")).lower()
