"""What two claims have in common, as numbers."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

from dateline.reconcile.constraints import crossed, figures_differ, is_rare
from dateline.reconcile.items import same_item
from dateline.reconcile.places import nearest
from dateline.reconcile.values import Count, Role, Statement
from dateline.reconcile.words import cosine

PUBLISHED_DAYS = 7.0


@dataclass(frozen=True, slots=True)
class Features:
    """Agreement of two claims, each from 0 to 1; models/reconcile/weights.jsonl says what each is worth."""

    any: float
    same_trigger: float
    same_mode: float
    sentence: float
    article: float
    same_story: float
    same_day: float
    days_meet: float
    published_far: float
    place_same: float
    place_inside: float
    place_country: float
    around_apart: float
    agent_shared: float
    agent_differs: float
    target_shared: float
    target_differs: float
    crossed: float
    figure_precise: float
    figure_same: float
    figure_fits: float
    figure_differs: float
    item_shared: float
    polarity_differs: float

    def values(self) -> tuple[float, ...]:
        """The numbers in the order of NAMES."""
        found: tuple[float, ...] = _VALUES(self)
        return found


NAMES = tuple(f.name for f in fields(Features))
_VALUES = attrgetter(*NAMES)


def features(a: Statement, b: Statement) -> Features:
    """What two claims of one type agree in; nothing of what one of them does not say."""
    where = nearest(a.places, b.places)
    figures = _figures(a, b)
    told = not (a.reversed or b.reversed)  # who gives and who gets is not known where one claim exchanges them
    agent = _shared(a.agents, b.agents) if told else None
    target = _shared(a.targets, b.targets) if told else None
    return Features(
        any=1.0,
        same_trigger=float(a.trigger == b.trigger),
        same_mode=float(a.mode is not None and a.mode == b.mode),
        sentence=cosine(a.vector, b.vector),
        article=0.0 if a.origin.root == b.origin.root else cosine(a.origin.vector, b.origin.vector),
        same_story=float(a.origin.root == b.origin.root),
        **_days(a, b),
        place_same=float(where == "same"),
        place_inside=float(where == "inside"),
        place_country=float(where == "country"),
        around_apart=float(nearest(a.around, b.around) == "apart"),
        agent_shared=float(agent is True),
        agent_differs=float(agent is False),
        target_shared=float(target is True),
        target_differs=float(target is False),
        crossed=float(crossed(a, b)),
        figure_precise=figures["precise"],
        figure_same=figures["same"],
        figure_fits=figures["fits"],
        figure_differs=float(figures_differ(a, b)),
        item_shared=float(any(same_item(p.item, q.item) for p in a.counts for q in b.counts)),
        polarity_differs=float(a.polarity != b.polarity),
    )


def _days(a: Statement, b: Statement) -> Mapping[str, float]:
    dated = a.last is not None and b.last is not None
    same = dated and (a.first, a.last) == (b.first, b.last) and a.first is not None
    p, q = a.origin.published, b.origin.published
    far = 1 - math.exp(-abs(p - q) / PUBLISHED_DAYS) if p is not None and q is not None and not dated else 0.0
    return {"same_day": float(same), "days_meet": float(dated and not same), "published_far": far}


def _shared(a: Role, b: Role) -> bool | None:
    """Whether an actor or side fills the role in both; None where one of them does not say."""
    if not (a.entities or a.sides) or not (b.entities or b.sides):
        return None
    return not (a.entities.isdisjoint(b.entities) and a.sides.isdisjoint(b.sides))


def _figures(a: Statement, b: Statement) -> Mapping[str, float]:
    found = {"precise": 0.0, "same": 0.0, "fits": 0.0}
    for p, q in _comparable(a, b):
        if p.exact is not None and p.exact == q.exact:
            found["precise" if is_rare(p.exact) else "same"] = 1.0
        elif fits(p, q):
            found["fits"] = 1.0
    return found


def _comparable(a: Statement, b: Statement) -> Iterator[tuple[Count, Count]]:
    return ((p, q) for p in a.counts for q in b.counts if same_item(p.item, q.item))


def fits(p: Count, q: Count) -> bool:
    """Whether one number can be what both say: "at least 10" and 12, "about 200" and 207."""
    (low, high), (other_low, other_high) = bounds(p), bounds(q)
    return low <= other_high and other_low <= high


def bounds(count: Count) -> tuple[float, float]:
    """Least and greatest that a statement allows; a tenth to either side where it is approximate."""
    if count.bound == "approx" and count.value is not None:
        return 0.9 * count.value, 1.1 * count.value
    low = count.low if count.low is not None else 0.0
    return low, count.high if count.high is not None and count.bound != "vague" else math.inf
