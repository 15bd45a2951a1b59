"""Whether a stated zero or an article really counts something, by the verb that it stands with."""

from spacy.tokens import Token

from dateline.layers.quantities.alignment import View
from dateline.layers.quantities.items import Item
from dateline.layers.quantities.readings import Reading


def holds(view: View, r: Reading, first: int, end: int, item: Item | None) -> bool:
    """Whether the reading stands: a zero needs a noun or a casualty verb, an article that verb or a count beside it."""
    if r.form in ("no-noun", "unit"):
        return True
    if r.form == "none-of" and view.doc[end : end + 3][-1].tag_ == "CD":
        return True  # "none of the twelve"
    if r.form == "no-one":
        return _casualty(view, view.doc[first if end - first == 1 else end - 1])
    if r.form == "one-of":
        counted = any(token.tag_ == "CD" for token in view.doc[first + 1 : first + 4])  # "one of the three"
        return not counted and _casualty(view, view.doc[first])
    if r.form == "not-one" and (item is None or item.counted is None):
        return _casualty(view, view.doc[end - 1])
    if r.form == "a-single" and view.pieces.at(r.end) in view.lists["spans-of-time"]:
        return False
    if r.form in ("a", "another"):
        last = view.doc[end - 1]
        noun = last.head if last.dep_ == "det" else last  # "an 18-year-old girl"
        return _casualty(view, noun) or _beside_count(view, noun, first)
    return item is not None and item.counted is not None


def _casualty(view: View, noun: Token) -> bool:
    """Whether the noun is what a casualty verb happens to: its passive subject, its object, or who died."""
    verbs = view.lists["casualty-verbs"]
    while noun.head.i < noun.i and (noun.dep_ == "conj" or _is_listed(noun)):
        noun = noun.head
    verb = noun.head
    if noun.dep_ in ("nsubjpass", "dobj", "obj"):
        return verb.lemma_ in verbs or any(c.dep_ == "xcomp" and c.lemma_ in verbs for c in verb.children)
    return noun.dep_ == "nsubj" and verb.lemma_ in view.lists["dying-verbs"]


def _is_listed(noun: Token) -> bool:
    """Whether what the parser takes for an apposition is one of a list: "a professor, a policeman and a guard"."""
    return noun.dep_ == "appos" and any(c.dep_ == "conj" for c in noun.children)


def _beside_count(view: View, noun: Token, first: int) -> bool:
    """ "a woman and two children", "four doctors, a nurse and a driver": an article joined to a count."""
    joined = list(noun.children)
    for _ in range(view.limits.joined):
        if noun.dep_ not in ("conj", "appos"):
            break
        noun = noun.head
        joined.append(noun)
    return any(t.tag_ in ("NNS", "NNPS") and any(c.dep_ == "nummod" for c in t.children) for t in joined)
