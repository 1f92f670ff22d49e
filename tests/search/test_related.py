"""Versions, copies and repeated passages, found in an index."""

from __future__ import annotations

from dataclasses import replace

from search.domain import Document, Filters, Query, Related
from search.related import related_to, repeated
from search.searcher import Searcher
from search.similar_documents import document_start, similar
from tests.invented import make_document, make_records

LONG = (
    "Pilsēta līdz 2027. gadam izbūvēs divpadsmit kilometrus veloceliņu gar jūru, savienojot centru, ostu un "
    "universitāti, un pie katras skolas ierīkos slēgtu novietni ar vietu simt divriteņiem."
)
OTHER = (
    "Dienas centrs senioriem darbosies piecas dienas nedēļā, un tajā strādās divi sociālie darbinieki un "
    "viena medicīnas māsa."
)


def held(searcher: Searcher, name: str, texts: list[str], status: str = "", **given: object) -> Document:
    document = make_document(name, texts, **given)  # type: ignore[arg-type]
    document = replace(document, facts=replace(document.facts, status=status))
    searcher.backend.replace_document(document.id, make_records(document))
    return document


def related(searcher: Searcher, document_id: str) -> tuple[Related, ...]:
    return related_to(searcher.backend, searcher.records(document_id)[:1])[document_id]


def programme(
    searcher: Searcher, name: str, status: str, texts: list[str], period: tuple[int, int]
) -> Document:
    title = f"Ogres attīstības programma {period[0]}.–{period[1]}. gadam"
    kind = "attīstības programma"
    return held(searcher, name, texts, status, title=title, kind=kind, cities=("ogre",), period=period)


def test_a_draft_gives_way_to_the_approved_version_that_names_it(searcher: Searcher) -> None:
    draft = programme(searcher, "projekts.docx", "projekts", [LONG, OTHER], (2022, 2027))
    final = programme(searcher, "ap.pdf", "apstiprināts", [LONG + " Darbi sākti.", OTHER], (2023, 2027))
    results = searcher.search(Query("slēgta novietne divriteņiem pie skolas"))
    shown = {hit.document.id: hit for hit in results.hits}
    assert final.id in shown
    assert draft.id not in shown
    (related,) = shown[final.id].related
    assert (related.document.id, related.relation) == (draft.id, "version")
    assert results.counts.words == 2  # both hold the words; one is listed
    assert results.counts.listed == results.counts.total - 1


def test_a_draft_stays_where_only_it_answers(searcher: Searcher) -> None:
    draft = programme(searcher, "projekts.docx", "projekts", [LONG, OTHER], (2022, 2027))
    final = programme(searcher, "ap.pdf", "apstiprināts", [LONG], (2022, 2027))
    results = searcher.search(Query("dienas centrs senioriem darbosies piecas dienas"))
    assert results.hits[0].document.id == draft.id
    assert [one.document.id for one in results.hits[0].related] == [final.id]


def test_copies_are_told_whatever_their_names(searcher: Searcher) -> None:
    one = held(searcher, "a.md", [LONG, OTHER], title="Pārskats")
    other = held(searcher, "mape/b.md", [LONG, OTHER], title="Cits nosaukums")
    assert [(each.document.id, each.relation) for each in related(searcher, one.id)] == [(other.id, "copy")]
    assert related(searcher, make_document("velo.md", ["x"]).id) == ()


def test_relatives_that_are_not_public_are_not_told(searcher: Searcher) -> None:
    one = held(searcher, "a.md", [LONG, OTHER])
    held(searcher, "slepens.md", [LONG, OTHER], access="internal")
    assert related(searcher, one.id) == ()
    assert repeated(searcher.backend, searcher.records(one.id)) == {}


def test_a_relative_that_leaves_is_forgotten(searcher: Searcher) -> None:
    one = held(searcher, "a.md", [LONG, OTHER])
    other = held(searcher, "b.md", [LONG, OTHER])
    searcher.backend.remove_document(other.id)
    assert related(searcher, one.id) == ()


def test_a_paragraph_said_again_is_found_among_other_text(searcher: Searcher) -> None:
    one = held(searcher, "strategija.md", [LONG, OTHER], cities=("liepaja",))
    other = held(searcher, "programma.md", [OTHER.replace("piecas", "sešas") + " Vēl teksts. " + LONG])
    told = repeated(searcher.backend, searcher.records(one.id))
    first, second = (passage.id for passage in one.passages)
    assert [each.document.id for each in told[first]] == [other.id]
    assert told[first][0].passage.text.endswith(LONG)
    assert second in told  # one word differs
    back = repeated(searcher.backend, searcher.records(other.id))
    assert {each.passage.id for each in back[other.passages[0].id]} == {first, second}


def test_short_passages_are_alike_by_chance_and_not_told(searcher: Searcher) -> None:
    one = held(searcher, "a.md", ["Kopā 12 000 EUR.", LONG])
    held(searcher, "b.md", ["Kopā 12 000 EUR.", OTHER])
    assert repeated(searcher.backend, searcher.records(one.id)) == {}


def test_comparable_documents_hold_one_of_each(searcher: Searcher) -> None:
    programme(searcher, "projekts.docx", "projekts", [LONG, OTHER], (2022, 2027))
    final = programme(searcher, "ap.pdf", "apstiprināts", [LONG, OTHER], (2023, 2027))
    start = document_start(searcher, make_document("velo-jelgava.md", ["x"]).id)
    found = [hit.document.id for hit in similar(searcher, start, Filters(cities=("ogre",)))]
    assert found == [final.id]


def test_only_the_first_record_carries_what_tells_relatives() -> None:
    document = make_document("a.md", [LONG, OTHER])
    first, second = make_records(document)
    assert (len(first["sketch"]), second["sketch"], second["identity"]) == (512, "", [])
    assert first["identity"][0] == f"c{document.source.content_hash[:16]}"
    assert len(first["runs"]) == 8
