"""HTML text → a tree of elements, forgiving as browsers are, with the standard library's tokenizer.

Knows which elements end each other; not which of them matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Accepted: "<![if !supportLists]>", "<![foo[ x>". Rejected: "<!-- komentārs -->".
_MARKED = re.compile(r"<!\[[^>]*>")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr command keygen basefont".split()
)
_RAW = frozenset("script style noscript template iframe object svg math noembed".split())
_BLOCKS = frozenset(
    "address article aside blockquote center details dialog dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table ul".split()
)
_DEEPEST = 150  # elements in elements; what lies deeper hangs on the deepest
# What an opening tag ends when it is still open, up to the element that holds it.
_ENDS = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "thead": ({"thead", "tbody", "tfoot", "tr", "td", "th"}, {"table"}),
    "tbody": ({"thead", "tbody", "tfoot", "tr", "td", "th"}, {"table"}),
    "tfoot": ({"thead", "tbody", "tfoot", "tr", "td", "th"}, {"table"}),
    "option": ({"option"}, {"select"}),
}


@dataclass(slots=True)
class Node:
    """An element with its attributes, and its texts and elements in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self) -> list[Node]:
        """Return the elements right below."""
        return [child for child in self.children if isinstance(child, Node)]

    def find(self, *tags: str) -> list[Node]:
        """Return the elements with one of these tags at any depth, in reading order."""
        found = []
        waiting = list(reversed(self.elements()))
        while waiting:
            node = waiting.pop()
            if node.tag in tags:
                found.append(node)
            waiting.extend(reversed(node.elements()))
        return found

    def text(self) -> str:
        """Return all text below, runs of white space as one space."""
        parts: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            child = waiting.pop()
            if isinstance(child, str):
                parts.append(child)
            else:
                parts.append(" " if child.tag in _BLOCKS or child.tag in {"br", "td", "th"} else "")
                waiting.extend(reversed(child.children))
        return " ".join("".join(parts).split())


class _Builder:
    """Takes tags and texts as they come and hangs them on the open elements."""

    def __init__(self) -> None:
        self.root = Node("document")
        self.open = [self.root]

    def start(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and tag != "p":
            self._end_paragraph()
        elif tag == "p":
            self._close({"p"}, {"td", "th", "table", "li", "div", "section", "article", "main", "body"})
        if tag in _ENDS:
            self._close(*_ENDS[tag])
        node = Node(tag, {name: value or "" for name, value in attributes})
        self.open[-1].children.append(node)
        if tag not in _VOID and len(self.open) < _DEEPEST:
            self.open.append(node)

    def end(self, tag: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                return
            if self.open[at].tag in {"table", "td", "th"} and tag not in {"table", "tr", "tbody", "thead"}:
                return  # a stray end inside a cell must not end what holds the table

    def data(self, text: str) -> None:
        self.open[-1].children.append(text)

    def _end_paragraph(self) -> None:
        if self.open[-1].tag == "p":
            self.open.pop()

    def _close(self, ended: set[str], holders: set[str]) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag in holders:
                return
            if self.open[at].tag in ended:
                del self.open[at:]
                self._close(ended, holders)
                return


class _Tokenizer(HTMLParser):
    def __init__(self, builder: _Builder) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = builder
        self._raw: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._raw:
            self._raw += [tag] if tag == self._raw[0] else []
        elif tag in _RAW:
            self._raw = [tag]
        else:
            self._builder.start(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._raw and tag not in _RAW:
            self._builder.start(tag, attrs)
            if tag not in _VOID:
                self._builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._raw:
            self._raw = self._raw[1:] if tag == self._raw[0] else self._raw
        else:
            self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        if not self._raw:
            self._builder.data(data)


def parse_html(text: str) -> Node:
    """Return the root of the tree; scripts, styles and drawings are gone. Never fails."""
    builder = _Builder()
    tokenizer = _Tokenizer(builder)
    # Browsers pass over such marks up to the next ">"; the tokenizer stops at those it does not know.
    tokenizer.feed(_MARKED.sub("", text).replace("<![", "&lt;!["))
    tokenizer.close()
    return builder.root
