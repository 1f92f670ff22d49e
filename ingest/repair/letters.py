"""Damaged letters → Latvian ones: composition, text read in a wrong encoding, fonts with shifted letters.

A repair needs evidence in its own document, page or block, so that a name such as "Besançon" or "Klaipėda"
on a sound page stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ingest.pages import Block, Page
from ingest.repair.block_texts import changed_block, changed_page, text_of
from ingest.repair.words import is_known

_SMALL = "āčēģīķļņšūž"
_LETTERS = frozenset(_SMALL + _SMALL.upper())

# windows-1257 read as windows-1252. Accepted: "lîdzekïi" → "līdzekļi". Rejected: "Besançon".
_BALTIC = str.maketrans("âèçìîíïòðûþÂÈÇÌÎÍÏÒÐÛÞ", _SMALL + _SMALL.upper())
_BALTIC_SIGNS = frozenset(map(chr, _BALTIC))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_BALTIC_LEAST = 3  # damaged letters
_BALTIC_KINDS = 3  # different ones
_TELLING = frozenset("ðþÐÞ")  # stand for š and ž; but for these only Icelandic has them
_FOREIGN = frozenset("éàùôäöüåñëêóúáýœøæßãõășțşţğıÉÀÙÔÄÖÜÅÑÓÚÁ")
# Accepted: "gada". Rejected: "par", "un" (French words too).
_LATVIAN = re.compile(r"\b(?:ir|ar|uz|kas|pie|vai|lai|tiek|gad[au]|gadam|pilsçt\w*)\b", re.IGNORECASE)

# UTF-8 read as windows-1252. Accepted: "pilsÄ“ta" → "pilsēta". Rejected: "Ä“ un Ö" (nothing else like it).
_CONTINUED = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TWICE = re.compile(rf"[ÂÃÄÅ][{_CONTINUED}]|Å (?=[\wĀ-ž])|â[{_CONTINUED}]{{2}}")
_TWICE_LEAST = 2  # different sequences, or the same one three times
_ROUNDS = 2  # texts were seen damaged twice over

# Fonts of old Latvian PDFs whose cedilla letters lie 0x20 too low. Accepted: "mērėi" → "mērķi".
_SHIFTED = {"ģ": "ă", "ķ": "ė", "ļ": "ěĜ", "ņ": "ĥĦ"}
_SHIFT_LEAST = 3  # shifted letters of two kinds, in a document …
_SHIFT_LEAST_ON_PAGE = 6  # … or on a page of a document that is sound elsewhere
_SHIFT = str.maketrans("ĂăĖėěĜĥĦ", "ĢģĶķĻļŅņ")
_SHIFT_GROUPS = {sign: letter for letter, signs in _SHIFTED.items() for sign in signs + signs.upper()}
_CEDILLA = re.compile("[ģķļņĢĶĻŅ]")
_OTHER = re.compile("[āčēīšūžĀČĒĪŠŪŽ]")
# Accepted: "Klaipėda", "Plungės", "Jurgaitė", "Bacău", "Brăila". Rejected: "mērėi", "reaăēs".
_NAME = re.compile(
    r"\b[A-ZČŠŽĖ]\w*(?:aitė|ytė|utė|ūtė|ienė)\w{0,2}\b"
    r"|\b(?:Klaipėd|Plung|Tauragė|Šilutė|Kretingė|Ukmergė|Akmenė|Kelmė|Kėdaini|Panevėž|Marijampolė|Varėn"
    r"|Kazlų Rūd|Rietav|Elektrėn|Pagėgi|Bacău|Brăila|Buzău|Bălți|Călăraș|Chișinău|Galați|Sălaj|Timiș"
    r"|Năsăud)\w*"
)

# Accepted: "līdzekĜi", "Ėīmijas". Rejected: "ķīmijas".
_SHIFTED_WORD = re.compile(r"(?<!\w)\w*[ĂăĖėěĜĥĦ]\w*")
# Letters that no language with ă, ė, ě, ĝ, ĥ or ħ has. Accepted: "Ăimnāziju". Rejected: "Šiluvė", "Bacău".
_MACRON = re.compile("[āēīĀĒĪ]")
_WORDS_LEAST = 2  # proven words, from which a heading's others are of the same font

# ģ replaced by a Turkish letter. Accepted: "ğenerālplāns". Rejected: "Erdoğan, Işık".
_TURKISH = re.compile("[ışİŞ]")
_TURKISH_LEAST = 2
_FROM_TURKISH = str.maketrans("ğĞ", "ģĢ")

_ACCENTS = {"¯": "\u0304", "ˇ": "\u030c", "¸": "\u0327"}
# Accepted: "a¯" → "ā", "s ˇ" is left. Rejected: "m¯" (no such letter).
_SPACING = re.compile("[aeiuAEIU]¯|[cszCSZ]ˇ|[gklnrGKLNR]¸")
# Accepted: "ģ" made with a comma below. Rejected: "ș" of a Romanian name.
_COMMA = re.compile("(?<=[gklnrGKLNR])[\u0326\u0312]")
# Accepted: "a¯", "ﬁ". Rejected: "ā", "fi".
_IN_PARTS = re.compile("[¯ˇ¸\u0326\u0312ﬀ-ﬆ]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})

Repaired = tuple[tuple[Page, ...], list[str]]


def compose(pages: tuple[Page, ...]) -> Repaired:
    """Put letters and their accents together: NFC, spacing accents, commas for cedillas, ligatures."""
    count = 0

    def whole(text: str) -> str:
        nonlocal count
        if not _IN_PARTS.search(text) and unicodedata.is_normalized("NFC", text):
            return text  # as nearly all are
        plain = _COMMA.sub("\u0327", text)
        plain = _SPACING.sub(lambda match: match[0][0] + _ACCENTS[match[0][1]], plain)
        plain = unicodedata.normalize("NFC", plain.translate(_LIGATURES))
        count += plain != text
        return plain

    composed = tuple(changed_page(page, whole) for page in pages)
    return composed, [f"letters put together from parts in {count} places"] if count else []


def mend_encodings(pages: tuple[Page, ...]) -> Repaired:
    """Undo text read in a wrong encoding, decided for each page, or for a block where a page is mixed.

    Headings, which are short and share a font, are also looked at together.
    """
    notes = []
    for name, mend, is_damaged in (
        ("UTF-8 read as windows-1252", _once, _is_twice),
        ("windows-1257 read as windows-1252", _from_baltic, _is_baltic),
    ):
        mended = tuple(_mended(page, mend, is_damaged) for page in pages)
        if is_damaged(text_of(_headings(pages))):
            mended = tuple(_with_headings(page, mend) for page in mended)
        changed = [new.number for new, old in zip(mended, pages, strict=True) if new != old]
        if changed:
            notes.append(f"repaired {name} on {_places(pages[0], changed)}")
        pages = mended
    return pages, notes


def mend_fonts(pages: tuple[Page, ...]) -> Repaired:
    """Undo shifted cedilla letters in a document that has none of the true ones, or on such a page of it."""
    whole = text_of(block for page in pages for block in page.blocks)
    if _is_turkish(whole):
        turned = tuple(changed_page(page, lambda text: text.translate(_FROM_TURKISH)) for page in pages)
        return turned, ["repaired ğ for ģ in the whole document"]
    if _is_shifted(whole):
        changed, places = {page.number for page in pages}, "the whole document"
    else:
        changed = {page.number for page in pages if _is_shifted(text_of(page.blocks), _SHIFT_LEAST_ON_PAGE)}
        places = _places(pages[0], sorted(changed)) if pages else ""
    if not changed:
        return _mend_words(pages, whole)
    mended = tuple(changed_page(page, _unshifted) if page.number in changed else page for page in pages)
    return mended, [f"repaired shifted letters of an old Latvian font (Ă for Ģ, ė for ķ …) on {places}"]


def _mend_words(pages: tuple[Page, ...], whole: str) -> Repaired:
    """Undo shifted letters in single words, as of a heading's font, where the word itself proves them.

    It does when the dictionary knows the result, or when no other language has its letters. Headings share a
    font: two proven words in them speak for the others.
    """
    words = {word for word in _SHIFTED_WORD.findall(whole) if not _NAME.search(word)}
    known = {word: word.translate(_SHIFT) for word in words if _is_proven(word)}
    headed = words.intersection(_SHIFTED_WORD.findall(text_of(_headings(pages))))
    if len(headed & known.keys()) >= _WORDS_LEAST:
        known |= {word: word.translate(_SHIFT) for word in headed}
    if not known:
        return pages, []
    mended = tuple(
        changed_page(page, lambda text: _SHIFTED_WORD.sub(lambda m: known.get(m[0], m[0]), text))
        for page in pages
    )
    return mended, [f"repaired shifted letters of an old Latvian font in {len(known)} words"]


def _headings(pages: Iterable[Page]) -> Iterator[Block]:
    return (block for page in pages for block in page.blocks if block.kind == "heading")


def _with_headings(page: Page, mend: Callable[[str], str]) -> Page:
    """Return the page with `mend` made to its headings."""
    blocks = (changed_block(block, mend) if block.kind == "heading" else block for block in page.blocks)
    return replace(page, blocks=tuple(blocks))


def _is_proven(word: str) -> bool:
    return _MACRON.search(word) is not None or is_known(word.translate(_SHIFT).lower())


def _mended(page: Page, mend: Callable[[str], str], is_damaged: Callable[[str], bool]) -> Page:
    if is_damaged(text_of(page.blocks)):
        return changed_page(page, mend)
    blocks = tuple(changed_block(block, mend) if is_damaged(block.text) else block for block in page.blocks)
    return replace(page, blocks=blocks)


def _is_baltic(text: str) -> bool:
    letters = Counter(_NOT_ASCII.findall(text))
    damaged = {sign: count for sign, count in letters.items() if sign in _BALTIC_SIGNS}
    total = sum(damaged.values())
    if total < _BALTIC_LEAST or len({sign.lower() for sign in damaged}) < _BALTIC_KINDS:
        return False
    sound = sum(count for letter, count in letters.items() if letter in _LETTERS)
    foreign = sum(count for letter, count in letters.items() if letter in _FOREIGN)
    latvian = not _TELLING.isdisjoint(damaged) or _LATVIAN.search(text) is not None
    return latvian and 10 * sound <= total and 5 * foreign <= total


def _from_baltic(text: str) -> str:
    return text.translate(_BALTIC)


def _is_twice(text: str) -> bool:
    found = Counter(match[0] for match in _TWICE.finditer(text) if _decoded(match) != match[0])
    return len(found) >= _TWICE_LEAST or sum(found.values()) > _TWICE_LEAST


def _once(text: str) -> str:
    for _ in range(_ROUNDS):
        mended = _TWICE.sub(_decoded, text)
        if mended == text:
            break
        text = mended
    return text


def _decoded(match: re.Match[str]) -> str:
    raw = bytearray()
    for letter in match[0].replace("Å ", "Å\u00a0"):
        raw += letter.encode("latin-1") if ord(letter) < 256 else letter.encode("windows-1252")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _is_shifted(text: str, least: int = _SHIFT_LEAST) -> bool:
    if _CEDILLA.search(text) or not _OTHER.search(text):
        return False
    signs = Counter(_SHIFT_GROUPS[letter] for letter in _NAME.sub("", text) if letter in _SHIFT_GROUPS)
    return len(signs) > 1 and signs.total() >= least


def _is_turkish(text: str) -> bool:
    small = text.lower()
    if "ģ" in small or small.count("ğ") < _TURKISH_LEAST:
        return False
    return _OTHER.search(text) is not None and not _TURKISH.search(text)


def _unshifted(text: str) -> str:
    parts = []
    end = 0
    for name in _NAME.finditer(text):
        parts += [text[end : name.start()].translate(_SHIFT), name[0]]
        end = name.end()
    return "".join(parts) + text[end:].translate(_SHIFT)


def _places(page: Page, numbers: list[int]) -> str:
    if page.kind == "section":
        return "the whole text"
    return f"{page.kind} {', '.join(map(str, numbers))}"
