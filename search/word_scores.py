"""The words of a question and of passages → how well they match. Pure.

Goes in: a settled plan, how common its words are, the keys of texts and headings. Comes out: a score by
BM25F over matches of falling weight (same form, lemma, stem, folded, root), and how much of the question is
covered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.backends import WordStatistics
from search.codes import glued_pieces
from search.language.forms_by_root import MET
from search.language.keys import form_keys, form_stems, pieces_of, root_of
from search.query import Plan, QueryWord

# Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", with fields weighted
# before saturation (BM25F). Passages are alike in length and say a thing once or twice: on dev k1 .5 and b .2
# reach .738, the usual 1.2 and .6 .718.
_K1 = 0.5
_B = 0.2
# How much a match by each key counts; tuned on corpora/judgements/dev.
EXACT, LEMMA, STEM, FOLDED, PART, ROOT = 1.0, 0.95, 0.85, 0.8, 0.6, 0.4
_HEADING = 0.6  # a token of title or headings, beside one of the text
_ALL_WORDS_FROM = 0.5  # a match by root alone does not make "all words"
# A related term counts as a match this close; of the terms that translate an English word as this close. On
# dev .2 gives .703, .4 .707, .6 to .8 .710; everyday questions .296 without, .387 with.
RELATED, TRANSLATED = 0.6, 0.8
_BETWEEN = 3  # words that may stand between those of a term; "gada … vecāku … cilvēku" is no older people


@dataclass(frozen=True, slots=True)
class WordMatch:
    """What a passage's words have to do with a question.

    `score` is 0 or more; `coverage` is the part (0–1) of the question's weight that the passage holds, looser
    matches counting less; `all_words` says that every word is met, in text or headings.
    """

    score: float
    coverage: float
    all_words: bool


_Levels = tuple[tuple[int, float], ...]  # numbers of words or places of terms, with how closely each is met


@dataclass
class WordScorer:
    """Scores passages by the words of one plan; remembers what each written form matched."""

    plan: Plan
    statistics: WordStatistics
    _idf: list[float] = field(init=False)
    _terms: list[_Term] = field(init=False)
    _codes: list[_Term] = field(init=False)  # that are met by their pieces; their places come last
    # The key of a term's word → its places among all pieces, each with the stems it is written with
    _pieces: dict[str, tuple[tuple[int, frozenset[str]], ...]] = field(init=False)
    _asked: list[tuple[int, QueryWord]] = field(init=False)  # each form with the number of its word
    _by_root: dict[str, list[int]] = field(init=False)  # numbers of forms
    _roots: set[str] = field(init=False)  # of all that can be met
    _seen: set[str] = field(init=False, default_factory=set)  # written forms that were looked at
    _matches: dict[str, _Levels] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        held = (
            [self._held(one.parts or (one.keys.folded,)) for one in word.forms] for word in self.plan.words
        )
        self._idf = [rarity(self.statistics.passages, sum(counts)) for counts in held]
        self._asked = [(number, one) for number, word in enumerate(self.plan.words) for one in word.forms]
        self._by_root = {}
        for number, (_, one) in enumerate(self._asked):
            self._by_root.setdefault(one.keys.root, []).append(number)
        self._take_terms()

    def _take_terms(self) -> None:
        """Lay out the related terms: each term's pieces follow the words in the list of weights."""
        numbers = {word.keys.exact: number for number, word in enumerate(self.plan.words)}
        place = len(self.plan.words)
        pieces: dict[str, list[tuple[int, frozenset[str]]]] = {}
        self._terms = []
        for related in self.plan.related:
            words = tuple(numbers[word] for word in related.words if word in numbers)
            level = TRANSLATED if related.translated else RELATED
            for term in related.terms:
                for offset, (key, stems) in enumerate(zip(term.keys, term.stems, strict=True)):
                    pieces.setdefault(key, []).append((place + offset, stems))
                self._terms.append(_Term(words, range(place, place + len(term.keys)), level))
                place += len(term.keys)
            if related.translated and words:  # an English word is as rare as what it means
                held = max(self._held(term.keys) for term in related.terms)
                for number in words:
                    self._idf[number] = rarity(self.statistics.passages, held) / len(words)
        place = self._take_codes(place, pieces)
        self._pieces = {key: tuple(places) for key, places in pieces.items()}
        glued = {"".join(one.parts) for _, one in self._asked if one.parts}
        self._roots = self._by_root.keys() | {root_of(key) for key in pieces} | glued
        self._places = place

    def _take_codes(self, place: int, pieces: dict[str, list[tuple[int, frozenset[str]]]]) -> int:
        """Lay out the codes in pieces from `place` on, and return the place after them."""
        self._codes = []
        for number, one in self._asked:
            for offset, part in enumerate(one.parts):
                for key in {form_keys(part).folded, form_keys(part).plain}:
                    pieces.setdefault(key, []).append((place + offset, frozenset((f"={part}",))))
            if one.parts:
                self._codes.append(_Term((number,), range(place, place + len(one.parts)), PART, between=0))
                place += len(one.parts)
        return place

    def _held(self, keys: Sequence[str]) -> int:
        """Return in how many passages a term can be at most."""
        return min(self.statistics.frequencies.get(key, 0) for key in keys)

    def score(self, exact: str, heading: str) -> WordMatch:
        """Return how the keys of a text and of its headings match."""
        return self.scores([(exact, heading)])[0]

    def scores(self, passages: Sequence[tuple[str, str]]) -> list[WordMatch]:
        """Return how the keys of texts and of their headings match, each pair in its turn."""
        if not passages or not self._idf:
            return [WordMatch(0.0, 0.0, all_words=False) for _ in passages]
        headings = {heading: number for number, heading in enumerate(dict.fromkeys(h for _, h in passages))}
        texts = _Tokens.of([exact for exact, _ in passages])
        titled = _Tokens.of(list(headings))
        for tokens in (texts, titled):
            self._learn(MET.among(tokens.forms, self._roots))
        in_headings = [headings[heading] for _, heading in passages]
        weights, best = self._weighed(texts)
        weights_above, best_above = self._weighed(titled)
        weights += _HEADING * weights_above[in_headings]
        words = len(self._idf)
        best = np.maximum(best, best_above[in_headings])[:, :words]
        self._count_terms(self._codes, passages, weights, best)
        all_words = best.min(axis=1) >= _ALL_WORDS_FROM
        self._count_terms(self._terms, passages, weights, best)
        idf = np.array(self._idf)
        norm = _K1 * (1 - _B + _B * texts.lengths / (self.statistics.mean_length or 1.0))
        counted = weights[:, :words]
        shares = idf * counted * (_K1 + 1) / (counted + norm[:, None])
        coverage = (idf * best).cumsum(axis=1)[:, -1] / (idf.sum() or 1.0)
        found = zip(shares.cumsum(axis=1)[:, -1].tolist(), coverage.tolist(), all_words.tolist(), strict=True)
        return [WordMatch(*one) for one in found]

    def _weighed(self, tokens: _Tokens) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return how often each word and piece of a term is met, and how closely at best: (texts, places)."""
        matched = list(self._matches.keys() & tokens.forms)
        places = {form: number for number, form in enumerate(matched)}
        found = np.array([places.get(form, -1) for form in tokens.forms], dtype=np.int32)[tokens.numbers]
        at = np.flatnonzero(found >= 0)
        texts = np.repeat(np.arange(len(tokens.lengths)), tokens.lengths)[at]
        shape = (len(tokens.lengths), self._places)
        best = np.zeros(shape)
        if not at.size:
            return np.zeros(shape), best
        pairs = [self._matches[form] for form in matched]
        sizes = np.array([len(one) for one in pairs], dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        flat = np.array([pair for one in pairs for pair in one], dtype=np.float64).reshape(-1, 2)
        forms = found[at]
        times = sizes[forms]
        # The places of each token in turn: its form's stretch of `flat`
        stretch = np.repeat(starts[forms] - (np.cumsum(times) - times), times) + np.arange(times.sum())
        cells = np.repeat(texts, times) * self._places + flat[stretch, 0].astype(np.int64)
        levels = flat[stretch, 1]
        weights = np.bincount(cells, levels, minlength=best.size).astype(np.float64).reshape(shape)
        np.maximum.at(best.reshape(-1), cells, levels)
        return weights, best

    def _count_terms(
        self,
        terms: Sequence[_Term],
        passages: Sequence[tuple[str, str]],
        weights: NDArray[np.float64],
        best: NDArray[np.float64],
    ) -> None:
        """Count the terms that a passage holds as its words, in place."""
        for term in terms:
            times = weights[:, term.places.start : term.places.stop].min(axis=1)
            for row in np.flatnonzero(times).tolist():
                exact, heading = passages[row]
                if len(term.places) == 1 or self._together(term, exact.split(" "), heading.split(" ")):
                    for number in term.words:
                        weights[row, number] = max(weights[row, number], term.level * times[row])
                        best[row, number] = max(best[row, number], term.level)

    def _together(self, term: _Term, *fields: Sequence[str]) -> bool:
        """Return whether the words of a term stand near each other in one of the fields."""
        reach = len(term.places) + term.between
        for forms in fields:
            at: dict[int, list[int]] = {place: [] for place in term.places}
            for position, form in enumerate(forms):
                for place, _ in self._matches.get(form, ()):
                    if place in at:
                        at[place].append(position)
            first, *others = at.values()
            if any(all(any(abs(one - p) < reach for p in other) for other in others) for one in first):
                return True
        return False

    def _learn(self, forms: set[str]) -> None:
        """Note what each of the written forms matches."""
        for form in forms - self._seen:
            if levels := self._levels(form):
                self._matches[form] = levels
        self._seen |= forms

    def _levels(self, token: str) -> _Levels:
        """Return the words that a written form matches, with how closely."""
        keys = form_keys(token)
        roots = self._by_root.keys() & {keys.root, keys.plain_root}
        levels = self._met_pieces(token)
        for root in roots:
            for number in self._by_root[root]:
                self._keep_best(levels, number, self._level(number, token))
        if not token.isalpha():
            self._take_pieces(token, levels)
        return tuple(levels.items())

    def _take_pieces(self, token: str, levels: dict[int, float]) -> None:
        """Note the words, and the pieces of codes, that pieces of a code or compound match."""
        pieces = pieces_of(token)
        for piece in pieces:
            for number in self._by_root.get(form_keys(piece).root, ()):
                if self._asked[number][1].keys.folded == form_keys(piece).folded:
                    self._keep_best(levels, number, PART)
        if self._codes:
            places = {place for code in self._codes for place in code.places}
            for piece in (*pieces, *glued_pieces(token)):
                met = self._met_pieces(piece)
                levels |= {place: met[place] for place in places & met.keys()}

    def _met_pieces(self, token: str) -> dict[int, float]:
        """Return the places of the words of terms of which `token` is a form, diacritics as written."""
        keys = form_keys(token)
        found = {*self._pieces.get(keys.folded, ()), *self._pieces.get(keys.plain, ())}
        if not found:
            return {}
        stems = form_stems(token)
        return {place: 1.0 for place, held in found if not held.isdisjoint(stems)}

    def _keep_best(self, levels: dict[int, float], number: int, level: float) -> None:
        """Note how closely a form is matched, under its word: of alternatives the best match counts."""
        word, form = self._asked[number]
        levels[word] = max(levels.get(word, 0.0), level * form.weight)

    def _level(self, number: int, token: str) -> float:
        asked, held = self._asked[number][1].keys, form_keys(token)
        for weight, same in (
            (EXACT, asked.exact == held.exact),
            (LEMMA, asked.lemma == held.lemma),
            (STEM, asked.stem == held.stem),
            (FOLDED, asked.folded in (held.folded, held.plain)),
        ):
            if same:
                return weight
        return ROOT


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The written forms of texts, once each, and their numbers token by token, one text after the other."""

    forms: list[str]
    numbers: NDArray[np.int32]
    lengths: NDArray[np.int64]  # of each text in tokens

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Tokens:
        """Take the tokens of texts apart; by Arrow, since a Python string for each takes twice the time."""
        import pyarrow as pa
        from pyarrow import compute

        split = compute.split_pattern(pa.array(texts, pa.string()), " ")
        encoded = split.flatten().dictionary_encode()
        offsets = split.offsets.to_numpy()
        return cls(encoded.dictionary.to_pylist(), encoded.indices.to_numpy(), np.diff(offsets))


@dataclass(frozen=True, slots=True)
class _Term:
    """A related term, or a code in pieces: the numbers of its words, the places of its pieces, its level.

    `between` is how many words may stand between its own.
    """

    words: tuple[int, ...]
    places: range
    level: float
    between: int = _BETWEEN


def rarity(passages: int, frequency: int) -> float:
    """Return how much a word weighs that `frequency` of `passages` hold: its inverse document frequency."""
    return math.log(1 + (passages - min(frequency, passages) + 0.5) / (frequency + 0.5))
