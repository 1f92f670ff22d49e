"""Comparable projects over invented ones; the invented embedder makes alike words alike vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from search.comparable import LEAST, OF_BEST, Comparer, ProjectText, comparer
from search.concepts import load_concepts
from search.corpora import load_corpora
from search.purpose import purposes
from search.word_vectors import word_vectors
from tests.invented import DIMENSION, WordEmbedder

STOCK = (
    "Projektu līdzfinansē Eiropas Reģionālās attīstības fonds, vienošanos slēdz ar Centrālo finanšu aģentūru."
)
PROJECTS = [
    ("dambis-j", "Aizsargdambis Jēkabpilī", f"{STOCK} Pārbūvē dambi un sūkņus pret plūdiem.", ["jekabpils"]),
    ("dambis-e", "Dambja pārbūve", f"{STOCK} Uzber dambi pret plūdiem, uzstāda sūkņus.", ["jelgava"]),
    ("skola-o", "Skolas siltināšana", f"{STOCK} Siltina sienas un jumtu, maina logus.", ["ogre"]),
    ("baseins-o", "Jauns baseins", f"{STOCK} Uzceļ peldbaseinu skolēniem un senioriem.", ["ogre"]),
    ("tilts-j", "Tilts Jēkabpilī", "Uzceļ tiltu pār Daugavu gājējiem.", ["jekabpils"]),
    ("pludi-kopa", "Kopīga plūdu aizsardzība", "Pilsētas būvē dambjus pret plūdiem.", ["jekabpils", "riga"]),
]  # fmt: skip
TEXTS = [ProjectText(*row[:3], frozenset(row[3])) for row in PROJECTS]


@pytest.fixture(scope="module")
def compared() -> Comparer:
    corpora = load_corpora()
    mean = np.zeros(DIMENSION, dtype=np.float32)
    return comparer(TEXTS, corpora, load_concepts(corpora=corpora), WordEmbedder().embed_passages, mean)


def test_only_projects_with_a_city_outside_the_starts_come_back_and_joint_ones_are_marked(
    compared: Comparer,
) -> None:
    found = compared.ranked(TEXTS[0])
    assert {one.id: one.joint for one in found} == {
        "dambis-e": False, "skola-o": False, "baseins-o": False, "pludi-kopa": True,
    }  # fmt: skip


def test_the_same_purpose_comes_before_the_same_city_and_fund(compared: Comparer) -> None:
    start = ProjectText("", "", f"{STOCK} Pilsētā būvē dambi pret plūdiem Jēkabpilī.", frozenset({"ogre"}))
    ids = [one.id for one in compared.ranked(start)]
    assert set(ids[:3]) == {"dambis-e", "dambis-j", "pludi-kopa"}
    assert ids[3] == "tilts-j"


def test_a_text_like_none_of_them_has_nothing_comparable(compared: Comparer) -> None:
    start = ProjectText("", "", "Kapsētas digitālā karte", frozenset({"liepaja"}))
    assert compared.ranked(start)
    assert compared.alike(start) == ()
    assert compared.alike(TEXTS[0])


def test_a_start_that_shares_no_words_has_nothing_comparable(compared: Comparer) -> None:
    assert max(one.words for one in compared.ranked(ProjectText("", "", "Kapsēta", frozenset()))) == 0
    assert compared.alike(ProjectText("", "", "Kapsēta", frozenset())) == ()


def test_only_what_comes_near_the_best_is_shown(compared: Comparer) -> None:
    ranked, shown = compared.ranked(TEXTS[0]), compared.alike(TEXTS[0])
    assert {one.id for one in shown} == {"dambis-e", "pludi-kopa"}
    assert shown == ranked[:2]
    assert ranked[2].score < max(LEAST, OF_BEST * ranked[0].score)


def test_only_wanted_projects_are_shown(compared: Comparer) -> None:
    assert [one.id for one in compared.alike(TEXTS[0], {"pludi-kopa", "skola-o"})] == ["pludi-kopa"]
    assert compared.alike(TEXTS[0], set()) == ()


def test_several_starts_tell_which_of_them_a_project_is_nearest_to(compared: Comparer) -> None:
    cities = frozenset({"riga"})
    starts = [
        ProjectText("", "", text, cities)
        for text in ("Siltina skolas sienas un jumtu", "Dambis pret plūdiem")
    ]
    found = {one.id: number for one, number in compared.alike_to_any(starts)}
    assert found["skola-o"] == 0
    assert (found["dambis-j"], found["dambis-e"]) == (1, 1)


def test_the_vector_of_a_held_project_is_not_made_again() -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return WordEmbedder().embed_passages(texts)

    corpora = load_corpora()
    mean = np.zeros(DIMENSION, dtype=np.float32)
    own = comparer(TEXTS, corpora, load_concepts(corpora=corpora), embed, mean, WordEmbedder().embed_passages)
    own.ranked(TEXTS[0])
    assert asked == []
    own.ranked(replace(TEXTS[0], text="Cits teksts"))
    assert asked == ["Aizsargdambis . Cits teksts"]


def test_names_figures_and_stock_sentences_are_no_purpose() -> None:
    reader = purposes(load_corpora(), {one.id: one.text for one in TEXTS})
    told = reader.purpose(
        "Centrs „Raugs” Ogrē", f"{STOCK} Izbūvē halli Cēsu ielā par 1 200 000 EUR. Nāk 40 skolēnu.", "cits"
    )
    assert told == "Centrs ” . Izbūvē halli ielā par Nāk skolēnu."
    assert reader.purpose("", STOCK) == " ".join(
        "Projektu līdzfinansē attīstības fonds, vienošanos slēdz ar finanšu aģentūru.".split()
    )


def test_a_sentence_of_ones_own_is_not_stock() -> None:
    twice = {"a": STOCK, "b": STOCK, "c": "Cits teksts."}
    reader = purposes(load_corpora(), twice)
    assert "līdzfinansē" in reader.purpose("", f"{STOCK} Būvē halli.", "a")  # one other project only
    assert reader.purpose("", f"{STOCK} Būvē halli.", "d") == "Būvē halli."


def test_an_english_text_meets_latvian_words_through_the_vocabulary() -> None:
    texts = ["Ielu apgaismojums ar LED gaismekļiem", "Skolas sporta zāle"]
    vectors = word_vectors(texts, load_concepts(), frozenset())
    likeness = vectors.likeness(vectors.vector("The street lighting of the town is old"))
    assert likeness[0] > 0 == likeness[1]


def test_a_later_project_of_a_city_gives_way_to_another_city() -> None:
    texts = [
        ProjectText(name, "", "Jauns bērnudārzs pilsētā", frozenset({city}))
        for name, city in (("a1", "ogre"), ("a2", "ogre"), ("b1", "riga"))
    ]
    corpora = load_corpora()
    mean = np.zeros(DIMENSION, dtype=np.float32)
    own = comparer(texts, corpora, load_concepts(corpora=corpora), WordEmbedder().embed_passages, mean)
    start = ProjectText("", "", "Bērnudārzs", frozenset({"liepaja"}))
    assert [one.id for one in own.ranked(start)] == ["a1", "b1", "a2"]
