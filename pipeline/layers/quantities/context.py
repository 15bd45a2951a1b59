"""A reading in its sentence: what the parse, the dates and the neighbours add to the words."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc

from pipeline.layers.quantities import ages, denials, items, measures, parts
from pipeline.layers.quantities.grammar import Reading
from pipeline.layers.quantities.lexer import Pieces
from pipeline.layers.quantities.lexicon import Lexicon, Unit
from pipeline.layers.quantities.numbers import HYPHENS
from pipeline.layers.quantities.resolve import bounded

FOLDS = ("fold", "folds")
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
        if _is_calendar(view, r, first) or _is_named(view, r, first, end):
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
    item = view.item if r.echo else _item(view, r, first, end)
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
    change = last["change"] if r.echo and last else _change(view, r, first)
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


def _is_calendar(view: View, r: Reading, first: int) -> bool:
    """Whether a date takes the number; a counted duration inside one is a quantity too."""
    if first not in view.dates or r.rule in ("article/unit", "quantities/age-decade"):
        return False
    return r.kind in ("count", "ordinal", "ratio") or (r.kind in ("duration", "age") and r.after == r.end)


def _is_named(view: View, r: Reading, first: int, end: int) -> bool:
    """Boeing 737, Channel 4, Article 5, S&P 500, World War Two: a number that names rather than counts."""
    p, i = view.pieces, r.start
    if _stands_alone(view, r, first, end):
        return True
    if not first or r.unit is not None or r.rule not in NAMING or p.at(i - 1) in (",", "(", ";", ":"):
        return False
    if p.word[i].istitle() and p.word[i].isalpha():
        return not view.doc[first].is_sent_start and _is_capital_name(view, first, end)
    if not p.word[i].isdigit() or r.meaning.bound not in ("exact", "range"):
        return False
    if r.rule == "quantities/score":
        return end < len(view.doc) and view.doc[first - 1].tag_ == view.doc[end].tag_ == "NNP"
    return p.at(i - 1) in view.lexicon.lists["designators"] or _is_model(view, first, end)


def _stands_alone(view: View, r: Reading, first: int, end: int) -> bool:
    """ "3." on a line of its own, or before a sentence: the number of a point."""
    doc = view.doc
    if r.unit is not None or not doc[first].is_sent_start or r.end - r.start > 1 or not doc[first].text.isdigit():
        return False
    if doc[first].tag_ == "LS" and end < len(doc) and doc[end].text in (".", ")"):
        return True
    end += end < len(doc) and doc[end].text in (".", ")")
    return end < len(doc) and bool(doc[end].is_sent_start)


NAMING = frozenset(("quantities/number", "quantities/range", "quantities/score"))


def _is_model(view: View, first: int, end: int) -> bool:
    """Whether plain digits name the noun beside them: "787 Dreamliner", "Falcon 9 rocket", "two new 737 Max jets"."""
    doc, token = view.doc, view.doc[first]
    before, head = doc[first - 1], items.head_of_count(doc, end, view.stop, view.lexicon)
    if before.is_title and not before.is_sent_start and end < len(doc) and doc[end].is_title and before.pos_ != "DET":
        return doc[end].lower_ not in view.lexicon.lists["results"]
    if len(token) > 1 and head is not None and doc[head].tag_ == doc[end].tag_ == "NNP":
        return doc[end].lower_ not in view.lexicon.lists["results"]
    if view.last is not None and 1 < first - view.last <= 3 and doc[view.last + 1].tag_ in ("JJ", "NN"):
        return before.tag_ in ("JJ", "NN")
    if before.lower_ == "the" and head is None and len(token) > 2:
        return True
    if first > 1 and before.lower_ in ("and", "or", ",") and items.coded(doc[first - 2].text) and head is None:
        return True
    if before.tag_ not in ("NNP", "NNPS") or first - 1 in view.stop:
        return False
    if head is not None and doc[head].tag_ == "NN" and head == end and doc[end].tag_ != "HYPH":
        return True
    return token.head.i < first or head is None or token.ent_type_ in NAMES


def _is_capital_name(view: View, first: int, end: int) -> bool:
    """World War Two, Six Flags: a number word with a capital inside a name."""
    doc = view.doc
    if doc[first - 1].tag_ in ("NNP", "NNPS"):
        return True
    return doc[first - 1].is_lower and end < len(doc) and doc[end].is_title


NAMES = frozenset(("PRODUCT", "ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART"))


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


def _item(view: View, r: Reading, first: int, end: int) -> items.Item | None:
    after = view.tokens(r.start, r.after)[1]
    if r.kind not in ("count", "ratio", "ordinal") or r.unit is not None:
        return _measured(view, r, first, after)
    if r.modifier and r.modifier[0] >= r.end:
        after = max(after, view.tokens(*r.modifier)[1])
    head = _counted(view, r, first, after)
    if r.fold:
        return _times(view, r, first, head + 1 if head is not None and view.doc[head].lower_ in FOLDS else after)
    verb = items.from_verb(view.doc, first, after, view.lexicon) if r.kind == "count" else None
    if head is not None and view.doc[head].lower_ == items.OTHERS and verb is not None:
        return verb
    if head is not None:
        counted = items.counted_name(view.doc, after, head, view.lexicon)
        outer = items.container(view.doc, head, view.lexicon)
        found = _phrase(view, r, head if outer is None else outer, first, end, "noun after the number", counted)
        _modified_behind(view, r, head)
        return replace(found, head=head)
    if r.group is not None:
        near = items.container_before(view.doc, first, view.lexicon)
        return None if near is None else _phrase(view, r, near, first, end, "noun before the group")
    said = _predicate(view, r, first, after) or _relative(view, r) or verb or _own_noun(view, r, first, end)
    return said or _governing(view, r, first, after)


def _counted(view: View, r: Reading, first: int, after: int) -> int | None:
    """The token of the noun that a count counts; "millions" counts only by "of" and "more"."""
    following = view.pieces.at(r.after)
    plural = r.rule == "quantities/vague" and view.pieces.at(r.end - 1).endswith("s") and not r.determiner
    if plural and following != "of" and following not in view.lexicon.lists["more"]:
        return None
    head = items.nominal(view.doc, first, after, view.lexicon)
    head = head if head is not None else items.head_of_count(view.doc, after, view.stop, view.lexicon)
    if head is not None and r.group is not None and items.coded(view.doc[head].text):
        return None
    return head if head is not None else items.numbered(view.doc, first, after)


def _times(view: View, r: Reading, first: int, after: int) -> items.Item:
    """What "threefold" multiplies."""
    multiplied = _measured(view, r, first, after)
    return replace(multiplied or items.Item(None, None, first, after, first, "fold"), counted="fold")


def _predicate(view: View, r: Reading, first: int, after: int) -> items.Item | None:
    """ "27 were children", "26 of them children": what they are said to be."""
    doc, at = view.doc, after
    behind = view.pieces.at(r.after) == "of" and view.pieces.at(r.after + 1) in view.lexicon.lists["relatives"]
    if behind and at + 2 < len(doc) and doc[at + 2].tag_ in items.INSIDE:
        head = items.head_of_count(doc, at + 2, view.stop, view.lexicon)
    else:
        number = items.root(doc, first, after)
        copular = number.dep_ == "nsubj" and number.head.lemma_ == "be"
        head = next((c.i for c in number.head.rights if c.dep_ == "attr"), None) if copular else None
    if head is None or doc[head].tag_ not in items.PLURALS:
        return None
    counted = items.counted_name(doc, doc[head].left_edge.i, head, view.lexicon)
    return _phrase(view, r, head, first, after, "what they are", counted)


def _own_noun(view: View, r: Reading, first: int, end: int) -> items.Item | None:
    """What "a man" counts."""
    if not r.rule.startswith("article/a") or r.rule == "article/a-single":
        return None
    return _phrase(view, r, end - 1, first, first + 1, "the noun itself", view.doc[end - 1].lemma_.lower())


def _governing(view: View, r: Reading, first: int, after: int) -> items.Item | None:
    """What a bare number tells something about, save where it says only how: "by the hundreds"."""
    if view.pieces.low[max(0, r.start - 2) : r.start] == ["by", "the"]:
        return None
    found = _measured(view, r, first, after)
    return view.item if r.kind == "count" and found is not None and _has_too(view, found, first) else found


def _has_too(view: View, found: items.Item, first: int) -> bool:
    """ "Keller had 8 seats, Maier had 7": a name has as many of what was counted before it in the sentence."""
    doc, last = view.doc, view.item
    if last is None or last.counted is None or view.last is None or doc[found.head].tag_ != "NNP":
        return False
    return not any(t.is_sent_start for t in doc[view.last + 1 : first + 1])


def _phrase(
    view: View,
    r: Reading,
    head: int,
    first: int,
    end: int,
    arc: str,
    counted: str | None = None,
    *,
    only_of: bool = True,
) -> items.Item:
    """The item around a noun, the number and the words that bound it left out."""
    start = min(first, view.token(r.modifier[0])) if r.modifier else first
    skip = items.Skip(first, range(start, max(end, view.tokens(r.start, r.after)[1])), view.amounts, view.stop)
    text, low, high = items.phrase(view.doc, head, skip, view.lexicon, only_of=only_of)
    return items.Item(counted, text, low, high, head, arc)


def _modified_behind(view: View, r: Reading, head: int) -> None:
    """ "12 students or more"."""
    p, token = view.pieces, view.doc[head]
    behind = view.lexicon.after.after(p.low, bisect_right(p.start, token.idx + len(token) - 1))
    if behind is None or r.meaning.value is None or r.modifier is not None or p.word[behind[0] - 1] == "+":
        return
    if behind[1]["words"].startswith(("or ", "and ")):
        r.meaning = bounded(r.meaning.value, behind[1]["bound"])
        r.modifier = (behind[0] - len(behind[1]["words"].split()), behind[0])


def _relative(view: View, r: Reading) -> items.Item | None:
    """What "three of which" counts: what the figure before it counts."""
    p = view.pieces
    back = p.at(r.after) == "of" and p.at(r.after + 1) in view.lexicon.lists["relatives"]
    ahead = p.at(r.start - 1) in ("which", "whom") and p.at(r.start - 2) in ("of", "among")
    return view.item if back or ahead else None


def _measured(view: View, r: Reading, first: int, after: int) -> items.Item | None:
    found = measures.aged(view, first) if r.rule.startswith("quantities/age") else None
    found = found or measures.find(view, first, after, money=r.kind == "money")
    if found is None or first <= found[0] < after:
        return None
    head, arc = found
    if arc == measures.ANOTHER:
        return replace(view.items[head], arc=f"{arc}, {view.items[head].arc}")
    if view.doc[head].lower_ in view.lexicon.lists["directions"] or measures.is_distance(view, after):
        return None
    if r.kind == "duration" and not _lasts(view, head, arc):
        return None
    return _phrase(view, r, head, first, after, arc, only_of=r.kind == "age")


def _lasts(view: View, head: int, arc: str) -> bool:
    """Whether a stretch of time is the length of the thing at `head`, and not just when something was."""
    token = view.doc[head]
    if arc.startswith("nsubj"):
        return token.head.lemma_ in view.lexicon.lists["lasting"]
    return arc != "dobj" and (not arc.startswith("prep ") or arc == "prep of")


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


def _change(view: View, r: Reading, first: int) -> str | None:
    """up or down where the number is the size of a rise or a fall."""
    if r.meaning.bound == "vague" or r.kind in ("ordinal", "age", "duration"):
        return None
    p, lex = view.pieces, view.lexicon
    at = r.modifier[0] if r.modifier and r.modifier[0] < r.start else r.start
    by = p.at(at - 1) == "by"
    at -= by
    found = lex.change_phrases.before(p.low, at)
    if found is not None and not _is_particle(view, found[0]):
        return str(found[1]["change"])
    if at == 0:
        return None
    verb = view.doc[view.token(at - 1)]
    if by and (verb.pos_ != "VERB" or verb.lemma_ not in lex.changes):
        verb = _by_head(view, at)
    verbal = verb.pos_ == "VERB" or (by and verb.i + 1 == view.token(at))
    change, needs = lex.changes.get(verb.lemma_.lower(), ("", "")) if verbal else ("", "")
    has_unit = r.kind in ("percent", "money") or p.at(r.after) in ("points", "point") or r.fold
    if not change or (needs == "unit" and not has_unit) or (needs == "by" and not (by or r.fold)):
        return None
    return change


def _is_particle(view: View, piece: int) -> bool:
    """ "gave up 517 yards"."""
    token = view.doc[view.token(piece)]
    return token.dep_ == "prt" and token.head.lemma_ in view.lexicon.lists["up-verbs"]


def _by_head(view: View, at: int) -> Any:
    """The verb that "by 25 basis points" hangs on."""
    return view.doc[view.token(at)].head
