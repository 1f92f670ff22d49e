"""What kind of document it is: a decision, regulations, a project's application or report, or a plan.

Goes in: FactText and the decision that it is, if any. Comes out: a kind of ours, with the words that told it.
What a document is counts, not what it speaks of: a decision on a programme is a decision.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.decisions import CouncilDecision
from ingest.facts.text import ABOUT, FactText, Piece
from search.domain import APPLICATION, REPORT, REPORTS, FactPlace

DECISION = "domes lēmums"
REGULATIONS = "saistošie noteikumi"
MONITORING = "uzraudzības pārskats"
_SECTOR = "nozares plāns"
_WIDE = frozenset({"", _SECTOR, "tematiskais plānojums"})  # a name the document gives itself tells more


@dataclass(frozen=True, slots=True)
class _Sign:
    value: str
    pattern: re.Pattern[str]


# What stands between "projekta" and what it is of: a quoted name, else no end of a sentence.
_NAMED = r"(?:[„“\"«][^”“\"»]{0,200}[”“\"»]|[^.;„“\"«]){0,250}?"
_REPORTS = r"(?:pārskat|atskait|ziņojum|prezentācij)\w*"
_SECTORS = (
    r"enerģētik\w+|enerģijas|energo\w+|klimat\w+|vides|izglītīb\w+|jaunatn\w+|jauniešu|veselīb\w+|soci[āa]l\w+"
    r"|kultūr\w+|sport\w+|tūrism\w+|mobilitāt\w+|mājokļu|integrācij\w+|digitaliz\w+|gaisa kvalitāt\w+"
)
# The first that matches counts, so the narrower stands before the wider. Each accepts its own name in any
# case ("rīcības plānā") and not a mere mention of planning ("plānots", "programmu").
_SIGNS = tuple(
    _Sign(value, re.compile(pattern, re.IGNORECASE))
    for value, pattern in (
        # Rejected: "projekta iesniegumu iesniegšana".
        (APPLICATION, rf"\bprojekta\b{_NAMED}\b(?:iesniegum|pieteikum)(?:s|ā|am)?\b"),
        (
            APPLICATION,
            r"\A\W*(?:iesniegums|pieteikums)\b.{0,250}\b(?:atlas|konkurs|fond|programm|pasākum|institūcij)\w*",
        ),
        (APPLICATION, r"\biesnieguma projekts\b"),
        ("vides pārskats", r"\bvides pārskat\w+"),
        (MONITORING, r"\b(?:uzraudzības|vidusposma|vidus termiņa)\s+(?:uzraudzības )?(?:pārskat|ziņojum)\w*"),
        (REPORT, rf"\bprojekta\b{_NAMED}\b{_REPORTS}|\bprojekta\b[^.;]{{0,60}}?\bapraksts\b"),
        (REPORT, rf"\bnoslēguma {_REPORTS}|\b{_REPORTS} par (?:[^\W\d]+ )?projekt\w+"),
        (MONITORING, r"\bgada\s+(?:publiskais )?(?:pārskat|ziņojum)\w*|\bpārskat\w* par\b"),
        ("rīcības plāns", r"\brīcības un investīciju plān\w+"),
        ("investīciju plāns", r"\binvestīciju (?:un rīcības )?plān\w+"),
        (
            _SECTOR,
            rf"\b(?:{_SECTORS})(?: (?:politikas|attīstības|pārmaiņu))? rīcības (?:plān|programm)\w+"
            r"|\b(?:IEKRP|SECAP|SEAP)\b",
        ),
        ("rīcības plāns", r"\brīcības plān\w+|\brīcības program\w+"),
        (REGULATIONS, r"\bsaistoš\w+ noteikum\w+"),
        (
            "ilgtspējīgas attīstības stratēģija",
            r"\b(?:ilgtspējīgas|ilgtermiņa|pilsētas|valsts?pilsētas|novada) attīstības stratēģij\w+",
        ),
        ("attīstības programma", r"\battīstības\s?programm\w+"),
        ("teritorijas plānojums", r"\bteritorijas plānojum\w+|\blokālplānojum\w+|\bdetālplānojum\w+"),
        ("tematiskais plānojums", r"\btematisk\w+ plānojum\w+"),
        (_SECTOR, r"\b(?:[^\W\d]*\w)?plān[sa]\b|\bstratēģij\w+|\bkoncepcij\w+|\bpamatnostādn\w+"),
    )
)
# A name that stands by itself on the title page. Accepted: "Nozares plāns. Izstrādātājs", "pašvaldība
# Tematiskais plānojums", "SAISTOŠIE NOTEIKUMI Nr. 5". Rejected: "prioritātes un rīcības plāns", "Rīcības
# plāna daļa".
_OWN_NAME = re.compile(
    r"(?<![„“\"«\w])("
    + "|".join(
        f"{name}|{name.upper()}"
        for name in (
            "Nozares plāns",
            "Tematiskais plānojums",
            "Attīstības programma",
            "Ilgtspējīgas attīstības stratēģija",
            "Ilgtermiņa attīstības stratēģija",
            "Rīcības plāns",
            "Investīciju plāns",
            "Teritorijas plānojums",
            "Lokālplānojums",
            "Detālplānojums",
            "Saistošie noteikumi",
            "Vides pārskats",
        )
    )
    + r")(?=\s*(?:\Z|[.;,(]|Nr\b))"
)
# Accepted: "Ogres novada domes saistošie noteikumi Nr. 84", "SAISTOŠIE NOTEIKUMI", "Grozījumi saistošajos
# noteikumos". Rejected: "saskaņā ar saistošajiem noteikumiem", "aktualizēti ar saistošajiem noteikumiem Nr.
# 6".
_REGULATIONS = re.compile(
    r"\bsaistošie noteikumi\b(?! par spēku)|\A\W*grozījum\w+\b.*\bsaistošajos noteikumos", re.IGNORECASE
)
# Accepted: "attīstības programma". Rejected: "attīstības programmas" (mentioned), "pārskats par" (of what?).
_NOMINATIVE = re.compile(
    r"(?:plāns|plānojums|programma|stratēģija|koncepcija|pamatnostādnes|pārskats|ziņojums|noteikumi"
    r"|IEKRP|SECAP|SEAP)\Z",
    re.IGNORECASE,
)
# What a report is called without its project. Accepted: "Pārskatu apstiprināja", "noslēguma prezentācija".
# Rejected: "bāriņtiesas gada pārskats par 2023. gadu" (a report of a year).
_SOME_REPORT = re.compile(rf"\b(?<!gada ){_REPORTS}", re.IGNORECASE)
# A project, not a draft. Accepted: "Projekts Nr. 2.1", "projektu „Ielas”", "projekta vadības grupa".
# Rejected: "PROJEKTS. 1. redakcija", "lēmuma projekts".
_SOME_PROJECT = re.compile(
    r"\bprojekt(?:a|ā|am|u|i|os|iem)\b|\bprojekts\s+(?:(?!redakcij)[^\W\d]+\s+)?(?:Nr\b|[„“\"«(])",
    re.IGNORECASE,
)
# Accepted: "pabeigts 2025. gada", "Projekts noslēdzies". Rejected: "pabeigšana".
_DONE = re.compile(r"\b(?:pabeigt[sai]|noslēdz(?:ies|ās)|īstenot[sai]|beidzās)\b", re.IGNORECASE)


def kind_of(text: FactText, decision: CouncilDecision | None) -> tuple[str, tuple[FactPlace, ...]]:
    """Return the kind and the words that told it; an empty kind where nothing does."""
    if decision:
        return DECISION, (decision.sign.place("kind", decision.how),)
    kind, places = _of_title(text)
    if kind in _WIDE and (own := _own_name(text)):
        return own
    if kind:
        return kind, places
    return _of_front(text) or _of_project(text) or ("", ())


def _of_title(text: FactText) -> tuple[str, tuple[FactPlace, ...]]:
    title = text.title
    if ABOUT.match(title.text):  # names what it is about
        return "", ()
    kind, match = _sign(title.text)
    if match is None:
        return "", ()
    if kind == MONITORING and match[0].lower().endswith(" par") and (project := _of_project(text)):
        return project
    return kind, (_at(title).place("kind", "kind in title", match.start(), match.end()),)


def _own_name(text: FactText) -> tuple[str, tuple[FactPlace, ...]] | None:
    for piece in text.front:
        match = None if piece.text == text.title.text else _OWN_NAME.search(piece.text)
        if match:
            kind, _ = _sign(match[1])
            return kind, (piece.place("kind", "own name", match.start(), match.end()),)
    return None


def _of_front(text: FactText) -> tuple[str, tuple[FactPlace, ...]] | None:
    """Return the kind that a clause of the title page names; decisions and drafts of others are not asked."""
    for clause in text.front_clauses:
        if match := _REGULATIONS.search(clause.text):
            return REGULATIONS, (clause.place("kind", "kind on title page", match.start(), match.end()),)
    about = ABOUT.match(text.title.text)
    for sign in _SIGNS:
        if about and sign.value not in REPORTS | {MONITORING}:
            continue
        for clause in text.front_clauses:
            match = sign.pattern.search(clause.text)
            if match and not ABOUT.match(clause.text) and _named(match[0], sign.value):
                return sign.value, (clause.place("kind", "kind on title page", match.start(), match.end()),)
    return None


def _of_project(text: FactText) -> tuple[str, tuple[FactPlace, ...]] | None:
    """Return the report of a project whose title page names a report and a project, maybe in two places."""
    clauses = [text.title, *text.front_clauses]
    project = next((one for one in clauses if _SOME_PROJECT.search(one.text)), None)
    if project is None:
        return None
    report = next((one for one in clauses if _SOME_REPORT.search(one.text)), None)
    if report is None and not _DONE.search(project.text):
        return None
    told = list(dict.fromkeys(piece for piece in (report, project) if piece))
    return REPORT, tuple(
        (_at(one) if one is text.title else one).place("kind", "report of a project") for one in told
    )


def _sign(text: str) -> tuple[str, re.Match[str] | None]:
    for sign in _SIGNS:
        if match := sign.pattern.search(text):
            return sign.value, match
    return "", None


def _named(said: str, kind: str) -> bool:
    """Say whether the words name a document and not one that it belongs to or speaks of."""
    return kind in REPORTS or _NOMINATIVE.search(said) is not None


def _at(title: Piece) -> Piece:
    return Piece(title.text, "title")
