"""Readings that mean a day or a part of one."""

from dataclasses import replace
from datetime import date, timedelta

from dateline.layers.dates import dateparser_answers
from dateline.layers.dates.anchoring import (
    Context,
    Reading,
    clock,
    dated,
    distance,
    nearest,
    stated_year,
    years,
)
from dateline.layers.dates.calendar_periods import Period, day_of, period_of, weekday
from dateline.layers.dates.slots import Frame, only, without
from dateline.layers.dates.timex import UNKNOWN, Meaning, away


def _day(frame: Frame, context: Context) -> Meaning | None:
    if "month" in frame:
        return month_day(frame, context)
    if "mm" in frame:
        return full_day(frame["year"], frame["mm"], frame["day"], frame, context)
    if "dayword" in frame:
        return _dayword(frame, context)
    if "weekday" in frame:
        return _weekday(frame, context)
    if "day" in frame:
        return _day_of_month(frame, context)
    return _rel_part(frame, context)


def full_day(
    year: int, month: int, day: int, frame: Frame, context: Context, by: str = "", anchor: str = "none"
) -> Meaning | None:
    """The meaning of a day with its year; None where the calendar has no such day."""
    period = day_of(year, month, day)
    return dated(period, "", frame, context, anchor, by) if period is not None else None


def month_day(frame: Frame, context: Context) -> Meaning | None:
    """The meaning of a month and day, its year stated or settled by weekday, direction and nearness."""
    month, day = frame["month"], frame["day"]
    if day_of(2000, month, day) is None:
        return None
    by = _asked(frame, context)
    year = stated_year(frame, context)
    if year is not None:
        anchor = "published" if "relyear" in frame else "none"
        return full_day(year, month, day, frame, context, by, anchor)
    unknown = f"XXXX-{month:02d}-{day:02d}"
    if context.published is None:
        return dated(None, unknown, frame, context, "none")
    days = [p for y in years(context) if (p := day_of(y, month, day)) is not None]
    if "weekday" in frame:
        fits, day_ = context.limits.weekday_fit_days, frame["weekday"]
        days = [p for p in days if weekday(p) == day_ and distance(p, context.published) <= fits]
        context = replace(context, direction=None)
    return dated(nearest(days, context), unknown, frame, context, "published", by)


def is_impossible(frame: Frame) -> bool:
    """Whether it is a day that its month never has, or not in its year: February 30, 29 February 2023."""
    if "month" not in frame or "day" not in frame:
        return False
    return day_of(frame.get("year", 2000) or 2000, frame["month"], frame["day"]) is None


def _asked(frame: Frame, context: Context) -> str:
    """Whose reading of month and day it is: dateparser's where it agrees with the text's own words."""
    if context.ask != "absolute":
        return ""
    found = dateparser_answers.written(context.question)
    return "dateparser" if found is not None and found[1:] == (frame["month"], frame["day"]) else ""


def _weekday(frame: Frame, context: Context) -> Meaning | None:
    """Such a weekday; nobody calls yesterday or tomorrow "last Friday" or "next Friday"."""
    n = frame["weekday"]
    published = context.published
    if "textrel" in frame and context.anchor is not None:
        sign = frame["textrel"]
        start = context.anchor.start if sign < 0 else context.anchor.end
        return dated(_weekday_from(start, n, sign), "", frame, context, "text")
    if published is None or "textrel" in frame:
        return dated(None, f"XXXX-WXX-{n}", frame, context, "none")
    if "relweek" in frame or frame.get("rel") == 0:
        week = period_of("week", published) + frame.get("relweek", 0)
        if "span" not in frame:
            day = Period("day", week.index * 7 + n - 1)
            if "relweek" not in frame and day.start != published:
                over = {"past": day.start > published, "future": day.start < published}
                day += {"past": -7, "future": 7}[side] if over.get(side := context.direction or "") else 0
            return dated(day, "", frame, context, "published")
    sign = int(frame.get("span") or frame.get("rel") or 0)
    if sign:
        day = _weekday_from(published, n, sign)
        beside = "rel" in frame and abs(day.index - period_of("day", published).index) == 1
        return dated(day + 7 * sign if beside else day, "", frame, context, "published")
    soon = (n - published.isoweekday()) % 7 <= context.limits.near_weekday_days
    if context.direction == "future" or (context.direction == "near" and soon and frame.get("rel") is None):
        return dated(_weekday_from(published - timedelta(days=1), n, 1), "", frame, context, "published")
    return dated(_weekday_from(published + timedelta(days=1), n, -1), "", frame, context, "published")


def _first_day(frame: Frame, context: Context) -> Meaning | None:
    """The Tuesday of "from Tuesday to Thursday"; not known where, told in the past, they would hold publication."""
    own = without(frame, "lastweekday", "lastpart")
    first = _day(own, context)
    if first is None or first.period is None or first.direction == "future":
        return first
    last = _weekday_from(first.period.start, frame["lastweekday"], 1)
    if context.published is None or context.direction != "past" or last.start <= context.published:
        return first
    days = tuple((first.period + n).timex for n in (0, -7))
    return replace(dated(None, f"XXXX-WXX-{weekday(first.period)}", own, context, "none"), candidates=days)


def _last_day(frame: Frame, context: Context) -> Meaning | None:
    """The Thursday of "from Tuesday to Thursday", which follows that Tuesday."""
    own: Frame = {"weekday": frame["lastweekday"]}
    if "lastpart" in frame:
        own["part"] = frame["lastpart"]
    first = _first_day(frame, context)
    if first is None or first.period is None:
        return dated(None, f"XXXX-WXX-{own['weekday']}", own, context, "none")
    return dated(_weekday_from(first.period.start, int(own["weekday"]), 1), "", own, context, "published")


def _plus_week(frame: Frame, context: Context) -> Meaning | None:
    """Friday week, a week from Monday, a week ago yesterday: so long after the next such day, or before the last."""
    sign, unit = frame["sign"], str(frame.get("unit", frame.get("units")))
    n, published = frame.get("number", 1), context.published
    own = only(frame, "part")
    if isinstance(n, str) or unit.startswith("T"):
        return None
    if published is None:
        known = "weekday" in frame and unit in ("W", "F")
        return dated(None, f"XXXX-WXX-{frame['weekday']}" if known else UNKNOWN["day"], own, context, "none")
    if "weekday" in frame:
        base = _weekday_from(published - timedelta(days=sign), frame["weekday"], sign).start
    else:
        base = published + timedelta(days=frame["dayword"])
    day = away(base, n, unit, sign)
    return dated(period_of("day", day), "", own, context, "published") if day is not None else None


def _week_on(frame: Frame, context: Context) -> Meaning | None:
    """A week on Sunday, a fortnight tomorrow; of what is past it is how long something took."""
    weeks = str(frame.get("unit", frame.get("units"))) in ("W", "F")
    past = context.direction == "past" or frame.get("dayword", 0) < 0
    return _plus_week(frame, context) if weeks and not past else None


def _anyday(frame: Frame, context: Context) -> Meaning | None:
    """A Friday: some such day."""
    return dated(None, f"XXXX-WXX-{frame['weekday']}", frame, context, "none")


def _weekday_from(day: date, n: int, sign: int) -> Period:
    """The nearest such weekday strictly after (sign 1) or before a day."""
    gap = (n - day.isoweekday()) % 7 or 7 if sign > 0 else -((day.isoweekday() - n) % 7 or 7)
    return period_of("day", day) + gap


def _dayword(frame: Frame, context: Context) -> Meaning | None:
    if context.published is None:
        return dated(None, "XXXX-XX-XX", frame, context, "none")
    n, by = frame["dayword"], ""
    if context.ask == "relative" and dateparser_answers.offset(context.question) == (n, "day"):
        by = "dateparser"
    return dated(period_of("day", context.published) + n, "", frame, context, "published", by)


def _rel_part(frame: Frame, context: Context) -> Meaning | None:
    if context.published is None:
        return dated(None, "XXXX-XX-XX", frame, context, "none")
    return dated(period_of("day", context.published) + frame.get("rel", 0), "", frame, context, "published")


def _day_of_month(frame: Frame, context: Context) -> Meaning | None:
    n = frame["day"]
    if not 1 <= n <= 31:
        return None
    if context.published is None:
        return dated(None, f"XXXX-XX-{n:02d}", frame, context, "none")
    month = period_of("month", context.published)
    days = [p for m in (-1, 0, 1) if (p := _nth(month + m, n)) is not None]
    if "weekday" in frame:
        days = [p for p in days if weekday(p) == frame["weekday"]]
    return dated(nearest(days, context), f"XXXX-XX-{n:02d}", frame, context, "published")


def _nth(month: Period, n: int) -> Period | None:
    return day_of(month.start.year, month.start.month, n)


def daypart(frame: Frame, context: Context) -> Meaning | None:
    """In the morning, at 7 p.m.: of the day that its sentence named, of publication above an entry.

    Else TIMEX3 goes on with the day named near by, or in a narrative with the one named last, though nothing says that
    it is that day; or it is of none.
    """
    if context.today is not None:
        return dated(context.today, "", frame, context, "text")
    if context.stamp:
        return _rel_part(frame, context)
    last = context.reference if context.direction == "past" else None
    near = (p for p in (context.anchor, last) if p is not None and p.grain == "day")
    day = next(near, None)
    if day is None:
        return dated(None, UNKNOWN["day"], frame, context, "none")
    return replace(dated(day, "", frame, context, "text"), start=None, end=None, period=None, counted=day)


def _overnight(frame: Frame, context: Context) -> Meaning | None:
    if context.published is None:
        return Meaning("time", "XXXX-XX-XXTNI", "part_of_day")
    eve = period_of("day", context.published) + -1
    return Meaning(
        "time", f"{eve.timex}TNI", "part_of_day", eve.start, context.published, None, "published", "past", eve
    )


def _time(frame: Frame, context: Context) -> Meaning | None:
    return daypart(frame, context) if clock(frame) else None


def _numeric(frame: Frame, context: Context) -> Meaning | None:
    """13/06/2025: read where only one order is possible, or where the document has shown its order."""
    text = frame["numeric"]
    readings = {o: r for o in ("MDY", "DMY") if (r := _ordered(text, o)) is not None}
    order = context.order if len(set(readings.values())) > 1 else next(iter(readings), None)
    if order is None or order not in readings:
        days = tuple(f"{y:04d}-{m:02d}-{d:02d}" for y, m, d in readings.values())
        return Meaning("date", "XXXX-XX-XX", "day", candidates=days) if readings else None
    by = "dateparser" if dateparser_answers.written(text, order) == readings[order] else ""
    return full_day(*readings[order], frame, context, by)


def day_order(text: str) -> str | None:
    """The only order in which a numeric date can be read, "MDY" or "DMY"; None where both or neither can be."""
    orders = [order for order in ("MDY", "DMY") if _ordered(text, order) is not None]
    return orders[0] if len(orders) == 1 else None


def _ordered(text: str, order: str) -> tuple[int, int, int] | None:
    a, b, c = (int(p) for p in text.replace(".", "/").split("/"))
    if a > 999:
        return (a, b, c) if day_of(a, b, c) else None
    month, day = (a, b) if order == "MDY" else (b, a)
    year = c if c > 99 else c + (1900 if c > 50 else 2000)
    return (year, month, day) if day_of(year, month, day) else None


def _days(frame: Frame, context: Context) -> Meaning | None:
    """June 2–4 in one token: the days from the first to the last, as TIMEX3 an interval of ISO 8601."""
    first, last = (int(n) for n in frame["days"].replace("–", "-").split("-"))
    start = month_day({**frame, "day": first}, context)
    end = month_day({**frame, "day": last}, context)
    if start is None or end is None or first >= last:
        return None
    timex = f"{start.timex}/{end.timex}"
    return replace(start, timex=timex, grain="range", end=end.end) if start.start else replace(start, timex=timex)


def _week_from(frame: Frame, context: Context) -> Meaning | None:
    """The week beginning 5 May: seven days from that one on; TIMEX3 has a value for it where it is a Monday."""
    found = month_day(frame, context)
    if found is None or found.period is None or found.start is None:
        return dated(None, UNKNOWN["week"], frame, context, "none")
    week, last = period_of("week", found.start), found.start + timedelta(days=6)
    if week.start == found.start:
        return dated(week, "", {}, context, found.anchor)
    timex = f"{found.timex}/{last.isoformat()}"
    return replace(found, timex=timex, grain="range", end=last, mod=None, by="")


def _weekof(frame: Frame, context: Context) -> Meaning | None:
    """The week, or the weekend, that holds a day: "the week of March 6", "the weekend of March 7"."""
    grain = "weekend" if frame.get("unit") == "WE" else "week"
    found = month_day(without(frame, "unit"), context)
    if found is None or found.period is None:
        return dated(None, UNKNOWN[grain], frame, context, "none")
    return dated(period_of(grain, found.period.start), "", frame, context, found.anchor)


READINGS: dict[str, Reading] = {
    "day": _day,
    "firstday": _first_day,
    "lastday": _last_day,
    "anyday": _anyday,
    "daypart": daypart,
    "overnight": _overnight,
    "time": _time,
    "numeric": _numeric,
    "days": _days,
    "weekof": _weekof,
    "weekfrom": _week_from,
    "plusweek": _plus_week,
    "weekon": _week_on,
}
