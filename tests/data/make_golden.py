"""Writes the golden documents under `golden/`, and beside each what a careful reader expects of it.

`python -m tests.data.make_golden` writes all but those that another program made once; with `--once` those
too (see `golden_once`). Needs the fonts of the Debian package fonts-liberation2.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from tests.data.golden_parts import REGISTRY, Golden

GOLDEN = Path(__file__).resolve().parent / "golden"
_MODULES = (
    "golden_pdf_layout", "golden_pdf_running", "golden_pdf_forms", "golden_pdf_ends", "golden_pdf_letters",
    "golden_pdf_tables", "golden_pdf_pages", "golden_scans", "golden_docx",
    "golden_xlsx", "golden_web", "golden_others", "golden_mixed", "golden_once",
)  # fmt: skip


def golden_documents() -> dict[str, Golden]:
    """Return all golden documents by name."""
    for name in _MODULES:
        importlib.import_module(f"tests.data.{name}")
    return dict(sorted(REGISTRY.documents.items()))


def expected_text(document: Golden) -> str:
    """Return the content of the JSON beside a document."""
    return json.dumps(document.expected(), ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> None:
    """Write the documents."""
    documents = golden_documents()
    GOLDEN.mkdir(exist_ok=True)
    for document in documents.values():
        if document.build is not None:
            (GOLDEN / document.name).write_bytes(document.build())
        (GOLDEN / f"{Path(document.name).stem}.json").write_text(expected_text(document), encoding="utf-8")
    if "--once" in arguments:
        from tests.data.golden_once import make_again

        make_again(GOLDEN)


if __name__ == "__main__":
    main(sys.argv[1:])
