"""A mention's value in a few words, for people who read along; `explain` and the tables have all of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]

_BOUND = {"exact": "", "approx": "about ", "lower": "at least ", "upper": "at most "}


def brief(layer: str, row: Row) -> str:
    """What a row says, its parts set off by dots: "2025-06-02 to 2025-06-08 · week"."""
    return " · ".join(part for part in BRIEF[layer](row) if part)


def _words(*values: object) -> str:
    return " ".join(str(value) for value in values if value not in (None, ""))


def _days(row: Row) -> str:
    """The interval: one day, "A to B", "to B" where it has no start, "" where there is none."""
    start, end = ((row[name] or "")[:10] for name in ("date_start", "date_end"))
    return start if start == end else _words(start, end and "to", end)


def _actor(row: Row) -> Iterator[str]:
    yield row["name"]
    yield _words(row["type"], row["country"])
    yield row["role"] or ""


def _place(row: Row) -> Iterator[str]:
    yield row["name"]
    yield _words(row["kind"], row["country"])
    yield f"{row['lat']:.2f} {row['lon']:.2f}" if row["lat"] is not None else ""
    yield row["reading"]


def _date(row: Row) -> Iterator[str]:
    days = _days(row)
    yield days or _words(row["timex"], row["mod"])
    yield _words(row["grain"] if row["kind"] == "date" else row["kind"])


def _quantity(row: Row) -> Iterator[str]:
    yield _words(_amount(row), row["unit"], row["item"])
    yield row["kind"] if row["kind"] not in ("count", "measure", "money", "percent") else ""
    yield f"per {row['per']}" if row["per"] else ""
    yield row["change"] or ""
    yield "negated" if row["negated"] else ""


def _amount(row: Row) -> str:
    if row["value"] is not None and row["bound"] in _BOUND:
        return _BOUND[row["bound"]] + _figure(row["value"])
    ends = [_figure(row[name]) for name in ("low", "high") if row[name] is not None]
    return f"{row['bound']} " + ("from " if len(ends) == 1 and row["high"] is None else "") + " to ".join(ends)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:g}"


def _quote(row: Row) -> Iterator[str]:
    yield row["kind"]
    yield row["cue_class"] or ""
    yield row["source_actor_id"] or ""


def _claim(row: Row) -> Iterator[str]:
    yield _words(row["event_type"], row["mode"])
    yield "not" if row["polarity"] == "-" else ""
    yield row["status"]
    yield _days(row)


BRIEF: Mapping[str, Callable[[Row], Iterator[str]]] = {
    "actors": _actor,
    "places": _place,
    "dates": _date,
    "quantities": _quantity,
    "quotes": _quote,
    "claims": _claim,
}
