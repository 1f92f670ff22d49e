"""What an account of a project is compared by when accounts of one project are looked for. Pure.

Goes in: its title and its values. Comes out: keys of words, streets, stage, lead, end, sum and counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.corpora import load_corpora
from search.language.keys import text_keys
from search.language.names import city_keys
from search.plan_rows import ProjectValue
from search.query import FUNCTION_WORDS

_SHORTEST = 3  # letters of a word that tells
# Accepted: "Zirņu ielā", "Kūrmājas prospektā". Rejected: "jaunajā ielā".
_STREET = re.compile(r"\b([A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+)\s+(?:iel|prospekt|bulvār|gatv|šosej|laukum|ceļ[āau]\b)\w*")
# Accepted: "otrā kārta", "II kārta", "2. posms". Rejected: "kārtējais posms".
_STAGE = re.compile(
    r"\b(?:(?P<word>pirm|otr|treš|ceturt)\w+|(?P<number>\d|IV|I{1,3})\.?)\s+(?:kārt|posm|etap)|\b(?:kārta"
    r"|posms)\s+(?P<after>\d)",
    re.IGNORECASE,
)
# Accepted: "2 400 gaismekļu", "12 elektroautobusi". Rejected: "2027. gads", "5,4 km".
_COUNT = re.compile(r"(?<![\d,.])(\d{1,3}(?:[ \u00a0]\d{3})*) (?!gad|EUR|eiro|cilvēk)([a-zāčēģīķļņšūž]{4,})")
_STAGES = {"pirm": "1", "otr": "2", "treš": "3", "ceturt": "4", "i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True, slots=True)
class Side:
    """What an account is compared by."""

    name: str  # keys of all words of the title, in order
    title: frozenset[str]
    told: frozenset[str]  # of title and goal
    streets: frozenset[str]
    stage: str
    lead: str
    end: int
    total: float
    counts: tuple[tuple[str, float], ...]  # of what, by the beginning of the word, and how many


def side_of(title: str, values: Sequence[ProjectValue]) -> Side:
    """Return what an account with this title and these values is compared by."""
    goals = " ".join(one.printed for one in values if one.field in {"goal", "title"})
    totals = [one.value for one in values if (one.field, one.kind) == ("money", "total")]
    ends = [one.value.partition("/")[2][:4] for one in values if one.field == "period"]
    stage = _STAGE.search(title)
    leads = [one.value for one in values if one.field == "lead"]
    of_lead = _telling(leads[0]) if leads else frozenset()  # who does it does not tell what is done
    return Side(
        name=" ".join(keys.folded for _, keys in text_keys(title)),
        title=_telling(title) - of_lead,
        told=_telling(f"{title} {goals}") - of_lead,
        streets=frozenset(match[1][:5].casefold() for match in _STREET.finditer(f"{title} {goals}")),
        stage=_stage_number(stage),
        lead=" ".join(leads[0].casefold().split()) if leads else "",
        end=int(ends[0]) if ends and ends[0] else 0,
        total=float(totals[0]) if totals else 0.0,
        counts=tuple(sorted(_counts(f"{title}; {goals}").items())),
    )


def _counts(text: str) -> dict[str, float]:
    """Return how many of what a text tells, for what it tells once."""
    told: dict[str, set[float]] = defaultdict(set)
    for number, what in _COUNT.findall(text):
        told[what[:5].casefold()].add(float("".join(number.split())))
    return {what: numbers.pop() for what, numbers in told.items() if len(numbers) == 1}


def _stage_number(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    number = (found["word"] or found["number"] or found["after"]).lower()
    return _STAGES.get(number, number)


def _telling(text: str) -> frozenset[str]:
    places = _places()
    return frozenset(
        key.root
        for token, key in text_keys(text)
        if (len(token.exact) >= _SHORTEST or token.exact.isdigit())
        and token.exact not in FUNCTION_WORDS
        and key.folded not in places
    )


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(city_keys(load_corpora().cities))
