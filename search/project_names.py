"""Lines of a report → what the project is called, its number, who pays, leads and takes part. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from search.corpora import load_corpora
from search.language.entities.entity import Entity, entity
from search.language.entities.institutions import Abbreviations, institutions, known_abbreviations
from search.language.entities.numbers import project_numbers
from search.language.entities.programmes import Names, programme_names, programmes
from search.project_lines import Line

Told = tuple[str, str, str]  # value, printed, passage

_OPEN, _CLOSE = '„“"«', '”“"»'
_PLAIN = rf"[^{_OPEN}{_CLOSE}\n]"
_INSIDE = rf"[{_OPEN}][^{_CLOSE}\n]{{1,80}}[{_CLOSE}]{_PLAIN}{{0,150}}"  # a name may hold another
_QUOTED = rf"[{_OPEN}](?P<name>{_PLAIN}{{6,250}}(?:{_INSIDE}){{0,3}})[{_CLOSE}]"
_NAME_LABELS = frozenset(
    {"projekta nosaukums", "projekta pilnais nosaukums", "nosaukums", "projekta nosaukums latviešu valodā",
     "projekts", "pilnais nosaukums", "projekta nosaukums latviski"}
)  # fmt: skip
# Accepted: "Projekta pilnais nosaukums ir „…”". Rejected: "nosaukums mainīts".
_NAMED = re.compile(rf"\b[Pp]rojekta (?:\w+ )?nosaukums(?: ir| –|:)?\s+{_QUOTED}")
# Accepted: "projektu „…”", "Projekta Nr. 4.2.2.0/18/I/057 „…”", "Projekta iesniegums „…”".
_QUOTED_PROJECT = re.compile(
    rf"\b[Pp]rojekt(?:s|a|u|ā|am)?(?:\s+(?:iesniegums|pieteikums|pārskats|Nr\.?\s*\S+"
    rf"|ar numuru \S+)){{0,2}},?\s+{_QUOTED}"
)
# What a heading says of the document, not of the project.
_KIND_OF_TEXT = re.compile(
    r"(?:\A|[.:–—]\s*)(?:(?:Projekta|Tehniskais|Noslēguma|Gala)\s+)*"
    r"(?:[Pp]rojekta (?:īstenošanas |noslēguma |gala |tehniskais |progresa )*(?:pārskats|iesniegums"
    r"|pieteikums|atskaite|ziņojums|prezentācija)"
    r"|[Nn]oslēguma (?:pārskats|prezentācija|ziņojums))(?:\s+20\d\d\S*(?:\s*gad\w+)?)?\W*\Z"
)
# Accepted: "projekta numurs", "līguma nr". Rejected: "numurs un datums".
_NUMBER_LABELS = re.compile(
    r"(?:projekta )?(?:(?:identifikācijas|līguma|vienošanās) )?(?:numurs|nr)(?: kpvis| cfla)?\Z"
)
_NUMBER = r"(?P<number>(?:[A-ZĀČĒĢĪĶĻŅŠŪŽ]+[-/])?[\w.]*\d[\w./-]*\w|[A-Z]{1,4}[-\s]?\d{2,7})"
# Accepted: "Projekta Nr. EKII-5/38", "numurs – 5.6.2.0/20/I/011", "(Nr. R141)".
# Rejected: "protokols Nr. 4", "lēmums Nr. 22".
_NUMBERED = re.compile(
    rf"\b(?:[Pp]rojekt\w*(?:\s+\w+)?\s+(?:[{_OPEN}][^{_CLOSE}]{{2,250}}[{_CLOSE}],?\s+)?\(?(?:[Nn]r\.?"
    rf"|[Nn]umurs)|(?<!protokola )(?<!lēmuma )(?<!reģistrācijas )\b[Nn]umurs)"
    rf"\s*(?:ir|–|—|:)?\s*{_NUMBER}"
)
# Accepted: "R141", "ENI123". Rejected: "R 141", "141".
_LETTERED = re.compile(r"\A[A-Z]{1,4}\d{2,7}\Z")
_HEADING = 4  # words of a heading that names the project itself
_FRONT_PASSAGES = 5  # passages in which a project says its own name and number

# Accepted: "finansējuma avots", "programma". Rejected: "programmas vadītājs".
_PAYERS = re.compile(
    r"(?:finansējuma (?:avots|avoti|programma)|programma|fonds|kas finansē|kas maksā|finansē|finansētājs"
    r"|finansētāji|līdzfinansē|atbalsta programma"
    r"|finanšu (?:avots|instruments)|eiropas savienības fonds|es fonds|darbības programma"
    r"|specifiskais atbalsta mērķis|pasākums|atlase)\Z"
)
# Accepted: "5.1.1. specifiskajā atbalsta mērķī", "6.1.1.3. pasākuma", "SAM 8.1.2.".
_MEASURE = re.compile(
    r"(?:\bSAMP?\s+)?(?<![\w./])(?P<code>\d{1,2}(?:\.\d{1,2}){2,3})\.?\s+(?P<kind>specifisk|SAM|pasākum"
    r"|investīcij)|\bSAMP?\s+(?P<sam>\d{1,2}(?:\.\d{1,2}){2,3})"
)
# Funds and lenders by their names in any case, beside those of the reference table: as payers they count, in
# texts at large they are institutions. Accepted: "emisijas kvotu izsolīšanas finanšu instrumenta", "SIF",
# "Sabiedrības integrācijas fondu", "AS „Altum”". Rejected: "integrācijas fonds", "SIFs", "altums".
_FUNDS = (
    (re.compile(r"\b[Ee]misij\w+ kvot\w+ izsol\w+ (?:finanšu )?instrument\w+"), "EKII"),
    (re.compile(r"\bSabiedrības integrācijas fond\w+|\bSIF\b"), "Sabiedrības integrācijas fonds"),
    (re.compile(r"\bValsts kultūrkapitāla fond\w+|\bVKKF\b"), "Valsts kultūrkapitāla fonds"),
    (re.compile(r"\b(?:ALTUM|Altum)\b"), "ALTUM"),
    (re.compile(r"\bEiropas Investīciju bank\w+|\bEIB\b"), "Eiropas Investīciju banka"),
)
# Accepted: " nav saņemts", " administrē". Rejected: " sedz 85 %".
_NOT_PAID = re.compile(r"\b(?:nav|netika|nesaņem|negaid|bez)\b|administr", re.IGNORECASE)

# Accepted: "projekta iesniedzējs", "vadošais partneris". Rejected: "iesniedzēja adrese".
_LEAD_LABELS = re.compile(
    r"(?:projekta )?(?:vadošais partneris|īstenotājs|īstenotāja|iesniedzējs|pieteicējs"
    r"|finansējuma saņēmējs|atbalsta saņēmējs|vadītājs un īstenotājs"
    r"|galvenais partneris|kas īsteno|kas īstenoja|atbildīgā iestāde|atbildīgais|saņēmējs)(?: un \w+)?\Z"
)
# Accepted: "Projektu īsteno Ogres novada pašvaldība", "Vadošais partneris ir Tartu pilsēta".
# Rejected: "Projektu apstiprināja dome".
_LEAD = re.compile(
    r"(?:\b[Pp]ieteicējs ir|\b[Vv]adošais partneris (?:ir|bija)|\b(?:[Tt]o|[Pp]rojektu) (?:vada|vadīja"
    r"|īsteno|īstenoja|ievieš|iesniedz|iesniedza)"
    r"|\b(?:[Ff]inansējuma|[Aa]tbalsta) saņēmējs (?:ir|bija)|\b[Pp]rojekta (?:iesniedzējs"
    r"|īstenotājs) (?:ir|bija))\s+(?P<who>.+)"
)
# Accepted: "saistību pārņēmēja – Ogres novada pašvaldība". Rejected: "pārņemtās saistības".
_HEIR = re.compile(r"pārņēmēj\w*\s*[–:-]?\s*(?P<who>.+)")
# Accepted: "sadarbības partneri", "partneris". Rejected: "partneru līgums".
_PARTNER_LABELS = re.compile(r"(?:projekta )?(?:sadarbības )?partner(?:is|i)(?: projektā)?\Z")
# Accepted: "Partneri ir Palangas pilsēta un biedrība". Rejected: "Partneri tikās Ogrē".
_PARTNERS = re.compile(
    r"(?:\b(?:[Ss]adarbības |[Pp]rojekta )?[Pp]artner(?:is|i) (?:ir|bija|projektā ir|projektā bija)"
    r"|\b[Pp]iedalījās arī)\s+(?P<who>.+)"
)
# Accepted: "sadarbībā ar biedrību „…” īstenoja projektu". Rejected: "Sadarbībā ar policiju rīkojām".
_TOGETHER = re.compile(
    r"\b[Ss]adarbībā ar\s+(?P<who>[^.;]{3,160}?)\s(?:no \d[^.;]{0,80}?)?(?:īsteno|realizē"
    r"|ievieš)\w{0,6}\s[^.;]{0,80}\bprojekt"
    r"|\b[Pp]rojekt\w+[^.;]{0,80}\b(?:īsteno|realizē|ievieš)\w*\s+(?:kopā|sadarbībā) ar\s+(?P<after>.+)"
)
# Accepted: "Projekta partneri". Rejected: "Projekta budžets".
_PARTNER_HEADING = re.compile(r"\bpartner", re.IGNORECASE)
# Whose body it is. Accepted: "Ventspils valstspilsētas " before "pašvaldības iestāde „…”".
_OWNER = re.compile(r"[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+s (?:valstspilsētas|pilsētas|novada) (?=pašvaldības iestād)")
# Accepted: "Tartu pilsēta", "Klaipēdas pilsēta". Rejected: "tā ir pilsēta".
_TOWN = re.compile(r"\b[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+(?:as|es|u|s) (?:pilsēta|apgabals)\b")
# Accepted: "nav", "– ". Rejected: "navigācijas skola".
_NONE = re.compile(r"\W*(?:nav|bez|–|-)(?:\W|\Z)", re.IGNORECASE)
_ASIDES = re.compile(r"\((?!\w{2,8}\))[^()]*\)")  # not the abbreviation of a name
# Accepted: "kopā ar Klaipēdas pilsētu". Rejected: "kopā tas maksā".
_WITH = re.compile(r"\b(?:kopā|sadarbībā) ar\b")
# Accepted: "Apstiprināts domes sēdē", "protokols Nr. 4". Rejected: "Ogres novada pašvaldība".
_APPROVED = re.compile(
    r"apstiprin|pieņem|izskatīt|lēmum|protokol|saskaņ|rīkojum|sagatavoja|paraugdokument", re.IGNORECASE
)


def title_of(lines: Sequence[Line], title: str) -> Told:
    """Return the project's own name where it is printed, else the document's heading."""
    for line in lines:
        if line.plain in _NAME_LABELS and len(line.value.split()) > 1 and not line.front:
            return _bare(line.value), _printed(line.value), line.passage_id
    near = _near(lines)
    for pattern in (_NAMED, _QUOTED_PROJECT):
        for line in (*near, Line(title, lines[0].passage_id, front=True)):
            if match := pattern.search(line.text):
                return _bare(match["name"]), match["name"], line.passage_id
    heading = _heading(lines, title)
    name = _KIND_OF_TEXT.sub("", heading.text).strip(" .:–") or heading.text
    return _bare(name), name, heading.passage_id


def number_of(lines: Sequence[Line]) -> Told | None:
    """Return the number that the project was given, in the form in which it is issued."""
    for line in lines:
        if _NUMBER_LABELS.match(line.plain) and (match := re.match(_NUMBER, line.value)):
            return _issued(match["number"]), match["number"], line.passage_id
    for line in _near(lines):
        if match := _NUMBERED.search(line.text):
            number = match["number"]
            if "/" in number or "-" in number or _LETTERED.match(number):
                return _issued(number), number, line.passage_id
    for line in _near(lines):
        if "rojekt" in line.text and (one := next(project_numbers(line.text), None)):
            return one.normal, one.text, line.passage_id
    return None


def programmes_of(lines: Sequence[Line], paid: Sequence[str]) -> Iterator[Told]:
    """Yield the programmes and funds that pay; `paid` are the passages in which sums of funds stand."""
    named: dict[str, Told] = {}
    labelled = [line for line in lines if _PAYERS.match(line.plain)]
    near = [line for line in _near(lines) if not line.label or line.front]
    for line in (*labelled, *near, *(line for line in lines if line.passage_id in paid)):
        for one in paying(line.text):
            if one.normal in named or _NOT_PAID.search(line.text[one.end : one.end + 30]):
                continue
            if line in labelled or line in near or not named:
                named[one.normal] = _programme(line, one)
    joint = any(
        name.startswith("Interreg") for name in named
    )  # its money is the fund's that stands beside it
    yield from (told for name, told in named.items() if not (joint and name == "ERAF"))


def paying(text: str) -> list[Entity]:
    """Return the programmes and funds of a text; not the letters of a project's number."""
    _, names = _tables()
    found = [one for one in programmes(text, names) if not re.match(r"[-/]\d", text[one.end :])]
    kept: list[Entity] = []
    for one in sorted(found, key=lambda ent: (ent.start, -ent.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    for pattern, name in _FUNDS:
        kept += [entity("programme", text, one.start(), one.end(), name) for one in pattern.finditer(text)]
    return kept


@lru_cache(maxsize=1)
def _tables() -> tuple[Abbreviations, Names]:
    corpora = load_corpora()
    return known_abbreviations(corpora), programme_names(corpora)


def lead_of(lines: Sequence[Line]) -> Told | None:
    """Return who applies for the project or carries it out, else whose report it is."""
    own = [line for line in lines if line.front and not _APPROVED.search(line.text)]
    named = ((*bodies[-1], line.passage_id) for line in own if (bodies := _bodies(line.text)))
    whole = (told for line in own if (told := _whole(line.text, line)))
    return next(chain(_leading(lines), whole, named), None)


def _leading(lines: Sequence[Line]) -> Iterator[Told]:
    """Yield who is called the lead: by labels, then by sentences."""
    for line in lines:
        if _LEAD_LABELS.match(line.plain):
            heir = _HEIR.search(line.value)
            if told := _whole(heir["who"] if heir else line.value, line):
                yield told
    for line in lines:
        for sentence in line.sentences:
            if (match := _LEAD.search(sentence)) and (told := _whole(match["who"], line)):
                yield told


def partners_of(lines: Sequence[Line], lead: str) -> Iterator[Told]:
    """Yield the partners that are named as such, without the lead."""
    told: dict[str, Told] = {}
    for line in lines:
        words = _partner_words(line)
        for who in words:
            for one in _bodies(who):
                told.setdefault(one[0].casefold(), (one[0], one[1], line.passage_id))
        if not words and line.label and _PARTNER_HEADING.search(line.heading) and not line.columns:
            for one in _bodies(line.label)[:1]:
                told.setdefault(one[0].casefold(), (one[0], one[1], line.passage_id))
    yield from (one for key, one in told.items() if key != lead.casefold())


def _partner_words(line: Line) -> list[str]:
    """Return the words of a line that name partners."""
    if _PARTNER_LABELS.match(line.plain):
        return [] if _NONE.match(line.value) else [_ASIDES.sub(" ", line.value)]
    if line.front and not _APPROVED.search(line.text):
        return _WITH.split(line.text)[1:]
    said = [match["who"] for one in line.sentences if (match := _PARTNERS.search(one))]
    said += [match["who"] or match["after"] for one in line.sentences if (match := _TOGETHER.search(one))]
    return [_sentence_part(words) for words in said]


def _near(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the title page and of the first passages."""
    first = list(dict.fromkeys(line.passage_id for line in lines))[:_FRONT_PASSAGES]
    return [line for line in lines if line.front or line.passage_id in first]


def _heading(lines: Sequence[Line], title: str) -> Line:
    """Return the heading that is the title as printed; the document's title where none is like it."""
    words = set(title.casefold().split())
    fronts = [line for line in lines if line.front and not _APPROVED.search(line.text)]
    alike = [
        line
        for line in fronts
        if len(words & set(line.text.casefold().split())) * 2 >= len(line.text.split()) > 2
    ]
    if alike:
        return alike[0]
    top = next((line for line in fronts if not line.label.startswith("Projekt")), None)
    if (
        top
        and len(top.text.split()) >= _HEADING
        and not _whole(top.text, top)
        and not _KIND_OF_TEXT.search(top.text)
    ):
        return top
    return Line(title, lines[0].passage_id, front=True)


def _bare(name: str) -> str:
    name = name.strip().rstrip(".;,")
    if name[:1] in _OPEN and name[-1:] in _CLOSE and not any(mark in name[1:-1] for mark in _OPEN):
        name = name[1:-1]
    return " ".join(name.split())


def _printed(value: str) -> str:
    return value.strip()


def _issued(number: str) -> str:
    one = next(project_numbers(number), None)
    return one.normal if one else number.rstrip(".")


def _programme(line: Line, one: Entity) -> Told:
    after = line.text[one.end : one.end + 120]
    measure = _MEASURE.search(line.text[max(0, one.start - 90) : one.start]) or _MEASURE.search(after)
    code = (measure["code"] or measure["sam"]) if measure else ""
    sort = "pasākums" if measure and measure["kind"] == "pasākum" else "SAM"
    return f"{one.normal} {code}. {sort}" if code else one.normal, one.text, line.passage_id


def _bodies(words: str) -> list[tuple[str, str]]:
    """Return the institutions of some words: name in the nominative, and as printed, in order."""
    found = [(one.start, one.end, one.normal, one.text) for one in institutions(words, _tables()[0])]
    taken = [(start, end) for start, end, _, _ in found]
    found += [(one.start(), one.end(), one[0], one[0]) for one in _TOWN.finditer(words)
              if not any(start < one.end() and one.start() < end for start, end in taken)]  # fmt: skip
    return [(normal, printed) for _, _, normal, printed in sorted(found)]


def _sentence_part(words: str) -> str:
    """Return the words up to what says something else of the last one named."""
    return re.split(r"[.;](?:\s|\Z)", words, maxsplit=1)[0]


def _whole(words: str, line: Line) -> Told | None:
    """Return the institutions that some words begin with, as one: "pašvaldība un SIA „Satiksme”"."""
    words = re.split(r";|\.\s|, kur|, kas\b|\(", words, maxsplit=1)[0].strip()
    bodies = _bodies(words)
    if bodies and (owner := _OWNER.match(words)) and words[owner.end() :].startswith(bodies[0][1]):
        words = words[owner.end() :]
    if not bodies or not words.startswith(bodies[0][1]):
        return None
    first, last = bodies[0], bodies[0]
    end = len(first[1])
    for one in bodies[1:]:
        at = words.find(one[1], end)
        if at < 0 or not re.fullmatch(r"\s*(?:,|un|, un|kopā ar|sadarbībā ar)\s*", words[end:at]):
            break
        last, end = one, at + len(one[1])
    if last is first:
        return first[0], first[1], line.passage_id
    return words[:end], words[:end], line.passage_id
