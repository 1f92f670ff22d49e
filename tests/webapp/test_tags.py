"""Why a document and a passage have their directions is said on the page and in JSON, in both languages."""

from __future__ import annotations

import html
import re

from flask.testing import FlaskClient

from search.domain import DirectionTag, Evidence
from search.records import Enriched, passage_keys, to_records
from search.searcher import Searcher
from tests.invented import WordEmbedder, make_document


def page(client: FlaskClient, address: str) -> str:
    return html.unescape(client.get(address).get_data(as_text=True))


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


HEATING = DirectionTag(
    "VIDE",
    0.934,
    (Evidence("siltumtrase", 1.0, "siltumtrases"), Evidence("apkure", 0.41)),
    sub_theme="VIDE/heating",
    review="confirmed",
    why="runa ir par siltumu",
)
REMOVED = DirectionTag(
    "UZN", 0.55, (Evidence("ražošana", 0.3),), "UZN/labour", review="removed", why="vārds garāmejot"
)


def add(searcher: Searcher) -> str:
    document = make_document("siltums.md", ["Siltumtrases pārbūve.", "Domes sēde."], title="Siltuma plāns")
    vectors = WordEmbedder().embed_passages([passage.text for passage in document.passages])
    enriched = [
        Enriched(passage_keys("Siltuma plāns", passage), vector, tags)
        for passage, vector, tags in zip(document.passages, vectors, [(HEATING, REMOVED), ()], strict=True)
    ]
    whole = DirectionTag(
        "VIDE", 1.0, HEATING.evidence, "VIDE/heating", primary=True, passages=(document.passages[0].id,)
    )
    searcher.backend.replace_document(document.id, to_records(document, enriched, (whole,)))
    return document.id


def test_a_document_page_says_why_in_latvian_and_in_english(client: FlaskClient, searcher: Searcher) -> None:
    document_id = add(searcher)
    text = words(page(client, f"/documents/{document_id}"))
    assert (
        "Vide, klimats, enerģētika: varbūtība 93 %, apakštēma „Siltumapgāde”; tekstā ir: siltumtrases; "
        "pēc nozīmes tuvi: apkure; apstiprinājuši darbinieki: runa ir par siltumu"
    ) in text
    assert "noņēmuši darbinieki: vārds garāmejot" in text
    assert "galvenais · 100 % fragmentu, kuriem ir virziens · galvenokārt „Siltumapgāde”" in text
    english = words(page(client, f"/documents/{document_id}?lang=en"))
    assert (
        "Environment, climate, energy: probability 93 %, sub-theme “Heating”; the text has: siltumtrases"
        in english
    )
    assert "primary · in 100 % of the passages that have a direction" in english


def test_a_document_links_to_its_strongest_passages(client: FlaskClient, searcher: Searcher) -> None:
    document_id = add(searcher)
    got = page(client, f"/documents/{document_id}")
    first = searcher.backend.document(document_id)[0]["id"]
    assert f'<a href="#p-{first}">' in got
    assert f'id="p-{first}"' in got


def test_json_has_the_evidence_and_what_staff_said(client: FlaskClient, searcher: Searcher) -> None:
    document_id = add(searcher)
    data = client.get(f"/api/v1/documents/{document_id}").json
    assert data is not None
    first, second = data["passages"]
    (tag,) = first["directions"]
    assert (tag["id"], tag["score"], tag["review"]) == ("VIDE", 0.934, "confirmed")
    assert tag["sub_theme"] == {"id": "VIDE/heating", "name_lv": "Siltumapgāde", "name_en": "Heating"}
    assert tag["evidence"][0] == {"entry": "siltumtrase", "score": 1.0, "written": "siltumtrases"}
    assert tag["text_lv"].startswith("Vide, klimats, enerģētika: varbūtība 93 %")
    assert tag["text_en"].endswith("confirmed by staff: runa ir par siltumu")
    assert [one["id"] for one in first["removed_directions"]] == ["UZN"]
    assert (second["directions"], second["removed_directions"]) == ([], [])
    (whole,) = data["directions"]
    assert (whole["primary"], whole["passages"]) == (True, [first["id"]])


def test_what_staff_removed_is_no_filter(client: FlaskClient, searcher: Searcher) -> None:
    document_id = add(searcher)
    kept = client.get("/api/v1/search?direction=VIDE").json
    gone = client.get("/api/v1/search?direction=UZN").json
    assert kept is not None
    assert gone is not None
    assert [hit["document"]["id"] for hit in kept["hits"]] == [document_id]
    assert gone["hits"] == []
