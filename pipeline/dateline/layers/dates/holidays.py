"""Holidays: which day they are on in a year, and which year is meant."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from dateline.layers.dates.anchoring import Context, Reading, dated, nearest, relative, stated_year, years
from dateline.layers.dates.calendar_periods import easter, nth_weekday, orthodox_easter, period_of
from dateline.layers.dates.days import full_day
from dateline.layers.dates.slots import Frame
from dateline.layers.dates.timex import UNKNOWN, Meaning


class Holiday(NamedTuple):
    """A holiday: the id of its line, and the rule of its day, as `holiday` reads it."""

    id: str
    day: str


def holiday_macro(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The macro HOLIDAY of the patterns: the names of models/lexicon/dates_holidays.jsonl, the longest first."""
    names = sorted((n.lower() for e in entries for n in e["names"]), key=len, reverse=True)
    pattern = " | ".join(n.replace("'s", " POSS").replace("s'", "s POSS") for n in names)
    return {"id": "dates/macro/holiday", "macro": "HOLIDAY", "slot": "holiday", "pattern": pattern}


def days_of_holidays(entries: Sequence[Mapping[str, Any]]) -> dict[str, Holiday]:
    """The holidays by their lower-case names; of two of one name the first counts."""
    return {name.lower(): Holiday(entry["id"], entry["rule"]) for entry in reversed(entries) for name in entry["names"]}


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
    """The day of a holiday, or the weekend that it is on or right after."""
    rule = frame["holiday_day"]
    if len(rule.split("-")[0]) == 4 and rule[0].isdigit():
        once = [int(p) for p in rule.split("-")]
        return full_day(once[0], once[1], once[2], frame, context)
    year = stated_year(frame, context)
    if year is not None:
        day = holiday(rule, year)
        return dated(period_of("day", day), "", frame, context, "none") if day else None
    if context.published is None:
        fixed = len(rule) == 5 and rule[2] == "-" and "weekend" not in frame
        unknown = UNKNOWN["weekend" if "weekend" in frame else "day"]
        return dated(None, f"XXXX-{rule}" if fixed else unknown, frame, context, "none")
    days = [period_of("day", d) for y in years(context) if (d := holiday(rule, y)) is not None]
    here = period_of("day", context.published)
    found = relative(days, here, frame, context) if frame.get("rel") else nearest(days, context)
    if "weekend" in frame and found is not None:
        found = period_of("weekend", found.start + timedelta(days=-1))
    return dated(found, "", frame, context, "published")


READINGS: dict[str, Reading] = {
    "holiday": _holiday,
}
