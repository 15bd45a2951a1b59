"""What dateparser reads in written dates and simple relative forms, asked on short spans only."""

from datetime import date, datetime
from functools import lru_cache

from dateparser.date import DateDataParser
from spacy.tokens import Doc

from dateline.layers.dates.candidates import Candidate

# Its base is a fixed Monday in a leap year, never the clock: a form is read once, as an offset or as the parts that it
# states, and then counted from any publication date.
BASE = datetime(2000, 5, 15)
SAMPLE = 2  # the number that every number of periods is asked with: "2 weeks ago" stands for all weeks ago
_PARSERS = {"absolute": ["absolute-time"], "relative": ["relative-time"]}
_UNITS = {"day": 1, "week": 7}
# What is asked, in this order: a day without its year, which is read by itself; a month and year as such.
_WRITTEN = {"absolute": ("numeric", "month", "day"), "calendar": ("month", "year")}


def question(doc: Doc, candidate: Candidate) -> str:
    """What dateparser is asked: month and day, month and year, or the offset from now, its number always SAMPLE."""
    form = candidate.pattern.ask
    if not form:
        return ""
    slots = {group.partition("__")[0]: (start, end) for group, start, end in reversed(candidate.slots)}
    if form in _WRITTEN:
        return " ".join(doc[slots[n][0] : slots[n][1]].text.lower() for n in _WRITTEN[form] if n in slots)
    opening = slots.get("number") or slots.get("mod") or slots.get("cut")
    start = opening[1] if opening else candidate.start
    number = f"{SAMPLE} " if "number" in slots else ""
    return number + doc[start : candidate.end].text.lower()


@lru_cache(maxsize=4)
def _parser(form: str, order: str) -> DateDataParser:
    settings = {
        "RELATIVE_BASE": BASE,
        "PARSERS": _PARSERS[form],
        "DATE_ORDER": order,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    return DateDataParser(languages=["en"], settings=settings)


@lru_cache(maxsize=1 << 14)
def ask(text: str, form: str, order: str = "MDY") -> tuple[date, str] | None:
    """The day that dateparser reads from BASE, with its period (day, week, month, year); None if it reads none."""
    found = _parser(form, order).get_date_data(text)
    return (found.date_obj.date(), found.period) if found.date_obj is not None else None


def prepare() -> None:
    """Has dateparser compile its expressions, which takes longer than hundreds of questions, before any text comes."""
    for text, form in (("june 2", "absolute"), ("june 2025", "absolute"), (f"{SAMPLE} weeks ago", "relative")):
        ask(text, form)


def written(text: str, order: str = "MDY") -> tuple[int, int, int] | None:
    """Year, month and day of a date written in full or without its year (then BASE's), as dateparser reads it."""
    found = ask(text, "absolute", order)
    if found is None or found[1] not in ("day", "time"):
        return None
    return found[0].year, found[0].month, found[0].day


def part(text: str) -> tuple[int, int | None] | None:
    """Year and month of a month, its year BASE's where it has none, or year and None, as dateparser reads it."""
    found = ask(text, "absolute")
    if found is None or found[1] not in ("month", "year"):
        return None
    return found[0].year, found[0].month if found[1] == "month" else None


def offset(text: str) -> tuple[int, str] | None:
    """How many periods away a form lies, as dateparser reads it: (-2, "week") for "two weeks ago"."""
    found = ask(text, "relative")
    if found is None:
        return None
    day, period = found
    if period in _UNITS:
        days = (day - BASE.date()).days
        return (days // _UNITS[period], period) if days % _UNITS[period] == 0 else None
    months = day.year * 12 + day.month - BASE.year * 12 - BASE.month
    if period == "month":
        return months, period
    return (months // 12, period) if period == "year" and months % 12 == 0 else None
