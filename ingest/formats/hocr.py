"""What Tesseract says of a picture (hOCR) → lines with places in points, as `pdf.lines` gives them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import fmean
from xml.etree.ElementTree import Element, ParseError, fromstring

from ingest.formats.pdf.lines import HYPHEN, Line
from search.errors import SourceUnreadable

_POINTS = 72.0  # per inch
_LEAST = 25.0  # percent; words that Tesseract is less sure of are specks
_LINES = {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}
# Accepted: "bbox 650 95 987 117". Rejected: "baseline -0.006 -3".
_BOX = re.compile(r"\bbbox (\d+) (\d+) (\d+) (\d+)")
_SIZE = re.compile(r"\bx_size (\d+(?:\.\d+)?)")
_DESCENDERS = re.compile(r"\bx_descenders (-?\d+(?:\.\d+)?)")
_CONFIDENCE = re.compile(r"\bx_wconf (\d+(?:\.\d+)?)")
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page read from a picture: its lines, and the mean confidence of its words in percent."""

    lines: tuple[Line, ...]
    confidence: float


def read_hocr(data: bytes, dots: int) -> tuple[ReadPage, ...]:
    """Return the pages; `dots` are the picture's per inch. Raises SourceUnreadable for broken output."""
    try:
        root = fromstring(data)  # noqa: S314 - written by Tesseract, not by the document's author
    except ParseError as error:
        raise SourceUnreadable("What OCR has read cannot be understood", value=error) from error
    return tuple(_page(page, _POINTS / dots) for page in root.iter() if page.get("class") == "ocr_page")


def _page(page: Element, scale: float) -> ReadPage:
    lines: list[Line] = []
    sure: list[float] = []
    for element in page.iter():
        if element.get("class") in _LINES:
            words = [word for word in element.iter() if word.get("class") == "ocrx_word"]
            kept = [(word, _number(_CONFIDENCE, word)) for word in words]
            kept = [(word, confidence) for word, confidence in kept if confidence >= _LEAST]
            line = _line(element, [word for word, _ in kept], scale)
            if line:
                lines.append(line)
                sure.extend(confidence for _, confidence in kept)
    return ReadPage(tuple(lines), round(fmean(sure), 1) if sure else 0.0)


def _line(element: Element, words: list[Element], scale: float) -> Line | None:
    text = " ".join("".join(word.itertext()).strip() for word in words).strip()
    boxes = [match for word in words if (match := _BOX.search(word.get("title", "")))]
    if not boxes or not _WORD.search(text):
        return None
    left, top = (min(int(box[at]) for box in boxes) * scale for at in (1, 2))
    right, bottom = (max(int(box[at]) for box in boxes) * scale for at in (3, 4))
    size = _number(_SIZE, element) * scale or bottom - top
    broken = len(text) > 2 and text[-1] in "-‐¬" and text[-2].isalpha()
    return Line(
        text=text[:-1] + HYPHEN if broken else text,
        left=round(left, 1),
        top=round(top, 1),
        right=round(right, 1),
        bottom=round(bottom, 1),
        base=round(bottom - max(0.0, _number(_DESCENDERS, element)) * scale, 1),
        size=round(size, 1),
        bold=False,
    )


def _number(pattern: re.Pattern[str], element: Element) -> float:
    match = pattern.search(element.get("title", ""))
    return float(match[1]) if match else 0.0
