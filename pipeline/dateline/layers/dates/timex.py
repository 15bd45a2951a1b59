"""What an expression is worth: the answer of the room, and how TIMEX3 values are written."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.layers.dates.calendar_periods import Period, shift
from dateline.layers.dates.slots import Value

GRAINS = {
    "D": "day",
    "W": "week",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "E": "decade",
    "C": "century",
    "WE": "weekend",
}
LENGTHS = GRAINS | {"TH": "hour", "TM": "minute", "F": "week"}
UNKNOWN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "half": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip
_YEARS = {"E": 10, "C": 100}
_WEEKS = {"F": 2}
_THIRDS = {"START": (0, 0), "MID": (1, 1), "END": (2, 2), "START/MID": (0, 1), "MID/END": (1, 2)}


@dataclass(frozen=True)
class Meaning:
    """What a temporal expression means; start and end are inclusive days, None where they are not known.

    period: what others may count from; by: "dateparser" where it reads the same, else empty; event: when that would
    have been which the expression counts from, to be confirmed by another date of the document; counted: what a date
    with anchor "text" counts from, where it is not the date near by; candidates: the days that it can be, where it is
    not settled.
    """

    kind: str
    timex: str
    grain: str | None = None
    start: date | None = None
    end: date | None = None
    mod: str | None = None
    anchor: str = "none"
    direction: str | None = None
    period: Period | None = None
    by: str = ""
    event: Period | None = None
    counted: Period | None = None
    candidates: tuple[str, ...] = ()


def duration(number: Value, unit: str) -> str:
    """The TIMEX3 value of so many units: P3M, PT2H, PXD, P2Y6M for two and a half years."""
    if unit == "X":
        return "PXX"
    if unit in _WEEKS:
        return duration(number if isinstance(number, str) else number * _WEEKS[unit], "W")
    time, letter = ("T", unit[1]) if unit.startswith("T") else ("", unit)
    if isinstance(number, str):
        return f"P{time}{number}{letter}"
    if letter == "S":
        return f"PT{number:g}S"
    whole, part = divmod(number * _YEARS.get(letter, 1), 1)
    letter = "Y" if letter in _YEARS else letter
    text = f"{int(whole)}{letter}" if whole or not part else ""
    smaller = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S") if time else (30, "D"), "D": (24, "H"), "W": (7, "D")}
    if part and letter in smaller:
        times, lower = smaller[letter]
        text += ("T" if lower == "H" and not time else "") + f"{round(part * times)}{lower}"
    return f"P{time}{text}"


def away(day: date, number: Value, unit: str, sign: int) -> date | None:
    """The day so many units after (sign 1) or before (-1) a day; None for vague numbers, the day itself for hours."""
    if isinstance(number, str):
        return None
    if unit.startswith("T"):
        hours = {"TH": 1, "TM": 60, "TS": 3600}[unit]
        return day + timedelta(days=sign * int(number / hours // 24))
    number, unit = in_whole(number, unit)
    if unit == "Y" and number % 1:
        unit, number = "M", number * 12
    try:
        return shift(day, GRAINS[unit], sign * int(number))
    except (ValueError, OverflowError, KeyError):
        return None


def in_whole(number: float, unit: str) -> tuple[float, str]:
    """So many units as whole ones of a smaller unit: half a century is 50 years, a fortnight 2 weeks.

    A year and a half stays what it is: it is counted in years.
    """
    if unit in _WEEKS:
        return number * _WEEKS[unit], "W"
    if unit in _YEARS and number % 1:
        return number * _YEARS[unit], "Y"
    if unit == "Y" and 0 < number < 1:
        return number * 12, "M"
    return (number * 7, "D") if unit == "W" and number % 1 else (number, unit)


def interval(period: Period, mod: str | None) -> tuple[date, date]:
    """First and last day of a period, or of the thirds of it that early, mid, late or "early to mid" name."""
    if mod in _THIRDS and period.grain not in ("day", "weekend"):
        first, last = _THIRDS[mod]
        return period.third(first)[0], period.third(last)[1]
    return period.start, period.end
