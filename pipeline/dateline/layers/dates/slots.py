"""The slots of an expression: what its words and numbers are worth, by the part that they play in it."""

from collections.abc import Mapping
from typing import TypedDict, cast

Value = int | float | str


class Frame(TypedDict, total=False):
    """The slots of one expression; a slot that the text does not fill is not there.

    Slots are named by the classes and macros of models/patterns/dates.jsonl. Numbers where nothing else is said: days,
    months and years count from 1, weekdays are ISO's (Monday 1), rel, span, textrel and the like count units away from
    publication or another date (last -1, this 0, next 1). Units are TIMEX3's letters, clock times with T before.
    """

    day: int
    days: str
    dayword: int
    weekday: int
    weekdays: int
    lastweekday: int
    weekend: str
    weekends: str
    month: int
    mm: int
    year: int
    short: int
    spelled: int
    years: str
    edgeyear: str
    fromthird: str
    thirds: str
    fiscalyear: str
    past: int
    numeric: str
    bc: str
    n12: int
    n24: int
    n31: int
    n99: int
    decade: int
    decadew: int
    season: str
    quartern: int
    quarteryear: str
    halfn: int
    holiday: str
    holiday_day: str
    holiday_id: str
    clock: str
    dotclock: str
    hour: int
    military: int
    point: str
    ampm: int
    part: str
    parts: str
    lastpart: str
    unit: str
    units: str
    subunit: str
    lastunit: str
    number: Value
    rest: Value
    third: Value
    ord: int
    ordinal: int
    rel: int
    relweek: int
    relyear: int
    span: int
    recent: int
    textrel: int
    current: int
    sign: int
    ago: int
    same: str
    edge: str
    mod: str
    cut: str
    often: str
    ref: str
    soon: str


def frame_of(slots: Mapping[str, Value]) -> Frame:
    """Slots read from a text as a frame; the patterns are what promises their types."""
    return cast("Frame", slots)


def only(frame: Frame, *names: str) -> Frame:
    """The frame without its other slots."""
    return frame_of({name: value for name, value in slots(frame).items() if name in names})


def without(frame: Frame, *names: str) -> Frame:
    """The frame without these slots."""
    return frame_of({name: value for name, value in slots(frame).items() if name not in names})


def slots(frame: Frame) -> Mapping[str, Value]:
    """The slots by name, where they are not known beforehand."""
    return cast("Mapping[str, Value]", frame)
