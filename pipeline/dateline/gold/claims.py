"""Claims held to gold: which are found, and what of each is right (corpus/README.md, guidelines 40 to 48).

A predicted claim is paired with the gold claim whose trigger it overlaps, else with one whose clause it shares. What an
`alt` of the gold lists is right too, and so is nothing where the gold has a value from elsewhere in the document.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.gold.annotations import GoldDocument

Row = Mapping[str, Any]
Range = tuple[int, int]
Names = Mapping[str, str]
"""The canonical name by a surface form, both as `_norm` gives them."""

SINGLE = ("event_type", "mode", "date", "source", "polarity", "status")
SETS = ("agent", "recipient", "quantities", "places")
FOUR = ("agent", "recipient", "quantities", "status")
NINE = (*FOUR, "event_type", "source", "date", "places", "polarity")
MEASURES = ("found", *SINGLE, *SETS, "four right", "nine right")
MIN_SHARED = 0.3  # of the union of two clauses; below it they are not the same claim
NOBODY = "narrator"


@dataclass(frozen=True, slots=True)
class Tally:
    """For each of MEASURES what is right, predicted and in the gold; sums over documents."""

    counts: Mapping[str, tuple[int, int, int]]

    def __add__(self, other: "Tally") -> "Tally":
        return Tally({m: _plus(self.counts[m], other.counts[m]) for m in MEASURES})

    def prf(self, measure: str) -> tuple[float, float, float]:
        """Precision, recall and F1; 0 where there is nothing to count."""
        right, pred, gold = self.counts[measure]
        f1 = 2 * right / (gold + pred) if gold + pred else 0.0
        return right / pred if pred else 0.0, right / gold if gold else 0.0, f1


def _plus(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def predictions(claims: Sequence[Row], arguments: Sequence[Row], quantities: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows of the table claims with what the gold names: sets of arguments, the nearest source, days as text."""
    figures = {q["mention_id"]: q for q in quantities}
    found: dict[str, dict[str, list[Row]]] = {}
    for arg in sorted(arguments, key=lambda a: (a["role"], a["n"])):
        found.setdefault(arg["claim_id"], {}).setdefault(arg["role"], []).append(arg)
    return [dict(c) | _arguments(found.get(c["claim_id"], {}), figures) | {"date": _days(c)} for c in claims]


def _arguments(by_role: Mapping[str, Sequence[Row]], figures: Mapping[str, Row]) -> dict[str, Any]:
    named = {role: list(dict.fromkeys(a["name"] for a in args)) for role, args in by_role.items()}
    counted = [figures[a["mention_id"]] for a in by_role.get("quantity", ()) if a["mention_id"] in figures]
    return {
        "agent": named.get("agent", []),
        "recipient": named.get("recipient", []),
        "places": named.get("place", []),
        "source": named.get("source", [NOBODY])[0],
        "quantities": [q for q in counted if (q["value"], q["low"], q["high"]) != (None, None, None)],
    }


def _days(row: Row) -> list[str | None]:
    """First and last day, as ISO 8601."""
    days = (row["date_start"], row["date_end"])
    return [day.date().isoformat() if hasattr(day, "date") else day for day in days]


def counted(gold: GoldDocument, rows: Sequence[Row]) -> list[Row]:
    """The predictions that count: those whose trigger lies in no stretch where readers differ."""
    free = [(line["start"], line["end"]) for line in gold.claims if line.get("optional")]
    return [row for row in rows if not any(a <= row["start"] and row["end"] <= b for a, b in free)]


def pairs(gold: Sequence[Row], pred: Sequence[Row]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, predicted index): by triggers that overlap, best first, then by clauses."""
    close = [
        (_shared(_trigger(g), (p["start"], p["end"])), _shared(_clause(g), (p["scope_start"], p["scope_end"])), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(pred)
    ]
    by_trigger = sorted((-t, -c, gold[i]["event_type"] != pred[j]["event_type"], i, j) for t, c, i, j in close if t > 0)
    by_clause = sorted(
        (-c, 0.0, gold[i]["event_type"] != pred[j]["event_type"], i, j) for _, c, i, j in close if c >= MIN_SHARED
    )
    taken: dict[int, int] = {}
    for *_, i, j in (*by_trigger, *by_clause):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return list(taken.items())


def _trigger(gold: Row) -> Range:
    return gold["trigger"]["start"], gold["trigger"]["end"]


def _clause(gold: Row) -> Range:
    return gold["start"], gold["end"]


def _shared(one: Range, other: Range) -> float:
    """The intersection over the union of two stretches of text."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def names_of(gold: GoldDocument) -> dict[str, dict[str, str]]:
    """The names that the gold's actors and places give to surface forms, by "agent" (of all parties) and "places"."""
    named = {"agent": "actors", "places": "places"}
    return {
        role: {_norm(row["text"]): _norm(row["name"]) for row in gold.rows[layer] if row.get("name")}
        for role, layer in named.items()
    }


def _norm(name: str | None) -> str:
    return " ".join(word for word in (name or "").casefold().split() if word != "the")


def verdict(gold: Row, pred: Row, names: Mapping[str, Names]) -> dict[str, tuple[int, int, int, bool]]:
    """For each column: values right, predicted and in the gold, and whether the whole column is right."""
    found = {}
    for name in SINGLE:
        right = any(_one(name, o, names) == _one(name, pred[name], names) for o in _options(gold, name))
        found[name] = (int(right), 1, 1, right)
    for name in SETS:
        found[name] = max((_set(name, o, pred[name], names) for o in _options(gold, name)), key=_closeness)
    return found


def _options(gold: Row, name: str) -> list[Any]:
    """The gold's value and what is right besides."""
    own = _days(gold) if name == "date" else gold[name]
    empty: list[None] = [None, None] if name == "date" else []
    inferred = gold.get(f"{name}_basis") == "document"
    return [own, *gold["alt"].get(name, ()), *([empty] if inferred else [])]


def _one(name: str, value: Any, names: Mapping[str, Names]) -> Any:
    if name == "date":
        return list(value)
    norm = _norm(value)
    return names["agent"].get(norm, norm) if name == "source" else norm


def _closeness(found: tuple[int, int, int, bool]) -> tuple[bool, int, int]:
    right, pred, gold, whole = found
    return whole, right - (pred - right) - (gold - right), right


def _set(name: str, gold: Sequence[Any], pred: Sequence[Any], names: Mapping[str, Names]) -> tuple[int, int, int, bool]:
    """Elements right, predicted and in the gold of one reading of a column; its `alt_values` count neither way."""
    same = _same_figure if name == "quantities" else _same_name(names["places" if name == "places" else "agent"])
    left, right = list(pred), 0
    for wanted in gold:
        hit = next((k for k, value in enumerate(left) if same(wanted, value)), None)
        if hit is not None:
            del left[hit]
            right += 1
    free = [v for g in gold if isinstance(g, dict) for v in g.get("alt_values", ())]
    extra = sum(not any(same(v, value) for v in free) for value in left)
    return right, right + extra, len(gold), right == len(gold) and not extra


def _same_name(names: Names) -> Callable[[str, str], bool]:
    def same(gold: str, pred: str) -> bool:
        one, other = _norm(gold), _norm(pred)
        return names.get(one, one) == names.get(other, other)

    return same


def _same_figure(gold: Any, pred: Any) -> bool:
    """Whether two figures are one; of a vague one any end of the prediction within it."""
    (low, high), ends = _interval(gold), _interval(pred)
    return any(low <= end <= high for end in ends)


def _interval(figure: Any) -> tuple[float, float]:
    """The least and most that a figure means: a number, or a row with value, else low and high."""
    if not isinstance(figure, Mapping):
        return float(figure), float(figure)
    if figure.get("value") is not None:
        return float(figure["value"]), float(figure["value"])
    ends = [float(figure[end]) for end in ("low", "high") if figure.get(end) is not None]
    return ends[0], ends[-1]


def wrong_columns(found: Mapping[str, tuple[int, int, int, bool]], columns: Sequence[str] = NINE) -> list[str]:
    """The columns that are not wholly right."""
    return [name for name in columns if not found[name][3]]


def judged(gold: GoldDocument, rows: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None, list[str]]]:
    """Gold claim and prediction, or one without the other; of pairs the columns, of the nine, that are wrong."""
    real, pred, names = _real(gold), counted(gold, rows), names_of(gold)
    found = pairs(real, pred)
    for i, j in found:
        yield real[i], pred[j], wrong_columns(verdict(real[i], pred[j], names))
    yield from ((g, None, []) for i, g in enumerate(real) if i not in {i for i, _ in found})
    yield from ((None, p, []) for j, p in enumerate(pred) if j not in {j for _, j in found})


def _real(gold: GoldDocument) -> list[Row]:
    return [line for line in gold.claims if not line.get("optional")]


def tally(gold: GoldDocument, rows: Sequence[Row]) -> Tally:
    """The counts of a document."""
    real, pred, names = _real(gold), counted(gold, rows), names_of(gold)
    found = pairs(real, pred)
    verdicts = [verdict(real[i], pred[j], names) for i, j in found]
    whole = {"found": len(found), "four right": 0, "nine right": 0}
    for name, columns in (("four right", FOUR), ("nine right", NINE)):
        whole[name] = sum(not wrong_columns(each, columns) for each in verdicts)
    counts = {name: (n, len(pred), len(real)) for name, n in whole.items()}
    for name in SINGLE:
        counts[name] = (sum(each[name][0] for each in verdicts), len(pred), len(real))
    lost = [g for i, g in enumerate(real) if i not in {i for i, _ in found}]
    extra = [p for j, p in enumerate(pred) if j not in {j for _, j in found}]
    for name in SETS:
        n, p, g = (sum(each[name][k] for each in verdicts) for k in range(3))
        counts[name] = (n, p + sum(len(row[name]) for row in extra), g + sum(len(row[name]) for row in lost))
    return Tally(counts)
