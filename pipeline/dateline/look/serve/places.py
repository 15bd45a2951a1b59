"""Places: the points of the map, and what is at one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.look.serve.database import Asked, Row
from dateline.look.serve.events import BRIEF, brief
from dateline.look.serve.snippets import MENTION, ROWS, Snippets
from dateline.notebook.world import divisions, project

POINTS = 2000  # points of the map that are shown, the largest

Degrees = tuple[str, float, float]
"""The name of a place and where it lies."""


@dataclass(frozen=True)
class Points:
    """The points of the map, the largest first; what lies at each; the lines of the countries that they lie in."""

    rows: Sequence[Row]
    at: Mapping[tuple[str, int, int], Sequence[Degrees]]
    divisions: str


def read_points(asked: Asked) -> Points:
    """The points by where they lie on the drawing: several in degrees can be one there."""
    found: dict[tuple[Any, ...], Row] = {}
    at: dict[tuple[str, int, int], list[Degrees]] = defaultdict(list)
    below = set()
    for row in asked.rows("SELECT * FROM point ORDER BY events DESC, mentions DESC, name, lat, lon"):
        x, y = project(row["lat"], row["lon"])
        new = {"name": row["name"], "country": row["country"], "kind": row["kind"], "x": x, "y": y}
        point = found.setdefault((row["name"], row["country"], x, y), new | {"events": 0, "articles": 0})
        point["events"] += row["events"]
        point["articles"] += row["articles"]
        at[row["name"], x, y].append((row["name"], row["lat"], row["lon"]))
        if row["kind"] != "country":
            below.add((row["lat"], row["lon"]))
    rows = sorted(found.values(), key=lambda p: (-max(p["events"], p["articles"]), p["name"]))
    return Points(rows, dict(at), divisions(below))


def place(asked: Asked, degrees: Sequence[tuple[str, float, float]]) -> Row:
    """The events and the mentions at some points, the first of each."""
    found: list[Row] = []
    mentions: list[Row] = []
    counts = {"n_events": 0, "n_mentions": 0}
    for name, lat, lon in degrees:
        at = {"name": name, "lat": lat, "lon": lon}
        found += asked.rows(f"{BRIEF} WHERE place = $name AND lat = $lat AND lon = $lon ORDER BY n LIMIT {ROWS}", at)
        where = "FROM places WHERE reading = 'literal' AND name = $name AND lat = $lat AND lon = $lon"
        mentions += asked.rows(f"SELECT {MENTION} {where} LIMIT {ROWS}", at)
        said = "events AS n_events, mentions AS n_mentions"
        for row in asked.rows(f"SELECT {said} FROM point WHERE name = $name AND lat = $lat AND lon = $lon", at):
            counts = {key: counts[key] + row[key] for key in counts}
    snippets = Snippets(asked, mentions[:ROWS])
    said_there = [snippets.of(row) for row in mentions[:ROWS]]
    return {"events": brief(asked, found[:ROWS]), "mentions": said_there, **counts}
