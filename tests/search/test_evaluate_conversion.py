from __future__ import annotations

from typing import Any

import pytest

from search.domain import Locator, Passage
from search.evaluate.conversion import Count, Judged, judge, nearest, total
from search.evaluate.conversion_table import conversion_data, conversion_table
from search.evaluate.expected import Expected, ExpectedRow, Given, Place, Sentence, outline_of

BROKEN = "sentence is missing: „Parks aug.”"
PAGE_1, PAGE_2 = Place("page", 1), Place("page", 2)


def passage(text: str, page: int = 1, path: tuple[str, ...] = (), **more: Any) -> Passage:
    locator = more.pop("locator", Locator("page", page))
    return Passage(
        id="",
        document_id="",
        position=0,
        text=text,
        locator=locator,
        heading_path=path,
        start=0,
        end=0,
        **more,
    )


def row(*columns: tuple[str, str], **more: Any) -> Passage:
    return passage("; ".join(cell for _, cell in columns), kind="row", columns=columns, **more)


def sentences(*texts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, PAGE_1) for text in texts)


def test_a_sentence_counts_when_one_passage_holds_it_letter_by_letter() -> None:
    expected = Expected("", sentences("Tilts ir slēgts.", "Iela ir atvērta.", "Parks aug."))
    given = Given("", (passage("Tilts  ir\nslēgts. Iela ir atverta."), passage("Pļava"), passage("aug.")))
    judged = judge(expected, given)
    assert judged.counts["sentences"] == Count(1, 3)
    assert judged.problems == ("sentence: „Iela ir atvērta.”\n      given: „Iela ir atverta.”", BROKEN)


def test_a_sentence_that_stands_twice_is_wrong() -> None:
    judged = judge(
        Expected("", sentences("Parks aug.")), Given("", (passage("Parks aug."), passage("Parks aug. Jā.")))
    )
    assert judged.counts["sentences"] == Count(0, 1)
    assert judged.problems == ("sentence stands 2 times: „Parks aug.”",)


def test_a_place_is_right_only_for_a_sentence_that_was_found() -> None:
    expected = Expected(
        "", (Sentence("Viens.", PAGE_1), Sentence("Divi.", PAGE_2), Sentence("Trīs.", PAGE_2))
    )
    judged = judge(expected, Given("", (passage("Viens."), passage("Divi."))))
    assert judged.counts["places"] == Count(1, 3)
    assert "place: „Divi.” at page 1" in judged.problems


@pytest.mark.parametrize(
    ("place", "right"),
    [
        (Place("sheet", sheet="Plāns", rows=(3, 3)), True),
        (Place("sheet", sheet="Plāns", rows=(3, 5)), False),
        (Place("sheet", sheet="Cits", rows=(3, 3)), False),
        (Place("sheet", section="Mērķi"), True),
        (Place("sheet", section="Rīcība"), False),
        (Place("sheet", file="pielikums.xlsx"), False),
        (Place("page", 1), False),
    ],
)
def test_a_place_asks_only_for_what_it_names(place: Place, right: bool) -> None:
    there = Locator("sheet", 1, sheet="Plāns", rows=(3, 4))
    given = Given("", (passage("Viens.", path=("Mērķi",), locator=there),))
    assert judge(Expected("", (Sentence("Viens.", place),)), given).counts["places"].right == int(right)


def test_order_counts_neighbours_among_the_sentences_found() -> None:
    expected = Expected("", sentences("Viens.", "Divi.", "Trīs.", "Četri."))
    judged = judge(expected, Given("", (passage("Viens. Trīs."), passage("Divi."))))
    assert judged.counts["order"] == Count(1, 2)


def test_headings_need_their_text_and_the_heading_above_them() -> None:
    expected = Expected("", headings=((1, "1. Daļa"), (2, "1.1. Tilti"), (1, "2. Daļa"), (1, "Pielikums")))
    outline = ((1, "Nosaukums"), (2, "1. Daļa"), (3, "1.1. Tilti"), (3, "2. Daļa"))
    judged = judge(expected, Given(outline=outline))
    assert judged.counts["headings"] == Count(3, 4)
    assert judged.counts["levels"] == Count(2, 4)
    assert "level: „2. Daļa” under 1. Daļa, not nothing" in judged.problems


def test_an_outline_names_a_heading_again_under_another_parent() -> None:
    passages = [passage(text, path=(top, "Mērķis")) for text, top in (("a", "A"), ("b", "A"), ("c", "B"))]
    assert outline_of(passages) == ((1, "A"), (2, "Mērķis"), (1, "B"), (2, "Mērķis"))


PLAN = ExpectedRow((("Uzdevums", "U1"), ("Gads", "2025")), parents=("RV1",), place=PAGE_1)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (row(("", "RV1"), ("Uzdevums", "U1"), ("Gads", "2025")), True),
        (row(("Uzdevums", "U1"), ("Gads", "2025"), path=("RV1",)), True),
        (row(("Uzdevums", "U1"), ("Gads", "2025")), False),  # without its parent
        (row(("", "RV1"), ("Gads", "2025")), False),  # a cell is missing
        (row(("", "RV1"), ("Uzdevums", "U1"), ("Gads", "2025"), ("Avots", "PB")), False),  # one too many
        (row(("", "RV2"), ("", "RV1"), ("Uzdevums", "U1"), ("Gads", "2025")), False),  # a line too many
    ],
)
def test_a_row_is_right_with_all_its_cells_and_parents_and_no_other(given: Passage, right: bool) -> None:
    counts = judge(Expected("", rows=(PLAN,)), Given("", (given,))).counts
    assert counts["rows"] == counts["true rows"] == counts["places"] == Count(int(right), 1)


def test_rows_that_are_none_are_told() -> None:
    judged = judge(Expected(""), Given("", (row(("Dome", "Būvvalde")),)))
    assert judged.counts["true rows"] == Count(0, 1)
    assert judged.problems == ("row that is none: Dome: Būvvalde",)


def test_a_line_is_absent_whatever_dots_stand_in_it() -> None:
    expected = Expected("", absent=("1. Ievads … 3", "Izvēlne"))
    contents = Given("", (passage("1. Ievads ....... 3 Izvēlnes"),))
    assert judge(expected, contents).counts["absent"] == Count(1, 2)
    in_a_heading = Given("", (passage("Teksts", path=("Izvēlne",)),))
    assert judge(expected, in_a_heading).counts["absent"] == Count(1, 2)


def test_letters_count_each_by_itself_where_the_document_tests_them() -> None:
    expected = Expected("", sentences("mērķi", "ģimene"), letters=True)
    judged = judge(expected, Given("", (passage("un mērėi, ģimene"),)))
    assert judged.counts["letters"] == Count(10, 11)
    assert "letters" not in judge(Expected("", sentences("mērķi")), Given("", (passage("mērėi"),))).counts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pie tilta būs parks.", (0, "tilta")),
        ("Pie tilla būs parks.", (1, "tilla")),
        ("Pie tita būs parks.", (1, "tita")),
        ("", (5, "")),
    ],
)
def test_the_nearest_stretch_of_a_text(text: str, found: tuple[int, str]) -> None:
    assert nearest("tilta", text) == found


def test_a_document_that_was_not_read_is_wrong_in_all_but_what_is_absent() -> None:
    expected = Expected("Plāns", sentences("Viens."), ((1, "Daļa"),), (PLAN,), ("Izvēlne",))
    judged = judge(expected, Given(error="kaput"))
    assert judged.problems == ("not read: kaput",)
    assert {figure: count.right for figure, count in judged.counts.items()} == dict.fromkeys(
        ("titles", "sentences", "places", "headings", "levels", "rows"), 0
    )


def test_what_a_converter_lacks_is_no_figure() -> None:
    judged = judge(Expected("", headings=((1, "A"),)), Given(lacks=frozenset({"headings", "levels"})))
    assert judged.counts == {}


def test_documents_add_up_and_are_shown() -> None:
    good = Judged({"sentences": Count(2, 2)})
    bad = Judged({"sentences": Count(0, 1), "rows": Count(1, 3)}, ("sentence is missing: „Viens.”",))
    groups = {"ours": {"a.pdf": good, "b.pdf": bad}, "other": {"a.pdf": good}}
    assert total(groups["ours"].values()) == {"sentences": Count(2, 3), "rows": Count(1, 3)}
    lines = conversion_table(groups, ["pypdf is not installed"])
    assert "66.6 %" in lines[1]
    assert "33.3 %" in lines[1]
    assert "100.0 %" in lines[2]
    assert lines[3:] == [
        "pypdf is not installed",
        "",
        "ours: 1 of 2 documents are right",
        "  b.pdf",
        "    sentence is missing: „Viens.”",
    ]
    data = conversion_data(groups)
    assert data["converters"]["ours"]["sentences"] == {"right": 2, "of": 3, "share": 0.6667}
    assert data["documents"]["ours"]["b.pdf"]["problems"] == ["sentence is missing: „Viens.”"]
