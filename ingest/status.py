"""The state of a collection in words and data: what the index holds, was built with, and has trouble with."""

from __future__ import annotations

from collections import Counter
from typing import Any

from search.backends import index_place, open_backend
from search.collection import open_collection
from search.domain import SourceState
from search.settings import Settings


def status_data(settings: Settings) -> dict[str, Any]:
    """Return counts, manifest and the sources with trouble; counts are 0 without an index."""
    backend = open_backend(settings)
    built = backend.manifest()
    documents, passages = backend.count() if built else (0, 0)
    rows = open_collection(settings.data).rows() if (settings.data / "collection.sqlite").exists() else []
    return {
        "data": str(settings.data),
        "index": index_place(settings),
        "documents": documents,
        "passages": passages,
        "manifest": built,
        "sources": dict(Counter(row.state.value for row in rows)),
        "trouble": [
            {
                "path": f"{row.source.collection}/{row.source.path}",
                "state": row.state.value,
                "reason": row.reason,
                "next_step": row.next_step,
            }
            for row in rows
            if row.state in {SourceState.FAILED, SourceState.UNREAD}
        ],
    }


def status_lines(data: dict[str, Any]) -> list[str]:
    """Return the state as lines of text."""
    if data["manifest"] is None:
        return [f"There is no index in {data['index']} yet. Run `virzieni ingest PATH`."]
    lines = [f"{data['documents']} documents, {data['passages']} passages in {data['index']}"]
    lines += [f"  {name:10} {value}" for name, value in data["manifest"].items()]
    if data["sources"]:
        lines.append("sources: " + ", ".join(f"{count} {state}" for state, count in data["sources"].items()))
    for source in data["trouble"]:
        lines += [f"  {source['state']:7} {source['path']}", f"          {source['reason']}"]
        lines += [f"          {source['next_step']}"] if source["next_step"] else []
    return lines
