"""Converted pages → the same pages with sound text. Pure; every decision is told in a note.

The order matters: letters first (`repair.letters`), since damaged letters hide what a word is; then tags that
stand in the text (`repair.tags`); then what runs through all pages (`repair.running`,
`repair.echoes`) and tables of contents (`repair.contents`); then
sentences over the ends of columns and pages (`repair.pages`); then line ends, hyphens and spaces
(`repair.lines`); last, words with spaces in them or with none between them (`repair.spaces`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingest.pages import Block, Converted, Page
from ingest.repair.contents import drop_contents
from ingest.repair.echoes import drop_echoes
from ingest.repair.letters import compose, mend_encodings, mend_fonts
from ingest.repair.lines import join_lines
from ingest.repair.pages import join_columns, join_pages
from ingest.repair.running import drop_running_lines
from ingest.repair.spaces import close_up_words, part_words
from ingest.repair.tags import take_out_tags

Stage = Callable[[tuple[Page, ...]], tuple[tuple[Page, ...], list[str]]]
_STAGES: tuple[Stage, ...] = (
    compose, mend_encodings, mend_fonts, take_out_tags, drop_running_lines, drop_contents, drop_echoes,
    join_columns, join_pages, join_lines, close_up_words, part_words,
)  # fmt: skip


def repair(converted: Converted) -> Converted:
    """Return the document with repaired text, a note for each repair, and without blocks left empty."""
    pages = converted.pages
    notes = list(converted.notes)
    for stage in _STAGES:
        pages, told = stage(pages)
        notes.extend(told)
    return replace(
        converted,
        pages=tuple(_without_empty(page) for page in pages),
        metadata={name: _plain(value) for name, value in converted.metadata.items()},
        notes=tuple(notes),
    )


def _without_empty(page: Page) -> Page:
    return replace(page, blocks=tuple(block for block in page.blocks if block.text))


def _plain(value: str) -> str:
    page = Page("section", 1, "", (Block(value, "paragraph"),))
    pages: tuple[Page, ...] = (page,)
    for stage in (compose, mend_encodings, take_out_tags, join_lines):
        pages, _ = stage(pages)
    return pages[0].blocks[0].text
