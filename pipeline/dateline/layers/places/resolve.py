"""Which place a name means: pure functions from candidates and context to a ranking."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dateline.gazetteer import Place, distance
from dateline.layers.places.lexicon import Limits

K = TypeVar("K")
DEGREE = 111.2
"""Kilometres in a degree of latitude."""
NO_RIVAL = 0.001
"""What stands for rivals where there are none."""
LEAST = 1e-9
"""Votes that are none: what is left over from parts of one."""
SIGNS = ("contained", "unusual-name", "country", "division", "near")
"""Parts of a candidate's score that say more of how sure it is than the score does."""
LEVELS = {
    "admin1": ("admin1", "other"),
    "admin2": ("admin2",),
    "division": ("admin2", "admin1"),
    "settlement": ("settlement", "capital"),
    "area": ("admin1", "admin2", "other", "settlement", "capital"),
    "country": ("country",),
}
"""What a kind word asks for → the levels that fit it."""


@dataclass(frozen=True)
class Sense:
    """What all mentions of one name, with one kind word, mean in a document.

    wanted: the level that the kind word asks for; containers: places that it is said to lie in; count: its mentions;
    beside: numbers of the senses next to it in lists.
    """

    name: str
    candidates: Sequence[tuple[Place, bool]]
    wanted: str | None = None
    containers: Sequence[Place] = ()
    count: int = 1
    beside: Sequence[int] = ()


@dataclass(frozen=True)
class Context:
    """What the rest of the document says: shares in [0, 1] of its countries and first-order divisions, other places.

    beside: the places next to it in lists.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    divisions: Mapping[tuple[str, str], float] = field(default_factory=dict)
    points: Sequence[Place] = ()
    beside: Sequence[Place] = ()


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


def own_features(place: Place, usual: bool, sense: Sense, limits: Limits) -> dict[str, float]:
    """What speaks for a candidate whatever else the document has, by the names of the weights."""
    found = {
        "population": math.log10(place.population + 10),
        "fame": math.log(1 + place.fame),
        f"level/{place.level}": 1.0,
    }
    if not usual:
        found["unusual-name"] = 1.0
    if sense.wanted in LEVELS:
        found["kind-fits" if place.level in LEVELS[sense.wanted] else "kind-differs"] = 1.0
    if sense.containers:
        found["contained" if any(inside(place, c) for c in sense.containers) else "not-contained"] = 1.0
    if place.level == "admin1" and sense.wanted in (None, "natural") and _has_namesake(place, sense, limits.namesake):
        found["city-first"] = 1.0
    return found


def context_features(place: Place, context: Context, limits: Limits) -> dict[str, float]:
    """What the rest of the document says for a candidate, by the names of the weights."""
    division = division_of(place)
    return {
        "country": _share(place, context.countries),
        "division": context.divisions.get(division, 0.0) if division else 0.0,
        "near": _nearness(place, context.points, near=limits.near, far=limits.far),
        "beside": _likeness(place, context.beside),
    }


def _likeness(place: Place, others: Sequence[Place]) -> float:
    """How far a place is of the sort that a list has: countries with countries, states with states of their country."""
    if not others:
        return 0.0
    alike = 0.0
    for other in others:
        if place.level == "country" == other.level:
            alike += 1
        elif place.country == other.country and place.country and "country" not in (place.level, other.level):
            alike += 1 if place.level == other.level else 0.5
    return alike / len(others)


def _share(place: Place, countries: Mapping[str, float]) -> float:
    """The share of a place's country in the document; of a sea or a region of several countries, half the greatest."""
    return countries.get(place.country, 0.0) if place.country else max(countries.values(), default=0.0) / 2


def _has_namesake(division: Place, sense: Sense, large: int) -> bool:
    """Whether a large city in the division, the country's capital, or the sea or river it lies on bears its name."""
    usual = [p for p, is_usual in sense.candidates if is_usual]
    cities = (p for p in usual if p.country == division.country and p.level in LEVELS["settlement"])
    return any(p.level == "capital" or (p.admin1 == division.name and p.population >= large) for p in cities) or any(
        p.kind == "natural" for p in usual
    )


def _nearness(place: Place, points: Sequence[Place], *, near: float, far: float) -> float:
    """Log of one more than the number of other places near, each less the farther off it is."""
    if place.level == "country":
        return 0.0
    total, narrowing = 0.0, math.cos(math.radians(place.lat))
    for p in points:
        north, east = p.lat - place.lat, (p.lon - place.lon) * narrowing
        if -far < north < far and -far < east < far and p.level != "country":
            total += math.exp(-math.hypot(north, east) * DEGREE / near)
    return math.log(1 + total)


Cell = tuple[int, int]
"""A degree of latitude by one of longitude."""
Grid = Mapping[Cell, Sequence[tuple[int, Place]]]
"""The places that the names of a document can mean, each with the number of its sense, by cell."""


def grid_of(senses: Sequence[Sense], limits: Limits) -> Grid:
    """The places that the senses can mean, of names that several places bear, but not too many."""
    grid: dict[Cell, list[tuple[int, Place]]] = {}
    for number, sense in enumerate(senses):
        usual = [p for p, is_usual in sense.candidates if is_usual and p.level != "country"]
        if 1 < len(usual) <= limits.bearers:
            for place in usual:
                grid.setdefault(_cell(place), []).append((number, place))
    return grid


def _cell(place: Place) -> Cell:
    return math.floor(place.lat), math.floor(place.lon)


def _supports(number: int, senses: Sequence[Sense], grid: Grid, limits: Limits) -> list[float]:
    """How much the names beside a sense speak for each of its candidates; nothing where there is but one."""
    candidates = senses[number].candidates
    return [_support(p, number, senses, grid, limits) for p, _ in candidates] if len(candidates) > 1 else []


def _support(place: Place, number: int, senses: Sequence[Sense], grid: Grid, limits: Limits) -> float:
    """Log of one more than the number of other names some bearer of which lies near, each less the more bear it.

    It needs no pick: of Alexandria, Brandon and Kensington, each one of many, there is one trio of neighbours.
    """
    if place.level == "country":
        return 0.0
    north, east = _cell(place)
    best: dict[int, float] = {}
    for cell in ((north + i, east + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
        for other, bearer in grid.get(cell, ()):
            if abs(other - number) <= limits.around and senses[other].name != senses[number].name:
                close = math.exp(-_flat_distance(place, bearer) / limits.neighbours)
                best[other] = max(best.get(other, 0.0), close)
    bearers = {other: sum(1 for _, usual in senses[other].candidates if usual) for other in best}
    return math.log(1 + sum(close / math.sqrt(bearers[other]) for other, close in best.items()))


def _flat_distance(a: Place, b: Place) -> float:
    """Kilometres between places that lie near each other."""
    return math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat))) * DEGREE


def weigh(sense: Sense, weights: Mapping[str, float], limits: Limits, support: Sequence[float] = ()) -> list[Ranked]:
    """A sense's candidates with what speaks for them whatever is picked for the others, in the gazetteer's order.

    support: how much the names beside speak for each, where there are such.
    """
    weighed = []
    for n, (place, usual) in enumerate(sense.candidates):
        parts = own_features(place, usual, sense, limits)
        if support:
            parts["neighbours"] = support[n]
        weighed.append(Ranked(place, sum(weights[k] * v for k, v in parts.items()), parts))
    return weighed


def rank(weighed: Sequence[Ranked], context: Context, weights: Mapping[str, float], limits: Limits) -> list[Ranked]:
    """Candidates in the light of the rest of the document, best first."""
    ranked = []
    for r in weighed:
        parts = context_features(r.place, context, limits)
        score = r.score + sum(weights[k] * v for k, v in parts.items())
        ranked.append(Ranked(r.place, score, {**r.parts, **parts}))
    return sorted(ranked, key=lambda r: -r.score)


def resolve(
    senses: Sequence[Sense], weights: Mapping[str, float], limits: Limits, *, people: Mapping[str, int]
) -> list[list[Ranked]]:
    """The ranked candidates of each sense of a document, each in the light of the others.

    people: how often the document speaks of each country by its adjective or people.
    """
    grid = grid_of(senses, limits)
    supports = [_supports(number, senses, grid, limits) for number in range(len(senses))]
    weighed = [weigh(s, weights, limits, support) for s, support in zip(senses, supports, strict=True)]
    picks = [_plain(s) for s in senses]
    ranked: list[list[Ranked]] = []
    for _ in range(limits.passes):
        contexts = _contexts(senses, picks, people, limits)
        ranked = [rank(w, c, weights, limits) for w, c in zip(weighed, contexts, strict=True)]
        picks = [r[0].place if r else None for r in ranked]
    return ranked


def _plain(sense: Sense) -> Place | None:
    """The place of a name that hardly needs its document: a country, a capital, the only one of the name."""
    usual = [p for p, is_usual in sense.candidates if is_usual]
    if usual and (len(usual) == 1 or usual[0].level in ("country", "capital")):
        return usual[0]
    return None


def _contexts(
    senses: Sequence[Sense], picks: Sequence[Place | None], people: Mapping[str, int], limits: Limits
) -> Iterator[Context]:
    """What the picks of the other names say to each sense: all of the document's countries, the points around."""
    countries: dict[str, dict[str, float]] = {"": dict(people)}
    divisions: dict[str, dict[tuple[str, str], float]] = {}
    for sense, place in zip(senses, picks, strict=True):
        if place and place.country:
            _vote(countries.setdefault(sense.name, {}), {place.country}, sense.count)
        _vote(divisions.setdefault(sense.name, {}), _divisions(sense, place), sense.count)
    all_countries, all_divisions = _sum(countries.values()), _sum(divisions.values())
    for i, sense in enumerate(senses):
        low = max(0, i - limits.around)
        around = zip(senses[low : i + limits.around], picks[low : i + limits.around], strict=True)
        points = [p for s, p in around if p and s.name != sense.name]
        beside = [p for p in (picks[j] for j in sense.beside) if p]
        of_name = (countries.get(sense.name), divisions.get(sense.name))
        yield Context(
            _shares(all_countries, of_name[0], limits.doubt),
            _shares(all_divisions, of_name[1], limits.doubt),
            points,
            beside,
        )


def _divisions(sense: Sense, place: Place | None) -> set[tuple[str, str]]:
    """The division of a name's pick; of a name without one, those of all places that bear it, which share its vote."""
    places = [place] if place else [p for p, usual in sense.candidates if usual]
    return {division for p in places if (division := division_of(p))}


def _vote(votes: dict[K, float], among: Collection[K], count: int) -> None:
    """Shares a name's mentions among what it can stand for."""
    for k in among:
        votes[k] = votes.get(k, 0.0) + count / len(among)


def _sum(parts: Iterable[Mapping[K, float]]) -> dict[K, float]:
    total: dict[K, float] = {}
    for part in parts:
        for k, n in part.items():
            total[k] = total.get(k, 0.0) + n
    return total


def _shares(votes: Mapping[K, float], own: Mapping[K, float] | None, doubt: float) -> dict[K, float]:
    """Each one's share of the votes, the name's own left out, and less where they are few."""
    left = {k: n - own.get(k, 0.0) for k, n in votes.items()} if own else votes
    total = sum(left.values())
    return {k: n / (total + doubt) for k, n in left.items() if n > LEAST} if total > LEAST else {}


def confidence(ranked: Sequence[Ranked], weights: Mapping[str, float], limits: Limits) -> float:
    """How likely the first of a ranking is right, in [0, 1]: by its score and by that of candidates elsewhere."""
    if not ranked:
        return 0.0
    odds = sum(weights[f"sure/{k}"] * v for k, v in sureness(ranked, limits).items())
    return 1 / (1 + math.exp(-odds))


def sureness(ranked: Sequence[Ranked], limits: Limits) -> dict[str, float]:
    """What says how likely the first of a ranking is right, by the names of the weights after "sure/"."""
    best = ranked[0]
    rivals = sum(
        math.exp(min(0.0, r.score - best.score)) for r in ranked[1:] if not _same(best.place, r.place, limits.same)
    )
    found = {"constant": 1.0, "score": best.score, "rivals": math.log(rivals + NO_RIVAL)}
    return found | {k: best.parts.get(k, 0.0) for k in SIGNS}


def _same(a: Place, b: Place, near: float) -> bool:
    return inside(a, b) or inside(b, a) or distance(a.lat, a.lon, b.lat, b.lon) < near
