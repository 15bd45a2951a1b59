"""A reading in its sentence: what the parse, the dates and the neighbours add to the words."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc

from pipeline.layers.quantities import ages, changes, counting, denials, items, naming, parts
from pipeline.layers.quantities.grammar import Reading
from pipeline.layers.quantities.lexer import Pieces
from pipeline.layers.quantities.lexicon import Lexicon, Unit
from pipeline.layers.quantities.numbers import HYPHENS
from pipeline.layers.quantities.resolve import bounded

LISTED = 12  # tokens from a count to the "one over Ryazan" that goes on with its list


class View:
    """A Doc beside its pieces: leads from pieces to tokens."""

    def __init__(self, doc: Doc, pieces: Pieces, lexicon: Lexicon) -> None:
        self.doc, self.pieces, self.lexicon = doc, pieces, lexicon
        self._idx: list[int] = doc.to_array("IDX").tolist()
        self.dates = {i: s for s in doc.spans.get("dates", ()) for i in range(s.start, s.end)}
        self.stop = frozenset(self.dates)
        self.last: int | None = None
        self.part: int | None = None
        self.item: items.Item | None = None
        self.items: dict[int, items.Item] = {}
        self.covered: set[int] = set()
        self.amounts: set[int] = set()

    def why(self, r: Reading) -> dict[str, str | None]:
        """What led to the columns of the reading resolved last: its words, the unit's source, the arc to the item."""
        return {
            "number": " ".join(self.pieces.word[r.start : r.end]),
            "modifier": " ".join(self.pieces.word[slice(*r.modifier)]) if r.modifier else None,
            "unit": f"{r.unit.name}: {r.unit.source}" if r.unit and r.unit.source else None,
            "arc": self.item.arc if self.item else None,
        }

    def token(self, piece: int) -> int:
        """The token that piece starts in."""
        return bisect_right(self._idx, self.pieces.start[piece]) - 1

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Tokens [first, end) that pieces [start, end) stand on."""
        return self.token(start), bisect_right(self._idx, self.pieces.end[end - 1] - 1)


def numbers(view: View, readings: Iterable[Reading]) -> list[Reading]:
    """The readings without calendar numbers and names; the View learns which tokens they stand on."""
    found = []
    for r in readings:
        first, end = view.tokens(r.start, r.end)
        if naming.is_calendar(view, r, first) or naming.is_named(view, r, first, end):
            continue
        view.last = first
        found.append(r)
        if r.kind != "ordinal" and not r.rule.startswith(("zero/", "article/")):
            tokens = range(*view.tokens(r.start, r.after))
            view.covered.update(tokens)
            if r.unit is None or len(tokens) != 3 or view.doc[tokens[1]].tag_ != "HYPH":
                view.amounts.update(tokens)  # "a five-year plan" keeps its name
    view.last = None
    return found


def resolve(view: View, r: Reading, last: dict[str, Any] | None = None) -> dict[str, Any] | None:
    """The columns of a quantity, or None where its place in the sentence shows that it is none.

    last: the columns of the quantity before it.
    """
    first, end = view.tokens(r.start, r.end)
    if r.kind == "count" and r.unit is None and not r.word and ages.is_age(view, r, first, last):
        r.kind, r.unit, r.rule = "age", Unit("year of age", "age"), "quantities/age"
    _unmodify(view, r)
    item = view.item if r.echo else counting.item_of(view, r, first, end)
    view.item = item
    if r.rule.startswith(("zero/", "article/")) and not denials.holds(view, r, first, end, item):
        return None
    if _is_pair(view, r, item):
        r.rule = "pair/definite"
    if r.word and not _counts_one(view, r, first, end, item):
        return None
    if item is None and r.kind == "count" and view.pieces.at(r.start - 1) in view.lexicon.lists["ranks"]:
        return None
    if (
        r.determiner
        and r.unit is None
        and (item is None or item.counted is None or view.doc[item.head].tag_ not in ("NNS", "NNPS"))
    ):
        return None
    change = last["change"] if r.echo and last else changes.change_of(view, r, first)
    if change and r.kind == "count" and item is not None and item.counted is None:
        item = _counted_by_change(view, item)
    found = _columns(view, r, item, change)
    found["part_of"] = parts.whole(view, r, first)
    found["per"] = found["per"] or parts.per(view, item)
    view.last, view.part = first, found["part_of"]
    if item is not None and r.unit is not None:
        view.items.update(dict.fromkeys(range(*view.tokens(r.start, r.after)), item))
    return found


def _is_plural(view: View, item: items.Item | None) -> bool:
    return item is not None and item.counted is not None and view.doc[item.head].tag_ in items.PLURALS


def _counted_by_change(view: View, item: items.Item) -> items.Item:
    """ "Cases rose by 1,300" counts cases."""
    head = view.doc[item.head]
    if head.tag_ not in items.PLURALS:
        return item
    return replace(item, counted=items.counted_name(view.doc, head.left_edge.i, head.i, view.lexicon))


def _columns(view: View, r: Reading, item: items.Item | None, change: str | None) -> dict[str, Any]:
    unit = r.unit.name if r.unit else None
    bounds = view.tokens(*r.modifier) if r.modifier else (None, None)
    return {
        "kind": r.kind,
        **r.meaning._asdict(),
        "change": change,
        "unit": f"{unit} per {r.per}" if unit and r.per else unit,
        "dimension": r.unit.dimension if r.unit else None,
        "counted": item.counted if item else None,
        "item": item.text if item else None,
        "item_start": item.start if item and item.text else None,
        "item_end": item.end if item and item.text else None,
        "modifier_start": bounds[0],
        "modifier_end": bounds[1],
        "item_actor_id": None,
        "per": r.per,
        "part_of": None,
        "group_id": view.token(r.group) if r.group is not None else None,
        "negated": r.rule.startswith("zero/"),
    }


def _unmodify(view: View, r: Reading) -> None:
    """Takes a modifier away that belongs to a verb: "handed over 1,212", "spoke about 12 issues"."""
    if r.modifier is None or r.meaning.value is None or r.modifier[0] > r.start:
        return
    start, end = r.modifier
    word, lists = view.pieces.at(start), view.lexicon.lists
    if end - start == 1 and word in ("over", "about") and start:
        token = view.doc[view.token(start)]
        verb = view.doc[view.token(start - 1)]
        during = token.dep_ == "prep" and (r.kind == "duration" or view.pieces.at(r.after) in lists["areas"])
        if (
            during
            or token.dep_ == "prt"
            or token.tag_ == "RP"
            or (verb.pos_ == "VERB" and verb.lemma_ in lists[f"{word}-verbs"])
        ):
            r.modifier, r.meaning = None, bounded(r.meaning.value, "exact")


def _counts_one(view: View, r: Reading, first: int, end: int, item: items.Item | None) -> bool:
    """Whether "one" counts: before the noun it modifies, or in a list of counts ("three of which …, one over …")."""
    token = view.doc[first]
    if r.unit is not None:
        return True
    if item is not None and item.counted is not None:
        return token.head.i == item.head and token.dep_ == "nummod"
    listed = view.pieces.at(r.start - 1) in (",", "and") and end < len(view.doc) and view.doc[end].tag_ == "IN"
    return listed and view.last is not None and first - view.last <= LISTED


def _is_pair(view: View, r: Reading, item: items.Item | None) -> bool:
    """ "the two sides"."""
    p = view.pieces
    if p.low[r.start - 1 : r.end] != ["the", "two"] or p.at(r.end) in HYPHENS or item is None or item.counted is None:
        return False
    return view.doc[item.head].lower_ in view.lexicon.lists["pairs"]
