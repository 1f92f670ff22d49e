"""The collector is off for a stretch of work only, and is left as it was found."""

from __future__ import annotations

import gc

import pytest

from search.uncollected import uncollected


def test_the_collector_runs_again_afterwards_even_when_the_work_fails() -> None:
    seen = []

    def fail() -> None:
        with uncollected():
            seen.append(gc.isenabled())
            raise ValueError("work")

    with pytest.raises(ValueError, match="work"):
        fail()
    assert (seen, gc.isenabled()) == ([False], True)


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
