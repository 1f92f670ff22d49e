"""Render the sample documents from their texts: `python corpora/sample/build.py [NAME…]`.

Reads `texts/NAME.md`, writes `documents/NAME.FORMAT` and notes the text's hash in `documents/.sources.json`.
The same text gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # the project need not be installed

from render_docx import render_docx
from render_html import render_html
from render_odt import render_odt
from render_pdf import render_pdf
from render_pptx import render_pptx
from render_scan import render_scan
from render_txt import render_txt
from render_xlsx import render_xlsx
from source_text import SourceText, read_text

from search.errors import CorpusError

HERE = Path(__file__).resolve().parent
FONTS = Path("/usr/share/fonts/truetype/liberation2")  # Debian's fonts-liberation2
SOURCES = ".sources.json"
LARGEST = 300_000  # bytes


def main(arguments: list[str] | None = None) -> int:
    """Render the texts named, or all; return the exit status."""
    options = _parse(arguments)
    try:
        written = build(options.texts, options.documents, options.fonts, options.names)
    except CorpusError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    for path in written:
        print(f"{path.stat().st_size:>8} {path.name}")
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Render the sample documents from their texts.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="texts without .md; all when none is named")
    parser.add_argument("--texts", type=Path, default=HERE / "texts", help="folder with the texts")
    parser.add_argument("--documents", type=Path, default=HERE / "documents", help="folder to write to")
    parser.add_argument("--fonts", type=Path, default=FONTS, help="folder with LiberationSans-Regular.ttf, …")
    return parser.parse_args(arguments)


def build(texts: Path, documents: Path, fonts: Path, names: list[str]) -> list[Path]:
    """Render the texts named, or all; return the documents' paths. Raises CorpusError.

    Rendering all also removes the documents whose text is gone.
    """
    sources = [read_text(path) for path in _paths(texts, names)]
    documents.mkdir(parents=True, exist_ok=True)
    register = documents / SOURCES
    known: dict[str, str] = json.loads(register.read_text(encoding="utf-8")) if register.is_file() else {}
    for text in sources:
        data = _render(text, fonts)
        if len(data) > LARGEST:
            raise CorpusError("The document is too large", value=f"{text.file_name}, {len(data)} bytes")
        (documents / text.file_name).write_bytes(data)
    gone = [name for name in known if _is_outdated(name, sources, everything=not names)]
    for name in gone:
        (documents / name).unlink(missing_ok=True)
        del known[name]
    known |= {text.file_name: text.sha256 for text in sources}
    register.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return [documents / text.file_name for text in sources]


def _paths(texts: Path, names: list[str]) -> list[Path]:
    paths = [texts / f"{name}.md" for name in names] if names else sorted(texts.glob("*.md"))
    missing = [path for path in paths if not path.is_file()]
    if missing or not paths:
        raise CorpusError(
            "There is no such sample text",
            value=missing[0] if missing else texts,
            next_step=f"Name a file of {texts} without .md",
        )
    return paths


def _is_outdated(name: str, sources: list[SourceText], *, everything: bool) -> bool:
    """Return whether a document's text is gone, or is now rendered to another format."""
    if name in {text.file_name for text in sources}:
        return False
    return everything or Path(name).stem in {text.name for text in sources}


def _render(text: SourceText, fonts: Path) -> bytes:
    if text.format == "pdf":
        return render_scan(text, fonts, LARGEST) if text.scanned else render_pdf(text, fonts)
    return _RENDERERS[text.format](text)


def render_markdown(text: SourceText) -> bytes:
    """Return the body with a last line that says what the document is."""
    return f"{text.body}\n{text.facts}\n".encode()


_RENDERERS = {
    "docx": render_docx,
    "odt": render_odt,
    "xlsx": render_xlsx,
    "pptx": render_pptx,
    "html": render_html,
    "txt": render_txt,
    "md": render_markdown,
}

if __name__ == "__main__":
    sys.exit(main())
