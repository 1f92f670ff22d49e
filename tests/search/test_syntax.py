"""Operators, fields and quotes are told from words; what is malformed is repaired and named."""

from __future__ import annotations

import pytest

from search.domain import Note
from search.language.tokens import tokenize
from search.syntax import Parsed, Term, parse


def shown(text: str, terms: tuple[Term, ...]) -> list[str]:
    quote = {True: '"', False: ""}
    return [f"{quote[one.phrase]}{text[one.span.start : one.span.end]}{quote[one.phrase]}" for one in terms]


def words(parsed: Parsed) -> str:
    return " ".join(parsed.plain.split())


@pytest.mark.parametrize(
    "text",
    [
        'ceļi "Rīgas iela"', "ceļi „Rīgas iela”", "ceļi „Rīgas iela“", "ceļi “Rīgas iela”",
        "ceļi «Rīgas iela»", "ceļi („Rīgas iela”),",
        "ceļi ,,Rīgas iela”",
    ],
)  # fmt: skip
def test_quotes_of_every_kind_make_a_phrase(text: str) -> None:
    parsed = parse(text)
    assert shown(text, parsed.phrases) == ['"Rīgas iela"']
    assert [token.text for token in tokenize(parsed.plain)] == ["ceļi", "Rīgas", "iela"]
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("text", "excluded", "plain"),
    [
        ("ceļi -velosipēdi", ["velosipēdi"], "ceļi"),
        ("ceļi −velosipēdi", ["velosipēdi"], "ceļi"),
        ("ceļi NOT velosipēdi", ["velosipēdi"], "ceļi"),
        ('-"Rīgas iela" ceļi', ['"Rīgas iela"'], "ceļi"),
        ("ceļi NOT „Rīgas iela”", ['"Rīgas iela"'], "ceļi"),
        ("-LLI-232 ceļi -osta", ["LLI-232", "osta"], "ceļi"),
    ],
)
def test_minus_and_not_exclude(text: str, excluded: list[str], plain: str) -> None:
    parsed = parse(text)
    assert (shown(text, parsed.excluded), words(parsed), parsed.notes) == (excluded, plain, ())


@pytest.mark.parametrize(
    "text",
    [
        "LLI-232", "sociāli-ekonomisks", "2021-2027", "2021–2027", "Jelgava – pilsēta", "ex-ante",
        "not vai or",
        'o"neil', "plkst. 12:30", "https://llpa.lv/jaunumi",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_operator_is_text(text: str) -> None:
    assert parse(text) == Parsed(text)


@pytest.mark.parametrize("sign", ["OR", "VAI"])
def test_alternatives_are_joined_in_capitals_only(sign: str) -> None:
    text = f'tramvajs {sign} "ātrais autobuss" {sign} vilciens uz ostu'
    parsed = parse(text)
    assert [shown(text, group) for group in parsed.groups] == [["tramvajs", '"ātrais autobuss"', "vilciens"]]
    assert parsed.phrases == ()
    assert words(parsed) == "tramvajs ātrais autobuss vilciens uz ostu"
    assert parse(f"tramvajs {sign.lower()} autobuss").groups == ()


def test_two_groups_of_alternatives_stay_apart() -> None:
    text = "a VAI b c VAI d"
    assert [shown(text, group) for group in parse(text).groups] == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("pilsēta:Jelgava ceļi", "city", "Jelgava"),
        ("ceļi pilseta:jelgava,", "city", "jelgava"),
        ("City:Jelgava ceļi", "city", "Jelgava"),
        ("virziens:3 ceļi", "direction", "3"),
        ("direction:VIDE ceļi", "direction", "VIDE"),
        ('veids:"rīcības plāns" ceļi', "kind", "rīcības plāns"),
        ("veids:„rīcības plāns” ceļi", "kind", "rīcības plāns"),
        ("kind:plan ceļi", "kind", "plan"),
        ("gads:2021-2027 ceļi", "year", "2021-2027"),
        ("ceļi year:2025", "year", "2025"),
    ],
)
def test_fields_are_taken_out_of_the_text(text: str, name: str, value: str) -> None:
    parsed = parse(text)
    assert [(one.name, one.value) for one in parsed.fields] == [(name, value)]
    assert words(parsed) == "ceļi"
    assert parsed.notes == ()


def test_fields_of_one_name_may_be_joined_by_or() -> None:
    parsed = parse("pilsēta:Rīga VAI pilsēta:Jelgava ceļi")
    assert [one.value for one in parsed.fields] == ["Rīga", "Jelgava"]
    assert (words(parsed), parsed.notes) == ("ceļi", ())


@pytest.mark.parametrize(
    ("text", "plain", "notes"),
    [
        ('ceļi "Rīgas iela', "ceļi Rīgas iela", [Note("open_quote")]),
        ("ceļi - osta", "ceļi osta", [Note("lone_minus")]),
        ("ceļi osta -", "ceļi osta", [Note("lone_minus")]),
        ("OR ceļi", "ceļi", [Note("or_at_edge", ("OR",))]),
        ("ceļi VAI", "ceļi", [Note("or_at_edge", ("VAI",))]),
        ("ceļi VAI pilsēta:Rīga", "ceļi", [Note("or_at_edge", ("VAI",))]),
        ("ceļi VAI -osta", "ceļi", [Note("or_at_edge", ("VAI",))]),
        ("ceļi NOT", "ceļi", [Note("lone_not")]),
        ("-ceļi -„lielā osta”", "", [Note("only_exclusions", ("ceļi", "lielā osta"))]),
        ("-pilsēta:Rīga ceļi", "ceļi", [Note("field_not_excluded", ("-pilsēta:Rīga",))]),
        ("novads:Ogre ceļi", "novads:Ogre ceļi", [Note("unknown_field", ("novads",))]),
        ("pilsēta: Rīga", "pilsēta: Rīga", [Note("field_empty", ("pilsēta",))]),
        ("VAI", "VAI", []),
        ("NOT", "NOT", []),
        ('"', '"', [Note("open_quote")]),
    ],
)
def test_what_is_malformed_is_repaired_and_told(text: str, plain: str, notes: list[Note]) -> None:
    parsed = parse(text)
    assert (words(parsed), list(parsed.notes)) == (plain, notes)


def test_only_exclusions_exclude_nothing() -> None:
    assert parse("-ceļi").excluded == ()


def test_places_in_the_plain_text_are_those_of_the_question() -> None:
    text = 'pilsēta:Rīga "lielā osta" -ceļi NOT iela krasts VAI pludmale'
    plain = parse(text).plain
    assert len(plain) == len(text)
    assert {plain[at] in (sign, " ") for at, sign in enumerate(text)} == {True}
    assert plain.split() == ["lielā", "osta", "krasts", "pludmale"]
