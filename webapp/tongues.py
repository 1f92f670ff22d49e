"""A message → Latvian, whatever language a request is in: for data that carries both languages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from babel.support import NullTranslations, Translations


def in_latvian(message: str, **values: object) -> str:
    """Return the message in Latvian, with its values."""
    translated = str(_catalogue().gettext(message))
    return translated % values if values else translated


@lru_cache(maxsize=1)
def _catalogue() -> NullTranslations:
    return Translations.load(Path(__file__).parent / "translations", ["lv"])
