"""Locator, period and relation → words for people, through a translator."""

from __future__ import annotations

from collections.abc import Callable

from search.domain import Locator, Period, Related

_INNER_QUOTES = str.maketrans("„“”", "«»»")  # a title is shown in quotes itself

Say = Callable[..., str]  # a message with %(name)s places and its values → the message in a language


def plainly(message: str, **values: object) -> str:
    """Return the message as it is written here, in English: for programs and the command line."""
    return message % values if values else message


def place_label(locator: Locator, say: Say = plainly) -> str:
    """Return where a passage stands, such as "12. lpp." or "lapa „Plāns”, 14.–16. rinda"."""
    place = _label(locator, say)
    return f"{locator.file}, {place}" if locator.file else place


def _label(locator: Locator, say: Say) -> str:
    if locator.kind == "page":
        return say("p. %(number)s", number=locator.number)
    if locator.kind == "slide":
        return say("slide %(number)s", number=locator.number)
    if locator.kind == "sheet":
        return _sheet_label(locator, say)
    if locator.section_title:
        return say("section “%(title)s”", title=locator.section_title.translate(_INNER_QUOTES))
    return say("section %(number)s", number=locator.number)


def _sheet_label(locator: Locator, say: Say) -> str:
    if locator.rows is None:
        return say("sheet “%(sheet)s”", sheet=locator.sheet)
    first, last = locator.rows
    if first == last:
        return say("sheet “%(sheet)s”, row %(row)s", sheet=locator.sheet, row=first)
    return say("sheet “%(sheet)s”, rows %(first)s–%(last)s", sheet=locator.sheet, first=first, last=last)


def period_label(period: Period | None, say: Say = plainly) -> str:
    """Return a period such as "2021.–2027. gads"; nothing for none."""
    if period is None:
        return ""
    if period.first == period.last:
        return say("%(year)s", year=period.first)
    return say("%(first)s–%(last)s", first=period.first, last=period.last)


def decision_label(number: str, decided: str, say: Say = plainly) -> str:
    """Return a council's decision such as "lēmums Nr. 231, 16.06.2022."; nothing for none."""
    year, month, day = decided.split("-") if decided else ("", "", "")
    date = say("%(day)s.%(month)s.%(year)s", day=day, month=month, year=year) if decided else ""
    if number and date:
        return say("decision No. %(number)s, %(date)s", number=number, date=date)
    if number:
        return say("decision No. %(number)s", number=number)
    return say("decision of %(date)s", date=date) if date else ""


def relation_label(related: Related, say: Say = plainly) -> str:
    """Return how a document is related to the one that is shown."""
    if related.relation == "translation":
        language = related.document.facts.language
        return {
            "lv": say("the same in Latvian"),
            "en": say("the same in English"),
            "ru": say("the same in Russian"),
        }.get(language, say("a translation"))
    return say("the same text in another file") if related.relation == "copy" else say("another version")
