"""The programme or source of money of a project as printed → what pays, by a few names. Pure.

Goes in: words such as "ERAF 85 %, PB 15 %". Comes out: programmes and funds by the name in use
(`corpora/programmes.toml`, "Interreg Latvija–Lietuva", "ALTUM"), and other payers by a code of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from search.project_names import paying

OTHER = "other"  # something is printed, and none of the names is in it
# Abbreviations count as written, words in any case of theirs.
_PAYERS: Mapping[str, re.Pattern[str]] = {
    "municipality": re.compile(r"\bPB\b|(?i:\bpašvaldīb\w*)"),
    "state": re.compile(r"\bVB\b|(?i:\bvalsts budžet\w*)"),
    "loan": re.compile(r"\bAIZ\b|(?i:\baizņēm\w*|\baizdevum\w*)"),
    "company": re.compile(r"\bUL\b|(?i:\buzņēmum\w*|\bkapitālsabiedrīb\w*)"),
    "private": re.compile(r"(?i:\bprivāt\w*)"),
}
PAYERS = (*_PAYERS, OTHER)
_LONGEST = 2_000  # characters; what goes on longer is no source of money


@lru_cache(maxsize=4096)
def payers(printed: str) -> tuple[str, ...]:
    """Return what pays, each once: programmes in the order of the text, then other payers."""
    printed = printed[:_LONGEST]
    programmes = [one.normal for one in sorted(paying(printed), key=lambda one: one.start)]
    others = [name for name, words in _PAYERS.items() if words.search(printed)]
    return tuple(dict.fromkeys((*programmes, *others))) or (OTHER,)
