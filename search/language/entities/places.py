"""A text → the state cities and novadi it names. A novads is not the city of its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.language.entities.entity import Entity, entity
from search.language.names import CityFinder

_CAPITAL = "A-ZĀČĒĢĪĶĻŅŠŪŽ"
_NAME = rf"[{_CAPITAL}][\w-]*(?:[asū]s|pils|es|[uU]|[AEĀĒ]S|PILS)"
# Accepted: "Jelgavas novadā", "OGRES NOVADA", "Ķekavas, Mārupes un Olaines novads", "Siguldas novadu".
# Rejected: "divi novadi", "novada dome".
_NOVADS = re.compile(
    rf"(?<![\w-])(?P<earlier>(?:{_NAME},\s+)*{_NAME}\s+un\s+)?(?P<name>{_NAME})\s+"
    r"(?i:novad(?:s|a|am|u|ā|i|iem|us|os)\b)"
)
# Genitives before "novads" that name none: cultural regions, and words that begin a sentence.
_NO_NOVADS = frozenset(
    "latgales vidzemes kurzemes zemgales sēlijas divu abu visu citu mūsu jūsu pašu šo to kaimiņu lauku "
    "latvijas daudzu dažu visas katras pilsētas valsts apkārtnes pierīgas".split()
)


def cities(text: str, finder: CityFinder) -> Iterator[Entity]:
    """Yield the state cities, each by its name alone."""
    for mention in finder.find(text):
        name = text[mention.start : mention.end].split(maxsplit=1)[0]
        yield entity("city", text, mention.start, mention.start + len(name), mention.city)


def novadi(text: str, finder: CityFinder) -> Iterator[Entity]:
    """Yield the novadi, and the names before that share the word: "Ķekavas un Mārupes novads"."""
    for match in _NOVADS.finditer(text):
        if match["name"].lower() in _NO_NOVADS:
            continue
        yield entity("novads", text, match.start("name"), match.end(), _novads(match["name"]))
        for name in re.finditer(_NAME, match["earlier"] or ""):
            if name[0].lower() not in _NO_NOVADS and finder.city_of.get(name[0]) not in _CITIES_ALONE:
                start = match.start("earlier") + name.start()
                yield entity("novads", text, start, start + len(name[0]), _novads(name[0]))


_CITIES_ALONE = frozenset({"riga", "jurmala", "liepaja"})  # no novads has their name


def _novads(name: str) -> str:
    return f"{name.title() if name.isupper() else name} novads"
