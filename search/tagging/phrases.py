"""The words of a passage → the vocabulary's phrases in it, in any form, through spaCy's PhraseMatcher.

Words are compared by the stem of their lemma, so "sociālajā dienestā" is "sociālais dienests". Goes in: keys
that ingestion has made already. Knows no vectors and no scores.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from search.concepts import SINGLE, Concept, load_concepts
from search.corpora import Corpora
from search.domain import Document, Passage
from search.language.keys import bags, form_keys
from search.language.stem import stem
from search.language.tokens import fold
from search.records import PassageKeys

_OTHER_WORD = "_"  # stands for every word that no phrase holds: numbers must not fill spaCy's memory
_SHORT = 3  # letters; a single word as short counts only where it is written in capitals, such as "GMI"
_ENDING = 2  # letters of a single word that may differ, more are another word of the same stem
_LONG_ENDINGS = ("ais", "tis")  # "studējošais": "studējošo"; "jaunietis": "jauniešu"; one letter more
# Phrases that stand in texts of their direction no oftener than in others (on all labelled texts).
_SAYS_NOTHING = frozenset({"attīstības programma", "būvuzraudzība", "reģionālā attīstība"})


@dataclass(frozen=True, slots=True)
class PassageWords:
    """The words of a passage under its heading: stems of lemmas, and in step the words as written."""

    stems: tuple[str, ...]
    exact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A term of the vocabulary and the sub-themes ("SOC/health-care") that it speaks of."""

    text: str
    themes: tuple[str, ...]

    @property
    def directions(self) -> tuple[str, ...]:
        """Return the directions that it speaks of."""
        return tuple(dict.fromkeys(theme.split("/")[0] for theme in self.themes))


@dataclass(frozen=True, slots=True)
class Met:
    """A phrase that stands in a passage, and its words as they are written there."""

    phrase: Phrase
    written: str


@dataclass(frozen=True)
class Phrases:
    """The vocabulary, ready to be met in passages."""

    phrases: tuple[Phrase, ...]
    known: frozenset[str]  # the stems of all phrases
    numbers: Mapping[int, int]  # the matcher's name of a phrase → its number
    matcher: Any
    vocab: Any

    def met(self, words: PassageWords) -> tuple[Met, ...]:
        """Return the phrases in `words` in their order; of those that overlap the longest."""
        from spacy.tokens import Doc

        if not words.stems:
            return ()
        kept = [one if one in self.known else _OTHER_WORD for one in words.stems]
        matches = self.matcher(Doc(self.vocab, words=kept))
        taken = bytearray(len(kept))
        found = []
        for name, start, end in sorted(matches, key=lambda one: (one[1] - one[2], one[1])):
            own = end > start + 1 or _is_form(self.phrases[self.numbers[name]].text, words.exact[start])
            if own and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, self.numbers[name], " ".join(words.exact[start:end])))
        return tuple(Met(self.phrases[number], written) for _, number, written in sorted(found))


@lru_cache(maxsize=50_000)
def _is_form(term: str, written: str) -> bool:
    """Return whether a written word is a form of a single-word term, not just of the same stem.

    "EUR" is not EURES, nor "darbu" a "darbiņš", nor "iekļauj" "iekļaujošs"; "mājokļa" is a "mājoklis".
    """
    if term.isupper():
        return written == term.lower()
    ending = _ENDING + term.endswith(_LONG_ENDINGS)
    return fold(written).startswith(fold(term)[:-ending])


def words_of(texts: Iterable[str]) -> PassageWords:
    """Return the words of texts taken together."""
    keys = bags(texts)
    return PassageWords(_stems(keys.exact), keys.exact)


def passage_words(document: Document, keys: Sequence[PassageKeys]) -> list[PassageWords]:
    """Return the words of each passage under its nearest heading.

    The title is left out where several passages share it: it says nothing of one of them.
    """
    title = document.facts.title
    alone = len(document.passages) == 1
    return [
        _with_heading(passage, title, one, titled=alone)
        for passage, one in zip(document.passages, keys, strict=True)
    ]


def _with_heading(passage: Passage, title: str, keys: PassageKeys, *, titled: bool) -> PassageWords:
    headings = [one for one in passage.heading_path[-1:] if one != title]
    above = _heading_words(" ".join([title, *headings] if titled else headings))
    words = keys.exact.split(" ") if keys.length else []
    return PassageWords((*above.stems, *_stems(words)), (*above.exact, *words))


@lru_cache(maxsize=5_000)
def _heading_words(heading: str) -> PassageWords:
    return words_of([heading])


@lru_cache(maxsize=2)
def load_phrases(corpora: Corpora) -> Phrases:
    """Return the terms of the sub-themes and the official and everyday terms of the vocabulary."""
    with warnings.catch_warnings():  # spaCy 3.8 imports a helper that uses a function click has deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

    vocab = Vocab()
    themes: dict[tuple[str, ...], list[str]] = {}
    texts: dict[tuple[str, ...], str] = {}
    for text, theme in _terms(corpora, load_concepts().concepts):
        stems = _stems(bags([text]).exact)
        short = len(stems) == 1 and len(stems[0]) <= _SHORT and not text.isupper()
        if stems and not short and text not in _SAYS_NOTHING:
            texts.setdefault(stems, text)
            themes.setdefault(stems, []).append(theme)
    matcher = PhraseMatcher(vocab, attr="ORTH")
    numbers = {}
    known: set[str] = set()
    for number, (stems, text) in enumerate(texts.items()):
        numbers[vocab.strings.add(f"phrase {number}")] = number
        ways = {stems, _own_stems(text)}
        matcher.add(f"phrase {number}", [Doc(vocab, words=list(way)) for way in ways])
        known.update(*ways)
    phrases = tuple(Phrase(text, tuple(dict.fromkeys(themes[stems]))) for stems, text in texts.items())
    return Phrases(phrases, frozenset(known), numbers, matcher, vocab)


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of the lemmas of words as written, in lower case."""
    return tuple(form_keys(word).stem for word in words)


def _own_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words as written: the lemma of "šķirošana" is wrong, of its genitive right."""
    return tuple(stem(word) for word in bags([text]).exact)


@lru_cache(maxsize=4)
def themes_of_terms(corpora: Corpora) -> Mapping[str, frozenset[str]]:
    """Return the sub-themes that each term of the vocabulary speaks of, as evidence names it."""
    found: dict[str, set[str]] = {}
    for term, theme in _terms(corpora, load_concepts().concepts):
        found.setdefault(term, set()).add(theme)
    return {term: frozenset(themes) for term, themes in found.items()}


def _terms(corpora: Corpora, concepts: Sequence[Concept]) -> Iterator[tuple[str, str]]:
    for direction in (*corpora.directions, corpora.other):
        for theme in direction.sub_themes:
            for term in (theme.name_lv, *theme.terms):
                yield term, f"{direction.id}/{theme.id}"
    for concept in concepts:
        if not concept.id.startswith(SINGLE):
            for term in (*concept.official, *concept.everyday):
                yield term, concept.sub_theme
