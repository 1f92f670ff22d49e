"""Plain texts → documents, by the same splitting as files: for judged corpora and synthetic load."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ingest.pages import Block, Page
from ingest.prepare import revision_of
from ingest.split import split
from search.domain import Document, Facts, Source


def text_document(
    collection: str, name: str, title: str, text: str, cities: Sequence[str] = (), kind: str = ""
) -> Document:
    """Return the document of a text without a file; blank lines part its paragraphs.

    A text without words still gives one passage, so that nothing of a judged corpus is lost.
    """
    document_id = hashlib.sha256(f"{collection}\0{name}".encode()).hexdigest()[:16]
    content = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
    source = Source(document_id, collection, name, "", len(text.encode()), content)
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()] or [title or name]
    page = Page("section", 1, blocks=tuple(Block(part, "paragraph") for part in paragraphs))
    facts = Facts(title=title, kind=kind, cities=tuple(cities))
    return Document(document_id, source, facts, split(document_id, [page]), revision_of(source))
