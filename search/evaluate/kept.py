"""The figures kept beside judgements (`figures.json`) and those of today: what changed, kind by kind.

A kind of few questions moves with each of them, so each has a tolerance of its own: what one question that
loses its whole score would cost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from search.errors import CorpusError

_LEAST_TOLERANCE = 0.02  # what other processors change by rounding in the embedding

Figures = Mapping[str, Any]


def load_kept(folder: Path) -> Figures | None:
    """Return the kept figures of `folder`; None when there are none. Raises CorpusError."""
    try:
        return dict(json.loads((folder / "figures.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise CorpusError("The kept figures cannot be read", value=f"{folder}: {error}") from error


def keep(folder: Path, figures: Figures) -> None:
    """Write the figures of ours as those to be compared with."""
    ours = figures["rankers"]["ours"]
    kept = {"ndcg@10": ours["ndcg@10"], "kinds": ours["kinds"], "states": figures["states"]}
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    (folder / "figures.json").write_text(text, encoding="utf-8")


def changes(figures: Figures, kept: Figures) -> dict[str, tuple[float, float, float]]:
    """Return by kind, and for "all", the nDCG kept, that of today, and how far it may fall."""
    ours = figures["rankers"]["ours"]
    told = {"all": (kept["ndcg@10"], ours["ndcg@10"], _LEAST_TOLERANCE)}
    for kind, before in kept["kinds"].items():
        now = ours["kinds"].get(kind, {"ndcg@10": 0.0})
        tolerance = max(_LEAST_TOLERANCE, round(1 / before["queries"], 3))
        told[kind] = (before["ndcg@10"], now["ndcg@10"], tolerance)
    return told


def fallen(figures: Figures, kept: Figures) -> list[str]:
    """Return the kinds that fell by more than they may, each with its figures."""
    return [
        f"{kind}: {before:.3f} → {now:.3f}, may fall by {tolerance:.3f}"
        for kind, (before, now, tolerance) in changes(figures, kept).items()
        if before - now > tolerance
    ]


def change_lines(figures: Figures, kept: Figures) -> list[str]:
    """Return the changes as lines of text."""
    lines = ["", "change against the kept figures:"]
    for kind, (before, now, tolerance) in changes(figures, kept).items():
        mark = "  FELL" if before - now > tolerance else ""
        lines.append(f"  {kind:14} {before:.3f} → {now:.3f}  {now - before:+.3f}{mark}")
    return lines


def worst_lines(figures: Figures) -> list[str]:
    """Return the questions that ours answers worst."""
    lines = ["", "worst questions of ours:"]
    return lines + [
        f"  {one['ndcg@10']:.3f}  {one['id']:9} {one['kind']:14} {one['text']}" for one in figures["worst"]
    ]


def told(folder: Path, figures: Figures) -> list[str]:
    """Return what changed against the figures kept in `folder`, if any, and the worst questions."""
    kept = load_kept(folder)
    return [*(change_lines(figures, kept) if kept else ()), *worst_lines(figures)]
