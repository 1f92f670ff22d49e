"""A plan and how common its words are → the plan in keys that are held, with related terms. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from search.concepts import AskedWord, Concepts, Related
from search.language.keys import form_keys, root_of
from search.query import Plan, QueryWord

_RELATED_ROOTS = 12  # more would crowd the question's own words out of the candidates


def relate(plan: Plan, concepts: Concepts) -> Plan:
    """Return the plan with what says the same as its words otherwise; a code says only itself.

    Nothing does where only its words are to be found.
    """
    if plan.match != "related":
        return plan
    words = [
        AskedWord(
            word.keys.exact,
            tuple(dict.fromkeys((word.keys.folded, word.keys.plain))),
            plan.typed[word.span.start : word.span.end],
        )
        for word in plan.words
        if word.kind == "word" and not word.others
    ]
    return replace(plan, related=concepts.related(words, english=plan.language != "lv"))


def settle(plan: Plan, frequencies: Mapping[str, int]) -> Plan:
    """Return the plan with each word in the key that the collection holds.

    A code that no passage holds is replaced by its parts, so that "LLI-232" finds "LLI 232"; among
    alternatives it stays one, to be met by its parts together. An excluded code is excluded however it is
    written. A word whose lemma is rarer than its plain key is matched by the plain key: the lemma of
    "pieejamiba", typed without diacritics, is guessed wrong.
    """
    words: dict[str, QueryWord] = {}
    for word in plan.words:
        if word.others:
            others = tuple(_in_held_key(other, frequencies) for other in word.others)
            words[word.keys.exact] = replace(_in_held_key(word, frequencies), others=others)
        else:
            words |= {one.keys.exact: one for one in _settled(word, frequencies)}

    related = tuple(kept for one in plan.related if (kept := _held_terms(one, frequencies)).terms)

    excluded = (replace(_in_held_key(word, frequencies), parts=word.parts) for word in plan.excluded.words)
    required = (
        replace(choice, words=tuple(_in_held_key(word, frequencies) for word in choice.words))
        for choice in plan.required
    )
    return replace(
        plan,
        words=tuple(words.values()),
        required=tuple(required),
        excluded=replace(plan.excluded, words=tuple(excluded)),
        related=related,
        related_roots=_rarest_roots(related, frequencies),
    )


def _held_terms(related: Related, frequencies: Mapping[str, int]) -> Related:
    """Return what says the same in words that the collection holds."""
    held = tuple(term for term in related.terms if all(frequencies.get(key, 0) for key in term.keys))
    return replace(related, terms=held)


def _rarest_roots(related: Sequence[Related], frequencies: Mapping[str, int]) -> tuple[str, ...]:
    """Return the roots by which related terms are found: of each the rarest word's, of all the rarest few."""
    rarest = {min(term.keys, key=lambda key: frequencies[key]) for one in related for term in one.terms}
    first = sorted(rarest, key=lambda key: (frequencies[key], key))[:_RELATED_ROOTS]
    return tuple(dict.fromkeys(map(root_of, first)))


def _settled(word: QueryWord, frequencies: Mapping[str, int]) -> list[QueryWord]:
    if word.parts and not frequencies.get(word.keys.folded, 0):
        return [QueryWord(form_keys(part), "word", span=word.span) for part in word.parts]
    return [_in_held_key(word, frequencies)]


def _in_held_key(word: QueryWord, frequencies: Mapping[str, int]) -> QueryWord:
    """Return the word in the key that is held; a code that is held as typed needs no pieces."""
    if word.parts and frequencies.get(word.keys.folded, 0):
        return replace(word, parts=())
    if frequencies.get(word.keys.plain, 0) > frequencies.get(word.keys.folded, 0):
        keys = replace(word.keys, folded=word.keys.plain, root=word.keys.plain_root)
        return replace(word, keys=keys)
    return word
