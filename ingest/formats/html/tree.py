"""HTML text → a tree of elements, forgiving as browsers are, in time that grows with the text's length.

The standard library's tokenizer takes the square of that for "<a <a <a …", so the marks are read here. Knows
which elements end each other; not which of them matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

_LONGEST = 64_000  # characters of a tag; a longer one is passed over
# A tag with its quotes. Accepted: '<a title="a > b">', "<p class=x>". Rejected: '<a title="a' (no end).
_START = re.compile(r"""<[a-zA-Z](?:[^>=]++|=++\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
# Accepted: "h1" of "h1 class=x", "br" of "br/". Rejected: "3 Liepāja".
_NAME = re.compile(r"[a-zA-Z][^\s/>\x00]*+")
# Accepted: 'href="a b"', "colspan=2", "hidden". Rejected: "/".
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s/>][^\s/=>]*+)(?:\s*+=++\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]*+)))?+"""
)
# Accepted: "-->", "-- >". Rejected: "--".
_COMMENT_END = re.compile(r"--\s*+>")
# Accepted: "</script>", "</SCRIPT >". Rejected: "</scripts>".
_SCRIPT_ENDS = {tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in ("script", "style")}
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

    def bottom_up(self) -> list[Node]:
        """Return this element and all below it, each after the elements that it holds."""
        order = [self]
        for node in order:  # grows while it is read: parents before children
            order.extend(node.elements())
        return order[::-1]

    def own_letters(self) -> int:
        """Count the letters of the texts right below, runs of white space as one."""
        return sum(len(" ".join(child.split())) for child in self.children if isinstance(child, str))

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

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _BLOCKS and tag != "p":
            self._end_paragraph()
        elif tag == "p":
            self._close({"p"}, {"td", "th", "table", "li", "div", "section", "article", "main", "body"})
        if tag in _ENDS:
            self._close(*_ENDS[tag])
        node = Node(tag, attributes)
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


class _Tokenizer:
    """Reads the marks of a text one after the other, each character a bounded number of times."""

    def __init__(self, text: str, builder: _Builder) -> None:
        self._text = text
        self._builder = builder
        self._raw: list[str] = []
        self._last = text.rfind(">")  # after it no mark is whole
        self._quoted = True  # until a tag's quotes run to the end of the text
        self._comments = True  # until one does not end

    def run(self) -> None:
        """Hand every tag and text to the builder."""
        at = 0
        while at < len(self._text):
            mark = self._text.find("<", at)
            if mark < 0 or mark > self._last:
                return self._data(self._text[at:])
            self._data(self._text[at:mark])
            end = self._mark(mark)
            if end == mark:  # a plain "<"
                end += 1
                self._data("<")
            at = end
        return None

    def _mark(self, at: int) -> int:
        """Take the mark that begins at `at`, and return where it ends: `at` itself when there is none."""
        follows = self._text[at + 1 : at + 2]
        if self._text.startswith("<!--", at):
            return self._comment(at)
        if follows in {"!", "?"}:
            return self._text.find(">", at) + 1
        if follows == "/":
            end = self._text.find(">", at) + 1
            self._end(self._text[at + 2 : end - 1])
            return end
        if not (follows.isascii() and follows.isalpha()):
            return at
        return self._start(at)

    def _comment(self, at: int) -> int:
        end = _COMMENT_END.search(self._text, at + 4) if self._comments else None
        self._comments = end is not None
        return end.end() if end else at

    def _start(self, at: int) -> int:
        whole = _START.match(self._text, at) if self._quoted else None
        self._quoted = whole is not None
        end = whole.end() if whole else self._text.find(">", at) + 1
        if end - at > _LONGEST:
            return end
        inside = self._text[at + 1 : end - 1]
        name = _NAME.match(inside)
        tag = name[0].lower() if name else ""
        attributes: dict[str, str] = {}
        last = len(tag)
        for match in _ATTRIBUTE.finditer(inside, last):
            value = match["double"] or match["single"] or match["bare"] or ""
            attributes[match["name"].lower()] = unescape(value)
            last = match.end()
        closed = "/" in inside[last:]
        self._open(tag, attributes, closed=closed)
        return self._script_end(tag, end) if tag in {"script", "style"} and not closed else end

    def _script_end(self, tag: str, at: int) -> int:
        end = _SCRIPT_ENDS[tag].search(self._text, at)
        return end.start() if end else len(self._text)

    def _open(self, tag: str, attributes: dict[str, str], *, closed: bool) -> None:
        if self._raw:
            self._raw += [tag] if tag == self._raw[0] and not closed else []
        elif tag in _RAW:
            self._raw = [] if closed else [tag]
        else:
            self._builder.start(tag, attributes)
            if closed and tag not in _VOID:
                self._builder.end(tag)

    def _end(self, inside: str) -> None:
        name = _NAME.match(inside)
        if name is None:
            return
        tag = name[0].lower()
        if not self._raw:
            self._builder.end(tag)
        elif tag == self._raw[0]:
            self._raw.pop()

    def _data(self, text: str) -> None:
        if text and not self._raw:
            self._builder.data(unescape(text))


def parse_html(text: str) -> Node:
    """Return the root of the tree; scripts, styles and drawings are gone. Never fails."""
    builder = _Builder()
    _Tokenizer(text, builder).run()
    return builder.root
