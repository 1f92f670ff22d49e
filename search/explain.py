"""A plan and a passage → why it answers, and which of its words to mark. Pure.

Words of the question come first; a related term counts where it stands for a word that the passage lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from search.asked import Offer, Searched, SearchedTerms, SearchedWord
from search.concepts import RelatedTerm
from search.domain import Mark
from search.forms import Form, FormReader
from search.query import Plan, QueryWord
from search.reasons import Instead, MetWord, Nearness, Why

STRONG_MEANING, MEDIUM_MEANING = 0.6, 0.35
_SHOWN_FORMS = 8  # of a word, in what was searched


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a passage answers, the places of the question's words in its text, and those of related terms."""

    why: Why
    marks: tuple[Mark, ...]
    related: tuple[Mark, ...]


def explain(reader: FormReader, text: str, headings: Sequence[str], meaning: float) -> Explained:
    """Return why a passage answers: its text, its title and headings, its nearness in meaning (0–1)."""
    plan = reader.plan
    in_text = reader.forms(text)
    in_headings = [form for heading in headings for form in reader.forms(heading)]
    met = _met(plan, in_text, in_headings)
    counted = _counted(plan, met.keys(), [*in_text, *in_headings])
    instead = [*_related(plan, counted, in_text, in_headings), *_instead(plan, met, in_text, in_headings)]
    explained = {word for one in instead for word in one.words}
    names = {number: word_name(plan, word) for number, word in enumerate(plan.words)}
    why = Why(
        meaning=nearness(meaning),
        met=tuple(met.values()),
        instead=tuple(instead),
        lacking=tuple(name for number, name in names.items() if number not in met and name not in explained),
    )
    keys = {key for terms in counted.values() for term in terms for key in term.keys}
    return Explained(
        why,
        tuple(form.mark for form in in_text if form.ties.own or form.ties.meant),
        tuple(
            form.mark
            for form in in_text
            if not (form.ties.own or form.ties.meant or form.ties.keys.isdisjoint(keys))
        ),
    )


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
        SearchedWord(word_name(plan, word), _most_frequent(forms))
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


def _most_frequent(forms: Counter[str]) -> tuple[str, ...]:
    ordered = sorted(forms, key=lambda form: (-forms[form], form))
    return tuple(ordered[:_SHOWN_FORMS])


def word_name(plan: Plan, word: QueryWord) -> str:
    """Return a word as typed: alternatives joined by a slash, a piece of a code as the piece."""
    alternatives = (word, *word.equals)
    return "/".join(dict.fromkeys(_typed(plan, one) for one in alternatives))


def _typed(plan: Plan, word: QueryWord) -> str:
    typed = plan.typed[word.span.start : word.span.end]
    return typed if typed.lower() == word.keys.exact else word.keys.exact


def _names_by_key(plan: Plan) -> dict[str, str]:
    return {word.keys.exact: word_name(plan, word) for word in plan.words}


def _met(plan: Plan, in_text: Sequence[Form], in_headings: Sequence[Form]) -> dict[int, MetWord]:
    """Return the words that are met, by their numbers."""
    met = {}
    for number, word in enumerate(plan.words):
        for place, forms in (("text", in_text), ("heading", in_headings)):
            written = dict.fromkeys(form.written for form in forms if number in form.ties.own)
            if written and number not in met:
                found = MetWord(word_name(plan, word), tuple(written))
                met[number] = found if place == "text" else replace(found, place="heading")
    return met


def _counted(
    plan: Plan, met: Iterable[int], forms: Sequence[Form]
) -> dict[tuple[str, ...], tuple[RelatedTerm, ...]]:
    """Return by the words they stand for the related terms that the passage holds whole."""
    own = {plan.words[number].keys.exact for number in met}
    held = {key for form in forms for key in form.ties.keys}
    counted = {}
    for one in plan.related:
        terms = tuple(term for term in one.terms if held.issuperset(term.keys))
        if terms and not own.issuperset(one.words):
            counted[one.words] = terms
    return counted


def _related(
    plan: Plan,
    counted: Mapping[tuple[str, ...], tuple[RelatedTerm, ...]],
    in_text: Sequence[Form],
    in_headings: Sequence[Form],
) -> list[Instead]:
    named = _names_by_key(plan)
    return [
        Instead(
            "related",
            tuple(named.get(word, word) for word in words),
            tuple(dict.fromkeys(_shown(term, [*in_text, *in_headings]) for term in terms)),
        )
        for words, terms in counted.items()
    ]


def _shown(term: RelatedTerm, forms: Sequence[Form]) -> str:
    """Return an official term as the vocabulary has it, an everyday one in the words of the passage."""
    if term.official:
        return term.text
    return " ".join(next(form.written for form in forms if key in form.ties.keys) for key in term.keys)


def _instead(
    plan: Plan, met: Mapping[int, MetWord], in_text: Sequence[Form], in_headings: Sequence[Form]
) -> list[Instead]:
    """Return what was meant by slips, and what is alike, for words that are not met."""
    found = []
    for number, word in enumerate(plan.words):
        if number in met:
            continue
        forms = [*in_text, *in_headings]
        meant = tuple(dict.fromkeys(form.written for form in forms if number in form.ties.meant))
        alike = tuple(dict.fromkeys(form.written for form in forms if number in form.ties.alike))
        if meant:
            found.append(Instead("meant", (word_name(plan, word),), meant))
        elif alike:
            found.append(Instead("alike", (word_name(plan, word),), alike))
    return found
