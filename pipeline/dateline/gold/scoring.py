"""Scores of predicted against gold mentions: exact span, overlapping span, span with value."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from spacy.tokens import Doc
from spacy.training import Example

from dateline.layers.registry import LAYERS

MIN_OVERLAP = 0.2  # of the union of two spans; below it they are not the same mention
POINT_COLUMNS = frozenset({"kind", "lat", "lon"})  # of places: compared as points, by the gold's kind
TOLERANCE: Mapping[str, float | None] = {"country": None, "city": 0.3, "region": 2.0}  # degrees; None: any point


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of characters with what it means."""

    start: int
    end: int
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of gold, predicted and right mentions; they add up over documents."""

    gold: int = 0
    pred: int = 0
    exact: int = 0
    overlap: int = 0
    value: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.gold + other.gold,
            self.pred + other.pred,
            self.exact + other.exact,
            self.overlap + other.overlap,
            self.value + other.value,
        )

    def prf(self, what: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of "exact", "overlap" or "value"; 0 where there is nothing to count."""
        right: int = getattr(self, what)
        precision = right / self.pred if self.pred else 0.0
        recall = right / self.gold if self.gold else 0.0
        return precision, recall, 2 * right / (self.gold + self.pred) if self.gold + self.pred else 0.0


def pairs(gold: Sequence[Mention], pred: Sequence[Mention]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, predicted index) of overlapping mentions, closest first."""
    close = []
    order = sorted(range(len(pred)), key=lambda j: pred[j].start)
    starts = [pred[j].start for j in order]
    furthest = list(accumulate((pred[j].end for j in order), max))
    for i, g in enumerate(gold):
        for k in range(bisect_left(starts, g.end) - 1, -1, -1):
            if furthest[k] <= g.start:
                break  # all that begin before end before, too
            j, p = order[k], pred[order[k]]
            shared = min(g.end, p.end) - max(g.start, p.start)
            union = max(g.end, p.end) - min(g.start, p.start)
            if shared > 0 and shared / union >= MIN_OVERLAP:
                close.append((-shared / union, i, j))
    used_gold: set[int] = set()
    used_pred: set[int] = set()
    found = []
    for _, i, j in sorted(close):
        if i not in used_gold and j not in used_pred:
            used_gold.add(i)
            used_pred.add(j)
            found.append((i, j))
    return found


def agrees(gold: Mention, pred: Mention) -> bool:
    """Whether the prediction holds every value that the gold states; points may differ by so many degrees."""
    points = POINT_COLUMNS if "lat" in gold.value else frozenset()
    plain = all(same(value, pred.value.get(c)) for c, value in gold.value.items() if c not in points)
    return plain and (gold.value.get("lat") is None or near(gold.value, pred.value))


def near(gold: Mapping[str, Any], pred: Mapping[str, Any]) -> bool:
    """Whether two points lie close enough together for the kind of place."""
    degrees = TOLERANCE.get(gold["kind"], 0.5)
    if degrees is None:
        return True
    if pred.get("lat") is None or pred.get("lon") is None:
        return False
    east = (gold["lon"] - pred["lon"]) * math.cos(math.radians(gold["lat"]))
    return math.hypot(gold["lat"] - pred["lat"], east) <= degrees


def same(gold: Any, pred: Any) -> bool:
    """Whether two values are the same; numbers up to a millionth, or 0.333 for a third; texts whatever their case."""
    if isinstance(gold, float | int) and isinstance(pred, float | int):
        return abs(gold - pred) <= 1e-6 * max(1.0, abs(gold)) or (gold % 1 != 0 and round(pred, 3) == gold)
    if isinstance(gold, str) and isinstance(pred, str):
        return gold.casefold() == pred.casefold()
    return bool(gold == pred)


def count(gold: Sequence[Mention], pred: Sequence[Mention]) -> Counts:
    """The counts for one document and layer."""
    found = pairs(gold, pred)
    return Counts(
        gold=len(gold),
        pred=len(pred),
        exact=sum((gold[i].start, gold[i].end) == (pred[j].start, pred[j].end) for i, j in found),
        overlap=len(found),
        value=sum(agrees(gold[i], pred[j]) for i, j in found),
    )


def mentions_of(doc: Doc, layer: str) -> list[Mention]:
    """A layer's mentions on a Doc, with the value columns that are set."""
    known = LAYERS[layer]
    return [
        Mention(
            span.start_char,
            span.end_char,
            {} if (value := getattr(span._, known.attribute)) is None else {c: getattr(value, c) for c in known.scored},
        )
        for span in doc.spans.get(layer, ())
    ]


def score_layer(examples: Iterable[Example], layer: str) -> dict[str, float]:
    """What a component's `score` returns: <layer>_span_f and <layer>_value_f, and their precision and recall."""
    total = Counts()
    for eg in examples:
        total += count(mentions_of(eg.reference, layer), mentions_of(eg.predicted, layer))
    scores = {}
    for name, what in (("span", "overlap"), ("exact", "exact"), ("value", "value")):
        for letter, figure in zip("prf", total.prf(what), strict=True):
            scores[f"{layer}_{name}_{letter}"] = figure
    return scores
