"""Text → the state cities it speaks of, with their places; street names and regions are not cities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from search.corpora import Corpora
from search.domain import City
from search.language.keys import form_keys
from search.language.tokens import fold


@dataclass(frozen=True, slots=True)
class CityMention:
    """A city named in a text, at characters `start` to `end`."""

    city: str  # City.id
    start: int
    end: int


@dataclass(frozen=True)
class CityFinder:
    """Finds state cities by their names in every case and by the names of their councils."""

    pattern: re.Pattern[str]
    city_of: dict[str, str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    rivers: frozenset[str]  # city ids
    other_names: frozenset[tuple[str, str]]  # city id, stem of the word after it

    def find(self, text: str) -> list[CityMention]:
        """Return the mentions in order.

        Names must begin with a capital ("Jūrmala" is a city, "jūrmala" the seaside), and must not be
        followed, in the genitive, by a street or planning-region word ("Rīgas iela", "Rīgas plānošanas
        reģions"), nor be part of another name ("Jelgavas novads", "Rīgas Tehniskā universitāte", "Viesnīca
        „Liepāja”"), nor a river's ("gar Ogri").
        """
        return [
            CityMention(self.city_of[match[1]], match.start(1), match.end(1))
            for match in self.pattern.finditer(text)
            if not self.not_before.match(text, match.end(1))
            and not self._of_other_name(match, text)
            and not self._of_river(match, text)
            and not (_QUOTE.match(text, match.end(1)) and text[: match.start(1)][-1:] in _OPENING)
        ]

    def _of_river(self, match: re.Match[str], text: str) -> bool:
        if self.city_of[match[1]] not in self.rivers:
            return False
        return self.not_after.search(text, max(0, match.start(1) - 10), match.start(1)) is not None

    def _of_other_name(self, match: re.Match[str], text: str) -> bool:
        after = _NEXT_WORD.match(text, match.end(1))
        return after is not None and (self.city_of[match[1]], _stem(after[1])) in self.other_names


# Accepted: " novada" after "Jelgavas". Rejected: ", novada".
_NEXT_WORD = re.compile(r"\s+(\w+)")
# A name alone in quotation marks is a hotel's or a café's.
_OPENING = frozenset('„“”"«')
_QUOTE = re.compile(r"[“”\"»]")


@lru_cache(maxsize=4)
def city_finder(corpora: Corpora) -> CityFinder:
    """Return the finder for the cities of `corpora`."""
    return _finder(corpora, str)


@lru_cache(maxsize=4)
def asked_city_finder(corpora: Corpora) -> CityFinder:
    """Return the finder for questions: it looks through text without diacritics and capitals."""
    return _finder(corpora, fold)


def _finder(corpora: Corpora, form: Callable[[str], str]) -> CityFinder:
    """Return the finder for texts in which every word is as `form` makes it."""
    city_of: dict[str, str] = {}
    for city in corpora.cities:
        for name in (*city.forms, *city.aliases):
            city_of.setdefault(form(name), city.id)
            city_of.setdefault(form(name.upper()), city.id)
    names = "|".join(re.escape(name) for name in sorted(city_of, key=len, reverse=True))
    certain = [word for word in corpora.street_words if word not in corpora.street_words_ambiguous]
    traps = "|".join(re.escape(form(word)) for word in (*certain, *corpora.region_words))
    streets = "|".join(re.escape(form(word)) for word in corpora.street_words_ambiguous)
    parts = "|".join(re.escape(form(stem)) for stem in corpora.street_part_stems)
    heads = "|".join(re.escape(form(stem)) for stem in corpora.institution_stems)
    # "Jelgavas" before "un Rīgas ielas krustojumā": both are streets. Told by capitals only.
    joined = r"(?:(?:,\s+[^\W\d_a-zāčēģīķļņšūž]\w*)*\s+un\s+[^\W\d_a-zāčēģīķļņšūž]\w*)?"
    rivers = {form(name) for name in corpora.rivers}
    return CityFinder(
        pattern=re.compile(rf"(?<!\w)({names})(?!\w)"),
        city_of=city_of,
        # Accepted: " ielā", " ielu 12", " ielas krustojumā", " un Rīgas ielas stūrī", " Tehniskā
        # universitāte" after "Rīgas". Rejected: " ielu apgaismojums", " valstspilsēta".
        not_before=re.compile(
            rf"(?<=[sS]){joined if form is str else ''}"
            rf"\s+(?i:(?:\w+\s+)?(?:{traps})(?!\w)|(?:{streets})\s+(?:\d|(?:{parts})))"
            rf"|\s+(?:[^\W\d_a-zāčēģīķļņšūž]\w*\s+(?:\w+\s+){{0,3}})?(?i:{heads})"
        ),
        not_after=re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(form(word)) for word in corpora.river_words)})\s+\Z",
            re.IGNORECASE,
        ),
        rivers=frozenset(city_of[name] for name in rivers if name in city_of),
        other_names=frozenset(
            (city_of[city], _stem(form(after)))
            for city, after in (form(name).split()[:2] for name in corpora.other_names)
            if city in city_of
        ),
    )


def _stem(word: str) -> str:
    return form_keys(word.lower()).folded


def cities_asked(text: str, cities: Iterable[City]) -> tuple[str, ...]:
    """Return the ids of the cities a question names, typed in any case and with or without diacritics."""
    words = {fold(word) for word in re.findall(r"\w+", text)}
    return tuple(city.id for city in cities if words & _folded_forms(city))


@lru_cache(maxsize=64)
def _folded_forms(city: City) -> frozenset[str]:
    return frozenset(fold(form) for form in city.forms)


def city_keys(cities: Iterable[City]) -> frozenset[str]:
    """Return the folded keys of the cities' names in every case."""
    return frozenset(_stem(form) for city in cities for form in city.forms)
