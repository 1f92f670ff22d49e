"""A sample text → the core properties of its Word document or presentation."""

from __future__ import annotations

from typing import Any

from looks import MADE
from source_text import MARK, SourceText

LANGUAGE = "lv-LV"


def describe(about: Any, text: SourceText) -> None:
    """Write the properties; python-docx and python-pptx give them the same names."""
    about.title = text.title
    about.author = about.last_modified_by = ", ".join(text.issuers)[:255]
    about.subject = text.kind
    about.keywords = text.keywords
    about.category = text.kind
    about.comments = f"{MARK}. Saturs ir izdomāts."
    about.language = LANGUAGE
    about.revision = 1
    about.created = about.modified = MADE.replace(tzinfo=None)
