"""Which place a name means: pure functions from candidates and context to a ranking."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.gazetteer import Place, distance

NEAR = 150.0
"""Kilometres within which two places of a document support each other."""
SAME = 60.0
"""Kilometres within which two candidates are the same answer: a city and the region that bears its name."""
LEVELS = {
    "admin1": ("admin1", "other"),
    "admin2": ("admin2",),
    "division": ("admin2", "admin1"),
    "settlement": ("settlement", "capital"),
    "area": ("admin1", "admin2", "other", "settlement", "capital"),
    "country": ("country",),
}
"""What a kind word asks for → the levels that fit it."""


@dataclass
class Context:
    """What the rest of the document says: shares in [0, 1] of its countries and first-order divisions, points nearby."""

    countries: Mapping[str, float] = field(default_factory=dict)
    divisions: Mapping[tuple[str, str], float] = field(default_factory=dict)
    points: Sequence[Place] = ()


@dataclass(frozen=True)
class Ranked:
    """A candidate with its score and what it is made of."""

    place: Place
    score: float
    parts: Mapping[str, float]


def division_of(place: Place) -> tuple[str, str] | None:
    """The first-order division that a place is, or lies in, with its country."""
    if place.country is None:
        return None
    name = place.name if place.level == "admin1" else place.admin1
    return (place.country, name) if name else None


def inside(place: Place, container: Place) -> bool:
    """Whether a place lies in another, as far as countries, divisions and distances can say."""
    if container.place_id == place.place_id or place.level == "country":
        return False
    if container.level == "country":
        return place.country == container.country
    if container.country and place.country and container.country != place.country:
        return False
    if container.level == "admin1":
        return place.level != "admin1" and place.admin1 == container.name
    return distance(place.lat, place.lon, container.lat, container.lon) < _radius(container)


def _radius(place: Place) -> float:
    return {"admin2": 80.0, "settlement": 40.0, "capital": 60.0}.get(place.level, 400.0)


def features(
    place: Place, usual: bool, *, wanted: str | None, containers: Sequence[Place], context: Context
) -> dict[str, float]:
    """What speaks for a candidate, by the names of the weights."""
    division = division_of(place)
    found = {
        "population": math.log10(place.population + 10),
        "fame": math.log(1 + place.fame),
        f"level/{place.level}": 1.0,
        "country": context.countries.get(place.country or "", 0.0),
        "division": context.divisions.get(division, 0.0) if division else 0.0,
        "near": float(_near(place, context.points)),
    }
    if not usual:
        found["unusual-name"] = 1.0
    if wanted in LEVELS:
        found["kind-fits" if place.level in LEVELS[wanted] else "kind-differs"] = 1.0
    if containers:
        found["contained" if any(inside(place, c) for c in containers) else "not-contained"] = 1.0
    return found


def _near(place: Place, points: Sequence[Place]) -> bool:
    if place.level == "country":
        return False
    for p in points:
        if abs(p.lat - place.lat) < 2 and p.place_id != place.place_id and distance(p.lat, p.lon, place.lat, place.lon) < NEAR:
            return True
    return False


def rank(
    candidates: Sequence[tuple[Place, bool]],
    *,
    weights: Mapping[str, float],
    wanted: str | None = None,
    containers: Sequence[Place] = (),
    context: Context | None = None,
) -> list[Ranked]:
    """The candidates, best first. wanted: the level that a kind word asks for; containers: places it is said to lie in."""
    context = context or Context()
    ranked = []
    for place, usual in candidates:
        parts = features(place, usual, wanted=wanted, containers=containers, context=context)
        ranked.append(Ranked(place, sum(weights[k] * v for k, v in parts.items()), parts))
    return sorted(ranked, key=lambda r: -r.score)


def confidence(ranked: Sequence[Ranked], weights: Mapping[str, float]) -> float:
    """How sure the first of a ranking is, in [0, 1]: its share against candidates elsewhere, times its own strength."""
    if not ranked:
        return 0.0
    best = ranked[0]
    rivals = (r for r in ranked[1:] if not _same(best.place, r.place))
    share = 1 / (1 + sum(math.exp(min(0.0, r.score - best.score)) for r in rivals))
    return share / (1 + math.exp(weights["strength/middle"] - weights["strength/slope"] * best.score))


def _same(a: Place, b: Place) -> bool:
    return inside(a, b) or inside(b, a) or distance(a.lat, a.lon, b.lat, b.lon) < SAME
