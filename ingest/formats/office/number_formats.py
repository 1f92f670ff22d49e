"""A number and its spreadsheet format → what a Latvian reader sees: "120 000,50", "85%", "31.12.2024".

Covers what plans and reports use; an unknown pattern shows the number in full.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

# The formats that are known by number (ECMA-376, part 1, 18.8.30); 14 is the short date of the locale.
BUILT_IN = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "14": "dd.mm.yyyy",
    "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm", "19": "h:mm:ss", "20": "h:mm",
    "21": "h:mm:ss", "22": "dd.mm.yyyy h:mm", "37": "#,##0", "38": "#,##0", "39": "#,##0.00",
    "40": "#,##0.00", "44": "#,##0.00", "45": "mm:ss", "46": "h:mm:ss", "47": "mm:ss", "49": "@",
}  # fmt: skip
# What a sheet shows where a formula failed; no text for a reader.
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_MONTHS = (
    "janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs",
    "jūlijs", "augusts", "septembris", "oktobris", "novembris", "decembris",
)  # fmt: skip
_LAST_DAY = 2_958_465  # 31.12.9999
_LARGEST = 24  # decimal places on either side of the comma; beyond that no figure of a plan lies
_DIGITS = 15  # significant digits that a spreadsheet keeps
# Accepted: '"EUR"', "[$€-426]", "[Red]", "\\ ". Rejected: "#,##0" (a pattern).
_LITERAL = re.compile(
    r'"(?P<quoted>[^"]*)"|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|\\(?P<escaped>.)|[_*].'
)
# Accepted: "#,##0.00", "0". Rejected: "General".
_PATTERN = re.compile(r"[#0?][#0?,. ]*")
# A share as it is printed. Accepted: "0%", "0.0 %". Rejected: "0 no 100%".
_SHARE = re.compile(r"[#0?,.](?:[#0?,. ]*[#0?,.])?(?P<gap>\s*)(?P<sign>[%‰])")
# Accepted: "dd.mm.yyyy", "yyyy". Rejected: "0.0".
_DATE = re.compile(r"y+|m+|d+|h+|s+", re.IGNORECASE)


def shown(value: str, code: str, *, from_1904: bool = False) -> str:
    """Return a stored number as its format shows it; what is no number comes back unchanged."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        return value
    section = _section(code, number)
    bare = _LITERAL.sub("", section)
    if bare.strip().lower() in {"", "general", "@"}:
        return (
            _literals(section.replace("General", "0"), _general(number)) if bare.strip() else _general(number)
        )
    if _DATE.search(bare) and 0 <= number <= _LAST_DAY:
        return _date(number, section, from_1904=from_1904)
    pattern = _PATTERN.search(bare)
    return _literals(section, _patterned(number, pattern[0], bare)) if pattern else _general(number)


def _section(code: str, number: Decimal) -> str:
    """Return the part of a format that holds for the number's sign: "positive;negative;zero"."""
    sections = code.split(";")
    if number < 0 and len(sections) > 1 and _PATTERN.search(sections[1]):
        return sections[1] if "-" in sections[1] or "(" in sections[1] else f"-{sections[1]}"
    return sections[0]


def _general(number: Decimal) -> str:
    rounded = +number.normalize() if number else Decimal(0)
    if len(rounded.as_tuple().digits) > _DIGITS:
        rounded = Decimal(f"{number:.{_DIGITS}g}").normalize()
    return f"{rounded:f}".replace(".", ",")


def _patterned(number: Decimal, pattern: str, bare: str) -> str:
    scaled = abs(number) * (100 if "%" in bare else 1)
    _, _, decimals = pattern.rstrip(", ").rpartition(".") if "." in pattern else ("", "", "")
    places = min(sum(letter in "0#?" for letter in decimals), _DIGITS)
    least = decimals.count("0")
    thousands = "," in pattern.partition(".")[0] or re.search(r"# ##0", pattern) is not None
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=4 * _LARGEST))
    whole, _, fraction = f"{rounded:f}".partition(".")
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    grouped = f"{int(whole):,}".replace(",", " ") if thousands else whole
    text = f"{grouped},{fraction}" if fraction else grouped
    return f"-{text}" if number < 0 and rounded else text


def _literals(section: str, number: str) -> str:
    """Put the fixed words of a format, such as a currency, on their side of the number."""
    before: list[str] = []
    after: list[str] = []
    place = _PATTERN.search(_LITERAL.sub(lambda match: " " * len(match[0]), section))
    for match in _LITERAL.finditer(section):
        word = match["quoted"] or match["currency"] or match["escaped"] or ""
        (before if place and match.start() < place.start() else after).append(word)
    loose = [sign for sign in ("€", "$") if sign in _LITERAL.sub("", section)]
    left, right = "".join(before).strip(" -"), "".join([*after, *loose]).strip()
    share = _share(section[place.start() :]) if place else ""
    return " ".join(
        part for part in (left, number + share, right.removeprefix(share.strip()).strip()) if part
    )


def _share(section: str) -> str:
    """Return the percent sign after the digits, with a space before it only where the format has one."""
    printed = _LITERAL.sub(lambda match: match["quoted"] or match["escaped"] or "", section)
    found = _SHARE.match(printed)
    return "" if found is None else found["sign"] if found["gap"] == "" else f" {found['sign']}"


def _date(number: Decimal, section: str, *, from_1904: bool) -> str:
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    moment = start + timedelta(seconds=round(float(number) * 86_400))
    clock = False

    def part(match: re.Match[str]) -> str:
        nonlocal clock
        letters = match[0].lower()
        minutes = letters in {"m", "mm"} and clock
        clock = letters[0] == "h" or (clock and letters[0] != "d")
        return _date_part(moment, letters, minutes=minutes)

    text = _LITERAL.sub(lambda match: match["quoted"] or match["escaped"] or "", section)
    return _DATE.sub(part, re.sub(r"(?i)\s*am/pm", "", text)).strip()


def _date_part(moment: datetime, letters: str, *, minutes: bool) -> str:
    kind = letters[0]
    if kind == "y":
        return str(moment.year) if len(letters) > 2 else f"{moment.year % 100:02}"
    if kind == "m" and len(letters) > 2:
        return _MONTHS[moment.month - 1]
    month = moment.minute if minutes else moment.month
    number = {"m": month, "d": moment.day, "h": moment.hour, "s": moment.second}[kind]
    return f"{number:02}" if len(letters) > 1 or minutes else str(number)
