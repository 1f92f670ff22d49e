"""Reports and rows that no one would write: none may keep the projects of a collection from being read."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest

from search.account_records import Place
from search.catalog import Catalog
from search.domain import DocumentView, Facts, Locator, Passage
from search.language.entities import entities
from search.payers import payers
from search.project_list import ProjectQuery
from search.project_reports import report_values
from search.projects import accounts_of, joined

_WORDS = (
    *". , ; : – - „ “ ” ( ) % € EUR eiro 0 12 1000 1.234.567 1,5 12.05.2023 31.11.2026. 2021–2023".split(),
    *"gada no līdz kopā Kopā kopējās izmaksas ERAF PB VB attiecināmās neattiecināmās maksā sedz".split(),
    *"pašvaldība budžets valsts dotācija aizņēmums Projekta nosaukums numurs Nr. projektu īsteno".split(),
    *"sadarbībā ar partneri ir bija SIA Rīgas novada biedrība 5.6.2.0/20/I/011 EKII-5/38 mērķis lai".split(),
    *"statuss pabeigts PROJEKTS iesniegts nodots ekspluatācijā iela kārta milj. <b> \t \n".split(" "),
    "", "  ", "\u00a0",
)  # fmt: skip
_HEADERS = (
    "Nr.", "Pasākums", "Atbildīgais", "Finansējums EUR", "Kopā EUR", "PB, EUR", "ES fondi, %", "Avoti, EUR",
    "Finansējuma avots", "Īstenošanas laiks", "Darbu sākums", "Darbu beigas", "Plānotie rezultāti", "title",
    "Stāvoklis", "Projekta numurs", "Partneri", "Avots", "eur_total", "years", "Izmaksas", "Kopā", "Pozīcija",
)  # fmt: skip


def document(kind: str, title: str, count: int) -> DocumentView:
    return DocumentView(
        f"{kind}{title}", "tests", "x.md", Facts(title, kind, cities=("riga",)), (), count, ""
    )


def passage(text: str, position: int = 0, columns: tuple[tuple[str, str], ...] = ()) -> Passage:
    return Passage(
        f"p{position}", "d", position, text, Locator("section", 1), ("Finansējums",), 0, len(text),
        "row" if columns else "text", columns=columns,
    )  # fmt: skip


def read(view: DocumentView, passages: Sequence[Passage]) -> Catalog:
    projects = joined(accounts_of(view, [(one, ()) for one in passages]))
    by_account = {account.id: one for one in projects for account in one.accounts}
    places = {one.id: Place(view.id, one.locator) for one in passages}
    return Catalog("", projects, {view.id: view}, places, by_account)


def test_words_in_any_order_are_read_without_fault() -> None:
    chance = random.Random(8)

    def words(most: int) -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(0, most)))

    for kind in ("projekta pārskats", "projekta iesniegums", "investīciju plāns") * 150:
        passages = [
            passage(
                words(40), number, tuple((chance.choice((*_HEADERS, words(2))), words(6)) for _ in range(7))
            )
            if chance.random() < 0.6
            else passage(words(40), number)
            for number in range(5)
        ]
        catalog = read(document(kind, words(5), 5), passages)
        assert catalog.listed.find(ProjectQuery()).count == len(catalog.projects)


@pytest.mark.parametrize("title", ["–", "„”", "", " . "])
def test_a_report_without_words_in_its_title_is_named_by_its_file(title: str) -> None:
    (project,) = read(document("projekta pārskats", title, 1), [passage("…")]).projects
    assert project.title == (title or "x.md")
    assert project.values[0].value == project.title


@pytest.mark.parametrize(
    "cell", ["200 000–300 000", "12.05.2023 EUR un citi", "€", "1000 Ls", "-5 000", "–2 360"]
)
def test_a_cell_that_is_no_sum_of_euros_tells_none(cell: str) -> None:
    columns = (("Pozīcija", "Kopā"), ("Summa, EUR", cell))
    values = report_values(document("projekta pārskats", "Tilts", 1), [passage(cell, 0, columns)])
    assert [one.value for one in values if one.field == "money"] == []


def test_long_texts_are_read_in_time() -> None:
    text = "kopējās izmaksas 1 EUR, ERAF 2 EUR, " * 2000 + "Rīgas novada pašvaldība " * 4000
    began = time.perf_counter()
    assert payers(text)
    assert entities(text)
    assert report_values(document("projekta pārskats", "Tilts", 1), [passage(text)])
    assert time.perf_counter() - began < 20
