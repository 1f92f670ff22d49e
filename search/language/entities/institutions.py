"""A text → the institutions it names, with their names in the nominative.

A name is read backwards from the word that says what it is ("pārvalde", "ministrija"), over genitives and
adjectives, to the first capital; companies and institutions in quotation marks by the word before; bodies
of the state by their abbreviations too. What only begins a sentence ("Pilsētas dome") is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.corpora import Corpora
from search.language.entities.entity import Entity, entity

_HEADS_A = (
    "ministrija aģentūra nodaļa komiteja komisija inspekcija policija akadēmija koledža vidusskola "
    "pamatskola sākumskola skola ģimnāzija slimnīca poliklīnika bibliotēka asociācija savienība banka "
    "tiesa prokuratūra kanceleja augstskola direkcija administrācija bāriņtiesa pašvaldība biedrība"
).split()
_HEADS_E = "universitāte padome dome filiāle fakultāte pārvalde būvvalde kase zemessardze".split()
_HEADS_S = (
    "departaments dienests birojs centrs muzejs institūts tehnikums arhīvs kabinets parlaments reģions "
    "parks".split()
)
_CASES = {"a": ("a", "as", "ai", "u", "ā"), "e": ("e", "es", "ei", "i", "ē"), "s": ("s", "a", "am", "u", "ā")}
_NOMINATIVE = {
    head[:-1] + case: head
    for heads, ending in ((_HEADS_A, "a"), (_HEADS_E, "e"), (_HEADS_S, "s"))
    for head in heads
    for case in _CASES[ending]
}
_MASCULINE = frozenset(_HEADS_S)
_GENITIVE = {**{head[:-1] + "as": head for head in _HEADS_A}, **{head[:-1] + "es": head for head in _HEADS_E},
             **{head[:-1] + "a": head for head in _HEADS_S}}  # fmt: skip
_ALONE = frozenset({"būvvalde", "zemessardze", "bāriņtiesa"})  # named by one word
_ONLY_AFTER = {
    "kabinets": ("ministru",),
    "reģions": ("plānošanas",),
    "parks": ("tehnoloģiju", "zinātnes"),
    "skola": ("mūzikas", "mākslas", "sporta", "amatu"),
    "savienība": ("pašvaldību",),
}
# Heads right before which a name stands, or the word of its territory: "Rīgas dome", "novada bibliotēka".
_RIGHT_AFTER_NAME = frozenset("dome pašvaldība slimnīca poliklīnika bibliotēka banka".split())
_TERRITORY = frozenset("novada pilsētas valstspilsētas pašvaldības pagasta centrālā".split())
_GIVEN = 5  # letters of a name in -a; shorter words in -a are conjunctions and verbs
_ROMAN = re.compile(r"[IVXLC]+\Z")
# Heads that a word of no name before them leaves a common noun: "Pilsētas dome", "Dienas centrs".
_COMMON_HEADS = frozenset(
    "dome pašvaldība skola bibliotēka muzejs slimnīca centrs komisija komiteja padome administrācija "
    "poliklīnika banka tiesa asociācija biedrība savienība nodaļa filiāle".split()
)
_COMMON_FIRST = frozenset(
    "pilsētas novada valstspilsētas pašvaldības domes dienas krīzes senioru jauniešu aprūpes skolas projekta "
    "iepirkumu iepirkuma pagasta reģiona ģimenes veselības atbalsta biznesa dienesta bērnu kaimiņu".split()
)
_TRIMMED = frozenset(
    "abas abu visas visu katra katras mūsu jūsu šī šīs šo tā to minētā jaunā jaunās otra otras cita citas "
    "vienas divu trīs iestādes skolas uzņēmuma "
    "sadarbībā plānu plāna programmas stratēģijas dokumentu pārskata".split()
)
_NOT_FIRST = _TRIMMED | {"domes"}
# Adjectives that take the case of the head.
_AGREEING = re.compile(
    r"(?:centrāl|komunāl|nacionāl|administratīv|sociāl|radoš|digitāl|integrēt|tehnisk|medicīnisk|reģionāl|apvienot"
    r"|augstāk|lielāk|juridisk|zinātnisk|konstitucionāl)(?:ais|ā|ās|ajai|ajam|ajā|o)\Z",
    re.IGNORECASE,
)
# Lower-case genitives in -a inside names; other words in -a may be verbs ("vada", "sagatavoja").
_GENITIVES_A = frozenset(
    "novada reģiona rajona darba sporta transporta īpašuma mantojuma tūrisma centra atbalsta kapitāla "
    "departamenta dienesta nekustamā valsts satura meža ceļa finansējuma biznesa pakta klimata".split()
)
_INTO_CAPITAL = frozenset(
    "novada pilsētas valstspilsētas pašvaldības domes universitātes pārvaldes ministrijas departamenta "
    "republikas aģentūras administrācijas".split()
)
_INNER = re.compile(r"(?:[aeā]s|u|o|pils|valsts|saldus|ēs)\Z", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"\d{1,3}\.(?=\s)|[^\W\d_][\w-]*|\S")
_WORDS = re.compile(r"\w+")
_ABBREVIATION = re.compile(r"[A-ZĀČĒĢĪĶĻŅŠŪŽ]{2,6}\Z")
_QUOTED = r"[„“\"«][^„“”\"»\n]{2,90}[”“\"»]"
# Accepted: "SIA „Ogres ūdens”", "pašvaldības iestāde „Pilsētsaimniecība”", "radošajā centrā „Zeimuļs”",
# "VSIA „Latvijas Vides, ģeoloģijas un meteoroloģijas centrs”", "SIA ZAAO". Rejected: "koncertzāle „Latvija”".
_COMPANY = re.compile(
    r"(?<!\w)(?:(?:(?:P|V)?SIA|P?AS|VAS|A/S|[Pp]ašvaldības (?:iestād|aģentūr)\w+|[Nn]odibinājum\w*"
    rf"|[Bb]iedrīb\w*)\s+{_QUOTED}|(?:P|V)?SIA\s+[A-ZĀČĒĢĪĶĻŅŠŪŽ][\w-]+)"
)
_CENTRE = re.compile(
    r"(?<!\w)(?P<first>[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+|zinātnes|kultūras|izglītības|radoš(?:ais|ā|am|ajam|ajā|o))\s+"
    rf"(?P<head>[Cc]entr(?:s|a|am|u|ā))\s+(?:{_QUOTED}|[A-ZĀČĒĢĪĶĻŅŠŪŽ]{{3,}}(?!\w))"
)
_OWN_ABBREVIATION = re.compile(r"\s*\((?P<short>[A-ZĀČĒĢĪĶĻŅŠŪŽ]{2,8})\)")
_FIRST = re.compile(r"[Pp]ašvaldības (?P<head>iestād|aģentūr)\w+|(?P<other>[Nn]odibinājum|[Bb]iedrīb)\w*")
_FIRST_NOMINATIVE = {
    "iestād": "iestāde",
    "aģentūr": "aģentūra",
    "nodibinājum": "nodibinājums",
    "biedrīb": "biedrība",
}


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Abbreviations of institutions, and the name that each stands for."""

    pattern: re.Pattern[str]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def institutions(text: str, abbreviations: Abbreviations) -> list[Entity]:
    """Return the institutions of a text in order, of names inside one another the longest."""
    found = [*_companies(text), *_by_head(text), *_by_abbreviation(text, abbreviations)]
    kept = _longest(_joined(text, _longest(found)))
    shorts = {match["short"] for one in kept if (match := _OWN_ABBREVIATION.match(text, one.end))}
    for short in sorted(shorts - abbreviations.names.keys()):
        kept += [
            entity("institution", text, match.start(), match.end(), short)
            for match in re.finditer(rf"(?<!\w){short}(?!\w)", text)
        ]
    return _longest(kept)


def _longest(found: Sequence[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for one in sorted(found, key=lambda body: (body.start, -body.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end:
            kept[-1] = one
    return kept


def _joined(text: str, found: Sequence[Entity]) -> list[Entity]:
    """Return the bodies, one that follows another in the genitive joined to it: "domes Finanšu komiteja"."""
    joined: list[Entity] = []
    for one in found:
        before = joined[-1] if joined else None
        last = before.text.split()[-1] if before else ""
        owner = last.lower() in _GENITIVE or _ABBREVIATION.match(last)
        if before and owner and text[before.end : one.start] == " ":
            joined[-1] = entity("institution", text, before.start, one.end, f"{before.text} {one.normal}")
        else:
            joined.append(one)
    return joined


def _companies(text: str) -> Iterator[Entity]:
    for match in _COMPANY.finditer(text):
        first = _FIRST.match(match[0])
        normal = match[0]
        if first:
            stem = (first["head"] or first["other"]).lower()
            prefix = match[0][: first.start("head")] if first["head"] else ""
            normal = prefix + _FIRST_NOMINATIVE[stem] + match[0][first.end() :]
        yield entity("institution", text, match.start(), match.end(), normal)
    for match in _CENTRE.finditer(text):
        if not _may_be_inside(match["first"]):
            continue
        words = f"{_in_nominative(match['first'], masculine=True)} {match['head'][:5]}s"
        name = words + text[match.end("head") : match.end()]
        yield entity("institution", text, match.start(), match.end(), name)


def _by_abbreviation(text: str, abbreviations: Abbreviations) -> Iterator[Entity]:
    for match in abbreviations.pattern.finditer(text):
        yield entity("institution", text, match.start(), match.end(), abbreviations.names[match[0]])


def known_abbreviations(corpora: Corpora) -> Abbreviations:
    """Return the abbreviations of the reference tables."""
    names = {short: body.name for body in corpora.institutions for short in body.abbreviations}
    return Abbreviations(
        re.compile(rf"(?<![\w.-])(?=[^\W\d_a-z])(?:{'|'.join(map(re.escape, names))})(?![\w-])"), names
    )


def _by_head(text: str) -> Iterator[Entity]:
    for line in _LINE.finditer(text):
        if _NOMINATIVE.keys().isdisjoint(_WORDS.findall(line[0].lower())):
            continue
        words = [
            _Word(match[0], match.start(), match.end())
            for match in _TOKEN.finditer(text, line.start(), line.end())
        ]
        for at, word in enumerate(words):
            if head := _NOMINATIVE.get(word.low):
                name = words[_first_word(words, at) : at + 1]
                if _is_name(name, head):
                    yield entity("institution", text, name[0].start, word.end, _nominative(text, name, head))


def _first_word(words: Sequence[_Word], at: int) -> int:
    """Return the index of the word that the name ending in a head begins with; that of the head when none."""
    first, here = at, at - 1
    while here >= 0:
        if here > 1 and words[here].text == ")" and words[here - 2].text == "(":
            here -= 3  # an abbreviation in brackets does not break a name
            continue
        if not _goes_before(words, here, at):
            break
        if words[here].capital and words[here].low not in _NOT_FIRST:
            first = here
        here -= 1
    return first


def _goes_before(words: Sequence[_Word], here: int, at: int) -> bool:
    """Say whether the word may stand in a name before the next one; the name's head is at `at`."""
    word, after = words[here], words[here + 1]
    before = words[here - 1] if here else None
    if word.low == "un":
        return not (after.capital and not after.text.isupper()) and not (
            before is not None and before.text.isupper() and not after.text.isupper()
        )
    if word.text[0].isdigit():
        return word.text.endswith(".") and before is not None and before.capital
    if not word.capital and after.capital and word.low not in _INTO_CAPITAL:
        return False
    return _may_be_inside(word.text) or (here == at - 1 and _is_given_name(word))


def _is_given_name(word: _Word) -> bool:
    """Say whether a word right before the head may be a name in -a: "Viestura" of "Viestura vidusskola"."""
    return word.capital and word.low.endswith("a") and len(word.text) >= _GIVEN and word.low not in _TRIMMED


def _may_be_inside(word: str) -> bool:
    if not word[0].isalpha() or word.lower() in _TRIMMED:
        return False
    if word.endswith("a"):
        return word.lower() in _GENITIVES_A
    return bool(_INNER.search(word) or _AGREEING.match(word) or _ABBREVIATION.match(word))


def _is_name(name: Sequence[_Word], head: str) -> bool:
    last = name[-1]
    if not name[0].capital or (last.text[0].islower() and not any(word.capital for word in name[:-1])):
        return False
    if len(name) == 1:
        return head in _ALONE
    if head in _ONLY_AFTER:
        return name[-2].low in _ONLY_AFTER[head]
    before = [word.low for word in name[:-1]]
    if _ROMAN.match(name[0].text):
        return False
    if head in _RIGHT_AFTER_NAME and not (
        name[-2].capital or before[-1] in _TERRITORY or _AGREEING.match(name[-2].text)
    ):
        return False
    return not (head in _COMMON_HEADS and all(word in _COMMON_FIRST for word in before))


def _nominative(text: str, name: Sequence[_Word], head: str) -> str:
    """Return the name with its head, and the adjective that goes with the head, in the nominative."""
    shouted = len(name) > 1 and all(word.text.isupper() for word in name)
    words = [word.text for word in name[:-1]]
    for at, word in enumerate(words):
        nearest = at == len(words) - 1
        if _AGREEING.match(word) and (nearest or at == 0 or words[at - 1][0].isupper()):
            words[at] = _agreed(word, head, words[at + 1 :])
    gaps = [text[one.end : other.start] for one, other in pairwise(name)]
    printed = head if not name[-1].capital else head[0].upper() + head[1:]
    joined = "".join(word + gap for word, gap in zip(words, gaps, strict=True)) + printed
    return joined[0].upper() + joined[1:].lower() if shouted else joined


def _agreed(word: str, head: str, between: Sequence[str]) -> str:
    """Return an adjective in the nominative, unless it goes with a genitive between it and the head.

    "Centrālās statistikas pārvaldes" is "Centrālā statistikas pārvalde"; "Sociālo jautājumu komiteja" stays.
    """
    if word.lower().endswith("o") and between:
        return word
    if any(one.lower() in _GENITIVE for one in between):
        return word
    return _in_nominative(word, masculine=head in _MASCULINE)


def _in_nominative(word: str, *, masculine: bool) -> str:
    match = re.match(r"(.*?)(?:ais|ā|ās|ajai|ajam|ajā|o)\Z", word)
    if match is None or not _AGREEING.match(word):
        return word
    return match[1] + ("ais" if masculine else "ā")
