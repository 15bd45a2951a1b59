"""The map of the world as paths of SVG, and where a point lies on it.

Shapes: Natural Earth, public domain: countries 1:110m as TopoJSON (models/map/countries.json), the lines between their
first-order divisions 1:10m, simplified (models/map/divisions.json). Projection: Miller's cylindrical
(O. M. Miller, 1942), whose shapes are near the true ones between the polar circles.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, TypeVar

from dateline.data import models_dir, read_jsonl

WIDTH, HEIGHT = 10_000, 5_009  # units of the drawing, as wide and as high as the projection has it
NORTH, SOUTH = 84.0, -58.0  # degrees that are drawn; what lies beyond is cut off by the drawing's edge

Point = tuple[int, int]
T = TypeVar("T")
Ring = Sequence[int]  # arcs by number; ~n is arc n from its end


def project(lat: float, lon: float) -> Point:
    """Where a point in degrees lies on the drawing, y downwards."""
    return round((lon + 180) / 360 * WIDTH), round((_miller(NORTH) - _miller(lat)) * WIDTH / math.tau)


def _miller(lat: float) -> float:
    return 1.25 * math.log(math.tan(math.pi / 4 + 0.4 * math.radians(max(-90.0, min(90.0, lat)))))


@cache
def shapes() -> dict[str, str]:
    """The paths: land, borders, contested (borders that are disputed), disputed (areas that two states claim)."""
    arcs, rings = _countries()
    points = [[project(lat, lon) for lon, lat in arc] for arc in arcs]
    shared = Counter(arc for found in rings.values() for arc in _numbers(found))
    pairs, areas = _contested()
    disputed = {arc for one, other in pairs for arc in _numbers(rings[one]) & _numbers(rings[other])}
    claimed = [ring for name, lat, lon in areas for ring in rings[name] if _holds(_outline(ring, arcs), lat, lon)]
    around = _numbers(claimed)
    border = [n for n, count in sorted(shared.items()) if count > 1 and n not in disputed | around]
    return {
        "land": _closed((ring for found in rings.values() for ring in found), points),
        "borders": "".join(_path(points[n]) for n in border),
        "contested": "".join(_path(points[n]) for n in sorted(disputed | around)),
        "disputed": _closed(claimed, points),
    }


@cache
def _countries() -> tuple[list[list[tuple[float, float]]], dict[str, list[Ring]]]:
    """The arcs as points (longitude, latitude), and the rings of every country."""
    world = json.loads((models_dir() / "map/countries.json").read_text(encoding="utf-8"))
    countries = world["objects"]["countries"]["geometries"]
    rings = {country["properties"]["name"]: list(_rings(country)) for country in countries}
    return [_arc(arc, world["transform"]) for arc in world["arcs"]], rings


@cache
def _outlines() -> dict[str, list[tuple[float, float, float, float, list[tuple[float, float]]]]]:
    """The rings of every country with the degrees that they lie between: west, east, south, north."""
    arcs, rings = _countries()
    return {name: [_bounded(_outline(ring, arcs)) for ring in found] for name, found in rings.items()}


def _bounded(ring: list[tuple[float, float]]) -> tuple[float, float, float, float, list[tuple[float, float]]]:
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    return min(lons), max(lons), min(lats), max(lats), ring


def country_at(lat: float, lon: float) -> str | None:
    """The country, by the file's name, that a point lies in as the map draws them."""
    for name, found in _outlines().items():
        near = (ring for west, east, south, north, ring in found if west <= lon <= east and south <= lat <= north)
        if sum(_holds(ring, lat, lon) for ring in near) % 2:
            return name
    return None


def divisions(points: Iterable[tuple[float, float]]) -> str:
    """The lines between the divisions of those countries that a point, in degrees, lies in."""
    stored = json.loads((models_dir() / "map/divisions.json").read_text(encoding="utf-8"))
    wanted = {country_at(lat, lon) for lat, lon in {(round(lat, 1), round(lon, 1)) for lat, lon in points}}
    lines = (line for name, found in stored["lines"].items() if name in wanted for line in found)
    return "".join(_path([project(lat, lon) for lon, lat in _degrees(line, stored["scale"])]) for line in lines)


def _degrees(line: Sequence[int], scale: int) -> list[tuple[float, float]]:
    xs, ys = accumulate(line[::2]), accumulate(line[1::2])
    return [(x / scale, y / scale) for x, y in zip(xs, ys, strict=True)]


def _contested() -> tuple[list[tuple[str, str]], list[tuple[str, float, float]]]:
    """Pairs of neighbours whose border is disputed; areas as the country that the file gives them to and a point."""
    entries = read_jsonl("map/contested.jsonl")
    pairs = [(e["between"][0], e["between"][1]) for e in entries if "between" in e]
    return pairs, [(e["drawn_in"], e["lat"], e["lon"]) for e in entries if "drawn_in" in e]


def _arc(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[tuple[float, float]]:
    """A delta-encoded arc as points (longitude, latitude)."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    found = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        found.append((x * kx + dx, y * ky + dy))
    return found


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        yield from polygon


def _numbers(rings: Iterable[Ring]) -> set[int]:
    return {n if n >= 0 else ~n for ring in rings for n in ring}


def _outline(ring: Ring, arcs: Sequence[Sequence[T]]) -> list[T]:
    """The points of a ring; where two arcs meet their common point stands once."""
    found: list[T] = []
    for n in ring:
        arc = list(arcs[n]) if n >= 0 else list(reversed(arcs[~n]))
        found += arc[1:] if found else arc
    return found


def _holds(outline: Sequence[tuple[float, float]], lat: float, lon: float) -> bool:
    """Whether a point lies in an outline: how often a line to the east crosses it."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(outline):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _closed(rings: Iterable[Ring], points: Sequence[Sequence[Point]]) -> str:
    """Areas as one path; those that reach over the 180th meridian stand at both edges of the drawing."""
    found = []
    for ring in rings:
        outline = _unwrapped(_outline(ring, points))
        if outline[0] != outline[-1]:
            continue  # it goes round the pole: Antarctica, which lies beyond the southern edge
        xs = [x for x, _ in outline]
        shifts = [0, *([WIDTH] if min(xs) < 0 else []), *([-WIDTH] if max(xs) > WIDTH else [])]
        found += [_path([(x + shift, y) for x, y in outline]) for shift in shifts]
    return "".join(path + "z" for path in found if path)


def _unwrapped(points: Sequence[Point]) -> list[Point]:
    """A line that leaves the drawing where it crosses the 180th meridian, in the place of a leap to the other edge."""
    found, shift = [points[0]], 0
    for (before, _), (x, y) in pairwise(points):
        shift += WIDTH * ((before - x > WIDTH / 2) - (x - before > WIDTH / 2))
        found.append((x + shift, y))
    return found


def _path(points: Sequence[Point]) -> str:
    """A line in relative steps; "" where all of it lies on one point of the drawing."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(_unwrapped(points)) if a != b]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) if steps else ""
