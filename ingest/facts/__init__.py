"""What a document says about itself: title, kind, issuers, cities, period, status, language, decision.

Goes in: its pages, its file's own metadata and its name. Comes out: Facts, each with the words it was read
from; what is not found stays empty. Here is the order of things; the rules are in the modules beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.facts.decisions import Approval, CouncilDecision, approvals, council_decision, date_line
from ingest.facts.issuers import issuers_of, site_name
from ingest.facts.kinds import REGULATIONS, kind_of
from ingest.facts.periods import period_of
from ingest.facts.statuses import status_of
from ingest.facts.text import FactText, Piece, fact_text
from ingest.facts.translations import translation_of
from ingest.pages import Page
from search.corpora import Corpora
from search.domain import FactPlace, Facts
from search.language.names import CityFinder
from search.language.which import language_of

_SHARE = 0.25  # of the most named city's mentions, for a city to be the document's
_SAMPLE = 80  # characters that show a document's language


def read_facts(
    pages: Sequence[Page], metadata: Mapping[str, str], path: str, finder: CityFinder, corpora: Corpora
) -> Facts:
    """Return the facts of a document that came from `path`."""
    text = fact_text(pages, metadata, path, site_name(corpora))
    decision = council_decision(text)
    approved = approvals(text)
    kind, kind_places = kind_of(text, decision)
    issuers, issuer_places = issuers_of(text, approved, corpora)
    period, period_places = period_of(text, kind, approved, decision)
    status, status_places = status_of(text, kind, approved, decision)
    cities, city_places = _cities(text, issuer_places, finder, corpora)
    number, decided, decision_places = _decided(text, kind, approved, decision)
    translation, translation_places = translation_of(text)
    return Facts(
        title=text.title.text,
        kind=kind,
        issuers=issuers,
        cities=cities,
        period=period,
        status=status,
        language=language_of(text.text),
        decision=number,
        decided=decided,
        translation=translation,
        found=(
            text.title.place("title", text.title_how),
            *kind_places,
            *issuer_places,
            *city_places,
            *period_places,
            *status_places,
            *decision_places,
            *translation_places,
            *_language_place(text),
        ),
    )


def _decided(
    text: FactText, kind: str, approved: Sequence[Approval], decision: CouncilDecision | None
) -> tuple[str, str, tuple[FactPlace, ...]]:
    """Return number and day of the council's decision: the one that the document is, or that approved it."""
    if decision:
        places = [
            *([decision.numbered.place("decision", decision.how)] if decision.numbered else []),
            *([decision.dated.place("decided", "date line")] if decision.dated else []),
        ]
        return decision.number, decision.day.iso if decision.day else "", tuple(places)
    line = date_line(text) if kind == REGULATIONS else None
    councils = [one for one in approved if one.council and not (line and one.update)]
    if councils:
        first = councils[0]
        filled = {"decision": first.number, "decided": first.day.iso if first.day else ""}
        told = [first.clause.place(name, "approval line", first.start) for name in filled if filled[name]]
        return filled["decision"], filled["decided"], tuple(told)
    return ("", line[1].iso, (line[0].place("decided", "date line"),)) if line else ("", "", ())


def _cities(
    text: FactText, issued: Sequence[FactPlace], finder: CityFinder, corpora: Corpora
) -> tuple[tuple[str, ...], tuple[FactPlace, ...]]:
    """Return the cities of the title and of the issuers, else of the title page, else those named most."""
    title = replace(text.title, where="title")
    issuers = [Piece(place.quote, place.where) for place in issued]
    parts: tuple[tuple[str, Sequence[Piece]], ...] = (
        ("named in title", (title,)),
        ("issuer", issuers),
        ("named on title page", text.front),
        ("named most", text.pieces),
    )
    found: dict[str, FactPlace] = {}
    for how, pieces in parts:
        if how in {"named on title page", "named most"} and found:
            break
        for city, place in _named(pieces, how, finder).items():
            found.setdefault(city, place)
    ids = tuple(city.id for city in corpora.cities if city.id in found)
    return ids, tuple(dict.fromkeys(found[one] for one in ids))


def _named(pieces: Sequence[Piece], how: str, finder: CityFinder) -> dict[str, FactPlace]:
    counts: Counter[str] = Counter()
    first: dict[str, FactPlace] = {}
    for piece in pieces:
        for mention in finder.find(piece.text):
            counts[mention.city] += 1
            first.setdefault(mention.city, piece.place("cities", how, mention.start, mention.end))
    most = max(counts.values(), default=0)
    return {city: place for city, place in first.items() if counts[city] >= _SHARE * most}


def _language_place(text: FactText) -> tuple[FactPlace, ...]:
    for piece in sorted(text.pieces, key=lambda one: len(one.text) < _SAMPLE):
        return (piece.place("language", "words of the text", 0, min(_SAMPLE, len(piece.text))),)
    return ()
