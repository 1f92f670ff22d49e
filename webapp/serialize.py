"""Domain objects → plain data; the one serializer of the API, the command line and the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from search.asked import Offer, Suggestion
from search.corpora import Corpora, load_corpora
from search.domain import (
    DirectionTag,
    Document,
    DocumentView,
    FacetValue,
    Filters,
    Hit,
    Note,
    Passage,
    PassageHit,
    Period,
    Related,
    Repeated,
    Results,
    SimilarHit,
)
from search.reasons import Why
from search.records import all_tags_of, document_of, given_tags, passage_of
from search.related import related_to, repeated
from search.searcher import Searcher
from webapp.named import entities_data
from webapp.places import Say, decision_label, period_label, place_label, plainly, relation_label
from webapp.tags import document_tag_data, tag_data
from webapp.tongues import in_latvian
from webapp.why import why_text

Data = dict[str, Any]


def results_data(results: Results, corpora: Corpora, say: Say = plainly) -> Data:
    """Return one page of results."""
    query = results.query
    return {
        "query": {
            "text": query.text,
            "used": results.used,
            "filters": _filters(query.filters),
            "offset": query.offset,
            "limit": query.limit,
            "typed": [asdict(one) for one in results.asked.typed],
            "language": results.asked.language,
            "match": query.match,
        },
        "state": results.state,
        "absent": list(results.absent),
        "counts": {
            "all_words": results.counts.words,
            "further": results.counts.further,
            "total": results.counts.total,
            "exact": results.counts.exact,
            "listed": results.counts.listed,
        },
        "hits": [_hit(hit, corpora, say) for hit in results.hits],
        "facets": {
            name: [facet_data(name, value, corpora) for value in values]
            for name, values in results.facets.items()
        },
        "notes": _notes(results.notes),
        "offers": [_offer(one, corpora) for one in results.asked.offers],
        "suggestion": _suggestion(results.asked.suggestion),
        "searched": asdict(results.asked.searched),
        "seconds": round(results.seconds, 4),
    }


def similar_data(
    hits: Sequence[SimilarHit], corpora: Corpora, say: Say = plainly, notes: Sequence[Note] = ()
) -> Data:
    """Return comparable documents, and notes on what they were compared to."""
    return {
        "hits": [
            {
                "document": document_data(hit.document, corpora, say),
                "score": hit.score,
                "passages": [passage_hit_data(one, corpora, say) for one in hit.passages],
            }
            for hit in hits
        ],
        "notes": _notes(notes),
    }


def full_document_data(searcher: Searcher, document_id: str, say: Say = plainly) -> Data:
    """Return a document with its passages, what they name and where they are said again, and relatives."""
    records = searcher.records(document_id)
    again = repeated(searcher.backend, records)
    related = related_to(searcher.backend, records[:1])[document_id]
    return document_data(document_of(records[0]), searcher.corpora, say) | {
        "related": [related_data(one, searcher.corpora, say) for one in related],
        "passages": [
            passage_data(passage_of(record), all_tags_of(record), searcher.corpora, say)
            | {"entities": entities_data(passage_of(record))}
            | {"repeated": [_repeated(one, say) for one in again.get(record["id"], ())]}
            for record in records
        ],
    }


def related_data(related: Related, corpora: Corpora, say: Say = plainly) -> Data:
    """Return a document that is one with another, and how."""
    kept = ("id", "title", "path", "status", "language", "period", "period_label", "decision_label")
    data = document_data(related.document, corpora, say)
    return {"relation": related.relation, "label": relation_label(related, say)} | {
        name: data[name] for name in kept
    }


def _repeated(one: Repeated, say: Say) -> Data:
    return {
        "document_id": one.document.id,
        "passage_id": one.passage.id,
        "title": one.document.facts.title,
        "place": place_label(one.passage.locator, say),
    }


def prepared_data(document: Document) -> Data:
    """Return a document that has been read and not indexed: its facts, notes, and passages with boxes."""
    facts = asdict(document.facts)
    return {
        "path": document.source.path,
        "facts": {**facts, "period": _period(document.facts.period)},
        "notes": list(document.notes),
        "passages": [_prepared_passage(passage) for passage in document.passages],
    }


def _prepared_passage(passage: Passage) -> Data:
    data = passage_data(passage, (), load_corpora())
    boxes = [[box.left, box.top, box.right, box.bottom] for box in passage.locator.boxes]
    kept = ("text", "kind", "language", "heading_path", "columns", "position", "id")
    place = {"start": passage.start, "end": passage.end, "locator": {**data["place"], "boxes": boxes}}
    return {name: data[name] for name in kept} | place


def document_data(view: DocumentView, corpora: Corpora, say: Say = plainly) -> Data:
    """Return a document's facts."""
    facts = view.facts
    cities = [city for city in corpora.cities if city.id in facts.cities]
    return {
        "id": view.id,
        "title": facts.title,
        "collection": view.collection,
        "path": view.path,
        "kind": facts.kind,
        "issuers": list(facts.issuers),
        "cities": [{"id": city.id, "name": city.name} for city in cities],
        "period": _period(facts.period),
        "period_label": period_label(facts.period, say),
        "status": facts.status,
        "language": facts.language,
        "translation": facts.translation,
        "decision": facts.decision,
        "decided": facts.decided,
        "decision_label": decision_label(facts.decision, facts.decided, say),
        "found": [asdict(place) for place in facts.found],
        "directions": [document_tag_data(tag, corpora) for tag in view.directions],
        "passage_count": view.passage_count,
    }


def passage_data(
    passage: Passage, tags: Sequence[DirectionTag], corpora: Corpora, say: Say = plainly
) -> Data:
    """Return a passage with its place, its tags, and the tags that staff removed."""
    locator = passage.locator
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "position": passage.position,
        "kind": passage.kind,
        "language": passage.language,
        "heading_path": list(passage.heading_path),
        "text": passage.text,
        "columns": [{"name": name, "text": text} for name, text in passage.columns],
        "place": {
            "kind": locator.kind,
            "number": locator.number,
            "sheet": locator.sheet,
            "rows": list(locator.rows) if locator.rows else None,
            "section_title": locator.section_title,
            "file": locator.file,
            "label": place_label(locator, say),
        },
        "directions": [tag_data(tag, corpora) for tag in given_tags(tags)],
        "removed_directions": [tag_data(tag, corpora) for tag in tags if tag.review == "removed"],
    }


def passage_hit_data(hit: PassageHit, corpora: Corpora, say: Say = plainly) -> Data:
    """Return a passage of a hit with its scores and marks, and why it answers a question."""
    return passage_data(hit.passage, hit.directions, corpora, say) | {
        "score": hit.score,
        "words": hit.words,
        "meaning": hit.meaning,
        "all_words": hit.all_words,
        "marks": [[mark.start, mark.end] for mark in hit.marks],
        "related_marks": [[mark.start, mark.end] for mark in hit.related],
        "nearest_sentence": [hit.nearest.start, hit.nearest.end] if hit.nearest else None,
        "why": _why(hit.why, corpora, sentence_marked=hit.nearest is not None) if hit.why else None,
        "repeated": [_repeated(one, say) for one in hit.repeated],
    }


def _why(why: Why, corpora: Corpora, *, sentence_marked: bool) -> Data:
    named = [_offer(one, corpora) for one in why.named]
    return asdict(why) | {
        "named": named,
        "text_lv": why_text(
            why, [one["name_lv"] for one in named], in_latvian, sentence_marked=sentence_marked
        ),
        "text_en": why_text(why, [one["name_en"] for one in named], plainly, sentence_marked=sentence_marked),
    }


def facet_data(name: str, value: FacetValue, corpora: Corpora) -> Data:
    """Return a facet's value with the name that people read."""
    shown = value.value
    if name == "city":
        city = corpora.city(value.value)
        shown = city.name if city else value.value
    return {"value": value.value, "name": shown, "count": value.count, "selected": value.selected}


def _hit(hit: Hit, corpora: Corpora, say: Say) -> Data:
    return {
        "document": document_data(hit.document, corpora, say),
        "score": hit.score,
        "all_words": hit.all_words,
        "passages": [passage_hit_data(one, corpora, say) for one in hit.passages],
        "more_passages": hit.more_passages,
        "related": [related_data(one, corpora, say) for one in hit.related],
    }


def _offer(offer: Offer, corpora: Corpora) -> Data:
    names = (offer.value, offer.value)
    if offer.field == "city" and (city := corpora.city(offer.value)):
        names = (city.name, city.name)
    elif offer.field == "direction" and (direction := corpora.direction(offer.value)):
        names = (direction.label_lv, direction.label_en)
    elif offer.field == "kind":
        names = next(((one.name, one.name_en) for one in corpora.kinds if one.name == offer.value), names)
    return {**asdict(offer), "name_lv": names[0], "name_en": names[1]}


def _suggestion(suggestion: Suggestion | None) -> Data | None:
    if suggestion is None:
        return None
    changes = [{"typed": typed, "meant": meant} for typed, meant in suggestion.changes]
    return {"text": suggestion.text, "changes": changes}


def _notes(notes: Sequence[Note]) -> list[Data]:
    return [{"code": note.code, "values": list(note.values)} for note in notes]


def _filters(filters: Filters) -> Data:
    return {
        "city": list(filters.cities),
        "direction": list(filters.directions),
        "kind": list(filters.kinds),
        "language": list(filters.languages),
        "period": _period(filters.period),
    }


def _period(period: Period | None) -> Data | None:
    return {"from": period.first, "to": period.last} if period else None
