"""Pictures of pages → lines of text, by Tesseract; each page is read once and kept by its picture's hash.

Goes in: a picture as bytes. Comes out: lines with places, and how sure the reading is. Tesseract is a program
of the system; whether it and its language data are there is asked before anything is read.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.formats.hocr import ReadPage, read_hocr
from ingest.formats.pdf.lines import Line
from search.errors import SourceUnread, SourceUnreadable
from search.keep import keep_bytes
from search.settings import Settings

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-lav"
DOTS = 300  # per inch; at 200 the same errors in less light type, at 400 none fewer
_SECONDS = 90  # for one page; an A4 page takes 3
_KEPT = "ocr-1"  # raise the number when pages are read otherwise
_OFF = "off"


@dataclass(frozen=True, slots=True)
class Ocr:
    """Tesseract with the languages it reads, and the folder where read pages are kept."""

    program: str
    version: str
    languages: str
    folder: Path

    def pages(self, picture: bytes, dots: int = DOTS) -> tuple[ReadPage, ...]:
        """Return the pages of a picture file (several only for TIFF), read now or before.

        Raises SourceUnreadable when Tesseract cannot read the picture.
        """
        recipe = f"{_KEPT} {self.version} {self.languages} {dots} ".encode()
        kept = self.folder / f"{hashlib.sha256(recipe + picture).hexdigest()[:32]}.json"
        try:
            return _from_json(kept.read_text("utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            pages = read_hocr(self._run(picture, dots), dots)
            text = json.dumps([asdict(page) for page in pages], ensure_ascii=False)
            keep_bytes(kept, text.encode())
            return pages

    def _run(self, picture: bytes, dots: int) -> bytes:
        command = [self.program, "-", "-", "-l", self.languages, "--dpi", str(dots), "hocr"]
        environment = {"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program without a shell; the picture goes by pipe
                command, input=picture, capture_output=True, env=environment, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise SourceUnreadable(
                f"Reading a page by OCR took longer than {_SECONDS} s",
                next_step="Scan the page with fewer dots per inch, or leave it out",
            ) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise SourceUnreadable(
                "The picture cannot be read by OCR", value=said[-1] if said else done.returncode,
                next_step="Open it in a picture program and save it as PNG",
            )  # fmt: skip
        return done.stdout


def open_ocr(settings: Settings) -> Ocr | SourceUnread:
    """Return the OCR that the settings ask for, or why there is none and what to install."""
    if settings.ocr == _OFF:
        return SourceUnread(
            "The pages are pictures, and OCR is switched off",
            next_step="Set VIRZIENI_OCR to `lav`",
        )
    program = shutil.which("tesseract")
    if program is None:
        return SourceUnread(
            "Reading pictures needs OCR by Tesseract, which is not installed", next_step=f"Run `{INSTALL}`"
        )
    version, held = _asked(program)
    missing = [language for language in settings.ocr.split("+") if language not in held]
    if missing:
        packages = " ".join(f"tesseract-ocr-{language}" for language in missing)
        return SourceUnread(
            "Tesseract lacks the data of a language", value=", ".join(missing),
            next_step=f"Run `apt-get install {packages}`",
        )  # fmt: skip
    return Ocr(program, version, settings.ocr, settings.cache / "ocr")


@lru_cache(maxsize=4)
def _asked(program: str) -> tuple[str, frozenset[str]]:
    """Return Tesseract's version and the languages it has data for."""
    try:
        version, held = (
            subprocess.run(  # noqa: S603 - a fixed program without a shell
                [program, option], capture_output=True, encoding="utf-8", timeout=_SECONDS, check=False
            ).stdout
            for option in ("--version", "--list-langs")
        )
    except (OSError, subprocess.TimeoutExpired):
        return "", frozenset()
    return version.partition("\n")[0].strip(), frozenset(held.splitlines()[1:])


def _from_json(text: str) -> tuple[ReadPage, ...]:
    return tuple(
        ReadPage(tuple(_line(line) for line in page["lines"]), page["confidence"])
        for page in json.loads(text)
    )


def _line(kept: dict[str, Any]) -> Line:
    return Line(**kept | {"cuts": (), "raised": ()})
