"""What staff say of a passage's directions is kept beside the machine's tags, never in their place."""

from __future__ import annotations

import pytest

from search.corpora import load_corpora
from search.domain import DirectionTag
from search.errors import QueryError
from search.tagging.tag_corrections import (
    TagCorrection,
    learnable,
    machine_tags,
    parse_tags,
    parse_undone,
    reviewed,
)

MACHINE = (DirectionTag("VIDE", 0.8), DirectionTag("PILS", 0.6))


def correction(direction: str, *, given: bool, passage: str = "d-p-1") -> TagCorrection:
    return TagCorrection(passage, direction, given, "tā ir", "d", "Plāns", "Ievads", "Teksts.")


def test_tags_are_typed_by_code_or_number() -> None:
    told = parse_tags(["directions=+VIDE, -5", "directions=+1"], load_corpora())
    assert told == {"VIDE": True, "PILS": False, "SOC": True}


@pytest.mark.parametrize(
    "given",
    ["directions=VIDE", "directions=+CITI", "directions=", "virziens=+VIDE", "directions=+VIDE,-VIDE"],
)
def test_what_is_no_correction_is_refused_with_what_is_one(given: str) -> None:
    with pytest.raises(QueryError, match="SOC, IZGL, VIDE, UZN, PILS"):
        parse_tags([given], load_corpora())


def test_only_directions_are_taken_back() -> None:
    parse_undone(["directions"])
    with pytest.raises(QueryError, match="directions --undo"):
        parse_undone(["period"])


def test_tags_are_confirmed_added_and_removed_with_the_reason() -> None:
    told = [correction("VIDE", given=True), correction("PILS", given=False), correction("SOC", given=True)]
    tags = reviewed(MACHINE, told)
    assert [(tag.direction, tag.score, tag.review, tag.why) for tag in tags] == [
        ("SOC", 1.0, "added", "tā ir"),
        ("VIDE", 0.8, "confirmed", "tā ir"),
        ("PILS", 0.6, "removed", "tā ir"),
    ]
    assert machine_tags(tags) == MACHINE


def test_a_tag_that_the_machine_does_not_give_needs_no_removing() -> None:
    assert reviewed((), [correction("PILS", given=False)]) == ()


def test_a_passage_is_learned_from_by_what_was_said_of_it_only() -> None:
    told = [correction("VIDE", given=True), correction("PILS", given=False)]
    (one,) = learnable([*told], load_corpora())
    assert (one.directions, one.known) == (frozenset({3}), frozenset({3, 5}))
    assert one.embedded == "Plāns. Ievads. Teksts."
    assert len(learnable([*told, correction("SOC", given=True, passage="d-q-1")], load_corpora())) == 2
