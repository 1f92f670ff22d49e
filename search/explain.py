"""A plan and a passage → why it answers, and which of its words to mark. Pure.

Words of the question come first; a related term counts where it stands for a word that the passage lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from search.asked import Offer, Searched, SearchedTerms, SearchedWord
from search.concepts import RelatedTerm
from search.domain import Mark
from search.forms import Form, FormReader
from search.mending import in_case_of
from search.query import Plan, QueryWord
from search.reasons import Instead, MetWord, Nearness, Why

# Of the best passages of the first ten documents on corpora/judgements/dev so many are at least as near: of
# those that answer 31 and 75 %, of those that answer in part 20 and 70 %, of others 8 and 60 %, and of those
# shown for nonsense 5 and 21 %. The word tells how near a passage is, not that it is right.
STRONG_MEANING, MEDIUM_MEANING = 0.55, 0.25
_SHOWN_FORMS = 8  # of a word, in what was searched
_BETWEEN = 10  # characters that a term may be longer by in a text that holds it in one piece

Counted = Mapping[tuple[str, ...], tuple[RelatedTerm, ...]]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a passage answers, the places of the question's words in its text, and those of related terms."""

    why: Why
    marks: tuple[Mark, ...]
    related: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """The forms of a passage's text, and of its title and each heading, that have to do with a plan."""

    text: tuple[Form, ...]
    headings: tuple[tuple[Form, ...], ...]

    @property
    def fields(self) -> tuple[tuple[Form, ...], ...]:
        return (self.text, *self.headings)

    @property
    def forms(self) -> tuple[Form, ...]:
        return tuple(form for field in self.fields for form in field)


def explain(reader: FormReader, text: str, headings: Sequence[str], meaning: float) -> Explained:
    """Return why a passage answers: its text, its title and headings, its nearness in meaning (0–1)."""
    plan = reader.plan
    read = _Read(tuple(reader.forms(text)), tuple(tuple(reader.forms(one)) for one in headings))
    met = _met(plan, read)
    counted = _counted(plan, met.keys(), read)
    instead = [*_related(plan, counted, read), *_instead(plan, met, counted, read)]
    explained = {word for one in instead for word in one.words}
    names = {number: word_name(plan, word) for number, word in enumerate(plan.words)}
    lacking = (name for number, name in names.items() if number not in met and name not in explained)
    why = Why(nearness(meaning), tuple(met.values()), tuple(instead), tuple(lacking))
    own = {form.mark for form in read.text if form.ties.own or form.ties.meant}
    related = {
        form.mark
        for terms in counted.values()
        for term in terms
        for form in _standing_together(term, read.text)
    }
    return Explained(why, _in_order(own), _in_order(related - own))


def nearness(meaning: float) -> Nearness:
    """Return how near a passage is, in a word."""
    if meaning >= STRONG_MEANING:
        return "strong"
    return "medium" if meaning >= MEDIUM_MEANING else "weak"


def named_by(offers: Iterable[Offer], facets: Mapping[str, Sequence[str]]) -> tuple[Offer, ...]:
    """Return what of the `offers` a document is, by its values of each facet."""
    return tuple(one for one in offers if one.value in facets.get(one.field, ()))


def searched(reader: FormReader, passages: Iterable[Iterable[str]]) -> Searched:
    """Return what was searched for, with the forms met in `passages`, each given by its forms, once each."""
    plan = reader.plan
    counts: list[Counter[str]] = [Counter() for _ in plan.words]
    for form, times in Counter(form for forms in passages for form in forms).items():
        for number in reader.ties(form).own:
            counts[number][form] += times
    words = tuple(
        SearchedWord(word_name(plan, word), _most_frequent(forms, word_name(plan, word)))
        for word, forms in zip(plan.words, counts, strict=True)
    )
    named = _names_by_key(plan)
    related = (
        SearchedTerms(
            tuple(named[word] for word in one.words if word in named),
            tuple(dict.fromkeys(term.text for term in one.terms if term.official)),
        )
        for one in plan.related
    )
    return Searched(words, tuple(one for one in related if one.terms))


def _most_frequent(forms: Counter[str], typed: str) -> tuple[str, ...]:
    """Return the first few, with a capital or in capitals as the word was typed."""
    ordered = sorted(forms, key=lambda form: (-forms[form], form))
    return tuple(in_case_of(typed, form) for form in ordered[:_SHOWN_FORMS])


def word_name(plan: Plan, word: QueryWord) -> str:
    """Return a word as typed: alternatives joined by a slash, a piece of a code as the piece."""
    alternatives = (word, *word.equals)
    return "/".join(dict.fromkeys(_typed(plan, one) for one in alternatives))


def _typed(plan: Plan, word: QueryWord) -> str:
    typed = plan.typed[word.span.start : word.span.end]
    return typed if typed.lower() == word.keys.exact else word.keys.exact


def _names_by_key(plan: Plan) -> dict[str, str]:
    return {word.keys.exact: word_name(plan, word) for word in plan.words}


def _in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _met(plan: Plan, read: _Read) -> dict[int, MetWord]:
    """Return the words that are met, by their numbers."""
    met = {}
    for number, word in enumerate(plan.words):
        in_text = _written(read.text, number, "own")
        written = in_text or _written(read.forms, number, "own")
        if written:
            met[number] = MetWord(word_name(plan, word), written, "text" if in_text else "heading")
    return met


def _written(forms: Iterable[Form], number: int, how: Literal["own", "meant", "alike"]) -> tuple[str, ...]:
    """Return how the forms with such a tie to the word of this number are written, each once."""
    return _each_once(form.written for form in forms if number in getattr(form.ties, how))


def _each_once(written: Iterable[str]) -> tuple[str, ...]:
    """Return each form once, without a capital where it is written so, too: the capital begins a sentence."""
    found: dict[str, str] = {}
    for one in written:
        known = found.get(one.lower())
        if known is None or one == one.lower():
            found[one.lower()] = one
    return tuple(found.values())


def _counted(plan: Plan, met: Iterable[int], read: _Read) -> Counted:
    """Return by the words they stand for the related terms whose words stand together in the passage."""
    own = {plan.words[number].keys.exact for number in met}
    counted = {}
    for one in plan.related:
        terms = tuple(
            term for term in one.terms if any(_standing_together(term, part) for part in read.fields)
        )
        if terms and not own.issuperset(one.words):
            counted[one.words] = terms
    return counted


def _related(plan: Plan, counted: Counted, read: _Read) -> list[Instead]:
    named = _names_by_key(plan)
    return [
        Instead("related", tuple(named.get(word, word) for word in words), _shown(terms, read))
        for words, terms in counted.items()
    ]


def _shown(terms: Sequence[RelatedTerm], read: _Read) -> tuple[str, ...]:
    """Return official terms as the vocabulary has them, everyday ones in the words of the passage.

    A term that is a part of another one is left out.
    """
    whole = {}
    for term in terms:
        together = next(found for field in read.fields if (found := _standing_together(term, field)))
        whole[term] = term.text if term.official else " ".join(_words_of(term, together))
    shown = (text for term, text in whole.items() if not any(set(term.keys) < set(one.keys) for one in whole))
    return tuple(dict.fromkeys(shown))


def _words_of(term: RelatedTerm, forms: Sequence[Form]) -> Iterable[str]:
    """Return for each key of the term, once each, the first of `forms` that has it, as written."""
    held = [[form.written for form in forms if key in form.ties.keys] for key in term.keys]
    return _each_once(written[0] for written in held if written)


def _standing_together(term: RelatedTerm, forms: Sequence[Form]) -> tuple[Form, ...]:
    """Return the forms that are words of the term, where all of these stand close to each other."""
    by_key = [[form for form in forms if key in form.ties.keys] for key in term.keys]
    if not all(by_key):
        return ()
    reach = len(term.text) + _BETWEEN
    kept: dict[Form, None] = {}
    for form in by_key[0]:
        near = [min(others, key=lambda other: _distance(form, other)) for others in by_key]
        if all(_distance(form, other) <= reach for other in near):
            kept |= dict.fromkeys(near)
    return tuple(kept)


def _distance(one: Form, other: Form) -> int:
    return abs(one.mark.start - other.mark.start)


def _instead(plan: Plan, met: Mapping[int, MetWord], counted: Counted, read: _Read) -> list[Instead]:
    """Return what was meant by slips, and what is alike, for words that are not met otherwise."""
    stood_for = {key for words in counted for key in words}
    found = []
    for number, word in enumerate(plan.words):
        if number in met or word.keys.exact in stood_for:
            continue
        meant = _written(read.forms, number, "meant")
        alike = _written(read.forms, number, "alike")
        if meant or alike:
            found.append(Instead("meant" if meant else "alike", (word_name(plan, word),), meant or alike))
    return found
