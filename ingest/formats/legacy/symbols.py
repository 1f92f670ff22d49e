"""Letters of drawing fonts (Symbol, Wingdings) → the signs that they show; for RTF and DOC.

Only what plans and reports use; anything else gives no sign.
"""

from __future__ import annotations

_GREEK = dict(zip("ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True))
_LOWER = {sign.lower(): letter.lower() for sign, letter in _GREEK.items()}
_SIGNS = {0x2D: "–", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
          0xB9: "≠", 0xBB: "≈", 0xD7: "·", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xFC: "✓", 0xFD: "☒",
          0xFE: "☑"}  # fmt: skip


def sign_of(code: int, font: str = "") -> str:
    """Return the sign for a letter of a drawing font; "" when it is not known.

    Only the font "Symbol" has letters, which are Greek, and figures.
    """
    code &= 0xFF
    letter = chr(code)
    if code in _SIGNS:
        return _SIGNS[code]
    if code >= 0x80 or font != "Symbol":
        return letter if code == 0x20 else ""
    return _GREEK.get(letter) or _LOWER.get(letter) or letter
