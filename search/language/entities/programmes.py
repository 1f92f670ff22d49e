"""A text → the programmes, funds and instruments in it that pay for projects, by the name in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.corpora import Corpora
from search.language.entities.entity import Entity, entity

# Accepted: "Interreg", "Interreg V-A Latvijas–Lietuvas pārrobežu sadarbības programma", "Interreg Central
# Baltic". Rejected: "interregnum".
_INTERREG = re.compile(
    r"(?<!\w)Interreg(?:\s+[IVX]+(?:[-–][A-D])?)?"
    r"(?:\s+(?P<area>[^\W\d_]\w+[–-][^\W\d_]\w+|Central Baltic|Europe|BSR))?"
    r"(?:\s+pārrobežu)?(?:\s+sadarbības)?(?:\s+programm\w+)?(?!\w)"
)
_LAST = 3  # letters that the case of a name's last word may have
_ENDING = re.compile(r"(?:a|s|i|e|us|is)\Z")
_BRACKET = r"\s+(?:\([^()\s]{2,8}\)\s+)?"


@dataclass(frozen=True, slots=True)
class Names:
    """Written forms, each a group of the pattern, and what each group names."""

    pattern: re.Pattern[str]
    of_group: dict[int, str]


def programmes(text: str, names: Names) -> Iterator[Entity]:
    """Yield what pays for projects; a name may lie in a longer one."""
    for match in _INTERREG.finditer(text):
        area = re.sub(r"s(?=[–-]|\Z)", "", match["area"] or "")
        yield entity("programme", text, match.start(), match.end(), f"Interreg {area}".strip())
    for match in names.pattern.finditer(text):
        yield entity("programme", text, match.start(), match.end(), names.of_group[match.lastindex or 0])


def programme_names(corpora: Corpora) -> Names:
    """Return the written forms of the reference table, the longest first."""
    forms = sorted(
        (
            (pattern, programme.name)
            for programme in corpora.programmes
            for pattern in (*map(_inflected, programme.names), *map(re.escape, programme.abbreviations))
        ),
        key=lambda pair: -len(pair[0]),
    )
    alternatives = "|".join(f"({pattern})" for pattern, _ in forms)
    return Names(
        re.compile(rf"(?<![\w+-])(?=[^\W\d_a-z])(?:{alternatives})(?![\w+])"),
        {number: name for number, (_, name) in enumerate(forms, 1)},
    )


def _inflected(name: str) -> str:
    *first, last = name.split()
    stem = re.escape(_ENDING.sub("", last))
    return _BRACKET.join([*map(re.escape, first), rf"{stem}\w{{0,{_LAST}}}"])
