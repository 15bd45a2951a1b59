"""Readings that mean a length of time, a repetition, or the past, present or future as such."""

from dataclasses import replace
from datetime import date, timedelta

from dateline.layers.dates.anchoring import Context, Reading
from dateline.layers.dates.calendar_periods import period_of
from dateline.layers.dates.slots import Frame
from dateline.layers.dates.timex import GRAINS, LENGTHS, Meaning, away, duration

_EVERY = {"D": "P1D", "W": "P1W", "M": "P1M", "Q": "P1Q", "Y": "P1Y", "WE": "XXXX-WXX-WE"}
_REPORTED = timedelta(days=100)
"""Days after which the first months of a year are hardly news any more."""
_SIDES = {"PAST_REF": "past", "FUTURE_REF": "future"}


def _after(frame: Frame, context: Context) -> Meaning | None:
    """A day after the attack: a duration, and the day of the attack, counted from its sentence's or publication."""
    found = plain({"number": 1, **frame}, context)
    unit = str(frame.get("units", frame.get("unit")))
    today = context.today.start if context.today is not None else context.published
    day = away(today, frame.get("number", 1), unit, -1) if today is not None else None
    if found is None or day is None or unit not in GRAINS or unit == "E":
        return found
    return replace(found, event=period_of(GRAINS[unit], day))


def plain(frame: Frame, context: Context) -> Meaning | None:
    """The meaning of a number of units."""
    unit = str(frame.get("units", frame.get("unit")))
    mod = frame.get("mod")
    number = frame.get("number", 1)
    if unit == "TS" and number == 1:
        return None
    value = duration(number, unit)
    rest = [duration(frame["rest"], frame["subunit"])] if "rest" in frame else []
    rest += [duration(frame["third"], frame["lastunit"])] if "third" in frame else []
    for smaller in (part.removeprefix("P") for part in rest):
        value += smaller.removeprefix("T") if "T" in value else smaller
    return Meaning("duration", value, LENGTHS.get(unit), mod=mod)


def _first_units(frame: Frame, context: Context) -> Meaning | None:
    """The first nine months of 1989, the last two weeks of this year: a duration with its days."""
    found, unit, number = plain(frame, context), frame["units"], frame.get("number", 1)
    year = frame.get("year")
    if year is None and context.published is not None and frame.get("unit") == "Y":
        year = context.published.year + frame["rel"]
    if year is None and "rel" not in frame:
        year = _reported_year(number, unit, context.published)
    if found is None or year is None or isinstance(number, str) or unit.startswith("T"):
        return found
    first, after = date(int(year), 1, 1), date(int(year) + 1, 1, 1)
    opening = frame["edge"] == "first"
    edge = away(first, number, unit, 1) if opening else away(after, number, unit, -1)
    if edge is None or not first <= edge <= after:
        return found
    start, end = (first, edge) if opening else (edge, after)
    anchor = "none" if "year" in frame else "published"
    return replace(found, start=start, end=end - timedelta(days=1), anchor=anchor)


def _reported_year(number: float | str, unit: str, published: date | None) -> int | None:
    """The year whose first nine months are reported on: those that ended not long before publication, if any did."""
    if published is None or isinstance(number, str) or unit not in ("M", "Q"):
        return None
    for year in (published.year, published.year - 1):
        end = away(date(year, 1, 1), number, unit, 1)
        if end is not None and end.year <= year + 1 and timedelta() <= published - end <= _REPORTED:
            return year
    return None


def _set(frame: Frame, context: Context) -> Meaning | None:
    weekday_ = frame.get("weekday", frame.get("weekdays"))
    part = frame.get("part", frame.get("parts"))
    if weekday_ is not None:
        return Meaning("set", f"XXXX-WXX-{weekday_}" + (f"T{part}" if part else ""), "day")
    if part is not None:
        return Meaning("set", f"XXXX-XX-XXT{part}", "part_of_day")
    if "month" in frame:
        return Meaning("set", f"XXXX-{frame['month']:02d}", "month")
    if "season" in frame:
        return Meaning("set", f"XXXX-{frame['season']}", "season")
    if "weekend" in frame or "weekends" in frame:
        return Meaning("set", _EVERY["WE"], "weekend")
    unit = str(frame.get("unit", frame.get("units")))
    return Meaning("set", duration(frame.get("number", frame.get("ord", 1)), unit), GRAINS.get(unit))


def _often(frame: Frame, context: Context) -> Meaning | None:
    return Meaning("set", frame["often"])


def _ref(frame: Frame, context: Context) -> Meaning | None:
    value = frame["ref"]
    return Meaning("date", value, direction=_SIDES.get(value))


def _soon(frame: Frame, context: Context) -> Meaning | None:
    """Soon: a time to come; none where it is told of the past ("was soon released")."""
    return _ref({"ref": frame["soon"]}, context) if context.direction != "past" else None


READINGS: dict[str, Reading] = {
    "after": _after,
    "duration": plain,
    "firstunits": _first_units,
    "set": _set,
    "often": _often,
    "ref": _ref,
    "soon": _soon,
}
