"""Sentences that the end of a column or a page has broken → whole again, where they begin.

Comes after running lines are out and before lines are joined. Only the rest of the broken sentence moves to
another page; the paragraph after it stays on its own. On one page the paragraph becomes whole.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.formats.pdf.lines import HYPHEN
from ingest.pages import Block, Page
from search.language.sentences import sentence_spans

_LONG = 40  # characters; a shorter block without an end is a label
_MOST = 800  # characters that may move
# Accepted: "gadā", "tempu)", "ielas,", "Liel-". Rejected: "gadā.", "šādi:".
_UNFINISHED = re.compile(rf"[^\W_][)”\"]?\Z|[,–-]\Z|{HYPHEN}\Z")
# Accepted: "atjaunošanas cikls", "(vidēji", "1 850 uzņēmumu". Rejected: "Rīgas iela", "1. uzdevums".
_GOES_ON = re.compile(
    r"[(„\"]?(?:\d(?:[\d ]{0,15}\d)?(?:,\d+)? ?(?:%|(?<= )[a-zāčēģīķļņšūž])|[a-zāčēģīķļņšūž])"
)
# After these a name may follow: "pie | Rīgas ielas". Accepted: "ielā pie". Rejected: "ielā".
_OPEN_END = re.compile(
    r"(?:,|\b(?:un|vai|ar|pie|no|uz|par|kā|ka|kas|līdz|pēc|starp|pret|pār|ap|gar|virs|zem|Nr\.))\s*\Z"
)

Repaired = tuple[tuple[Page, ...], list[str]]


def join_pages(pages: tuple[Page, ...]) -> Repaired:
    """Move the rest of a sentence that a page's end has broken to the page where the sentence begins."""
    whole = list(pages)
    joined = 0
    for at in range(len(whole) - 1):
        before, after = whole[at], whole[at + 1]
        last, first = _at_the_break(before, after)
        if last is None or first is None or not _is_broken(before.blocks[last], after.blocks[first]):
            continue
        head, rest = _parted(after.blocks[first])
        if len(head) > _MOST:
            continue
        broken = before.blocks[last]
        mended = replace(broken, text=f"{broken.text}\n{head}")
        whole[at] = replace(before, blocks=(*before.blocks[:last], mended, *before.blocks[last + 1 :]))
        left = (*after.blocks[:first], *((rest,) if rest else ()), *after.blocks[first + 1 :])
        whole[at + 1] = replace(after, blocks=left)
        joined += 1
    return tuple(whole), [f"sentences broken by a page's end joined: {joined}"] if joined else []


def join_columns(pages: tuple[Page, ...]) -> Repaired:
    """Join the paragraphs that the end of a column has broken."""
    whole = tuple(_with_whole_columns(page) if page.kind == "page" else page for page in pages)
    joined = sum(len(old.blocks) - len(new.blocks) for old, new in zip(pages, whole, strict=True))
    return whole, [f"paragraphs broken by a column's end joined: {joined}"] if joined else []


def _with_whole_columns(page: Page) -> Page:
    blocks: list[Block] = []
    for block in page.blocks:
        last = blocks[-1] if blocks else None
        if last and not last.lost and not block.lost and _is_in_next_column(last, block):
            blocks[-1] = replace(last, text=f"{last.text}\n{block.text}", boxes=last.boxes + block.boxes)
        else:
            blocks.append(block)
    return replace(page, blocks=tuple(blocks)) if len(blocks) < len(page.blocks) else page


def _is_in_next_column(last: Block, block: Block) -> bool:
    if not (last.boxes and block.boxes):
        return False
    above, below = last.boxes[-1], block.boxes[0]
    beside = below.bottom < above.top and below.left >= above.right - 1
    return beside and _is_broken(last, block)


def _at_the_break(before: Page, after: Page) -> tuple[int | None, int | None]:
    """Return the places of the last block of one page and the first of the next, running lines apart."""
    if before.kind != "page" or before.file != after.file or after.number != before.number + 1:
        return None, None
    last = [at for at, block in enumerate(before.blocks) if not block.lost and block.kind != "footnote"]
    first = [at for at, block in enumerate(after.blocks) if not block.lost]
    return (last[-1] if last else None), (first[0] if first and after.kind == "page" else None)


def _is_broken(last: Block, first: Block) -> bool:
    if last.kind not in {"paragraph", "list"} or first.kind != "paragraph":
        return False
    text = last.text.rstrip()
    if len(text) < _LONG or not _UNFINISHED.search(text):
        return False
    return _GOES_ON.match(first.text) is not None or _OPEN_END.search(text) is not None


def _parted(block: Block) -> tuple[str, Block | None]:
    """Return the first sentence of a block, and the block without it."""
    # Line ends are no ends of sentences here; a space in their place keeps every character's position.
    spans = sentence_spans(block.text.replace("\n", " "))
    if len(spans) < 2:
        return block.text, None
    end, start = spans[0][1], spans[1][0]
    gone = block.text[:end].count("\n")  # lines that have moved whole
    return block.text[:end], replace(block, text=block.text[start:], boxes=block.boxes[gone:])
