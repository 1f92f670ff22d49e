"""What a fact was read from → words for people: its name, its place, the rule that read it.

Goes in: the evidence of the serializer, a translator. Comes out: rows to show, one for each passage of the
source. A rule or place that is not known here is shown by its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from webapp.places import Say, plainly

Row = dict[str, str]

# Accepted: "p. 1", "pielikums.pdf, p. 12", "section “Ievads”". Rejected: "title".
_PLACE = re.compile(
    r"(?:(?P<file>.+), )?(?:p\. (?P<page>\d+)|slide (?P<slide>\d+)|sheet “(?P<sheet>.*)”"
    r"|section “(?P<title>.*)”|section (?P<section>\d+))"
)


def evidence_rows(found: Iterable[Mapping[str, str]], say: Say = plainly) -> list[Row]:
    """Return the evidence as shown; facts read from the same words by the same rule share a row."""
    names: dict[tuple[str, str, str], list[str]] = {}
    for one in found:
        key = (one["quote"], where_label(one["where"], say), how_label(one["how"], say))
        name = field_label(one["field"], say)
        if name not in names.setdefault(key, []):
            names[key].append(name)
    return [
        {"names": ", ".join(fields), "quote": quote, "where": where, "how": how}
        for (quote, where, how), fields in names.items()
    ]


def where_label(where: str, say: Say = plainly) -> str:
    """Return a place of evidence in words."""
    match = _PLACE.fullmatch(where)
    if match is None:
        fixed = {
            "file metadata": say("data of the file"),
            "file name": say("name of the file"),
            "title": say("title"),
            "staff": say("staff"),
        }
        return fixed.get(where, where)
    if match["page"]:
        label = say("p. %(number)s", number=match["page"])
    elif match["slide"]:
        label = say("slide %(number)s", number=match["slide"])
    elif match["sheet"] is not None:
        label = say("sheet “%(sheet)s”", sheet=match["sheet"])
    elif match["title"] is not None:
        label = say("section “%(title)s”", title=match["title"])
    else:
        label = say("section %(number)s", number=match["section"])
    return f"{match['file']}, {label}" if match["file"] else label


def field_label(field: str, say: Say = plainly) -> str:
    """Return the name of a fact."""
    names = {
        "title": say("title"),
        "kind": say("kind"),
        "issuers": say("issuer"),
        "cities": say("city"),
        "period": say("period"),
        "status": say("status"),
        "decision": say("number of the decision"),
        "decided": say("day of the decision"),
        "language": say("language"),
        "translation": say("translation"),
    }
    return names.get(field, field)


def how_label(how: str, say: Say = plainly) -> str:
    """Return what told a fact."""
    return {**_heads(say), **_texts(say), **_years(say)}.get(how, how)


def _heads(say: Say) -> Row:
    return {
        "file title": say("title given in the file"),
        "file author": say("author given in the file"),
        "file name": say("nothing but the file's name"),
        "first heading": say("first heading"),
        "first line": say("first line"),
        "kind in title": say("named in the title"),
        "named in title": say("named in the title"),
        "own name": say("the document calls itself so"),
        "kind on title page": say("named on the title page"),
        "named on title page": say("named on the title page"),
        "title page": say("named on the title page"),
        "report of a project": say("a report and a project are named"),
        "decision heading": say("heading of a decision"),
        "decision formula": say("words by which a council decides"),
    }


def _texts(say: Say) -> Row:
    return {
        "approval line": say("line of approval"),
        "date line": say("line of place and day"),
        "labelled line": say("labelled line"),
        "issuer": say("city of the issuer"),
        "named most": say("named most often"),
        "draft mark": say("mark of a draft"),
        "update mark": say("mark of an update"),
        "amendment mark": say("mark of an amendment"),
        "repeal mark": say("mark of a repeal"),
        "translation notice": say("note on a machine translation"),
        "correction": say("correction"),
        "words of the text": say("words and letters of the text"),
    }


def _years(say: Say) -> Row:
    return {
        "period in title": say("years in the title"),
        "period on title page": say("years on the title page"),
        "period at the beginning": say("years at the beginning of the text"),
        "day of the decision": say("day of the decision"),
        "project days": say("days of the project"),
        "beginning and end": say("beginning and end of the project"),
        "timetable": say("first and last step of the timetable"),
        "named end": say("last year named"),
        "in force until": say("last day in force"),
    }
