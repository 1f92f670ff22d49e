"""A converted document as the readers of facts see it: its title, its title page, and what stands where.

Goes in: pages, the file's metadata, its name. Comes out: pieces of text that can say where they stand and be
quoted. Knows no fact; the title page ends where running text, a table or a numbered chapter begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ingest.pages import Block, BlockKind, Page
from search.domain import FactPlace
from search.language.sentences import sentence_spans

_QUOTED = 160  # characters of the source that evidence shows
_FRONT = 1500  # characters that hold a title page
_COVER = 400  # a first page with fewer characters is a cover: the title page goes on after it
_RUNNING = 300  # a longer paragraph is running text
GIVEN = 300  # characters of a title or an author in the file's metadata that are read
_TITLE = 250  # a longer text is no title
_LONGEST = 20_000  # characters of a block that are read
_HEADING = 80  # characters of a heading that name a place

# Accepted: "1. Ievads", "II. Pamatojums", "A. Objekts", "3.2 Mērķi", "Kopsavilkums". Rejected: "2022. gads".
_CHAPTER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]+\.?|[A-Z]\.)\s+(?=[^\W\d])"
    r"|(?:Ievads|Satur[sa]|Kopsavilkums|Anotācija|Priekšvārds|Vispārīg\w+|Saīsinājum\w+|Īsumā)\b",
    re.IGNORECASE,
)
# Accepted: "APSTIPRINĀTA ar", "PROJEKTS. 2. redakcija". Rejected: "Programma apstiprināta".
_FORMAL = re.compile(r"\W*(?:apstiprinā|pieņemt|aktualizēt|grozīt|izskatīt|projekts\b)", re.IGNORECASE)
# What a heading of a title page names. Accepted: "Ogres novada pašvaldība", "Projekta Nr. 5 pārskats".
# Rejected: "Darbs un uzņēmumi".
_OFFICE = re.compile(
    r"pašvaldīb|\bdom(?:e|es)\b|departament|asociācij|\bNr\.|redakcij|apstiprināt|\bprojekt|\bl\s?ē\s?m\s?u\s?m\s?s\b"
    r"|\bnoteikumi\b|\b(?:attīstības|nozares|rīcības|investīciju|tematiskais)\s+\w+\W*\Z",
    re.IGNORECASE,
)
# Accepted: "Pludmalē atjaunos laipas.". Rejected: "Ogres novada pašvaldība", "2022. gads".
_SENTENCE = re.compile(r"[^\W\d]{4,}\W*\s.{20,}[.!?]\s*\Z", re.DOTALL)
# Accepted: "Microsoft Word - plans.doc", "Slide 1", "plans.docx", "Document2". Rejected: "Ogres plāns".
_NO_TITLE = re.compile(
    r"microsoft \w+ - |(?:power ?point )?presentation\d*\Z|(?:untitled|document|slide|book)\s?\d*\Z"
    r"|(?:slaids|prezentācija|dokuments)\s?\d*\Z|.*\.(?:docx?|odt|pdf|pptx?|xlsx?|rtf|indd)\Z",
    re.IGNORECASE,
)
# Accepted: "LĒMUMS Nr. 5", "APSTIPRINĀTS ar", "PROJEKTS", "Ogres novada dome", "SAISTOŠIE NOTEIKUMI", "Nr.
# 5".
# Rejected: "Par lēmumu", "Ogres novada domes nolikums", "Projekts „Dambis”".
_NO_NAME = re.compile(
    r"\W*(?:l\s?ē\s?m\s?u\s?m\s?s\b(?!\s+par\b).*|(?:apstiprināt|pieņemt|aktualizēt|zaudēj)\w*.*|projekts\W*"
    r"|latvijas republika.*|.{0,60}\b(?:dome|pašvaldība)\W*|.{0,60}\b(?:domes|sēdes) lēmums\b.*"
    r"|saistošie noteikumi\b(?!\s+par\b).*|nr\..*|.{0,20}\d{4}\.\s?gada \d.*)\Z",
    re.IGNORECASE,
)
# What ends no sentence, and before what. Accepted: "jūnijāNr. 260", "(apstipr. 14.10.2021.", "2022.
# 2038.gadam" (a lost dash). Rejected: "2022. Pilsēta".
_STOP = re.compile(r"(?:(?P<short>Nr|apstipr)|(?<!\d)(?:19|20)\d\d)\.\Z")
_YEAR = re.compile(r"\s+(?:19|20)\d\d")
# The heading of an act, and how acts begin their titles. Accepted: "L Ē M U M S", "SAISTOŠIE NOTEIKUMI Nr.
# 5"; "PAR BUDŽETU". Rejected: "lēmumu", "Parks".
_ACT = re.compile(r"\W*(?:l\s?ē\s?m\s?u\s?m\s?s\b|saistošie noteikumi\b)", re.IGNORECASE)
ABOUT = re.compile(r"\W*par\s", re.IGNORECASE)
# Accepted: "1. " and "– " before a list's entry. Rejected: "2022. gada", "– " within a line.
LIST_MARK = re.compile(r"\A\s*(?:[-–•*]|\d{1,2}(?:\.\d{1,2})*[.)])\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source and where it stands; `heading` is the nearest heading above it."""

    text: str
    where: str
    kind: BlockKind = "paragraph"
    heading: str = ""
    level: int = 0  # of a heading

    def place(self, field: str, how: str, start: int = 0, end: int | None = None) -> FactPlace:
        """Return the evidence for `field` that these characters of the piece are."""
        last = len(self.text) if end is None else end
        return FactPlace(field, _quote(self.text, start, last), self.where, how)

    def clauses(self) -> Iterator[Piece]:
        """Yield the sentences of the piece, parted at semicolons too; a table's row stays whole."""
        if self.kind == "row":
            yield self
            return
        start = 0
        for _, end in sentence_spans(self.text):
            if _goes_on(self.text, end):
                continue
            for part in re.split(r";\s+", self.text[start:end]):
                if part.strip():
                    yield replace(self, text=part.strip())
            start = end


@dataclass(frozen=True, slots=True)
class FactText:
    """A document for the readers of facts.

    `front` are the pieces of the title page, `pieces` all that is not lost, in order. `title_how` is the code
    of the rule that read the title.
    """

    title: Piece
    title_how: str
    front: tuple[Piece, ...]
    front_clauses: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    metadata: Mapping[str, str]

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "\n".join(piece.text for piece in self.pieces)

    def beginning(self, characters: int) -> list[Piece]:
        """Return the first pieces, up to so many characters."""
        taken, kept = 0, []
        for piece in self.pieces:
            if taken > characters:
                break
            kept.append(piece)
            taken += len(piece.text)
        return kept


def fact_text(
    pages: Sequence[Page], metadata: Mapping[str, str], path: str, site: re.Pattern[str]
) -> FactText:
    """Return the document of these pages; what matches `site` in its given title names a web site."""
    own = [page for page in pages if page.file == pages[0].file]  # what is attached speaks for itself
    blocks = [(page, block) for page in own for block in page.blocks if not block.lost and block.text]
    pieces = tuple(_pieces(blocks))
    front = pieces[: _front_length(blocks)]
    title, how = _title(front or pieces[:1], metadata, path, site)
    clauses = tuple(clause for piece in front for clause in piece.clauses())
    return FactText(title, how, front, clauses, pieces, metadata)


def _goes_on(text: str, end: int) -> bool:
    """Say whether the sentence that seems to end there goes on."""
    stop = _STOP.search(text[max(0, end - 10) : end]) if end < len(text) else None
    return stop is not None and (stop["short"] is not None or _YEAR.match(text, end) is not None)


def _pieces(blocks: Sequence[tuple[Page, Block]]) -> Iterator[Piece]:
    heading = ""
    for page, block in blocks:
        text = " ".join(block.text[:_LONGEST].split())
        if block.kind == "heading":
            heading = text
        yield Piece(text, _where(page, heading), block.kind, heading, block.level)


def _where(page: Page, heading: str) -> str:
    places = {
        "page": f"p. {page.number}",
        "slide": f"slide {page.number}",
        "sheet": f"sheet “{page.name}”",
        "section": f"section “{_short(heading)}”" if heading else f"section {page.number}",
    }
    return f"{page.file}, {places[page.kind]}" if page.file else places[page.kind]


def _short(heading: str) -> str:
    quoted = heading.translate(str.maketrans("„“”", "«»»"))
    return quoted if len(quoted) <= _HEADING else quoted[: _HEADING - 1].rsplit(" ", 1)[0] + "…"


def _front_length(blocks: Sequence[tuple[Page, Block]]) -> int:
    taken = 0
    for at, (page, block) in enumerate(blocks):
        turned = at > 0 and page is not blocks[at - 1][0] and taken >= _COVER
        if taken > _FRONT or turned or (at > 0 and _begins_text(blocks, at)):
            return at
        taken += len(block.text)
    return len(blocks)


def _begins_text(blocks: Sequence[tuple[Page, Block]], at: int) -> bool:
    page, block = blocks[at]
    before = blocks[at - 1][1]
    if block.kind == "heading":
        below = before.kind != "heading"
        chapter = _CHAPTER.match(block.text) or (page.kind == "section" and below and block.level > 1)
        return bool(chapter) or ((below or block.level > 1) and _heads_text(blocks, at))
    if block.kind in {"row", "list"}:
        return before.kind == block.kind or not _FORMAL.match(block.text)
    return len(block.text) > _RUNNING and not _FORMAL.match(block.text)


def _heads_text(blocks: Sequence[tuple[Page, Block]], at: int) -> bool:
    """Say whether a heading that names no office and no act stands above a sentence or a table."""
    if _OFFICE.search(blocks[at][1].text) or at + 1 == len(blocks):
        return False
    after = blocks[at + 1][1]
    if after.kind == "paragraph":
        return bool(_SENTENCE.search(after.text[-_RUNNING:])) and not _FORMAL.match(after.text)
    return after.kind in {"row", "list"}


def _title(
    front: Sequence[Piece], metadata: Mapping[str, str], path: str, site: re.Pattern[str]
) -> tuple[Piece, str]:
    name = PurePosixPath(path).stem
    given = site.sub("", " ".join(metadata.get("title", "")[:GIVEN].split()))
    if given and given.lower() != name.lower() and not _NO_TITLE.match(given):
        return Piece(given, "file metadata"), "file title"
    short = [piece for piece in front if 0 < len(piece.text) <= _TITLE]
    named = [piece for piece in short if not _NO_NAME.match(piece.text)]
    headings = sorted((one for one in named if one.kind == "heading"), key=lambda one: one.level)
    act = any(_ACT.match(piece.text) for piece in front)
    about = [one for one in named if act and ABOUT.match(one.text)]
    for piece in (*headings, *about, *named, *short):
        return piece, "first heading" if piece.kind == "heading" else "first line"
    return Piece(name, "file name"), "file name"


def _quote(text: str, start: int, end: int) -> str:
    """Return at most so many characters of `text` around those that matter, whole words of it."""
    if len(text) <= _QUOTED:
        return text
    for left, right in sentence_spans(text):
        if left <= start and end <= right and right - left <= _QUOTED:
            return text[left:right]
    left = max(0, min(start - 40, end - _QUOTED))
    if left:
        left = text.find(" ", left, start) + 1 or start
    right = min(len(text), left + _QUOTED)
    if right < len(text):
        right = max(text.rfind(" ", left, right), min(end, right))
    return text[left:right].strip()
