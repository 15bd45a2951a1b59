"""What two claims have in common, as numbers."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from dateline.reconcile.constraints import crossed, figures_differ, fits, is_rare, meet
from dateline.reconcile.items import same_item
from dateline.reconcile.limits import limits
from dateline.reconcile.persons import namesakes
from dateline.reconcile.places import nearest
from dateline.reconcile.values import Count, Role, Statement
from dateline.reconcile.words import alike, cosine

PUBLISHED_DAYS = 7.0


class Features(NamedTuple):
    """Agreement of two claims, each from 0 to 1; models/reconcile/weights.jsonl says what each is worth."""

    any: float
    same_trigger: float
    same_mode: float
    sentence: float
    article: float
    same_story: float
    story_alone: float
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
    named_same: float
    crossed: float
    figure_precise: float
    figure_same: float
    figure_fits: float
    figure_differs: float
    item_shared: float
    polarity_differs: float


NAMES = Features._fields


def features(a: Statement, b: Statement) -> Features:
    """What two claims of one type agree in; nothing of what one of them does not say."""
    where = nearest(a.places, b.places)
    count = bool(a.counts and b.counts)
    precise, same, fitting = _figures(a, b) if count else (0.0, 0.0, 0.0)
    same_day, days_meet, published_far = _days(a, b)
    same_story = a.origin.root == b.origin.root
    one_sentence = a.sentence == b.sentence and a.origin.doc_id == b.origin.doc_id
    sentence = 0.0 if one_sentence else cosine(a.vector, b.vector)  # nothing is told twice in one
    told = not (a.reversed or b.reversed)  # who gives and who gets is not known where one claim exchanges them
    agent = _shared(a.agents, b.agents) if told else None
    target = _shared(a.targets, b.targets) if told else None
    return Features(  # in their order: by name they take thrice as long, and no pair is compared without them
        1.0,
        a.trigger == b.trigger,
        a.mode is not None and a.mode == b.mode,
        sentence,
        0.0 if same_story else alike(a.origin, b.origin),
        same_story,
        same_story and not _goes_on(a, b, where, sentence, same_day, precise + same),
        same_day,
        days_meet,
        published_far,
        where == "same",
        where == "inside",
        where == "country",
        nearest(a.around, b.around) == "apart",
        agent is True,
        agent is False,
        target is True,
        target is False,
        told and not a.targets.members.isdisjoint(b.targets.members),
        crossed(a, b),
        precise,
        same,
        fitting,
        count and figures_differ(a, b),
        count and any(same_item(p.item, q.item) for p in a.counts for q in b.counts),
        a.polarity != b.polarity,
    )


def _goes_on(a: Statement, b: Statement, where: str, sentence: float, same_day: float, figures: float) -> bool:
    """Whether anything ties two claims of one article: a party, a place, a day, a figure, or words."""
    return bool(
        same_day
        or figures
        or sentence >= limits().like_sentences / 2
        or where in ("same", "inside")
        or not a.agents.entities.isdisjoint(b.agents.entities)
        or not a.targets.entities.isdisjoint(b.targets.entities)
    )


def _days(a: Statement, b: Statement) -> tuple[float, float, float]:
    """same_day, days_meet, published_far."""
    dated = a.last is not None and b.last is not None
    same = dated and (a.first, a.last) == (b.first, b.last) and a.first is not None
    p, q = a.origin.published, b.origin.published
    far = 1 - math.exp(-abs(p - q) / PUBLISHED_DAYS) if p is not None and q is not None and not dated else 0.0
    return float(same), float(dated and not same), far


def _shared(a: Role, b: Role) -> bool | None:
    """Whether an actor or side fills the role in both; None where one of them does not say, or not fully."""
    if not (a.entities or a.sides) or not (b.entities or b.sides):
        return None
    return meet(a, b) or (None if namesakes(a.persons, b.persons) else False)


def _figures(a: Statement, b: Statement) -> tuple[float, float, float]:
    """figure_precise, figure_same, figure_fits."""
    precise = same = fitting = 0.0
    for p, q in _comparable(a, b):
        if p.exact is None or p.exact != q.exact:
            fitting = max(fitting, float(fits(p, q)))
        elif is_rare(p.exact):
            precise = 1.0
        else:
            same = 1.0
    return precise, same, fitting


def _comparable(a: Statement, b: Statement) -> Iterator[tuple[Count, Count]]:
    return ((p, q) for p in a.counts for q in b.counts if same_item(p.item, q.item))
