"""What staff corrected in the facts of a document, kept apart from what the program read. Pure.

Goes in: facts as read, and corrections. Comes out: facts with the corrected values, each with its reason as
evidence; the evidence of what was read stays beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from search.corpora import Corpora
from search.domain import FactPlace, Facts, Period
from search.errors import QueryError
from search.language.names import cities_asked

HOW = "correction"  # the code of the rule in evidence
WHERE = "staff"
LANGUAGES = ("lv", "en", "ru", "und")
STATUSES = ("", "projekts", "apstiprināts", "grozīts", "aktualizēts", "zaudējis spēku")
_LONGEST = 500  # characters of a value or reason
# Accepted: "2021-2027", "2021–2027", "2024". Rejected: "21-27".
_YEARS = re.compile(r"\s*((?:19|20)\d\d)\.?(?:\s*[-–]\s*((?:19|20)\d\d)\.?)?\s*")
# Accepted: "2022-06-16", "16.06.2022.". Rejected: "16.06.22".
_DAY = re.compile(r"\s*(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?)\s*")


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact of a document as staff put it right; `made` is the time in ISO format, UTC."""

    document_id: str
    field: str  # of Facts
    value: str
    why: str
    made: str = ""


def corrected(facts: Facts, corrections: Iterable[Correction], corpora: Corpora) -> Facts:
    """Return the facts with the corrections in place of what was read. Raises QueryError for a bad value."""
    for one in corrections:
        earlier = [place for place in facts.found if (place.field, place.how) != (one.field, HOW)]
        places = (FactPlace(one.field, one.why, WHERE, HOW), *earlier)
        facts = replace(facts, found=places, **{one.field: value_of(one.field, one.value, corpora)})
    return facts


def parse(given: str, corpora: Corpora) -> tuple[str, str]:
    """Return field and value of "field=value". Raises QueryError that names what is allowed."""
    name, equals, value = given.partition("=")
    name, value = name.strip(), " ".join(value.split())
    if not equals or name not in FIELDS:
        raise QueryError(
            "This is no correction of a fact we know",
            value=given[:100],
            next_step=f"Write FIELD=VALUE, with a field of: {', '.join(FIELDS)}",
        )
    value_of(name, value, corpora)
    return name, value


def reason(why: str) -> str:
    """Return the reason on one line. Raises QueryError for none: others must be able to check it."""
    said = " ".join(why.split())
    if not said or len(said) > _LONGEST:
        raise QueryError(
            "A correction needs a reason of one line",
            value=f"{len(said)} characters" if said else None,
            next_step=f"Say where it is written, in at most {_LONGEST} characters: --why TEXT",
        )
    return said


def value_of(field: str, text: str, corpora: Corpora) -> Any:
    """Return the value of a field of Facts that the text stands for. Raises QueryError."""
    if len(text) > _LONGEST:
        raise _unusable(field, text, f"Write at most {_LONGEST} characters")
    return _READERS[field](text, corpora)


def _title(text: str, corpora: Corpora) -> str:
    if not text:
        raise _unusable("title", text, "A document needs a title")
    return text


def _plain(text: str, corpora: Corpora) -> str:
    return text


def _issuers(text: str, corpora: Corpora) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())


def _cities(text: str, corpora: Corpora) -> tuple[str, ...]:
    known = {city.id for city in corpora.cities}
    found: list[str] = []
    for name in (part.strip() for part in text.split(",")):
        ids = (name,) if name in known else cities_asked(name, corpora.cities)
        if name and len(ids) != 1:
            raise _unusable(
                "cities", name, f"Name state cities, parted by commas: {', '.join(sorted(known))}"
            )
        found += ids
    return tuple(dict.fromkeys(found))


def _period(text: str, corpora: Corpora) -> Period | None:
    match = _YEARS.fullmatch(text)
    if text and match is None:
        raise _unusable("period", text, "Write one year or two, such as 2021-2027, or nothing")
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise _unusable("period", text, "The first year comes first")
    return Period(first, last)


def _one_of(field: str, allowed: tuple[str, ...]) -> Callable[[str, Corpora], str]:
    def read(text: str, corpora: Corpora) -> str:
        if text not in allowed:
            raise _unusable(field, text, f"Write one of: {', '.join(one or '(nothing)' for one in allowed)}")
        return text

    return read


def _day(text: str, corpora: Corpora) -> str:
    if not text:
        return ""
    match = _DAY.fullmatch(text)
    year, month, day = (match[1], match[2], match[3]) if match and match[1] else ("", "", "")
    if match and match[4]:
        year, month, day = match[6], match[5], match[4]
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise _unusable("decided", text, "Write a day such as 2022-06-16 or 16.06.2022.") from error


def _unusable(field: str, text: str, next_step: str) -> QueryError:
    return QueryError(f"The fact `{field}` cannot have this value", value=text[:100], next_step=next_step)


_READERS: Mapping[str, Callable[[str, Corpora], Any]] = {
    "title": _title,
    "kind": _plain,
    "issuers": _issuers,
    "cities": _cities,
    "period": _period,
    "status": _one_of("status", STATUSES),
    "language": _one_of("language", LANGUAGES),
    "decision": _plain,
    "decided": _day,
    "translation": _one_of("translation", ("", "machine")),
}
FIELDS = tuple(_READERS)
