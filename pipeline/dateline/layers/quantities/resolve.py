"""What a quantity means: numbers out of digits, bounds out of modifiers."""

from typing import NamedTuple

VAGUE_LOW, VAGUE_HIGH = 2, 10  # "dozens" is 2 to 10 dozens


class Meaning(NamedTuple):
    """value, low, high and bound as the table has them."""

    value: float | None
    low: float | None
    high: float | None
    bound: str


def read_digits(text: str) -> float | None:
    """The number that digits with separators stand for, or None.

    "1,212" and "12,34,567" hold thousands, "2.5" a decimal point, "1.234.567" thousands, "3,5" nothing certain.
    """
    if text.isdecimal():
        return float(text)
    whole, dot, fraction = text.partition(".")
    if "." in fraction:
        groups = text.split(".")
        return float("".join(groups)) if all(len(g) == 3 for g in groups[1:]) and "," not in text else None
    if "," in fraction:
        return None
    groups = whole.split(",")
    if len(groups) > 1 and not (len(groups[-1]) == 3 and all(len(g) in (2, 3) for g in groups[1:])):
        return None
    return float("".join(groups) + dot + fraction)


def bounded(value: float, bound: str) -> Meaning:
    """A stated number under its bound: exact, approx, lower or upper."""
    low = value if bound in ("exact", "lower") else None
    high = value if bound in ("exact", "upper") else None
    return Meaning(value, low, high, bound)


def ranged(a: float, b: float) -> Meaning:
    """A range between two stated numbers, in either order."""
    return Meaning(None, min(a, b), max(a, b), "range")


def vague(base: float | None, low: float | None = None) -> Meaning:
    """A plural that names no number: 2 to 10 times its base, or only a least number, or nothing."""
    if base is None:
        return Meaning(None, low, None, "vague")
    return Meaning(None, base * VAGUE_LOW, base * VAGUE_HIGH, "vague")


def shares_scale(first: float, second: float, scale: float) -> bool:
    """Whether the scale word of a range's second number holds for the first too: "$10 to $15 billion".

    first and second are the numbers as written; 200 to 4 million is no such range.
    """
    return scale > 1 and first <= second
