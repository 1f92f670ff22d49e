"""HTML tags that stand in the text, escaped once too often → out of it, for text of any format.

Only tags of a fixed list are taken, so "m < n" and "<nosaukums>" stay; a tag of one letter only where the
same block ends it, as "a <b> c" may be a formula; and none that the text quotes. In a block that had tags,
entities were escaped too.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from ingest.pages import Block, Page
from ingest.repair.block_texts import changed_block

_PARTING = (  # what these part is no single word
    "br|hr|p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th|blockquote|center|section|article"
)
_INLINE = (
    "strong|em|b|i|u|s|a|span|font|small|big|sub|sup|strike|del|ins|mark|nobr|wbr|abbr|cite|code|tt|img|o:p"
)
# Accepted: "<strong>", "</p>", "<br />", '<a href="/plans">', "<span style='x'>". Rejected: "< b",
# "<b un c>", "<nosaukums>", "m <n".
_TAG = re.compile(
    rf"<(?P<end>/?)(?:(?P<parting>{_PARTING})|(?P<inline>{_INLINE}))"
    r"(?P<attributes>(?:\s+[a-z][a-z:-]*\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*)\s*/?>",
    re.IGNORECASE,
)
# Accepted: "&nbsp;", "&amp;", "&#8211;". Rejected: "R&D; Co" (no known name), "&".
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_QUOTES = frozenset("„“”‟\"'`‘’«»")

Repaired = tuple[tuple[Page, ...], list[str]]


def take_out_tags(pages: tuple[Page, ...]) -> Repaired:
    """Take known tags out of every text; line ends stay as they are."""
    count = 0

    def plain(block: Block) -> Block:
        nonlocal count
        found = [match for match in _TAG.finditer(block.text) if not _is_quoted(match)]
        ended = frozenset(_name(match) for match in found if match["end"])
        taken = sum(_is_tag(match, ended) for match in found)
        count += taken
        return changed_block(block, lambda text: _without_tags(text, ended)) if taken else block

    mended = tuple(replace(page, blocks=tuple(map(plain, page.blocks))) for page in pages)
    return mended, [f"{count} HTML tags that stood in the text left out"] if count else []


def _without_tags(text: str, ended: frozenset[str]) -> str:
    bare = _TAG.sub(lambda match: _instead(match) if _is_tag(match, ended) else match[0], text)
    return _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\n", " "), bare)


def _instead(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or (" " if match["parting"] else "")


def _is_tag(match: re.Match[str], ended: frozenset[str]) -> bool:
    if _is_quoted(match):
        return False
    name = _name(match)
    return len(name) > 1 or bool(match["end"] or match["attributes"]) or name in ended


def _is_quoted(match: re.Match[str]) -> bool:
    """Say whether the text speaks of the tag: it stands alone between quotation marks."""
    start, end = match.span()
    return start > 0 and match.string[start - 1] in _QUOTES and match.string[end : end + 1] in _QUOTES


def _name(match: re.Match[str]) -> str:
    return (match["parting"] or match["inline"]).lower()
