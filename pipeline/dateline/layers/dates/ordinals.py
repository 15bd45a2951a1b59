"""Readings that count within a month: the first Sunday in March, the last day of May, the last week of June."""

from dataclasses import replace
from datetime import date, timedelta

from dateline.layers.dates.anchoring import Context, Reading, dated
from dateline.layers.dates.calendar_periods import Period, nth_weekday, period_of
from dateline.layers.dates.months import month
from dateline.layers.dates.slots import Frame, only
from dateline.layers.dates.timex import UNKNOWN, Meaning

_WEEK = timedelta(days=7)
_SATURDAY = 6


def _nth(frame: Frame, context: Context) -> Meaning | None:
    """The n-th weekday, day, week or weekend of a month; n = 0 means the last one. None where the month has none."""
    found = month(only(frame, "month", "year", "relyear"), context)
    n = frame.get("ord", 0)
    if found is None or found.period is None:
        return dated(None, UNKNOWN["day"], {}, context, "none")
    if frame.get("unit") == "W":
        return _week(found, n)
    day = _day(frame, found.period, n)
    if day is None or period_of("month", day) != found.period:
        return None
    grain = "weekend" if "weekend" in frame else "day"
    return dated(period_of(grain, day), "", {}, context, found.anchor)


def _day(frame: Frame, within: Period, n: int) -> date | None:
    first = within.start
    if "weekday" in frame or "weekend" in frame:
        return nth_weekday(first.year, first.month, frame.get("weekday", _SATURDAY), n)
    if frame.get("unit") != "D":
        return None
    return first + timedelta(days=n - 1) if n else within.end


def _week(found: Meaning, n: int) -> Meaning | None:
    """The n-th seven days of a month, or its last seven."""
    period = found.period
    if period is None or n > 4:
        return None
    start = period.start + (n - 1) * _WEEK if n else period.end - _WEEK + timedelta(days=1)
    mod = "START" if n == 1 else "END" if n == 0 else None
    return replace(found, grain="week", start=start, end=start + _WEEK - timedelta(days=1), mod=mod, period=None)


READINGS: dict[str, Reading] = {
    "nth": _nth,
}
