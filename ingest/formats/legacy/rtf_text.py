"""What RTF's groups hold → paragraphs, cells and rows; texts that are no part of the document are told apart.

Goes in: what a group is for, its letters, and where paragraphs, cells and rows end. Knows no control word but
those that begin a group of a kind of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.formats.legacy.rtf_letters import UNKNOWN, Letters, joined
from ingest.formats.legacy.word_blocks import Edges, Paragraph, WordText
from ingest.formats.outline import named_level
from ingest.pages import Block

_INHERITED = 20  # styles based on styles
_BODY = 9  # outline level of what is no heading
# What a group is for, by the word it begins with. A text within a text has paragraphs of its own.
GROUPS = {
    "fonttbl": "fonts", "stylesheet": "styles", "info": "info", "listtext": "number", "pntext": "number",
    "header": "furniture", "headerl": "furniture", "headerr": "furniture", "headerf": "furniture",
    "footer": "furniture", "footerl": "furniture", "footerr": "furniture", "footerf": "furniture",
    "footnote": "story", "shptxt": "story", "dptxbxtext": "story",
    "do": "text", "shpinst": "text", "ud": "text",
    "title": "title", "author": "author", "subject": "subject", "keywords": "keywords",
    "annotation": "skip", "colortbl": "skip", "filetbl": "skip", "fldinst": "skip", "nonesttables": "skip",
    "nesttableprops": "skip", "objdata": "skip", "pict": "skip", "shprslt": "skip", "sp": "skip",
    "tc": "skip", "template": "skip", "xe": "skip",
}  # fmt: skip
_INFO = frozenset({"title", "author", "subject", "keywords"})
_TEXTS = frozenset({"text", "story"})
_CLOSED = frozenset({"skip", "furniture", "number", "fonts", "styles"}) | _INFO


@dataclass(slots=True)
class State:
    """What holds within a group, up to its end."""

    group: str = "text"
    font: int = -1
    style: int = 0
    base: int | None = None  # that a style is based on
    outline: int | None = None
    listed: bool = False
    in_cell: bool = False
    bold: bool = False
    hidden: bool = False
    replaced: int = 1  # letters that stand for one in Unicode


@dataclass(frozen=True, slots=True)
class _Style:
    level: int | None
    base: int | None


@dataclass
class Story:
    """A text that is being read, the main one or a footnote or text box, and the cut of its row's cells."""

    text: WordText = field(default_factory=WordText)
    parts: list[str] = field(default_factory=list)
    bold: set[bool] = field(default_factory=set)
    number: list[str] | None = None  # that a list prints before the paragraph
    left: int = 0
    places: list[int] = field(default_factory=list)  # of the right edges
    joins: list[set[str]] = field(default_factory=lambda: [set()])  # of the cells, the last being the next
    header: bool = False

    def begin_row(self) -> None:
        """Forget how the last row was cut."""
        self.left, self.places, self.joins, self.header = 0, [], [set()], False

    def cell_edge(self, place: int) -> None:
        """Take in where a cell ends on the right."""
        self.places.append(place)
        self.joins.append(set())

    def end_row(self) -> None:
        """End a row with the cells since the last one."""
        below = frozenset(at for at, said in enumerate(self.joins) if "clvmrg" in said)
        tall = below | {at for at, said in enumerate(self.joins) if "clvmgf" in said}
        beside = frozenset(at for at, said in enumerate(self.joins) if "clmrg" in said)
        self.text.end_row(Edges((self.left, *self.places), beside, below, tall, self.header))


@dataclass
class Reader:
    """A document that is being read."""

    letters: Letters = field(default_factory=Letters)
    state: State = field(default_factory=State)
    above: list[State] = field(default_factory=list)
    stories: list[Story] = field(default_factory=lambda: [Story()])
    following: list[Block] = field(default_factory=list)  # of footnotes and text boxes
    styles: dict[int, _Style] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)  # text of a group that is no part of the document's
    metadata: dict[str, str] = field(default_factory=dict)
    furniture: bool = False
    left_out: int = 0  # signs of drawing fonts that are not known

    @property
    def story(self) -> Story:
        """Return the text that is being read."""
        return self.stories[-1]

    @property
    def font(self) -> int:
        """Return the font that letters are in."""
        return self.letters.default_font if self.state.font < 0 else self.state.font

    @property
    def in_text(self) -> bool:
        """Say whether the group holds text for readers."""
        return self.state.group in _TEXTS

    def put(self, text: str) -> None:
        """Add text to what the group is for."""
        group = self.state.group
        if not text:
            return
        if group in _TEXTS:
            if not self.state.hidden:
                self.story.parts.append(text)
                self.story.bold.update({self.state.bold} if text.strip() else ())
        elif group == "number":
            self.story.number = [*(self.story.number or ()), text]
        elif group == "furniture":
            self.furniture = self.furniture or bool(text.strip())
        elif group == "fonts":
            self.letters.says_font_name(self.state.font, text)
        elif group == "styles" or group in _INFO:
            self.held.append(text)

    def open(self) -> None:
        """Begin a group, in which all that held goes on."""
        self._end_letters()
        self.above.append(self.state)
        self.state = replace(self.state)

    def begin(self, group: str) -> None:
        """Say what the group that was just opened is for; nothing in one that is passed over is text."""
        now = self.state.group
        if group != "skip" and (now in _CLOSED or group == "text" or (now == "info") != (group in _INFO)):
            return
        self.state.group = group
        if group == "story":
            self.stories.append(Story())
            self.state = State(group, replaced=self.state.replaced)
        elif group == "number":
            self.story.number = []

    def close(self) -> None:
        """End a group."""
        self._end_letters()
        if not self.above:
            return
        ended, outer = self.state, self.above.pop()
        if ended.group == "story" and outer.group != "story":
            self.end_paragraph()
            self.following.extend(self.stories.pop().text.end())
        elif ended.group == "styles" or (ended.group in _INFO and outer.group == "info"):
            held = " ".join(joined("".join(self.held)).split())
            self.held = []
            if ended.group in _INFO:
                self.metadata[ended.group] = held
            elif held:
                named = named_level(held.rstrip(";"))
                level = named if ended.outline is None else _level(ended.outline)
                self.styles[ended.style] = _Style(level, ended.base)
        self.state = outer

    def end_paragraph(self) -> None:
        """End a paragraph, which may be a cell's."""
        self.put(self.letters.flush())
        if not self.in_text:
            return
        story, state = self.story, self.state
        text = joined("".join(story.parts))
        self.left_out += text.count(UNKNOWN)
        text = text.replace(UNKNOWN, "").strip()
        number = None
        if story.number is not None or state.listed:
            number = joined("".join(story.number or ())).strip()
            number = number if any(letter.isalnum() for letter in number) else ""  # a bullet
        level = self._style_level() if state.outline is None else _level(state.outline)
        if text or state.in_cell:
            bold = story.bold == {True}
            story.text.paragraph(Paragraph(text, level, number, bold), in_cell=state.in_cell)
        story.parts, story.bold, story.number = [], set(), None

    def end_cell(self) -> None:
        """End a cell."""
        self.state.in_cell = True
        self.end_paragraph()
        if self.in_text:
            self.story.text.end_cell()

    def _end_letters(self) -> None:
        self.put(self.letters.flush())
        self.letters.skipped = 0

    def _style_level(self) -> int:
        key: int | None = self.state.style
        for _ in range(_INHERITED):
            style = None if key is None else self.styles.get(key)
            if style is None or style.level is not None:
                return 0 if style is None else style.level or 0
            key = style.base
        return 0


def _level(outline: int) -> int:
    return outline + 1 if 0 <= outline < _BODY else 0
