"""Documents, results and notes → lines for a terminal, in English, from the serializer's data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from search.domain import DirectionTag, Document
from search.tagging.classifiers import Heads
from webapp.evidence import evidence_rows
from webapp.serialize import prepared_data


class Trained(Protocol):
    """What `ingest.train_directions` tells of what was learned."""

    path: Path
    heads: Heads
    corrections: int
    before: dict[str, Any]
    after: dict[str, Any]
    followed_before: int
    followed_after: int


def fact_lines(document: Document) -> list[str]:
    """Return a document's facts, and what they were read from."""
    facts = prepared_data(document)["facts"]
    told = {name: value for name, value in facts.items() if value and name not in {"title", "found"}}
    rows = evidence_rows(facts["found"])
    lines = [facts["title"], *(f"  {name}: {_shown_fact(value)}" for name, value in told.items())]
    return lines + [f"  {row['names']}: “{row['quote']}” ({row['where']}; {row['how']})" for row in rows]


def _shown_fact(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['from']}–{value['to']}"
    return "; ".join(value) if isinstance(value, list | tuple) else str(value)


def prepared_lines(document: Document, data: dict[str, Any]) -> list[str]:
    """Return a document's facts and notes, then its passages under their headings."""
    lines = fact_lines(document) + [f"  note: {note}" for note in data["notes"]]
    path: list[str] = []
    for passage in data["passages"]:
        if passage["heading_path"] != path:
            path = passage["heading_path"]
            lines += ["", " › ".join(path) or "(no heading)"]
        lines += ["", f"[{passage['locator']['label']}]", passage["text"]]
    return lines


def result_lines(data: dict[str, Any]) -> list[str]:
    """Return the counts, the notes and the hits."""
    counts = data["counts"]
    more = "" if counts["exact"] else "more than "
    lines = [f"{more}{counts['all_words']} documents with all words, {counts['further']} further ones"]
    if data["state"] == "related":
        lines.append("no clear answer; these may be related")
    if data["absent"]:
        lines.append(f"no document mentions: {', '.join(data['absent'])}")
    if data["suggestion"]:
        lines.append(f"did you mean: {data['suggestion']['text']}")
    return (
        lines
        + note_lines(data)
        + (searched_lines(data["searched"]) if data["hits"] else [])
        + hit_lines(data["hits"])
    )


def searched_lines(searched: dict[str, Any]) -> list[str]:
    """Return the words with the forms that were met, and the related terms that were searched for."""
    lines = [
        f"searched: {one['word']}: {', '.join(one['forms']) or 'not in the best passages'}"
        for one in searched["words"]
    ]
    return lines + [
        f"searched too: {' '.join(one['words'])}: {', '.join(one['terms'])}" for one in searched["related"]
    ]


def note_lines(data: dict[str, Any]) -> list[str]:
    """Return the notes by their codes."""
    return [f"note: {note['code']} {' '.join(note['values'])}".rstrip() for note in data["notes"]]


def hit_lines(hits: list[dict[str, Any]]) -> list[str]:
    """Return each document with its facts, then its passages with place and the beginning of the text."""
    lines = []
    for number, hit in enumerate(hits, 1):
        document = hit["document"]
        cities = ", ".join(city["name"] for city in document["cities"])
        facts = [cities, document["kind"], document["period_label"], document["status"]]
        directions = " ".join(tag["id"] for tag in document["directions"])
        lines += ["", f"{number}. {document['title']}  [{document['id']}]"]
        lines.append("   " + " · ".join(fact for fact in [*facts, directions] if fact))
        lines += [
            f"   {one['label']}: {one['title']} {one['status']}".rstrip() + f"  [{one['id']}]"
            for one in hit.get("related", ())
        ]
        for passage in hit["passages"]:
            text = " ".join(passage["text"].split())
            lines.append(f"   {passage['score']:.2f}  {passage['place']['label']}")
            lines.append(f"         {text[:160]}{'…' if len(text) > 160 else ''}")
            lines += [
                f"         said again in: {one['title']}, {one['place']}" for one in passage["repeated"]
            ]
            if passage["why"]:
                lines.append(f"         {passage['why']['text_en']}")
    return lines


def tag_lines(tags: Sequence[DirectionTag]) -> list[str]:
    """Return the directions of a passage, with what staff said of them."""
    lines = []
    for tag in tags:
        said = f"{tag.review} by staff: {tag.why}" if tag.review else "by the machine"
        lines.append(f"{tag.direction:5} {tag.score:.2f}  {said}")
    return lines or ["No direction."]


def correction_lines(data: Sequence[dict[str, Any]]) -> list[str]:
    """Return the corrections by staff, of documents and of passages."""
    lines = []
    for one in data:
        lines.append(f"{one['made'][:10]}  {one.get('passage_id') or one['document_id']}  {one['path']}")
        lines.append(f"            {one['field']}={one['value']}  ({one['why']})")
    return lines or ["There are no corrections."]


def trained_lines(trained: Trained) -> list[str]:
    """Return what was learned, and the figures without and with the corrections."""
    lines = [f"Learned from {trained.heads.learned_from}, for the model {trained.heads.model}."]
    told_of = [("our labels", trained.before), ("with corrections", trained.after)]
    for name, told in told_of[: 2 if trained.corrections else 1]:
        figures = f"macro-F1 {told['macro_f1']:.3f}, none {told['none']['f1']:.3f}"
        lines.append(f"  {name:17} {figures} on documents not learned from")
    if trained.corrections:
        before, after = trained.followed_before, trained.followed_after
        lines.append(
            f"  of {trained.corrections} corrections it agreed with {before} before, with {after} after"
        )
    return [*lines, f"Kept in {trained.path}. Tag what is in the index: `virzieni reindex`"]
