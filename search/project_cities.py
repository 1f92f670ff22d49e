"""A row of a plan → the cities that its project is in. Pure.

A column names them, or the letter of a municipality in a joint plan does ("D, Attīstības departaments"), or
the row's own words where a plan speaks of several; else they are the plan's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from search.corpora import load_corpora
from search.domain import City, DocumentView, Passage
from search.language.names import city_finder
from search.project_lines import plain

# Columns that name cities. "llpa_cities" is of our own table of Latvian projects.
_COLUMNS = frozenset({"llpa cities", "pilsēta", "pilsētas", "valstspilsēta", "valstspilsētas"})
# Accepted: "visas LLPA pilsētas". Rejected: "visai pilsētai".
_ALL = re.compile(r"\bvisas\b", re.IGNORECASE)
_LEADS = frozenset({"kas īsteno", "atbildīgais", "atbildīgā institūcija", "atbildīgie", "īstenotājs", "lead"})
# Accepted: "D, Attīstības departaments", "D un A, sociālie dienesti". Rejected: "DU", "A ēka".
_MARKER = re.compile(
    r"(?P<first>[A-ZĀČĒĢĪĶĻŅŠŪŽ])(?:\s*(?:un|/|,)\s*(?P<second>[A-ZĀČĒĢĪĶĻŅŠŪŽ]))?\s*,\s*(?P<rest>\w.*)",
    re.DOTALL,
)
# Accepted: "Augšdaugavas novads". Rejected: "jaunais novads".
_NOVADS = re.compile(r"\b([A-ZĀČĒĢĪĶĻŅŠŪŽ])\w+ novad")

_TOGETHER = 3  # cities that may have a plan together; more are those that a list of projects happens to name

Named = tuple[str, str]  # City.id, words that name it; none where the plan itself does


def row_cities(document: DocumentView, passage: Passage, own: Sequence[Named]) -> tuple[Named, ...]:
    """Return the cities of a row, each with the words that name it; `own` are the plan's."""
    cells = {plain(name): cell for name, cell in passage.columns if cell.strip()}
    finder = city_finder(load_corpora())
    for name in _COLUMNS & cells.keys():
        if _ALL.search(cells[name]):
            return tuple((one.id, cells[name]) for one in load_corpora().cities)
        words = cells[name]
        return tuple({one.city: words[one.start : one.end] for one in finder.find(words)}.items())
    if (marker := _marker(cells)) and _joint(document):
        letters = {marker["first"], marker["second"]}
        return tuple((one.id, marker[0]) for one in _cities(document.facts.cities) if one.name[0] in letters)
    if len(own) > 1:
        ids = {city for city, _ in own}
        found = {
            one.city: passage.text[one.start : one.end]
            for one in finder.find(passage.text)
            if one.city in ids
        }
        if found or len(own) > _TOGETHER:
            return tuple(found.items())
    return tuple(own)


def plan_cities(document: DocumentView) -> tuple[Named, ...]:
    """Return the cities of a plan, each with the words of its title or facts that name it."""
    return tuple((city, _words(document, city)) for city in document.facts.cities)


def own_lead(document: DocumentView, lead: str) -> str:
    """Return who leads with the city's name for its letter: "Daugavpils Attīstības departaments"."""
    marker = _MARKER.match(lead)
    if marker is None or marker["second"]:
        return lead
    city = next((one for one in _cities(document.facts.cities) if one.name.startswith(marker["first"])), None)
    return f"{city.genitive} {marker['rest']}" if city and _joint(document) else lead


def _marker(cells: Mapping[str, str]) -> re.Match[str] | None:
    return next((match for name in _LEADS & cells.keys() if (match := _MARKER.match(cells[name]))), None)


def _joint(document: DocumentView) -> bool:
    """Say whether a document is of a city and a novads of another name, as joint programmes are."""
    letters = {match[1] for match in _NOVADS.finditer(document.facts.title)}
    return bool(letters) and any(one.name[0] not in letters for one in _cities(document.facts.cities))


def _cities(ids: Sequence[str]) -> list[City]:
    return [one for one in load_corpora().cities if one.id in ids]


def _words(document: DocumentView, city: str) -> str:
    """Return the words of title and facts that name a plan's city."""
    finder = city_finder(load_corpora())
    for text in (*(one.quote for one in document.facts.found), document.facts.title):
        for mention in finder.find(text):
            if mention.city == city:
                return text[mention.start : mention.end]
    name = next(one for one in load_corpora().cities if one.id == city)
    return next((form for form in name.forms if form in document.facts.title), "")
