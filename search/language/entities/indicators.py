"""A text → the indicators in it: what is measured, its unit, its starting value and its aim, as printed.

They stand in tables under "Rādītājs", in rows with "Mērvienība", and in lines such as "Rindas garums: no 4,6
gadiem līdz 2,5 gadiem.". What was reached is neither a start nor an aim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.language.entities.cells import Cell, Row
from search.language.entities.entity import Entity, entity

_MEASURED = re.compile(r"(?:\w+\s+)?(?:rādītāj|lielum|rezultāt)\w*\Z", re.IGNORECASE)
_UNIT = re.compile(r"mērvienīb", re.IGNORECASE)
# Accepted: "Bāzes vērtība 2022. gadā", "Sākotnēji (2023)", "Pirms". Rejected: "Pirms termiņa".
_START = re.compile(r"\b(?:bāz|sākotnēj|sākum)\w*|\bpirms\b(?! termiņ)", re.IGNORECASE)
# Accepted: "Mērķis 2029. gadā", "Plānots", "Cerēts līdz", "Solījām", "Projektā", "Gadu pēc atklāšanas".
_AIM = re.compile(
    r"\bmērķ|\bplānot|\bcerēt|\bsolījām|\bprojektā\b|\bsasniedzam|\bpēc atklāšanas", re.IGNORECASE
)
# Accepted: "Sasniegts", "Izpilde", "Starpvērtība 2024. gadā", "Slieksnis 2026. gadā". Rejected: "2026. gads".
_NEITHER = re.compile(
    r"sasniegts|izpild|izdevies|izdarī|mērīts|starpvērt|slieksn|fakt|notikus|\bstarpība", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBER = r"[–−-]?\d[\d \u00a0.,]*"
_VALUE = re.compile(rf"(?:ne vairāk (?:par|kā) |ne mazāk (?:par|kā) |vismaz |līdz )?{_NUMBER}", re.IGNORECASE)
# The unit after a comma at the end of a name. Accepted: ", %", ", kWh/m² gadā", ", nedēļas", ", milj. t".
# Rejected: ", no 10", ", kurus apdraud pali".
_NAME_UNIT = re.compile(
    r",\s+(?P<unit>%|(?:tūkst\.|milj\.)(?: \w+)?"
    r"|[A-Za-z/²³µ%€°0-9()]{1,10}(?: (?:gadā|stundā|diennaktī|mēnesī))?"
    r"|(?:dienas|nedēļas|mēneši|gadi|naktis|stundas|minūtes|cilvēki|skaits|vietas|ha|km|eiro))(?:\s\([^()]*\))?\Z"
)
_QUANTIFIED = re.compile(r"no \d", re.IGNORECASE)
_NOTE = re.compile(r"\s+\([^()]*\)\Z")
# Accepted: "- Pašvaldību ēku siltuma patēriņš: no 131 līdz 118 kWh uz kvadrātmetru.", "Bezdarba līmenis:
# pilsētā no 8,3 % līdz 6,5 %". Rejected: "- No 4 līdz 6".
_LINE = re.compile(
    rf"^(?:[-–•*]\s+)?(?P<name>[^\n:|]{{5,110}}):\s+(?:[^\W\d_]+\s+)?"
    rf"no (?P<start>{_NUMBER}?)\s?(?P<u1>%|[^\W\d_]+)?(?:\s+\d{{4}}\. gadā)?"
    r"\s+līdz (?P<aim>[–−-]?\d[\d \u00a0,]*\d|\d)\s?(?P<u2>%|(?!gad)[^\W\d_][^\n.;,(\d]*)?",
    re.MULTILINE,
)


def indicators(text: str, rows: Sequence[Row]) -> Iterator[Entity]:
    """Yield the indicators of a text; `rows` are the rows of the tables in it."""
    for row in rows:
        yield from _of_row(text, row)
    for match in _LINE.finditer(text):
        unit = (match["u2"] or match["u1"] or "").strip()
        one = entity("indicator", text, match.start("name"), match.end("name"), match["name"].strip())
        yield replace(one, unit=unit, baseline=match["start"].strip(), target=match["aim"].strip())


def _of_row(text: str, row: Row) -> Iterator[Entity]:
    named = next((cell for cell in row if _MEASURED.match(cell.header)), None)
    if named is None or not named.text or named.text.startswith("Kopā"):
        return
    values = [cell for cell in row if cell is not named and _VALUE.match(cell.text)]
    start, aim = _columns([cell for cell in values if not _UNIT.search(cell.header)])
    if aim is None and start is None:
        return
    name, unit = _name_and_unit(named.text)
    measured = next((cell.text for cell in row if _UNIT.search(cell.header)), unit)
    baseline, first_unit = _value(start)
    target, last_unit = _value(aim)
    one = entity("indicator", text, named.start, named.start + len(name), name)
    yield replace(one, unit=measured or last_unit or first_unit, baseline=baseline, target=target)


def _columns(values: Sequence[Cell]) -> tuple[Cell | None, Cell | None]:
    """Return the cells of the starting value and of the aim: by their headers, else by the years in them."""
    start = next((cell for cell in values if _START.search(cell.header)), None)
    aim = next((cell for cell in reversed(values) if _AIM.search(cell.header)), None)
    dated = sorted(
        (
            (int(year[1]), cell)
            for cell in values
            if cell is not start
            and cell is not aim
            and not _NEITHER.search(cell.header)
            and (year := _YEAR.search(cell.header))
        ),
        key=lambda pair: pair[0],
    )
    if start is None and dated and (aim is not None or len(dated) > 1):
        start = dated.pop(0)[1]
    if aim is None and dated and start is not None:
        aim = dated[-1][1]
    return start, aim


def _name_and_unit(text: str) -> tuple[str, str]:
    unit = _NAME_UNIT.search(text)
    if unit and not _QUANTIFIED.match(unit["unit"]):
        return text[: unit.start()], unit["unit"]
    return _NOTE.sub("", text), ""


def _value(cell: Cell | None) -> tuple[str, str]:
    """Return what a cell gives as a value, and the unit that follows it."""
    if cell is None:
        return "", ""
    match = _VALUE.match(cell.text)
    if match is None:
        return cell.text, ""
    return match[0].strip(), cell.text[match.end() :].strip()
