"""The domain vocabulary: official, everyday and English terms of one concept, met in the words of a question.

Goes in: `corpora/vocabulary.tsv`, a plan's words. Comes out: for stretches of words the terms that say the
same otherwise. Knows no collection: which terms a collection holds is told by its frequencies.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path

from search.corpora import ROOT, Corpora, malformed, table_rows
from search.language.keys import form_stems, text_keys
from search.language.tokens import fold, tokenize

FIELDS = ("id", "sub_theme", "official", "everyday", "english")
_LONGEST = 5  # words of a term that is looked up
_SHORT = 2  # letters; such a term is meant in capitals only: "DI", not "di"
SINGLE = "word-"  # begins the id of a single English word with its translations: no concept of Latvian
_ENGLISH_LITTLE = frozenset("a an and for in of on or the to with".split())


@dataclass(frozen=True, slots=True)
class Concept:
    """Terms that mean the same: those of documents, those people say, and English ones."""

    id: str
    sub_theme: str  # "SOC/health-care"
    official: tuple[str, ...]
    everyday: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedTerm:
    """Another way to say it: as written, and its folded keys."""

    text: str
    keys: tuple[str, ...]
    official: bool

    @property
    def stems(self) -> tuple[frozenset[str], ...]:
        """Return for each word what a form of it is told by, with diacritics: "velo" is not "vēl".

        An abbreviation is itself only: the lemma of "PII" is wrong.
        """
        return _term_stems(self.text)


@lru_cache(maxsize=20_000)
def _term_stems(text: str) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset((f"={key.exact}",)) if _is_abbreviation(token.text) else form_stems(key.exact)
        for token, key in text_keys(text)
    )


def _is_abbreviation(written: str) -> bool:
    return len(written) > 1 and written.isupper() and written.isalpha()


@dataclass(frozen=True, slots=True)
class Related:
    """Words of a question (their exact keys), and the terms that say the same otherwise.

    `translated` tells that the words are English and the terms Latvian.
    """

    words: tuple[str, ...]
    concepts: tuple[str, ...]
    terms: tuple[RelatedTerm, ...]
    translated: bool = False


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a question as concepts need it: its exact key, the keys it may match by, and as typed."""

    exact: str
    keys: tuple[str, ...]
    typed: str


@dataclass(frozen=True)
class Concepts:
    """The vocabulary, looked up by keys."""

    concepts: tuple[Concept, ...]
    latvian: Mapping[tuple[str, ...], tuple[int, ...]]
    english: Mapping[tuple[str, ...], tuple[int, ...]]
    terms: tuple[tuple[RelatedTerm, ...], ...]  # the Latvian terms of each concept

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the folded keys of all words in official terms."""
        return frozenset(key for terms in self.terms for term in terms if term.official for key in term.keys)

    def related(self, words: Sequence[AskedWord], *, english: bool) -> tuple[Related, ...]:
        """Return what says the same as stretches of `words`, the longest stretches first.

        English terms are looked up first when `english` allows; a word belongs to one stretch at most.
        """
        found: list[Related] = []
        if english:
            keys = [(english_key(word.exact),) for word in words]
            found += self._stretches(words, keys, self.english, translated=True)
        taken = {word for related in found for word in related.words}
        left = [word for word in words if word.exact not in taken]
        found += self._stretches(left, [one.keys for one in left], self.latvian)
        return tuple(found)

    def _stretches(
        self,
        words: Sequence[AskedWord],
        keys: Sequence[tuple[str, ...]],
        entries: Mapping[tuple[str, ...], tuple[int, ...]],
        *,
        translated: bool = False,
    ) -> Iterator[Related]:
        free = [True] * len(words)
        for length in range(min(_LONGEST, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                stretch = slice(start, start + length)
                if not all(free[stretch]) or _too_short(words[stretch]):
                    continue
                held = {number for one in product(*keys[stretch]) for number in entries.get(one, ())}
                if not translated:
                    held = {number for number in held if self._says(number, words[stretch])}
                if held:
                    free[stretch] = [False] * length
                    yield self._related(words[stretch], sorted(held), translated=translated)

    def _says(self, number: int, words: Sequence[AskedWord]) -> bool:
        """Return whether a term of the concept is these words, by their diacritics unless they have none."""
        return any(
            len(term.keys) == len(words) and all(map(_same_word, words, term.stems))
            for term in self.terms[number]
        )

    def _related(self, words: Sequence[AskedWord], numbers: Sequence[int], *, translated: bool) -> Related:
        own = {key for word in words for key in word.keys}
        terms = {term.keys: term for number in reversed(numbers) for term in reversed(self.terms[number])}
        kept = [term for term in reversed(terms.values()) if not own.issuperset(term.keys)]
        named = tuple(self.concepts[number].id for number in numbers)
        return Related(tuple(word.exact for word in words), named, tuple(kept), translated)


def _same_word(word: AskedWord, stems: frozenset[str]) -> bool:
    asked = form_stems(word.exact)
    if word.exact == fold(word.exact):
        return not {fold(one) for one in asked}.isdisjoint(map(fold, stems))
    return not asked.isdisjoint(stems)


def english_key(word: str) -> str:
    """Return the key by which English words are compared: the lemma, folded."""
    import simplemma

    return fold(str(simplemma.lemmatize(word, lang="en")))


@lru_cache(maxsize=2)
def load_concepts(path: Path = ROOT / "vocabulary.tsv", corpora: Corpora | None = None) -> Concepts:
    """Load the vocabulary. Raises CorpusError; sub-themes are checked when `corpora` is given."""
    concepts = tuple(_concepts(path))
    if corpora is not None:
        _check_sub_themes(path, concepts, corpora)
    latvian: dict[tuple[str, ...], list[int]] = {}
    english: dict[tuple[str, ...], list[int]] = {}
    terms = []
    for number, concept in enumerate(concepts):
        own = []
        single = concept.id.startswith(SINGLE)
        for text in (*concept.official, *concept.everyday):
            keys = [key for _, key in text_keys(text)]
            folded = tuple(key.folded for key in keys)
            for entry in () if single else dict.fromkeys((folded, tuple(key.plain for key in keys))):
                latvian.setdefault(entry, []).append(number)
            own.append(RelatedTerm(text, folded, text in concept.official))
        for text in concept.english:
            keys_in_english = tuple(
                english_key(token.exact) for token in tokenize(text) if token.exact not in _ENGLISH_LITTLE
            )
            english.setdefault(keys_in_english, []).append(number)
        terms.append(tuple(own))
    return Concepts(
        concepts,
        {key: tuple(dict.fromkeys(numbers)) for key, numbers in latvian.items()},
        {key: tuple(dict.fromkeys(numbers)) for key, numbers in english.items()},
        tuple(terms),
    )


def _too_short(words: Sequence[AskedWord]) -> bool:
    return len(words) == 1 and len(words[0].exact) <= _SHORT and not words[0].typed.isupper()


def _concepts(path: Path) -> Iterator[Concept]:
    seen: set[str] = set()
    for number, row in table_rows(path, FIELDS):
        for name, cell in row.items():
            if cell != unicodedata.normalize("NFC", cell):
                raise malformed(path, number, name, "is not in NFC")
        official, everyday, english = (
            tuple(term.strip() for term in row[name].split("|") if term.strip()) for name in FIELDS[2:]
        )
        if not row["id"] or row["id"] in seen or not official or not english:
            raise malformed(path, number, "all", "needs an id of its own, an official and an English term")
        seen.add(row["id"])
        yield Concept(row["id"], row["sub_theme"], official, everyday, english)


def _check_sub_themes(path: Path, concepts: Sequence[Concept], corpora: Corpora) -> None:
    known = {
        f"{direction.id}/{theme.id}"
        for direction in (*corpora.directions, corpora.other)
        for theme in direction.sub_themes
    }
    for number, concept in enumerate(concepts, 2):
        if concept.sub_theme not in known:
            raise malformed(path, number, "sub_theme", f"{concept.sub_theme!r} is no sub-theme")
