"""What ingestion does → a bar on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.report import Outcome


class Progress:
    """A bar on the terminal with files, passages a second and time left; silent when it is no terminal."""

    def __init__(self, unit: str = "file") -> None:
        self._bar: Any = None
        self._unit = unit
        self._passages = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def started(self, total: int) -> None:
        """Take the number of sources to read."""
        from tqdm import tqdm

        self._bar = tqdm(total=total, unit=self._unit, disable=None, dynamic_ncols=True, leave=False)

    def done(self, outcome: Outcome) -> None:
        """Take what became of a source."""
        self.wrote(outcome.passages)

    def wrote(self, passages: int) -> None:
        """Take the number of passages of a document that was written."""
        self._passages += passages
        seconds = max(self._bar.format_dict["elapsed"], 1e-3)
        self._bar.set_postfix_str(f"{self._passages / seconds:.0f} passages/s", refresh=False)
        self._bar.update()
