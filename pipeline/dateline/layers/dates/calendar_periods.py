"""Periods of the calendar: a grain and an index, so that "the month before" is minus one."""

import calendar as _months
from dataclasses import dataclass
from datetime import date, timedelta

SEASONS = ("SP", "SU", "FA", "WI")
_SEASON_START = 3  # meteorological seasons of the northern hemisphere: spring opens in March
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7}
_MONDAY = date(1, 1, 1).toordinal()


@dataclass(frozen=True, order=True)
class Period:
    """One day, week, weekend, month, season, quarter, half, year, decade or century; consecutive ones differ by 1."""

    grain: str
    index: int

    def __add__(self, n: int) -> "Period":
        return Period(self.grain, self.index + n)

    @property
    def start(self) -> date:
        """Its first day; OverflowError or ValueError where the calendar of Python does not reach."""
        return _start(self.grain, self.index)

    @property
    def end(self) -> date:
        """Its last day, inclusive."""
        return _start(self.grain, self.index + 1) - timedelta(days=_gap(self.grain))

    @property
    def timex(self) -> str:
        """Its TIMEX3 value, such as 2025-06, 2025-W24, 1989-Q3, 199 (a decade) or 19 (a century)."""
        return _timex(self.grain, self.index)

    def third(self, part: int) -> tuple[date, date]:
        """First and last day of its first (0), middle (1) or last (2) third."""
        months = _MONTHS.get(self.grain, 3 if self.grain == "season" else 0)
        if months > 1:
            first_day, after = (shift_months(self.start, months * n // 3) for n in (part, part + 1))
            return first_day, after - timedelta(days=1)
        days = (self.end - self.start).days + 1
        first, last = (timedelta(days=n) for n in (days * part // 3, days * (part + 1) // 3 - 1))
        return self.start + first, self.start + last


def period_of(grain: str, day: date) -> Period:
    """The period of a grain that holds a day; for weekends that of its Monday-to-Sunday week."""
    if grain in _DAYS:
        return Period(grain, (day.toordinal() - _MONDAY) // _DAYS[grain])
    months = day.year * 12 + day.month - 1
    if grain == "season":
        return Period(grain, (months - _SEASON_START + 1) // 3)
    return Period(grain, months // _MONTHS[grain])


def _start(grain: str, index: int) -> date:
    if grain in _DAYS:
        offset = 5 if grain == "weekend" else 0
        return date.fromordinal(_MONDAY + index * _DAYS[grain] + offset)
    months = index * 3 + _SEASON_START - 1 if grain == "season" else index * _MONTHS[grain]
    return date(months // 12, months % 12 + 1, 1)


def _gap(grain: str) -> int:
    return 6 if grain == "weekend" else 1


def _timex(grain: str, index: int) -> str:
    if grain in ("week", "weekend"):
        year, week, _ = date.fromordinal(_MONDAY + index * 7).isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if grain == "weekend" else "")
    if grain == "season":
        months = index * 3 + _SEASON_START - 1
        return f"{months // 12:04d}-{SEASONS[index % 4]}"
    if grain == "day":
        return _start(grain, index).isoformat()
    widths = {"year": f"{index:04d}", "decade": f"{index:03d}", "century": f"{index:02d}"}
    if grain in widths:
        return widths[grain]
    per_year = 12 // _MONTHS[grain]
    letter = {"month": "{:02d}", "quarter": "Q{:d}", "half": "H{:d}"}[grain]
    return f"{index // per_year:04d}-" + letter.format(index % per_year + 1)


def day_of(year: int, month: int, day: int) -> Period | None:
    """The day as a period; None where there is none, such as 30 February."""
    try:
        return period_of("day", date(year, month, day))
    except ValueError:
        return None


def shift_months(day: date, n: int) -> date:
    """The day n months on, or the last one of that month where it is shorter."""
    months = day.year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, _months.monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, n: int) -> date:
    """The day n units (grain names) on."""
    if unit in _DAYS:
        return day + timedelta(days=n * _DAYS[unit])
    return shift_months(day, n * _MONTHS[unit])


def weekday(period: Period) -> int:
    """The ISO weekday of a day, Monday 1."""
    return period.index % 7 + 1


def nth_weekday(year: int, month: int, day: int, n: int) -> date:
    """The n-th such ISO weekday of a month; n = 0 means the last one."""
    first = date(year, month, 1)
    if n == 0:
        last = date(year, month, _months.monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - day) % 7)
    return first + timedelta(days=(day - first.isoweekday()) % 7 + 7 * (n - 1))


def easter(year: int) -> date:
    """Western Easter Sunday (the Gregorian computus, Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift_ = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * shift_) // 451
    month, day = divmod(moon + shift_ - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar, from 1900 to 2099 (Meeus' Julian algorithm, 13 days on)."""
    moon = (19 * (year % 19) + 15) % 30
    shift_ = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + shift_ + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)
