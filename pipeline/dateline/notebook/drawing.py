"""Figures as plain SVG, which a notebook shows offline: events by time, events or articles by place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.notebook.colours import TYPES
from dateline.notebook.world import HEIGHT, WIDTH, divisions, project, shapes
from dateline.tables.ledger import EXACT, HAPPENED, PEOPLE, number

WIDE, TOP, TALL, AXIS, DEEP = 1000, 14, 150, 18, 60  # of the timeline, in pixels
OTHERS = "#9aa2ad"
RED = "#a8071a"
UNITS = (("day", 92, "D"), ("week", 800, "W"), ("month", 4000, "M"), ("year", 10**9, "Y"))  # up to so many days
LANES, LANE = 4, 14  # rows of spans under the timeline, and how high one is
SPAN = pd.Timedelta(days=800)  # the longest span that is drawn; a longer one says too little of when
APART = 62  # pixels between the words under the axis
NAMED = 25  # places that have their name beside them, at most
TEXT = 'font-family="system-ui, sans-serif" fill="currentColor"'


@dataclass(frozen=True)
class Drawing:
    """A drawing; a notebook shows it, `save` writes it."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> None:
        """Writes it as a file."""
        Path(path).write_text(self.svg, encoding="utf-8")


def timeline(events: pd.DataFrame, figures: pd.DataFrame) -> Drawing:
    """A bar a day, week, month or year, as the span is, by event type; under it the people killed.

    Bars are events that are dated to a week, and of them only those that are said to have happened are counted under
    the axis. Below lie those that are dated to a month or a year, each from its first to its last day.
    """
    dated = events[(events.date_end - events.date_start) <= EXACT].copy()
    if dated.empty:
        return _drawing(WIDE, 40, [f'<text x="4" y="24" font-size="14" {TEXT}>No event is dated.</text>'])
    killed = figures[figures["item"] == PEOPLE].groupby("event_id")["best"].max()
    dated["killed"] = dated.event_id.map(killed).where(dated.status.astype(object).isin(HAPPENED)).fillna(0)
    span = (dated.date_start.max() - dated.date_start.min()).days
    unit, rule = next((name, rule) for name, days, rule in UNITS if span <= days)
    dated["bin"] = dated.date_start.dt.to_period(rule)
    bins = list(pd.period_range(dated["bin"].min(), dated["bin"].max(), freq=rule))
    types = [str(name) for name in dated.event_type.astype(str).value_counts().index]
    spans = list(_spans(events, bins))
    deep = TOP + TALL + AXIS + DEEP
    foot = deep + LANE * (1 + max((lane for lane, _ in spans), default=-1))
    parts = [*_bars(dated, bins, types, unit), *(drawn for _, drawn in spans), *_legend(types, foot)]
    return _drawing(WIDE, foot + 26, parts, f"Events by {unit}")


def _spans(events: pd.DataFrame, bins: Sequence[pd.Period]) -> Iterator[tuple[int, str]]:
    """The events of a month or a year as lines, with the lane of each: none lies over another in its lane."""
    first, last = bins[0].start_time, bins[-1].end_time
    long = events.date_end - events.date_start
    kept = events[(long > EXACT) & (long < SPAN) & (events.date_start <= last) & (events.date_end >= first)]
    counts: Counter[tuple[Any, Any]] = Counter(zip(kept.date_start, kept.date_end, strict=True))
    order = sorted(counts.items(), key=lambda item: ((item[0][1] - item[0][0]).days // 32, -item[1], item[0]))
    lanes: list[list[tuple[Any, Any]]] = []
    for (start, end), n in order:
        free = next((i for i, lane in enumerate(lanes) if all(b < start or end < a for a, b in lane)), len(lanes))
        if free == LANES:
            continue
        if free == len(lanes):
            lanes.append([])
        lanes[free].append((start, end))
        left, right = (WIDE * min(1.0, max(0.0, (day - first) / (last - first))) for day in (start, end))
        title = f"<title>{start:%Y-%m-%d} to {end:%Y-%m-%d}: {n} event{'s' * (n != 1)}</title>"
        bar = _rect(left, TOP + TALL + AXIS + DEEP + free * LANE, max(3.0, right - left), LANE - 5, TYPES[0], 0.3)
        yield free, f"<g>{title}{bar}</g>"


def _bars(dated: pd.DataFrame, bins: Sequence[pd.Period], types: Sequence[str], unit: str) -> Iterator[str]:
    counts: dict[Any, Counter[str]] = {
        name: Counter(group.event_type.astype(str)) for name, group in dated.groupby("bin")
    }
    dead: dict[Any, float] = dated.groupby("bin")["killed"].sum().to_dict()
    most, worst = max(c.total() for c in counts.values()), max(1.0, *dead.values(), 1.0)
    step = WIDE / len(bins)
    wide, base = min(44.0, max(1.5, step * 0.8)), TOP + TALL
    every = int(APART // step) + 1
    for n, name in enumerate(bins):
        x = n * step + (step - wide) / 2
        if n % every == 0 and n * step < WIDE - APART:
            yield f'<text x="{n * step + 2:.1f}" y="{base + 13}" font-size="11" {TEXT}>{_axis(name, unit)}</text>'
        if name not in counts:
            continue
        y = float(base)
        killed = f", {number(dead[name])} killed" if dead[name] else ""
        n_events = counts[name].total()
        yield f"<g><title>{_axis(name, unit)}: {n_events} event{'s' * (n_events != 1)}{killed}</title>"
        for type in types:
            if height := counts[name][type] / most * TALL:
                y -= height
                yield _rect(x, y, wide, height, _colour(type, types))
        if killed:
            yield _rect(x, base + AXIS, wide, max(2.0, (dead[name] / worst) ** 0.5 * (DEEP - 14)), RED)
        yield "</g>"
    yield f'<path d="M0 {base}h{WIDE}" stroke="currentColor"/>'


def _axis(name: pd.Period, unit: str) -> str:
    first = name.start_time
    shape = {"year": f"{first:%Y}", "month": f"{first:%b %Y}"}
    return shape.get(unit, f"{first.day} {first:%b %y}")


def _legend(types: Sequence[str], foot: int) -> Iterator[str]:
    named = [(name.lower().replace("_", " "), _colour(name, types)) for name in types[: len(TYPES)]]
    named += [("others", OTHERS)] if len(types) > len(TYPES) else []
    x, y = 0.0, foot + 6
    for name, colour in [*named, ("people killed", RED)]:
        yield _rect(x, y, 11, 11, colour)
        yield f'<text x="{x + 16:.1f}" y="{y + 10}" font-size="12" {TEXT}>{escape(name)}</text>'
        x += 32 + 7 * len(name)


def _colour(type: str, types: Sequence[str]) -> str:
    at = types.index(type)
    return TYPES[at] if at < len(TYPES) else OTHERS


def world(points: pd.DataFrame) -> Drawing:
    """Points on a map: columns name, lat, lon, n, and whole, which is true of a country; rings stand for those."""
    rows: list[dict[Any, Any]] = points.sort_values("n", ascending=False).to_dict("records")
    placed = [(*project(row["lat"], row["lon"]), row) for row in rows]
    most = max((row["n"] for row in rows), default=1)
    drawn = shapes()
    inner = divisions((row["lat"], row["lon"]) for row in rows if not row["whole"])
    parts = [
        f'<path d="{drawn["land"]}" fill="#8a93a0" fill-opacity="0.3" fill-rule="evenodd"/>',
        f'<path d="{drawn["disputed"]}" fill="#8a93a0" fill-opacity="0.5"/>',
        f'<path d="{inner}" fill="none" stroke="#8a93a0" stroke-opacity="0.5" stroke-width="3"/>',
        f'<path d="{drawn["borders"]}" fill="none" stroke="#8a93a0" stroke-width="6"/>',
        f'<path d="{drawn["contested"]}" fill="none" stroke="#8a93a0" stroke-width="8" stroke-dasharray="24"/>',
    ]
    for x, y, row in placed:
        ring = f'fill="none" stroke="{TYPES[0]}" stroke-width="20"'
        look = ring if row["whole"] else f'fill="{TYPES[0]}" fill-opacity="0.6"'
        title = f"<title>{escape(str(row['name']))}: {row['n']:,}</title>"
        parts.append(f'<circle cx="{x}" cy="{y}" r="{30 + 110 * (row["n"] / most) ** 0.5:.0f}" {look}>{title}</circle>')
    parts += _names([(x, y, str(row["name"])) for x, y, row in placed])
    return _drawing(WIDTH, HEIGHT, parts, "Map", wide=WIDE)


def _names(placed: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    """Names beside points, the first first, where there is room."""
    taken: list[tuple[int, int, int]] = []
    for x, y, name in placed:
        left, right = x + 90, x + 90 + 62 * len(name)
        if len(taken) < NAMED and not any(abs(b - y) < 115 and left < c and a < right for a, b, c in taken):
            taken.append((left, y, right))
            yield f'<text x="{left}" y="{y + 35}" font-size="110" {TEXT}>{escape(name)}</text>'


def _rect(x: float, y: float, width: float, height: float, colour: str, opacity: float = 1) -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {size} fill="{colour}" fill-opacity="{opacity:g}"/>'


def _drawing(width: int, height: int, parts: Sequence[str], title: str = "", wide: int | None = None) -> Drawing:
    shown = wide or width
    size = f'viewBox="0 0 {width} {height}" width="{shown}" height="{round(height * shown / width)}"'
    about = f"<title>{escape(title)}</title>" if title else ""
    return Drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{about}{"".join(parts)}</svg>')
