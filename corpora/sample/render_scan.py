"""A sample text → a PDF as an office scanner makes it: pictures of printed pages, no text.

Each page is the ordinary PDF's, in grey, a little askew and noisy. Coarser where it would grow too large.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
from fpdf import FPDF
from pdf_pages import describe
from PIL import Image
from render_pdf import render_pdf
from source_text import SourceText

_SHARPNESS = ((140, 45), (140, 30), (120, 30), (120, 20))  # dots per inch and JPEG quality, best first
_ANGLE = 0.4  # degrees, to the left and to the right in turn
_NOISE = 5  # grey levels to both sides
_POINTS = 72  # per inch


def render_scan(text: SourceText, fonts: Path, largest: int) -> bytes:
    """Return the document's bytes, if possible no more than `largest`; same text and fonts, same bytes.

    Raises CorpusError without fonts.
    """
    printed = render_pdf(text, fonts)
    scan = b""
    for dpi, quality in _SHARPNESS:
        scan = _scan(text, printed, dpi, quality)
        if len(scan) <= largest:
            break
    return scan


def _scan(text: SourceText, printed: bytes, dpi: int, quality: int) -> bytes:
    out = FPDF(unit="pt")
    out.set_auto_page_break(False)
    describe(out, text)
    with pypdfium2.PdfDocument(printed) as pdf:
        for number, page in enumerate(pdf):
            width, height = page.get_size()
            picture = page.render(scale=dpi / _POINTS, grayscale=True).to_pil().convert("L")
            out.add_page(format=(width, height))
            out.image(_on_paper(picture, number, quality), 0, 0, width, height)
    return bytes(out.output())


def _on_paper(picture: Image.Image, number: int, quality: int) -> io.BytesIO:
    """Return a page's picture as a JPEG file, turned and with noise."""
    angle = _ANGLE if number % 2 == 0 else -_ANGLE
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, dtype=np.int16)
    noise = np.random.default_rng(number).integers(-_NOISE, _NOISE, grey.shape, dtype=np.int16, endpoint=True)
    paper = Image.fromarray(np.clip(grey + noise, 0, 255).astype(np.uint8))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    out.seek(0)
    return out
