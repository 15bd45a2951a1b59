"""A reading in its sentence: what the parse, the dates and the neighbours add to the words."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from dateline.layers.quantities import ages, changes, counting, filters, items, negation, part_whole
from dateline.layers.quantities.candidates import Reading
from dateline.layers.quantities.lexicon import Lexicon, Unit
from dateline.layers.quantities.pieces import Pieces
from dateline.layers.quantities.resolve import bounded
from dateline.layers.quantities.signs import HYPHENS

LISTED = 12  # tokens from a count to the "one over Ryazan" that goes on with its list


class View:
    """A Doc beside its pieces: leads from pieces to tokens."""

    def __init__(self, doc: Doc, pieces: Pieces, lexicon: Lexicon) -> None:
        self.doc, self.pieces, self.lexicon = doc, pieces, lexicon
        self._idx: list[int] = doc.to_array("IDX").tolist()
        self.dates = {i: s for s in doc.spans.get("dates", ()) for i in range(s.start, s.end)}
        self.stop = frozenset(self.dates)
        self.following: Reading | None = None
        self.last: int | None = None
        self.value: float | None = None
        self.named: int | None = None
        self.behind = 0
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
        if filters.is_calendar(view, r, first):
            continue
        if filters.is_named(view, r, first, end):
            view.named = end - 1
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
    item, view.value = view.item, last["value"] if last else None
    found = _resolve(view, r, last)
    if found is None or found["kind"] == "ordinal":
        view.item = item
    return found


def _resolve(view: View, r: Reading, last: dict[str, Any] | None) -> dict[str, Any] | None:
    first, end = view.tokens(r.start, r.end)
    _age(view, r, first, last)
    _unmodify(view, r)
    last_item = view.item
    part, after = part_whole.whole(view, r, first), view.tokens(r.start, r.after)[1]
    item = view.item if r.echo else counting.item_of(view, r, first, end)
    if item is None and part is not None:
        item = view.item
    view.item = item
    if _counts_nothing(view, r, first, end, item):
        return None
    if _is_pair(view, r, item):
        r.rule = "pair/definite"
    if r.word and r.unit is None and item is None:
        item = last_item
    change = _change(view, r, first, last)
    if change and r.kind == "count" and item is not None and item.counted is None:
        item = _counted_by_change(view, item)
    found = _columns(view, r, item, change)
    found["part_of"] = part_whole.ahead(view, r) or part
    found["per"] = found["per"] or part_whole.per(view, r, item, after)
    view.last, view.part, view.behind = first, part, r.after
    if item is not None and r.unit is not None:
        view.items.update(dict.fromkeys(range(*view.tokens(r.start, r.after)), item))
    return found


def _same_change(view: View, r: Reading) -> bool:
    """Whether an amount only says another's change anew: "fell $1.25, or 3.2%", "fell 12 points (0.4%)"."""
    gap = view.pieces.low[view.behind : r.modifier[0] if r.modifier and r.modifier[0] < r.start else r.start]
    if r.echo or (r.kind in ("percent", "money") and gap in ([",", "or"], ["or"], ["("])):
        return True
    if r.kind != "percent" or gap[-1:] != ["and"] or len(gap) > LISTED or view.last is None:
        return False
    return not any(
        t.pos_ in ("VERB", "AUX") or t.lower_ in ("to", "from") for t in view.doc[view.last : view.token(r.start)]
    )


def _age(view: View, r: Reading, first: int, last: dict[str, Any] | None) -> None:
    """Makes an age of a bare number or a number of years that is one."""
    if r.kind == "count" and r.unit is None and not r.word and ages.is_age(view, r, first, last):
        r.kind, r.unit, r.rule = "age", Unit("year of age", "age"), "quantities/age"
    elif r.kind == "duration" and r.unit is not None and ages.is_named(view, r):
        r.kind, r.unit, r.rule = "age", Unit(f"{r.unit.name} of age", "age", source=r.unit.source), "quantities/age"


def _counts_nothing(view: View, r: Reading, first: int, end: int, item: items.Item | None) -> bool:
    """Whether the reading's place in the sentence shows that it is no quantity."""
    if _is_handed(view, r, end) or (r.kind == "ordinal" and item is None and view.doc[first].tag_ == "RB"):
        return True  # "two-handed", "first elected in 2008"
    if r.rule.startswith(("zero/", "article/")) and not negation.holds(view, r, first, end, item):
        return True
    if (r.word and not _counts_one(view, r, first, end, item)) or _is_rank(view, r, end, item):
        return True
    return r.determiner and r.unit is None and not (_is_plural(view, item) or _is_people(view, item))


def _is_rank(view: View, r: Reading, end: int, item: items.Item | None) -> bool:
    """ "the bottom three", "the top 10 list"; "the top three seeds" are counted."""
    if r.kind != "count" or view.pieces.at(r.start - 1) not in view.lexicon.lists["ranks"]:
        return False
    if item is None or item.counted is None:
        return True
    single = view.doc[item.head].tag_ == "NN" and item.head == end and not r.word
    return single and view.pieces.is_number(r.start)


def _change(view: View, r: Reading, first: int, last: dict[str, Any] | None) -> str | None:
    """up or down; an amount that says another's change anew or goes on with it has the same."""
    change = changes.change_of(view, r, first)
    if last is None or last["change"] is None or not (r.echo or (change is None and _same_change(view, r))):
        return change
    return last["change"] if r.echo or r.kind == last["kind"] or r.kind == "percent" else None


def _is_handed(view: View, r: Reading, end: int) -> bool:
    """ "two-handed tapping", "a four-wheeled cart": how something is made."""
    shape = view.doc[end : end + 2]
    return r.kind == "count" and len(shape) == 2 and shape[0].tag_ == "HYPH" and shape[1].lower_.endswith("ed")


def _is_plural(view: View, item: items.Item | None) -> bool:
    return item is not None and item.counted is not None and view.doc[item.head].tag_ in items.PLURALS


def _is_people(view: View, item: items.Item | None) -> bool:
    """ "many of the dead"."""
    return item is not None and view.doc[item.head].lower_ in view.lexicon.lists["people-adjectives"]


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
    value = r.meaning.value
    if r.modifier is None or value is None or r.modifier[0] > r.start or r.modifier[1] - r.modifier[0] > 1:
        return
    word = view.pieces.at(r.modifier[0])
    if word not in ("over", "about"):
        return
    token = view.doc[view.token(r.modifier[0])]
    if _is_during(view, r, token) if r.kind == "duration" and word == "over" else _is_particle(view, r, token):
        r.modifier, r.meaning = None, bounded(value, "exact")


def _is_particle(view: View, r: Reading, token: Token) -> bool:
    """Whether "over" or "about" belongs to the verb before it, or tells where something was."""
    if token.i == 0:
        return False
    verb, lists = token.nbor(-1), view.lexicon.lists
    across = token.dep_ == "prep" and view.pieces.at(r.after) in lists["areas"]
    verbal = verb.pos_ == "VERB" and verb.lemma_ in lists[f"{token.lower_}-verbs"]
    return across or token.dep_ == "prt" or token.tag_ == "RP" or verbal


def _is_during(view: View, r: Reading, over: Token) -> bool:
    """Whether "over 10 years" says in what time, not that it was more: behind a noun, a figure or a passing verb."""
    behind = view.pieces.at(r.after)
    if behind in ("ago", "old", "of", "'", "’"):
        return False
    if over.is_sent_start:
        return over.dep_ == "prep" or behind == ","
    before = over.nbor(-1)
    if before.pos_ in ("VERB", "AUX"):
        return before.lemma_ not in view.lexicon.lists["lasting"] | view.lexicon.lists["spending"]
    return over.dep_ == "prep" or before.tag_ in items.NOUNS or before.text in (")", ",")


def _counts_one(view: View, r: Reading, first: int, end: int, item: items.Item | None) -> bool:
    """Whether "one" counts: before the noun it modifies, or in a list of counts ("three of which …, one over …")."""
    token = view.doc[first]
    if r.unit is not None:
        return True
    if item is not None and item.counted is not None and end < len(view.doc) and view.doc[end].ent_type_ == "PERSON":
        return False  # "one Kumar"
    if item is not None and item.counted is not None and item.head >= first:
        return token.head.i == item.head and token.dep_ == "nummod"
    listed = view.pieces.at(r.start - 1) in (",", "and") and end < len(view.doc) and view.doc[end].tag_ == "IN"
    return listed and view.last is not None and first - view.last <= LISTED


def _is_pair(view: View, r: Reading, item: items.Item | None) -> bool:
    """ "the two sides"."""
    p = view.pieces
    if p.low[r.start - 1 : r.end] != ["the", "two"] or p.at(r.end) in HYPHENS or item is None or item.counted is None:
        return False
    return view.doc[item.head].lower_ in view.lexicon.lists["pairs"]
