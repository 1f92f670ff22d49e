"""The nouns of Virzieni as frozen dataclasses; every other module speaks in them.

Knows nothing of files, stores, models or the web.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from search.asked import Asked, Match
from search.reasons import Why

PassageKind = Literal["text", "heading", "row"]
Review = Literal["", "confirmed", "added", "removed"]
Relation = Literal["copy", "version", "translation"]
State = Literal["found", "related", "nothing"]  # of an answer

APPLICATION, REPORT = "projekta iesniegums", "projekta pārskats"
REPORTS = frozenset({APPLICATION, REPORT})  # kinds of documents on one project


class SourceState(StrEnum):
    """What became of a source in its last run."""

    INDEXED = "indexed"
    UNCHANGED = "unchanged"
    UNREAD = "unread"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Source:
    """One file or URL that a document comes from.

    `document_id` is a hash of collection and path, so it survives edits of the file.
    """

    document_id: str
    collection: str
    path: str  # relative to the collection's root, "/" between parts; or a URL
    location: str  # where the bytes are: an absolute path or the URL
    size: int  # bytes
    content_hash: str  # sha256 of the bytes, hex


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a passage stands in its source: a page, rows of a sheet, a slide, or a section.

    Numbers count from 1. `rows` is the first and last row of a sheet. A DOCX, HTML or Markdown file has
    no pages: it has sections, numbered in reading order, with the nearest heading in `section_title`. `file`
    names the file inside the source (an attachment, a document in a signed container) that is meant.
    """

    kind: Literal["page", "sheet", "slide", "section"]
    number: int
    sheet: str = ""
    rows: tuple[int, int] | None = None
    section_title: str = ""
    boxes: tuple[Box, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The years a document speaks for, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a direction was given: an entry of the vocabulary, and how near in meaning it lies (0–1).

    `written` are the passage's own words where the entry stands in it, in some form and in lower case.
    """

    entry: str
    score: float
    written: str = ""


@dataclass(frozen=True, slots=True)
class DirectionTag:
    """A direction given to a passage or document, with its score (0–1) and evidence.

    The score is the probability for a passage, for a document the share of its tagged passages. A document's
    tag is `primary` or not, and names its strongest `passages`. `review` tells what staff said of a
    passage's tag, and `why`; what they removed is kept, and is not given.
    """

    direction: str  # Direction.id
    score: float
    evidence: tuple[Evidence, ...] = ()
    sub_theme: str = ""  # "VIDE/heating"
    primary: bool = False
    passages: tuple[str, ...] = ()  # Passage.id
    review: Review = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class FactPlace:
    """What a fact was read from: the words of the source, at most 160 characters, and where they stand.

    `where` is "file metadata", "title", "file name", or a place such as "p. 1" and "section “…”"; `how` is
    the code of the rule, such as "approval line" or "named most".
    """

    field: str  # of Facts
    quote: str
    where: str
    how: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says about itself; an empty value means that nothing was found."""

    title: str
    kind: str = ""
    issuers: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()  # City.id
    period: Period | None = None
    status: str = ""
    language: str = "lv"  # "lv", "en", "ru" or "und"
    decision: str = ""  # number of the council decision that approved it, as printed
    decided: str = ""  # its date, ISO
    translation: str = ""  # "machine" when the document says that a machine translated it
    found: tuple[FactPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that can be found: a paragraph or two, or one row of a table.

    `start` and `end` are character positions in the document's extracted text. `columns` names the cells
    of a row in their order. `position` counts the passages of the document from 0.
    """

    id: str
    document_id: str
    position: int
    text: str
    locator: Locator
    heading_path: tuple[str, ...]
    start: int
    end: int
    kind: PassageKind = "text"
    language: str = "lv"
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source that has been read: its facts, and its passages in reading order."""

    id: str
    source: Source
    facts: Facts
    passages: tuple[Passage, ...]
    revision: str  # hash of the source's content and of the preparation's version
    access: str = "public"
    notes: tuple[str, ...] = ()  # repairs and doubts, in words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A sub-theme of a direction with the terms that speak of it."""

    id: str
    name_lv: str
    name_en: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """One of the five cooperation directions, or the bucket for everything else (`number` 0)."""

    number: int
    id: str
    name_lv: str
    name_en: str
    label_lv: str
    label_en: str
    sub_themes: tuple[Vocabulary, ...]


@dataclass(frozen=True, slots=True)
class City:
    """A Latvian state city with the names it is written by."""

    id: str
    name: str
    genitive: str
    forms: tuple[str, ...]  # every case of the name, nominative first
    municipality: str
    aliases: tuple[str, ...]
    neighbours: tuple[str, ...]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its name, which is the value in the index, and what else it is called."""

    name: str
    name_en: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names in both languages, without abbreviations."""
        return (self.name, self.name_en, *self.aliases)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the results are narrowed to; an empty field does not narrow.

    Values of one field are alternatives, fields are joined. `period` keeps documents whose period overlaps.
    """

    cities: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    period: Period | None = None
    collections: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question as asked: its text, filters, and which hits of the ranked list are wanted."""

    text: str
    filters: Filters = field(default_factory=Filters)
    offset: int = 0
    limit: int = 10
    passages_per_hit: int = 3
    match: Match = "related"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text to show marked, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as the index knows it, without its passages."""

    id: str
    collection: str
    path: str
    facts: Facts
    directions: tuple[DirectionTag, ...]
    passage_count: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A passage that says nearly the same in another place."""

    document: DocumentView
    passage: Passage


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage in a hit, with what speaks for it.

    `words` and `meaning` are the two scores after normalisation (0–1), `score` their mix. `marks` are words
    of the question, `related` words of terms that stand for them; with neither, `nearest` is a sentence.
    `repeated` are passages that say nearly the same and are not shown themselves.
    """

    passage: Passage
    directions: tuple[DirectionTag, ...]
    score: float
    words: float
    meaning: float
    all_words: bool
    marks: tuple[Mark, ...] = ()
    related: tuple[Mark, ...] = ()
    nearest: Mark | None = None
    why: Why | None = None
    repeated: tuple[Repeated, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A document that is one with another: the same text in another file, a version, or a translation."""

    document: DocumentView
    relation: Relation


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers, with its best passages, best first."""

    document: DocumentView
    passages: tuple[PassageHit, ...]
    score: float
    all_words: bool  # a passage of it holds every word of the question in some form
    more_passages: int = 0
    related: tuple[Related, ...] = ()  # the preferred one first


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that results can be narrowed to, with the number of documents it would leave."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents answer: by all words of the question, and further ones by some words or meaning.

    `exact` is false when there are more word matches than were counted. `listed` is the length of the ranked
    list, which pages go over: it holds fewer documents than answer when very many hold all words.
    """

    words: int
    further: int
    exact: bool = True
    listed: int = 0

    @property
    def total(self) -> int:
        """Return the number of documents that answer."""
        return self.words + self.further


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query: one page of hits, the counts, facets by field, and notes to show.

    `used` is the text that was searched for, cleaned, cut and with diacritics restored; with none, the
    documents are listed. The filters of `query` take in those typed into the question. In the state "related"
    the hits may only have to do with the question; `absent` are its words that no document mentions.
    """

    query: Query
    hits: tuple[Hit, ...]
    counts: Counts
    facets: dict[str, tuple[FacetValue, ...]]
    notes: tuple[Note, ...] = ()
    seconds: float = 0.0
    used: str = ""
    asked: Asked = field(default_factory=Asked)
    state: State = "found"
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader must know about how the question was taken: a code and its values."""

    code: str  # "query_cut", "control_characters", "no_words", "unknown_filter", …
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SimilarHit:
    """A comparable document of another city: pairs of matching passages, nearest first."""

    document: DocumentView
    score: float
    passages: tuple[PassageHit, ...]
