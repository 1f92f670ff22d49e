"""Whether a document is a draft, approved, updated, amended or repealed; read from its title and title page.

Goes in: FactText, its kind, its approvals, the decision that it is. Comes out: a status with the words that
told it. An approval outweighs a mention of public consultation; a plain „PROJEKTS” outweighs an approval.
"""

from __future__ import annotations

import re

from ingest.facts.decisions import Approval, CouncilDecision, date_line, is_draft
from ingest.facts.kinds import REGULATIONS
from ingest.facts.text import FactText, Piece
from search.domain import FactPlace

Status = tuple[str, tuple[FactPlace, ...]]

# Accepted: "Zaudējis spēku ar domes lēmumu", "Tiesību akts ir zaudējis spēku.", "(spēku zaudējis)".
# Rejected: "atzīt par spēku zaudējušiem", "spēku zaudējuši saistošie noteikumi Nr. 3" (others are meant).
_REPEALED = re.compile(
    r"\b(?:zaudēj(?:is|usi|uši|ušas) spēku|spēku zaudēj(?:is|usi|uši|ušas))\b"
    r"(?=\s*(?:\Z|[.,;:)–-]|(?:ar|no|kopš|saskaņā)\b|\d))",
    re.IGNORECASE,
)
# Accepted: "PROJEKTS", "PROJEKTS. 1. redakcija", "PROJEKTS, 2. redakcija", "(projekts)", "IESNIEGUMA
# PROJEKTS", "saistošo noteikumu projekts". Rejected: "PROJEKTS „DAMBIS”", "Projekts Nr. 5", "PROJEKTA
# PĀRSKATS".
_DRAFT = re.compile(
    r"(?<!\w)PROJEKTS\s*(?=\Z|[.;)]|,\s*(?:\d|\w+ redakcij))|\((?i:projekts)\)|\A\W*[Pp]rojekts\W*\Z"
    r"|(?i:\b(?:lēmuma|noteikumu|plāna|programmas|stratēģijas|plānojuma|iesnieguma)\s+projekts\s*(?=\Z|[.,;)]))"
)
# Accepted: "1. redakcija", "2.1. redakcijas", "darba redakcija", "nodota publiskajai apspriešanai".
# Rejected: "aktualizētā redakcija", "apstiprināta pēc publiskās apspriešanas".
_CONSULTED = re.compile(
    r"\b\d(?:\.\d)?\.?\s?redakcij\w*|\b(?:pirmā|otrā|trešā|darba) redakcij\w*|\bredakcija \d\.\d"
    r"|\bpublisk\w+ apspriešan(?:ai|a)\b",
    re.IGNORECASE,
)
# Accepted: "AKTUALIZĒTA ar", "(aktualizētā redakcija)", "trešā aktualizācija – ar … lēmumu".
# Rejected: "saskaņā ar aktualizēto stratēģiju", "aktualizēšana".
_UPDATED = re.compile(
    r"\baktualizēt(?:[sai]|as)\b|\baktualizētā redakcija|\baktualizācija\b.*\blēmum", re.IGNORECASE
)
# Accepted: "Grozīts ar", "ar grozījumiem, kas apstiprināti". Rejected: "grozījumu projekts".
_AMENDED = re.compile(r"\bgrozīt(?:[sai]|as)\b|\bar grozījumiem\b", re.IGNORECASE)


def status_of(
    text: FactText, kind: str, approved: list[Approval], decision: CouncilDecision | None
) -> Status:
    """Return the status and the words that told it; an empty status where nothing does."""
    for found in (
        _marked(text, _REPEALED, "zaudējis spēku", "repeal mark"),
        _marked(text, _DRAFT, "projekts", "draft mark"),
        _of_decision(text, decision),
        _of_version(text, approved),
        _of_approval(approved),
        _of_regulations(text, kind),
        _marked(text, _CONSULTED, "projekts", "draft mark"),
    ):
        if found:
            return found
    return "", ()


def _marked(text: FactText, pattern: re.Pattern[str], status: str, how: str) -> Status | None:
    for clause in (Piece(text.title.text, "title"), *text.front_clauses):
        if match := pattern.search(clause.text):
            return status, (clause.place("status", how, match.start(), match.end()),)
    return None


def _of_decision(text: FactText, decision: CouncilDecision | None) -> Status | None:
    if decision is None:
        return None
    if is_draft(decision, text):
        return "projekts", (decision.sign.place("status", "draft mark"),)
    return "apstiprināts", (decision.sign.place("status", decision.how),)


def _of_version(text: FactText, approved: list[Approval]) -> Status | None:
    """Return what became of an approved text since; of one only proposed nothing has become yet."""
    if not approved and _marked(text, _CONSULTED, "projekts", "draft mark"):
        return None
    amended = _marked(text, _AMENDED, "grozīts", "amendment mark")
    return _marked(text, _UPDATED, "aktualizēts", "update mark") or amended


def _of_approval(approved: list[Approval]) -> Status | None:
    if not approved:
        return None
    first = approved[0]
    return "apstiprināts", (first.clause.place("status", "approval line", first.start),)


def _of_regulations(text: FactText, kind: str) -> Status | None:
    """Return that regulations with a line of place and day were passed."""
    line = date_line(text) if kind == REGULATIONS else None
    return ("apstiprināts", (line[0].place("status", "date line"),)) if line else None
