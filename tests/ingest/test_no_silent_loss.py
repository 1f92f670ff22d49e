"""Nothing of a document is lost unseen: every letter is in one passage, or in one lost span with a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from ingest.convert import convert
from ingest.formats.ocr import open_ocr
from ingest.pages import Block, Converted, Page
from ingest.repair import repair
from ingest.split import LostSpan, extracted_text, lost_spans, split
from search.errors import SourceUnread
from search.settings import read_settings
from tests.data.make_golden import GOLDEN

TESTS = Path(__file__).resolve().parents[1]
SAMPLE = TESTS.parent / "corpora" / "sample" / "documents"
SETTINGS = read_settings({})
FILES = sorted(
    path
    for folder in (SAMPLE, GOLDEN)
    for path in folder.iterdir()
    if not path.name.startswith(".") and path.suffix != ".json"
)
REASONS = {"heading", "running line", "table of contents", "header printed again", "numbers of columns"}

# Where a page as converted lacks letters that pdfium finds on it: how many of them, and why that is right.
# By name and page. Everything else, damaged letters included, comes out of converting as pdfium gives it.
REPLACED = {
    ("zemsvitras-piezimes.pdf", 1): (2, "the calls of the notes, 1 and 2, leave the words they hang on"),
    ("zemsvitras-piezimes.pdf", 2): (1, "so does the call of note 3"),
    ("lidzinatas-slejas.pdf", 1): (1, "the call of note 1 leaves the word it hangs on"),
}
# Pages whose missing letters are told on a page before, and why.
MOVED = {
    ("rinda-pari-lapai.pdf", 2): "the rest of a row that the page's end has broken is told with its row",
    ("rindas-dalas.pdf", 2): "the same: a cell that went on after an ordinal",
    ("rindas-dalas.pdf", 3): "the same: a cell that went on with its second sentence",
}
# Files without any text of their own, so that there is nothing to compare with what OCR reads.
SCANNED = {
    "ogre-digitalas-prasmes-seniori.pdf": "a scanned report",
    "riga-pagalmu-lemums.pdf": "a scanned decision",
    "skenets.pdf": "a scanned decision, a little askew",
}


def converted(path: Path) -> Converted:
    try:
        return convert(path, SETTINGS)
    except SourceUnread as error:
        pytest.skip(f"{error.what}. {error.next_step}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_letter_is_in_one_passage_or_one_lost_span(path: Path) -> None:
    repaired = repair(converted(path))
    text = extracted_text(repaired.pages)
    held = [0] * len(text)
    for passage in split("d", repaired.pages):
        assert text[passage.start : passage.end] == passage.text
        for at in range(passage.start, passage.end):
            held[at] += 1
    for span in lost_spans(repaired.pages):
        assert span.reason in REASONS
        for at in range(span.start, span.end):
            held[at] += 1
    wrong = [at for at, letter in enumerate(text) if not letter.isspace() and held[at] != 1]
    assert not wrong, [text[max(0, at - 40) : at + 40] for at in wrong[:3]]


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix == ".pdf"], ids=lambda path: path.name
)
def test_no_letter_that_pdfium_finds_is_missing(path: Path) -> None:
    theirs = [letters(text) for text in pdfium_texts(path)]
    pages = converted(path).pages
    ours = [letters("".join(block.text for block in page.blocks)) for page in pages]
    assert len(ours) == len(theirs)
    for number, (page, expected) in enumerate(zip(ours, theirs, strict=True), start=1):
        place = (path.name, number)
        assert bool(expected) != (path.name in SCANNED)
        missing = expected - page
        replaced, _ = REPLACED.get(place, (0, ""))
        if place in MOVED:
            assert missing, place
            before = slice(number - 1)  # a row may have gone on over several pages
            missing -= sum(ours[before], Counter()) - sum(theirs[before], Counter())
        assert missing.total() == replaced, (place, missing)


def test_every_exception_is_of_a_file_that_is_there() -> None:
    names = {path.name for path in FILES}
    assert {name for name, _ in (*REPLACED, *MOVED)} | set(SCANNED) <= names


def pdfium_texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isalnum())


def test_lost_spans_say_why_and_no_passage_runs_over_one() -> None:
    page = Page(
        "page",
        1,
        blocks=(
            Block("Plāns", "heading", 1),
            Block("Pirmā daļa.", "paragraph"),
            Block("2. lpp.", "paragraph", lost="running line"),
            Block("Otrā daļa.", "paragraph"),
        ),
    )
    assert [passage.text for passage in split("d", [page])] == ["Pirmā daļa.", "Otrā daļa."]
    assert lost_spans([page]) == (LostSpan(0, 5, "heading"), LostSpan(20, 27, "running line"))


def test_ocr_is_there_where_this_suite_must_prove_it() -> None:
    found = open_ocr(SETTINGS)
    if isinstance(found, SourceUnread):
        pytest.skip(f"{found.what}. {found.next_step}")
    assert found.languages == "lav"
