"""Judged documents → the table that `evaluate conversion` prints, and the same as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from search.evaluate.conversion import FIGURES, Count, Judged, total

Documents = Mapping[str, Judged]
_NAME = 22  # characters of a converter's name


def conversion_data(groups: Mapping[str, Documents]) -> dict[str, Any]:
    """Return the figures of each group of documents, a converter's, and what is wrong with each document."""
    return {
        "converters": {
            name: {"documents": len(documents), **_figures(total(documents.values()))}
            for name, documents in groups.items()
        },
        "documents": {
            name: {
                document: {**_figures(judged.counts), "problems": list(judged.problems)}
                for document, judged in documents.items()
            }
            for name, documents in groups.items()
        },
    }


def conversion_table(groups: Mapping[str, Documents], missing: Sequence[str] = ()) -> list[str]:
    """Return a line for each group, then what is wrong in the first one's documents."""
    lines = [f"{'':{_NAME}} documents " + " ".join(f"{figure:>9}" for figure in FIGURES)]
    for name, documents in groups.items():
        counts = total(documents.values())
        shares = " ".join(f"{_percent(counts.get(figure, Count())):>9}" for figure in FIGURES)
        lines.append(f"{name:{_NAME}} {len(documents):9d} {shares}")
    lines += missing
    if groups:
        name, documents = next(iter(groups.items()))
        wrong = {document: judged for document, judged in documents.items() if judged.problems}
        lines += ["", f"{name}: {len(documents) - len(wrong)} of {len(documents)} documents are right"]
        for document, judged in wrong.items():
            lines += [f"  {document}", *(f"    {problem}" for problem in judged.problems)]
    return lines


def _figures(counts: Mapping[str, Count]) -> dict[str, dict[str, float | None]]:
    return {
        figure: {"right": counts[figure].right, "of": counts[figure].of, "share": counts[figure].share}
        for figure in FIGURES
        if figure in counts
    }


def _percent(count: Count) -> str:
    """Return a share in per cent, cut and not rounded, so that only what is all right reads 100."""
    return f"{1000 * count.right // count.of / 10} %" if count.of else "–"
