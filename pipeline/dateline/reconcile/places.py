"""How two places stand to each other: the same, one in the other, of one country, or apart."""

import math
from collections.abc import Iterable
from functools import lru_cache

from dateline.reconcile.limits import limits
from dateline.reconcile.values import Place

RANK = ("same", "inside", "country", "unknown", "apart")
_EARTH_KM = 6371.0


def kilometres(a: Place, b: Place) -> float | None:
    """The distance of two points; None where one has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


@lru_cache(maxsize=100_000)
def relation(a: Place, b: Place) -> str:
    """One of RANK. "country": one is the country of the other, or nothing finer can be told."""
    if (a.place_id and a.place_id == b.place_id) or a.name == b.name:
        return "same"
    if a.country and b.country and a.country != b.country:
        return "apart"
    if "country" in (a.kind, b.kind):
        return "country" if a.country and a.country == b.country else "unknown"
    if a.kind == "region" or b.kind == "region":
        return _with_region(a, b) if a.kind == "region" else _with_region(b, a)
    return _near(a, b, limits().suburb_km if a.kind == b.kind == "city" else limits().site_km)


def _with_region(region: Place, other: Place) -> str:
    """A division holds what has its code; one without a code, such as the Donbas, what lies near its middle."""
    whole = region.admin1 is not None and region.admin1 == region.name
    if whole and other.admin1 is not None:
        return "inside" if region.admin1 == other.admin1 else "apart"
    if region.admin1 is None:
        return _near(region, other, limits().area_km)
    return _near(region, other, limits().site_km, otherwise="country" if region.admin1 == other.admin1 else "apart")


def _near(a: Place, b: Place, most: float, otherwise: str = "apart") -> str:
    distance = kilometres(a, b)
    if distance is None:
        return "unknown"
    return "inside" if distance <= most else otherwise


def nearest(a: tuple[Place, ...], b: tuple[Place, ...]) -> str:
    """The closest relation between the places of two claims; "unknown" where one has none."""
    return _nearest(a, b) if a and b else "unknown"


@lru_cache(maxsize=100_000)
def _nearest(a: tuple[Place, ...], b: tuple[Place, ...]) -> str:
    return min((relation(p, q) for p in a for q in b), key=RANK.index)


def finest(places: Iterable[Place]) -> Place | None:
    """The most exact of some places: a site before a town before a region before a country; ties by id and name."""
    order = ("facility", "city", "natural", "region", "country")
    return min(
        places,
        key=lambda p: (order.index(p.kind) if p.kind in order else 9, p.lat is None, p.place_id or "~", p.name),
        default=None,
    )
