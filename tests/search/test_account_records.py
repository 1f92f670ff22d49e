"""Accounts as they are stored with their document: the same come back, with the places of their values."""

from __future__ import annotations

from dataclasses import replace

from search.account_records import accounts_text
from search.projects import accounts_of
from search.records import accounts_in, document_of, passage_of, tags_of
from tests.invented import make_document, make_records

ROW = (
    ("Nr.", "S1.1"),
    ("Pasākums", "Senioru centra izveide Zirņu ielā, 2. kārta"),
    ("Atbildīgais", "Sociālais dienests"),
    ("Finansējums EUR", "980 000"),
    ("Izpildes termiņš", "30.06.2025."),
    ("Plānotie rezultāti", "45 vietas senioriem"),
)


def test_what_is_stored_comes_back_as_it_was_read() -> None:
    document = make_document("plans.xlsx", ["rinda", "teksts"], kind="investīciju plāns")
    row = replace(document.passages[0], kind="row", columns=ROW)
    records = make_records(replace(document, passages=(row, document.passages[1])))
    tagged = [(passage_of(one), tags_of(one)) for one in records]
    accounts, places = accounts_in(records[0])
    assert accounts == accounts_of(document_of(records[0]), tagged)
    (account,) = accounts
    assert account.side.stage == "2"
    assert account.directions == ("PILS",)
    assert {one: place.locator for one, place in places.items()} == {row.id: row.locator}
    assert records[1]["accounts"] == ""


def test_a_report_comes_back_too() -> None:
    document = make_document("parskats.pdf", ["Projekta mērķis ir sakārtot parku.", "Izmaksas 12 000 EUR."])
    (record, *_) = records = make_records(document)
    tagged = [(passage_of(one), tags_of(one)) for one in records]
    assert accounts_in(record)[0] == accounts_of(document_of(record), tagged)


def test_without_accounts_nothing_is_stored() -> None:
    assert accounts_text((), {}) == ""
    document = make_document("plans.md", ["Teksts."], kind="nozares plāns")
    assert accounts_in(make_records(document)[0]) == ((), {})
