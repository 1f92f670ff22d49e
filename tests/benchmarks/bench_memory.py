"""Memory of a run over 2,300 small synthetic documents: its own and that of its reading processes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench_embedding import passages

from ingest.report import Outcome
from ingest.run import Run, ingest_paths
from search.settings import read_settings

MOMENTS = (100, 500, 1_000, 2_000)  # documents
DOCUMENTS = 2_300  # more, so that reading goes on at the last moment
PARAGRAPHS = 4  # of a document, each a passage of its own
SENTENCES = 5


def run() -> list[str]:
    """Ingest synthetic documents with the real model, and return resident memory after so many of them."""
    found: dict[int, tuple[float, float]] = {}
    done = 0

    def sample(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        if done in MOMENTS:
            found[done] = (_resident(os.getpid()), sum(map(_resident, _reading_processes())))

    with tempfile.TemporaryDirectory() as folder:
        texts = passages(SENTENCES, DOCUMENTS * PARAGRAPHS)
        for number in range(DOCUMENTS):
            body = "\n\n## Nodaļa\n\n".join(texts[number * PARAGRAPHS : (number + 1) * PARAGRAPHS])
            path = Path(folder, "texts", f"{number:04d}.md")
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"# {number}. plāns\n\n{body}\n", encoding="utf-8")
        own = replace(read_settings({}), data=Path(folder, "data"))
        report = ingest_paths(Run((str(Path(folder, "texts")),)), own, done=sample)
    first = found[MOMENTS[0]]
    lines = [
        f"{count:5} synthetic documents: {parent:5.0f} MB in the run itself ({parent / first[0]:.2f} ×),"
        f" {reading:5.0f} MB in its reading processes ({reading / first[1]:.2f} ×)"
        for count, (parent, reading) in found.items()
    ]
    return [*lines, f"{report.passages} passages in {report.seconds:.0f} s"]


def _resident(process: int) -> float:
    """Return the resident memory of a process in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _reading_processes() -> Iterator[int]:
    for task in Path("/proc/self/task").iterdir():
        for child in map(int, (task / "children").read_text("ascii").split()):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child


if __name__ == "__main__":
    print("\n".join(run()))  # noqa: T201
