"""Which documents are one: copies, the same text in another file, versions, translations. Pure.

Goes in: what two documents say of themselves, and their sketches. Comes out: how they are related, and which
of them to prefer. Each document carries the keys under which its relatives are looked up, made from itself
alone: no document is written anew when a relative comes or goes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from search.domain import Facts, Relation
from search.language.keys import text_keys
from search.language.tokens import fold
from search.sketches import Sketch, figures, from_text, likeness, lookup_keys, sketch_of_set

# Measured on the sample and on its documents saved in other formats (tests/search/test_identity.py).
_SAME_TEXT = 0.75  # of the runs of words are shared by one text in two formats
_VERSION = 0.4  # of them by two versions
_TRANSLATED = 0.6  # of the figures are shared by a text and its translation
_FIGURES = 12  # a text with fewer figures is not compared by them
_SAME_YEARS = 0.5  # of the shorter period lie in the longer one: the years drift while a plan is drafted

# Words that change from version to version, or that name the office and not the document, without diacritics.
# Accepted: "projekts", "redakcija", "valstspilsetas", "gadam". Rejected: "gaisa", "parks", "mobilitates".
_DRIFTING = re.compile(
    r"(?:projekt|redakcij|galig|gala|darba|pilnveidot|precizet|aktualizet|aktualizacij|grozijum|grozit|izmain"
    r"|apstiprinat|versij|pielikum|saisinat|kopsavilkum|gad(?:s|a|am|iem|u)?\Z|lidz\Z|period|laikposm"
    r"|republik|valstspilset|pilset|novad|pasvaldib|dome|domes|latvij|un\Z|par\Z|no\Z|ar\Z)"
)
# Accepted: "2.1. redakcija", "1. redakcijas". Rejected: "1. kārta".
_VERSION_NUMBER = re.compile(r"\b\d+(?:\.\d+)*\.?\s*redakcij\w*", re.IGNORECASE)
# Accepted: "2027". Rejected: "171".
_YEAR = re.compile(r"(?:19|20)\d\d")
# Kinds of which a city has one at a time, so that title and years tell a version.
ONE_AT_A_TIME = frozenset(
    {
        "attīstības programma", "ilgtspējīgas attīstības stratēģija", "teritorijas plānojums",
        "nozares plāns", "tematiskais plānojums", "rīcības plāns", "investīciju plāns", "saistošie noteikumi",
    }
)  # fmt: skip
_RANKS = {"projekts": 1, "": 2, "apstiprināts": 3, "grozīts": 4, "aktualizēts": 4, "zaudējis spēku": 0}


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells whether two documents are one."""

    document_id: str
    content_hash: str
    facts: Facts
    text: Sketch
    figures: Sketch
    keys: frozenset[str]  # under which relatives are looked up

    @property
    def family(self) -> str:
        """Return the key of the document's name without years and versions; empty where it tells nothing."""
        return next((key for key in self.keys if key.startswith("f")), "")


def identity_of(record: Mapping[str, Any], facts: Facts) -> Identity:
    """Return the identity of the document that a record belongs to."""
    return Identity(
        record["document_id"],
        record["content_hash"],
        facts,
        from_text(record["sketch"]),
        from_text(record["figures"]),
        frozenset(record["identity"]),
    )


def identity_keys(facts: Facts, content_hash: str, text: Sketch, numbers: Sketch) -> tuple[str, ...]:
    """Return the keys under which relatives of a document find each other."""
    name = family(facts)
    return (
        f"c{content_hash[:16]}",
        *([f"f{hashlib.sha256(name.encode()).hexdigest()[:12]}"] if name else []),
        *(f"t{key}" for key in lookup_keys(text)),
        *(f"n{key}" for key in lookup_keys(numbers)),
    )


def figures_sketch(texts: Sequence[str]) -> Sketch:
    """Return the sketch of the figures of a document, which a translation keeps; empty for few figures."""
    found = figures("\n".join(texts))
    return sketch_of_set(found if len(found) >= _FIGURES else ())


def family(facts: Facts) -> str:
    """Return what stays of kind, cities and title when years, versions and names of offices are left out.

    Empty where that tells nothing: a city writes many reports, but has one programme at a time.
    """
    if facts.kind not in ONE_AT_A_TIME or not facts.cities:
        return ""
    title = _VERSION_NUMBER.sub(" ", facts.title)
    roots = {
        keys.folded
        for token, keys in text_keys(title)
        if token.kind == "word" and not _DRIFTING.match(fold(token.text))
    }
    told = sorted(roots | _numbers(title))
    return " ".join([facts.kind, *sorted(facts.cities), *told]) if roots else ""


def relation(one: Identity, other: Identity) -> Relation | None:
    """Return how `other` is related to `one`; None for another document."""
    if one.keys.isdisjoint(other.keys):
        return None
    if one.content_hash == other.content_hash:
        return "copy"
    if _other_language(one.facts, other.facts):
        return "translation" if likeness(one.figures, other.figures) >= _TRANSLATED else None
    alike = likeness(one.text, other.text)
    if alike >= _SAME_TEXT and _same_state(one.facts, other.facts) and _same_numbers(one, other):
        return "copy"
    same_name = one.family == other.family != "" and _same_years(one.facts, other.facts)
    same_text = alike >= _VERSION and one.facts.cities == other.facts.cities and _same_numbers(one, other)
    return "version" if same_name or same_text else None


def preference(one: Identity) -> tuple[int, bool, str, int, str]:
    """Return the key by which the preferred one of related documents is the largest.

    In force before draft, draft before repealed; Latvian first; then the later one.
    """
    facts = one.facts
    return (
        _RANKS.get(facts.status, 2),
        facts.language == "lv" and not facts.translation,
        facts.decided,
        facts.period.last if facts.period else 0,
        one.document_id,
    )


def _other_language(one: Facts, other: Facts) -> bool:
    return one.language != other.language and "und" not in {one.language, other.language}


def _same_state(one: Facts, other: Facts) -> bool:
    """Say whether nothing that both documents tell sets one off as another version."""
    pairs = (
        (one.status, other.status),
        (one.decision, other.decision),
        (one.decided, other.decided),
        (one.period, other.period),
    )
    return all(first == second for first, second in pairs if first and second)


def _same_numbers(one: Identity, other: Identity) -> bool:
    """Say whether the titles name the same numbers: two decisions in the same words on two houses do not."""
    first, second = (_numbers(_VERSION_NUMBER.sub(" ", each.facts.title)) for each in (one, other))
    return first == second


def _numbers(title: str) -> set[str]:
    return {
        token.exact
        for token, _ in text_keys(title)
        if token.kind != "word" and not _YEAR.fullmatch(token.exact)
    }


def _same_years(one: Facts, other: Facts) -> bool:
    if one.period is None or other.period is None:
        return True
    shared = min(one.period.last, other.period.last) - max(one.period.first, other.period.first) + 1
    shorter = min(period.last - period.first + 1 for period in (one.period, other.period))
    return shared >= _SAME_YEARS * shorter
