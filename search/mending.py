"""A plan and the collection's written forms → the question with diacritics, or with slips mended. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from search.asked import Suggestion
from search.domain import Note
from search.language.keys import form_keys
from search.language.spelling import can_be_mended, restored
from search.language.tokens import fold
from search.query import Plan, QueryWord

Changes = Sequence[tuple[QueryWord, str]]
# How much the mended form of a word that no passage holds counts beside the word. Measured on the questions
# of corpora/judgements/dev with a slip put into the longest word of each (111): without it .707, at .4 .715,
# at .7 .717; with the mended question embedded .708. Below a half, it never makes "all words" true.
MENDED_WEIGHT = 0.45
_MOST_UNKNOWN = 3  # words; a question with more is in another language, or a pasted text


def restore(plan: Plan, forms: Mapping[str, int]) -> tuple[str, tuple[Note, ...]]:
    """Return the question of `plan` with the diacritics that its words lack, and a note when there are any.

    When the question has no diacritic at all and one is restored, words are read so too that happen to be
    held as typed, but not within quotes.
    """
    changes = _restored(plan, forms, bare=False)
    if changes and plan.typed.lower() == fold(plan.typed):
        changes = _restored(plan, forms, bare=True)
    if not changes:
        return plan.typed, ()
    typed = [plan.typed[word.span.start : word.span.end] for word, _ in changes]
    meant = [in_case_of(as_typed, form) for as_typed, (_, form) in zip(typed, changes, strict=True)]
    said = Note("searched_as", (" ".join(typed), " ".join(meant)))
    return _replaced(plan.typed, changes), (said,)


def _restored(plan: Plan, forms: Mapping[str, int], *, bare: bool) -> list[tuple[QueryWord, str]]:
    quoted = {key for choice in (*plan.required, plan.excluded) for keys in choice.phrases for key in keys}
    pairs = [
        (word, restored(word.keys.exact, forms, bare=bare and word.keys.exact not in quoted))
        for word in plan.spelled
    ]
    return [(word, form) for word, form in pairs if form != word.keys.exact]


def unknown_words(plan: Plan, frequencies: Mapping[str, int]) -> tuple[QueryWord, ...]:
    """Return the words of a settled plan that no passage holds in any form, and that a slip may explain.

    None when there are many: looking for what was meant takes up to 50 ms for each.
    """
    spelled = {word.keys.exact for word in plan.spelled}
    unknown = tuple(
        word
        for word in plan.words
        if word.keys.exact in spelled
        and not word.others
        and word.kind == "word"
        and can_be_mended(word.keys.exact)
        and not (frequencies.get(word.keys.folded, 0) or frequencies.get(word.keys.plain, 0))
    )
    return unknown if len(unknown) <= _MOST_UNKNOWN else ()


def suggest(plan: Plan, meant: Mapping[str, str]) -> Plan:
    """Return the plan with the question in which words are replaced by those `meant`, as a suggestion.

    The words stay, with those meant as alternatives that count less.
    """
    changes = [(word, meant[word.keys.exact]) for word in plan.words if word.keys.exact in meant]
    if not changes:
        return plan
    words = tuple(
        replace(word, others=(QueryWord(form_keys(meant[word.keys.exact]), "word", weight=MENDED_WEIGHT),))
        if word.keys.exact in meant
        else word
        for word in plan.words
    )
    pairs = tuple((word.keys.exact, form) for word, form in changes)
    return replace(plan, words=words, suggestion=Suggestion(_replaced(plan.typed, changes), pairs))


def _replaced(text: str, changes: Changes) -> str:
    for word, form in sorted(changes, key=lambda change: -change[0].span.start):
        typed = text[word.span.start : word.span.end]
        text = text[: word.span.start] + in_case_of(typed, form) + text[word.span.end :]
    return text


def in_case_of(typed: str, form: str) -> str:
    """Return `form` in capitals, with a capital or without, as `typed` has it."""
    if len(typed) > 1 and typed.isupper():
        return form.upper()
    return form[0].upper() + form[1:] if typed[0].isupper() else form
