"""Sentences that a page's end has broken → whole again, on the page where they begin.

Comes after running lines are out and before lines are joined. Only the rest of the broken sentence moves; the
paragraph after it stays on its own page.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.pages import Block, Page
from ingest.pdf_lines import HYPHEN
from search.language.sentences import sentence_spans

_LONG = 40  # characters; a shorter block without an end is a label
_MOST = 800  # characters that may move
# Accepted: "gadā", "tempu)", "ielas,", "Liel-". Rejected: "gadā.", "šādi:".
_UNFINISHED = re.compile(rf"[^\W_][)”\"]?\Z|[,–-]\Z|{HYPHEN}\Z")
# Accepted: "atjaunošanas cikls", "(vidēji". Rejected: "Rīgas iela", "1. uzdevums".
_GOES_ON = re.compile(r"[(„\"]?[a-zāčēģīķļņšūž]")
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
        if not _follow(before, after) or not _is_broken(before.blocks[-1], after.blocks[0]):
            continue
        head, rest = _parted(after.blocks[0])
        if len(head) > _MOST:
            continue
        last = before.blocks[-1]
        blocks = (*before.blocks[:-1], replace(last, text=f"{last.text}\n{head}"))
        whole[at] = replace(before, blocks=blocks)
        whole[at + 1] = replace(after, blocks=((rest,) if rest else ()) + after.blocks[1:])
        joined += 1
    return tuple(whole), [f"sentences broken by a page's end joined: {joined}"] if joined else []


def _follow(before: Page, after: Page) -> bool:
    pages = before.kind == after.kind == "page" and before.file == after.file
    return pages and bool(before.blocks) and bool(after.blocks) and after.number == before.number + 1


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
