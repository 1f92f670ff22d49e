"""One sample text (TOML front matter and a small Markdown) → a checked `SourceText` with its blocks.

Knows nothing of the formats that texts are rendered to. Raises CorpusError that names file and line.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from search.errors import CorpusError

FORMATS = ("pdf", "docx", "odt", "xlsx", "pptx", "html", "txt", "md")
KINDS = (
    "ilgtspējīgas attīstības stratēģija",
    "attīstības programma",
    "rīcības plāns",
    "investīciju plāns",
    "tematiskais plānojums",
    "nozares plāns",
    "projekta pārskats",
    "projekta iesniegums",
    "uzraudzības pārskats",
    "domes lēmums",
    "saistošie noteikumi",
)
STATUSES = ("projekts", "apstiprināts", "aktualizēts")
MARK = "Paraugdokuments"
NOTICE = (
    "Paraugdokuments. Teksts, skaitļi un notikumi ir izdomāti; "
    "dokuments sagatavots sistēmas „Virzieni” paraugam."
)
SHEET_NAME = 31  # characters that a spreadsheet allows in the name of a sheet
PLAIN_ENCODING = "windows-1257"  # of a plain text, as Latvian offices saved them before Unicode

_REQUIRED = {"title": str, "format": str, "kind": str, "status": str}
_REQUIRED |= {"city": list, "issuer": list, "period": list}
_OPTIONAL = {"header": str, "columns": int, "scanned": bool}
# Accepted: "## 2. Esošā situācija". Rejected: "#Esošā situācija" (no space), "##### Sīkāk" (too deep).
_HEADING = re.compile(r"(#{1,4}) (\S.*)")
# Accepted: "- Numurs: LLI-232". Rejected: "– Numurs" (a dash, part of a paragraph).
_BULLET = re.compile(r"- (\S.*)")
# Accepted: "1. Pirmais posms". Rejected: "1.1. Uzdevums", "6. oktobrī atklāja" (paragraphs).
_NUMBERED = re.compile(
    r"(\d{1,2})\. "
    r"(?!(?:janvār|februār|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr))(\S.*)"
)
# Accepted: "| --- | --- |". Rejected: "| Nr. | Uzdevums |".
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
# Accepted: "**treknraksts**", "<b>", "[saite](…)", "`kods`". Rejected: "5 * 3", "m < n", "[1]".
_MARKUP = re.compile(r"\*\*|__|`|</?[a-z]+[^>]*>|\]\(")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title, or a sheet."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted or numbered list; `first` is the number of the first entry, 0 for bullets."""

    first: int
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class SourceText:
    """A sample text, read and checked."""

    name: str  # file name without suffix, shared by text and document
    title: str
    format: Literal["pdf", "docx", "odt", "xlsx", "pptx", "html", "txt", "md"]
    kind: str
    cities: tuple[str, ...]
    issuers: tuple[str, ...]
    period: tuple[int, int]
    status: str
    header: str  # running page header
    columns: int
    scanned: bool  # the PDF holds pictures of its pages, and no text
    blocks: tuple[Block, ...]
    body: str
    sha256: str  # of the file's bytes

    @property
    def file_name(self) -> str:
        """Return the file name of the rendered document."""
        return f"{self.name}.{self.format}"

    @property
    def front(self) -> tuple[str, ...]:
        """Return the lines of the title page: the title and the paragraphs up to the notice."""
        lines = [block.text for block in self.blocks if isinstance(block, Heading | Paragraph)]
        return tuple(lines[: lines.index(NOTICE) + 1])

    @property
    def main(self) -> tuple[Block, ...]:
        """Return the blocks after the title page."""
        return self.blocks[len(self.front) :]

    @property
    def keywords(self) -> str:
        """Return the keywords that every document carries in its metadata."""
        return ", ".join((MARK, self.kind, *self.cities))

    @property
    def facts(self) -> str:
        """Return the line that says what the document is, where a format has no metadata."""
        first, last = self.period
        return " · ".join((MARK, self.kind, ", ".join(self.cities), f"{first}–{last}", self.status))


def read_text(path: Path) -> SourceText:
    """Read one sample text. Raises CorpusError."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    if text != unicodedata.normalize("NFC", text):
        raise CorpusError("The text is not in NFC", value=path.name, next_step="Normalise it to NFC")
    _, opening, rest = text.partition("+++\n")
    front, closing, body = rest.partition("\n+++\n")
    if not text.startswith("+++\n") or not opening or not closing:
        raise _malformed(path, 1, "front matter between +++ lines is missing")
    facts = _front_matter(path, front)
    placed = _blocks(path, body, front.count("\n") + 4)
    blocks = tuple(block for _, block in placed)
    if not any(isinstance(block, Paragraph) and block.text == NOTICE for block in blocks):
        raise _malformed(path, 1, f"the line is missing: {NOTICE}")
    _check_format(path, facts["format"], placed)
    return SourceText(
        name=path.stem,
        title=facts["title"],
        format=facts["format"],
        kind=facts["kind"],
        cities=tuple(facts["city"]),
        issuers=tuple(facts["issuer"]),
        period=(facts["period"][0], facts["period"][1]),
        status=facts["status"],
        header=facts.get("header", ""),
        columns=facts.get("columns", 1),
        scanned=facts.get("scanned", False),
        blocks=blocks,
        body=body.strip() + "\n",
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _malformed(path: Path, line: int, what: str) -> CorpusError:
    return CorpusError(
        "The sample text is malformed",
        value=f"{path.name}, line {line}, {what}",
        next_step="Correct the text; corpora/sample/README.md says what is allowed",
    )


def _front_matter(path: Path, front: str) -> dict[str, Any]:
    try:
        facts = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise _malformed(path, 1, f"front matter is no TOML: {error}") from error
    known = _REQUIRED | _OPTIONAL
    wrong = [key for key in _REQUIRED if key not in facts]
    wrong += [key for key, value in facts.items() if key not in known or not isinstance(value, known[key])]
    allowed = {"format": FORMATS, "kind": KINDS, "status": STATUSES, "columns": (1, 2)}
    wrong += [key for key, values in allowed.items() if key in facts and facts[key] not in values]
    if wrong:
        raise _malformed(path, 1, f"missing, unknown or wrong: {', '.join(dict.fromkeys(wrong))}")
    _check_lists(path, facts)
    if facts.get("scanned") and facts["format"] != "pdf":
        raise _malformed(path, 1, "scanned is for pdf only")
    return facts


def _check_lists(path: Path, facts: dict[str, Any]) -> None:
    for key in ("city", "issuer"):
        if not facts[key] or not all(isinstance(value, str) and value.strip() for value in facts[key]):
            raise _malformed(path, 1, f"{key} is not a list of names")
    period = facts["period"]
    if len(period) != 2 or not all(isinstance(year, int) for year in period) or period[0] > period[1]:
        raise _malformed(path, 1, "period is not [first, last]")


def _blocks(path: Path, body: str, first_line: int) -> tuple[tuple[int, Block], ...]:
    """Return the blocks, each with the line it begins on."""
    lines = body.split("\n")
    blocks: list[tuple[int, Block]] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        if _MARKUP.search(line):
            raise _malformed(path, first_line + at, f"markup that is not allowed: {line[:60]}")
        block, taken = _block(path, lines, at, first_line)
        blocks.append((first_line + at, block))
        at += taken
    return tuple(blocks)


def _block(path: Path, lines: list[str], at: int, first_line: int) -> tuple[Block, int]:
    line = lines[at].rstrip()
    if heading := _HEADING.fullmatch(line):
        return Heading(len(heading[1]), heading[2]), 1
    if bullets := _run(_BULLET, lines[at:]):
        return Listing(0, tuple(match[1] for match in bullets)), len(bullets)
    if numbered := _run(_NUMBERED, lines[at:]):
        return Listing(int(numbered[0][1]), tuple(match[2] for match in numbered)), len(numbered)
    if line.startswith("|"):
        return _table(path, lines, at, first_line)
    if line.startswith(("#", " ", "\t")):
        raise _malformed(path, first_line + at, f"no heading and no paragraph: {line[:60]}")
    return Paragraph(line), 1


def _run(pattern: re.Pattern[str], lines: list[str]) -> list[re.Match[str]]:
    """Return the matches of the lines from the first on, up to the first that does not match."""
    found: list[re.Match[str]] = []
    for line in lines:
        match = pattern.fullmatch(line.rstrip())
        if match is None:
            break
        found.append(match)
    return found


def _table(path: Path, lines: list[str], at: int, first_line: int) -> tuple[Table, int]:
    taken = 0
    while at + taken < len(lines) and lines[at + taken].startswith("|"):
        taken += 1
    if taken < 3 or not _RULE.fullmatch(lines[at + 1].strip()):
        raise _malformed(path, first_line + at, "a table needs a header, a rule and rows")
    rows = [_cells(line) for line in (lines[at], *lines[at + 2 : at + taken])]
    for number, row in enumerate(rows):
        if len(row) != len(rows[0]):
            line = first_line + at + number + (number > 0)
            raise _malformed(path, line, f"{len(row)} cells, the header has {len(rows[0])}")
    return Table(rows[0], tuple(rows[1:])), taken


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))


def _check_format(path: Path, form: str, placed: tuple[tuple[int, Block], ...]) -> None:
    """Refuse what the format cannot show."""
    blocks = tuple(block for _, block in placed)
    if form == "xlsx":
        _check_sheets(path, blocks)
        return
    _check_front(path, blocks)
    if form == "pptx":
        _check_slides(path, placed[blocks.index(Paragraph(NOTICE)) + 1 :])
    elif form == "txt":
        _check_plain(path, placed)


def _check_front(path: Path, blocks: tuple[Block, ...]) -> None:
    """Refuse a document that does not begin with its title and paragraphs up to the notice."""
    front = blocks[: blocks.index(Paragraph(NOTICE))]
    title = front[0] if front else None
    if not isinstance(title, Heading) or title.level != 1:
        raise _malformed(path, 1, "the text does not begin with a # heading")
    if not all(isinstance(block, Paragraph) for block in front[1:]):
        raise _malformed(path, 1, "more than paragraphs stands between the title and the notice")


def _check_sheets(path: Path, blocks: tuple[Block, ...]) -> None:
    """Refuse a workbook where a sheet is not a heading, notes and one table, in this order."""
    shape = "".join(type(block).__name__[0] for block in blocks)
    # Accepted: "HPPT" (heading, notes, table), twice. Rejected: "HTT" (two tables on a sheet).
    if not re.fullmatch(r"(HP*T)+", shape):
        raise _malformed(path, 1, f"a sheet is a heading, notes and one table, not {shape}")
    headings = [block for block in blocks if isinstance(block, Heading)]
    names = [heading.text for heading in headings]
    unusable = [name for name in names if len(name) > SHEET_NAME or set(name) & set("[]:*?/\\")]
    if unusable or len(set(names)) != len(names) or any(heading.level != 1 for heading in headings):
        raise _malformed(path, 1, "sheet names must differ, have at most 31 characters and none of []:*?/\\")


def _check_slides(path: Path, placed: tuple[tuple[int, Block], ...]) -> None:
    """Refuse a presentation where a slide is not a ## heading, words and at most one table."""
    tables = 0
    for number, (line, block) in enumerate(placed):
        heading = isinstance(block, Heading)
        if number == 0 and not heading:
            raise _malformed(path, line, "a slide begins with a ## heading")
        if isinstance(block, Heading) and block.level != 2:
            raise _malformed(path, line, f"a slide begins with ##, not with {'#' * block.level}")
        tables = 0 if heading else tables + isinstance(block, Table)
        if tables > 1:
            raise _malformed(path, line, "a second table on a slide")


def _check_plain(path: Path, placed: tuple[tuple[int, Block], ...]) -> None:
    """Refuse a plain text with a table, or with a letter that its encoding lacks."""
    for line, block in placed:
        match block:
            case Table():
                raise _malformed(path, line, "a plain text has no tables")
            case Listing():
                words = "".join(block.entries)
            case Heading() | Paragraph():
                words = block.text
        lacking = [letter for letter in words if not _can_encode(letter)]
        if lacking:
            raise _malformed(path, line, f"{lacking[0]} is not in {PLAIN_ENCODING}")


def _can_encode(letter: str) -> bool:
    try:
        letter.encode(PLAIN_ENCODING)
    except UnicodeEncodeError:
        return False
    return True
