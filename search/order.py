"""Scored passages and documents → the order they are shown in. Pure.

What says nothing of its own is put back; of nearly equal documents the one in force and the newer one comes
first; a passage that says again what a better one says is named by it. The same on every store.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.backends import WordStatistics
from search.domain import Facts
from search.language.keys import form_keys
from search.nature import nature_of, own_text
from search.query import FUNCTION_WORDS, Plan
from search.ranking import Group, Scored
from search.reasons import Behind
from search.records import LEAST_RUNS, Record, facts_of
from search.word_scores import WordScorer

# What a passage that says nothing of its own loses, of its score. On dev: .1 .751, .15 to .3 .752, none .749;
# with .5, and without sparing what is asked for, questions on a number that stands on a title page fall.
_PUT_BACK = 0.2
_ASKED_FOR = 0.5  # of a question, held by words of a passage that its title and headings lack
_WHO_AND_WHEN = frozenset({"title_page", "contacts", "signature"})
_OF_TITLES = frozenset({"title_page", "heading"})
_TITLE_TYPED = 0.75  # of the words of title and headings that are the whole question, for it to ask for them
_LOOKED_AT = 60  # passages at the head of the list: 10 µs each
# Documents whose scores differ by no more are nearly equal: on dev a random order among them changes nothing
# (.7488 against .7485), within .01 it costs .001, within .05 .008.
_NEARLY = 0.005
_BEHIND: Mapping[str, Behind] = {"projekts": "draft", "zaudējis spēku": "repealed"}
_SAME_RUNS = 0.7  # of a passage's runs of three words that a better one holds, for it to say the same

Run = tuple[str, str, str]


def put_back(plan: Plan, statistics: WordStatistics, scored: Sequence[Scored]) -> list[Scored]:
    """Return the passages, best first, with those behind that say nothing of their own.

    What the question asks for stays: a title page, a contact block or a signature by its own words, a title
    page or a heading by the title.
    """
    natures = {
        one.candidate.id: nature
        for one in scored[:_LOOKED_AT]
        if (nature := nature_of(one.candidate.exact, one.candidate.heading))
    }
    if not natures:
        return list(scored)
    found = [(one, natures[one.candidate.id]) for one in scored if one.candidate.id in natures]
    spared = _asked_for(plan, statistics, [one for one, nature in found if nature in _WHO_AND_WHEN])
    spared |= _titles_typed(plan, [one for one, nature in found if nature in _OF_TITLES])
    behind = [
        replace(one, score=one.score * (1 - _PUT_BACK), nature=natures[one.candidate.id])
        if one.candidate.id in natures and one.candidate.id not in spared
        else one
        for one in scored
    ]
    return sorted(behind, key=lambda one: (-one.score, one.candidate.id))


def _asked_for(plan: Plan, statistics: WordStatistics, passages: Sequence[Scored]) -> set[str]:
    """Return the ids of passages that hold half of the question in words which title and headings lack."""
    scorer = WordScorer(plan, statistics)
    own = [(own_text(one.candidate.exact, one.candidate.heading), "") for one in passages]
    matches = zip(passages, scorer.scores(own), strict=True)
    return {one.candidate.id for one, match in matches if match.coverage >= _ASKED_FOR}


def _titles_typed(plan: Plan, passages: Sequence[Scored]) -> set[str]:
    """Return the ids of passages whose title and headings hold every word of the question, and few others."""
    asked = [{word.keys.folded, word.keys.plain} for word in plan.words]
    typed = set()
    for one in passages:
        above = {form_keys(form).folded for form in set(one.candidate.heading.split(" ")) - FUNCTION_WORDS}
        met = [word for word in asked if not word.isdisjoint(above)]
        if len(met) == len(asked) and len(met) >= _TITLE_TYPED * len(above):
            typed.add(one.candidate.id)
    return typed


def as_shown(groups: Sequence[Group], heads: Mapping[str, Record], shown: int) -> list[Group]:
    """Return the documents in the order of the page, each passage that is said again once.

    `heads` tells the first documents of the list; the others stay as they are, below them.
    """
    first = [group for group in groups if group.document_id in heads]
    others = [group for group in groups if group.document_id not in heads]
    facts = {group.document_id: facts_of(heads[group.document_id]) for group in first}
    return [*without_repeats(in_force_first(first, facts), shown), *others]


def in_force_first(groups: Sequence[Group], facts: Mapping[str, Facts]) -> list[Group]:
    """Return the documents with those in force, then the newer ones, before nearly equal ones.

    `facts` tells documents at the head of the list by their ids; the others stay as they are. The best
    passage of a document that was put before another one says what that one is.
    """
    ordered: list[Group] = []
    begin, best_score = 0, math.inf  # of the documents that are nearly equal to each other
    for group in groups:
        if best_score - group.score > _NEARLY:
            begin, best_score = len(ordered), group.score
        place, behind = len(ordered), None
        own = facts.get(group.document_id)
        while place > begin and (found := _behind(own, facts.get(ordered[place - 1].document_id))):
            place, behind = place - 1, found
        best, *others = group.passages
        kept = Group(group.document_id, (replace(best, before=behind), *others)) if behind else group
        ordered.insert(place, kept)
    return ordered


def without_repeats(groups: Sequence[Group], shown: int) -> list[Group]:
    """Return the documents without passages that say again what a shown one says; that one names them.

    The first `shown` passages of a document are shown. A document that loses its best passage stands where
    its next one does; one that loses all is only named.
    """
    said = _Said()
    waiting = list(groups)
    placed: list[Group] = []
    while waiting:
        document_id, (best, *others) = waiting[0].document_id, waiting[0].passages
        del waiting[0]
        if not said.again(best):
            placed.append(Group(document_id, (best, *_not_said(others, said, shown - 1))))
        elif others:
            left = Group(document_id, tuple(others))
            place = next((n for n, one in enumerate(waiting) if one.score < left.score), len(waiting))
            waiting.insert(place, left)
    return [Group(group.document_id, tuple(map(said.naming, group.passages))) for group in placed]


def _not_said(passages: Sequence[Scored], said: _Said, shown: int) -> Iterator[Scored]:
    """Yield the passages that are not said yet until so many are shown, then all others."""
    for one in passages:
        if shown <= 0:
            yield one
        elif not said.again(one):
            shown -= 1
            yield one


@dataclass
class _Said:
    """Passages that are shown, found by their figures, codes and runs of words, and what says them again."""

    _first: dict[frozenset[str], Scored] = field(default_factory=dict)
    _by_run: dict[frozenset[str], dict[Run, list[str]]] = field(default_factory=dict)
    _again: dict[str, list[str]] = field(default_factory=dict)

    def again(self, one: Scored) -> bool:
        """Say whether a passage says nearly the same as one before, and note it there; else it is shown."""
        words = one.candidate.exact.split(" ")
        if len(words) < LEAST_RUNS:
            return False
        figures = frozenset(word for word in words if not word.isalpha())
        first = self._first.setdefault(figures, one)
        if first is one:  # as most are: figures tell passages apart without a look at their words
            return False
        if figures not in self._by_run:
            begun = _runs(first.candidate.exact.split(" "))
            self._by_run[figures] = {run: [first.candidate.id] for run in begun}
        held, runs = self._by_run[figures], _runs(words)
        met = Counter(other for run in runs for other in held.get(run, ()))
        nearest, shared = max(met.items(), key=lambda pair: pair[1], default=("", 0))
        if shared >= _SAME_RUNS * len(runs):
            self._again.setdefault(nearest, []).append(one.candidate.id)
            return True
        for run in runs:
            held.setdefault(run, []).append(one.candidate.id)
        return False

    def naming(self, one: Scored) -> Scored:
        """Return the passage with the ids of those that say it again."""
        again = self._again.get(one.candidate.id)
        return replace(one, again=tuple(again)) if again else one


def _runs(words: Sequence[str]) -> set[Run]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _behind(one: Facts | None, other: Facts | None) -> Behind | None:
    """Return what `other` is for `one` to come before it; None where nothing puts it first."""
    if one is None or other is None:
        return None
    mine, its = _BEHIND.get(one.status), _BEHIND.get(other.status)
    if mine is None and its is not None:
        return its
    if mine != its:
        return None
    year, other_year = _year(one), _year(other)
    return "older" if year and other_year and year > other_year else None


def _year(facts: Facts) -> int:
    """Return the year a document was decided in, else the first that it speaks for; 0 without both."""
    if facts.decided:
        return int(facts.decided[:4])
    return facts.period.first if facts.period else 0
