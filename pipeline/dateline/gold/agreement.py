"""How far two annotators agree: F1 of spans, Cohen's kappa over words, Krippendorff's alpha of values."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.errors import GoldError
from dateline.gold import claims
from dateline.gold.annotations import GoldDocument
from dateline.gold.evaluate import mentions
from dateline.gold.scoring import Counts, Mention, agrees, count, pairs
from dateline.layers.registry import LAYERS

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Agreement:
    """A layer's agreement. first, second: mentions of each annotator; exact, overlap: F1 of spans.

    kappa: Cohen's, over the words of the texts, inside a mention or not; None where all words are one.
    value: share of shared mentions whose values are equal; alpha: Krippendorff's, nominal, of the value columns of
    shared mentions, points left out; None where there is nothing to compare.
    """

    layer: str
    first: int
    second: int
    exact: float
    overlap: float
    kappa: float | None
    value: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the two differ on: a mention of one, or a column of a shared one."""

    layer: str
    doc_id: str
    start: int
    text: str
    said: str

    def line(self) -> str:
        """All of it on one line."""
        return f"{self.layer} {self.doc_id} {self.start} {self.text!r}: {self.said}"


def shared(first: Sequence[GoldDocument], second: Sequence[GoldDocument]) -> list[tuple[GoldDocument, GoldDocument]]:
    """The documents that both have. Raises GoldError where there are none, or one has another text."""
    again = {document.doc_id: document for document in second}
    found = [(one, again[one.doc_id]) for one in first if one.doc_id in again]
    if not found:
        raise GoldError("The two have no document in common.")
    for one, other in found:
        if one.text != other.text:
            raise GoldError(f"{one.doc_id}: the two have other texts.")
    return found


def agreement(both: Sequence[tuple[GoldDocument, GoldDocument]], layer: str) -> Agreement:
    """The agreement on a layer over documents. What one of the two calls optional is left out with its counterpart."""
    total, words, units = Counts(), Counter[tuple[bool, bool]](), []
    for one, other in both:
        left, right = _counting(one, other, layer)
        total += count(left, right)
        words.update(_words(one.text, left, right))
        units += list(_units(left, right))
    n_equal = total.value / total.overlap if total.overlap and _has_values(layer) else None
    exact, overlap = total.prf("exact")[2], total.prf("overlap")[2]
    value_alpha = alpha(units) if _has_values(layer) else None
    return Agreement(layer, total.gold, total.pred, exact, overlap, kappa(words), n_equal, value_alpha)


def _has_values(layer: str) -> bool:
    return layer == "claims" or bool(LAYERS[layer].scored)


def _mentions(document: GoldDocument, layer: str) -> tuple[list[Mention], list[Mention]]:
    """The mentions that count and the optional ones; a claim is its trigger, with type, mode, polarity and status."""
    if layer == "claims":
        rows = [
            {**line, **(line.get("trigger") or {"start": line["start"], "end": line["end"]})}
            for line in document.claims
        ]
        columns: tuple[str, ...] = tuple(c for c in claims.SINGLE if c not in ("date", "source"))
    else:
        rows, columns = list(document.rows[layer]), LAYERS[layer].scored
    plain = mentions([r for r in rows if not r.get("optional")], layer, columns)
    return plain, mentions([r for r in rows if r.get("optional")], layer, columns)


def _counting(one: GoldDocument, other: GoldDocument, layer: str) -> tuple[list[Mention], list[Mention]]:
    (left, left_free), (right, right_free) = _mentions(one, layer), _mentions(other, layer)
    return _without(left, right_free), _without(right, left_free)


def _without(found: list[Mention], free: list[Mention]) -> list[Mention]:
    gone = {j for _, j in pairs(free, found)}
    return [mention for j, mention in enumerate(found) if j not in gone]


def _words(text: str, left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[tuple[bool, bool]]:
    """For every word of a text whether it is inside a mention of the one and of the other."""
    inside = [_inside(text, found) for found in (left, right)]
    for word in _WORD.finditer(text):
        yield bool(inside[0][word.start()]), bool(inside[1][word.start()])


def _inside(text: str, found: Sequence[Mention]) -> bytearray:
    marks = bytearray(len(text))
    for mention in found:
        marks[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return marks


def _units(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[tuple[Hashable, Hashable]]:
    """The values of both annotators by column and shared mention; a column that one left out is not compared."""
    for i, j in pairs(left, right):
        for column in (left[i].value.keys() & right[j].value.keys()) - {"lat", "lon"}:
            yield (column, _nominal(left[i].value[column])), (column, _nominal(right[j].value[column]))


def _nominal(value: Any) -> Hashable:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return round(float(value), 1)
    return value.casefold() if isinstance(value, str) else value


def kappa(words: Mapping[tuple[bool, bool], int]) -> float | None:
    """Cohen's kappa of two annotators who each said yes or no; None where nothing but one of these was said."""
    n = sum(words.values())
    if not n:
        return None
    observed = (words.get((True, True), 0) + words.get((False, False), 0)) / n
    yes = [sum(k for pair, k in words.items() if pair[side]) / n for side in (0, 1)]
    expected = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return None if expected == 1 else (observed - expected) / (1 - expected)


def alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data: 1 - observed by expected disagreement (Krippendorff 2011, section C).

    units: of each thing that was judged the values that it was given; those judged once do not count.
    None where there is nothing to compare, or only one value was ever given.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    values = Counter(value for unit in pairable for value in unit)
    n = values.total()
    if n < 2 or len(values) < 2:
        return None
    observed = sum((len(unit) ** 2 - sum(k * k for k in Counter(unit).values())) / (len(unit) - 1) for unit in pairable)
    expected = (n * n - sum(k * k for k in values.values())) / (n - 1)
    return 1 - observed / expected


def disagreements(both: Sequence[tuple[GoldDocument, GoldDocument]], layer: str) -> Iterator[Disagreement]:
    """What the two differ on, in the order of the documents and their texts."""
    for one, other in both:
        left, right = _counting(one, other, layer)
        found = []
        paired = pairs(left, right)
        for i, j in paired:
            said = _unlike(one.text, left[i], right[j])
            found += [(left[i], said)] if said else []
        found += [(m, "first only") for i, m in enumerate(left) if i not in {i for i, _ in paired}]
        found += [(m, "second only") for j, m in enumerate(right) if j not in {j for _, j in paired}]
        for mention, said in sorted(found, key=lambda pair: (pair[0].start, pair[0].end)):
            text = " ".join(one.text[mention.start : mention.end].split())
            yield Disagreement(layer, one.doc_id, mention.start, text, said)


def _unlike(text: str, one: Mention, other: Mention) -> str:
    said = []
    if (one.start, one.end) != (other.start, other.end):
        said.append(f"span, second {' '.join(text[other.start : other.end].split())!r}")
    if not agrees(one, other):
        both = [column for column in one.value if column in other.value and one.value[column] != other.value[column]]
        said += [f"{column} {one.value[column]!r}, second {other.value[column]!r}" for column in both]
    return "; ".join(sorted(said))
