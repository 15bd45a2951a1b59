"""Readings of company reports: the quarter that is reported on, its year-ago period, the year ended March 31."""

from dataclasses import replace
from datetime import timedelta

from dateline.layers.dates.anchoring import Context, Reading, dated
from dateline.layers.dates.calendar_periods import Period, period_of
from dateline.layers.dates.days import month_day
from dateline.layers.dates.months import month, quarter
from dateline.layers.dates.slots import Frame, only
from dateline.layers.dates.timex import GRAINS, LENGTHS, UNKNOWN, Meaning, away, duration


def last_quarter(frame: Frame, context: Context) -> Meaning | None:
    """The quarter: the one that was named last and is over, else the last that is over."""
    named = context.quarter
    over = period_of("quarter", context.published) + -1 if context.published is not None else None
    if named is not None and (over is None or named <= over):
        return dated(named, "", frame, context, "text")
    return dated(over, UNKNOWN["quarter"], frame, context, "published" if over is not None else "none")


def _ended(frame: Frame, context: Context) -> Meaning | None:
    """The quarter ended June 30, the year to March 31: so long a time up to that day.

    A quarter of the calendar is one; what a company's own calendar numbers otherwise has no days of the calendar's.
    """
    named = only(frame, "month", "day", "year", "relyear")
    end = month_day(named, context) if "day" in frame else month(named, context)
    unit, number = str(frame.get("units", frame.get("unit", "Q"))), frame.get("number", 1)
    found = Meaning("duration", duration(number, unit), LENGTHS.get(unit))
    if end is None or end.period is None or isinstance(number, str) or unit.startswith("T"):
        return found
    last = end.period.end
    if unit == "Q" and number == 1 and period_of("quarter", last).end == last:
        return dated(period_of("quarter", last), "", {}, context, end.anchor)
    start = away(last + timedelta(days=1), number, unit, -1)
    return replace(found, start=start, end=last, anchor=end.anchor, direction=end.direction)


def _latest(frame: Frame, context: Context) -> Meaning | None:
    grain = GRAINS.get(str(frame.get("unit", "Q")))
    if grain in (None, "day"):
        return None
    if "unit" not in frame and context.quarter is None:
        return None
    if grain == "quarter":
        return last_quarter(frame, context)
    if context.published is None:
        return dated(None, UNKNOWN[str(grain)], frame, context, "none")
    return dated(period_of(str(grain), context.published) + -1, "", frame, context, "published")


def _yearago(frame: Frame, context: Context) -> Meaning | None:
    """The year-ago quarter: that of the year before the one that was named last."""
    if "day" in frame and context.published is not None:
        here = quarter({"day": frame["day"]}, context)
        if here is not None and here.period is not None:
            return dated(here.period + -4, "", {}, context, "published")
    if context.quarter is not None:
        return dated(context.quarter + -4, "", {}, context, "text")
    if context.published is None:
        return dated(None, "XXXX", {}, context, "none")
    return dated(period_of("year", context.published) + -1, "", {}, context, "published")


def _corresponding(frame: Frame, context: Context) -> Meaning | None:
    """The same month a year ago, the same period of 2011: the one that was named near by, in another year."""
    if frame.get("unit") in ("D", "W"):
        return _same_day(frame, context)
    near = context.anchor if context.anchor is not None and context.anchor.grain in _PER_YEAR else None
    base = near if context.quarter is None or frame.get("unit") == "M" else context.quarter
    if base is None:
        return _yearperiod(frame, context) if "year" in frame else _yearago({}, context)
    per_year = _PER_YEAR[base.grain]
    first = frame["year"] * per_year if "year" in frame else base.index - base.index % per_year - per_year
    found = Period(base.grain, first + base.index % per_year)
    return replace(dated(found, "", {}, context, "text"), counted=base)


def _same_day(frame: Frame, context: Context) -> Meaning | None:
    """The same day or week a year earlier: a year before the day named near by, or publication."""
    near = context.anchor if context.anchor is not None and context.anchor.grain == "day" else None
    day = near.start if near is not None else context.published
    before = away(day, 1, "Y", -1) if day is not None and "year" not in frame else None
    if before is None:
        return None
    anchor = "text" if near is not None else "published"
    return dated(period_of(GRAINS[frame["unit"]], before), "", {}, context, anchor)


def _yearperiod(frame: Frame, context: Context) -> Meaning | None:
    year = frame["year"]
    if context.quarter is not None:
        return dated(Period("quarter", year * 4 + context.quarter.index % 4), "", {}, context, "text")
    return dated(Period("year", year), "", {}, context, "none")


_PER_YEAR = {"month": 12, "quarter": 4, "half": 2}
READINGS: dict[str, Reading] = {
    "quarterended": last_quarter,
    "ended": _ended,
    "latest": _latest,
    "yearago": _yearago,
    "corresponding": _corresponding,
    "yearperiod": _yearperiod,
}
