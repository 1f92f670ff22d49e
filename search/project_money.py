"""Lines of a report → the money of its project, by kind: what it costs, and who pays. Pure.

A sum counts when a label, a sentence, or the row of a table's total says whose it is. Sums of single works,
of a year's upkeep, of losses and of savings, and those of sections about what comes later are passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from search.corpora import load_corpora
from search.language.entities.entity import Entity
from search.language.entities.money import amounts
from search.project_lines import Line, plain

# Who pays, by words; of several the one nearest to the sum counts. `ineligible` goes before `eligible`.
_PAYERS: tuple[tuple[str, str], ...] = (
    ("ineligible", r"neattiecinām|ārpus attiecinām|papildus pašvaldība|fonds? neatbalsta|neatbalstām"),
    ("eligible", r"(?<!ne)(?<!ārpus )\battiecinām|\batbalstām"),
    (
        "fund",
        r"\bEKII\b|emisij\w+ kvot|kvotu izsol|\bEEZ\b|Eiropas Ekonomikas zon|Norvēģijas|\bSIF\b"
        r"|integrācijas fond"
        r"|kultūrkapitāla fond|\bVKKF\b|vides aizsardzības fond|\bLVAF\b",
    ),
    (
        "eu",
        r"\bERAF\b|\bESF\b|\bKF\b|\bTPF\b|\bANM\b|\bELFLA\b|\bEJZF\b|\bEJZAF\b|Kohēzijas fond"
        r"|Reģionālās attīstības fond"
        r"|Sociāl\w+ fond|Taisnīgas pārkārtošanās|Atveseļošanas|Lauksaimniecības fond|zivsaimniecības fond"
        r"|\bES (?:fond|finans|līdzfin|daļ|atbals|budžet)|Eiropas Savienības|\bInterreg|\bErasmus|\bLIFE\b"
        r"|programmas? (?:finans|līdzfinans|daļ)",
    ),
    ("loan", r"\baizņ(?!emšanās)\w*|\baizdevum|\bkredīt|\bAIZ\b|\bEIB\b|Investīciju bank"),
    ("region", r"plānošanas reģion"),
    (
        "company",
        r"brīvost|ostas pārvald|\bSEZ\b|ekonomisk\w+ zon\w+ pārvald|kapitālsabiedrīb|\b[PV]?SIA\b"
        r"|\bP?AS\b(?= [„“\"])|\bVAS\b",
    ),
    ("private",
        r"\bziedo|\bprivāt\w* (?:finans|līdzfin|līdzekļ|daļ|maksāj)|dzīvokļu īpašniek|īpašnieku (?:līdz"
        r"|maks)"),
    ("partner",
        r"\bpartnera\s*[–-]|\bpartner\w+ (?:finans|līdzfinans|daļ|ieguld|līdzekļ)|\bpartneri (?:sedz|maks)"),
    (
        "state",
        r"\bVB\b|\bvalsts (?:budžet|dotācij|mērķdotācij|finans|līdzfinans|daļ|atbalst|programm|piešķ|sedz"
        r"|[–-])|\bvalsts(?=\W*\Z)",
    ),
    (
        "municipality",
        r"\bPB\b|\bpašvaldīb|\bpilsēta[s]?\b(?! iel)|\bpilsētas (?:kase|budžet)|\bnovads\b|\bdome[s]?\b"
        r"|\bpamatbudžet",
    ),
    ("other", r"\bcit\w+ (?:avot|līdzek|finans)"),
)  # fmt: skip
_PAYER = {kind: re.compile(words, re.IGNORECASE if kind not in {"eu", "fund", "company"} else 0)
          for kind, words in _PAYERS}  # fmt: skip
# Accepted: "Projekta kopējās izmaksas", "darbi maksāja". Rejected: "ERAF finansējums".
_TOTAL = re.compile(
    r"\bkopēj\w+ (?:\w+ )?(?:izmaks|summ|finans|budžet|ieguld)|\bkopējā\w* (?:projekta )?(?:izmaks|summ"
    r"|budžet)"
    r"|\bprojekta (?:kopēj\w+ )?(?:izmaksas|budžets|kopsumma|summa|finansējums)\b|\bkopsumm"
    r"|\bizmaksas kopā\b|\bpavisam\b"
    r"|\b(?:projekts|darbi) (?:kopā |pavisam )?(?:iz)?maksā|\bviss kopā (?:iz)?maksā"
    r"|\bprojekt\w+ (?:kopā )?(?:iz)?tērē|\bcik (?:tas )?(?:iz)?maksā"
    r"|\bkopā (?:iz|ir|bija|iegul|tika|apgū)\w*|\bpublisk\w+ ieguldījum|\Akopā\b|\bkopapjom",
    re.IGNORECASE,
)
# Accepted: "30 % apmērā no kopējām izmaksām": a share of the total is not the total.
_SHARE_OF = re.compile(r"%\s(?:apmērā )?no (?:kopēj|projekta)\w*(?: \w+)?", re.IGNORECASE)
_SHARED = re.compile(r"\blīdzfinansējum", re.IGNORECASE)  # of whom no one is named: the municipality's
_COST = re.compile(r"\bizmaksāja\s*\Z")  # "Abi nami izmaksāja": believed where no table says the total
# Accepted: "sākotnējā tāme", "plānotās kopējās izmaksas". Rejected: "faktiskās izmaksas".
_PLANNED = re.compile(
    r"\bsākotnēj\w+ (?:tām|budžet|plān|izmaks|summ)|\bplānotās kopējās|\btāme bija", re.IGNORECASE
)
# Accepted: "Jūrmalas daļa", "Ogres partnera budžets". Rejected: "lielākā daļa".
_PART = re.compile(r"\b[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+s (?:daļa|budžeta daļa|partnera budžets)\b")
# Said after the sum. Accepted: "samaksāja pašvaldība", "atmaksāja Eiropas …", "aizņemti Valsts kasē".
_PAID_BY = re.compile(
    r"\b(?:sa|no|at|iz|pie)?(?:maksā|sedz|dev|dod|piešķ|piešķīr|finansē|iegul|pielik"
    r"|ziedo)\w*\s+(?P<payer>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
# Accepted: "neattiecināmās izmaksas", "ko fonds neatbalsta". Rejected: "attiecināmās izmaksas".
_STRONG = re.compile(
    r"\bneattiecinām|\bpar attiecinām\w+ neatzin|\bārpus attiecinām|\bfonds? neatbalsta", re.IGNORECASE
)
# Accepted: "kopā ar neattiecināmajām izmaksām". Rejected: "neattiecināmās izmaksas".
_WITH = re.compile(
    r"\b(?:līdz ar|kopā ar|ar|ieskaitot|tostarp|tajā skaitā)\s+neattiecinām\w*(?:\s+\w+)?", re.IGNORECASE
)
# Whose sums are not the project's: of a year, a month, a piece, losses, savings, changes, other projects.
_ELSEWHERE = re.compile(
    r"(?<!\d\. )(?<!\d\.)\bgadā\b(?! (?:no|sedz))|\bik ?gad|\bgada (?:izdev|izmaks|uztur|budžet|ieņēm"
    r"|maks)|\bmēnesī\b|\bmēnesi\b"
    r"|\buzturēšan|\bapkop[ei]|\bekspluatācijas (?:izmaks|izdev)|\bzaudējum|\bietaup|\bieņēm|\bnoma\w*\b"
    r"|\bnomā\b"
    r"|\bsadārdzin|\bpieaug(?!a līdz)|\bsamazin|\bpret \d{4}|\bper?kvadrātmetr|\bkvadrātmetr|\balga"
    r"|\bstipendij"
    r"|\b20\d\d\. gad[aā] (?:budžet|izdev|izmaks|plānot)|\bnākam\w+ (?:kārt|projekt)|\botr\w+ kārt"
    r"|\balternatīv"
    r"|\bmaksātu\b|\bnovērtēj|\bbiļe[tš]",
    re.IGNORECASE,
)
# Accepted: "uzturēšana maksā", "ik gadu". Rejected: "2021. gadā".
_UPKEEP = re.compile(
    r"(?<!\d\. )\bgadā\b|\bgada (?:izdev|izmaks|uztur)|\bik ?gad|\buzturēšan|\b20\d\d\. gad\w* (?:budžet"
    r"|izdev)"
    r"|\balternatīv",
    re.IGNORECASE,
)
# Sections that speak of something else than the project's money.
_ASIDE = re.compile(
    r"uzturē|pēc projekta|tālāk|turpin|nākam|risk|variant|ieteikum|mācīb|secinājum|ekspluatācij|atlikuš"
    r"|neatrisināt"
    r"|rādītāj|plānots un sasniegts|kas paliek|ilgtspēj|iepirkum",
    re.IGNORECASE,
)
# Accepted: "līgums par 120 000 EUR", "piedāvājums". Rejected: "līguma numurs".
_CONTRACTS = re.compile(r"\blīgum\w* par\b|\btāme bija par\b|\bpiedāvājum", re.IGNORECASE)
# The row of a table's total. Accepted: "Kopā", "Pavisam kopā", "KOPĀ:", "Kopējās izmaksas", "Summa".
_TOTAL_ROW = re.compile(
    r"\W*(?:(?:pavisam|projektam|izmaksas|finansējums|summa) )?(?:kopā|pavisam|kopsumma|summa"
    r"|kopējās izmaksas"
                        r"|kopējā summa|kopējais finansējums|projekta kopējās izmaksas)(?: kopā)?\W*\Z",
                        re.IGNORECASE)  # fmt: skip
# Accepted: "5 EUR", "5 €". Rejected: "Eiropa", "europalete".
_EURO = re.compile(r"\b(?:eur|euro|eiro)\b|€", re.IGNORECASE)
# Accepted: "kopā", "faktiskās izmaksas". Rejected: "pašvaldība".
_TOTAL_COLUMNS = re.compile(
    r"(?:|kopā|kopējās izmaksas|kopējā summa|summa|izmaksas|izdevumi|izlietots|izlietotais|apgūts|izpilde"
    r"|izpildīts|faktiski"
    r"|faktiskās izmaksas|faktiskie izdevumi|faktiskais finansējums|līgumi un rēķini|finansējums|vērtība"
    r"|apjoms"
    r"|projekta izmaksas|budžets|kopējais finansējums)\Z"
)
# Accepted: "plānots", "plānotās izmaksas". Rejected: "plānots un sasniegts".
_PLANNED_COLUMNS = re.compile(
    r"(?:plānots|plānotās izmaksas|plāns|sākotnēji|sākotnējais budžets|plānotais finansējums)\Z"
)
# Accepted: "1 240 000,50", "–5 000". Rejected: "12 km".
_NUMBER = re.compile(r"[+–−-]?\s?\d[\d\s\u00a0.,]*\Z")
_LESS = re.compile(r"[–−-]\s?\d")  # what was saved or taken away
# Accepted: "Finansējuma avots", "Kas maksā". Rejected: "Pozīcija".
_SOURCES = re.compile(r"avot|finansēt|maksātāj|finansējum|kas maksā", re.IGNORECASE)
# A row of who pays. Accepted: "Pašvaldība (30 %)", "Valsts budžeta dotācija". Rejected: "Pašvaldības ēka".
_PAYER_ROW = re.compile(
    r"\W*(?:pašvaldība|pilsēta|novads|valsts|PB|VB|(?:\w+ )?(?:pašvaldības|valsts|pilsētas"
    r"|novada)(?: budžeta)? (?:budžets|finansējums|līdzfinansējums"
    r"|daļa|dotācija|ieguldījums)|aizņēmums|aizdevums(?: \w+ \w+)?|privātais (?:līdz)?finansējums"
    r"|cits finansējums)(?:\s*\(.*\)|,? \d+ ?%)?\W*\Z",
    re.IGNORECASE,
)
_SHORT = 90  # characters of a label
# Accepted: "ERAF, pašvaldība", "ERAF un valsts". Rejected: "1,5 milj.", "85 % un 15 %".
_COMMA = re.compile(r",\s|;\s|\s(?:un|bet)\s(?!\d+\s?%)")
# Accepted: "Rīgas valstspilsētas pašvaldība", "Jelgavas pašvaldība". Rejected: "mūsu pašvaldība".
_NAMED = re.compile(
    r"(?P<name>[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+s) (?:valstspilsētas|pilsētas|novada) (?:pašvaldīb|dom)"
    r"|\b(?P<city>[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+s) pašvaldīb"
)
# What told a sum, the surest first.
_RANKS = {"label": 0, "sentence": 1, "sources": 2, "table": 3, "cost": 4, "other table": 5}
# Accepted: "Izmaksu pozīcija", "Par ko". Rejected: "Rādītājs".
_OF_COSTS = re.compile(
    r"izmaks|izdev|budžet|finans|naud|līdzekļ|maksā|tāme|pozīcij|iztērē|nopirk|par ko|\bdarb[si]\b"
    r"|darbu daļa|avot",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of the project: its kind, the figure, as printed, where, who pays by name, and what told it."""

    kind: str
    value: str
    printed: str
    passage_id: str
    payer: str = ""
    told: str = "sentence"


def sums_of(lines: Sequence[Line]) -> tuple[Sum, ...]:
    """Return the sums of a project, one of a kind, and of municipalities one of each that is named."""
    found = [one for line in lines if not _ASIDE.search(line.heading) for one in _of_line(line)]
    return tuple(_chosen(found))


def payer_kind(words: str) -> str:
    """Return the kind of money that words such as "ERAF", "PB" or "EIB" name; an empty text for none."""
    return _first(words) or _first(words.upper())


def _of_line(line: Line) -> Iterator[Sum]:
    if len(line.columns) > 0 and not (line.label and _EURO.search(line.value)):
        yield from _of_row(line)
    elif any(mark.isdigit() for mark in line.text) and _EURO.search(line.text):
        yield from _of_text(line)


def _of_text(line: Line) -> Iterator[Sum]:
    for at, sentence in enumerate(line.sentences):
        if _UPKEEP.search(sentence) and _EURO.search(sentence):
            return  # what follows goes on with it
        if not _CONTRACTS.search(sentence):
            labelled = bool(line.label) and not at and len(line.label) < _SHORT
            yield from _of_sentence(sentence, line.passage_id, labelled=labelled)


def _of_sentence(sentence: str, passage_id: str, *, labelled: bool) -> Iterator[Sum]:
    money = [one for one in amounts(sentence, ()) if _is_sum(one)]
    for at, one in enumerate(money):
        before, after = _around(sentence, money, at)
        if _ELSEWHERE.search(before) or _ELSEWHERE.search(_COMMA.split(after, maxsplit=1)[0]):
            continue
        kind, payer = _kind(before, after)
        if kind:
            told = "label" if labelled and at == 0 else "sentence"
            if kind == "total" and _COST.search(before) and not _TOTAL.search(before):
                told = "cost"
            yield Sum(kind, _value(one), one.text, passage_id, payer, told)


def _around(sentence: str, money: Sequence[Entity], at: int) -> tuple[str, str]:
    """Return the words that belong to a sum: those before it, and those after it up to the next one's own."""
    one = money[at]
    if at:
        gap = sentence[money[at - 1].end : one.start]
        cut = [match.end() for match in _COMMA.finditer(gap)]
        before = gap[cut[-1] if cut else 0 :]
    else:
        before = sentence[: one.start]
    if at + 1 < len(money):
        gap = sentence[one.end : money[at + 1].start]
        cut = [match.start() for match in _COMMA.finditer(gap)]
        after = gap[: cut[-1]] if cut else gap
    else:
        after = sentence[one.end :]
    return before, after


def _kind(before: str, after: str) -> tuple[str, str]:
    before, after = _WITH.sub(" ", before), _WITH.sub(" ", after)
    if _STRONG.search(after) and not _STRONG.search(before):
        return "ineligible", ""
    if not _nearest(before) and _PAYER["loan"].search(_COMMA.split(after.lstrip(", "), maxsplit=1)[0]):
        return "loan", ""
    if kind := _nearest(before):
        return kind, _payer_name(before)
    paid = _PAID_BY.search(after)
    if paid and (kind := _first(paid["payer"])):
        return kind, _payer_name(paid["payer"])
    if paid and paid["payer"].split(maxsplit=1)[0].strip(".,;") in _city_names():
        return "municipality", ""
    return _first(after), _payer_name(after)


@lru_cache(maxsize=1)
def _city_names() -> frozenset[str]:
    return frozenset(one.name for one in load_corpora().cities)


def _nearest(words: str) -> str:
    """Return the kind said last; a payer's own word goes before what the sum is of."""
    if _PART.search(words) and not _said(words):
        return "part"
    said = _said(words)
    if said:
        return max(said)[1]
    if _SHARED.search(words):
        return "municipality"
    if _PLANNED.search(words):
        return "planned"
    return "total" if _TOTAL.search(_SHARE_OF.sub(" ", words)) or _COST.search(words) else ""


def _first(words: str) -> str:
    said = [(match.start(), kind) for kind, pattern in _PAYER.items() if (match := pattern.search(words))]
    if not said and _SHARED.search(words):
        return "municipality"
    return min(said)[1] if said else ""


def _said(words: str) -> list[tuple[int, str]]:
    return [(match.end(), kind) for kind, pattern in _PAYER.items() for match in pattern.finditer(words)]


def _payer_name(words: str) -> str:
    named = list(_NAMED.finditer(words))
    return (named[-1]["name"] or named[-1]["city"]) if named else ""


def _of_row(line: Line) -> Iterator[Sum]:
    """Yield the sums of a table's total by column, and those of a row that names who pays."""
    first = next(
        (cell for _, cell in line.columns if cell.strip(" –-") and not _NUMBER.match(cell.strip())), ""
    )
    cells = [
        (plain(_EURO.sub(" ", name)), name, cell.strip())
        for name, cell in line.columns
        if cell.strip() != first
    ]
    money = [
        (name, cell)
        for name, header, cell in cells
        if _EURO.search(cell) or (_NUMBER.match(cell) and _EURO.search(f"{header} {line.heading}"))
    ]
    if not money:
        return
    if _TOTAL_ROW.match(first):
        label = next((name for name, cell in line.columns if cell.strip() == first), "")
        told = (
            "sources"
            if _SOURCES.search(label)
            else "table"
            if _OF_COSTS.search(label) or _OF_COSTS.search(line.heading)
            else "other table"
        )
        for name, cell in money:
            if kind := _column_kind(name):
                yield from _cell_sums(kind, cell, line, told)
        return
    if _ELSEWHERE.search(first) or len(first) > _SHORT:
        return
    of_sources = _SOURCES.search(line.columns[0][0]) or re.match(
        r"\W*(?:ne)?attiecinām", first, re.IGNORECASE
    )
    kind = _nearest(first) if of_sources or _PAYER["eu"].match(first) or _PAYER_ROW.match(first) else ""
    column = next((cell for name, cell in money if _column_kind(name) == "total"), "")
    if kind and column:
        yield from _cell_sums(kind, column, line, "table")


def _column_kind(name: str) -> str:
    if _TOTAL_COLUMNS.match(name):
        return "total"
    if _PLANNED_COLUMNS.match(name):
        return "planned"
    return _first(name) or _first(name.upper())  # headers are in lower case here, abbreviations are not


def _cell_sums(kind: str, cell: str, line: Line, told: str) -> Iterator[Sum]:
    """Yield the sum of a cell in euros; nothing for words, other money, ranges and what was taken away."""
    words = cell if _EURO.search(cell) else f"{cell} EUR"
    for one in () if _LESS.match(cell) else amounts(words, ()):
        if _is_sum(one):
            printed = re.sub(r"\s*EUR\Z", "", one.text)
            yield Sum(kind, _value(one), printed if printed in cell else cell, line.passage_id, "", told)
            return


def _is_sum(money: Entity) -> bool:
    """Say whether it is one sum in euros, not one in lats, and not "200–300 EUR"."""
    return money.normal.endswith("EUR") and "/" not in money.normal


def _value(money: Entity) -> str:
    amount = Decimal(money.normal.partition(" ")[0])
    whole = re.search(r"[.,]\d{1,2}(?=\s*(?:EUR|€|eiro|euro|\Z))", money.text) is None
    return f"{amount:.0f}" if whole and amount == amount.to_integral_value() else f"{amount:.2f}"


def _chosen(found: Sequence[Sum]) -> Iterator[Sum]:
    kinds = dict.fromkeys(one.kind for one in found)
    for kind in kinds:
        told = [one for one in found if one.kind == kind]
        if kind == "municipality":
            yield from _by_payer(told)
        else:
            yield _best(told)


def _by_payer(told: Sequence[Sum]) -> Iterator[Sum]:
    """Yield the largest sum of each municipality; with fewer than two named they are all one's."""
    names = dict.fromkeys(one.payer for one in told if one.payer)
    groups = [[one for one in told if one.payer == name] for name in names] if len(names) > 1 else [told]
    for group in groups:
        yield max(group, key=lambda one: Decimal(one.value))


def _best(told: Sequence[Sum]) -> Sum:
    """Return the sum told by the surest words; of equals the one told most often, then the first."""
    surest = min(_RANKS[one.told] for one in told)
    often = Counter(one.value for one in told)
    return max((one for one in told if _RANKS[one.told] == surest), key=lambda one: often[one.value])
