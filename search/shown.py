"""A stored record with its scores → the passage hit that is shown, marked and explained. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

from search.asked import Searched
from search.domain import PassageHit, Repeated
from search.explain import explain, named_by, searched
from search.forms import FormReader
from search.ranking import Scored
from search.records import FACET_FIELDS, Record, document_of, passage_of, tags_of

_COUNTED = 50  # of the best passages, in which forms are counted: all 700 take as long as scoring them


def passage_hit(record: Record, scored: Scored | None, reader: FormReader, versions: int = 0) -> PassageHit:
    """Return the hit of a passage; without scores it stands in a list, and nothing is explained."""
    passage, directions = passage_of(record), tags_of(record)
    if scored is None:
        return PassageHit(passage, directions, 0.0, 0.0, 0.0, all_words=False)
    headings = (record["title"], *passage.heading_path)
    explained = explain(reader, passage.text, headings, scored.meaning)
    offered = {one.field for one in reader.plan.recognised} & FACET_FIELDS.keys()
    named = named_by(reader.plan.recognised, {name: _facet(record, name) for name in offered})
    return PassageHit(
        passage,
        directions,
        score=round(scored.score, 4),
        words=round(scored.words, 4),
        meaning=round(scored.meaning, 4),
        all_words=scored.all_words,
        marks=explained.marks,
        related=explained.related,
        why=replace(
            explained.why, named=named, versions=versions, nature=scored.nature, before=scored.before
        ),
    )


def repeated_in(records: Mapping[str, Record], again: Iterable[str]) -> tuple[Repeated, ...]:
    """Return the passages that say the same again, given by their ids; one that is gone is missing."""
    held = (records[one] for one in again if one in records)
    return tuple(Repeated(document_of(record), passage_of(record)) for record in held)


def searched_for(reader: FormReader, scored: Iterable[Scored]) -> Searched:
    """Return what was searched for, with the forms met in the best passages of `scored`, best first."""
    with_words = islice((one.candidate for one in scored if one.words), _COUNTED)
    return searched(reader, ({*one.exact.split(" "), *one.heading.split(" ")} for one in with_words))


def _facet(record: Record, name: str) -> tuple[str, ...]:
    value = record[FACET_FIELDS[name]]
    return (value,) if isinstance(value, str) else tuple(value)
