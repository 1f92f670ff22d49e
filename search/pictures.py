"""A page of a PDF → its picture (PNG), rendered in a process of its own and kept in the cache.

Documents are hostile: the process has a limit of time and memory, and its end harms nothing. Knows no index.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from search.collection import check_unchanged
from search.errors import BackendError, NotFound
from search.keep import whole_file

_SCALE = 1.6  # pixels for a point: 115 dots per inch, readable on any screen
_LONGEST = 3_000  # pixels of the longer side
_SECONDS = 20
_BYTES = 2 * 2**30
_AT_ONCE = BoundedSemaphore(2)
_AGAIN = "Open the original instead"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A rendered page: its file, and the page's size in points."""

    path: Path
    width: float
    height: float


def page_picture(original: Path, content_hash: str, number: int, cache: Path) -> PagePicture:
    """Return the picture of page `number` (from 1) of the PDF with this content.

    Raises NotFound when the file has changed or has no such page, BackendError when it cannot be rendered.
    """
    folder = cache / "pages" / content_hash[:32]
    found = next(iter(folder.glob(f"{number}-*.png")), None)
    if found is None:
        check_unchanged(original, content_hash)
        found = _rendered(original, number, folder)
    width, height = found.stem.split("-")[1].split("x")
    return PagePicture(found, float(width), float(height))


def _rendered(original: Path, number: int, folder: Path) -> Path:
    arguments = [str(original), str(number), str(folder)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _AT_ONCE:
            done = subprocess.run(  # noqa: S603 - our own code, without a shell
                [sys.executable, "-c", _APART, *arguments],
                env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
                capture_output=True, encoding="utf-8", timeout=_SECONDS, check=False,
            )  # fmt: skip
    except subprocess.TimeoutExpired as error:  # its text is the command line
        raise BackendError(
            f"The page cannot be rendered within {_SECONDS} seconds",
            value=f"page {number}",
            next_step=_AGAIN,
            code="page_not_rendered",
        ) from error
    except OSError as error:
        raise _not_rendered(error.strerror) from error
    if done.returncode == _NO_PAGE:
        raise NotFound("The document has no such page", value=number, code="page_unknown")
    if done.returncode:
        raise _not_rendered(f"page {number}")
    return Path(done.stdout.strip())


def _not_rendered(value: object) -> BackendError:
    return BackendError(
        "The page cannot be rendered", value=value, next_step=_AGAIN, code="page_not_rendered"
    )


_NO_PAGE = 3
_APART = "import sys; from search.pictures import render; sys.exit(render(*sys.argv[1:]))"


def render(original: str, number: str, folder: str) -> int:
    """Render a page into `folder` and print the file's path; for a process of its own. Return its status."""
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    import pypdfium2

    with pypdfium2.PdfDocument(original) as document:
        if not 1 <= int(number) <= len(document):
            return _NO_PAGE
        page = document[int(number) - 1]
        width, height = page.get_size()
        picture = page.render(scale=min(_SCALE, _LONGEST / max(width, height))).to_pil()
    target = Path(folder, f"{number}-{width:.1f}x{height:.1f}.png")
    with whole_file(target) as file:
        picture.convert("RGB").quantize(64).save(file, "PNG")
    sys.stdout.write(str(target))
    return 0
