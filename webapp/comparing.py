"""Comparable projects → the plain data of the API, the command line and the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from search.catalog import Catalog
from search.corpora import Corpora
from search.domain import Passage
from search.language.keys import text_keys
from search.plan_rows import ProjectValue
from search.projects import Project
from search.searcher import Searcher
from search.side_by_side import Comparison, Pair, TableRow
from search.similar import SimilarProject, SimilarProjects, Start
from webapp.places import Say, place_label, plainly
from webapp.project_words import field_label
from webapp.projects import entry_data, printed_sum
from webapp.serialize import passage_data

Data = dict[str, Any]


def similar_projects_data(found: SimilarProjects, searcher: Searcher, say: Say = plainly) -> Data:
    """Return the comparable projects with all that lies side by side, and what they were compared to."""
    catalog = searcher.catalog()
    return {
        "start": start_data(found.start, searcher, say),
        "state": "found" if found.projects else "nothing",
        "comparable": found.comparable,
        "absent": list(found.absent),
        "projects": [similar_project_data(one, catalog, searcher.corpora, say) for one in found.projects],
        "choices": [{"id": one.id, "code": one.code, "title": one.title} for one in found.start.choices],
        "notes": [{"code": note.code, "values": list(note.values)} for note in found.start.notes],
    }


def start_data(start: Start, searcher: Searcher, say: Say = plainly) -> Data:
    """Return what comparable projects are looked for."""
    document = searcher.view(start.document_id) if start.document_id else None
    return {
        "kind": start.kind,
        "project": _head(start.project, searcher.catalog(), searcher.corpora, say) if start.project else None,
        "document": {"id": document.id, "title": document.facts.title} if document else None,
        "cities": _cities(start.cities, searcher.corpora),
    }


def similar_project_data(one: SimilarProject, catalog: Catalog, corpora: Corpora, say: Say = plainly) -> Data:
    """Return a comparable project beside the start."""
    return {
        "project": _head(one.project, catalog, corpora, say),
        "score": one.score,
        "words": one.words,
        "meaning": one.meaning,
        "joint": {"cities": _cities(one.cities, corpora), "partners": list(one.partners)},
        **_comparison(one.comparison, catalog, corpora, say),
    }


def _head(project: Project, catalog: Catalog, corpora: Corpora, say: Say) -> Data:
    documents = [catalog.documents[one] for one in project.document_ids]
    return entry_data(catalog.listed.entry(project), catalog, corpora, say) | {
        "documents": [{"id": one.id, "title": one.facts.title, "kind": one.facts.kind} for one in documents]
    }


def _cities(ids: Iterable[str], corpora: Corpora) -> list[Data]:
    return [{"id": city.id, "name": city.name} for city in map(corpora.city, ids) if city]


def _comparison(compared: Comparison, catalog: Catalog, corpora: Corpora, say: Say) -> Data:
    keys = compared.terms.keys
    names = {
        f"{direction.id}/{theme.id}": theme
        for direction in (*corpora.directions, corpora.other)
        for theme in direction.sub_themes
    }
    themes = compared.themes
    return {
        "passages": [_pair(one, keys, corpora, say) for one in compared.pairs],
        "both": [asdict(one) for one in compared.terms.both],
        "only_start": list(compared.terms.only_start),
        "only_found": list(compared.terms.only_found),
        "sub_themes": {
            name: [
                {"id": one, "name_lv": names[one].name_lv, "name_en": names[one].name_en}
                for one in ids
                if one in names
            ]
            for name, ids in asdict(themes).items()
        }
        if themes
        else None,
        "table": [_row(one, catalog, say) for one in compared.table],
    }


def _pair(pair: Pair, keys: frozenset[str], corpora: Corpora, say: Say) -> Data:
    start = pair.start
    shown = (
        {"text": start, "marks": _marks(start, keys)}
        if isinstance(start, str)
        else _passage(start, keys, corpora, say)
    )
    return {"start": shown, "found": _passage(pair.found, keys, corpora, say), "likeness": pair.likeness}


def _passage(passage: Passage, keys: frozenset[str], corpora: Corpora, say: Say) -> Data:
    kept = ("id", "document_id", "kind", "language", "heading_path", "text", "columns", "place")
    data = passage_data(passage, (), corpora, say)
    return {name: data[name] for name in kept} | {"marks": _marks(passage.text, keys)}


def _marks(text: str, keys: frozenset[str]) -> list[list[int]]:
    """Return where the words of terms of both stand."""
    return [[token.start, token.end] for token, key in text_keys(text) if key.folded in keys]


def _row(row: TableRow, catalog: Catalog, say: Say) -> Data:
    return {
        "field": row.field,
        "kind": row.kind,
        "label": field_label(row.field, row.kind, say),
        "start": [_value(one, catalog, say) for one in row.start],
        "found": [_value(one, catalog, say) for one in row.found],
    }


def _value(value: ProjectValue, catalog: Catalog, say: Say) -> Data:
    place = catalog.places[value.passage_id]
    return {
        "value": value.value,
        "printed": value.printed,
        "unit": _unit(value),
        "document_id": place.document_id,
        "passage_id": value.passage_id,
        "place": place_label(place.locator, say),
    }


def _unit(value: ProjectValue) -> str:
    """Return what a figure is of where it is printed without it, as in a table."""
    if value.field != "money":
        return ""
    if value.kind.endswith("_share"):
        return "" if "%" in value.printed else "%"
    return "EUR" if printed_sum(value.printed) != value.printed else ""


def similar_project_lines(data: Data) -> list[str]:
    """Return comparable projects as lines for a terminal, in English."""
    lines = _start_lines(data)
    for number, one in enumerate(data["projects"], 1):
        project = one["project"]
        cities = ", ".join(city["name"] for city in project["cities"])
        directions = " ".join(direction["id"] for direction in project["directions"])
        facts = [cities, project["code"], project["period_label"], directions]
        lines += ["", f"{number}. {project['title']}  [{project['id']}]"]
        lines.append("   " + " · ".join(fact for fact in facts if fact))
        lines += [f"   {text}" for text in _joint_lines(one["joint"])]
        told = [
            ("both", [_shared(term) for term in one["both"]]),
            ("only the start", one["only_start"]),
            ("only this one", one["only_found"]),
        ]
        lines += [f"   {name}: {', '.join(terms)}" for name, terms in told if terms]
        for pair in one["passages"]:
            lines.append(f"   {pair['found']['place']['label']}")
            lines += [
                f"      start: {_cut(pair['start']['text'])}",
                f"      here:  {_cut(pair['found']['text'])}",
            ]
        for row in one["table"]:
            printed = [_printed(row[side]) for side in ("start", "found")]
            lines.append(f"   {row['label']}: {printed[0]} | {printed[1]}")
    return lines


def _start_lines(data: Data) -> list[str]:
    lines = [f"note: {note['code']} {' '.join(note['values'])}".rstrip() for note in data["notes"]]
    if data["choices"]:
        lines.append("The document tells of projects; compare one of them by its id:")
        lines += [f"   {one['id']}  {one['code']}  {one['title']}" for one in data["choices"]]
    if data["absent"]:
        lines.append(f"no project mentions: {', '.join(data['absent'])}")
    if data["state"] == "nothing":
        return [*lines, "No project of another city is comparable."]
    return [*lines, f"{data['comparable']} comparable projects of other cities"]


def _joint_lines(joint: Data) -> list[str]:
    cities = ", ".join(city["name"] for city in joint["cities"])
    told = [("the start's own city takes part", cities), ("shared partner", ", ".join(joint["partners"]))]
    return [f"{name}: {said}" for name, said in told if said]


def _shared(term: Mapping[str, str]) -> str:
    return term["start"] if term["start"] == term["found"] else f"{term['start']} / {term['found']}"


def _printed(values: Sequence[Mapping[str, str]]) -> str:
    return (
        "; ".join(f"{one['printed']} {one['unit']}".rstrip() + f" ({one['place']})" for one in values) or "–"
    )


def _cut(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= 160 else f"{whole[:160]}…"
