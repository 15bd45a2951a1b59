"""Figures that belong to others: a part of a whole, so many for each."""

from spacy.tokens import Span, Token

from dateline.layers.quantities.alignment import View
from dateline.layers.quantities.items import Item
from dateline.layers.quantities.readings import Reading

NOUNS = frozenset(("NN", "NNS"))


def whole(view: View, r: Reading, first: int) -> int | None:
    """The first token of the figure that this one is a part of: "37 people, including three children"; or None."""
    if r.kind not in ("count", "ratio") or view.before.first is None or first - view.before.first > view.limits.whole:
        return None
    p, at = view.pieces, r.opens
    before, sooner = p.at(at - 1), p.at(at - 2)
    lists = view.lists
    opens = before in lists["parts-of"] or (before in lists["relatives"] and sooner in view.lists["out-of"])
    back = p.at(r.after) in view.lists["genitive"] and p.at(r.after + 1) in lists["relatives"]
    if opens or back or of_those(view, r):
        return view.before.first if view.before.part is None else view.before.part
    return (
        view.before.part
        if before in lists["series-joints"]
        and sooner != ","
        and first - view.before.first <= (2 * view.limits.next_part if r.word else view.limits.next_part)
        else None
    )


def ahead(view: View, r: Reading) -> int | None:
    """The first token of the figure behind that this one is a part of: "34 of the 38 drones"; or None."""
    whole, p = view.following, view.pieces
    if whole is None or r.kind not in ("count", "ratio", "percent") or whole.kind != "count" or whole.unit is not None:
        return None
    gap = p.low[r.after : whole.opens]
    part = bool(gap) and gap[0] in view.lists["genitive"] and all(word in view.lists["determiners"] for word in gap[1:])
    return view.token(whole.start) if part else None


def of_those(view: View, r: Reading) -> bool:
    """ "Of the 200 passengers, 27 were children"."""
    doc, at = view.doc, view.before.first
    start = r.opens
    if at is None or at < 1 or view.pieces.at(start - 1) != ",":
        return False
    at -= doc[at - 1].lower_ in view.lists["determiners"]
    of = doc[at - 1]
    return of.lower_ in view.lists["genitive"] and (of.is_sent_start or of.nbor(-1).text in (",", ";"))


def per(view: View, r: Reading, item: Item | None, after: int) -> str | None:
    """What a figure is for each of: "6,000 soldiers from each side", "3,000 tests per day", "307 each"; or None.

    after: the token behind the figure and its unit.
    """
    if r.kind == "count" and r.group is not None:
        return "side"
    near = max(item.head + 1, after) if item is not None and item.head < after + view.limits.next_part else after
    rest = view.doc[near : near + 3]
    if (item is None or item.counted is None) and rest[:1].text not in view.lists["per-each"]:
        return None
    words = [t.lower_ for t in rest]
    if len(words) == 3 and words[1] in view.lists["each"] and rest[0].tag_ == "IN":
        return rest[2].lemma_ if rest[2].tag_ == "NN" else None
    per = len(words) > 1 and words[0] in view.lists["per"]
    if (per or (len(words) > 1 and words[0] in view.lists["each"])) and rest[1].tag_ == "NN":
        return rest[1].lemma_
    if per and rest[1].tag_ == "CD":
        return " ".join(t.lower_ for t in rest[1:] if t.tag_ == "CD" or t.tag_ in NOUNS)
    timed = len(words) > 1 and words[0] in view.lists["articles"] and words[1] in view.lists["spans-of-time"]
    if timed or item is None:
        return words[1] if timed else None
    return _floated(view, rest, item) or _each(view, after)


def _floated(view: View, rest: Span, item: Item) -> str | None:
    """The sides of "Ukraine and Russia swapped 307 prisoners each"."""
    if rest[:1].text not in view.lists["each-one"] or (len(rest) > 1 and rest[1].tag_ in ("NN", "NNS", "IN")):
        return None
    subject = _subject(view, view.doc[item.head])
    if subject is None:
        return None
    if subject.tag_ == "NNS":
        return subject.lemma_
    return "side" if subject.tag_ == "NNP" and any(c.dep_ == "conj" for c in subject.rights) else None


def _each(view: View, after: int) -> str | None:
    """The side of "each side lost 40 tanks", "each of the sides lost 40", "for each tank they lost 40 men"."""
    subject = _subject(view, view.doc[after - 1])
    return None if subject is None or subject.right_edge.i >= after - 1 else _distributed(view, subject)


def _distributed(view: View, noun: Token) -> str | None:
    if noun.lower_ in view.lists["each-one"]:
        of = next((c for c in noun.rights if c.lower_ in view.lists["genitive"]), None)
        noun_of = next((c for c in of.rights if c.tag_ == "NNS"), None) if of is not None else None
        return None if noun_of is None else noun_of.lemma_
    each = noun.tag_ == "NN" and any(c.lower_ in view.lists["each"] for c in noun.lefts)
    return noun.lemma_ if each else None


def _subject(view: View, token: Token) -> Token | None:
    """The subject of the verb that a token is in the object of."""
    for _ in range(view.limits.next_part):
        if token.pos_ in ("VERB", "AUX"):
            return next((c for c in token.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.i < token.i), None)
        if token.dep_ in ("relcl", "acl", "appos") or token.head.i == token.i:
            return None
        token = token.head
    return None
