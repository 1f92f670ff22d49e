"""Two texts → the terms of both and those of one alone, as they print them. Pure.

A term is a stretch that the vocabulary knows ("bērnudārzs" and "pirmsskolas izglītības iestāde" are one), or
a single word in any form. An English text says the Latvian terms that its words are translated by.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from search.concepts import AskedWord, Concepts, Related
from search.corpora import load_corpora
from search.language.keys import Keys, form_keys, root_of, text_keys
from search.language.tokens import Token
from search.language.which import language_of
from search.query import FUNCTION_WORDS
from search.word_vectors import WordVectors

_SHORTEST = 3  # letters of a word that tells
_MOST = 8  # terms of each list
_FEW = 3  # shared terms that are enough without words that the vocabulary does not hold
_MOST_OF = 0.55  # of a longer term's weight
_LEAST = 0.4  # weight of a term that is shown, in one of the texts
_UNKNOWN = 0.5  # of the weight of a word that no term of the vocabulary holds: "garš", "atzīme"
_STRETCH = 60  # words that are looked up in the vocabulary at once

# Words that say nothing of what a project is for, beside those that no question is asked for.
_LITTLE = FUNCTION_WORDS | frozenset(
    """
    gar pār pa kopā tikai taču tomēr tāpēc kopš pat gada gadā gadu gadi projekts projekta projektu projektā
    trīs divi divas četri četras pieci piecas seši sešas pirmais pirmā jauns jauna jaunas jauni jaunu
    janvāra janvārī februāra februārī marta martā aprīļa aprīlī maija maijā jūnija jūnijā jūlija jūlijā
    augusta augustā septembra septembrī oktobra oktobrī novembra novembrī decembra decembrī
    vēlas vēlamies vēlos vēlētos grib gribam gribu gribētu plāno plānojam plānots vajag vajadzīgs vajadzīga
    kopējais kopējā nepieciešams nepieciešama vairāk mazāk katrs katra katru katrā viena viens vienu
    """.split()
)

# Words of a project's card and of its running, in any form: every report has them.
_OF_ANY = frozenset(
    form_keys(word).folded
    for word in """
    numurs nosaukums laiks termiņš periods partneris sadarbība īstenošana īstenošanas ieviešana fonds
    programma avots finansējums izmaksas budžets līgums pārskats iesniegums pašvaldība eiropas
    savienības darbība aktivitāte rezultāts rādītājs mērķis uzdevums iesniedzējs īstenotājs kārtība
    iespēja attīstība latvijas valsts pieci seši septiņi astoņi deviņi desmit pabeigts
    """.split()
)

Pairs = Sequence[tuple[Token, Keys]]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a text: as printed, the keys of its words, how much it tells (1 for the most telling one).

    `ways` are the keys it can be told by: one way for a Latvian term, for an English one those of its
    translations. `plain` tells that it is printed in its dictionary form, `known` that the vocabulary holds
    its words. `core` is the word that says most of a longer one: "apgaismojums" of "ielu apgaismojums".
    """

    printed: str
    ways: frozenset[frozenset[str]]
    concepts: frozenset[str]
    weight: float
    plain: bool = False
    known: bool = True
    translated: bool = False
    core: frozenset[str] = frozenset()

    @property
    def roots(self) -> frozenset[str]:
        """Return the root keys of its words."""
        return frozenset(root_of(key) for way in self.ways for key in way)


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A term as the start prints it, and as the project does; one form where they differ only in that."""

    start: str
    found: str


@dataclass(frozen=True, slots=True)
class ComparedTerms:
    """Terms of both, and of one alone, the most telling first; `keys` are those of the words of both."""

    both: tuple[SharedTerm, ...]
    only_start: tuple[str, ...]
    only_found: tuple[str, ...]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says: the terms of what it is for, and the keys of all its words."""

    terms: tuple[Term, ...]
    keys: frozenset[str]


def told_by(purpose: str, whole: str, concepts: Concepts, weights: Mapping[str, float]) -> Told:
    """Return what a text says, by its purpose and as a whole; `weights` are those of its words by key."""
    terms = terms_of(purpose, concepts, weights)
    said = frozenset(key.folded for _, key in text_keys(whole))
    return Told(terms, said | {key for term in terms for way in term.ways for key in way})


def terms_of(text: str, concepts: Concepts, weights: Mapping[str, float]) -> tuple[Term, ...]:
    """Return the terms of a text, the most telling first; `weights` are those of its words by key."""
    pairs = text_keys(text)
    if language_of(text) == "en":
        found = _translated(pairs, concepts, weights)
    else:
        found = _latvian(pairs, concepts, weights)
    most = max((one.weight for one in found), default=1.0)
    told = [replace(one, weight=one.weight / most) for one in found]
    return tuple(sorted(told, key=lambda one: (-one.weight, one.printed)))


def absent_words(text: str, vectors: WordVectors) -> dict[str, str]:
    """Return by key the telling words of a text that no other text has in any form; no English ones."""
    if language_of(text) == "en":
        return {}
    held, roots = vectors.keys.frequencies, vectors.roots.frequencies
    return {
        key.folded: _shown(token)
        for token, key in text_keys(text)
        if len(token.exact) > _SHORTEST and token.exact.isalpha() and token.exact not in _LITTLE
        if key.folded not in held and roots.keys().isdisjoint((key.root, key.plain_root))
    }


def compared_terms(start: Told, found: Told) -> ComparedTerms:
    """Return what both say, and what only one says."""
    both: list[tuple[bool, float, SharedTerm]] = []
    taken: set[str] = set()
    telling = [one for one in found.terms if one.weight >= _LEAST]
    for own in start.terms:
        others = found.terms if own.weight >= _LEAST else telling
        alike = [one for one in others if one.printed not in taken and _same(own, one)]
        if alike:
            other = max(alike, key=lambda one: (bool(own.ways & one.ways), one.weight))
            taken |= {own.printed, other.printed}
            both.append((own.known, own.weight + other.weight, _shared(own, other)))
    for one, other_text in ((start, found), (found, start)):
        if any(term.translated for term in other_text.terms):
            continue  # its keys are those of all translations, not of what it says
        for term in one.terms:  # said further on in the other text
            said = term.printed not in taken and term.known and term.weight >= _LEAST
            if said and any(way <= other_text.keys for way in term.ways):
                both.append((True, term.weight, SharedTerm(term.printed, term.printed)))
    both.sort(key=lambda one: (not one[0], -one[1]))
    known = sum(one[0] for one in both)
    shared = tuple(dict.fromkeys(term for _, _, term in both[: max(known, _FEW)]))[:_MOST]
    printed = [word for term in shared for word in (*term.start.split(" "), *term.found.split(" "))]
    keys = frozenset(form_keys(word.lower()).folded for word in printed if word.lower() not in FUNCTION_WORDS)
    return ComparedTerms(shared, tuple(_alone(start, found)), tuple(_alone(found, start)), keys)


def _latvian(pairs: Pairs, concepts: Concepts, weights: Mapping[str, float]) -> list[Term]:
    found: dict[frozenset[str], Term] = {}
    single: dict[str, frozenset[str]] = {}  # concepts by the word that says them
    within: set[str] = set()  # words that stand in a longer term
    forms = {token.exact: (token, key) for token, key in pairs}
    for related in _related(pairs, concepts, english=False):
        if len(related.words) == 1:
            single[forms[related.words[0]][1].folded] = frozenset(related.concepts)
            continue
        keys = frozenset(forms[word][1].folded for word in related.words if word not in FUNCTION_WORDS)
        weight = sum(weights.get(key, 0.0) for key in keys)
        printed = " ".join(_shown(forms[word][0]) for word in related.words)
        if weight:
            within |= keys
            core = frozenset(key for key in keys if weights.get(key, 0.0) >= _MOST_OF * weight)
            ids = frozenset(related.concepts)
            found.setdefault(keys, Term(printed, frozenset((keys,)), ids, weight, core=core))
    met: dict[str, Counter[str]] = defaultdict(Counter)
    for token, key in pairs:
        little = len(token.exact) < _SHORTEST or token.exact in _LITTLE or key.folded in _little_keys()
        if key.folded in weights and key.folded not in within and not little:
            met[key.folded][token.exact] += 1
    for word, counts in met.items():
        form = min(counts, key=lambda one: (form_keys(one).lemma != one, -counts[one], len(one)))
        way = frozenset((word,))
        known = word in concepts.words
        weight = weights[word] * (1 if known else _UNKNOWN)
        plain = form_keys(form).lemma == form
        found[way] = Term(
            _shown(forms[form][0]), frozenset((way,)), single.get(word, frozenset()), weight, plain, known
        )
    return list(found.values())


@lru_cache(maxsize=1)
def _little_keys() -> frozenset[str]:
    """Return the keys of words that any project has, and of the short names of funds and programmes."""
    short = (name.lower() for one in load_corpora().programmes for name in one.abbreviations)
    return _OF_ANY | frozenset(form_keys(name).folded for name in short if name.isalpha())


def _translated(pairs: Pairs, concepts: Concepts, weights: Mapping[str, float]) -> list[Term]:
    found: dict[str, Term] = {}
    typed = {token.exact: token for token, _ in pairs}
    for related in _related(pairs, concepts, english=True):
        ways = frozenset(frozenset(term.keys) for term in related.terms)
        weight = max((weights.get(key, 0.0) for way in ways for key in way), default=0.0)
        if related.translated and weight:
            printed = " ".join(_shown(typed[word]) for word in related.words)
            found.setdefault(
                printed, Term(printed, ways, frozenset(related.concepts), weight, translated=True)
            )
    return list(found.values())


def _related(pairs: Pairs, concepts: Concepts, *, english: bool) -> Iterator[Related]:
    words = [
        AskedWord(token.exact, tuple(dict.fromkeys((key.folded, key.plain))), token.text)
        for token, key in pairs
    ]
    for start in range(0, len(words), _STRETCH):
        yield from concepts.related(words[start : start + _STRETCH], english=english)


def _shown(token: Token) -> str:
    return token.text if len(token.text) > 1 and token.text.isupper() else token.exact


def _same(one: Term, other: Term) -> bool:
    """Return whether two terms say the same: one concept, the same words, or most of a longer term."""
    if one.concepts & other.concepts or one.ways & other.ways:
        return True
    return _within(one, other) or _within(other, one)


def _within(one: Term, other: Term) -> bool:
    """Return whether one term lies in the other; translations of one word are not all said by it."""
    if other.translated:
        return False
    return any(way < its and (len(way) > 1 or way == other.core) for way in one.ways for its in other.ways)


def _shared(one: Term, other: Term) -> SharedTerm:
    if not one.ways & other.ways or one.translated != other.translated:
        return SharedTerm(one.printed, other.printed)
    printed = min((one, other), key=lambda term: (not term.plain, len(term.printed))).printed
    return SharedTerm(printed, printed)


def _alone(told: Told, other: Told) -> Iterator[str]:
    """Yield the terms of the vocabulary of which the other text has no word, in no form of its root."""
    roots = frozenset(root_of(key) for key in other.keys)
    concepts = frozenset(one for term in other.terms for one in term.concepts)
    shown: set[str] = set()
    count = 0
    for term in told.terms:
        known = term.known and term.weight >= _LEAST
        if not known or term.roots & (roots | shown) or term.concepts & concepts:
            continue
        shown |= term.roots
        count += 1
        yield term.printed
        if count == _MOST:
            return
