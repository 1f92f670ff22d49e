"""Letters of RTF, written in the code page of their font or by their number in Unicode → text.

Goes in: code pages as the file says them, then letters. Comes out: text. Knows no paragraph.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

from ingest.formats.legacy.symbols import sign_of

UNKNOWN = "\x1a"  # stands for a sign of a drawing font that is not known
_SYMBOLS = 2  # character set of fonts whose letters are drawings
_DEFAULT = frozenset({0, 1})  # character sets that mean "as the whole file"
# Windows' character sets of fonts, and what the file as a whole may say instead of a number.
_SETS = {77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
         163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
         238: "cp1250", 254: "cp437", 255: "cp850"}  # fmt: skip
FILES = {"ansi": "cp1252", "mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
_UTF_8 = 65001
_SURROGATES = range(0xD800, 0xE000)


@dataclass
class Letters:
    """The code pages of a file and its fonts, and letters that wait to be decoded together."""

    page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    drawings: dict[int, str] = field(default_factory=dict)  # fonts of drawings, with their names
    default_font: int = 0
    skipped: int = 0  # letters still to pass over: what older programs show in place of one in Unicode
    _waiting: bytearray = field(default_factory=bytearray)
    _font: int = 0

    def says_file(self, name: str) -> None:
        """Take in what the file as a whole is written in, by name."""
        self.page = FILES.get(name, self.page)

    def says_page(self, number: int) -> None:
        """Take in the number of the file's code page."""
        self.page = _codec(number) or self.page

    def says_font_set(self, font: int, number: int) -> None:
        """Take in the character set of a font."""
        if number == _SYMBOLS:
            self.drawings[font] = ""
        elif number in _SETS and number not in _DEFAULT:
            self.fonts[font] = _SETS[number]

    def says_font_name(self, font: int, name: str) -> None:
        """Take in the name of a font, or a part of it."""
        if font in self.drawings:
            self.drawings[font] = (self.drawings[font] + name).strip(" ;")

    def says_font_page(self, font: int, number: int) -> None:
        """Take in the code page of a font."""
        page = _codec(number)
        if page:
            self.fonts[font] = page

    def add(self, letters: bytes, font: int) -> str:
        """Take in letters; return the text that is complete before them."""
        passed = min(self.skipped, len(letters))
        self.skipped -= passed
        letters = letters[passed:]
        if not letters:
            return ""
        before = self.flush() if font != self._font else ""
        self._font = font
        self._waiting += letters
        return before

    def unicode(self, number: int, font: int, replaced: int) -> str:
        """Return the text up to and with a letter given by number; `replaced` letters stand for it."""
        before = self.flush()
        self.skipped = replaced
        code = number & 0xFFFF if -0x8000 <= number <= 0xFFFF else 0xFFFD
        if 0xF000 <= code <= 0xF0FF:  # a drawing of a font
            return before + (sign_of(code, self.drawings.get(font, "")) or UNKNOWN)
        return before + chr(code)

    def flush(self) -> str:
        """Return the letters that waited, as text."""
        if not self._waiting:
            return ""
        letters, self._waiting = bytes(self._waiting), bytearray()
        if self._font in self.drawings:
            name = self.drawings[self._font]
            return "".join(sign_of(letter, name) or UNKNOWN for letter in letters)
        return letters.decode(self.fonts.get(self._font, self.page), "replace")


def joined(text: str) -> str:
    """Return a text in which letters given in two halves are whole."""
    if not any(ord(letter) in _SURROGATES for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _codec(number: int) -> str:
    name = {10000: "mac-roman", _UTF_8: "utf-8", 936: "gbk", 950: "big5"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return ""
    return name
