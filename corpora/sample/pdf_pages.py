"""Pages of a sample PDF: fonts, running header, page number, one or two columns, text that flows.

Knows paragraphs and places, not blocks: `render_pdf` says what stands on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from looks import MADE, Look
from source_text import SourceText

from search.errors import CorpusError

LINE = 1.32  # line height as a multiple of the font's size
_MARGIN = 22.0  # mm
_GUTTER = 8.0
_POINT = 25.4 / 72


def describe(pdf: FPDF, text: SourceText) -> None:
    """Write a document's metadata."""
    pdf.set_title(text.title)
    pdf.set_author(", ".join(text.issuers))
    pdf.set_subject(text.kind)
    pdf.set_keywords(text.keywords)
    pdf.set_creator("corpora/sample/build.py")
    pdf.set_lang("lv-LV")
    pdf.set_creation_date(MADE)


class Pages(FPDF):
    """A PDF that knows how to break lines, columns and pages."""

    def __init__(self, text: SourceText, look: Look, fonts: Path) -> None:
        super().__init__(unit="mm", format="A4")
        self.look = look
        self._running = text.header or text.title
        self._columns = 1
        self._column = 0
        self._column_top = 0.0
        self._lowest = 0.0  # of the columns already filled on this page
        self._rest = 0.0  # height of the text still to come in these columns
        self.set_margins(_MARGIN, 24, _MARGIN)
        self.set_auto_page_break(True, 22)
        self.c_margin = 0.0
        self.landscape = False
        self._register(fonts)
        describe(self, text)

    def _register(self, fonts: Path) -> None:
        family = "LiberationSerif" if self.look.serif else "LiberationSans"
        for style, name in (("", "Regular"), ("B", "Bold"), ("I", "Italic")):
            path = fonts / f"{family}-{name}.ttf"
            if not path.is_file():
                raise CorpusError(
                    "The font for the PDF documents is missing",
                    value=path,
                    next_step="Install the Debian package fonts-liberation2, or name its folder with --fonts",
                )
            self.add_font("body", style, path)

    def header(self) -> None:
        """Draw the running header, from page 2 on."""
        if self.page_no() == 1:
            return
        self.face("I", 8.5, (90, 90, 90))
        self.set_xy(self.l_margin, 11)
        self.cell(self.epw, 5, self._running, align="R" if self.look.title == "band" else "C")
        self.set_draw_color(*self.look.accent)
        self.set_line_width(0.2)
        self.line(self.l_margin, 17, self.w - self.r_margin, 17)
        self.set_xy(self.l_margin, self.t_margin)

    def footer(self) -> None:
        """Draw the page number, from page 2 on."""
        if self.page_no() == 1:
            return
        self.face("", 9, (90, 90, 90))
        self.set_xy(self.l_margin, self.h - 15)
        number = self.look.footer.format(page=self.page_no(), pages=self.str_alias_nb_pages)
        self.cell(self.epw, 5, number, align="R" if self.look.title == "band" else "C")

    def face(self, style: str, size: float, colour: tuple[int, int, int] = (0, 0, 0)) -> None:
        """Choose the font's style ("", "B", "I"), size and colour."""
        self.set_font("body", style, size)
        self.set_text_color(*colour)

    def turn(self, *, landscape: bool) -> None:
        """Go on on a new page of the other orientation, unless this one has the right one."""
        if landscape != self.landscape:
            self.landscape = landscape
            self.add_page(orientation="L" if landscape else "P")

    @property
    def line_height(self) -> float:
        """Return the height of a line in the font chosen, in mm."""
        return self.font_size_pt * LINE * _POINT

    @property
    def left(self) -> float:
        """Return where the column begins."""
        return self.l_margin + self._column * (self.column_width + _GUTTER)

    @property
    def column_width(self) -> float:
        """Return the width of a column."""
        return (self.epw - _GUTTER * (self._columns - 1)) / self._columns

    @property
    def room(self) -> float:
        """Return the height that is left in the column."""
        return self.page_break_trigger - self.y

    @property
    def at_top(self) -> bool:
        """Return whether nothing stands in the column yet."""
        return self.y <= self._column_top + 0.1

    def start_columns(self, count: int, height: float) -> None:
        """Flow what follows into columns; `height` is its estimated height in one column, for balance."""
        self._columns, self._column = count, 0
        self._column_top = self._lowest = self.y
        self._rest = height
        self._balance()

    def end_columns(self) -> None:
        """Go on below all columns, in full width."""
        if self._columns > 1:
            self.y = max(self.y, self._lowest) + 2
        self._columns, self._column = 1, 0
        self._reset_trigger()

    def _balance(self) -> None:
        """Let the first column of the last page end where the second will."""
        self._reset_trigger()
        if self._columns == 1:
            return
        full = self.page_break_trigger - self._column_top
        if self._rest < full * self._columns:
            share = self._rest / self._columns + self.line_height
            self.page_break_trigger = self._column_top + min(full, share)
        self._rest -= full * self._columns

    def _reset_trigger(self) -> None:
        self.page_break_trigger = self.h - self.b_margin

    def next_column(self) -> None:
        """Go to the next column, or to a new page."""
        self._perform_page_break()

    def _perform_page_break(self) -> None:
        # fpdf2 has no hook for "the next place to write": its text_columns cannot hold our tables.
        offset = self.x - self.left
        if self._column + 1 < self._columns:
            self._lowest = max(self._lowest, self.y)
            self._column += 1
            self.y = self._column_top
            self._reset_trigger()
        else:
            self._column = 0
            super()._perform_page_break()
            self._column_top = self._lowest = self.y
            self._balance()
        self.x = self.left + offset

    @contextmanager
    def unbroken(self) -> Iterator[None]:
        """Write without breaking pages."""
        self.auto_page_break = False
        try:
            yield
        finally:
            self.auto_page_break = True

    def lines_of(self, text: str, width: float) -> list[str]:
        """Return the lines that a text breaks into in the font chosen."""
        with self.unbroken():
            lines = self.multi_cell(width, text=text, dry_run=True, output=MethodReturnValue.LINES)
        return list(lines)

    def count_lines(self, text: str, width: float) -> int:
        """Return how many lines a text takes in the font chosen."""
        return len(self.lines_of(text, width))

    def write_block(self, text: str, x: float, width: float, align: str = "L") -> None:
        """Write a paragraph from the present height on; it may run over columns and pages."""
        self.set_x(x)
        self.multi_cell(width, self.line_height, text, align=align, new_x=XPos.LEFT, new_y=YPos.NEXT)
