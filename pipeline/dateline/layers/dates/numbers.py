"""What number words are worth together."""

from collections.abc import Sequence

_SCALES = (100, 1000, 1_000_000)
VAGUE = "X"  # TIMEX3's placeholder: several days are PXD


def number(values: Sequence[int | float | str]) -> int | float | str:
    """The sum of number words, hundreds, thousands and millions multiplying what precedes; "X" where one is vague.

    number([20, 4]) == 24, number([2, 100]) == 200, number([2, 0.5]) == 2.5, number([]) == 1.
    """
    counts = [v for v in values if not isinstance(v, str)]
    if len(counts) < len(values):
        return VAGUE
    total: int | float = 0
    for value in counts:
        total = max(total, 1) * value if value in _SCALES else total + value
    return total if counts else 1


def spelled_year(values: Sequence[int | float | str]) -> int | float | str:
    """The year that is said in pairs, 1996 for [19, 90, 6]; other numbers as they are."""
    century, *rest = (v for v in values if not isinstance(v, str))
    if century not in (18, 19, 20) or not rest or rest[0] == 1000:
        return number(values)
    return century * 100 + sum(v for v in rest if v != 100)
