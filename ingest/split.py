"""Pages → passages with place, heading path and character span.

Paragraphs under one heading are gathered to a readable size; a long one is cut between sentences; a row of
a table is a passage of its own. Knows no embedding and no index.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.pages import Block, Page
from search.domain import Box, Locator, Passage, PassageKind
from search.language.sentences import sentence_spans
from search.language.which import language_of

# Changing these changes `search.manifest.SPLITTING`.
_TARGET = 600  # characters; a passage is closed once it has these
_MOST = 1100  # characters; about 300 tokens of the model, well below its 512
_LEAST = 80  # characters; a shorter rest joins the passage before it
_LONGEST_HEADING = 300  # characters; repeated in every passage below it
BETWEEN = "\n\n"  # between the blocks of the extracted text


Columns = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LostSpan:
    """Characters `start` to `end` of the extracted text that no passage holds, with the reason."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    kind: PassageKind
    columns: tuple[tuple[str, str], ...]
    rows: tuple[int, int] | None
    page: Page
    headings: tuple[str, ...]
    place: tuple[int, int]  # section, and stretch between lost blocks
    boxes: tuple[Box, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def extracted_text(pages: Iterable[Page]) -> str:
    """Return the whole text of a document; spans of passages count its characters."""
    return BETWEEN.join(block.text for page in pages for block in page.blocks)


def split(document_id: str, pages: Iterable[Page]) -> tuple[Passage, ...]:
    """Return the passages of a document in reading order; none when it has no text outside headings."""
    seen: Counter[str] = Counter()
    passages = []
    for position, piece in enumerate(_gathered(_pieces(pages))):
        digest = text_hash(piece.text)
        seen[digest] += 1
        passages.append(
            Passage(
                id=f"{document_id}-{digest}-{seen[digest]}",
                document_id=document_id,
                position=position,
                text=piece.text,
                locator=_locator(piece),
                heading_path=piece.headings,
                start=piece.start,
                end=piece.end,
                kind=piece.kind,
                language=language_of(piece.text),
                columns=piece.columns,
            )
        )
    return tuple(passages)


def lost_spans(pages: Iterable[Page]) -> tuple[LostSpan, ...]:
    """Return the stretches of the extracted text that are in no passage, and why, in order.

    Headings are among them: they are in the heading paths of passages.
    """
    spans = []
    position = 0
    for page in pages:
        for block in page.blocks:
            reason = block.lost or ("heading" if block.kind == "heading" else "")
            if reason:
                spans.append(LostSpan(position, position + len(block.text), reason))
            position += len(block.text) + len(BETWEEN)
    return tuple(spans)


def text_hash(text: str) -> str:
    """Return ten hexadecimal digits that stand for a text, whatever its spaces and case."""
    normal = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return hashlib.sha256(normal.encode()).hexdigest()[:10]


def _pieces(pages: Iterable[Page]) -> Iterator[_Piece]:
    headings: list[tuple[int, str]] = []
    position = 0
    section = 0
    apart = 0  # stretches between lost blocks; no passage runs over one
    file = ""
    for page in pages:
        if page.kind in {"sheet", "slide"} or page.file != file:
            headings = []
        file = page.file
        for block in page.blocks:
            if block.lost:
                apart += 1
            elif block.kind == "heading":
                title = block.text[:_LONGEST_HEADING]
                headings = [one for one in headings if one[0] < block.level] + [(block.level, title)]
                section += 1
            else:
                path = tuple(title for _, title in headings)
                place = (section, apart)
                yield from _cut(block, position, page, path, place)
            position += len(block.text) + len(BETWEEN)


def _cut(
    block: Block, start: int, page: Page, path: tuple[str, ...], place: tuple[int, int]
) -> Iterator[_Piece]:
    kind: PassageKind = "row" if block.kind == "row" else "text"
    rows = (block.row, block.row) if block.row else None
    for left, right, columns in _row_spans(block) if block.columns else _text_spans(block.text):
        text = block.text[left:right]
        if text.strip():
            boxes = _boxes(block, left, right)
            yield _Piece(text, start + left, kind, columns, rows, page, path, place, boxes)


def _text_spans(text: str) -> Iterator[tuple[int, int, Columns]]:
    for left, right in _spans(text):
        yield left, right, ()


def _row_spans(block: Block) -> Iterator[tuple[int, int, Columns]]:
    """Yield a row whole, or cut between cells, each part with its own columns; a huge cell is cut itself."""
    if len(block.text) <= _MOST:
        yield 0, len(block.text), block.columns
        return
    starts = _cell_starts(block)
    ends = [*starts[1:], len(block.text)]
    left = 0
    held: list[tuple[str, str]] = []
    for (name, cell), start, end in zip(block.columns, starts, ends, strict=True):
        if held and end - left > _MOST:
            yield left, start, tuple(held)
            left, held = start, []
        if end - start > _MOST:
            for first, last in _spans(block.text[start:end]):
                yield start + first, start + last, ((name, block.text[start + first : start + last]),)
            left = end
        else:
            held.append((name, cell))
    if held:
        yield left, len(block.text), tuple(held)


def _cell_starts(block: Block) -> list[int]:
    """Return where each cell of a row begins in its text, its name included."""
    starts = []
    position = 0
    for name, cell in block.columns:
        shown = f"{name.rstrip(':')}: {cell}" if name else cell
        start = max(position, block.text.find(shown, position))
        starts.append(start)
        position = start + len(shown)
    return starts


def _boxes(block: Block, left: int, right: int) -> tuple[Box, ...]:
    """Return the lines that characters `left` to `right` stand on: a line holds as much as it is wide."""
    whole = sum(box.right - box.left for box in block.boxes)
    first, last = (whole * at / max(1, len(block.text)) for at in (left, right))
    kept = []
    position = 0.0
    for box in block.boxes:
        end = position + box.right - box.left
        if end > first and position < last:
            kept.append(box)
        position = end
    return tuple(kept)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of at most `_MOST` characters, cut between sentences, else between words."""
    if len(text) <= _MOST:
        yield 0, len(text)
        return
    start = end = 0
    for left, right in _short(sentence_spans(text), text):
        if end > start and right - start > _MOST:
            yield start, end
            start = left
        elif end == start:
            start = left
        end = right
    yield start, end


def _short(spans: Iterable[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        left = start
        while end - left > _MOST:
            at = text.rfind(" ", left + 1, left + _MOST)
            right = at if at > left else left + _MOST
            yield left, right
            left = right + 1 if at > left else right
        if end > left:
            yield left, end


def _gathered(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    held: _Piece | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif _belongs(held, piece):
            held = _joined(held, piece)
        else:
            yield held
            held = piece
    if held is not None:
        yield held


def _belongs(held: _Piece, piece: _Piece) -> bool:
    if "row" in (held.kind, piece.kind) or held.page is not piece.page or held.place != piece.place:
        return False
    together = len(held.text) + len(piece.text)
    return together <= _MOST and (len(held.text) < _TARGET or len(piece.text) < _LEAST)


def _joined(held: _Piece, piece: _Piece) -> _Piece:
    gap = piece.start - held.end
    between = " " * gap if gap < len(BETWEEN) else " " * (gap - len(BETWEEN)) + BETWEEN
    return replace(held, text=held.text + between + piece.text, boxes=held.boxes + piece.boxes)


def _locator(piece: _Piece) -> Locator:
    if piece.page.kind == "section":
        title = piece.headings[-1] if piece.headings else ""
        return Locator("section", max(1, piece.place[0]), section_title=title, file=piece.page.file)
    return Locator(
        piece.page.kind,
        piece.page.number,
        sheet=piece.page.name if piece.page.kind == "sheet" else "",
        rows=piece.rows if piece.page.kind == "sheet" else None,
        section_title=piece.headings[-1] if piece.headings else "",
        boxes=piece.boxes,
        file=piece.page.file,
    )
