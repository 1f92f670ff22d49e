"""Which accounts are one project, and which only seem so."""

from __future__ import annotations

import time

from search.plan_rows import ProjectValue
from search.project_joining import grouped
from search.project_sides import side_of
from search.projects import Account

AT = "p"


def account(
    title: str, document: str, *, end: str = "", total: str = "", lead: str = "", number: str = "",
    city: str = "liepaja", goal: str = "", code: str = "",
) -> Account:  # fmt: skip
    told = [
        ("title", "", title), ("period", "", f"/{end}" if end else ""), ("money", "total", total),
        ("lead", "", lead), ("number", "", number), ("goal", "", goal),
    ]  # fmt: skip
    values = tuple(ProjectValue(field, kind, value, value, AT) for field, kind, value in told if value)
    cities, side = (city,) if city else (), side_of(title, values)
    at = f"{document}-{code}-{title}"
    return Account(at, document, code, title, values, (AT,), cities, (), title, side)


def one_project(first: Account, second: Account) -> bool:
    return len(grouped([first, second])) == 1


SCHOOL = account("Ezerkrasta pirmsskolas jaunbūve Zirņu ielā", "a", end="2026-08-31", total="5640000")


def test_the_same_number_is_the_same_project_whatever_else_differs() -> None:
    first = account("Drošas ielas", "a", number="4.2.2.0/18/I/057", city="liepaja")
    assert one_project(first, account("Ietvju pārbūve", "b", number="4.2.2.0/18/I/057", city="riga"))


def test_another_wording_of_most_of_the_title_is_the_same_project() -> None:
    other = account("Jaunas pirmsskolas būvniecība Zirņu ielā Ezerkrastā", "b", end="2026", total="5900000")
    assert one_project(SCHOOL, other)


def test_the_same_sum_and_two_telling_words_are_the_same_project() -> None:
    first = account("Drošas ielas Pārventā gājējiem", "a", end="2023-10", total="1268400")
    second = account("Ietvju pārbūve Pārventā gājējiem", "b", end="2023-10-31", total="1268400")
    assert one_project(first, second)


def test_the_same_sum_alone_proves_nothing() -> None:
    first = account("Veselības taka parkā", "a", end="2026", total="540000")
    assert not one_project(first, account("Veselības istabas apkaimēs", "b", end="2026", total="540000"))


def test_another_street_stage_end_sum_or_count_is_another_project() -> None:
    buses = account("Elektroautobusu iegāde pilsētas maršrutiem", "a", end="2023", total="4008000",
                    goal="6 elektroautobusi")  # fmt: skip
    others = [
        account("Elektroautobusu iegāde pilsētas maršrutiem", "b", end="2026", city="riga"),
        account("Elektroautobusu iegāde pilsētas maršrutiem parkā", "b", end="2026"),
        account("Elektroautobusu iegāde pilsētas maršrutiem parkā", "b", end="2023", total="7560000"),
        account("Elektroautobusu iegāde pilsētas maršrutiem, otrā kārta", "b", end="2023"),
        account("Elektroautobusu iegāde pilsētas maršrutiem parkā", "b", goal="12 elektroautobusi"),
    ]
    assert not [one for one in others if one_project(buses, one)]
    assert not one_project(SCHOOL, account("Ezerkrasta pirmsskolas jaunbūve Liepu ielā", "b", end="2026"))


def test_two_rows_of_one_plan_are_two_projects() -> None:
    first = account("Siltumtrases pārbūve Zaļajā ielā no katlumājas", "a", total="900000", end="2025")
    second = account("Siltumtrases pārbūve Zaļajā ielā līdz katlumājai", "a", total="900000", end="2025")
    assert not one_project(first, second)


def test_who_leads_does_not_tell_what_is_done() -> None:
    lead = "Zinātnes centrs VIZIUM"
    first = account("Jauna zāle zinātnes centrā VIZIUM", "a", lead=lead, end="2025")
    assert not one_project(first, account("Zinātnes centra VIZIUM vakari", "b", lead=lead, end="2025"))


def test_a_title_that_one_plan_gives_twice_is_told_apart_by_its_code() -> None:
    plans = [
        account("Ielu apgaismojums", document, code=code, total=total)
        for document, total in (("a", "100000"), ("b", "120000"))
        for code in ("1.1", "2.4")
    ]
    assert [[one.code for one in group] for group in grouped(plans)] == [["1.1", "1.1"], ["2.4", "2.4"]]


def test_the_same_title_without_a_city_or_without_words_proves_nothing() -> None:
    assert not one_project(account("Ielu remonts", "a", city=""), account("Ielu remonts", "b", city=""))
    assert not one_project(account("– – –", "a"), account("…", "b"))


def test_thousands_of_rows_with_one_sum_are_told_apart_in_time() -> None:
    rows = [
        account(f"Tilts {number}", document, code=str(number), total="1000000")
        for document in ("a", "b")
        for number in range(1500)
    ]
    started = time.perf_counter()
    assert len(grouped(rows)) == 1500
    assert time.perf_counter() - started < 10
