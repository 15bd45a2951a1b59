"""Readings that mean a month, a season, a quarter, a year or longer."""

from dataclasses import replace
from datetime import timedelta

from dateline.layers.dates import dateparser_answers
from dateline.layers.dates.anchoring import Context, Reading, by_direction, dated, relative, stated_year, years
from dateline.layers.dates.calendar_periods import SEASONS, Period, period_of
from dateline.layers.dates.slots import Frame
from dateline.layers.dates.timex import Meaning, interval


def month(frame: Frame, context: Context) -> Meaning | None:
    """The meaning of a month; without a year that of last, this, next or the direction."""
    n = frame["month"]
    year = stated_year(frame, context)
    by = _asked(context, year or dateparser_answers.BASE.year, n)
    if year is not None:
        anchor = "published" if "relyear" in frame else "none"
        return dated(Period("month", year * 12 + n - 1), "", frame, context, anchor, by)
    if context.published is None:
        return dated(None, f"XXXX-{n:02d}", frame, context, "none")
    here = period_of("month", context.published)
    months = [Period("month", y * 12 + n - 1) for y in years(context)]
    return dated(relative(months, here, frame, context), f"XXXX-{n:02d}", frame, context, "published", by)


def _asked(context: Context, year: int, n: int | None = None) -> str:
    """Whose reading of a month or year it is: dateparser's where it agrees with the text's own words."""
    agrees = context.ask == "calendar" and dateparser_answers.part(context.question) == (year, n)
    return "dateparser" if agrees else ""


def _season(frame: Frame, context: Context) -> Meaning | None:
    n = SEASONS.index(frame["season"])
    stated = stated_year(frame, context)
    if stated is not None:
        anchor = "published" if "relyear" in frame else "none"
        return dated(Period("season", stated * 4 + n), "", frame, context, anchor)
    if context.published is None:
        return dated(None, f"XXXX-{frame['season']}", frame, context, "none")
    here = period_of("season", context.published)
    seasons = [Period("season", y * 4 + n) for y in years(context)]
    if frame.get("rel") == 0 and "span" not in frame:
        year = here.index // 4 if n == 3 else context.published.year
        return dated(Period("season", year * 4 + n), "", frame, context, "published")
    return dated(relative(seasons, here, frame, context), "", frame, context, "published")


def quarter(frame: Frame, context: Context) -> Meaning | None:
    """The meaning of the first to fourth quarter; without a year the last one begun, None for other numbers."""
    n, short = frame.get("quartern", frame.get("day", 4)), str(frame.get("fiscalyear", ""))
    if "quarteryear" in frame:
        n, short = int(frame["quarteryear"][0]), frame["quarteryear"][2:]
    if not 1 <= n <= 4:
        return None
    year = int(short) + (2000 if len(short) == 2 else 0) if short else stated_year(frame, context)
    if year is not None:
        anchor = "published" if "relyear" in frame else "none"
        return dated(Period("quarter", year * 4 + n - 1), "", frame, context, anchor)
    if context.published is None:
        return dated(None, f"XXXX-Q{n}", frame, context, "none")
    here = period_of("quarter", context.published)
    quarters = [Period("quarter", y * 4 + n - 1) for y in years(context)]
    if here + -1 in quarters:
        return dated(here + -1, "", frame, context, "published")
    return dated(by_direction(quarters, here, context), "", frame, context, "published")


def _half(frame: Frame, context: Context) -> Meaning | None:
    """A half year; without its year that of the year, half or quarter named last, else it is of something else."""
    n = frame.get("halfn", frame.get("day", 2))
    year = stated_year(frame, context)
    if n not in (1, 2):
        return None
    if year is not None:
        anchor = "published" if "relyear" in frame else "none"
        return dated(Period("half", year * 2 + n - 1), "", frame, context, anchor)
    near = context.reference
    if near is None or near.grain not in ("half", "quarter", "year"):
        return None
    return replace(dated(Period("half", near.start.year * 2 + n - 1), "", frame, context, "text"), counted=near)


def _year(frame: Frame, context: Context) -> Meaning | None:
    if "fiscalyear" in frame:
        first, _, last = frame["fiscalyear"].partition("/")
        if last:
            return _two_years(f"{_full_year(first)}-{last}")
        return dated(Period("year", int(_full_year(first))), "", frame, context, "none")
    year = stated_year(frame, context)
    return dated(Period("year", year), "", frame, context, "none", _asked(context, year)) if year else None


def _fiscal_years(frame: Frame, context: Context) -> Meaning | None:
    """The fiscal year 2021-22: from the first year's first day to the second one's last; whose it is, nobody says."""
    if "years" in frame:
        return _two_years(frame["years"])
    short = str(frame["short"])
    year = frame.get("year", frame.get("fiscalyear", ""))
    return _two_years(f"{_full_year(str(year))}-{short:>02}")


def _two_years(text: str) -> Meaning | None:
    """A fiscal year of two calendar years, by the second of which what follows is counted: it ended in June."""
    found = _yearspan({"years": text})
    return replace(found, period=period_of("year", found.end)) if found is not None and found.end is not None else None


def _full_year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"


def _era(frame: Frame, context: Context) -> Meaning | None:
    """490 BC, which no calendar of Python has, or AD 79."""
    n = next(int(frame[k]) for k in ("year", "number", "n99", "n31", "n24", "n12") if k in frame)
    if "bc" in frame:
        return Meaning("date", f"BC{n:04d}", "year")
    return dated(Period("year", n), "", frame, context, "none")


def _edgeyear(frame: Frame, context: Context) -> Meaning | None:
    """Mid-2023, pre-1980s: a part of the year or decade, or all time before or after it."""
    mod, _, text = frame["edgeyear"].partition("-")
    period = Period("decade", int(text[:3])) if text.endswith("s") else Period("year", int(text))
    found = dated(period, "", {**frame, "mod": mod}, context, "none")
    if "fromthird" in frame and mod in ("MID", "END"):
        start, _ = interval(period, frame["fromthird"])
        return replace(found, start=start, mod=None)
    if mod == "BEFORE":
        return replace(found, start=None, end=period.start - timedelta(days=1))
    return replace(found, start=period.end + timedelta(days=1), end=None) if mod == "AFTER" else found


def _decade(frame: Frame, context: Context) -> Meaning | None:
    index = int(frame.get("decade") or frame["decadew"] // 10)
    return dated(Period("decade", index), "", frame, context, "none")


def _century(frame: Frame, context: Context) -> Meaning | None:
    return dated(Period("century", frame["day"] - 1), "", frame, context, "none")


def _years(frame: Frame, context: Context) -> Meaning | None:
    return _yearspan(frame)


def _yearspan(frame: Frame) -> Meaning | None:
    first, last = frame["years"].replace("–", "-").replace("/", "-").split("-")
    a, b = int(first), int(first[: 4 - len(last)] + last)
    if not a < b or ("/" in frame["years"] and b - a > 1):
        return None
    start, end = Period("year", a), Period("year", b)
    return Meaning("date", f"{start.timex}/{end.timex}", "range", start.start, end.end, None, "none", None, start)


def _yearend(frame: Frame, context: Context) -> Meaning | None:
    if context.published is None:
        return Meaning("date", "XXXX", "year", mod="END")
    year = period_of("year", context.published)
    if context.direction == "past":
        year = year + -1
    return dated(year, "", {"mod": "END"}, context, "published")


READINGS: dict[str, Reading] = {
    "month": month,
    "season": _season,
    "quarter": quarter,
    "half": _half,
    "year": _year,
    "era": _era,
    "edgeyear": _edgeyear,
    "fiscalyears": _fiscal_years,
    "years": _years,
    "yearend": _yearend,
    "decade": _decade,
    "century": _century,
}
