"""Text → the places of its sentences; Latvian abbreviations, ordinals and initials do not end one."""

from __future__ import annotations

import re

ABBREVIATIONS = frozenset(
    "g gs plkst utt u.c u.tml t.sk t.i piem nr p pp lpp tab att š.g pag nov pils iel c tūkst milj mljrd "
    "apst groz red prot p.k n.p.k nr.p.k min max m.k u.t.t resp sal tml".split()
)
# Accepted: "vieta. Pilsēta" at ". ". Rejected: "2023. gada" (a small letter follows).
_END = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++[\"”»)]*+)\s++(?=[\"„“«(]?[A-ZĀČĒĢĪĶĻŅŌŖŠŪŽ0-9])|\n+")
_WORD = 60  # characters of the longest word that is asked for
_LAST_WORD = re.compile(r"[\w.]+\Z")
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVXLC]+)\Z")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the start and end of every sentence in characters, without surrounding white space."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        before = text[max(start, end.start() - _WORD) : end.start()]
        if end["mark"] and not _ends_sentence(before, end["mark"]):
            continue
        _keep(spans, text, start, end.end("mark") if end["mark"] else end.start())
        start = end.end()
    _keep(spans, text, start, len(text))
    return spans


def _ends_sentence(before: str, mark: str) -> bool:
    if not mark.startswith("."):
        return True
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    word = last[0].lower()
    return not (word in ABBREVIATIONS or len(word) == 1 or _ORDINAL.match(last[0]))


def _keep(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        left = start + len(piece) - len(piece.lstrip())
        spans.append((left, start + len(piece.rstrip())))
