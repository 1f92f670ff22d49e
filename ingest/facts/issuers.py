"""Who issued a document: municipalities named on its title page and in its approval line, in the nominative.

Goes in: FactText and the reference tables. Comes out: names of today with the words that told them. A council
is its municipality; who is named as a partner, or in the running text, issued nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.facts.decisions import Approval
from ingest.facts.text import ABOUT, GIVEN, FactText, Piece
from search.corpora import Corpora
from search.domain import City, FactPlace

_ASSOCIATION = "Latvijas Lielo pilsētu asociācija"
_NAME = r"[A-ZĀČĒĢĪĶĻŅŠŪŽ][\w-]+"
_TYPE = r"(?i:valsts?pilsētas|republikas\s+pilsētas|pilsētas|novada)"
_BODY = r"(?i:pašvaldīb\w*|dom(?:e|es)\b)"
_TYPED = rf"{_NAME}\s+{_TYPE}"
# Accepted: "Liepājas valstspilsētas pašvaldība", "OGRES NOVADA PAŠVALDĪBAS DOMES", "Rēzeknes valstspilsētas
# un Rēzeknes novada dome". Rejected: "pilsētas centrs", "Pašvaldību likums".
_FULL = rf"(?P<first>{_TYPED})(?:\s+un\s+(?P<second>{_TYPED}))?\s+{_BODY}"
# Accepted: "kopā ar", "sadarbībā ar", "Partneri:". Rejected: "APSTIPRINĀTS ar".
_WITH = re.compile(r"(?:\b(?:kopā|sadarbībā|sadarbojoties)\s+ar|\bpartner\w*\s*[:–-]?)\s*\Z", re.IGNORECASE)
# The cases in which an issuer does not stand. Accepted: "pašvaldību", "pašvaldībai". Rejected: "pašvaldības".
_OBLIQUE = re.compile(r"pašvaldīb(?:u|ai|ām|ās|ā)\Z", re.IGNORECASE)
# Accepted: "Projekta iesniedzējs: ", "Īstenotājs – ", "Izdevējs: ". Rejected: "iesniedzēja pienākumi".
_LABEL = re.compile(
    r"\b(?:iesniedzēj|īstenotāj|izdevēj|finansējuma saņēmēj|vadošais partner|ieviesēj)\w*\s*[:;–-]",
    re.IGNORECASE,
)


def issuers_of(
    text: FactText, approved: Iterable[Approval], corpora: Corpora
) -> tuple[tuple[str, ...], tuple[FactPlace, ...]]:
    """Return the issuers, each once, and the words that told each."""
    pattern = _pattern(corpora)
    lines = [one.clause for one in approved]
    front = [piece for piece in text.front if not ABOUT.match(piece.text)]
    labelled = [piece for piece in text.pieces if _LABEL.search(piece.text)]
    told = [text.metadata.get(name, "")[:GIVEN] for name in ("author", "title")]
    for pieces, how in (
        (front, "title page"),
        (lines, "approval line"),
        (labelled, "labelled line"),
        ([Piece(one, "file metadata") for one in told if one], "file author"),
    ):
        found: dict[str, FactPlace] = {}
        for piece in pieces:
            label = _LABEL.search(piece.text) if how == "labelled line" else None
            for match in _named(pattern, piece.text, label.end() if label else 0):
                for name in _names(match, corpora):
                    found.setdefault(name, piece.place("issuers", how, match.start(), match.end()))
        if found:
            return tuple(found), tuple(found.values())
    return (), ()


@lru_cache(maxsize=4)
def site_name(corpora: Corpora) -> re.Pattern[str]:
    """Return what matches a web site's name before or after a title.

    Accepted: "Jelgavas valstspilsētas pašvaldība: Plāns", "Plāns | Ogres novada pašvaldība". Rejected: "Ogres
    novada pašvaldība aicina" (nothing parts the name from a title).
    """
    name = rf"(?:{_TYPED}\s+{_BODY}|{_short(corpora)}|{_ASSOCIATION})"
    return re.compile(rf"\A{name}\s*[:|–-]\s+|\s+[|–-]\s*{name}\Z")


def _named(pattern: re.Pattern[str], text: str, start: int) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(text, start):
        if not _WITH.search(text[max(0, match.start() - 40) : match.start()]) and not _OBLIQUE.search(
            match[0]
        ):
            yield match


def _names(match: re.Match[str], corpora: Corpora) -> list[str]:
    if match["association"]:
        return [_ASSOCIATION]
    if match["place"]:
        return [_municipality(city) for city in corpora.cities if city.genitive == _cased(match["place"])]
    return [_today(_cased(place), corpora) for place in (match["first"], match["second"]) if place]


def _today(place: str, corpora: Corpora) -> str:
    """Return the municipality of a place in the genitive ("Valmieras pilsētas") by its name of today."""
    words = place.split()
    if words[-1] != "novada":
        for city in corpora.cities:
            if city.genitive == words[0]:
                return _municipality(city)
    return f"{place} pašvaldība"


def _municipality(city: City) -> str:
    words = city.municipality.split()
    if words[-1] == "novads":
        return " ".join([*words[:-1], "novada pašvaldība"])
    return f"{city.genitive} valstspilsētas pašvaldība"


def _cased(place: str) -> str:
    """Return the place with a capital only where Latvian has one, whatever it is printed in."""
    first, *rest = place.split()
    return " ".join([first.title() if first.isupper() else first, *(word.lower() for word in rest)])


@lru_cache(maxsize=4)
def _pattern(corpora: Corpora) -> re.Pattern[str]:
    association = r"(?P<association>(?i:Latvijas Lielo pilsētu asociācij\w*))"
    return re.compile(rf"\b(?:{_FULL}|{_short(corpora, 'place')}|{association})")


def _short(corpora: Corpora, group: str = "") -> str:
    """Return a pattern of the short names of the cities' councils: "Rīgas dome", "JŪRMALAS DOMES"."""
    names = "|".join(form for city in corpora.cities for form in (city.genitive, city.genitive.upper()))
    return rf"(?{f'P<{group}>' if group else ':'}{names})\s+{_BODY}"
