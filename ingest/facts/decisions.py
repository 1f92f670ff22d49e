"""Who approved a document, when and by which decision; and whether it is itself a decision of a council.

Goes in: FactText. Comes out: the approvals on its title page, and the decision that it is. A document that
went out for public consultation, or that says it is not approved, is not approved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.text import ABOUT, FactText, Piece
from search.language.dates import YEAR, Day, first_day
from search.language.entities.numbers import ACT_NUMBER

_BEGINNING = 8000  # characters in which a decision says "nolemj:"
_EARLY = 3000  # characters in which an approval line is believed without a title page
_DATE_LINE = 140  # a longer clause with a date is no date line

# Accepted: "APSTIPRINĀTA ar", "apstiprinājusi", "(apstipr. 14.10.2021.", "Pieņemts". Rejected:
# "apstiprināšanu", "apstiprināms", "pieņem lēmumus".
_APPROVED = re.compile(
    r"\b(?:apstiprinā(?:t[sai]|tas|jusi|juši|jis|ja)\b|apstipr\.|pieņemt(?:[sai]|as)\b|pieņēm(?:a|usi|is)\b"
    r"|akceptēt(?:[sai]|as)\b|izskatīt(?:[sai]|as)\b(?=.*\blēmum))",
    re.IGNORECASE,
)
# Accepted: "AKTUALIZĒTA ar", "trešā aktualizācija", "Grozīts ar". Rejected: "aktualizēto stratēģiju".
_UPDATED = re.compile(r"\b(?:(?:aktualizēt|grozīt)(?:[sai]|as)\b|aktualizācija\b)", re.IGNORECASE)
# What makes "approved" an act: a decision, a body, a day. Rejected: "apstiprināts labs rezultāts".
_WARRANT = re.compile(
    r"lēmum|\bsēd[eē]|\bdom(?:e|es|ē)\b|komitej|komisij|padom|grup|\bvalde?s?\b|rīkojum|sanāksm|kopsapulc"
    rf"|\bprot(?:okol|\.)|direktor|saistošajiem noteikumiem|{YEAR}",
    re.IGNORECASE,
)
# Accepted: "domē nav apstiprināts", "nodota publiskajai apspriešanai", "lēmumu Nr. ____".
# Rejected: "apstiprināta pēc publiskās apspriešanas".
_NOT_YET = re.compile(
    r"\b(?:nav|netika|vēl)\b|\bapspriešanai\b|\bnodot(?:[sai]|as)\b(?! ekspluat)|_{2,}|\.{5,}|…{2,}",
    re.IGNORECASE,
)
# A formal line, and one that goes on in the next. Accepted: "APSTIPRINĀTI", "apstiprināts ar", "domes 2023.
# gada", "28.janvāra". Rejected: "2024. gada 10. decembrī", "lēmumu Nr. 5".
_FORMAL = re.compile(r"\W*(?:apstiprināt|pieņemt)", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:\A\W*[^\W\d]+|\b(?:ar|un|gada|domes|novada|pilsētas|pašvaldības|sēdes|nr\.)|,"
    r"|\b(?:janvāra|februāra|marta|aprīļa|maija|jūnija|jūlija|augusta|septembra|oktobra|novembra|decembra))\s*\Z",
    re.IGNORECASE,
)
_OTHER_BODY = (
    r"komitej|komisij|padom|\bvalde?s?\b|direktor|rīkojum|grup|biedrīb|kabinet|ministr|saeim|kopsapulc"
    r"|priekšsēdētāj|departament|pārvald|ties[aiu]"
)
# Accepted: "domes 2022. gada 24. marta lēmumu", "dome 2021. gada 16. decembrī", "ar 2024. gada 30. augusta
# lēmumu".
# Rejected: "domes Attīstības komitejā", "padomes lēmumu", "bibliotēkas direktora rīkojumu".
_COUNCIL = re.compile(
    rf"\bdom(?:e|es|ē)\b(?:(?!{_OTHER_BODY})[^;])*?(?:lēmum|\bsēd|{YEAR})|^(?:(?!{_OTHER_BODY}).)*\blēmum",
    re.IGNORECASE,
)
# Accepted: "Nr. RD-23-2947-lē", "Nr. 13/7", "jūnijāNr. 260" (the space was lost), "Nr.401." without its full
# stop. Rejected: "prot. Nr. 9", "protokols Nr. 13".
_NUMBER = re.compile(
    r"(?P<protocol>\bprot\w*\.?\s*)?(?:\b|(?<=[āēī]))Nr\.?\s?(?P<number>" + ACT_NUMBER + ")",
    re.IGNORECASE,
)
# Accepted: "LĒMUMS", "L Ē M U M S", "DOMES LĒMUMS Nr. 5", "Lēmums Nr. 318", "LĒMUMS Ventspilī".
# Rejected: "Domes lēmums par līdzfinansējumu", "(lēmums Nr. 742)", "LĒMUMU".
_HEADING = re.compile(
    r"\W{0,3}(?:(?i:[^.;]{0,90}\bdom(?:e|es)\s+(?:sēdes\s+)?))?"
    r"(?:L\s?Ē\s?M\s?U\s?M\s?S\b(?!\s+[a-zāčēģīķļņšūž])|[Ll]ēmums(?=\s*(?:\Z|Nr\b))"
    r"|(?i:lēmuma projekts)\b)"
)
# Accepted: "Ogres novada pašvaldības dome nolemj:", "dome nolēma:". Rejected: "nolemj, vai", "komisija
# nolemj:".
_FORMULA = re.compile(r"\b(?:nolemj|nolēma)\s*:", re.IGNORECASE)
_DRAFT = re.compile(r"\b(?:lēmuma\s+projekts|LĒMUMPROJEKTS)\b", re.IGNORECASE)
_BODY = re.compile(_OTHER_BODY, re.IGNORECASE)
# Accepted: "OGRES NOVADA PAŠVALDĪBAS DOME". Rejected: "Sēdē Liepājas pilsētas dome nolēma".
_COUNCIL_LINE = re.compile(r"\W*.{0,60}\bdome\W*\Z", re.IGNORECASE)
_DOME = re.compile(r"\bdom(?:e|es|ē)\b", re.IGNORECASE)
# Accepted: "Ogrē, 2024. gada", "Pieņemts Rīgā 2023. gada", "27.06.2024. Protokols Nr. 11".
# Rejected: "Ar 2019. gada 31. janvāra lēmumu uzsākta".
_ISSUED = re.compile(r"\W*(?:(?:pieņemts\s+)?[^\W\d]+[āēīū]s?,?\s+)?\W*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Approval:
    """A clause that says that the document is approved, or only (`update`) brought up to date: when, by whom.

    `council`: a council decided, not a committee or an official. `number` is the decision's, as printed.
    """

    clause: Piece
    start: int
    day: Day | None
    council: bool
    number: str
    update: bool


@dataclass(frozen=True, slots=True)
class CouncilDecision:
    """The document is a decision of a council; the pieces that say so and that carry its number and day."""

    sign: Piece
    how: str
    number: str = ""
    numbered: Piece | None = None
    day: Day | None = None
    dated: Piece | None = None


def approvals(text: FactText) -> list[Approval]:
    """Return the approvals of the title page; else those that the beginning states as formal lines."""
    found = [one for clause in _lines(text.front) if (one := _approval(clause, _APPROVED))]
    found += [one for clause in _lines(text.front) if (one := _approval(clause, _UPDATED))]
    if found:
        return found
    early = [clause for piece in text.beginning(_EARLY) for clause in piece.clauses()]
    return [
        one for clause in early if (one := _approval(clause, _APPROVED)) and one.start <= 2 and one.council
    ]


def date_line(text: FactText) -> tuple[Piece, Day] | None:
    """Return the line of the title page that says where and when an act was passed."""
    for clause in text.front_clauses:
        day = first_day(clause.text)
        if day and len(clause.text) <= _DATE_LINE and _ISSUED.match(clause.text):
            return clause, day
    return None


def council_decision(text: FactText) -> CouncilDecision | None:
    """Return the decision that the document is; None for a document that a decision only approved."""
    sign, how = _heading(text), "decision heading"
    if sign is None:
        sign, how = _formula(text), "decision formula"
    if sign is None:
        return None
    numbered = next(((clause, one) for clause in _numbered(text, sign) if (one := number(clause.text))), None)
    dated = date_line(text) or _dated(sign)
    return CouncilDecision(
        sign,
        how,
        numbered[1] if numbered else "",
        numbered[0] if numbered else None,
        dated[1] if dated else None,
        dated[0] if dated else None,
    )


def is_draft(decision: CouncilDecision, text: FactText) -> bool:
    """Say whether the decision is still proposed."""
    return any(_DRAFT.search(piece.text) for piece in (decision.sign, text.title, *text.front))


def number(text: str) -> str:
    """Return the first number of the text that is not a protocol's."""
    for match in _NUMBER.finditer(text):
        if not match["protocol"]:
            return match["number"].rstrip(".,/-")
    return ""


def _lines(front: tuple[Piece, ...]) -> list[Piece]:
    """Return the clauses of the title page; an approval printed over several lines is one."""
    lines: list[Piece] = []
    for piece in front:
        open_line = lines[-1] if lines else None
        if open_line and _FORMAL.match(open_line.text) and _OPEN.search(open_line.text):
            lines[-1] = Piece(f"{open_line.text} {piece.text}", open_line.where)
        else:
            lines.extend(piece.clauses())
    return lines


def _approval(clause: Piece, verb: re.Pattern[str]) -> Approval | None:
    said = verb.search(clause.text)
    if not said or _NOT_YET.search(clause.text) or not _WARRANT.search(clause.text):
        return None
    council = bool(_COUNCIL.search(clause.text))
    decision = re.search("lēmum", clause.text, re.IGNORECASE)
    return Approval(
        clause,
        said.start(),
        first_day(clause.text),
        council,
        number(clause.text[decision.start() :]) if council and decision else "",
        verb is _UPDATED,
    )


def _heading(text: FactText) -> Piece | None:
    owned = any(_DOME.search(piece.text) for piece in (*text.front, text.title))
    for piece in (*text.front, text.title):
        for clause in piece.clauses():
            match = _HEADING.match(clause.text)
            if match and not _BODY.search(match[0]) and not _APPROVED.match(clause.text):
                foreign = any(_BODY.search(one.text) for one in text.front)
                return clause if owned or not foreign else None
    return None


def _formula(text: FactText) -> Piece | None:
    owned = any(_COUNCIL_LINE.match(piece.text) for piece in text.front)
    for piece in text.beginning(_BEGINNING):
        match = _FORMULA.search(piece.text)
        if match is None:
            continue
        before = piece.text[max(0, match.start() - 80) : match.start()]
        dome = list(_DOME.finditer(before))
        if _BODY.search(before[dome[-1].end() :] if dome else before):
            continue
        if (dome or owned) and (owned or ABOUT.match(text.title.text)):
            return piece
    return None


def _numbered(text: FactText, sign: Piece) -> list[Piece]:
    """Return the clauses that may carry the decision's number, likeliest first."""
    line = date_line(text)
    others = [clause for clause in text.front_clauses if re.match(r"\W*Nr\b", clause.text, re.IGNORECASE)]
    return [*([sign] if _HEADING.match(sign.text) else []), *([line[0]] if line else []), *others]


def _dated(sign: Piece) -> tuple[Piece, Day] | None:
    """Return the day in the sentence that says what the council decides."""
    for clause in sign.clauses():
        day = first_day(clause.text)
        if day and _FORMULA.search(clause.text) and re.search(r"\bsēd", clause.text, re.IGNORECASE):
            return clause, day
    return None
