"""What a passage is that says nothing of its own: a title page, a list of references, a signature … Pure.

Goes in: the keys of its text, in order, and of its title and headings, as candidates carry them. Comes out:
its nature, or None for a passage that says something. A better rule needs no new index.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search.reasons import Nature

_OWN = 0.35  # of a passage's words; with more that are its own it says something

_LONGEST_FRONT = 90  # words of a title page, which may end with a note on the document
# Acts and states of a document, which make a title page with a word of what they rest on.
_ACTS = frozenset(
    """
    apstiprināts apstiprināta apstiprināti apstiprinātas apstiprinājis apstiprinājusi apstiprinājuši
    apstiprināja pieņemts pieņemta pieņemti pieņemtas pieņēma pieņēmusi aktualizēts aktualizēta aktualizēti
    grozīts grozīta grozīti izskatīts izskatīta projekts redakcija
    """.split()
)
_WARRANTS = frozenset(
    """
    lēmums lēmumu lēmuma protokols prot sēdē sanāksmē rīkojumu rīkojums apspriešanai dome domes domē padome
    padomē komiteja komitejā komisija komisijā grupa valde valdes iesniegšanas
    """.split()
)
# Accepted: "pašvaldības", "domes", "lēmumu", "marta", "pārskats". Rejected: "dambja", "siltināšana".
_FORMAL = re.compile(
    r"pašvaldīb|valstspilsēt|pilsēt|novad|dom(?:e|es|ē)\Z|lēmum|protokol|prot\Z|nr\Z|gad[asāuio]"
    r"|(?:un|ar|par|no|līdz|jeb|uz)\Z|janvār|februār|mart[aāsu]|aprīl|maij|jūnij|jūlij|august|septembr|oktobr"
    r"|novembr|decembr|apstiprin|pieņ[eē]m|aktualiz|groz[iī]|redakcij|projekt|pārskat|programm|plān|stratēģij"
    r"|iesniegum|noslēgum|īstenošan|izstrādātāj|sagatavo|nodaļ|departament|pārvald|sēd[eē]|sanāksm|rīkojum"
    r"|komitej|komisij|padom[eē]|grup|punkt|jautājum|laik|tematisk|nozares|nodot|apspriešan|publisk|dokument"
)

_CONTENTS = ("saturs", "satura rādītājs", "contents", "table of contents")
_LEAST_LINES, _LEAST_UNTITLED = 3, 5  # of a table of contents; of one without a title over it
_LINE_WORDS = 9  # of a line of it, on average at most
_LONGEST_PAGE = 3  # digits of a page number
# Accepted: "3", "2.1", "iii". Rejected: "ievads", "civilā".
_SECTION = re.compile(r"\d|[ivx]+\Z")

_REFERENCES = (
    "izmantotā literatūra", "izmantotie avoti", "literatūras saraksts", "literatūra un avoti",
    "avotu saraksts",
)  # fmt: skip
_REFERENCES_BELOW = ("atsauces", "bibliogrāfija", "references", "bibliography")  # sentences begin so, too
_ADDRESSES = frozenset("http https doi isbn issn".split())
_CITED = frozenset("pieejams pieejama pieejami skatīts skatīta accessed available retrieved".split())
_LEAST_CITED = 2  # addresses, and words that lead to them

_LONGEST_NOTE = 60  # words of a contact block, a line on the fund that pays, a signature
_LABELS = frozenset(
    """
    tālr tālrunis mob fakss e-pasts e-pasta epasts www kontaktpersona kontakttālrunis kontaktinformācija phone
    e-mail email
    """.split()
)
# Accepted: "lv-1050", "67012345", "37167012345". Rejected: "lv", "1050", "2023".
_REACHED = re.compile(r"lv-\d{4}\Z|(?:371)?[26]\d{7}\Z")
_LEAST_SIGNS, _CONTACT_SHARE = 2, 0.08  # labels and numbers of a contact block; their share of its words

_FUNDING = frozenset(
    "ieguldījums finansē līdzfinansē finansēts līdzfinansēts atbalstu nextgenerationeu".split()
)
_FUND_LINES = (
    "ieguldījums tavā nākotnē", "finansē eiropas savienība", "finansēts no eiropas",
    "ar eiropas savienības atbalstu", "nextgenerationeu",
)  # fmt: skip
# Accepted: "eiropas", "fonds", "līdzfinansē", "nākotnē". Rejected: "siltināšana", "skola".
_FUND_WORD = re.compile(
    r"eirop|savienīb|fond|reģionāl|attīstīb|kohēzij|sociāl|ieguldījum|tavā\Z|nākotn|projekt|līdzfinans|finans"
    r"|nacionāl|plān|atveseļošan|noturīb|mehānism|nextgenerationeu|latvij|valst|budžet|atbalst|īsteno|programm"
    r"|(?:un|ar|no|ir|tiek|tika)\Z|\d+\Z"
)

_SIGNED = frozenset(
    """
    paraksts parakstu parakstīts parakstījis parakstīja priekšsēdētājs priekšsēdētāja priekšsēdētājas
    priekšsēdētāju elektronisko elektroniski elektroniskais
    """.split()
)
# Accepted: "priekšsēdētāja", "paraksts", "zīmogu", "drošu". Rejected: "pabalstu", "bērnudārzs".
_FORMULA = re.compile(
    r"paraks|zīmog|priekšsēdētāj|vietniek|elektronisk|dokument|sēd[eē]|vadītāj|novad|pašvaldīb|pilsēt"
    r"|valstspilsēt|direktor|izpilddirektor"
    r"|(?:drošu|laika|satur|domes|dome|vārds|uzvārds|datums|un|ar|šis|ir|z|v)\Z"
)
_NAME = 3  # words of a signature that are not of its formula, at most


@dataclass(frozen=True, slots=True)
class _Read:
    """The keys of a passage, as they are stored and taken apart."""

    exact: str
    heading: str
    tokens: Sequence[str]
    held: frozenset[str]

    @property
    def above(self) -> frozenset[str]:
        return frozenset(self.heading.split(" "))

    def begins(self, titles: Sequence[str]) -> bool:
        """Say whether the text begins with one of the titles."""
        text = f"{self.exact} "
        return any(text.startswith(f"{title} ") for title in titles)

    def below(self, titles: Sequence[str]) -> bool:
        """Say whether the headings end with one of the titles."""
        above = f" {self.heading}"
        return any(above.endswith(f" {title}") for title in titles)


def nature_of(exact: str, heading: str) -> Nature | None:
    """Return what a passage with these keys is; the first that fits."""
    tokens = exact.split(" ")
    read = _Read(exact, heading, tokens, frozenset(tokens))
    return next((nature for nature, is_so in _RULES if is_so(read)), None)


def own_text(exact: str, heading: str) -> str:
    """Return the keys of a text without those that its title or headings say too."""
    above = set(heading.split(" "))
    return " ".join(token for token in exact.split(" ") if token not in above)


def _is_heading(read: _Read) -> bool:
    return len(read.exact) <= len(read.heading) and read.held <= read.above


def _is_title_page(read: _Read) -> bool:
    """Say whether an act or a state with what it rests on is told, and little else beside the title."""
    if len(read.tokens) > _LONGEST_FRONT or read.held.isdisjoint(_ACTS) or read.held.isdisjoint(_WARRANTS):
        return False
    above = read.above
    own = sum(not (one in above or one[0].isdigit() or _FORMAL.match(one)) for one in read.tokens)
    return own < _OWN * len(read.tokens)


def _is_contents(read: _Read) -> bool:
    """Say whether short lines end in growing page numbers, below a title or before the next section's number.

    The points of a decision, which are numbered one by one, are not.
    """
    tokens = read.tokens
    if sum(map(str.isdecimal, tokens)) < _LEAST_LINES:
        return False
    titled = read.begins(_CONTENTS) or read.below(_CONTENTS)
    pages = [
        int(one)
        for before, one, after in zip(tokens, tokens[1:], [*tokens[2:], "1"], strict=False)
        if one.isdecimal()
        and len(one) <= _LONGEST_PAGE
        and not before[0].isdigit()
        and (titled or _SECTION.match(after))
    ]
    least = _LEAST_LINES if titled else _LEAST_UNTITLED
    if len(pages) < least or len(tokens) > _LINE_WORDS * len(pages) or pages != sorted(pages):
        return False
    return titled or pages != list(range(pages[0], pages[0] + len(pages)))


def _is_references(read: _Read) -> bool:
    """Say whether a title says so, or several addresses stand beside words that lead to them."""
    if read.begins(_REFERENCES) or read.below((*_REFERENCES, *_REFERENCES_BELOW)):
        return True
    if read.held.isdisjoint(_ADDRESSES) or read.held.isdisjoint(_CITED):
        return False
    return all(sum(one in signs for one in read.tokens) >= _LEAST_CITED for signs in (_ADDRESSES, _CITED))


def _is_contacts(read: _Read) -> bool:
    """Say whether labels and numbers by which an office is reached are a good part of it."""
    if len(read.tokens) > _LONGEST_NOTE or read.held.isdisjoint(_LABELS):
        return False
    numbers = [one for one in read.held if _REACHED.match(one)]
    if not numbers and "lv" not in read.held:
        return False
    signs = sum(one in _LABELS for one in read.tokens) + len(numbers)
    return signs >= max(_LEAST_SIGNS, _CONTACT_SHARE * len(read.tokens))


def _is_fund_line(read: _Read) -> bool:
    """Say whether it only names the fund that pays."""
    if len(read.tokens) > _LONGEST_NOTE or read.held.isdisjoint(_FUNDING):
        return False
    if not any(line in read.exact for line in _FUND_LINES):
        return False
    return sum(not _FUND_WORD.match(one) for one in read.tokens) < _OWN * len(read.tokens)


def _is_signature(read: _Read) -> bool:
    """Say whether it is a formula of signing, with at most a name."""
    if len(read.tokens) > _LONGEST_NOTE or read.held.isdisjoint(_SIGNED):
        return False
    return sum(not _FORMULA.match(one) for one in read.tokens) <= _NAME


_RULES: tuple[tuple[Nature, Callable[[_Read], bool]], ...] = (
    ("heading", _is_heading),
    ("title_page", _is_title_page),
    ("contents", _is_contents),
    ("references", _is_references),
    ("contacts", _is_contacts),
    ("fund_line", _is_fund_line),
    ("signature", _is_signature),
)
