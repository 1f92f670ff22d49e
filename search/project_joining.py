"""Accounts of projects → groups, each of one project. Pure.

The same number is the same project, and so is the same title in the same cities; of a title that one document
gives to several projects, such as "Ielu apgaismojums", the same title and code. Else two accounts of one
city are one project when their titles and goals share most of what tells, or their sums are equal and two
telling words are shared. What speaks against it goes first: two rows of one plan, other streets, other
stages, ends two years apart, other counts, or sums far apart. The likest pairs are joined first.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from search.project_sides import Side

if TYPE_CHECKING:
    from search.projects import Account

_ALIKE = 0.6  # share of what a title tells that the other's title and goal tell, too
_ALIKE_BY_LEAD = 0.42  # the same, when the same body leads both and they end in the same year
_LEAST = 3  # words that two accounts share; fewer are alike by chance
_WITH_SUM = 2  # telling words that are shared where the sums are equal
_BY_SUM = 2.0  # likeness of accounts with the same sum, above that by words
_RARE = 30  # accounts of a city that hold a word or a sum by which candidates are found
_YEARS = 1  # years that ends may differ by: a plan's term moves
_TIMES = 1.6  # how many times a sum may be the other
_TELLING_SUM = 10_000  # EUR; smaller sums are equal by chance
# Words of what is done, which any project has.
_COMMON = re.compile(
    r"(?:projekt|izveid|izbūv|pārbūv|būvniec|attīst|uzlab|īsteno|nodroš|pilsēt|novad|pašvald|atjaun|iekārt"
    r"|sagatav|ierīk|veikt|jaun"
    r"|teritor|infrastr|pakalpoj)"
)


def grouped(accounts: Sequence[Account]) -> list[list[Account]]:
    """Return the accounts in groups, each of one project, in the order in which they are first met."""
    groups = _Groups([one.document_id for one in accounts])
    same: dict[str, int] = {}
    titles = [_title_key(account) for account in accounts]
    given = Counter((one.document_id, title) for one, title in zip(accounts, titles, strict=True))
    often = {title for (_, title), count in given.items() if count > 1}
    for at, account in enumerate(accounts):
        for number in dict.fromkeys(one.value for one in account.values if one.field == "number"):
            groups.join(same.setdefault(f"number\0{number}", at), at)
        if title := titles[at]:
            key = f"{title}\0{account.code}" if title in often else title
            first = same.setdefault(key, at)
            if groups.of_other_documents(first, at):
                groups.join(first, at)
    for _, first, second in sorted(_alike(accounts), key=lambda one: (-one[0], one[1:])):
        if groups.of_other_documents(first, second):
            groups.join(first, second)
    found: dict[int, list[Account]] = defaultdict(list)
    for at, account in enumerate(accounts):
        found[groups.first(at)].append(account)
    return list(found.values())


class _Groups:
    """Which accounts are one project so far; each group is named by its first."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._parent = list(range(len(documents)))
        self._documents = [{one} for one in documents]

    def first(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        one, other = sorted((self.first(one), self.first(other)))
        self._parent[other] = one
        self._documents[one] |= self._documents[other]

    def of_other_documents(self, one: int, other: int) -> bool:
        return not self._documents[self.first(one)] & self._documents[self.first(other)]


def _title_key(account: Account) -> str:
    """Return what accounts of one project share that have no number: title and cities, when both are told."""
    numbered = any(one.field == "number" for one in account.values)
    if not account.side.name or not account.cities or numbered:
        return ""
    return f"{account.side.name}\0{' '.join(sorted(account.cities))}"


def _alike(accounts: Sequence[Account]) -> Iterator[tuple[float, int, int]]:
    """Yield pairs that are one project by what they tell, with their likeness."""
    by_city: dict[str, list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        for city in account.cities:
            by_city[city].append(at)
    sides = {at: accounts[at].side for at in {at for held in by_city.values() for at in held}}
    seen: set[tuple[int, int]] = set()
    for held in by_city.values():
        holding = Counter(word for at in held for word in sides[at].told)
        weights = {word: math.log(1 + len(held) / count) for word, count in holding.items()}
        for first, second in _candidates(held, sides, holding):
            if (first, second) in seen or accounts[first].document_id == accounts[second].document_id:
                continue
            seen.add((first, second))
            if likeness := _likeness(sides[first], sides[second], weights):
                yield likeness, first, second


def _candidates(
    held: Sequence[int], sides: Mapping[int, Side], holding: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    for together in _together(held, sides, holding):
        for first, second in combinations(together, 2):
            if _end_alike(sides[first].end, sides[second].end):
                yield first, second


def _together(
    held: Sequence[int], sides: Mapping[int, Side], holding: Mapping[str, int]
) -> Iterator[list[int]]:
    """Yield the accounts that share a word or a sum; what many share tells nothing."""
    shared: dict[str | float, list[int]] = defaultdict(list)
    for at in held:
        for word in sides[at].told:
            if holding[word] <= _RARE:
                shared[word].append(at)
        if sides[at].total >= _TELLING_SUM:
            shared[sides[at].total].append(at)
    yield from (together for together in shared.values() if len(together) <= _RARE)


def _end_alike(one: int, other: int) -> bool:
    return not one or not other or -_YEARS <= one - other <= _YEARS


def _likeness(one: Side, other: Side, weights: Mapping[str, float]) -> float:
    """Return how alike two accounts are, 0 when they are not one project."""
    if _are_others(one, other):
        return 0.0
    shared = (one.title & other.told) | (other.title & one.told)
    telling = sum(not _COMMON.match(word) for word in shared)
    if one.total == other.total and one.total >= _TELLING_SUM and telling >= _WITH_SUM:
        return _BY_SUM
    if len(shared) < _LEAST:
        return 0.0
    share = max(_share(one.title, other.told, weights), _share(other.title, one.told, weights))
    by_lead = bool(one.lead and one.lead == other.lead and one.end and one.end == other.end)
    return share if share >= (_ALIKE_BY_LEAD if by_lead else _ALIKE) else 0.0


def _are_others(one: Side, other: Side) -> bool:
    """Say whether something speaks against two accounts being of one project; what is cheap to see first."""
    return (
        not _end_alike(one.end, other.end)
        or bool(one.total and other.total and _far(one.total, other.total))
        or one.stage != other.stage
        or bool(one.streets and other.streets and one.streets.isdisjoint(other.streets))
        or bool(one.counts and other.counts and _counted_apart(dict(one.counts), dict(other.counts)))
    )


def _counted_apart(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return any(_far(one[what], other[what]) for what in one.keys() & other.keys())


def _far(one: float, other: float) -> bool:
    return max(one, other) > _TIMES * min(one, other)


def _share(title: frozenset[str], told: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return how much of what a title tells the other account tells, too; common words tell a third."""
    if len(title) < _LEAST:
        return 0.0
    whole = {word: weights.get(word, 0.0) / (3 if _COMMON.match(word) else 1) for word in title}
    return sum(weight for word, weight in whole.items() if word in told) / (sum(whole.values()) or 1.0)
