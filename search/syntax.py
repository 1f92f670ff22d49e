"""A typed question → plain text, phrases, alternatives, exclusions and fields, with their places. Pure.

Knows what operators look like, not what a field's value means. Whatever is malformed is taken in the nearest
sensible way and named in a note; what is no operator stays in the plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from search.asked import FilterName
from search.domain import Note
from search.language.tokens import fold, tokenize

# Typed without diacritics and in any case; "gads" and "year" take years and periods.
FIELD_NAMES: dict[str, FilterName] = {
    "pilseta": "city", "city": "city",
    "virziens": "direction", "direction": "direction",
    "veids": "kind", "kind": "kind",
    "gads": "year", "year": "year",
}  # fmt: skip
_OR = frozenset({"OR", "VAI"})
_NOT = "NOT"
_MINUS = "-−"  # a dash (–) is punctuation
# What may close a phrase, by what opens it: "…", „…”, „…“, “…”, ”…”, «…», »…«, and two commas.
_CLOSING = {'"': '"', "„": "”“\"", "“": "”“\"", "”": "”\"", "«": "»", "»": "«»", ",,": "”“\""}  # fmt: skip
_BRACKETS = "([{"
# Accepted: "pilsēta:Jelgava", "veids:„rīcības plāns”". Rejected: "12:30", "https://llpa.lv", "pilsēta: x".
_FIELD = re.compile(r"([^\W\d_]{2,}):(?!//)(?=[^\s:])")
# Accepted: "pilsēta:" at its end. Rejected: "pilsēta:Jelgava".
_EMPTY_FIELD = re.compile(r"([^\W\d_]{2,}):(?=\s|\Z)")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the question, in characters."""

    start: int
    end: int

    def holds(self, start: int) -> bool:
        """Return whether a token that begins at `start` lies in the stretch."""
        return self.start <= start < self.end


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase as typed, without its operators and quotes."""

    span: Span
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A value typed for a field; `span` takes in the field's name, `inner` is the value's."""

    name: FilterName
    value: str
    span: Span
    inner: Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question taken apart.

    `plain` is as long as the question, with blanks for all that is not searched for: operators, quotes,
    fields, exclusions. `groups` are alternatives of two and more; phrases outside of them stand in `phrases`.
    """

    plain: str
    groups: tuple[tuple[Term, ...], ...] = ()
    phrases: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    fields: tuple[Field, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece between white space, or a quoted one; `outer` takes in minus and quotes."""

    kind: Literal["term", "field", "not", "or"]
    outer: Span
    term: Term
    negative: bool = False
    field: FilterName | None = None


@dataclass
class _Reader:
    """Walks over a question, gathering pieces and notes."""

    text: str
    notes: list[Note] = field(default_factory=list)
    lone: list[Span] = field(default_factory=list)  # minus signs with nothing after them

    def pieces(self) -> list[_Piece]:
        """Return the pieces that hold words, and the operators between them."""
        found = []
        at = 0
        while at < len(self.text):
            if self.text[at].isspace() or self.text[at] in _BRACKETS:
                at += 1
                continue
            piece = self._piece(at)
            at = piece.outer.end
            inner = self.text[piece.term.span.start : piece.term.span.end]
            if piece.kind in {"not", "or"} or tokenize(inner):
                found.append(piece)
            elif piece.negative:
                self.notes.append(Note("lone_minus"))
                self.lone.append(piece.outer)
        return found

    def _piece(self, start: int) -> _Piece:
        at = start
        while at < len(self.text) and self.text[at] in _MINUS:
            at += 1
        negative = at > start
        end = self._word_end(at)
        if negative and at == end:  # nothing after it
            return _Piece("term", Span(start, at), Term(Span(at, at)), negative)
        name = _FIELD.match(self.text, at)
        known = FIELD_NAMES.get(fold(name[1])) if name else None
        if name and known:
            term, close = self._term(name.end())
            return _Piece("field", Span(start, close), term, negative, known)
        self._note_no_field(at, end)
        term, close = self._term(at)
        word = self.text[term.span.start : term.span.end]
        if not negative and not term.phrase and (word in _OR or word == _NOT):
            return _Piece("not" if word == _NOT else "or", Span(start, close), term)
        return _Piece("term", Span(start, close), term, negative)

    def _note_no_field(self, at: int, end: int) -> None:
        """Tell when a name and a colon look like a field and are none."""
        name = _FIELD.match(self.text, at)
        if name and "." not in self.text[name.end() : end]:
            self.notes.append(Note("unknown_field", (name[1],)))
        empty = _EMPTY_FIELD.match(self.text, at)
        if empty and fold(empty[1]) in FIELD_NAMES:
            self.notes.append(Note("field_empty", (empty[1],)))

    def _term(self, at: int) -> tuple[Term, int]:
        """Return the phrase or word that begins at `at`, and where what belongs to it ends."""
        opening = ",," if self.text.startswith(",,", at) else self.text[at]
        closing = _CLOSING.get(opening)
        if closing is None:
            end = self._word_end(at)
            return Term(Span(at, end)), end
        inner = at + len(opening)
        ends = [place for sign in closing if (place := self.text.find(sign, inner)) >= 0]
        if ends:
            return Term(Span(inner, min(ends)), phrase=True), min(ends) + 1
        self.notes.append(Note("open_quote"))
        end = self._word_end(inner)
        return Term(Span(inner, end)), end

    def _word_end(self, at: int) -> int:
        while at < len(self.text) and not self.text[at].isspace():
            at += 1
        return at


def parse(text: str) -> Parsed:
    """Return the parts of `text`, in which white space is single blanks."""
    reader = _Reader(text)
    pieces = reader.pieces()
    if all(piece.kind in {"not", "or"} for piece in pieces):
        return Parsed(text, notes=tuple(dict.fromkeys(reader.notes)))  # operators alone are words
    pieces = _negated(pieces, reader.notes)
    terms = [piece for piece in pieces if piece.kind == "term"]
    fields = _fields(text, pieces, reader.notes)
    excluded = tuple(piece.term for piece in terms if piece.negative)
    groups = _groups(text, pieces, reader.notes)
    grouped = {term for group in groups for term in group}
    phrases = tuple(
        piece.term
        for piece in terms
        if piece.term.phrase and not piece.negative and piece.term not in grouped
    )
    if excluded and not any(not piece.negative for piece in terms):
        reader.notes.append(Note("only_exclusions", tuple(_inner(text, term) for term in excluded)))
        excluded = ()
    return Parsed(
        _plain(text, pieces, reader.lone), groups, phrases, excluded, fields,
        tuple(dict.fromkeys(reader.notes)),
    )  # fmt: skip


def _negated(pieces: list[_Piece], notes: list[Note]) -> list[_Piece]:
    """Return the pieces with each NOT carried over to the term after it."""
    found: list[_Piece] = []
    for number, piece in enumerate(pieces):
        before = pieces[number - 1] if number else None
        if piece.kind == "not" and not (number + 1 < len(pieces) and pieces[number + 1].kind in _NEGATABLE):
            notes.append(Note("lone_not"))
        negative = before is not None and before.kind == "not" and piece.kind in _NEGATABLE
        found.append(replace(piece, negative=True) if negative else piece)
    return found


_NEGATABLE = frozenset({"term", "field"})


def _fields(text: str, pieces: list[_Piece], notes: list[Note]) -> tuple[Field, ...]:
    fields = []
    for piece in pieces:
        if piece.kind != "field" or piece.field is None:
            continue
        if piece.negative:
            notes.append(Note("field_not_excluded", (text[piece.outer.start : piece.outer.end],)))
        else:
            value = _inner(text, piece.term)
            value = value if piece.term.phrase else value.strip(".,;")
            fields.append(Field(piece.field, value, piece.outer, piece.term.span))
    return tuple(fields)


def _groups(text: str, pieces: list[_Piece], notes: list[Note]) -> tuple[tuple[Term, ...], ...]:
    """Return the terms that OR joins; two fields of one name are alternatives without it."""
    groups: list[list[Term]] = []
    ends_at = -1  # the piece that the last group ends with
    for number, piece in enumerate(pieces):
        if piece.kind != "or":
            continue
        left, right = _neighbour(pieces, number - 1), _neighbour(pieces, number + 1)
        if left and right and left.kind == right.kind == "field" and left.field == right.field:
            continue
        if left is None or right is None or left.kind != "term" or right.kind != "term":
            notes.append(Note("or_at_edge", (text[piece.outer.start : piece.outer.end],)))
            continue
        if ends_at != number - 1:
            groups.append([left.term])
        groups[-1].append(right.term)
        ends_at = number + 1
    return tuple(tuple(group) for group in groups)


def _neighbour(pieces: list[_Piece], number: int) -> _Piece | None:
    """Return the piece with this number, unless there is none or it is excluded."""
    piece = pieces[number] if 0 <= number < len(pieces) else None
    return None if piece is None or piece.negative else piece


def _plain(text: str, pieces: list[_Piece], lone: list[Span]) -> str:
    """Return the text with blanks for operators, quotes, fields and exclusions."""
    kept = list(text)
    for span in (*(piece.outer for piece in pieces), *lone):
        kept[span.start : span.end] = " " * (span.end - span.start)
    for piece in pieces:
        if piece.kind == "term" and not piece.negative:
            span = piece.term.span
            kept[span.start : span.end] = text[span.start : span.end]
    return "".join(kept)


def _inner(text: str, term: Term) -> str:
    return text[term.span.start : term.span.end]
