"""Numbers that the sentence shows to name or to date something: Boeing 737, Article 5, "3." before a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.layers.quantities import items

if TYPE_CHECKING:
    from dateline.layers.quantities.candidates import Reading
    from dateline.layers.quantities.interpret import View


def is_calendar(view: View, r: Reading, first: int) -> bool:
    """Whether a date takes the number; a counted duration inside one is a quantity too."""
    if first not in view.dates or r.rule in ("article/unit", "quantities/age-decade"):
        return False
    if r.meaning.value and view.tokens(r.start, r.end)[1] > view.dates[first].end and r.meaning.value >= SCALED:
        return False  # "three quarters of a million"
    return r.kind in ("count", "ordinal", "ratio") or (r.kind in ("duration", "age") and r.after == r.end)


def is_named(view: View, r: Reading, first: int, end: int) -> bool:
    """Boeing 737, Channel 4, Article 5, S&P 500, World War Two: a number that names rather than counts."""
    p, i = view.pieces, r.start
    if _stands_alone(view, r, first, end):
        return True
    if r.unit is not None and r.rule in NAMING and p.at(i - 1) == "the" and _is_era(view, r):
        return True
    if not first or r.unit is not None or r.rule not in NAMING or p.at(i - 1) in (",", "(", ";", ":"):
        return False
    if p.word[i].isalpha() and p.at(i - 1) in view.lexicon.lists["counted-designators"] and r.end - i == 1:
        head = items.head_of_count(view.doc, end, view.stop, view.lexicon)
        return head is None or p.at(r.end) == "of"
    if p.at(i - 1) == "of" and p.word[i - 2] == "Group" and (p.word[i].istitle() or p.word[i].isdigit()):
        return True
    if p.word[i].istitle() and p.word[i].isalpha():
        return not view.doc[first].is_sent_start and _is_capital_name(view, first, end)
    before = view.doc[first - 1]
    if p.word[i].endswith(".0") and (before.is_title or before.is_upper) and view.doc[first].head.i == first - 1:
        return True
    if p.at(i - 1) in view.lexicon.lists["designators"] and p.is_number(i) and end < len(view.doc):
        return p.word[i].isdigit() or view.doc[end].tag_ not in items.NOUNS
    if not p.word[i].isdigit() or r.meaning.bound not in ("exact", "range"):
        return False
    if r.rule == "quantities/score":
        return end < len(view.doc) and view.doc[first - 1].tag_ == view.doc[end].tag_ == "NNP"
    return not _is_in_place(view, first, end) and (_goes_on(view, r, first, end) or _is_model(view, first, end))


def _is_era(view: View, r: Reading) -> bool:
    """ "the Six-Day War", "the Thirty Years' War"."""
    p = view.pieces
    noun = r.after + (p.at(r.after) in ("'", "’"))
    return all(p.word[i : i + 1] and p.word[i].istitle() for i in (r.start, r.after - 1, noun)) and not p.is_number(
        r.start
    )


def _is_in_place(view: View, first: int, end: int) -> bool:
    """ "In Gaza 42 were killed": the name before the number is a place, and the number does something."""
    doc = view.doc
    place = doc[first - 1]
    start = place.left_edge.i if place.dep_ == "pobj" and place.left_edge.i < first else place.i
    if start < 1 or doc[start - 1].tag_ != "IN" or end >= len(doc):
        return False
    verb = doc[end]
    if verb.lower_ in ("were", "died") or verb.lower_ in view.lexicon.lists["results"]:
        return True
    head = items.head_of_count(doc, end, view.stop, view.lexicon)
    if doc[start - 1].is_sent_start and place.ent_type_ in ("PERSON", "FAC"):
        return head is not None and doc[head].tag_ == "NNS"
    return place.ent_type_ in ("GPE", "LOC") and (verb.tag_ in ("VBD", "VBP") or head is not None)


def _goes_on(view: View, r: Reading, first: int, end: int) -> bool:
    """ "resolutions 1701 and 2231": the second number of a name."""
    if view.pieces.at(r.start - 1) not in ("and", "or") or first < 2:
        return False
    named = view.named == first - 2 or (view.doc[first - 2].is_digit and first - 2 not in view.covered)
    return named and items.head_of_count(view.doc, end, view.stop, view.lexicon) is None


def _stands_alone(view: View, r: Reading, first: int, end: int) -> bool:
    """ "3." on a line of its own, or before a sentence: the number of a point."""
    doc = view.doc
    if r.unit is not None or not doc[first].is_sent_start or r.end - r.start > 1 or not doc[first].text.isdigit():
        return False
    if doc[first].tag_ == "LS" and end < len(doc) and doc[end].text in (".", ")"):
        return True
    dotted = end < len(doc) and doc[end].text in (".", ")")
    end += dotted
    ends = not dotted and first > 0 and doc[first - 1].is_alpha  # "dies aged 22" before a paragraph
    return end < len(doc) and bool(doc[end].is_sent_start) and not ends


SCALED = 100  # a number beyond a date that has taken its first words
NAMING = frozenset(("quantities/number", "quantities/range", "quantities/score"))


def _is_model(view: View, first: int, end: int) -> bool:
    """Whether plain digits name the noun beside them: "787 Dreamliner", "Falcon 9 rocket", "two new 737 Max jets"."""
    doc, token = view.doc, view.doc[first]
    before, head = doc[first - 1], items.head_of_count(doc, end, view.stop, view.lexicon)
    if before.is_upper and before.is_alpha and 1 < len(before) < 6 and head is None and len(token) > 2:
        return True
    named = end < len(doc) and doc[end].is_title and (doc[end].tag_ != "JJ" or head is None)
    if before.is_title and not before.is_sent_start and named and before.pos_ != "DET":
        return doc[end].lower_ not in view.lexicon.lists["results"]
    if len(token) > 1 and head is not None and doc[head].tag_ == doc[end].tag_ == "NNP":
        return doc[end].lower_ not in view.lexicon.lists["results"]
    if (
        view.last is not None
        and 1 < first - view.last <= 3
        and doc[view.last + 1].tag_ in ("JJ", "NN")
        and doc[first - 1].text != "%"
        and doc[view.last + 1].text != "%"
    ):
        return before.tag_ in ("JJ", "NN")
    if before.lower_ == "the" and head is None and len(token) > 2:
        return doc[end : end + 1].text.lower() not in ("a", "an", "per", *view.lexicon.lists["results"])
    if first > 1 and before.lower_ in ("and", "or", ",") and items.coded(doc[first - 2].text) and head is None:
        return True
    if before.tag_ not in ("NNP", "NNPS") or first - 1 in view.stop:
        return False
    if head is not None and doc[head].tag_ == doc[end].tag_ == "NN":
        return True
    return token.head.i < first or head is None or token.ent_type_ in NAMES


def _is_capital_name(view: View, first: int, end: int) -> bool:
    """World War Two, Six Flags: a number word with a capital inside a name."""
    doc = view.doc
    if doc[first - 1].tag_ in ("NNP", "NNPS"):
        return True
    return doc[first - 1].is_lower and end < len(doc) and doc[end].is_title


NAMES = frozenset(("PRODUCT", "ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART"))
