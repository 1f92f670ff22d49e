"""Passages get directions with evidence, documents from their passages, with heads or without."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.calibration import Calibration, Entry
from search.corpora import load_corpora
from search.domain import DirectionTag, Evidence
from search.tagging.classifiers import Heads, load_heads, save_heads
from search.tagging.directions import (
    HEADS,
    DirectionTagger,
    document_tags,
    heads_path,
    load_tagger,
    tagger_identity,
)
from search.tagging.nearest_entries import IDENTITY, NearestTagger
from search.tagging.phrases import load_phrases, words_of
from search.tagging.prototypes import Prototypes
from search.tagging.signals import Reader
from tests.invented import WordEmbedder, no_calibration

TEXTS = ("Siltumtrases pārbūve un šķeldas katlumāja.", "Skolēni mācās skolā.")
ENTRIES = (
    ("VIDE", "VIDE/heating", "siltumtrase"),
    ("VIDE", "VIDE/nature", "parks"),
    ("IZGL", "IZGL/general-education", "skola"),
    ("CITI", "CITI/governance", "domes sēde"),
)


def reader() -> Reader:
    vectors = WordEmbedder().embed_passages([text for _, _, text in ENTRIES])
    entries = tuple(Entry(direction, text) for direction, _, text in ENTRIES)
    themes = tuple(theme for _, theme, _ in ENTRIES)
    prototypes = Prototypes(("IZGL", "VIDE", "CITI"), entries, themes, vectors, terms=2)
    return Reader(prototypes, np.zeros(64, dtype=np.float32), load_phrases(load_corpora()))


def heads(width: int) -> Heads:
    """Return heads that know two words, one of each direction, and nothing of the signals."""
    return Heads(
        model=WordEmbedder.identity,
        learned_from="nothing",
        directions=("IZGL", "VIDE"),
        least=0.5,
        most_none=0.5,
        mean=np.zeros(width, dtype=np.float32),
        scale=np.ones(width, dtype=np.float32),
        signal_weights=np.zeros((width, 3), dtype=np.float32),
        signal_bias=np.zeros(3, dtype=np.float32),
        words=(words_of(["skolēni"]).stems[0], words_of(["siltumtrases"]).stems[0]),
        rarities=np.ones(2, dtype=np.float32),
        word_weights=np.array([[4, -4, -4], [-4, 4, -4]], dtype=np.float32),
        word_bias=np.zeros(3, dtype=np.float32),
        calibration=np.tile(np.array([1, 0], dtype=np.float32), (3, 1)),
    )


def tagger() -> DirectionTagger:
    own = reader()
    vectors = WordEmbedder().embed_passages(TEXTS)
    words = [words_of([text]) for text in TEXTS]
    return DirectionTagger(own, heads(own.signals(own.moved(vectors), own.met(words)).shape[1]))


def test_a_tag_has_its_probability_sub_theme_phrases_and_nearest_entries() -> None:
    words = [words_of([text]) for text in TEXTS]
    first, second = tagger().tags(WordEmbedder().embed_passages(TEXTS), words)
    (heating,) = first
    assert (heating.direction, heating.score, heating.sub_theme) == ("VIDE", 0.881, "VIDE/heating")
    assert Evidence("siltumtrase", 1.0, "siltumtrases") in heating.evidence
    assert [one.entry for one in heating.evidence].count("siltumtrase") == 1
    assert [tag.direction for tag in second] == ["IZGL"]


def test_a_passage_of_no_direction_has_no_tag_and_no_passage_none() -> None:
    text = ["Domes sēdes protokols."]
    assert tagger().tags(WordEmbedder().embed_passages(text), [words_of(text)]) == [()]
    assert tagger().tags(np.zeros((0, 64), dtype=np.float32), []) == []


def tag(direction: str, score: float = 0.9, review: str = "") -> DirectionTag:
    evidence = (Evidence(f"{direction} {score}", 0.5),)
    return DirectionTag(direction, score, evidence, f"{direction}/x", review=review)  # type: ignore[arg-type]


def test_a_documents_directions_follow_from_its_passages() -> None:
    passages = [("p1", (tag("VIDE", 0.7), tag("UZN", 0.6)))]
    passages += [(f"p{n}", (tag("VIDE", 0.7 + n / 100),)) for n in range(2, 7)]
    passages += [("p7", (tag("SOC"),)), ("p8", ())]
    first, *rest = document_tags(passages)
    assert (first.direction, first.primary, first.score) == ("VIDE", True, round(6 / 7, 3))
    assert first.passages == ("p6", "p5", "p4")
    assert [one.entry for one in first.evidence] == ["VIDE 0.76", "VIDE 0.75", "VIDE 0.74"]
    assert first.sub_theme == "VIDE/x"
    assert rest == []  # one passage of seven is below the least share


def test_secondary_directions_come_after_primary_ones() -> None:
    passages = [("p1", (tag("VIDE"), tag("PILS"))), ("p2", (tag("VIDE"),)), ("p3", (tag("VIDE"),))]
    passages += [("p4", (tag("PILS"),)), ("p5", (tag("SOC"),))]
    told = document_tags(passages)
    assert [(one.direction, one.primary) for one in told] == [("VIDE", True), ("PILS", True), ("SOC", False)]


def test_what_staff_removed_does_not_count() -> None:
    assert document_tags([("p1", (tag("VIDE", review="removed"),))]) == ()
    assert document_tags([]) == ()


def test_a_model_without_heads_is_tagged_by_the_nearest_entries(tmp_path: Path) -> None:
    own = load_tagger(WordEmbedder(), no_calibration(), load_corpora(), tmp_path, tmp_path)
    assert isinstance(own, NearestTagger)
    assert own.identity == IDENTITY == tagger_identity(WordEmbedder.identity, tmp_path)


def test_heads_learned_beside_the_index_come_before_ours(tmp_path: Path) -> None:
    ours = load_heads(HEADS)
    assert heads_path(ours.model, tmp_path) == HEADS
    assert tagger_identity(ours.model, None) == ours.identity
    save_heads(heads(3), tmp_path / "directions-heads.npz")
    assert heads_path(ours.model, tmp_path) == HEADS  # for another model
    assert heads_path(WordEmbedder.identity, tmp_path) == tmp_path / "directions-heads.npz"
    assert tagger_identity(WordEmbedder.identity, tmp_path) == heads(3).identity


def test_nearest_entries_compete_with_other_areas() -> None:
    calibration: Calibration = no_calibration()
    own = load_tagger(WordEmbedder(), calibration, load_corpora(), Path(), None)
    told = own.tags(WordEmbedder().embed_passages(["velosipēdu ceļš", "budžets"]), [])
    assert [[one.direction for one in tags] for tags in told] == [["PILS"], []]


@pytest.mark.parametrize("direction", ["IZGL", "VIDE"])
def test_the_nearest_entries_of_a_direction_are_its_own(direction: str) -> None:
    prototypes = reader().prototypes
    near = prototypes.nearest(prototypes.vectors[0], direction, 3)
    own = {text for name, _, text in ENTRIES if name == direction}
    assert {text for text, _ in near} == own
    assert [likeness for _, likeness in near] == sorted((one for _, one in near), reverse=True)
