"""What a document says about itself: title, kind, issuers, cities, period, status, language.

Goes in: its pages, its file's own metadata and its name. Comes out: Facts; what is not found stays empty.
Read from the title and the beginning, where official documents say who issued what for which years.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.pages import Page
from search.corpora import Corpora
from search.domain import City, Facts, Period
from search.language.names import CityFinder
from search.language.which import language_of

_BEGINNING = 1500  # characters that hold a title page
_YEARS = range(1990, 2101)
_SHARE = 0.25  # of the most named city's mentions, for a city to be the document's

# Accepted: "2022.–2027. gadam", "2014. - 2021. gada". Rejected: "2014.-20120.gadam" (a misprint).
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)\.?\s*(?:gada?|g\.)?\s*[-–−‒—]\s*((?:19|20)\d\d)(?!\d)")
# Accepted: "2021. gada 1. marts – 2023. gada 31. oktobris", "01.03.2021.–30.11.2023.".
# Rejected: "01.03.2021., 2023" (no dash between).
_DAYS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\.(?: gada (?:\d{1,2}\. )?\w+)?\s*(?:[-–−‒—]|līdz)\s*"
    r"(?:\d{2}\.\d{2}\.)?((?:19|20)\d\d)(?!\d)"
)
# Accepted: "līdz 2030. gadam". Rejected: "līdz 30".
_UNTIL = re.compile(r"līdz\s+((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
# Accepted: "2022. gada 17. februāra". Rejected: "17. februāra".
_DATED = re.compile(r"(?<!\d)((?:19|20)\d\d)\.\s*gada\b")
# Accepted: "Liepājas valstspilsētas pašvaldība", "Ogres novada dome". Rejected: "pilsētas centrs".
_ISSUER_NAME = (
    r"(?:[A-ZĀČĒĢĪĶĻŅŠŪŽ][\w-]+(?:\s+un\s+[A-ZĀČĒĢĪĶĻŅŠŪŽ][\w-]+)?\s+"
    r"(?:valsts?pilsētas|republikas pilsētas|pilsētas|novada)\s+(?:pašvaldīb|dom)[\w]*"
    r"|Latvijas Lielo pilsētu asociācij\w*)"
)
_ISSUER = re.compile(_ISSUER_NAME)
# Accepted: "Jelgavas valstspilsētas pašvaldība: Plāns", "Plāns | Ogres novada pašvaldība". Rejected: "Ogres
# novada pašvaldība aicina" (nothing parts a site's name from a title).
_SITE_NAME = re.compile(rf"{_ISSUER_NAME}\s*[:|–-]\s+|\s+[|–-]\s*{_ISSUER_NAME}\Z")
_COUNCIL = re.compile(r"(?:valsts?pilsētas|republikas pilsētas|pilsētas)\s+(?:pašvaldība|dome)\Z")
# What pays for a project has years of its own. Accepted: "programma " before "2014.–2020. gadam".
# Rejected: "projekts ".
_PAYING = re.compile(r"(?:programm\w*|fond\w*|period\w*|politik\w*)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sign:
    value: str
    pattern: re.Pattern[str]


def _signs(pairs: Sequence[tuple[str, str]]) -> tuple[_Sign, ...]:
    return tuple(_Sign(value, re.compile(pattern, re.IGNORECASE)) for value, pattern in pairs)


# The first that matches counts, so the narrower stands before the wider. Each accepts its own name in any
# case ("rīcības plānā") and not a mere mention of planning ("plānots", "programmu").
_KINDS = _signs(
    [
        ("projekta iesniegums", r"\bprojekta iesniegum\w+"),
        (
            "projekta pārskats",
            r"\bprojekta\b[^\n]{0,60}?\b(?:pārskat|apraksts)\w*"
            r"|\bnoslēguma pārskat\w+|\bpārskat\w+ par projekt\w+",
        ),
        (
            "uzraudzības pārskats",
            r"\b(?:uzraudzības|vidusposma|gada)\s+(?:pārskat|ziņojum)\w*|\bpārskats par\b",
        ),
        ("investīciju plāns", r"\binvestīciju plān\w+"),
        ("rīcības plāns", r"\brīcības plān\w+|\brīcības program\w+"),
        ("vides pārskats", r"\bvides pārskat\w+"),
        ("saistošie noteikumi", r"\bsaistoš\w+ noteikum\w+"),
        (
            "ilgtspējīgas attīstības stratēģija",
            r"\b(?:ilgtspējīgas|ilgtermiņa|pilsētas|valsts?pilsētas|novada) attīstības stratēģij\w+",
        ),
        ("attīstības programma", r"\battīstības programm\w+"),
        ("teritorijas plānojums", r"\bteritorijas plānojum\w+|\blokālplānojum\w+|\bdetālplānojum\w+"),
        ("tematiskais plānojums", r"\btematisk\w+ plānojum\w+|\bmobilitātes plān\w+"),
        ("domes lēmums", r"\blēmums\b"),
        ("nozares plāns", r"\bplān[sa]\b|\bstratēģij\w+|\bkoncepcij\w+|\bpamatnostādn\w+"),
    ]
)
_STATUSES = (
    _Sign("zaudējis spēku", re.compile(r"zaudēji(?:s|si|uš\w*) spēku", re.IGNORECASE)),
    _Sign("projekts", re.compile(r"\bPROJEKTS\b|\b\d(?:\.\d)?\. redakcija|publiskajai apspriešanai")),
    _Sign("aktualizēts", re.compile(r"\baktualizēt\w+", re.IGNORECASE)),
    _Sign("apstiprināts", re.compile(r"\bapstiprinā[tj]\w+", re.IGNORECASE)),
)


def read_facts(
    pages: Sequence[Page], metadata: Mapping[str, str], path: str, finder: CityFinder, corpora: Corpora
) -> Facts:
    """Return the facts of a document that came from `path`."""
    title = _title(pages, metadata, path)
    text = "\n".join(block.text for page in pages for block in page.blocks if not block.lost)
    beginning = text[:_BEGINNING]
    kind = _first(_KINDS, title) or _first(_KINDS, beginning)
    own = _without_payers(text[: 2 * _BEGINNING]) if kind.startswith("projekta") else text[: 2 * _BEGINNING]
    return Facts(
        title=title,
        kind=kind,
        issuers=tuple(dict.fromkeys(_issuer(match[0], corpora) for match in _ISSUER.finditer(beginning))),
        cities=_cities(title, beginning, text, finder, corpora),
        period=_period(title) or _period(own[:_BEGINNING]) or _period(own),
        status=_first(_STATUSES, f"{title}\n{beginning}"),
        language=language_of(text),
    )


def _without_payers(text: str) -> str:
    """Return `text` without the years of programmes and funds."""
    return _PERIOD.sub(lambda match: "" if _PAYING.search(text[: match.start()]) else match[0], text)


def _issuer(name: str, corpora: Corpora) -> str:
    """Return the municipality behind a name of it or of its council, in any case and of any time."""
    plain = _nominative(name)
    place = _COUNCIL.sub("", plain).strip()
    for city in corpora.cities:
        if place != plain and place == city.genitive:
            return _municipality(city)
    return re.sub(r"novada dome\Z", "novada pašvaldība", plain)


def _municipality(city: City) -> str:
    words = city.municipality.split()
    if words[-1] == "novads":
        return " ".join([*words[:-1], "novada pašvaldība"])
    return f"{city.genitive} valstspilsētas pašvaldība"


def _nominative(issuer: str) -> str:
    words = issuer.split()
    for stem, ending in (("pašvaldīb", "a"), ("dom", "e"), ("asociācij", "a")):
        if words[-1].lower().startswith(stem):
            words[-1] = words[-1][: len(stem)] + ending
    return " ".join(words)


def _title(pages: Sequence[Page], metadata: Mapping[str, str], path: str) -> str:
    name = PurePosixPath(path).stem
    given = _SITE_NAME.sub("", " ".join(metadata.get("title", "").split()))
    if given and given.lower() not in {name.lower(), "untitled", "document"} and "Microsoft" not in given:
        return given
    blocks = [block for page in pages for block in page.blocks if not block.lost]
    headings = sorted((block for block in blocks[:20] if block.kind == "heading"), key=lambda one: one.level)
    candidates = [*(block.text for block in headings), *(block.text for block in blocks[:1])]
    short = (" ".join(text.split()) for text in candidates)
    return next((text for text in short if 0 < len(text) <= 250), name)


def _first(signs: Sequence[_Sign], text: str) -> str:
    return next((sign.value for sign in signs if sign.pattern.search(text)), "")


def _period(text: str) -> Period | None:
    for match in (*_PERIOD.finditer(text), *_DAYS.finditer(text)):
        first, last = int(match[1]), int(match[2])
        if first in _YEARS and last in _YEARS and first <= last:
            return Period(first, last)
    until = _UNTIL.search(text)
    if until is None:
        return None
    last = int(until[1])
    dated = [int(match[1]) for match in _DATED.finditer(text) if int(match[1]) < last]
    return Period(max(dated), last) if dated else Period(last, last)


def _cities(title: str, beginning: str, text: str, finder: CityFinder, corpora: Corpora) -> tuple[str, ...]:
    """Return the cities of the title, else of the beginning, else those named most; in table order."""
    for part in (title, beginning, text):
        counts = Counter(mention.city for mention in finder.find(part))
        if counts:
            most = max(counts.values())
            kept = {city for city, count in counts.items() if count >= _SHARE * most}
            return tuple(city.id for city in corpora.cities if city.id in kept)
    return ()
