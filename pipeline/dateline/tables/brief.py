"""A row in a few words, for people who read along: what the rooms' `brief` and `show` are made of."""

from collections.abc import Iterable, Mapping
from typing import Any


def line(parts: Iterable[str]) -> str:
    """The parts of a brief set off by dots: "2025-06-02 to 2025-06-08 · week"."""
    return " · ".join(part for part in parts if part)


def words(*values: object) -> str:
    """The values that say something, as words."""
    return " ".join(str(value) for value in values if value not in (None, ""))


def days(row: Mapping[str, Any]) -> str:
    """The interval: one day, "A to B", "to B" where it has no start, "" where there is none."""
    start, end = ((row[name] or "")[:10] for name in ("date_start", "date_end"))
    return start if start == end else words(start, end and "to", end)
