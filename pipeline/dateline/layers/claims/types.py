"""The event types and their modes: one table, models/frames/types.jsonl."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from dateline.data import read_jsonl
from dateline.errors import ConfigError

TYPES = "frames/types.jsonl"


@cache
def event_types() -> Mapping[str, frozenset[str]]:
    """The modes of each event type, in the order of the table."""
    found: dict[str, set[str]] = {}
    for entry in read_jsonl(TYPES):
        modes = found.setdefault(entry["event_type"], set())
        modes |= {entry["mode"]} - {None}
    return {event_type: frozenset(modes) for event_type, modes in found.items()}


@cache
def spoken_types() -> frozenset[str]:
    """The event types that are done in words: who says them may be who does them, and a country in them is no place."""
    return frozenset(entry["event_type"] for entry in read_jsonl(TYPES) if entry.get("spoken"))


def modes() -> tuple[str, ...]:
    """Every mode, whatever its event type, in alphabetical order."""
    return tuple(sorted(frozenset().union(*event_types().values())))


def check_types(frames: Iterable[Mapping[str, Any]]) -> None:
    """Raises ConfigError, naming the frame, for an event type or mode that is not in the table."""
    known = event_types()
    for frame in frames:
        event_type, mode = frame["event_type"], frame["mode"]
        if event_type not in known:
            raise ConfigError(f"{frame['id']}: no event type {event_type!r} in {TYPES}.")
        if mode is not None and mode not in known[event_type]:
            expected = ", ".join(sorted(known[event_type])) or "none"
            raise ConfigError(f"{frame['id']}: {event_type} has no mode {mode!r} in {TYPES}; expected {expected}.")
