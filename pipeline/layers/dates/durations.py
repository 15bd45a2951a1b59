"""Readings that mean a length of time, a repetition, or the past, present or future as such."""

from dataclasses import replace

from pipeline.layers.dates.calendar import period_of
from pipeline.layers.dates.context import Context, Frame, Reading
from pipeline.layers.dates.timex import GRAINS, LENGTHS, Meaning, away, duration

_EVERY = {"D": "P1D", "W": "P1W", "M": "P1M", "Q": "P1Q", "Y": "P1Y", "WE": "XXXX-WXX-WE"}
_SIDES = {"PAST_REF": "past", "FUTURE_REF": "future"}


def _after(frame: Frame, context: Context) -> Meaning | None:
    """A day after the attack: a duration, and the day of the attack as far as it can be counted from publication."""
    found = plain({"number": 1, **frame}, context)
    unit = str(frame.get("units", frame.get("unit")))
    day = away(context.published, frame.get("number", 1), unit, -1) if context.published is not None else None
    if found is None or day is None or unit not in GRAINS or unit == "E":
        return found
    return replace(found, event=period_of(GRAINS[unit], day))


def plain(frame: Frame, context: Context) -> Meaning | None:
    """The meaning of a number of units."""
    unit = str(frame.get("units", frame.get("unit")))
    mod = str(frame["mod"]) if "mod" in frame else None
    number = frame.get("number", 1)
    if unit == "TS" and number == 1:
        return None
    value = duration(number, unit)
    if "rest" in frame:
        rest = duration(frame["rest"], str(frame["subunit"])).removeprefix("P")
        value += rest.removeprefix("T") if "T" in value else rest
    return Meaning("duration", value, LENGTHS.get(unit), mod=mod)


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
    return Meaning("set", duration(frame.get("number", frame.get("ord", 1)), unit), GRAINS.get(unit))


def _often(frame: Frame, context: Context) -> Meaning | None:
    return Meaning("set", str(frame["often"]))


def _ref(frame: Frame, context: Context) -> Meaning | None:
    value = str(frame["ref"])
    return Meaning("date", value, direction=_SIDES.get(value))


def _soon(frame: Frame, context: Context) -> Meaning | None:
    """Soon: a time to come; none where it is told of the past ("was soon released")."""
    return _ref({"ref": frame["soon"]}, context) if context.direction != "past" else None


READINGS: dict[str, Reading] = {
    "after": _after,
    "duration": plain,
    "set": _set,
    "often": _often,
    "ref": _ref,
    "soon": _soon,
}
