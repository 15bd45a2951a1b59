"""A reading in its sentence: what the parse, the dates and the neighbours add to the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.layers.quantities import ages, changes, counting, filters, items, negation, part_whole
from dateline.layers.quantities.alignment import Before, View
from dateline.layers.quantities.lexicon import Unit
from dateline.layers.quantities.readings import Reading
from dateline.layers.quantities.resolve import bounded
from dateline.layers.quantities.signs import APOSTROPHES, HYPHENS
from dateline.layers.quantities.values import Quantity


@dataclass(frozen=True, slots=True)
class Interpreted:
    """A quantity with the reading that it comes from and the item that it counts or measures."""

    reading: Reading
    quantity: Quantity
    item: items.Item | None


def stated(view: View, readings: Iterable[Reading]) -> tuple[View, list[Reading]]:
    """The readings without calendar numbers and names, and the View that knows which tokens they stand on."""
    found: list[Reading] = []
    covered: set[int] = set()
    amounts: set[int] = set()
    last, named = None, None
    for r in readings:
        first, end = view.tokens(r.start, r.end)
        if filters.is_calendar(view, r, first):
            continue
        if filters.is_named(view, r, first, end, filters.Passed(last, named, covered)):
            named = end - 1
            continue
        last = first
        found.append(r)
        if r.kind != "ordinal" and not r.is_implicit:
            tokens = range(*view.tokens(r.start, r.after))
            covered.update(tokens)
            if r.unit is None or len(tokens) != 3 or view.doc[tokens[1]].tag_ != "HYPH":
                amounts.update(tokens)  # "a five-year plan" keeps its name
    return replace(view, covered=frozenset(covered), amounts=frozenset(amounts)), found


def interpret(view: View, r: Reading) -> tuple[Interpreted | None, Before]:
    """The quantity of a reading, None where its place in the sentence shows that it is none; what it leaves behind."""
    before = view.before
    first, end = view.tokens(r.start, r.end)
    r = _unmodified(view, _aged(view, r, first))
    part, after = part_whole.whole(view, r, first), view.tokens(r.start, r.after)[1]
    item, r = (before.item, r) if r.echo else counting.item_of(view, r, first, end)
    if item is None and part is not None:
        item = before.item
    if _counts_nothing(view, r, first, end, item):
        return None, replace(before, quantity=None)
    kept = item  # what is found below holds for this quantity alone
    r = _as_pair(view, r, item)
    if r.word and r.unit is None and item is None:
        item = before.item
    change = _change(view, r, first)
    if change and r.kind == "count" and item is not None and item.counted is None:
        item = _counted_by_change(view, item)
    part_of = part_whole.ahead(view, r) or part
    quantity = _quantity(view, r, item, change, part_of, r.per or part_whole.per(view, r, item, after))
    known = _known(view, r, item, first)
    kept = before.item if r.kind == "ordinal" else kept
    return Interpreted(r, quantity, item), Before(quantity, kept, first, part, r.after, known)


def _known(view: View, r: Reading, item: items.Item | None, first: int) -> Mapping[int, items.Item]:
    """The items that tokens of amounts stand for, those far behind forgotten."""
    if item is None or r.unit is None:
        return view.before.items
    kept = {i: known for i, known in view.before.items.items() if i >= first - view.limits.sentence}
    return kept | dict.fromkeys(range(*view.tokens(r.start, r.after)), item)


def _same_change(view: View, r: Reading) -> bool:
    """Whether an amount only says another's change anew: "fell $1.25, or 3.2%", "fell 12 points (0.4%)"."""
    gap = view.pieces.low[view.before.behind : r.opens]
    if r.echo or (r.kind in ("percent", "money") and gap in ([",", "or"], ["or"], ["("])):
        return True
    if (
        r.kind != "percent"
        or view.lists["coordination"].isdisjoint(gap[-1:])
        or len(gap) > view.limits.listed
        or view.before.first is None
    ):
        return False
    between = view.doc[view.before.first : view.token(r.start)]
    return not any(t.pos_ in ("VERB", "AUX") or t.lower_ in view.lists["levels"] for t in between)


def _aged(view: View, r: Reading, first: int) -> Reading:
    """The reading as an age where a bare number or a number of years is one: "Olena, 34,", "age 5 months"."""
    if r.kind == "count" and r.unit is None and not r.word and ages.is_age(view, r, first):
        return replace(r, kind="age", unit=Unit("year of age", "age"), form="age", rule="quantities/age")
    if r.kind == "duration" and r.unit is not None and ages.is_named(view, r):
        unit = Unit(f"{r.unit.name} of age", "age", source=r.unit.source)
        return replace(r, kind="age", unit=unit, form="age", rule="quantities/age")
    return r


def _counts_nothing(view: View, r: Reading, first: int, end: int, item: items.Item | None) -> bool:
    """Whether the reading's place in the sentence shows that it is no quantity."""
    if _is_handed(view, r, end) or (r.kind == "ordinal" and item is None and view.doc[first].tag_ == "RB"):
        return True  # "two-handed", "first elected in 2008"
    if r.is_implicit and not negation.holds(view, r, first, end, item):
        return True
    if (r.word and not _counts_one(view, r, first, end, item)) or _is_rank(view, r, end, item):
        return True
    return r.determiner and r.unit is None and not (_is_plural(view, item) or _is_people(view, item))


def _is_rank(view: View, r: Reading, end: int, item: items.Item | None) -> bool:
    """ "the bottom three", "the top 10 list"; "the top three seeds" are counted."""
    if r.kind != "count" or view.pieces.at(r.start - 1) not in view.lists["ranks"]:
        return False
    if item is None or item.counted is None:
        return True
    single = view.doc[item.head].tag_ == "NN" and item.head == end and not r.word
    return single and view.pieces.is_number(r.start)


def _change(view: View, r: Reading, first: int) -> str | None:
    """up or down; an amount that says another's change anew or goes on with it has the same."""
    change, last = changes.change_of(view, r, first), view.before.quantity
    if last is None or last.change is None or not (r.echo or (change is None and _same_change(view, r))):
        return change
    return last.change if r.echo or r.kind == last.kind or r.kind == "percent" else None


def _is_handed(view: View, r: Reading, end: int) -> bool:
    """ "two-handed tapping", "a four-wheeled cart": how something is made."""
    shape = view.doc[end : end + 2]
    return r.kind == "count" and len(shape) == 2 and shape[0].tag_ == "HYPH" and shape[1].lower_.endswith("ed")


def _is_plural(view: View, item: items.Item | None) -> bool:
    return item is not None and item.counted is not None and view.doc[item.head].tag_ in items.PLURALS


def _is_people(view: View, item: items.Item | None) -> bool:
    """ "many of the dead"."""
    return item is not None and view.doc[item.head].lower_ in view.lists["people-adjectives"]


def _counted_by_change(view: View, item: items.Item) -> items.Item:
    """ "Cases rose by 1,300" counts cases."""
    head = view.doc[item.head]
    if head.tag_ not in items.PLURALS:
        return item
    return replace(item, counted=items.counted_name(view.doc, head.left_edge.i, head.i, view.lexicon))


def _quantity(
    view: View, r: Reading, item: items.Item | None, change: str | None, part_of: int | None, per: str | None
) -> Quantity:
    unit = r.unit.name if r.unit else None
    bounds = view.tokens(*r.modifier) if r.modifier else (None, None)
    return Quantity(
        kind=r.kind,
        value=r.meaning.value,
        low=r.meaning.low,
        high=r.meaning.high,
        bound=r.meaning.bound,
        change=change,
        unit=f"{unit} per {r.per}" if unit and r.per else unit,
        dimension=r.unit.dimension if r.unit else None,
        counted=item.counted if item else None,
        item=item.text if item else None,
        item_start=item.start if item and item.text else None,
        item_end=item.end if item and item.text else None,
        modifier_start=bounds[0],
        modifier_end=bounds[1],
        item_actor_id=None,
        per=per,
        part_of=part_of,
        group_id=view.token(r.group) if r.group is not None else None,
        negated=r.is_zero,
    )


def _unmodified(view: View, r: Reading) -> Reading:
    """The reading without a modifier that belongs to a verb: "handed over 1,212", "spoke about 12 issues"."""
    value = r.meaning.value
    if r.modifier is None or value is None or r.modifier[0] > r.start or r.modifier[1] - r.modifier[0] > 1:
        return r
    word = view.pieces.at(r.modifier[0])
    if word not in view.lists["particle-modifiers"]:
        return r
    token = view.doc[view.token(r.modifier[0])]
    if _is_during(view, r, token) if r.kind == "duration" and word == "over" else _is_particle(view, r, token):
        return replace(r, modifier=None, meaning=bounded(value, "exact"), bound_rule="")
    return r


def _is_particle(view: View, r: Reading, token: Token) -> bool:
    """Whether "over" or "about" belongs to the verb before it, or tells where something was."""
    if token.i == 0:
        return False
    verb, lists = token.nbor(-1), view.lists
    across = token.dep_ == "prep" and view.pieces.at(r.after) in lists["areas"]
    verbal = verb.pos_ == "VERB" and verb.lemma_ in lists[f"{token.lower_}-verbs"]
    return across or token.dep_ == "prt" or token.tag_ == "RP" or verbal


def _is_during(view: View, r: Reading, over: Token) -> bool:
    """Whether "over 10 years" says in what time, not that it was more: behind a noun, a figure or a passing verb."""
    behind = view.pieces.at(r.after)
    if behind in (*APOSTROPHES, *view.lists["after-over"]):
        return False
    if over.is_sent_start:
        return over.dep_ == "prep" or behind == ","
    before = over.nbor(-1)
    if before.pos_ in ("VERB", "AUX"):
        return before.lemma_ not in view.lists["lasting"] | view.lists["spending"]
    return over.dep_ == "prep" or before.tag_ in items.NOUNS or before.text in (")", ",")


def _counts_one(view: View, r: Reading, first: int, end: int, item: items.Item | None) -> bool:
    """Whether "one" counts: before the noun it modifies, as somebody that is told of ("one was killed"), or in a list.

    Of counts, that is: "three of which …, one over …", "one badly".
    """
    token = view.doc[first]
    if r.unit is not None:
        return True
    if item is not None and item.counted is not None and end < len(view.doc) and view.doc[end].ent_type_ == "PERSON":
        return False  # "one Kumar"
    if _is_told_of(view, token) or _is_befallen(view, token):
        return True
    if item is not None and item.counted is not None and item.head >= first:
        return token.head.i == item.head and token.dep_ == "nummod"
    listed = (
        view.pieces.at(r.start - 1) in view.lists["series-joints"]
        and end < len(view.doc)
        and view.doc[end].tag_ in ("IN", "RB")
        and view.doc[end].lower_ not in view.lists["genitive"]
    )
    return listed and view.before.first is not None and first - view.before.first <= view.limits.listed


def _is_befallen(view: View, one: Token) -> bool:
    """ "Left one dead", "one wounded and two missing": somebody of whom the next word says what befell him."""
    behind = view.doc[one.i + 1] if one.i + 1 < len(view.doc) else None
    return behind is not None and behind.lower_ in view.lists["befallen"] and behind.head == one


def _is_told_of(view: View, one: Token) -> bool:
    """ "One was killed", "one of them died": somebody to whom something happened."""
    if one.dep_ not in ("nsubj", "nsubjpass") or one.i + 1 >= len(view.doc):
        return False
    verb = one.head
    past = verb.tag_ == "VBD" or any(
        c.tag_ == "VBD" or c.lower_ in ("has", "had", "is") for c in verb.lefts if c.dep_ != "nsubj"
    )
    of = next((c for c in one.rights if c.lower_ in view.lists["genitive"]), None)
    noun = next((c for c in of.rights if c.dep_ == "pobj"), None) if of is not None else None
    if noun is None:
        return view.doc[one.i + 1].tag_ == "VBD"
    return past and noun.pos_ == "PRON"


def _as_pair(view: View, r: Reading, item: items.Item | None) -> Reading:
    """The reading under a rule of its own where a definite "two" counts what comes in pairs: "the two sides"."""
    p = view.pieces
    if (
        " ".join(p.low[r.start - 1 : r.end]) not in view.lists["the-pair"]
        or p.at(r.end) in HYPHENS
        or item is None
        or item.counted is None
    ):
        return r
    paired = view.doc[item.head].lower_ in view.lists["pairs"]
    return replace(r, rule="pair/definite", bound_rule="") if paired else r
