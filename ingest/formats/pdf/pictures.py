"""Pages of a PDF that are read from their pictures: which ones, and what OCR makes of them.

A page is rendered by pdfium as it is shown, so that a text layer that cannot be used is read anew as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from ingest.formats.hocr import ReadPage
from ingest.formats.ocr import DOTS, Ocr
from ingest.formats.pdf.flow import Content
from ingest.formats.pdf.lines import Line

_POINTS = 72
_LONGEST = 5_000  # dots of a page's longer side
_LEAST_PIECES = 30  # of a page, for its text to be judged
_PIECE_LETTERS = 2.2  # on average; letter-by-letter text has 1 or 2, Latvian 6
_UNREADABLE = 0.2  # of the letters
# Accepted: U+FFFD, signs for private use. Rejected: "ģ".
_MEANINGLESS = re.compile("[\ufffd\ue000-\uf8ff]")
_DOUBTFUL = 75.0  # percent
_NAMED_PAGES = 12  # in a note
_AHEAD = 2  # rendered pages waiting for each thread


def is_usable(lines: Sequence[Line]) -> bool:
    """Say whether a page's text layer holds words: not single letters, nor letters without a meaning."""
    pieces = [piece for line in lines for piece in line.text.split()]
    if len(pieces) < _LEAST_PIECES:
        return True
    text = "".join(pieces)
    unreadable = len(_MEANINGLESS.findall(text))
    return len(text) >= _PIECE_LETTERS * len(pieces) and unreadable < _UNREADABLE * len(text)


def with_read_pictures(
    document: Any, pages: list[Content], numbers: Sequence[int], ocr: Ocr
) -> tuple[list[Content], list[str]]:
    """Return the pages with those of `numbers` (from 1) as OCR reads them, and notes on how sure that is."""
    read = dict(_read(document, numbers, ocr))
    whole = [
        Content(read[number].lines) if number in read and read[number].lines else page
        for number, page in enumerate(pages, start=1)
    ]
    sure = [found.confidence for found in read.values() if found.lines]
    notes = []
    if sure:
        done = [number for number in numbers if read[number].lines]
        notes.append(f"read by OCR: pages {named(done)}, sure of {sum(sure) / len(sure):.0f} %")
    doubtful = [n for n in numbers if read[n].lines and read[n].confidence < _DOUBTFUL]
    if doubtful:
        notes.append(f"doubtful: OCR is less than {_DOUBTFUL:.0f} % sure of pages {named(doubtful)}")
    blank = [number for number in numbers if not read[number].lines]
    if blank:
        notes.append(f"pictures without text: pages {named(blank)}")
    return whole, notes


def named(numbers: Sequence[int]) -> str:
    """Return page numbers for a note, the first dozen by name."""
    shown = ", ".join(map(str, numbers[:_NAMED_PAGES]))
    return f"{shown} and {len(numbers) - _NAMED_PAGES} more" if len(numbers) > _NAMED_PAGES else shown


def _read(document: Any, numbers: Sequence[int], ocr: Ocr) -> Iterator[tuple[int, ReadPage]]:
    """Yield what stands on each page; pdfium renders here, Tesseract reads in threads, few pages ahead."""
    threads = len(os.sched_getaffinity(0))
    waiting: list[tuple[int, Future[tuple[ReadPage, ...]]]] = []
    with ThreadPoolExecutor(threads) as pool:
        for number in numbers:
            picture, dots = _picture(document[number - 1])
            waiting.append((number, pool.submit(ocr.pages, picture, dots)))
            if len(waiting) >= threads * _AHEAD:
                first, future = waiting.pop(0)
                yield first, future.result()[0]
        for number, future in waiting:
            yield number, future.result()[0]


def _picture(page: Any) -> tuple[bytes, int]:
    """Return a page as a grey picture (PGM), and its dots per inch."""
    try:
        scale = min(DOTS / _POINTS, _LONGEST / max(page.get_size()))
        dots = page.render(scale=scale, grayscale=True).to_numpy()
        height, width = dots.shape[:2]
        return b"P5 %d %d 255\n" % (width, height) + dots.tobytes(), round(scale * _POINTS)
    finally:
        page.close()
