"""The matrix of cities and directions on invented documents: states, counts, periods, versions, access."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from search.coverage import Cell, Coverage, coverage
from search.domain import DirectionTag, Document, Filters, Period, Review
from search.mentions import MentionsKeeper, read_mentions
from search.searcher import Searcher
from tests.invented import (
    make_document,
    make_records,
    make_tagged,
)

TODAY = date(2026, 3, 1)
LAKES = "Ezeru krastos stāda kārklus un vītolus, lai viļņi tos neizskalotu un putni ligzdotu mierā pavasarī."
BOILERS = "Katlu mājā vecos katlus nomaina pret šķeldas katliem, un siltums pilsētā kļūst lētāks visiem."


@pytest.fixture
def searcher(empty_searcher: Searcher) -> Searcher:
    """Return a searcher over an index without documents."""
    return empty_searcher


def add(searcher: Searcher, document: Document, *given: dict[str, float]) -> str:
    searcher.backend.replace_document(document.id, make_tagged(document, *given))
    return document.id


def matrix(searcher: Searcher, **wanted: object) -> Coverage:
    return coverage(searcher, Filters(**wanted), TODAY)  # type: ignore[arg-type]


def plan(name: str, texts: list[str], **facts: object) -> Document:
    return make_document(name, texts, kind="nozares plāns", title=name, **facts)  # type: ignore[arg-type]


def with_status(document: Document, status: str) -> Document:
    return replace(document, facts=replace(document.facts, status=status))


def told(cell: Cell) -> tuple[str, int, int, int]:
    return cell.state, len(cell.documents), cell.passages, cell.weaker


def test_the_three_states_are_told_apart(searcher: Searcher) -> None:
    add(searcher, plan("ezeri.md", [LAKES]), {"VIDE/coast-rivers": 0.96})
    found = matrix(searcher)
    assert told(found.cells["liepaja", "VIDE"]) == ("found", 1, 1, 0)
    assert told(found.cells["liepaja", "VIDE/coast-rivers"]) == ("found", 1, 1, 0)
    assert told(found.cells["liepaja", "VIDE/heating"]) == ("not_found", 0, 0, 0)
    assert told(found.cells["ogre", "VIDE"]) == ("absent", 0, 0, 0)
    assert (found.counts["liepaja"].documents, found.counts["ogre"].documents) == (1, 0)


@pytest.mark.parametrize(
    ("scores", "state"),
    [
        ([0.95], "found"),
        ([0.94], "not_found"),
        ([0.75, 0.75], "found"),
        ([0.94, 0.74], "not_found"),
        ([0.74, 0.74, 0.74, 0.74], "not_found"),
    ],
)
def test_a_passage_in_passing_is_not_found_and_still_shown(
    searcher: Searcher, scores: list[float], state: str
) -> None:
    given = [{"VIDE/heating": score} for score in scores]
    add(searcher, plan("katli.md", [f"{BOILERS} {n}" for n in range(len(scores))]), *given)
    cell = matrix(searcher).cells["liepaja", "VIDE/heating"]
    likely = sum(score >= 0.75 for score in scores)
    assert told(cell) == (state, min(1, likely), likely, len(scores) - likely)
    assert [one.score for one in cell.strongest] == sorted(scores, reverse=True)


def test_the_strongest_passages_come_from_different_documents_first(searcher: Searcher) -> None:
    one = add(searcher, plan("a.md", [LAKES, BOILERS]), {"VIDE/nature": 0.99}, {"VIDE/nature": 0.98})
    other = add(searcher, plan("b.md", ["Putnu vērošanas torni uzceļ pie ezera."]), {"VIDE/nature": 0.9})
    cell = matrix(searcher).cells["liepaja", "VIDE/nature"]
    assert [(each.document_id, each.score) for each in cell.strongest] == [
        (one, 0.99),
        (other, 0.9),
        (one, 0.98),
    ]
    assert cell.documents == (one, other)


@pytest.mark.parametrize(
    ("passages", "written", "review", "state"),
    [
        (1, True, "", "found"),
        (1, False, "", "not_found"),
        (2, False, "", "not_found"),
        (3, False, "", "found"),
        (1, False, "confirmed", "found"),
    ],
)
def test_few_passages_are_on_a_sub_theme_only_by_a_term_of_it_or_by_staff(
    searcher: Searcher, passages: int, written: bool, review: Review, state: str
) -> None:
    made = plan("katli.md", [f"{BOILERS} {n}" for n in range(passages)])
    records = make_tagged(made, *[{"VIDE/heating": 0.99}] * passages, written=written, review=review)
    searcher.backend.replace_document(made.id, records)
    cells = matrix(searcher).cells
    assert told(cells["liepaja", "VIDE/heating"]) == (state, 1, passages, 0)
    assert told(cells["liepaja", "VIDE"]) == ("found", 1, passages, 0)


def test_an_uncertain_passage_stands_behind_all_others(searcher: Searcher) -> None:
    add(searcher, plan("a.md", [LAKES, BOILERS]), {"VIDE/nature": 0.99}, {"VIDE/nature": 0.8})
    add(searcher, plan("b.md", ["Putnu vērošanas torni uzceļ pie ezera."]), {"VIDE/nature": 0.5})
    cell = matrix(searcher).cells["liepaja", "VIDE/nature"]
    assert [one.score for one in cell.strongest] == [0.99, 0.8, 0.5]
    assert len(cell.documents) == 1


def test_titles_and_contents_never_count(searcher: Searcher) -> None:
    contents = "Saturs Siltumapgāde 3 Katlu mājas 5 Siltumtrases 9 Uzraudzība 12"
    add(searcher, plan("Katlu plāns", ["Katlu plāns", contents]), *[{"VIDE/heating": 0.99}] * 2)
    assert told(matrix(searcher).cells["liepaja", "VIDE"]) == ("not_found", 0, 0, 0)


def test_a_period_keeps_documents_that_overlap_and_tells_those_without_one(searcher: Searcher) -> None:
    add(searcher, plan("sen.md", [LAKES], period=(2014, 2020)), {"VIDE/nature": 0.99})
    add(searcher, plan("kad.md", [BOILERS], period=None), {"VIDE/heating": 0.99})
    found = matrix(searcher, period=Period(2020, 2023))
    assert told(found.cells["liepaja", "VIDE/nature"])[0] == "found"
    assert told(found.cells["liepaja", "VIDE/heating"])[0] == "not_found"
    count = found.counts["liepaja"]
    assert (count.documents, count.held, count.undated) == (1, 2, 1)
    later = matrix(searcher, period=Period(2021, 2023))
    assert told(later.cells["liepaja", "VIDE/nature"])[0] == "absent"
    assert matrix(searcher).counts["liepaja"].undated == 0


def test_kinds_and_standing_narrow_the_documents(searcher: Searcher) -> None:
    add(searcher, plan("ezeri.md", [LAKES], period=(2022, 2027)), {"VIDE/nature": 0.99})
    draft = with_status(plan("katli.md", [BOILERS], period=(2022, 2030)), "projekts")
    add(searcher, draft, {"VIDE/heating": 0.99})
    report = make_document("parskats.md", ["Skolā ierīko jaunu ventilāciju un logus."])
    add(searcher, report, {"IZGL/general-education": 0.99})

    def found(**wanted: object) -> set[str]:
        cells = coverage(searcher, **({"wanted": Filters(), "today": TODAY} | wanted)).cells  # type: ignore[arg-type]
        return {theme for (city, theme), cell in cells.items() if cell.state == "found" and "/" in theme}

    assert found() == {"VIDE/nature", "VIDE/heating", "IZGL/general-education"}
    assert found(standing="in_force") == {"VIDE/nature"}  # it expires next year, and is in force
    assert found(standing="expired", today=date(2028, 1, 1)) == {"VIDE/nature"}
    assert found(standing="draft") == {"VIDE/heating"}
    assert found(wanted=Filters(kinds=("projekta pārskats",))) == {"IZGL/general-education"}


def test_of_a_draft_and_the_approved_plan_the_approved_counts(searcher: Searcher) -> None:
    facts = {"period": (2022, 2027), "title": "Ezeru plāns", "kind": "nozares plāns"}
    made = make_document("gala.md", [LAKES], **facts)  # type: ignore[arg-type]
    approved = add(searcher, with_status(made, "apstiprināts"), {"VIDE/nature": 0.99})
    sketched = make_document("projekts.md", [BOILERS], **facts)  # type: ignore[arg-type]
    draft = add(searcher, with_status(sketched, "projekts"), {"VIDE/heating": 0.99})
    found = matrix(searcher)
    assert found.counts["liepaja"].held == 1
    assert found.cells["liepaja", "VIDE"].documents == (approved,)
    assert coverage(searcher, Filters(), TODAY, "draft").cells["liepaja", "VIDE"].documents == (draft,)


def test_a_joint_document_counts_for_each_city_and_a_row_for_its_own(searcher: Searcher) -> None:
    made = plan("kopa.md", [LAKES, BOILERS, "Rīgas robežā katli."], cities=["riga", "jurmala"])
    rows = (("Posms", "Krasta posms"), ("Pašvaldība", "Jūrmala"))
    passages = (made.passages[0], replace(made.passages[1], kind="row", columns=rows), made.passages[2])
    given = [{"VIDE/nature": 0.99}, {"VIDE/heating": 0.99}, {"VIDE/air-noise": 0.99}]
    add(searcher, replace(made, passages=passages), *given)
    cells = matrix(searcher).cells
    states = {
        (city, theme): cells[city, f"VIDE/{theme}"].state
        for city in ("riga", "jurmala")
        for theme in ("nature", "heating", "air-noise")
    }
    assert states == {
        ("riga", "nature"): "found",
        ("riga", "heating"): "not_found",
        ("riga", "air-noise"): "found",
        ("jurmala", "nature"): "found",
        ("jurmala", "heating"): "found",
        ("jurmala", "air-noise"): "found",
    }


def test_a_project_in_a_row_makes_a_cell_found_from_a_likely_passage_on(searcher: Searcher) -> None:
    row = (
        ("Nr.", "1.1"),
        ("Pasākums", "Katlu mājas pārbūve"),
        ("Atbildīgais", "Būvvalde"),
        ("Finansējums EUR", "980 000"),
    )
    for name, score, state in (("a.md", 0.75, "found"), ("b.md", 0.74, "not_found")):
        made = plan(name, [BOILERS], cities=["ogre" if name == "a.md" else "riga"])
        made = replace(made, passages=(replace(made.passages[0], kind="row", columns=row),))
        add(searcher, made, {"VIDE/heating": score})
        cell = matrix(searcher).cells[made.facts.cities[0], "VIDE/heating"]
        assert (cell.state, len(cell.projects)) == (state, int(state == "found"))


def test_a_report_is_a_project_of_its_directions_in_its_years(searcher: Searcher) -> None:
    report = make_document("parskats.md", [LAKES], period=(2019, 2021))
    tag = DirectionTag("VIDE", 1.0, sub_theme="VIDE/nature", primary=True)
    searcher.backend.replace_document(report.id, make_tagged(report, {"VIDE/nature": 0.99}, tags=(tag,)))
    cells = matrix(searcher).cells
    assert len(cells["liepaja", "VIDE/nature"].projects) == len(cells["liepaja", "VIDE"].projects) == 1
    assert matrix(searcher, period=Period(2024, 2025)).cells["liepaja", "VIDE"].projects == ()


def test_what_is_not_public_is_never_counted(searcher: Searcher) -> None:
    add(searcher, plan("slepens.md", [LAKES], access="staff"), {"VIDE/nature": 0.99})
    found = matrix(searcher)
    assert told(found.cells["liepaja", "VIDE"]) == ("absent", 0, 0, 0)
    assert (found.counts["liepaja"].held, dict(found.documents)) == (0, {})


def test_a_tag_without_probability_needs_a_second_one(searcher: Searcher) -> None:
    made = plan("ezeri.md", [LAKES])
    searcher.backend.replace_document(made.id, make_records(made, "VIDE"))
    assert told(matrix(searcher).cells["liepaja", "VIDE"]) == ("not_found", 1, 1, 0)
    made = plan("katli.md", [BOILERS])
    searcher.backend.replace_document(made.id, make_records(made, "VIDE"))
    assert told(matrix(searcher).cells["liepaja", "VIDE"]) == ("found", 2, 2, 0)


def test_cities_and_directions_choose_rows_and_columns(searcher: Searcher) -> None:
    found = matrix(searcher, cities=("ogre",), directions=("UZN",))
    assert list(found.counts) == ["ogre"]
    assert found.directions() == ("UZN",)
    assert {theme.split("/")[0] for theme in found.themes} == {"UZN"}


def test_the_reading_is_kept_until_the_index_changes(searcher: Searcher) -> None:
    def read() -> object:
        return searcher.read.mentions(searcher.backend, searcher.corpora)

    add(searcher, plan("ezeri.md", [LAKES]), {"VIDE/nature": 0.99})
    before = MentionsKeeper().mentions(searcher.backend, searcher.corpora)
    assert read() is read()
    add(searcher, plan("katli.md", [BOILERS]), {"VIDE/heating": 0.99})
    after = MentionsKeeper().mentions(searcher.backend, searcher.corpora)
    assert after.stamp != before.stamp
    assert (len(before.documents), len(after.documents)) == (1, 2)


def test_mentions_tell_passage_theme_and_score(searcher: Searcher) -> None:
    made = plan("ezeri.md", [LAKES])
    add(searcher, made, {"VIDE/nature": 0.912, "PILS/housing": 0.4})
    first, second = read_mentions(searcher.backend, searcher.corpora).of_document[made.id]
    assert (first.passage_id, first.direction, first.sub_theme, first.score, first.cities) == (
        made.passages[0].id, "VIDE", "VIDE/nature", 0.912, ("liepaja",),
    )  # fmt: skip
    assert (second.direction, second.score) == ("PILS", 0.4)
