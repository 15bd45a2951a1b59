"""What an expression is read against, and what all readings share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.layers.dates.calendar_periods import Period
from dateline.layers.dates.slots import Frame
from dateline.layers.dates.timex import UNKNOWN, Meaning, interval

_LATE = ("EV", "NI")  # parts of the day in which 8 is 20:00, and 2 is 02:00


@dataclass(frozen=True)
class Limits:
    """The thresholds of the layer, by the names of models/lexicon/dates_limits.jsonl, which says what each is."""

    against_tense: float
    ahead_unsaid: float
    near_weekday_days: int
    weekday_fit_days: int
    verb_climb: int
    anchor_sentences: int
    same_day_sentences: int
    event_words: int
    narrative_dates: int
    narrative_deictic_share: float
    antecedents: int
    clock_times: int
    first_bare_year: int


@dataclass(frozen=True)
class Context:
    """What an expression is read against.

    ask, question: what form dateparser is asked for, and with which words; empty where it is not asked.
    direction: the side of publication that its clause means. reference: the date that was named last.
    anchor: what "the next day" counts from, the last date of a sentence near by that tells of the same side;
    anchors: all of those, the last first, or the one named a little earlier, for "the same day".
    today: the day that the sentence has named. quarter: the quarter that was named last.
    order: that of days and months in the document's numeric dates, "MDY" or "DMY".
    narrative: whether the document tells of the past by dates of its own. dated: whether the reference has a year of
    its own and stands in the same sentence. stamp: whether the expression is all there is of its paragraph, as the time
    above an entry of a live blog is. deadline: whether "by" stands before it.
    """

    limits: Limits
    question: str = ""
    published: date | None = None
    direction: str | None = None
    reference: Period | None = None
    anchor: Period | None = None
    anchors: tuple[Period, ...] = ()
    today: Period | None = None
    quarter: Period | None = None
    order: str | None = None
    narrative: bool = False
    dated: bool = False
    stamp: bool = False
    deadline: bool = False
    ask: str = ""


Reading = Callable[[Frame, Context], Meaning | None]


def dated(period: Period | None, unknown: str, frame: Frame, context: Context, anchor: str, by: str = "") -> Meaning:
    """The meaning of a period, or of its TIMEX3 value alone where the period is not known."""
    mod = frame.get("mod") or frame.get("cut")
    mod = str(mod) if mod else None
    if period is None:
        side = context.direction if context.direction != "near" else None
        return _timed(Meaning("date", unknown, _grain_of(unknown), mod=mod, direction=side, by=by), frame)
    start, end = interval(period, str(frame.get("thirds", frame.get("mod", ""))))
    side = side_of(start, end, context)
    found = Meaning("date", period.timex, period.grain, start, end, mod, anchor, side, period, by)
    return _timed(_cut(found, frame, context), frame)


def side_of(start: date, end: date, context: Context) -> str | None:
    """The side of publication that an interval lies on; where it holds that day, the one that the clause means."""
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
    if cut == "START":
        return replace(found, grain="range", end=day, direction="past")
    return replace(found, grain="range", start=day, direction="future")


def _timed(found: Meaning, frame: Frame) -> Meaning:
    """A day with its part or clock time."""
    if found.grain != "day":
        return found
    time = clock(frame)
    if time:
        grain = "hour" if time.endswith(":00") else "minute"
        return replace(found, kind="time", timex=f"{found.timex}T{time}", grain=grain)
    if "part" in frame:
        return replace(found, kind="time", timex=f"{found.timex}T{frame['part']}", grain="part_of_day")
    return found


def clock(frame: Frame) -> str | None:
    """The time of day as HH:MM, such as 17:00 for 5 p.m.; None where the frame has none."""
    if "point" in frame:
        return frame["point"]
    if "clock" in frame or "dotclock" in frame:
        text = frame.get("clock", frame.get("dotclock", "")).replace(".", ":")
        hour, minute = int(text.split(":")[0]), int(text.split(":")[1][:2])
        half = 12 if text.endswith("pm") else 0 if text.endswith("am") else frame.get("ampm")
    elif "hour" in frame:
        hour, minute, half = *divmod(frame["hour"] * 60 + frame.get("past", 0), 60), frame.get("ampm")
    elif "military" in frame:
        hour, minute, half = frame["military"] // 100, frame["military"] % 100, None
    else:
        return None
    if half is None and "part" in frame and hour < 12:
        half = 12 if frame["part"] == "AF" or (frame["part"] in _LATE and hour > 4) else None
    if half is not None:
        hour = hour % 12 + int(half)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def nearest(candidates: Sequence[Period], context: Context) -> Period | None:
    """The candidate that is nearest to publication, one against the direction counting as so many times as far.

    Where nothing says the direction, one ahead counts as further than it is.
    """
    day = context.published
    assert day is not None

    def cost(period: Period) -> tuple[float, bool]:
        side = "past" if period.end < day else "future" if period.start > day else context.direction
        said = context.direction in ("past", "future")
        against = context.limits.against_tense if said and side != context.direction else 1
        doubt = context.limits.ahead_unsaid if context.direction is None and side == "future" else 1
        return distance(period, day) * against * doubt, period.start > day

    return min(candidates, key=cost, default=None)


def distance(period: Period, day: date) -> int:
    """How many days a period lies from a day; 0 where it holds it."""
    return max((period.start - day).days, (day - period.end).days, 0)


def years(context: Context) -> range:
    """The years before, of and after publication."""
    assert context.published is not None
    return range(context.published.year - 1, context.published.year + 2)


def stated_year(frame: Frame, context: Context) -> int | None:
    """The year that is stated, or meant by last, this or next year."""
    if "short" in frame:
        first, last = frame["year"], frame["short"]
        return last if last > 99 else first - first % 100 + last
    if "year" in frame or "spelled" in frame:
        return frame.get("year", frame.get("spelled", 0))
    if "relyear" in frame and context.published is not None:
        return context.published.year + frame["relyear"]
    return None


def relative(candidates: Sequence[Period], here: Period, frame: Frame, context: Context) -> Period | None:
    """The candidate meant by last, this, next or the like, else by the direction; here: the period of publication."""
    sign = frame.get("span", frame.get("rel", frame.get("textrel")))
    if sign is None:
        return by_direction(candidates, here, context)
    if sign == 0:
        return next((p for p in candidates if p.start.year == here.start.year), None)
    if int(sign) < 0:
        return max(p for p in candidates if p < here)
    return min(p for p in candidates if p > here)


def by_direction(candidates: Sequence[Period], here: Period, context: Context) -> Period | None:
    """The candidate on the side of the direction; without one the past one, or a month that is clearly nearer."""
    ahead = min((p for p in candidates if p >= here), default=None)
    behind = max((p for p in candidates if p <= here), default=None)
    unsaid = context.direction not in ("past", "future")
    if unsaid and here.grain == "month" and ahead is not None and behind is not None:
        nearer = (ahead.index - here.index) * context.limits.ahead_unsaid <= here.index - behind.index
        return ahead if nearer else behind
    return ahead if context.direction == "future" else behind
