"""Lists of days that share a month: "March 3, 7 and 12", "Monday 20, Tuesday 21 and Sunday 26 April"."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from dateline.layers.dates.slots import Frame

Slot = tuple[str, int, int]  # group, first token, one past the last


def items(slots: Sequence[Slot], base: Callable[[str], str], *, month_first: bool) -> list[list[Slot]]:
    """The slots of a list by its days: each day with its own weekday, month and year; base: the slot of a group."""
    opening = {"weekday", "day", "month"} if month_first else {"weekday", "day"}
    found: list[list[Slot]] = [[]]
    for slot in slots:
        if base(slot[0]) in opening and any(base(s[0]) == "day" for s in found[-1]):
            found.append([])
        found[-1].append(slot)
    return found


def shared(
    listed: Sequence[Sequence[Slot]], number: int, base: Callable[[str], str], *, month_first: bool
) -> list[Slot]:
    """The month and year that a day of a list has from the others: the month before it or after it, the year after."""
    before = [slot for item in reversed(listed[:number]) for slot in item]
    after = [slot for item in listed[number + 1 :] for slot in item]
    months = [s for s in (before if month_first else after) if base(s[0]) == "month"]
    years = [s for s in after if base(s[0]) not in ("weekday", "day", "month")]
    return [*months[:1], *years]


def is_ascending(frames: Sequence[Frame]) -> bool:
    """Whether the days of a list follow one another within their month: "March 7, 3 and 12" is no list of days."""
    return all(a.get("month") != b.get("month") or a["day"] < b["day"] for a, b in pairwise(frames))
