"""Numbers that the sentence shows to name or to date something: Boeing 737, Article 5, "3." before a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.layers.quantities import items

if TYPE_CHECKING:
    from pipeline.layers.quantities.context import View
    from pipeline.layers.quantities.grammar import Reading


def is_calendar(view: View, r: Reading, first: int) -> bool:
    """Whether a date takes the number; a counted duration inside one is a quantity too."""
    if first not in view.dates or r.rule in ("article/unit", "quantities/age-decade"):
        return False
    return r.kind in ("count", "ordinal", "ratio") or (r.kind in ("duration", "age") and r.after == r.end)


def is_named(view: View, r: Reading, first: int, end: int) -> bool:
    """Boeing 737, Channel 4, Article 5, S&P 500, World War Two: a number that names rather than counts."""
    p, i = view.pieces, r.start
    if _stands_alone(view, r, first, end):
        return True
    if not first or r.unit is not None or r.rule not in NAMING or p.at(i - 1) in (",", "(", ";", ":"):
        return False
    if p.word[i].istitle() and p.word[i].isalpha():
        return not view.doc[first].is_sent_start and _is_capital_name(view, first, end)
    if p.word[i].endswith(".0") and view.doc[first - 1].is_title and view.doc[first].head.i == first - 1:
        return True
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
