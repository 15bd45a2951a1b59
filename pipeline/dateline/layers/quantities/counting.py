"""The item of a reading: what it counts by its noun or verb, or what it measures."""

from bisect import bisect_right
from dataclasses import replace

from dateline.layers.quantities import items, measures, part_whole, possessors
from dateline.layers.quantities.alignment import View
from dateline.layers.quantities.readings import Reading
from dateline.layers.quantities.resolve import bounded


def item_of(view: View, r: Reading, first: int, end: int) -> tuple[items.Item | None, Reading]:
    """The item of a reading on tokens [first, end), None where no arc leads to one safely; and the reading.

    The reading changes where its modifier stands behind the noun: "12 students or more".
    """
    after = view.tokens(r.start, r.after)[1]
    if r.kind not in ("count", "ratio", "ordinal") or r.unit is not None:
        return _measured(view, r, first, after), r
    if r.modifier and r.modifier[0] >= r.end:
        after = max(after, view.tokens(*r.modifier)[1])
    head = _counted(view, r, first, after)
    if r.fold:
        return _times(
            view,
            r,
            first,
            head + 1 if head is not None and view.doc[head].lower_ in view.lists["fold"] else after,
        ), r
    verb = items.from_verb(view.doc, first, after, view.lexicon) if r.kind == "count" else None
    if head is not None and view.doc[head].lower_ in view.lists["others"] and verb is not None:
        return verb, r
    if head is None:
        return _without_noun(view, r, first, end, verb), r
    if r.group is not None and view.doc[head].lower_ in view.lists["exchanges"]:
        return _swapped(view, r, head, first, end), r
    counted = items.counted_name(view.doc, after, head, view.lexicon, view.amounts)
    outer = items.container(view.doc, head, view.lexicon)
    found = _phrase(view, r, head if outer is None else outer, first, end, "noun after the number", counted)
    return replace(found, head=head), _modified_behind(view, r, head)


def _without_noun(view: View, r: Reading, first: int, end: int, verb: items.Item | None) -> items.Item | None:
    """The item of a count with no noun behind it. verb: what its verb says, "killed 12"."""
    known, after = view.before.item, view.tokens(r.start, r.after)[1]
    if r.modifier and r.modifier[0] >= r.end:
        after = max(after, view.tokens(*r.modifier)[1])
    if r.group is not None:
        near = items.container_before(view.doc, first, view.lexicon)
        return None if near is None else _phrase(view, r, near, first, end, "noun before the group")
    if r.kind == "ordinal":
        return known if known is not None and _again(view, r, first) else None
    said = _offspring(view, r) or _votes(view, r) or _predicate(view, r, first, after) or _relative(view, r)
    said = said or _own_noun(view, r, first, end) or verb
    part = said is None and part_whole.whole(view, r, first) is not None
    if part and known is not None and known.counted is not None and _same_sentence(view, first):
        return known
    return said or _governing(view, r, first, after)


def _counted(view: View, r: Reading, first: int, after: int) -> int | None:
    """The token of the noun that a count counts; "millions" counts only by "of" and "more"."""
    if r.group is not None and view.following is not None and view.following.group == r.start:
        after = view.tokens(view.following.start, view.following.after)[1]  # "a 307-for-307 swap"
    following = view.pieces.at(r.after)
    plural = r.form == "vague" and view.pieces.at(r.end - 1).endswith("s") and not r.determiner
    if plural and following not in view.lists["genitive"] and following not in view.lists["more"]:
        return None
    if r.form == "share" and view.doc[after : after + 1].text.lower() in view.lists["determiners"]:
        after += 1  # "half his sentence"
    head = items.nominal(view.doc, first, after, view.lexicon)
    head = head if head is not None else items.head_of_count(view.doc, after, view.stop, view.lexicon)
    if head is not None and r.group is not None and items.coded(view.doc[head].text):
        return None
    if head is None:
        head = items.numbered(view.doc, first, after, view.lexicon)
    return None if head in view.stop else head


def _swapped(view: View, r: Reading, head: int, first: int, end: int) -> items.Item | None:
    """What "a 307-for-307 prisoner swap" and "the prisoners … in a 307-for-307 swap" exchange."""
    doc, before = view.doc, view.doc[head - 1]
    if before.tag_ in items.NOUNS and before.dep_ == "compound" and before.head.i == head:
        return _phrase(view, r, before.i, first, end, "what is swapped", before.lemma_.lower())
    near = items.container_before(doc, first, view.lexicon)
    return None if near is None else _phrase(view, r, near, first, end, "noun before the group")


def _again(view: View, r: Reading, first: int) -> bool:
    """ "hit two ships and seized a third": one more of what was counted in the same sentence."""
    last = view.before.first
    if last is None or view.before.counted is None or view.pieces.at(r.start - 1) != "a":
        return False
    return not any(t.is_sent_start for t in view.doc[last + 1 : first + 1])


def _offspring(view: View, r: Reading) -> items.Item | None:
    """ "a mother of four" has four children."""
    p = view.pieces
    child = view.lexicon.offspring.get(p.at(r.start - 2)) if p.at(r.start - 1) in view.lists["genitive"] else None
    if child is None:
        return None
    at = view.token(r.start - 2)
    return items.Item(child[0], child[1], at, at + 1, at, "parent before of")


def _votes(view: View, r: Reading) -> items.Item | None:
    """ "345 votes to 230": as many of the same."""
    p, last = view.pieces, view.before.item
    if last is None or last.counted is None or p.at(r.start - 1) not in view.lists["tallies"]:
        return None
    at = view.token(r.start) - 2
    return last if at == last.head and view.doc[at].lower_ in view.lists["votes"] else None


def _times(view: View, r: Reading, first: int, after: int) -> items.Item:
    """What "threefold" multiplies."""
    multiplied = _measured(view, r, first, after)
    return replace(multiplied or items.Item(None, None, first, after, first, "fold"), counted="fold")


def _predicate(view: View, r: Reading, first: int, after: int) -> items.Item | None:
    """ "27 were children", "26 of them children": what they are said to be."""
    doc, at = view.doc, after
    behind = (
        view.pieces.at(r.after) in view.lists["genitive"] and view.pieces.at(r.after + 1) in view.lists["relatives"]
    )
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
    if r.form == "one-in":
        noun = next((t for t in view.doc[first:end] if t.tag_ == "NN"), None)
        return None if noun is None else items.Item(noun.lemma_, noun.text, noun.i, noun.i + 1, noun.i, "one in")
    if r.form not in ("a", "another"):
        return None
    return _phrase(view, r, end - 1, first, first + 1, "the noun itself", view.doc[end - 1].lemma_.lower())


def _governing(view: View, r: Reading, first: int, after: int) -> items.Item | None:
    """What a bare number tells something about, save where it says only how: "by the hundreds"."""
    if " ".join(view.pieces.low[max(0, r.start - 2) : r.start]) in view.lists["by-the"]:
        return None
    rest = view.pieces.at(r.start - 1) in view.lists["rest"] and view.pieces.at(r.start - 2) in view.lists["definite"]
    if r.kind == "count" and rest:
        return view.before.counted
    definite = view.pieces.at(r.start - 1) in view.lists["definite"]
    if r.kind == "count" and (view.doc[first - 1].tag_ == "POS" or definite):
        last = view.before.quantity
        again = not definite or (last.value if last else None) == r.meaning.value
        return view.before.counted if again else None
    found = _measured(view, r, first, after)
    if found is not None and found.head == first - 1 and view.doc[found.head].ent_type_ in ("GPE", "LOC"):
        return None  # "in London 500 marched"
    too = found is not None and _has_too(view, found, first)
    return view.before.item if r.kind == "count" and (too or (found is None and _acts_too(view, r, first))) else found


def _same_sentence(view: View, first: int) -> bool:
    """Whether the figure before stands in the same sentence."""
    last = view.before.first
    return last is not None and not any(t.is_sent_start for t in view.doc[last + 1 : first + 1])


def _acts_too(view: View, r: Reading, first: int) -> bool:
    """ "22 of the states agreed, three abstained": as many of the same do something else."""
    doc, last = view.doc, view.before.item
    if (
        last is None
        or last.counted is None
        or view.before.first is None
        or not 1 < first - view.before.first <= view.limits.same_figure
    ):
        return False
    active = doc[first].dep_ == "nsubj" and doc[first].head.i == first + 1
    return active and not any(t.is_sent_start for t in doc[view.before.first + 1 : first + 1])


def _has_too(view: View, found: items.Item, first: int) -> bool:
    """ "Keller had 8 seats, Maier had 7": a name has as many of what was counted before it in the sentence."""
    doc, last = view.doc, view.before.item
    if last is None or last.counted is None or view.before.first is None or doc[found.head].tag_ != "NNP":
        return False
    return not any(t.is_sent_start for t in doc[view.before.first + 1 : first + 1])


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


def _modified_behind(view: View, r: Reading, head: int) -> Reading:
    """The reading with the modifier behind the noun that it counts: "12 students or more"."""
    p, token = view.pieces, view.doc[head]
    behind = view.lexicon.after.longest(p.low, bisect_right(p.start, token.idx + len(token) - 1))
    if behind is None or r.meaning.value is None or r.modifier is not None or p.word[behind[0] - 1] == "+":
        return r
    more = view.doc[view.token(behind[0])] if behind[0] < len(p) else token
    end, modifier = behind
    if modifier.words.startswith(("or ", "and ")) and more.tag_ not in items.NOUNS:
        meaning, start = bounded(r.meaning.value, modifier.bound), end - len(modifier.words.split())
        return replace(r, meaning=meaning, modifier=(start, end), bound_rule=modifier.id)
    return r


def _relative(view: View, r: Reading) -> items.Item | None:
    """What "three of which" counts: what the figure before it counts."""
    p = view.pieces
    back = p.at(r.after) in view.lists["genitive"] and p.at(r.after + 1) in view.lists["relatives"]
    at = view.token(r.after + 1) if back else 0
    if back and p.at(r.after + 1) in view.lists["those"] and view.doc[at : at + 2][-1].tag_ == "VBN":
        return items.Item(None, view.doc[at : at + 2].text, at, at + 2, at, "of those")
    back = back or (part_whole.of_those(view, r) and view.before.counted is not None)
    ahead = p.at(r.start - 1) in view.lists["whom"] and p.at(r.start - 2) in view.lists["out-of"]
    return view.before.item if back or ahead else None


def _measured(view: View, r: Reading, first: int, after: int) -> items.Item | None:
    if _is_listed(view, r, first) and view.before.item is not None:
        return replace(view.before.item, arc="another amount, in a list")
    found = measures.aged(view, first) if r.form in ("age", "decade") else None
    found = found or measures.find(view, first, after, money=r.kind == "money") or _before_bound(view, r)
    if found is None or first <= found.head < after:
        return None
    head, arc = measures.moved(view, found)
    if arc == measures.ANOTHER:
        item = found.item or view.before.items[head]
        return item if item.arc.startswith(arc) else replace(item, arc=f"{arc}, {item.arc}")
    if view.doc[head].lower_ in view.lists["directions"] or measures.is_distance(view, after):
        return None
    if r.kind == "duration" and not _lasts(view, head, arc):
        return None
    lists = view.lists
    alone = r.kind == "age" and (
        head < first or view.doc[head].tag_ == "NNP" or view.doc[head].lemma_ in lists["people"]
    )
    alone = alone and view.doc[head].lemma_ not in lists["aged"]
    return possessors.owned(view, _phrase(view, r, head, first, after, arc, only_of=alone))


def _before_bound(view: View, r: Reading) -> measures.Found | None:
    """The noun of a bare "wavelengths at least 2.4 μm"."""
    at = view.token(r.modifier[0]) - 1 if r.modifier and r.modifier[0] < r.start else -1
    plain = at >= 0 and view.doc[at].is_sent_start and view.doc[at].tag_ in ("NNS", "NN", "VBZ")
    return measures.Found(at, "noun before the bound") if plain and r.kind == "measure" else None


def _is_listed(view: View, r: Reading, first: int) -> bool:
    """ "49% for patients with A, 53% for B": the same of another."""
    p, last = view.pieces, view.before.first
    if r.kind != "percent" or last is None or p.at(r.start - 1) not in view.lists["series-joints"]:
        return False
    same = p.at(view.before.behind) == p.at(r.after) in view.lists["share-of-groups"]
    return same and not any(t.pos_ == "AUX" or t.tag_ in ("VBD", "VBZ", "VBP") for t in view.doc[last:first])


def _lasts(view: View, head: int, arc: str) -> bool:
    """Whether a stretch of time is the length of the thing at `head`, and not just when something was."""
    token = view.doc[head]
    subject, _, phrase = arc.partition(", ")
    if subject in measures.SUBJECTS and (not phrase or phrase in view.lists["how-long"]):
        return token.head.lemma_ in view.lists["lasting"]
    return not arc.startswith(("nsubj", "dobj", "prep ")) or arc == "prep of"
