"""What became of each source of a run, in words; decides the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from search.domain import SourceState


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: its path, state, and for trouble the reason and the next step."""

    path: str
    state: SourceState
    passages: int = 0
    reason: str = ""
    next_step: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class Report:
    """The outcomes of a run, gathered as they come."""

    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what was passed over on purpose
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """Return 1 when a source failed, else 0; an unread source is reported, not an error."""
        return int(any(one.state is SourceState.FAILED for one in self.outcomes))

    @property
    def passages(self) -> int:
        """Return the number of passages written."""
        return sum(one.passages for one in self.outcomes if one.state is SourceState.INDEXED)

    @property
    def changed(self) -> bool:
        """Return whether the run wrote or removed a document."""
        return any(one.state in {SourceState.INDEXED, SourceState.REMOVED} for one in self.outcomes)

    def lines(self) -> list[str]:
        """Return the report: the sum, then each source that was not simply indexed or unchanged."""
        counts = Counter(one.state for one in self.outcomes)
        summed = ", ".join(f"{counts[state]} {state.value}" for state in SourceState if counts[state])
        lines = [f"{summed or 'no sources found'}; {self.passages} passages in {self.seconds:.1f} s"]
        for one in sorted(self.outcomes, key=lambda outcome: (outcome.state.value, outcome.path)):
            if one.state in {SourceState.FAILED, SourceState.UNREAD, SourceState.REMOVED}:
                lines.append(f"  {one.state.value:9} {one.path}")
                lines.extend(f"            {text}" for text in (one.reason, one.next_step) if text)
            elif one.notes:
                lines.append(f"  {one.state.value:9} {one.path}")
                lines.extend(f"            {note}" for note in one.notes)
        lines.extend(f"  note      {note}" for note in self.notes)
        return lines
