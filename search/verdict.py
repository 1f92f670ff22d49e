"""How well a question is answered: found, perhaps related, or nothing; which of its words nobody mentions.

Goes in: the settled plan, how common its words are, the scored candidates. Comes out: a Verdict. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.backends import WordStatistics
from search.domain import State
from search.language.which import in_english
from search.query import Plan, QueryWord
from search.ranking import Scored
from search.word_scores import rarity

# The reach of an answer is how much of the question one passage covers plus how near in meaning it is, 0–2.
# Measured on corpora/judgements/dev (the curve is in the README): off-topic questions reach .10 to .45,
# keyboard noise at most .27, questions that are answered .22 and more, mostly .50 and more unless they are in
# everyday words or in English.
_FOUND_FROM = 0.5
_NOTHING_BELOW = 0.21
# A question of which no word is held says something only by its meaning, which noise has by chance: at most
# .27 on dev. An English question is no noise.
_NEAR_WITHOUT_WORDS = 0.35
# Words that no document mentions and that carry this part of the question's weight leave it unanswered:
# "krematorija Jūrmalā" is about the crematorium.
_ABSENT_SHARE = 0.5

_SHORT_NUMBER = 2  # digits; such a number stands in every other passage


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of an answer, its reach (0–2), and the words, as typed, that no document mentions."""

    state: State
    reach: float = 0.0
    absent: tuple[str, ...] = ()


def judge(plan: Plan, statistics: WordStatistics, scored: Sequence[Scored]) -> Verdict:
    """Return how well the candidates answer the settled plan."""
    absent = [word for word in plan.words if _is_absent(word, statistics)]
    named = tuple(
        _typed(one, plan)
        for word in plan.words
        for one in (word, *word.equals)
        if _is_unheld(one, statistics) and not (plan.language == "en" and _is_english(one))
    )
    reach = max((one.coverage + one.meaning for one in scored), default=0.0)
    state = _state(plan, statistics, reach, max((one.meaning for one in scored), default=0.0), absent)
    return Verdict(state, reach, tuple(dict.fromkeys(named)))


def _state(
    plan: Plan, statistics: WordStatistics, reach: float, nearest: float, absent: Sequence[QueryWord]
) -> State:
    if reach < _NOTHING_BELOW:
        return "nothing"
    met = [word for word in plan.words if _tells(word) and word not in absent]
    explained = _explained(plan)
    if not met and not explained and plan.language != "en" and nearest < _NEAR_WITHOUT_WORDS:
        return "nothing"
    unmet = [word for word in absent if word.keys.exact not in explained]
    if plan.language != "en" and _share(unmet, plan, statistics) >= _ABSENT_SHARE:
        return "related"
    return "found" if reach >= _FOUND_FROM else "related"


def _tells(word: QueryWord) -> bool:
    """Return whether it says something that a passage holds this: a word, or more than a short number."""
    return word.kind == "word" or len(word.keys.exact) > _SHORT_NUMBER


def _is_absent(word: QueryWord, statistics: WordStatistics) -> bool:
    """Return whether no passage holds the word, nor any that may stand for it."""
    return all(_is_unheld(one, statistics) for one in (word, *word.equals))


def _is_unheld(word: QueryWord, statistics: WordStatistics) -> bool:
    held = statistics.frequencies
    if word.parts:  # a code that is met by its pieces together
        return not all(held.get(part, 0) for part in word.parts)
    if word.kind != "word":
        return not held.get(word.keys.folded, 0)
    return not (held.get(word.keys.folded, 0) or held.get(word.keys.plain, 0))


def _explained(plan: Plan) -> set[str]:
    """Return the words in whose place the collection holds a related term, or what a slip was meant for."""
    meant = {word.keys.exact for word in plan.words if any(one.weight < word.weight for one in word.others)}
    return meant | {word for related in plan.related for word in related.words}


def _share(words: Sequence[QueryWord], plan: Plan, statistics: WordStatistics) -> float:
    """Return what part of the question's weight these words carry."""

    def weight(word: QueryWord) -> float:
        return rarity(statistics.passages, statistics.frequencies.get(word.keys.folded, 0))

    return sum(map(weight, words)) / (sum(map(weight, plan.words)) or 1.0)


def _is_english(word: QueryWord) -> bool:
    return in_english(word.keys.exact)


def _typed(word: QueryWord, plan: Plan) -> str:
    return plan.typed[word.span.start : word.span.end] or word.keys.exact
