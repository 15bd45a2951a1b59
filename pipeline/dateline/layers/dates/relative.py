"""Readings that count from publication, or from another date of the document."""

from dataclasses import replace
from datetime import date

from dateline.layers.dates import dateparser_answers
from dateline.layers.dates.anchoring import Context, Reading, dated
from dateline.layers.dates.calendar_periods import SEASONS, Period, period_of
from dateline.layers.dates.fiscal import last_quarter
from dateline.layers.dates.slots import Frame
from dateline.layers.dates.timex import GRAINS, LENGTHS, UNKNOWN, Meaning, away, duration, in_whole

_LONG = ("year", "decade", "century")  # grains that no season can be counted from


def _rel(frame: Frame, context: Context) -> Meaning | None:
    unit = "WE" if "weekend" in frame else frame["unit"]
    grain = GRAINS.get(unit)
    n = frame.get("span", frame.get("rel", 0))
    if grain is None or (grain == "day" and ("cut" in frame or "mod" in frame or n != 0)):
        return None
    if context.published is None:
        return dated(None, UNKNOWN[grain], frame, context, "none")
    if grain == "weekend" and "span" in frame and n < 0:
        return weekend(frame, replace(context, direction="past"))
    taken_up = _antecedent_unit(grain, frame, context)
    if taken_up is not None:
        return taken_up
    period = period_of(grain, context.published) + n
    if _week_to_come(grain, n, context):
        period = period + 1
    if grain == "weekend" and n == 0 and context.direction == "past" and period.start > context.published:
        period = period + -1
    by = _asked_offset(context, n, grain)
    return _to_date(dated(period, "", frame, context, "published", by), n, frame, context)


def _antecedent_unit(grain: str, frame: Frame, context: Context) -> Meaning | None:
    """The month of "the end of the month" where the date near by is past, and of another month than publication."""
    near = context.anchor
    if near is None or context.published is None or context.direction == "future":
        return None
    if not frame.keys().isdisjoint(("rel", "span", "current")):
        return None
    within = period_of(grain, near.start) == period_of(grain, near.end) != period_of(grain, context.published)
    if not within or near.end >= context.published:
        return None
    return replace(dated(period_of(grain, near.start), "", frame, context, "text"), counted=near)


def _week_to_come(grain: str, n: int, context: Context) -> bool:
    """Whether "this week" is the one that begins tomorrow: told of the future on a Sunday."""
    day = context.published
    return grain == "week" and n == 0 and context.direction == "future" and day is not None and day.isoweekday() == 7


def _to_date(found: Meaning, n: int, frame: Frame, context: Context) -> Meaning:
    """This week: up to publication, unless the clause is of the future or names a part of it."""
    day = context.published
    if n != 0 or frame.get("mod") or frame.get("cut") or context.direction == "future" or day is None:
        return found
    if found.start is None or found.end is None or found.grain in ("day", "weekend"):
        return found
    return replace(found, end=min(found.end, day))


def weekend(frame: Frame, context: Context) -> Meaning | None:
    """The weekend that is, or was last; in the future the next one."""
    if context.published is None:
        return dated(None, UNKNOWN["weekend"], frame, context, "none")
    here = period_of("weekend", context.published)
    if context.direction != "future" and context.published < here.start:
        here = here + -1
    return dated(here, "", frame, context, "published")


def _pastunit(frame: Frame, context: Context) -> Meaning | None:
    return _span({**frame, "number": 1}, context)


def _span(frame: Frame, context: Context) -> Meaning | None:
    """The past two years: a duration that ends, or begins, at publication."""
    sign = int(frame.get("span", frame.get("rel", frame.get("recent", -1))))
    unit = str(frame.get("units", frame.get("unit")))
    if unit == "TS":
        return None
    value = duration(frame["number"], unit)
    mod = frame.get("mod")
    direction = "past" if sign < 0 else "future"
    day = context.published
    edge = away(day, frame["number"], unit, sign) if day is not None else None
    found = Meaning("duration", value, LENGTHS.get(unit), mod=mod, direction=direction)
    if day is None or edge is None or sign == 0:
        return found
    return replace(found, start=min(day, edge), end=max(day, edge), anchor="published")


def _vaguespan(frame: Frame, context: Context) -> Meaning | None:
    sign = frame.get("recent", frame.get("span", -1))
    unit = frame["units"]
    return Meaning("duration", duration("X", unit), LENGTHS.get(unit), direction="past" if sign < 0 else "future")


def _ago(frame: Frame, context: Context) -> Meaning | None:
    unit, number = str(frame.get("unit", frame.get("units"))), frame.get("number", 1)
    sign = frame.get("sign", frame.get("ago", -1))
    mod = frame.get("mod")
    direction = "past" if sign < 0 else "future"
    day = away(context.published, number, unit, sign) if context.published is not None else None
    if unit == "Y" and number == 1 and sign < 0 and context.quarter is not None:
        return dated(context.quarter + -4, "", {}, context, "text")
    if isinstance(number, str):
        return Meaning("date", "PAST_REF" if sign < 0 else "FUTURE_REF", mod=mod, direction=direction)
    grain = GRAINS.get(in_whole(number, unit)[1], "day")
    if day is None:
        return Meaning("date", UNKNOWN[grain], grain, mod=mod, direction=direction)
    asked = dateparser_answers.SAMPLE if "number" in frame and isinstance(number, int) else number
    by = _asked_offset(context, sign * asked, grain)
    return replace(dated(_ago_period(day, grain), "", {}, context, "published", by), mod=mod, direction=direction)


def _agothis(frame: Frame, context: Context) -> Meaning | None:
    """Two years ago this month: the day, week or month of publication, so far back."""
    unit = str(frame.get("units", frame.get("unit")))
    day = away(context.published, frame.get("number", 1), unit, -1) if context.published is not None else None
    if day is None:
        return dated(None, UNKNOWN[frame["same"]], {}, context, "none")
    return dated(period_of(frame["same"], day), "", {}, context, "published")


def _ago_period(day: date, grain: str) -> Period:
    return period_of(grain, day)


def _asked_offset(context: Context, n: float, grain: str) -> str:
    if context.ask != "relative":
        return ""
    return "dateparser" if dateparser_answers.offset(context.question) == (n, grain) else ""


def _offset(frame: Frame, context: Context) -> Meaning | None:
    """Two days earlier: counted from the date named near by; a mere duration where there is none."""
    unit, number = str(frame.get("unit", frame.get("units"))), frame.get("number", 1)
    sign = frame["sign"]
    mod = frame.get("mod")
    if unit == "Y" and number == 1 and sign < 0 and context.quarter is not None:
        return dated(context.quarter + -4, "", {}, context, "text")
    if context.anchor is None or isinstance(number, str) or unit.startswith("T"):
        return Meaning("duration", duration(number, unit), LENGTHS.get(unit), mod=mod)
    period = shifted(context.anchor, int(number) * sign, unit)
    if period is None:
        return None
    return replace(dated(period, "", {}, context, "text"), mod=mod, direction=None)


def shifted(period: Period, n: int, unit: str) -> Period | None:
    """The period n units on, as precise as its own grain and the unit allow."""
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
    own = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    if unit in months and period.grain in own:
        steps, rest = divmod(n * months[unit], own[period.grain])
        return period + steps if rest == 0 else None
    day = away(period.start, abs(n), unit, 1 if n > 0 else -1)
    return period_of(GRAINS[unit] if unit not in ("D", "W", "F") else "day", day) if day is not None else None


def _anaphor(frame: Frame, context: Context) -> Meaning | None:
    """That week, the following month: the period of its unit around, or next to, a date near by that it can hold."""
    if "part" in frame:
        return _next_part(frame, context)
    grain = "weekend" if "weekend" in frame else GRAINS.get(str(frame.get("unit")))
    if grain is None:
        return None
    within = (a for a in context.anchors if period_of(grain, a.start) == period_of(grain, a.end))
    anchor, n = next(within, None), frame.get("textrel", 0)
    if anchor is None:
        return _previous(grain, frame, context) if n < 0 else dated(None, UNKNOWN[grain], frame, context, "none")
    base = anchor.end if n > 0 else anchor.start
    return replace(dated(period_of(grain, base) + n, "", frame, context, "text"), counted=anchor)


def _previous(grain: str, frame: Frame, context: Context) -> Meaning:
    """The previous month, where no day or month has been named: the one before publication's."""
    named = context.reference is not None and context.reference.grain not in _LONG
    if context.published is None or named:
        return dated(None, UNKNOWN[grain], frame, context, "none")
    return dated(period_of(grain, context.published) + -1, "", frame, context, "published")


def _anaphor_season(frame: Frame, context: Context) -> Meaning | None:
    """That winter: the one that the date named near by lies in, or the first after it; the previous winter."""
    anchor, sign = context.anchor, frame.get("textrel", 0)
    if anchor is None or anchor.grain in _LONG:
        return dated(None, f"XXXX-{frame['season']}", frame, context, "none")
    here = period_of("season", anchor.start)
    ahead = (SEASONS.index(frame["season"]) - here.index) % len(SEASONS)
    if sign:
        ahead = ahead - len(SEASONS) if sign < 0 else ahead or len(SEASONS)
    return dated(here + ahead, "", frame, context, "text")


def _next_part(frame: Frame, context: Context) -> Meaning | None:
    near = context.anchor or next(iter(context.anchors), None)
    if near is None or near.grain != "day":
        return dated(None, UNKNOWN["day"], frame, context, "none")
    found = dated(near + frame.get("textrel", 0), "", frame, context, "text")
    return replace(found, counted=near)


def _theunit(frame: Frame, context: Context) -> Meaning | None:
    """The quarter, the year: the one that was named last, else that of publication."""
    grain = GRAINS.get(frame["unit"])
    if grain is None:
        return None
    if grain == "quarter":
        return last_quarter(frame, context)
    if grain == "day":
        day = context.anchor if context.anchor is not None and context.anchor.grain == "day" else None
        return dated(day, "", frame, context, "text") if day is not None else None
    taken_up = _antecedent_unit(grain, frame, context)
    if taken_up is not None:
        return taken_up
    if context.published is None:
        return dated(None, UNKNOWN[grain], frame, context, "none")
    return dated(period_of(grain, context.published), "", frame, context, "published")


READINGS: dict[str, Reading] = {
    "rel": _rel,
    "weekend": weekend,
    "pastunit": _pastunit,
    "span": _span,
    "vaguespan": _vaguespan,
    "ago": _ago,
    "agothis": _agothis,
    "offset": _offset,
    "anaphor": _anaphor,
    "anaphorseason": _anaphor_season,
    "theunit": _theunit,
}
