"""What does it mean? From the slots of an expression and its context to TIMEX3 value and interval."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.layers.dates import absolute
from pipeline.layers.dates.calendar import (
    SEASONS,
    Period,
    day_of,
    easter,
    nth_weekday,
    orthodox_easter,
    period_of,
    weekday,
)
from pipeline.layers.dates.lexicon import Value
from pipeline.layers.dates.timex import GRAINS, UNKNOWN, Meaning, away, duration, interval

Frame = Mapping[str, Value]
_AGAINST = 6  # times as far as it is, for a date without a year on the other side of publication than the tense says
_HALF_WEEK = 3
_FITS = 300  # days from publication that a day with its weekday may lie
_DOUBT = 1.5  # times as near as the past one a month ahead must be where the clause has no tense
_TOLD = frozenset({"day", "daypart", "month", "season", "holiday"})
_OWN = frozenset({"dayword", "relyear", "relweek", "rel", "span", "year", "spelled"})


@dataclass(frozen=True)
class Context:
    """What an expression is read against; direction: the side of publication that its clause means.

    reference: the date that was named last; quarter: the quarter that was; order: that of days and months in numeric
    dates; narrative: whether the document tells of the past by dates of its own; near: whether the reference was named
    shortly before; dated: whether it has a year of its own and stands in the same sentence.
    """

    text: str = ""
    published: date | None = None
    direction: str | None = None
    reference: Period | None = None
    quarter: Period | None = None
    order: str | None = None
    narrative: bool = False
    near: bool = False
    dated: bool = False
    ask: str = ""


def resolve(reading: str, frame: Frame, context: Context) -> Meaning | None:
    """The meaning of a frame; None where it is no temporal expression after all.

    In a narrative, and after a date with its year in the same sentence, what lacks its year or its week is counted from
    the date that was named last.
    """
    told = context.narrative or (context.dated and "month" in frame)
    if not told or reading not in _TOLD or frame.keys() & _OWN:
        return _READINGS[reading](frame, context)
    day = context.reference.start if context.reference is not None else None
    found = _READINGS[reading](frame, replace(context, published=day, direction=None))
    return replace(found, anchor="text") if found is not None and found.anchor == "published" else found


# ---- calendar periods


def _dated(period: Period | None, unknown: str, frame: Frame, context: Context, anchor: str, by: str = "") -> Meaning:
    """The meaning of a period, or of its TIMEX3 value alone where the period is not known."""
    mod = frame.get("mod") or frame.get("cut")
    mod = str(mod) if mod else None
    if period is None:
        side = context.direction if context.direction != "near" else None
        return Meaning("date", unknown, _grain_of(unknown), mod=mod, direction=side, by=by)
    start, end = interval(period, str(frame.get("mod", "")))
    side = _side(start, end, context)
    found = Meaning("date", period.timex, period.grain, start, end, mod, anchor, side, period, by)
    return _timed(_cut(found, frame, context), frame)


def _side(start: date, end: date, context: Context) -> str | None:
    day = context.published
    if day is None or start <= day <= end:
        return context.direction if context.direction != "near" else None
    return "past" if end < day else "future"


def _grain_of(timex: str) -> str:
    return next((g for g, t in UNKNOWN.items() if len(t) == len(timex)), "day")


def _cut(found: Meaning, frame: Frame, context: Context) -> Meaning:
    """Earlier this month: to publication; later this month: from publication on."""
    day, cut = context.published, frame.get("cut")
    if not cut or day is None or found.start is None or found.end is None or found.grain == "day":
        return found
    if not found.start <= day <= found.end:
        return found
    return replace(found, grain="range", end=day) if cut == "START" else replace(found, grain="range", start=day)


def _timed(found: Meaning, frame: Frame) -> Meaning:
    """A day with its part or clock time."""
    if found.grain != "day":
        return found
    time = clock(frame)
    if time:
        grain = "minute" if len(time) > 3 and not time.endswith(":00") else "hour"
        return replace(found, kind="time", timex=f"{found.timex}T{time}", grain=grain)
    if "part" in frame:
        return replace(found, kind="time", timex=f"{found.timex}T{frame['part']}", grain="part_of_day")
    return found


def clock(frame: Frame) -> str | None:
    """The time of day as HH:MM, such as 17:00 for 5 p.m.; None where the frame has none."""
    if "point" in frame:
        return str(frame["point"])
    if "clock" in frame:
        text = str(frame["clock"]).replace(".", ":")
        hour, minute = int(text.split(":")[0]), int(text.split(":")[1][:2])
        half = 12 if text.endswith("pm") else 0 if text.endswith("am") else frame.get("ampm")
    elif "hour" in frame:
        hour, minute, half = int(frame["hour"]), 0, frame.get("ampm")
    elif "military" in frame:
        hour, minute, half = int(frame["military"]) // 100, int(frame["military"]) % 100, None
    else:
        return None
    if half is not None:
        hour = hour % 12 + int(half)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _near(candidates: Sequence[Period], context: Context) -> Period | None:
    """The candidate that is nearest to publication, one against the direction counting as so many times as far."""
    day = context.published
    assert day is not None

    def cost(period: Period) -> tuple[int, bool]:
        side = "past" if period.end < day else "future" if period.start > day else context.direction
        against = context.direction in ("past", "future") and side != context.direction
        return _distance(period, day) * (_AGAINST if against else 1), period.start > day

    return min(candidates, key=cost, default=None)


def _distance(period: Period, day: date) -> int:
    return max((period.start - day).days, (day - period.end).days, 0)


def _years(context: Context) -> range:
    assert context.published is not None
    return range(context.published.year - 1, context.published.year + 2)


def _rel_year(frame: Frame, context: Context) -> int | None:
    """The year that is stated, or meant by last, this or next year."""
    if "short" in frame:
        first, last = int(frame["year"]), int(frame["short"])
        return last if last > 99 else first - first % 100 + last
    if "year" in frame or "spelled" in frame:
        return int(frame.get("year", frame.get("spelled", 0)))
    if "relyear" in frame and context.published is not None:
        return context.published.year + int(frame["relyear"])
    return None


def _day(frame: Frame, context: Context) -> Meaning | None:
    if "month" in frame:
        return _month_day(frame, context)
    if "mm" in frame:
        return _full_day(int(frame["year"]), int(frame["mm"]), int(frame["day"]), frame, context)
    if "dayword" in frame:
        return _dayword(frame, context)
    if "weekday" in frame:
        return _weekday(frame, context)
    if "day" in frame:
        return _day_of_month(frame, context)
    return _rel_part(frame, context)


def _full_day(
    year: int, month: int, day: int, frame: Frame, context: Context, by: str = "", anchor: str = "none"
) -> Meaning | None:
    period = day_of(year, month, day)
    return _dated(period, "", frame, context, anchor, by) if period is not None else None


def _month_day(frame: Frame, context: Context) -> Meaning | None:
    month, day = int(frame["month"]), int(frame["day"])
    if day_of(2000, month, day) is None:
        return None
    by = _asked(frame, context)
    year = _rel_year(frame, context)
    if year is not None:
        anchor = "published" if "relyear" in frame else "none"
        return _full_day(year, month, day, frame, context, by, anchor)
    unknown = f"XXXX-{month:02d}-{day:02d}"
    if context.published is None:
        return _dated(None, unknown, frame, context, "none")
    days = [p for y in _years(context) if (p := day_of(y, month, day)) is not None]
    if "weekday" in frame:
        days = [p for p in days if weekday(p) == frame["weekday"] and _distance(p, context.published) <= _FITS]
        context = replace(context, direction=None)
    return _dated(_near(days, context), unknown, frame, context, "published", by)


def _asked(frame: Frame, context: Context) -> str:
    """Whose reading of month and day it is: dateparser's where it agrees with the text's own words."""
    if context.ask != "absolute":
        return ""
    found = absolute.written(context.text)
    agrees = found is not None and found[1:] == (frame["month"], frame["day"])
    if agrees and found is not None and "year" in frame:
        agrees = found[0] == frame["year"]
    return "dateparser/absolute" if agrees else ""


def _weekday(frame: Frame, context: Context) -> Meaning | None:
    n = int(frame["weekday"])
    published = context.published
    if "textrel" in frame and context.reference is not None:
        sign = int(frame["textrel"])
        start = context.reference.start if sign < 0 else context.reference.end
        return _dated(_weekday_from(start, n, sign), "", frame, context, "text")
    if published is None:
        return _dated(None, f"XXXX-WXX-{n}", frame, context, "none")
    if "relweek" in frame or frame.get("rel") == 0:
        week = period_of("week", published) + int(frame.get("relweek", 0))
        if "span" not in frame:
            day = Period("day", week.index * 7 + n - 1)
            over = "relweek" not in frame and context.direction == "past" and day.start > published
            return _dated(day + -7 if over else day, "", frame, context, "published")
    sign = int(frame.get("span") or frame.get("rel") or frame.get("textrel") or 0)
    if sign:
        return _dated(_weekday_from(published, n, sign), "", frame, context, "published")
    if frame.get("rel") is None and context.direction == "near" and (n - published.isoweekday()) % 7 <= _HALF_WEEK:
        return _dated(_weekday_from(published - timedelta(days=1), n, 1), "", frame, context, "published")
    if context.direction == "future":
        return _dated(_weekday_from(published - timedelta(days=1), n, 1), "", frame, context, "published")
    return _dated(_weekday_from(published + timedelta(days=1), n, -1), "", frame, context, "published")


def _weekday_from(day: date, n: int, sign: int) -> Period:
    """The nearest such weekday strictly after (sign 1) or before a day."""
    gap = (n - day.isoweekday()) % 7 or 7 if sign > 0 else -((day.isoweekday() - n) % 7 or 7)
    return period_of("day", day) + gap


def _dayword(frame: Frame, context: Context) -> Meaning | None:
    if context.published is None:
        return _timed_unknown("XXXX-XX-XX", frame, context)
    n, by = int(frame["dayword"]), ""
    if context.ask == "relative" and absolute.offset(context.text) == (n, "day"):
        by = "dateparser/relative"
    return _dated(period_of("day", context.published) + n, "", frame, context, "published", by)


def _timed_unknown(timex: str, frame: Frame, context: Context) -> Meaning:
    return _timed(_dated(None, timex, frame, context, "none"), frame)


def _rel_part(frame: Frame, context: Context) -> Meaning | None:
    if context.published is None:
        return _timed_unknown("XXXX-XX-XX", frame, context)
    return _dated(period_of("day", context.published) + int(frame.get("rel", 0)), "", frame, context, "published")


def _day_of_month(frame: Frame, context: Context) -> Meaning | None:
    n = int(frame["day"])
    if not 1 <= n <= 31:
        return None
    if context.published is None:
        return _dated(None, f"XXXX-XX-{n:02d}", frame, context, "none")
    month = period_of("month", context.published)
    days = [p for m in (-1, 0, 1) if (p := _nth(month + m, n)) is not None]
    if "weekday" in frame:
        days = [p for p in days if weekday(p) == frame["weekday"]]
    return _dated(_near(days, context), f"XXXX-XX-{n:02d}", frame, context, "published")


def _nth(month: Period, n: int) -> Period | None:
    return day_of(month.start.year, month.start.month, n)


def _daypart(frame: Frame, context: Context) -> Meaning | None:
    """In the morning, at 7 p.m.: of the day that was named shortly before, else of publication."""
    day = context.reference
    if context.near and day is not None and day.grain == "day":
        return _dated(day, "", frame, context, "text")
    return _rel_part(frame, context)


def _overnight(frame: Frame, context: Context) -> Meaning | None:
    if context.published is None:
        return Meaning("time", "XXXX-XX-XXTNI", "part_of_day")
    eve = period_of("day", context.published) + -1
    return Meaning(
        "time", f"{eve.timex}TNI", "part_of_day", eve.start, context.published, None, "published", "past", eve
    )


def _time(frame: Frame, context: Context) -> Meaning | None:
    return _daypart(frame, context) if clock(frame) else None


def _numeric(frame: Frame, context: Context) -> Meaning | None:
    """13/06/2025: read where only one order is possible, or where the document has shown its order."""
    text = str(frame["numeric"])
    readings = {o: r for o in ("MDY", "DMY") if (r := _ordered(text, o)) is not None}
    order = context.order if len(set(readings.values())) > 1 else next(iter(readings), None)
    if order is None or order not in readings:
        return Meaning("date", "XXXX-XX-XX", "day") if readings else None
    by = "dateparser/absolute" if absolute.written(text, order) == readings[order] else ""
    return _full_day(*readings[order], frame, context, by)


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
    """June 2–4 in one token: the days from the first to the last."""
    first, last = (int(n) for n in str(frame["days"]).replace("–", "-").split("-"))
    start = _month_day({**frame, "day": first}, context)
    end = _month_day({**frame, "day": last}, context)
    if start is None or end is None or first >= last:
        return None
    return replace(start, grain="range", end=end.end) if start.start else start


def _month(frame: Frame, context: Context) -> Meaning | None:
    n = int(frame["month"])
    year = _rel_year(frame, context)
    if year is not None:
        anchor = "published" if "relyear" in frame else "none"
        return _dated(Period("month", year * 12 + n - 1), "", frame, context, anchor)
    if context.published is None:
        return _dated(None, f"XXXX-{n:02d}", frame, context, "none")
    here = period_of("month", context.published)
    months = [Period("month", y * 12 + n - 1) for y in _years(context)]
    return _dated(_relative(months, here, frame, context), f"XXXX-{n:02d}", frame, context, "published")


def _relative(candidates: Sequence[Period], here: Period, frame: Frame, context: Context) -> Period | None:
    """The candidate meant by last, this, next or the like, else by the direction; here: the period of publication."""
    sign = frame.get("span", frame.get("rel", frame.get("textrel")))
    if sign is None:
        return _near_period(candidates, here, context.direction)
    if sign == 0:
        return next((p for p in candidates if p.start.year == here.start.year), None)
    if int(sign) < 0:
        return max(p for p in candidates if p < here)
    return min(p for p in candidates if p > here)


def _near_period(candidates: Sequence[Period], here: Period, direction: str | None) -> Period | None:
    ahead = min((p for p in candidates if p >= here), default=None)
    behind = max((p for p in candidates if p <= here), default=None)
    if direction not in ("past", "future") and here.grain == "month" and ahead is not None and behind is not None:
        return ahead if (ahead.index - here.index) * _DOUBT <= here.index - behind.index else behind
    return ahead if direction == "future" else behind


def _season(frame: Frame, context: Context) -> Meaning | None:
    n = SEASONS.index(str(frame["season"]))
    stated = _rel_year(frame, context)
    if stated is not None:
        anchor = "published" if "relyear" in frame else "none"
        return _dated(Period("season", stated * 4 + n), "", frame, context, anchor)
    if context.published is None:
        return _dated(None, f"XXXX-{frame['season']}", frame, context, "none")
    here = period_of("season", context.published)
    seasons = [Period("season", y * 4 + n) for y in _years(context)]
    if frame.get("rel") == 0 and "span" not in frame:
        year = here.index // 4 if n == 3 else context.published.year
        return _dated(Period("season", year * 4 + n), "", frame, context, "published")
    return _dated(_relative(seasons, here, frame, context), "", frame, context, "published")


def _quarter(frame: Frame, context: Context) -> Meaning | None:
    n = frame.get("quartern", frame.get("day"))
    n = 4 if n is None else int(n)
    if not 1 <= n <= 4:
        return None
    year = _rel_year(frame, context)
    if "fiscalyear" in frame:
        year = int(frame["fiscalyear"]) + (2000 if len(str(frame["fiscalyear"])) == 2 else 0)
    if year is not None:
        anchor = "published" if "relyear" in frame else "none"
        return _dated(Period("quarter", year * 4 + n - 1), "", frame, context, anchor)
    if context.published is None:
        return _dated(None, f"XXXX-Q{n}", frame, context, "none")
    here = period_of("quarter", context.published)
    quarters = [Period("quarter", y * 4 + n - 1) for y in _years(context)]
    if here + -1 in quarters:
        return _dated(here + -1, "", frame, context, "published")
    return _dated(_near_period(quarters, here, context.direction), "", frame, context, "published")


def _quarterended(frame: Frame, context: Context) -> Meaning | None:
    """The quarter: the one that was named last and is over, else the last that is over."""
    over = period_of("quarter", context.published) + -1 if context.published is not None else None
    if context.quarter is not None and (over is None or context.quarter <= over):
        return _dated(context.quarter, "", frame, context, "text")
    return _dated(over, UNKNOWN["quarter"], frame, context, "published" if over is not None else "none")


def _half(frame: Frame, context: Context) -> Meaning | None:
    n = int(frame.get("halfn", frame.get("day", 2)))
    year = _rel_year(frame, context)
    if n not in (1, 2):
        return None
    if year is None:
        return _dated(None, f"XXXX-H{n}", frame, context, "none")
    return _dated(Period("half", year * 2 + n - 1), "", frame, context, "published" if "relyear" in frame else "none")


def _year(frame: Frame, context: Context) -> Meaning | None:
    if "fiscalyear" in frame:
        text = str(frame["fiscalyear"])
        return _dated(Period("year", int(text) if len(text) == 4 else 2000 + int(text)), "", frame, context, "none")
    year = _rel_year(frame, context)
    return _dated(Period("year", year), "", frame, context, "none") if year else None


def _edgeyear(frame: Frame, context: Context) -> Meaning | None:
    edge, _, text = str(frame["edgeyear"]).partition("-")
    mod = {"early": "START", "mid": "MID", "late": "END", "pre": "BEFORE", "post": "AFTER"}[edge]
    period = Period("decade", int(text[:3])) if text.endswith("s") else Period("year", int(text))
    found = _dated(period, "", {**frame, "mod": mod}, context, "none")
    if mod == "BEFORE":
        return replace(found, start=None, end=period.start - timedelta(days=1))
    return replace(found, start=period.end + timedelta(days=1), end=None) if mod == "AFTER" else found


def _decade(frame: Frame, context: Context) -> Meaning | None:
    index = int(frame.get("decade") or int(frame["decadew"]) // 10)
    return _dated(Period("decade", index), "", frame, context, "none")


def _century(frame: Frame, context: Context) -> Meaning | None:
    return _dated(Period("century", int(frame["day"]) - 1), "", frame, context, "none")


def _yearspan(frame: Frame, context: Context) -> Meaning | None:
    first, last = str(frame["years"]).replace("–", "-").split("-")
    a, b = int(first), int(first[: 4 - len(last)] + last)
    if not a < b:
        return None
    start, end = Period("year", a), Period("year", b)
    return Meaning("date", start.timex, "range", start.start, end.end, None, "none", None, start)


def _yearend(frame: Frame, context: Context) -> Meaning | None:
    if context.published is None:
        return Meaning("date", "XXXX", "year", mod="END")
    year = period_of("year", context.published)
    if context.direction == "past":
        year = year + -1
    return _dated(year, "", {"mod": "END"}, context, "published")


# ---- holidays


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in a year: "12-25", "11-4-4" (month, weekday, n-th; "last"), "easter-2", "2001-09-11".

    The n-th weekday may have a day added ("11-4-4+1"). None in years in which it was not.
    """
    if rule.startswith(("easter", "orthodox")):
        name, sign, days = rule.partition("+") if "+" in rule else rule.partition("-")
        start = easter(year) if name == "easter" else orthodox_easter(year)
        return start + timedelta(days=int(sign + days))
    base, _, added = rule.partition("+")
    parts = [0 if p == "last" else int(p) for p in base.split("-")]
    if len(parts) == 2:
        return date(year, *parts)
    if parts[0] > 12:
        return date(*parts) if year == parts[0] else None
    return nth_weekday(year, *parts) + timedelta(days=int(added or 0))


def _holiday(frame: Frame, context: Context) -> Meaning | None:
    rule = str(frame["rule"])
    if len(rule.split("-")[0]) == 4 and rule[0].isdigit():
        once = [int(p) for p in rule.split("-")]
        return _full_day(once[0], once[1], once[2], frame, context)
    year = _rel_year(frame, context)
    if year is not None:
        day = holiday(rule, year)
        return _dated(period_of("day", day), "", frame, context, "none") if day else None
    if context.published is None:
        fixed = len(rule) == 5 and rule[2] == "-"
        return _dated(None, f"XXXX-{rule}" if fixed else "XXXX-XX-XX", frame, context, "none")
    days = [period_of("day", d) for y in _years(context) if (d := holiday(rule, y)) is not None]
    here = period_of("day", context.published)
    found = _relative(days, here, frame, context) if frame.get("rel") else _near(days, context)
    return _dated(found, "", frame, context, "published")


# ---- units counted from publication or from another date


def _rel(frame: Frame, context: Context) -> Meaning | None:
    unit = "WE" if "weekend" in frame else str(frame["unit"])
    grain = GRAINS.get(unit)
    if grain is None or (grain == "day" and ("cut" in frame or "mod" in frame)):
        return None
    n = int(frame.get("span", frame.get("rel", 0)))
    if context.published is None:
        return _dated(None, UNKNOWN[grain], frame, context, "none")
    if grain == "weekend" and "span" in frame and n < 0:
        return _weekend(frame, replace(context, direction="past"))
    period = period_of(grain, context.published) + n
    if grain == "weekend" and n == 0 and context.direction == "past" and period.start > context.published:
        period = period + -1
    return _to_date(_dated(period, "", frame, context, "published"), n, frame, context)


def _to_date(found: Meaning, n: int, frame: Frame, context: Context) -> Meaning:
    """This week: up to publication, unless the clause is of the future or names a part of it."""
    day = context.published
    if n != 0 or frame.get("mod") or frame.get("cut") or context.direction == "future" or day is None:
        return found
    if found.start is None or found.end is None or found.grain in ("day", "weekend"):
        return found
    return replace(found, end=min(found.end, day))


def _weekend(frame: Frame, context: Context) -> Meaning | None:
    if context.published is None:
        return _dated(None, UNKNOWN["weekend"], frame, context, "none")
    here = period_of("weekend", context.published)
    if context.direction != "future" and context.published < here.start:
        here = here + -1
    return _dated(here, "", frame, context, "published")


def _pastunit(frame: Frame, context: Context) -> Meaning | None:
    return _span({**frame, "number": 1}, context)


def _span(frame: Frame, context: Context) -> Meaning | None:
    """The past two years: a duration that ends, or begins, at publication."""
    sign = int(frame.get("span", frame.get("rel", frame.get("recent", -1))))
    unit = str(frame.get("units", frame.get("unit")))
    if unit == "TS":
        return None
    value = duration(frame["number"], unit)
    mod = str(frame["mod"]) if "mod" in frame else None
    direction = "past" if sign < 0 else "future"
    day = context.published
    edge = away(day, frame["number"], unit, sign) if day is not None else None
    found = Meaning("duration", value, GRAINS.get(unit), mod=mod, direction=direction)
    if day is None or edge is None or sign == 0:
        return found
    return replace(found, start=min(day, edge), end=max(day, edge), anchor="published")


def _vaguespan(frame: Frame, context: Context) -> Meaning | None:
    sign = int(frame.get("recent", frame.get("span", -1)))
    unit = str(frame["units"])
    return Meaning("duration", duration("X", unit), GRAINS.get(unit), direction="past" if sign < 0 else "future")


def _ago(frame: Frame, context: Context) -> Meaning | None:
    unit, number = str(frame.get("unit", frame.get("units"))), frame.get("number", 1)
    sign = int(frame.get("sign", frame.get("ago", -1)))
    mod = str(frame["mod"]) if "mod" in frame else None
    direction = "past" if sign < 0 else "future"
    day = away(context.published, number, unit, sign) if context.published is not None else None
    if unit == "Y" and number == 1 and sign < 0 and context.quarter is not None:
        return _dated(context.quarter + -4, "", {}, context, "text")
    if isinstance(number, str):
        return Meaning("date", "PAST_REF" if sign < 0 else "FUTURE_REF", mod=mod, direction=direction)
    grain = GRAINS.get(unit, "day")
    if day is None:
        return Meaning("date", UNKNOWN[grain], grain, mod=mod, direction=direction)
    by = _asked_offset(context, sign * number, grain)
    return replace(_dated(_ago_period(day, grain), "", {}, context, "published", by), mod=mod, direction=direction)


def _ago_period(day: date, grain: str) -> Period:
    return period_of("day" if grain == "week" else grain, day)


def _asked_offset(context: Context, n: float, grain: str) -> str:
    if context.ask != "relative":
        return ""
    return "dateparser/relative" if absolute.offset(context.text) == (n, grain) else ""


def _offset(frame: Frame, context: Context) -> Meaning | None:
    """Two days earlier: counted from the date that was named last; a mere duration where there is none."""
    unit, number = str(frame.get("unit", frame.get("units"))), frame.get("number", 1)
    sign = int(frame["sign"])
    mod = str(frame["mod"]) if "mod" in frame else None
    if unit == "Y" and number == 1 and sign < 0 and context.quarter is not None:
        return _dated(context.quarter + -4, "", {}, context, "text")
    if context.reference is None or isinstance(number, str) or unit.startswith("T"):
        return Meaning("duration", duration(number, unit), GRAINS.get(unit), mod=mod)
    period = shifted(context.reference, int(number) * sign, unit)
    if period is None:
        return None
    return replace(_dated(period, "", {}, context, "text"), mod=mod, direction=None)


def shifted(period: Period, n: int, unit: str) -> Period | None:
    """The period n units on, as precise as its own grain and the unit allow."""
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
    own = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    if unit in months and period.grain in own:
        steps, rest = divmod(n * months[unit], own[period.grain])
        return period + steps if rest == 0 else None
    day = away(period.start, abs(n), unit, 1 if n > 0 else -1)
    return period_of(GRAINS[unit] if unit not in ("D", "W") else "day", day) if day is not None else None


def _anaphor(frame: Frame, context: Context) -> Meaning | None:
    """That week, the following month: the period of its unit around, or next to, the date that was named last."""
    if "part" in frame:
        return _next_part(frame, context)
    grain = "weekend" if "weekend" in frame else GRAINS.get(str(frame.get("unit")))
    if grain is None:
        return None
    if context.reference is None:
        return _dated(None, UNKNOWN[grain], frame, context, "none")
    n = int(frame.get("textrel", 0))
    if period_of(grain, context.reference.start) != period_of(grain, context.reference.end):
        return _dated(None, UNKNOWN[grain], frame, context, "none")
    base = context.reference.end if n > 0 else context.reference.start
    return _dated(period_of(grain, base) + n, "", frame, context, "text")


def _next_part(frame: Frame, context: Context) -> Meaning | None:
    if context.reference is None or context.reference.grain != "day":
        return _timed_unknown("XXXX-XX-XX", frame, context)
    return _dated(context.reference + int(frame.get("textrel", 0)), "", frame, context, "text")


def _weekof(frame: Frame, context: Context) -> Meaning | None:
    found = _month_day(frame, context)
    if found is None or found.period is None:
        return _dated(None, UNKNOWN["week"], frame, context, "none")
    return _dated(period_of("week", found.period.start), "", frame, context, found.anchor)


def _theunit(frame: Frame, context: Context) -> Meaning | None:
    """The quarter, the year: the one that was named last, else that of publication."""
    grain = GRAINS.get(str(frame["unit"]))
    if grain is None:
        return None
    if grain == "quarter":
        return _quarterended(frame, context)
    if context.published is None:
        return _dated(None, UNKNOWN[grain], frame, context, "none")
    return _dated(period_of(grain, context.published), "", frame, context, "published")


def _latest(frame: Frame, context: Context) -> Meaning | None:
    grain = GRAINS.get(str(frame.get("unit", "Q")))
    if grain in (None, "day"):
        return None
    if "unit" not in frame and context.quarter is None:
        return None
    if grain == "quarter":
        return _quarterended(frame, context)
    if context.published is None:
        return _dated(None, UNKNOWN[str(grain)], frame, context, "none")
    return _dated(period_of(str(grain), context.published) + -1, "", frame, context, "published")


def _yearago(frame: Frame, context: Context) -> Meaning | None:
    """The year-ago quarter: that of the year before the one that was named last."""
    if "day" in frame and context.published is not None:
        here = _quarter({"day": frame["day"]}, context)
        if here is not None and here.period is not None:
            return _dated(here.period + -4, "", {}, context, "published")
    if context.quarter is not None:
        return _dated(context.quarter + -4, "", {}, context, "text")
    if context.published is None:
        return _dated(None, "XXXX", {}, context, "none")
    return _dated(period_of("year", context.published) + -1, "", {}, context, "published")


def _yearperiod(frame: Frame, context: Context) -> Meaning | None:
    year = int(frame["year"])
    if context.quarter is not None:
        return _dated(Period("quarter", year * 4 + context.quarter.index % 4), "", {}, context, "text")
    return _dated(Period("year", year), "", {}, context, "none")


# ---- durations, sets, references


def _after(frame: Frame, context: Context) -> Meaning | None:
    """A day after the attack: a duration, and the day of the attack as far as it can be counted from publication."""
    found = _duration({"number": 1, **frame}, context)
    unit = str(frame.get("units", frame.get("unit")))
    day = away(context.published, frame.get("number", 1), unit, -1) if context.published is not None else None
    if found is None or day is None or unit not in GRAINS or unit == "E":
        return found
    return replace(found, event=period_of(GRAINS[unit], day))


def _duration(frame: Frame, context: Context) -> Meaning | None:
    unit = str(frame.get("units", frame.get("unit")))
    mod = str(frame["mod"]) if "mod" in frame else None
    if unit == "TS" and frame["number"] == 1:
        return None
    return Meaning("duration", duration(frame["number"], unit), GRAINS.get(unit), mod=mod)


_EVERY = {"D": "P1D", "W": "P1W", "M": "P1M", "Q": "P1Q", "Y": "P1Y", "WE": "XXXX-WXX-WE"}


def _set(frame: Frame, context: Context) -> Meaning | None:
    weekday_ = frame.get("weekday", frame.get("weekdays"))
    part = frame.get("part", frame.get("parts"))
    if weekday_ is not None:
        return Meaning("set", f"XXXX-WXX-{weekday_}" + (f"T{part}" if part else ""), "day")
    if part is not None:
        return Meaning("set", f"XXXX-XX-XXT{part}", "part_of_day")
    if "month" in frame:
        return Meaning("set", f"XXXX-{int(frame['month']):02d}", "month")
    if "season" in frame:
        return Meaning("set", f"XXXX-{frame['season']}", "season")
    if "weekend" in frame or "weekends" in frame:
        return Meaning("set", _EVERY["WE"], "weekend")
    unit = str(frame.get("unit", frame.get("units")))
    return Meaning("set", duration(frame.get("number", 1), unit), GRAINS.get(unit))


def _often(frame: Frame, context: Context) -> Meaning | None:
    return Meaning("set", str(frame["often"]))


_SIDES = {"PAST_REF": "past", "FUTURE_REF": "future"}


def _ref(frame: Frame, context: Context) -> Meaning | None:
    value = str(frame["ref"])
    return Meaning("date", value, direction=_SIDES.get(value))


_READINGS: dict[str, Callable[[Frame, Context], Meaning | None]] = {
    "day": _day,
    "daypart": _daypart,
    "overnight": _overnight,
    "time": _time,
    "numeric": _numeric,
    "days": _days,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "quarterended": _quarterended,
    "half": _half,
    "year": _year,
    "edgeyear": _edgeyear,
    "years": _yearspan,
    "yearend": _yearend,
    "decade": _decade,
    "century": _century,
    "holiday": _holiday,
    "rel": _rel,
    "weekend": _weekend,
    "pastunit": _pastunit,
    "span": _span,
    "vaguespan": _vaguespan,
    "ago": _ago,
    "offset": _offset,
    "anaphor": _anaphor,
    "theunit": _theunit,
    "latest": _latest,
    "weekof": _weekof,
    "yearago": _yearago,
    "yearperiod": _yearperiod,
    "after": _after,
    "duration": _duration,
    "set": _set,
    "often": _often,
    "ref": _ref,
}
