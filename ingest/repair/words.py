"""The Latvian dictionary, as evidence for repairs."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=10_000)
def is_known(word: str) -> bool:
    """Say whether the Latvian dictionary has a form, in lower case."""
    import simplemma

    return bool(simplemma.is_known(word, lang="lv"))
