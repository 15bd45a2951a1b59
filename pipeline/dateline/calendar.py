"""Months and weekdays: their names and numbers, from models/shared/calendar.jsonl."""

from functools import cache

from dateline.data import read_jsonl


@cache
def numbers() -> dict[str, int]:
    """Every name in lower case with its number: months from 1, weekdays from 0 for Monday."""
    entries = read_jsonl("shared/calendar.jsonl")
    return {name: int(e["month"] if "month" in e else e["weekday"]) for e in entries for name in e["names"]}


@cache
def names(kind: str) -> str:
    """The names of every `month` or `weekday` as alternatives of a regex, the longest first: June, JUNE."""
    found = [name for entry in read_jsonl("shared/calendar.jsonl") if kind in entry for name in entry["names"]]
    forms = {form for name in found for form in (name.title(), name.upper())}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def weekdays() -> dict[str, int]:
    """The weekdays by their full names, "Monday", with their numbers from 0."""
    entries = read_jsonl("shared/calendar.jsonl")
    return {e["names"][0].title(): int(e["weekday"]) for e in entries if "weekday" in e}
