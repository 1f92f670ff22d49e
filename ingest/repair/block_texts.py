"""Change every text of blocks in one way: their own, and those of a row's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ingest.pages import Block, Page


def changed_block(block: Block, change: Callable[[str], str]) -> Block:
    """Return the block with `change` made to its text, its header names and its cells."""
    text = change(block.text)
    columns = tuple((change(name), change(cell)) for name, cell in block.columns)
    if text == block.text and columns == block.columns:
        return block
    return replace(block, text=text, columns=columns)


def changed_page(page: Page, change: Callable[[str], str]) -> Page:
    """Return the page with `change` made to the texts of all its blocks and to its name."""
    return replace(
        page, name=change(page.name), blocks=tuple(changed_block(block, change) for block in page.blocks)
    )


def text_of(blocks: Iterable[Block]) -> str:
    """Return the texts of blocks, a line each or more."""
    return "\n".join(block.text for block in blocks)
