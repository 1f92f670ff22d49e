"""A plan → what each written form has to do with its words and its related terms. Pure.

The one place that tells which forms of a text are a word of the question; highlights and reasons both ask it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from search.codes import ways_to_write
from search.domain import Mark
from search.language.keys import Keys, form_keys, form_roots, form_stems, pieces_of, root_of
from search.language.tokens import tokenize
from search.query import Plan


@dataclass(frozen=True, slots=True)
class Ties:
    """What a written form has to do with the words of a plan, by their numbers.

    It is a form of the words `own`, of what was `meant` by a slip, or `alike`: of the same root only. `keys`
    are those by which it may be a word of a related term.
    """

    own: frozenset[int] = frozenset()
    meant: frozenset[int] = frozenset()
    alike: frozenset[int] = frozenset()
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """A form in a text that has to do with a plan: its place, how it is written, and its ties."""

    mark: Mark
    written: str
    ties: Ties


@dataclass
class FormReader:
    """Reads texts for one plan; remembers what each written form has to do with it."""

    plan: Plan
    _asked: list[tuple[int, bool, Keys]] = field(init=False)  # number of the word, whether it is the word
    _by_key: dict[str, set[int]] = field(init=False, default_factory=dict)  # → places in `_asked`
    _by_lemma: dict[str, set[int]] = field(init=False, default_factory=dict)
    _by_root: dict[str, set[int]] = field(init=False, default_factory=dict)
    _related: dict[str, frozenset[str]] = field(init=False, default_factory=dict)  # key → stems
    _codes: list[tuple[int, tuple[str, ...]]] = field(init=False)  # number of the word, pieces
    _roots: set[str] = field(init=False, default_factory=set)  # of all forms that can be met
    _known: dict[str, Ties] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._asked = [
            (number, one.weight >= word.weight, one.keys)
            for number, word in enumerate(self.plan.words)
            for one in word.forms
        ]
        self._codes = [
            (number, one.parts)
            for number, word in enumerate(self.plan.words)
            for one in word.forms
            if one.parts and self.plan.match != "exact"
        ]
        for term in (term for one in self.plan.related for term in one.terms):
            for key, stems in zip(term.keys, term.stems, strict=True):
                self._related[key] = self._related.get(key, frozenset()) | stems
        if self.plan.match == "exact":
            return
        asked = [key for _, _, keys in self._asked for key in (keys.folded, keys.plain)]
        self._roots = {root_of(key) for key in (*asked, *self._related)}
        for place, (_, _, keys) in enumerate(self._asked):
            for key in (keys.folded, keys.plain):
                self._by_key.setdefault(key, set()).add(place)
            self._by_lemma.setdefault(keys.lemma, set()).add(place)
            self._by_root.setdefault(keys.root, set()).add(place)

    def forms(self, text: str) -> list[Form]:
        """Return the forms of `text` that have to do with the plan, in order."""
        tokens = tokenize(text)
        written = self._codes_written_in([token.exact for token in tokens]) if self._codes else {}
        found = []
        for place, token in enumerate(tokens):
            ties = self.ties(token.exact)
            if place in written:
                ties = replace(ties, own=ties.own | written[place])
            if ties != _NONE:
                found.append(Form(Mark(token.start, token.end), token.text, ties))
        return found

    def _codes_written_in(self, forms: Sequence[str]) -> dict[int, frozenset[int]]:
        """Return by the places of forms the codes that they are, or that stand there piece by piece."""
        found: dict[int, frozenset[int]] = {}
        for number, pieces in self._codes:
            for start in range(len(forms)):
                for way in ways_to_write("".join(pieces), pieces):
                    if tuple(forms[start : start + len(way)]) == way:
                        for place in range(start, start + len(way)):
                            found[place] = found.get(place, frozenset()) | {number}
        return found

    def ties(self, written: str) -> Ties:
        """Return what a form, written in lower case, has to do with the plan."""
        known = self._known.get(written)
        if known is None:
            known = self._known[written] = self._exactly(written) or self._loosely(written)
        return known

    def _exactly(self, written: str) -> Ties | None:
        """Return the ties of a form where only exact forms count."""
        if self.plan.match != "exact":
            return None
        own = {number for number, is_word, keys in self._asked if is_word and keys.exact == written}
        return Ties(frozenset(own))

    def _loosely(self, written: str) -> Ties:
        if self._roots.isdisjoint(form_roots(written)):  # as for most forms
            return _NONE
        keys = form_keys(written)
        same = self._places(self._by_key, keys.folded, keys.plain) | self._places(self._by_lemma, keys.lemma)
        if not written.isalpha():
            pieces = pieces_of(written)
            same |= self._places(self._by_key, *(form_keys(piece).folded for piece in pieces))
        root = self._places(self._by_root, keys.root, keys.plain_root)
        met = self._met(keys)
        if not (same or root or met):
            return _NONE
        own = {number for number, is_word, _ in map(self._asked.__getitem__, same) if is_word}
        meant = {self._asked[place][0] for place in same} - own
        alike = {self._asked[place][0] for place in root} - own - meant
        return Ties(frozenset(own), frozenset(meant), frozenset(alike), met)

    def _met(self, keys: Keys) -> frozenset[str]:
        """Return the keys of words of related terms that a form belongs to, diacritics as written."""
        held = {key for key in (keys.folded, keys.plain) if key in self._related}
        stems = form_stems(keys.exact) if held else frozenset()
        return frozenset(key for key in held if not self._related[key].isdisjoint(stems))

    @staticmethod
    def _places(places: dict[str, set[int]], *keys: str) -> set[int]:
        return {place for key in keys if key in places for place in places[key]}


_NONE = Ties()
