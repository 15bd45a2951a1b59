"""Signs that numbers are written with, whatever mark a text uses for them."""

HYPHENS = frozenset("-‐‑–")
MINUSES = HYPHENS | {"−"}
APOSTROPHES = ("'", "’")
FOOT_MARKS = (*APOSTROPHES, "′")
INCH_MARKS = ('"', "”", "″")
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
