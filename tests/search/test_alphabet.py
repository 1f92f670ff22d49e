"""The order of Latvian words in a list."""

from __future__ import annotations

from search.language.alphabet import latvian_order


def test_letters_with_carons_and_cedillas_follow_their_plain_ones() -> None:
    words = [
        "zāle",
        "Žagare",
        "čaula",
        "cukurs",
        "„Ābele”",
        "acs",
        "ābols",
        "šķūnis",
        "suns",
        "ķirsis",
        "kūka",
    ]
    assert sorted(words, key=latvian_order) == [
        "„Ābele”", "ābols", "acs", "cukurs", "čaula", "kūka", "ķirsis", "suns", "šķūnis", "zāle", "Žagare",
    ]  # fmt: skip


def test_a_macron_tells_apart_only_what_is_alike() -> None:
    assert sorted(["kāzas", "kazas", "kazās"], key=latvian_order) == ["kazas", "kazās", "kāzas"]
