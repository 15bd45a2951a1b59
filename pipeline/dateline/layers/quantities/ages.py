"""Whether a bare number is the age of somebody."""

from spacy.tokens import Token

from dateline.layers.quantities.alignment import View
from dateline.layers.quantities.readings import Reading


def is_age(view: View, r: Reading, first: int) -> bool:
    """ "aged 34", "at the age of 34", "Olena Kovalenko, 34, fled", "she turned 34", "those over 65", "died at 92"."""
    value = r.meaning.value or r.meaning.high
    if value is None or not 0 < value < view.limits.oldest:
        return False
    return _goes_on(view, r, first) or is_named(view, r) or _is_stated(view, r, first, value)


def _goes_on(view: View, r: Reading, first: int) -> bool:
    """ "aged 9 and 12"; not so "Fatima, 34, a mother"."""
    joined = (
        view.pieces.at(r.start - 1) in view.lists["list-joints"]
        and view.pieces.at(r.start) not in view.lists["articles"]
    )
    last = view.before.quantity
    return last is not None and last.kind == "age" and view.before.first == first - 2 and joined


def is_named(view: View, r: Reading) -> bool:
    """ "aged 34", "over age 60", "ages 5 to 9", "between the ages of 18 and 60", "under the age of five"."""
    p = view.pieces
    if r.modifier and r.modifier[0] < r.start and not view.lists["age-words"].isdisjoint(p.low[slice(*r.modifier)]):
        return True
    at = r.opens - 1
    at -= p.at(at) in view.lists["only"]
    before, sooner = p.at(at), p.at(at - 1)
    if before in view.lists["before-age-numbers"]:
        return sooner in view.lists["age-nouns"]
    return before in view.lists["age-nouns"]


def _is_stated(view: View, r: Reading, first: int, value: float) -> bool:
    p, doc = view.pieces, view.doc
    digits = p.is_number(r.start)
    if value % 1 or not (digits or p.at(r.start - 1) in view.lists["before-spelt-ages"]):
        return False
    if _of_person(view, r) or _of_group(view, r) or _of_act(view, r):
        return True
    if digits and (_in_apposition(view, r, first) or _at_age(view, r, first)):
        return True
    if digits and (_in_brackets(view, r, first) or _and_older(view, r, first) or _opens_clause(view, r)):
        return True
    verb, lists = doc[first].head, view.lists
    verb = verb.head if verb.lower_ == "around" else verb
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if verb.lemma_ in lists["ageing-verbs"] else None
    if subject is None:
        return False
    if subject.lemma_ in lists["aged"]:
        return True
    return _ends(view, r) and (
        _has_age(view, subject) or (verb.lemma_ in lists["birthday-verbs"] and subject.tag_ == "NN" and digits)
    )


def _in_apposition(view: View, r: Reading, first: int) -> bool:
    """ "Olena Kovalenko, 34, fled", "a teacher, 34, fled", "the boys, 9 and 11,", "a couple, both 70,"."""
    p, doc = view.pieces, view.doc
    skipped = p.at(r.start - 1) in view.lists["both"] | view.lists["then-now"]
    at = first - 1 - skipped
    if at < 1 or doc[at].text != ",":
        return False
    after, tag = p.at(r.end), doc[at - 1].tag_
    if after in view.lists["coordination"] and p.is_number(r.end + 1) and p.at(r.end + 2) in (",", "."):
        return doc[at - 1].lemma_ in view.lists["people"] or doc[at - 1].ent_type_ == "PERSON"
    if p.at(r.start - 1) in view.lists["both"]:
        return after in (",", ".") and doc[at - 1].lemma_ in view.lists["people"]
    kin = tag == "NN" and doc[at - 1].lemma_ in view.lists["kin"] | view.lists["people"]
    return after in (",", ".", ";") and (
        (tag in ("NNP", "NNPS") and len(doc[at - 1]) > 1) or kin or (tag == "NN" and after == ",")
    )


def _of_person(view: View, r: Reading) -> bool:
    """ "a girl of 12"."""
    p = view.pieces
    if p.at(r.start - 1) not in view.lists["genitive"] or p.at(r.start - 2) not in view.lists["of-age"]:
        return False
    end = view.tokens(r.start, r.end)[1]
    if p.at(r.end) in view.lists["coordination"]:
        opening = view.lists["articles"] | view.lists["possessives"]
        return p.at(r.end + 1) in opening  # "a boy of 12 and a girl of nine"
    return not p.at(r.end).isalpha() or any(t.pos_ in ("VERB", "AUX") for t in view.doc[end : end + 1])


def _of_group(view: View, r: Reading) -> bool:
    """ "children under 12", "those over 65 were": people by their age, with nothing counted behind."""
    p, lists = view.pieces, view.lists
    if r.modifier is None or r.modifier[0] >= r.start or p.at(r.start - 1) not in view.lists["age-limits"]:
        return False
    end = view.tokens(r.start, r.end)[1]
    noun = end < len(view.doc) and view.doc[end].tag_ in ("NNS", "NNPS", "JJ")
    return p.at(r.modifier[0] - 1) in lists["ageing-groups"] and not noun


def _of_act(view: View, r: Reading) -> bool:
    """ "Retirement at 65 is the rule", "bars marriage below 18"."""
    p, lists = view.pieces, view.lists
    before = p.at(r.start - 1) in lists["at"] | lists["age-limits"] and p.at(r.start - 2) in lists["acts-of-age"]
    end = view.tokens(r.start, r.end)[1]
    return (
        before and p.is_number(r.start) and not any(t.pos_ in ("NOUN", "PROPN", "ADJ") for t in view.doc[end : end + 1])
    )


def _in_brackets(view: View, r: Reading, first: int) -> bool:
    """ "the boy (14)", "Olena Kovalenko (51) leads the union"."""
    p = view.pieces
    if p.at(r.start - 1) != "(" or p.at(r.end) != ")" or first < 2:
        return False
    noun = view.doc[first - 2]
    if noun.ent_type_ == "PERSON" and noun.tag_ == "NNP":
        return len(p.word[r.start]) == 2 and (r.meaning.value or 0) >= view.limits.youngest
    return noun.tag_ == "NN" and noun.lemma_ in view.lists["people"]


def _and_older(view: View, r: Reading, first: int) -> bool:
    """ "adults 18 and older", "those 65 and over"."""
    p = view.pieces
    behind = (
        r.modifier is not None and r.modifier[0] == r.end and p.at(r.modifier[1] - 1) in view.lists["older-younger"]
    )
    return behind and first > 0 and view.doc[first - 1].lower_ in view.lists["ageing-groups"]


def _opens_clause(view: View, r: Reading) -> bool:
    """ "At 81, he is the oldest"."""
    p = view.pieces
    opened = p.word[r.start - 1] == "At" or (
        p.at(r.start - 1) in view.lists["at"] and p.at(r.start - 2) in view.lists["clause-openings"]
    )
    return opened and p.at(r.end) == "," and p.at(r.end + 1) in view.lists["he-she"]


def _at_age(view: View, r: Reading, first: int) -> bool:
    """ "died at 92"."""
    if view.pieces.at(r.start - 1) not in view.lists["at"] or first < 2 or not _ends(view, r):
        return False
    verbs = view.lists["at-age-verbs"]
    return (
        not verbs.isdisjoint((view.doc[first - 2].lemma_, view.doc[first - 2].lower_))
        or view.doc[first - 1].head.lemma_ in verbs
    )


def _ends(view: View, r: Reading) -> bool:
    """Whether nothing stands behind the number that it could count."""
    after = view.pieces.at(r.end)
    return not after.isalpha() or after in view.lists["behind-age"]


def _has_age(view: View, subject: Token) -> bool:
    lists = view.lists
    if subject.tag_ == "NNP":
        return any(t.ent_type_ == "PERSON" for t in (subject, *(c for c in subject.lefts if c.dep_ == "compound")))
    if any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in subject.rights):
        return True
    return subject.lower_ in lists["ageing-subjects"] or (subject.tag_ == "NN" and subject.lemma_ in lists["people"])
