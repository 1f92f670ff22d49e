"""A tree of HTML → its main part: menus, banners, headers, footers and hidden text are cut out of it.

Judged by tags, roles, the words of class names, and by how much of an element is links. Knows no blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.html.tree import Node

_FURNITURE_TAGS = frozenset("nav footer aside dialog button select textarea input menu".split())
_FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar alert".split()
)
_FURNITURE_WORDS = frozenset(
    "cookie cookies cookiebar sikdatnes consent gdpr breadcrumb breadcrumbs menu navigation nav navbar"
    " sidebar footer header topbar share social skip pager pagination weather nameday namedays vardadienas"
    " toolbar newsletter popup modal".split()
)
_FURNITURE_NAMES = frozenset("foot side top".split())  # when they are the whole name of an element
_KEPT = frozenset("html body main article tr td th tbody thead li a h1 h2 h3 h4 h5 h6".split())
_MAIN_SHARE = 0.25  # of the page's text, for a <main> or <article> to be believed
_FURNITURE_SHARE = 0.4  # of the page's text; a larger part is no furniture, whatever it is called
_LINKS = 3  # links that make a menu …
_LINK_SHARE = 0.8  # … when they hold this share of its text
_LINK_LETTERS = 50  # of a link in a menu; longer ones are titles of what is listed
_OPENED = frozenset("h1 h2 h3 h4 h5 h6 summary".split())
# Accepted: "site-header", "mainMenu", "cookie_bar", "top-bar" (two words of one name). Rejected:
# "galvenes-teksts" (no word of the list).
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# Accepted: "display:none", "visibility: hidden". Rejected: "display: block".
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is in an element: letters, links, letters of links, and whether a main part or title is."""

    letters: int
    links: int
    linked: int
    holds_main: bool


def cut_furniture(root: Node) -> int:
    """Take furniture and hidden elements out of the tree; return how many had text."""
    measures = _measured(root)
    whole = measures[id(root)].letters
    removed = 0
    waiting = [root]
    while waiting:
        node = waiting.pop()
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node) and _is_cut(child, node, measures, whole):
                removed += child.tag not in {"head", "title", "meta"} and measures[id(child)].letters > 0
            else:
                kept.append(child)
        node.children = kept
        waiting.extend(node.elements())
    return removed


def _measured(root: Node) -> dict[int, _Measure]:
    """Return what is in each element, by its identity."""
    measures: dict[int, _Measure] = {}
    for node in root.bottom_up():
        within = [measures[id(child)] for child in node.elements()]
        letters = node.own_letters() + sum(one.letters for one in within)
        is_link = node.tag == "a"
        measures[id(node)] = _Measure(
            letters,
            is_link + sum(one.links for one in within),
            letters if is_link else sum(one.linked for one in within),
            node.tag in {"main", "article", "h1"} or any(one.holds_main for one in within),
        )
    return measures


def _is_cut(node: Node, parent: Node, measures: dict[int, _Measure], whole: int) -> bool:
    if node.tag in {"head", "title", "meta"} or _is_hidden(node):
        return True
    if node.tag == "button" and (parent.tag in _OPENED):
        return False  # what opens a section is its heading
    if node.tag in _FURNITURE_TAGS or node.attributes.get("role", "").lower() in _FURNITURE_ROLES:
        return True
    inside = measures[id(node)]
    if node.tag in _KEPT or inside.holds_main:
        return False
    named = node.tag == "header" or _is_named_furniture(node)
    return (named and inside.letters <= _FURNITURE_SHARE * whole) or _is_menu(node, inside)


def _is_hidden(node: Node) -> bool:
    said = node.attributes
    return (
        "hidden" in said
        or said.get("aria-hidden", "").lower() == "true"
        or _INVISIBLE.search(said.get("style", "")) is not None
    )


def _is_named_furniture(node: Node) -> bool:
    for name in f"{node.attributes.get('class', '')} {node.attributes.get('id', '')}".split():
        words = [word.lower() for word in _WORDS.findall(name)]
        pairs = (left + right for left, right in pairwise(words))
        if name.lower() in _FURNITURE_NAMES or not _FURNITURE_WORDS.isdisjoint([*words, *pairs]):
            return True
    return False


def _is_menu(node: Node, inside: _Measure) -> bool:
    """Say whether hardly anything but short links is in it."""
    if node.tag not in {"ul", "ol", "div", "p", "table"} or inside.links < _LINKS:
        return False
    return inside.linked >= _LINK_SHARE * inside.letters and inside.linked <= _LINK_LETTERS * inside.links


def main_part(root: Node) -> Node:
    """Return the part that holds the text: <main>, a single <article>, else all that is left."""
    whole = len(root.text())
    mains = root.find("main") or [
        node for node in root.find("div", "section") if node.attributes.get("role") == "main"
    ]
    for found in (mains, root.find("article")):
        if len(found) == 1 and len(found[0].text()) >= _MAIN_SHARE * whole:
            return found[0]
    return root
