"""A text → the amounts of money in it, with their currency and what the words say they are for.

An amount names its currency itself, or the header of its column does. Figures stay as printed; the normal
form has two decimals.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from search.language.entities.cells import Cell, Row
from search.language.entities.entity import Entity, MoneyKind, entity

_SPACE = "[ \u00a0\u202f\u2009]"
# Accepted: "650 560,77", "10.757.297,00", "1 160 320.66", "44086.49", "12,6". Rejected: "12.06.2024".
_AMOUNT = (
    rf"(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d{{1,2}})?|\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})?"
    rf"|\d+(?:[.,]\d{{1,3}})?)(?!\d)"
)
_SCALE = rf"(?:{_SPACE}?(?P<scale>tūkst\w*\.?|milj\w*\.?|miljard\w*|mljrd\.?|mlrd\.?))?"
_CURRENCY = r"(?P<currency>EUR\b|eiro\b|euro\b|€|LVL\b|Ls\b|latu\b|latiem\b|USD\b)"
# Accepted: "650 560,77 eiro", "38,6 milj. EUR", "210–260 EUR", "1 913 989 €". Rejected: "2024 apmeklētāji".
_AFTER = re.compile(
    rf"(?<![\w./,])(?:(?P<low>{_AMOUNT}){_SPACE}?[–-]{_SPACE}?)?(?P<amount>{_AMOUNT}){_SCALE}{_SPACE}*{_CURRENCY}",
    re.IGNORECASE,
)
# Accepted: "EUR 299 880,6", "€ 12,50". Rejected: "EUR: " (a header).
_BEFORE = re.compile(rf"(?<!\w)(?P<currency>EUR|€){_SPACE}?(?P<amount>{_AMOUNT})(?![\w/])")
# The currency is named once, after the last of a list: "U1 – 5 083 000, U2 – 3 514 000, U3 – 7 947 000 EUR".
_LISTED = re.compile(
    rf"–{_SPACE}(?P<amount>\d{{1,3}}(?:{_SPACE}\d{{3}})+),{_SPACE}[^,;.\d]{{0,20}}\w{{1,4}}{_SPACE}–{_SPACE}\Z"
)
# A cell under a header that names a currency. Accepted: "1 120 000 (PB)", "–2 360", "+49 300", "150,40".
_CELL = re.compile(rf"(?P<sign>[–−+-])?{_SPACE}?(?P<amount>{_AMOUNT})(?=\s*(?:\(|\Z))")
_NAMES_CURRENCY = re.compile(r"\bEUR\b|€|\beiro\b", re.IGNORECASE)
_NAMES_SCALE = re.compile(r"tūkst|milj(?!ard)|miljard|mljrd|mlrd", re.IGNORECASE)
_WINDOW = 160  # characters around an amount that may say what it is for

_FUNDS = (
    r"\bERAF|\bESF\b|\bESF\+|\bKF\b|\bTPF\b|\bANM\b|\bEEZ\b|\bEJZAF|\bELFLA|\bEKII|\bLIFE\b|\bInterreg"
    r"|\bES (?:fond|finans|līdzfin|daļ)|\bEiropas Savienības (?:fond|finans|līdzfin)|\bfond(?:s|a|u)\b"
    r"|\bprogrammas finansējum"
)
_KINDS: tuple[tuple[MoneyKind, re.Pattern[str]], ...] = (
    ("ineligible", re.compile(r"\bneattiecinām|\bkurus fonds neatbalsta", re.IGNORECASE)),
    ("eligible", re.compile(r"\battiecinām", re.IGNORECASE)),
    (
        "municipal",
        re.compile(
            r"\bPB\b|\bpašvaldīb\w*(?:\s+\w+)?\s+(?:budžet|līdzfinans|iemaks|ieguldīj|daļ|maksāj)"
            r"|\bpašvaldīb\w*\s+(?:sedz|samaks|pielik|[–-])|\bpašvaldība\b(?=\s*(?:\(|\Z))"
            r"|\bpilsētas (?:(?:pamat)?budžet|maksāj|līdzfinans)|\b(?:pilsēta|novads)\s+(?:sedz|[–-])"
            r"|\blīdzfinansējums\b(?=\W*\Z)",
            re.IGNORECASE,
        ),
    ),
    (
        "state",
        re.compile(
            r"\bVB\b|\bvalsts (?:budžet|dotācij|mērķdotācij|finansēj|līdzfinans|piešķ)", re.IGNORECASE
        ),
    ),
    ("private", re.compile(r"\bprivāt|\buzņēmumu ieguldīj|\bdzīvokļu īpašniek", re.IGNORECASE)),
    ("fund", re.compile(_FUNDS)),
    (
        "total",
        re.compile(
            r"\bkop(?:ā|ējā|ējās|ējais|ējo|summ)\w*|\bindikatīv\w+ (?:summ|finans|budžet)|\bbudžets\s*[:–-]"
            r"|\bkopapjoms|\bpavisam|\b(?:mērķim|prioritātei)\b",
            re.IGNORECASE,
        ),
    ),
)
_KINDS_AFTER: tuple[tuple[MoneyKind, re.Pattern[str]], ...] = (
    (
        "municipal",
        re.compile(
            r"\A(?:ir|no|piešķir|bija|sedz)\b[^.;]*\b(?:pilsētas|novada|[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+) (?:pamat)?budžet"
            r"|\Asedz pašvaldība|\Abija līdzfinansējums"
        ),
    ),
    ("state", re.compile(r"\Apiešķir valsts\b")),
)
# A column of what measures cost. Accepted: "Finansējums, EUR", "Summa, EUR". Rejected: "Plānots, EUR".
_MEASURE = re.compile(r"\bfinansējums\b|\bsumma\b|\bizmaksas\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:Nr\.?|Kods|N\.?\s?p\.?\s?k\.?)\Z", re.IGNORECASE)
# Accepted: "budžetā. No", "2,0 %. Mērķim", ", bet ". Rejected: "Nr. 5", "milj. EUR" (no sentence ends).
_SENTENCE_END = re.compile(
    r"\n|(?<=[a-zāčēģīķļņšūž)%])\.\s+(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])|;\s|,\s(?:bet|savukārt|turpretī|toties)\s"
)
_OTHER_SOURCE = re.compile(r"\bcit[sia]\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;\n]|\.\s+(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])")


def amounts(text: str, rows: Sequence[Row]) -> list[Entity]:
    """Return the amounts of a text in order; `rows` are the rows of the tables in it."""
    found = [*_named(text), *_under_currency(text, rows)]
    kept: list[Entity] = []
    for one in sorted(found, key=lambda money: (money.start, -money.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _named(text: str) -> Iterator[Entity]:
    """Yield the amounts that name their currency, and those of a list that names it once."""
    cells = [(match, _normal(match)) for match in (*_AFTER.finditer(text), *_BEFORE.finditer(text))]
    starts = sorted(match.start() for match, _ in cells)
    ends = sorted(match.end() for match, _ in cells)
    for match, normal in cells:
        kind = _kind_of_words(text, match.start(), match.end(), starts, ends)
        yield replace(entity("money", text, match.start(), match.end(), normal), kind=kind)
        at = match.start()
        while listed := _LISTED.search(text, max(0, at - _WINDOW), at):
            at = listed.start("amount")
            one = entity("money", text, at, listed.end("amount"), f"{_decimal(listed['amount']):.2f} EUR")
            yield replace(one, kind=_kind_of_words(text, at, listed.end("amount"), starts, ends) or kind)


def _under_currency(text: str, rows: Sequence[Row]) -> Iterator[Entity]:
    for row in rows:
        for cell in row:
            match = _CELL.match(cell.text) if _NAMES_CURRENCY.search(cell.header) else None
            if match:
                scale = _NAMES_SCALE.search(cell.header)
                value = _decimal(match["amount"]) * _factor(scale[0] if scale else "")
                sign = "-" if match["sign"] in {"–", "−", "-"} else ""
                one = entity(
                    "money", text, cell.start, cell.start + match.end("amount"), f"{sign}{value:.2f} EUR"
                )
                yield replace(one, kind=_kind_of_cell(cell, row))


def _kind_of_cell(cell: Cell, row: Row) -> MoneyKind:
    """Return what the header says, else the row's label."""
    if _OTHER_SOURCE.search(cell.header):
        return ""
    for words in (cell.header, *(one.text for one in row[:2] if one is not cell)):
        for kind, pattern in _KINDS:
            if pattern.search(words):
                return kind
    measure = _NUMBERED.match(row[0].header) and "." in row[0].text.rstrip(".")
    return "total" if measure or _MEASURE.search(cell.header) else ""


def _kind_of_words(text: str, start: int, end: int, starts: Sequence[int], ends: Sequence[int]) -> MoneyKind:
    """Return the kind that the nearest words before an amount say, else those after it.

    Words count up to the next amount, and to the end of the sentence.
    """
    earlier, later = bisect_right(ends, start), bisect_left(starts, end)  # both are in order
    left = max(start - _WINDOW, 0, *ends[earlier - 1 : earlier])
    right = min(end + _WINDOW, *starts[later : later + 1], len(text))
    before = _SENTENCE_END.split(text[left:start])[-1]
    after = _CLAUSE_END.split(text[end:right].lstrip(" ,"))[0]
    said = [(match.end(), kind) for kind, pattern in _KINDS for match in pattern.finditer(before)]
    own = [one for one in said if one[1] != "total"] or said
    if own:
        return max(own)[1]
    for kind, pattern in (*_KINDS[:-1], *_KINDS_AFTER):
        if pattern.search(after):
            return kind
    return ""


def _normal(match: re.Match[str]) -> str:
    currency = {"LVL": "LVL", "LS": "LVL", "LATU": "LVL", "LATIEM": "LVL", "USD": "USD"}.get(
        match["currency"].upper(), "EUR"
    )
    groups = match.groupdict()
    factor = _factor(groups.get("scale") or "")
    low = f"{_decimal(groups['low']) * factor:.2f}/" if groups.get("low") else ""
    return f"{low}{_decimal(match['amount']) * factor:.2f} {currency}"


def _decimal(amount: str) -> Decimal:
    """Return the number printed; a point or comma before one or two last figures parts decimals."""
    plain = re.sub(_SPACE, "", amount)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", plain):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))


def _factor(scale: str) -> int:
    word = scale.lower()
    if word.startswith(("miljard", "mljrd", "mlrd")):
        return 1_000_000_000
    if word.startswith("milj"):
        return 1_000_000
    return 1000 if word.startswith("tūkst") else 1
